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

/* Finds what the finding is about. */
static void refer(struct record *r, struct finding *finding, const char *assessment, const char *item)
{
    size_t i = lookup_find(r->ingest->assessments, assessment);

    if (i == LOOKUP_NONE) {
        record_refuse(r, REJECT_UNKNOWN_ASSESSMENT, "assessment_id: found %s, expected an assessment of the export",
                      assessment);
        return;
    }
    finding->assessment = &r->ingest->export->assessments.items[i];
    const struct programme *programme = finding->assessment->programme;
    finding->item = programme_item(programme, item);
    if (!finding->item)
        record_refuse(r, REJECT_UNKNOWN_ITEM, "item: found %s, expected an item of %s", item, programme->id);
    else if (finding->result == FINDING_NA && !finding->item->takes_na)
        record_refuse(r, REJECT_NA_NOT_ALLOWED, "result: found na on %s, expected met or unmet", item);
}

void read_finding(struct record *r)
{
    struct fields *f = &r->fields;
    struct finding finding = {.place = r->place};

    f->texts = NULL; /* nothing of it is kept */
    const char *assessment = field_id(f, "assessment_id", REQUIRED);
    const char *item = field_text_within(f, "item", REQUIRED, 1, ITEM_CHARACTERS);
    finding.result = read_result(f);
    finding.expert = field_text_within(f, "expert", REQUIRED, 1, SIZE_MAX);
    finding.day = field_date(f, "date", REQUIRED);
    struct text_list persons = field_list(f, "persons", OPTIONAL, is_person_id, NULL, "a list of person ids");
    finding.names_persons = persons.given;
    finding.persons = persons.items;
    finding.person_count = persons.count;
    field_text(f, "remark", OPTIONAL);
    if (!record_is_sound(r))
        return;
    refer(r, &finding, assessment, item);
    /* The length keeps "a" of "b/c" apart from "a/b" of "c". */
    struct id_key key = record_key(
        r, arena_printf(r->ingest->scratch, "%s/%zu/%s/%s", assessment, strlen(item), item, finding.expert));
    if (record_claim(r, key) && r->ingest->sink.finding)
        r->ingest->sink.finding(r->ingest->sink.finding_context, &finding);
}
