/* votes.h - findings into votes, one at a time, in any order.
 *
 * Each check of an entry keeps how many experts found it met, unmet or na; findings
 * themselves are never listed. */
#ifndef SCORE_VOTES_H
#define SCORE_VOTES_H

#include "base/arena.h"
#include "model/docket.h"

struct votes;

/* Counts into the entries of `docket`; notes about people live in `arena`. */
struct votes *votes_new(struct arena *arena, struct docket *docket, const struct export *export);
/* Ends the counting: only now are the votes whole. NULL-safe. */
void votes_free(struct votes *votes);

/* `votes` is a struct votes *; void so that it can be handed on as a sink. */
void votes_add(void *votes, const struct finding *finding);

/* Called for every finding that an entry counts, with what it was counted as. For explaining one unit. */
typedef void votes_observer(void *context, const struct docket_entry *entry, const struct check *check,
                            const struct finding *finding, enum finding_result counted_as);
void votes_observe(struct votes *votes, votes_observer *observer, void *context);

#endif
