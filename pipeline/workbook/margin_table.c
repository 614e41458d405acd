/* margin_table.c - 余量与差距: figures against the level under review, and against the one above that attained. */
#include "workbook/programme.h"

#include "workbook/words.h"

#include <string.h>

/* A numeric requirement takes so many columns, a yes/no one the first only. */
enum { VALUE, REQUIRED, MARGIN, NEXT_REQUIRED, GAP, NUMERIC_COLUMNS, DECIMALS = 9 };

struct margin_table {
    struct roster roster;
    const struct requirement *shown[ROSTER_REQUIREMENTS]; /* of reviews, then those of applicants only */
    int columns[ROSTER_REQUIREMENTS];
    size_t count;
    int margins[ROSTER_REQUIREMENTS];
    size_t margin_count;
    int level, attained, next, lacking;
};

static void show(struct margin_table *t, const struct requirement_list *list)
{
    for (size_t i = 0; i < list->count && t->count < ROSTER_REQUIREMENTS; i++) {
        size_t k = 0;
        while (k < t->count && strcmp(t->shown[k]->id, list->items[i].id) != 0)
            k++;
        if (k == t->count)
            t->shown[t->count++] = &list->items[i];
    }
}

static void open_columns(struct margin_table *t)
{
    static const char *const titles[NUMERIC_COLUMNS] = {"实际", "应达", "余量", "下一等级应达", "差额"};
    struct roster *roster = &t->roster;

    t->level = roster_column(roster, "审核等级", 8, 12);
    t->attained = roster_column(roster, "实际达到", 8, 12);
    t->next = roster_column(roster, "下一等级", 8, 12);
    t->lacking = roster_column(roster, "距下一等级尚缺", 20, 44);
    for (size_t i = 0; i < t->count; i++) {
        t->columns[i] = roster_column(roster, t->shown[i]->is_numeric ? titles[VALUE] : "是否达到", 8, 10);
        if (t->shown[i]->is_numeric)
            t->margins[t->margin_count++] = t->columns[i] + MARGIN;
        for (int k = REQUIRED; t->shown[i]->is_numeric && k < NUMERIC_COLUMNS; k++)
            roster_column(roster, titles[k], 8, 9);
    }
}

static void write_upper(struct listing *listing)
{
    const struct margin_table *t = listing->context;

    for (size_t i = 0; i < t->count; i++)
        cell_across(listing->tab, t->columns[i], t->columns[i] + (t->shown[i]->is_numeric ? NUMERIC_COLUMNS - 1 : 0),
                    STYLE_GROUP, t->shown[i]->name);
    tab_lines(listing->tab, 2);
    tab_next(listing->tab, 1);
}

static const struct requirement_result *find(const struct requirement_result *results, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(results[i].id, id) == 0)
            return &results[i];
    return NULL;
}

/* What spreadsheets make of the difference. */
static double difference(struct exact a, struct exact b)
{
    return words_rounded(exact_double(a) - exact_double(b), DECIMALS);
}

static void numeric_cells(struct margin_table *t, struct tab *tab, int column, const struct requirement_result *now,
                          const struct requirement_result *next)
{
    const char *value = roster_cell(&t->roster, tab->row, column);

    if (now) {
        cell_exact(tab, column + VALUE, STYLE_NUMBER, now->value);
        cell_exact(tab, column + REQUIRED, STYLE_NUMBER, now->required);
        cell_formula(tab, column + MARGIN, STYLE_MARGIN,
                     arena_printf(t->roster.row, "=ROUND(%s-%s,%d)", value,
                                  roster_cell(&t->roster, tab->row, column + REQUIRED), DECIMALS),
                     difference(now->value, now->required));
    } else {
        for (int k = VALUE; k <= MARGIN; k++)
            cell_text(tab, column + k, STYLE_CENTRE, NULL);
    }
    if (now && next) {
        double gap = difference(next->required, now->value);
        cell_exact(tab, column + NEXT_REQUIRED, STYLE_NUMBER, next->required);
        cell_formula(tab, column + GAP, STYLE_GAP,
                     arena_printf(t->roster.row, "=MAX(0,ROUND(%s-%s,%d))",
                                  roster_cell(&t->roster, tab->row, column + NEXT_REQUIRED), value, DECIMALS),
                     gap > 0 ? gap : 0);
    } else {
        cell_text(tab, column + NEXT_REQUIRED, STYLE_CENTRE, NULL);
        cell_text(tab, column + GAP, STYLE_CENTRE, NULL);
    }
}

static void add_row(struct margin_table *t, const struct decision *decision)
{
    const struct docket_entry *entry = decision->entry;
    const struct scheme *scheme = decision->scheme;
    struct tab *tab = roster_row(&t->roster, decision);

    cell_text(tab, t->level, STYLE_CENTRE, words_level(scheme, entry->level_under_review));
    cell_text(tab, t->attained, STYLE_CENTRE, words_level(scheme, entry->attained));
    cell_text(tab, t->next, STYLE_CENTRE, entry->next_level < 0 ? "已是最高" : words_level(scheme, entry->next_level));
    cell_text(tab, t->lacking, STYLE_WRAP,
              words_lacking(t->roster.row, decision, entry->next_results, entry->next_count));
    for (size_t i = 0; i < t->count; i++) {
        const char *id = t->shown[i]->id;
        const struct requirement_result *now = find(decision->requirements, decision->requirement_count, id);
        const struct requirement_result *next = find(entry->next_results, entry->next_count, id);

        if (t->shown[i]->is_numeric)
            numeric_cells(t, tab, t->columns[i], now, next);
        else if (now)
            cell_exact(tab, t->columns[i], STYLE_ANSWER, now->value);
        else
            cell_text(tab, t->columns[i], STYLE_CENTRE, NULL);
    }
}

void margin_table_write(struct book *book, const char *footer, const struct run *run, const struct scheme *scheme)
{
    struct margin_table t = {.count = 0};

    roster_open(&t.roster, book, run, scheme, footer);
    show(&t, &scheme->review);
    show(&t, &scheme->application);
    open_columns(&t);
    t.roster.listing.context = &t;
    t.roster.listing.upper = write_upper;
    t.roster.listing.frozen = 2;
    t.roster.listing.margins = t.margins;
    t.roster.listing.margin_count = t.margin_count;
    roster_begin(&t.roster, "余量与差距", "余量与差距",
                 "余量：比审核等级的要求多（＋）或少（－）多少。下一等级：实际达到的等级之上一级，仅供内部参考，不作为"
                 "评定依据。余量的颜色。" MARGIN_NOTE);
    for (size_t i = 0; i < run->plan->count; i++) {
        const struct decision *decision = &run->plan->decisions[i];
        if (decision->scheme == scheme && roster_has_figures(decision) && decision->requirement_count)
            add_row(&t, decision);
    }
    roster_end(&t.roster);
}
