/* overview.c - 本月概况: what happens this month, on one screen.
 *
 * A grid of equal columns: tiles with the figures that matter, a table of actions
 * by programme with a chart beside it, then short lists in pairs. Figures are live
 * formulas over the other sheets. */
#include "workbook/sheets.h"

#include "model/ruling_sheet.h"
#include "workbook/words.h"

enum {
    CHART_LEAST = 5, /* columns of the chart */
    ROW_PIXELS = 20, /* of a row of the default height */
    GRID_WIDTH = 11, /* of a column, in characters */
    COLUMN_PIXELS = 82,
    ZOOM = 90,
};

/* Actions in order of the table: what asks for work first, nothing last. */
static enum action action_at(int i)
{
    return (enum action)((i + 1) % ACTION_COUNT);
}

static void next_row(struct tab *tab, int lines)
{
    tab_next(tab, 1);
    tab_lines(tab, lines);
}

static void write_title(struct tab *tab, const struct month *month)
{
    const struct export *export = month->run->export;
    struct arena *arena = tab->book->arena;
    char as_of[DATE_TEXT_SIZE], next[DATE_TEXT_SIZE];

    tab_lines(tab, 2);
    cell_across(tab, 0, OVERVIEW_COLUMNS - 4, STYLE_TITLE,
                arena_printf(arena, book_say(tab->book, "%s  支撑单位等级审核概况"),
                             words_period(arena, tab->book->language, export->period)));
    cell_across(tab, OVERVIEW_COLUMNS - 3, OVERVIEW_COLUMNS - 1, STYLE_SAMPLE,
                message_is_set(&month->run->plan->brake) ? "待确认，未签发"
                : export->is_sample                      ? "样张"
                                                         : NULL);
    next_row(tab, 1);
    cell_across(
        tab, 0, OVERVIEW_COLUMNS - 1, STYLE_SUBTITLE,
        arena_printf(arena, book_say(tab->book, "截止日 %s    下期截止日 %s    导出摘要 %.16s…    gradepress %s"),
                     date_text(export->as_of, as_of),
                     export->next_as_of == DATE_NONE ? arena_printf(arena, book_say(tab->book, "未给出（按 %s 计）"),
                                                                    date_text(month->horizon, next))
                                                     : date_text(month->horizon, next),
                     export->digest ? export->digest : "", month->run->version));
    next_row(tab, 1);
}

struct tile {
    const char *label;
    const char *formula; /* NULL: the figure stands in no sheet */
    size_t figure;
    bool is_urgent;
};

static const char *countifs(const struct listing *listing, struct arena *arena, int column, const char *criterion)
{
    struct listing_criterion one = {column, criterion};

    return listing_countifs(listing, arena, &one, 1);
}

/* A criterion: cells with the word, and what may stand before and after it. */
static const char *word_of(const struct tab *tab, const char *before, const char *chinese, const char *after)
{
    return arena_printf(tab->book->arena, "\"%s%s%s\"", before, book_say(tab->book, chinese), after);
}

