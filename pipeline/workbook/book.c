/* book.c - books, sheets and cells. */
#include "workbook/book.h"

#include "base/bytes.h"
#include "base/text.h"
#include "workbook/reread.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum {
    MAX_CELL_CHARACTERS = 8000, /* Excel holds 32 767 UTF-16 units; nobody reads so many */
    LINE_POINTS = 15,
    MAX_LINES = 26, /* rows are at most 409 points high */
    PAPER_A4 = 9,
};

/* Day number of 1970-01-01 in a workbook. */
static const double excel_epoch = 25569;

void book_note(struct book *book, lxw_error error)
{
    if (!book->error)
        book->error = error;
}

/* Makes the file, for its owner only. The library would do so at the very end,
 * and say no more than that it could not. */
static RESULT make_file(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    if (fd < 0 || close(fd) != 0)
        return FAIL(OUTPUT, "%s: %s", path, error_reason(errno));
    return OK;
}

RESULT book_open(struct book **out, const char *path, const char *scratch, const struct book_properties *properties)
{
    *out = NULL;
    TRY(make_file(path));
    struct arena *arena = arena_new();
    struct book *book = ARENA_NEW(arena, struct book);

    *book = (struct book){.path = arena_strdup(arena, path),
                          .language = properties->language,
                          .arena = arena,
                          .passing = arena_new(),
                          .row_limit = EXCEL_ROWS};
    book->last = &book->tabs;
    lxw_workbook_options options = {.constant_memory = 1, .tmpdir = arena_strdup(arena, scratch)};
    book->workbook = workbook_new_opt(book->path, &options);
    if (!book->workbook || !style_formats(book->workbook, book->language, book->formats)) {
        struct result failure = FAIL(OUTPUT, "%s: %s", path, lxw_strerror(LXW_ERROR_MEMORY_MALLOC_FAILED));
        lxw_workbook_free(book->workbook);
        arena_free(book->passing);
        arena_free(arena);
        return failure;
    }
    lxw_doc_properties written = {.title = arena_strdup(arena, properties->title),
                                  .author = arena_strdup(arena, properties->author),
                                  .subject = arena_strdup(arena, properties->subject ? properties->subject : ""),
                                  .comments = arena_strdup(arena, properties->comment),
                                  .created = (time_t)properties->created * 86400};
    book_note(book, workbook_set_properties(book->workbook, &written));
    *out = book;
    return OK;
}

static RESULT read_back(const struct book *book)
{
    size_t count = 0, i = 0;

    for (const struct tab *tab = book->tabs; tab; tab = tab->next)
        count++;
    size_t *cells = ARENA_ARRAY(book->arena, size_t, count);
    for (const struct tab *tab = book->tabs; tab; tab = tab->next)
        cells[i++] = tab->cells;
    return workbook_reread(book->path, cells, count);
}

static void end_row(struct tab *tab)
{
    if (!tab->book->error && tab->lines)
        book_note(tab->book, worksheet_set_row(tab->worksheet, tab->row, tab->lines * LINE_POINTS + 3, NULL));
    tab->lines = 0;
}

RESULT book_close(struct book *book)
{
    struct result result = OK;

    for (struct tab *tab = book->tabs; tab; tab = tab->next)
        end_row(tab);
    /* Frees the workbook even when it fails, and is the only public way to drop it. */
    lxw_error closed = workbook_close(book->workbook);

    book_note(book, closed);
    if (book->error)
        result = FAIL(OUTPUT, "%s: %s", book->path, lxw_strerror(book->error));
    else
        result = read_back(book);
    arena_free(book->passing);
    arena_free(book->arena);
    return result;
}

struct tab *tab_add(struct book *book, const char *name, const char *footer)
{
    struct tab *tab = ARENA_NEW(book->arena, struct tab);

    tab->book = book;
    tab->name = arena_strdup(book->arena, book_say(book, name));
    tab->worksheet = workbook_add_worksheet(book->workbook, tab->name);
    *book->last = tab;
    book->last = &tab->next;
    if (!tab->worksheet) {
        book_note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return tab;
    }
    worksheet_set_landscape(tab->worksheet);
    worksheet_set_paper(tab->worksheet, PAPER_A4);
    worksheet_fit_to_pages(tab->worksheet, 1, 0);
    worksheet_set_margins(tab->worksheet, 0.4, 0.4, 0.5, 0.6);
    if (footer)
        book_note(book, worksheet_set_footer(tab->worksheet, footer));
    return tab;
}

