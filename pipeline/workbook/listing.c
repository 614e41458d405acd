/* listing.c - long sheets. */
#include "workbook/listing.h"

#include "base/bytes.h"

enum { HEAD_LINES = 2 };

static void write_head(struct listing *listing)
{
    struct tab *tab = listing->tab;

    tab_lines(tab, HEAD_LINES);
    for (int i = 0; i < listing->column_count; i++)
        cell_text(tab, i, STYLE_HEAD, listing->columns[i].title);
    for (int i = 0; i < listing->column_count; i++) {
        tab->widths[i] = 0; /* heads wrap */
        tab_room(tab, i, listing->columns[i].most);
    }
    if (listing->book->error)
        return;
    worksheet_freeze_panes(tab->worksheet, 1, (lxw_col_t)listing->frozen);
    book_note(listing->book, worksheet_repeat_rows(tab->worksheet, 0, 0));
}

static void begin_part(struct listing *listing)
{
    struct arena *arena = listing->book->arena;
    const char *name = listing->count ? arena_printf(arena, "%s (%zu)", listing->name, listing->count + 1)
                                      : listing->name;

    listing->tab = tab_add(listing->book, name, listing->footer);
    *ARENA_PUSH(arena, listing) = (struct listing_part){.name = name};
    write_head(listing);
}

static void colour_verdicts(const struct listing *listing, lxw_row_t last)
{
    lxw_col_t column = (lxw_col_t)listing->verdict_column;
    char wanted[] = "\"未达标\"";
    lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_CELL,
                                   .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
                                   .value_string = wanted,
                                   .format = listing->book->formats[STYLE_FAILED]};

    book_note(listing->book,
              worksheet_conditional_format_range(listing->tab->worksheet, 1, column, last, column, &rule));
}

static void end_part(struct listing *listing)
{
    struct tab *tab = listing->tab;
    lxw_row_t last = tab->row ? tab->row : 1;

    listing->items[listing->count - 1].last_row = last + 1;
    for (int i = 0; i < listing->column_count; i++) {
        const struct column *column = &listing->columns[i];
        int width = tab->widths[i] + 2;

        tab_width(tab, i, i, width < column->least ? column->least : width > column->most ? column->most : width);
    }
    if (listing->book->error)
        return;
    book_note(listing->book, worksheet_autofilter(tab->worksheet, 0, 0, last, (lxw_col_t)(listing->column_count - 1)));
    book_note(listing->book, worksheet_print_area(tab->worksheet, 0, 0, last, (lxw_col_t)(listing->printed - 1)));
    if (listing->verdict_column >= 0)
        colour_verdicts(listing, last);
}

void listing_begin(struct listing *listing)
{
    begin_part(listing);
}

struct tab *listing_row(struct listing *listing)
{
    if (listing->tab->row + 1 == listing->book->row_limit) {
        end_part(listing);
        begin_part(listing);
    }
    tab_next(listing->tab, 1);
    listing->records++;
    return listing->tab;
}

void listing_end(struct listing *listing)
{
    end_part(listing);
}

static void add_column(struct bytes *formula, const struct listing_part *part, int column)
{
    char first[LXW_MAX_CELL_NAME_LENGTH], last[LXW_MAX_CELL_NAME_LENGTH];

    lxw_rowcol_to_cell_abs(first, 1, (lxw_col_t)column, 1, 1);
    lxw_rowcol_to_cell_abs(last, part->last_row - 1, (lxw_col_t)column, 1, 1);
    bytes_printf(formula, "'%s'!%s:%s", part->name, first, last);
}

const char *listing_countifs(const struct listing *listing, struct arena *arena,
                             const struct listing_criterion *criteria, size_t count)
{
    struct bytes formula;

    bytes_init(&formula, arena);
    for (size_t i = 0; i < listing->count; i++) {
        bytes_add_text(&formula, i ? "+" : "=");
        bytes_add_text(&formula, count ? "COUNTIFS(" : "COUNTA(");
        if (!count)
            add_column(&formula, &listing->items[i], 0);
        for (size_t j = 0; j < count; j++) {
            bytes_add_text(&formula, j ? "," : "");
            add_column(&formula, &listing->items[i], criteria[j].column);
            bytes_printf(&formula, ",%s", criteria[j].criterion);
        }
        bytes_add_text(&formula, ")");
    }
    return bytes_text(&formula);
}
