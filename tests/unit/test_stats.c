/* The office's analysis: figures known from elsewhere, smallest sets against every subset, fixed draws. */
#include "stats/stats.h"

#include "model/scheme.h"
#include "stats/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ITEMS = 12, MOST_TERMS = 3 };

static void assert_near(double found, double wanted, double tolerance)
{
    if (!(fabs(found - wanted) <= tolerance))
        fail_msg("found %.10g, wanted %.10g", found, wanted);
}

/* A subject scored by hand: items of a few terms, found met or unmet. */
struct subject {
    struct item items[MOST_ITEMS];
    struct check checks[MOST_ITEMS];
    struct check_result results[MOST_ITEMS];
    struct checklist checklist;
    struct programme programme;
    struct scheme scheme;
    struct term_result terms[MOST_TERMS];
    struct requirement requirements[2];
    struct requirement_result decided[2];
    struct docket_entry entry;
    struct decision decision;
};

static struct exact score_of(const struct subject *s, size_t terms)
{
    struct exact score = EXACT(0);

    for (size_t t = 0; t < terms; t++)
        score = exact_add(score, s->terms[t].total ? exact_multiply(s->terms[t].weight,
                                                                    exact_make(s->terms[t].met, s->terms[t].total))
                                                   : s->terms[t].weight);
    return score;
}

static void sum(struct subject *s, size_t terms)
{
    for (size_t t = 0; t < terms; t++)
        s->terms[t].met = s->terms[t].total = 0;
    for (size_t i = 0; i < s->checklist.count; i++) {
        struct term_result *term = &s->terms[s->checks[i].term];
        if (!s->results[i].is_asked || s->results[i].verdict == CHECK_NA)
            continue;
        term->total++;
        term->met += s->results[i].verdict == CHECK_MET;
    }
    s->entry.score = score_of(s, terms);
}

/* Items by a letter each: M met, U unmet, N na; small letters: not necessary. Of terms by digit. */
static void fill(struct subject *s, const char *items, const char *of, const int *weights, size_t terms, int mark)
{
    *s = (struct subject){.checklist = {.checks = s->checks, .count = strlen(items)}};
    for (size_t i = 0; i < s->checklist.count; i++) {
        char letter = items[i];
        s->items[i] = (struct item){.is_necessary = letter < 'a', .level = -1};
        s->checks[i] = (struct check){.item = &s->items[i], .term = (int8_t)(of[i] - '0')};
        s->results[i] = (struct check_result){.is_asked = true};
        s->results[i].verdict = strchr("Mm", letter) ? CHECK_MET : strchr("Uu", letter) ? CHECK_UNMET : CHECK_NA;
    }
    for (size_t t = 0; t < terms; t++) {
        s->terms[t].weight = EXACT(weights[t]);
        s->scheme.terms[t].weight = EXACT(weights[t]);
    }
    s->programme.items = s->items;
    s->scheme.programme = &s->programme;
    s->scheme.term_count = terms;
    s->requirements[0].source = SOURCE_NECESSARY;
    s->requirements[1].source = SOURCE_SCORE;
    s->decided[0].requirement = &s->requirements[0];
    s->decided[1] = (struct requirement_result){.requirement = &s->requirements[1], .required = EXACT(mark)};
    s->entry = (struct docket_entry){.scheme = &s->scheme,
                                     .checklist = &s->checklist,
                                     .checks = s->results,
                                     .has_score = true,
                                     .terms = s->terms,
                                     .next_level = -1};
    s->decision = (struct decision){
        .scheme = &s->scheme, .track = -1, .entry = &s->entry, .requirements = s->decided, .requirement_count = 2};
    sum(s, terms);
}

static bool passes(const struct subject *s)
{
    for (size_t i = 0; i < s->checklist.count; i++)
        if (s->items[i].is_necessary && s->results[i].verdict == CHECK_UNMET)
            return false;
    return exact_compare(s->entry.score, s->decided[1].required) >= 0;
}

