/* chart.c - axes, bars against a threshold, weighted terms. */
#include "document/chart.h"

#include "document/chart_parts.h"

#include <math.h>

#define WIDEST_BAR 36.0 /* where there are few */

/* --- axes --- */

struct axis axis_make(double most, size_t wanted, bool is_whole)
{
    static const double steps[] = {1, 2, 5};
    double power = 1;

    if (!(most > 0))
        return (struct axis){1, 1};
    while (power * (double)wanted > most && (!is_whole || power > 1))
        power /= 10;
    for (;; power *= 10)
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
            if (steps[i] * power * (double)wanted >= most * (1 - 1e-9)) {
                double count = ceil(most / (steps[i] * power) - 1e-9);
                return (struct axis){steps[i] * power, count < 1 ? 1 : (size_t)count};
            }
}

double axis_end(const struct axis *axis)
{
    return axis->step * (double)axis->steps;
}

double axis_at(const struct axis *axis, double value, double length)
{
    double share = value / axis_end(axis);

    return length * (share < 0 ? 0 : share > 1 ? 1 : share);
}

/* --- parts --- */

struct box chart_place(struct sheet *sheet, double height)
{
    sheet_need(sheet, height);
    const struct box box = {sheet->left, sheet->y, sheet_width(sheet), height};
    sheet->y += height;
    return box;
}

static struct text_style label_style(const struct sheet *sheet, enum text_align align)
{
    return (struct text_style){.font = sheet_font(sheet, FONT_SANS),
                               .points = CHART_POINTS,
                               .pitch = CHART_LINE,
                               .align = align,
                               .colour = CHART_INK};
}

double chart_label_width(const struct sheet *sheet, const char *string)
{
    const struct text_style style = label_style(sheet, ALIGN_START);

    return text_width(text_set(sheet->paper->typesetter, string, &style, 0));
}

void chart_label(const struct sheet *sheet, const char *string, double x, double y, double width, enum text_align align)
{
    const struct text_style style = label_style(sheet, align);
    const struct text *text = text_fit(sheet->paper->typesetter, string, &style, width, CHART_LINE, 6);

    if (text)
        text_draw(sheet->paper->canvas, text, x, y, width);
}

void chart_figure(const struct sheet *sheet, const char *string, double x, double y, double width)
{
    double wide = chart_label_width(sheet, string) + 2;

    wide = wide < width ? wide : width;
    canvas_fill(sheet->paper->canvas, (struct box){x + (width - wide) / 2, y + 1, wide, CHART_LINE - 1.5},
                (struct colour){1, 1, 1});
    chart_label(sheet, string, x, y, width, ALIGN_CENTRE);
}

double chart_height_of(const struct plot *plot, double value)
{
    return plot->box.y + plot->box.height - axis_at(&plot->axis, value, plot->box.height);
}

static const char *tick_text(const struct sheet *sheet, double value)
{
    double whole = floor(value + 0.5);

    return fabs(value - whole) < 1e-9 ? arena_printf(sheet->paper->arena, "%.0f", whole)
                                      : arena_printf(sheet->paper->arena, "%g", value);
}

void chart_grid(const struct sheet *sheet, const struct plot *plot)
{
    for (size_t i = 0; i <= plot->axis.steps; i++) {
        double value = plot->axis.step * (double)i, y = chart_height_of(plot, value);
        canvas_line(sheet->paper->canvas, plot->box.x, y, plot->box.x + plot->box.width, y, i ? 0.3 : 0.8,
                    i ? CHART_GRID : CHART_INK);
        chart_label(sheet, tick_text(sheet, value), plot->box.x - 34, y - CHART_LINE / 2, 30, ALIGN_END);
    }
}

void chart_threshold(const struct sheet *sheet, const struct plot *plot, double value, const char *label)
{
    double y = chart_height_of(plot, value), right = plot->box.x + plot->box.width;

    canvas_dashes(sheet->paper->canvas, plot->box.x, y, right + 4, y, 1.1, CHART_INK);
    chart_label(sheet, label, right + 6, y - CHART_LINE / 2, chart_label_width(sheet, label) + 1, ALIGN_START);
}

struct plot chart_frame(const struct sheet *sheet, struct box box, const char *title, const char *threshold_label,
                        struct axis axis, double below)
{
    const double left = chart_label_width(sheet, tick_text(sheet, axis_end(&axis))) + 8;
    const double right = threshold_label ? chart_label_width(sheet, threshold_label) + 8 : 4;
    double top = CHART_LINE + 2;

