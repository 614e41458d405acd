/* listing.c - long sheets. */
#include "workbook/listing.h"

#include "base/bytes.h"
#include "base/text.h"

#include <assert.h>

enum { HEAD_LINES = 2 };

int column_add(struct column_list *columns, struct arena *arena, const char *title, int least, int most)
{
    assert(columns->count < TAB_COLUMNS);
    *ARENA_PUSH(arena, columns) = (struct column){title, least, most};
    return (int)columns->count - 1;
}

/* A line that runs on over the empty cells beside it. */
static void write_line(struct tab *tab, enum style style, int lines, const char *text)
{
    tab_lines(tab, lines);
    cell_text(tab, 0, style, text);
    tab_next(tab, 1);
}

/* Columns of the longest word of a head that breaks between words only: Chinese breaks anywhere. */
static int longest_word(const struct listing *listing, int column)
{
    const char *title = book_say(listing->book, listing->columns[column].title);
    int longest = 0, length = 0;
    uint32_t c;

    if (listing->book->language == LANGUAGE_CHINESE)
        return 0;
    while ((c = text_next(&title)) != 0) {
        length = c == ' ' || c >= 0x2010 ? 0 : length + 1;
        longest = length > longest ? length : longest;
    }
    return longest + 2;
}

/* English words take more room than the Chinese ones the columns are meant for. */
static int most_width(const struct listing *listing, int column)
{
    enum { MORE = 4 };
    int word = longest_word(listing, column), most = listing->columns[column].most + (word ? MORE : 0);

    return most > word ? most : word;
}

static int head_lines(const struct listing *listing)
{
    int lines = listing->head_lines ? listing->head_lines : HEAD_LINES;

    for (int i = 0; i < listing->column_count && listing->book->language != LANGUAGE_CHINESE; i++) {
        int width = cell_text_width(book_say(listing->book, listing->columns[i].title)),
            room = listing->columns[i].least;
        room = room > longest_word(listing, i) ? room : longest_word(listing, i);
        lines = 1 + width / room > lines ? 1 + width / room : lines;
    }
    return lines;
}

static void write_head(struct listing *listing)
{
    struct tab *tab = listing->tab;

    if (listing->title)
        write_line(tab, STYLE_BANNER, HEAD_LINES, listing->title);
    if (listing->is_analysis)
        write_line(tab, STYLE_NOTICE, 1, "分析，仅供内部参考，不作为评定依据");
    if (listing->note)
        write_line(tab, STYLE_SUBTITLE, 1, listing->note);
    for (int i = 0; i < listing->column_count; i++) /* what stands above the head has at least this room */
        tab_room(tab, i,
                 listing->columns[i].least > longest_word(listing, i) ? listing->columns[i].least
                                                                      : longest_word(listing, i));
    if (listing->upper)
        listing->upper(listing);
    listing->items[listing->count - 1].first_row = tab->row + 2;
    tab_lines(tab, head_lines(listing));
    for (int i = 0; i < listing->column_count; i++)
        cell_text(tab, i, STYLE_HEAD, listing->columns[i].title);
    for (int i = 0; i < listing->column_count; i++) {
        tab->widths[i] = 0; /* heads wrap */
        tab_room(tab, i, most_width(listing, i));
    }
    if (listing->book->error)
        return;
    worksheet_freeze_panes(tab->worksheet, tab->row + 1, (lxw_col_t)listing->frozen);
    book_note(listing->book, worksheet_repeat_rows(tab->worksheet, 0, tab->row));
}

static void begin_part(struct listing *listing)
{
    struct arena *arena = listing->book->arena;
    const char *plain = book_say(listing->book, listing->name);
    const char *name = listing->count ? arena_printf(arena, "%s (%zu)", plain, listing->count + 1) : plain;

    listing->tab = tab_add(listing->book, name, listing->footer);
    *ARENA_PUSH(arena, listing) = (struct listing_part){.name = name};
    write_head(listing);
}

