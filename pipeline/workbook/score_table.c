/* score_table.c - 计分: the weighted score as live formulas, a row per subject.
 *
 * The weights stand in a row of their own; changing one there shows every score and
 * verdict as it would be. Decisions are made by the scheme file, not by this sheet. */
#include "workbook/programme.h"

#include "base/bytes.h"
#include "workbook/words.h"

enum { TERM_COLUMNS = 3, DECIMALS = 9 };

struct score_table {
    struct roster roster;
    int necessary_met, necessary, first, total, mark, verdict, action;
    lxw_row_t weights; /* row of the weights */
};

static const struct requirement_result *result_of(const struct decision *decision, enum requirement_source source)
{
    for (size_t i = 0; i < decision->requirement_count; i++)
        if (decision->requirements[i].requirement && decision->requirements[i].requirement->source == source)
            return &decision->requirements[i];
    return NULL;
}

static int term_column(const struct score_table *t, size_t term)
{
    return t->first + (int)term * TERM_COLUMNS;
}

/* Names of the terms and, below them, the weights; further tabs take them from the first. */
static void write_upper(struct listing *listing)
{
    const struct score_table *t = listing->context;
    const struct scheme *scheme = t->roster.scheme;
    struct arena *arena = listing->book->arena;
    struct tab *tab = listing->tab;
    struct bytes sum;

    cell_across(tab, t->necessary_met, t->necessary, STYLE_GROUP, "必要项");
    for (size_t i = 0; i < scheme->term_count; i++)
        cell_across(tab, term_column(t, i), term_column(t, i) + 2, STYLE_GROUP, words_term(arena, scheme, i));
    tab_lines(tab, 2);
    tab_next(tab, 1);
    cell_across(tab, t->necessary_met, t->necessary, STYLE_LABEL, "权重（可改）");
    bytes_init(&sum, arena);
    for (size_t i = 0; i < scheme->term_count; i++) {
        int column = term_column(t, i) + 2;
        char name[LXW_MAX_CELL_NAME_LENGTH];

        lxw_rowcol_to_cell(name, tab->row, (lxw_col_t)column);
        bytes_printf(&sum, "%s%s", i ? "," : "=SUM(", name);
        cell_across(tab, column - 2, column - 1, STYLE_LABEL, "权重");
        if (listing->count == 1)
            cell_exact(tab, column, STYLE_INPUT, scheme->terms[i].weight);
        else
            cell_formula(tab, column, STYLE_INPUT, arena_printf(arena, "='%s'!%s", listing->items[0].name, name),
                         exact_double(scheme->terms[i].weight));
    }
    cell_formula(tab, t->total, STYLE_INPUT, arena_printf(arena, "%s)", bytes_text(&sum)), 100);
    char total[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell(total, tab->row, (lxw_col_t)t->total);
    cell_formula_text(tab, t->verdict, STYLE_NOTICE,
                      arena_printf(arena, "=IF(ROUND(%s,%d)=100,\"\",\"权重合计应为100\")", total, DECIMALS), "");
    tab_lines(tab, 2);
    tab_next(tab, 1);
}

static void open_columns(struct score_table *t)
{
    struct roster *roster = &t->roster;

    t->necessary_met = roster_column(roster, "满足", 7, 8);
    t->necessary = roster_column(roster, "项数", 7, 8);
    t->first = (int)roster->columns.count;
    for (size_t i = 0; i < roster->scheme->term_count; i++) {
        roster_column(roster, "满足", 5, 6);
        roster_column(roster, "项数", 5, 6);
        roster_column(roster, "得分", 7, 8);
    }
    t->total = roster_column(roster, "总分", 10, 10);
    t->mark = roster_column(roster, "合格线", 8, 8);
    t->verdict = roster_column(roster, "计分结论", 10, 16);
    t->action = roster_column(roster, "处理", 10, 12);
}

/* Points of every term; returns their sum as spreadsheets work it out. */
static double term_cells(struct score_table *t, struct tab *tab, const struct docket_entry *entry, struct bytes *sum)
{
    double total = 0;

    for (size_t i = 0; i < t->roster.scheme->term_count; i++) {
        const struct term_result *term = &entry->terms[i];
        int column = term_column(t, i);
        double weight = exact_double(term->weight), points = term->total ? weight * term->met / term->total : weight;
        const char *w = roster_cell_fixed(&t->roster, t->weights, column + 2);
        const char *met = roster_cell(&t->roster, tab->row, column),
                   *all = roster_cell(&t->roster, tab->row, column + 1);

        cell_number(tab, column, STYLE_FIGURE, term->met);
        cell_number(tab, column + 1, STYLE_FIGURE, term->total);
        cell_formula(tab, column + 2, STYLE_POINTS,
                     arena_printf(t->roster.row, "=IF(%s=0,%s,%s*%s/%s)", all, w, w, met, all), points);
        bytes_printf(sum, "%s%s", i ? "," : "=SUM(", roster_cell(&t->roster, tab->row, column + 2));
        total += points;
    }
    bytes_add_text(sum, ")");
    return total;
}

static void verdict_cell(struct score_table *t, struct tab *tab, const struct decision *decision, double total,
                         const struct exact *mark)
{
    const struct requirement_result *necessary = result_of(decision, SOURCE_NECESSARY);
    bool lacks = necessary && !necessary->is_met;
    bool passes = !lacks && exact_compare(decision->entry->score, *mark) >= 0;
    bool as_rounded = !lacks && words_rounded(total, DECIMALS) >= exact_double(*mark);
    const char *word = passes ? "通过" : "不通过";
    struct arena *arena = t->roster.row;
    const char *sum = roster_cell(&t->roster, tab->row, t->total), *line = roster_cell(&t->roster, tab->row, t->mark);

    if (as_rounded != passes) { /* a difference beyond nine decimals: what was decided stands */
        cell_text(tab, t->verdict, STYLE_VERDICT, word);
        return;
    }
    const char *score = arena_printf(arena, "ROUND(%s,%d)>=%s", sum, DECIMALS, line);
    const char *formula = necessary ? arena_printf(arena, "=IF(AND(%s=%s,%s),\"通过\",\"不通过\")",
                                                   roster_cell(&t->roster, tab->row, t->necessary_met),
                                                   roster_cell(&t->roster, tab->row, t->necessary), score)
                                    : arena_printf(arena, "=IF(%s,\"通过\",\"不通过\")", score);
    cell_formula_text(tab, t->verdict, STYLE_VERDICT, formula, word);
}

static void add_row(struct score_table *t, const struct decision *decision)
{
    const struct requirement_result *score = result_of(decision, SOURCE_SCORE);
    const struct requirement_result *necessary = result_of(decision, SOURCE_NECESSARY);
    struct tab *tab = roster_row(&t->roster, decision);
    struct bytes sum;

    bytes_init(&sum, t->roster.row);
    for (int i = 0; i < 2; i++)
        if (necessary)
            cell_exact(tab, t->necessary_met + i, STYLE_FIGURE, i ? necessary->required : necessary->value);
        else
            cell_text(tab, t->necessary_met + i, STYLE_CENTRE, NULL);
    double total = term_cells(t, tab, decision->entry, &sum);
    cell_formula(tab, t->total, STYLE_SUM, bytes_text(&sum), total);
    if (score) {
        cell_exact(tab, t->mark, STYLE_FIGURE, score->required);
        verdict_cell(t, tab, decision, total, &score->required);
    } else {
        cell_text(tab, t->mark, STYLE_CENTRE, NULL);
        cell_text(tab, t->verdict, STYLE_CENTRE, NULL);
    }
    cell_word(tab, t->action, style_of_action(decision->action), action_chinese(decision->action));
}

void score_table_write(struct book *book, const char *footer, const struct run *run, const struct scheme *scheme)
{
    struct score_table t = {.weights = 3};

    roster_open(&t.roster, book, run, scheme, footer);
    open_columns(&t);
    t.roster.listing.context = &t;
    t.roster.listing.upper = write_upper;
    t.roster.listing.verdict_column = t.verdict;
    t.roster.listing.failing = "不通过";
    roster_begin(
        &t.roster, "计分", "计分表",
        "得分＝权重×满足项数÷项数，不适用的项不计，全不适用的得满分；必要项全部满足且总分不低于合格线的为通过。"
        "改动权重只供试算，不改变本期决定。");
    for (size_t i = 0; i < run->plan->count; i++) {
        const struct decision *decision = &run->plan->decisions[i];
        if (decision->scheme == scheme && roster_has_figures(decision) && decision->entry->has_score)
            add_row(&t, decision);
    }
    roster_end(&t.roster);
}
