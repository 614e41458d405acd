/* chart_spread.c - distributions, movements between levels, trends. */
#include "document/chart.h"

#include "document/chart_parts.h"

/* --- distribution --- */

double chart_marks_height(size_t marks)
{
    return (double)marks * CHART_LINE + 4;
}

/* The line of a mark, and its label in a row of its own above the bars, so that marks close to
 * each other can be told apart. */
static double mark_x(const struct plot *plot, const struct chart_mark *mark, double range)
{
    const struct axis across = {range, 1};

    return plot->box.x + axis_at(&across, mark->value, plot->box.width);
}

static void draw_mark(const struct sheet *sheet, const struct plot *plot, const struct chart_mark *mark, double range,
                      double y)
{
    double x = mark_x(plot, mark, range), bottom = plot->box.y + plot->box.height;

    if (mark->is_strong)
        canvas_line(sheet->paper->canvas, x, y + 2, x, bottom, 1.6, CHART_INK);
    else
        canvas_dashes(sheet->paper->canvas, x, y + 2, x, bottom, 0.9, CHART_INK);
}

/* To the right of its line, or the left where there is no room; above other marks' lines. */
static void label_mark(const struct sheet *sheet, const struct plot *plot, const struct chart_mark *mark, double range,
                       double y)
{
    double x = mark_x(plot, mark, range), width = chart_label_width(sheet, mark->label) + 2;
    bool is_left = x + 4 + width > plot->box.x + plot->box.width;

    chart_figure(sheet, mark->label, is_left ? x - 4 - width : x + 4, y, width);
}

/* The bar of a part or, once the marks have been drawn, the number above it. */
static void draw_bin(const struct sheet *sheet, const struct plot *plot, const struct chart_histogram *chart, size_t i,
                     double slot, bool is_figure)
{
    double x = plot->box.x + (double)i * slot, base = chart_height_of(plot, 0);
    double top = chart_height_of(plot, chart->bins[i]);

    if (!chart->bins[i])
        return;
    if (!is_figure) {
        const struct box bar = {x + 0.5, top, slot - 1, base - top};
        canvas_fill(sheet->paper->canvas, bar, CHART_MID);
        canvas_frame(sheet->paper->canvas, bar, 0.5, CHART_DARK);
        return;
    }
    chart_figure(sheet, arena_printf(sheet->paper->arena, "%u%s", (unsigned)chart->bins[i], chart->unit), x,
                 top - CHART_LINE - 0.5, slot);
}

void chart_histogram(const struct sheet *sheet, struct box box, const struct chart_histogram *chart)
{
    double marks = chart_marks_height(chart->mark_count), most = 1;

    for (size_t i = 0; i < chart->count; i++)
        most = chart->bins[i] > most ? chart->bins[i] : most;
    const struct box below = {box.x, box.y + marks, box.width, box.height - marks};
    const struct plot plot = chart_frame(sheet, below, NULL, NULL, axis_make(most, 4, true), CHART_LINE + 4);
    double slot = plot.box.width / (double)chart->count;
    chart_grid(sheet, &plot);
    for (size_t i = 0; i < chart->count; i++)
        draw_bin(sheet, &plot, chart, i, slot, false);
    for (size_t i = 0; i <= chart->count; i++)
        if (chart->edges[i])
            chart_label(sheet, chart->edges[i], plot.box.x + ((double)i - 0.5) * slot, plot.box.y + plot.box.height + 2,
                        slot, ALIGN_CENTRE);
    for (size_t i = 0; i < chart->mark_count; i++)
        draw_mark(sheet, &plot, &chart->marks[i], chart->range, box.y + (double)i * CHART_LINE);
    for (size_t i = 0; i < chart->count; i++)
        draw_bin(sheet, &plot, chart, i, slot, true);
    for (size_t i = 0; i < chart->mark_count; i++)
        label_mark(sheet, &plot, &chart->marks[i], chart->range, box.y + (double)i * CHART_LINE);
}

/* --- movements --- */

#define MATRIX_HEIGHT 24.0
#define MATRIX_NAME 110.0

/* The more, the darker, but never too dark for the number in it. */
static struct colour tone_of(uint32_t count, uint32_t most)
{
    double depth = most ? 0.42 * (double)count / (double)most : 0;

