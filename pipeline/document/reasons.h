/* reasons.h - the reasons of a decision as parts of a sheet. */
#ifndef DOCUMENT_REASONS_H
#define DOCUMENT_REASONS_H

#include "document/table.h"

/* Requirement by requirement: the document's words, figures, margin, result.
 * With `unmet_only` those not met. */
void reasons_requirements(struct sheet *sheet, const struct decision *decision, bool unmet_only);
/* The same of a level above the one held that has been attained, where its figures follow from those of the review. */
bool reasons_has_raised(const struct decision *decision, int level);
void reasons_raised(struct sheet *sheet, const struct decision *decision, int level);
/* Unit of its figures; "" for yes and no. Numbers by the month have none: their requirement's
 * name says what they are. */
const char *reasons_unit(const struct scheme *scheme, const struct requirement_result *result);
/* What a requirement came to, and what was asked, with its unit; 符合 or 不符合 where there are no figures. */
const char *reasons_value(struct arena *arena, const struct decision *decision,
                          const struct requirement_result *result);
const char *reasons_required(struct arena *arena, const struct decision *decision,
                             const struct requirement_result *result);
/* How every figure came about. */
void reasons_tallies(struct sheet *sheet, const struct decision *decision);
/* The numbers used that the document or the office set, and which of the two. */
bool reasons_has_parameters(const struct decision *decision);
void reasons_parameters(struct sheet *sheet, const struct decision *decision);

#endif
