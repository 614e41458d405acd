/* inspection_table.c - 监督审查表: every requirement by how much it weighs, the worst shortfall, the deadline. */
#include "workbook/programme.h"

#include "base/bytes.h"
#include "model/chinese.h"
#include "workbook/words.h"

#include <string.h>

enum { SEVERITIES = SEVERITY_CRITICAL + 1 };

static const char kept[] = "符合", broken[] = "不符合";

struct inspection_table {
    struct roster roster;
    const struct requirement *shown[ROSTER_REQUIREMENTS]; /* the gravest first */
    size_t count;
    int first, counts[SEVERITIES], worst, proposal, deadline, action, approval;
    int from[SEVERITIES], to[SEVERITIES]; /* columns of a severity; to < from: none */
};

/* What a review's worst shortfall leads to. */
static enum action action_of(enum severity severity)
{
    static const enum action actions[] = {
        [SEVERITY_MINOR] = ACTION_WARN,
        [SEVERITY_MAJOR] = ACTION_RECTIFY,
        [SEVERITY_CRITICAL] = ACTION_REVOKE,
    };

    return actions[severity];
}

static void open_columns(struct inspection_table *t)
{
    const struct requirement_list *list = &t->roster.scheme->review;
    struct arena *arena = t->roster.listing.book->arena;

    t->first = (int)t->roster.columns.count;
    for (int severity = SEVERITIES - 1; severity >= 0; severity--) {
        t->from[severity] = (int)t->roster.columns.count;
        for (size_t i = 0; i < list->count && t->count < ROSTER_REQUIREMENTS; i++)
            if ((int)list->items[i].severity == severity) {
                t->shown[t->count++] = &list->items[i];
                roster_column(&t->roster,
                              arena_printf(arena, "%s %s", list->items[i].clause ? list->items[i].clause : "",
                                           list->items[i].name),
                              9, 10);
            }
        t->to[severity] = (int)t->roster.columns.count - 1;
    }
    for (int severity = SEVERITIES - 1; severity >= 0; severity--)
        t->counts[severity] = roster_column(&t->roster, severity_chinese((enum severity)severity), 6, 7);
    t->worst = roster_column(&t->roster, "最重", 7, 8);
    t->proposal = roster_column(&t->roster, "按本表应", 10, 12);
    t->deadline = roster_column(&t->roster, "整改期限", 11, 12);
    t->action = roster_column(&t->roster, "处理", 10, 12);
    t->approval = roster_column(&t->roster, "审批", 10, 16);
}

static void write_upper(struct listing *listing)
{
    const struct inspection_table *t = listing->context;
    struct tab *tab = listing->tab;

    for (int severity = SEVERITIES - 1; severity >= 0; severity--)
        if (t->to[severity] >= t->from[severity])
            cell_across(tab, t->from[severity], t->to[severity], STYLE_GROUP,
                        arena_printf(listing->book->arena, book_say(listing->book, "%s（不符合的：%s）"),
                                     book_say(listing->book, severity_chinese((enum severity)severity)),
                                     book_say(listing->book, action_chinese(action_of((enum severity)severity)))));
    cell_across(tab, t->counts[SEVERITIES - 1], t->counts[0], STYLE_GROUP, "不符合的项数");
    tab_lines(tab, 2);
    tab_next(tab, 1);
}

static void result_cell(struct inspection_table *t, struct tab *tab, const struct decision *decision, size_t i,
                        int unmet[SEVERITIES])
{
    for (size_t k = 0; k < decision->requirement_count; k++) {
        const struct requirement_result *result = &decision->requirements[k];
        if (strcmp(result->id, t->shown[i]->id) != 0)
            continue;
        unmet[t->shown[i]->severity] += !result->is_met;
        cell_text(tab, t->first + (int)i, STYLE_CENTRE, result->is_met ? kept : broken);
        return;
    }
    cell_text(tab, t->first + (int)i, STYLE_CENTRE, NULL); /* not asked, or not judged */
}

