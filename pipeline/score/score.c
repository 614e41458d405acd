/* score.c - requirements against figures. */
#include "score/score.h"

#include "base/text.h"
#include "model/ledger.h"
#include "score/catalogue.h"

#include <string.h>

static const struct requirement_list *requirements_of(const struct docket_entry *entry)
{
    return entry->certificate ? &entry->scheme->review : &entry->scheme->application;
}

/* --- papers --- */

static bool holds_all(const struct value *value, const struct metric_filter *filter)
{
    for (size_t i = 0; i < filter->word_count; i++) {
        size_t k = 0;
        while (k < value->list_count && strcmp(value->list[k], filter->words[i]) != 0)
            k++;
        if (k == value->list_count)
            return false;
    }
    return true;
}

static bool paper_passes(const struct submission *paper, const struct metric_filter *filter, const char *cycle)
{
    const struct value *value = &paper->values[filter->field];

    if (!value->given)
        return false;
    switch (filter->test) {
    case FILTER_HAS_WORDS: return holds_all(value, filter);
    case FILTER_IS_CYCLE: return strcmp(value->text, cycle) == 0;
    case FILTER_BOOLEAN: return value->boolean == filter->boolean;
    case FILTER_WORD:
    case FILTER_NOT_AFTER:
    case FILTER_REPORTED:
    case FILTER_RECENT: break; /* asked of evidence only */
    }
    return false;
}

/* Folds the papers of the entry into a metric over submissions; only counting is defined for them. */
static void tally_papers(struct docket_entry *entry, size_t m)
{
    const struct metric *metric = &entry->scheme->metrics[m];
    struct tally *tally = &entry->tallies[m];

    for (size_t i = 0; i < entry->paper_count; i++) {
        const struct submission *paper = entry->papers[i];
        if (paper->kind != metric->kind || submission_track(paper) != entry->track ||
            paper->submitted_on > entry->papers_to)
            continue;
        bool matches = true;
        for (size_t f = 0; f < metric->filter_count; f++)
            matches = matches && paper_passes(paper, &metric->filters[f], entry->cycle);
        if (paper->submitted_on < entry->papers_from && metric->days != DAYS_ANY)
            tally->outside++;
        else if (!matches)
            tally->unmatched++;
        else {
            tally->counted++;
            tally->value.num++;
        }
    }
}

/* --- conditions --- */

static struct exact condition_value(const struct docket_entry *entry, const struct condition *condition, int level)
{
    if (condition->metric >= 0) {
        struct exact value = entry->tallies[condition->metric].value;
        return condition->is_per_month ? exact_divide(value, EXACT(entry->months)) : value;
    }
    const struct fact *fact = entry->submission ? submission_fact(entry->submission, condition->facts[level]) : NULL;
    if (!fact)
        return EXACT(0);
    return fact->type == FIELD_NUMBER ? fact->number : EXACT(fact->boolean);
}

static bool condition_is_met(const struct condition *condition, struct exact value, struct exact threshold)
{
    int order = exact_compare(value, threshold);

    switch (condition->comparison) {
    case AT_LEAST: return order >= 0;
    case AT_MOST: return order <= 0;
    case EQUALS: return order == 0;
    case IS_TRUE: return value.num != 0;
    }
    return false;
}

static void test_conditions(struct requirement_result *result, const struct docket_entry *entry, int multiple)
{
    const struct requirement *requirement = result->requirement;
    struct exact factor = EXACT(requirement->doubles_for_early_upgrade ? multiple : 1);

    result->is_met = true;
    for (size_t i = 0; i < requirement->condition_count; i++) {
        const struct condition *condition = &requirement->conditions[i];
        struct exact value = condition_value(entry, condition, result->level);
        struct exact threshold = exact_multiply(condition->thresholds[result->level], factor);
        result->is_met &= condition_is_met(condition, value, threshold);
        result->value = value;
        result->required = threshold;
    }
}

/* --- people --- */

