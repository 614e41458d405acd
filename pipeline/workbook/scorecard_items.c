/* scorecard_items.c - the score term by term and the catalogue item by item, of one decision. */
#include "workbook/scorecard.h"

#include "workbook/roster.h"
#include "workbook/words.h"

enum { WEIGHT = 2, MET, TOTAL, POINTS };

static const char *cell(struct arena *arena, lxw_row_t row, int column)
{
    char name[LXW_MAX_CELL_NAME_LENGTH];

    lxw_rowcol_to_cell(name, row, (lxw_col_t)column);
    return arena_strdup(arena, name);
}

static double write_term(struct tab *tab, const struct scheme *scheme, const struct term_result *term, size_t i)
{
    struct arena *arena = tab->book->arena;
    double weight = exact_double(term->weight), points = term->total ? weight * term->met / term->total : weight;
    const char *w = cell(arena, tab->row, WEIGHT), *all = cell(arena, tab->row, TOTAL);

    cell_across(tab, 0, 1, STYLE_WRAP, words_term(arena, scheme, i));
    cell_exact(tab, WEIGHT, STYLE_FIGURE, term->weight);
    cell_number(tab, MET, STYLE_FIGURE, term->met);
    cell_number(tab, TOTAL, STYLE_FIGURE, term->total);
    cell_formula(tab, POINTS, STYLE_POINTS,
                 arena_printf(arena, "=IF(%s=0,%s,%s*%s/%s)", all, w, w, cell(arena, tab->row, MET), all), points);
    return points;
}

void scorecard_terms(struct tab *tab, const struct decision *decision)
{
    static const char *const heads[] = {"权重", "满足", "项数", "得分"};
    const struct docket_entry *entry = decision->entry;
    struct arena *arena = tab->book->arena;
    double total = 0, weights = 0;

    if (!entry || !entry->has_score)
        return;
    tab_next(tab, 2);
    cell_across(tab, 0, 1, STYLE_HEAD, "计分项");
    for (int i = WEIGHT; i <= POINTS; i++)
        cell_text(tab, i, STYLE_HEAD, heads[i - WEIGHT]);
    lxw_row_t first = tab->row + 1;
    for (size_t i = 0; i < decision->scheme->term_count; i++) {
        tab_next(tab, 1);
        total += write_term(tab, decision->scheme, &entry->terms[i], i);
        weights += exact_double(entry->terms[i].weight);
    }
    lxw_row_t last = tab->row;
    tab_next(tab, 1);
    cell_across(tab, 0, 1, STYLE_TOTAL, "合计");
    cell_formula(tab, WEIGHT, STYLE_TOTAL,
                 arena_printf(arena, "=SUM(%s:%s)", cell(arena, first, WEIGHT), cell(arena, last, WEIGHT)), weights);
    cell_text(tab, MET, STYLE_TOTAL, NULL);
    cell_text(tab, TOTAL, STYLE_TOTAL, NULL);
    cell_formula(tab, POINTS, STYLE_SUM,
                 arena_printf(arena, "=SUM(%s:%s)", cell(arena, first, POINTS), cell(arena, last, POINTS)), total);
}

static void write_check(struct tab *tab, const struct decision *decision, size_t i)
{
    const struct check *check = &decision->entry->checklist->checks[i];
    const struct check_result *result = &decision->entry->checks[i];

    tab_next(tab, 1);
    cell_text(tab, 0, STYLE_WRAP, check->item->heading);
    cell_text(tab, 1, STYLE_WRAP, check->item->text);
    cell_text(tab, 2, STYLE_WRAP, check->item->clause);
    cell_text(tab, 3, STYLE_CENTRE, words_check_kind(decision->scheme, check));
    for (int k = 0; k < FINDING_RESULT_COUNT; k++)
        cell_number(tab, 4 + k, STYLE_TALLY, result->votes[k]);
    cell_text(tab, 7, STYLE_VERDICT, words_check_verdict(result));
    cell_across(tab, 8, 9, STYLE_WRAP, words_check_flags(tab->book->arena, result));
}

void scorecard_items(struct tab *tab, const struct decision *decision)
{
    static const char *const heads[] = {"所在部分",   "原文",         "条款",         "类别",
                                        "满足（人）", "不满足（人）", "不适用（人）", "认定"};
    const struct docket_entry *entry = decision->entry;

    if (!entry || !entry->checks || !entry->result_count)
        return;
    tab_next(tab, 2);
    for (int i = 0; i < 8; i++)
        cell_text(tab, i, STYLE_HEAD, heads[i]);
    cell_across(tab, 8, 9, STYLE_HEAD, "注意");
    for (size_t i = 0; i < entry->checklist->count; i++)
        if (roster_looks_at(entry, i) && entry->checklist->checks[i].is_used)
            write_check(tab, decision, i);
}
