/* create.c - a register that is not there yet appears whole: an empty file is never one. */
#include "register/store.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char register_schema[] = {
#include "register/schema.sql.inc"
};

/* The bytes of a register without rows; released with sqlite3_free. */
static RESULT blank_register(unsigned char **bytes, sqlite3_int64 *length, const char *path)
{
    sqlite3 *db;
    int status = sqlite3_open(":memory:", &db);
    struct result r = status == SQLITE_OK ? sql_script(db, path, register_schema) : sql_fault(db, path, status);

    *bytes = r.kind ? NULL : sqlite3_serialize(db, "main", length, 0);
    if (!r.kind && !*bytes)
        r = FAIL(DEFECT, "%s: no register could be made", path);
    sqlite3_close(db);
    return r;
}

static bool write_all(int fd, const unsigned char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = write(fd, bytes, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes += n;
        length -= (size_t)n;
    }
    return true;
}

/* Whether the name still leads to the open file: another run may have been faster. */
static bool is_still(int fd, const char *name)
{
    struct stat held, named;

    return fstat(fd, &held) == 0 && lstat(name, &named) == 0 && held.st_dev == named.st_dev &&
           held.st_ino == named.st_ino;
}

static RESULT fill(int fd, const char *fresh, const char *path)
{
    unsigned char *bytes;
    sqlite3_int64 length;

    TRY(blank_register(&bytes, &length, path));
    bool is_written = ftruncate(fd, 0) == 0 && write_all(fd, bytes, (size_t)length) && fsync(fd) == 0;
    struct result r = is_written && rename(fresh, path) == 0 ? OK : FAIL(OUTPUT, "%s: %s", path, error_reason(errno));
    sqlite3_free(bytes);
    return r;
}

/* Written beside its name under a lock that goes with the file. */
RESULT store_create(bool *is_made, struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *fresh = arena_printf(arena, "%.*s.%s.new", slash ? (int)(slash + 1 - path) : 0, path,
                                     slash ? slash + 1 : path);
    int fd = open(fresh, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    struct result r = OK;

    *is_made = false;
    if (fd < 0)
        return FAIL(OUTPUT, "%s: %s", path, error_reason(errno));
    if (flock(fd, LOCK_EX | LOCK_NB) != 0)
        r = errno == EWOULDBLOCK ? FAIL(BUSY, "%s: another run holds the register", path)
                                 : FAIL(OUTPUT, "%s: %s", path, error_reason(errno));
    else if (!is_still(fd, fresh))
        r = FAIL(BUSY, "%s: another run holds the register", path);
    else if (file_exists(path))
        unlink(fresh);
    else
        r = fill(fd, fresh, path);
    if (r.kind && r.kind != ERROR_BUSY)
        unlink(fresh);
    *is_made = !r.kind && is_still(fd, path);
    close(fd);
    return r;
}
