/* half_year_table.c - 半年评价: months, figures per month, and the verdict that follows, as live formulas. */
#include "workbook/programme.h"

#include "base/bytes.h"
#include "model/chinese.h"
#include "workbook/words.h"

enum { DECIMALS = 9 };

struct half_year_table {
    struct roster roster;
    int cycle, months, columns[ROSTER_REQUIREMENTS], verdict, action, approval;
    size_t count;             /* requirements shown */
    lxw_row_t marks, commend; /* rows of what is asked, and of what is commended */
};

static bool is_per_month(const struct requirement *requirement)
{
    return requirement->is_numeric && requirement->condition_count && requirement->conditions[0].metric >= 0 &&
           requirement->conditions[0].is_per_month;
}

/* Column of the value that is compared: figures per month stand behind their sum. */
static int value_column(const struct half_year_table *t, size_t i)
{
    return t->columns[i] + is_per_month(&t->roster.scheme->review.items[i]);
}

static void open_columns(struct half_year_table *t)
{
    const struct requirement_list *list = &t->roster.scheme->review;
    struct arena *arena = t->roster.listing.book->arena;

    t->cycle = roster_column(&t->roster, "半年", 9, 10);
    t->months = roster_column(&t->roster, "月数", 6, 7);
    t->count = list->count < ROSTER_REQUIREMENTS ? list->count : ROSTER_REQUIREMENTS;
    for (size_t i = 0; i < t->count; i++) {
        const struct requirement *requirement = &list->items[i];
        if (is_per_month(requirement)) {
            const char *unit = t->roster.scheme->metrics[requirement->conditions[0].metric].unit_of_measure;
            t->columns[i] = roster_column(
                &t->roster, arena_printf(arena, book_say(t->roster.listing.book, "合计（%s）"), unit ? unit : ""), 9,
                10);
            roster_column(&t->roster, "月均", 9, 10);
        } else {
            t->columns[i] = roster_column(&t->roster, requirement->is_numeric ? "数值" : "是否达到", 10, 12);
        }
    }
    t->verdict = roster_column(&t->roster, "评价", 10, 12);
    t->action = roster_column(&t->roster, "处理", 10, 12);
    t->approval = roster_column(&t->roster, "审批", 10, 16);
}

/* The thresholds, which may be changed to see what follows; further tabs take them from the first. */
static void threshold_cell(struct listing *listing, int column, struct exact threshold)
{
    char name[LXW_MAX_CELL_NAME_LENGTH];

    lxw_rowcol_to_cell(name, listing->tab->row, (lxw_col_t)column);
    if (listing->count == 1)
        cell_exact(listing->tab, column, STYLE_INPUT, threshold);
    else
        cell_formula(listing->tab, column, STYLE_INPUT,
                     arena_printf(listing->book->arena, "='%s'!%s", listing->items[0].name, name),
                     exact_double(threshold));
}

static void write_upper(struct listing *listing)
{
    const struct half_year_table *t = listing->context;
    const struct requirement_list *list = &t->roster.scheme->review;
    struct tab *tab = listing->tab;

    for (size_t i = 0; i < t->count; i++)
        cell_across(tab, t->columns[i], value_column(t, i), STYLE_GROUP, list->items[i].name);
    tab_lines(tab, 2);
    tab_next(tab, 1);
    cell_across(tab, t->cycle, t->months, STYLE_LABEL, "应达（可改）");
    for (size_t i = 0; i < t->count; i++)
        if (list->items[i].is_numeric && list->items[i].condition_count)
            threshold_cell(listing, value_column(t, i), list->items[i].conditions[0].thresholds[0]);
    tab_next(tab, 1);
    cell_across(tab, t->cycle, t->months, STYLE_LABEL, "表扬（可改）");
    for (size_t i = 0; i < t->count; i++)
        if (list->items[i].has_commend)
            threshold_cell(listing, value_column(t, i), list->items[i].commend);
    tab_next(tab, 1);
}

/* The result of the i-th requirement; NULL when it was not judged. */
static const struct requirement_result *result_of(const struct half_year_table *t, const struct decision *decision,
                                                  size_t i)
{
    for (size_t k = 0; k < decision->requirement_count; k++)
        if (decision->requirements[k].requirement == &t->roster.scheme->review.items[i])
            return &decision->requirements[k];
    return NULL;
}

static void figure_cells(struct half_year_table *t, struct tab *tab, const struct decision *decision, size_t i)
{
    const struct requirement *requirement = &t->roster.scheme->review.items[i];
    const struct requirement_result *result = result_of(t, decision, i);
    int column = t->columns[i];

    if (!result) {
        for (; column <= value_column(t, i); column++)
            cell_text(tab, column, STYLE_CENTRE, NULL);
    } else if (is_per_month(requirement)) {
        cell_exact(tab, column, STYLE_NUMBER, decision->tallies[requirement->conditions[0].metric].value);
        cell_formula(tab, column + 1, STYLE_MEAN,
                     arena_printf(t->roster.row, "=%s/%s", roster_cell(&t->roster, tab->row, column),
                                  roster_cell(&t->roster, tab->row, t->months)),
                     exact_double(result->value));
    } else {
        cell_exact(tab, column, result->is_yes_no ? STYLE_ANSWER : STYLE_NUMBER, result->value);
    }
}

