/* metrics.c - metrics, conditions and requirements of a scheme. */
#include "scheme/requirements.h"

#include <string.h>

static int find_metric(const struct scheme *scheme, const char *id)
{
    for (size_t i = 0; i < scheme->metric_count; i++)
        if (strcmp(scheme->metrics[i].id, id) == 0)
            return (int)i;
    return -1;
}

RESULT requirements_metric_ref(int *out, const struct node *node, const struct scheme *scheme)
{
    const char *id;

    TRY(reader_text(&id, node));
    *out = find_metric(scheme, id);
    return *out >= 0 ? OK : reader_fault(node, "there is no metric \"%s\"", id);
}

static const struct record_kind *metric_kind(const struct metric *metric, const struct programme *programme)
{
    return metric->source == METRIC_EVIDENCE ? &programme->evidence_kinds[metric->kind]
                                             : &programme->submission_kinds[metric->kind];
}

static RESULT read_filter(struct metric *metric, const struct node *node, const struct record_kind *kind)
{
    struct metric_filter *filter = &metric->filters[metric->filter_count++];
    const char *word;

    filter->field = record_kind_field(kind, node->json->string);
    if (filter->field < 0)
        return reader_fault(node, "\"%s\" has no field of this name", kind->name);
    const struct field *field = &kind->fields[filter->field];
    if (field->type == FIELD_BOOLEAN)
        return reader_boolean(&filter->boolean, node);
    if (field->type != FIELD_WORD || metric->source == METRIC_SUBMISSIONS)
        return reader_fault(node, "only true/false fields, and words of evidence, can be asked for");
    TRY(reader_text(&word, node));
    for (filter->position = 0; (size_t)filter->position < field->word_count; filter->position++)
        if (strcmp(field->words[filter->position], word) == 0)
            return OK;
    return reader_fault(node, "\"%s\" is no word of this field", word);
}

static RESULT read_filters(struct metric *metric, const struct node *object, const struct record_kind *kind)
{
    struct node where, node;

    if (!reader_has(&where, object, "where"))
        return OK;
    TRY(reader_object(&where));
    if (reader_size(&where) > MAX_FILTERS)
        return reader_fault(&where, "more than %d conditions", MAX_FILTERS);
    for (size_t i = 0; reader_child(&node, &where, i); i++)
        TRY(read_filter(metric, &node, kind));
    return OK;
}

static RESULT read_fold(struct metric *metric, const struct node *object, const struct record_kind *kind)
{
    static const struct { const char *name; enum metric_fold fold; enum field_type of; } folds[] = {
        {"count", FOLD_COUNT, FIELD_BOOLEAN},
        {"count-distinct", FOLD_COUNT_DISTINCT, FIELD_ID},
        {"sum", FOLD_SUM, FIELD_NUMBER},
        {"max", FOLD_MAX, FIELD_NUMBER},
    };
    const char *name, *of;
    struct node node;
    size_t i = 0;

    TRY(reader_member(&node, object, "fold"));
    TRY(reader_text(&name, &node));
    while (i < sizeof folds / sizeof *folds && strcmp(folds[i].name, name) != 0)
        i++;
    if (i == sizeof folds / sizeof *folds)
        return reader_fault(&node, "\"%s\" is no fold", name);
    metric->fold = folds[i].fold;
    metric->of = -1;
    if (metric->fold == FOLD_COUNT)
        return OK;
    if (metric->source == METRIC_SUBMISSIONS)
        return reader_fault(&node, "submissions can only be counted");
    TRY(reader_member(&node, object, "of"));
    TRY(reader_text(&of, &node));
    metric->of = record_kind_field(kind, of);
    if (metric->of < 0 || kind->fields[metric->of].type != folds[i].of)
        return reader_fault(&node, "\"%s\" is no field of \"%s\" that can be folded so", of, kind->name);
    return OK;
}

static RESULT read_source(struct metric *metric, const struct node *object, const struct programme *programme)
{
    const char *kind;
    struct node node;

    if (reader_has(&node, object, "evidence")) {
        TRY(reader_text(&kind, &node));
        metric->source = METRIC_EVIDENCE;
        metric->kind = programme_evidence_kind(programme, kind);
    } else {
        TRY(reader_member(&node, object, "submission"));
        TRY(reader_text(&kind, &node));
        metric->source = METRIC_SUBMISSIONS;
        metric->kind = programme_submission_kind(programme, kind);
    }
    return metric->kind >= 0 ? OK : reader_fault(&node, "the programme has no records of kind \"%s\"", kind);
}

static RESULT read_metric(struct metric *metric, const struct node *object, const struct programme *programme)
{
    static const char *const keys[] = {"id", "name", "unit", "evidence", "submission", "where", "fold", "of", NULL};

    TRY(reader_members(object, keys));
    TRY(reader_text_member(&metric->id, object, "id"));
    TRY(reader_text_member(&metric->name, object, "name"));
    TRY(reader_text_member(&metric->unit_of_measure, object, "unit"));
    TRY(read_source(metric, object, programme));
    const struct record_kind *kind = metric_kind(metric, programme);
    TRY(read_filters(metric, object, kind));
    return read_fold(metric, object, kind);
}

