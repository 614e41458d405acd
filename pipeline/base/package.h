/* package.h - files put into one zip, to be sent: the same files and day give the same bytes.
 *
 * Names are UTF-8 and flagged so, which Windows and Linux both read; nothing is compressed (what goes
 * in is), and no owner, time zone or machine shows. */
#ifndef BASE_PACKAGE_H
#define BASE_PACKAGE_H

#include "base/bytes.h"
#include "base/date.h"
#include "base/error.h"

struct package_file {
    const char *name; /* no folders */
    const void *bytes;
    size_t length;
};

enum { PACKAGE_NAME_MOST = 120 };
/* A name that every system takes, in the arena: what Windows forbids, spaces and controls become "-";
 * of one that is longer than PACKAGE_NAME_MOST bytes with its ending whole characters are cut off. */
const char *package_name(struct arena *arena, const char *stem, const char *ending);

/* Appends the archive to `out`, files in the order given, all of midnight of `day`. OUTPUT when the
 * library fails. */
RESULT package_make(struct bytes *out, const struct package_file *files, size_t count, date day);

#endif
