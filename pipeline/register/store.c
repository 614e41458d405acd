/* store.c - opening and closing the register. */
#include "register/store.h"

#include "base/file.h"
#include "register/seals.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { APPLICATION_ID = 1196446257, SCHEMA_VERSION = 1 };
/* Who reads waits for a commit, and a commit for who reads; a second run never waits. */
enum { WAIT_MILLISECONDS = 60000 };

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

static RESULT check_schema(const struct register_file *file)
{
    int64_t id, version;

    TRY(read_pragma(&id, file, "PRAGMA application_id"));
    TRY(read_pragma(&version, file, "PRAGMA user_version"));
    if (id != APPLICATION_ID)
        return FAIL(INPUT, "%s: is no register of gradepress", file->path);
    if (version > SCHEMA_VERSION)
        return FAIL(INPUT, "%s: was written by a newer gradepress (register version %lld, known up to %d)", file->path,
                    (long long)version, SCHEMA_VERSION);
    return version == SCHEMA_VERSION ? OK : FAIL(INPUT, "%s: register version %lld is not known", file->path, (long long)version);
}

/* What stands at the path, before SQLite sees it. */
static RESULT check_file(const struct register_file *file, const struct stat *st, enum register_use use)
{
    const char *slash = strrchr(file->path, '/');
    const char *folder = slash ? arena_printf(file->arena, "%.*s", (int)(slash + 1 - file->path), file->path) : ".";

    if (S_ISLNK(st->st_mode))
        return FAIL(INPUT, "%s: is a symbolic link; name the register itself", file->path);
    if (S_ISDIR(st->st_mode))
        return FAIL(INPUT, "%s: is a folder, a register is a file", file->path);
    if (!S_ISREG(st->st_mode))
        return FAIL(INPUT, "%s: found no ordinary file, expected one", file->path);
    if (st->st_size == 0)
        return FAIL(INPUT, "%s: is empty, which a register never is; restore it from a copy, or remove it to begin a new "
                           "one", file->path);
    if (access(file->path, R_OK) != 0)
        return FAIL(INPUT, "%s: cannot be read: %s", file->path, error_reason(errno));
    if (use != REGISTER_READ && access(file->path, W_OK) != 0)
        return FAIL(OUTPUT, "%s: the register cannot be written: %s", file->path, error_reason(errno));
    if (use != REGISTER_READ && access(folder, W_OK | X_OK) != 0)
        return FAIL(OUTPUT, "%s: nothing can be written into the folder of the register: %s", folder,
                    error_reason(errno));
    return OK;
}

static RESULT find_file(struct register_file *file, enum register_use use)
{
    struct stat st;

    if (lstat(file->path, &st) == 0)
        return check_file(file, &st, use);
    if (use != REGISTER_WRITE)
        return errno == ENOENT ? FAIL(INPUT, "%s: there is no register here", file->path)
                               : FAIL(INPUT, "%s: %s", file->path, error_reason(errno));
    return errno == ENOENT ? store_create(&file->is_new, file->arena, file->path)
                           : FAIL(OUTPUT, "%s: %s", file->path, error_reason(errno));
}

/* False when the file was removed while it was being opened: by the run that had made it and failed. */
static bool is_in_place(const struct register_file *file)
{
    int has_moved = 0;

    return sqlite3_file_control(file->db, "main", SQLITE_FCNTL_HAS_MOVED, &has_moved) == SQLITE_OK && !has_moved;
}

/* Read-write in both uses: what a killed run left half done is undone by whoever comes next. */
static RESULT open_database(struct register_file *file, enum register_use use)
{
    TRY(find_file(file, use));
    int status = sqlite3_open_v2(file->path, &file->db, SQLITE_OPEN_READWRITE, NULL);
    if (status != SQLITE_OK)
        return sql_fault(file->db, file->path, status);
    sqlite3_extended_result_codes(file->db, 1);
    TRY(seals_open(file));
    TRY(sql_script(file->db, file->path,
                   "PRAGMA page_size = 16384; PRAGMA foreign_keys = ON; PRAGMA synchronous = EXTRA;"
                   " PRAGMA cell_size_check = ON"));
    if (use == REGISTER_READ) {
        sqlite3_busy_timeout(file->db, WAIT_MILLISECONDS);
        TRY(sql_script(file->db, file->path, "PRAGMA query_only = ON"));
        return check_schema(file);
    }
    TRY(check_schema(file)); /* before anything is locked: a foreign file is left alone */
    if (sqlite3_db_readonly(file->db, "main") == 1)
        return FAIL(OUTPUT, "%s: the register cannot be written", file->path);
    TRY(sql_script(file->db, file->path, "BEGIN IMMEDIATE"));
    file->is_writing = true;
    if (!is_in_place(file))
        return FAIL(BUSY, "%s: another run holds the register", file->path);
    return archive_recover(file);
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
    TRY(archive_prepare(file));
    sqlite3_busy_timeout(file->db, WAIT_MILLISECONDS);
    TRY(sql_script(file->db, file->path, "COMMIT"));
    file->is_writing = file->is_new = false;
    archive_place(file);
    return OK;
}

/* Removed before it is let go, so that no other run takes a register that is about to vanish. */
void register_close(struct register_file *file)
{
    if (!file)
        return;
    sql_close(&file->append);
    if (file->is_writing) {
        archive_discard(file);
        if (file->is_new)
            unlink(file->path);
        sqlite3_exec(file->db, "ROLLBACK", NULL, NULL, NULL);
    }
    sqlite3_close(file->db);
    file->db = NULL;
    digest_free(file->digest);
    file->digest = NULL;
}
