/* manifest.c - export.json, read before anything else and refused at the first fault. */
#include "ingest/manifest.h"

#include "base/file.h"
#include "base/text.h"
#include "ingest/fields.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MANIFEST_MAX_BYTES = 256 * 1024 * 1024 };

/* ---- Names and places of files ----------------------------------------------------- */

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);

    return n >= m && strcmp(text + n - m, end) == 0;
}

/* RECORD_TYPE_COUNT when the name up to its first dot is no record type. */
static enum record_type type_of_name(const char *name)
{
    size_t length = strcspn(name, ".");
    int type = 0;

    for (; type < RECORD_TYPE_COUNT; type++) {
        const char *text = record_type_text((enum record_type)type);
        if (strlen(text) == length && memcmp(text, name, length) == 0)
            break;
    }
    return (enum record_type)type;
}

bool manifest_form(const char *name, enum stream_form *form)
{
    if (ends_with(name, ".ndjson"))
        *form = STREAM_LINES;
    else if (ends_with(name, ".ndjson.gz"))
        *form = STREAM_GZIP_LINES;
    else if (ends_with(name, ".json"))
        *form = STREAM_ARRAY;
    else
        return false;
    return true;
}

RESULT manifest_classify(const char *path, struct source_file *file, enum stream_form *form)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    bool is_data = manifest_form(name, form);

    file->type = type_of_name(name);
    file->is_attachment = !is_data && file->type == RECORD_TYPE_COUNT;
    if (is_data && file->type == RECORD_TYPE_COUNT)
        return FAIL(INPUT,
                    "%s: found records of an unknown type, expected a name that begins with a record type "
                    "and a dot",
                    path);
    if (!is_data && !file->is_attachment)
        return FAIL(INPUT, "%s: found %s in an unknown format, expected .ndjson, .ndjson.gz or .json", path,
                    record_type_text(file->type));
    return OK;
}

static bool climbs(const char *path)
{
    for (const char *p = path; p; p = strchr(p, '/')) {
        p += *p == '/';
        if (strncmp(p, "..", 2) == 0 && (p[2] == '/' || !p[2]))
            return true;
    }
    return false;
}

static bool is_inside(const char *real, const char *folder)
{
    char *root = realpath(folder, NULL);
    size_t n = root ? strlen(root) : 0;
    bool inside = root && strncmp(real, root, n) == 0 && (real[n] == '/' || (n == 1 && root[0] == '/'));

    free(root);
    return inside;
}

RESULT manifest_locate(const char **real_path, struct arena *arena, const char *folder, const char *path)
{
    struct stat st;

    *real_path = NULL;
    if (path[0] == '/' || climbs(path))
        return FAIL(INPUT, "%s: found a path that leaves the folder, expected one inside it", path);
    char *real = realpath(file_join(arena, folder, path), NULL);
    if (!real)
        return FAIL(INPUT, "%s: found no such file (%s), expected the listed file", path, error_reason(errno));
    *real_path = arena_strdup(arena, real);
    free(real);
    if (!is_inside(*real_path, folder))
        return FAIL(INPUT, "%s: found a link that leaves the folder, expected a file inside it", path);
    if (stat(*real_path, &st) != 0 || !S_ISREG(st.st_mode))
        return FAIL(INPUT, "%s: found no ordinary file, expected one", path);
    return OK;
}

/* ---- The head ------------------------------------------------------------------------ */

bool manifest_is_period(const char *text)
{
    char day[DATE_TEXT_SIZE];
    date ignored;

    if (strlen(text) == 7) {
        snprintf(day, sizeof day, "%s-01", text);
        text = day;
    }
    return date_parse_plain(text, &ignored);
}

static void read_head(struct fields *f, struct export *export)
{
    const char *format = field_text(f, "format", REQUIRED);

    if (format && strcmp(format, MANIFEST_FORMAT) != 0)
        field_fault(f, "format", MANIFEST_FORMAT);
    export->period = field_text(f, "period", REQUIRED);
    if (export->period && !manifest_is_period(export->period))
        field_fault(f, "period", "YYYY-MM or YYYY-MM-DD");
    export->as_of = field_date(f, "as_of", REQUIRED);
    export->next_as_of = field_date(f, "next_as_of", OPTIONAL);
    export->is_sample = field_boolean(f, "sample", OPTIONAL, NULL);
    struct fields coverage = fields_inner(f, "coverage", "coverage.", OPTIONAL);
    struct fields evidence = fields_inner(&coverage, "evidence", "coverage.evidence.", OPTIONAL);
    export->coverage_from = field_date(&evidence, "from", OPTIONAL);
}

