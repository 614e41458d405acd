/* docket.h - what has to be decided: one entry per line of decisions.ndjson,
 * before evidence is folded into it and after. */
#ifndef MODEL_DOCKET_H
#define MODEL_DOCKET_H

#include "model/scheme.h"

/* What the findings on one check come to. */
enum check_verdict { CHECK_MET, CHECK_UNMET, CHECK_NA };
struct check_result {
    uint32_t votes[FINDING_RESULT_COUNT]; /* experts, by what each found */
    uint8_t verdict;                      /* enum check_verdict, once scored */
    bool is_asked : 1;        /* of this subject: its scope and matter */
    bool has_conflict : 1;    /* one expert found both met and unmet */
    bool is_tied : 1;
    bool is_contradicted : 1; /* by the facts */
};

/* What came in month by month in the days that count: for papers, decides nothing. A group or
 * target counts in the month of its first record read. */
enum { MAX_MONTHS = 24 }; /* of longer days the last ones are kept */
struct months {
    int first;      /* calendar month, year * 12 + month - 1 */
    int count;      /* 0: nothing is kept */
    int64_t *cells; /* by position in scheme->monthly, then by month; of 1/scale */
};

/* A term of the score: how many of its items count, how many are met. */
struct term_result {
    const char *id;
    struct exact weight;
    int met, total;
};

struct past_decision;
struct noted;

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
    date term_from, term_to; /* days of the certificate's term up to as_of; DATE_NONE for applicants */
    date papers_from, papers_to; /* papers count from here to there, at most to as_of */
    const char *cycle;       /* of the line; see decision.h */
    const char *proposal_id; /* of the line, but for early upgrades */
    const char *previous_cycle; /* of the half-year before; NULL: no half-year */
    const struct past_decision *past; /* a decision of an earlier period this one goes on from: a rectification, or
                                         the renewal a late upgrade replaces; NULL: none */
    bool is_rectification;   /* only what was not met then is looked at again */
    bool is_late_upgrade;    /* decided on the figures of then */
    int months;              /* half-year: whole calendar months as a member; 0: nothing to judge */
    bool is_covered;         /* the export covers the days that count */
    bool is_referred;        /* another document or a panel decides */

    /* All submissions of the unit in the scheme up to as_of, in order of reading. */
    const struct submission *const *papers;
    size_t paper_count;

    const struct person *const *people; /* of the unit, in order of id */
    size_t people_count;
    const struct assessment *assessment; /* the one that counts; NULL: none does */
    const struct submission *facts;      /* whose facts count; NULL: none */
    const struct checklist *checklist;   /* NULL: the scheme asks no items */

    /* Folded from the findings (score/votes.h). */
    struct check_result *checks; /* by check of the checklist */
    struct note_list notes;     /* what the counting of it has to say */

    /* Folded from the evidence (score/fold.h). */
    struct note_list violations; /* ids of the confirmed violations counted */
    struct tally *tallies; /* by metric of the scheme; NULL where no days count */
    struct months by_month;
    const struct noted *noted; /* the last record of its log (evidence_log.h); NULL: none, or none was kept */
    size_t noted_count;
    bool has_pending;      /* evidence other than a violation is pending in the days that count */
    bool has_future;       /* a record of the subject is dated after as_of */

    /* Scored (score/score.h). */
    int attained;          /* -1: none */
    int level_under_review;
    bool is_outstanding;   /* one level above, met at the multiple of an early upgrade */
    const struct requirement_result *results; /* of the level under review */
    size_t result_count;
    int next_level; /* above the one attained; -1: no figures, or none above */
    const struct requirement_result *next_results; /* of that level */
    size_t next_count;
    bool is_commendable; /* every requirement met, numbers that can be commended at their higher mark */
    bool has_score;
    struct exact score;
    const struct term_result *terms;
    int grade_basic, grade_professional; /* number of the list reached, 0: none */
};

struct docket {
    struct docket_entry *entries; /* grouped by unit and programme */
    size_t count;
    /* Entries of unit u and programme p: first[u * programmes + p] up to the next. */
    const uint32_t *first;
    size_t programmes;
    int64_t *accepted; /* pieces of evidence, by programme */
    /* Entries an assessment counts for: entries[counted[counted_first[a]]] … */
    const uint32_t *counted_first;
    const uint32_t *counted;
    /* Years whose working days were counted though the calendar lacks them. */
    int uncovered_years[16];
    size_t uncovered_year_count;
};

/* Notes the year of a day whose working days were counted, when the calendar lacks it. */
void docket_note_year(struct docket *docket, const struct calendar *calendar, date day);

/* A figure of one month; `row` is a position in scheme->monthly. */
struct exact docket_entry_month(const struct docket_entry *entry, size_t row, int month);

/* False when the subject is neither assessed though it must be nor covered by the evidence. What a
 * rectification was not assessed on again is not met. */
bool docket_entry_has_figures(const struct docket_entry *entry);

/* Whether a check of the checklist is asked of the subject in the list of a level: of the lists
 * common to several tracks, or of those of the track's chapter. */
bool docket_entry_asks(const struct docket_entry *entry, size_t check, int level, bool is_professional);

#endif
