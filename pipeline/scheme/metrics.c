/* metrics.c - the metrics of a scheme: filters and folds. */
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

static RESULT read_word(struct metric_filter *filter, const struct node *node, const struct field *field)
{
    const char *word;

    TRY(reader_text(&word, node));
    filter->test = FILTER_WORD;
    for (filter->position = 0; (size_t)filter->position < field->word_count; filter->position++)
        if (strcmp(field->words[filter->position], word) == 0)
            return OK;
    return reader_fault(node, "\"%s\" is no word of this field", word);
}

static RESULT read_other_date(struct metric_filter *filter, const struct node *node, const struct record_kind *kind)
{
    const char *name;

    TRY(reader_text(&name, node));
    filter->other = record_kind_field(kind, name);
    return filter->other >= 0 && kind->fields[filter->other].type == FIELD_DATE
               ? OK
               : reader_fault(node, "\"%s\" is no date of \"%s\"", name, kind->name);
}

/* {"not_after":field}, {"within_working_days":n,"after":field} or {"within_months":n}. */
static RESULT read_date_test(struct metric_filter *filter, const struct node *object, const struct record_kind *kind)
{
    static const char *const keys[] = {"not_after", "within_working_days", "after", "within_months", NULL};
    struct node node;

    TRY(reader_members(object, keys));
    if (reader_has(&node, object, "not_after")) {
        filter->test = FILTER_NOT_AFTER;
        return read_other_date(filter, &node, kind);
    }
    if (reader_has(&node, object, "within_months")) {
        filter->test = FILTER_RECENT;
        return reader_integer(&filter->number, &node, 1, 120);
    }
    filter->test = FILTER_REPORTED;
    TRY(reader_member(&node, object, "within_working_days"));
    TRY(reader_integer(&filter->number, &node, 0, 250));
    TRY(reader_member(&node, object, "after"));
    return read_other_date(filter, &node, kind);
}

/* {"has":[words]} of a list, {"is":"cycle"} of a text: of submissions only. */
static RESULT read_paper_test(struct metric_filter *filter, const struct node *object, const struct field *field)
{
    static const char *const keys[] = {"has", "is", NULL};
    const char *is;
    struct node node;

    TRY(reader_members(object, keys));
    if (field->type == FIELD_TEXT) {
        TRY(reader_member(&node, object, "is"));
        TRY(reader_text(&is, &node));
        filter->test = FILTER_IS_CYCLE;
        return strcmp(is, "cycle") == 0 ? OK : reader_fault(&node, "found \"%s\", expected \"cycle\"", is);
    }
    TRY(reader_member(&node, object, "has"));
    filter->test = FILTER_HAS_WORDS;
    TRY(reader_texts(&filter->words, &filter->word_count, &node));
    for (size_t i = 0; i < filter->word_count; i++) {
        struct metric_filter ignored;
        struct node word;
        reader_child(&word, &node, i);
        TRY(read_word(&ignored, &word, field));
    }
    return OK;
}

static RESULT read_filter(struct metric *metric, const struct node *node, const struct record_kind *kind)
{
    struct metric_filter *filter = &metric->filters[metric->filter_count++];
    bool is_paper = metric->source == METRIC_SUBMISSIONS;

    filter->field = record_kind_field(kind, node->json->string);
    if (filter->field < 0)
        return reader_fault(node, "\"%s\" has no field of this name", kind->name);
    const struct field *field = &kind->fields[filter->field];
    if (field->type == FIELD_BOOLEAN) {
        filter->test = FILTER_BOOLEAN;
        return reader_boolean(&filter->boolean, node);
    }
    if (field->type == FIELD_WORD && !is_paper)
        return read_word(filter, node, field);
    if (field->type == FIELD_DATE && !is_paper)
        return read_date_test(filter, node, kind);
    if ((field->type == FIELD_TEXT || field->type == FIELD_WORDS) && is_paper)
        return read_paper_test(filter, node, field);
    return reader_fault(node, "a field of this type cannot be asked for here");
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

static RESULT read_metric_days(struct metric *metric, const struct node *object)
{
    static const char *const words[] = {[DAYS_COUNTING] = "counting", [DAYS_TERM] = "term", [DAYS_ANY] = "any"};
    struct node node;
    const char *word;

    if (!reader_has(&node, object, "days"))
        return OK;
    TRY(reader_text(&word, &node));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], word) == 0) {
            metric->days = (enum metric_days)i;
            return OK;
        }
    return reader_fault(&node, "found \"%s\", expected \"counting\", \"term\" or \"any\"", word);
}

static RESULT read_metric(struct metric *metric, const struct node *object, const struct programme *programme)
{
    static const char *const keys[] = {"id",    "name", "unit", "evidence", "submission",
                                       "where", "fold", "of",   "days",     NULL};

    TRY(reader_members(object, keys));
    TRY(reader_text_member(&metric->id, object, "id"));
    TRY(reader_text_member(&metric->name, object, "name"));
    TRY(reader_text_member(&metric->unit_of_measure, object, "unit"));
    TRY(read_source(metric, object, programme));
    TRY(read_metric_days(metric, object));
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
