/* month.h - a run at a glance: what the first sheet tells. */
#ifndef WORKBOOK_MONTH_H
#define WORKBOOK_MONTH_H

#include "base/arena.h"
#include "model/scheme.h"

/* Decisions worth a line of their own: on hold in order of proposal_id, the
 * others in order of their day. */
struct decision_list {
    const struct decision **items;
    size_t count, capacity;
};

struct month {
    const struct run *run;
    date horizon;                      /* the next run's as_of; a month on when it is not given */
    const struct packet **packet_of;   /* by position of the decision; NULL: no papers */
    size_t (*by_action)[ACTION_COUNT]; /* by position of the scheme */
    size_t actions[ACTION_COUNT], waiting[ACTION_COUNT], held[ACTION_COUNT];
    size_t waiting_count, held_count;
    struct decision_list on_hold, opening, ending;
    size_t rejects[REJECT_REGISTER_CONFLICT + 1];
    size_t held_back; /* packets whose papers lack a character */
};

void month_fill(struct month *month, struct arena *arena, const struct run *run);

/* A review that is not due and opens by the horizon. */
bool month_opens(const struct month *month, const struct decision *decision);
/* A certificate that ends before the next run sees it. */
bool month_ends(const struct month *month, const struct decision *decision);
/* True when a character of the decision's papers is in no font, so that they were not drawn. */
bool month_lacks(const struct month *month, const struct decision *decision);
/* Packet of a decision whose papers were drawn; NULL when there are none. */
const struct packet *month_papers(const struct month *month, const struct decision *decision);

#endif