/* The fewest items whose findings turned over turn the verdict, by trying every subset. */
static size_t fewest_by_trial(struct subject *s, size_t terms, bool spares_necessary)
{
    struct check_result before[MOST_ITEMS];
    bool passed = passes(s);
    size_t best = SIZE_MAX;

    memcpy(before, s->results, sizeof before);
    for (uint32_t subset = 1; subset < 1u << s->checklist.count; subset++) {
        size_t n = 0;
        bool is_allowed = true;
        for (size_t i = 0; i < s->checklist.count; i++) {
            if (!(subset & 1u << i))
                continue;
            n++;
            is_allowed &= before[i].verdict == (passed ? CHECK_MET : CHECK_UNMET) &&
                          !(spares_necessary && s->items[i].is_necessary);
            s->results[i].verdict = passed ? CHECK_UNMET : CHECK_MET;
        }
        sum(s, terms);
        if (is_allowed && n < best && passes(s) != passed)
            best = n;
        memcpy(s->results, before, sizeof before);
    }
    sum(s, terms);
    return best;
}

static void smallest_sets_are_those_that_trial_finds(void **state)
{
    static const char letters[] = "MMUNmmmuuun";
    struct arena *arena = arena_new();
    struct sensitivity found;
    unsigned seed = 7;

    (void)state;
    for (int trial = 0; trial < 300; trial++) {
        char items[MOST_ITEMS + 1] = "", of[MOST_ITEMS + 1] = "";
        int weights[MOST_TERMS], mark = 30 + rand_r(&seed) % 60;
        struct subject s;
        size_t n = 4 + (size_t)rand_r(&seed) % 7;

        weights[0] = rand_r(&seed) % 60;
        weights[1] = rand_r(&seed) % 40;
        weights[2] = 100 - weights[0] - weights[1];
        for (size_t i = 0; i < n; i++) {
            items[i] = letters[(size_t)rand_r(&seed) % (sizeof letters - 1)];
            of[i] = (char)('0' + rand_r(&seed) % MOST_TERMS);
        }
        fill(&s, items, of, weights, MOST_TERMS, mark);
        assert_true(sensitivity_of(&found, arena, &s.decision, NULL));
        assert_int_equal(found.is_passed, passes(&s));
        if (found.is_passed) {
            size_t fewest = fewest_by_trial(&s, MOST_TERMS, false), others = fewest_by_trial(&s, MOST_TERMS, true);
            assert_int_equal(found.others_suffice ? found.other_count : SIZE_MAX, others);
            assert_int_equal(found.necessary_count ? 1 : others, fewest);
        } else {
            assert_true(found.others_suffice);
            assert_int_equal(found.necessary_count + found.other_count, fewest_by_trial(&s, MOST_TERMS, false));
        }
    }
    arena_free(arena);
}

static void items_of_equal_worth_are_taken_as_the_document_has_them(void **state)
{
    struct arena *arena = arena_new();
    struct subject s;
    struct sensitivity found;
    const int weights[] = {40, 60};

    (void)state;
    /* 40 × 2/4 + 60 × 1/3 = 40: two of 20 points each reach 80, the first two of the second term */
    fill(&s, "mmuumuu", "0000111", weights, 2, 75);
    assert_true(sensitivity_of(&found, arena, &s.decision, NULL));
    assert_false(found.is_passed);
    assert_int_equal(found.other_count, 2);
    assert_int_equal(found.others[0], 5);
    assert_int_equal(found.others[1], 6);
    /* exactly the mark is a pass, and losing one item ends it */
    fill(&s, "mmuum", "00001", weights, 2, 80);
    assert_true(sensitivity_of(&found, arena, &s.decision, NULL));
    assert_true(found.is_passed);
    assert_int_equal(found.other_count, 1);
    assert_int_equal(found.others[0], 4);
    arena_free(arena);
}

static void a_pass_that_necessary_items_carry_cannot_be_lost_by_others(void **state)
{
    struct arena *arena = arena_new();
    struct subject s;
    struct sensitivity found;
    const int weights[] = {70, 30};

    (void)state;
    fill(&s, "MMmm", "0011", weights, 2, 65);
    assert_true(sensitivity_of(&found, arena, &s.decision, NULL));
    assert_true(found.is_passed);
    assert_int_equal(found.necessary_count, 2);
    assert_false(found.others_suffice);
    assert_int_equal(found.other_count, 0);
    arena_free(arena);
}

