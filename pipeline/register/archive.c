/* archive.c - issued PDFs, kept once under their digest beside the register. */
#include "register/store.h"

#include "base/digest.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ARCHIVE/ab/abcdef….pdf */
const char *archive_path(const struct register_file *file, struct arena *arena, const char *hex)
{
    return arena_printf(arena, "%s/%.2s/%s.pdf", file->archive, hex, hex);
}

RESULT register_archived(const char **path, struct register_file *file, struct arena *arena, const struct issue *issue)
{
    bool has_row;
    struct sql q;

    *path = NULL;
    TRY(sql_open(&q, file->db, file->path,
                 "SELECT pdf_sha256 FROM certificates WHERE scheme = ?1 AND certificate_no = ?2 AND version = ?3"
                 " AND facts = ?4"));
    sql_text(&q, 1, issue->scheme->programme->id);
    sql_text(&q, 2, issue->certificate_no);
    sql_number(&q, 3, issue->version);
    sql_text(&q, 4, issue->facts);
    struct result r = sql_step(&q, &has_row);
    const char *hex = !r.kind && has_row ? sql_get_text(&q, arena, 0) : NULL;
    sql_close(&q);
    if (hex && file_exists(archive_path(file, arena, hex)))
        *path = archive_path(file, arena, hex);
    return r;
}

static RESULT make_folder(const char *path)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST ? OK : FAIL(OUTPUT, "%s: %s", path, strerror(errno));
}

static RESULT write_synced(const char *path, const void *bytes, size_t length)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool is_written = fd >= 0;
    int failed = errno;

    for (size_t done = 0; is_written && done < length;) {
        ssize_t n = write(fd, (const char *)bytes + done, length - done);
        is_written = n > 0 || (n < 0 && errno == EINTR);
        done += n > 0 ? (size_t)n : 0;
    }
    is_written = is_written && fsync(fd) == 0;
    if (!is_written)
        failed = errno;
    if (fd >= 0 && close(fd) != 0)
        is_written = false;
    return is_written ? OK : FAIL(OUTPUT, "%s: %s", path, strerror(failed));
}

/* Written beside its name first, so that what has the name is whole. */
RESULT register_archive(struct register_file *file, struct arena *arena, const void *bytes, size_t length)
{
    char hex[DIGEST_HEX_SIZE];

    digest_of(bytes, length, hex);
    const char *path = archive_path(file, arena, hex), *fresh = arena_printf(arena, "%s.%ld", path, (long)getpid());
    if (file_exists(path))
        return OK;
    TRY(make_folder(file->archive));
    TRY(make_folder(arena_printf(arena, "%s/%.2s", file->archive, hex)));
    TRY(write_synced(fresh, bytes, length));
    if (rename(fresh, path) != 0)
        return FAIL(OUTPUT, "%s: %s", path, strerror(errno));
    return OK;
}