const char *book_say(const struct book *book, const char *chinese)
{
    return phrase(book->language, chinese);
}

/* Characters that XML refuses, that a cell cannot show, or that turn the reading
 * direction so that a text seems to say something else. */
static bool is_unfit(uint32_t c)
{
    return (c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || (c & 0xFFFE) == 0xFFFE;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* Spreadsheets read _x0041_ inside a text as the character of that number. */
static bool is_escape(const char *s)
{
    return s[0] == '_' && s[1] == 'x' && is_hex(s[2]) && is_hex(s[3]) && is_hex(s[4]) && is_hex(s[5]) && s[6] == '_';
}

/* True when a cell can hold the text as it is. */
static bool fits_cell(const char *text)
{
    int characters = 0;

    for (;;) {
        const char *from = text;
        uint32_t c = text_next(&text);

        if (c == 0)
            return true;
        if (is_unfit(c) || ++characters > MAX_CELL_CHARACTERS || is_escape(from))
            return false;
    }
}

/* The text as a cell may hold it. */
static const char *fit_for_cell(struct book *book, const char *text)
{
    struct bytes out;
    const char *p = text;

    if (fits_cell(text))
        return text;
    bytes_init(&out, book->passing);
    for (int characters = 0; *p; characters++) {
        const char *from = p;
        uint32_t c = text_next(&p);

        if (characters == MAX_CELL_CHARACTERS) {
            bytes_add_text(&out, "…");
            break;
        }
        if (is_unfit(c)) {
            bytes_add_text(&out, "\xEF\xBF\xBD");
            continue;
        }
        if (is_escape(from))
            bytes_add_text(&out, "_x005F"); /* its own underscore follows */
        bytes_add(&out, from, (size_t)(p - from));
    }
    return bytes_text(&out);
}

/* Columns of the text's next line; leaves `text` at its end. */
static int line_width(const char **text)
{
    int width = 0;

    while (**text && **text != '\n')
        width += text_next(text) < 0x2010 ? 1 : 2;
    return width;
}

int cell_text_width(const char *text)
{
    int widest = 0;

    for (;; text++) {
        int width = line_width(&text);

        widest = width > widest ? width : widest;
        if (!*text)
            return widest;
    }
}

static void widen(struct tab *tab, int column, int width)
{
    if (width > tab->widths[column])
        tab->widths[column] = width;
}

/* Makes the row high enough for a text across columns. */
static void heighten(struct tab *tab, int first, int last, enum style style, const char *text)
{
    int room = 0, lines = 0;

    for (int i = first; i <= last; i++)
        room += tab->room[i];
    for (;; text++) {
        int width = line_width(&text);

        lines += room && width > room ? (width + room - 1) / room : 1;
        if (!*text)
            break;
    }
    tab_lines(tab, !style_wraps(style) ? 1 : lines < MAX_LINES ? lines : MAX_LINES);
}

/* Counts the cells of a call that succeeded, keeps the error of one that did not. */
static void count_cells(struct tab *tab, lxw_error error, size_t cells)
{
    book_note(tab->book, error);
    tab->cells += cells;
}

void cell_text(struct tab *tab, int column, enum style style, const char *text)
{
    struct book *book = tab->book;
    lxw_format *format = book->formats[style];

    if (book->error)
        return;
    if (style_is_heading(style))
        text = book_say(book, text);
    if (!text || !*text) {
        count_cells(tab, worksheet_write_blank(tab->worksheet, tab->row, (lxw_col_t)column, format), 1);
        return;
    }
    const char *fit = fit_for_cell(book, text);
    count_cells(tab, worksheet_write_string(tab->worksheet, tab->row, (lxw_col_t)column, fit, format), 1);
    widen(tab, column, cell_text_width(fit));
    heighten(tab, column, column, style, fit);
    arena_reset(book->passing);
}

void cell_word(struct tab *tab, int column, enum style style, const char *chinese)
{
    cell_text(tab, column, style, book_say(tab->book, chinese));
}

void cell_across(struct tab *tab, int first, int last, enum style style, const char *text)
{
    struct book *book = tab->book;

    if (book->error)
        return;
    if (style_is_heading(style))
        text = book_say(book, text);
    const char *fit = fit_for_cell(book, text ? text : "");
    if (first == last)
        cell_text(tab, first, style, text);
    else
        count_cells(tab,
                    worksheet_merge_range(tab->worksheet, tab->row, (lxw_col_t)first, tab->row, (lxw_col_t)last, fit,
                                          book->formats[style]),
                    (size_t)(last - first + 1));
    heighten(tab, first, last, style, fit);
    arena_reset(book->passing);
}

void cell_number(struct tab *tab, int column, enum style style, double number)
{
    struct book *book = tab->book;

    if (book->error)
        return;
    count_cells(tab, worksheet_write_number(tab->worksheet, tab->row, (lxw_col_t)column, number, book->formats[style]),
                1);
}

void cell_exact(struct tab *tab, int column, enum style style, struct exact number)
{
    cell_number(tab, column, style, exact_double(number));
}

void cell_date(struct tab *tab, int column, date day)
{
    if (day == DATE_NONE) {
        cell_text(tab, column, STYLE_CENTRE, NULL);
        return;
    }
    cell_number(tab, column, STYLE_DATE, (double)day + excel_epoch);
    widen(tab, column, 10);
}

void cell_formula(struct tab *tab, int column, enum style style, const char *formula, double result)
{
    struct book *book = tab->book;

    if (book->error)
        return;
    count_cells(
        tab,
        worksheet_write_formula_num(tab->worksheet, tab->row, (lxw_col_t)column, formula, book->formats[style], result),
        1);
}

void cell_formula_across(struct tab *tab, int first, int last, enum style style, const char *formula, double result)
{
    cell_across(tab, first, last, style, NULL);
    cell_formula(tab, first, style, formula, result);
    if (first != last)
        tab->cells--; /* the formula took the place of the merged cell's blank */
}

void cell_formula_text(struct tab *tab, int column, enum style style, const char *formula, const char *result)
{
    struct book *book = tab->book;

    if (book->error)
        return;
    count_cells(
        tab,
        worksheet_write_formula_str(tab->worksheet, tab->row, (lxw_col_t)column, formula, book->formats[style], result),
        1);
    widen(tab, column, cell_text_width(result));
}

void cell_link(struct tab *tab, int column, const char *path, const char *text)
{
    struct book *book = tab->book;

    if (book->error)
        return;
    if (tab->links == MAX_LINKS) {
        cell_text(tab, column, STYLE_WORD, path);
        return;
    }
    text = book_say(book, text);
    /* As a bare reference: the library would give "external:" ones backslashes,
     * which only Windows follows. */
    count_cells(tab,
                worksheet_write_url_opt(tab->worksheet, tab->row, (lxw_col_t)column, path, book->formats[STYLE_LINK],
                                        text, NULL),
                1);
    tab->links++;
    widen(tab, column, cell_text_width(text));
}

void cell_jump(struct tab *tab, int first, int last, enum style style, const char *place, const char *shown,
               const char *result)
{
    const char *formula = arena_printf(tab->book->arena, "=HYPERLINK(\"#%s\",%s)", place, shown);

    if (first != last) {
        cell_across(tab, first, last, style, result);
        tab->cells--; /* the formula takes the place of the first */
    }
    if (tab->book->error)
        return;
    result = fit_for_cell(tab->book, result);
    cell_formula_text(tab, first, style, formula, result);
    if (first == last)
        heighten(tab, first, last, style, result);
    arena_reset(tab->book->passing);
}

void tab_lines(struct tab *tab, int lines)
{
    if (lines > tab->lines)
        tab->lines = lines;
}

void tab_next(struct tab *tab, lxw_row_t rows)
{
    end_row(tab);
    tab->row += rows;
}

void tab_room(struct tab *tab, int column, int width)
{
    tab->room[column] = width;
}

void tab_width(struct tab *tab, int first, int last, int width)
{
    for (int i = first; i <= last; i++)
        tab_room(tab, i, width);
    if (!tab->book->error)
        book_note(tab->book, worksheet_set_column(tab->worksheet, (lxw_col_t)first, (lxw_col_t)last, width, NULL));
}
