/* report_units.c - who stands out, who is at risk, and every unit in a table. */
#include "document/reasons.h"
#include "document/report.h"

static const char *name_of(const struct report *report, const struct decision *d)
{
    return report_name(report->section.sheet->paper, d->unit->name, d->unit->id);
}

static const char *level_of(const struct report *report, const struct decision *d)
{
    const char *level = paper_level(report->scheme, d->held_certificate ? d->held_certificate->level : d->from);
    const char *track = paper_track(d);

    return *track ? arena_printf(report->section.arena, "%s（%s）", level, track) : level;
}

static const char *multiple_words(struct report *report, const struct multiple *multiple)
{
    return arena_printf(report->section.arena, "%s倍（%s）", paper_figure(report->section.arena, multiple->value, 2),
                        paper_clause(multiple->clause));
}

/* Numbers against what is asked: 原创网络威胁信息支撑45组／30组. */
static const char *numbers_of(struct report *report, const struct decision *d)
{
    struct arena *arena = report->section.arena;
    struct bytes out;

    bytes_init(&out, arena);
    for (size_t i = 0; i < d->requirement_count; i++) {
        const struct requirement_result *result = &d->requirements[i];
        if (!result->is_yes_no)
            bytes_printf(&out, "%s%s%s／%s", out.length ? "；" : "", paper_requirement(result),
                         reasons_value(arena, d, result), reasons_required(arena, d, result));
    }
    return bytes_text(&out);
}

static const struct table_head numbers_head = {
    .cells = {TABLE_HEAD_CELL(0.10, "单位编号"), TABLE_HEAD_CELL(0.29, "单位名称"), TABLE_HEAD_CELL(0.18, "等级"),
              TABLE_HEAD_CELL(0.43, "实际／要求")},
    .count = 4,
    .points = 9,
    .left = 1u << 1 | 1u << 3,
};

static bool is_marked(const struct report *report, size_t i, bool wants_outstanding)
{
    const struct standing *standing = &report->run->analysis->standings[i];

    return report_covers(report, &report->run->plan->decisions[i]) &&
           (wants_outstanding ? standing->is_outstanding : standing->is_near);
}

/* Near enough, what such a table begins with: its head and the rows that stay with it. */
static double start_of_marked(const struct report *report, bool wants_outstanding)
{
    const double row = 45;
    size_t rows = 0;

    for (size_t i = 0; i < report->run->plan->count && rows < 3; i++)
        rows += is_marked(report, i, wants_outstanding);
    return rows ? TABLE_START / 2 + (double)rows * row : TABLE_START;
}

/* Units marked by the analysis; how many. */
static size_t draw_marked(struct report *report, bool wants_outstanding)
{
    const struct plan *plan = report->run->plan;
    size_t n = 0;

    table_begin(report->section.sheet, &numbers_head);
    for (size_t i = 0; i < plan->count; i++) {
        const struct decision *d = &plan->decisions[i];
        if (!is_marked(report, i, wants_outstanding))
            continue;
        table_texts(report->section.sheet, &numbers_head,
                    (const char *const[]){d->unit->id, name_of(report, d), level_of(report, d), numbers_of(report, d)},
                    0);
        n++;
    }
    table_end(report->section.sheet);
    return n;
}

void report_outstanding_draw(struct report *report)
{
    struct section *section = &report->section;
    const struct multiple *multiple = &report->scheme->outstanding;

    section_keep(section, start_of_marked(report, true));
    section_heading(section, "表现突出的单位");
    if (!multiple->name) {
        section_line(section, "规则未设定突出单位的倍数，本报告不列。");
        return;
    }
    section_line(section, arena_printf(section->arena, "条件：各数量指标不低于要求的%s，其余要求均达到，且无不利处理建议。",
                                       multiple_words(report, multiple)));
    sheet_space(section->sheet, 4);
    if (!draw_marked(report, true))
        section_line(section, "本期没有符合条件的单位。");
}

/* --- at risk --- */

static const struct table_head risk_head = {
    .cells = {TABLE_HEAD_CELL(0.10, "单位编号"), TABLE_HEAD_CELL(0.29, "单位名称"), TABLE_HEAD_CELL(0.18, "等级"),
              TABLE_HEAD_CELL(0.19, "处理或建议"), TABLE_HEAD_CELL(0.24, "未达到的指标或条款")},
    .count = 5,
    .points = 9,
    .left = 1u << 1 | 1u << 4,
};

