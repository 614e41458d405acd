/* decision_sheet.c - the internal paper on which a proposal is approved (审批表). */
#include "document/reasons.h"

#include <string.h>

/* Numbers of the parts of a sheet; more than any sheet has. */
static const char *const ordinals[] = {"一", "二", "三", "四", "五", "六", "七", "八"};

struct section {
    struct sheet *sheet;
    const struct decision *decision;
    struct arena *arena;
    size_t parts; /* begun so far */
};

static const struct colour alarm = {0.70, 0.06, 0.06};

static void heading(struct section *section, const char *name)
{
    const struct text_style style = {.font = FONT_SANS_BOLD, .points = 12.5, .pitch = 20};

    sheet_space(section->sheet, 9);
    sheet_heading(section->sheet, arena_printf(section->arena, "%s、%s", ordinals[section->parts++], name), &style, 60);
    sheet_space(section->sheet, 2);
}

static void line(struct section *section, const char *string)
{
    const struct text_style style = {.font = FONT_SANS, .points = section->sheet->paper->style->table_points,
                                     .pitch = 17, .indent = 2, .align = ALIGN_BOTH};

    sheet_paragraph(section->sheet, string, &style);
}

static const char *title_of(enum matter matter)
{
    static const char *const titles[] = {
        [MATTER_REVIEW] = "年度审核续期审批表", [MATTER_TRIAL] = "考察评估审批表",
        [MATTER_APPLICATION] = "申请审批表",    [MATTER_HALF_YEAR] = "半年评价审批表",
        [MATTER_CHANGE] = "信息变更审批表",     [MATTER_WITHDRAWAL] = "退出审批表",
    };

    return titles[matter];
}

static void draw_title(struct section *section)
{
    const struct decision *d = section->decision;
    const struct text_style title = {.font = FONT_SERIF_BOLD, .points = section->sheet->paper->style->heading_points,
                                     .pitch = section->sheet->paper->style->heading_points * 1.35,
                                     .align = ALIGN_CENTRE};
    const struct text_style under = {.font = FONT_SANS, .points = 9.5, .pitch = 15, .align = ALIGN_CENTRE,
                                     .colour = {0.3, 0.3, 0.3}};

    sheet_paragraph(section->sheet, arena_printf(section->arena, "%s", d->scheme->words.short_name), &title);
    sheet_paragraph(section->sheet, d->is_early ? "提前升级审批表" : title_of(d->matter), &title);
    sheet_space(section->sheet, 4);
    sheet_paragraph(section->sheet, arena_printf(section->arena, "事项编号：%s", d->proposal_id), &under);
    sheet_space(section->sheet, 5);
}

static void draw_unit(struct section *section)
{
    const struct decision *d = section->decision;
    const struct certificate *held = d->held_certificate;
    struct sheet *sheet = section->sheet;

    table_form(sheet, "单位名称", d->unit->name, NULL, NULL);
    if (d->unit->name_en)
        table_form(sheet, "英文名称", d->unit->name_en, NULL, NULL);
    table_form(sheet, "注册地址", d->unit->registered_address, NULL, NULL);
    table_form(sheet, "统一社会信用代码", d->unit->uscc, "单位编号", d->unit->id);
    if (held) {
        table_form(sheet, "所持证书", held->no, "现有等级", paper_level(d->scheme, held->level));
        table_form(sheet, "证书有效期", paper_days(section->arena, held->valid_from, held->valid_to), "审核开始",
                   paper_day(section->arena, d->opens));
    } else if (d->submission) {
        table_form(sheet, "申请编号", d->submission->id, "提交日期",
                   paper_day(section->arena, d->submission->submitted_on));
    }
    table_form(sheet, "办理事项", d->is_early ? "提前升级" : matter_chinese(d->matter), "办理状态",
               status_chinese(d->status));
    table_form(sheet, "计入期间", d->days_from == DATE_NONE ? "—" : paper_days(section->arena, d->days_from, d->days_to),
               "数据截至", paper_day(section->arena, sheet->paper->run->export->as_of));
}

