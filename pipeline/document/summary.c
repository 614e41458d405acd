/* summary.c - the annual summary of a unit: its parts in their order.
 *
 * It tells figures, not what is proposed: that stands in decision sheet and notice. */
#include "document/summary.h"

#include "document/reasons.h"

static const char *title_of(const struct decision *d)
{
    if (!d->held_certificate)
        return d->matter == MATTER_TRIAL ? "考察评估总结" : "申请评估总结";
    return d->scheme->words.summary_title ? d->scheme->words.summary_title : "年度支撑总结";
}

static void draw_title(struct section *section)
{
    const struct decision *d = section->decision;
    const struct font_style *fonts = section->sheet->paper->style;
    const struct text_style title = {.font = FONT_SERIF_BOLD,
                                     .points = fonts->heading_points,
                                     .pitch = fonts->heading_points * 1.35,
                                     .align = ALIGN_CENTRE};
    const struct text_style under = {
        .font = FONT_SANS, .points = 10.5, .pitch = 17, .align = ALIGN_CENTRE, .colour = {0.3, 0.3, 0.3}};
    const char *half = paper_half_year(section->arena, d);
    int year, month, day;

    date_split(section->sheet->paper->run->export->as_of, &year, &month, &day);
    sheet_paragraph(section->sheet, d->scheme->words.short_name, &title);
    sheet_paragraph(section->sheet, title_of(d), &title);
    sheet_space(section->sheet, 4);
    sheet_paragraph(section->sheet, *half ? half : arena_printf(section->arena, "%d年度", year), &under);
    sheet_space(section->sheet, 6);
}

/* Who, at which level, for which term. */
static void draw_head(struct section *section)
{
    const struct decision *d = section->decision;
    const struct certificate *held = d->held_certificate;
    struct sheet *sheet = section->sheet;
    const char *limits = section_limits(section);

    draw_title(section);
    table_form(sheet, "单位名称", d->unit->name, NULL, NULL);
    table_form(sheet, "统一社会信用代码", d->unit->uscc, "单位编号", d->unit->id);
    if (*limits)
        table_form(sheet, d->track >= 0 ? "服务类别" : "服务方向", limits, NULL, NULL);
    if (held) {
        table_form(sheet, "所持证书", held->no, "现有等级", paper_level(d->scheme, held->level));
        table_form(sheet, "证书有效期", paper_days(section->arena, held->valid_from, held->valid_to), "评价事项",
                   scheme_matter_name(d->scheme, d->matter));
    } else {
        table_form(sheet, "评价事项", scheme_matter_name(d->scheme, d->matter), "申请等级",
                   paper_level(d->scheme, d->entry->level_under_review));
    }
    table_form(sheet, "计入期间", paper_days(section->arena, d->days_from, d->days_to), "数据截至",
               paper_day(section->arena, sheet->paper->run->export->as_of));
}

/* What all of it comes to. */
static void draw_result(struct section *section)
{
    const struct decision *d = section->decision;
    const struct docket_entry *entry = d->entry;
    bool has_levels = d->scheme->programme->level_count > 1;
    size_t met = 0;
    struct bytes out;

    for (size_t i = 0; i < d->requirement_count; i++)
        met += d->requirements[i].is_met;
    bytes_init(&out, section->arena);
    if (has_levels)
        bytes_printf(&out, "按%s的要求", paper_level(d->scheme, entry->level_under_review));
    bytes_printf(&out, "逐项计算，%zu项指标达到%zu项", d->requirement_count, met);
    if (met < d->requirement_count)
        bytes_printf(&out, "，%zu项未达到", d->requirement_count - met);
    bytes_printf(&out, "；指标平均完成度%s", paper_percent(section->arena, d->attainment));
    if (entry->has_score)
        bytes_printf(&out, "，整体分值%s分", paper_figure(section->arena, entry->score, 2));
    if (!has_levels)
        bytes_printf(&out, "。现有数据%s全部要求", d->attained >= 0 ? "达到" : "尚未达到");
    else if (d->attained >= 0)
        bytes_printf(&out, "。现有数据达到的等级：%s%s", paper_level(d->scheme, d->attained),
                     entry->next_level < 0 ? "（最高等级）" : "");
    else
        bytes_add_text(&out, "。现有数据尚未达到任何等级的全部要求");
    bytes_add_text(&out, "。本总结只列数据，处理结论以审批结果和通知书为准。");
    section_heading(section, "总体情况");
    section_line(section, bytes_text(&out));
}

static void draw_requirements(struct section *section)
{
    const struct decision *d = section->decision;

    if (d->scheme->shortfall == SHORTFALL_SEVERITY) {
        supervision_draw(section);
        return;
    }
    section_heading(section, "逐项达标情况");
    reasons_requirements(section->sheet, d, false);
}

RESULT summary_draw(const struct paper *paper, const struct standing *standing)
{
    const struct decision *d = standing->decision;
    struct sheet sheet = {
        .paper = paper,
        .left = MM(25),
        .right = MM(22),
        .top = MM(23),
        .bottom = MM(22),
        .head_left = d->scheme->words.short_name,
        .head_right = d->scheme->words.operator_name,
        .foot_left = arena_printf(paper->arena, "规则文件摘要 %.16s", d->scheme->digest),
        .foot_right = arena_printf(paper->arena, "数据期 %s", paper->run->export->period),
    };
    struct section section = {.sheet = &sheet, .decision = d, .arena = paper->arena};

    sheet_page(&sheet);
    draw_head(&section);
    draw_result(&section);
    notes_draw(&section, true);
    summary_months_draw(&section);
    draw_requirements(&section);
    summary_terms_draw(&section);
    grades_draw(&section);
    summary_standing_draw(&section, standing);
    summary_next_draw(&section);
    return OK;
}
