/* docket.c - holders, applicants, changes and withdrawals. */
#include "decide/docket.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* What the building of a docket needs at every step. */
struct builder {
    struct arena *arena;
    const struct rule_set *rules;
    const struct export *export;
    LIST_OF(struct docket_entry) entries;
};

/* The records of one unit in one programme. */
struct folder {
    const struct unit *unit;
    const struct scheme *scheme;
    const void *const *certificates; /* struct certificate */
    size_t certificate_count;
    const struct submission **papers; /* dated up to as_of */
    size_t paper_count;
    bool has_future_paper;
};

static const struct certificate *certificate_at(const struct folder *f, size_t i)
{
    return f->certificates[i];
}

static bool is_expired(const struct builder *b, const struct scheme *scheme, const struct certificate *certificate)
{
    return b->export->as_of > certificate->valid_to + scheme->overdue_days.value;
}

/* Of several certificates: one that runs on as_of, then the one ending last, then the greater number. */
static bool takes_precedence(const struct builder *b, const struct certificate *a, const struct certificate *c)
{
    date as_of = b->export->as_of;
    bool a_runs = a->valid_from <= as_of && as_of <= a->valid_to;
    bool c_runs = c->valid_from <= as_of && as_of <= c->valid_to;

    if (a_runs != c_runs)
        return a_runs;
    if (a->valid_to != c->valid_to)
        return a->valid_to > c->valid_to;
    return strcmp(a->no, c->no) > 0;
}

/* The certificate a subject holds, or else (is_expired) the last one it held; NULL when none. */
static const struct certificate *find_held(const struct builder *b, const struct folder *f, int track,
                                           bool wants_expired)
{
    const struct certificate *held = NULL;

    for (size_t i = 0; i < f->certificate_count; i++) {
        const struct certificate *c = certificate_at(f, i);
        if (c->track == track && c->status == CERTIFICATE_VALID && is_expired(b, f->scheme, c) == wants_expired &&
            (!held || takes_precedence(b, c, held)))
            held = c;
    }
    return held;
}

static bool has_successor(const struct folder *f, const struct certificate *held)
{
    for (size_t i = 0; i < f->certificate_count; i++) {
        const struct certificate *c = certificate_at(f, i);
        if (c->track == held->track && c->status == CERTIFICATE_VALID && c->valid_from > held->valid_to)
            return true;
    }
    return false;
}

static struct docket_entry *add_entry(struct builder *b, const struct folder *f, enum matter matter, int track)
{
    struct docket_entry *entry = ARENA_PUSH(b->arena, &b->entries);

    *entry = (struct docket_entry){.matter = matter, .unit = f->unit, .scheme = f->scheme, .track = track,
                                   .status = STATUS_DUE, .opens = DATE_NONE, .days_from = DATE_NONE,
                                   .days_to = DATE_NONE, .papers_from = DATE_NONE, .is_covered = true, .attained = -1,
                                   .level_under_review = -1, .papers = f->papers, .paper_count = f->paper_count,
                                   .has_future = f->has_future_paper};
    return entry;
}

/* Sets the days that count; evidence up to as_of only. */
static void set_days(struct builder *b, struct docket_entry *entry, date from, date to)
{
    date as_of = b->export->as_of;

    entry->days_from = from;
    entry->days_to = to < as_of ? to : as_of;
    entry->is_covered = b->export->coverage_from == DATE_NONE || from >= b->export->coverage_from;
    entry->tallies = ARENA_ARRAY(b->arena, struct tally, entry->scheme->metric_count);
    for (size_t m = 0; m < entry->scheme->metric_count; m++)
        entry->tallies[m].value = EXACT(0);
}

static enum status review_status(const struct builder *b, const struct folder *f, const struct certificate *held,
                                 date opens)
{
    date as_of = b->export->as_of;

    if (has_successor(f, held))
        return STATUS_DECIDED;
    if (as_of < opens)
        return STATUS_NOT_DUE;
    if (as_of <= held->valid_to)
        return STATUS_DUE;
    return is_expired(b, f->scheme, held) ? STATUS_EXPIRED : STATUS_OVERDUE;
}

static void add_review(struct builder *b, const struct folder *f, const struct certificate *held)
{
    struct docket_entry *entry = add_entry(b, f, MATTER_REVIEW, held->track);

    entry->certificate = held;
    entry->opens = calendar_working_days_before(&b->rules->calendar, held->valid_to, f->scheme->opens_working_days.value);
    entry->status = review_status(b, f, held, entry->opens);
    entry->papers_from = held->counted_from;
    set_days(b, entry, held->counted_from, held->valid_to);
}

static void add_withdrawals(struct builder *b, const struct folder *f, const struct certificate *held)
{
    for (size_t i = 0; i < f->paper_count; i++)
        if (submission_is(f->papers[i], "withdrawal") && submission_track(f->papers[i]) == held->track &&
            f->papers[i]->submitted_on >= held->counted_from) {
            struct docket_entry *entry = add_entry(b, f, MATTER_WITHDRAWAL, held->track);
            entry->certificate = held;
            entry->submission = f->papers[i];
        }
}

static void add_applicant(struct builder *b, const struct folder *f, const struct submission *application)
{
    struct docket_entry *entry =
        add_entry(b, f, f->scheme->has_trial ? MATTER_TRIAL : MATTER_APPLICATION, submission_track(application));

    entry->submission = application;
    entry->papers_from = application->submitted_on;
    if (!f->scheme->has_trial)
        return;
    const struct value *from = submission_value(application, "trial_from");
    if (!from) {
        entry->status = STATUS_AWAITING_AGREEMENT;
        return;
    }
    /* §2: six months later (a day the month lacks becomes its last), less a day. */
    date last = date_add_months(from->day, f->scheme->trial_months.value) - 1;
    entry->status = b->export->as_of <= last ? STATUS_TRIAL : STATUS_DUE;
    set_days(b, entry, from->day, last);
}

