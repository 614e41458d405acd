/* written.h - what the audit chain says of each row: its last entry. Private to register/. */
#ifndef REGISTER_WRITTEN_H
#define REGISTER_WRITTEN_H

#include "base/idset.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The digest is kept to its first half, which nobody can meet by trying. */
enum { WRITTEN_DIGEST_BYTES = 16 };

struct written_row {
    struct idset_key key;
    bool is_gone; /* removed, as the chain says */
    bool is_seen; /* found in its table */
    int64_t seq;
    unsigned char digest[WRITTEN_DIGEST_BYTES];
};

/* Grows as it is filled; a few dozen bytes a row. */
struct written;

struct written *written_new(void);
void written_free(struct written *written); /* NULL-safe */

/* An entry of the chain on the row; `hex` NULL: it was removed. False when `hex` is no digest. */
bool written_put(struct written *written, struct idset_key key, int64_t seq, const char *hex);
/* NULL: the chain does not know it. */
struct written_row *written_find(struct written *written, struct idset_key key);
bool written_equals(const struct written_row *row, const char *hex);

/* Rows in the order the chain first named them. */
size_t written_count(const struct written *written);
const struct written_row *written_at(const struct written *written, size_t index);

#endif
