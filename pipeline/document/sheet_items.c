/* sheet_items.c - items of the catalogue that need a word: not met, not
 * applicable, contradicted by the unit's own figures. */
#include "document/section.h"

#include <string.h>

/* What a list of items holds. */
enum choice { UNMET, MISSING_FOR_NEXT, EXEMPT };

struct list {
    struct section *section;
    enum choice choice;
    int next; /* level that comes after; -1: none or not asked for */
};

static const struct docket_entry *entry_of(const struct list *list)
{
    return list->section->decision->entry;
}

static const struct check_result *result_of(const struct docket_entry *entry, const struct item *item)
{
    return &entry->checks[entry->checklist->position[item->index]];
}

static bool has_votes(const struct check_result *result)
{
    return result->votes[FINDING_MET] || result->votes[FINDING_UNMET] || result->votes[FINDING_NA];
}

/* Whether a requirement that is not met looks at the item. */
static bool is_behind_shortfall(const struct decision *d, const struct item *item)
{
    for (size_t i = 0; i < d->requirement_count; i++) {
        const struct requirement *requirement = d->requirements[i].requirement;
        if (d->requirements[i].is_met || !requirement)
            continue;
        if (requirement->source >= SOURCE_NECESSARY)
            return true;
        for (size_t k = 0; k < requirement->item_count; k++)
            if (requirement->items[k] == item)
                return true;
    }
    return false;
}

/* Of the common lists only those above the grade reached stand in the way. */
static bool is_needed_for(const struct docket_entry *entry, const struct item *item, int level)
{
    return item->level <= level && (item->chapter >= 0 || item->level >= entry->grade_basic);
}

static bool belongs(const struct list *list, const struct item *item)
{
    const struct docket_entry *entry = entry_of(list);

    if (!grades_asks(entry, item))
        return false;
    if (list->choice == EXEMPT)
        return result_of(entry, item)->verdict == CHECK_NA;
    if (result_of(entry, item)->verdict != CHECK_UNMET)
        return false;
    if (item->level < 0)
        return entry->has_score || is_behind_shortfall(list->section->decision, item);
    bool is_under_review = is_needed_for(entry, item, entry->level_under_review);
    return list->choice == UNMET ? is_under_review : !is_under_review && is_needed_for(entry, item, list->next);
}

/* The row above the items of one list, one term, or one part. */
static const char *group_name(const struct list *list, const struct item *item)
{
    const struct docket_entry *entry = entry_of(list);
    int term = entry->checklist->checks[entry->checklist->position[item->index]].term;
    const char *part = section_part_name(list->section, item);

    if (item->level >= 0)
        return grades_list_name(list->section, item);
    return term >= 0 ? arena_printf(list->section->arena, "%s %s", entry->terms[term].id, part) : part;
}

static const char *votes_text(struct arena *arena, const struct check_result *result)
{
    static const char *const words[] = {[FINDING_MET] = "满足", [FINDING_UNMET] = "不满足", [FINDING_NA] = "不适用"};
    struct bytes out;

    if (!has_votes(result))
        return "未评估";
    bytes_init(&out, arena);
    for (int i = 0; i < FINDING_RESULT_COUNT; i++)
        if (result->votes[i])
            bytes_printf(&out, "%s%u人%s", out.length ? "，" : "", (unsigned)result->votes[i], words[i]);
    return bytes_text(&out);
}

static const char *remark_text(struct arena *arena, const struct item *item, const struct check_result *result)
{
    const struct {
        bool holds;
        const char *text;
    } remarks[] = {
        {item->is_necessary, "必要项"},
        {result->is_tied, "意见持平"},
        {result->has_conflict, "意见矛盾"},
        {result->is_contradicted, "与申报不符"},
    };
    struct bytes out;

    bytes_init(&out, arena);
    for (size_t i = 0; i < sizeof remarks / sizeof *remarks; i++)
        if (remarks[i].holds)
            bytes_printf(&out, "%s%s", out.length ? "，" : "", remarks[i].text);
    return bytes_text(&out);
}