/* An action in words, without 拟 before it. */
static const char *action_words(struct section *section, enum action action, int to)
{
    const struct decision *d = section->decision;
    const char *from_name = paper_level(d->scheme, d->from), *to_name = paper_level(d->scheme, to);
    struct arena *arena = section->arena;

    switch (action) {
    case ACTION_NONE: return "本期无需处理";
    case ACTION_MAINTAIN: return arena_printf(arena, "维持%s不变，办理证书续期", to_name);
    case ACTION_UPGRADE: return arena_printf(arena, "由%s%s升为%s", from_name, d->is_early ? "提前" : "", to_name);
    case ACTION_DOWNGRADE: return arena_printf(arena, "由%s降为%s", from_name, to_name);
    case ACTION_REVOKE: return arena_printf(arena, "取消资格（原为%s），撤回证书", from_name);
    case ACTION_WARN: return "予以警告";
    case ACTION_RECTIFY: return "责令限期整改";
    case ACTION_COMMEND: return "通报表扬";
    case ACTION_CERTIFY: return arena_printf(arena, "认定为%s，颁发证书", to_name);
    case ACTION_REJECT: return "不予通过";
    case ACTION_REFER: return "转交评审";
    case ACTION_REISSUE: return "变更证书信息，换发证书，证书编号和有效期不变";
    case ACTION_WITHDRAW: return arena_printf(arena, "同意退出（原为%s），终止证书", from_name);
    case ACTION_COUNT: break;
    }
    return "";
}

static void draw_holds(struct section *section)
{
    const struct text_style style = {.font = FONT_SANS_BOLD, .points = 11, .pitch = 17, .colour = alarm};
    const struct decision *d = section->decision;
    struct bytes out;
    bool has_one = false;

    if (!d->is_held)
        return;
    bytes_init(&out, section->arena);
    bytes_add_text(&out, d->has_outcome ? "审批前曾暂缓：" : "暂缓办理：");
    for (int i = 0; i < HOLD_COUNT; i++)
        if (d->holds[i]) {
            bytes_printf(&out, "%s%s", has_one ? "；" : "", hold_chinese((enum hold)i));
            has_one = true;
        }
    bytes_add_text(&out, d->has_outcome ? "。" : "。核实后如仍需批准，须写明理由。");
    sheet_space(section->sheet, 4);
    sheet_box(section->sheet, bytes_text(&out), &style, alarm);
}

/* Changes and withdrawals are no matter of contributions. */
static bool is_rated(const struct decision *decision)
{
    return decision->matter != MATTER_CHANGE && decision->matter != MATTER_WITHDRAWAL;
}

static void draw_proposal(struct section *section)
{
    const struct decision *d = section->decision;
    struct text_style strong = {.font = FONT_SERIF_BOLD, .points = 14, .pitch = 23};
    char percent[EXACT_TEXT_SIZE];
    struct bytes basis;

    heading(section, "处理建议");
    if (action_is_adverse(d->action))
        strong.colour = alarm;
    sheet_paragraph(section->sheet,
                    arena_printf(section->arena, "%s%s。", d->action == ACTION_NONE ? "" : "拟",
                                 action_words(section, d->action, d->to)), &strong);
    bytes_init(&basis, section->arena);
    bytes_printf(&basis, "依据：%s。", paper_basis(section->arena, d->scheme, d->reason_clause));
    if (d->requirement_count && is_rated(d))
        bytes_printf(&basis, "按计入期间的数据，达到的最高等级：%s。", paper_level(d->scheme, d->attained));
    if (d->has_attainment)
        bytes_printf(&basis, "指标平均完成度（每项至多计100%%）：%s%%。",
                     exact_text(exact_multiply(d->attainment, EXACT(100)), 1, percent));
    if (d->eligible_upgrade_to >= 0)
        bytes_printf(&basis, "该单位可申请升为%s，目前未收到升级申请。", paper_level(d->scheme, d->eligible_upgrade_to));
    if (d->needs_approval)
        bytes_add_text(&basis, "本事项须经审批。");
    line(section, bytes_text(&basis));
    draw_holds(section);
}