static void weights_are_drawn_around_those_in_force(void **state)
{
    static const struct score_term terms[] = {{.id = "a", .weight = {10, 1}},
                                              {.id = "b", .weight = {0, 1}},
                                              {.id = "c", .weight = {30, 1}},
                                              {.id = "d", .weight = {119, 2}},
                                              {.id = "e", .weight = {1, 2}}};
    enum { TERMS = sizeof terms / sizeof *terms, CONCENTRATION = 100 };
    struct arena *arena = arena_new();
    const struct weight_draws *draws = weights_draw(arena, terms, TERMS, CONCENTRATION);

    (void)state;
    for (size_t t = 0; t < TERMS; t++) {
        double mean = 0, square = 0, share = exact_double(terms[t].weight) / 100;
        for (size_t d = 0; d < WEIGHT_DRAWS; d++) {
            double w = draws->weights[t * WEIGHT_DRAWS + d];
            assert_true(w >= 0);
            mean += w / WEIGHT_DRAWS;
            square += w * w / WEIGHT_DRAWS;
        }
        /* within four standard errors of the mean; variance m(1-m)/(c+1) */
        double deviation = 100 * sqrt(share * (1 - share) / (CONCENTRATION + 1));
        assert_near(mean, 100 * share, 4 * deviation / sqrt(WEIGHT_DRAWS) + 1e-12);
        assert_near(sqrt(fmax(0, square - mean * mean)), deviation, 0.05 * deviation + 1e-12);
    }
    for (size_t d = 0; d < WEIGHT_DRAWS; d++) {
        double total = 0;
        for (size_t t = 0; t < TERMS; t++)
            total += draws->weights[t * WEIGHT_DRAWS + d];
        assert_near(total, 100, 1e-9);
    }
    const struct weight_draws *again = weights_draw(arena, terms, TERMS, CONCENTRATION);
    assert_memory_equal(draws->weights, again->weights, TERMS * WEIGHT_DRAWS * sizeof(double));
    arena_free(arena);
}

static void verdicts_far_from_the_mark_survive_and_close_ones_do_not(void **state)
{
    static const struct {
        const char *items;
        int mark;
        bool is_passed;
        uint32_t least, most;
    } cases[] = {
        {"mmmmmm", 100, true, 10000, 10000}, /* everything met: no weights matter */
        {"uuuuuu", 65, false, 10000, 10000}, {"Ummmmm", 10, false, 10000, 10000}, /* a necessary item is lacking */
        {"mmmuuu", 50, true, 4600, 5400}, /* on the mark, both terms weigh the same: half of them */
        {"mmmuuu", 51, false, 5000, 6500},
    };
    const int weights[] = {50, 50};
    struct arena *arena = arena_new();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct subject s;
        struct sensitivity found;

        fill(&s, cases[i].items, "000111", weights, 2, cases[i].mark);
        const struct weight_draws *draws = weights_draw(arena, s.scheme.terms, 2, 100);
        assert_true(sensitivity_of(&found, arena, &s.decision, draws));
        assert_int_equal(found.is_passed, cases[i].is_passed);
        assert_int_equal(found.draws, 10000);
        assert_in_range(found.kept, cases[i].least, cases[i].most);
    }
    arena_free(arena);
}

static void kappa_is_the_one_of_the_books(void **state)
{
    /* By hand: three raters, pairs (1 + 1/3 + 1 + 1/3 + 1/3)/5 = 0.6, shares 8/15 5/15 2/15, by chance 93/225. */
    static const struct votes_of mixed[] = {{{3, 0, 0}}, {{2, 1, 0}}, {{0, 3, 0}}, {{1, 0, 2}}, {{2, 1, 0}}};
    double observed, kappa;

    (void)state;
    assert_true(concordance_kappa(mixed, 5, &observed, &kappa));
    assert_near(observed, 0.6, 1e-12);
    assert_near(kappa, (0.6 - 93.0 / 225) / (1 - 93.0 / 225), 1e-12);
    /* two raters who agree wholly over two kinds, and who never do */
    static const struct votes_of same[] = {{{2, 0, 0}}, {{0, 2, 0}}}, other[] = {{{1, 1, 0}}, {{1, 1, 0}}};
    assert_true(concordance_kappa(same, 2, &observed, &kappa));
    assert_near(kappa, 1, 1e-12);
    assert_true(concordance_kappa(other, 2, &observed, &kappa));
    assert_near(kappa, -1, 1e-12);
    static const struct votes_of all[] = {{{2, 0, 0}}, {{2, 0, 0}}};
    assert_false(concordance_kappa(all, 2, &observed, &kappa));
    assert_near(observed, 1, 1e-12);
}

