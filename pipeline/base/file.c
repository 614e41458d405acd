/* file.c - small files and folders. */
#include "base/file.h"

#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static struct result fail_as(enum error_kind kind, const char *path, const char *what)
{
    return error_set(kind, __FILE__, __LINE__, "%s: %s", path, error_say(what));
}

RESULT file_read(char **bytes, size_t *length, struct arena *arena, const char *path, size_t max_bytes,
                 enum error_kind kind)
{
    struct stat st;
    FILE *f = fopen(path, "rb");

    *bytes = NULL;
    if (!f)
        return fail_as(kind, path, error_reason(errno));
    if (fstat(fileno(f), &st) != 0 || !S_ISREG(st.st_mode)) {
        fclose(f);
        return fail_as(kind, path, "is not a file");
    }
    if ((size_t)st.st_size > max_bytes) {
        fclose(f);
        return error_set(kind, __FILE__, __LINE__, "%s: has %lld bytes; at most %zu are accepted", path,
                         (long long)st.st_size, max_bytes);
    }
    char *text = arena_raw(arena, (size_t)st.st_size + 1);
    size_t n = fread(text, 1, (size_t)st.st_size, f);
    fclose(f);
    if (n != (size_t)st.st_size)
        return fail_as(kind, path, "cannot be read whole");
    text[n] = '\0';
    *bytes = text;
    if (length)
        *length = n;
    return OK;
}

RESULT file_list(struct name_list *names, struct arena *arena, const char *folder, enum error_kind kind)
{
    DIR *dir = opendir(folder);

    *names = (struct name_list){0};
    if (!dir)
        return fail_as(kind, folder, error_reason(errno));
    for (struct dirent *entry; (entry = readdir(dir));)
        if (entry->d_name[0] != '.')
            *ARENA_PUSH(arena, names) = arena_strdup(arena, entry->d_name);
    closedir(dir);
    if (names->count)
        qsort(names->items, names->count, sizeof *names->items, text_compare);
    return OK;
}

size_t file_size(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISREG(st.st_mode) ? (size_t)st.st_size : 0;
}

bool file_exists(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0;
}

bool file_is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

const char *file_join(struct arena *arena, const char *folder, const char *name)
{
    return arena_printf(arena, "%s/%s", folder, name);
}
