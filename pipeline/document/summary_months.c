/* summary_months.c - contributions by month: a chart for each requirement, and the figures. */
#include "document/chart.h"
#include "document/reasons.h"
#include "document/summary.h"

#define CHART_HEIGHT 120.0
#define SHARE_HEIGHT 96.0 /* of one that only tells which complied */
#define CHART_GAP 16.0
enum { MONTHS_OF_HALF_WIDTH = 13 };

/* Where a metric stands among those kept by month; -1: it is not. */
static int row_of(const struct scheme *scheme, int metric)
{
    for (size_t i = 0; i < scheme->monthly_count; i++)
        if (scheme->monthly[i].metric == metric)
            return (int)i;
    return -1;
}

/* The charts of a summary, in two columns where the months leave room for that. */
struct charts {
    struct section *section;
    struct box place; /* of the row of charts being filled */
    bool is_half_filled;
    size_t left; /* charts still to come */
};

static struct box next_place(struct charts *charts, double height)
{
    struct sheet *sheet = charts->section->sheet;
    bool is_wide = charts->section->decision->entry->by_month.count > MONTHS_OF_HALF_WIDTH || charts->left == 1;

    charts->left--;
    if (charts->is_half_filled) {
        charts->is_half_filled = false;
        charts->place.x += charts->place.width + CHART_GAP;
        return charts->place;
    }
    charts->place = chart_place(sheet, height);
    if (!is_wide)
        charts->place.width = (charts->place.width - CHART_GAP) / 2;
    charts->is_half_filled = !is_wide;
    return charts->place;
}

/* 11, and 2025年 below the first month and each January; below a December there is no room before the next. */
static void label_bar(struct chart_bar *bar, const struct docket_entry *entry, int month, struct arena *arena)
{
    int calendar = entry->by_month.first + month;

    bar->label = arena_printf(arena, "%d", calendar % 12 + 1);
    if (calendar % 12 == 0 || (month == 0 && calendar % 12 < 11))
        bar->group = arena_printf(arena, "%d年", calendar / 12);
}

static double month_value(const struct docket_entry *entry, int row, int month)
{
    return exact_double(docket_entry_month(entry, (size_t)row, month));
}

/* A number: added up towards the threshold, or month by month where that is what is asked. */
static void draw_number(struct charts *charts, const struct requirement_result *result, int row)
{
    const struct decision *d = charts->section->decision;
    const struct docket_entry *entry = d->entry;
    struct arena *arena = charts->section->arena;
    const struct condition *condition = &result->requirement->conditions[0];
    const struct metric *metric = &d->scheme->metrics[condition->metric];
    const char *unit = metric->unit_of_measure;
    struct chart_bar *bars = ARENA_ARRAY(arena, struct chart_bar, (size_t)entry->by_month.count);
    struct exact sum = EXACT(0);

    for (int m = 0; m < entry->by_month.count; m++) {
        struct exact added = docket_entry_month(entry, (size_t)row, m);
        bars[m].before = condition->is_per_month ? 0 : exact_double(sum);
        bars[m].added = exact_double(added);
        sum = exact_add(sum, added);
        struct exact shown = condition->is_per_month ? added : sum;
        if (added.num)
            bars[m].figure = paper_figure(arena, shown, condition->is_per_month ? 2 : 1);
        label_bar(&bars[m], entry, m, arena);
    }
    const struct chart_bars chart = {
        .title = condition->is_per_month ? arena_printf(arena, "%s（%s，各月）", metric->name, unit)
                                         : arena_printf(arena, "%s（%s，累计，深色为当月）", result->requirement->name, unit),
        .bars = bars,
        .count = (size_t)entry->by_month.count,
        .is_whole = exact_decimals(result->required) == 0 && d->scheme->monthly[row].scale == 1,
        .threshold = condition->comparison == AT_LEAST ? exact_double(result->required) : -1,
        .threshold_label = arena_printf(arena, "要求%s", paper_figure(arena, result->required, 2)),
    };
    chart_bars(charts->section->sheet, next_place(charts, CHART_HEIGHT), &chart);
}

