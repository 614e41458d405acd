/* arena.c - a chain of blocks, bumped from the front. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { ALIGNMENT = 16, HUGE_PAGE = 2 * 1024 * 1024 };

struct block {
    struct block *next;
    size_t capacity;
    size_t used;
    bool is_own; /* of one allocation that is larger than an ordinary block */
    _Alignas(ALIGNMENT) unsigned char bytes[];
};

/* Ordinary blocks; in an arena that has grown large, each a huge page. */
enum { BLOCK_BYTES = 64 * 1024, LARGE_BLOCK_BYTES = HUGE_PAGE - sizeof(struct block), LARGE_ARENA = 16 * HUGE_PAGE };

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

static size_t pages_of(size_t bytes)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);

    return (bytes + page - 1) / page * page;
}

/* Address space of at least a huge page begins with one. */
void *table_alloc(size_t n, size_t size)
{
    size_t bytes = n * size, extra = HUGE_PAGE;

    if (bytes < HUGE_PAGE)
        return heap_alloc(n, size);
    char *p = mmap(NULL, bytes + extra, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
        exhausted(bytes);
    size_t before = (HUGE_PAGE - (uintptr_t)p % HUGE_PAGE) % HUGE_PAGE;
    if (before)
        munmap(p, before);
    size_t used = pages_of(bytes);
    munmap(p + before + used, pages_of(bytes + extra) - before - used);
    madvise(p + before, used, MADV_HUGEPAGE); /* without it the table is only slower */
    return p + before;
}

void table_free(void *table, size_t n, size_t size)
{
    if (n * size < HUGE_PAGE)
        heap_free(table);
    else if (table)
        munmap(table, pages_of(n * size));
}

static struct block *block_new(size_t capacity)
{
    struct block *b = table_alloc(1, sizeof *b + capacity);

    b->capacity = capacity;
    return b;
}

/* Frees a block and yields the one behind it. */
static struct block *block_free(struct block *b)
{
    struct block *next = b->next;

    table_free(b, 1, sizeof *b + b->capacity);
    return next;
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
    for (struct block *b = arena->first; b;)
        b = block_free(b);
    free(arena);
}

void arena_reset(struct arena *arena)
{
    /* Blocks grown for one huge record are given back; ordinary ones are kept. */
    struct block *keep = arena->first;

    for (struct block *b = keep->next; b;)
        b = block_free(b);
    keep->next = NULL;
    keep->used = 0;
    arena->current = keep;
    arena->used = 0;
}

/* A new block for an allocation. One of its own leaves the current block the current one. */
static struct block *block_for(struct arena *arena, size_t need)
{
    bool is_own = need > BLOCK_BYTES;
    struct block *b = block_new(is_own ? need : arena->used < LARGE_ARENA ? BLOCK_BYTES : LARGE_BLOCK_BYTES);

    b->is_own = is_own;
    b->next = arena->current->next;
    arena->current->next = b;
    if (!is_own)
        arena->current = b;
    return b;
}

void *arena_raw(struct arena *arena, size_t size)
{
    size_t need = (size + (ALIGNMENT - 1)) & ~(size_t)(ALIGNMENT - 1);
    struct block *b = arena->current;

    if (need < size)
        exhausted(size);
    if (b->capacity - b->used < need)
        b = block_for(arena, need);
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

/* Gives the memory of an array back when it fills a block of its own. */
static void give_back(struct arena *arena, const void *items)
{
    for (struct block **link = &arena->first->next; *link; link = &(*link)->next)
        if ((*link)->is_own && (*link)->bytes == items) {
            arena->used -= (*link)->used;
            *link = block_free(*link);
            return;
        }
}

void *arena_grow(struct arena *arena, const void *items, size_t count, size_t *capacity, size_t size)
{
    size_t wanted = *capacity ? *capacity * 2 : 8;
    void *fresh = arena_alloc(arena, wanted, size);

    if (count) {
        memcpy(fresh, items, count * size);
        give_back(arena, items);
    }
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

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
    va_list again;

    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = arena_raw(arena, (size_t)(length < 0 ? 0 : length) + 1);
    vsnprintf(text, (size_t)(length < 0 ? 0 : length) + 1, format, args);
    return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
