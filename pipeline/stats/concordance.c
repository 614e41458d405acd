/* concordance.c - agreement between the experts of an assessment. */
#include "stats/parts.h"

#include "model/scheme.h"

static uint32_t ratings(const struct check_result *check)
{
    uint32_t sum = 0;

    for (int i = 0; i < FINDING_RESULT_COUNT; i++)
        sum += check->votes[i];
    return sum;
}

static bool is_unanimous(const struct check_result *check)
{
    int kinds = 0;

    for (int i = 0; i < FINDING_RESULT_COUNT; i++)
        kinds += check->votes[i] > 0;
    return kinds < 2;
}

/* Fleiss 1971: the mean share of agreeing pairs, against the share that chance would give. */
bool concordance_kappa(const struct votes_of *votes, size_t count, double *observed, double *kappa)
{
    double shares[FINDING_RESULT_COUNT] = {0}, agreeing = 0, expected = 0, n = 0;

    for (int k = 0; k < FINDING_RESULT_COUNT; k++)
        n += votes[0].votes[k];
    for (size_t i = 0; i < count; i++)
        for (int k = 0; k < FINDING_RESULT_COUNT; k++) {
            double v = votes[i].votes[k];
            shares[k] += v / (n * (double)count);
            agreeing += v * (v - 1) / (n * (n - 1) * (double)count);
        }
    for (int k = 0; k < FINDING_RESULT_COUNT; k++)
        expected += shares[k] * shares[k];
    *observed = agreeing;
    *kappa = 0;
    for (int k = 0; k < FINDING_RESULT_COUNT; k++) {
        size_t of_kind = 0;
        for (size_t i = 0; i < count; i++)
            of_kind += votes[i].votes[k] == (uint32_t)n;
        if (of_kind == count)
            return false; /* chance alone agrees wholly */
    }
    *kappa = (agreeing - expected) / (1 - expected);
    return true;
}

/* The number of experts that most items were rated by; the greater of two. 0: none by two. */
static uint32_t most_common(const struct docket_entry *entry, uint32_t most, struct arena *arena)
{
    uint32_t *items = ARENA_ARRAY(arena, uint32_t, most + 1), best = 0;

    for (size_t i = 0; i < entry->checklist->count; i++)
        if (entry->checks[i].is_asked)
            items[ratings(&entry->checks[i])]++;
    for (uint32_t n = 2; n <= most; n++)
        if (items[n] && (!best || items[n] >= items[best]))
            best = n;
    return best;
}

bool concordance_of(struct concordance *out, struct arena *arena, const struct decision *decision)
{
    const struct docket_entry *entry = decision->entry;
    struct check_list split = {0};
    uint32_t most = 0;

    *out = (struct concordance){.decision = decision};
    if (!entry || !entry->checks || !entry->assessment)
        return false;
    for (size_t i = 0; i < entry->checklist->count; i++)
        if (entry->checks[i].is_asked && ratings(&entry->checks[i]) > most)
            most = ratings(&entry->checks[i]);
    out->raters = most_common(entry, most, arena);
    if (!out->raters)
        return false;
    struct votes_of *votes = ARENA_ARRAY(arena, struct votes_of, entry->checklist->count);
    for (size_t i = 0; i < entry->checklist->count; i++) {
        const struct check_result *check = &entry->checks[i];
        if (!check->is_asked || !ratings(check))
            continue;
        if (!is_unanimous(check))
            *ARENA_PUSH(arena, &split) = (uint16_t)i;
        if (ratings(check) != out->raters) {
            out->others++;
            continue;
        }
        for (int k = 0; k < FINDING_RESULT_COUNT; k++)
            votes[out->rated].votes[k] = check->votes[k];
        out->rated++;
    }
    out->has_kappa = concordance_kappa(votes, out->rated, &out->observed, &out->kappa);
    out->split = split.items;
    out->split_count = split.count;
    return true;
}
