/* test_chart.c - where values stand on a chart. */
#include "document/chart.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static bool is_close(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

static const struct {
    double most;
    size_t wanted;
    bool is_whole;
    double step;
    size_t steps;
} axes[] = {
    {0, 4, true, 1, 1},      /* nothing came in */
    {-1, 4, true, 1, 1},     /* and no threshold */
    {1, 4, true, 1, 1},      /* no halves of things counted */
    {4, 4, true, 1, 4},
    {5, 4, true, 2, 3},
    {8, 4, true, 2, 4},
    {9, 4, true, 5, 2},
    {20, 4, true, 5, 4},
    {21, 4, true, 10, 3},
    {40, 4, true, 10, 4},
    {41, 4, true, 20, 3},
    {60.5, 4, false, 20, 4},
    {1, 4, false, 0.5, 2},
    {0.3, 4, false, 0.1, 3},
    {100, 10, false, 10, 10},
    {3000000, 4, true, 1000000, 3},
};

static void axes_end_at_round_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof axes / sizeof *axes; i++) {
        struct axis axis = axis_make(axes[i].most, axes[i].wanted, axes[i].is_whole);
        if (!is_close(axis.step, axes[i].step) || axis.steps != axes[i].steps)
            fail_msg("%g: expected %zu steps of %g, got %zu of %g", axes[i].most, axes[i].steps, axes[i].step,
                     axis.steps, axis.step);
        assert_true(axis_end(&axis) >= axes[i].most - 1e-9);
        assert_true(axis.steps <= axes[i].wanted);
    }
}

static void values_stand_in_proportion_and_never_outside(void **state)
{
    const struct axis axis = axis_make(18, 4, true); /* 0 5 10 15 20 */

    (void)state;
    assert_true(is_close(axis_at(&axis, 0, 200), 0));
    assert_true(is_close(axis_at(&axis, 10, 200), 100));
    assert_true(is_close(axis_at(&axis, 18, 200), 180));
    assert_true(is_close(axis_at(&axis, 20, 200), 200));
    assert_true(is_close(axis_at(&axis, 25, 200), 200));
    assert_true(is_close(axis_at(&axis, -3, 200), 0));
}

static void every_mark_has_a_row_of_its_own(void **state)
{
    (void)state;
    assert_true(chart_marks_height(3) - chart_marks_height(2) > 8);
    assert_true(chart_marks_height(0) < 8);
}

static void a_trend_needs_five_periods(void **state)
{
    static const double values[] = {1, 2, 3, 4};
    static const char *const labels[] = {"a", "b", "c", "d"};
    const struct chart_trend few = {.labels = labels, .figures = labels, .values = values, .count = 4, .threshold = -1};

    (void)state;
    assert_false(chart_trend(NULL, (struct box){0, 0, 100, 100}, &few)); /* and draws nothing */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(axes_end_at_round_values),
        cmocka_unit_test(values_stand_in_proportion_and_never_outside),
        cmocka_unit_test(every_mark_has_a_row_of_its_own),
        cmocka_unit_test(a_trend_needs_five_periods),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
