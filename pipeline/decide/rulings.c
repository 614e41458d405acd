/* rulings.c - rulings checked against proposals, and outcomes. */
#include "decide/rulings.h"

#include "base/text.h"
#include "decide/judge.h"
#include "model/ruling.h"

#include <stdlib.h>
#include <string.h>

struct rulings {
    struct arena *arena;
    const struct plan_input *input;
    struct decision *decisions;
    size_t count;
    struct plan_findings *findings;
    const struct ruling **previous; /* by ruling: the one used before it for the same proposal; NULL: none */
    const struct ruling **last;     /* by decision: the one used last */
};

static int compare_id(const void *key, const void *decision)
{
    return strcmp(key, ((const struct decision *)decision)->proposal_id);
}

static const char *level_word(const struct decision *d, int level)
{
    return level >= 0 ? d->scheme->programme->levels[level] : NULL;
}

static void refuse(struct rulings *r, const struct ruling *ruling, const struct decision *d, enum reject_code code,
                   struct message message)
{
    struct reject *reject = ARENA_PUSH(r->arena, &r->findings->rejects);
    const struct export *export = r->input->export;
    size_t file = 0;

    while (file < export->files.count && strcmp(export->files.items[file].path, ruling->place.file) != 0)
        file++;
    *reject = (struct reject){.place = ruling->place, .file_index = file, .type = RECORD_RULINGS, .id = ruling->id,
                              .code = code, .message = message, .unit = d ? d->unit : NULL,
                              .programme = d ? d->scheme->programme : NULL};
}

/* Whether the proposal's programme is decided in this run at all. */
static bool is_decided_here(const struct rulings *r, const char *proposal_id)
{
    size_t length = strcspn(proposal_id, "/");
    const struct vocabulary *vocabulary = &r->input->rules->vocabulary;

    for (size_t i = 0; i < vocabulary->count; i++) {
        const struct programme *p = &vocabulary->programmes[i];
        if (strlen(p->id) == length && memcmp(p->id, proposal_id, length) == 0)
            return rule_set_scheme(r->input->rules, p) && (!r->input->is_wanted || r->input->is_wanted[i]);
    }
    return true;
}

static const char *quote_or_null(struct arena *arena, const char *text)
{
    return text ? arena_printf(arena, "\"%s\"", text) : "null";
}

/* Not set when what a ruling decided instead is possible; else what is wrong. */
static struct message fault_of_decided(struct arena *arena, const struct ruling *ruling, const struct decision *d)
{
    enum action action = action_from_word(ruling->decided_action);
    unsigned allowed = ruling_permits(d);
    int to = ruling->decided_to ? programme_level(d->scheme->programme, ruling->decided_to) : -1;

    if (action == ACTION_COUNT || !(allowed & 1U << action))
        return d->is_early
                   ? message_print(arena, "decided.action: found \"%s\", expected an action of an early upgrade",
                                   ruling->decided_action)
                   : message_print(arena, "decided.action: found \"%s\", expected an action of a %s",
                                   ruling->decided_action, matter_word(d->matter));
    if (ruling->decided_to && to < 0)
        return message_print(arena, "decided.to: found \"%s\", which is no level of %s", ruling->decided_to,
                             d->scheme->programme->id);
    if (d->action != ACTION_NONE && !ruling_level_fits(d, action, to)) /* a proposal of none has no outcome to fit */
        return message_print(arena,
                             to < 0 ? "decided.to: found %s, expected a level after \"%s\""
                                    : "decided.to: found %s, expected null after \"%s\"",
                             quote_or_null(arena, ruling->decided_to), ruling->decided_action);
    return (struct message){0};
}

static size_t position_of(const struct rulings *r, const struct ruling *ruling)
{
    return (size_t)(ruling - r->input->export->rulings.items);
}

static void remember(struct rulings *r, const struct ruling *ruling, const struct decision *d)
{
    r->previous[position_of(r, ruling)] = r->last[d - r->decisions];
    r->last[d - r->decisions] = ruling;
}

/* False for a second ruling on the same proposal and day: a repetition is counted, a
 * contradiction refused. Only rulings that fit occupy their id. */
static bool is_first(struct rulings *r, const struct ruling *ruling, const struct decision *d)
{
    const struct ruling *other = r->last[d - r->decisions];

    while (other && other->on != ruling->on)
        other = r->previous[position_of(r, other)];
    if (!other)
        return true;
    if (other->content == ruling->content)
        *ARENA_PUSH(r->arena, &r->findings->duplicates) = ruling->place;
    else
        refuse(r, ruling, d, REJECT_DUPLICATE_ID,
               message_of("found another ruling on this proposal of the same day, expected one ruling a day"));
    return false;
}

static bool is_same_holder(const struct decision *a, const struct decision *b)
{
    return a->unit == b->unit && a->scheme == b->scheme;
}

static bool is_stale(const struct ruling *ruling, const struct decision *d)
{
    return strcmp(ruling->action, action_word(d->action)) != 0 || !text_equal(ruling->to, level_word(d, d->to));
}

