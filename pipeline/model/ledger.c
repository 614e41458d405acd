/* ledger.c - look-ups in what the register knew. */
#include "model/ledger.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Position of the first of `count` items whose key is not less than `key`. */
static size_t lower_bound(const void *items, size_t count, size_t size, size_t key_at, const char *key)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        const char *const *found = (const char *const *)(const void *)((const char *)items + middle * size + key_at);
        if (strcmp(*found, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct past_decision *ledger_decision(const struct ledger *ledger, const char *proposal_id)
{
    if (!ledger)
        return NULL;
    size_t at = lower_bound(ledger->decisions.items, ledger->decisions.count, sizeof *ledger->decisions.items,
                            offsetof(struct past_decision, proposal_id), proposal_id);
    return at < ledger->decisions.count && strcmp(ledger->decisions.items[at].proposal_id, proposal_id) == 0
               ? &ledger->decisions.items[at]
               : NULL;
}

bool ledger_is_closed(const struct ledger *ledger, const char *proposal_id)
{
    const struct past_decision *past = ledger_decision(ledger, proposal_id);

    return past && past->is_closed;
}

const struct past_decision *ledger_of_subject(const struct ledger *ledger, const char *prefix, size_t *count)
{
    *count = 0;
    if (!ledger)
        return NULL;
    size_t length = strlen(prefix);
    size_t at = lower_bound(ledger->decisions.items, ledger->decisions.count, sizeof *ledger->decisions.items,
                            offsetof(struct past_decision, proposal_id), prefix);
    while (at + *count < ledger->decisions.count &&
           strncmp(ledger->decisions.items[at + *count].proposal_id, prefix, length) == 0)
        ++*count;
    return *count ? &ledger->decisions.items[at] : NULL;
}

bool ledger_is_settled(const struct ledger *ledger, const char *scheme, const char *evidence_id)
{
    char key[160];
    const char *wanted = key;

    if (!ledger || !ledger->settled.count)
        return false;
    snprintf(key, sizeof key, "%s/%s", scheme, evidence_id);
    return bsearch(&wanted, ledger->settled.items, ledger->settled.count, sizeof *ledger->settled.items, text_compare);
}

/* Position of the first issue of a proposal, or where it would stand. */
static size_t first_issue(const struct ledger *ledger, const char *proposal_id)
{
    return lower_bound(ledger->issues.items, ledger->issues.count, sizeof *ledger->issues.items,
                       offsetof(struct past_issue, proposal_id), proposal_id);
}

static bool is_issue_of(const struct ledger *ledger, size_t at, const char *proposal_id)
{
    return at < ledger->issues.count && strcmp(ledger->issues.items[at].proposal_id, proposal_id) == 0;
}

const struct past_issue *ledger_first_issue(const struct ledger *ledger, const char *proposal_id)
{
    if (!ledger)
        return NULL;
    size_t at = first_issue(ledger, proposal_id);
    return is_issue_of(ledger, at, proposal_id) ? &ledger->issues.items[at] : NULL;
}

const struct past_issue *ledger_same_issue(const struct ledger *ledger, const char *proposal_id, const char *content,
                                           const char *certificate_no)
{
    if (!ledger)
        return NULL;
    for (size_t at = first_issue(ledger, proposal_id); is_issue_of(ledger, at, proposal_id); at++) {
        const struct past_issue *past = &ledger->issues.items[at];
        if (strcmp(past->content, content) == 0 &&
            (!certificate_no || strcmp(past->certificate_no, certificate_no) == 0))
            return past;
    }
    return NULL;
}

bool ledger_has_ruled(const struct ledger *ledger, const char *proposal_id, date on)
{
    if (!ledger)
        return false;
    size_t at = lower_bound(ledger->rulings.items, ledger->rulings.count, sizeof *ledger->rulings.items,
                            offsetof(struct past_ruling, proposal_id), proposal_id);
    return at < ledger->rulings.count && strcmp(ledger->rulings.items[at].proposal_id, proposal_id) == 0 &&
           on <= ledger->rulings.items[at].on;
}

const struct history *run_history(const struct run *run, const struct packet *packet)
{
    if (!run->histories)
        return NULL;
    const struct history *history = &run->histories[packet - run->plan->packets];
    return history->count || history->certificate_count ? history : NULL;
}
