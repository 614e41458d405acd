/* loader.c - opens the files of a templates folder and notes their digests. */
#include "scheme/parts.h"

#include "base/file.h"

RESULT loader_open(struct node *root, struct loader *loader, const char *name, const char *format)
{
    struct rule_file *file = ARENA_PUSH(loader->arena, &loader->files);

    file->path = name;
    return reader_open(root, file->digest, loader->arena, file_join(loader->arena, loader->folder, name), format);
}
