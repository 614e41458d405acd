/* scorecard.h - parts of scorecard.xlsx that only some programmes have. Private to scorecard.c. */
#ifndef WORKBOOK_SCORECARD_H
#define WORKBOOK_SCORECARD_H

#include "model/docket.h"
#include "workbook/book.h"

/* Weight, items and points of each term, as live formulas; nothing without a score. */
void scorecard_terms(struct tab *tab, const struct decision *decision);
/* Every item looked at, with the experts' votes; nothing without a catalogue. */
void scorecard_items(struct tab *tab, const struct decision *decision);

/* A further sheet with every piece of evidence; none where there was none. */
void scorecard_evidence(struct book *book, const char *footer, const struct packet *packet);

#endif
