/* test_year.c - who stands out, who only just passed, and ranks among peers. */
#include "model/docket.h"
#include "stats/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct scheme scheme;
static const struct requirement number = {
    .id = "n", .is_numeric = true, .source = SOURCE_CONDITIONS, .conditions = {{.comparison = AT_LEAST}}};
static const struct requirement yes_no = {.id = "y", .source = SOURCE_CONDITIONS};
static const struct requirement necessary = {.id = "p", .is_numeric = true, .source = SOURCE_NECESSARY};
static const struct certificate held;

/* A decision on one number against 20, a yes or no, and a part of a whole. */
struct subject {
    struct requirement_result results[3];
    struct docket_entry entry;
    struct decision decision;
};

static void fill(struct subject *s, struct exact value)
{
    scheme.outstanding = (struct multiple){"x", exact_make(3, 2), NULL};
    scheme.near = (struct multiple){"x", exact_make(11, 10), NULL};
    s->results[0] = (struct requirement_result){.requirement = &number, .value = value, .required = EXACT(20),
                                                .is_met = exact_compare(value, EXACT(20)) >= 0};
    s->results[1] = (struct requirement_result){
        .requirement = &yes_no, .value = EXACT(1), .required = EXACT(1), .is_yes_no = true, .is_met = true};
    s->results[2] = (struct requirement_result){
        .requirement = &necessary, .value = EXACT(5), .required = EXACT(5), .is_met = true};
    s->entry = (struct docket_entry){.scheme = &scheme};
    s->decision = (struct decision){.scheme = &scheme, .matter = MATTER_REVIEW, .status = STATUS_DUE,
                                    .action = ACTION_MAINTAIN, .held_certificate = &held, .entry = &s->entry,
                                    .requirements = s->results, .requirement_count = 3, .has_attainment = true,
                                    .attainment = requirements_attainment(s->results, 3)};
}

static void standing_out_needs_every_number(void **state)
{
    struct subject s;

    (void)state;
    fill(&s, exact_make(299, 10));
    assert_false(year_is_outstanding(&s.decision));
    fill(&s, EXACT(30)); /* exactly 1.5 x 20 */
    assert_true(year_is_outstanding(&s.decision));
    assert_false(year_is_near(&s.decision));
    s.results[1].is_met = false;
    assert_false(year_is_outstanding(&s.decision));
    fill(&s, EXACT(30));
    s.decision.action = ACTION_REVOKE;
    assert_false(year_is_outstanding(&s.decision));
    fill(&s, EXACT(30));
    s.decision.held_certificate = NULL;
    assert_false(year_is_outstanding(&s.decision));
    fill(&s, EXACT(30));
    s.decision.requirements = &s.results[1]; /* nothing that can exceed what is asked */
    s.decision.requirement_count = 2;
    assert_false(year_is_outstanding(&s.decision));
    fill(&s, EXACT(30));
    scheme.outstanding.name = NULL; /* no policy, no list */
    assert_false(year_is_outstanding(&s.decision));
}

static void only_just_passing_is_near(void **state)
{
    struct subject s;

    (void)state;
    fill(&s, EXACT(20));
    assert_true(year_is_near(&s.decision));
    fill(&s, EXACT(22)); /* exactly 1.1 x 20 */
    assert_false(year_is_near(&s.decision));
    fill(&s, EXACT(19)); /* fails: at risk for another reason */
    assert_false(year_is_near(&s.decision));
}

static void peers_are_ranked_with_ties(void **state)
{
    static const int values[] = {20, 35, 25, 35, 10};
    struct subject subjects[6];
    struct decision decisions[6];
    struct arena *arena = arena_new();

    (void)state;
    for (size_t i = 0; i < 6; i++) {
        fill(&subjects[i], EXACT(i < 5 ? values[i] : 99));
        decisions[i] = subjects[i].decision;
    }
    subjects[5].entry.level_under_review = 1; /* of another level: no peer of theirs */
    const struct plan plan = {.decisions = decisions, .count = 6};
    const struct standing *standings = standings_of(arena, &plan);
    static const size_t ranks[] = {4, 1, 3, 1, 5};
    for (size_t i = 0; i < 5; i++) {
        const struct standing_figure *figure = &standings[i].figures[1]; /* the first is over all */
        assert_int_equal(standings[i].peers, 5);
        assert_int_equal(standings[i].figure_count, 3); /* over all, the number, the part of a whole */
        assert_int_equal(figure->rank, ranks[i]);
        assert_int_equal(figure->tied, ranks[i] == 1);
        assert_true(figure->median > 24.9 && figure->median < 25.1);
    }
    assert_int_equal(standings[5].peers, 1);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(standing_out_needs_every_number),
        cmocka_unit_test(only_just_passing_is_near),
        cmocka_unit_test(peers_are_ranked_with_ties),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
