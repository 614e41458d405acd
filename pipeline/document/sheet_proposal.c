/* sheet_proposal.c - what is proposed and why, what was ruled, and room to rule. */
#include "document/section.h"

#include "model/docket.h"
#include "model/ledger.h"

#include <string.h>

#define RESULT_HEAD 34.0 /* heights, near enough */
#define RESULT_ROW 20.0

/* What was asked for, or had: the only level there is needs no name beside its limits. */
static const char *subject_words(struct section *section, int level)
{
    const struct scheme *scheme = section->decision->scheme;
    const char *limits = section_limits(section);

    if (!*limits)
        return paper_level(scheme, level);
    return scheme->programme->level_count > 1
               ? arena_printf(section->arena, "%s，%s", paper_level(scheme, level), limits)
               : limits;
}

static const char *former_words(struct section *section, int level)
{
    const char *words = subject_words(section, level);

    return section->decision->scheme->programme->level_count > 1 || !*section_limits(section)
               ? arena_printf(section->arena, "原为%s", words)
               : words;
}

/* The only level of a programme with a score is a verdict: 评价结论“通过”. */
static bool is_verdict(const struct scheme *scheme)
{
    return scheme->programme->level_count == 1 && scheme->term_count > 0;
}

static const char *standing_words(struct section *section, int level)
{
    const struct scheme *scheme = section->decision->scheme;
    const char *limits = section_limits(section);

    if (!is_verdict(scheme) || level < 0)
        return section_standing(section, level);
    if (!*limits)
        return arena_printf(section->arena, "评价结论“%s”", paper_level(scheme, level));
    return arena_printf(section->arena, "评价结论“%s”（%s）", paper_level(scheme, level), limits);
}

static const char *reject_words(struct section *section)
{
    const struct decision *d = section->decision;
    const struct value *applied = d->submission ? submission_value(d->submission, "applied_level") : NULL;

    if (d->matter == MATTER_CHANGE)
        return "不予变更";
    return applied ? arena_printf(section->arena, "不予通过（申请%s）", subject_words(section, applied->position))
                   : "不予通过";
}

static const char *maintain_words(struct section *section, int to)
{
    const char *standing = standing_words(section, to);

    return section->decision->scheme->is_half_yearly
               ? arena_printf(section->arena, "维持%s资格不变", standing)
               : arena_printf(section->arena, "维持%s不变，办理证书续期", standing);
}

static const char *warn_words(struct section *section, int to)
{
    const struct decision *d = section->decision;

    return arena_printf(section->arena, "予以警告，保留%s资格%s", section_standing(section, to),
                        d->scheme->warning_renews && d->matter == MATTER_REVIEW ? "，办理证书续期" : "");
}

static const char *rectify_words(struct section *section)
{
    date deadline = section->decision->deadline;

    return deadline == DATE_NONE
               ? "责令限期整改"
               : arena_printf(section->arena, "责令限期整改，整改期限至%s", paper_day(section->arena, deadline));
}

static const char *refer_words(struct section *section)
{
    const struct decision *d = section->decision;
    const char *document = d->track >= 0 ? d->scheme->referred_document[d->track] : NULL;

    return document ? arena_printf(section->arena, "转交评审（%s按%s评价）", paper_track(d), document) : "转交评审";
}

static const char *revocation_words(const struct scheme *scheme)
{
    return scheme->words.revocation ? scheme->words.revocation : "撤回证书";
}

