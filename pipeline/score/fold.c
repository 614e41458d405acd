/* fold.c - what each piece of evidence adds to which tally. */
#include "score/fold.h"

#include "base/arena.h"
#include "base/idset.h"
#include "score/month_table.h"

enum { MAX_ASKERS = MAX_METRICS_OF_KIND, WAITING = 16 };

/* The metrics of a scheme that ask for one kind of evidence. */
struct askers {
    uint8_t metrics[MAX_ASKERS];
    int8_t rows[MAX_ASKERS]; /* positions in scheme->monthly; -1: not shown by month */
    size_t count;
};

/* What folding needs of an entry, packed: millions of records meet thousands of
 * entries in no order, and every line of memory touched costs. */
struct slot {
    struct window { date from, to; } windows[DAYS_ANY + 1];
    struct tally *tallies;       /* NULL: no days count */
    const struct askers *askers; /* by kind of evidence */
    const struct scheme *scheme;
    int64_t *months;             /* cells by row and month */
    int first_month, month_count;
    struct noted *noted; /* the record noted last */
    size_t noted_count;
};

/* What a record says, taken out of it: it waits a few records long until the memory
 * it will touch has come near. By position among the askers of its kind. */
struct waiting {
    size_t entry;
    int kind;
    date day;
    enum evidence_status status;
    bool is_settled; /* a violation that the office has ruled on */
    bool matches[MAX_ASKERS];
    struct idset_key ids[MAX_ASKERS];
    struct exact numbers[MAX_ASKERS];
    struct noted *noted; /* NULL: none is */
    int64_t *months[MAX_ASKERS]; /* the cell of the record's month; NULL: there is none */
};

struct fold {
    struct arena *arena; /* what outlives the fold */
    struct docket *docket;
    const struct ledger *ledger;
    const struct calendar *calendar;
    const struct unit *units;
    date as_of;
    struct slot *slots;     /* by entry */
    struct askers **askers; /* by programme; NULL where there are no rules */
    struct idset *seen;     /* groups and targets already counted, by entry, field and kind */
    struct month_table month_table;
    struct evidence_log log;
    bool notes; /* records */
    struct waiting waiting[WAITING];
    size_t arrived, settled; /* records that wait: those from settled to arrived */
    fold_observer *observer; /* NULL: nobody looks on */
    void *observer_context;
};

static int8_t row_of(const struct scheme *scheme, size_t metric)
{
    for (size_t i = 0; i < scheme->monthly_count; i++)
        if (scheme->monthly[i].metric == metric)
            return (int8_t)i;
    return -1;
}

static struct askers *find_askers(const struct scheme *scheme)
{
    struct askers *askers = heap_alloc(scheme->programme->evidence_kind_count, sizeof *askers);

    for (size_t m = 0; m < scheme->metric_count; m++)
        if (scheme->metrics[m].source == METRIC_EVIDENCE) {
            struct askers *of_kind = &askers[scheme->metrics[m].kind];
            of_kind->rows[of_kind->count] = row_of(scheme, m);
            of_kind->metrics[of_kind->count++] = (uint8_t)m;
        }
    return askers;
}

static struct slot slot_of(const struct docket_entry *entry, const struct askers *askers, date as_of)
{
    struct slot slot = {.tallies = entry->tallies,
                        .askers = askers,
                        .scheme = entry->scheme,
                        .months = entry->by_month.cells,
                        .first_month = entry->by_month.first,
                        .month_count = entry->by_month.count};

    slot.windows[DAYS_COUNTING] = (struct window){entry->days_from, entry->days_to};
    slot.windows[DAYS_TERM] = (struct window){entry->term_from, entry->term_to};
    slot.windows[DAYS_ANY] = (struct window){INT32_MIN, as_of};
    return slot;
}

