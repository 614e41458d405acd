/* printed.h - the characters that the office's own texts need; for pipeline/document only.
 *
 * They are printed on many papers, so the common fonts must have them. */
#ifndef DOCUMENT_PRINTED_H
#define DOCUMENT_PRINTED_H

#include "document/charset.h"
#include "document/paper.h"

/* Words, requirements, parameters and catalogue of a scheme. */
void printed_add_scheme(struct charset *set, const struct scheme *scheme);
/* Its artwork and wording. */
void printed_add_stationery(struct charset *set, const struct stationery *stationery);

#endif
