/* events.c - submissions and evidence: what happened, in the fields the vocabulary lists. */
#include "ingest/record.h"
#include "ingest/values.h"

#include <string.h>

/* ---- Submissions ---------------------------------------------------------------------------- */

static void read_content(struct record *r, struct submission *s)
{
    const struct record_kind *kind = &s->programme->submission_kinds[s->kind];
    struct fields content = fields_inner(&r->fields, "content", "content.", REQUIRED);
    bool says_something = false;

    for (size_t i = 0; i < kind->field_count; i++) {
        const struct field *field = &kind->fields[i];
        s->values[i] = value_read(&content, field, s->programme);
        if (field->type == FIELD_FACTS)
            value_facts(&content, field->name, OPTIONAL, s->programme, s);
        says_something = says_something || s->values[i].given;
    }
    if (!message_is_set(&r->fault) && strcmp(kind->name, "information-change") == 0 && !says_something)
        field_fault(&r->fields, "content", "at least one of the fields that can change");
}

void read_submission(struct record *r)
{
    struct fields *f = &r->fields;
    struct submission s = {.place = r->place, .kind = -1};

    s.id = field_id(f, "submission_id", REQUIRED);
    record_read_unit(r);
    s.unit = r->unit;
    s.programme = record_read_programme(r);
    const cJSON *kind = field_member(f, "kind", REQUIRED, "text");
    if (kind && !element_text(kind))
        field_fault(f, "kind", "text");
    s.submitted_on = field_date(f, "submitted_on", REQUIRED);
    if (!message_is_set(&r->fault))
        s.kind = programme_submission_kind(s.programme, element_text(kind));
    if (s.kind >= 0)
        read_content(r, &s);
    else
        fields_inner(f, "content", "content.", REQUIRED);
    if (record_is_sound(r) && s.kind < 0)
        record_refuse(r, REJECT_UNKNOWN_KIND, "kind: found %s, expected a kind of submission of %s",
                      found_quoted(r->ingest->scratch, element_text(kind)), s.programme->id);
    if (record_claim(r, record_key(r, s.id)))
        *ARENA_PUSH(r->ingest->arena, &r->ingest->export->submissions) = s;
}

/* ---- Evidence ---------------------------------------------------------------------------------- */

static enum evidence_status read_status(struct fields *f)
{
    static const char *const words[] = {
#define X(id, text) [EVIDENCE_##id] = text,
        EVIDENCE_STATUS_LIST(X)
#undef X
    };
    int word = field_word(f, "status", REQUIRED, words, sizeof words / sizeof *words);

    return word < 0 ? EVIDENCE_REJECTED : (enum evidence_status)word;
}

/* A file that proves the evidence. */
struct proof {
    const char *path; /* NULL: none is named */
    const char *digest;
};

static struct proof read_proof(struct fields *evidence)
{
    struct fields f = fields_inner(evidence, "file", "file.", OPTIONAL);

    if (!f.object)
        return (struct proof){0};
    return (struct proof){field_text(&f, "path", REQUIRED), field_sha256(&f, "sha256")};
}

/* Only listed files are read. What export.json says of their digests is checked, so
 * it answers for the file itself. */
static void check_proof(struct record *r, const struct proof *proof)
{
    const struct manifest *m = &r->ingest->manifest;
    size_t i = lookup_find(m->paths, proof->path);

    const char *path = found_quoted(r->ingest->scratch, proof->path);
    if (i == LOOKUP_NONE)
        record_refuse(r, REJECT_EVIDENCE_FILE, "file.path: found %s, expected a file that export.json lists", path);
    else if (strcmp(m->files[i].digest, proof->digest) != 0)
        record_refuse(r, REJECT_EVIDENCE_FILE, "file.sha256: found %s, expected %s, that of %s", proof->digest,
                      m->files[i].digest, path);
}

static void read_data(struct record *r, struct evidence *e)
{
    const struct record_kind *kind = &e->programme->evidence_kinds[e->kind];
    struct fields data = fields_inner(&r->fields, "data", "data.", REQUIRED);

    for (size_t i = 0; i < kind->field_count; i++)
        e->values[i] = value_read(&data, &kind->fields[i], e->programme);
}

void read_evidence(struct record *r)
{
    struct fields *f = &r->fields;
    struct evidence e; /* not cleared: the values a kind lacks are never looked at */

    f->texts = NULL; /* nothing of it is kept */
    e.place = r->place;
    e.kind = -1;
    e.id = field_id(f, "evidence_id", REQUIRED);
    struct id_key key = record_key(r, e.id);
    record_read_unit(r);
    e.unit = r->unit;
    e.programme = record_read_programme(r);
    const cJSON *kind = field_member(f, "kind", REQUIRED, "text");
    if (kind && !element_text(kind))
        field_fault(f, "kind", "text");
    e.day = field_date(f, "date", REQUIRED);
    e.status = read_status(f);
    if (!message_is_set(&r->fault))
        e.kind = programme_evidence_kind(e.programme, element_text(kind));
    if (e.kind >= 0)
        read_data(r, &e);
    else
        fields_inner(f, "data", "data.", REQUIRED);
    struct proof proof = read_proof(f);
    if (record_is_sound(r) && e.kind < 0)
        record_refuse(r, REJECT_UNKNOWN_KIND, "kind: found %s, expected a kind of evidence of %s",
                      found_quoted(r->ingest->scratch, element_text(kind)), e.programme->id);
    if (record_is_sound(r) && proof.path)
        check_proof(r, &proof);
    if (record_claim(r, key) && r->ingest->sink.evidence)
        r->ingest->sink.evidence(r->ingest->sink.evidence_context, &e);
}
