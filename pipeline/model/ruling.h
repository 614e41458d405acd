/* ruling.h - what the office may rule instead of what is proposed (decision-rules §1, Outcome). */
#ifndef MODEL_RULING_H
#define MODEL_RULING_H

#include "model/scheme.h"

/* Actions a ruling "changed" may decide on a proposal; bit by enum action. */
unsigned ruling_permits(const struct decision *decision);

/* Whether the outcome leaves the subject a level, or (an information change) leaves it as it is. */
bool ruling_level_fits(const struct decision *decision, enum action action, int to);

/* Whether it is sensible to decide this instead: permitted, not what is proposed anyway, and a level that
 * the action leads to from the one held. `to` -1 is no level. */
bool ruling_offers(const struct decision *decision, enum action action, int to);

#endif
