/* idset.c - open addressing with linear probing, at most four fifths full.
 *
 * The table is split by some of the digest's bits into parts that grow one at a time
 * and by a half, so that growing never needs the whole set twice. A place is the
 * digest scaled to the capacity: a part that grows is read and written in order. */
#include "base/idset.h"

#include "base/arena.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { PARTS = 64, FIRST_SLOTS = 32 };

struct slot {
    uint64_t low; /* 0: free */
    uint32_t high;
    uint32_t askers;
};

struct part {
    struct slot *slots;
    size_t capacity, count;
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

static size_t place_of(uint64_t low, size_t capacity)
{
    return (size_t)((low >> 32) * capacity >> 32);
}

static struct slot *find(const struct part *part, uint64_t low, uint32_t high)
{
    size_t i = place_of(low, part->capacity);

    while (part->slots[i].low && (part->slots[i].low != low || part->slots[i].high != high))
        i = i + 1 == part->capacity ? 0 : i + 1;
    return &part->slots[i];
}

static void grow(struct part *part)
{
    struct part larger = {.capacity = part->capacity ? part->capacity + part->capacity / 2 : FIRST_SLOTS,
                          .count = part->count};

    larger.slots = heap_alloc(larger.capacity, sizeof *larger.slots);
    for (size_t i = 0; i < part->capacity; i++)
        if (part->slots[i].low)
            *find(&larger, part->slots[i].low, part->slots[i].high) = part->slots[i];
    heap_free(part->slots);
    *part = larger;
}

struct idset_key idset_key(uint64_t owner, const char *id)
{
    XXH128_hash_t hash = XXH3_128bits_withSeed(id, strlen(id), owner);

    return (struct idset_key){hash.low64 | 1, (uint32_t)hash.high64}; /* never that of a free slot */
}

static size_t part_of(struct idset_key key)
{
    return key.high % PARTS;
}

void idset_prefetch(const struct idset *set, struct idset_key key)
{
    const struct part *part = &set->parts[part_of(key)];

    if (part->capacity)
        __builtin_prefetch(&part->slots[place_of(key.low, part->capacity)]);
}

uint32_t *idset_askers(struct idset *set, struct idset_key key)
{
    struct part *part = &set->parts[part_of(key)];

    if ((part->count + 1) * 5 > part->capacity * 4)
        grow(part);
    struct slot *slot = find(part, key.low, key.high);
    if (!slot->low) {
        slot->low = key.low;
        slot->high = key.high;
        part->count++;
    }
    return &slot->askers;
}
