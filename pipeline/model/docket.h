/* docket.h - what has to be decided: one entry per line of decisions.ndjson,
 * before evidence is folded into it and after. */
#ifndef MODEL_DOCKET_H
#define MODEL_DOCKET_H

#include "model/scheme.h"

struct docket_entry {
    enum matter matter;
    const struct unit *unit;
    const struct scheme *scheme;
    int track;
    const struct certificate *certificate; /* reviewed or withdrawn from; NULL for applicants and changes */
    const struct submission *submission;   /* application, change, withdrawal; NULL for reviews */
    enum status status;
    date opens;              /* DATE_NONE where nothing opens */
    date days_from, days_to; /* the days whose evidence counts; DATE_NONE where none do */
    date papers_from;        /* papers count from here to as_of */
    bool is_covered;         /* the export covers the days that count */

    /* All submissions of the unit in the scheme up to as_of, in order of reading. */
    const struct submission *const *papers;
    size_t paper_count;

    /* Folded from the evidence (score/fold.h). */
    struct tally *tallies; /* by metric of the scheme; NULL where no days count */
    bool has_pending;      /* evidence other than a violation is pending in the days that count */
    bool has_future;       /* a record of the subject is dated after as_of */

    /* Scored (score/score.h). */
    int attained;          /* -1: none */
    int level_under_review;
    bool is_outstanding;   /* one level above, met at the multiple of an early upgrade */
    const struct requirement_result *results; /* of the level under review */
    size_t result_count;
};

struct docket {
    struct docket_entry *entries; /* grouped by unit and programme */
    size_t count;
    /* Entries of unit u and programme p: first[u * programmes + p] up to the next. */
    const uint32_t *first;
    size_t programmes;
};

#endif
