/* ingest.c - the files of an export in the order of their types, record by record. */
#include "ingest/ingest.h"

#include "base/file.h"
#include "ingest/record.h"

#include <stdlib.h>
#include <string.h>

static record_reader *const readers[RECORD_TYPE_COUNT] = {
    [RECORD_UNITS] = read_unit,
    [RECORD_STAFF] = read_person,
    [RECORD_CERTIFICATES] = read_certificate,
    [RECORD_AGREEMENTS] = read_agreement,
    [RECORD_SUBMISSIONS] = read_submission,
    [RECORD_ASSESSMENTS] = read_assessment,
    [RECORD_RULINGS] = read_ruling,
    [RECORD_EVIDENCE] = read_evidence,
    [RECORD_FINDINGS] = read_finding,
};

/* ---- One record --------------------------------------------------------------------------- */

static struct message not_an_object(struct arena *arena, const cJSON *value)
{
    struct message message;

    for (int l = 0; l < LANGUAGE_COUNT; l++)
        message.in[l] = arena_printf(arena, phrase_of_message((enum language)l, "found %s, expected an object"),
                                     found_text(arena, value, (enum language)l));
    return message;
}

/* Turns the text into members; a fault when it is no JSON object. */
static void parse(struct record *r, const struct piece *piece)
{
    struct arena *scratch = r->ingest->scratch;
    struct json_fault fault;

    if (piece->is_too_long) {
        record_refuse(r, REJECT_BAD_JSON, "found a record of over 1 MiB, expected at most %d bytes", RECORD_MAX_BYTES);
        return;
    }
    r->json = json_parse(scratch, piece->text, piece->length, &fault);
    r->code = r->json ? REJECT_BAD_FIELD : REJECT_BAD_JSON;
    if (!r->json)
        r->fault = json_fault_message(scratch, &fault);
    else if (!cJSON_IsObject(r->json))
        r->fault = not_an_object(scratch, r->json);
}

static void read_record(struct ingest *in, size_t file_index, const struct piece *piece)
{
    struct source_file *file = &in->export->files.items[file_index];
    struct record r = {
        .ingest = in,
        .type = file->type,
        .place = {file->path, piece->number},
        .file_index = file_index,
    };

    parse(&r, piece);
    if (!message_is_set(&r.fault)) {
        r.fields = fields_of(r.json, &r.fault, in->arena, in->scratch);
        readers[r.type](&r);
    }
    file->read++;
    switch (r.fate) {
    case RECORD_USED: file->used++; break;
    case RECORD_DUPLICATE: file->duplicate++; break;
    case RECORD_REJECTED:
        file->rejected++;
        record_reject(&r);
        break;
    }
    arena_reset(in->scratch);
}

/* ---- One file ------------------------------------------------------------------------------ */

static RESULT read_pieces(struct ingest *in, size_t file_index, struct stream *stream)
{
    struct piece piece;

    for (;;) {
        TRY(stream_next(stream, &piece));
        if (!piece.text)
            return OK;
        read_record(in, file_index, &piece);
    }
}

/* What export.json promised of the file. */
static RESULT check_promise(const struct source_file *file, const struct listed *listed)
{
    if (listed->is_from_outside)
        return OK;
    if (strcmp(file->digest, listed->digest) != 0)
        return FAIL(INPUT, "%s: found SHA-256 %s, expected %s", file->path, file->digest, listed->digest);
    if (!file->is_attachment && file->read != listed->records)
        return FAIL(INPUT, "%s: found %zu records, expected %zu", file->path, file->read, listed->records);
    return OK;
}

static RESULT read_file(struct ingest *in, size_t file_index)
{
    struct source_file *file = &in->export->files.items[file_index];
    const struct listed *listed = &in->manifest.files[file_index];
    struct stream *stream;

    TRY(stream_open(&stream, listed->real_path, file->path, listed->form));
    struct result r = read_pieces(in, file_index, stream);
    if (!r.kind)
        stream_digest(stream, file->digest);
    stream_close(stream);
    return r.kind ? r : check_promise(file, listed);
}

static RESULT read_files_of(struct ingest *in, enum record_type type)
{
    for (size_t i = 0; i < in->export->files.count; i++)
        if (!in->export->files.items[i].is_attachment && in->export->files.items[i].type == type)
            TRY(read_file(in, i));
    return OK;
}

static RESULT check_attachments(struct ingest *in)
{
    for (size_t i = 0; i < in->export->files.count; i++) {
        struct source_file *file = &in->export->files.items[i];
        if (!file->is_attachment)
            continue;
        TRY(digest_of_file(in->manifest.files[i].real_path, file->digest));
        TRY(check_promise(file, &in->manifest.files[i]));
    }
    return OK;
}

/* ---- The export ------------------------------------------------------------------------------ */

static int compare_units(const void *a, const void *b)
{
    return strcmp(((const struct unit *)a)->id, ((const struct unit *)b)->id);
}

/* Adds the units known from before that the export lacks. Both lists are in order of id. */
static void add_missing_units(struct ingest *in, const struct unit *known, size_t count)
{
    struct export *e = in->export;
    size_t listed = e->units.count, at = 0;

    for (size_t i = 0; i < count; i++) {
        while (at < listed && strcmp(e->units.items[at].id, known[i].id) < 0)
            at++;
        if (at < listed && strcmp(e->units.items[at].id, known[i].id) == 0)
            continue;
        struct unit *unit = ARENA_PUSH(in->arena, &e->units);
        *unit = known[i];
        unit->is_missing = true;
    }
    if (e->units.count > listed)
        qsort(e->units.items, e->units.count, sizeof *e->units.items, compare_units);
}

