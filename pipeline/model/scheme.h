/* scheme.h - the rules of the programmes as data, from templates/NAME/scheme.json.
 *
 * Immutable once loaded; everything lives in the arena given to the loader.
 * Levels are positions in programme->levels, lowest first. */
#ifndef MODEL_SCHEME_H
#define MODEL_SCHEME_H

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

enum metric_source { METRIC_EVIDENCE, METRIC_SUBMISSIONS };
enum metric_fold { FOLD_COUNT, FOLD_COUNT_DISTINCT, FOLD_SUM, FOLD_MAX };

/* field = value, for boolean fields and words. */
struct metric_filter {
    int field;
    bool boolean; /* wanted value of a boolean field */
    int position; /* wanted word of a word field */
};

enum { MAX_FILTERS = 4, MAX_METRICS = 24, MAX_METRICS_OF_KIND = 8 };

/* A filter and a fold over one kind of record in the days that count. */
struct metric {
    const char *id;
    const char *name; /* Chinese */
    const char *unit_of_measure; /* 组, 次, 个工作日 … */
    enum metric_source source;
    int kind;
    struct metric_filter filters[MAX_FILTERS];
    size_t filter_count;
    enum metric_fold fold;
    int of; /* field folded; -1 for FOLD_COUNT */
};

enum comparison { AT_LEAST, AT_MOST, IS_TRUE };

/* Compares a metric or a fact of the application with a threshold per level. */
struct condition {
    int metric;                    /* position in scheme->metrics; -1: a fact */
    const char *facts[MAX_LEVELS]; /* fact asked at each level; NULL for metrics */
    enum comparison comparison;
    struct exact thresholds[MAX_LEVELS];
};

enum { MAX_CONDITIONS = 4 };

/* A requirement of one list: met when all its conditions are. A numeric one has
 * a single at-least condition and reports its value; a yes/no one reports 1 or 0. */
struct requirement {
    const char *id;
    const char *clause;
    const char *name;              /* Chinese heading, as in the document */
    const char *texts[MAX_LEVELS]; /* the document's words at each level; NULL: not asked there */
    bool is_numeric;
    bool doubles_for_early_upgrade; /* counts as outstanding only at the multiple */
    struct condition conditions[MAX_CONDITIONS];
    size_t condition_count;
};

struct requirement_list {
    const struct requirement *items;
    size_t count;
};

enum shortfall { /* what follows when a review attains less than is held */
    SHORTFALL_ONE_LEVEL, /* downgrade by exactly one level, the lowest is revoked */
    SHORTFALL_REVOKE,
};

/* Words of the documents: all Chinese. */
struct scheme_words {
    const char *name;              /* whole name of the programme */
    const char *short_name;
    const char *document;          /* the rule document with its version */
    const char *operator_name;     /* who runs the programme, issues and seals */
    const char *signatory;         /* who signs for it */
    const char *certificate_title; /* heading of the certificate */
    const char *honour;            /* title the certificate grants */
    const char *level_names[MAX_LEVELS];
};

struct scheme {
    const struct programme *programme;
    struct scheme_words words;
    const char *number_pattern; /* literal text with {year} and {serial:N} */
    const char *verify_url;     /* prefix of the QR text; NULL: none */
    char digest[DIGEST_HEX_SIZE];

    /* Review of a holder. */
    struct parameter opens_working_days;
    struct parameter overdue_days;
    struct parameter term_months; /* a term lasts so many months less a day */
    enum shortfall shortfall;
    const char *shortfall_clause;
    const char *review_clause;
    bool warning_renews; /* a warning at a review renews the certificate */
    int violation_metric; /* counts confirmed violations; -1: none */
    const char *violation_clause;
    const char *upgrade_clause;
    bool has_early_upgrade;
    struct parameter early_multiple;
    const char *early_clause;
    struct requirement_list review;

    /* Applicants. */
    bool has_trial;
    struct parameter trial_months;
    const char *trial_clause;
    const char *application_clause;
    struct requirement_list application;

    const char *change_clause;
    const char *withdrawal_clause; /* NULL: office policy */

    bool needs_approval[ACTION_COUNT];
    struct parameter objection_days; /* working days to object to an adverse proposal */

    const struct metric *metrics;
    size_t metric_count;
};

/* Fonts and sizes of the papers, templates/style.json. */
struct font_style {
    const char *serif;      /* family of running text and certificates */
    const char *sans;       /* family of tables and headings */
    const char *const *rare; /* families tried in order for characters these lack */
    size_t rare_count;
    double body_points;
    double table_points;
    double heading_points;
    double name_floor_points; /* names shrink no further, then wrap */
};

struct rule_set {
    const char *folder; /* of the templates */
    struct vocabulary vocabulary;
    struct calendar calendar;
    char calendar_digest[DIGEST_HEX_SIZE];
    struct font_style style;
    const struct scheme *schemes; /* those that have rules, in byte order of id */
    size_t scheme_count;
    /* Digests of every file read, for run.json: path below the folder. */
    const struct rule_file {
        const char *path;
        char digest[DIGEST_HEX_SIZE];
    } *files;
    size_t file_count;
};

/* The rules of a programme; NULL when it has none. */
const struct scheme *rule_set_scheme(const struct rule_set *rules, const struct programme *programme);

#endif
