/* docket.h - from the records to what has to be decided (decision-rules §1, §2).
 * Pure: as_of comes with the export, the calendar with the rules. */
#ifndef DECIDE_DOCKET_H
#define DECIDE_DOCKET_H

#include "base/arena.h"
#include "model/ledger.h"

/* One entry per decision line: reviews of holders, trials of applicants, information
 * changes, withdrawals; of the programmes that have rules and, when `is_wanted` is
 * given, for whose index it says true. `ledger` is what the register knew; NULL: there is none. Everything lives in `arena` and refers to `export` and `rules`. */
struct docket *docket_build(struct arena *arena, const struct rule_set *rules, const struct export *export,
                            const struct ledger *ledger, const bool *is_wanted);

#endif
