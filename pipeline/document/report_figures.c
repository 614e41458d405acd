/* report_figures.c - a programme in numbers: opening figures, actions, months, distribution, movements. */
#include "document/chart.h"
#include "document/report.h"

#include <math.h>

#define DISTRIBUTION_HEIGHT 178.0
#define MONTHS_HEIGHT 132.0

/* --- opening figures --- */

struct counts {
    unsigned holders, by_level[MAX_LEVELS], applicants, due, overdue, judged, met, decided, waiting, held, issued,
        changes, withdrawals;
};

static bool is_holder(const struct decision *d)
{
    return (d->matter == MATTER_REVIEW || d->matter == MATTER_HALF_YEAR) && d->held_certificate &&
           d->status != STATUS_EXPIRED && d->status != STATUS_DECIDED;
}

static void count_standing(struct counts *counts, const struct report *report, size_t i)
{
    const struct decision *d = &report->run->plan->decisions[i];

    if (is_holder(d)) {
        counts->holders++;
        counts->by_level[d->held_certificate->level]++;
    }
    counts->applicants += d->matter == MATTER_TRIAL || d->matter == MATTER_APPLICATION;
    counts->due += d->status == STATUS_DUE;
    counts->overdue += d->status == STATUS_OVERDUE;
    counts->judged += report->run->analysis->standings[i].peers > 0;
    counts->met += report->run->analysis->standings[i].peers > 0 && d->attained >= d->entry->level_under_review;
}

static struct counts count(const struct report *report)
{
    const struct plan *plan = report->run->plan;
    struct counts counts = {0};

    for (size_t i = 0; i < plan->count; i++) {
        const struct decision *d = &plan->decisions[i];
        if (d->scheme != report->scheme)
            continue;
        counts.issued += (unsigned)d->certificate_count;
        counts.changes += d->matter == MATTER_CHANGE;
        counts.withdrawals += d->matter == MATTER_WITHDRAWAL;
        counts.decided += d->has_outcome && d->action != ACTION_NONE;
        counts.waiting += decision_waits(d);
        counts.held += decision_is_on_hold(d);
        if (section_is_rated(d))
            count_standing(&counts, report, i);
    }
    return counts;
}

static void figure_row(struct report *report, const char *name, unsigned value, const char *name2, unsigned value2)
{
    struct arena *arena = report->section.arena;
    const struct cell cells[] = {
        {.width = 0.30, .text = name, .font = FONT_SANS, .is_shaded = true},
        {.width = 0.20, .text = arena_printf(arena, "%u", value), .font = FONT_SANS, .align = ALIGN_CENTRE},
        {.width = 0.30, .text = name2, .font = FONT_SANS, .is_shaded = true},
        {.width = 0.20, .text = arena_printf(arena, "%u", value2), .font = FONT_SANS, .align = ALIGN_CENTRE},
    };

    table_row(report->section.sheet, cells, 4, 0);
}

static const char *with_counter(struct report *report, const char *name)
{
    return arena_printf(report->section.arena, "%s（%s）", name, report_counter(report));
}

void report_figures_draw(struct report *report)
{
    const struct counts counts = count(report);
    size_t levels = report->scheme->programme->level_count;
    struct bytes out;

    section_heading(&report->section, "总体情况");
    figure_row(report, with_counter(report, "本期处理前持证单位"), counts.holders,
               with_counter(report, "申请中的单位"), counts.applicants);
    figure_row(report, with_counter(report, "本期到期应办"), counts.due, with_counter(report, "逾期应办"),
               counts.overdue);
    figure_row(report, with_counter(report, "本期有评价数据"), counts.judged,
               with_counter(report, "其中达到所评等级"), counts.met);
    figure_row(report, "本期已办结（项）", counts.decided, "待审批（项）", counts.waiting);
    figure_row(report, "暂缓办理、待核实（项）", counts.held, "本期签发证书（份）", counts.issued);
    figure_row(report, "信息变更（项）", counts.changes, "退出申请（项）", counts.withdrawals);
    sheet_space(report->section.sheet, 4);
    bytes_init(&out, report->section.arena);
    for (size_t level = levels; levels > 1 && level-- > 0;)
        bytes_printf(&out, "%s%s%u%s%s", level + 1 == levels ? "本期处理前持证单位按等级：" : "",
                     paper_level(report->scheme, (int)level), counts.by_level[level], report_counter(report),
                     level ? "，" : "。");
    bytes_add_text(&out, "持证单位按本期处理前统计，含证书期满、逾期应办的；同日的名单公告按处理后列出，不含证书期满的，数目可能不同。");
    section_line(&report->section, bytes_text(&out));
}