static bool has_role(const struct person *person, const char *role)
{
    if (!role)
        return true;
    for (size_t i = 0; i < person->role_count; i++)
        if (strcmp(person->roles[i], role) == 0)
            return true;
    return false;
}

static struct exact hours_in(const struct person *person, int year)
{
    for (size_t i = 0; i < person->training_count; i++)
        if (person->training[i].year == year)
            return person->training[i].hours;
    return EXACT(0);
}

static bool person_passes(const struct person *person, const struct person_alternative *test, int training_year)
{
    switch (test->test) {
    case PERSON_EXPERIENCE: return exact_compare(person->experience_years, test->at_least) >= 0;
    case PERSON_CERTIFIED: return person->certification_count > 0;
    case PERSON_EMPLOYMENT: return strcmp(person->employment, test->employment) == 0;
    case PERSON_TRAINING: return exact_compare(hours_in(person, training_year), test->at_least) >= 0;
    }
    return false;
}

/* How many people of a role comply, of how many there are. */
static void count_people(struct requirement_result *result, const struct docket_entry *entry, int training_year)
{
    const struct requirement *requirement = result->requirement;
    int64_t people = 0, complying = 0;

    for (size_t i = 0; i < entry->people_count; i++) {
        bool complies = false;
        if (!has_role(entry->people[i], requirement->role))
            continue;
        people++;
        for (size_t k = 0; k < requirement->alternative_count; k++)
            complies |= person_passes(entry->people[i], &requirement->alternatives[k], training_year);
        complying += complies;
    }
    result->value = EXACT(complying);
    result->required = EXACT(people || !requirement->needs_someone ? people : 1);
}

/* --- requirements --- */

static void test_items(struct requirement_result *result, const struct docket_entry *entry)
{
    result->is_met = false;
    for (size_t i = 0; i < result->requirement->item_count; i++)
        result->is_met |= catalogue_item_is_met(entry, result->requirement->items[i]);
}

static void count_necessary(struct requirement_result *result, const struct docket_entry *entry)
{
    int met, number;

    catalogue_necessary(entry, &met, &number);
    result->value = EXACT(met);
    result->required = EXACT(number);
}

/* Numbers that stand for themselves: met when the value reaches what is required. */
static void count_source(struct requirement_result *result, const struct docket_entry *entry, int training_year)
{
    const struct requirement *requirement = result->requirement;

    result->required = requirement->conditions[0].thresholds[result->level];
    switch (requirement->source) {
    case SOURCE_EVERY:
        result->value = entry->tallies[requirement->complies].value;
        result->required = entry->tallies[requirement->every].value;
        break;
    case SOURCE_PEOPLE: count_people(result, entry, training_year); break;
    case SOURCE_NECESSARY: count_necessary(result, entry); break;
    case SOURCE_SCORE: result->value = entry->score; break;
    case SOURCE_BASIC: result->value = EXACT(entry->grade_basic); break;
    case SOURCE_PROFESSIONAL: result->value = EXACT(entry->grade_professional); break;
    case SOURCE_CONDITIONS:
    case SOURCE_ITEMS: break;
    }
    result->is_met = exact_compare(result->value, result->required) >= 0;
}

/* What scoring needs to know beside the entry. */
struct scorer {
    struct arena *arena;
    int training_year; /* the last calendar year that has ended by as_of */
};

/* One requirement at one level; `multiple` raises those that count as outstanding. */
static struct requirement_result evaluate(const struct scorer *scorer, const struct docket_entry *entry,
                                          const struct requirement *requirement, int level, int multiple)
{
    struct requirement_result result = {.requirement = requirement, .id = requirement->id, .level = level,
                                        .clause = requirement->clause, .is_yes_no = !requirement->is_numeric,
                                        .value = EXACT(0), .required = EXACT(0)};

    if (requirement->source == SOURCE_CONDITIONS)
        test_conditions(&result, entry, multiple);
    else if (requirement->source == SOURCE_ITEMS)
        test_items(&result, entry);
    else
        count_source(&result, entry, scorer->training_year);
    if (result.is_yes_no) {
        result.value = EXACT(result.is_met);
        result.required = EXACT(1);
    }
    return result;
}