static const struct table_head item_head = {
    .cells = {TABLE_HEAD_CELL(0.12, "条款"), TABLE_HEAD_CELL(0.59, "文件要求"), TABLE_HEAD_CELL(0.16, "专家意见"),
              TABLE_HEAD_CELL(0.13, "备注")},
    .count = 4,
    .points = 9,
    .wide = 1u << 1,
};

static void draw_item(const struct list *list, const struct item *item)
{
    struct arena *arena = list->section->arena;
    const struct check_result *result = result_of(entry_of(list), item);

    table_texts(
        list->section->sheet, &item_head,
        (const char *const[]){item->clause, item->text, votes_text(arena, result), remark_text(arena, item, result)},
        item->is_necessary && list->choice == UNMET ? 1u << 3 : 0);
}

/* A run of items under one name. False when it is empty. */
struct run_of_items {
    const char *name;
    size_t end;   /* first item after it */
    size_t count; /* of those that belong to the list */
    bool is_assessed;
};

static bool next_run(struct run_of_items *run, const struct list *list, size_t from)
{
    const struct programme *programme = list->section->decision->scheme->programme;

    *run = (struct run_of_items){.end = from};
    for (; run->end < programme->item_count; run->end++) {
        const struct item *item = &programme->items[run->end];
        if (!belongs(list, item))
            continue;
        const char *name = group_name(list, item);
        if (run->name && strcmp(name, run->name) != 0)
            break;
        run->name = name;
        run->count++;
        run->is_assessed |= has_votes(result_of(entry_of(list), item)) ||
                            result_of(entry_of(list), item)->is_contradicted;
    }
    return run->count > 0;
}

static size_t count_items(const struct list *list)
{
    struct run_of_items run = {0};
    size_t count = 0;

    while (next_run(&run, list, run.end))
        count += run.count;
    return count;
}

/* A run that nobody looked at is not spelled out. */
static void draw_items(const struct list *list)
{
    const struct programme *programme = list->section->decision->scheme->programme;
    struct run_of_items run = {0};

    table_begin(list->section->sheet, &item_head);
    for (size_t from = 0; next_run(&run, list, from); from = run.end) {
        if (!run.is_assessed && run.count > 1) {
            table_group(list->section->sheet,
                        arena_printf(list->section->arena, "%s：%zu项均无评估意见，按不满足计", run.name, run.count));
            continue;
        }
        table_group(list->section->sheet, run.name);
        for (size_t i = from; i < run.end; i++)
            if (belongs(list, &programme->items[i]))
                draw_item(list, &programme->items[i]);
    }
    table_end(list->section->sheet);
}

/* The grade after the one attained, where the level under review is attained. */
static int next_level(const struct docket_entry *entry)
{
    int top = (int)entry->scheme->programme->level_count - 1;

    return entry->attained >= entry->level_under_review && entry->attained < top ? entry->attained + 1 : -1;
}

static void draw_list(const struct list *list, const char *heading)
{
    size_t count = count_items(list);

    if (!count)
        return;
    section_heading(list->section, arena_printf(list->section->arena, "%s（%zu项）", heading, count));
    draw_items(list);
}

void items_draw_unmet(struct section *section)
{
    if (!section_has_checks(section))
        return;
    const struct docket_entry *entry = section->decision->entry;
    const struct list unmet = {.section = section, .choice = UNMET, .next = -1};
    const struct list next = {.section = section, .choice = MISSING_FOR_NEXT, .next = next_level(entry)};
    bool has_lists = entry->scheme->programme->items[0].level >= 0;

    draw_list(&unmet, has_lists ? arena_printf(section->arena, "%s要求中未满足的条款",
                                               paper_level(entry->scheme, entry->level_under_review))
                     : entry->has_score ? "不满足的条款"
                                        : "专家评审不满足的条款"); /* others are judged by figures */
    if (has_lists && next.next >= 0)
        draw_list(&next, arena_printf(section->arena, "达到%s尚缺的条款", paper_level(entry->scheme, next.next)));
}

