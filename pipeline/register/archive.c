/* archive.c - issued PDFs, kept once under their digest beside the register.
 *
 * ARCHIVE/ab/abcdef….pdf is one that the register knows. What a run draws stands in
 * ARCHIVE/new until its transaction is committed, so that a run that comes to nothing
 * leaves nothing. */
#include "register/store.h"

#include "base/digest.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_PDF_BYTES = 16 << 20 };

const char *archive_path(const struct register_file *file, struct arena *arena, const char *hex)
{
    return arena_printf(arena, "%s/%.2s/%s.pdf", file->archive, hex, hex);
}

static const char *waiting_folder(const struct register_file *file, struct arena *arena)
{
    return arena_printf(arena, "%s/new", file->archive);
}

/* --- reading --- */

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

/* The name is the digest. */
static bool is_intact(const char *path, const void *bytes, size_t length)
{
    char hex[DIGEST_HEX_SIZE];

    digest_of(bytes, length, hex);
    return strncmp(strrchr(path, '/') + 1, hex, DIGEST_HEX_SIZE - 1) == 0;
}

RESULT register_read_archived(char **bytes, size_t *length, struct arena *arena, const char *path)
{
    TRY(file_read(bytes, length, arena, path, MAX_PDF_BYTES, ERROR_INPUT));
    if (!is_intact(path, *bytes, *length))
        *bytes = NULL;
    return OK;
}

/* --- writing --- */

static RESULT make_folder(const char *path)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST ? OK : FAIL(OUTPUT, "%s: %s", path, error_reason(errno));
}

static RESULT write_whole(const char *path, const void *bytes, size_t length)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool is_written = fd >= 0;
    int failed = errno;

    for (size_t done = 0; is_written && done < length;) {
        ssize_t n = write(fd, (const char *)bytes + done, length - done);
        is_written = n > 0 || (n < 0 && errno == EINTR);
        failed = errno;
        done += n > 0 ? (size_t)n : 0;
    }
    if (fd >= 0 && close(fd) != 0 && is_written) {
        is_written = false;
        failed = errno;
    }
    return is_written ? OK : FAIL(OUTPUT, "%s: %s", path, error_reason(failed));
}

RESULT register_archive(struct register_file *file, struct arena *arena, const void *bytes, size_t length)
{
    char hex[DIGEST_HEX_SIZE], found[DIGEST_HEX_SIZE];

    digest_of(bytes, length, hex);
    const char *path = archive_path(file, arena, hex);
    if (file_exists(path) && !digest_of_file(path, found).kind && strcmp(found, hex) == 0)
        return OK;
    TRY(make_folder(file->archive));
    TRY(make_folder(waiting_folder(file, arena)));
    return write_whole(arena_printf(arena, "%s/%s.pdf", waiting_folder(file, arena), hex), bytes, length);
}

static const char *shelf_of(const struct register_file *file, struct arena *arena, const char *name)
{
    return arena_printf(arena, "%s/%.2s", file->archive, name);
}

/* One syncfs for all: each fsync would wait for the disk. After it nothing takes room any more. */
RESULT archive_prepare(struct register_file *file)
{
    const char *folder = waiting_folder(file, file->arena);
    struct name_list names = {0};

    if (!file_exists(folder))
        return OK;
    TRY(file_list(&names, file->arena, folder, ERROR_OUTPUT));
    for (size_t i = 0; i < names.count; i++)
        TRY(make_folder(shelf_of(file, file->arena, names.items[i])));
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct result r = fd >= 0 && syncfs(fd) == 0 ? OK : FAIL(OUTPUT, "%s: %s", folder, error_reason(errno));
    if (fd >= 0)
        close(fd);
    return r;
}

static bool place(struct register_file *file, struct arena *arena, const char *folder, const char *name)
{
    const char *from = file_join(arena, folder, name), *shelf = shelf_of(file, arena, name);
    const char *to = file_join(arena, shelf, name);

    return rename(from, to) == 0 || (errno == ENOENT && mkdir(shelf, 0700) == 0 && rename(from, to) == 0);
}

/* The register is committed: what cannot be placed now is placed by the next run. */
void archive_place(struct register_file *file)
{
    const char *folder = waiting_folder(file, file->arena);
    struct name_list names = {0};

    if (!file_exists(folder) || file_list(&names, file->arena, folder, ERROR_OUTPUT).kind)
        return;
    for (size_t i = 0; i < names.count; i++)
        place(file, file->arena, folder, names.items[i]);
    rmdir(folder);
}

void archive_discard(struct register_file *file)
{
    const char *folder = waiting_folder(file, file->arena);
    struct name_list names = {0};

    if (!file_exists(folder) || file_list(&names, file->arena, folder, ERROR_OUTPUT).kind)
        return;
    for (size_t i = 0; i < names.count; i++) {
        unlink(file_join(file->arena, folder, names.items[i]));
        rmdir(shelf_of(file, file->arena, names.items[i])); /* fails when it holds anything */
    }
    rmdir(folder);
    rmdir(file->archive); /* the same */
}

/* A run was killed between its commit and archive_place, or before its commit. */
RESULT archive_recover(struct register_file *file)
{
    const char *folder = waiting_folder(file, file->arena);
    struct arena *passing;
    struct sql q;
    bool has_row = true;

    if (!file_exists(folder))
        return OK;
    TRY(sql_open(&q, file->db, file->path, "SELECT pdf_sha256 FROM certificates WHERE pdf_sha256 IS NOT NULL"));
    passing = arena_new();
    struct result r = sql_step(&q, &has_row);
    while (!r.kind && has_row) {
        const char *name = arena_printf(passing, "%s.pdf", sql_get_text(&q, passing, 0));
        if (file_exists(file_join(passing, folder, name)) && !place(file, passing, folder, name))
            r = FAIL(OUTPUT, "%s/%s: %s", folder, name, error_reason(errno));
        if (!r.kind)
            r = sql_step(&q, &has_row);
        arena_reset(passing);
    }
    sql_close(&q);
    arena_free(passing);
    if (!r.kind)
        archive_discard(file);
    return r;
}