/* Whether a requirement is asked at a level: after a rectification only those not met then. */
static bool is_asked_of(const struct docket_entry *entry, const struct requirement *requirement, int level)
{
    return requirement->texts[level] &&
           (!entry->is_rectification || text_has_word(entry->past->unmet, requirement->id));
}

static bool meets_level(const struct scorer *scorer, const struct docket_entry *entry, int level, int multiple)
{
    const struct requirement_list *list = requirements_of(entry);

    for (size_t i = 0; i < list->count; i++)
        if (is_asked_of(entry, &list->items[i], level) && !evaluate(scorer, entry, &list->items[i], level, multiple).is_met)
            return false;
    return true;
}

static int highest_level_met(const struct scorer *scorer, const struct docket_entry *entry)
{
    int level = (int)entry->scheme->programme->level_count - 1;

    while (level >= 0 && !meets_level(scorer, entry, level, 1))
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

static bool is_commendable(const struct requirement_result *results, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct requirement *requirement = results[i].requirement;
        if (!results[i].is_met ||
            (requirement->has_commend && exact_compare(results[i].value, requirement->commend) < 0))
            return false;
    }
    return true;
}

/* For the office's analysis: the requirements of the level above the one attained. */
static void add_next_level(const struct scorer *scorer, struct docket_entry *entry)
{
    const struct requirement_list *list = requirements_of(entry);
    struct requirement_result *results = ARENA_ARRAY(scorer->arena, struct requirement_result, list->count);
    int level = entry->attained + 1;

    if (level == (int)entry->scheme->programme->level_count)
        return;
    for (size_t i = 0; i < list->count; i++)
        if (is_asked_of(entry, &list->items[i], level))
            results[entry->next_count++] = evaluate(scorer, entry, &list->items[i], level, 1);
    entry->next_level = level;
    entry->next_results = results;
}

static void score_entry(const struct scorer *scorer, struct docket_entry *entry)
{
    const struct requirement_list *list = requirements_of(entry);
    int top = (int)entry->scheme->programme->level_count - 1;
    int level = level_under_review(entry);
    struct requirement_result *results = ARENA_ARRAY(scorer->arena, struct requirement_result, list->count);

    if (entry->checks) {
        catalogue_judge(entry);
        catalogue_sum(entry, scorer->arena);
    }
    entry->attained = highest_level_met(scorer, entry);
    for (size_t i = 0; i < list->count; i++)
        if (is_asked_of(entry, &list->items[i], level))
            results[entry->result_count++] = evaluate(scorer, entry, &list->items[i], level, 1);
    add_next_level(scorer, entry);
    entry->results = results;
    entry->level_under_review = level;
    entry->is_commendable = is_commendable(results, entry->result_count);
    entry->is_outstanding = entry->matter == MATTER_REVIEW && entry->scheme->has_early_upgrade && level < top &&
                            meets_level(scorer, entry, level + 1, entry->scheme->early_multiple.value);
}

static bool is_scored(const struct docket_entry *entry)
{
    return docket_entry_has_figures(entry) && !entry->is_referred && !entry->unit->is_missing && entry->status != STATUS_DECIDED &&
           (entry->matter != MATTER_HALF_YEAR || entry->months);
}

void score_docket(struct docket *docket, struct arena *arena, date as_of)
{
    struct scorer scorer = {.arena = arena};
    int month, day;

    date_split(as_of + 1, &scorer.training_year, &month, &day);
    scorer.training_year--;
    for (size_t i = 0; i < docket->count; i++) {
        struct docket_entry *entry = &docket->entries[i];
        entry->attained = entry->next_level = -1;
        if (!entry->tallies)
            continue;
        for (size_t m = 0; m < entry->scheme->metric_count; m++)
            if (entry->scheme->metrics[m].source == METRIC_SUBMISSIONS)
                tally_papers(entry, m);
        if (is_scored(entry))
            score_entry(&scorer, entry);
    }
}
