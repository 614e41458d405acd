/* parts.h - the analyses one by one. Private to stats/. */
#ifndef STATS_PARTS_H
#define STATS_PARTS_H

#include "base/arena.h"
#include "model/analysis.h"
#include "model/docket.h"

/* A growing list of checks. */
struct check_list {
    uint16_t *items;
    size_t count, capacity;
};

/* --- weights.c --- */

enum { WEIGHT_DRAWS = 10000 };

/* Random weights around those in force, which are never negative and add up to 100. */
struct weight_draws {
    size_t terms;
    double *weights; /* weights[term * WEIGHT_DRAWS + draw]; those of a draw add up to 100 */
    double *scores;  /* room for one score a draw */
};

/* Dirichlet: means are the weights in force, the spread shrinks with `concentration`. All
 * subjects of a programme are weighed with the same draws: a subject's figure depends on
 * no other's, and subjects compare without noise between them. */
const struct weight_draws *weights_draw(struct arena *arena, const struct score_term *terms, size_t count,
                                        int concentration);

/* Draws under which the weighted sum of the shares reaches the mark. */
uint32_t weights_passing(const struct weight_draws *draws, const double *shares, double mark);

/* --- sensitivity.c --- */

/* False when the decision rests on no score. `draws` may be NULL. */
bool sensitivity_of(struct sensitivity *out, struct arena *arena, const struct decision *decision,
                    const struct weight_draws *draws);

/* --- concordance.c --- */

/* False when no item was rated by two experts. */
bool concordance_of(struct concordance *out, struct arena *arena, const struct decision *decision);

/* Votes on one item. */
struct votes_of {
    uint32_t votes[FINDING_RESULT_COUNT];
};

/* Fleiss' kappa of items that each have the same number of votes, at least 2. False when
 * all votes are of one kind; `observed` is set all the same. */
bool concordance_kappa(const struct votes_of *votes, size_t count, double *observed, double *kappa);

/* --- distribution.c --- */

/* At least one value; they are sorted in place. */
void distribution_of(struct distribution *out, double *values, size_t count, double range);

/* --- standing.c --- */

/* One for every decision of the plan. */
const struct standing *standings_of(struct arena *arena, const struct plan *plan);

/* --- year.c --- */

/* Whether every number that can exceed its threshold reaches the scheme's multiple of it, everything
 * is met and nothing speaks against the subject. */
bool year_is_outstanding(const struct decision *decision);
/* Whether all is met, but some such number falls short of the scheme's multiple for that. */
bool year_is_near(const struct decision *decision);

/* --- next_step.c --- */

/* False when the decision has no figures or attained the highest level. */
bool next_step_of(struct next_step *out, struct arena *arena, const struct decision *decision);

#endif
