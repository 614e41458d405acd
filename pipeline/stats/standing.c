/* standing.c - ranks and quantiles among subjects of one level and programme. */
#include "stats/parts.h"

#include "model/scheme.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <stdlib.h>

static bool is_judged(const struct decision *d)
{
    return d->entry && d->requirement_count && d->has_attainment && d->status != STATUS_EXPIRED &&
           d->status != STATUS_DECIDED &&
           (d->matter == MATTER_REVIEW || d->matter == MATTER_TRIAL || d->matter == MATTER_HALF_YEAR);
}

/* A subject that was judged, and where its standing goes. */
struct member {
    const struct decision *decision;
    size_t position;
};

static int compare_members(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    const struct decision *d = x->decision, *e = y->decision;

    if (d->scheme != e->scheme)
        return d->scheme < e->scheme ? -1 : 1;
    if (d->matter != e->matter)
        return d->matter < e->matter ? -1 : 1;
    if (d->entry->level_under_review != e->entry->level_under_review)
        return d->entry->level_under_review < e->entry->level_under_review ? -1 : 1;
    return x->position < y->position ? -1 : x->position > y->position;
}

static bool are_peers(const struct decision *d, const struct decision *e)
{
    return d->scheme == e->scheme && d->matter == e->matter &&
           d->entry->level_under_review == e->entry->level_under_review && d->requirement_count == e->requirement_count;
}

static bool is_share(const struct requirement_result *result)
{
    enum requirement_source source = result->requirement->source;

    return source == SOURCE_EVERY || source == SOURCE_PEOPLE || source == SOURCE_NECESSARY;
}

/* `result` NULL: over all. */
static double value_of(const struct decision *decision, const struct requirement_result *result)
{
    if (!result)
        return exact_double(decision->attainment);
    if (!is_share(result))
        return exact_double(result->value);
    return result->required.num > 0 ? exact_double(result->value) / exact_double(result->required) : 1;
}

/* How many of the sorted values are greater, and how many the same. */
static void rank_in(struct standing_figure *figure, const double *sorted, size_t count)
{
    size_t low = 0, high = count;

    while (low < high) { /* the first that is greater */
        size_t middle = low + (high - low) / 2;
        if (sorted[middle] > figure->value)
            high = middle;
        else
            low = middle + 1;
    }
    figure->rank = count - low + 1;
    size_t last = low;
    while (low > 0 && !(sorted[low - 1] < figure->value))
        low--;
    figure->tied = last - low - 1;
}

/* One figure of all members of a group; `at` is the requirement's position, -1: over all. */
static void add_figure(struct standing *standings, const struct member *members, size_t count, int at, double *values)
{
    for (size_t i = 0; i < count; i++) {
        const struct decision *d = members[i].decision;
        values[i] = value_of(d, at < 0 ? NULL : &d->requirements[at]);
    }
    gsl_sort(values, 1, count);
    for (size_t i = 0; i < count; i++) {
        const struct decision *d = members[i].decision;
        const struct requirement_result *result = at < 0 ? NULL : &d->requirements[at];
        struct standing *standing = &standings[members[i].position];
        struct standing_figure *figure = &standing->figures[standing->figure_count++];
        *figure = (struct standing_figure){.result = result,
                                           .value = value_of(d, result),
                                           .is_share = !result || is_share(result),
                                           .lower = gsl_stats_quantile_from_sorted_data(values, 1, count, 0.25),
                                           .median = gsl_stats_quantile_from_sorted_data(values, 1, count, 0.5),
                                           .upper = gsl_stats_quantile_from_sorted_data(values, 1, count, 0.75)};
        rank_in(figure, values, count);
    }
}

static void rank_group(struct standing *standings, struct arena *arena, const struct member *members, size_t count,
                       double *values)
{
    const struct decision *first = members[0].decision;

    for (size_t i = 0; i < count; i++)
        standings[members[i].position] =
            (struct standing){.decision = members[i].decision,
                              .peers = count,
                              .figures = ARENA_ARRAY(arena, struct standing_figure, first->requirement_count + 1)};
    add_figure(standings, members, count, -1, values);
    for (size_t r = 0; r < first->requirement_count; r++)
        if (first->requirements[r].requirement && !first->requirements[r].is_yes_no)
            add_figure(standings, members, count, (int)r, values);
}

const struct standing *standings_of(struct arena *arena, const struct plan *plan)
{
    struct standing *standings = ARENA_ARRAY(arena, struct standing, plan->count + 1);
    struct member *members = heap_alloc(plan->count + 1, sizeof *members);
    double *values = heap_alloc(plan->count + 1, sizeof *values);
    size_t n = 0;

    for (size_t i = 0; i < plan->count; i++) {
        standings[i].decision = &plan->decisions[i];
        if (is_judged(&plan->decisions[i]))
            members[n++] = (struct member){&plan->decisions[i], i};
    }
    qsort(members, n, sizeof *members, compare_members);
    for (size_t i = 0, last; i < n; i = last) {
        for (last = i + 1; last < n && are_peers(members[i].decision, members[last].decision);)
            last++;
        rank_group(standings, arena, &members[i], last - i, values);
    }
    for (size_t i = 0; i < plan->count; i++) {
        standings[i].is_outstanding = year_is_outstanding(&plan->decisions[i]);
        standings[i].is_near = year_is_near(&plan->decisions[i]);
    }
    heap_free(values);
    heap_free(members);
    return standings;
}
