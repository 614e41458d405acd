/* listing.h - long sheets: one head, any number of rows, as many tabs as they need. */
#ifndef WORKBOOK_LISTING_H
#define WORKBOOK_LISTING_H

#include "workbook/book.h"

struct column {
    const char *title;
    int least, most; /* width in characters; it fits the widest text between these */
};

/* Columns put together as a run's programmes need them. */
struct column_list {
    struct column *items;
    size_t count, capacity;
};
/* Position of the new column. */
int column_add(struct column_list *columns, struct arena *arena, const char *title, int least, int most);

/* What the colours of margins mean. */
#define MARGIN_NOTE "红：未达到；黄：高出应达不足一成；绿：高出一半以上。"

/* One tab of a listing; rows first_row to last_row (as spreadsheets count) hold records. */
struct listing_part {
    const char *name;
    lxw_row_t first_row, last_row;
};

struct listing {
    struct book *book;
    const char *name;
    const char *footer;
    const struct column *columns;
    int column_count;
    int printed;         /* columns that go to paper; the rest are for filters */
    int frozen;          /* columns that stay in view */
    int verdict_column;  /* -1: none; the failing word is coloured there */
    int verdict_columns; /* so many side by side; 0 is one */
    const int *margins;  /* columns of margins, the threshold standing left of each: coloured by how large they are */
    size_t margin_count;
    int measure; /* column of what they are counted in; where it is empty only what is short is coloured. 0: none */
    const char *failing;      /* NULL: 未达标 */
    const char *title, *note; /* above the head, on every tab; NULL: none */
    bool is_analysis;         /* the note warns of it */
    /* Writes rows between the note and the head, and moves past them; NULL: none. */
    void (*upper)(struct listing *listing);
    const void *context; /* of whoever fills the listing */
    int head_lines;      /* 0: two */
    struct tab *tab;     /* the tab being written; this and what follows the listing sets itself */
    size_t records;
    struct listing_part *items; /* the tabs */
    size_t count, capacity;
};

/* Adds the first tab with its head. */
void listing_begin(struct listing *listing);
/* Moves to the next row, on a further tab when this one is full. */
struct tab *listing_row(struct listing *listing);
/* Widths, filter, print set-up. A listing without records keeps its head. */
void listing_end(struct listing *listing);

/* A formula that counts the records that match all criteria, over all tabs; a
 * criterion is a formula's text, "\"none\"" or "$A5". Without criteria it counts
 * the records. */
struct listing_criterion {
    int column;
    const char *criterion;
};
const char *listing_countifs(const struct listing *listing, struct arena *arena,
                             const struct listing_criterion *criteria, size_t count);

#endif
