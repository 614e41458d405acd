/* reread.h - a workbook read back after it was written. */
#ifndef WORKBOOK_REREAD_H
#define WORKBOOK_REREAD_H

#include "base/error.h"

#include <stddef.h>

/* Checks that the file at `path` is whole: every part has the digest the archive
 * names and is a closed XML document, and the sheets, in order, hold as many
 * cells as were written. OUTPUT, naming path and part, when not. */
RESULT workbook_reread(const char *path, const size_t *cells, size_t sheet_count);

#endif
