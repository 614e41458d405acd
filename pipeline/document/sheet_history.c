/* sheet_history.c - what earlier periods decided about the subject, and what it held. */
#include "document/chart.h"
#include "document/section.h"
#include "model/chinese.h"

#define TREND_HEIGHT 120.0

static const struct table_head outcome_head = {
    .cells = {TABLE_HEAD_CELL(0.10, "期次"), TABLE_HEAD_CELL(0.11, "事项"), TABLE_HEAD_CELL(0.12, "处理建议"),
              TABLE_HEAD_CELL(0.12, "处理结果"), TABLE_HEAD_CELL(0.18, "等级变动"),
              TABLE_HEAD_CELL(0.14, "完成度或分值"), TABLE_HEAD_CELL(0.10, "未达到"),
              TABLE_HEAD_CELL(0.13, "审批日期")},
    .count = 8,
    .points = 9.5,
};

static const struct table_head certificate_head = {
    .cells = {TABLE_HEAD_CELL(0.23, "证书编号"), TABLE_HEAD_CELL(0.08, "版次"), TABLE_HEAD_CELL(0.18, "等级"),
              TABLE_HEAD_CELL(0.38, "有效期"), TABLE_HEAD_CELL(0.13, "期初状态")},
    .count = 5,
    .points = 9.5,
    .left = 1u << 0,
};

/* 三级→二级; 三级（未变） where it stays. */
static const char *levels(struct section *section, const struct past_outcome *past)
{
    const struct scheme *scheme = section->decision->scheme;
    const char *from = paper_level(scheme, past->from);

    if (!past->has_outcome || past->outcome_to == past->from)
        return past->from < 0 ? from : arena_printf(section->arena, "%s（未变）", from);
    return arena_printf(section->arena, "%s→%s", from, paper_level(scheme, past->outcome_to));
}

static const char *figures(struct section *section, const struct past_outcome *past)
{
    if (past->has_score)
        return arena_printf(section->arena, "%s分", paper_figure(section->arena, past->score, 2));
    return past->has_attainment && past->required ? paper_percent(section->arena, past->attainment) : "—";
}

static void outcome_row(struct section *section, const struct past_outcome *past)
{
    struct arena *arena = section->arena;
    char day[DATE_TEXT_SIZE];
    const char *const texts[] = {
        past->period,
        past->is_early ? "提前升级" : scheme_matter_name(section->decision->scheme, past->matter),
        action_chinese(past->action),
        past->has_outcome ? action_chinese(past->outcome_action) : "未办结",
        levels(section, past),
        figures(section, past),
        past->required ? arena_printf(arena, "%u／%u项", past->unmet, past->required) : "—",
        past->ruled_on != DATE_NONE ? arena_strdup(arena, date_text(past->ruled_on, day)) : "—",
    };
    bool is_adverse = past->has_outcome && action_is_adverse(past->outcome_action);

    table_texts(section->sheet, &outcome_head, texts, (is_adverse ? 1u << 3 : 0) | (past->unmet ? 1u << 6 : 0));
}

/* Periods with figures, the oldest first, where there are enough of them to show a course. */
static void draw_trend(struct section *section, const struct history *history)
{
    const char **labels = ARENA_ARRAY(section->arena, const char *, history->count);
    const char **texts = ARENA_ARRAY(section->arena, const char *, history->count);
    double *values = ARENA_ARRAY(section->arena, double, history->count);
    size_t n = 0;

    for (size_t i = history->count; i-- > 0;) {
        const struct past_outcome *past = &history->outcomes[i];
        if (!past->has_attainment || !past->required)
            continue;
        labels[n] = past->period;
        texts[n] = paper_percent(section->arena, past->attainment);
        values[n++] = 100 * exact_double(past->attainment);
    }
    if (n < CHART_TREND_LEAST)
        return;
    sheet_space(section->sheet, 6);
    chart_trend(section->sheet, chart_place(section->sheet, TREND_HEIGHT),
                &(struct chart_trend){.title = "历次指标平均完成度（%）",
                                      .labels = labels,
                                      .figures = texts,
                                      .values = values,
                                      .count = n,
                                      .threshold = 100,
                                      .threshold_label = "全部达到"});
}

static void draw_outcomes(struct section *section, const struct history *history)
{
    if (!history->count)
        return;
    section_keep(section, TABLE_START);
    section_heading(section, "历次评定");
    table_begin(section->sheet, &outcome_head);
    for (size_t i = 0; i < history->count; i++)
        outcome_row(section, &history->outcomes[i]);
    table_end(section->sheet);
    if (history->left_out)
        section_line(section, arena_printf(section->arena, "更早的%zu次见证书登记簿。", history->left_out));
    draw_trend(section, history);
}

static void certificate_row(struct section *section, const struct certificate *c)
{
    struct arena *arena = section->arena;

    table_texts(section->sheet, &certificate_head,
                (const char *const[]){c->no, arena_printf(arena, "%d", c->version),
                                      paper_level(section->decision->scheme, c->level),
                                      paper_days(arena, c->valid_from, c->valid_to),
                                      certificate_status_chinese(c->is_over ? CERTIFICATE_EXPIRED : c->status)},
                0);
}

void history_draw(struct section *section, const struct history *history)
{
    if (!history)
        return;
    draw_outcomes(section, history);
    if (!history->certificate_count)
        return;
    section_keep(section, TABLE_START);
    section_heading(section, "曾持证书");
    table_begin(section->sheet, &certificate_head);
    for (size_t i = 0; i < history->certificate_count; i++)
        certificate_row(section, &history->certificates[i]->certificate);
    table_end(section->sheet);
}
