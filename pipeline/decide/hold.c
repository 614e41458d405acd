/* hold.c - why an adverse proposal is held. */
#include "decide/hold.h"

#include <string.h>

struct hold_index {
    size_t programmes;
    bool *has_rejected;       /* by unit and programme: evidence, submissions, assessments */
    bool *has_rejected_staff; /* by unit */
    LIST_OF(const struct submission *) appeals; /* dated up to as_of */
};

static void index_reject(struct hold_index *index, const struct reject *reject)
{
    if (!reject->unit)
        return;
    if (reject->type == RECORD_STAFF)
        index->has_rejected_staff[reject->unit->index] = true;
    else if (reject->programme && (reject->type == RECORD_EVIDENCE || reject->type == RECORD_SUBMISSIONS ||
                                   reject->type == RECORD_ASSESSMENTS))
        index->has_rejected[reject->unit->index * index->programmes + reject->programme->index] = true;
}

const struct hold_index *hold_index_make(struct arena *arena, const struct export *export, size_t programmes)
{
    struct hold_index *index = ARENA_NEW(arena, struct hold_index);

    index->programmes = programmes;
    index->has_rejected = ARENA_ARRAY(arena, bool, export->units.count * programmes);
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

/* A revoke for a violation stands on that violation alone: no pending evidence can change it. */
static bool is_for_violation(const struct decision *d, const struct docket_entry *entry)
{
    int violation = entry->scheme->violation_metric;

    return d->action == ACTION_REVOKE && violation >= 0 && entry->tallies && entry->tallies[violation].value.num > 0;
}

void hold_if_adverse(struct decision *d, const struct docket_entry *entry, const struct hold_index *index)
{
    const struct programme *programme = entry->scheme->programme;
    size_t unit = d->unit->index;

    if (!action_is_adverse(d->action))
        return;
    d->holds[HOLD_REJECTED_RECORD] = index->has_rejected[unit * index->programmes + programme->index] ||
                                     (programme->holds_on_staff && index->has_rejected_staff[unit]);
    d->holds[HOLD_APPEAL] = is_appealed(d, index);
    d->holds[HOLD_PENDING_EVIDENCE] = entry->has_pending && !is_for_violation(d, entry);
    for (int i = 0; i < HOLD_COUNT; i++)
        d->is_held |= d->holds[i];
}
