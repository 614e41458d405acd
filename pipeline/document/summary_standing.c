/* summary_standing.c - how far each part is met, where the unit stands, what is missing for the next level. */
#include "document/chart.h"
#include "document/reasons.h"
#include "document/summary.h"

#include <math.h>

/* --- terms and lists --- */

static void draw_score_terms(struct section *section)
{
    const struct docket_entry *entry = section->decision->entry;
    size_t count = entry->scheme->term_count;
    struct chart_term *terms = ARENA_ARRAY(section->arena, struct chart_term, count);

    for (size_t t = 0; t < count; t++) {
        const struct term_result *term = &entry->terms[t];
        struct exact share = term->total ? exact_make(term->met, term->total) : EXACT(1);
        terms[t] = (struct chart_term){
            .name = score_term_name(section, t),
            .weight = exact_double(term->weight),
            .share = exact_double(share),
            .figures = arena_printf(section->arena, "%s／%s分　%d／%d项",
                                    paper_figure(section->arena, exact_multiply(term->weight, share), 2),
                                    paper_figure(section->arena, term->weight, 2), term->met, term->total),
        };
    }
    section_keep(section, chart_terms_height(count));
    section_heading(section, "各指标得分");
    section_line(section, "条长为权重，深色为已得分值；右侧为得分／权重与满足项数／合规项数。");
    sheet_space(section->sheet, 3);
    chart_terms(section->sheet, terms, count);
}

static void draw_lists(struct section *section)
{
    const struct programme *programme = section->decision->scheme->programme;
    struct chart_term terms[2 * MAX_LEVELS];
    size_t n = 0, met, asked;

    for (int part = 0; part < 2; part++)
        for (int level = 0; level < (int)programme->level_count; level++) {
            const char *name;
            if (!grades_list(section, level, part, &name, &met, &asked))
                continue;
            terms[n++] = (struct chart_term){
                .name = name,
                .weight = 1,
                .share = (double)met / (double)asked,
                .figures = arena_printf(section->arena, "%zu／%zu项", met, asked),
            };
        }
    section_keep(section, chart_terms_height(n));
    section_heading(section, "各级要求满足情况");
    section_line(section, "深色为满足的项数；右侧为满足项数／要求项数。");
    sheet_space(section->sheet, 3);
    chart_terms(section->sheet, terms, n);
}

void summary_terms_draw(struct section *section)
{
    const struct decision *d = section->decision;

    if (!section_has_checks(section))
        return;
    if (d->entry->has_score)
        draw_score_terms(section);
    else if (d->scheme->programme->items[0].level >= 0)
        draw_lists(section);
}

/* --- standing --- */

static const struct table_head standing_head = {
    .cells = {TABLE_HEAD_CELL(0.28, "指标"), TABLE_HEAD_CELL(0.13, "本单位"), TABLE_HEAD_CELL(0.25, "名次"),
              TABLE_HEAD_CELL(0.17, "同级中位数"), TABLE_HEAD_CELL(0.17, "同级前四分之一")},
    .count = 5,
    .points = 9.5,
    .left = 1u << 0,
};

/* Two decimals at most, cut. */
static const char *spread_text(struct section *section, double value, const struct standing_figure *figure)
{
    double shown = floor((figure->is_share ? value * 100 : value) * 100 + 1e-6) / 100;
    const char *unit = figure->is_share ? "%" : reasons_unit(section->decision->scheme, figure->result);

    return arena_printf(section->arena, "%.10g%s", shown, unit);
}

static void draw_figure(struct section *section, const struct standing *standing, const struct standing_figure *figure)
{
    bool tells = standing->peers >= QUANTILES_FROM;
    const char *tied = figure->tied ? arena_printf(section->arena, "（与%zu家并列）", figure->tied) : "";

    table_texts(section->sheet, &standing_head,
                (const char *const[]){figure->result ? paper_requirement(figure->result) : "平均完成度",
                                      spread_text(section, figure->value, figure),
                                      arena_printf(section->arena, "第%zu名%s", figure->rank, tied),
                                      tells ? spread_text(section, figure->median, figure) : "—",
                                      tells ? spread_text(section, figure->upper, figure) : "—"},
                0);
}

#define HEADING_HEIGHT 34.0
#define ROW_HEIGHT 20.0

