/* changes.c - one change at most of each certificate. */
#include "decide/changes.h"

#include "decide/by_unit.h"

#include <string.h>

struct changing {
    struct arena *arena;
    const struct plan_input *input;
    const struct plan *plan;
    struct by_unit by_unit;
    bool *is_changed;         /* by certificate of the export */
    bool *is_kept;            /* the same: counts as valid until its rectification has been looked at again */
    size_t *first_issue;      /* by decision: where its issues stand in is_issue_changed */
    bool *is_issue_changed;
    LIST_OF(struct certificate_change) changes;
};

/* --- what a certificate may be --- */

/* A certificate that stood before (`known`) or that a decision of this run issues. */
struct standing {
    const struct certificate *known; /* NULL: issued now */
    const struct issue *issue;
    bool *is_changed;
};

static const char *number_of(const struct standing *s)
{
    return s->known ? s->known->no : s->issue->certificate_no;
}

static int version_of(const struct standing *s)
{
    return s->known ? s->known->version : s->issue->version;
}

static int track_of(const struct standing *s)
{
    return s->known ? s->known->track : s->issue->track;
}

static size_t position_of(const struct changing *c, const struct certificate *certificate)
{
    return (size_t)(certificate - c->input->export->certificates.items);
}

static bool is_same_holder(const struct decision *a, const struct decision *b)
{
    return a->unit == b->unit && a->scheme == b->scheme;
}

typedef LIST_OF(struct standing) standing_list;

/* Everything valid that the unit has in the programme, once the run's certificates are given out. The
 * decisions of a unit and programme stand together. */
static standing_list list_standing(const struct changing *c, const struct decision *d)
{
    const struct export *export = c->input->export;
    const struct decision *all = c->plan->decisions, *first = d;
    standing_list list = {0};

    for (uint32_t k = c->by_unit.first[d->unit->index]; k < c->by_unit.first[d->unit->index + 1]; k++) {
        const struct certificate *known = &export->certificates.items[c->by_unit.certificates[k]];
        if (known->programme == d->scheme->programme && known->status == CERTIFICATE_VALID &&
            (!known->is_over || known == d->held_certificate))
            *ARENA_PUSH(c->arena, &list) =
                (struct standing){.known = known, .is_changed = &c->is_changed[position_of(c, known)]};
    }
    while (first > all && is_same_holder(first - 1, d))
        first--;
    for (; first < all + c->plan->count && is_same_holder(first, d); first++)
        for (size_t i = 0; i < first->certificate_count; i++)
            *ARENA_PUSH(c->arena, &list) = (struct standing){
                .issue = &first->certificates[i], .is_changed = &c->is_issue_changed[c->first_issue[first - all] + i]};
    return list;
}

static void change(struct changing *c, const struct standing *s, const struct programme *programme,
                   enum certificate_status status, const struct issue *successor, const struct decision *cause)
{
    if (*s->is_changed)
        return;
    *s->is_changed = true;
    *ARENA_PUSH(c->arena, &c->changes) =
        (struct certificate_change){programme, number_of(s), version_of(s), status, successor, cause};
}

/* --- what outcomes change --- */

typedef void changer(struct changing *c, const struct decision *d, const standing_list *list);

/* Everything the subject has. */
static void take_away(struct changing *c, const struct decision *d, const standing_list *list)
{
    if (d->outcome_action != ACTION_REVOKE && d->outcome_action != ACTION_WITHDRAW)
        return;
    for (size_t i = 0; i < list->count; i++)
        if (track_of(&list->items[i]) == d->track)
            change(c, &list->items[i], d->scheme->programme,
                   d->outcome_action == ACTION_REVOKE ? CERTIFICATE_REVOKED : CERTIFICATE_WITHDRAWN, NULL, d);
}

/* An early or late upgrade takes the place of the certificate held, in every version. */
static void replace_held(struct changing *c, const struct decision *d, const standing_list *list)
{
    if (!d->certificate_count || !d->held_certificate || !(d->is_early || d->entry->is_late_upgrade))
        return;
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(number_of(&list->items[i]), d->held_certificate->no) == 0)
            change(c, &list->items[i], d->scheme->programme, CERTIFICATE_REPLACED, d->certificates, d);
}

