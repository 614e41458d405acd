/* wording.h - text templates with {{placeholders}}, shared by artwork, notices and the office's papers. */
#ifndef DOCUMENT_WORDING_H
#define DOCUMENT_WORDING_H

#include "base/bytes.h"
#include "base/error.h"

#include <stdbool.h>

/* id, name in a template, what stands there; nothing where it is not known */
#define PLACEHOLDER_LIST(X)                                                              \
    X(UNIT, "unit")             /* name of the unit */                                   \
    X(NAME_EN, "name-en")       /* its English name; may be empty */                     \
    X(USCC, "uscc")             /* its unified social credit code */                     \
    X(ADDRESS, "address")       /* its registered address */                             \
    X(NUMBER, "number")         /* certificate number, of the one held or issued */      \
    X(LEVEL, "level")           /* level of the certificate, held or issued */           \
    X(TARGET, "target")         /* level after the decision; empty when none is left */  \
    X(ELIGIBLE, "eligible")     /* level the unit may apply for; may be empty */         \
    X(TRACK, "track")           /* class of service, or direction; may be empty */       \
    X(SCOPE, "scope")           /* service items it is limited to; may be empty */       \
    X(HOLDER, "holder")         /* what a holder is called: 技术支撑单位 … */            \
    X(MATTER, "matter")         /* what the decision is about: 年度审核, 申请 … */       \
    X(NEW_NUMBER, "new-number") /* certificate issued by the decision, */                \
    X(NEW_TERM, "new-term")     /* and its term; may be empty */                         \
    X(TERM, "term")             /* 2026年11月21日至2027年11月20日 */                     \
    X(VALID_FROM, "valid-from") /* first and last day of it */                           \
    X(VALID_TO, "valid-to")                                                              \
    X(ISSUED, "issued")         /* day of issue; of a notice: its day */                 \
    X(DAYS, "days")             /* the days whose contributions count; may be empty */   \
    X(HALF_YEAR, "half-year")   /* half-year judged, 2026年上半年; may be empty */       \
    X(SCORE, "score")           /* total score, two decimals; may be empty */            \
    X(DEADLINE, "deadline")     /* last day to rectify; may be empty */                  \
    X(CLAUSE, "clause")         /* what the decision rests on: a clause or 办公室规定 */ \
    X(WILL, "will")             /* 拟 in a draft, empty once decided */                  \
    X(UNMET, "unmet")           /* names of the requirements not met */                  \
    X(OBJECTION, "objection")   /* working days to object */                             \
    X(TITLE, "title")           /* title of the certificate */                           \
    X(TITLE_LEAD, "title-lead") /* its part up to the last ） */                         \
    X(TITLE_MAIN, "title-main") /* and the rest; the whole when there is no ） */        \
    X(PROGRAMME, "programme")   /* words of the scheme */                                \
    X(SHORT_NAME, "short-name")                                                          \
    X(DOCUMENT, "document")                                                              \
    X(OPERATOR, "operator")                                                              \
    X(SIGNATORY, "signatory")                                                            \
    X(HONOUR, "honour")                                                                  \
    /* of the office's papers and forms */                                               \
    X(REGION, "region")         /* where the unit is */                                  \
    X(CONTACT, "contact")       /* whom the unit named, in its own application only */   \
    X(PHONE, "phone")                                                                    \
    X(EMAIL, "email")                                                                    \
    X(APPLIED, "applied")       /* level applied for */                                  \
    X(REQUESTED, "requested")   /* a higher level asked for and not given; may be empty */ \
    X(SUBMISSION, "submission") /* id of the application or change, */                   \
    X(SUBMITTED, "submitted")   /* and its day */                                        \
    X(NEW_NAME, "new-name")     /* what a change asks for */                             \
    X(NEW_ADDRESS, "new-address")                                                        \
    X(EVALUATOR, "evaluator")   /* who made the assessment that counts, */               \
    X(EVALUATED, "evaluated")   /* and its days */                                       \
    X(AGREED, "agreed")         /* day the standing agreement was signed, */             \
    X(AGREED_TO, "agreed-to")   /* and its last */                                       \
    X(STAFF, "staff")           /* people of the unit that the export knows */           \
    X(AS_OF, "as-of")           /* day of the data */                                    \
    X(PERIOD, "period")         /* 2026年10月 */                                         \
    X(PART, "part")             /* （第2册，共3册） of a list in several files */        \
    X(OPENS, "opens")           /* first day of the review */                            \
    X(BY, "by")                 /* last day to hand in for it; none once that is over */ \
    X(DAYS_LEFT, "days-left")   /* working days from as_of to then */                    \
    X(WORKING_DAYS, "working-days") /* a review opens so many before the last day */     \
    /* of a row of a list */                                                             \
    X(N, "n")                   /* its number */                                         \
    X(ITEM, "item")             /* what it is: a fact, a requirement, a paper, why */    \
    X(VALUE, "value")           /* what there is to say about it */                      \
    X(VERSION, "version")       /* of the certificate */                                 \
    X(DIGEST, "digest")         /* first half of the digest of its PDF */                \
    /* how long the lists are; nothing when they are empty */                            \
    X(HANDED_OUT, "handed-out")                                                          \
    X(TAKEN_BACK, "taken-back")                                                          \
    X(PAPERS, "papers")                                                                  \
    X(FACTS, "facts")                                                                    \
    X(REQUIREMENTS, "requirements")
enum placeholder {
#define X(id, name) PLACEHOLDER_##id,
    PLACEHOLDER_LIST(X)
#undef X
    PLACEHOLDER_COUNT
};

/* What stands for each placeholder; NULL counts as "". */
struct wording {
    const char *values[PLACEHOLDER_COUNT];
};

/* Position of the placeholder with this name, PLACEHOLDER_COUNT when unknown. */
int wording_placeholder(const char *name, size_t length);

/* RULES, naming file, line and placeholder, when a {{…}} of `text` is unknown or open. */
RESULT wording_check(const char *text, const char *file, int line);

/* The text with its placeholders filled in. */
const char *wording_fill(struct arena *arena, const char *text, const struct wording *wording);

/* True when every placeholder in the text has something to stand for it. */
bool wording_is_complete(const char *text, const struct wording *wording);

#endif