    return (struct colour){0.97 - depth, 0.97 - depth * 0.94, 0.97 - depth * 0.86};
}

static uint32_t greatest(const struct chart_matrix *chart)
{
    uint32_t most = 0;

    for (size_t r = 0; r < chart->row_count; r++)
        for (size_t c = 0; c < chart->column_count; c++)
            most = chart->counts[r][c] > most ? chart->counts[r][c] : most;
    return most;
}

static void draw_cell(const struct sheet *sheet, const struct chart_matrix *chart, size_t row, size_t column,
                      struct box box, uint32_t most)
{
    uint32_t count = chart->counts[row][column];

    if (count)
        canvas_fill(sheet->paper->canvas, box, tone_of(count, most));
    canvas_frame(sheet->paper->canvas, box, 0.4, CHART_GREY);
    if (chart->stays[row][column])
        canvas_frame(sheet->paper->canvas, (struct box){box.x + 1.5, box.y + 1.5, box.width - 3, box.height - 3}, 1.2,
                     CHART_DARK);
    chart_label(sheet, count ? arena_printf(sheet->paper->arena, "%u", (unsigned)count) : "—", box.x,
                box.y + (box.height - CHART_LINE) / 2, box.width, ALIGN_CENTRE);
}

double chart_matrix_height(size_t rows)
{
    return MATRIX_HEIGHT * (double)(rows + 1) + CHART_LINE + 4;
}

void chart_matrix(struct sheet *sheet, const struct chart_matrix *chart)
{
    const struct box place = chart_place(sheet, chart_matrix_height(chart->row_count));
    double width = (place.width - MATRIX_NAME) / (double)(chart->column_count ? chart->column_count : 1);
    double left = place.x + MATRIX_NAME, top = place.y + CHART_LINE + 2;
    uint32_t most = greatest(chart);

    chart_label(sheet, chart->to_name, left, place.y, place.width - MATRIX_NAME, ALIGN_CENTRE);
    chart_label(sheet, chart->from_name, place.x, top + MATRIX_HEIGHT / 3, MATRIX_NAME - 6, ALIGN_END);
    for (size_t c = 0; c < chart->column_count; c++)
        chart_label(sheet, chart->columns[c], left + (double)c * width, top + MATRIX_HEIGHT / 3, width, ALIGN_CENTRE);
    for (size_t r = 0; r < chart->row_count; r++) {
        double y = top + (double)(r + 1) * MATRIX_HEIGHT;
        chart_label(sheet, chart->rows[r], place.x, y + MATRIX_HEIGHT / 4, MATRIX_NAME - 6, ALIGN_END);
        for (size_t c = 0; c < chart->column_count; c++)
            draw_cell(sheet, chart, r, c, (struct box){left + (double)c * width, y, width, MATRIX_HEIGHT}, most);
    }
}

/* --- trend --- */

bool chart_trend(const struct sheet *sheet, struct box box, const struct chart_trend *chart)
{
    double most = chart->threshold, before_x = 0, before_y = 0;

    if (chart->count < CHART_TREND_LEAST)
        return false;
    struct canvas *canvas = sheet->paper->canvas;
    for (size_t i = 0; i < chart->count; i++)
        most = chart->values[i] > most ? chart->values[i] : most;
    const struct plot plot = chart_frame(sheet, box, chart->title, chart->threshold < 0 ? NULL : chart->threshold_label,
                                         axis_make(most, 4, false), CHART_LINE + 4);
    double slot = plot.box.width / (double)chart->count;
    chart_grid(sheet, &plot);
    if (chart->threshold >= 0)
        chart_threshold(sheet, &plot, chart->threshold, chart->threshold_label);
    for (size_t i = 0; i < chart->count; i++) {
        double x = plot.box.x + ((double)i + 0.5) * slot, y = chart_height_of(&plot, chart->values[i]);
        if (i)
            canvas_line(canvas, before_x, before_y, x, y, 1.4, CHART_DARK);
        canvas_fill(canvas, (struct box){x - 2, y - 2, 4, 4}, CHART_DARK);
        chart_figure(sheet, chart->figures[i], x - slot / 2, y - CHART_LINE - 3, slot);
        chart_label(sheet, chart->labels[i], x - slot / 2, plot.box.y + plot.box.height + 2, slot, ALIGN_CENTRE);
        before_x = x;
        before_y = y;
    }
    return true;
}
