/* summary.h - the parts of a unit's annual summary; for pipeline/document only. */
#ifndef DOCUMENT_SUMMARY_H
#define DOCUMENT_SUMMARY_H

#include "document/section.h"
#include "model/analysis.h"

/* --- summary_months.c: what came in month by month, against what is asked --- */
void summary_months_draw(struct section *section);

/* --- summary_standing.c: terms or lists as a chart, rank among its level, what is missing for the next --- */
void summary_terms_draw(struct section *section);
void summary_standing_draw(struct section *section, const struct standing *standing);
void summary_next_draw(struct section *section);

#endif
