/* written.c - open addressing over positions in an array that grows. */
#include "register/written.h"

#include "base/arena.h"

#include <string.h>

struct written {
    struct written_row *rows;
    size_t count, capacity;
    uint32_t *slots; /* position of the row, from 1 on; 0: free */
    size_t slot_count; /* a power of two, at least twice the capacity */
    size_t next;       /* position behind the row found last: tables are mostly read in the order they were written */
};

enum { FIRST_CAPACITY = 1 << 12 };

struct written *written_new(void)
{
    struct written *w = heap_alloc(1, sizeof *w);

    w->capacity = FIRST_CAPACITY;
    w->slot_count = 2 * w->capacity;
    w->rows = heap_alloc(w->capacity, sizeof *w->rows);
    w->slots = heap_alloc(w->slot_count, sizeof *w->slots);
    return w;
}

void written_free(struct written *w)
{
    if (!w)
        return;
    heap_free(w->rows);
    heap_free(w->slots);
    heap_free(w);
}

static bool is_key(const struct written_row *row, struct idset_key key)
{
    return row->key.low == key.low && row->key.high == key.high;
}

/* The slot that holds the key or would. */
static uint32_t *slot_of(const struct written *w, struct idset_key key)
{
    size_t at = key.low & (w->slot_count - 1);

    while (w->slots[at] && !is_key(&w->rows[w->slots[at] - 1], key))
        at = (at + 1) & (w->slot_count - 1);
    return &w->slots[at];
}

static void grow(struct written *w)
{
    struct written_row *rows = heap_alloc(2 * w->capacity, sizeof *rows);

    memcpy(rows, w->rows, w->count * sizeof *rows);
    heap_free(w->rows);
    heap_free(w->slots);
    w->rows = rows;
    w->capacity *= 2;
    w->slot_count *= 2;
    w->slots = heap_alloc(w->slot_count, sizeof *w->slots);
    for (size_t i = 0; i < w->count; i++)
        *slot_of(w, w->rows[i].key) = (uint32_t)i + 1;
}

/* Value of a digit and 16; 0: no digit. */
static const unsigned char digits[256] = {
    ['0'] = 16, ['1'] = 17, ['2'] = 18, ['3'] = 19, ['4'] = 20, ['5'] = 21, ['6'] = 22, ['7'] = 23,
    ['8'] = 24, ['9'] = 25, ['a'] = 26, ['b'] = 27, ['c'] = 28, ['d'] = 29, ['e'] = 30, ['f'] = 31,
};

static bool read_hex(unsigned char out[WRITTEN_DIGEST_BYTES], const char *hex)
{
    for (int i = 0; i < WRITTEN_DIGEST_BYTES; i++) {
        unsigned high = digits[(unsigned char)hex[2 * i]], low = high ? digits[(unsigned char)hex[2 * i + 1]] : 0;
        if (!low)
            return false;
        out[i] = (unsigned char)((high & 15) << 4 | (low & 15));
    }
    return true;
}

bool written_put(struct written *w, struct idset_key key, int64_t seq, const char *hex)
{
    struct written_row row = {.key = key, .seq = seq, .is_gone = !hex};

    if (hex && !read_hex(row.digest, hex))
        return false;
    if (w->count == w->capacity)
        grow(w);
    uint32_t *slot = slot_of(w, key);
    if (!*slot)
        *slot = (uint32_t)++w->count;
    w->rows[*slot - 1] = row;
    return true;
}

struct written_row *written_find(struct written *w, struct idset_key key)
{
    if (w->next < w->count && is_key(&w->rows[w->next], key))
        return &w->rows[w->next++];
    uint32_t slot = *slot_of(w, key);

    w->next = slot;
    return slot ? &w->rows[slot - 1] : NULL;
}

bool written_equals(const struct written_row *row, const char *hex)
{
    unsigned char digest[WRITTEN_DIGEST_BYTES];

    return read_hex(digest, hex) && memcmp(digest, row->digest, sizeof digest) == 0;
}

size_t written_count(const struct written *w)
{
    return w->count;
}

const struct written_row *written_at(const struct written *w, size_t index)
{
    return &w->rows[index];
}
