/* rulings.h - what the office ruled, and what follows (decision-rules §1, Outcome). Private to decide/. */
#ifndef DECIDE_RULINGS_H
#define DECIDE_RULINGS_H

#include "decide/plan.h"

/* Gives every decision its latest usable ruling and its outcome; decisions must be
 * sorted by proposal_id. */
void rulings_apply(struct decision *decisions, size_t count, struct arena *arena, const struct plan_input *input,
                   struct plan_findings *findings);

#endif