/* A reissue takes the place of the version before. */
static void replace_versions(struct changing *c, const struct decision *d, const standing_list *list)
{
    for (size_t k = 0; d->outcome_action == ACTION_REISSUE && k < d->certificate_count; k++)
        for (size_t i = 0; i < list->count; i++)
            if (version_of(&list->items[i]) == d->certificates[k].replaces &&
                strcmp(number_of(&list->items[i]), d->certificates[k].certificate_no) == 0)
                change(c, &list->items[i], d->scheme->programme, CERTIFICATE_REPLACED, &d->certificates[k], d);
}

static bool changes_holdings(const struct decision *d)
{
    return d->has_outcome && (d->outcome_action == ACTION_REVOKE || d->outcome_action == ACTION_WITHDRAW ||
                              d->outcome_action == ACTION_REISSUE || d->is_early || d->entry->is_late_upgrade);
}

static void change_all(struct changing *c, changer *by)
{
    for (size_t i = 0; i < c->plan->count; i++)
        if (changes_holdings(&c->plan->decisions[i])) {
            standing_list list = list_standing(c, &c->plan->decisions[i]);
            by(c, &c->plan->decisions[i], &list);
        }
}

/* --- what time changes --- */

static bool has_successor(const struct changing *c, const struct certificate *held)
{
    const struct export *export = c->input->export;

    for (uint32_t k = c->by_unit.first[held->unit->index]; k < c->by_unit.first[held->unit->index + 1]; k++) {
        const struct certificate *other = &export->certificates.items[c->by_unit.certificates[k]];
        if (other->programme == held->programme && other->track == held->track &&
            other->status == CERTIFICATE_VALID && other->valid_from > held->valid_to)
            return true;
    }
    return false;
}

/* A certificate is expired once its days are over and it can be reviewed no more, or another runs;
 * one that was over when it was first seen stands as it came until the period after. */
static void expire(struct changing *c)
{
    const struct export *export = c->input->export;

    for (size_t i = 0; i < export->certificates.count; i++) {
        const struct certificate *held = &export->certificates.items[i];
        const struct scheme *scheme = rule_set_scheme(c->input->rules, held->programme);
        struct standing standing = {.known = held, .is_changed = &c->is_changed[i]};
        if (!scheme || held->status != CERTIFICATE_VALID || held->is_over || c->is_kept[i] ||
            export->as_of <= held->valid_to)
            continue;
        if (export->as_of > held->valid_to + scheme->overdue_days.value || has_successor(c, held))
            change(c, &standing, held->programme, CERTIFICATE_EXPIRED, NULL, NULL);
    }
}

/* --- all of it --- */

static void number_issues(struct changing *c)
{
    size_t count = 0;

    c->first_issue = ARENA_ARRAY(c->arena, size_t, c->plan->count);
    for (size_t i = 0; i < c->plan->count; i++) {
        const struct decision *d = &c->plan->decisions[i];
        c->first_issue[i] = count;
        count += d->certificate_count;
        if (d->entry->is_rectification && !d->closes)
            c->is_kept[position_of(c, d->held_certificate)] = true;
    }
    c->is_issue_changed = ARENA_ARRAY(c->arena, bool, count);
}

/* What is lost for good comes first: a certificate revoked is not replaced as well. */
void changes_make(struct plan *plan, struct arena *arena, const struct plan_input *input)
{
    struct changing c = {.arena = arena, .input = input, .plan = plan,
                         .by_unit = by_unit_index(arena, input->export),
                         .is_changed = ARENA_ARRAY(arena, bool, input->export->certificates.count),
                         .is_kept = ARENA_ARRAY(arena, bool, input->export->certificates.count)};

    number_issues(&c);
    change_all(&c, take_away);
    change_all(&c, replace_held);
    change_all(&c, replace_versions);
    expire(&c);
    plan->changes = c.changes.items;
    plan->change_count = c.changes.count;
}
