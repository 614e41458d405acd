/* sheet_unit.c - the head of a decision sheet: title, the unit, the matter. */
#include "document/section.h"

#include <string.h>

static void draw_title(struct section *section)
{
    const struct decision *d = section->decision;
    const struct font_style *fonts = section->sheet->paper->style;
    const struct text_style title = {.font = FONT_SERIF_BOLD,
                                     .points = fonts->heading_points,
                                     .pitch = fonts->heading_points * 1.35,
                                     .align = ALIGN_CENTRE};
    const struct text_style under = {
        .font = FONT_SANS, .points = 9.5, .pitch = 15, .align = ALIGN_CENTRE, .colour = {0.3, 0.3, 0.3}};

    sheet_paragraph(section->sheet, d->scheme->words.short_name, &title);
    sheet_paragraph(section->sheet, paper_sheet_title(section->arena, d), &title);
    sheet_space(section->sheet, 4);
    sheet_paragraph(section->sheet, arena_printf(section->arena, "事项编号：%s", d->proposal_id), &under);
    sheet_space(section->sheet, 5);
}

/* What is held or asked for, and within which limits. */
static void draw_standing(struct section *section)
{
    const struct decision *d = section->decision;
    const struct certificate *held = d->held_certificate;
    struct sheet *sheet = section->sheet;
    const char *track = paper_track(d), *scope = section_scope(section);

    if (*track)
        table_form(sheet, d->track >= 0 ? "服务类别" : "服务方向", track, NULL, NULL);
    if (d->track >= 0 && d->scheme->programme->takes_scope)
        table_form(sheet, "服务项", *scope ? scope : "本类别全部服务项", NULL, NULL);
    if (!held)
        return;
    table_form(sheet, "所持证书", held->no, "现有等级", paper_level(d->scheme, held->level));
    table_form(sheet, "证书有效期", paper_days(section->arena, held->valid_from, held->valid_to),
               d->opens == DATE_NONE ? NULL : "审核开始", paper_day(section->arena, d->opens));
}

static void draw_submission(struct section *section)
{
    const struct decision *d = section->decision;
    const struct value *level;

    if (!d->submission)
        return;
    table_form(section->sheet, d->held_certificate && d->matter == MATTER_REVIEW ? "升级申请编号" : "申请编号",
               d->submission->id, "提交日期", paper_day(section->arena, d->submission->submitted_on));
    level = submission_value(d->submission, submission_is(d->submission, "application") ? "applied_level" : "to_level");
    if (level && d->scheme->programme->level_count > 1)
        table_form(section->sheet, "申请等级", section_standing(section, level->position), NULL, NULL);
}

void unit_draw(struct section *section)
{
    const struct decision *d = section->decision;
    struct sheet *sheet = section->sheet;
    const char *matter = d->is_early ? "提前升级" : scheme_matter_name(d->scheme, d->matter);
    const char *half = paper_half_year(section->arena, d);

    draw_title(section);
    table_form(sheet, "单位名称", d->unit->name, NULL, NULL);
    if (d->unit->name_en)
        table_form(sheet, "英文名称", d->unit->name_en, NULL, NULL);
    table_form(sheet, "注册地址", d->unit->registered_address, NULL, NULL);
    table_form(sheet, "统一社会信用代码", d->unit->uscc, "单位编号", d->unit->id);
    draw_standing(section);
    draw_submission(section);
    if (*half)
        matter = arena_printf(section->arena, "%s（%s）", matter, half);
    table_form(sheet, "办理事项", matter, "办理状态", status_chinese(d->status));
    table_form(sheet, "计入期间",
               d->days_from == DATE_NONE ? "—" : paper_days(section->arena, d->days_from, d->days_to), "数据截至",
               paper_day(section->arena, sheet->paper->run->export->as_of));
}
