/* support.h - a temporary folder, in $TMPDIR or /tmp, that a test fills with files. */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder {
    char path[256];
};

static inline void folder_make(struct folder *folder)
{
    const char *place = getenv("TMPDIR");

    snprintf(folder->path, sizeof folder->path, "%.200s/gradepress-test-XXXXXX", place ? place : "/tmp");
    if (!mkdtemp(folder->path))
        abort();
}

static inline int folder_drop(const char *path, const struct stat *st, int type, struct FTW *walk)
{
    (void)st, (void)type, (void)walk;
    return remove(path);
}

static inline void folder_remove(const struct folder *folder)
{
    nftw(folder->path, folder_drop, 16, FTW_DEPTH | FTW_PHYS);
}

/* Path of a file of the folder; the text lives until the next call but one. */
static inline const char *folder_path(const struct folder *folder, const char *name)
{
    static char paths[2][512];
    static int turn;

    turn = !turn;
    snprintf(paths[turn], sizeof paths[turn], "%s/%s", folder->path, name);
    return paths[turn];
}

/* Writes a file, and the one folder above it if its name has a slash. */
static inline void folder_write(const struct folder *folder, const char *name, const void *bytes, size_t length)
{
    const char *slash = strchr(name, '/');

    if (slash) {
        char above[256];
        snprintf(above, sizeof above, "%.*s", (int)(slash - name), name);
        mkdir(folder_path(folder, above), 0700);
    }
    FILE *f = fopen(folder_path(folder, name), "wb");
    if (!f || fwrite(bytes, 1, length, f) != length || fclose(f) != 0)
        abort();
}

static inline void folder_put(const struct folder *folder, const char *name, const char *text)
{
    folder_write(folder, name, text, strlen(text));
}

/* The whole file, NUL-terminated; to be freed. */
static inline char *folder_get(const struct folder *folder, const char *name)
{
    FILE *f = fopen(folder_path(folder, name), "rb");
    char *text = calloc(1, 1 << 20);

    if (!f || !text)
        abort();
    size_t n = fread(text, 1, (1 << 20) - 1, f);
    text[n] = '\0';
    fclose(f);
    return text;
}

#endif
