/* reasons.h - the reasons of a decision as parts of a sheet. */
#ifndef DOCUMENT_REASONS_H
#define DOCUMENT_REASONS_H

#include "document/table.h"

/* Requirement by requirement: the document's words, figures, margin, result.
 * With `unmet_only` those not met. */
void reasons_requirements(struct sheet *sheet, const struct decision *decision, bool unmet_only);
/* How every figure came about. */
void reasons_tallies(struct sheet *sheet, const struct decision *decision);
/* The numbers used that the document or the office set, and which of the two. */
void reasons_parameters(struct sheet *sheet, const struct decision *decision);
/* A note of the decision as a sentence; the note itself when it is not known. */
const char *reasons_note(struct arena *arena, const char *note);

#endif
