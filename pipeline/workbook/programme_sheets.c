/* programme_sheets.c - which sheets a programme gets. */
#include "workbook/programme.h"

static bool is_decided(const struct run *run, const struct scheme *scheme)
{
    for (size_t i = 0; i < run->plan->count; i++)
        if (run->plan->decisions[i].scheme == scheme)
            return true;
    return false;
}

static bool commends(const struct scheme *scheme)
{
    for (size_t i = 0; i < scheme->review.count; i++)
        if (scheme->review.items[i].has_commend)
            return true;
    return false;
}

void programme_sheets_write(struct book *book, const char *footer, const struct run *run, const struct scheme *scheme)
{
    const struct programme *programme = scheme->programme;
    bool has_lists = programme->item_count && programme->items[0].level >= 0;

    if (!is_decided(run, scheme))
        return;
    if (scheme->term_count)
        score_table_write(book, footer, run, scheme);
    if (has_lists)
        grade_table_write(book, footer, run, scheme);
    if (scheme->is_half_yearly)
        half_year_table_write(book, footer, run, scheme);
    if (commends(scheme))
        commended_table_write(book, footer, run, scheme);
    if (scheme->shortfall == SHORTFALL_SEVERITY)
        inspection_table_write(book, footer, run, scheme);
    if (programme->level_count > 1 && !programme->item_count)
        margin_table_write(book, footer, run, scheme);
    if (programme->item_count)
        item_table_write(book, footer, run, scheme);
}
