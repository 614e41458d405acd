/* report.c - the annual report of a programme, internal: its parts in their order.
 *
 * Written every month for the year to date; December's is final. */
#include "document/report.h"

bool report_covers(const struct report *report, const struct decision *decision)
{
    return decision->scheme == report->scheme && section_is_rated(decision);
}

bool report_has_withdrawn(const struct report *report, size_t at)
{
    const struct plan *plan = report->run->plan;
    const struct decision *d = &plan->decisions[at];

    for (int way = -1; way <= 1; way += 2)
        for (size_t i = at + (size_t)way; i < plan->count; i += (size_t)way) {
            const struct decision *other = &plan->decisions[i];
            if (other->unit != d->unit || other->scheme != d->scheme)
                break;
            if (other->track == d->track && other->has_outcome && other->outcome_action == ACTION_WITHDRAW)
                return true;
        }
    return false;
}

const char *report_counter(const struct report *report)
{
    return report->scheme->programme->track_count ? "项" : "家";
}

const char *report_name(const struct paper *paper, const char *name, const char *id)
{
    return typesetter_can_draw(paper->typesetter, name)
               ? name
               : arena_printf(paper->arena, "（单位编号%s，名称含无法排印的字）", id);
}

static void draw_title(struct report *report)
{
    struct section *section = &report->section;
    const struct scheme_words *words = &report->scheme->words;
    const double points = section->sheet->paper->style->heading_points;
    const struct text_style title = {
        .font = FONT_SERIF_BOLD, .points = points, .pitch = points * 1.35, .align = ALIGN_CENTRE};
    const struct text_style under = {
        .font = FONT_SANS, .points = 10.5, .pitch = 17, .align = ALIGN_CENTRE, .colour = {0.3, 0.3, 0.3}};
    int year, month, day;

    date_split(report->run->export->as_of, &year, &month, &day);
    sheet_paragraph(section->sheet, words->short_name, &title);
    sheet_paragraph(section->sheet, words->report_title ? words->report_title : "年度评价报告", &title);
    sheet_space(section->sheet, 4);
    sheet_paragraph(section->sheet,
                    arena_printf(section->arena, "%d年度（截至%s，%s）", year,
                                 paper_day(section->arena, report->run->export->as_of),
                                 month == 12 ? "年终定稿" : "年内稿，以年终定稿为准"),
                    &under);
    sheet_space(section->sheet, 6);
}

RESULT report_draw(const struct paper *paper, const struct scheme *scheme)
{
    struct sheet sheet = {
        .paper = paper,
        .left = MM(25),
        .right = MM(22),
        .top = MM(23),
        .bottom = MM(22),
        .head_left = "内部资料",
        .head_right = scheme->words.operator_name,
        .foot_left = arena_printf(paper->arena, "规则文件摘要 %.16s", scheme->digest),
        .foot_right = arena_printf(paper->arena, "数据期 %s", paper->run->export->period),
    };
    struct report report = {.section = {.sheet = &sheet, .arena = paper->arena}, .scheme = scheme, .run = paper->run};

    sheet_page(&sheet);
    draw_title(&report);
    report_figures_draw(&report);
    report_actions_draw(&report);
    report_months_draw(&report);
    report_distribution_draw(&report);
    report_movements_draw(&report);
    report_outstanding_draw(&report);
    report_risks_draw(&report);
    report_evidence_draw(&report);
    report_appendix_draw(&report);
    return OK;
}