RESULT manifest_parse(const cJSON **root, struct arena *arena, const char *folder, char digest[DIGEST_HEX_SIZE])
{
    struct json_fault fault;
    char *text;
    size_t length;

    TRY(file_read(&text, &length, arena, file_join(arena, folder, MANIFEST_FILE), MANIFEST_MAX_BYTES, ERROR_INPUT));
    digest_of(text, length, digest);
    size_t mark = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    *root = json_parse(arena, text + mark, length - mark, &fault);
    if (!*root)
        return FAIL(INPUT, "%s: %s", MANIFEST_FILE, json_fault_message(arena, &fault).in[error_language()]);
    if (!cJSON_IsObject(*root))
        return FAIL(INPUT, "%s: found %s, expected an object", MANIFEST_FILE,
                    found_text(arena, *root, error_language()));
    return OK;
}

/* ---- The files ------------------------------------------------------------------------- */

/* One entry of `files`; `f` reads its members. */
static RESULT read_entry(struct fields *f, struct source_file *file, struct listed *listed, struct arena *own,
                         const char *folder)
{
    file->path = field_text(f, "path", REQUIRED);
    const char *digest = field_sha256(f, "sha256");
    if (message_is_set(f->fault))
        return FAIL(INPUT, "%s: %s", MANIFEST_FILE, f->fault->in[error_language()]);
    memcpy(listed->digest, digest, DIGEST_HEX_SIZE);
    TRY(manifest_classify(file->path, file, &listed->form));
    if (!file->is_attachment) {
        struct exact records = field_amount(f, "records");
        if (records.den != 1)
            field_fault(f, "records", "a whole number");
        listed->records = (size_t)records.num;
    }
    if (message_is_set(f->fault))
        return FAIL(INPUT, "%s: %s", MANIFEST_FILE, f->fault->in[error_language()]);
    return manifest_locate(&listed->real_path, own, folder, file->path);
}

static RESULT read_entries(struct manifest *m, struct export *export, const cJSON *list, struct fields *f)
{
    size_t i = 0;

    for (const cJSON *entry = list->child; entry; entry = entry->next, i++) {
        if (!cJSON_IsObject(entry))
            return FAIL(INPUT, "%s: files[%zu]: found %s, expected an object", MANIFEST_FILE, i,
                        found_text(f->scratch, entry, error_language()));
        struct fields inner = fields_of(entry, f->fault, f->texts, f->scratch);
        inner.where = arena_printf(f->scratch, "files[%zu].", i);
        TRY(read_entry(&inner, &export->files.items[i], &m->files[i], f->scratch, export->folder));
        lookup_add(m->paths, export->files.items[i].path, i);
    }
    return OK;
}

static int compare_real_paths(const void *a, const void *b)
{
    const struct listed *const *x = a, *const *y = b;

    return strcmp((*x)->real_path, (*y)->real_path);
}

static RESULT refuse_repeated(const struct manifest *m, const struct export *export, struct arena *own)
{
    const struct listed **sorted = ARENA_ARRAY(own, const struct listed *, m->count);

    for (size_t i = 0; i < m->count; i++)
        sorted[i] = &m->files[i];
    if (m->count)
        qsort(sorted, m->count, sizeof *sorted, compare_real_paths);
    for (size_t i = 1; i < m->count; i++)
        if (strcmp(sorted[i - 1]->real_path, sorted[i]->real_path) == 0)
            return FAIL(INPUT, "%s: found listed twice in %s, expected once",
                        export->files.items[sorted[i] - m->files].path, MANIFEST_FILE);
    return OK;
}

RESULT manifest_read_head(struct export *export, struct arena *arena, const char *folder)
{
    const cJSON *root;
    struct message fault = {0};
    char digest[DIGEST_HEX_SIZE];

    *export = (struct export){.folder = folder};
    TRY(manifest_parse(&root, arena, folder, digest));
    struct fields f = fields_of(root, &fault, arena, arena);
    read_head(&f, export);
    return message_is_set(&fault) ? FAIL(INPUT, "%s: %s", MANIFEST_FILE, fault.in[error_language()]) : OK;
}

RESULT manifest_read(struct manifest *m, struct export *export, struct arena *arena, struct arena *own,
                     const char *folder, size_t more)
{
    const cJSON *root;
    struct message fault = {0};
    char digest[DIGEST_HEX_SIZE];

    export->folder = arena_strdup(arena, folder);
    TRY(manifest_parse(&root, own, folder, digest));
    export->digest = arena_strdup(arena, digest);
    struct fields f = fields_of(root, &fault, arena, own);
    read_head(&f, export);
    const cJSON *list = field_member(&f, "files", REQUIRED, "a list");
    if (list && !cJSON_IsArray(list))
        field_fault(&f, "files", "a list");
    if (message_is_set(&fault))
        return FAIL(INPUT, "%s: %s", MANIFEST_FILE, fault.in[error_language()]);

    m->count = (size_t)cJSON_GetArraySize(list);
    m->files = ARENA_ARRAY(own, struct listed, m->count + more);
    m->paths = lookup_new(own, m->count);
    export->files.items = ARENA_ARRAY(arena, struct source_file, m->count + more);
    export->files.count = m->count;
    export->files.capacity = m->count + more;
    TRY(read_entries(m, export, list, &f));
    return refuse_repeated(m, export, own);
}
