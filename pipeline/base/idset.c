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
    uint64_t low, high; /* low 0: free */
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

static struct slot *find(const struct part *part, uint64_t low, uint64_t high)
{
    size_t i = (size_t)low & (part->capacity - 1);

    while (part->slots[i].low && (part->slots[i].low != low || part->slots[i].high != high))
        i = (i + 1) & (part->capacity - 1);
    return &part->slots[i];
}

static void grow(struct part *part)
{
    struct part larger = {.capacity = part->capacity ? part->capacity * 2 : FIRST_SLOTS, .count = part->count};

    larger.slots = heap_alloc(larger.capacity, sizeof *larger.slots);
    for (size_t i = 0; i < part->capacity; i++)
        if (part->slots[i].low)
            *find(&larger, part->slots[i].low, part->slots[i].high) = part->slots[i];
    heap_free(part->slots);
    *part = larger;
}

uint32_t *idset_askers(struct idset *set, uint64_t owner, const char *id)
{
    XXH128_hash_t hash = XXH3_128bits_withSeed(id, strlen(id), owner);
    uint64_t low = hash.low64 | 1; /* never that of a free slot */
    struct part *part = &set->parts[hash.high64 >> 58];

    if (part->count * 4 >= part->capacity * 3)
        grow(part);
    struct slot *slot = find(part, low, hash.high64);
    if (!slot->low) {
        *slot = (struct slot){.low = low, .high = hash.high64};
        part->count++;
    }
    return &slot->askers;
}
