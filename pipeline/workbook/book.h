/* book.h - workbooks cell by cell: the only door to libxlsxwriter.
 *
 * A book is written in constant memory: rows of a sheet go out from top to
 * bottom and are forgotten, whatever the number of units. (libxlsxwriter has no
 * Excel tables in that mode; long sheets get a filter, a frozen head and
 * repeated head rows instead.) Sheets may be filled in turn or side by side.
 *
 * Failures stick: the first one is kept and reported by book_close, so that the
 * writers of sheets need not look after every cell. */
#ifndef WORKBOOK_BOOK_H
#define WORKBOOK_BOOK_H

#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"
#include "base/exact.h"
#include "workbook/style.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <xlsxwriter.h>

/* Each link stays in memory until the end, some 2.8 KB; Excel takes 65 530. */
enum { TAB_COLUMNS = 512, EXCEL_ROWS = 1048576, MAX_LINKS = 16384 };

struct tab {
    struct book *book;
    lxw_worksheet *worksheet;
    const char *name;
    lxw_row_t row; /* being written; never goes back */
    size_t cells;  /* written, to be found again when the file is read back */
    size_t links;
    int widths[TAB_COLUMNS]; /* of the widest text of a column, a full-width character being 2 */
    int room[TAB_COLUMNS];   /* columns of text before a wrapping cell takes another line; 0: never */
    int lines;               /* of the highest cell of the row so far */
    struct tab *next;
};

struct book {
    lxw_workbook *workbook;
    lxw_format *formats[STYLE_COUNT];
    const char *path;
    enum language language; /* of titles, heads and labels, and of the sheets' names */
    struct arena *arena;    /* of the book */
    struct arena *passing;  /* for one cell */
    struct tab *tabs;       /* in order of their tabs */
    struct tab **last;
    lxw_error error;     /* the first */
    lxw_row_t row_limit; /* rows of a sheet; EXCEL_ROWS but in tests */
};

struct book_properties {
    const char *title;
    const char *author;
    const char *comment;
    date created;        /* the only time in the file, so that its bytes repeat */
    const char *subject; /* NULL: none */
    enum language language;
};

/* Begins a workbook. OUTPUT when its file cannot be made. */
RESULT book_open(struct book **out, const char *path, const char *scratch, const struct book_properties *properties);

/* Writes the file, frees the book and reads the file back: OUTPUT when any cell
 * could not be written or did not arrive (temporary files on a full disk lose
 * rows without a word from the library). */
RESULT book_close(struct book *book);

/* A phrase of the code in the language of the book. */
__attribute__((format_arg(2))) const char *book_say(const struct book *book, const char *chinese);

/* A new tab, its name in the language of the book, printed on A4 landscape, one page wide. `footer` may be NULL. */
struct tab *tab_add(struct book *book, const char *name, const char *footer);

/* Text, never a formula: written as a string in the text format. Titles, heads
 * and labels (style_is_heading) that are phrases of the code come in the language of the book. Characters that
 * a workbook cannot hold come out as U+FFFD. "" and NULL make an empty cell. */
void cell_text(struct tab *tab, int column, enum style style, const char *text);
/* A word of the code, in the language of the book. */
void cell_word(struct tab *tab, int column, enum style style, const char *chinese);
/* As cell_text, across columns first to last of the row; does not widen columns. */
void cell_across(struct tab *tab, int first, int last, enum style style, const char *text);
void cell_number(struct tab *tab, int column, enum style style, double number);
void cell_exact(struct tab *tab, int column, enum style style, struct exact number);
/* DATE_NONE makes an empty cell. */
void cell_date(struct tab *tab, int column, date day);
/* A live formula and the result it has now. */
void cell_formula(struct tab *tab, int column, enum style style, const char *formula, double result);
void cell_formula_across(struct tab *tab, int first, int last, enum style style, const char *formula, double result);
void cell_formula_text(struct tab *tab, int column, enum style style, const char *formula, const char *result);
/* A link to a file beside the workbook; the bare text once a sheet is full of links. */
void cell_link(struct tab *tab, int column, const char *path, const char *text);

/* A link to a place of the book, as '决定'!A12, across columns. `shown` is what stands there, as a formula has it
 * (a cell, or a text between quotes, which must hold none), `result` what that is now. */
void cell_jump(struct tab *tab, int first, int last, enum style style, const char *place, const char *shown,
               const char *result);

/* Ends the current row, which becomes as high as its wrapped texts need (not all
 * readers do that by themselves), and moves `rows` down. */
void tab_next(struct tab *tab, lxw_row_t rows);
/* Least height of the current row, in lines of running text. */
void tab_lines(struct tab *tab, int lines);
/* Width of columns, in characters. */
void tab_width(struct tab *tab, int first, int last, int width);
/* Width from which texts of a column wrap, where its width is not set yet. */
void tab_room(struct tab *tab, int column, int width);
/* Keeps the first failure; for calls of the library made elsewhere. */
void book_note(struct book *book, lxw_error error);

/* Columns that a text takes: full-width characters count 2. */
int cell_text_width(const char *text);

#endif
