/* reports.h - what the register tells: queries as tables, the register's own check, corrections.
 *
 * Tables and texts live in the arena given. INPUT: what was asked for is not in the
 * register, or the register is damaged. */
#ifndef REGISTER_REPORTS_H
#define REGISTER_REPORTS_H

#include "base/date.h"
#include "base/grid.h"
#include "model/scheme.h"
#include "register/register.h"

/* --- certificates --- */

struct holding_filter {
    const char *unit, *scheme, *status; /* NULL: all */
};
RESULT register_list(struct grid *out, struct register_file *file, struct arena *arena,
                     const struct holding_filter *filter);

/* One version of a certificate. */
struct version_report {
    struct grid facts; /* one row */
    struct grid history, decisions, corrections;
};
struct number_report {
    LIST_OF(struct version_report) versions;
    struct grid runs; /* of the periods in which something became of it */
};
/* Every version of a number; of the scheme, or of all that have it (NULL). */
RESULT register_show(struct number_report *out, struct register_file *file, struct arena *arena, const char *no,
                     const char *scheme);

/* --- a unit --- */

struct unit_report {
    struct grid names, decisions;
};
RESULT register_history(struct unit_report *out, struct register_file *file, struct arena *arena, const char *unit_id);

/* --- two periods --- */

/* Who holds, attains or is proposed something else in the second period, and the
 * requirements that moved them. */
RESULT register_compare(struct grid *out, struct register_file *file, struct arena *arena, const char *before,
                        const char *after);

/* --- a day --- */

enum { STATUS_DAYS = 60 }; /* how far ahead one looks */

struct status_report {
    struct grid valid;          /* numbers of certificates by scheme, track and level */
    struct grid ending;         /* certificates */
    struct grid reviews;        /* overdue, open or opening */
    struct grid rectifications; /* open deadlines */
    struct grid agreements;     /* ending */
};
/* As of a day, with what the runs up to it did. */
RESULT register_status(struct status_report *out, struct register_file *file, struct arena *arena,
                       const struct rule_set *rules, date day);

/* --- the whole --- */

/* Every row of every table as a line of JSON, handed on piece by piece. */
typedef RESULT register_sink(void *context, const void *bytes, size_t length);
RESULT register_export(struct register_file *file, register_sink *sink, void *context);

struct verification {
    struct register_head head;
    int64_t rows, papers;  /* checked against the chain; PDFs in the archive */
    int64_t fault_count;
    struct grid faults; /* where, what; the first of many */
};
/* The chain row by row, every row of the tables against the chain, the archive. `head` is
 * the end of the chain as it was once known (NULL: not known), `length` its length (0). */
RESULT register_verify(struct verification *out, struct register_file *file, struct arena *arena, const char *head,
                       int64_t length);

/* --- corrections --- */

/* What is put right of a holding that was imported wrongly; NULL and DATE_NONE: as it was. */
struct correction {
    const char *no, *scheme; /* NULL: the only one with this number */
    const char *reason, *by;
    const char *level, *status, *unit;
    date valid_from, valid_to, counted_from;
};
/* Uncommitted. The file is open to be amended. USAGE: nothing to correct, or no such level or unit. */
RESULT register_correct(struct register_file *file, struct arena *arena, const struct rule_set *rules,
                        const struct correction *correction);

#endif
