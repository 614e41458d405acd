/* distribution.c - how figures spread over a programme. */
#include "stats/parts.h"

#include <gsl/gsl_histogram.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

static void fill_bins(struct distribution *out, const double *values, size_t count, double range)
{
    gsl_histogram *histogram = gsl_histogram_alloc(DISTRIBUTION_BINS);

    gsl_histogram_set_ranges_uniform(histogram, 0, range);
    for (size_t i = 0; i < count; i++)
        if (gsl_histogram_increment(histogram, values[i]) != 0) /* a bin is open above */
            out->bins[DISTRIBUTION_BINS - 1]++;
    for (size_t i = 0; i < DISTRIBUTION_BINS; i++)
        out->bins[i] += (uint32_t)gsl_histogram_get(histogram, i);
    gsl_histogram_free(histogram);
}

void distribution_of(struct distribution *out, double *values, size_t count, double range)
{
    gsl_sort(values, 1, count);
    out->count = count;
    out->least = values[0];
    out->lower = gsl_stats_quantile_from_sorted_data(values, 1, count, 0.25);
    out->median = gsl_stats_quantile_from_sorted_data(values, 1, count, 0.5);
    out->upper = gsl_stats_quantile_from_sorted_data(values, 1, count, 0.75);
    out->most = values[count - 1];
    out->mean = gsl_stats_mean(values, 1, count);
    out->deviation = count > 1 ? gsl_stats_sd(values, 1, count) : 0;
    fill_bins(out, values, count, range);
}
