/* loader.c - opens the files of a templates folder and notes their digests. */
#include "scheme/parts.h"

#include "base/file.h"

#include <string.h>

const char *loader_path(const struct loader *loader, const char *name)
{
    size_t length = loader->own_id ? strlen(loader->own_id) : 0;

    if (length && strncmp(name, loader->own_id, length) == 0 && (!name[length] || name[length] == '/'))
        return arena_printf(loader->arena, "%s%s", loader->own_folder, name + length);
    return file_join(loader->arena, loader->folder, name);
}

RESULT loader_open(struct node *root, struct loader *loader, const char *name, const char *format)
{
    struct rule_file *file = ARENA_PUSH(loader->arena, &loader->files);

    file->path = name;
    return reader_open(root, file->digest, loader->arena, loader_path(loader, name), format);
}
