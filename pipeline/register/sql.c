/* sql.c - SQLite's statements and failures. */
#include "register/sql.h"

#include <errno.h>
#include <string.h>

struct result sql_fault(sqlite3 *db, const char *path, int status)
{
    const char *why = db ? sqlite3_errmsg(db) : sqlite3_errstr(status);
    int failed = db ? sqlite3_system_errno(db) : 0;

    switch (status & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return FAIL(BUSY, "%s: another run holds the register", path);
    case SQLITE_NOTADB: return FAIL(INPUT, "%s: is no register of gradepress", path);
    case SQLITE_CORRUPT: return FAIL(INPUT, "%s: the register is damaged; restore it from a copy", path);
    case SQLITE_ERROR: /* a table, a column, a figure is not as the schema has it */
        return FAIL(INPUT, "%s: the register is damaged (%s); restore it from a copy", path, why);
    case SQLITE_FULL: return FAIL(OUTPUT, "%s: %s", path, error_reason(ENOSPC));
    case SQLITE_READONLY:
    case SQLITE_PERM: return FAIL(OUTPUT, "%s: the register cannot be written", path);
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
        return FAIL(OUTPUT, "%s: %s", path,
                    failed ? error_reason(failed) : error_say("the register cannot be read or written"));
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_CONSTRAINT: return FAIL(DEFECT, "%s: %s", path, why);
    default: return FAIL(OUTPUT, "%s: %s", path, why);
    }
}

RESULT sql_open(struct sql *q, sqlite3 *db, const char *path, const char *text)
{
    *q = (struct sql){.db = db, .path = path};
    q->status = sqlite3_prepare_v2(db, text, -1, &q->statement, NULL);
    return q->status == SQLITE_OK ? OK : sql_fault(db, path, q->status);
}

static void keep(struct sql *q, int status)
{
    if (q->status == SQLITE_OK)
        q->status = status;
}

void sql_text(struct sql *q, int at, const char *text)
{
    keep(q, text ? sqlite3_bind_text(q->statement, at, text, -1, SQLITE_TRANSIENT) : sqlite3_bind_null(q->statement, at));
}

void sql_number(struct sql *q, int at, int64_t number)
{
    keep(q, sqlite3_bind_int64(q->statement, at, number));
}

void sql_day(struct sql *q, int at, date day)
{
    char text[DATE_TEXT_SIZE];

    sql_text(q, at, day == DATE_NONE ? NULL : date_text(day, text));
}

RESULT sql_step(struct sql *q, bool *has_row)
{
    int status = q->status == SQLITE_OK ? sqlite3_step(q->statement) : q->status;

    *has_row = status == SQLITE_ROW;
    return status == SQLITE_ROW || status == SQLITE_DONE ? OK : sql_fault(q->db, q->path, status);
}

RESULT sql_run(struct sql *q)
{
    bool has_row;

    TRY(sql_step(q, &has_row));
    sql_again(q);
    return OK;
}

void sql_again(struct sql *q)
{
    sqlite3_reset(q->statement);
    sqlite3_clear_bindings(q->statement);
    q->status = SQLITE_OK;
}

void sql_close(struct sql *q)
{
    sqlite3_finalize(q->statement);
    q->statement = NULL;
}

const char *sql_get_text(const struct sql *q, struct arena *arena, int column)
{
    const unsigned char *text = sqlite3_column_text(q->statement, column);

    return text ? arena_strdup(arena, (const char *)text) : NULL;
}

const char *sql_peek_text(const struct sql *q, int column)
{
    const unsigned char *text = sqlite3_column_text(q->statement, column);

    return text ? (const char *)text : "";
}

int64_t sql_get_number(const struct sql *q, int column)
{
    return sqlite3_column_int64(q->statement, column);
}

date sql_get_day(const struct sql *q, int column)
{
    const unsigned char *text = sqlite3_column_text(q->statement, column);
    date day;

    return text && date_parse_plain((const char *)text, &day) ? day : DATE_NONE;
}

RESULT sql_script(sqlite3 *db, const char *path, const char *text)
{
    int status = sqlite3_exec(db, text, NULL, NULL, NULL);

    return status == SQLITE_OK ? OK : sql_fault(db, path, status);
}
