/* month.c - counting a run. */
#include "workbook/month.h"

#include "workbook/words.h"

#include <stdlib.h>
#include <string.h>

bool month_opens(const struct month *month, const struct decision *decision)
{
    return decision->matter == MATTER_REVIEW && decision->status == STATUS_NOT_DUE && !decision->is_early &&
           decision->opens != DATE_NONE && decision->opens <= month->horizon;
}

bool month_ends(const struct month *month, const struct decision *decision)
{
    const struct certificate *held = decision->held_certificate;

    return held && (decision->matter == MATTER_REVIEW || decision->matter == MATTER_HALF_YEAR) &&
           decision->status != STATUS_DECIDED && !decision->is_early && held->valid_to >= month->run->export->as_of &&
           held->valid_to < month->horizon;
}

static int compare_proposal(const void *key, const void *decision)
{
    return strcmp(key, ((const struct decision *)decision)->proposal_id);
}

static void map_packets(struct month *month, struct arena *arena)
{
    const struct plan *plan = month->run->plan;

    month->packet_of = ARENA_ARRAY(arena, const struct packet *, plan->count);
    for (size_t i = 0; i < plan->packet_count; i++) {
        const struct packet *packet = &plan->packets[i];

        month->held_back += packet->missing_char != 0;
        for (size_t j = 0; j < packet->count; j++) {
            const struct decision *found = bsearch(packet->decisions[j]->proposal_id, plan->decisions, plan->count,
                                                   sizeof *plan->decisions, compare_proposal);
            if (found)
                month->packet_of[found - plan->decisions] = packet;
        }
    }
}

bool month_lacks(const struct month *month, const struct decision *decision)
{
    const struct packet *packet = month->packet_of[decision - month->run->plan->decisions];

    return packet && packet->missing_char;
}

const struct packet *month_papers(const struct month *month, const struct decision *decision)
{
    const struct packet *packet = month->packet_of[decision - month->run->plan->decisions];

    return packet && !packet->missing_char ? packet : NULL;
}

static void count_decision(struct month *month, struct arena *arena, const struct decision *decision)
{
    const struct rule_set *rules = month->run->rules;

    for (size_t i = 0; i < rules->scheme_count; i++)
        if (&rules->schemes[i] == decision->scheme)
            month->by_action[i][decision->action]++;
    month->actions[decision->action]++;
    if (decision_waits(decision)) {
        month->waiting[decision->action]++;
        month->waiting_count++;
    }
    if (decision_is_on_hold(decision)) {
        month->held[decision->action]++;
        month->held_count++;
        *ARENA_PUSH(arena, &month->on_hold) = decision;
    }
    if (month_opens(month, decision))
        *ARENA_PUSH(arena, &month->opening) = decision;
    if (month_ends(month, decision))
        *ARENA_PUSH(arena, &month->ending) = decision;
}

static int by_day(date a, date b, const struct decision *x, const struct decision *y)
{
    return a != b ? (a > b) - (a < b) : strcmp(x->proposal_id, y->proposal_id);
}

static int compare_opening(const void *a, const void *b)
{
    const struct decision *x = *(const struct decision *const *)a, *y = *(const struct decision *const *)b;

    return by_day(x->opens, y->opens, x, y);
}

static int compare_ending(const void *a, const void *b)
{
    const struct decision *x = *(const struct decision *const *)a, *y = *(const struct decision *const *)b;

    return by_day(x->held_certificate->valid_to, y->held_certificate->valid_to, x, y);
}

static void sort(struct decision_list *list, int (*compare)(const void *, const void *))
{
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, compare);
}

void month_fill(struct month *month, struct arena *arena, const struct run *run)
{
    const struct export *export = run->export;

    *month = (struct month){.run = run};
    month->horizon = export->next_as_of != DATE_NONE ? export->next_as_of : date_add_months(export->as_of, 1);
    month->by_action = arena_alloc(arena, run->rules->scheme_count, sizeof *month->by_action);
    map_packets(month, arena);
    for (size_t i = 0; i < run->plan->count; i++)
        count_decision(month, arena, &run->plan->decisions[i]);
    for (size_t i = 0; i < export->rejects.count; i++)
        month->rejects[export->rejects.items[i].code]++;
    sort(&month->opening, compare_opening);
    sort(&month->ending, compare_ending);
}
