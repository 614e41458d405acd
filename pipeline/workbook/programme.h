/* programme.h - the sheets of one programme: which it gets follows from its rules, never from its name. */
#ifndef WORKBOOK_PROGRAMME_H
#define WORKBOOK_PROGRAMME_H

#include "workbook/roster.h"

/* All that the programme's rules call for. */
void programme_sheets_write(struct book *book, const char *footer, const struct run *run, const struct scheme *scheme);

/* Programmes with a weighted score. */
void score_table_write(struct book *book, const char *footer, const struct run *run, const struct scheme *scheme);
/* Programmes with lists: items met of those asked, list by list, and the grades that follow. */
void grade_table_write(struct book *book, const char *footer, const struct run *run, const struct scheme *scheme);
/* Programmes that judge half-years. */
void half_year_table_write(struct book *book, const char *footer, const struct run *run, const struct scheme *scheme);
void commended_table_write(struct book *book, const char *footer, const struct run *run, const struct scheme *scheme);
/* Programmes where the worst shortfall decides. */
void inspection_table_write(struct book *book, const char *footer, const struct run *run, const struct scheme *scheme);
/* Programmes of several levels decided by figures. */
void margin_table_write(struct book *book, const char *footer, const struct run *run, const struct scheme *scheme);
/* Programmes with a catalogue: items that are not plainly met. */
void item_table_write(struct book *book, const char *footer, const struct run *run, const struct scheme *scheme);

#endif
