/* unit_table.c - 单位一览: a unit on one line, whatever programmes and tracks it is in. */
#include "workbook/sheets.h"

#include "base/bytes.h"
#include "workbook/words.h"

#include <stdlib.h>
#include <string.h>

/* Columns of a programme or track. */
enum { GROUP_STATUS, GROUP_ACTION, GROUP_LEVEL, GROUP_COLUMNS };
enum { UNIT_ID, UNIT_NAME, UNIT_PROGRAMMES, UNIT_LINES, UNIT_PROPOSED, UNIT_WAITING, FIRST_GROUP };
enum { MOST_GROUPS = (TAB_COLUMNS - FIRST_GROUP) / GROUP_COLUMNS };

struct group {
    const struct scheme *scheme;
    int track; /* -1: of none */
};

struct unit_table {
    const struct run *run;
    struct listing listing;
    struct column_list columns;
    struct group groups[MOST_GROUPS];
    size_t count;
};

static bool is_of(const struct decision *decision, const struct group *group)
{
    return decision->scheme == group->scheme && decision->track == group->track;
}

/* Programmes and tracks that occur, in order. */
static void find_groups(struct unit_table *t, const struct run *run)
{
    for (size_t s = 0; s < run->rules->scheme_count; s++) {
        const struct scheme *scheme = &run->rules->schemes[s];
        for (int track = -1; track < (int)scheme->programme->track_count; track++) {
            struct group group = {scheme, track};
            size_t i = 0;
            while (i < run->plan->count && !is_of(&run->plan->decisions[i], &group))
                i++;
            if (i < run->plan->count && t->count < MOST_GROUPS)
                t->groups[t->count++] = group;
        }
    }
}

static void open_columns(struct unit_table *t, struct arena *arena)
{
    static const struct column first[FIRST_GROUP] = {
        [UNIT_ID] = {"单位编号", 9, 24},   [UNIT_NAME] = {"单位名称", 22, 34},   [UNIT_PROGRAMMES] = {"参加计划", 6, 7},
        [UNIT_LINES] = {"本期事项", 6, 7}, [UNIT_PROPOSED] = {"建议处理", 6, 7}, [UNIT_WAITING] = {"待批", 6, 7},
    };

    for (int i = 0; i < FIRST_GROUP; i++)
        column_add(&t->columns, arena, first[i].title, first[i].least, first[i].most);
    for (size_t i = 0; i < t->count; i++) {
        column_add(&t->columns, arena, "状态", 9, 10);
        column_add(&t->columns, arena, "处理", 9, 14);
        column_add(&t->columns, arena, "等级", 9, 20);
    }
}

static void write_upper(struct listing *listing)
{
    const struct unit_table *t = listing->context;

    for (size_t i = 0; i < t->count; i++) {
        const struct group *group = &t->groups[i];
        int column = FIRST_GROUP + (int)i * GROUP_COLUMNS;
        const char *name = group->scheme->words.short_name;

        if (group->track >= 0)
            name = arena_printf(listing->book->arena, "%s %s", name, scheme_track_name(group->scheme, group->track));
        cell_across(listing->tab, column, column + GROUP_COLUMNS - 1, STYLE_GROUP, name);
    }
    tab_lines(listing->tab, 2);
    tab_next(listing->tab, 1);
}

/* The line that says most: one that proposes something before one that does not, a review
 * or application before a change or withdrawal. */
static int weight(const struct decision *decision)
{
    return (decision->action != ACTION_NONE ? 2 : 0) +
           (decision->matter != MATTER_CHANGE && decision->matter != MATTER_WITHDRAWAL);
}

static void group_cells(struct tab *tab, int column, const struct decision *const *lines, size_t count,
                        const struct group *group, struct arena *arena)
{
    const struct decision *told = NULL;
    struct bytes actions;

    bytes_init(&actions, arena);
    for (size_t i = 0; i < count; i++) {
        if (!is_of(lines[i], group))
            continue;
        if (!told || weight(lines[i]) > weight(told))
            told = lines[i];
        if (lines[i]->action != ACTION_NONE)
            bytes_printf(&actions, "%s%s", actions.length ? book_say(tab->book, "、") : "",
                         book_say(tab->book, action_chinese(lines[i]->action)));
    }
    if (!told)
        return;
    cell_word(tab, column + GROUP_STATUS, STYLE_CENTRE, status_chinese(told->status));
    cell_text(tab, column + GROUP_ACTION, style_of_action(told->action),
              actions.length ? bytes_text(&actions) : book_say(tab->book, action_chinese(ACTION_NONE)));
    const char *from = words_level(told->scheme, told->from), *to = words_level(told->scheme, told->to);
    cell_text(tab, column + GROUP_LEVEL, STYLE_CENTRE,
              told->from == told->to ? from : arena_printf(arena, "%s → %s", from, to));
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
    for (size_t i = 0; i < t->count; i++)
        group_cells(tab, FIRST_GROUP + (int)i * GROUP_COLUMNS, lines, count, &t->groups[i], arena);
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
    find_groups(t, run);
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
                                  .note = "每个单位一行；同一方向有几项事项的，状态与等级取其中最要紧的一项，处理全部列"
                                          "出。点单位编号到“决定”表中该单位的第一行。",
                                  .upper = write_upper,
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