static void write_tiles(struct tab *tab, const struct month *month, const struct listing *decisions,
                        const struct listing *rejects)
{
    struct arena *arena = tab->book->arena;
    const char *all = listing_countifs(decisions, arena, NULL, 0);
    const char *waiting = word_of(tab, "", "待批", "*"), *on_hold = word_of(tab, "", "暂缓", "");
    const char *none = countifs(decisions, arena, DECISION_ACTION_WORD, "\"none\"");
    size_t total = month->run->plan->count, reject_count = month->run->export->rejects.count;
    const struct tile tiles[] = {
        {"本期事项", all, total, false},
        {"建议处理", arena_printf(arena, "%s-(%s)", all, none + 1), total - month->actions[ACTION_NONE], false},
        {"待批", countifs(decisions, arena, DECISION_APPROVAL, waiting), month->waiting_count, false},
        {"暂缓", countifs(decisions, arena, DECISION_HELD, on_hold), month->held_count, true},
        {"下期前开始受理", countifs(decisions, arena, DECISION_SOON, word_of(tab, "*", "将受理", "*")),
         month->opening.count, false},
        {"下期前到期", countifs(decisions, arena, DECISION_SOON, word_of(tab, "*", "将到期", "*")), month->ending.count,
         false},
        {"退回记录", listing_countifs(rejects, arena, NULL, 0), reject_count, true},
        {"缺字未出文件", NULL, month->held_back, true},
    };
    int count = sizeof tiles / sizeof *tiles;

    for (int i = 0; i < count; i++)
        cell_across(tab, i * 2, i * 2 + 1, STYLE_TILE_LABEL, tiles[i].label);
    next_row(tab, 2);
    for (int i = 0; i < count; i++) {
        enum style style = tiles[i].is_urgent && tiles[i].figure ? STYLE_TILE_URGENT : STYLE_TILE_NUMBER;

        if (tiles[i].formula) {
            cell_formula_across(tab, i * 2, i * 2 + 1, style, tiles[i].formula, (double)tiles[i].figure);
        } else {
            cell_across(tab, i * 2 + 0, i * 2 + 1, style, NULL);
            cell_number(tab, i * 2, style, (double)tiles[i].figure);
            tab->cells--; /* in place of the merged cell's blank */
        }
    }
    next_row(tab, 1);
}

/* --- what the office does next --- */

static size_t issued(const struct plan *plan)
{
    size_t count = 0;

    for (size_t i = 0; i < plan->count; i++)
        count += plan->decisions[i].certificate_count;
    return count;
}

/* A line for each matter that asks for work, in the order in which to do it; each leads to its sheet. */
static void write_steps(struct tab *tab, const struct month *month)
{
    const struct run *run = month->run;
    const struct book *book = tab->book;
    struct arena *arena = book->arena;
    bool braked = message_is_set(&run->plan->brake);
    size_t rejects = run->export->rejects.count, papers = braked ? 0 : issued(run->plan), written = 0;
    const struct step {
        size_t count;
        const char *sheet, *text;
    } steps[] = {
        {braked, "决定",
         book_say(book, "与上期相差过大，证书均未签发：逐项核对，无误后以 --confirm 再次运行")},
        {rejects, "退回记录",
         arena_printf(arena, book_say(book, "退回记录 %zu 条：查明原因，更正后重新导出"), rejects)},
        {month->held_back, "决定",
         arena_printf(arena, book_say(book, "缺字未出文件 %zu 份：安装所缺字体后再次运行"), month->held_back)},
        {month->held_count, RULING_SHEET,
         arena_printf(arena, book_say(book, "暂缓 %zu 项：先核实，同意的须写明核实情况"), month->held_count)},
        {month->waiting_count, RULING_SHEET,
         arena_printf(arena, book_say(book, "待批 %zu 项：在黄色各格内批复"), month->waiting_count)},
        {papers, "决定",
         arena_printf(arena, book_say(book, "颁发证书 %zu 份：打印、用印，按发证清单登记领取"), papers)},
        {month->ending.count, "决定",
         arena_printf(arena, book_say(book, "下期前到期 %zu 项：到期前办结"), month->ending.count)},
        {month->opening.count, "决定",
         arena_printf(arena, book_say(book, "下期前开始受理 %zu 项：发续期提醒"), month->opening.count)},
    };

    next_row(tab, 1);
    cell_across(tab, 0, OVERVIEW_COLUMNS - 1, STYLE_SECTION, "须办事项");
    for (const struct step *step = steps; step < steps + sizeof steps / sizeof *steps; step++) {
        if (!step->count)
            continue;
        const char *text = arena_printf(arena, "%zu. %s", ++written, step->text);
        next_row(tab, 1);
        cell_jump(tab, 0, OVERVIEW_COLUMNS - 1, STYLE_JUMP, arena_printf(arena, "'%s'!A1", book_say(book, step->sheet)),
                  arena_printf(arena, "\"%s\"", text), text);
    }
    if (!written) {
        next_row(tab, 1);
        cell_across(tab, 0, OVERVIEW_COLUMNS - 1, STYLE_LABEL, "无");
    }
    next_row(tab, 1);
}

