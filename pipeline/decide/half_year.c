/* half_year.c - half-years and the membership in them. */
#include "decide/half_year.h"

static struct half_year half_year_of(int year, int half)
{
    struct half_year h = {.year = year, .half = half};

    h.from = date_make(year, half == 1 ? 1 : 7, 1);
    h.to = half == 1 ? date_make(year, 6, 30) : date_make(year, 12, 31);
    return h;
}

static struct half_year before(const struct half_year *h)
{
    return h->half == 2 ? half_year_of(h->year, 1) : half_year_of(h->year - 1, 2);
}

/* Calendar months of the half-year in which the unit was a member every day. */
static int whole_months(const struct half_year *h, date valid_from, date valid_to)
{
    int months = 0;

    for (int m = 0; m < 6; m++)
        months += valid_from <= date_add_months(h->from, m) && date_add_months(h->from, m + 1) - 1 <= valid_to;
    return months;
}

struct half_year half_year_to_judge(date as_of, date valid_from, date valid_to)
{
    int year, month, day;

    date_split(as_of, &year, &month, &day);
    struct half_year running = half_year_of(year, month <= 6 ? 1 : 2), h = running;
    if (h.to > as_of)
        h = before(&h);
    while (h.to >= valid_from && h.from > valid_to)
        h = before(&h);
    if (h.to >= valid_from) {
        h.has_ended = true;
        h.months = whole_months(&h, valid_from, valid_to);
    } else {
        h = running;
    }
    h.member_from = h.from > valid_from ? h.from : valid_from;
    h.member_to = h.to < valid_to ? h.to : valid_to;
    return h;
}

const char *half_year_name(struct arena *arena, const struct half_year *half)
{
    return arena_printf(arena, "%04dH%d", half->year, half->half);
}

const char *half_year_before_name(struct arena *arena, const struct half_year *half)
{
    struct half_year earlier = before(half);

    return half_year_name(arena, &earlier);
}
