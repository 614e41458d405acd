/* weights.c - random weights around those in force. */
#include "model/scheme.h"
#include "stats/parts.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <string.h>

/* Any fixed number; a generator named here, so that no environment variable chooses. */
enum { SEED = 20261031 };

/* Sums of a few weights times shares differ from the exact ones by far less. */
static const double rounding = 1e-9;

const struct weight_draws *weights_draw(struct arena *arena, const struct score_term *terms, size_t count,
                                        int concentration)
{
    struct weight_draws *draws = ARENA_NEW(arena, struct weight_draws);
    double alpha[MAX_SCORE_TERMS], drawn[MAX_SCORE_TERMS];
    size_t of[MAX_SCORE_TERMS], n = 0;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937); /* out of memory: GSL ends the process */

    gsl_rng_set(rng, SEED);
    draws->terms = count;
    draws->weights = ARENA_ARRAY(arena, double, count *WEIGHT_DRAWS);
    draws->scores = ARENA_ARRAY(arena, double, WEIGHT_DRAWS);
    for (size_t t = 0; t < count; t++)
        if (terms[t].weight.num > 0) { /* a weight of 0 stays 0 */
            of[n] = t;
            alpha[n++] = concentration * exact_double(terms[t].weight) / 100;
        }
    for (size_t d = 0; n && d < WEIGHT_DRAWS; d++) {
        gsl_ran_dirichlet(rng, n, alpha, drawn);
        for (size_t i = 0; i < n; i++)
            draws->weights[of[i] * WEIGHT_DRAWS + d] = 100 * drawn[i];
    }
    gsl_rng_free(rng);
    return draws;
}

uint32_t weights_passing(const struct weight_draws *draws, const double *shares, double mark)
{
    double *scores = draws->scores;
    uint32_t passing = 0;

    memset(scores, 0, WEIGHT_DRAWS * sizeof *scores);
    for (size_t t = 0; t < draws->terms; t++) {
        const double *weights = &draws->weights[t * WEIGHT_DRAWS];
        double share = shares[t];
        for (size_t d = 0; d < WEIGHT_DRAWS; d++)
            scores[d] += weights[d] * share;
    }
    for (size_t d = 0; d < WEIGHT_DRAWS; d++)
        passing += scores[d] >= mark - rounding;
    return passing;
}