/* Conditions of the verdict: all that is asked, or (commend) all that is commended. */
static void add_conditions(struct half_year_table *t, struct bytes *out, lxw_row_t row, bool commend)
{
    const struct requirement_list *list = &t->roster.scheme->review;

    for (size_t i = 0; i < t->count; i++) {
        bool is_threshold = list->items[i].is_numeric && list->items[i].condition_count;
        const char *value = roster_cell(&t->roster, row, value_column(t, i));
        if (commend ? !list->items[i].has_commend : false)
            continue;
        bytes_add_text(out, out->length ? "," : "");
        if (is_threshold)
            bytes_printf(out, "ROUND(%s,%d)%s%s", value, DECIMALS,
                         list->items[i].conditions[0].comparison == AT_MOST ? "<=" : ">=",
                         roster_cell_fixed(&t->roster, commend ? t->commend : t->marks, value_column(t, i)));
        else
            bytes_printf(out, "%s=1", value);
    }
}

static void verdict_cell(struct half_year_table *t, struct tab *tab, const struct decision *decision)
{
    struct bytes asked, commended;
    bool is_met = true;

    if (!decision->requirement_count) {
        cell_text(tab, t->verdict, STYLE_CENTRE, NULL);
        return;
    }
    for (size_t i = 0; i < decision->requirement_count; i++)
        is_met &= decision->requirements[i].is_met;
    enum action action = !is_met ? ACTION_WARN : decision->entry->is_commendable ? ACTION_COMMEND : ACTION_MAINTAIN;
    bytes_init(&asked, t->roster.row);
    bytes_init(&commended, t->roster.row);
    add_conditions(t, &asked, tab->row, false);
    add_conditions(t, &commended, tab->row, true);
    cell_formula_text(tab, t->verdict, STYLE_VERDICT,
                      arena_printf(t->roster.row, "=IF(AND(%s),IF(AND(%s),\"%s\",\"%s\"),\"%s\")", bytes_text(&asked),
                                   commended.length ? bytes_text(&commended) : "TRUE",
                                   book_say(tab->book, action_chinese(ACTION_COMMEND)),
                                   book_say(tab->book, action_chinese(ACTION_MAINTAIN)),
                                   book_say(tab->book, action_chinese(ACTION_WARN))),
                      book_say(tab->book, action_chinese(action)));
}

static void add_row(struct half_year_table *t, const struct decision *decision)
{
    struct tab *tab = roster_row(&t->roster, decision);

    cell_text(tab, t->cycle, STYLE_CENTRE, decision->cycle);
    cell_number(tab, t->months, STYLE_FIGURE, decision->entry->months);
    for (size_t i = 0; i < t->count; i++)
        figure_cells(t, tab, decision, i);
    verdict_cell(t, tab, decision);
    cell_word(tab, t->action, style_of_action(decision->action), action_chinese(decision->action));
    cell_word(tab, t->approval, STYLE_CENTRE, decision_approval_chinese(decision));
}

void half_year_table_write(struct book *book, const char *footer, const struct run *run, const struct scheme *scheme)
{
    struct half_year_table t = {.marks = 3, .commend = 4};

    roster_open(&t.roster, book, run, scheme, footer);
    open_columns(&t);
    t.roster.listing.context = &t;
    t.roster.listing.upper = write_upper;
    t.roster.listing.verdict_column = t.verdict;
    t.roster.listing.failing = book_say(book, action_chinese(ACTION_WARN));
    roster_begin(
        &t.roster, "半年评价", "半年评价表",
        "月均＝合计÷作为成员的整月数。“评价”只按本表数值；违规、连续两次警告等另见“处理”。改动应达值只供试算。");
    for (size_t i = 0; i < run->plan->count; i++) {
        const struct decision *decision = &run->plan->decisions[i];
        if (decision->scheme == scheme && decision->matter == MATTER_HALF_YEAR && decision->entry)
            add_row(&t, decision);
    }
    roster_end(&t.roster);
}

/* --- 通报表扬 --- */

static void commended_row(struct roster *roster, const int *columns, size_t count, const struct decision *decision)
{
    struct tab *tab = roster_row(roster, decision);
    size_t k = 0;

    cell_text(tab, columns[count], STYLE_CENTRE, decision->cycle);
    cell_word(tab, columns[count + 1], STYLE_CENTRE, decision_approval_chinese(decision));
    for (size_t i = 0; i < roster->scheme->review.count && k < count; i++) {
        if (!roster->scheme->review.items[i].has_commend)
            continue;
        bool is_written = false;
        for (size_t r = 0; r < decision->requirement_count; r++)
            if (decision->requirements[r].requirement == &roster->scheme->review.items[i]) {
                cell_exact(tab, columns[k], STYLE_MEAN, decision->requirements[r].value);
                is_written = true;
            }
        if (!is_written)
            cell_text(tab, columns[k], STYLE_CENTRE, NULL);
        k++;
    }
}

void commended_table_write(struct book *book, const char *footer, const struct run *run, const struct scheme *scheme)
{
    struct roster roster;
    int columns[ROSTER_REQUIREMENTS + 2];
    size_t count = 0;

    roster_open(&roster, book, run, scheme, footer);
    for (size_t i = 0; i < scheme->review.count && count < ROSTER_REQUIREMENTS; i++)
        if (scheme->review.items[i].has_commend)
            columns[count++] = roster_column(&roster, scheme->review.items[i].name, 14, 16);
    columns[count] = roster_column(&roster, "半年", 9, 10);
    columns[count + 1] = roster_column(&roster, "审批", 10, 16);
    roster_begin(&roster, "表扬名单", "通报表扬名单", "本期建议或决定通报表扬的单位。");
    for (size_t i = 0; i < run->plan->count; i++) {
        const struct decision *decision = &run->plan->decisions[i];
        enum action action = decision_action(decision);
        if (decision->scheme == scheme && action == ACTION_COMMEND)
            commended_row(&roster, columns, count, decision);
    }
    roster_end(&roster);
}