static void colour_verdicts(const struct listing *listing, lxw_row_t first, lxw_row_t last)
{
    lxw_col_t column = (lxw_col_t)listing->verdict_column;
    int columns = listing->verdict_columns ? listing->verdict_columns : 1;
    lxw_conditional_format rule = {
        .type = LXW_CONDITIONAL_TYPE_CELL,
        .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
        .value_string = arena_printf(listing->book->arena, "\"%s\"", listing->failing ? listing->failing : "未达标"),
        .format = listing->book->formats[STYLE_FAILED]};

    book_note(listing->book, worksheet_conditional_format_range(listing->tab->worksheet, first, column, last,
                                                                (lxw_col_t)(column + columns - 1), &rule));
}

static void colour_margin(const struct listing *listing, lxw_row_t first, lxw_row_t last, lxw_col_t column,
                          enum style style, const char *condition)
{
    struct arena *arena = listing->book->arena;
    char margin[LXW_MAX_CELL_NAME_LENGTH], threshold[LXW_MAX_CELL_NAME_LENGTH], measure[LXW_MAX_CELL_NAME_LENGTH];
    const char *measured = "";

    lxw_rowcol_to_cell(margin, first, column);
    lxw_rowcol_to_cell(measure, first, (lxw_col_t)listing->measure);
    if (listing->measure && style != STYLE_SHORT)
        measured = arena_printf(arena, "%s<>\"\",", measure);
    lxw_rowcol_to_cell(threshold, first, (lxw_col_t)(column - 1));
    lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_FORMULA,
                                   .value_string = arena_printf(arena, "=AND(ISNUMBER(%s),%s%s-%s*%s)", margin,
                                                                measured, margin, threshold, condition),
                                   .format = listing->book->formats[style]};
    book_note(listing->book,
              worksheet_conditional_format_range(listing->tab->worksheet, first, column, last, column, &rule));
}

/* Short of the threshold; above it by less than a tenth; by half or more. */
static void colour_margins(const struct listing *listing, lxw_row_t first, lxw_row_t last)
{
    for (size_t i = 0; i < listing->margin_count; i++) {
        lxw_col_t column = (lxw_col_t)listing->margins[i];
        colour_margin(listing, first, last, column, STYLE_SHORT, "0<0");
        colour_margin(listing, first, last, column, STYLE_NEAR, "0.1<0");
        colour_margin(listing, first, last, column, STYLE_AMPLE, "0.5>=0");
    }
}

/* A sheet that would be too small to read across A4 goes on A3; if need be on several, its first columns on each. */
static void spread_wide(const struct listing *listing, int width)
{
    enum { A4_WIDTH = 210, A3_WIDTH = 300, PAPER_A3 = 8 };

    if (width <= A4_WIDTH)
        return;
    worksheet_set_paper(listing->tab->worksheet, PAPER_A3);
    worksheet_fit_to_pages(listing->tab->worksheet, (uint16_t)((width + A3_WIDTH - 1) / A3_WIDTH), 0);
    if (listing->frozen)
        book_note(listing->book,
                  worksheet_repeat_columns(listing->tab->worksheet, 0, (lxw_col_t)(listing->frozen - 1)));
}

static void end_part(struct listing *listing)
{
    struct tab *tab = listing->tab;
    struct listing_part *part = &listing->items[listing->count - 1];
    lxw_row_t first = part->first_row - 1, last = tab->row > first ? tab->row : first;
    int printed = 0;

    part->last_row = last + 1;
    for (int i = 0; i < listing->column_count; i++) {
        const struct column *column = &listing->columns[i];
        int width = tab->widths[i] + 2, least = column->least, word = longest_word(listing, i);

        least = word > least ? word : least;
        width = width < least ? least : width > most_width(listing, i) ? most_width(listing, i) : width;
        tab_width(tab, i, i, width);
        printed += i < listing->printed ? width : 0;
    }
    if (listing->book->error)
        return;
    book_note(listing->book,
              worksheet_autofilter(tab->worksheet, first - 1, 0, last, (lxw_col_t)(listing->column_count - 1)));
    book_note(listing->book, worksheet_print_area(tab->worksheet, 0, 0, last, (lxw_col_t)(listing->printed - 1)));
    spread_wide(listing, printed);
    if (listing->verdict_column >= 0)
        colour_verdicts(listing, first, last);
    colour_margins(listing, first, last);
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

    lxw_rowcol_to_cell_abs(first, part->first_row - 1, (lxw_col_t)column, 1, 1);
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
