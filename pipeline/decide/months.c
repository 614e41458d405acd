/* months.c - the calendar months of the days that count. */
#include "decide/months.h"

static int month_of(date day)
{
    int year, month, of_month;

    date_split(day, &year, &month, &of_month);
    return year * 12 + month - 1;
}

void months_make(struct docket_entry *entry, struct arena *arena)
{
    size_t rows = entry->scheme->monthly_count;
    struct months *months = &entry->by_month;

    if (!rows || entry->days_from == DATE_NONE || entry->days_to < entry->days_from)
        return;
    int last = month_of(entry->days_to);
    months->first = month_of(entry->days_from);
    if (last - months->first >= MAX_MONTHS)
        months->first = last - MAX_MONTHS + 1;
    months->count = last - months->first + 1;
    months->cells = ARENA_ARRAY(arena, int64_t, rows * (size_t)months->count);
}
