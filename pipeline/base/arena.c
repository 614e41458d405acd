/* arena.c - a chain of blocks, bumped from the front. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 64 * 1024, ALIGNMENT = 16 };

struct block {
    struct block *next;
    size_t capacity;
    size_t used;
    size_t unused_padding; /* keeps `bytes` aligned */
    unsigned char bytes[];
};

struct arena {
    struct block *first;
    struct block *current;
    size_t used;
};

static _Noreturn void exhausted(size_t bytes)
{
    fprintf(stderr, "gradepress: out of memory (%zu bytes wanted)\n", bytes);
    exit(70);
}

void *heap_alloc(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size ? size : 1);

    if (!p)
        exhausted(n * size);
    return p;
}

void heap_free(void *block)
{
    free(block);
}

static struct block *block_new(size_t capacity)
{
    struct block *b = malloc(sizeof *b + capacity);

    if (!b)
        exhausted(capacity);
    b->next = NULL;
    b->capacity = capacity;
    b->used = 0;
    return b;
}

struct arena *arena_new(void)
{
    struct arena *arena = heap_alloc(1, sizeof *arena);

    arena->first = arena->current = block_new(BLOCK_BYTES);
    return arena;
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    for (struct block *b = arena->first; b;) {
        struct block *next = b->next;
        free(b);
        b = next;
    }
    free(arena);
}

void arena_reset(struct arena *arena)
{
    /* Blocks grown for one huge record are given back; ordinary ones are kept. */
    struct block *keep = arena->first;

    for (struct block *b = keep->next; b;) {
        struct block *next = b->next;
        free(b);
        b = next;
    }
    keep->next = NULL;
    keep->used = 0;
    arena->current = keep;
    arena->used = 0;
}

void *arena_raw(struct arena *arena, size_t size)
{
    size_t need = (size + (ALIGNMENT - 1)) & ~(size_t)(ALIGNMENT - 1);
    struct block *b = arena->current;

    if (need < size)
        exhausted(size);
    if (b->capacity - b->used < need) {
        struct block *fresh = block_new(need > BLOCK_BYTES ? need : BLOCK_BYTES);
        b->next = fresh;
        arena->current = b = fresh;
    }
    void *p = b->bytes + b->used;
    b->used += need;
    arena->used += need;
    return p;
}

void *arena_alloc(struct arena *arena, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        exhausted(SIZE_MAX);
    void *p = arena_raw(arena, n * size);
    memset(p, 0, n * size);
    return p;
}

void *arena_grow(struct arena *arena, const void *items, size_t count, size_t *capacity, size_t size)
{
    size_t wanted = *capacity ? *capacity * 2 : 8;
    void *fresh = arena_alloc(arena, wanted, size);

    if (count)
        memcpy(fresh, items, count * size);
    *capacity = wanted;
    return fresh;
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_raw(arena, length + 1);

    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args, again;

    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = arena_raw(arena, (size_t)(length < 0 ? 0 : length) + 1);
    vsnprintf(text, (size_t)(length < 0 ? 0 : length) + 1, format, again);
    va_end(again);
    return text;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
