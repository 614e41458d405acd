/* table.h - ruled rows on a sheet: cells wrap, rows stay whole where they can,
 * and the head is repeated on every page. */
#ifndef DOCUMENT_TABLE_H
#define DOCUMENT_TABLE_H

#include "document/sheet.h"

enum { MAX_CELLS = 9 };

struct cell {
    double width; /* share of the sheet's width */
    const char *text;
    enum font font;
    enum text_align align;
    struct colour colour;
    bool is_shaded;
};

struct table_head {
    struct cell cells[MAX_CELLS];
    size_t count;
};

/* Draws the head and sees to it that it is repeated until table_end. */
void table_begin(struct sheet *sheet, const struct table_head *head);
void table_end(struct sheet *sheet);
void table_draw_head(struct sheet *sheet, const struct table_head *head);

/* One row, at least `height` points high. */
void table_row(struct sheet *sheet, const struct cell *cells, size_t count, double height);

/* A row of a form: label, value, label, value; with two cells the value spans. */
void table_form(struct sheet *sheet, const char *label, const char *value, const char *label2, const char *value2);

/* A box of a form to write in: a label, and lines for a signature and a date. */
void table_opinion(struct sheet *sheet, const char *label, double height);

#endif
