/* verify.h - the register's check of itself, in parts. Private to register/. */
#ifndef REGISTER_VERIFY_H
#define REGISTER_VERIFY_H

#include "base/message.h"
#include "register/reports.h"
#include "register/seals.h"
#include "register/written.h"

#include <sys/types.h>

struct verifying {
    struct register_file *file;
    struct arena *arena;   /* of the findings */
    struct arena *passing; /* of a row */
    struct verification *out;
    const char *known_head; /* NULL: none is known */
    int64_t known_length;   /* 0: not known */
    bool has_met_head;
    struct written *written;
};

/* Notes what was found at a place: said to people, in English for programs. */
void verify_fault(struct verifying *v, struct message where, struct message what);

/* The chain row by row; what each entry says of a row goes into v->written. */
RESULT verify_chain(struct verifying *v);
/* A row by its table and key, in v->passing. */
struct message verify_name(struct verifying *v, const char *table, const char *key);
/* Key of a row as entries of the chain name it: `of` is escaped as in JSON. */
struct idset_key verify_key(const char *table, const char *of);

/* The PDFs of the register, digested by a process of its own. */
struct archived {
    const char *key, *hex;
};
struct archive_check {
    struct archived *items;
    size_t count, capacity;
    pid_t pid;
    int faults; /* read end: lines of position and fault, in all languages */
};
RESULT archive_check_start(struct archive_check *check, struct verifying *v);
/* Waits and notes its faults; gives it up when something has failed so far. */
RESULT archive_check_finish(struct archive_check *check, struct verifying *v, struct result so_far);

#endif