struct fold *fold_new(struct arena *arena, struct docket *docket, const struct calendar *calendar,
                      const struct export *export, const struct ledger *ledger)
{
    struct fold *fold = heap_alloc(1, sizeof *fold);

    *fold = (struct fold){.arena = arena, .docket = docket, .ledger = ledger, .calendar = calendar,
                          .units = export->units.items, .as_of = export->as_of, .seen = idset_new(),
                          .month_table = month_table_make(docket, export->as_of)};
    fold->slots = heap_alloc(docket->count, sizeof *fold->slots);
    fold->askers = heap_alloc(docket->programmes, sizeof *fold->askers);
    for (size_t e = 0; e < docket->count; e++) {
        const struct docket_entry *entry = &docket->entries[e];
        size_t p = entry->scheme->programme->index;
        if (!fold->askers[p])
            fold->askers[p] = find_askers(entry->scheme);
        fold->slots[e] = slot_of(entry, fold->askers[p], export->as_of);
    }
    return fold;
}

/* Reported within n working days after the day, or not reported and that time not over. */
static bool is_reported(const struct fold *fold, const struct metric_filter *filter, const struct value *reported,
                        date day)
{
    date last = calendar_working_days_after(fold->calendar, day, filter->number);

    docket_note_year(fold->docket, fold->calendar, day);
    docket_note_year(fold->docket, fold->calendar, last);
    return reported->given && reported->day <= fold->as_of ? reported->day <= last : last >= fold->as_of;
}

static bool passes(const struct fold *fold, const struct metric_filter *filter, const struct evidence *evidence)
{
    const struct value *value = &evidence->values[filter->field];

    switch (filter->test) {
    case FILTER_BOOLEAN: return value->given && value->boolean == filter->boolean;
    case FILTER_WORD: return value->given && value->position == filter->position;
    case FILTER_NOT_AFTER: return value->given && value->day <= evidence->values[filter->other].day;
    case FILTER_REPORTED: return is_reported(fold, filter, value, evidence->values[filter->other].day);
    case FILTER_RECENT:
        return value->given && value->day <= fold->as_of && value->day > date_add_months(fold->as_of, -filter->number);
    case FILTER_HAS_WORDS:
    case FILTER_IS_CYCLE: break; /* asked of submissions only */
    }
    return false;
}

static bool matches(const struct fold *fold, const struct metric *metric, const struct evidence *evidence)
{
    for (size_t i = 0; i < metric->filter_count; i++)
        if (!passes(fold, &metric->filters[i], evidence))
            return false;
    return true;
}

/* Adds a matching record to the value; whether its group or target was new to the metric. */
static bool add_value(struct fold *fold, const struct waiting *w, size_t i, size_t m, const struct metric *metric,
                      struct tally *tally)
{
    uint32_t *seen, bit = UINT32_C(1) << m;

    switch (metric->fold) {
    case FOLD_COUNT:
        tally->value.num++;
        return true;
    case FOLD_COUNT_DISTINCT:
        seen = idset_askers(fold->seen, w->ids[i]);
        if (*seen & bit)
            return false;
        *seen |= bit;
        tally->value.num++;
        return true;
    case FOLD_SUM:
        tally->value = exact_add(tally->value, w->numbers[i]);
        return true;
    case FOLD_MAX:
        if (tally->counted == 1 || exact_compare(w->numbers[i], tally->value) > 0)
            tally->value = w->numbers[i];
        return true;
    }
    return true;
}

static int month_of(const struct fold *fold, const struct slot *slot, date day)
{
    const struct window *window = &slot->windows[DAYS_COUNTING];

    return slot->months && day >= window->from && day <= window->to
               ? fold->month_table.months[day - fold->month_table.first] - slot->first_month
               : -1;
}

