/* run.h - the stages in order: an export folder to decisions and papers. */
#ifndef RUN_H
#define RUN_H

#include "base/arena.h"
#include "base/error.h"
#include "model/scheme.h"

#define GRADEPRESS_VERSION "0.1.0"

struct run_options {
    const char *input;
    const char *output;    /* NULL when nothing is written */
    const char *templates;
    const char *programme_folder; /* used in place of that programme's in `templates`; NULL: none */
    date as_of;            /* DATE_NONE: that of the export */
    const char *const *rulings; /* files from outside the folder */
    size_t ruling_count;
    const char *const *schemes; /* programmes decided; none: all */
    size_t scheme_count;
    const char *register_path; /* NULL: none */
    const char *confirmed;     /* digest of the plan that is confirmed; NULL: none */
    bool is_preview;           /* reads a register, never writes to it */
    int jobs;
    enum language language; /* of workbooks and page */
    bool is_quiet;
    bool shows_progress; /* standard error is a terminal */
};

/* What the caller learns of a run; lives in the arena given. */
struct run_summary {
    size_t rejected, held, held_back;
    size_t by_action[ACTION_COUNT];
    size_t certificates, packets;
    const char *brake;       /* why nothing was issued; NULL: it was */
    const char *plan_digest; /* what --confirm would take */
};

/* The whole run into options->output. */
RESULT run_whole(struct run_summary *summary, struct arena *arena, const struct run_options *options);

/* Decides, prints what would be issued, withdrawn and warned; writes nothing. */
RESULT run_dry(struct run_summary *summary, struct arena *arena, const struct run_options *options);

/* Reads and validates an export, prints counts per file and the rejects; writes nothing. */
RESULT run_check(struct run_summary *summary, struct arena *arena, const struct run_options *options);

/* Reads rules and templates without an export and tries every certificate with the longest texts it can be
 * given; prints what was checked. RULES when something is broken or has no room. */
RESULT run_check_templates(struct arena *arena, const struct run_options *options);

/* Prints the derivation of one unit's decisions. */
RESULT run_explain(struct run_summary *summary, struct arena *arena, const struct run_options *options,
                   const char *unit_id);

/* Writes one unit's papers into options->output, marked 样张, and prints their paths: what a designer looks at.
 * Needs no ruling, touches no register. INPUT when the unit has none. */
RESULT run_preview(struct arena *arena, const struct run_options *options, const char *unit_id);

/* Prints the rulings that the office filled into a decisions.xlsx, one record a line. When something
 * is wrong with them, prints every fault by cell to standard error and nothing else: INPUT. `register_path`
 * and `period`, where not NULL, are what the workbook must be of. */
RESULT run_rulings(struct arena *arena, const char *workbook, const char *register_path, const char *period);

/* Prints the rules in force: a summary of all programmes, or one programme with its
 * whole catalogue; as text or as JSON. */
RESULT run_schemes(struct arena *arena, const char *templates, const char *name, bool as_json);

#endif
