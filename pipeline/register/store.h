/* store.h - the open register. Private to register/. */
#ifndef REGISTER_STORE_H
#define REGISTER_STORE_H

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
};

/* Makes a register without any rows, whole or not at all; *is_made is false when another run was faster. */
RESULT store_create(bool *is_made, struct arena *arena, const char *path);

/* Periods sort in time: a month stands behind its supplementary runs. */
const char *period_key(struct arena *arena, const char *period);

/* Appends an entry (canonical JSON) to the audit chain. */
RESULT audit_append(struct register_file *file, struct arena *arena, const char *entry);
RESULT audit_head(struct register_file *file, struct arena *arena, struct register_head *head);
/* Checks the chain row by row: *faulty is the first row that is not as it must be; 0: none. */
RESULT audit_verify(struct register_file *file, int64_t *faulty, struct register_head *head);

/* PDFs of the run stand in the archive's folder "new" until the register is committed. What a
 * killed run left there is put in its place when the register knows it, else removed. */
RESULT archive_recover(struct register_file *file);
RESULT archive_sync(struct register_file *file);  /* before the commit */
RESULT archive_place(struct register_file *file); /* after it */
void archive_discard(struct register_file *file); /* without one */

#endif