static void draw_ruling(struct section *section)
{
    static const char *const words[] = {[RULING_APPROVED] = "同意", [RULING_REJECTED] = "不同意",
                                        [RULING_DEFERRED] = "暂缓", [RULING_CHANGED] = "变更处理"};
    const struct decision *d = section->decision;
    struct sheet *sheet = section->sheet;

    if (!d->ruling && !d->has_outcome)
        return;
    heading(section, "审批结果");
    if (d->ruling) {
        table_form(sheet, "审批意见", words[d->ruling->word], "审批日期", paper_day(section->arena, d->ruling->on));
        table_form(sheet, "审批人", d->ruling->by, NULL, NULL);
        if (d->ruling->remark)
            table_form(sheet, "说明", d->ruling->remark, NULL, NULL);
    }
    const char *outcome = !d->has_outcome ? "未形成处理结果，本事项仍待办理。"
                          : d->needs_approval || d->ruling
                              ? arena_printf(section->arena, "%s。",
                                             action_words(section, d->outcome_action, d->outcome_to))
                              : arena_printf(section->arena, "%s（无须审批）。",
                                             action_words(section, d->outcome_action, d->outcome_to));
    table_form(sheet, "处理结果", outcome, NULL, NULL);
    for (size_t i = 0; i < d->certificate_count; i++) {
        const struct issue *issue = &d->certificates[i];
        table_form(sheet, "签发证书",
                   arena_printf(section->arena, "%s（第%d版），%s，有效期%s", issue->certificate_no, issue->version,
                                paper_level(issue->scheme, issue->level),
                                paper_days(section->arena, issue->valid_from, issue->valid_to)),
                   NULL, NULL);
    }
}

static void draw_notes(struct section *section)
{
    const struct decision *d = section->decision;

    if (!d->note_count)
        return;
    heading(section, "说明");
    for (size_t i = 0; i < d->note_count; i++)
        line(section, arena_printf(section->arena, "%zu．%s", i + 1, reasons_note(section->arena, d->notes[i])));
}

static void draw_opinions(struct section *section)
{
    const struct text_style style = {.font = FONT_SANS_BOLD, .points = 12.5, .pitch = 20};
    double height = 62;

    if (sheet_room(section->sheet) < 3 * height + 32) { /* a page of their own has room to write */
        height = 130;
        sheet_page(section->sheet);
    }
    sheet_space(section->sheet, 9);
    sheet_paragraph(section->sheet, arena_printf(section->arena, "%s、审批意见", ordinals[section->parts]), &style);
    sheet_space(section->sheet, 2);
    table_opinion(section->sheet, "承办人意见", height);
    table_opinion(section->sheet, "审核意见", height);
    table_opinion(section->sheet, "批准意见", height);
}

static void draw_decision(struct sheet *sheet, const struct decision *decision)
{
    struct section section = {.sheet = sheet, .decision = decision, .arena = sheet->paper->arena};

    sheet_page(sheet);
    draw_title(&section);
    draw_unit(&section);
    draw_proposal(&section);
    if (decision->requirement_count) {
        heading(&section, "逐项审核");
        reasons_requirements(sheet, decision, false);
    }
    if (decision->tallies) {
        heading(&section, "数据来源");
        reasons_tallies(sheet, decision);
    }
    if (is_rated(decision) || action_is_adverse(decision->action)) {
        heading(&section, "规则参数");
        reasons_parameters(sheet, decision);
    }
    draw_notes(&section);
    draw_ruling(&section);
    draw_opinions(&section);
}

RESULT decision_sheet_draw(const struct paper *paper, const struct packet *packet)
{
    const struct scheme *scheme = packet->decisions[0]->scheme;
    struct sheet sheet = {
        .paper = paper, .left = MM(25), .right = MM(22), .top = MM(23), .bottom = MM(22),
        .head_left = "内部资料", .head_right = arena_printf(paper->arena, "%s", scheme->words.operator_name),
        .foot_left = arena_printf(paper->arena, "规则文件摘要 %.16s", scheme->digest),
        .foot_right = arena_printf(paper->arena, "数据期 %s", paper->run->export->period),
    };

    for (size_t i = 0; i < packet->count; i++)
        draw_decision(&sheet, packet->decisions[i]);
    return OK;
}
