/* sensitivity.c - how firm a verdict by score is: under other weights, and with other findings. */
#include "stats/parts.h"

#include "model/scheme.h"

/* What the verdict asks of the score, taken from the requirements decided by. */
struct question {
    const struct docket_entry *entry;
    struct exact mark;
    bool asks_necessary;
};

static bool find_question(struct question *out, const struct decision *decision)
{
    bool has_mark = false;

    *out = (struct question){.entry = decision->entry};
    if (!decision->entry || !decision->entry->has_score)
        return false;
    for (size_t i = 0; i < decision->requirement_count; i++) {
        const struct requirement_result *result = &decision->requirements[i];
        if (!result->requirement)
            continue;
        if (result->requirement->source == SOURCE_SCORE) {
            out->mark = result->required;
            has_mark = true;
        }
        out->asks_necessary |= result->requirement->source == SOURCE_NECESSARY;
    }
    return has_mark;
}

/* Checks that count, of one verdict; necessary ones stand apart where the verdict asks for them. */
static void collect(struct check_list *out, struct arena *arena, const struct question *q, enum check_verdict verdict,
                    bool is_necessary)
{
    const struct checklist *list = q->entry->checklist;

    for (size_t i = 0; i < list->count; i++)
        if (q->entry->checks[i].is_asked && q->entry->checks[i].verdict == verdict &&
            (q->asks_necessary && list->checks[i].item->is_necessary) == is_necessary)
            *ARENA_PUSH(arena, out) = (uint16_t)i;
}

static int term_of(const struct question *q, size_t check)
{
    return q->entry->checklist->checks[check].term;
}

/* Points that one item of a term is worth. */
static struct exact points(const struct question *q, int term)
{
    const struct term_result *result = &q->entry->terms[term];

    return result->total ? exact_divide(result->weight, EXACT(result->total)) : EXACT(0);
}

/* Weights and totals nobody bounds could outgrow 64 bits; nine decimals are then enough, since this decides nothing. */
static struct exact add(struct exact a, struct exact b)
{
    struct exact sum;
    char text[EXACT_TEXT_SIZE];

    if (exact_try_add(a, b, &sum))
        return sum;
    exact_parse(exact_text(a, 9, text), &a);
    exact_parse(exact_text(b, 9, text), &b);
    return exact_add(a, b);
}

static struct exact negative(struct exact a)
{
    return (struct exact){-a.num, a.den};
}

/* Takes from `from` the fewest items whose points, added to or taken from the score, bring it to the
 * mark (gaining) or under it (losing). Points add up item by item and all items of a term are worth
 * the same, so no choice of n items moves the score further than the n worth most; of equal worth,
 * the first of the document. False when all of them together are not enough. */
static bool take_fewest(struct check_list *out, struct arena *arena, const struct question *q,
                        const struct check_list *from, struct exact score, bool is_gaining)
{
    bool *is_taken = ARENA_ARRAY(arena, bool, from->count);

    for (;;) {
        bool reaches = exact_compare(score, q->mark) >= 0;
        size_t best = from->count;
        struct exact worth = EXACT(0);

        if (reaches == is_gaining)
            return true;
        for (size_t i = 0; i < from->count; i++) {
            int term = term_of(q, from->items[i]);
            if (is_taken[i] || term < 0 || exact_compare(points(q, term), worth) <= 0)
                continue;
            best = i;
            worth = points(q, term);
        }
        if (best == from->count)
            return false; /* nothing left that is worth anything */
        is_taken[best] = true;
        *ARENA_PUSH(arena, out) = from->items[best];
        score = add(score, is_gaining ? worth : negative(worth));
    }
}

static void find_smallest(struct sensitivity *out, struct arena *arena, const struct question *q)
{
    enum check_verdict verdict = out->is_passed ? CHECK_MET : CHECK_UNMET;
    struct check_list necessary = {0}, rest = {0}, others = {0};
    struct exact score = q->entry->score;

    collect(&necessary, arena, q, verdict, true);
    collect(&rest, arena, q, verdict, false);
    if (!out->is_passed)
        for (size_t i = 0; i < necessary.count; i++)
            if (term_of(q, necessary.items[i]) >= 0)
                score = add(score, points(q, term_of(q, necessary.items[i])));
    out->others_suffice = take_fewest(&others, arena, q, &rest, score, !out->is_passed);
    if (!out->others_suffice)
        others.count = 0;
    out->necessary = necessary.items;
    out->necessary_count = necessary.count;
    out->others = others.items;
    out->other_count = others.count;
}

static void weigh_again(struct sensitivity *out, const struct question *q, const struct weight_draws *draws)
{
    double shares[MAX_SCORE_TERMS];

    out->draws = out->kept = WEIGHT_DRAWS;
    if (out->has_unmet_necessary)
        return; /* no weights help */
    for (size_t t = 0; t < draws->terms; t++) {
        const struct term_result *term = &q->entry->terms[t];
        shares[t] = term->total ? (double)term->met / term->total : 1;
    }
    uint32_t passing = weights_passing(draws, shares, exact_double(q->mark));
    out->kept = out->is_passed ? passing : WEIGHT_DRAWS - passing;
}

bool sensitivity_of(struct sensitivity *out, struct arena *arena, const struct decision *decision,
                    const struct weight_draws *draws)
{
    struct question q;
    struct check_list lacking = {0};

    *out = (struct sensitivity){.decision = decision};
    if (!find_question(&q, decision))
        return false;
    collect(&lacking, arena, &q, CHECK_UNMET, true);
    out->mark = q.mark;
    out->has_unmet_necessary = lacking.count > 0;
    out->is_passed = !lacking.count && exact_compare(q.entry->score, q.mark) >= 0;
    find_smallest(out, arena, &q);
    if (draws)
        weigh_again(out, &q, draws);
    return true;
}