/* A record that counts, in its month; a sum too great for a month's cell is left out of it. */
static void add_month(const struct slot *slot, const struct waiting *w, size_t i, const struct metric *metric)
{
    int64_t *cell = w->months[i], added = 1;

    if (!cell)
        return;
    if (metric->fold == FOLD_SUM &&
        __builtin_mul_overflow(w->numbers[i].num,
                               slot->scheme->monthly[slot->askers[w->kind].rows[i]].scale / w->numbers[i].den, &added))
        return;
    if (__builtin_add_overflow(*cell, added, cell))
        *cell = INT64_MAX;
}

static bool is_in_days(const struct slot *slot, enum metric_days days, const struct waiting *w)
{
    return w->day >= slot->windows[days].from && w->day <= slot->windows[days].to;
}

/* One record, the i-th metric of its kind, one entry. */
static enum verdict tally_one(struct fold *fold, const struct waiting *w, size_t i)
{
    const struct slot *slot = &fold->slots[w->entry];
    size_t m = slot->askers[w->kind].metrics[i];
    struct tally *tally = &slot->tallies[m];

    if (w->day > fold->as_of)
        return tally->future++, VERDICT_FUTURE;
    if (!is_in_days(slot, slot->scheme->metrics[m].days, w)) {
        tally->outside += w->status == EVIDENCE_ACCEPTED;
        return VERDICT_OUTSIDE;
    }
    if (w->is_settled)
        return VERDICT_SETTLED;
    if (w->status == EVIDENCE_PENDING)
        return tally->pending++, VERDICT_PENDING;
    if (w->status == EVIDENCE_REJECTED)
        return tally->refused++, VERDICT_REFUSED;
    if (!w->matches[i])
        return tally->unmatched++, VERDICT_UNMATCHED;
    tally->counted++;
    if (!add_value(fold, w, i, m, &slot->scheme->metrics[m], tally))
        return tally->repeated++, VERDICT_REPEATED;
    add_month(slot, w, i, &slot->scheme->metrics[m]);
    return VERDICT_COUNTED;
}

static bool is_violation(const struct scheme *scheme, int kind)
{
    return scheme->violation_metric >= 0 && scheme->metrics[scheme->violation_metric].kind == kind;
}

/* Tallies the record that has waited longest; `evidence` is it when somebody looks on. */
static void settle(struct fold *fold, const struct evidence *evidence)
{
    const struct waiting *w = &fold->waiting[fold->settled++ % WAITING];
    const struct slot *slot = &fold->slots[w->entry];
    const struct askers *askers = &slot->askers[w->kind];
    struct docket_entry *entry = &fold->docket->entries[w->entry];

    if (w->status == EVIDENCE_PENDING && is_in_days(slot, DAYS_COUNTING, w) && !is_violation(slot->scheme, w->kind))
        entry->has_pending = true;
    for (size_t i = 0; i < askers->count; i++) {
        enum verdict verdict = tally_one(fold, w, i);
        if (w->noted)
            evidence_log_judge(w->noted, i, verdict);
        if (fold->observer && evidence)
            fold->observer(fold->observer_context, entry, &slot->scheme->metrics[askers->metrics[i]], evidence,
                           verdict);
    }
    if (!askers->count && fold->observer && evidence)
        fold->observer(fold->observer_context, entry, NULL, evidence, VERDICT_NONE);
}

/* Takes what one metric needs out of the record. */
static void take_out(struct waiting *w, size_t i, const struct metric *metric, const struct evidence *evidence,
                     const struct fold *fold)
{
    w->matches[i] = matches(fold, metric, evidence);
    if (!w->matches[i] || metric->of < 0)
        return;
    const struct value *of = &evidence->values[metric->of];
    w->numbers[i] = of->number;
    if (metric->fold == FOLD_COUNT_DISTINCT) {
        /* Metrics of one kind that fold the same field share what was seen. */
        uint64_t owner = ((uint64_t)w->entry * MAX_FIELDS + (unsigned)metric->of) << 16 | (unsigned)w->kind;
        w->ids[i] = idset_key(owner, of->text);
        idset_prefetch(fold->seen, w->ids[i]);
    }
}

