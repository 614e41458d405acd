/* recording.h - a run on its way into the register. Private to register/.
 *
 * Every writer changes a row only where it differs from what stands there, and adds an
 * entry to the audit chain when it did. */
#ifndef REGISTER_RECORDING_H
#define REGISTER_RECORDING_H

#include "register/seals.h"

struct recording {
    struct register_file *file;
    struct arena *arena;   /* of the recording */
    struct arena *passing; /* of a row */
    const struct run *run;
    const struct ledger *ledger;
    const char *const *lines; /* of decisions.ndjson, in the order of the plan */
    const char *key;
    /* What approved changes make of units, by unit; NULL: nothing. */
    struct unit_change { const char *name, *registered_address; } *unit_changes;
    /* What this run has rows of, for the removal of those an earlier run of the period made: */
    LIST_OF(const char *) touched;  /* certificates whose status it changes, as recording_certificate says them */
    LIST_OF(const char *) imported; /* holdings first seen in this period, the same */
    LIST_OF(const char *) settled;  /* violations: scheme/evidence_id */
    LIST_OF(const char *) agreements;
    size_t changes; /* rows that differ from what stood there */
    const struct seal *seal;       /* of the table written to */
    const char *of, *row;          /* the row changed last: its name, its digest; NULL: it was removed */
};

/* A member of an entry of the audit chain; NULL is null. */
struct member {
    const char *name, *text;
};

/* Adds an entry on the row changed last: canonical JSON of these members and of those
 * that tie the row to the chain (seals.h). */
RESULT recording_note(struct recording *r, const struct member *members, size_t count);
#define NOTE(r, ...)                                             \
    recording_note((r), (const struct member[]){__VA_ARGS__},    \
                   sizeof((const struct member[]){__VA_ARGS__}) / sizeof(struct member))

/* Text of a day in the arena of the row; NULL for none. */
const char *recording_day(struct recording *r, date day);

/* Opens a change of the table: the statement, which ends before a RETURNING of its own. */
RESULT recording_open(struct recording *r, struct sql *q, enum sealed_table table, const char *text);
/* As recording_open, for a DELETE. */
RESULT recording_open_removal(struct recording *r, struct sql *q, enum sealed_table table, const char *text);

/* scheme/number/version */
const char *recording_certificate(struct arena *arena, const struct programme *programme, const char *number,
                                  int version);

/* Runs a change; true when it changed a row. */
RESULT recording_apply(struct recording *r, struct sql *q, bool *has_changed);

/* One statement over `count` items, each by `one`. */
typedef RESULT row_writer(struct recording *r, struct sql *q, size_t index);
RESULT recording_rows(struct recording *r, enum sealed_table table, const char *text, size_t count, row_writer *one);
RESULT recording_removals(struct recording *r, enum sealed_table table, const char *text, size_t count, row_writer *one);

/* The decision of this run on a proposal; NULL: none. */
const struct decision *recording_decision(const struct recording *r, const char *proposal_id);

/* Units, agreements, certificates and what became of them. */
RESULT holdings_record(struct recording *r);
/* Removes what an earlier run of this period wrote and this one did not. */
RESULT stale_remove(struct recording *r);
/* Track id of a programme; NULL where there is none. */
const char *holdings_track(const struct programme *programme, int track);

#endif
