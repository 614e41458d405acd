/* score.h - (rules, tallies, papers) to requirement results and the level attained.
 * Pure: no clock, file, environment or global. */
#ifndef SCORE_SCORE_H
#define SCORE_SCORE_H

#include "base/arena.h"
#include "model/docket.h"

/* Scores every entry that has requirements and covered days (decision-rules §1,
 * Attained; §2). Results live in `arena`. */
void score_docket(struct docket *docket, struct arena *arena);

#endif