/* Records of which every one has to comply: those that do, and on top of them those that do not. */
static void draw_share(struct charts *charts, const struct requirement_result *result, int every, int complying)
{
    const struct docket_entry *entry = charts->section->decision->entry;
    struct arena *arena = charts->section->arena;
    struct chart_bar *bars = ARENA_ARRAY(arena, struct chart_bar, (size_t)entry->by_month.count);

    for (int m = 0; m < entry->by_month.count; m++) {
        double all = month_value(entry, every, m);
        bars[m].before = month_value(entry, complying, m);
        bars[m].added = all - bars[m].before;
        if (all > 0)
            bars[m].figure = arena_printf(arena, "%.0f／%.0f", bars[m].before, all);
        label_bar(&bars[m], entry, m, arena);
    }
    const struct chart_bars chart = {
        .title = arena_printf(arena, "%s（各月：符合数／总数，深色为不符合）", result->requirement->name),
        .bars = bars,
        .count = (size_t)entry->by_month.count,
        .is_whole = true,
        .threshold = -1,
    };
    chart_bars(charts->section->sheet, next_place(charts, SHARE_HEIGHT), &chart);
}

/* Whether a requirement rests on what is kept by month: a number, or `every` of its records. */
static bool has_chart(const struct scheme *scheme, const struct requirement_result *result, int *row, int *complying)
{
    const struct requirement *requirement = result->requirement;

    *row = *complying = -1;
    if (!requirement || result->is_yes_no)
        return false;
    if (requirement->source == SOURCE_CONDITIONS) {
        *row = row_of(scheme, requirement->conditions[0].metric);
        return *row >= 0;
    }
    if (requirement->source != SOURCE_EVERY || !result->required.num)
        return false;
    *row = row_of(scheme, requirement->every);
    *complying = row_of(scheme, requirement->complies);
    return *row >= 0 && *complying >= 0;
}

static void draw_charts(struct section *section)
{
    const struct decision *d = section->decision;
    struct charts charts = {.section = section};
    int row, complying;

    for (size_t i = 0; i < d->requirement_count; i++)
        charts.left += has_chart(d->scheme, &d->requirements[i], &row, &complying);
    for (size_t i = 0; i < d->requirement_count; i++)
        if (has_chart(d->scheme, &d->requirements[i], &row, &complying)) {
            if (complying >= 0)
                draw_share(&charts, &d->requirements[i], row, complying);
            else
                draw_number(&charts, &d->requirements[i], row);
        }
}

/* --- the figures --- */

static void draw_month(struct section *section, const struct table_head *head, int month)
{
    const struct docket_entry *entry = section->decision->entry;
    const char *texts[MAX_CELLS];
    int calendar = entry->by_month.first + month;

    texts[0] = arena_printf(section->arena, "%d年%d月", calendar / 12, calendar % 12 + 1);
    for (size_t row = 0; row + 1 < head->count; row++) {
        struct exact value = docket_entry_month(entry, row, month);
        texts[row + 1] = value.num ? paper_figure(section->arena, value, 2) : "—";
    }
    table_texts(section->sheet, head, texts, 0);
}

static void draw_table(struct section *section)
{
    const struct decision *d = section->decision;
    const struct scheme *scheme = d->scheme;
    struct table_head head = {.count = scheme->monthly_count + 1, .points = 9};
    const char *texts[MAX_CELLS] = {"合计"};

    head.cells[0] = (struct cell)TABLE_HEAD_CELL(0.14, "月份");
    for (size_t row = 0; row < scheme->monthly_count; row++) {
        const struct metric *metric = &scheme->metrics[scheme->monthly[row].metric];
        head.cells[row + 1] = (struct cell)TABLE_HEAD_CELL(
            0.86 / (double)scheme->monthly_count,
            arena_printf(section->arena, "%s（%s）", metric->name, metric->unit_of_measure));
        texts[row + 1] = paper_figure(section->arena, d->tallies[scheme->monthly[row].metric].value, 2);
    }
    table_begin(section->sheet, &head);
    for (int m = 0; m < d->entry->by_month.count; m++)
        draw_month(section, &head, m);
    table_texts(section->sheet, &head, texts, 0);
    table_end(section->sheet);
}

void summary_months_draw(struct section *section)
{
    const struct decision *d = section->decision;

    if (!d->tallies || !d->entry->by_month.count)
        return;
    section_keep(section, CHART_HEIGHT);
    section_heading(section, "各月情况");
    draw_charts(section);
    sheet_space(section->sheet, 6);
    draw_table(section);
}
