/* requirements.c - the requirement lists of a scheme. */
#include "scheme/requirements.h"

#include <string.h>

/* One text for all levels, or one for each level that asks for it. */
static RESULT read_texts(struct requirement *requirement, const struct node *object, const struct programme *programme)
{
    struct node text, one;

    TRY(reader_member(&text, object, "text"));
    if (cJSON_IsObject(text.json))
        TRY(reader_members(&text, requirements_level_keys(object->arena, programme)));
    for (size_t i = 0; i < programme->level_count; i++) {
        if (!cJSON_IsObject(text.json))
            TRY(reader_text(&requirement->texts[i], &text));
        else if (reader_has(&one, &text, programme->levels[i]))
            TRY(reader_text(&requirement->texts[i], &one));
    }
    return OK;
}

static RESULT read_conditions(struct requirement *requirement, const struct node *object, const struct scheme *scheme)
{
    static const char *const keys[] = {"metric", "fact", "at_least", "at_most", "per", NULL};
    struct node all, node;

    if (!reader_has(&all, object, "all")) {
        requirement->condition_count = 1;
        requirement->is_numeric = true;
        TRY(requirements_condition(&requirement->conditions[0], object, scheme));
        return requirement->conditions[0].comparison == AT_LEAST
                   ? OK
                   : reader_fault(object, "a requirement that reports a number needs \"at_least\"; put others in \"all\"");
    }
    TRY(reader_array(&all));
    size_t n = reader_size(&all);
    if (n < 1 || n > MAX_CONDITIONS)
        return reader_fault(&all, "expected 1 to %d conditions", MAX_CONDITIONS);
    for (size_t i = 0; reader_child(&node, &all, i); i++) {
        TRY(reader_members(&node, keys));
        TRY(requirements_condition(&requirement->conditions[requirement->condition_count++], &node, scheme));
    }
    return OK;
}

static RESULT read_every(struct requirement *requirement, const struct node *object, const struct scheme *scheme)
{
    static const char *const keys[] = {"metric", "complies", NULL};
    struct node node;

    TRY(reader_members(object, keys));
    TRY(reader_member(&node, object, "metric"));
    TRY(requirements_metric_ref(&requirement->every, &node, scheme));
    TRY(reader_member(&node, object, "complies"));
    return requirements_metric_ref(&requirement->complies, &node, scheme);
}

static RESULT read_alternative(struct person_alternative *alternative, const struct node *object)
{
    static const char *const keys[] = {"experience_years", "certified", "employment", "training_hours", NULL};
    struct node node;
    bool is_certified;

    TRY(reader_members(object, keys));
    if (reader_size(object) != 1)
        return reader_fault(object, "expected one member");
    if (reader_has(&node, object, "certified")) {
        alternative->test = PERSON_CERTIFIED;
        TRY(reader_boolean(&is_certified, &node));
        return is_certified ? OK : reader_fault(&node, "expected true");
    }
    if (reader_has(&node, object, "employment")) {
        alternative->test = PERSON_EMPLOYMENT;
        return reader_text(&alternative->employment, &node);
    }
    alternative->test = reader_has(&node, object, "training_hours") ? PERSON_TRAINING : PERSON_EXPERIENCE;
    if (alternative->test == PERSON_EXPERIENCE)
        TRY(reader_member(&node, object, "experience_years"));
    return reader_exact(&alternative->at_least, &node);
}

static RESULT read_people(struct requirement *requirement, const struct node *object)
{
    static const char *const keys[] = {"role", "any", "at_least_one", NULL};
    struct node list, node;

    TRY(reader_members(object, keys));
    TRY(reader_optional_text(&requirement->role, object, "role"));
    TRY(reader_optional_boolean(&requirement->needs_someone, object, "at_least_one", false));
    TRY(reader_member(&list, object, "any"));
    TRY(reader_array(&list));
    size_t n = reader_size(&list);
    if (n < 1 || n > MAX_ALTERNATIVES)
        return reader_fault(&list, "expected 1 to %d alternatives", MAX_ALTERNATIVES);
    for (size_t i = 0; reader_child(&node, &list, i); i++)
        TRY(read_alternative(&requirement->alternatives[requirement->alternative_count++], &node));
    return OK;
}

