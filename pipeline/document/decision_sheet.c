/* decision_sheet.c - the internal paper on which a proposal is approved: its parts in their order. */
#include "document/reasons.h"
#include "document/section.h"

static void draw_requirements(struct section *section)
{
    const struct decision *d = section->decision;

    if (!d->requirement_count)
        return;
    if (d->scheme->shortfall == SHORTFALL_SEVERITY && section_is_rated(d)) {
        supervision_draw(section);
        return;
    }
    section_heading(section, "逐项审核");
    reasons_requirements(section->sheet, d, false);
    if (d->action == ACTION_UPGRADE && reasons_has_raised(d, d->to)) {
        section_heading(section, arena_printf(section->arena, "拟升等级（%s）的要求", paper_level(d->scheme, d->to)));
        reasons_raised(section->sheet, d, d->to);
    }
}

static void draw_sources(struct section *section)
{
    const struct decision *d = section->decision;

    if (d->tallies) {
        section_heading(section, "数据来源");
        reasons_tallies(section->sheet, d);
    }
    if (reasons_has_parameters(d)) {
        section_heading(section, "规则参数");
        reasons_parameters(section->sheet, d);
    }
}

/* Everything up to where the office writes. */
static void draw_parts(struct section *section)
{
    unit_draw(section);
    proposal_draw(section);
    change_draw(section);
    half_year_draw_commendation(section);
    assessment_draw(section);
    half_year_draw(section);
    draw_requirements(section);
    score_draw(section);
    grades_draw(section);
    items_draw_unmet(section);
    items_draw_contradicted(section);
    items_draw_exempt(section);
    draw_sources(section);
    notes_draw(section, false);
    assessment_draw_validity(section);
    assessment_draw_opinions(section);
}

void decision_sheet_parts(struct sheet *sheet, const struct decision *decision, bool is_one_of_several)
{
    struct section section = {.sheet = sheet, .decision = decision, .arena = sheet->paper->arena};
    const char *title = paper_sheet_title(section.arena, decision);

    sheet_page(sheet);
    sheet_mark(sheet, is_one_of_several ? arena_printf(section.arena, "%s（%s）", title, decision->proposal_id) : title,
               0);
    draw_parts(&section);
    ruling_draw(&section);
}

/* Every page names the matter: the one to sign may come loose. */
static void draw_decision(struct sheet *sheet, const struct decision *decision, const struct history *history)
{
    struct section section = {.sheet = sheet, .decision = decision, .arena = sheet->paper->arena};

    sheet->foot_right = arena_printf(section.arena, "事项编号 %s", decision->proposal_id);
    sheet_page(sheet);
    draw_parts(&section);
    history_draw(&section, history);
    ruling_draw(&section);
    approval_draw(&section);
}

RESULT decision_sheet_draw(const struct paper *paper, const struct packet *packet)
{
    const struct scheme *scheme = packet->decisions[0]->scheme;
    struct sheet sheet = {
        .paper = paper,
        .left = MM(25),
        .right = MM(22),
        .top = MM(23),
        .bottom = MM(22),
        .head_left = arena_printf(paper->arena, "内部资料　数据期 %s", paper->run->export->period),
        .head_right = arena_printf(paper->arena, "%s", scheme->words.operator_name),
        .foot_left = arena_printf(paper->arena, "内部资料　规则文件摘要 %.16s", scheme->digest),
    };

    for (size_t i = 0; i < packet->count; i++)
        draw_decision(&sheet, packet->decisions[i], run_history(paper->run, packet));
    return OK;
}