static bool is_usable(struct rulings *r, const struct ruling *ruling, const struct decision *d)
{
    const char *proposed = action_word(d->action);

    if (is_stale(ruling, d)) {
        refuse(r, ruling, d, REJECT_STALE_RULING,
               message_print(r->arena, "rules on %s to %s, but this run proposes %s to %s", ruling->action,
                             quote_or_null(r->arena, ruling->to), proposed,
                             quote_or_null(r->arena, level_word(d, d->to))));
        return false;
    }
    struct message fault = ruling->has_decided ? fault_of_decided(r->arena, ruling, d) : (struct message){0};
    if (message_is_set(&fault)) {
        refuse(r, ruling, d, REJECT_BAD_FIELD, fault);
        return false;
    }
    if (!ruling->remark && (ruling->word == RULING_CHANGED || (d->is_held && ruling->word == RULING_APPROVED))) {
        refuse(r, ruling, d, REJECT_REMARK_MISSING, message_of("remark: found nothing, expected the reason"));
        return false;
    }
    return is_first(r, ruling, d);
}

/* A ruling dated after as_of does not count yet; the subject's lines say so. */
static void set_aside(struct rulings *r, const struct decision *ruled)
{
    for (size_t i = (size_t)(ruled - r->decisions); i-- > 0 && is_same_holder(&r->decisions[i], ruled);)
        judge_add_note(&r->decisions[i], r->arena, "future");
    for (size_t i = (size_t)(ruled - r->decisions); i < r->count && is_same_holder(&r->decisions[i], ruled); i++)
        judge_add_note(&r->decisions[i], r->arena, "future");
}

/* An export holds the rulings of earlier periods too: one that was taken then is no fault where the proposal
 * has moved on, and does not rule on a violation that came after it. */
static bool is_done_with(const struct rulings *r, const struct ruling *ruling, const struct decision *d)
{
    return (!d || d->is_for_violation || is_stale(ruling, d)) &&
           ledger_has_ruled(r->input->ledger, ruling->proposal_id, ruling->on);
}

static void take(struct rulings *r, const struct ruling *ruling)
{
    struct decision *d =
        r->count ? bsearch(ruling->proposal_id, r->decisions, r->count, sizeof *r->decisions, compare_id) : NULL;

    if (!is_decided_here(r, ruling->proposal_id))
        return;
    if (ruling->on > r->input->export->as_of) {
        if (d)
            set_aside(r, d);
        return;
    }
    if (is_done_with(r, ruling, d))
        return;
    if (!d) {
        refuse(
            r, ruling, NULL, REJECT_UNKNOWN_PROPOSAL,
            message_print(r->arena, "found proposal_id \"%s\", expected a proposal of this run", ruling->proposal_id));
        return;
    }
    if (is_usable(r, ruling, d)) {
        remember(r, ruling, d);
        if (!d->ruling || ruling->on > d->ruling->on)
            d->ruling = ruling;
    }
}

static void set_outcome(struct decision *d, enum action action, int to)
{
    d->has_outcome = true;
    d->outcome_action = action;
    d->outcome_to = to;
}

/* decision-rules §1: what a cycle ends with; a rejected reissue or withdrawal ends it too. */
static bool closes(const struct decision *d)
{
    static const unsigned closing = 1U << ACTION_MAINTAIN | 1U << ACTION_CERTIFY | 1U << ACTION_UPGRADE |
                                    1U << ACTION_DOWNGRADE | 1U << ACTION_REVOKE | 1U << ACTION_COMMEND |
                                    1U << ACTION_WARN | 1U << ACTION_REJECT | 1U << ACTION_REISSUE |
                                    1U << ACTION_WITHDRAW;

    if (d->has_outcome)
        return closing & 1U << d->outcome_action;
    return d->ruling && d->ruling->word == RULING_REJECTED &&
           (d->action == ACTION_REISSUE || d->action == ACTION_WITHDRAW);
}

/* What later periods must know. A rectification that the office decided on its own has the usual time. */
static void mark(struct decision *d, const struct export *export)
{
    if (d->has_outcome && d->outcome_action == ACTION_RECTIFY && d->deadline == DATE_NONE &&
        d->scheme->rectify_days.value)
        d->deadline = export->as_of + d->scheme->rectify_days.value;
    d->closes = closes(d);
    d->bars = d->bars && d->has_outcome && d->outcome_action == ACTION_REVOKE;
    d->settles_violations = d->is_for_violation && d->ruling &&
                            (d->ruling->word == RULING_REJECTED || d->ruling->word == RULING_CHANGED);
}

static void decide_outcome(struct decision *d)
{
    const struct ruling *ruling = d->ruling;

    if (d->action == ACTION_NONE)
        return;
    if (ruling && ruling->word == RULING_CHANGED) {
        set_outcome(d, action_from_word(ruling->decided_action),
                    ruling->decided_to ? programme_level(d->scheme->programme, ruling->decided_to) : -1);
    } else if (!d->needs_approval || (ruling && ruling->word == RULING_APPROVED)) {
        set_outcome(d, d->action, d->to);
    } else if (ruling && ruling->word == RULING_REJECTED && d->matter == MATTER_REVIEW &&
               d->action == ACTION_UPGRADE && !d->is_early) {
        set_outcome(d, ACTION_MAINTAIN, d->from);
    }
}

void rulings_apply(struct decision *decisions, size_t count, struct arena *arena, const struct plan_input *input,
                   struct plan_findings *findings)
{
    struct rulings r = {arena, input, decisions, count, findings,
                        ARENA_ARRAY(arena, const struct ruling *, input->export->rulings.count),
                        ARENA_ARRAY(arena, const struct ruling *, count)};

    for (size_t i = 0; i < input->export->rulings.count; i++)
        take(&r, &input->export->rulings.items[i]);
    for (size_t i = 0; i < count; i++) {
        decide_outcome(&decisions[i]);
        mark(&decisions[i], input->export);
    }
}