static RESULT read_items(struct requirement *requirement, const struct node *list, const struct scheme *scheme)
{
    struct node node;
    const char *id;

    TRY(reader_array(list));
    size_t n = reader_size(list);
    if (n < 1 || n > MAX_REQUIREMENT_ITEMS)
        return reader_fault(list, "expected 1 to %d items", MAX_REQUIREMENT_ITEMS);
    for (size_t i = 0; reader_child(&node, list, i); i++) {
        TRY(reader_text(&id, &node));
        const struct item *item = programme_item(scheme->programme, id);
        if (!item)
            return reader_fault(&node, "the programme has no item \"%s\"", id);
        requirement->items[requirement->item_count++] = item;
    }
    return OK;
}

/* The grade by one kind of list: as much as the level's place among the levels. */
static RESULT read_grade(struct requirement *requirement, const struct node *node, const struct scheme *scheme)
{
    const struct programme *programme = scheme->programme;
    const char *word;

    TRY(reader_text(&word, node));
    requirement->source = strcmp(word, "basic") == 0 ? SOURCE_BASIC : SOURCE_PROFESSIONAL;
    if (requirement->source == SOURCE_PROFESSIONAL && strcmp(word, "professional") != 0)
        return reader_fault(node, "found \"%s\", expected \"basic\" or \"professional\"", word);
    if (!programme->item_count || programme->items[0].level < 0)
        return reader_fault(node, "the programme's items stand in no lists");
    for (size_t i = 0; i < programme->level_count; i++)
        requirement->conditions[0].thresholds[i] = EXACT((int64_t)i + 1);
    return OK;
}

static RESULT read_score_mark(struct requirement *requirement, const struct node *object, const struct scheme *scheme)
{
    struct node node;

    if (!scheme->term_count)
        return reader_fault(object, "the scheme has no \"score\"");
    TRY(reader_member(&node, object, "at_least"));
    TRY(reader_exact(&requirement->conditions[0].thresholds[0], &node));
    for (size_t i = 1; i < scheme->programme->level_count; i++)
        requirement->conditions[0].thresholds[i] = requirement->conditions[0].thresholds[0];
    return OK;
}

/* A requirement has one source. */
static RESULT check_one_source(const struct node *object)
{
    static const char *const sources[] = {"metric", "fact",  "all",             "every", "people",
                                          "items",  "grade", "necessary_items", "score"};
    struct node node;
    size_t given = 0;

    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        given += reader_has(&node, object, sources[i]);
    return given == 1 ? OK
                      : reader_fault(object, "%zu sources of the value, expected one of \"metric\", \"fact\", \"all\", "
                                             "\"every\", \"people\", \"items\", \"grade\", \"necessary_items\" "
                                             "and \"score\"", given);
}

static RESULT read_requirement_source(struct requirement *requirement, const struct node *object,
                                      const struct scheme *scheme)
{
    struct node node;
    bool is_wanted;

    TRY(check_one_source(object));
    requirement->is_numeric = true;
    if (reader_has(&node, object, "every")) {
        requirement->source = SOURCE_EVERY;
        return read_every(requirement, &node, scheme);
    }
    if (reader_has(&node, object, "people")) {
        requirement->source = SOURCE_PEOPLE;
        return read_people(requirement, &node);
    }
    if (reader_has(&node, object, "items")) {
        requirement->source = SOURCE_ITEMS;
        requirement->is_numeric = false;
        return read_items(requirement, &node, scheme);
    }
    if (reader_has(&node, object, "grade"))
        return read_grade(requirement, &node, scheme);
    TRY(reader_optional_boolean(&is_wanted, object, "necessary_items", false));
    if (is_wanted) {
        requirement->source = SOURCE_NECESSARY;
        return scheme->programme->item_count ? OK : reader_fault(object, "the programme has no items");
    }
    TRY(reader_optional_boolean(&is_wanted, object, "score", false));
    if (is_wanted) {
        requirement->source = SOURCE_SCORE;
        return read_score_mark(requirement, object, scheme);
    }
    requirement->source = SOURCE_CONDITIONS;
    requirement->is_numeric = false;
    return read_conditions(requirement, object, scheme);
}

