/* findings.c - what the experts of an assessment found: handed on, never kept. */
#include "ingest/record.h"

#include "base/text.h"

#include <string.h>

enum { ITEM_CHARACTERS = 64 };

static bool is_person_id(const char *text, const void *context)
{
    (void)context;
    return text_is_id(text);
}

static enum finding_result read_result(struct fields *f)
{
    static const char *const words[] = {
#define X(id, text) [FINDING_##id] = text,
        FINDING_LIST(X)
#undef X
    };
    int word = field_word(f, "result", REQUIRED, words, FINDING_RESULT_COUNT);

    return word < 0 ? FINDING_UNMET : (enum finding_result)word;
}

/* NULL when there is none. */
static const struct assessment *assessment_by_id(const struct ingest *in, const char *id)
{
    size_t i = id ? lookup_find(in->assessments, id) : LOOKUP_NONE;

    return i == LOOKUP_NONE ? NULL : &in->export->assessments.items[i];
}

/* Finds what the finding is about. */
static void refer(struct record *r, struct finding *finding, const char *assessment, const char *item)
{
    if (!finding->assessment) {
        record_refuse(r, REJECT_UNKNOWN_ASSESSMENT, "assessment_id: found %s, expected an assessment of the export",
                      assessment);
        return;
    }
    const struct programme *programme = finding->assessment->programme;
    size_t position = lookup_find(r->ingest->items[programme->index], item);
    if (position != LOOKUP_NONE)
        finding->item = &programme->items[position];
    if (!finding->item)
        record_refuse(r, REJECT_UNKNOWN_ITEM, "item: found %s, expected an item of %s", item, programme->id);
    else if (finding->result == FINDING_NA && !finding->item->takes_na)
        record_refuse(r, REJECT_NA_NOT_ALLOWED, "result: found na on %s, expected met or unmet", item);
}

/* The id is three texts, each with the NUL behind it, which no text holds: "a" of
 * "b/c" is not "a/b" of "c". */
static struct id_key key_of(const struct record *r, const char *const parts[3])
{
    size_t lengths[3], length = 0;

    for (int i = 0; i < 3; i++)
        length += lengths[i] = parts[i] ? strlen(parts[i]) + 1 : 0;
    char *id = arena_raw(r->ingest->scratch, length), *end = id;
    for (int i = 0; i < 3; end += lengths[i++])
        if (lengths[i])
            memcpy(end, parts[i], lengths[i]);
    return ids_key_of_bytes(r->ingest->ids, r->type, id, length);
}

void read_finding(struct record *r)
{
    struct fields *f = &r->fields;
    struct finding finding = {.place = r->place};

    f->texts = NULL; /* nothing of it is kept */
    const char *assessment = field_id(f, "assessment_id", REQUIRED);
    finding.assessment = assessment_by_id(r->ingest, assessment);
    __builtin_prefetch(finding.assessment); /* it comes near while the rest is read */
    const char *item = field_text_within(f, "item", REQUIRED, 1, ITEM_CHARACTERS);
    finding.result = read_result(f);
    finding.expert = field_text_within(f, "expert", REQUIRED, 1, SIZE_MAX);
    struct id_key key = key_of(r, (const char *const[]){assessment, item, finding.expert});
    finding.day = field_date(f, "date", REQUIRED);
    struct text_list persons = field_list(f, "persons", OPTIONAL, is_person_id, NULL, "a list of person ids");
    finding.names_persons = persons.given;
    finding.persons = persons.items;
    finding.person_count = persons.count;
    field_text(f, "remark", OPTIONAL);
    if (!record_is_sound(r))
        return;
    refer(r, &finding, assessment, item);
    if (record_claim(r, key) && r->ingest->sink.finding)
        r->ingest->sink.finding(r->ingest->sink.finding_context, &finding);
}
