/* roster.h - long sheets about the subjects of one programme, or of all. */
#ifndef WORKBOOK_ROSTER_H
#define WORKBOOK_ROSTER_H

#include "model/analysis.h"
#include "model/docket.h"
#include "workbook/listing.h"

/* More requirements than a sheet has room for are left out, and the sheet says so. */
enum { ROSTER_REQUIREMENTS = 48 };

struct roster {
    struct listing listing;
    struct column_list columns;
    const struct run *run;
    const struct scheme *scheme;              /* NULL: of all programmes */
    int unit, name, programme, track, matter; /* columns; -1: not there */
    struct arena *row;                        /* for what one row is made of */
};

/* Unit, name, programme where the sheet is of all, track where the programme has tracks, matter. */
void roster_open(struct roster *roster, struct book *book, const struct run *run, const struct scheme *scheme,
                 const char *footer);
/* One more column; its position. */
int roster_column(struct roster *roster, const char *title, int least, int most);
/* Names the sheet: after the programme where it is of one. */
void roster_begin(struct roster *roster, const char *name, const char *title, const char *note);
/* The next row, with the cells of the subject. */
struct tab *roster_row(struct roster *roster, const struct decision *decision);
void roster_end(struct roster *roster);

/* Whether a decision has a line of its own in the sheets of a programme: reviews, applications, half-years. */
bool roster_has_figures(const struct decision *decision);

/* Whether a check is asked and stands in a list that is looked at: up to the level under review,
 * or to the one above that attained. */
bool roster_looks_at(const struct docket_entry *entry, size_t check);

/* "E7", "E$3", "$E$3" … of a cell; in roster->row. */
const char *roster_cell(struct roster *roster, lxw_row_t row, int column);
const char *roster_cell_fixed(struct roster *roster, lxw_row_t row, int column);

/* Clause of a check's item; its id where the clause names several. */
const char *roster_clauses(struct arena *arena, const struct checklist *list, const uint16_t *checks, size_t count,
                           size_t most);

#endif
