/* by_unit.h - the certificates of an export by unit. Private to decide/. */
#ifndef DECIDE_BY_UNIT_H
#define DECIDE_BY_UNIT_H

#include "base/arena.h"
#include "model/records.h"

/* Positions in export.certificates of those of unit u, in their order there:
 * certificates[first[u]] … up to first[u + 1]. */
struct by_unit {
    const uint32_t *first;
    const uint32_t *certificates;
};

struct by_unit by_unit_index(struct arena *arena, const struct export *export);

#endif
