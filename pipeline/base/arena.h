/* arena.h - memory by lifetime: many allocations, one release.
 *
 * One arena per lifetime (the run, one record). Memory comes zeroed and aligned
 * for any type. An allocation never returns NULL: when the machine has no
 * memory left the process says so and exits with status 70; that is safe
 * because outputs are put in place whole, at the very end. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena); /* NULL-safe */

/* Forgets everything allocated, keeps the memory for the next use. */
void arena_reset(struct arena *arena);

/* Zeroed room for n objects of `size` bytes; n * size is checked for overflow. */
void *arena_alloc(struct arena *arena, size_t n, size_t size);

/* As arena_alloc(arena, 1, size), but the bytes are not cleared. */
void *arena_raw(struct arena *arena, size_t size);

char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);
__attribute__((format(printf, 2, 3))) char *arena_printf(struct arena *arena, const char *format, ...);
__attribute__((format(printf, 2, 0))) char *arena_vprintf(struct arena *arena, const char *format, va_list args);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), 1, sizeof(type)))
#define ARENA_ARRAY(arena, type, n) ((type *)arena_alloc((arena), (n), sizeof(type)))

/* A growing array in an arena: `items` of type T*, `count` and `capacity` size_t.
 * Yields the address of a new zeroed last element. Elements move when the array grows. */
#define ARENA_PUSH(arena, list)                                                                  \
    ((list)->count < (list)->capacity                                                            \
         ? &(list)->items[(list)->count++]                                                       \
         : ((list)->items = arena_grow((arena), (list)->items, (list)->count, &(list)->capacity, \
                                       sizeof *(list)->items),                                   \
            &(list)->items[(list)->count++]))
void *arena_grow(struct arena *arena, const void *items, size_t count, size_t *capacity, size_t size);

/* Bytes handed out since the last reset; for bounds and the bench. */
size_t arena_used(const struct arena *arena);

/* The allocator for the few tables that must grow in place; same policy on exhaustion. */
void *heap_alloc(size_t n, size_t size);
void heap_free(void *block); /* NULL-safe */

/* The same for large tables whose places are met in no order: in huge pages where the
 * system has them, since finding the page would cost more than the place. */
void *table_alloc(size_t n, size_t size);
void table_free(void *table, size_t n, size_t size); /* NULL-safe; n and size as they were asked for */

#endif
