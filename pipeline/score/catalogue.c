/* catalogue.c - what the experts found, item by item, and what that adds up to. */
#include "score/catalogue.h"

static bool fails(struct exact given, const struct fact_condition *condition)
{
    int order = exact_compare(given, condition->threshold);

    switch (condition->comparison) {
    case AT_LEAST: return order < 0;
    case AT_MOST: return order > 0;
    case EQUALS: return order != 0;
    case IS_TRUE: return given.num == 0;
    }
    return false;
}

/* A fact that was not given contradicts nothing. */
static bool has_failing_fact(const struct submission *facts, const struct fact_alternative *alternative)
{
    for (size_t i = 0; i < alternative->count; i++) {
        const struct fact *fact = submission_fact(facts, alternative->conditions[i].fact);
        if (fact && fact->type == FIELD_NUMBER && fails(fact->number, &alternative->conditions[i]))
            return true;
    }
    return false;
}

static bool is_contradicted(const struct docket_entry *entry, const struct item *item)
{
    if (!entry->facts || !item->alternative_count)
        return false;
    for (size_t i = 0; i < item->alternative_count; i++)
        if (!has_failing_fact(entry->facts, &item->alternatives[i]))
            return false;
    return true;
}

/* Over the experts: met when met outnumber the others. Where na exempts, na when it
 * outnumbers both, met when met outnumber unmet and are no fewer than na. */
static enum check_verdict verdict_of_votes(const struct check_result *check, bool na_exempts)
{
    uint32_t met = check->votes[FINDING_MET], unmet = check->votes[FINDING_UNMET], na = check->votes[FINDING_NA];

    if (!na_exempts)
        return met > unmet + na ? CHECK_MET : CHECK_UNMET;
    if (na > met && na > unmet)
        return CHECK_NA;
    return met > unmet && met >= na ? CHECK_MET : CHECK_UNMET;
}

static bool is_tied(const struct check_result *check, bool na_exempts)
{
    uint32_t met = check->votes[FINDING_MET], unmet = check->votes[FINDING_UNMET], na = check->votes[FINDING_NA];

    return met && met == unmet + (na_exempts ? 0 : na) && verdict_of_votes(check, na_exempts) != CHECK_NA;
}

void catalogue_judge(struct docket_entry *entry)
{
    bool na_exempts = entry->scheme->programme->na_exempts;

    for (size_t i = 0; i < entry->checklist->count; i++) {
        struct check_result *check = &entry->checks[i];
        if (!check->is_asked)
            continue;
        check->is_tied = is_tied(check, na_exempts);
        check->is_contradicted = is_contradicted(entry, entry->checklist->checks[i].item);
        check->verdict = (uint8_t)(check->is_contradicted ? CHECK_UNMET : verdict_of_votes(check, na_exempts));
    }
}

/* --- score --- */

static struct term_result sum_term(const struct docket_entry *entry, size_t term)
{
    const struct score_term *rule = &entry->scheme->terms[term];
    const struct track *tracks = entry->scheme->programme->tracks;
    struct term_result result = {.id = rule->id, .weight = rule->weight};

    if (rule->is_chapter && entry->track >= 0)
        result.id = tracks[entry->track].chapter;
    for (size_t i = 0; i < entry->checklist->count; i++) {
        const struct check_result *check = &entry->checks[i];
        if (!check->is_asked || entry->checklist->checks[i].term != (int)term || check->verdict == CHECK_NA)
            continue;
        result.total++;
        result.met += check->verdict == CHECK_MET;
    }
    return result;
}

/* T/CIIPA 7.4: weight by share of the items met; a term with nothing left counts in full. */
static void sum_score(struct docket_entry *entry, struct arena *arena)
{
    struct term_result *terms = ARENA_ARRAY(arena, struct term_result, entry->scheme->term_count);

    entry->has_score = true;
    entry->score = EXACT(0);
    for (size_t t = 0; t < entry->scheme->term_count; t++) {
        terms[t] = sum_term(entry, t);
        struct exact share = terms[t].total ? exact_make(terms[t].met, terms[t].total) : EXACT(1);
        entry->score = exact_add(entry->score, exact_multiply(terms[t].weight, share));
    }
    entry->terms = terms;
}

/* --- grades --- */

/* Whether every item of one list is met. */
static bool list_is_met(const struct docket_entry *entry, int level, bool is_professional)
{
    for (size_t i = 0; i < entry->checklist->count; i++)
        if (docket_entry_asks(entry, i, level, is_professional) && entry->checks[i].verdict != CHECK_MET)
            return false;
    return true;
}

/* T/CAS 375: a basic list stands for itself, a professional one adds to those below it. */
static void find_grades(struct docket_entry *entry)
{
    int levels = (int)entry->scheme->programme->level_count;

    for (int level = 0; level < levels; level++)
        if (list_is_met(entry, level, false))
            entry->grade_basic = level + 1;
    while (entry->grade_professional < levels && list_is_met(entry, entry->grade_professional, true))
        entry->grade_professional++;
}

void catalogue_sum(struct docket_entry *entry, struct arena *arena)
{
    if (entry->scheme->term_count)
        sum_score(entry, arena);
    if (entry->scheme->programme->items[0].level >= 0)
        find_grades(entry);
}

void catalogue_necessary(const struct docket_entry *entry, int *met, int *number)
{
    *met = *number = 0;
    for (size_t i = 0; i < entry->checklist->count; i++) {
        const struct check_result *check = &entry->checks[i];
        if (!check->is_asked || !entry->checklist->checks[i].item->is_necessary || check->verdict == CHECK_NA)
            continue;
        ++*number;
        *met += check->verdict == CHECK_MET;
    }
}

bool catalogue_item_is_met(const struct docket_entry *entry, const struct item *item)
{
    int position = entry->checklist->position[item->index];

    return position >= 0 && entry->checks[position].is_asked && entry->checks[position].verdict == CHECK_MET;
}
