/* analysis.h - what the office may want to know beside the decisions.
 *
 * Nothing here decides anything or goes to a unit: it stands in the workbook, marked
 * as analysis. Figures are doubles; checks are positions in the subject's checklist. */
#ifndef MODEL_ANALYSIS_H
#define MODEL_ANALYSIS_H

#include "model/decision.h"

/* How firm a verdict by weighted score is. */
struct sensitivity {
    const struct decision *decision;
    struct exact mark;        /* of the level under review */
    bool is_passed;           /* necessary items and score */
    bool has_unmet_necessary; /* fails whatever the weights */
    uint32_t draws,
        kept; /* random weights drawn, and those under which the verdict is the same; 0 drawn: no policy for it */

    /* The fewest items that would turn the verdict. A pass: any one of the necessary items,
     * all of which are met, or else all of `others`. A fail: all of `necessary` and all of `others`. */
    const uint16_t *necessary;
    size_t necessary_count;
    const uint16_t *others;
    size_t other_count;
    bool others_suffice; /* a pass: losing others alone can turn it */
};

/* How far the experts of an assessment agree on what a subject is asked. */
struct concordance {
    const struct decision *decision;
    uint32_t raters;       /* the number of experts most items were rated by (of several the greatest), at least 2 */
    uint32_t rated;        /* items rated by so many: these are compared */
    uint32_t others;       /* items rated by another number of experts, left out */
    double observed;       /* mean share of agreeing pairs */
    bool has_kappa;        /* not when every rating is the same */
    double kappa;          /* Fleiss' */
    const uint16_t *split; /* items that two experts or more found differently, however many rated them */
    size_t split_count;
};

enum { DISTRIBUTION_BINS = 10 };

/* Scores of a programme's subjects, or how far they attain their level where it has no score. */
struct distribution {
    const struct scheme *scheme;
    int track;         /* -1: over all tracks */
    bool is_of_scores; /* 0 to 100; else attainment, 0 to 1 */
    size_t count;      /* at least 1 */
    double least, lower, median, upper, most, mean;
    double deviation;                 /* of the sample; 0 for one subject */
    uint32_t bins[DISTRIBUTION_BINS]; /* equal parts of the range; the last holds its upper end too */
};

/* What keeps a subject from the level above the one it attained. */
struct next_step {
    const struct decision *decision;
    int level;
    const struct requirement_result *results; /* every requirement of that level */
    size_t result_count;
    /* Programmes with lists: the unmet checks of that level's lists. */
    const uint16_t *basic, *professional;
    size_t basic_count, professional_count;
};

/* From so many peers on their quantiles are told: of fewer they would tell one's figures. */
enum { QUANTILES_FROM = 5 };

/* Where a subject stands among those of its level that were judged by the same requirements. */
struct standing {
    const struct decision *decision;
    size_t peers; /* itself too; 0: it was not judged */
    struct standing_figure {
        const struct requirement_result *result; /* NULL: how far it attains its level, over all */
        double value;                            /* of every and people requirements: the share that complies */
        bool is_share;
        size_t rank, tied; /* 1 is the greatest; how many others have the same */
        double lower, median, upper;
    } *figures;
    size_t figure_count;
    bool is_outstanding; /* every number reaches the scheme's multiple, and nothing speaks against it */
    bool is_near;        /* all is met, but some number only just */
};

struct analysis {
    const struct standing *standings; /* by position in plan->decisions */
    const struct sensitivity *sensitivities; /* all in order of proposal_id */
    size_t sensitivity_count;
    const struct concordance *concordances;
    size_t concordance_count;
    const struct distribution *distributions; /* by programme and track, the whole of a programme first */
    size_t distribution_count;
    const struct next_step *next_steps;
    size_t next_step_count;
};

#endif