/* Their clauses do: what is not asked needs no words. */
void items_draw_exempt(struct section *section)
{
    const struct list exempt = {.section = section, .choice = EXEMPT, .next = -1};
    struct bytes out;
    size_t count = 0;

    if (!section_has_checks(section))
        return;
    const struct programme *programme = section->decision->scheme->programme;
    bytes_init(&out, section->arena);
    for (size_t i = 0; i < programme->item_count; i++)
        if (belongs(&exempt, &programme->items[i])) {
            section_add_clause(&out, programme->items[i].clause);
            count++;
        }
    if (!count)
        return;
    section_heading(section, arena_printf(section->arena, "不适用的条款（%zu项）", count));
    section_line(section, arena_printf(section->arena, "经专家判定不适用，不计入满足数和总数：%s。", bytes_text(&out)));
}

/* --- facts --- */

static const struct table_head fact_head = {
    .cells = {TABLE_HEAD_CELL(0.13, "条款"), TABLE_HEAD_CELL(0.49, "申报事实"), TABLE_HEAD_CELL(0.14, "申报值"),
              TABLE_HEAD_CELL(0.24, "文件要求")},
    .count = 4,
    .points = 9.5,
    .left = 1u << 1,
};

static bool fails(const struct fact *fact, const struct fact_condition *condition)
{
    int order = exact_compare(fact->number, condition->threshold);

    switch (condition->comparison) {
    case AT_LEAST: return order < 0;
    case AT_MOST: return order > 0;
    case EQUALS: return order != 0;
    case IS_TRUE: break;
    }
    return fact->number.num == 0;
}

/* Alternatives after the first are marked: each of them fails. */
static void draw_contradiction(struct section *section, const struct item *item)
{
    static const char *const words[] = {
        [AT_LEAST] = "不少于%s", [AT_MOST] = "不超过%s", [EQUALS] = "等于%s", [IS_TRUE] = "具备"};
    const struct docket_entry *entry = section->decision->entry;
    struct arena *arena = section->arena;

    for (size_t a = 0; a < item->alternative_count; a++)
        for (size_t c = 0; c < item->alternatives[a].count; c++) {
            const struct fact_condition *condition = &item->alternatives[a].conditions[c];
            const struct fact *fact = submission_fact(entry->facts, condition->fact);
            if (!fact || fact->type != FIELD_NUMBER || !fails(fact, condition))
                continue;
            const char *word = words[condition->comparison], *place = strstr(word, "%s");
            const char *wanted = place ? arena_printf(arena, "%s%.*s%s", a ? "或" : "", (int)(place - word), word,
                                                      paper_figure(arena, condition->threshold, 4))
                                       : word;
            table_texts(section->sheet, &fact_head,
                        (const char *const[]){item->clause, scheme_fact_name(entry->scheme, condition->fact),
                                              paper_figure(arena, fact->number, 4), wanted},
                        1u << 2);
        }
}

/* Of lists those above the level under review do not matter. */
static bool is_contradicted(const struct docket_entry *entry, const struct item *item)
{
    return grades_asks(entry, item) && result_of(entry, item)->is_contradicted &&
           item->level <= entry->level_under_review && item->alternative_count;
}

void items_draw_contradicted(struct section *section)
{
    if (!section_has_checks(section) || !section->decision->entry->facts)
        return;
    const struct docket_entry *entry = section->decision->entry;
    const struct programme *programme = entry->scheme->programme;
    size_t first = 0;

    while (first < programme->item_count && !is_contradicted(entry, &programme->items[first]))
        first++;
    if (first == programme->item_count)
        return;
    section_heading(section, "与申报事实不符的条款");
    section_line(section,
                 arena_printf(section->arena, "申报事实取自%s提交的材料%s；不符的条款不论专家意见如何，均按不满足计。",
                              paper_day(section->arena, entry->facts->submitted_on), entry->facts->id));
    sheet_space(section->sheet, 4);
    table_begin(section->sheet, &fact_head);
    for (size_t i = first; i < programme->item_count; i++)
        if (is_contradicted(entry, &programme->items[i]))
            draw_contradiction(section, &programme->items[i]);
    table_end(section->sheet);
}
