/* analysis_sheets.h - the office's analysis; every sheet says that it decides nothing. */
#ifndef WORKBOOK_ANALYSIS_SHEETS_H
#define WORKBOOK_ANALYSIS_SHEETS_H

#include "workbook/book.h"

void analysis_sheets_write(struct book *book, const char *footer, const struct run *run);
/* How scores and attainment spread, with a chart for each programme. */
void distribution_write(struct book *book, const char *footer, const struct run *run);

#endif
