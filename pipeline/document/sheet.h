/* sheet.h - flowing pages: margins, running head and foot, paragraphs, page breaks. */
#ifndef DOCUMENT_SHEET_H
#define DOCUMENT_SHEET_H

#include "document/paper.h"

struct table_head;
struct row;

/* Headings of a paper and the pages they stand on. */
struct outline {
    struct outline_entry {
        const char *title;
        int depth; /* 0: a part, 1: a heading in it */
        int page;
    } *items;
    size_t count, capacity;
};

struct sheet {
    const struct paper *paper;
    double left, right, top, bottom; /* margins */
    const char *head_left;           /* running head; NULL for none */
    const char *head_right;
    const char *foot_left, *foot_right;
    bool is_letter;                /* tables and feet too in the serif face: one hand, and fewer fonts in the file */
    bool is_close;                 /* lines of running text a little closer to each other */
    bool is_cover;                 /* the next page has neither head nor number */
    struct outline *outline;       /* where headings are noted; NULL: nowhere */
    int page;                      /* number of the page being filled; 0: none yet */
    double y;                      /* where the next thing goes */
    const struct table_head *head; /* repeated on top of a new page; NULL outside tables */
    /* What is drawn together with what comes next, so that it never ends a page alone. */
    const char *heading; /* NULL: none waits */
    struct text_style heading_style;
    bool is_heading_plain;        /* without bar and space */
    bool is_head_due;  /* the head of the table has yet to be drawn */
    const char *group; /* the same of a row that names a group; NULL: none waits */
    /* Rows of the table that wait for those after them. */
    struct row *waiting;
    size_t waiting_count;
};

/* The face for a font on this sheet. */
enum font sheet_font(const struct sheet *sheet, enum font font);

/* Width between the margins. */
double sheet_width(const struct sheet *sheet);
/* What is left on the page. */
double sheet_room(const struct sheet *sheet);

void sheet_page(struct sheet *sheet);
/* Notes a heading at this place of the page in the outline of the paper and of the file, where there is one. */
void sheet_mark(struct sheet *sheet, const char *title, int depth);
/* Begins a page unless `height` has room on this one, and draws the heading that waits. */
void sheet_need(struct sheet *sheet, double height);
void sheet_space(struct sheet *sheet, double height);

/* A paragraph across the width; breaks between lines when the page ends. */
void sheet_paragraph(struct sheet *sheet, const char *string, const struct text_style *style);

/* A heading: drawn with what follows it, not at all when nothing does. A plain one is a line of bold text. */
void sheet_heading(struct sheet *sheet, const char *string, const struct text_style *style);
void sheet_plain_heading(struct sheet *sheet, const char *string, const struct text_style *style);

/* A framed remark that must not be overlooked. */
void sheet_box(struct sheet *sheet, const char *string, const struct text_style *style, struct colour frame);

#endif
