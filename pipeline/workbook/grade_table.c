/* grade_table.c - 等级: items met of those asked, list by list, and the grades that follow, as live formulas. */
#include "workbook/programme.h"

#include "base/bytes.h"
#include "workbook/words.h"

struct grade_table {
    struct roster roster;
    int first[2]; /* first column of the common lists, of the chapter's */
    int basic, professional, grade, asked, verdict, action;
};

static void open_columns(struct grade_table *t)
{
    struct roster *roster = &t->roster;
    int levels = (int)roster->scheme->programme->level_count;

    for (int part = 0; part < 2; part++) {
        t->first[part] = (int)roster->columns.count;
        for (int level = 0; level < levels; level++) {
            roster_column(roster, "满足", 6, 7);
            roster_column(roster, "应满足", 6, 7);
        }
    }
    t->basic = roster_column(roster, "基本能力等级", 8, 9);
    t->professional = roster_column(roster, "专业能力等级", 8, 9);
    t->grade = roster_column(roster, "综合等级", 8, 9);
    t->asked = roster_column(roster, "审核等级", 8, 9);
    t->verdict = roster_column(roster, "结论", 9, 10);
    t->action = roster_column(roster, "处理", 10, 12);
}

static void write_upper(struct listing *listing)
{
    static const char *const parts[] = {"基本能力要求", "专业能力要求"};
    const struct grade_table *t = listing->context;
    struct tab *tab = listing->tab;
    int levels = (int)t->roster.scheme->programme->level_count;

    for (int part = 0; part < 2; part++)
        for (int level = 0; level < levels; level++)
            cell_across(tab, t->first[part] + level * 2, t->first[part] + level * 2 + 1, STYLE_GROUP,
                        arena_printf(listing->book->arena, "%s %s", book_say(listing->book, parts[part]),
                                     words_level(t->roster.scheme, level)));
    cell_across(tab, t->basic, t->grade, STYLE_GROUP, "等级");
    tab_lines(tab, 2);
    tab_next(tab, 1);
}

/* "B7=C7", whether a list is met. */
static const char *is_met(struct grade_table *t, struct tab *tab, int part, int level)
{
    int column = t->first[part] + level * 2;

    return arena_printf(t->roster.row, "%s=%s", roster_cell(&t->roster, tab->row, column),
                        roster_cell(&t->roster, tab->row, column + 1));
}

/* The greatest number whose common list is met: a higher list implies the lower. */
static const char *basic_formula(struct grade_table *t, struct tab *tab, int levels)
{
    const char *formula = "0";

    for (int level = 0; level < levels; level++)
        formula = arena_printf(t->roster.row, "IF(%s,%d,%s)", is_met(t, tab, 0, level), level + 1, formula);
    return arena_printf(t->roster.row, "=%s", formula);
}

/* So many of the chapter's lists as are met from the first on. */
static const char *professional_formula(struct grade_table *t, struct tab *tab, int levels)
{
    const char *formula = arena_printf(t->roster.row, "%d", levels);

    for (int level = levels - 1; level >= 0; level--)
        formula = arena_printf(t->roster.row, "IF(%s,%s,%d)", is_met(t, tab, 1, level), formula, level);
    return arena_printf(t->roster.row, "=%s", formula);
}

static void count_cells_of(struct grade_table *t, struct tab *tab, const struct docket_entry *entry, int part,
                           int level)
{
    int asked = 0, met = 0;

    for (size_t i = 0; i < entry->checklist->count; i++)
        if (docket_entry_asks(entry, i, level, part == 1)) {
            asked++;
            met += entry->checks[i].verdict == CHECK_MET;
        }
    cell_number(tab, t->first[part] + level * 2, STYLE_FIGURE, met);
    cell_number(tab, t->first[part] + level * 2 + 1, STYLE_FIGURE, asked);
}

static void add_row(struct grade_table *t, const struct decision *decision)
{
    const struct docket_entry *entry = decision->entry;
    struct tab *tab = roster_row(&t->roster, decision);
    int levels = (int)decision->scheme->programme->level_count;
    int grade = entry->grade_basic < entry->grade_professional ? entry->grade_basic : entry->grade_professional;
    int asked = entry->level_under_review + 1;

    for (int part = 0; part < 2; part++)
        for (int level = 0; level < levels; level++)
            count_cells_of(t, tab, entry, part, level);
    cell_formula(tab, t->basic, STYLE_FIGURE, basic_formula(t, tab, levels), entry->grade_basic);
    cell_formula(tab, t->professional, STYLE_FIGURE, professional_formula(t, tab, levels), entry->grade_professional);
    const char *basic = roster_cell(&t->roster, tab->row, t->basic);
    cell_formula(tab, t->grade, STYLE_TOTAL,
                 arena_printf(t->roster.row, "=MIN(%s,%s)", basic, roster_cell(&t->roster, tab->row, t->professional)),
                 grade);
    cell_number(tab, t->asked, STYLE_FIGURE, asked);
    cell_formula_text(tab, t->verdict, STYLE_VERDICT,
                      arena_printf(t->roster.row, "=IF(%s>=%s,\"达标\",\"未达标\")",
                                   roster_cell(&t->roster, tab->row, t->grade),
                                   roster_cell(&t->roster, tab->row, t->asked)),
                      grade >= asked ? "达标" : "未达标");
    cell_word(tab, t->action, style_of_action(decision->action), action_chinese(decision->action));
}

void grade_table_write(struct book *book, const char *footer, const struct run *run, const struct scheme *scheme)
{
    struct grade_table t = {.first = {0}};

    roster_open(&t.roster, book, run, scheme, footer);
    open_columns(&t);
    t.roster.listing.context = &t;
    t.roster.listing.upper = write_upper;
    t.roster.listing.verdict_column = t.verdict;
    roster_begin(&t.roster, "等级", "等级表",
                 "基本能力：满足该级全部要求的最高级；专业能力：自1级起逐级满足的级数；综合等级取两者中较低的，0 "
                 "为未达最低级。");
    for (size_t i = 0; i < run->plan->count; i++) {
        const struct decision *decision = &run->plan->decisions[i];
        if (decision->scheme == scheme && roster_has_figures(decision) && decision->entry->checks &&
            decision->entry->result_count)
            add_row(&t, decision);
    }
    roster_end(&t.roster);
}