static void count_cell(struct inspection_table *t, struct tab *tab, int severity, int count)
{
    if (t->to[severity] < t->from[severity])
        cell_number(tab, t->counts[severity], STYLE_TALLY, 0);
    else
        cell_formula(tab, t->counts[severity], STYLE_TALLY,
                     arena_printf(t->roster.row, "=COUNTIF(%s:%s,\"%s\")",
                                  roster_cell(&t->roster, tab->row, t->from[severity]),
                                  roster_cell(&t->roster, tab->row, t->to[severity]), broken),
                     count);
}

/* The gravest count that is not 0 decides which word stands there. */
static const char *worst_formula(struct inspection_table *t, struct tab *tab, const char *const words[SEVERITIES],
                                 const char *otherwise)
{
    const char *formula = arena_printf(t->roster.row, "\"%s\"", otherwise);

    for (int severity = 0; severity < SEVERITIES; severity++)
        formula = arena_printf(t->roster.row, "IF(%s>0,\"%s\",%s)",
                               roster_cell(&t->roster, tab->row, t->counts[severity]), words[severity], formula);
    return arena_printf(t->roster.row, "=%s", formula);
}

static void verdict_cells(struct inspection_table *t, struct tab *tab, const struct decision *decision,
                          const int unmet[SEVERITIES])
{
    const char *names[SEVERITIES], *actions[SEVERITIES];
    bool is_review = decision->matter == MATTER_REVIEW;
    const char *otherwise = action_chinese(is_review ? ACTION_MAINTAIN : ACTION_CERTIFY);
    int worst = SEVERITIES - 1;

    for (int severity = 0; severity < SEVERITIES; severity++) {
        names[severity] = severity_chinese((enum severity)severity);
        actions[severity] = action_chinese(is_review ? action_of((enum severity)severity) : ACTION_REJECT);
    }
    while (worst >= 0 && !unmet[worst])
        worst--;
    cell_formula_text(tab, t->worst, STYLE_CENTRE, worst_formula(t, tab, names, "无"), worst < 0 ? "无" : names[worst]);
    cell_formula_text(tab, t->proposal, STYLE_CENTRE, worst_formula(t, tab, actions, otherwise),
                      worst < 0 ? otherwise : actions[worst]);
}

static void add_row(struct inspection_table *t, const struct decision *decision)
{
    struct tab *tab = roster_row(&t->roster, decision);
    int unmet[SEVERITIES] = {0};

    for (size_t i = 0; i < t->count; i++)
        result_cell(t, tab, decision, i, unmet);
    if (decision->requirement_count) {
        for (int severity = 0; severity < SEVERITIES; severity++)
            count_cell(t, tab, severity, unmet[severity]);
        verdict_cells(t, tab, decision, unmet);
    } else {
        for (int severity = 0; severity < SEVERITIES; severity++)
            cell_text(tab, t->counts[severity], STYLE_CENTRE, NULL);
        cell_text(tab, t->worst, STYLE_CENTRE, NULL);
        cell_text(tab, t->proposal, STYLE_CENTRE, NULL);
    }
    cell_date(tab, t->deadline, decision->action == ACTION_RECTIFY ? decision->deadline : DATE_NONE);
    cell_word(tab, t->action, style_of_action(decision->action), action_chinese(decision->action));
    cell_word(tab, t->approval, STYLE_CENTRE, decision_approval_chinese(decision));
}

void inspection_table_write(struct book *book, const char *footer, const struct run *run, const struct scheme *scheme)
{
    enum { HEAD_LINES = 4 };
    struct inspection_table t = {.count = 0};

    roster_open(&t.roster, book, run, scheme, footer);
    open_columns(&t);
    t.roster.listing.context = &t;
    t.roster.listing.upper = write_upper;
    t.roster.listing.head_lines = HEAD_LINES;
    if (t.count) {
        t.roster.listing.verdict_column = t.first;
        t.roster.listing.verdict_columns = (int)t.count;
        t.roster.listing.failing = broken;
    }
    roster_begin(&t.roster, "监督审查表", "监督审查表",
                 "不符合的要求中最重的一项决定处理；空白为不适用或尚未评定。违规（处理：取消资格）不在本表之内。");
    for (size_t i = 0; i < run->plan->count; i++) {
        const struct decision *decision = &run->plan->decisions[i];
        if (decision->scheme == scheme && roster_has_figures(decision))
            add_row(&t, decision);
    }
    roster_end(&t.roster);
}
