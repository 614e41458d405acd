/* archive.c - archives that others wrote: nothing in them is believed, least of all sizes. */
#include "sheetread/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

static const int64_t max_file = INT64_C(256) << 20;
static const int64_t max_part = INT64_C(512) << 20; /* unpacked; 100 000 proposals take a fifth of it */

struct archive {
    zip_t *zip;
    const char *path;
};

enum kind { KIND_ZIP, KIND_ENCRYPTED, KIND_OTHER };

static enum kind kind_of(const unsigned char *head, ssize_t length)
{
    static const unsigned char zip[] = {'P', 'K', 3, 4};
    static const unsigned char compound[] = {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1};

    if (length >= (ssize_t)sizeof zip && memcmp(head, zip, sizeof zip) == 0)
        return KIND_ZIP;
    return length >= (ssize_t)sizeof compound && memcmp(head, compound, sizeof compound) == 0 ? KIND_ENCRYPTED
                                                                                              : KIND_OTHER;
}

/* Looks at the first bytes, because the archive's own errors say little to people. */
static RESULT look(const char *path)
{
    unsigned char head[8];
    struct stat about;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0)
        return FAIL(INPUT, "%s: %s", path, error_reason(errno));
    bool is_file = fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
    ssize_t length = is_file ? read(fd, head, sizeof head) : 0;
    close(fd);
    if (!is_file || kind_of(head, length) == KIND_OTHER)
        return FAIL(INPUT, "%s: is no workbook; save the sheet as an Excel workbook (.xlsx)", path);
    if (kind_of(head, length) == KIND_ENCRYPTED)
        return FAIL(INPUT, "%s: has a password or the old format .xls; save it as .xlsx without a password", path);
    return about.st_size <= max_file ? OK : FAIL(INPUT, "%s: is larger than any workbook of gradepress", path);
}

RESULT archive_open(struct archive **out, struct arena *arena, const char *path)
{
    zip_error_t error;
    int code = 0;

    *out = NULL;
    TRY(look(path));
    zip_t *zip = zip_open(path, ZIP_RDONLY, &code);
    if (!zip) {
        zip_error_init_with_code(&error, code);
        struct result failure = FAIL(INPUT, "%s: is damaged: %s", path, zip_error_strerror(&error));
        zip_error_fini(&error);
        return failure;
    }
    struct archive *archive = ARENA_NEW(arena, struct archive);
    *archive = (struct archive){.zip = zip, .path = path};
    *out = archive;
    return OK;
}

void archive_close(struct archive *archive)
{
    if (archive)
        zip_discard(archive->zip);
}

bool archive_has(const struct archive *archive, const char *part)
{
    return zip_name_locate(archive->zip, part, ZIP_FL_NOCASE) >= 0;
}

/* Unpacks to the end, where the digest of the part is checked. */
static RESULT unpack(const struct archive *archive, zip_file_t *file, const char *part, part_taker *take, void *context)
{
    char chunk[1 << 15];
    int64_t total = 0;

    for (;;) {
        zip_int64_t got = zip_fread(file, chunk, sizeof chunk);
        if (got == 0)
            return OK;
        if (got < 0)
            return FAIL(INPUT, "%s: %s is damaged: %s", archive->path, part, zip_file_strerror(file));
        total += got;
        if (total > max_part)
            return FAIL(INPUT, "%s: %s is larger than any workbook of gradepress", archive->path, part);
        TRY(take(context, chunk, (size_t)got));
    }
}

RESULT archive_read(struct archive *archive, const char *part, part_taker *take, void *context)
{
    zip_int64_t index = zip_name_locate(archive->zip, part, ZIP_FL_NOCASE);
    zip_stat_t about;

    if (index < 0)
        return FAIL(INPUT, "%s: is no whole Excel workbook (.xlsx): %s is missing", archive->path, part);
    if (zip_stat_index(archive->zip, (zip_uint64_t)index, 0, &about) != 0)
        return FAIL(INPUT, "%s: %s is damaged: %s", archive->path, part, zip_strerror(archive->zip));
    if (about.valid & ZIP_STAT_ENCRYPTION_METHOD && about.encryption_method != ZIP_EM_NONE)
        return FAIL(INPUT, "%s: has a password; save it without one", archive->path);
    zip_file_t *file = zip_fopen_index(archive->zip, (zip_uint64_t)index, 0);
    if (!file)
        return FAIL(INPUT, "%s: %s is damaged: %s", archive->path, part, zip_strerror(archive->zip));
    struct result result = unpack(archive, file, part, take, context);
    zip_fclose(file);
    return result;
}
