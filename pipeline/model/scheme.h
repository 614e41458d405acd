/* scheme.h - the rules of the programmes as data, from templates/NAME/scheme.json.
 *
 * Immutable once loaded; everything lives in the arena given to the loader.
 * Levels are positions in programme->levels, lowest first. */
#ifndef MODEL_SCHEME_H
#define MODEL_SCHEME_H

#include "base/arena.h"
#include "base/date.h"
#include "base/digest.h"
#include "model/decision.h"
#include "model/vocabulary.h"

/* A number the office may change, with its source: a clause, or office policy
 * (clause NULL; papers then say 办公室规定). */
struct parameter {
    const char *name; /* Chinese, for papers and the workbook */
    int value;
    const char *clause;
};

/* The same for a multiple of a threshold; name NULL: there is none. */
struct multiple {
    const char *name;
    struct exact value;
    const char *clause;
};

enum metric_source { METRIC_EVIDENCE, METRIC_SUBMISSIONS };
enum metric_fold { FOLD_COUNT, FOLD_COUNT_DISTINCT, FOLD_SUM, FOLD_MAX };

/* Which days' records a metric counts. */
enum metric_days {
    DAYS_COUNTING, /* the days that count for the entry: term, half-year, trial … */
    DAYS_TERM,     /* the whole term of the certificate */
    DAYS_ANY,      /* any day up to as_of */
};

enum filter_test {
    FILTER_BOOLEAN,     /* field = boolean */
    FILTER_WORD,        /* field is the word at `position` */
    FILTER_NOT_AFTER,   /* field is given and not after the other field */
    FILTER_REPORTED,    /* given within n working days after the other field, or not due yet */
    FILTER_RECENT,      /* in (as_of less n months, as_of] */
    FILTER_HAS_WORDS,   /* the list holds every word of `words` (submissions) */
    FILTER_IS_CYCLE,    /* the text is the cycle decided (submissions) */
};

struct metric_filter {
    enum filter_test test;
    int field;
    bool boolean;
    int position;
    int other;  /* the other field */
    int number; /* of working days or months */
    const char *const *words;
    size_t word_count;
};

enum { MAX_FILTERS = 4, MAX_METRICS = 24, MAX_METRICS_OF_KIND = 8, MAX_MONTHLY = 4 };

/* A filter and a fold over one kind of record in the days that count. */
struct metric {
    const char *id;
    const char *name; /* Chinese */
    const char *unit_of_measure; /* 组, 次, 个工作日 … */
    enum metric_source source;
    int kind;
    enum metric_days days;
    struct metric_filter filters[MAX_FILTERS];
    size_t filter_count;
    enum metric_fold fold;
    int of; /* field folded; -1 for FOLD_COUNT */
};

/* Compares a metric or a fact of the application with a threshold per level. */
struct condition {
    int metric;                    /* position in scheme->metrics; -1: a fact */
    const char *facts[MAX_LEVELS]; /* fact asked at each level; NULL for metrics */
    bool is_per_month;             /* the metric is divided by the whole months that count */
    enum comparison comparison;
    struct exact thresholds[MAX_LEVELS];
};

/* What is asked of one person; a person complies when one alternative holds. */
enum person_test { PERSON_EXPERIENCE, PERSON_CERTIFIED, PERSON_EMPLOYMENT, PERSON_TRAINING };
struct person_alternative {
    enum person_test test;
    struct exact at_least;  /* years, or hours of training in the last calendar year that ended */
    const char *employment;
};

/* Where the value of a requirement comes from. */
enum requirement_source {
    SOURCE_CONDITIONS,   /* conditions on metrics and facts */
    SOURCE_EVERY,        /* every record of one metric counts in another too */
    SOURCE_PEOPLE,       /* every person (of a role) complies */
    SOURCE_ITEMS,        /* one of some items is met */
    SOURCE_NECESSARY,    /* every necessary item is met */
    SOURCE_SCORE,        /* weighted score */
    SOURCE_BASIC,        /* grade by the items common to the tracks */
    SOURCE_PROFESSIONAL, /* grade by the items of the track's chapter */
};

/* How much a shortfall weighs where the worst decides. */
enum severity { SEVERITY_MINOR, SEVERITY_MAJOR, SEVERITY_CRITICAL };

enum { MAX_CONDITIONS = 4, MAX_ALTERNATIVES = 4, MAX_REQUIREMENT_ITEMS = 8 };

/* A requirement of one list. A numeric one reports value and required; a yes/no one
 * reports 1 or 0 and required 1. */
