/* archive.h - the parts of a workbook's archive: the only door to libzip.
 *
 * INPUT, naming the file and saying what to do, when it is no .xlsx, is encrypted or
 * damaged, or holds more than a workbook of this program can. */
#ifndef SHEETREAD_ARCHIVE_H
#define SHEETREAD_ARCHIVE_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct archive;

RESULT archive_open(struct archive **out, struct arena *arena, const char *path);
void archive_close(struct archive *archive); /* NULL-safe */

/* Takes the bytes of a part as they are unpacked. */
typedef RESULT part_taker(void *context, const char *bytes, size_t length);
RESULT archive_read(struct archive *archive, const char *part, part_taker *take, void *context);
bool archive_has(const struct archive *archive, const char *part);

#endif
