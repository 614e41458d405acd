/* fold.c - what each piece of evidence adds to which tally. */
#include "score/fold.h"

#include "base/arena.h"
#include "base/idset.h"

/* The metrics of a scheme that ask for one kind of evidence. */
struct askers {
    uint8_t metrics[MAX_METRICS];
    size_t count;
};

/* What folding needs of an entry, packed: millions of records meet thousands of
 * entries in no order, and every line of memory touched costs. */
struct slot {
    date from, to;
    struct tally *tallies;       /* NULL: no days count */
    const struct askers *askers; /* by kind of evidence */
    const struct scheme *scheme;
};

struct fold {
    struct docket *docket;
    const struct unit *units;
    date as_of;
    struct slot *slots; /* by entry */
    struct askers **askers; /* by programme; NULL where there are no rules */
    struct idset *seen; /* groups and targets already counted, by entry and kind */
    fold_observer *observer; /* NULL: nobody looks on */
    void *observer_context;
};

const char *verdict_text(enum verdict verdict)
{
    static const char *const texts[] = {
#define X(id, text) [VERDICT_##id] = text,
        VERDICT_LIST(X)
#undef X
    };

    return texts[verdict];
}

static struct askers *find_askers(const struct scheme *scheme)
{
    struct askers *askers = heap_alloc(scheme->programme->evidence_kind_count, sizeof *askers);

    for (size_t m = 0; m < scheme->metric_count; m++)
        if (scheme->metrics[m].source == METRIC_EVIDENCE) {
            struct askers *of_kind = &askers[scheme->metrics[m].kind];
            of_kind->metrics[of_kind->count++] = (uint8_t)m;
        }
    return askers;
}

struct fold *fold_new(struct docket *docket, const struct export *export)
{
    struct fold *fold = heap_alloc(1, sizeof *fold);

    *fold = (struct fold){.docket = docket, .units = export->units.items, .as_of = export->as_of,
                          .seen = idset_new()};
    fold->slots = heap_alloc(docket->count, sizeof *fold->slots);
    fold->askers = heap_alloc(docket->programmes, sizeof *fold->askers);
    for (size_t e = 0; e < docket->count; e++) {
        const struct docket_entry *entry = &docket->entries[e];
        size_t p = entry->scheme->programme->index;
        if (!fold->askers[p])
            fold->askers[p] = find_askers(entry->scheme);
        fold->slots[e] =
            (struct slot){entry->days_from, entry->days_to, entry->tallies, fold->askers[p], entry->scheme};
    }
    return fold;
}

void fold_free(struct fold *fold)
{
    if (!fold)
        return;
    for (size_t p = 0; p < fold->docket->programmes; p++)
        heap_free(fold->askers[p]);
    heap_free(fold->askers);
    heap_free(fold->slots);
    idset_free(fold->seen);
    heap_free(fold);
}

static bool matches(const struct metric *metric, const struct evidence *evidence)
{
    const struct field *fields = evidence->programme->evidence_kinds[evidence->kind].fields;

    for (size_t i = 0; i < metric->filter_count; i++) {
        const struct metric_filter *filter = &metric->filters[i];
        const struct value *value = &evidence->values[filter->field];
        bool is_word = fields[filter->field].type == FIELD_WORD;
        if (!value->given || (is_word ? value->position != filter->position : value->boolean != filter->boolean))
            return false;
    }
    return true;
}

/* Adds a matching record to the value; whether its group or target was new to the metric. */
static bool add_value(struct fold *fold, size_t e, size_t m, const struct metric *metric, struct tally *tally,
                      const struct evidence *evidence)
{
    const struct value *of = metric->of >= 0 ? &evidence->values[metric->of] : NULL;
    uint32_t *seen, bit = UINT32_C(1) << m;

    switch (metric->fold) {
    case FOLD_COUNT:
        tally->value.num++;
        return true;
    case FOLD_COUNT_DISTINCT:
        /* Metrics of one kind fold the same field mostly, so they share what was seen. */
        seen = idset_askers(fold->seen, ((uint64_t)e * MAX_FIELDS + (unsigned)metric->of) << 16 | (unsigned)metric->kind,
                            of->text);
        if (*seen & bit)
            return false;
        *seen |= bit;
        tally->value.num++;
        return true;
    case FOLD_SUM:
        tally->value = exact_add(tally->value, of->number);
        return true;
    case FOLD_MAX:
        if (tally->counted == 1 || exact_compare(of->number, tally->value) > 0)
            tally->value = of->number;
        return true;
    }
    return true;
}

static bool is_in_days(const struct slot *slot, const struct evidence *evidence)
{
    return evidence->day >= slot->from && evidence->day <= slot->to;
}

/* One record, one metric of its kind, one entry. */
static enum verdict tally_one(struct fold *fold, size_t e, size_t m, const struct evidence *evidence)
{
    const struct slot *slot = &fold->slots[e];
    const struct metric *metric = &slot->scheme->metrics[m];
    struct tally *tally = &slot->tallies[m];

    if (evidence->day > fold->as_of)
        return tally->future++, VERDICT_FUTURE;
    if (!is_in_days(slot, evidence)) {
        tally->outside += evidence->status == EVIDENCE_ACCEPTED;
        return VERDICT_OUTSIDE;
    }
    if (evidence->status == EVIDENCE_PENDING)
        return tally->pending++, VERDICT_PENDING;
    if (evidence->status == EVIDENCE_REJECTED)
        return tally->refused++, VERDICT_REFUSED;
    if (!matches(metric, evidence))
        return tally->unmatched++, VERDICT_UNMATCHED;
    tally->counted++;
    if (add_value(fold, e, m, metric, tally, evidence))
        return VERDICT_COUNTED;
    return tally->repeated++, VERDICT_REPEATED;
}

static bool is_violation(const struct scheme *scheme, const struct evidence *evidence)
{
    return scheme->violation_metric >= 0 && scheme->metrics[scheme->violation_metric].kind == evidence->kind;
}

static void observe(const struct fold *fold, size_t e, const struct metric *metric, const struct evidence *evidence,
                    enum verdict verdict)
{
    if (fold->observer)
        fold->observer(fold->observer_context, &fold->docket->entries[e], metric, evidence, verdict);
}

static void fold_into(struct fold *fold, size_t e, const struct evidence *evidence)
{
    const struct slot *slot = &fold->slots[e];
    const struct askers *askers = &slot->askers[evidence->kind];

    if (evidence->day > fold->as_of)
        fold->docket->entries[e].has_future = true;
    if (!slot->tallies)
        return;
    if (evidence->status == EVIDENCE_PENDING && is_in_days(slot, evidence) && !is_violation(slot->scheme, evidence))
        fold->docket->entries[e].has_pending = true;
    for (size_t i = 0; i < askers->count; i++) {
        size_t m = askers->metrics[i];
        observe(fold, e, &slot->scheme->metrics[m], evidence, tally_one(fold, e, m, evidence));
    }
    if (!askers->count)
        observe(fold, e, NULL, evidence, VERDICT_UNMATCHED);
}

void fold_add(void *context, const struct evidence *evidence)
{
    struct fold *fold = context;
    size_t unit = (size_t)(evidence->unit - fold->units);
    size_t cell = unit * fold->docket->programmes + evidence->programme->index;

    for (size_t e = fold->docket->first[cell]; e < fold->docket->first[cell + 1]; e++)
        fold_into(fold, e, evidence);
}

void fold_observe(struct fold *fold, fold_observer *observer, void *context)
{
    fold->observer = observer;
    fold->observer_context = context;
}
