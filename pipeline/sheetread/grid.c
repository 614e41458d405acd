/* grid.c - a sheet's XML to cells. */
#include "sheetread/grid.h"

#include "base/bytes.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_ROW = 1048576, MAX_COLUMN = 16384 };

struct grid_reader {
    struct arena *arena;
    struct grid *grid;
    const char *what;
    struct xml_handler handler;
    bool has_root;
    uint32_t row, column; /* of the last row and cell begun */
    struct cell cell;
    bool in_cell, takes_text;
    int phonetic; /* depth in readings given beside a text */
    struct bytes text;
};

const char *grid_place_at(struct arena *arena, uint32_t row, uint32_t column)
{
    char letters[8];
    size_t at = sizeof letters - 1;

    letters[at] = '\0';
    for (uint32_t n = column; n; n = (n - 1) / 26)
        letters[--at] = (char)('A' + (n - 1) % 26);
    return arena_printf(arena, "%s%u", letters + at, row);
}

const char *grid_place(struct arena *arena, const struct cell *cell)
{
    return grid_place_at(arena, cell->row, cell->column);
}

/* A number from 1 to `most`; 0 when it is none. */
static uint32_t read_number(const char *text, uint32_t most)
{
    uint32_t value = 0;

    for (; *text; text++) {
        if (*text < '0' || *text > '9' || (value = value * 10 + (uint32_t)(*text - '0')) > most)
            return 0;
    }
    return value;
}

/* "K7". */
static bool read_place(const char *text, uint32_t *row, uint32_t *column)
{
    *column = 0;
    for (; *text >= 'A' && *text <= 'Z'; text++)
        if ((*column = *column * 26 + (uint32_t)(*text - 'A' + 1)) > MAX_COLUMN)
            return false;
    *row = read_number(text, MAX_ROW);
    return *row && *column;
}

static RESULT begin_row(struct grid_reader *r, const struct xml_attributes *attributes)
{
    const char *number = xml_attribute(attributes, "r", false);
    uint32_t row = number ? read_number(number, MAX_ROW) : r->row + 1;

    if (row <= r->row || row > MAX_ROW)
        return FAIL(INPUT, "%s: is damaged: row %s after row %u", r->what, number ? number : "", r->row);
    r->row = row;
    r->column = 0;
    return OK;
}

static enum cell_kind kind_of(const char *type)
{
    static const struct {
        const char *word;
        enum cell_kind kind;
    } kinds[] = {
        {"s", CELL_SHARED},  {"str", CELL_TEXT}, {"inlineStr", CELL_TEXT},
        {"b", CELL_BOOLEAN}, {"d", CELL_DAY},    {"e", CELL_ERROR},
    };

    for (size_t i = 0; type && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].word, type) == 0)
            return kinds[i].kind;
    return CELL_NUMBER;
}

static RESULT begin_cell(struct grid_reader *r, const struct xml_attributes *attributes)
{
    const char *place = xml_attribute(attributes, "r", false);
    uint32_t row = r->row, column = r->column + 1;

    if (r->in_cell || !r->row || (place && !read_place(place, &row, &column)) || row != r->row || column <= r->column ||
        column > MAX_COLUMN)
        return FAIL(INPUT, "%s: is damaged: cell %s after column %u of row %u", r->what, place ? place : "", r->column,
                    r->row);
    r->column = column;
    r->cell = (struct cell){.row = row, .column = column, .kind = kind_of(xml_attribute(attributes, "t", false))};
    r->in_cell = true;
    r->text.length = 0;
    return OK;
}

static RESULT on_start(void *context, const char *name, const struct xml_attributes *attributes)
{
    struct grid_reader *r = context;

    if (!r->has_root && strcmp(name, "worksheet") != 0)
        return FAIL(INPUT, "%s: is no sheet of a workbook", r->what);
    r->has_root = true;
    if (strcmp(name, "row") == 0)
        return begin_row(r, attributes);
    if (strcmp(name, "c") == 0)
        return begin_cell(r, attributes);
    r->phonetic += strcmp(name, "rPh") == 0;
    r->takes_text = r->in_cell && !r->phonetic && (strcmp(name, "v") == 0 || strcmp(name, "t") == 0);
    return OK;
}

static RESULT on_text(void *context, const char *text, size_t length)
{
    struct grid_reader *r = context;

    if (!r->takes_text)
        return OK;
    if (r->text.length + length > CELL_BYTES)
        return FAIL(INPUT, "%s: cell %s holds more text than a cell can", r->what, grid_place(r->arena, &r->cell));
    bytes_add(&r->text, text, length);
    return OK;
}

static RESULT end_cell(struct grid_reader *r)
{
    r->in_cell = false;
    if (!r->text.length)
        return OK;
    if (r->grid->count == GRID_CELLS || (r->grid->bytes += r->text.length) > GRID_BYTES)
        return FAIL(INPUT, "%s: holds more than any sheet for rulings", r->what);
    if (r->cell.kind == CELL_SHARED) {
        const char *index = bytes_text(&r->text);
        if (strlen(index) > 9 || strspn(index, "0123456789") != strlen(index))
            return FAIL(INPUT, "%s: is damaged: cell %s", r->what, grid_place(r->arena, &r->cell));
        r->cell.shared = read_number(index, 999999999);
    } else if (r->cell.kind == CELL_TEXT) {
        r->cell.text = cell_plain_text(r->arena, r->text.data, r->text.length);
    } else {
        r->cell.text = arena_strndup(r->arena, r->text.data, r->text.length);
    }
    *ARENA_PUSH(r->arena, r->grid) = r->cell;
    return OK;
}

static RESULT on_end(void *context, const char *name)
{
    struct grid_reader *r = context;

    r->takes_text = false;
    r->phonetic -= strcmp(name, "rPh") == 0;
    return strcmp(name, "c") == 0 ? end_cell(r) : OK;
}

struct grid_reader *grid_reader_new(struct arena *arena, struct grid *grid, const char *what)
{
    struct grid_reader *r = ARENA_NEW(arena, struct grid_reader);

    *r = (struct grid_reader){.arena = arena, .grid = grid, .what = what, .handler = {on_start, on_end, on_text, r}};
    bytes_init(&r->text, arena);
    return r;
}

const struct xml_handler *grid_handler(struct grid_reader *reader)
{
    return &reader->handler;
}
