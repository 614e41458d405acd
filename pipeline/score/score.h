/* score.h - (rules, tallies, papers) to requirement results and the level attained.
 * Pure: no clock, file, environment or global. */
#ifndef SCORE_SCORE_H
#define SCORE_SCORE_H

#include "base/arena.h"
#include "model/docket.h"

/* Scores every entry that has requirements and figures (decision-rules §1, Attained,
 * and the programmes' own). Results live in `arena`. */
void score_docket(struct docket *docket, struct arena *arena, date as_of);

#endif