/* Violations are few and far-reaching: their ids are kept, so that one ruled on is settled for good. */
static bool is_settled(struct fold *fold, size_t e, const struct evidence *evidence)
{
    const struct scheme *scheme = fold->slots[e].scheme;
    const struct window *term = &fold->slots[e].windows[DAYS_TERM];

    if (!is_violation(scheme, evidence->kind))
        return false;
    if (ledger_is_settled(fold->ledger, scheme->programme->id, evidence->id))
        return true;
    if (evidence->status == EVIDENCE_ACCEPTED && evidence->day >= term->from && evidence->day <= term->to &&
        matches(fold, &scheme->metrics[scheme->violation_metric], evidence))
        *ARENA_PUSH(fold->arena, &fold->docket->entries[e].violations) = arena_strdup(fold->arena, evidence->id);
    return false;
}

static struct noted *note(struct fold *fold, struct slot *slot, const struct evidence *evidence)
{
    if (!fold->notes)
        return NULL;
    slot->noted = evidence_log_add(&fold->log, slot->noted, evidence->kind, evidence->day, evidence->id);
    slot->noted_count++;
    return slot->noted;
}

static void arrive(struct fold *fold, size_t e, const struct evidence *evidence)
{
    struct slot *slot = &fold->slots[e];
    const struct askers *askers = &slot->askers[evidence->kind];

    if (evidence->day > fold->as_of)
        fold->docket->entries[e].has_future = true;
    if (!slot->tallies)
        return;
    if (fold->arrived - fold->settled == WAITING)
        settle(fold, NULL);
    struct waiting *w = &fold->waiting[fold->arrived++ % WAITING];
    w->entry = e;
    w->kind = evidence->kind;
    w->day = evidence->day;
    int month = month_of(fold, slot, evidence->day);
    w->status = evidence->status;
    w->is_settled = is_settled(fold, e, evidence);
    w->noted = note(fold, slot, evidence);
    for (size_t i = 0; i < askers->count; i++) {
        __builtin_prefetch(&slot->tallies[askers->metrics[i]], 1);
        w->months[i] = month < 0 || askers->rows[i] < 0 ? NULL
                                                        : &slot->months[askers->rows[i] * slot->month_count + month];
        __builtin_prefetch(w->months[i], 1);
        take_out(w, i, &slot->scheme->metrics[askers->metrics[i]], evidence, fold);
    }
    if (fold->observer)
        settle(fold, evidence);
}

void fold_add(void *context, const struct evidence *evidence)
{
    struct fold *fold = context;
    size_t unit = (size_t)(evidence->unit - fold->units);
    size_t cell = unit * fold->docket->programmes + evidence->programme->index;

    fold->docket->accepted[evidence->programme->index] += evidence->status == EVIDENCE_ACCEPTED;
    for (size_t e = fold->docket->first[cell]; e < fold->docket->first[cell + 1]; e++)
        arrive(fold, e, evidence);
}

void fold_free(struct fold *fold)
{
    if (!fold)
        return;
    while (fold->settled < fold->arrived)
        settle(fold, NULL);
    for (size_t e = 0; e < fold->docket->count; e++) {
        fold->docket->entries[e].noted = fold->slots[e].noted;
        fold->docket->entries[e].noted_count = fold->slots[e].noted_count;
    }
    for (size_t p = 0; p < fold->docket->programmes; p++)
        heap_free(fold->askers[p]);
    heap_free(fold->askers);
    heap_free(fold->slots);
    idset_free(fold->seen);
    month_table_clear(&fold->month_table);
    heap_free(fold);
}

void fold_note(struct fold *fold)
{
    fold->notes = true;
    fold->log.arena = fold->arena;
}

void fold_observe(struct fold *fold, fold_observer *observer, void *context)
{
    fold->observer = observer;
    fold->observer_context = context;
}