static void add_changes(struct builder *b, const struct folder *f)
{
    for (size_t i = 0; i < f->paper_count; i++)
        if (submission_is(f->papers[i], "information-change"))
            add_entry(b, f, MATTER_CHANGE, -1)->submission = f->papers[i];
}

static void add_subject(struct builder *b, const struct folder *f, int track)
{
    const struct certificate *held = find_held(b, f, track, false);
    const struct certificate *expired = held ? NULL : find_held(b, f, track, true);

    if (held) {
        add_review(b, f, held);
        add_withdrawals(b, f, held);
        return;
    }
    if (expired)
        add_review(b, f, expired);
    for (size_t i = 0; i < f->paper_count; i++)
        if (submission_is(f->papers[i], "application") && submission_track(f->papers[i]) == track)
            add_applicant(b, f, f->papers[i]);
}

static void add_folder(struct builder *b, const struct folder *f)
{
    int tracks = (int)f->scheme->programme->track_count;

    if (tracks == 0)
        add_subject(b, f, -1);
    for (int track = 0; track < tracks; track++)
        add_subject(b, f, track);
    add_changes(b, f);
}

/* --- grouping records by unit and programme --- */

/* Offsets of each cell's records in an array sorted by cell, by counting. */
struct cells {
    uint32_t *first; /* cells + 1 */
    const void **items;
};

static struct cells sort_by_cell(struct arena *arena, const size_t *cell_of, const void *const *items, size_t count,
                                 size_t cells)
{
    struct cells sorted = {ARENA_ARRAY(arena, uint32_t, cells + 2), ARENA_ARRAY(arena, const void *, count)};

    for (size_t i = 0; i < count; i++)
        sorted.first[cell_of[i] + 2]++;
    for (size_t c = 2; c < cells + 2; c++)
        sorted.first[c] += sorted.first[c - 1];
    for (size_t i = 0; i < count; i++)
        sorted.items[sorted.first[cell_of[i] + 1]++] = items[i];
    return sorted;
}

static struct cells certificates_by_cell(const struct builder *b, size_t programmes, size_t cells)
{
    size_t n = b->export->certificates.count;
    size_t *cell = ARENA_ARRAY(b->arena, size_t, n);
    const void **items = ARENA_ARRAY(b->arena, const void *, n);

    for (size_t i = 0; i < n; i++) {
        const struct certificate *c = &b->export->certificates.items[i];
        cell[i] = c->unit->index * programmes + c->programme->index;
        items[i] = c;
    }
    return sort_by_cell(b->arena, cell, items, n, cells);
}

static struct cells submissions_by_cell(const struct builder *b, size_t programmes, size_t cells)
{
    size_t n = b->export->submissions.count;
    size_t *cell = ARENA_ARRAY(b->arena, size_t, n);
    const void **items = ARENA_ARRAY(b->arena, const void *, n);

    for (size_t i = 0; i < n; i++) {
        const struct submission *s = &b->export->submissions.items[i];
        cell[i] = s->unit->index * programmes + s->programme->index;
        items[i] = s;
    }
    return sort_by_cell(b->arena, cell, items, n, cells);
}

static struct folder open_folder(struct builder *b, const struct unit *unit, const struct scheme *scheme,
                                 const struct cells *certificates, const struct cells *submissions, size_t cell)
{
    struct folder f = {.unit = unit, .scheme = scheme};
    size_t count = submissions->first[cell + 1] - submissions->first[cell];

    f.certificate_count = certificates->first[cell + 1] - certificates->first[cell];
    f.certificates = &certificates->items[certificates->first[cell]];
    f.papers = ARENA_ARRAY(b->arena, const struct submission *, count);
    for (size_t i = 0; i < count; i++) {
        const struct submission *s = submissions->items[submissions->first[cell] + i];
        if (s->submitted_on <= b->export->as_of)
            f.papers[f.paper_count++] = s;
        else
            f.has_future_paper = true;
    }
    return f;
}

struct docket *docket_build(struct arena *arena, const struct rule_set *rules, const struct export *export,
                            const bool *is_wanted)
{
    struct builder b = {.arena = arena, .rules = rules, .export = export};
    size_t programmes = rules->vocabulary.count, cells = export->units.count * programmes;
    struct cells certificates = certificates_by_cell(&b, programmes, cells);
    struct cells submissions = submissions_by_cell(&b, programmes, cells);
    uint32_t *first = ARENA_ARRAY(arena, uint32_t, cells + 1);

    for (size_t cell = 0; cell < cells; cell++) {
        const struct programme *programme = &rules->vocabulary.programmes[cell % programmes];
        const struct scheme *scheme = rule_set_scheme(rules, programme);
        first[cell] = (uint32_t)b.entries.count;
        if (!scheme || (is_wanted && !is_wanted[programme->index]))
            continue;
        struct folder f = open_folder(&b, &export->units.items[cell / programmes], scheme, &certificates, &submissions,
                                      cell);
        add_folder(&b, &f);
    }
    first[cells] = (uint32_t)b.entries.count;
    struct docket *docket = ARENA_NEW(arena, struct docket);
    *docket = (struct docket){b.entries.items, b.entries.count, first, programmes};
    return docket;
}
