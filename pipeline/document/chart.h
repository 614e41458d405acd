/* chart.h - charts on a sheet, made to be read in grey print.
 *
 * Fills differ in tone, what a bar or line is stands beside it, and numbers carry
 * their units; there are no legends. Positions follow from axis and box alone. */
#ifndef DOCUMENT_CHART_H
#define DOCUMENT_CHART_H

#include "document/sheet.h"

/* From 0 in even steps of 1, 2 or 5 times a power of ten. */
struct axis {
    double step;
    size_t steps; /* at least 1 */
};

/* The fewest steps, at most `wanted` (at least 1), that reach `most`. With `is_whole` no step
 * is smaller than 1: for things that are counted. */
struct axis axis_make(double most, size_t wanted, bool is_whole);
double axis_end(const struct axis *axis);
/* How far along a line of this length a value stands; never beyond its ends. */
double axis_at(const struct axis *axis, double value, double length);

/* A place of this height for a chart across the sheet, on this page or the next. */
struct box chart_place(struct sheet *sheet, double height);

struct chart_bar {
    const char *label; /* below it */
    const char *group; /* below the label, where a group of bars begins; NULL: none does */
    double before;     /* what stood there before, drawn in a lighter tone below what was added */
    double added;
    const char *figure; /* above it; NULL: none */
};

/* Upright bars, and the line they are held against. */
struct chart_bars {
    const char *title;
    const struct chart_bar *bars;
    size_t count;
    bool is_whole; /* things counted */
    double threshold; /* below 0: there is none */
    const char *threshold_label;
};
void chart_bars(const struct sheet *sheet, struct box box, const struct chart_bars *chart);

/* A term of a score: a bar as long as its weight, filled as far as it is met. */
struct chart_term {
    const char *name;
    double weight;
    double share;        /* met, 0 to 1 */
    const char *figures; /* to the right: met, total, points */
};
double chart_terms_height(size_t count);
void chart_terms(struct sheet *sheet, const struct chart_term *terms, size_t count);

/* A value marked on a distribution. */
struct chart_mark {
    double value;
    const char *label;
    bool is_strong;
};

/* How many fall into each of equal parts of a range. */
struct chart_histogram {
    const uint32_t *bins;
    size_t count;
    const char *const *edges; /* count + 1 labels; NULL entries are left out */
    double range;             /* the upper end; the lower is 0 */
    const struct chart_mark *marks;
    size_t mark_count;
    const char *unit; /* of what falls into the parts: 家 */
};
void chart_histogram(const struct sheet *sheet, struct box box, const struct chart_histogram *chart);
/* Height that the labels of so many marks take. */
double chart_marks_height(size_t marks);

enum { MAX_MATRIX = MAX_LEVELS + 1 };

/* How many went from one level (row) to another (column). */
struct chart_matrix {
    const char *from_name, *to_name;
    const char *rows[MAX_MATRIX], *columns[MAX_MATRIX];
    size_t row_count, column_count;
    uint32_t counts[MAX_MATRIX][MAX_MATRIX];
    bool stays[MAX_MATRIX][MAX_MATRIX]; /* cells that mean no change */
};
double chart_matrix_height(size_t rows);
void chart_matrix(struct sheet *sheet, const struct chart_matrix *chart);

enum { CHART_TREND_LEAST = 5 };

/* A figure over periods; fewer than CHART_TREND_LEAST tell no trend and draw nothing. */
struct chart_trend {
    const char *title;
    const char *const *labels;
    const char *const *figures; /* above the points */
    const double *values;
    size_t count;
    double threshold; /* below 0: there is none */
    const char *threshold_label;
};
/* False when there are too few periods. */
bool chart_trend(const struct sheet *sheet, struct box box, const struct chart_trend *chart);

#endif
