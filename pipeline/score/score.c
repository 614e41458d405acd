/* score.c - requirements against figures. */
#include "score/score.h"

static const struct requirement_list *requirements_of(const struct docket_entry *entry)
{
    return entry->matter == MATTER_REVIEW ? &entry->scheme->review : &entry->scheme->application;
}

/* Folds the papers of the entry into a metric over submissions; only counting is defined for them. */
static void tally_papers(struct docket_entry *entry, size_t m)
{
    const struct metric *metric = &entry->scheme->metrics[m];
    struct tally *tally = &entry->tallies[m];

    for (size_t i = 0; i < entry->paper_count; i++) {
        const struct submission *paper = entry->papers[i];
        if (paper->kind != metric->kind)
            continue;
        bool matches = true;
        for (size_t f = 0; f < metric->filter_count; f++)
            matches &= paper->values[metric->filters[f].field].boolean == metric->filters[f].boolean;
        if (paper->submitted_on < entry->papers_from)
            tally->outside++;
        else if (!matches)
            tally->unmatched++;
        else {
            tally->counted++;
            tally->value.num++;
        }
    }
}

static struct exact condition_value(const struct docket_entry *entry, const struct condition *condition, int level)
{
    if (condition->metric >= 0)
        return entry->tallies[condition->metric].value;
    const struct fact *fact = entry->submission ? submission_fact(entry->submission, condition->facts[level]) : NULL;
    if (!fact)
        return EXACT(0);
    return fact->type == FIELD_NUMBER ? fact->number : EXACT(fact->boolean);
}

static bool condition_is_met(const struct condition *condition, struct exact value, struct exact threshold)
{
    switch (condition->comparison) {
    case AT_LEAST: return exact_compare(value, threshold) >= 0;
    case AT_MOST: return exact_compare(value, threshold) <= 0;
    case IS_TRUE: return value.num != 0;
    }
    return false;
}

/* One requirement at one level; `multiple` raises those that count as outstanding. */
static struct requirement_result evaluate(const struct docket_entry *entry, const struct requirement *requirement,
                                          int level, int multiple)
{
    struct requirement_result result = {.requirement = requirement, .id = requirement->id, .level = level,
                                        .clause = requirement->clause, .is_yes_no = !requirement->is_numeric,
                                        .is_met = true};
    struct exact factor = EXACT(requirement->doubles_for_early_upgrade ? multiple : 1);

    for (size_t i = 0; i < requirement->condition_count; i++) {
        const struct condition *condition = &requirement->conditions[i];
        struct exact value = condition_value(entry, condition, level);
        struct exact threshold = exact_multiply(condition->thresholds[level], factor);
        result.is_met &= condition_is_met(condition, value, threshold);
        result.value = value;
        result.required = threshold;
    }
    if (result.is_yes_no) {
        result.value = EXACT(result.is_met);
        result.required = EXACT(1);
    }
    return result;
}

static bool meets_level(const struct docket_entry *entry, int level, int multiple)
{
    const struct requirement_list *list = requirements_of(entry);

    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].texts[level] && !evaluate(entry, &list->items[i], level, multiple).is_met)
            return false;
    return true;
}

static int highest_level_met(const struct docket_entry *entry)
{
    int level = (int)entry->scheme->programme->level_count - 1;

    while (level >= 0 && !meets_level(entry, level, 1))
        level--;
    return level;
}

/* The level held, else applied for, else the lowest (decision-rules §1, attainment). */
static int level_under_review(const struct docket_entry *entry)
{
    if (entry->certificate)
        return entry->certificate->level;
    const struct value *applied = entry->submission ? submission_value(entry->submission, "applied_level") : NULL;
    return applied ? applied->position : 0;
}

static void score_entry(struct docket_entry *entry, struct arena *arena)
{
    const struct requirement_list *list = requirements_of(entry);
    int top = (int)entry->scheme->programme->level_count - 1;
    int level = level_under_review(entry);
    struct requirement_result *results = ARENA_ARRAY(arena, struct requirement_result, list->count);

    entry->attained = highest_level_met(entry);
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].texts[level])
            results[entry->result_count++] = evaluate(entry, &list->items[i], level, 1);
    entry->results = results;
    entry->level_under_review = level;
    entry->is_outstanding = entry->matter == MATTER_REVIEW && entry->scheme->has_early_upgrade && level < top &&
                            meets_level(entry, level + 1, entry->scheme->early_multiple.value);
}

void score_docket(struct docket *docket, struct arena *arena)
{
    for (size_t i = 0; i < docket->count; i++) {
        struct docket_entry *entry = &docket->entries[i];
        entry->attained = -1;
        if (!entry->tallies)
            continue;
        for (size_t m = 0; m < entry->scheme->metric_count; m++)
            if (entry->scheme->metrics[m].source == METRIC_SUBMISSIONS)
                tally_papers(entry, m);
        if (entry->is_covered && entry->status != STATUS_DECIDED)
            score_entry(entry, arena);
    }
}
