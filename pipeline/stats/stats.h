/* stats.h - analysis for the office, from a finished plan. Decides nothing.
 *
 * Pure, with fixed seeds: the figures of one subject do not depend on the others. */
#ifndef STATS_STATS_H
#define STATS_STATS_H

#include "base/arena.h"
#include "model/analysis.h"
#include "model/scheme.h"

/* Everything lives in `arena`. */
const struct analysis *stats_analyse(struct arena *arena, const struct rule_set *rules, const struct plan *plan);

#endif
