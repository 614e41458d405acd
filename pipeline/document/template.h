/* template.h - the office's text files, a line for each thing on the paper; for pipeline/document only.
 *
 * Notices, letters, forms and lists are written in one language: templates/README.md says how. */
#ifndef DOCUMENT_TEMPLATE_H
#define DOCUMENT_TEMPLATE_H

#include "document/wording.h"

/* What a line may ask for beside a placeholder that has something to stand for it. */
#define TEMPLATE_WHEN_LIST(X)                                                   \
    X(DRAFT, "draft") /* not yet approved */                                    \
    X(DECIDED, "decided")                                                       \
    X(CERTIFICATE, "certificate") /* the decision issues a certificate */       \
    X(VIOLATION, "violation")     /* rests on a confirmed violation */          \
    X(SHORTFALL, "shortfall")     /* rests on requirements not met */           \
    X(LACKING, "lacking")         /* items of the catalogue stand in the way */ \
    X(HELD, "held")               /* the unit has a certificate */              \
    X(OPEN, "open")               /* its review has begun */                    \
    X(OVERDUE, "overdue")         /* its certificate has ended */               \
    X(BARRED, "barred")           /* the applicant lost that right before */    \
    X(RECTIFIED, "rectified")     /* looked at again after a rectification */   \
    X(RECEIVED, "received")       /* what the review asks for has come */       \
    X(CHANGE, "change")           /* it is about a change of information */     \
    X(RAISED, "raised")           /* its figures are those of a higher level */ \
    X(CLEARED, "cleared")         /* adverse by its figures, ruled otherwise */ \
    X(UNREACHED, "unreached")     /* the level requested has not been attained */
enum template_when {
#define X(id, name) WHEN_##id,
    TEMPLATE_WHEN_LIST(X)
#undef X
        WHEN_COUNT
};

/* Lists that [each …] repeats a line for; their lengths are placeholders of the same names. */
#define TEMPLATE_LIST_LIST(X)                                                  \
    X(HANDED_OUT, "handed-out")     /* certificates issued by the run */       \
    X(TAKEN_BACK, "taken-back")     /* certificates that are no longer good */ \
    X(PAPERS, "papers")             /* papers of the run, for the archive */   \
    X(FACTS, "facts")               /* what an application states */           \
    X(REQUIREMENTS, "requirements") /* what the level held, or applied for, asks */
enum template_list {
#define X(id, name) LIST_##id,
    TEMPLATE_LIST_LIST(X)
#undef X
        LIST_COUNT
};

enum line_kind {
    /* text */
    LINE_PARAGRAPH,
    LINE_HEADING,
    LINE_LEFT,
    LINE_CENTRE,
    LINE_RIGHT,
    LINE_SMALL,
    /* cells */
    LINE_ROW,
    LINE_HEAD, /* of the rows that follow */
    LINE_SIGN, /* a box to sign, */
    LINE_SEAL, /* or to sign and seal */
    /* neither */
    LINE_UNMET, /* tables of a decision */
    LINE_FIGURES,
    LINE_ITEMS,
    LINE_SIGNATURE, /* sender and day, with room for a seal */
    LINE_PAGE,
    LINE_SPACE,
    LINE_POINTS,
    LINE_ATTACH,
};

enum { MAX_LINE_CONDITIONS = 4, MAX_LINE_CELLS = 9 };

struct template_line {
    enum line_kind kind;
    struct template_condition {
        short when; /* WHEN_…, or WHEN_COUNT + PLACEHOLDER_… */
        bool is_negated;
    } conditions[MAX_LINE_CONDITIONS]; /* all must hold */
    size_t condition_count;
    int list;         /* printed once for each of its rows; -1: once */
    int number;       /* [room] and [space]: mm; [points]: size; 0: none given */
    const char *text; /* "" for cells; [attach]: the name */
    const char *cells[MAX_LINE_CELLS];
    int widths[MAX_LINE_CELLS]; /* of a head, percent */
    size_t cell_count;
};

struct template
{
    const char *title; /* NULL: there is no such paper */
    const struct template_line *lines;
    size_t count;
};

/* RULES, with file and line: an unknown word in brackets or placeholder, one that is not
 * closed, a row that does not fit its head. */
RESULT template_read(struct template *out, struct arena *arena, const char *file);

#endif
