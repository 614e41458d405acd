/* values.c - one reader for each type of field, chosen by the vocabulary. */
#include "ingest/values.h"

#include "base/text.h"

#include <string.h>

/* ---- Texts that have a form of their own wherever they stand ------------------------- */

/* 2026, 2026H1 */
static bool is_reporting_period(const char *text)
{
    size_t digits = strspn(text, "0123456789");

    return digits == 4 && (!text[4] || (text[4] == 'H' && (text[5] == '1' || text[5] == '2') && !text[6]));
}

static const char *read_reporting_period(struct fields *f, const char *name, enum need need)
{
    const char *text = field_text(f, name, need);

    if (text && !is_reporting_period(text))
        field_fault(f, name, "a year YYYY or half-year YYYYH1, YYYYH2");
    return text;
}

/* What a change announces obeys the rules of the unit's own record. */
static const struct {
    const char *name;
    const char *(*read)(struct fields *, const char *, enum need);
} known_texts[] = {
    {"name", field_unit_name},
    {"uscc", field_uscc},
    {"period", read_reporting_period},
};

static const char *read_text(struct fields *f, const char *name, enum need need)
{
    for (size_t i = 0; i < sizeof known_texts / sizeof *known_texts; i++)
        if (strcmp(known_texts[i].name, name) == 0)
            return known_texts[i].read(f, name, need);
    return field_text(f, name, need);
}

/* ---- Numbers and words ------------------------------------------------------------------ */

/* "a number not below 0, at most 2 decimals" */
static const char *number_expected(struct arena *arena, const struct field *field, enum language language)
{
    char bound[EXACT_TEXT_SIZE];
    const char *text = phrase_of_message(language, "a number");

    if (field->has_minimum)
        text = arena_printf(arena, phrase_of_message(language, "%s not below %s"), text,
                            exact_text(field->minimum, 9, bound));
    if (field->has_maximum)
        text = arena_printf(arena, phrase_of_message(language, "%s, not above %s"), text,
                            exact_text(field->maximum, 9, bound));
    if (field->decimals >= 0)
        text = arena_printf(arena, phrase_of_message(language, "%s, at most %d decimals"), text, field->decimals);
    return text;
}

static void refuse_number(struct fields *f, const struct field *field)
{
    struct message expected;

    for (int l = 0; l < LANGUAGE_COUNT; l++)
        expected.in[l] = number_expected(f->scratch, field, (enum language)l);
    field_fault_message(f, field->name, expected);
}

static struct exact read_number(struct fields *f, const struct field *field, enum need need, bool *given)
{
    const cJSON *m = field_member(f, field->name, need, "a number");
    struct exact value = EXACT(0);

    *given = m != NULL;
    if (!m)
        return value;
    if (!cJSON_IsNumber(m))
        field_fault(f, field->name, "a number");
    else if (!exact_parse(m->valuestring, &value))
        field_fault(f, field->name, "a number of at most 18 digits and 9 decimals");
    else if ((field->has_minimum && exact_compare(value, field->minimum) < 0) ||
             (field->has_maximum && exact_compare(value, field->maximum) > 0) ||
             (field->decimals >= 0 && exact_decimals(value) > field->decimals))
        refuse_number(f, field);
    return value;
}

static bool is_word_of(const char *text, const void *context)
{
    const struct field *field = context;

    for (size_t i = 0; i < field->word_count; i++)
        if (strcmp(field->words[i], text) == 0)
            return true;
    return false;
}

static struct text_list read_words(struct fields *f, const struct field *field, enum need need)
{
    return field_list(f, field->name, need, is_word_of, field, "words of those known");
}

/* ---- Levels, tracks, scopes ---------------------------------------------------------------- */

int value_level(struct fields *f, const struct programme *programme, const char *name, enum need need)
{
    return field_word(f, name, need, programme->levels, programme->level_count);
}

int value_track(struct fields *f, const struct programme *programme, const char *name)
{
    const cJSON *m = field_member(f, name, programme->track_count ? REQUIRED : OPTIONAL, "a track of the programme");
    int track = m && element_text(m) ? programme_track(programme, element_text(m)) : -1;

    if (m && track < 0)
        field_fault(f, name, programme->track_count ? "a track of the programme" : "none: the programme has no tracks");
    return track;
}

static bool is_service_item(const char *text, const void *context)
{
    const struct track *track = context;

    for (size_t i = 0; i < track->scope_item_count; i++)
        if (strcmp(track->scope_items[i], text) == 0)
            return true;
    return false;
}

