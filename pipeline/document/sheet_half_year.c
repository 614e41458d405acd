/* sheet_half_year.c - what was done in a half-year, against what is asked each month. */
#include "document/reasons.h"
#include "document/section.h"

#include <string.h>

static bool is_of_half_year(const struct section *section)
{
    const struct decision *d = section->decision;

    return d->matter == MATTER_HALF_YEAR && d->requirement_count && d->tallies && d->entry;
}

static const struct table_head half_year_head = {
    .cells = {TABLE_HEAD_CELL(0.27, "评价内容"), TABLE_HEAD_CELL(0.08, "条款"), TABLE_HEAD_CELL(0.15, "半年合计"),
              TABLE_HEAD_CELL(0.09, "月均"), TABLE_HEAD_CELL(0.19, "要求"), TABLE_HEAD_CELL(0.12, "表扬标准"),
              TABLE_HEAD_CELL(0.10, "结论")},
    .count = 7,
    .left = 1u << 0,
};

static const char *total_text(struct section *section, const struct condition *condition)
{
    const struct decision *d = section->decision;

    return arena_printf(section->arena, "%s%s", paper_figure(section->arena, d->tallies[condition->metric].value, 2),
                        d->scheme->metrics[condition->metric].unit_of_measure);
}

static const char *threshold_text(struct section *section, const struct condition *condition, int level)
{
    static const char *const words[] = {[AT_LEAST] = "不少于", [AT_MOST] = "不超过", [EQUALS] = "等于", [IS_TRUE] = ""};
    const struct metric *metric = &section->decision->scheme->metrics[condition->metric];

    if (condition->comparison == AT_MOST && condition->thresholds[level].num == 0)
        return arena_printf(section->arena, "0%s", metric->unit_of_measure);
    return arena_printf(section->arena, "%s%s%s", words[condition->comparison],
                        paper_figure(section->arena, condition->thresholds[level], 2), metric->unit_of_measure);
}

/* Where the less the better, what is counted: 重大突发事件应急处理 counts those not attended to. */
static const char *row_name(struct section *section, const struct requirement *requirement)
{
    const struct condition *condition = &requirement->conditions[0];

    return condition->comparison == AT_MOST
               ? arena_printf(section->arena, "%s：%s", requirement->name,
                              section->decision->scheme->metrics[condition->metric].name)
               : requirement->name;
}

static void draw_row(struct section *section, const struct requirement_result *result)
{
    const struct requirement *requirement = result->requirement;
    const struct condition *condition = &requirement->conditions[0];

    if (requirement->source != SOURCE_CONDITIONS || condition->metric < 0)
        return;
    table_texts(
        section->sheet, &half_year_head,
        (const char *const[]){row_name(section, requirement), paper_clause(result->clause), total_text(section, condition),
                              condition->is_per_month ? paper_figure(section->arena, result->value, 2) : "—",
                              threshold_text(section, condition, result->level),
                              requirement->has_commend ? paper_figure(section->arena, requirement->commend, 2) : "—",
                              result->is_met ? "达到" : "未达到"},
        result->is_met ? 0 : 1u << 6);
}

void half_year_draw(struct section *section)
{
    const struct decision *d = section->decision;

    if (!is_of_half_year(section))
        return;
    section_heading(section, arena_printf(section->arena, "%s综合评价", paper_half_year(section->arena, d)));
    section_line(section, arena_printf(section->arena, "%s，计入%d个整月；月均按整月数计算，保留两位小数，不进位。",
                                       paper_days(section->arena, d->days_from, d->days_to), d->entry->months));
    sheet_space(section->sheet, 4);
    table_begin(section->sheet, &half_year_head);
    for (size_t i = 0; i < d->requirement_count; i++)
        draw_row(section, &d->requirements[i]);
    table_end(section->sheet);
}

/* Why the unit is to be commended, as it may be made known. */
void half_year_draw_commendation(struct section *section)
{
    const struct decision *d = section->decision;
    struct bytes out;
    bool has_one = false;

    if (!is_of_half_year(section) || d->action != ACTION_COMMEND)
        return;
    bytes_init(&out, section->arena);
    bytes_printf(&out, "%s在%s综合评价中，各项要求全部达到", d->unit->name, paper_half_year(section->arena, d));
    for (size_t i = 0; i < d->requirement_count; i++) {
        const struct requirement_result *result = &d->requirements[i];
        if (!result->requirement->has_commend)
            continue;
        const char *unit = d->scheme->metrics[result->requirement->conditions[0].metric].unit_of_measure;
        bytes_printf(&out, "%s%s%s%s（表扬标准%s%s）", has_one ? "，" : "；其中", result->requirement->name,
                     paper_figure(section->arena, result->value, 2), unit,
                     paper_figure(section->arena, result->requirement->commend, 2), unit);
        has_one = true;
    }
    bytes_printf(&out, "，表现优秀，建议予以通报表扬。表扬标准为%s。", paper_clause(NULL));
    section_heading(section, "通报表扬意见");
    section_line(section, bytes_text(&out));
}
