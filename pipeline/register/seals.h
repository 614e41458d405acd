/* seals.h - what ties each row of the register to the audit chain. Private to register/.
 *
 * An entry of the chain names the row it wrote (members `table` and `of`) and holds the
 * digest of what it wrote (`row`; null: the row was removed). The digest is SHA-256 over
 * the row's columns in order: a null as "n", a number as "i" and its digits, a text as
 * "t", its length in bytes, ":" and its bytes; each followed by ";". SQL knows it as
 * sealed(column, …). */
#ifndef REGISTER_SEALS_H
#define REGISTER_SEALS_H

#include "register/store.h"

enum sealed_table {
    SEALED_UNITS,
    SEALED_AGREEMENTS,
    SEALED_CERTIFICATES,
    SEALED_CHANGES,
    SEALED_CORRECTIONS,
    SEALED_DECISIONS,
    SEALED_VIOLATIONS,
    SEALED_COUNTS,
    SEALED_RUNS,
    SEALED_TABLE_COUNT
};

struct seal {
    const char *table;
    const char *key;     /* SQL: a text that names the row to people */
    const char *columns; /* SQL: what is sealed */
};
const struct seal *seal_of(enum sealed_table table);

/* Makes sealed() known to the open register. */
RESULT seals_open(struct register_file *file);

#endif
