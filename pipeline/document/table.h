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
    double points; /* size of head and rows; 0: that of tables */
    /* A bit by column: running text, set to both margins; names and lists, from the left. Others are centred. */
    unsigned wide, left;
};

#define TABLE_HEAD_CELL(share, name)                                                                  \
    {                                                                                                 \
        .width = (share), .text = (name), .font = FONT_SANS, .align = ALIGN_CENTRE, .is_shaded = true \
    }

/* The head is drawn above the first row and on every page until table_end; one without
 * cells only gives the rows their size. Below a head the last two rows stay on one page. */
void table_begin(struct sheet *sheet, const struct table_head *head);
void table_end(struct sheet *sheet);
/* The same; the last rows stay with the `below` points that come after them. */
void table_end_above(struct sheet *sheet, double below);
void table_draw_head(struct sheet *sheet);

/* One row, at least `height` points high. */
void table_row(struct sheet *sheet, const struct cell *cells, size_t count, double height);

/* A row below `head`, a text for each column; those whose bit of `alarms` is set stand out
 * by their colour (another face would cost a file its glyphs twice). */
void table_texts(struct sheet *sheet, const struct table_head *head, const char *const *texts, unsigned alarms);

/* A whole table: for each row a text for each column, and which of them stand out (NULL: none). Columns of figures and
 * words (neither `wide` nor `left`) get the width of their longest text, up to a limit; the others share what is left
 * in proportion to the shares they had, and none gets more than it needs while another wants it. */
void table_rows(struct sheet *sheet, const struct table_head *head, const char *const *texts, const unsigned *alarms,
                size_t rows);

/* A shaded row across the table, drawn with the row after it. */
void table_group(struct sheet *sheet, const char *text);

/* Share of the width that labels of a form take: 统一社会信用代码 on one line. */
double table_label(const struct sheet *sheet);

/* A row of a form: label, value, label, value; with two cells the value spans. */
void table_form(struct sheet *sheet, const char *label, const char *value, const char *label2, const char *value2);

/* Who confirms what stands in a box. */
enum signature { SIGNED_BY_HAND, SIGNED_AND_SEALED };

/* A box of a form: a label, what was said (NULL: room to write), a place for
 * signature and date. At least `height` points high. */
void table_opinion(struct sheet *sheet, const char *label, const char *text, enum signature signature, double height);

#endif
