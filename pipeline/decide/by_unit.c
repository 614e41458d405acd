/* by_unit.c - sorted by counting. */
#include "decide/by_unit.h"

struct by_unit by_unit_index(struct arena *arena, const struct export *export)
{
    uint32_t *first = ARENA_ARRAY(arena, uint32_t, export->units.count + 2);
    uint32_t *certificates = ARENA_ARRAY(arena, uint32_t, export->certificates.count);

    for (size_t i = 0; i < export->certificates.count; i++)
        first[export->certificates.items[i].unit->index + 2]++;
    for (size_t u = 2; u < export->units.count + 2; u++)
        first[u] += first[u - 1];
    for (size_t i = 0; i < export->certificates.count; i++)
        certificates[first[export->certificates.items[i].unit->index + 1]++] = (uint32_t)i;
    return (struct by_unit){first, certificates};
}
