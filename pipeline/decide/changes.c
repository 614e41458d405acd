/* changes.c - one change at most of each certificate. */
#include "decide/changes.h"

#include <string.h>

struct changing {
    struct arena *arena;
    const struct plan_input *input;
    bool *is_changed;      /* by certificate of the export */
    const uint32_t *first; /* certificates of unit u: of_unit[first[u]] … */
    const uint32_t *of_unit;
    LIST_OF(struct certificate_change) changes;
};

static void index_units(struct changing *c)
{
    const struct export *export = c->input->export;
    uint32_t *first = ARENA_ARRAY(c->arena, uint32_t, export->units.count + 2);
    uint32_t *of_unit = ARENA_ARRAY(c->arena, uint32_t, export->certificates.count);

    for (size_t i = 0; i < export->certificates.count; i++)
        first[export->certificates.items[i].unit->index + 2]++;
    for (size_t u = 2; u < export->units.count + 2; u++)
        first[u] += first[u - 1];
    for (size_t i = 0; i < export->certificates.count; i++)
        of_unit[first[export->certificates.items[i].unit->index + 1]++] = (uint32_t)i;
    c->first = first;
    c->of_unit = of_unit;
}

static const struct certificate *certificate_at(const struct changing *c, uint32_t k)
{
    return &c->input->export->certificates.items[c->of_unit[k]];
}

static void change(struct changing *c, size_t certificate, enum certificate_status status, const struct issue *successor,
                   const struct decision *cause)
{
    if (c->is_changed[certificate])
        return;
    c->is_changed[certificate] = true;
    *ARENA_PUSH(c->arena, &c->changes) = (struct certificate_change){
        &c->input->export->certificates.items[certificate], status, successor, cause};
}

/* Every valid certificate of the decision's subject. */
static void change_subject(struct changing *c, const struct decision *d, enum certificate_status status)
{
    for (uint32_t k = c->first[d->unit->index]; k < c->first[d->unit->index + 1]; k++) {
        const struct certificate *held = certificate_at(c, k);
        if (held->programme == d->scheme->programme && held->track == d->track && held->status == CERTIFICATE_VALID)
            change(c, c->of_unit[k], status, NULL, d);
    }
}

static size_t position_of(const struct changing *c, const struct certificate *certificate)
{
    return (size_t)(certificate - c->input->export->certificates.items);
}

/* A reissue replaces the version before, of every certificate it reissues. */
static void replace_versions(struct changing *c, const struct decision *d)
{
    for (size_t i = 0; i < d->certificate_count; i++)
        for (uint32_t k = c->first[d->unit->index]; k < c->first[d->unit->index + 1]; k++) {
            const struct certificate *held = certificate_at(c, k);
            if (held->programme == d->scheme->programme && held->version == d->certificates[i].version - 1 &&
                strcmp(held->no, d->certificates[i].certificate_no) == 0)
                change(c, c->of_unit[k], CERTIFICATE_REPLACED, &d->certificates[i], d);
        }
}

static void change_for(struct changing *c, const struct decision *d)
{
    if (!d->has_outcome)
        return;
    if (d->outcome_action == ACTION_REVOKE)
        change_subject(c, d, CERTIFICATE_REVOKED);
    else if (d->outcome_action == ACTION_WITHDRAW)
        change_subject(c, d, CERTIFICATE_WITHDRAWN);
    else if (d->outcome_action == ACTION_REISSUE)
        replace_versions(c, d);
    else if (d->certificate_count && d->held_certificate && (d->is_early || d->entry->is_late_upgrade))
        change(c, position_of(c, d->held_certificate), CERTIFICATE_REPLACED, d->certificates, d);
}

static bool has_successor(const struct changing *c, const struct certificate *held)
{
    for (uint32_t k = c->first[held->unit->index]; k < c->first[held->unit->index + 1]; k++) {
        const struct certificate *other = certificate_at(c, k);
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
        if (!scheme || held->status != CERTIFICATE_VALID || held->is_over || !held->row || export->as_of <= held->valid_to)
            continue;
        if (export->as_of > held->valid_to + scheme->overdue_days.value || has_successor(c, held))
            change(c, i, CERTIFICATE_EXPIRED, NULL, NULL);
    }
}

void changes_make(struct plan *plan, struct arena *arena, const struct plan_input *input)
{
    struct changing c = {.arena = arena, .input = input,
                         .is_changed = ARENA_ARRAY(arena, bool, input->export->certificates.count)};

    index_units(&c);
    for (size_t i = 0; i < plan->count; i++)
        change_for(&c, &plan->decisions[i]);
    expire(&c);
    plan->changes = c.changes.items;
    plan->change_count = c.changes.count;
}
