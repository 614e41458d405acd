/* sql.h - statements of SQLite: the only door to it. Private to register/.
 *
 * Values are bound from 1 on; the first failure of a statement sticks and is
 * reported by sql_step. */
#ifndef REGISTER_SQL_H
#define REGISTER_SQL_H

#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sql {
    sqlite3 *db;
    sqlite3_stmt *statement;
    const char *path; /* of the register, for messages */
    int status;
};

/* The failure of the last call as a result: BUSY, INPUT (not a register, or damaged) or OUTPUT. */
struct result sql_fault(sqlite3 *db, const char *path, int status);

RESULT sql_open(struct sql *q, sqlite3 *db, const char *path, const char *text);
void sql_text(struct sql *q, int at, const char *text); /* NULL is null */
void sql_number(struct sql *q, int at, int64_t number);
void sql_day(struct sql *q, int at, date day); /* DATE_NONE is null */
/* Next row, or the whole of a change; false when there is none. */
RESULT sql_step(struct sql *q, bool *has_row);
/* Steps a statement that yields no row and makes it ready for the next. */
RESULT sql_run(struct sql *q);
/* Makes it ready for other values. */
void sql_again(struct sql *q);
void sql_close(struct sql *q); /* NULL-safe for a statement never opened */

/* Columns from 0 on; texts are copied into the arena, NULL stays NULL. */
const char *sql_get_text(const struct sql *q, struct arena *arena, int column);
/* The same text where it lies, "" for NULL: until the next step. */
const char *sql_peek_text(const struct sql *q, int column);
int64_t sql_get_number(const struct sql *q, int column);
date sql_get_day(const struct sql *q, int column); /* null is DATE_NONE */

/* Several statements without values. */
RESULT sql_script(sqlite3 *db, const char *path, const char *text);

#endif
