/* counts.c - how many of each, and where else a unit stands. */
#include "page/index.h"

#include <stdlib.h>
#include <string.h>

static int compare_proposal(const void *key, const void *decision)
{
    return strcmp(key, ((const struct decision *)decision)->proposal_id);
}

static void find_packets(struct index *index)
{
    const struct plan *plan = index->run->plan;

    index->packet_of = ARENA_ARRAY(index->html->arena, const struct packet *, plan->count);
    for (size_t i = 0; i < plan->packet_count; i++) {
        const struct packet *packet = &plan->packets[i];

        for (size_t j = 0; j < packet->count; j++) {
            const struct decision *found = bsearch(packet->decisions[j]->proposal_id, plan->decisions, plan->count,
                                                   sizeof *plan->decisions, compare_proposal);
            if (found)
                index->packet_of[found - plan->decisions] = packet;
        }
    }
}

static struct of_scheme *scheme_of(struct index *index, const struct scheme *scheme)
{
    const struct rule_set *rules = index->run->rules;

    for (size_t i = 0; i < rules->scheme_count; i++)
        if (&rules->schemes[i] == scheme)
            return &index->schemes[i];
    return NULL;
}

static void count_decisions(struct index *index)
{
    const struct plan *plan = index->run->plan;

    index->schemes = ARENA_ARRAY(index->html->arena, struct of_scheme, index->run->rules->scheme_count);
    for (size_t i = 0; i < plan->count; i++) {
        const struct decision *decision = &plan->decisions[i];
        struct of_scheme *scheme = scheme_of(index, decision->scheme);
        const bool waits = decision_waits(decision), is_on_hold = decision_is_on_hold(decision);

        index->actions[decision->action]++;
        index->waiting += waits;
        index->on_hold += is_on_hold;
        index->unprintable += index->packet_of[i] && index->packet_of[i]->missing_char;
        if (!scheme)
            continue;
        scheme->decisions++;
        scheme->waiting += waits;
        scheme->on_hold += is_on_hold;
        scheme->certificates += decision->certificate_count;
    }
}

static int compare_of_unit(const void *a, const void *b)
{
    const struct of_unit *x = a, *y = b;
    int order = strcmp(x->unit_id, y->unit_id);

    return order ? order : (x->at > y->at) - (x->at < y->at);
}

static void sort_by_unit(struct index *index)
{
    const struct plan *plan = index->run->plan;
    size_t first = 0;

    index->by_unit = ARENA_ARRAY(index->html->arena, struct of_unit, plan->count);
    index->first_of_unit = ARENA_ARRAY(index->html->arena, size_t, plan->count);
    for (size_t i = 0; i < plan->count; i++)
        index->by_unit[i] = (struct of_unit){plan->decisions[i].unit->id, i};
    if (plan->count)
        qsort(index->by_unit, plan->count, sizeof *index->by_unit, compare_of_unit);
    for (size_t k = 0; k < plan->count; k++) {
        if (!k || strcmp(index->by_unit[k].unit_id, index->by_unit[first].unit_id) != 0) {
            first = k;
            index->units++;
        }
        index->first_of_unit[index->by_unit[k].at] = first;
    }
}

void counts_prepare(struct index *index)
{
    find_packets(index);
    count_decisions(index);
    sort_by_unit(index);
}
