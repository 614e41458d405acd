/* grid.h - the cells of one sheet, as a spreadsheet wrote them. */
#ifndef SHEETREAD_GRID_H
#define SHEETREAD_GRID_H

#include "sheetread/xml.h"

#include <stdint.h>

enum cell_kind {
    CELL_TEXT,
    CELL_SHARED, /* a text that stands in the table of shared strings; CELL_TEXT once resolved */
    CELL_NUMBER,
    CELL_BOOLEAN,
    CELL_DAY, /* a day or moment as ISO 8601 text */
    CELL_ERROR
};

struct cell {
    uint32_t row, column; /* from 1 on */
    enum cell_kind kind;
    uint32_t shared;
    const char *text; /* numbers as they were spelled */
};

/* Cells that hold something, in order of row and column. */
struct grid {
    const char *name;
    struct cell *items;
    size_t count, capacity;
    size_t bytes; /* of their texts */
};

enum { GRID_CELLS = 4 << 20, GRID_BYTES = 64 << 20, CELL_BYTES = 128 << 10 };

/* "K7"; in the arena. */
const char *grid_place(struct arena *arena, const struct cell *cell);
const char *grid_place_at(struct arena *arena, uint32_t row, uint32_t column);

/* Reading a sheet's XML. Open the XML with the handler, feed it, finish it. INPUT for
 * cells out of order or more than a sheet of this program can have. */
struct grid_reader;
struct grid_reader *grid_reader_new(struct arena *arena, struct grid *grid, const char *what);
const struct xml_handler *grid_handler(struct grid_reader *reader);

/* The same for the table of shared strings: only those that the grids name are kept. */
struct strings;
struct strings *strings_new(struct arena *arena, const struct grid *grids, size_t count, const char *what);
const struct xml_handler *strings_handler(struct strings *strings);
/* Puts them in their cells, once the table is read. INPUT when one is missing. */
RESULT strings_resolve(const struct strings *strings, struct grid *grids, size_t count);

/* _x000A_ in texts of workbooks is the character of that number. */
const char *cell_plain_text(struct arena *arena, const char *text, size_t length);

#endif