    if (title) {
        struct text_style style = label_style(sheet, ALIGN_START);
        style.points = 9.5;
        const struct text *text = text_fit(sheet->paper->typesetter, title, &style, box.width, 14, 7);
        if (text)
            text_draw(sheet->paper->canvas, text, box.x, box.y, box.width);
        top += 15;
    }
    return (struct plot){{box.x + left, box.y + top, box.width - left - right, box.height - top - below}, axis};
}

/* --- bars --- */

static void draw_bar(const struct sheet *sheet, const struct plot *plot, const struct chart_bar *bar, double x,
                     double slot)
{
    struct canvas *canvas = sheet->paper->canvas;
    double width = fmin(slot * 0.66, WIDEST_BAR), left = x + (slot - width) / 2, base = chart_height_of(plot, 0);
    double middle = chart_height_of(plot, bar->before), top = chart_height_of(plot, bar->before + bar->added);

    if (middle < base)
        canvas_fill(canvas, (struct box){left, middle, width, base - middle}, CHART_LIGHT);
    if (top < middle)
        canvas_fill(canvas, (struct box){left, top, width, middle - top}, CHART_DARK);
    if (bar->figure)
        chart_figure(sheet, bar->figure, x - 2, top - CHART_LINE - 0.5, slot + 4);
    chart_label(sheet, bar->label, x - 2, base + 2, slot + 4, ALIGN_CENTRE);
    if (bar->group) {
        canvas_line(canvas, x + 0.5, base, x + 0.5, base + 2 * CHART_LINE, 0.4, CHART_GREY);
        chart_label(sheet, bar->group, x + 3, base + 1 + CHART_LINE, 60, ALIGN_START);
    }
}

void chart_bars(const struct sheet *sheet, struct box box, const struct chart_bars *chart)
{
    double most = chart->threshold;
    bool has_groups = false;

    for (size_t i = 0; i < chart->count; i++) {
        double value = chart->bars[i].before + chart->bars[i].added;
        most = value > most ? value : most;
        has_groups |= chart->bars[i].group != NULL;
    }
    const struct plot plot = chart_frame(sheet, box, chart->title, chart->threshold < 0 ? NULL : chart->threshold_label,
                                         axis_make(most, 4, chart->is_whole), (has_groups ? 2 : 1) * CHART_LINE + 4);
    double slot = plot.box.width / (double)(chart->count ? chart->count : 1);
    chart_grid(sheet, &plot);
    if (chart->threshold >= 0)
        chart_threshold(sheet, &plot, chart->threshold, chart->threshold_label);
    for (size_t i = 0; i < chart->count; i++)
        draw_bar(sheet, &plot, &chart->bars[i], plot.box.x + (double)i * slot, slot);
}

/* --- weighted terms --- */

enum { TERMS_KEPT = 24 }; /* on one page */
#define TERM_HEIGHT 16.0
#define TERM_NAME 0.36    /* shares of the sheet's width */
#define TERM_FIGURES 0.24

static void draw_term(struct sheet *sheet, const struct chart_term *term, double heaviest)
{
    const struct box place = chart_place(sheet, TERM_HEIGHT);
    double names = place.width * TERM_NAME, room = place.width * (1 - TERM_NAME - TERM_FIGURES);
    double x = place.x + names, length = heaviest > 0 ? room * term->weight / heaviest : 0;
    struct canvas *canvas = sheet->paper->canvas;
    const struct box bar = {x, place.y + 3, length, TERM_HEIGHT - 6};

    chart_label(sheet, term->name, place.x, place.y + 2, names - 6, ALIGN_END);
    canvas_fill(canvas, bar, CHART_LIGHT);
    canvas_fill(canvas, (struct box){bar.x, bar.y, bar.width * term->share, bar.height}, CHART_DARK);
    canvas_frame(canvas, bar, 0.5, CHART_GREY);
    chart_label(sheet, term->figures, x + length + 5, place.y + 2, place.x + place.width - x - length - 5, ALIGN_START);
}

double chart_terms_height(size_t count)
{
    return (double)(count <= TERMS_KEPT ? count : 1) * TERM_HEIGHT;
}

void chart_terms(struct sheet *sheet, const struct chart_term *terms, size_t count)
{
    double heaviest = 0;

    for (size_t i = 0; i < count; i++)
        heaviest = terms[i].weight > heaviest ? terms[i].weight : heaviest;
    sheet_need(sheet, chart_terms_height(count));
    for (size_t i = 0; i < count; i++)
        draw_term(sheet, &terms[i], heaviest);
}
