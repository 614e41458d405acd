/* fold.h - evidence into tallies, one record at a time, in any order.
 *
 * Memory grows with the number of distinct groups and targets, not of records, unless the fold
 * is told to note every record. */
#ifndef SCORE_FOLD_H
#define SCORE_FOLD_H

#include "base/arena.h"
#include "model/evidence_log.h"
#include "model/ledger.h"

struct fold;

/* Folds into the entries of `docket`, which was built from `export`; nothing dated
 * after the export's as_of counts, nor do violations that the ledger has as settled.
 * Ids of violations live in `arena`. */
struct fold *fold_new(struct arena *arena, struct docket *docket, const struct calendar *calendar,
                      const struct export *export, const struct ledger *ledger);
/* Ends the fold: only now are the tallies whole. NULL-safe. */
void fold_free(struct fold *fold);

/* `fold` is a struct fold *; void so that it can be handed on as a sink. */
void fold_add(void *fold, const struct evidence *evidence);

/* From now on every record is noted at each entry that counts evidence, for its papers. */
void fold_note(struct fold *fold);

/* Called for every record, entry and metric from now on; `metric` is NULL when no
 * metric of the entry asks for records of the kind. For explaining one unit. */
typedef void fold_observer(void *context, const struct docket_entry *entry, const struct metric *metric,
                           const struct evidence *evidence, enum verdict verdict);
void fold_observe(struct fold *fold, fold_observer *observer, void *context);

#endif