static void only_items_rated_by_the_most_common_number_are_compared(void **state)
{
    static const struct assessment assessment;
    static const uint32_t votes[][FINDING_RESULT_COUNT] = {{2, 0, 0}, {1, 1, 0}, {3, 0, 0},
                                                           {2, 1, 0}, {1, 0, 0}, {0, 0, 0}};
    struct arena *arena = arena_new();
    const int weights[] = {100};
    struct subject s;
    struct concordance found;

    (void)state;
    fill(&s, "mmmmmm", "000000", weights, 1, 65);
    s.entry.assessment = &assessment;
    for (size_t i = 0; i < 6; i++)
        memcpy(s.results[i].votes, votes[i], sizeof votes[i]);
    assert_true(concordance_of(&found, arena, &s.decision));
    assert_int_equal(found.raters, 3); /* two items by two, two by three: the greater */
    assert_int_equal(found.rated, 2);
    assert_int_equal(found.others, 3);
    assert_int_equal(found.split_count, 2);
    assert_int_equal(found.split[0], 1);
    assert_int_equal(found.split[1], 3);
    for (size_t i = 0; i < 6; i++)
        s.results[i].votes[0] = s.results[i].votes[1] = 0;
    assert_false(concordance_of(&found, arena, &s.decision));
    arena_free(arena);
}

static void quantiles_and_bins_are_those_of_the_sorted_figures(void **state)
{
    double values[] = {100, 10, 65, 64.5, 0, 70, 99.99};
    struct distribution found = {.scheme = NULL};

    (void)state;
    distribution_of(&found, values, 7, 100);
    assert_near(found.least, 0, 0);
    assert_near(found.lower, (10 + 64.5) / 2, 1e-12);
    assert_near(found.median, 65, 0);
    assert_near(found.upper, (70 + 99.99) / 2, 1e-12);
    assert_near(found.most, 100, 0);
    assert_near(found.mean, 409.49 / 7, 1e-9);
    assert_near(found.deviation, 39.641455751, 1e-8); /* of the sample: n - 1 */
    static const uint32_t bins[DISTRIBUTION_BINS] = {1, 1, 0, 0, 0, 0, 2, 1, 0, 2};
    assert_memory_equal(found.bins, bins, sizeof bins);
    double one[] = {0.5};
    found = (struct distribution){.scheme = NULL};
    distribution_of(&found, one, 1, 1);
    assert_near(found.deviation, 0, 0);
    assert_near(found.median, 0.5, 0);
    assert_int_equal(found.bins[5], 1);
}

static void what_is_missing_is_what_the_next_lists_lack(void **state)
{
    struct arena *arena = arena_new();
    const int weights[] = {100};
    struct subject s;
    struct next_step found;

    (void)state;
    /* lists 0 and 1, common and of the chapter; the common one of level 0 is met, the chapter's is not */
    fill(&s, "mmuumu", "000000", weights, 1, 65);
    for (size_t i = 0; i < 6; i++) {
        s.items[i].level = i % 2 ? 1 : 0;
        s.checks[i].levels = s.checks[i].applicant_levels = (uint16_t)(1u << (i % 2));
        s.checks[i].is_professional = i >= 2;
    }
    s.entry.next_level = 1;
    s.entry.grade_basic = 2;
    s.entry.grade_professional = 0;
    assert_true(next_step_of(&found, arena, &s.decision));
    assert_int_equal(found.basic_count, 0);        /* reached already */
    assert_int_equal(found.professional_count, 3); /* that of the level below too */
    assert_int_equal(found.professional[0], 2);
    s.entry.next_level = -1;
    assert_false(next_step_of(&found, arena, &s.decision));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(smallest_sets_are_those_that_trial_finds),
        cmocka_unit_test(items_of_equal_worth_are_taken_as_the_document_has_them),
        cmocka_unit_test(a_pass_that_necessary_items_carry_cannot_be_lost_by_others),
        cmocka_unit_test(weights_are_drawn_around_those_in_force),
        cmocka_unit_test(verdicts_far_from_the_mark_survive_and_close_ones_do_not),
        cmocka_unit_test(kappa_is_the_one_of_the_books),
        cmocka_unit_test(only_items_rated_by_the_most_common_number_are_compared),
        cmocka_unit_test(quantiles_and_bins_are_those_of_the_sorted_figures),
        cmocka_unit_test(what_is_missing_is_what_the_next_lists_lack),
    };

    return cmocka_run_group_tests_name("stats", tests, NULL, NULL);
}
