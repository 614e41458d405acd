/* plan.c - the steps of the plan in order. */
#include "decide/plan.h"

#include "base/digest.h"
#include "decide/brake.h"
#include "decide/changes.h"
#include "decide/hold.h"
#include "decide/issue.h"
#include "decide/judge.h"
#include "decide/rulings.h"

#include <stdlib.h>
#include <string.h>

static int compare_proposals(const void *a, const void *b)
{
    return strcmp(((const struct decision *)a)->proposal_id, ((const struct decision *)b)->proposal_id);
}

/* A line gets papers when it proposes something, or is due and must be looked at. */
static bool has_papers(const struct decision *d)
{
    return d->action != ACTION_NONE || status_is_due(d->status);
}

static bool is_same_subject(const struct decision *a, const struct decision *b)
{
    return a->unit == b->unit && a->scheme == b->scheme && a->track == b->track;
}

static struct packet make_packet(struct arena *arena, const struct decision *const *list, size_t count)
{
    const struct decision *d = list[0];
    const struct programme *programme = d->scheme->programme;
    struct packet packet = {.decisions = list, .count = count};

    packet.folder = d->track < 0 ? arena_printf(arena, "packets/%s/%s", programme->id, d->unit->id)
                                 : arena_printf(arena, "packets/%s/%s/%s", programme->id, d->unit->id,
                                                programme->tracks[d->track].id);
    for (size_t i = 0; i < count; i++)
        packet.has_notice |= (list[i]->has_outcome ? list[i]->outcome_action : list[i]->action) != ACTION_NONE;
    return packet;
}

/* Decisions are sorted by proposal_id, which begins with scheme, unit and track: a subject's stand together. */
static void make_packets(struct plan *plan, struct arena *arena, const struct plan_input *input)
{
    const struct decision **shown = ARENA_ARRAY(arena, const struct decision *, plan->count);
    struct packet *packets = ARENA_ARRAY(arena, struct packet, plan->count);
    size_t n = 0;

    for (size_t i = 0; i < plan->count; i++)
        if (has_papers(&plan->decisions[i]))
            shown[n++] = &plan->decisions[i];
    for (size_t i = 0, last; i < n; i = last) {
        for (last = i + 1; last < n && is_same_subject(shown[i], shown[last]);)
            last++;
        struct packet *packet = &packets[plan->packet_count++];
        *packet = make_packet(arena, &shown[i], last - i);
        if (input->missing_in_packet)
            packet->missing_char = input->missing_in_packet(input->missing_context, packet);
    }
    plan->packets = packets;
}

/* What is proposed, what was ruled, on which figures: what a confirmation confirms. */
static void digest_plan(struct plan *plan, struct arena *arena)
{
    struct digest *digest = digest_new();

    for (size_t i = 0; i < plan->count; i++) {
        const struct decision *d = &plan->decisions[i];
        const char *text = arena_printf(arena, "%s %d %d %d %d %d %d %d\n", d->proposal_id, (int)d->status,
                                        (int)d->action, d->to, d->attained, (int)d->is_held,
                                        d->has_outcome ? (int)d->outcome_action : -1, d->outcome_to);
        digest_add(digest, text, strlen(text));
    }
    digest_finish(digest, plan->digest);
}

const struct plan *plan_make(struct arena *arena, const struct plan_input *input, struct plan_findings *findings)
{
    const struct docket *docket = input->docket;
    struct plan *plan = ARENA_NEW(arena, struct plan);
    struct decision *decisions = ARENA_ARRAY(arena, struct decision, docket->count);
    const struct hold_index *holds = hold_index_make(arena, input->export, docket->programmes);

    for (size_t i = 0; i < docket->count; i++) {
        judge(&decisions[i], arena, &docket->entries[i], docket, input->export, input->ledger);
        hold_if_adverse(&decisions[i], &docket->entries[i], holds);
    }
    if (docket->count)
        qsort(decisions, docket->count, sizeof *decisions, compare_proposals);
    rulings_apply(decisions, docket->count, arena, input, findings);
    plan->decisions = decisions;
    plan->count = docket->count;
    digest_plan(plan, arena);
    brake_check(plan, arena, input);
    if (!message_is_set(&plan->brake))
        issue_certificates(decisions, docket->count, arena, input);
    for (size_t i = 0; i < docket->count; i++)
        judge_settle_notes(&decisions[i]);
    if (input->ledger && !message_is_set(&plan->brake))
        changes_make(plan, arena, input);
    make_packets(plan, arena, input);
    return plan;
}
