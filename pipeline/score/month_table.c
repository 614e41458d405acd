/* month_table.c - fills the table a month at a time. */
#include "score/month_table.h"

#include "base/arena.h"

struct month_table month_table_make(const struct docket *docket, date as_of)
{
    struct month_table table = {.first = as_of};
    int year, month, day;
    bool is_wanted = false;

    for (size_t e = 0; e < docket->count; e++) {
        const struct docket_entry *entry = &docket->entries[e];
        if (!entry->by_month.count)
            continue;
        is_wanted = true;
        if (entry->days_from < table.first)
            table.first = entry->days_from;
    }
    if (!is_wanted)
        return table;
    table.months = heap_alloc((size_t)(as_of - table.first) + 1, sizeof *table.months);
    for (date d = table.first, next; d <= as_of; d = next) {
        date_split(d, &year, &month, &day);
        next = date_add_months(date_make(year, month, 1), 1);
        for (date at = d; at < next && at <= as_of; at++)
            table.months[at - table.first] = year * 12 + month - 1;
    }
    return table;
}

void month_table_clear(struct month_table *table)
{
    heap_free(table->months);
    table->months = NULL;
}
