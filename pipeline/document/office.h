/* office.h - the office's own papers: letters and forms of a subject, lists of a programme's month. */
#ifndef DOCUMENT_OFFICE_H
#define DOCUMENT_OFFICE_H

#include "model/scheme.h"

/* id, the name of its template: paper.NAME.txt */
#define OFFICE_PAPER_LIST(X)                                                         \
    X(REMINDER, "reminder")       /* letter: the review opens, hand in */            \
    X(REPORT, "report")           /* form: what is handed in for the review */       \
    X(APPLICATION, "application") /* form: the application, */                       \
    X(EXAMINATION, "examination") /* and the check that its attachments are there */ \
    X(CHANGE, "change")           /* form: change of name or address */              \
    X(AGREEMENT, "agreement")                                                        \
    X(ISSUED, "issued")     /* list: certificates of the month, to be approved */    \
    X(HANDOVER, "handover") /* list: certificates fetched and taken back */          \
    X(ARCHIVE, "archive")   /* list: the papers of the month, for the file */
enum office_paper {
#define X(id, name) OFFICE_##id,
    OFFICE_PAPER_LIST(X)
#undef X
        OFFICE_PAPER_COUNT
};

const char *office_paper_name(enum office_paper what);
/* A paper of the programme's month, not of a subject. */
bool office_is_list(enum office_paper what);
/* One that units are given empty, too. */
bool office_is_form(enum office_paper what);

/* What a paper is about. */
struct office_subject {
    enum office_paper what;
    const struct scheme *scheme;
    const struct decision *decision; /* NULL: an empty form, or a list */
    size_t part;                     /* of a list, from 0 */
};

/* How many files a list takes: each holds what so many packets come to, so that it can be bound and signed. */
enum { OFFICE_PACKETS_OF_PART = 100 };
size_t office_parts(const struct run *run, const struct scheme *scheme, enum office_paper what);

/* Whether a decision calls for this paper, if its programme has it. */
bool office_is_due(const struct run *run, const struct decision *decision, enum office_paper what);

#endif