struct requirement {
    const char *id;
    const char *clause;
    const char *name;              /* Chinese heading, as in the document */
    const char *texts[MAX_LEVELS]; /* the document's words at each level; NULL: not asked there */
    enum requirement_source source;
    bool is_numeric;
    bool doubles_for_early_upgrade; /* counts as outstanding only at the multiple */
    bool is_review_only;            /* not asked of applicants */
    bool has_commend;
    struct exact commend; /* at least this much to be commended */
    enum severity severity;
    int group; /* in words.groups, where there are any */
    struct condition conditions[MAX_CONDITIONS];
    size_t condition_count;
    int every, complies; /* metrics */
    const char *role;    /* NULL: everybody */
    bool needs_someone;  /* at least one such person */
    struct person_alternative alternatives[MAX_ALTERNATIVES];
    size_t alternative_count;
    const struct item *items[MAX_REQUIREMENT_ITEMS];
    size_t item_count;
};

struct requirement_list {
    const struct requirement *items;
    size_t count;
};

enum shortfall { /* what follows when a review attains less than is held */
    SHORTFALL_ONE_LEVEL, /* downgrade by exactly one level, the lowest is revoked */
    SHORTFALL_REVOKE,
    SHORTFALL_ATTAINED, /* downgrade straight to the level attained, none is revoked */
    SHORTFALL_WARN,
    SHORTFALL_SEVERITY, /* minor warn, major rectify, critical revoke: the worst decides */
};

/* A term of the weighted score. */
struct score_term {
    const char *id;
    bool is_chapter; /* the chapter of the track, in place of items that begin with id */
    struct exact weight;
};

enum { MAX_SCORE_TERMS = 32 };

/* One requirement of the catalogue as one track is asked it. */
struct check {
    const struct item *item; /* the first of those of the same text */
    uint16_t levels, applicant_levels; /* lists it stands in, a bit by level; all where there are no lists */
    int8_t term;             /* of the score; -1: none */
    bool is_professional;    /* stands in the track's chapter */
    bool is_used;            /* some requirement of the scheme looks at it */
    bool is_merged;          /* stands for several items of the same text */
};

struct checklist {
    const struct check *checks;
    size_t count;
    const int16_t *position; /* by item: its check; -1 where the track is not asked */
};

/* Words of the documents: all Chinese. */
struct scheme_words {
    const char *name;              /* whole name of the programme */
    const char *short_name;
    const char *document;          /* the rule document with its version */
    const char *operator_name;     /* who runs the programme, issues and seals */
    const char *signatory;         /* who signs for it */
    const char *certificate_title; /* heading of the certificate */
    const char *honour;            /* title the certificate grants; NULL: none */
    const char *title;             /* what a holder is called: 技术支撑单位 …; NULL: 证书持有单位 */
    const char *revocation;        /* what becomes of a certificate whose standing is lost; NULL: 撤回证书 */
    const char *review_name;       /* what the review of a certificate is called; NULL: 年度审核 */
    const char *level_names[MAX_LEVELS];
    const char *track_names[MAX_TRACKS];
    /* Names of service items, by position over all tracks; in the order of the tracks' scope_items. */
    const struct scope_name {
        const char *id, *name;
    } *scope_names;
    size_t scope_name_count;
    const char *sheet_titles[MATTER_COUNT]; /* of the decision sheet; NULL: the matter's name with 审批表 */
    const char *const *fact_names; /* by position in programme->facts; NULL: none is named */
    /* Names of the kinds of records, by position in the programme's evidence_kinds and submission_kinds;
     * NULL: none is named. */
    const char *const *evidence_names;
    const char *const *submission_names;
    /* Matters that the requirements of a review are grouped by, in order. */
    const struct requirement_group {
        const char *id, *text;
    } *groups;
    size_t group_count;
    /* Papers of the year; NULL: as papers call them without it. */
    const char *summary_title, *report_title, *list_title;
    const char *list_text; /* what the public list says above the names, with {{placeholders}} */
};

struct scheme {
    const struct programme *programme;
    struct scheme_words words;
    const char *number_pattern; /* literal text with {year} and {serial:N} */
    const char *verify_url;     /* prefix of the QR text; NULL: none */
    char digest[DIGEST_HEX_SIZE];

    /* Review of a holder. */
    bool is_half_yearly; /* half-years are judged instead of the term */
    struct parameter half_year_days; /* a half-year is due so many days after its end */
    const char *half_year_clause;
    const char *commend_clause;
    struct parameter opens_working_days; /* not half-yearly */
    struct parameter overdue_days;
    struct parameter term_months; /* a term lasts so many months less a day; not half-yearly */
    enum shortfall shortfall;
    const char *shortfall_clause;
    struct parameter rectify_days; /* SHORTFALL_SEVERITY: deadline of a rectification */
    const char *review_clause;
    bool warning_renews; /* a warning at a review renews the certificate */
    int violation_metric; /* counts confirmed violations; -1: none */
    const char *violation_clause; /* NULL: office policy */
    const char *upgrade_clause;
    bool has_early_upgrade;
    struct parameter early_multiple;
    const char *early_clause;
    struct requirement_list review;
    bool review_needs_coverage; /* some requirement counts evidence */