/* Units get their order, their index and their table; others refer to them from now on. */
static void settle_units(struct ingest *in, const struct unit *known, size_t known_count)
{
    struct export *e = in->export;

    if (e->units.count)
        qsort(e->units.items, e->units.count, sizeof *e->units.items, compare_units);
    add_missing_units(in, known, known_count);
    in->units = lookup_new(in->own, e->units.count);
    for (size_t i = 0; i < e->units.count; i++) {
        e->units.items[i].index = i;
        if (!e->units.items[i].is_missing)
            lookup_add(in->units, e->units.items[i].id, i);
    }
    for (size_t i = 0; i < e->rejects.count; i++)
        if (e->rejects.items[i].type == RECORD_UNITS && e->rejects.items[i].id)
            e->rejects.items[i].unit = export_unit(e, e->rejects.items[i].id);
}

/* Items by name, for findings. */
static void settle_items(struct ingest *in)
{
    in->items = ARENA_ARRAY(in->own, struct lookup *, in->vocabulary->count);
    for (size_t p = 0; p < in->vocabulary->count; p++) {
        const struct programme *programme = &in->vocabulary->programmes[p];
        in->items[p] = lookup_new(in->own, programme->item_count);
        for (size_t i = 0; i < programme->item_count; i++)
            lookup_add(in->items[p], programme->items[i].id, i);
    }
}

static void settle_assessments(struct ingest *in)
{
    in->assessments = lookup_new(in->own, in->export->assessments.count);
    for (size_t i = 0; i < in->export->assessments.count; i++) {
        in->export->assessments.items[i].index = i;
        lookup_add(in->assessments, in->export->assessments.items[i].id, i);
    }
}

static void add_outside_rulings(struct ingest *in, const char *const *rulings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct source_file *file = &in->export->files.items[in->export->files.count];
        struct listed *listed = &in->manifest.files[in->export->files.count++];
        file->path = arena_strdup(in->arena, rulings[i]);
        file->type = RECORD_RULINGS;
        listed->real_path = file->path;
        listed->is_from_outside = true;
        if (!manifest_form(file->path, &listed->form))
            listed->form = STREAM_LINES;
    }
}

/* Room for the ids of as many records as export.json promises, or as its files can hold
 * if that is less: a promise costs nothing. */
static void reserve_ids(struct ingest *in)
{
    enum { SHORT_RECORD = 64, SHORT_RECORD_COMPRESSED = 8 };
    size_t count = 0;

    for (size_t i = 0; i < in->manifest.count; i++) {
        const struct listed *listed = &in->manifest.files[i];
        bool is_compressed = listed->form == STREAM_GZIP_LINES;
        size_t most = file_size(listed->real_path) / (is_compressed ? SHORT_RECORD_COMPRESSED : SHORT_RECORD);
        if (!in->export->files.items[i].is_attachment)
            count += listed->records < most ? listed->records : most;
    }
    ids_reserve(in->ids, count);
}

static bool is_streamed(enum record_type type)
{
    return type == RECORD_EVIDENCE || type == RECORD_FINDINGS;
}

static RESULT open_export(struct ingest *in, const char *folder, const char *const *rulings, size_t ruling_count,
                          const struct unit *known, size_t known_count)
{
    TRY(manifest_read(&in->manifest, in->export, in->arena, in->own, folder, ruling_count));
    reserve_ids(in);
    add_outside_rulings(in, rulings, ruling_count);
    TRY(check_attachments(in));
    for (int type = 0; type < RECORD_TYPE_COUNT; type++) {
        if (is_streamed((enum record_type)type))
            continue;
        TRY(read_files_of(in, (enum record_type)type));
        if (type == RECORD_UNITS)
            settle_units(in, known, known_count);
    }
    settle_assessments(in);
    settle_items(in);
    return OK;
}

RESULT ingest_open(struct ingest **ingest, struct export **out, struct arena *arena, const char *folder,
                   const struct vocabulary *vocabulary, const char *const *rulings, size_t ruling_count,
                   const struct unit *known, size_t known_count)
{
    struct ingest *in = heap_alloc(1, sizeof *in);

    *in = (struct ingest){
        .arena = arena,
        .own = arena_new(),
        .scratch = arena_new(),
        .export = ARENA_NEW(arena, struct export),
        .vocabulary = vocabulary,
        .ids = ids_new(),
    };
    struct result r = open_export(in, folder, rulings, ruling_count, known, known_count);
    *ingest = r.kind ? NULL : in;
    *out = r.kind ? NULL : in->export;
    if (r.kind)
        ingest_close(in);
    return r;
}

RESULT ingest_period(const char **period, struct arena *arena, const char *folder)
{
    struct export head;

    TRY(manifest_read_head(&head, arena, folder));
    *period = head.period;
    return OK;
}

RESULT ingest_stream(struct ingest *in, const struct ingest_sink *sink)
{
    in->sink = *sink;
    TRY(read_files_of(in, RECORD_EVIDENCE));
    return read_files_of(in, RECORD_FINDINGS);
}

void ingest_close(struct ingest *in)
{
    if (!in)
        return;
    ids_free(in->ids);
    arena_free(in->own);
    arena_free(in->scratch);
    heap_free(in);
}
