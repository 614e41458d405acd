/* filling.h - what a run knows about one subject, for the templates; for pipeline/document only. */
#ifndef DOCUMENT_FILLING_H
#define DOCUMENT_FILLING_H

#include "document/paper.h"

/* Everything a template may name. */
struct filling {
    struct wording words;
    unsigned holding; /* conditions that hold: bit 1 << WHEN_… */
    const struct scheme *scheme;
    const struct decision *decision; /* NULL: of no subject, a blank form or a paper of the programme */
    struct filling_rows {
        const struct wording *items; /* the words, with those of the row */
        size_t count;
    } lists[LIST_COUNT];
};

/* Words of the scheme and the run. */
void filling_of_scheme(struct filling *filling, struct arena *arena, const struct run *run,
                       const struct scheme *scheme);
/* The same with what is known of the subject. Holds the contact of the unit. */
void filling_of_decision(struct filling *filling, struct arena *arena, const struct run *run,
                         const struct decision *decision);
/* Facts and requirements, with the subject's values where there is one. */
void filling_add_lists(struct filling *filling, struct arena *arena);
/* Rows of a list, and its length as a placeholder. */
void filling_set_list(struct filling *filling, struct arena *arena, enum template_list list,
                      const struct wording *items, size_t count);

/* Whether all conditions of a line hold. */
bool filling_prints(const struct filling *filling, const struct template_line *line);

/* Whether this item of the catalogue has to be met for what was judged, and is not. */
bool filling_is_lacking(const struct docket_entry *entry, const struct item *item);

/* The last day to hand in for the review of a subject, that of its certificate, or of the days after a half-year;
 * DATE_NONE when that is over, or nothing is reviewed. */
date filling_by(const struct run *run, const struct decision *decision);
/* First day of the half-year a decision is about, and its last; false where it is about none. */
bool filling_half_year(const struct decision *decision, date *from, date *to);

#endif