/* Every other sheet, a click away. */
static void write_contents(struct tab *overview)
{
    struct arena *arena = overview->book->arena;
    int column = 0;

    for (const struct tab *tab = overview->next; tab; tab = tab->next) {
        if (column == 0)
            next_row(overview, 1);
        cell_jump(overview, column, column + 1, STYLE_JUMP_CENTRE, arena_printf(arena, "'%s'!A1", tab->name),
                  arena_printf(arena, "\"%s\"", tab->name), tab->name);
        column = (column + 2) % OVERVIEW_COLUMNS;
    }
    next_row(overview, 1);
}

/* The table's columns after the action's name: schemes, then these three. */
enum { SUM, WAITING, HELD, EXTRA_COLUMNS };
enum { FIRST_SCHEME = 2 };

static void write_action_head(struct tab *tab, const struct rule_set *rules)
{
    static const char *const extra[EXTRA_COLUMNS] = {[SUM] = "合计", [WAITING] = "其中待批", [HELD] = "其中暂缓"};
    int column = FIRST_SCHEME;

    next_row(tab, 2);
    cell_across(tab, 0, 1, STYLE_HEAD, "处理");
    for (size_t i = 0; i < rules->scheme_count; i++)
        cell_text(tab, column++, STYLE_HEAD, rules->schemes[i].words.short_name);
    for (int i = 0; i < EXTRA_COLUMNS; i++)
        cell_text(tab, column++, STYLE_HEAD, extra[i]);
}

static void write_action_row(struct tab *tab, const struct month *month, const struct listing *decisions,
                             enum action action)
{
    const struct rule_set *rules = month->run->rules;
    struct arena *arena = tab->book->arena;
    const char *word = arena_printf(arena, "\"%s\"", action_word(action));
    int column = FIRST_SCHEME;

    next_row(tab, 1);
    cell_across(tab, 0, 1, style_of_action(action), book_say(tab->book, action_chinese(action)));
    for (size_t i = 0; i < rules->scheme_count; i++) {
        struct listing_criterion both[] = {
            {DECISION_SCHEME_WORD, arena_printf(arena, "\"%s\"", rules->schemes[i].programme->id)},
            {DECISION_ACTION_WORD, word},
        };
        cell_formula(tab, column++, STYLE_TALLY, listing_countifs(decisions, arena, both, 2),
                     (double)month->by_action[i][action]);
    }
    struct listing_criterion waiting[] = {{DECISION_APPROVAL, word_of(tab, "", "待批", "*")},
                                          {DECISION_ACTION_WORD, word}};
    struct listing_criterion held[] = {{DECISION_HELD, word_of(tab, "", "暂缓", "")}, {DECISION_ACTION_WORD, word}};
    cell_formula(tab, column++, STYLE_TOTAL, countifs(decisions, arena, DECISION_ACTION_WORD, word),
                 (double)month->actions[action]);
    cell_formula(tab, column++, STYLE_TALLY, listing_countifs(decisions, arena, waiting, 2),
                 (double)month->waiting[action]);
    cell_formula(tab, column, STYLE_TALLY, listing_countifs(decisions, arena, held, 2), (double)month->held[action]);
}

static void write_action_total(struct tab *tab, const struct month *month, lxw_row_t first)
{
    const struct rule_set *rules = month->run->rules;
    int columns = (int)rules->scheme_count + EXTRA_COLUMNS;

    next_row(tab, 1);
    cell_across(tab, 0, 1, STYLE_TOTAL, "合计");
    for (int i = 0; i < columns; i++) {
        size_t sum = 0;
        char from[LXW_MAX_CELL_NAME_LENGTH], to[LXW_MAX_CELL_NAME_LENGTH];
        lxw_col_t column = (lxw_col_t)(FIRST_SCHEME + i);

        for (int action = 0; action < ACTION_COUNT; action++)
            sum += i < (int)rules->scheme_count             ? month->by_action[i][action]
                   : i == columns - EXTRA_COLUMNS + SUM     ? month->actions[action]
                   : i == columns - EXTRA_COLUMNS + WAITING ? month->waiting[action]
                                                            : month->held[action];
        lxw_rowcol_to_cell(from, first, column);
        lxw_rowcol_to_cell(to, tab->row - 1, column);
        cell_formula(tab, column, STYLE_TOTAL, arena_printf(tab->book->arena, "=SUM(%s:%s)", from, to), (double)sum);
    }
}

