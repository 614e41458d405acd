/* groups.h - the records of an export by unit and programme. Private to decide/. */
#ifndef DECIDE_GROUPS_H
#define DECIDE_GROUPS_H

#include "base/arena.h"
#include "model/docket.h"

struct groups;

/* The records of one unit in one programme. */
struct folder {
    const struct unit *unit;
    const struct scheme *scheme;
    const void *const *certificates; /* struct certificate */
    size_t certificate_count;
    const struct submission *const *papers; /* dated up to as_of, in order of reading */
    size_t paper_count;
    const struct submission *const *future_papers;
    size_t future_paper_count;
    const void *const *assessments; /* struct assessment */
    size_t assessment_count;
    const struct person *const *people; /* of the unit, in order of id */
    size_t people_count;
};

const struct groups *groups_make(struct arena *arena, const struct rule_set *rules, const struct export *export);
struct folder groups_folder(const struct groups *groups, const struct unit *unit, const struct scheme *scheme);

#endif
