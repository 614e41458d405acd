/* grid.h - a table of texts, written for people (aligned) or for programs (JSON). */
#ifndef BASE_GRID_H
#define BASE_GRID_H

#include "base/arena.h"
#include "base/bytes.h"

#include <stddef.h>
#include <stdint.h>

struct cell {
    const char *text; /* NULL: nothing, null */
    const char *json; /* NULL: the text, quoted */
};

struct grid {
    const char *const *columns; /* names: members in JSON, headings for people, in the language of messages */
    size_t width;
    struct cell *items; /* row by row */
    size_t count, capacity;
};

size_t grid_rows(const struct grid *grid);
const struct cell *grid_cell(const struct grid *grid, size_t row, size_t column);

void grid_add_text(struct grid *grid, struct arena *arena, const char *text);
void grid_add_number(struct grid *grid, struct arena *arena, int64_t number);
void grid_add(struct grid *grid, struct arena *arena, struct cell cell);

/* A line of headings and one for each row, indented by so many spaces; full-width
 * characters count two columns, those without a visible form show as "?". */
void grid_write(struct bytes *out, const struct grid *grid, size_t indent);
/* One row as lines of heading and text, those without text left out. */
void grid_write_row(struct bytes *out, const struct grid *grid, size_t row, size_t indent);

/* The same as JSON: an array of objects, or one object. */
void grid_write_json(struct bytes *out, const struct grid *grid);
void grid_write_json_row(struct bytes *out, const struct grid *grid, size_t row);

#endif
