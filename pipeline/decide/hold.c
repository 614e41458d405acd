/* hold.c - why an adverse proposal is held. */
#include "decide/hold.h"

#include <string.h>

struct hold_index {
    size_t programmes;
    bool *has_rejected;            /* by unit and programme: evidence, submissions */
    bool *has_rejected_assessment; /* by unit and programme */
    bool *has_rejected_finding;    /* by assessment */
    bool *has_rejected_staff;      /* by unit */
    LIST_OF(const struct submission *) appeals; /* dated up to as_of */
};

static void index_reject(struct hold_index *index, const struct reject *reject)
{
    if (reject->assessment)
        index->has_rejected_finding[reject->assessment->index] = true;
    if (reject->unit && reject->type == RECORD_STAFF)
        index->has_rejected_staff[reject->unit->index] = true;
    if (!reject->unit || !reject->programme)
        return;
    size_t cell = reject->unit->index * index->programmes + reject->programme->index;
    if (reject->type == RECORD_EVIDENCE || reject->type == RECORD_SUBMISSIONS)
        index->has_rejected[cell] = true;
    if (reject->type == RECORD_ASSESSMENTS)
        index->has_rejected_assessment[cell] = true;
}

const struct hold_index *hold_index_make(struct arena *arena, const struct export *export, size_t programmes)
{
    struct hold_index *index = ARENA_NEW(arena, struct hold_index);

    index->programmes = programmes;
    index->has_rejected = ARENA_ARRAY(arena, bool, export->units.count * programmes);
    index->has_rejected_assessment = ARENA_ARRAY(arena, bool, export->units.count * programmes);
    index->has_rejected_finding = ARENA_ARRAY(arena, bool, export->assessments.count);
    index->has_rejected_staff = ARENA_ARRAY(arena, bool, export->units.count);
    for (size_t i = 0; i < export->rejects.count; i++)
        index_reject(index, &export->rejects.items[i]);
    for (size_t i = 0; i < export->submissions.count; i++) {
        const struct submission *s = &export->submissions.items[i];
        if (s->submitted_on <= export->as_of && submission_is(s, "appeal"))
            *ARENA_PUSH(arena, &index->appeals) = s;
    }
    return index;
}

static bool is_appealed(const struct decision *d, const struct hold_index *index)
{
    for (size_t i = 0; i < index->appeals.count; i++)
        if (index->appeals.items[i]->unit == d->unit &&
            strcmp(submission_value(index->appeals.items[i], "proposal_id")->text, d->proposal_id) == 0)
            return true;
    return false;
}

/* A revoke for a violation stands on that violation alone: nothing else can change it. */
static bool is_for_violation(const struct decision *d, const struct docket_entry *entry)
{
    int violation = entry->scheme->violation_metric;

    return d->action == ACTION_REVOKE && violation >= 0 && entry->tallies && entry->tallies[violation].value.num > 0;
}

/* Whether an item that the proposal counts is tied, or one expert contradicts itself: of one
 * of several alternatives only where none of them is met. */
static bool is_open(const struct docket_entry *entry, size_t check)
{
    const struct check_result *result = &entry->checks[check];
    const struct item *item = entry->checklist->checks[check].item;

    if (!result->is_asked || !(result->is_tied || result->has_conflict))
        return false;
    if (!(entry->checklist->checks[check].levels & ((2u << entry->level_under_review) - 1)))
        return false;
    for (size_t r = 0; r < entry->result_count; r++) {
        const struct requirement *requirement = entry->results[r].requirement;
        if (requirement->source >= SOURCE_NECESSARY)
            return true;
        for (size_t k = 0; k < requirement->item_count; k++)
            if (requirement->items[k] == item && (requirement->item_count == 1 || !entry->results[r].is_met))
                return true;
    }
    return false;
}

static bool has_open_finding(const struct docket_entry *entry)
{
    if (!entry->checks || entry->level_under_review < 0)
        return false;
    for (size_t i = 0; i < entry->checklist->count; i++)
        if (is_open(entry, i))
            return true;
    return false;
}

void hold_if_adverse(struct decision *d, const struct docket_entry *entry, const struct hold_index *index)
{
    const struct programme *programme = entry->scheme->programme;
    size_t unit = d->unit->index, cell = unit * index->programmes + programme->index;
    bool is_for_others = !is_for_violation(d, entry);

    if (!action_is_adverse(d->action))
        return;
    d->holds[HOLD_REJECTED_RECORD] =
        index->has_rejected[cell] || (programme->holds_on_staff && index->has_rejected_staff[unit]) ||
        (is_for_others && (index->has_rejected_assessment[cell] ||
                           (entry->assessment && index->has_rejected_finding[entry->assessment->index])));
    d->holds[HOLD_APPEAL] = is_appealed(d, index);
    d->holds[HOLD_OPEN_FINDING] = is_for_others && has_open_finding(entry);
    d->holds[HOLD_PENDING_EVIDENCE] = is_for_others && entry->has_pending;
    for (int i = 0; i < HOLD_COUNT; i++)
        d->is_held |= d->holds[i];
}