/* An action in words, without 拟 before it. */
static const char *action_words(struct section *section, enum action action, int to)
{
    const struct decision *d = section->decision;
    const char *former = former_words(section, d->from), *to_name = standing_words(section, to);
    struct arena *arena = section->arena;

    switch (action) {
    /* Due, but something has yet to come: the notes say what. */
    case ACTION_NONE: return status_is_due(d->status) ? "本期暂不办理" : "本期不作处理";
    case ACTION_MAINTAIN: return maintain_words(section, to);
    case ACTION_UPGRADE:
        return arena_printf(arena, "由%s%s升为%s", paper_level(d->scheme, d->from), d->is_early ? "提前" : "", to_name);
    case ACTION_DOWNGRADE: return arena_printf(arena, "由%s降为%s", paper_level(d->scheme, d->from), to_name);
    case ACTION_REVOKE: return arena_printf(arena, "取消资格（%s），%s", former, revocation_words(d->scheme));
    case ACTION_WARN: return warn_words(section, to);
    case ACTION_RECTIFY: return rectify_words(section);
    case ACTION_COMMEND: return arena_printf(arena, "通报表扬，维持%s资格不变", to_name);
    case ACTION_CERTIFY: return arena_printf(arena, "认定%s%s，颁发证书", is_verdict(d->scheme) ? "" : "为", to_name);
    case ACTION_REJECT: return reject_words(section);
    case ACTION_REFER: return refer_words(section);
    case ACTION_REISSUE: return "变更证书信息，换发证书，证书编号和有效期不变";
    case ACTION_WITHDRAW: return arena_printf(arena, "同意退出（%s），终止证书", former);
    case ACTION_COUNT: break;
    }
    return "";
}

static void draw_holds(struct section *section)
{
    const struct text_style style = {.font = FONT_SANS, .points = 11, .pitch = 17, .colour = SECTION_ALARM};
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
    sheet_box(section->sheet, bytes_text(&out), &style, SECTION_ALARM);
}

/* Why a downgrade stops above what was attained. */
static const char *step_words(struct section *section)
{
    const struct decision *d = section->decision;

    return d->action == ACTION_DOWNGRADE && d->attained < d->to
               ? arena_printf(section->arena, "未达到现有等级要求的，一次降低一个等级（%s）。",
                              paper_cited(section->arena, d->scheme->shortfall_clause))
               : "";
}

/* What the figures come to: the highest level, or whether the only one is reached. */
static void add_attained(struct bytes *basis, struct section *section)
{
    const struct decision *d = section->decision;
    const struct value *applied = d->submission ? submission_value(d->submission, "applied_level") : NULL;
    size_t unmet = 0;

    if (d->is_barred)
        bytes_add_text(basis, "该单位此前被取消资格，停止申请资格的期限未满。");
    if (!d->requirement_count || !section_is_rated(d))
        return;
    for (size_t i = 0; i < d->requirement_count; i++)
        unmet += !d->requirements[i].is_met;
    if (d->scheme->programme->level_count > 1 && applied)
        bytes_printf(basis, "申请等级：%s。", paper_level(d->scheme, applied->position));
    if (d->scheme->programme->level_count > 1)
        bytes_printf(basis, "按计入的材料，达到的最高等级：%s。%s", paper_level(d->scheme, d->attained), step_words(section));
    else if (unmet)
        bytes_printf(basis, "按计入的材料，%zu项要求中有%zu项未达到。", d->requirement_count, unmet);
    else
        bytes_printf(basis, "按计入的材料，%zu项要求全部达到。", d->requirement_count);
}

static const char *basis_words(struct section *section)
{
    const struct decision *d = section->decision;
    struct bytes basis;

    bytes_init(&basis, section->arena);
    bytes_printf(&basis, "依据：%s。", paper_basis(section->arena, d->scheme, d->reason_clause));
    if (d->entry && d->entry->is_rectification)
        bytes_printf(&basis, "本次只对责令整改时未达到的要求再次审核，整改期限至%s。",
                     paper_day(section->arena, d->entry->past->deadline));
    if (d->is_for_violation) {
        const struct metric *violation = &d->scheme->metrics[d->scheme->violation_metric];
        bytes_printf(&basis, "期内有%s%s%s。", violation->name,
                     paper_figure(section->arena, d->tallies[d->scheme->violation_metric].value, 2),
                     violation->unit_of_measure);
    }
    add_attained(&basis, section);
    if (d->has_attainment && section_is_rated(d))
        bytes_printf(&basis, "指标平均完成度（每项至多计100%%）：%s。",
                     paper_percent(section->arena, d->attainment));
    if (d->eligible_upgrade_to >= 0)
        bytes_printf(&basis, "该单位可申请升为%s，目前未收到升级申请。",
                     paper_level(d->scheme, d->eligible_upgrade_to));
    if (d->needs_approval)
        bytes_add_text(&basis, "本事项须经审批。");
    return bytes_text(&basis);
}

