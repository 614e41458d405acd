/* sheet_grades.c - how far a unit comes list by list, and the lower of its two grades. */
#include "document/section.h"

#include <string.h>

/* Length of what `a` and `b` have in common, up to a dot of `a` or its end. */
static size_t common_part(const char *a, size_t length, const char *b)
{
    size_t same = 0, part = 0;

    while (same < length && a[same] == b[same])
        same++;
    for (size_t i = 0; i <= same; i++)
        if ((i == length || a[i] == '.') && (!b[i] || b[i] == '.'))
            part = i;
    return part;
}

/* One list: the items of a level, common ones or those of the track's chapter. */
struct grade_list {
    const char *name; /* 基本能力1级（6.2） */
    size_t asked, met;
    const char *unmet; /* clauses */
};

const char *grades_list_name(struct section *section, const struct item *of)
{
    const struct docket_entry *entry = section->decision->entry;
    const struct programme *programme = entry->scheme->programme;
    size_t length = strlen(of->id);

    for (size_t i = 0; i < programme->item_count; i++) {
        const struct item *item = &programme->items[i];
        if (item->level == of->level && item->chapter == of->chapter && entry->checklist->position[i] >= 0)
            length = common_part(of->id, length, item->id);
    }
    return arena_printf(section->arena, "%s%s（%.*s）", of->chapter >= 0 ? "专业能力" : "基本能力",
                        paper_level(entry->scheme, of->level), (int)length, of->id);
}

bool grades_asks(const struct docket_entry *entry, const struct item *item)
{
    int position = entry->checklist->position[item->index];

    return position >= 0 && entry->checks[position].is_asked && (entry->certificate || item->is_asked_of_applicants);
}

static struct grade_list read_list(struct section *section, int level, bool is_professional)
{
    const struct docket_entry *entry = section->decision->entry;
    const struct programme *programme = entry->scheme->programme;
    struct grade_list list = {0};
    struct bytes unmet;

    bytes_init(&unmet, section->arena);
    for (size_t i = 0; i < programme->item_count; i++) {
        const struct item *item = &programme->items[i];
        if (item->level != level || (item->chapter >= 0) != is_professional || !grades_asks(entry, item))
            continue;
        if (!list.name)
            list.name = grades_list_name(section, item);
        list.asked++;
        if (entry->checks[entry->checklist->position[i]].verdict == CHECK_MET)
            list.met++;
        else
            section_add_clause(&unmet, item->clause);
    }
    list.unmet = list.met == list.asked ? "无" : list.met ? bytes_text(&unmet) : "均未满足";
    return list;
}

static const struct table_head grade_head = {
    .cells = {TABLE_HEAD_CELL(0.27, "要求"), TABLE_HEAD_CELL(0.09, "项数"), TABLE_HEAD_CELL(0.09, "满足"),
              TABLE_HEAD_CELL(0.43, "未满足的条款"), TABLE_HEAD_CELL(0.12, "结论")},
    .count = 5,
    .points = 9.5,
    .left = 1u << 0 | 1u << 3,
};

/* Whether a common list is not met, yet one above it is: that implies it. */
static bool is_implied(const struct docket_entry *entry, const struct grade_list *list, int level, bool is_professional)
{
    return !is_professional && list->met < list->asked && level < entry->grade_basic;
}

/* A common list stands for itself, a chapter's adds to those below it. */
static void draw_lists(struct section *section, bool is_professional)
{
    const struct docket_entry *entry = section->decision->entry;

    for (int level = 0; level < (int)entry->scheme->programme->level_count; level++) {
        const struct grade_list list = read_list(section, level, is_professional);
        if (!list.asked)
            continue;
        bool is_met = list.met == list.asked || is_implied(entry, &list, level, is_professional);
        const char *result = list.met == list.asked ? "满足" : is_met ? "上级涵盖" : "不满足";
        table_texts(section->sheet, &grade_head,
                    (const char *const[]){list.name, arena_printf(section->arena, "%zu", list.asked),
                                          arena_printf(section->arena, "%zu", list.met), list.unmet, result},
                    !is_met && level <= entry->level_under_review ? 1u << 4 : 0);
    }
}

bool grades_list(struct section *section, int level, bool is_professional, const char **name, size_t *met,
                 size_t *asked)
{
    const struct grade_list list = read_list(section, level, is_professional);

    *name = list.name;
    *met = list.met;
    *asked = list.asked;
    return list.asked > 0;
}

static const char *grade_name(struct section *section, int grade)
{
    return grade ? paper_level(section->decision->scheme, grade - 1) : "未达到最低等级";
}

static const char *result_words(struct section *section)
{
    const struct docket_entry *entry = section->decision->entry;
    const char *clause = entry->certificate ? entry->scheme->review_clause : entry->scheme->application_clause;

    return arena_printf(section->arena, "基本能力：%s；专业能力：%s；综合评定取两者中较低的等级（%s）：%s。",
                        grade_name(section, entry->grade_basic), grade_name(section, entry->grade_professional),
                        paper_cited(section->arena, clause), grade_name(section, entry->attained + 1));
}

void grades_draw(struct section *section)
{
    const struct decision *d = section->decision;

    if (!section_has_checks(section) || d->scheme->programme->items[0].level < 0)
        return;
    section_heading(section, "等级评定");
    table_begin(section->sheet, &grade_head);
    draw_lists(section, false);
    draw_lists(section, true);
    table_end(section->sheet);
    section_result(section, result_words(section), d->entry->attained < d->entry->level_under_review);
}
