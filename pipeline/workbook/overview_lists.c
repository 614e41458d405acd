/* overview_lists.c - the lower half of 本月概况: short lists, two side by side. */
#include "workbook/sheets.h"

#include "model/chinese.h"
#include "workbook/words.h"

/* The lists on the right begin at column RIGHT, after a gap. */
enum { FIELDS = 4, RIGHT = 9, LIST_ROWS = 12 };

/* A list: fields span so many columns, 8 in all on the left, 7 on the right. */
struct list {
    const char *title;
    const char *heads[FIELDS];
    int spans[FIELDS];
    size_t count;     /* of all there are; LIST_ROWS of them are shown */
    const char *more; /* where the others are */
    void (*row)(const struct list *list, size_t i, struct arena *arena, const char *fields[FIELDS]);
    const struct month *month;
    const struct decision_list *decisions;
    const struct listing *rejects; /* the last field is a live count of them by code */
};

static const char *day_text(struct arena *arena, date day)
{
    char text[DATE_TEXT_SIZE];

    return day == DATE_NONE ? "" : arena_strdup(arena, date_text(day, text));
}

static const char *programme_of(struct arena *arena, const struct decision *decision)
{
    const char *track = words_track(decision), *name = decision->scheme->words.short_name;

    return *track ? arena_printf(arena, "%s %s", name, track) : name;
}

static void on_hold_row(const struct list *list, size_t i, struct arena *arena, const char *fields[FIELDS])
{
    const struct decision *decision = list->decisions->items[i];

    fields[0] = decision->unit->name;
    fields[1] = programme_of(arena, decision);
    fields[2] = phrase(list->month->run->language, action_chinese(decision->action));
    fields[3] = words_held_reasons(arena, list->month->run->language, decision);
}

static void opening_row(const struct list *list, size_t i, struct arena *arena, const char *fields[FIELDS])
{
    const struct decision *decision = list->decisions->items[i];

    fields[0] = decision->unit->name;
    fields[1] = programme_of(arena, decision);
    fields[2] = words_level(decision->scheme, decision->from);
    fields[3] = day_text(arena, decision->opens);
}

static void ending_row(const struct list *list, size_t i, struct arena *arena, const char *fields[FIELDS])
{
    const struct decision *decision = list->decisions->items[i];

    fields[0] = decision->unit->name;
    fields[1] = programme_of(arena, decision);
    fields[2] = phrase(list->month->run->language, action_chinese(decision->action));
    fields[3] = day_text(arena, decision->held_certificate->valid_to);
}

/* The i-th code that was used, in order of the codes. */
static enum reject_code used_code(const struct month *month, size_t i)
{
    int code = -1;

    do {
        code++;
        while (!month->rejects[code])
            code++;
    } while (i-- > 0);
    return (enum reject_code)code;
}

static void reject_row(const struct list *list, size_t i, struct arena *arena, const char *fields[FIELDS])
{
    enum reject_code code = used_code(list->month, i);

    fields[0] = reject_code_text(code);
    fields[1] = phrase(list->month->run->language, reject_code_chinese(code));
    (void)arena;
}

/* The count of a code, over the empty cell that ends the row. */
static void write_code_count(struct tab *tab, int column, const struct list *list, size_t i, struct arena *arena)
{
    enum reject_code code = used_code(list->month, i);
    struct listing_criterion one = {REJECTS_CODE, arena_printf(arena, "\"%s\"", reject_code_text(code))};

    cell_formula(tab, column, STYLE_TALLY, listing_countifs(list->rejects, arena, &one, 1),
                 (double)list->month->rejects[code]);
    tab->cells--;
}

static void held_back_row(const struct list *list, size_t i, struct arena *arena, const char *fields[FIELDS])
{
    const struct packet *packet = list->month->run->plan->packets;

    while (!packet->missing_char || i-- > 0)
        packet++;
    fields[0] = packet->decisions[0]->unit->name;
    fields[1] = packet->folder;
    fields[2] = arena_printf(arena, "U+%04X", (unsigned)packet->missing_char);
}

static size_t shown(const struct list *list)
{
    return list->count < LIST_ROWS ? list->count : LIST_ROWS;
}

/* Rows a list takes below its title and head: at least one, to say that it is empty. */
static size_t body_rows(const struct list *list)
{
    return list->count > LIST_ROWS ? LIST_ROWS + 1 : list->count ? list->count : 1;
}

static int columns_of(const struct list *list)
{
    int columns = 0;

    for (int i = 0; i < FIELDS; i++)
        columns += list->spans[i];
    return columns;
}

