/* stats.c - every analysis over a plan. */
#include "stats/stats.h"

#include "stats/parts.h"

/* What is gathered, as it comes. */
struct gathering {
    struct arena *arena;
    const struct plan *plan;
    LIST_OF(struct sensitivity) sensitivities;
    LIST_OF(struct concordance) concordances;
    LIST_OF(struct distribution) distributions;
    LIST_OF(struct next_step) next_steps;
};

/* The score, or else how far the level is attained. False: neither. */
static bool figure_of(double *out, const struct decision *decision, bool wants_score)
{
    if (wants_score) {
        if (!decision->entry || !decision->entry->has_score)
            return false;
        *out = exact_double(decision->entry->score);
        return true;
    }
    *out = exact_double(decision->attainment);
    return decision->has_attainment && (decision->matter == MATTER_REVIEW || decision->matter == MATTER_TRIAL ||
                                        decision->matter == MATTER_APPLICATION || decision->matter == MATTER_HALF_YEAR);
}

/* One distribution; `track` -1: over all. */
static void add_distribution(struct gathering *g, double *values, const struct scheme *scheme, int track)
{
    bool is_of_scores = scheme->term_count > 0;
    size_t n = 0;

    for (size_t i = 0; i < g->plan->count; i++) {
        const struct decision *d = &g->plan->decisions[i];
        if (d->scheme == scheme && (track < 0 || d->track == track) && figure_of(&values[n], d, is_of_scores))
            n++;
    }
    if (!n)
        return;
    struct distribution *out = ARENA_PUSH(g->arena, &g->distributions);
    *out = (struct distribution){.scheme = scheme, .track = track, .is_of_scores = is_of_scores};
    distribution_of(out, values, n, is_of_scores ? 100 : 1);
}

static void add_distributions(struct gathering *g, const struct rule_set *rules)
{
    double *values = ARENA_ARRAY(g->arena, double, g->plan->count + 1);

    for (size_t s = 0; s < rules->scheme_count; s++) {
        const struct scheme *scheme = &rules->schemes[s];
        add_distribution(g, values, scheme, -1);
        for (int track = 0; track < (int)scheme->programme->track_count; track++)
            add_distribution(g, values, scheme, track);
    }
}

static void add_subject(struct gathering *g, const struct decision *decision, const struct weight_draws *draws)
{
    struct sensitivity sensitivity;
    struct concordance concordance;
    struct next_step next_step;

    if (sensitivity_of(&sensitivity, g->arena, decision, draws))
        *ARENA_PUSH(g->arena, &g->sensitivities) = sensitivity;
    if (concordance_of(&concordance, g->arena, decision))
        *ARENA_PUSH(g->arena, &g->concordances) = concordance;
    if (next_step_of(&next_step, g->arena, decision))
        *ARENA_PUSH(g->arena, &g->next_steps) = next_step;
}

/* Decisions stand by programme: draws are made once for each that has a score. */
static void add_subjects(struct gathering *g)
{
    const struct weight_draws *draws = NULL;
    const struct scheme *drawn_for = NULL;

    for (size_t i = 0; i < g->plan->count; i++) {
        const struct decision *d = &g->plan->decisions[i];
        if (d->entry && d->entry->has_score && d->scheme != drawn_for) {
            int concentration = d->scheme->weight_concentration.value;
            draws = concentration ? weights_draw(g->arena, d->scheme->terms, d->scheme->term_count, concentration)
                                  : NULL;
            drawn_for = d->scheme;
        }
        add_subject(g, d, draws);
    }
}

const struct analysis *stats_analyse(struct arena *arena, const struct rule_set *rules, const struct plan *plan)
{
    struct gathering g = {.arena = arena, .plan = plan};
    struct analysis *analysis = ARENA_NEW(arena, struct analysis);

    add_subjects(&g);
    add_distributions(&g, rules);
    *analysis = (struct analysis){
        .standings = standings_of(arena, plan),
        .sensitivities = g.sensitivities.items,
        .sensitivity_count = g.sensitivities.count,
        .concordances = g.concordances.items,
        .concordance_count = g.concordances.count,
        .distributions = g.distributions.items,
        .distribution_count = g.distributions.count,
        .next_steps = g.next_steps.items,
        .next_step_count = g.next_steps.count,
    };
    return analysis;
}
