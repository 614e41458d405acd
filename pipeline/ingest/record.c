/* record.c - references, faults and ids, the same for all types of record. */
#include "ingest/record.h"

#include <stdarg.h>
#include <string.h>

/* The members an id is made of. */
static const char *const id_members[RECORD_TYPE_COUNT][3] = {
    [RECORD_UNITS] = {"unit_id"},
    [RECORD_STAFF] = {"person_id"},
    [RECORD_CERTIFICATES] = {"certificate_no"},
    [RECORD_AGREEMENTS] = {"agreement_id"},
    [RECORD_SUBMISSIONS] = {"submission_id"},
    [RECORD_ASSESSMENTS] = {"assessment_id"},
    [RECORD_RULINGS] = {"proposal_id", "on"},
    [RECORD_EVIDENCE] = {"evidence_id"},
    [RECORD_FINDINGS] = {"assessment_id", "item", "expert"},
};

enum { LONGEST_ID_SHOWN = 256 };

void record_refuse(struct record *r, enum reject_code code, const char *format, ...)
{
    va_list args;

    if (message_is_set(&r->fault))
        return;
    va_start(args, format);
    r->fault = message_vprint(r->ingest->scratch, format, args);
    va_end(args);
    r->code = code;
}

static const struct unit *unit_by_id(const struct ingest *in, const char *id)
{
    size_t i = in->units ? lookup_find(in->units, id) : LOOKUP_NONE;

    return i == LOOKUP_NONE ? NULL : &in->export->units.items[i];
}

void record_read_unit(struct record *r)
{
    r->unit_id = field_id(&r->fields, "unit_id", REQUIRED);
    r->unit = r->unit_id ? unit_by_id(r->ingest, r->unit_id) : NULL;
}

static struct message expected_programme(struct record *r)
{
    const struct vocabulary *v = r->ingest->vocabulary;
    const char **ids = ARENA_ARRAY(r->ingest->scratch, const char *, v->count);

    for (size_t i = 0; i < v->count; i++)
        ids[i] = v->programmes[i].id;
    return expected_word(r->ingest->scratch, ids, v->count);
}

const struct programme *record_read_programme(struct record *r)
{
    const cJSON *scheme = field_member(&r->fields, "scheme", REQUIRED, "the id of a programme");
    const char *id = scheme ? element_text(scheme) : NULL;
    const struct programme *programme = id ? vocabulary_programme(r->ingest->vocabulary, id) : NULL;

    if (scheme && !programme)
        field_fault_message(&r->fields, "scheme", expected_programme(r));
    return programme;
}

bool record_is_sound(struct record *r)
{
    if (!message_is_set(&r->fault) && r->unit_id && !r->unit)
        record_refuse(r, REJECT_UNKNOWN_UNIT, "unit_id: found %s, expected a unit of the export", r->unit_id);
    return !message_is_set(&r->fault);
}

struct id_key record_key(const struct record *r, const char *id)
{
    return ids_key(r->ingest->ids, r->type, id ? id : "");
}

/* One sentence for all of them, never copied: there may be millions. */
static const char seen_before[] = "found this id again with other content, expected one record of an id";

bool record_claim(struct record *r, struct id_key key)
{
    if (!record_is_sound(r))
        return false;
    switch (ids_claim(r->ingest->ids, key, json_content_digest(r->json))) {
    case ID_NEW: r->fate = RECORD_USED; break;
    case ID_SAME: r->fate = RECORD_DUPLICATE; break;
    case ID_OTHER:
        r->fault = message_of(seen_before);
        r->code = REJECT_DUPLICATE_ID;
        break;
    }
    return r->fate == RECORD_USED;
}

/* ---- Rejects -------------------------------------------------------------------- */

static const char *text_member(const struct record *r, const char *name)
{
    for (const cJSON *m = r->json ? r->json->child : NULL; m; m = m->next)
        if (m->string && strcmp(m->string, name) == 0)
            return element_text(m);
    return NULL;
}

const char *record_id_text(const struct record *r)
{
    const char *id = NULL;

    for (size_t i = 0; i < 3 && id_members[r->type][i]; i++) {
        const char *part = text_member(r, id_members[r->type][i]);
        if (!part)
            return NULL;
        id = i ? arena_printf(r->ingest->scratch, "%s/%s", id, part) : part;
    }
    return id;
}

/* Whose record it was, as far as it says so, whatever else is wrong with it. */
static void name_subject(const struct record *r, struct reject *reject)
{
    const struct ingest *in = r->ingest;
    const char *unit_id = text_member(r, "unit_id"), *scheme = text_member(r, "scheme");

    reject->unit = unit_id ? unit_by_id(in, unit_id) : NULL;
    reject->programme = scheme ? vocabulary_programme(in->vocabulary, scheme) : NULL;
    if (r->type != RECORD_FINDINGS)
        return;
    const char *assessment_id = text_member(r, "assessment_id");
    size_t i = assessment_id ? lookup_find(in->assessments, assessment_id) : LOOKUP_NONE;
    if (i == LOOKUP_NONE)
        return;
    reject->assessment = &in->export->assessments.items[i];
    reject->unit = reject->assessment->unit;
    reject->programme = reject->assessment->programme;
}

void record_reject(const struct record *r)
{
    struct arena *arena = r->ingest->arena;
    struct reject reject = {
        .place = r->place, .file_index = r->file_index, .type = r->type, .code = r->code, .message = r->fault};
    const char *id = record_id_text(r);

    name_subject(r, &reject);
    if (id && strlen(id) <= LONGEST_ID_SHOWN)
        reject.id = arena_strdup(arena, id);
    if (r->fault.in[LANGUAGE_ENGLISH] != seen_before)
        reject.message = message_copy(arena, &r->fault);
    *ARENA_PUSH(arena, &r->ingest->export->rejects) = reject;
}
