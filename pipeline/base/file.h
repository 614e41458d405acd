/* file.h - reading small files whole, and folders in a fixed order. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* The bytes of a file of at most max_bytes, NUL-terminated (the NUL not counted).
 * Fails with `kind`, naming the path. `length` may be NULL. */
RESULT file_read(char **bytes, size_t *length, struct arena *arena, const char *path, size_t max_bytes,
                 enum error_kind kind);

struct name_list {
    const char **items;
    size_t count, capacity;
};

/* Names in a folder except those that begin with a dot, in byte order. */
RESULT file_list(struct name_list *names, struct arena *arena, const char *folder, enum error_kind kind);

/* 0 when it cannot be said. */
size_t file_size(const char *path);

bool file_exists(const char *path);
bool file_is_folder(const char *path);

/* folder/name */
const char *file_join(struct arena *arena, const char *folder, const char *name);

#endif
