/* unit_table.c - 单位一览: a unit on one line, a column for each programme. */
#include "workbook/sheets.h"

#include "base/bytes.h"
#include "workbook/words.h"

#include <stdlib.h>
#include <string.h>

enum { UNIT_ID, UNIT_NAME, UNIT_PROGRAMMES, UNIT_LINES, UNIT_PROPOSED, UNIT_WAITING, FIRST_SCHEME };

struct unit_table {
    const struct run *run;
    struct listing listing;
    struct column_list columns;
};

static void open_columns(struct unit_table *t, struct arena *arena)
{
    static const struct column first[FIRST_SCHEME] = {
        [UNIT_ID] = {"单位编号", 9, 24},   [UNIT_NAME] = {"单位名称", 22, 34},   [UNIT_PROGRAMMES] = {"参加计划", 6, 7},
        [UNIT_LINES] = {"本期事项", 6, 7}, [UNIT_PROPOSED] = {"建议处理", 6, 7}, [UNIT_WAITING] = {"待批", 6, 7},
    };
    const struct rule_set *rules = t->run->rules;

    for (int i = 0; i < FIRST_SCHEME; i++)
        column_add(&t->columns, arena, first[i].title, first[i].least, first[i].most);
    for (size_t i = 0; i < rules->scheme_count && t->columns.count < TAB_COLUMNS; i++)
        column_add(&t->columns, arena, rules->schemes[i].words.short_name, 18, 34);
}

/* The line that says most: one against the unit, then any that proposes something. */
static int weight(const struct decision *decision)
{
    return action_is_adverse(decision->action) ? 2 : decision->action != ACTION_NONE;
}

/* False for a line on which nothing is done while another of the same subject does something. */
static bool is_told(const struct decision *const *lines, size_t count, const struct decision *line)
{
    for (size_t i = 0; i < count && line->action == ACTION_NONE; i++)
        if (lines[i]->scheme == line->scheme && lines[i]->track == line->track && lines[i]->action != ACTION_NONE)
            return false;
    return true;
}

/* 教育培训 降级 二级 → 三级; where nothing is done, the status. */
static void add_line(struct bytes *text, const struct book *book, const struct decision *d)
{
    const char *track = words_track(d), *from = words_level(d->scheme, d->from), *to = words_level(d->scheme, d->to);

    bytes_printf(text, "%s%s%s%s", text->length ? "\n" : "", track, *track ? " " : "",
                 book_say(book, d->action == ACTION_NONE ? status_chinese(d->status) : action_chinese(d->action)));
    if (d->from != d->to)
        bytes_printf(text, " %s → %s", from, to);
    else if (d->from >= 0)
        bytes_printf(text, " %s", from);
}

static void scheme_cell(struct tab *tab, int column, const struct scheme *scheme, const struct decision *const *lines,
                        size_t count, struct arena *arena)
{
    const struct decision *weightiest = NULL;
    struct bytes text;

    bytes_init(&text, arena);
    for (size_t i = 0; i < count; i++) {
        if (lines[i]->scheme != scheme || !is_told(lines, count, lines[i]))
            continue;
        if (!weightiest || weight(lines[i]) > weight(weightiest))
            weightiest = lines[i];
        add_line(&text, tab->book, lines[i]);
    }
    if (weightiest)
        cell_text(tab, column, style_of_action(weightiest->action), bytes_text(&text));
    else
        cell_text(tab, column, STYLE_CENTRE, NULL);
}

static void add_row(struct unit_table *t, const struct decision *const *lines, size_t count, struct arena *arena)
{
    struct tab *tab = listing_row(&t->listing);
    size_t programmes = 0, proposed = 0, waiting = 0;

    for (size_t i = 0; i < count; i++) {
        programmes += !i || lines[i]->scheme != lines[i - 1]->scheme;
        proposed += lines[i]->action != ACTION_NONE;
        waiting += decision_waits(lines[i]);
    }
    cell_jump(tab, UNIT_ID, UNIT_ID, STYLE_JUMP,
              decisions_place(tab->book, arena, (size_t)(lines[0] - t->run->plan->decisions), DECISION_UNIT),
              arena_printf(arena, "\"%s\"", lines[0]->unit->id), lines[0]->unit->id);
    cell_text(tab, UNIT_NAME, STYLE_WRAP, lines[0]->unit->name);
    cell_number(tab, UNIT_PROGRAMMES, STYLE_TALLY, (double)programmes);
    cell_number(tab, UNIT_LINES, STYLE_TALLY, (double)count);
    cell_number(tab, UNIT_PROPOSED, STYLE_TALLY, (double)proposed);
    cell_number(tab, UNIT_WAITING, STYLE_TALLY, (double)waiting);
    for (int column = FIRST_SCHEME; column < (int)t->columns.count; column++)
        scheme_cell(tab, column, &t->run->rules->schemes[column - FIRST_SCHEME], lines, count, arena);
}

static int compare(const void *a, const void *b)
{
    const struct decision *x = *(const struct decision *const *)a, *y = *(const struct decision *const *)b;

    if (x->unit != y->unit)
        return x->unit->index < y->unit->index ? -1 : 1;
    return strcmp(x->proposal_id, y->proposal_id);
}

void units_write(struct book *book, const char *footer, const struct run *run)
{
    const struct plan *plan = run->plan;
    struct arena *arena = arena_new(), *row = arena_new();
    const struct decision **lines = ARENA_ARRAY(arena, const struct decision *, plan->count + 1);
    struct unit_table *t = ARENA_NEW(arena, struct unit_table);

    for (size_t i = 0; i < plan->count; i++)
        lines[i] = &plan->decisions[i];
    qsort(lines, plan->count, sizeof *lines, compare);
    t->run = run;
    open_columns(t, book->arena);
    t->listing = (struct listing){.book = book,
                                  .name = "单位一览",
                                  .footer = footer,
                                  .columns = t->columns.items,
                                  .column_count = (int)t->columns.count,
                                  .printed = (int)t->columns.count,
                                  .frozen = 2,
                                  .verdict_column = -1,
                                  .title = "单位一览",
                                  .note = "每个单位一行，每个计划一栏：各项事项的处理和等级，无需处理的写状态；颜色取其"
                                          "中最要紧的一项。点单位编号到“决定”表中该单位的第一行。",
                                  .context = t};
    listing_begin(&t->listing);
    for (size_t i = 0, last; i < plan->count; i = last) {
        for (last = i + 1; last < plan->count && lines[last]->unit == lines[i]->unit;)
            last++;
        add_row(t, &lines[i], last - i, row);
        arena_reset(row);
    }
    listing_end(&t->listing);
    arena_free(row);
    arena_free(arena);
}
