/* brake.h - a brake against half-empty exports. Private to decide/. */
#ifndef DECIDE_BRAKE_H
#define DECIDE_BRAKE_H

#include "decide/plan.h"

/* Fills plan->counts and, when the plan must be confirmed first, plan->brake: the reason as a sentence. */
void brake_check(struct plan *plan, struct arena *arena, const struct plan_input *input);

#endif