static RESULT read_severity(struct requirement *requirement, const struct node *object)
{
    static const char *const words[] = {
        [SEVERITY_MINOR] = "minor", [SEVERITY_MAJOR] = "major", [SEVERITY_CRITICAL] = "critical"};
    struct node node;
    const char *word;

    requirement->severity = SEVERITY_MAJOR;
    if (!reader_has(&node, object, "severity"))
        return OK;
    TRY(reader_text(&word, &node));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], word) == 0) {
            requirement->severity = (enum severity)i;
            return OK;
        }
    return reader_fault(&node, "found \"%s\", expected \"minor\", \"major\" or \"critical\"", word);
}

/* Where the words of the scheme name groups, every requirement belongs to one. */
static RESULT read_group(struct requirement *requirement, const struct node *object, const struct scheme *scheme)
{
    const struct scheme_words *words = &scheme->words;
    struct node node;
    const char *id;

    if (!words->group_count)
        return reader_has(&node, object, "group") ? reader_fault(&node, "/words names no groups") : OK;
    TRY(reader_member(&node, object, "group"));
    TRY(reader_text(&id, &node));
    for (size_t i = 0; i < words->group_count; i++)
        if (strcmp(words->groups[i].id, id) == 0) {
            requirement->group = (int)i;
            return OK;
        }
    return reader_fault(&node, "/words/groups has no \"%s\"", id);
}

static RESULT read_commend(struct requirement *requirement, const struct node *object, const struct scheme *scheme)
{
    struct node node;

    requirement->has_commend = reader_has(&node, object, "commend");
    if (!requirement->has_commend)
        return OK;
    if (!scheme->is_half_yearly || requirement->source != SOURCE_CONDITIONS || !requirement->is_numeric)
        return reader_fault(&node, "only a number of a half-yearly review can be commended");
    return reader_exact(&requirement->commend, &node);
}

static RESULT read_requirement(struct requirement *requirement, const struct node *object, const struct scheme *scheme)
{
    static const char *const keys[] = {"id", "clause", "name", "text", "metric", "fact", "at_least", "at_most", "per",
                                       "all", "every", "people", "items", "necessary_items", "score", "grade",
                                       "outstanding", "commend", "severity", "group", "review_only", NULL};

    TRY(reader_members(object, keys));
    TRY(reader_text_member(&requirement->id, object, "id"));
    TRY(reader_text_member(&requirement->clause, object, "clause"));
    TRY(reader_text_member(&requirement->name, object, "name"));
    TRY(read_texts(requirement, object, scheme->programme));
    TRY(read_requirement_source(requirement, object, scheme));
    TRY(read_commend(requirement, object, scheme));
    TRY(read_severity(requirement, object));
    TRY(read_group(requirement, object, scheme));
    TRY(reader_optional_boolean(&requirement->is_review_only, object, "review_only", false));
    TRY(reader_optional_boolean(&requirement->doubles_for_early_upgrade, object, "outstanding", false));
    if (requirement->doubles_for_early_upgrade && (requirement->source != SOURCE_CONDITIONS || !requirement->is_numeric))
        return reader_fault(object, "only a requirement that reports a number can be \"outstanding\"");
    return OK;
}

RESULT requirements_list(struct requirement_list *out, const struct node *object, const char *key,
                         const struct scheme *scheme)
{
    struct node list, node;

    TRY(reader_member(&list, object, key));
    TRY(reader_array(&list));
    size_t n = reader_size(&list);
    if (n == 0)
        return reader_fault(&list, "no requirement is given");
    struct requirement *items = ARENA_ARRAY(object->arena, struct requirement, n);
    for (size_t i = 0; reader_child(&node, &list, i); i++) {
        TRY(read_requirement(&items[i], &node, scheme));
        for (size_t j = 0; j < i; j++)
            if (strcmp(items[j].id, items[i].id) == 0)
                return reader_fault(&node, "the id \"%s\" stands twice", items[i].id);
    }
    *out = (struct requirement_list){items, n};
    return OK;
}
