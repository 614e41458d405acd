/* distribution_sheet.c - 分布: quantiles and a histogram for each programme and track. */
#include "workbook/analysis_sheets.h"

#include "model/analysis.h"
#include "model/scheme.h"
#include "workbook/listing.h"

enum {
    SCHEME,
    TRACK,
    FIGURE,
    COUNT,
    LEAST,
    LOWER,
    MEDIAN,
    UPPER,
    MOST,
    MEAN,
    DEVIATION,
    BINS,
    COLUMNS = BINS + DISTRIBUTION_BINS
};
enum { CHART_ROWS = 15, CHARTS_BESIDE = 2, RIGHT_CHART = UPPER };

static const struct column columns[COLUMNS] = {
    [SCHEME] = {"计划", 16, 30},  [TRACK] = {"方向", 10, 18},     [FIGURE] = {"指标", 12, 14},
    [COUNT] = {"单位数", 7, 8},   [LEAST] = {"最小", 8, 9},       [LOWER] = {"下四分位", 8, 9},
    [MEDIAN] = {"中位数", 8, 9},  [UPPER] = {"上四分位", 8, 9},   [MOST] = {"最大", 8, 9},
    [MEAN] = {"平均", 8, 9},      [DEVIATION] = {"标准差", 8, 9}, [BINS] = {"0–10", 7, 8},
    [BINS + 1] = {"10–20", 7, 8}, [BINS + 2] = {"20–30", 7, 8},   [BINS + 3] = {"30–40", 7, 8},
    [BINS + 4] = {"40–50", 7, 8}, [BINS + 5] = {"50–60", 7, 8},   [BINS + 6] = {"60–70", 7, 8},
    [BINS + 7] = {"70–80", 7, 8}, [BINS + 8] = {"80–90", 7, 8},   [BINS + 9] = {"90–100", 7, 8},
};

static void add_row(struct listing *listing, const struct distribution *d)
{
    struct tab *tab = listing_row(listing);
    double scale = d->is_of_scores ? 1 : 100;
    const double figures[] = {d->least, d->lower, d->median, d->upper, d->most, d->mean, d->deviation};

    cell_text(tab, SCHEME, STYLE_WRAP, d->scheme->words.short_name);
    cell_text(tab, TRACK, STYLE_CENTRE,
              d->track >= 0                       ? scheme_track_name(d->scheme, d->track)
              : d->scheme->programme->track_count ? "全部方向"
                                                  : NULL);
    cell_text(tab, FIGURE, STYLE_CENTRE, d->is_of_scores ? "总分" : "达标程度（%）");
    cell_number(tab, COUNT, STYLE_FIGURE, (double)d->count);
    for (int i = 0; i < (int)(sizeof figures / sizeof *figures); i++)
        cell_number(tab, LEAST + i, STYLE_POINTS, figures[i] * scale);
    for (int i = 0; i < DISTRIBUTION_BINS; i++)
        cell_number(tab, BINS + i, STYLE_TALLY, d->bins[i]);
}

/* The histogram of a row, below the table. */
static void insert_chart(struct listing *listing, const struct distribution *d, lxw_row_t row, lxw_row_t at, int side)
{
    struct tab *tab = listing->tab;
    lxw_chart *chart = workbook_add_chart(tab->book->workbook, LXW_CHART_COLUMN);
    lxw_chart_font small = style_chart_font(9, false), heading = style_chart_font(11, true);
    lxw_chart_fill fill = {.color = 0x5B84B1};
    lxw_chart_options place = {.x_scale = 1.25, .y_scale = 0.95, .object_position = LXW_OBJECT_MOVE_DONT_SIZE};
    lxw_row_t head = listing->items[0].first_row - 2;
    const char *figure = book_say(tab->book, d->is_of_scores ? "总分" : "达标程度，%");

    if (!chart) {
        book_note(tab->book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, tab->name, head, BINS, head, COLUMNS - 1);
    chart_series_set_values(series, tab->name, row, BINS, row, COLUMNS - 1);
    chart_series_set_fill(series, &fill);
    chart_series_set_labels(series);
    chart_series_set_labels_num_format(series, "0;-0;;");
    chart_title_set_name(chart, arena_printf(tab->book->arena, book_say(tab->book, "%s：%s（%zu 个）"),
                                             d->scheme->words.short_name, figure, d->count));
    chart_title_set_name_font(chart, &heading);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_axis_set_num_font(chart->x_axis, &small);
    chart_axis_set_name(chart->x_axis, figure);
    chart_axis_set_name_font(chart->x_axis, &small);
    chart_axis_set_name(chart->y_axis, book_say(tab->book, "单位数"));
    chart_axis_set_name_font(chart->y_axis, &small);
    chart_axis_major_gridlines_set_visible(chart->y_axis, LXW_FALSE);
    chart_axis_set_label_position(chart->y_axis, LXW_CHART_AXIS_LABEL_POSITION_NONE); /* the columns have labels */
    chart_set_series_gap(chart, 20);
    book_note(tab->book,
              worksheet_insert_chart_opt(tab->worksheet, at, (lxw_col_t)(side ? RIGHT_CHART : 0), chart, &place));
}

static void insert_charts(struct listing *listing, const struct analysis *analysis)
{
    struct tab *tab = listing->tab;
    lxw_row_t first = listing->items[0].first_row - 1, below = tab->row + 2;
    int charts = 0;

    if (listing->count > 1)
        return;
    for (size_t i = 0; i < analysis->distribution_count && !tab->book->error; i++)
        if (analysis->distributions[i].track < 0) {
            insert_chart(listing, &analysis->distributions[i], first + (lxw_row_t)i,
                         below + (lxw_row_t)(charts / CHARTS_BESIDE * CHART_ROWS), charts % CHARTS_BESIDE);
            charts++;
        }
    lxw_row_t last = below + (lxw_row_t)((charts + 1) / CHARTS_BESIDE * CHART_ROWS);
    if (!tab->book->error)
        book_note(tab->book, worksheet_print_area(tab->worksheet, 0, 0, last, COLUMNS - 1));
    worksheet_fit_to_pages(tab->worksheet, 1, 1);
}

void distribution_write(struct book *book, const char *footer, const struct run *run)
{
    const struct analysis *analysis = run->analysis;
    struct listing listing = {.book = book,
                              .name = "分析 分布",
                              .footer = footer,
                              .columns = columns,
                              .column_count = COLUMNS,
                              .printed = COLUMNS,
                              .frozen = 2,
                              .verdict_column = -1,
                              .title = "总分与达标程度的分布",
                              .note = "有计分的计划看总分，其余看达标程度（各项要求达到比例的平均，100 "
                                      "为全部达到）；右边各栏为该区间内的单位数。",
                              .is_analysis = true};

    if (!analysis->distribution_count)
        return;
    listing_begin(&listing);
    for (size_t i = 0; i < analysis->distribution_count; i++)
        add_row(&listing, &analysis->distributions[i]);
    listing_end(&listing);
    insert_charts(&listing, analysis);
}
