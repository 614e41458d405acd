/* half_year.h - which half-year of a membership is judged (decision-rules §3). Private to decide/. */
#ifndef DECIDE_HALF_YEAR_H
#define DECIDE_HALF_YEAR_H

#include "base/arena.h"
#include "base/date.h"

#include <stdbool.h>

struct half_year {
    int year, half;              /* half 1: January to June */
    date from, to;
    date member_from, member_to; /* the part of it in the membership; from > to when there is none */
    bool has_ended;              /* by as_of, with a day of membership in it */
    int months;                  /* whole calendar months of membership; 0 while it runs */
};

/* The latest half-year that ended by as_of with a day of membership in it, else the running one. */
struct half_year half_year_to_judge(date as_of, date valid_from, date valid_to);

/* "2026H1" */
const char *half_year_name(struct arena *arena, const struct half_year *half);
const char *half_year_before_name(struct arena *arena, const struct half_year *half);

#endif