static RESULT check_askers(const struct node *node, const struct scheme *scheme, const struct metric *metric)
{
    size_t same = 0;

    for (size_t i = 0; i < scheme->metric_count; i++)
        same += scheme->metrics[i].source == metric->source && scheme->metrics[i].kind == metric->kind;
    return same <= MAX_METRICS_OF_KIND ? OK
                                       : reader_fault(node, "more than %d metrics of one kind", MAX_METRICS_OF_KIND);
}

RESULT requirements_metrics(struct scheme *scheme, const struct node *root)
{
    struct node list, node;

    TRY(reader_member(&list, root, "metrics"));
    TRY(reader_array(&list));
    size_t n = reader_size(&list);
    if (n > MAX_METRICS)
        return reader_fault(&list, "%zu metrics; at most %d are kept", n, MAX_METRICS);
    struct metric *metrics = ARENA_ARRAY(root->arena, struct metric, n);
    scheme->metrics = metrics;
    for (size_t i = 0; reader_child(&node, &list, i); i++) {
        TRY(read_metric(&metrics[i], &node, scheme->programme));
        if (find_metric(scheme, metrics[i].id) >= 0)
            return reader_fault(&node, "the id \"%s\" stands twice", metrics[i].id);
        scheme->metric_count = i + 1;
        TRY(check_askers(&node, scheme, &metrics[i]));
    }
    return OK;
}

const char *const *requirements_level_keys(struct arena *arena, const struct programme *programme)
{
    const char **keys = ARENA_ARRAY(arena, const char *, programme->level_count + 1);

    memcpy(keys, programme->levels, programme->level_count * sizeof *keys);
    return keys;
}

/* A threshold for all levels, or an object with one per level. A higher level may not ask less. */
static RESULT read_thresholds(struct condition *condition, const struct node *node, const struct programme *programme)
{
    struct node one;

    if (!cJSON_IsObject(node->json)) {
        struct exact value;
        TRY(reader_exact(&value, node));
        for (size_t i = 0; i < programme->level_count; i++)
            condition->thresholds[i] = value;
        return OK;
    }
    TRY(reader_members(node, requirements_level_keys(node->arena, programme)));
    for (size_t i = 0; i < programme->level_count; i++) {
        TRY(reader_member(&one, node, programme->levels[i]));
        TRY(reader_exact(&condition->thresholds[i], &one));
        int step = i ? exact_compare(condition->thresholds[i], condition->thresholds[i - 1]) : 0;
        if (condition->comparison == AT_LEAST ? step < 0 : step > 0)
            return reader_fault(&one, "level %s asks less than level %s below it", programme->levels[i],
                                programme->levels[i - 1]);
    }
    return OK;
}

static RESULT check_fact(const struct node *node, const char *name, const struct programme *programme,
                         enum field_type type)
{
    for (size_t i = 0; i < programme->fact_count; i++)
        if (strcmp(programme->facts[i].name, name) == 0)
            return programme->facts[i].type == type
                       ? OK
                       : reader_fault(node, "the fact \"%s\" is not %s", name,
                                      type == FIELD_NUMBER ? "a number" : "true or false");
    return reader_fault(node, "the programme's records have no fact \"%s\"", name);
}

static RESULT read_fact_names(struct condition *condition, const struct node *node, const struct programme *programme,
                              enum field_type type)
{
    struct node one = *node;

    condition->metric = -1;
    if (cJSON_IsObject(node->json))
        TRY(reader_members(node, requirements_level_keys(node->arena, programme)));
    for (size_t i = 0; i < programme->level_count; i++) {
        if (cJSON_IsObject(node->json))
            TRY(reader_member(&one, node, programme->levels[i]));
        TRY(reader_text(&condition->facts[i], &one));
        TRY(check_fact(&one, condition->facts[i], programme, type));
    }
    return OK;
}

RESULT requirements_condition(struct condition *condition, const struct node *object, const struct scheme *scheme)
{
    struct node node, threshold;
    bool has_least = reader_has(&threshold, object, "at_least");

    for (size_t i = 0; i < MAX_LEVELS; i++)
        condition->thresholds[i] = EXACT(1); /* what a true fact counts */
    condition->comparison = has_least ? AT_LEAST : AT_MOST;
    bool has_threshold = has_least || reader_has(&threshold, object, "at_most");
    if (has_threshold)
        TRY(read_thresholds(condition, &threshold, scheme->programme));
    if (reader_has(&node, object, "metric")) {
        if (!has_threshold)
            return reader_fault(object, "a metric needs \"at_least\" or \"at_most\"");
        return requirements_metric_ref(&condition->metric, &node, scheme);
    }
    TRY(reader_member(&node, object, "fact"));
    if (!has_threshold)
        condition->comparison = IS_TRUE;
    return read_fact_names(condition, &node, scheme->programme, has_threshold ? FIELD_NUMBER : FIELD_BOOLEAN);
}
