/* changes.h - what outcomes make of certificates that stand already. Private to decide/. */
#ifndef DECIDE_CHANGES_H
#define DECIDE_CHANGES_H

#include "decide/plan.h"

/* Fills plan->changes (decision-rules §1): revoked, withdrawn, replaced, expired. */
void changes_make(struct plan *plan, struct arena *arena, const struct plan_input *input);

#endif
