/* json_scan.h - whether a text is strict JSON, and where its numbers stand. For json.c. */
#ifndef BASE_JSON_SCAN_H
#define BASE_JSON_SCAN_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct json_span {
    size_t offset, length;
};

struct json_number_list {
    struct json_span *items;
    size_t count, capacity;
};

struct json_scan {
    struct arena *arena;
    const char *text, *end;
    size_t values;                   /* how many there are, inner ones included */
    struct json_number_list numbers; /* in the order of the text */
    const char *reason, *at;         /* of the fault, and where */
};

/* Scans from `text` to `end`. Finds every fault but a key that stands twice, which
 * shows only once the escapes in keys are decoded. */
bool json_scan_text(struct json_scan *scan);

#endif
