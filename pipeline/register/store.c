/* store.c - opening and closing the register. */
#include "register/store.h"

#include "base/file.h"
#include "register/seals.h"

#include <string.h>
#include <unistd.h>

static const char register_schema[] = {
#include "register/schema.sql.inc"
};

enum { APPLICATION_ID = 1196446257, SCHEMA_VERSION = 1 };

/* A commit of another takes a moment; whoever reads is let finish before one's own. */
enum { READER_PATIENCE_MS = 1000, COMMIT_PATIENCE_MS = 60000 };

const char *period_key(struct arena *arena, const char *period)
{
    return strlen(period) == 7 ? arena_printf(arena, "%s-~", period) : period;
}

static RESULT read_pragma(int64_t *out, const struct register_file *file, const char *pragma)
{
    struct sql q;
    bool has_row;

    TRY(sql_open(&q, file->db, file->path, pragma));
    struct result r = sql_step(&q, &has_row);
    *out = !r.kind && has_row ? sql_get_number(&q, 0) : 0;
    sql_close(&q);
    return r;
}

static RESULT count_tables(int64_t *out, const struct register_file *file)
{
    return read_pragma(out, file, "SELECT count(*) FROM sqlite_schema");
}

/* An empty file becomes a register; a register of an older version is brought forward. */
static RESULT check_schema(struct register_file *file, bool may_make)
{
    int64_t id, version, tables;

    TRY(read_pragma(&id, file, "PRAGMA application_id"));
    TRY(read_pragma(&version, file, "PRAGMA user_version"));
    TRY(count_tables(&tables, file));
    if (id == 0 && version == 0 && tables == 0) {
        file->is_new = true;
        return may_make ? sql_script(file->db, file->path, register_schema)
                        : FAIL(INPUT, "%s: the register is empty", file->path);
    }
    if (id != APPLICATION_ID)
        return FAIL(INPUT, "%s: is no register of gradepress", file->path);
    if (version > SCHEMA_VERSION)
        return FAIL(INPUT, "%s: was written by a newer gradepress (register version %lld, known up to %d)", file->path,
                    (long long)version, SCHEMA_VERSION);
    return version == SCHEMA_VERSION ? OK : FAIL(INPUT, "%s: register version %lld is not known", file->path, (long long)version);
}

static RESULT open_database(struct register_file *file, enum register_use use)
{
    int flags = SQLITE_OPEN_READWRITE | (use == REGISTER_WRITE ? SQLITE_OPEN_CREATE : 0);

    if (use != REGISTER_WRITE && !file_exists(file->path))
        return FAIL(INPUT, "%s: there is no register here", file->path);
    /* A reader too must be able to take back what a killed run left half done. */
    int status = sqlite3_open_v2(file->path, &file->db, flags | SQLITE_OPEN_NOFOLLOW, NULL);
    if (status != SQLITE_OK)
        return sql_fault(file->db, file->path, status);
    sqlite3_extended_result_codes(file->db, 1);
    TRY(seals_open(file));
    TRY(sql_script(file->db, file->path, "PRAGMA page_size = 16384; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON"));
    if (use == REGISTER_READ) {
        sqlite3_busy_timeout(file->db, READER_PATIENCE_MS);
        TRY(sql_script(file->db, file->path, "PRAGMA query_only = ON"));
        return check_schema(file, false);
    }
    if (sqlite3_db_readonly(file->db, "main") == 1)
        return FAIL(OUTPUT, "%s: the register cannot be written", file->path);
    TRY(sql_script(file->db, file->path, "BEGIN IMMEDIATE"));
    file->is_writing = true;
    return check_schema(file, use == REGISTER_WRITE);
}

RESULT register_open(struct register_file **out, struct arena *arena, const char *path, enum register_use use)
{
    struct register_file *file = ARENA_NEW(arena, struct register_file);

    *file = (struct register_file){.arena = arena, .path = path, .archive = arena_printf(arena, "%s.archive", path),
                                   .digest = digest_new()};
    struct result r = open_database(file, use);
    *out = r.kind ? NULL : file;
    if (r.kind)
        register_close(file);
    return r;
}

RESULT register_commit(struct register_file *file)
{
    sqlite3_busy_timeout(file->db, COMMIT_PATIENCE_MS);
    TRY(sql_script(file->db, file->path, "COMMIT"));
    file->is_writing = file->is_new = false;
    return OK;
}

void register_close(struct register_file *file)
{
    if (!file)
        return;
    sql_close(&file->append);
    if (file->is_writing)
        sqlite3_exec(file->db, "ROLLBACK", NULL, NULL, NULL);
    if (file->is_new && file->is_writing)
        unlink(file->path); /* still without a table: it was made by this run */
    sqlite3_close(file->db);
    file->db = NULL;
    digest_free(file->digest);
    file->digest = NULL;
}