static void colour_bars(struct tab *tab, lxw_chart_series *series)
{
    lxw_chart_fill fills[ACTION_COUNT];
    lxw_chart_point points[ACTION_COUNT];
    lxw_chart_point *list[ACTION_COUNT];

    for (int i = 0; i < ACTION_COUNT - 1; i++) {
        fills[i] = (lxw_chart_fill){.color = style_chart_colour(action_at(i))};
        points[i] = (lxw_chart_point){.fill = &fills[i]};
        list[i] = &points[i];
    }
    list[ACTION_COUNT - 1] = NULL;
    book_note(tab->book, chart_series_set_points(series, list));
}

/* Bars of the counts of all actions but "nothing", beside the table's rows. Its
 * place is worked out from rows of the default height, since the library keeps
 * none of those written, and then moves with them. */
static void insert_chart(struct tab *tab, lxw_row_t first, int column, int sum_column)
{
    lxw_chart *chart = workbook_add_chart(tab->book->workbook, LXW_CHART_BAR);
    lxw_row_t last = first + ACTION_COUNT - 2;
    lxw_chart_font small = style_chart_font(9, false), heading = style_chart_font(11, true);
    int columns = OVERVIEW_COLUMNS - column > CHART_LEAST ? OVERVIEW_COLUMNS - column : CHART_LEAST;
    lxw_chart_options place = {.x_offset = 14,
                               .object_position = LXW_OBJECT_MOVE_AND_SIZE,
                               .x_scale = (columns * COLUMN_PIXELS - 14) / 480.0,
                               .y_scale = (ACTION_COUNT + 2) * ROW_PIXELS / 288.0};

    if (!chart) {
        book_note(tab->book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, tab->name, first, 0, last, 0);
    chart_series_set_values(series, tab->name, first, (lxw_col_t)sum_column, last, (lxw_col_t)sum_column);
    colour_bars(tab, series);
    chart_series_set_labels(series);
    chart_series_set_labels_num_format(series, "0;-0;;");
    chart_title_set_name(chart, book_say(tab->book, "各类处理的数量（不含无需处理）"));
    chart_title_set_name_font(chart, &heading);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    /* For bars the library calls the upright axis, of the categories, y. */
    chart_axis_set_reverse(chart->y_axis);
    chart_axis_set_num_font(chart->y_axis, &small);
    chart_axis_major_gridlines_set_visible(chart->x_axis, LXW_FALSE);
    chart_axis_off(chart->x_axis);
    chart_set_series_gap(chart, 40);
    book_note(tab->book, worksheet_insert_chart_opt(tab->worksheet, first - 1, (lxw_col_t)column, chart, &place));
}

void overview_write(struct tab *tab, const struct month *month, const struct listing *decisions,
                    const struct listing *rejects)
{
    int schemes = (int)month->run->rules->scheme_count;

    if (tab->book->error)
        return;
    worksheet_gridlines(tab->worksheet, LXW_HIDE_ALL_GRIDLINES);
    worksheet_set_zoom(tab->worksheet, ZOOM);
    tab_width(tab, 0, OVERVIEW_COLUMNS + CHART_LEAST, GRID_WIDTH);
    write_title(tab, month);
    write_tiles(tab, month, decisions, rejects);
    write_steps(tab, month);
    write_contents(tab);
    write_action_head(tab, month->run->rules);
    lxw_row_t first = tab->row + 1;
    for (int i = 0; i < ACTION_COUNT; i++)
        write_action_row(tab, month, decisions, action_at(i));
    write_action_total(tab, month, first);
    if (!tab->book->error)
        insert_chart(tab, first, FIRST_SCHEME + schemes + EXTRA_COLUMNS, FIRST_SCHEME + schemes + SUM);
    overview_lists(tab, month, rejects);
}