/* --- actions --- */

void report_actions_draw(struct report *report)
{
    const struct plan *plan = report->run->plan;
    unsigned proposed[ACTION_COUNT] = {0}, decided[ACTION_COUNT] = {0};
    struct chart_term terms[ACTION_COUNT];
    size_t n = 0;

    for (size_t i = 0; i < plan->count; i++) {
        const struct decision *d = &plan->decisions[i];
        if (d->scheme != report->scheme)
            continue;
        proposed[decision_action(d)]++;
        decided[decision_action(d)] += d->has_outcome;
    }
    for (size_t a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
        if (proposed[a])
            terms[n++] = (struct chart_term){
                .name = action_chinese((enum action)a),
                .weight = proposed[a],
                .share = (double)decided[a] / proposed[a],
                .figures = arena_printf(report->section.arena, "%u项，已办结%u项", proposed[a], decided[a]),
            };
    section_keep(&report->section, chart_terms_height(n));
    section_heading(&report->section, "处理情况");
    section_line(&report->section,
                 arena_printf(report->section.arena, "条长为项数，深色为已办结；另有%u项本期无需处理或暂不办理。",
                              proposed[ACTION_NONE]));
    sheet_space(report->section.sheet, 4);
    chart_terms(report->section.sheet, terms, n);
}

/* --- months --- */

/* What came in over all units in a calendar month, in the days that count for each. */
static struct exact month_total(const struct report *report, size_t row, int calendar)
{
    const struct plan *plan = report->run->plan;
    struct exact total = EXACT(0);

    for (size_t i = 0; i < plan->count; i++) {
        const struct decision *d = &plan->decisions[i];
        if (!report_covers(report, d) || !d->entry || !d->entry->by_month.count)
            continue;
        int month = calendar - d->entry->by_month.first;
        if (month >= 0 && month < d->entry->by_month.count)
            total = exact_add(total, docket_entry_month(d->entry, row, month));
    }
    return total;
}

/* Two charts stand side by side; a last one alone takes the whole width. */
static struct box months_place(struct report *report, size_t row, struct box *line)
{
    const double gap = 16;
    bool is_alone = row % 2 == 0 && row + 1 == report->scheme->monthly_count;

    if (row % 2 == 0)
        *line = chart_place(report->section.sheet, MONTHS_HEIGHT);
    double width = is_alone ? line->width : (line->width - gap) / 2;
    return (struct box){line->x + (row % 2 ? width + gap : 0), line->y, width, line->height};
}

static void draw_months(struct report *report, size_t row, struct box place, int year, int months)
{
    const struct metric *metric = &report->scheme->metrics[report->scheme->monthly[row].metric];
    struct arena *arena = report->section.arena;
    struct chart_bar bars[12] = {{0}};

    for (int m = 0; m < months; m++) {
        struct exact total = month_total(report, row, year * 12 + m);
        bars[m].label = arena_printf(arena, "%d", m + 1);
        bars[m].group = m ? NULL : arena_printf(arena, "%d年", year);
        bars[m].added = exact_double(total);
        bars[m].figure = total.num ? paper_figure(arena, total, 1) : NULL;
    }
    const struct chart_bars chart = {
        .title = arena_printf(arena, "%s（%s）", metric->name, metric->unit_of_measure),
        .bars = bars,
        .count = (size_t)months,
        .is_whole = report->scheme->monthly[row].scale == 1,
        .threshold = -1,
    };
    chart_bars(report->section.sheet, place, &chart);
}

void report_months_draw(struct report *report)
{
    struct box line = {0, 0, 0, 0};
    int year, month, day;

    date_split(report->run->export->as_of, &year, &month, &day);
    if (!report->scheme->monthly_count)
        return;
    section_keep(&report->section, MONTHS_HEIGHT);
    section_heading(&report->section, "各月支撑总量");
    section_line(&report->section, "各单位计入期间内的记录按月合计；不在计入期间的月份不计。");
    sheet_space(report->section.sheet, 4);
    for (size_t row = 0; row < report->scheme->monthly_count; row++)
        draw_months(report, row, months_place(report, row, &line), year, month);
}

/* --- distribution --- */

static const struct distribution *distribution_of(const struct report *report)
{
    const struct analysis *analysis = report->run->analysis;

    for (size_t i = 0; i < analysis->distribution_count; i++)
        if (analysis->distributions[i].scheme == report->scheme && analysis->distributions[i].track < 0)
            return &analysis->distributions[i];
    return NULL;
}

static const char *spread(struct report *report, const struct distribution *of, double value)
{
    double shown = floor((of->is_of_scores ? value : value * 100) * 100 + 1e-6) / 100;

    return arena_printf(report->section.arena, "%.10g%s", shown, of->is_of_scores ? "分" : "%");
}

/* The opening figures count who is under review or on trial; here are also those who apply, or whose term is over. */
static const char *beside_judged(struct report *report, size_t all)
{
    const unsigned judged = count(report).judged;

    return all > judged ? arena_printf(report->section.arena,
                                       "（比本期有评价数据的多%zu%s，为初次申请或证书已过期的单位）", all - judged,
                                       report_counter(report))
                        : "";
}

void report_distribution_draw(struct report *report)
{
    const struct distribution *of = distribution_of(report);
    struct arena *arena = report->section.arena;
    const char *edges[DISTRIBUTION_BINS + 1];

    if (!of)
        return;
    for (int i = 0; i <= DISTRIBUTION_BINS; i++)
        edges[i] = arena_printf(arena, "%d%s", i * 100 / DISTRIBUTION_BINS, of->is_of_scores ? "" : "%");
    const struct chart_mark marks[] = {
        {of->lower, arena_printf(arena, "下四分位%s", spread(report, of, of->lower)), false},
        {of->median, arena_printf(arena, "中位数%s", spread(report, of, of->median)), true},
        {of->upper, arena_printf(arena, "上四分位%s", spread(report, of, of->upper)), false},
    };
    const struct chart_histogram chart = {
        .bins = of->bins,
        .count = DISTRIBUTION_BINS,
        .edges = edges,
        .range = of->is_of_scores ? 100 : 1,
        .marks = marks,
        .mark_count = 3,
        .unit = report_counter(report),
    };
    section_keep(&report->section, DISTRIBUTION_HEIGHT);
    section_heading(&report->section, of->is_of_scores ? "整体分值分布" : "指标平均完成度分布");
    section_line(&report->section,
                 arena_printf(arena, "共%zu%s%s：最低%s，平均%s，最高%s，标准差%s。", of->count, report_counter(report),
                              beside_judged(report, of->count), spread(report, of, of->least),
                              spread(report, of, of->mean), spread(report, of, of->most),
                              spread(report, of, of->deviation)));
    chart_histogram(report->section.sheet, chart_place(report->section.sheet, DISTRIBUTION_HEIGHT), &chart);
}

/* --- movements --- */

/* Where a decision leads once carried out; where nothing is proposed nothing moves. */
static int level_after(const struct decision *d)
{
    enum action action = decision_action(d);

    return action == ACTION_NONE || action == ACTION_REFER ? d->from : decision_level(d);
}

void report_movements_draw(struct report *report)
{
    const struct plan *plan = report->run->plan;
    const size_t levels = report->scheme->programme->level_count;
    struct chart_matrix chart = {.from_name = "处理前", .to_name = "处理后", .row_count = levels + 1,
                                 .column_count = levels + 1};

    for (size_t i = 0; i <= levels; i++) { /* highest first, none last */
        chart.rows[i] = i < levels ? paper_level(report->scheme, (int)(levels - 1 - i)) : "未取得资格";
        chart.columns[i] = i < levels ? chart.rows[i] : "无资格";
        chart.stays[i][i] = true;
    }
    for (size_t i = 0; i < plan->count; i++) {
        const struct decision *d = &plan->decisions[i];
        if (report_covers(report, d) && d->status != STATUS_EXPIRED && d->status != STATUS_DECIDED)
            chart.counts[levels - 1 - (size_t)d->from]
                        [levels - 1 - (size_t)(report_has_withdrawn(report, i) ? -1 : level_after(d))]++;
    }
    section_keep(&report->section, chart_matrix_height(chart.row_count));
    section_heading(&report->section, "等级变动");
    section_line(&report->section,
                 arena_printf(report->section.arena,
                              "按已作出的结论和本期建议统计（%s），含已批准的退出；粗框为等级不变，未批准的建议不产生效力。",
                              report_counter(report)));
    sheet_space(report->section.sheet, 4);
    chart_matrix(report->section.sheet, &chart);
}
