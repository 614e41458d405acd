/* chart_parts.h - what the kinds of charts share. Private to the chart module. */
#ifndef DOCUMENT_CHART_PARTS_H
#define DOCUMENT_CHART_PARTS_H

#include "document/chart.h"

#define CHART_POINTS 8.0
#define CHART_LINE 11.0 /* from line to line of labels */

#define CHART_INK ((struct colour){0.10, 0.10, 0.12})
#define CHART_DARK ((struct colour){0.24, 0.30, 0.40})
#define CHART_MID ((struct colour){0.60, 0.65, 0.72})
#define CHART_LIGHT ((struct colour){0.84, 0.87, 0.90})
#define CHART_GRID ((struct colour){0.80, 0.80, 0.80})
#define CHART_GREY ((struct colour){0.35, 0.35, 0.35})

/* One line of text, in the middle of `width`, at its beginning or its end; made smaller
 * where it would be wider. */
void chart_label(const struct sheet *sheet, const char *string, double x, double y, double width,
                 enum text_align align);
/* The same in the middle, on white: lines do not run through it. */
void chart_figure(const struct sheet *sheet, const char *string, double x, double y, double width);
double chart_label_width(const struct sheet *sheet, const char *string);

/* Where the marks of a chart stand, with room for labels around it. */
struct plot {
    struct box box;
    struct axis axis;
};

/* Grid lines, with their numbers to the left of the plot. */
void chart_grid(const struct sheet *sheet, const struct plot *plot);
/* The line across the plot, its label to the right of it. */
void chart_threshold(const struct sheet *sheet, const struct plot *plot, double value, const char *label);
double chart_height_of(const struct plot *plot, double value);

/* The title above a chart, and the plot below it: `below` points are left for labels. */
struct plot chart_frame(const struct sheet *sheet, struct box box, const char *title, const char *threshold_label,
                        struct axis axis, double below);

#endif