/* What is missing for the next level comes last: it stands on one page with the standing. */
static double next_height(const struct docket_entry *entry)
{
    size_t rows = 1;

    for (size_t i = 0; i < entry->next_count; i++)
        rows += !entry->next_results[i].is_met;
    return rows > 1 ? HEADING_HEIGHT + (double)rows * ROW_HEIGHT : 0;
}

void summary_standing_draw(struct section *section, const struct standing *standing)
{
    const struct decision *d = section->decision;

    if (standing->peers < 2)
        return;
    section_keep(section, ((double)standing->figure_count + 3) * ROW_HEIGHT + next_height(d->entry));
    section_heading(section, "同级位置");
    section_line(section, arena_printf(section->arena, "与本期%s%s、按同一要求评价的%zu家（含本单位）相比。%s",
                                       d->held_certificate ? "同为" : "同样申请",
                                       paper_level(d->scheme, d->entry->level_under_review), standing->peers,
                                       standing->peers < QUANTILES_FROM ? "家数较少，不列中位数。" : ""));
    sheet_space(section->sheet, 4);
    table_begin(section->sheet, &standing_head);
    for (size_t i = 0; i < standing->figure_count; i++)
        draw_figure(section, standing, &standing->figures[i]);
    table_end(section->sheet);
}

/* --- next level --- */

static const struct table_head next_head = {
    .cells = {TABLE_HEAD_CELL(0.40, "指标"), TABLE_HEAD_CELL(0.14, "条款"), TABLE_HEAD_CELL(0.16, "要求"),
              TABLE_HEAD_CELL(0.15, "实际"), TABLE_HEAD_CELL(0.15, "尚缺")},
    .count = 5,
    .points = 9.5,
    .left = 1u << 0,
};

static const char *missing_text(struct section *section, const struct requirement_result *result)
{
    struct exact value = result->value;
    char text[EXACT_TEXT_SIZE];

    if (result->is_yes_no)
        return "须符合";
    value.num = -value.num;
    return arena_printf(section->arena, "%s%s", exact_text(exact_add(result->required, value), 2, text),
                        reasons_unit(section->decision->scheme, result));
}

static void draw_missing(struct section *section, const struct requirement_result *result)
{
    const struct decision *d = section->decision;

    table_texts(section->sheet, &next_head,
                (const char *const[]){paper_requirement(result), paper_clause(result->clause),
                                      reasons_required(section->arena, d, result),
                                      reasons_value(section->arena, d, result), missing_text(section, result)},
                0);
}

static const struct next_step *step_of(const struct section *section)
{
    const struct analysis *analysis = section->sheet->paper->run->analysis;
    size_t low = 0, high = analysis->next_step_count;

    while (low < high) { /* they stand in the order of the decisions */
        size_t middle = low + (high - low) / 2;
        if (analysis->next_steps[middle].decision < section->decision)
            low = middle + 1;
        else
            high = middle;
    }
    return low < analysis->next_step_count && analysis->next_steps[low].decision == section->decision
               ? &analysis->next_steps[low]
               : NULL;
}

/* Clauses of the lists of the next level that are not met yet. */
static void draw_clauses(struct section *section, const char *name, const uint16_t *checks, size_t count)
{
    struct bytes out;

    if (!count)
        return;
    bytes_init(&out, section->arena);
    for (size_t i = 0; i < count; i++)
        section_add_clause(&out, section->decision->entry->checklist->checks[checks[i]].item->clause);
    section_line(section, arena_printf(section->arena, "%s尚未满足%zu项：%s。", name, count, bytes_text(&out)));
}

void summary_next_draw(struct section *section)
{
    const struct decision *d = section->decision;
    const struct docket_entry *entry = d->entry;
    const struct next_step *step;

    if (entry->next_level < 0)
        return;
    section_heading(section,
                    d->scheme->programme->level_count == 1
                        ? "尚未达到的要求"
                        : arena_printf(section->arena, "距达到“%s”尚缺", paper_level(d->scheme, entry->next_level)));
    table_begin(section->sheet, &next_head);
    for (size_t i = 0; i < entry->next_count; i++)
        if (!entry->next_results[i].is_met)
            draw_missing(section, &entry->next_results[i]);
    table_end(section->sheet);
    step = step_of(section);
    if (!step)
        return;
    sheet_space(section->sheet, 4);
    draw_clauses(section, "基本能力", step->basic, step->basic_count);
    draw_clauses(section, "专业能力", step->professional, step->professional_count);
}