const char *proposal_words(struct section *section)
{
    const struct decision *d = section->decision;

    return arena_printf(section->arena, "%s%s。", d->action == ACTION_NONE ? "" : "拟",
                        action_words(section, d->action, d->to));
}

const char *outcome_words(struct section *section)
{
    const struct decision *d = section->decision;

    return d->has_outcome
               ? arena_printf(section->arena, "%s%s。", action_words(section, d->outcome_action, d->outcome_to),
                              d->needs_approval || d->ruling ? "" : "（无须审批）")
               : "未形成处理结果，本事项仍待办理。";
}

void proposal_draw(struct section *section)
{
    const struct decision *d = section->decision;
    struct text_style strong = {.font = FONT_SERIF_BOLD, .points = 14, .pitch = 23};

    section_heading(section, "处理建议");
    if (action_is_adverse(d->action))
        strong.colour = SECTION_ALARM;
    sheet_paragraph(section->sheet, proposal_words(section), &strong);
    section_line(section, basis_words(section));
    draw_holds(section);
}

static void draw_issue(struct section *section, const struct issue *issue)
{
    struct arena *arena = section->arena;

    table_form(section->sheet, "签发证书",
               arena_printf(arena, "%s（第%d版），%s，有效期%s", issue->certificate_no, issue->version,
                            issue->track >= 0
                                ? arena_printf(arena, "%s（%s）", paper_level(issue->scheme, issue->level),
                                               issue->scheme->words.track_names[issue->track])
                                : paper_level(issue->scheme, issue->level),
                            paper_days(arena, issue->valid_from, issue->valid_to)),
               NULL, NULL);
}

void ruling_draw(struct section *section)
{
    static const char *const words[] = {[RULING_APPROVED] = "同意",
                                        [RULING_REJECTED] = "不同意",
                                        [RULING_DEFERRED] = "暂缓",
                                        [RULING_CHANGED] = "变更处理"};
    static const struct table_head no_head = {0};
    const struct decision *d = section->decision;
    struct sheet *sheet = section->sheet;

    if (!d->ruling && !d->has_outcome)
        return;
    size_t rows = (d->ruling ? d->ruling->remark ? 4 : 3 : 1) + 2 * d->certificate_count;
    sheet_need(sheet, RESULT_HEAD + (double)rows * RESULT_ROW); /* on one page */
    section_heading(section, d->ruling ? "审批结果" : "处理结果");
    table_begin(sheet, &no_head);
    if (d->ruling) {
        table_form(sheet, "审批意见", words[d->ruling->word], "审批日期", paper_day(section->arena, d->ruling->on));
        table_form(sheet, "审批人", d->ruling->by, NULL, NULL);
        if (d->ruling->remark)
            table_form(sheet, "说明", d->ruling->remark, NULL, NULL);
    }
    table_form(sheet, "处理结果", outcome_words(section), NULL, NULL);
    for (size_t i = 0; i < d->certificate_count; i++)
        draw_issue(section, &d->certificates[i]);
    table_end(sheet);
}

void approval_draw(struct section *section)
{
    size_t boxes = approval_box_count(section->decision);
    double height = 62;

    if (sheet_room(section->sheet) < (double)boxes * height + 32) { /* a page of their own has room to write */
        height = 130;
        sheet_page(section->sheet);
    }
    approval_boxes(section, NULL, height);
}

size_t approval_box_count(const struct decision *decision)
{
    return decision->needs_approval || decision->ruling ? 3 : 1;
}

void approval_boxes(struct section *section, const char *heading, double height)
{
    static const char *const labels[] = {"承办人意见", "审核意见", "批准意见"};
    size_t boxes = approval_box_count(section->decision);

    section_heading(section, heading ? heading : boxes > 1 ? "审批意见" : "承办意见");
    for (size_t i = 0; i < boxes; i++)
        table_opinion(section->sheet, labels[i], NULL, SIGNED_BY_HAND, height);
}
