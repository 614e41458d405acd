/* ids.c - open addressing in shards.
 *
 * Shards grow one at a time and by a half, so that growing needs little beside
 * the table. A place is the hash scaled to the capacity, not taken modulo: a
 * shard that grows is read and written from front to back. */
#include "ingest/ids.h"

#include "base/arena.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { SHARDS = 16, FIRST_CAPACITY = 16, CACHE_LINE = 64 };

struct entry {
    struct id_key key; /* all zero: empty */
    uint64_t content;
};

struct shard {
    struct entry *entries;
    size_t count, capacity;
};

struct ids {
    struct shard shards[SHARDS];
};

struct ids *ids_new(void)
{
    return heap_alloc(1, sizeof(struct ids));
}

void ids_free(struct ids *ids)
{
    if (!ids)
        return;
    for (size_t i = 0; i < SHARDS; i++)
        table_free(ids->shards[i].entries, ids->shards[i].capacity, sizeof(struct entry));
    heap_free(ids);
}

void ids_reserve(struct ids *ids, size_t count)
{
    size_t capacity = count / SHARDS * 3 / 2 + FIRST_CAPACITY; /* two thirds full in the end */

    for (size_t i = 0; i < SHARDS; i++) {
        ids->shards[i].capacity = capacity;
        ids->shards[i].entries = table_alloc(capacity, sizeof(struct entry));
    }
}

static size_t shard_of(struct id_key key)
{
    return key.high >> 60;
}

static size_t place_of(struct id_key key, size_t capacity)
{
    return (size_t)((key.low >> 32) * capacity >> 32);
}

struct id_key ids_key(const struct ids *ids, unsigned kind, const char *id)
{
    return ids_key_of_bytes(ids, kind, id, strlen(id));
}

struct id_key ids_key_of_bytes(const struct ids *ids, unsigned kind, const void *bytes, size_t length)
{
    XXH128_hash_t hash = XXH3_128bits_withSeed(bytes, length, kind);
    struct id_key key = {hash.low64 | 1, hash.high64}; /* never all zero */
    const struct shard *shard = &ids->shards[shard_of(key)];

    if (shard->capacity) {
        const struct entry *e = &shard->entries[place_of(key, shard->capacity)];
        __builtin_prefetch(e);
        __builtin_prefetch((const char *)e + CACHE_LINE); /* where a search may lead */
    }
    return key;
}

/* Where the key is, or the empty entry where it belongs. */
static struct entry *find(const struct shard *shard, struct id_key key)
{
    size_t i = place_of(key, shard->capacity);

    for (;;) {
        struct entry *e = &shard->entries[i];
        if (!e->key.low || (e->key.low == key.low && e->key.high == key.high))
            return e;
        if (++i == shard->capacity)
            i = 0;
    }
}

static void grow(struct shard *shard)
{
    struct shard old = *shard;

    shard->capacity = old.capacity ? old.capacity + old.capacity / 2 : FIRST_CAPACITY;
    shard->entries = table_alloc(shard->capacity, sizeof *shard->entries);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.entries[i].key.low)
            *find(shard, old.entries[i].key) = old.entries[i];
    table_free(old.entries, old.capacity, sizeof *old.entries);
}

enum id_claim ids_claim(struct ids *ids, struct id_key key, uint64_t content)
{
    struct shard *shard = &ids->shards[shard_of(key)];

    if ((shard->count + 1) * 5 > shard->capacity * 4)
        grow(shard);
    struct entry *e = find(shard, key);
    if (e->key.low)
        return e->content == content ? ID_SAME : ID_OTHER;
    *e = (struct entry){key, content};
    shard->count++;
    return ID_NEW;
}

size_t ids_count(const struct ids *ids)
{
    size_t n = 0;

    for (size_t i = 0; i < SHARDS; i++)
        n += ids->shards[i].count;
    return n;
}

size_t ids_bytes(const struct ids *ids)
{
    size_t n = sizeof *ids;

    for (size_t i = 0; i < SHARDS; i++)
        n += ids->shards[i].capacity * sizeof(struct entry);
    return n;
}
