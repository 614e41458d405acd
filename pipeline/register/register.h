/* register.h - the office's memory between runs: certificates, decisions, their history.
 *
 * One SQLite file. A run opens it for writing, which keeps every other run out (BUSY);
 * nothing is changed before register_commit. INPUT: no register, a damaged or a newer
 * one. OUTPUT: it cannot be written. */
#ifndef REGISTER_REGISTER_H
#define REGISTER_REGISTER_H

#include "base/arena.h"
#include "base/error.h"
#include "model/ledger.h"

struct register_file;

enum register_use {
    REGISTER_READ,
    REGISTER_WRITE, /* makes the register when there is none */
    REGISTER_AMEND, /* writes to one that exists */
};

RESULT register_open(struct register_file **out, struct arena *arena, const char *path, enum register_use use);
/* Without a commit before, everything stays as it was. NULL-safe. */
void register_close(struct register_file *file);

/* What was known when `period` began. */
RESULT register_load(struct ledger **out, struct register_file *file, struct arena *arena,
                     const struct rule_set *rules, const char *period);

/* What stood about the subject of each packet of the plan, in its order, when the ledger's period began. */
RESULT register_histories(const struct history **out, struct register_file *file, struct arena *arena,
                          const struct ledger *ledger, const struct plan *plan);

/* The end of the audit chain. */
struct register_head {
    char digest[DIGEST_HEX_SIZE]; /* 64 zeros while the chain is empty */
    int64_t length;
};

/* Writes down what the run decided and issued, uncommitted: `lines` are those of
 * decisions.ndjson in the order of the plan, `decisions_digest` that of the file. A run
 * that says again what stands there changes nothing. INPUT when a later period stands
 * in the register and this run differs from what was recorded. */
RESULT register_record(struct register_file *file, struct arena *arena, const struct run *run,
                       const struct ledger *ledger, const char *const *lines, const char *decisions_digest,
                       struct register_head *head);
RESULT register_commit(struct register_file *file);

/* What tells registers apart: the digest of the audit chain after the first run ever recorded, which
 * covers the whole of that run, its export and its rules, and never changes afterwards. The first run
 * itself sees it once it has called register_record. "" while no run is recorded. */
RESULT register_identity(char identity[DIGEST_HEX_SIZE], struct register_file *file, struct arena *arena);
/* The last period recorded; NULL: none. */
RESULT register_last_period(const char **period, struct register_file *file, struct arena *arena);

/* --- the archive of issued PDFs, beside the register --- */

/* The path of the archived PDF of an issue that stands in the register with the same facts, or NULL. */
RESULT register_archived(const char **path, struct register_file *file, struct arena *arena, const struct issue *issue);
/* Its bytes; NULL when it is missing or altered. */
RESULT register_read_archived(char **bytes, size_t *length, struct arena *arena, const char *path);
/* Keeps a PDF under its digest, in its place once the register is committed. Any number of processes may. */
RESULT register_archive(struct register_file *file, struct arena *arena, const void *bytes, size_t length);

#endif