    /* Applicants. */
    bool has_trial;
    struct parameter trial_months;
    const char *trial_clause;
    const char *application_clause;
    struct parameter late_upgrade_days; /* working days after a renewal; not half-yearly */
    struct parameter bar_months;        /* half-yearly: how long a unit revoked after two warnings may not apply */
    bool refers_applicants;         /* to a panel: nothing is computed */
    struct parameter evidence_months; /* evidence of so many months up to as_of counts; value 0: none does */
    struct requirement_list application;

    bool needs_assessment;     /* some requirement looks at findings */
    uint32_t referred_tracks;  /* bit by track that another document decides */
    const char *referred_clause[MAX_TRACKS];
    const char *referred_document[MAX_TRACKS];
    const struct checklist *checklists; /* by track, one where there are none; NULL without items */
    struct score_term terms[MAX_SCORE_TERMS];
    size_t term_count;
    const char *score_clause;
    struct parameter weight_concentration; /* of random weights around those in force; value 0: none are drawn */

    const char *change_clause;     /* NULL: office policy */
    const char *withdrawal_clause; /* NULL: office policy */

    /* For the report of the year; nothing is decided by them. */
    struct multiple outstanding; /* every number reaches so much of its threshold */
    struct multiple near;        /* some number reaches its threshold, but not so much of it */

    bool needs_approval[ACTION_COUNT];
    struct parameter objection_days; /* working days to object to an adverse proposal */

    const struct metric *metrics;
    size_t metric_count;
    /* Metrics that papers show month by month: contributions a number of the review rests on. */
    struct monthly_metric {
        uint8_t metric;
        int64_t scale; /* its months are kept as whole numbers of 1/scale */
    } monthly[MAX_MONTHLY];
    size_t monthly_count;
};

/* What a track is asked; NULL where the programme has no items. */
const struct checklist *scheme_checklist(const struct scheme *scheme, int track);
/* What a matter is called in the programme. */
const char *scheme_matter_name(const struct scheme *scheme, enum matter matter);
/* The name of a track; its id where it has none. */
const char *scheme_track_name(const struct scheme *scheme, int track);
/* The name of a fact; its id where it has none. */
const char *scheme_fact_name(const struct scheme *scheme, const char *fact);
/* The name of a kind of evidence or submission; the kind's id where it has none. */
const char *scheme_evidence_name(const struct scheme *scheme, int kind);
const char *scheme_submission_name(const struct scheme *scheme, int kind);
/* The name of a service item; its id where it has none. */
const char *scheme_scope_name(const struct scheme *scheme, const char *id);

/* Fonts and sizes of the papers, templates/style.json. */
struct font_style {
    const char *serif;       /* family of running text and certificates */
    const char *sans;        /* family of tables and headings */
    const char *const *rare; /* families tried in order for characters these lack */
    size_t rare_count;
    double body_points;
    double table_points;
    double heading_points;
    double name_floor_points; /* names shrink no further, then wrap */
    const char *file;         /* that says so, for messages */
};

/* When a period differs too much from the last one in the register, templates/brake.json. */
struct brake_rules {
    struct parameter fewest_due;            /* subjects due from which on it is looked at */
    struct parameter evidence_lost_percent; /* accepted evidence more than so much below */
    struct parameter adverse_percent;       /* adverse proposals above so much of those due, */
    struct parameter adverse_times;         /* and above so many times the share before */
};

struct rule_set {
    const char *folder; /* of the templates */
    const char *own_id, *own_folder; /* a programme that stands elsewhere, and where; NULL: none */
    char digest[DIGEST_HEX_SIZE]; /* of all files of it */
    struct vocabulary vocabulary;
    struct calendar calendar;
    char calendar_digest[DIGEST_HEX_SIZE];
    struct font_style style;
    struct brake_rules brake;
    const struct scheme *schemes; /* those that have rules, in byte order of id */
    size_t scheme_count;
    /* Digests of every file read, for run.json: path below the folder. */
    const struct rule_file {
        const char *path;
        char digest[DIGEST_HEX_SIZE];
    } *files;
    size_t file_count;
};

/* Where the templates of the programme of this id stand. */
const char *rule_set_folder(struct arena *arena, const struct rule_set *rules, const char *id);

/* The rules of a programme; NULL when it has none. */
const struct scheme *rule_set_scheme(const struct rule_set *rules, const struct programme *programme);

#endif
