/* lookup.c - open addressing, at most half full. */
#include "ingest/lookup.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

struct slot {
    uint64_t low, high; /* all zero: empty */
    size_t position;
};

struct lookup {
    struct slot *slots;
    size_t mask; /* number of slots, a power of two, less one */
};

struct lookup *lookup_new(struct arena *arena, size_t count)
{
    struct lookup *lookup = ARENA_NEW(arena, struct lookup);
    size_t slots = 16;

    while (slots < count * 2)
        slots *= 2;
    lookup->slots = ARENA_ARRAY(arena, struct slot, slots);
    lookup->mask = slots - 1;
    return lookup;
}

/* Where the name is, or the empty slot where it belongs, with its hash already in `key`. */
static struct slot *find(const struct lookup *lookup, const char *name, struct slot *key)
{
    XXH128_hash_t hash = XXH3_128bits(name, strlen(name));
    size_t i = (size_t)hash.low64 & lookup->mask;

    *key = (struct slot){.low = hash.low64 | UINT64_C(1) << 63, .high = hash.high64}; /* never all zero */
    while (lookup->slots[i].low && (lookup->slots[i].low != key->low || lookup->slots[i].high != key->high))
        i = (i + 1) & lookup->mask;
    return &lookup->slots[i];
}

void lookup_add(struct lookup *lookup, const char *name, size_t position)
{
    struct slot key, *slot = find(lookup, name, &key);

    key.position = position;
    if (!slot->low)
        *slot = key;
}

size_t lookup_find(const struct lookup *lookup, const char *name)
{
    struct slot key, *slot = find(lookup, name, &key);

    return slot->low ? slot->position : LOOKUP_NONE;
}
