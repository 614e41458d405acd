/* brake.c - this period against the last one in the register.
 *
 * A month of which half got lost on its way looks like a month in which half the units
 * did nothing. So what differs too much from the period before needs a person's word. */
#include "decide/brake.h"

#include "base/text.h"

static void count_programme(struct programme_count *count, const struct plan *plan, const struct docket *docket)
{
    count->evidence = docket->accepted[count->programme->index];
    for (size_t i = 0; i < plan->count; i++) {
        const struct decision *d = &plan->decisions[i];
        if (d->scheme->programme != count->programme || (d->status != STATUS_DUE && d->status != STATUS_OVERDUE))
            continue;
        count->due++;
        count->adverse += action_is_adverse(d->action);
    }
}

static const struct past_count *find_past(const struct past_count *counts, size_t count,
                                          const struct programme *programme)
{
    for (size_t i = 0; i < count; i++)
        if (counts[i].programme == programme)
            return &counts[i];
    return NULL;
}

/* What this period was recorded with has been let through, or confirmed, already. */
static bool is_recorded_so(const struct programme_count *now, const struct ledger *ledger)
{
    const struct past_count *own = find_past(ledger->own_counts.items, ledger->own_counts.count, now->programme);

    return own && own->evidence == now->evidence && own->due == now->due && own->adverse == now->adverse;
}

static bool has_lost_evidence(const struct programme_count *now, const struct past_count *past,
                              const struct brake_rules *rules)
{
    return now->evidence * 100 < past->evidence * (100 - rules->evidence_lost_percent.value);
}

/* Shares compared by cross products: exact. */
static bool has_many_adverse(const struct programme_count *now, const struct past_count *past,
                             const struct brake_rules *rules)
{
    return now->adverse * 100 > now->due * rules->adverse_percent.value &&
           now->adverse * past->due > rules->adverse_times.value * past->adverse * now->due;
}

static struct message fault_of(struct arena *arena, const struct programme_count *now, const struct ledger *ledger,
                               const struct brake_rules *rules)
{
    const struct past_count *past = find_past(ledger->counts.items, ledger->counts.count, now->programme);

    if (!past || now->due < rules->fewest_due.value || is_recorded_so(now, ledger))
        return (struct message){0};
    if (has_lost_evidence(now, past, rules))
        return message_print(arena, "%s: %lld accepted pieces of evidence, %s had %lld", now->programme->id,
                             (long long)now->evidence, ledger->counted_period, (long long)past->evidence);
    if (has_many_adverse(now, past, rules))
        return message_print(arena, "%s: %lld adverse proposals of %lld due, %s had %lld of %lld", now->programme->id,
                             (long long)now->adverse, (long long)now->due, ledger->counted_period,
                             (long long)past->adverse, (long long)past->due);
    return (struct message){0};
}

void brake_check(struct plan *plan, struct arena *arena, const struct plan_input *input)
{
    struct programme_count *counts = ARENA_ARRAY(arena, struct programme_count, input->rules->scheme_count);

    plan->counts = counts;
    for (size_t i = 0; i < input->rules->scheme_count; i++) {
        const struct programme *programme = input->rules->schemes[i].programme;
        if (input->is_wanted && !input->is_wanted[programme->index])
            continue;
        struct programme_count *count = &counts[plan->count_count++];
        count->programme = programme;
        count_programme(count, plan, input->docket);
        if (input->ledger && !message_is_set(&plan->brake))
            plan->brake = fault_of(arena, count, input->ledger, &input->rules->brake);
    }
    if (message_is_set(&plan->brake) && input->confirmed && text_equal(input->confirmed, plan->digest))
        plan->brake = (struct message){0};
}
