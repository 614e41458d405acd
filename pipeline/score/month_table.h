/* month_table.h - the calendar month of a day by looking it up: millions are asked. Private to score/. */
#ifndef SCORE_MONTH_TABLE_H
#define SCORE_MONTH_TABLE_H

#include "model/docket.h"

/* Months, as year * 12 + month - 1, of the days from `first` to as_of. */
struct month_table {
    date first;
    int32_t *months; /* NULL: no entry keeps months */
};

/* Covers the days that count of every entry that keeps months. */
struct month_table month_table_make(const struct docket *docket, date as_of);
void month_table_clear(struct month_table *table);

#endif