/* The unit's name leads to the line of 决定. */
static void write_jump(struct tab *tab, int column, const struct list *list, size_t i, struct arena *arena,
                       const char *name)
{
    size_t position = (size_t)(list->decisions->items[i] - list->month->run->plan->decisions);
    const char *place = decisions_place(tab->book, arena, position, DECISION_NAME);

    cell_jump(tab, column, column + list->spans[0] - 1, STYLE_JUMP, place, place, name);
}

static void write_fields(struct tab *tab, int column, enum style style, const struct list *list,
                         const char *const *fields, int first)
{
    for (int i = 0; i < FIELDS; column += list->spans[i++])
        if (list->spans[i] && i >= first)
            cell_across(tab, column, column + list->spans[i] - 1, style, fields[i]);
}

static void write_body_row(struct tab *tab, const struct list *list, int column, size_t i)
{
    struct arena *arena = arena_new();
    const char *fields[FIELDS] = {NULL};

    if (i < shown(list)) {
        list->row(list, i, arena, fields);
        if (list->decisions)
            write_jump(tab, column, list, i, arena, fields[0]);
        write_fields(tab, column, STYLE_WRAP, list, fields, list->decisions ? 1 : 0);
        if (list->rejects)
            write_code_count(tab, column + columns_of(list) - 1, list, i, arena);
    } else if (i < body_rows(list)) {
        cell_across(tab, column, column + columns_of(list) - 1, STYLE_LABEL,
                    list->count ? arena_printf(arena, book_say(tab->book, "其余 %zu 项：%s"), list->count - LIST_ROWS,
                                               book_say(tab->book, list->more))
                                : "无");
    }
    arena_free(arena);
}

/* Two lists side by side; `right` may be NULL. */
static void write_pair(struct tab *tab, const struct list *left, const struct list *right)
{
    const struct list *const pair[] = {left, right};
    int count = right ? 2 : 1;
    size_t rows = right && body_rows(right) > body_rows(left) ? body_rows(right) : body_rows(left);

    tab_next(tab, 2);
    for (int side = 0; side < count; side++)
        cell_across(tab, side * RIGHT, side * RIGHT + columns_of(pair[side]) - 1, STYLE_SECTION,
                    arena_printf(tab->book->arena, book_say(tab->book, "%s（%zu）"),
                                 book_say(tab->book, pair[side]->title), pair[side]->count));
    tab_next(tab, 1);
    for (int side = 0; side < count; side++)
        write_fields(tab, side * RIGHT, STYLE_LABEL, pair[side], pair[side]->heads, 0);
    for (size_t i = 0; i < rows; i++) {
        tab_next(tab, 1);
        for (int side = 0; side < count; side++)
            write_body_row(tab, pair[side], side * RIGHT, i);
    }
}

void overview_lists(struct tab *tab, const struct month *month, const struct listing *rejects)
{
    struct list on_hold = {.title = "暂缓的建议",
                           .heads = {"单位", "计划", "处理", "原因"},
                           .spans = {2, 2, 1, 3},
                           .count = month->held_count,
                           .more = "见“决定”表，筛选“暂缓”",
                           .row = on_hold_row,
                           .month = month,
                           .decisions = &month->on_hold};
    struct list opening = {.title = "下期前开始受理",
                           .heads = {"单位", "计划", "现等级", "开始受理"},
                           .spans = {3, 2, 2, 1},
                           .count = month->opening.count,
                           .more = "见“决定”表，筛选“近期事项”",
                           .row = opening_row,
                           .month = month,
                           .decisions = &month->opening};
    struct list ending = {.title = "下期前到期",
                          .heads = {"单位", "计划", "处理", "证书到期"},
                          .spans = {3, 2, 1, 1},
                          .count = month->ending.count,
                          .more = "见“决定”表，筛选“近期事项”",
                          .row = ending_row,
                          .month = month,
                          .decisions = &month->ending};
    struct list codes = {.title = "退回记录的种类",
                         .heads = {"代码", "含义", "件数"},
                         .spans = {2, 4, 1, 0},
                         .more = "见“退回记录”表",
                         .row = reject_row,
                         .month = month,
                         .rejects = rejects};
    struct list held_back = {.title = "缺字而未出文件的单位",
                             .heads = {"单位", "文件夹", "缺字"},
                             .spans = {3, 4, 1, 0},
                             .count = month->held_back,
                             .more = "见 run.json",
                             .row = held_back_row,
                             .month = month};

    for (size_t i = 0; i < sizeof month->rejects / sizeof *month->rejects; i++)
        codes.count += month->rejects[i] != 0;
    write_pair(tab, &on_hold, &codes);
    write_pair(tab, &opening, &ending);
    if (held_back.count)
        write_pair(tab, &held_back, NULL);
}
