/* catalogue.h - votes into verdicts on items, and verdicts into scores and grades. Private to score/. */
#ifndef SCORE_CATALOGUE_H
#define SCORE_CATALOGUE_H

#include "base/arena.h"
#include "model/docket.h"

/* Fills verdict and flags of every check asked of the entry (decision-rules §1, Assessments, Facts; §5 na). */
void catalogue_judge(struct docket_entry *entry);

/* Terms, score and grades of an entry whose checks have been judged. */
void catalogue_sum(struct docket_entry *entry, struct arena *arena);

/* Necessary items: how many are met, how many count. */
void catalogue_necessary(const struct docket_entry *entry, int *met, int *number);

bool catalogue_item_is_met(const struct docket_entry *entry, const struct item *item);

#endif
