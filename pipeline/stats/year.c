/* year.c - who stands out, and who only just passed, by the multiples of the scheme. */
#include "stats/parts.h"

#include "model/scheme.h"

/* Whether a number can be greater than what is asked: a part of a whole cannot. */
static bool can_exceed(const struct requirement_result *result)
{
    const struct requirement *requirement = result->requirement;

    if (!requirement || result->is_yes_no || result->required.num <= 0)
        return false;
    return requirement->source == SOURCE_SCORE ||
           (requirement->source == SOURCE_CONDITIONS && requirement->conditions[0].comparison == AT_LEAST);
}

/* Every requirement met, and no proposal or finding against the subject. */
static bool is_sound(const struct decision *decision)
{
    if (!decision->requirement_count || action_is_adverse(decision->action) || decision->is_held)
        return false;
    for (size_t i = 0; i < decision->requirement_count; i++)
        if (!decision->requirements[i].is_met)
            return false;
    return decision->status != STATUS_EXPIRED && decision->status != STATUS_DECIDED;
}

/* How many numbers can exceed their threshold, and how many reach a multiple of it. */
static size_t count_reaching(const struct decision *decision, struct exact multiple, size_t *numbers)
{
    size_t reaching = 0;

    *numbers = 0;
    for (size_t i = 0; i < decision->requirement_count; i++) {
        const struct requirement_result *result = &decision->requirements[i];
        if (!can_exceed(result))
            continue;
        ++*numbers;
        reaching += exact_compare(result->value, exact_multiply(result->required, multiple)) >= 0;
    }
    return reaching;
}

bool year_is_outstanding(const struct decision *decision)
{
    const struct multiple *multiple = &decision->scheme->outstanding;
    size_t numbers;

    return multiple->name && decision->held_certificate && is_sound(decision) &&
           count_reaching(decision, multiple->value, &numbers) == numbers && numbers;
}

bool year_is_near(const struct decision *decision)
{
    const struct multiple *multiple = &decision->scheme->near;
    size_t numbers;

    return multiple->name && decision->held_certificate && is_sound(decision) &&
           count_reaching(decision, multiple->value, &numbers) < numbers;
}
