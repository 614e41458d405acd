/* ruling.c - actions by matter, levels by action. */
#include "model/ruling.h"

/* decision-rules §1. */
static const unsigned permitted[MATTER_COUNT] = {
#define BIT(action) (1U << ACTION_##action)
    [MATTER_REVIEW] = BIT(MAINTAIN) | BIT(UPGRADE) | BIT(DOWNGRADE) | BIT(REVOKE) | BIT(WARN) | BIT(RECTIFY),
    [MATTER_TRIAL] = BIT(CERTIFY) | BIT(REJECT),
    [MATTER_APPLICATION] = BIT(CERTIFY) | BIT(REJECT),
    [MATTER_HALF_YEAR] = BIT(COMMEND) | BIT(MAINTAIN) | BIT(WARN) | BIT(REVOKE),
    [MATTER_CHANGE] = BIT(REISSUE) | BIT(REJECT),
    [MATTER_WITHDRAWAL] = BIT(WITHDRAW) | BIT(NONE),
};
static const unsigned permitted_early = BIT(UPGRADE) | BIT(NONE);
static const unsigned permitted_before_half_year = BIT(REVOKE) | BIT(NONE); /* a half-year not due */
#undef BIT

static bool keeps_nothing(enum action action)
{
    return action == ACTION_REVOKE || action == ACTION_WITHDRAW || action == ACTION_REJECT;
}

unsigned ruling_permits(const struct decision *d)
{
    if (d->is_early)
        return permitted_early;
    if (d->matter == MATTER_HALF_YEAR && d->status == STATUS_NOT_DUE)
        return permitted_before_half_year;
    return permitted[d->matter];
}

bool ruling_level_fits(const struct decision *d, enum action action, int to)
{
    return d->matter == MATTER_CHANGE || (keeps_nothing(action) ? to < 0 : to >= 0);
}

bool ruling_offers(const struct decision *d, enum action action, int to)
{
    if (!(ruling_permits(d) & 1U << action) || !ruling_level_fits(d, action, to) ||
        (action == d->action && to == d->to))
        return false;
    if (d->matter == MATTER_CHANGE)
        return to == d->to;
    if (action == ACTION_UPGRADE)
        return to > d->from;
    if (action == ACTION_DOWNGRADE)
        return to < d->from;
    return action == ACTION_CERTIFY || keeps_nothing(action) || to == d->from;
}