static const char *unmet_of(struct report *report, const struct decision *d)
{
    struct bytes out;

    bytes_init(&out, report->section.arena);
    if (d->is_for_violation)
        bytes_add_text(&out, d->scheme->metrics[d->scheme->violation_metric].name);
    for (size_t i = 0; i < d->requirement_count; i++)
        if (!d->requirements[i].is_met)
            bytes_printf(&out, "%s%s", out.length ? "、" : "", paper_requirement(&d->requirements[i]));
    if (out.length || !d->reason_clause)
        return out.length ? bytes_text(&out) : paper_clause(NULL);
    return arena_printf(report->section.arena, "条款“%s”", d->reason_clause);
}

/* Due, but something has yet to come: nothing is done about it this month, though something will have to be. */
static const char *treatment_of(const struct decision *d)
{
    enum action action = decision_action(d);

    return action == ACTION_NONE && status_is_due(d->status) ? "暂不办理" : action_chinese(action);
}

static void draw_risk(struct report *report, const struct decision *d)
{
    const char *state = d->has_outcome ? "已办结" : decision_is_on_hold(d) ? "暂缓" : "待批";

    table_texts(report->section.sheet, &risk_head,
                (const char *const[]){d->unit->id, name_of(report, d), level_of(report, d),
                                      arena_printf(report->section.arena, "%s（%s）", treatment_of(d), state),
                                      unmet_of(report, d)},
                0);
}

void report_risks_draw(struct report *report)
{
    const struct plan *plan = report->run->plan;
    const struct multiple *near = &report->scheme->near;
    struct section *section = &report->section;
    size_t n = 0;

    section_keep(section, TABLE_START);
    section_heading(section, "需要关注的单位");
    table_begin(section->sheet, &risk_head);
    for (size_t i = 0; i < plan->count; i++) {
        const struct decision *d = &plan->decisions[i];
        if (report_covers(report, d) && d->held_certificate && action_is_adverse(d->action)) {
            draw_risk(report, d);
            n++;
        }
    }
    table_end(section->sheet);
    if (!n)
        section_line(section, "本期没有对现有单位的不利处理建议。");
    if (!near->name)
        return;
    sheet_space(section->sheet, 6);
    section_keep(section, start_of_marked(report, false));
    section_line(section, arena_printf(section->arena, "全部达到要求、但有数量指标不足要求的%s的单位：",
                                       multiple_words(report, near)));
    sheet_space(section->sheet, 4);
    if (!draw_marked(report, false))
        section_line(section, "无。");
}

/* --- all units --- */

static const struct table_head unit_head = {
    .cells = {TABLE_HEAD_CELL(0.10, "单位编号"), TABLE_HEAD_CELL(0.31, "单位名称"), TABLE_HEAD_CELL(0.17, "等级"),
              TABLE_HEAD_CELL(0.10, "事项"), TABLE_HEAD_CELL(0.10, "状态"), TABLE_HEAD_CELL(0.10, "处理"),
              TABLE_HEAD_CELL(0.12, "完成度或分值")},
    .count = 7,
    .points = 8.5,
    .left = 1u << 1,
};

static const char *figure_of(struct report *report, const struct decision *d)
{
    struct arena *arena = report->section.arena;

    if (d->entry && d->entry->has_score && d->requirement_count)
        return arena_printf(arena, "%s分", paper_figure(arena, d->entry->score, 2));
    if (!d->has_attainment)
        return "—";
    return paper_percent(arena, d->attainment);
}

/* What is decided before it is due, for a violation or ahead of time, is settled. */
static const char *state_of(const struct decision *d)
{
    return d->has_outcome && d->status == STATUS_NOT_DUE ? "已办结" : status_chinese(d->status);
}

void report_appendix_draw(struct report *report)
{
    const struct plan *plan = report->run->plan;
    struct section *section = &report->section;

    section_heading(section, "附表：全部单位");
    table_begin(section->sheet, &unit_head);
    for (size_t i = 0; i < plan->count; i++) {
        const struct decision *d = &plan->decisions[i];
        if (report_covers(report, d))
            table_texts(section->sheet, &unit_head,
                        (const char *const[]){d->unit->id, name_of(report, d), level_of(report, d),
                                              scheme_matter_name(d->scheme, d->matter), state_of(d),
                                              treatment_of(d), figure_of(report, d)},
                        0);
    }
    table_end(section->sheet);
}
