/* json_scan.h - strict JSON into cJSON's nodes, in one walk. For json.c. */
#ifndef BASE_JSON_SCAN_H
#define BASE_JSON_SCAN_H

#include "base/json.h"

struct json_scan {
    struct arena *arena;
    char *text, *end; /* a copy, which the texts of the nodes point into */
    cJSON *nodes;     /* room for the next ones */
    size_t nodes_left;
    const char *reason, *at;            /* of the fault, and where */
    const char *repeated, *repeated_in; /* a key that stands twice in an object, and where that begins */
};

/* NULL with `reason` and `at` set when the text is no strict JSON. Members with the
 * same key are left in the tree: `repeated` tells of them, NULL when there are none. */
cJSON *json_scan(struct json_scan *scan, struct arena *arena, const char *text, size_t length);

#endif