struct text_list value_scope(struct fields *f, const struct programme *programme, int track, const char *name,
                             enum need need)
{
    static const char expected[] = "a non-empty list of service items of the track's chapter";
    struct text_list list = {0};

    if (!programme->takes_scope || track < 0)
        return list;
    list = field_list(f, name, need, is_service_item, &programme->tracks[track], expected);
    if (list.given && !list.count)
        field_fault(f, name, expected);
    return list;
}

/* The track the object names, for a scope that stands beside it. */
static int track_beside(struct fields *f, const struct programme *programme)
{
    const cJSON *m = field_member(f, "track", OPTIONAL, "");

    return m && element_text(m) ? programme_track(programme, element_text(m)) : -1;
}

/* ---- By type --------------------------------------------------------------------------------- */

static struct value text_value(const char *text)
{
    return (struct value){.given = text != NULL, .text = text};
}

static struct value position_value(int position, const char *const *names)
{
    return (struct value){
        .given = position >= 0, .position = position, .text = position >= 0 && names ? names[position] : NULL};
}

static struct value list_value(struct text_list list)
{
    return (struct value){.given = list.given, .list = list.items, .list_count = list.count};
}

struct value value_read(struct fields *f, const struct field *field, const struct programme *programme)
{
    enum need need = field->is_required ? REQUIRED : OPTIONAL;
    const char *name = field->name;
    struct value v = {0};

    switch (field->type) {
    case FIELD_BOOLEAN: v.boolean = field_boolean(f, name, need, &v.given); return v;
    case FIELD_NUMBER: v.number = read_number(f, field, need, &v.given); return v;
    case FIELD_DATE:
        v.day = field_date(f, name, need);
        v.given = v.day != DATE_NONE;
        return v;
    case FIELD_ID: return text_value(field_id(f, name, need));
    case FIELD_TEXT: return text_value(read_text(f, name, need));
    case FIELD_WORD: return position_value(field_word(f, name, need, field->words, field->word_count), field->words);
    case FIELD_LEVEL: return position_value(value_level(f, programme, name, need), NULL);
    case FIELD_TRACK: return position_value(value_track(f, programme, name), NULL);
    case FIELD_WORDS: return list_value(read_words(f, field, need));
    case FIELD_SCOPE: return list_value(value_scope(f, programme, track_beside(f, programme), name, need));
    case FIELD_FACTS: v.given = fields_inner(f, name, "", need).object != NULL; return v;
    }
    return v;
}

/* ---- Facts ------------------------------------------------------------------------------------- */

static const struct fact_type *type_named(const struct programme *programme, const char *name)
{
    for (size_t i = 0; i < programme->fact_count; i++)
        if (strcmp(programme->facts[i].name, name) == 0)
            return &programme->facts[i];
    return NULL;
}

/* False when the value is no fact. */
static bool read_fact(const cJSON *m, struct arena *texts, struct fact *fact)
{
    fact->name = arena_strdup(texts, m->string);
    if (cJSON_IsBool(m)) {
        fact->type = FIELD_BOOLEAN;
        fact->boolean = cJSON_IsTrue(m);
        return true;
    }
    if (cJSON_IsNumber(m)) {
        fact->type = FIELD_NUMBER;
        return exact_parse(m->valuestring, &fact->number);
    }
    fact->type = FIELD_TEXT;
    fact->text = cJSON_IsString(m) ? arena_strdup(texts, m->valuestring) : NULL;
    return fact->text != NULL;
}

void value_facts(struct fields *f, const char *name, enum need need, const struct programme *programme,
                 struct submission *submission)
{
    struct fields inner = fields_inner(f, name, "facts.", need);
    struct fact *facts = inner.object ? ARENA_ARRAY(f->texts, struct fact, (size_t)cJSON_GetArraySize(inner.object))
                                      : NULL;

    submission->facts = facts;
    for (const cJSON *m = inner.next; m; m = m->next) {
        if (cJSON_IsNull(m))
            continue;
        struct fact *fact = &facts[submission->fact_count++];
        const struct fact_type *type = type_named(programme, m->string);
        if (!read_fact(m, f->texts, fact))
            field_fault(&inner, m->string, "true, false, text or a number of at most 18 digits");
        else if (type && type->type != fact->type)
            field_fault(&inner, m->string, type->type == FIELD_BOOLEAN ? "true or false" : "a number");
    }
}
