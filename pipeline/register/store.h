/* store.h - the open register. Private to register/. */
#ifndef REGISTER_STORE_H
#define REGISTER_STORE_H

#include "base/digest.h"
#include "register/register.h"
#include "register/sql.h"

struct register_file {
    struct arena *arena;
    const char *path;
    const char *archive; /* folder of the issued PDFs */
    sqlite3 *db;
    bool is_writing; /* in a transaction */
    bool is_new;     /* made by this run: removed again without a commit */
    bool has_head;
    struct register_head head; /* of the audit chain, and what appends to it; once something was appended */
    struct sql append;
    struct digest *digest; /* of one row at a time */
};

/* Makes a register without any rows, whole or not at all; *is_made is false when another run was faster. */
RESULT store_create(bool *is_made, struct arena *arena, const char *path);

/* Periods sort in time: a month stands behind its supplementary runs. */
const char *period_key(struct arena *arena, const char *period);

/* Appends an entry (canonical JSON) to the audit chain. */
RESULT audit_append(struct register_file *file, struct arena *arena, const char *entry);
RESULT audit_head(struct register_file *file, struct arena *arena, struct register_head *head);
/* The digest of an entry behind that of the row before. */
void audit_seal(struct register_file *file, const char *before, const char *entry, char hex[DIGEST_HEX_SIZE]);

/* Path of an archived PDF by its digest. */
const char *archive_path(const struct register_file *file, struct arena *arena, const char *hex);

/* PDFs of the run stand in the archive's folder "new" until the register is committed. What a
 * killed run left there is put in its place when the register knows it, else removed. */
RESULT archive_recover(struct register_file *file);
RESULT archive_prepare(struct register_file *file); /* before the commit */
void archive_place(struct register_file *file);     /* after it */
void archive_discard(struct register_file *file); /* without one */

#endif
