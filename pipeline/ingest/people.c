/* people.c - staff, and the assessments others made. */
#include "ingest/record.h"
#include "ingest/values.h"

#include "base/text.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- Staff -------------------------------------------------------------------------------- */

static bool is_role(const char *text, const void *context)
{
    (void)context;
    return strcmp(text, "service") == 0 || strcmp(text, "practitioner") == 0 || strcmp(text, "lead") == 0;
}

/* A person is counted in tracks of a programme that looks at staff. */
static bool is_staffed_track(const char *text, const void *context)
{
    const struct vocabulary *v = context;

    for (size_t i = 0; i < v->count; i++)
        if (v->programmes[i].holds_on_staff && programme_track(&v->programmes[i], text) >= 0)
            return true;
    return false;
}

static bool is_year(const char *text)
{
    return strlen(text) == 4 && strspn(text, "0123456789") == 4;
}

static int year_of(const char *text)
{
    return (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
}

/* {"2025": 24} */
static void read_training(struct fields *person, struct person *p)
{
    struct fields f = fields_inner(person, "training_hours", "training_hours.", REQUIRED);

    if (!f.object)
        return;
    struct training *years = ARENA_ARRAY(person->texts, struct training, (size_t)cJSON_GetArraySize(f.object));
    for (const cJSON *m = f.object->child; m && !message_is_set(f.fault); m = m->next) {
        if (!is_year(m->string))
            field_fault(&f, m->string, "years YYYY as names");
        else
            years[p->training_count++] = (struct training){year_of(m->string), field_amount(&f, m->string)};
    }
    p->training = years;
}

void read_person(struct record *r)
{
    static const char *const employments[] = {"full-time", "part-time", "affiliated"};
    struct fields *f = &r->fields;
    struct person p = {0};

    p.id = field_id(f, "person_id", REQUIRED);
    record_read_unit(r);
    p.unit = r->unit;
    p.name = field_text(f, "name", REQUIRED);
    struct text_list roles = field_list(f, "roles", REQUIRED, is_role, NULL, "a list of service, practitioner, lead");
    p.roles = roles.items;
    p.role_count = roles.count;
    p.experience_years = field_amount(f, "experience_years");
    struct text_list certifications = field_list(f, "certifications", REQUIRED, NULL, NULL, "a list of texts");
    p.certifications = certifications.items;
    p.certification_count = certifications.count;
    int employment = field_word(f, "employment", REQUIRED, employments, COUNT(employments));
    p.employment = employment < 0 ? NULL : employments[employment];
    read_training(f, &p);
    struct text_list counted = field_list(f, "counted_in", OPTIONAL, is_staffed_track, r->ingest->vocabulary,
                                          "a list of tracks");
    p.counted_in = counted.items;
    p.counted_in_count = counted.count;
    if (record_claim(r, record_key(r, p.id)))
        *ARENA_PUSH(r->ingest->arena, &r->ingest->export->staff) = p;
}

/* ---- Assessments ---------------------------------------------------------------------------- */

static bool is_track(const char *text, const void *context)
{
    return programme_track(context, text) >= 0;
}

static void read_tracks(struct fields *f, struct assessment *a)
{
    struct text_list list = field_list(f, "tracks", REQUIRED, is_track, a->programme, "tracks of the programme");
    int *tracks = ARENA_ARRAY(f->texts, int, list.count);

    if (list.given && (list.count == 0) != (a->programme->track_count == 0))
        field_fault(f, "tracks", "at least one track");
    for (size_t i = 0; i < list.count; i++)
        tracks[i] = programme_track(a->programme, list.items[i]);
    a->tracks = tracks;
    a->track_count = list.count;
}

static void read_experts(struct fields *f, struct assessment *a)
{
    const cJSON *list = field_member(f, "experts", REQUIRED, "a list of experts");
    LIST_OF(struct expert) experts = {0};

    if (list && !cJSON_IsArray(list))
        field_fault(f, "experts", "a list of experts");
    for (const cJSON *e = list ? list->child : NULL; e && !message_is_set(f->fault); e = e->next) {
        struct fields expert = fields_of(cJSON_IsObject(e) ? e : NULL, f->fault, f->texts, f->scratch);
        expert.where = "experts.";
        *ARENA_PUSH(f->texts, &experts) = (struct expert){
            .name = field_text(&expert, "name", REQUIRED),
            .organisation = field_text(&expert, "organisation", OPTIONAL),
            .opinion = field_text(&expert, "opinion", OPTIONAL),
        };
    }
    a->experts = experts.items;
    a->expert_count = experts.count;
}

void read_assessment(struct record *r)
{
    static const char *const forms[] = {"self", "third-party"};
    struct fields *f = &r->fields;
    struct assessment a = {.place = r->place};

    a.id = field_id(f, "assessment_id", REQUIRED);
    record_read_unit(r);
    a.unit = r->unit;
    a.programme = record_read_programme(r);
    if (a.programme && !a.programme->takes_assessments)
        field_fault(f, "scheme", "a programme with assessments");
    if (!message_is_set(&r->fault))
        read_tracks(f, &a);
    int form = field_word(f, "form", REQUIRED, forms, COUNT(forms));
    a.form = form < 0 ? NULL : forms[form];
    a.from = field_date(f, "from", REQUIRED);
    a.to = field_date(f, "to", REQUIRED);
    if (!message_is_set(&r->fault) && a.to < a.from)
        field_fault(f, "to", "a date not before from");
    struct fields evaluator = fields_inner(f, "evaluator", "evaluator.", REQUIRED);
    a.evaluator = field_text(&evaluator, "name", REQUIRED);
    read_experts(f, &a);
    a.opinion = field_text(f, "opinion", OPTIONAL);
    if (record_claim(r, record_key(r, a.id)))
        *ARENA_PUSH(r->ingest->arena, &r->ingest->export->assessments) = a;
}
