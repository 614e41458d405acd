/* lookup.c - open addressing, at most half full. */
#include "ingest/lookup.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

struct slot {
    const char *name; /* NULL: empty */
    uint64_t hash;
    size_t position;
};

struct lookup {
    struct arena *arena;
    struct slot *slots;
    size_t mask; /* number of slots, a power of two, less one */
};

struct lookup *lookup_new(struct arena *arena, size_t count)
{
    struct lookup *lookup = ARENA_NEW(arena, struct lookup);
    size_t slots = 16;

    while (slots < count * 2)
        slots *= 2;
    lookup->arena = arena;
    lookup->slots = ARENA_ARRAY(arena, struct slot, slots);
    lookup->mask = slots - 1;
    return lookup;
}

static struct slot *find(const struct lookup *lookup, const char *name, uint64_t hash)
{
    size_t i = (size_t)hash & lookup->mask;

    while (lookup->slots[i].name && (lookup->slots[i].hash != hash || strcmp(lookup->slots[i].name, name) != 0))
        i = (i + 1) & lookup->mask;
    return &lookup->slots[i];
}

void lookup_add(struct lookup *lookup, const char *name, size_t position)
{
    uint64_t hash = XXH3_64bits(name, strlen(name));
    struct slot *slot = find(lookup, name, hash);

    if (!slot->name)
        *slot = (struct slot){arena_strdup(lookup->arena, name), hash, position};
}

size_t lookup_find(const struct lookup *lookup, const char *name)
{
    const struct slot *slot = find(lookup, name, XXH3_64bits(name, strlen(name)));

    return slot->name ? slot->position : LOOKUP_NONE;
}
