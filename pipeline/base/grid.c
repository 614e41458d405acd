/* grid.c - tables for people and programs. */
#include "base/grid.h"

#include "base/error.h"
#include "base/json.h"
#include "base/text.h"

#include <ctype.h>

size_t grid_rows(const struct grid *grid)
{
    return grid->width ? grid->count / grid->width : 0;
}

const struct cell *grid_cell(const struct grid *grid, size_t row, size_t column)
{
    return &grid->items[row * grid->width + column];
}

void grid_add(struct grid *grid, struct arena *arena, struct cell cell)
{
    *ARENA_PUSH(arena, grid) = cell;
}

void grid_add_text(struct grid *grid, struct arena *arena, const char *text)
{
    grid_add(grid, arena, (struct cell){text, NULL});
}

void grid_add_number(struct grid *grid, struct arena *arena, int64_t number)
{
    const char *text = arena_printf(arena, "%lld", (long long)number);

    grid_add(grid, arena, (struct cell){text, text});
}

/* --- for people --- */

static void add_spaces(struct bytes *out, size_t count)
{
    bytes_printf(out, "%*s", (int)count, "");
}

/* The names of the columns as headings: a capital first and blanks for _, as headings stand in the catalogue. */
static const char *const *headings(struct arena *arena, const struct grid *grid)
{
    const char **headings = ARENA_ARRAY(arena, const char *, grid->width);

    for (size_t c = 0; c < grid->width; c++) {
        char *words = arena_strdup(arena, grid->columns[c]);
        for (char *p = words; *p; p++)
            if (*p == '_')
                *p = ' ';
        words[0] = (char)toupper((unsigned char)words[0]);
        headings[c] = error_say(words);
    }
    return headings;
}

/* Nothing that steers a terminal gets through. */
static void add_visible(struct bytes *out, const char *text)
{
    for (const char *p = text; *p;) {
        const char *from = p;
        if (text_is_unprintable(text_next(&p)))
            bytes_add_text(out, "?");
        else
            bytes_add(out, from, (size_t)(p - from));
    }
}

static size_t columns_of(const char *text)
{
    size_t columns = 0;

    for (uint32_t c; (c = text_next(&text));)
        columns += text_is_unprintable(c) ? 1 : text_columns_of(c);
    return columns;
}

static const char *shown(const struct cell *cell)
{
    return cell->text && *cell->text ? cell->text : "-";
}

static void find_widths(size_t *widths, const struct grid *grid, const char *const *headings)
{
    for (size_t c = 0; c < grid->width; c++)
        widths[c] = columns_of(headings[c]);
    for (size_t i = 0; i < grid->count; i++) {
        size_t columns = columns_of(shown(&grid->items[i]));
        if (columns > widths[i % grid->width])
            widths[i % grid->width] = columns;
    }
}

void grid_write(struct bytes *out, const struct grid *grid, size_t indent)
{
    size_t *widths = ARENA_ARRAY(out->arena, size_t, grid->width);
    const char *const *names = headings(out->arena, grid);

    find_widths(widths, grid, names);
    add_spaces(out, indent);
    for (size_t c = 0; c < grid->width; c++) {
        bytes_add_text(out, names[c]);
        if (c + 1 < grid->width)
            add_spaces(out, widths[c] - columns_of(names[c]) + 2);
    }
    bytes_add_text(out, "\n");
    for (size_t row = 0; row < grid_rows(grid); row++) {
        add_spaces(out, indent);
        for (size_t c = 0; c < grid->width; c++) {
            const char *text = shown(grid_cell(grid, row, c));
            add_visible(out, text);
            if (c + 1 < grid->width)
                add_spaces(out, widths[c] - columns_of(text) + 2);
        }
        bytes_add_text(out, "\n");
    }
}

void grid_write_row(struct bytes *out, const struct grid *grid, size_t row, size_t indent)
{
    const char *const *names = headings(out->arena, grid);
    size_t width = 0;

    for (size_t c = 0; c < grid->width; c++)
        if (grid_cell(grid, row, c)->text && columns_of(names[c]) > width)
            width = columns_of(names[c]);
    for (size_t c = 0; c < grid->width; c++) {
        const struct cell *cell = grid_cell(grid, row, c);
        if (!cell->text)
            continue;
        add_spaces(out, indent);
        bytes_add_text(out, names[c]);
        add_spaces(out, width - columns_of(names[c]) + 2);
        add_visible(out, cell->text);
        bytes_add_text(out, "\n");
    }
}

/* --- for programs --- */

void grid_write_json_row(struct bytes *out, const struct grid *grid, size_t row)
{
    for (size_t c = 0; c < grid->width; c++) {
        const struct cell *cell = grid_cell(grid, row, c);
        bytes_add_text(out, c ? "," : "{");
        json_quote(out, grid->columns[c]);
        bytes_add_text(out, ":");
        if (cell->json)
            bytes_add_text(out, cell->json);
        else
            json_quote_or_null(out, cell->text);
    }
    bytes_add_text(out, "}");
}

void grid_write_json(struct bytes *out, const struct grid *grid)
{
    bytes_add_text(out, "[");
    for (size_t row = 0; row < grid_rows(grid); row++) {
        bytes_add_text(out, row ? ",\n" : "\n");
        grid_write_json_row(out, grid, row);
    }
    bytes_add_text(out, grid_rows(grid) ? "\n]" : "]");
}
