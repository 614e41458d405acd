/* idset.c - open addressing with linear probing, at most three quarters full.
 *
 * The table is split by the digest's top bits into parts that grow one at a
 * time, so that growing never doubles the memory of the whole set. */
#include "base/idset.h"

#include "base/arena.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { PARTS = 64, FIRST_SLOTS = 64 };

struct slot {
    struct idset_key key; /* low 0: free */
    uint32_t askers;
};

struct part {
    struct slot *slots;
    size_t capacity; /* a power of two */
    size_t count;
};

struct idset {
    struct part parts[PARTS];
};

struct idset *idset_new(void)
{
    return heap_alloc(1, sizeof(struct idset));
}

void idset_free(struct idset *set)
{
    if (!set)
        return;
    for (size_t i = 0; i < PARTS; i++)
        heap_free(set->parts[i].slots);
    heap_free(set);
}

static struct slot *find(const struct part *part, struct idset_key key)
{
    size_t i = (size_t)key.low & (part->capacity - 1);

    while (part->slots[i].key.low && (part->slots[i].key.low != key.low || part->slots[i].key.high != key.high))
        i = (i + 1) & (part->capacity - 1);
    return &part->slots[i];
}

static void grow(struct part *part)
{
    struct part larger = {.capacity = part->capacity ? part->capacity * 2 : FIRST_SLOTS, .count = part->count};

    larger.slots = heap_alloc(larger.capacity, sizeof *larger.slots);
    for (size_t i = 0; i < part->capacity; i++)
        if (part->slots[i].key.low)
            *find(&larger, part->slots[i].key) = part->slots[i];
    heap_free(part->slots);
    *part = larger;
}

static size_t part_of(struct idset_key key)
{
    return key.high >> 58;
}

struct idset_key idset_key(uint64_t owner, const char *id)
{
    XXH128_hash_t hash = XXH3_128bits_withSeed(id, strlen(id), owner);

    return (struct idset_key){hash.low64 | 1, hash.high64}; /* never that of a free slot */
}

void idset_prefetch(const struct idset *set, struct idset_key key)
{
    const struct part *part = &set->parts[part_of(key)];

    if (part->capacity)
        __builtin_prefetch(&part->slots[(size_t)key.low & (part->capacity - 1)]);
}

uint32_t *idset_askers(struct idset *set, struct idset_key key)
{
    struct part *part = &set->parts[part_of(key)];

    if (part->count * 4 >= part->capacity * 3)
        grow(part);
    struct slot *slot = find(part, key);
    if (!slot->key.low) {
        slot->key = key;
        part->count++;
    }
    return &slot->askers;
}
