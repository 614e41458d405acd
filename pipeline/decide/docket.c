/* docket.c - holders, applicants, changes and withdrawals. */
#include "decide/docket.h"

#include "base/text.h"
#include "decide/groups.h"
#include "decide/half_year.h"
#include "decide/months.h"
#include "model/ledger.h"

#include <string.h>

/* What the building of a docket needs at every step. */
struct builder {
    struct arena *arena;
    const struct rule_set *rules;
    const struct export *export;
    const struct ledger *ledger; /* NULL: no register */
    LIST_OF(struct docket_entry) entries;
};

static const struct certificate *certificate_at(const struct folder *f, size_t i)
{
    return f->certificates[i];
}

static const char *cycle_text(struct builder *b, date day)
{
    char text[DATE_TEXT_SIZE];

    return arena_strdup(b->arena, date_text(day, text));
}

static const char *subject_prefix(const struct builder *b, const struct folder *f, int track)
{
    const struct programme *programme = f->scheme->programme;

    return arena_printf(b->arena, "%s/%s/%s/", programme->id, f->unit->id,
                        track >= 0 ? programme->tracks[track].id : "-");
}

/* The rectification that its review goes on from; NULL: none. */
static const struct past_decision *open_rectification(struct builder *b, const struct folder *f,
                                                      const struct certificate *certificate)
{
    if (!b->ledger || !f->scheme->rectify_days.value)
        return NULL;
    const struct past_decision *past =
        ledger_decision(b->ledger, arena_printf(b->arena, "%s%s", subject_prefix(b, f, certificate->track),
                                                cycle_text(b, certificate->valid_to)));
    return past && !past->is_closed && past->deadline != DATE_NONE ? past : NULL;
}

/* One that is being rectified counts as valid until that has been looked at again (decision-rules §4). */
static bool is_expired(struct builder *b, const struct folder *f, const struct certificate *certificate)
{
    return b->export->as_of > certificate->valid_to + f->scheme->overdue_days.value &&
           !open_rectification(b, f, certificate);
}

/* Of several certificates: one that runs on as_of, then the one ending last, then the greater number and version. */
static bool takes_precedence(const struct builder *b, const struct certificate *a, const struct certificate *c)
{
    date as_of = b->export->as_of;
    bool a_runs = a->valid_from <= as_of && as_of <= a->valid_to;
    bool c_runs = c->valid_from <= as_of && as_of <= c->valid_to;

    if (a_runs != c_runs)
        return a_runs;
    if (a->valid_to != c->valid_to)
        return a->valid_to > c->valid_to;
    int order = strcmp(a->no, c->no);
    return order ? order > 0 : a->version > c->version;
}

/* The certificate a subject holds, or else (is_expired) the last one it held; NULL when none. */
static const struct certificate *find_held(struct builder *b, const struct folder *f, int track, bool wants_expired)
{
    const struct certificate *held = NULL;

    for (size_t i = 0; i < f->certificate_count; i++) {
        const struct certificate *c = certificate_at(f, i);
        if (c->track == track && c->status == CERTIFICATE_VALID && is_expired(b, f, c) == wants_expired &&
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

/* Whether a record of the subject is dated after as_of (evidence and findings apart).
 * What names a track concerns that track only. */
static bool has_future(const struct builder *b, const struct folder *f, int track)
{
    for (size_t i = 0; i < f->future_paper_count; i++) {
        int of = submission_track(f->future_papers[i]);
        if (of < 0 || of == track)
            return true;
    }
    for (size_t i = 0; i < f->assessment_count; i++) {
        const struct assessment *assessment = f->assessments[i];
        if (assessment->to > b->export->as_of && assessment_names(assessment, track))
            return true;
    }
    return false;
}

static struct docket_entry *add_entry(struct builder *b, const struct folder *f, enum matter matter, int track)
{
    struct docket_entry *entry = ARENA_PUSH(b->arena, &b->entries);

    *entry = (struct docket_entry){
        .matter = matter,          .unit = f->unit,
        .scheme = f->scheme,       .track = track,
        .status = STATUS_DUE,      .opens = DATE_NONE,
        .days_from = DATE_NONE,    .days_to = DATE_NONE,
        .term_from = DATE_NONE,    .term_to = DATE_NONE,
        .papers_from = DATE_NONE,  .papers_to = b->export->as_of,
        .is_covered = true,
        .attained = -1,            .level_under_review = -1,
        .papers = f->papers,       .paper_count = f->paper_count,
        .people = f->people,       .people_count = f->people_count,
        .is_referred = track >= 0 && (f->scheme->referred_tracks & UINT32_C(1) << track),
        .has_future = has_future(b, f, track),
    };
    return entry;
}

static void make_tallies(struct builder *b, struct docket_entry *entry)
{
    entry->tallies = ARENA_ARRAY(b->arena, struct tally, entry->scheme->metric_count);
    for (size_t m = 0; m < entry->scheme->metric_count; m++)
        entry->tallies[m].value = EXACT(0);
}

/* Sets the days that count; evidence up to as_of only. */
static void set_days(struct builder *b, struct docket_entry *entry, date from, date to)
{
    date as_of = b->export->as_of;

    entry->days_from = from;
    entry->days_to = to < as_of ? to : as_of;
    entry->is_covered = !entry->scheme->review_needs_coverage || b->export->coverage_from == DATE_NONE ||
                        from >= b->export->coverage_from;
}

/* --- assessments --- */

/* The assessment that counts: of those that are papers of the entry the latest, then the
 * one of the greatest id (decision-rules §1). */
static const struct assessment *find_assessment(const struct folder *f, const struct docket_entry *entry)
{
    const struct assessment *found = NULL;

    for (size_t i = 0; i < f->assessment_count; i++) {
        const struct assessment *a = f->assessments[i];
        if (a->to < entry->papers_from || a->to > entry->papers_to || !assessment_names(a, entry->track))
            continue;
        if (!found || a->to > found->to || (a->to == found->to && strcmp(a->id, found->id) > 0))
            found = a;
    }
    return found;
}

/* Facts come from the application decided, or from the latest annual review among the papers. */
static const struct submission *find_facts(const struct folder *f, const struct docket_entry *entry)
{
    const struct submission *found = NULL;

    if (entry->submission)
        return entry->submission;
    for (size_t i = 0; i < f->paper_count; i++) {
        const struct submission *s = f->papers[i];
        if (!submission_is(s, "annual-review") || submission_track(s) != entry->track ||
            s->submitted_on < entry->papers_from || s->submitted_on > entry->papers_to)
            continue;
        if (!found || s->submitted_on > found->submitted_on ||
            (s->submitted_on == found->submitted_on && strcmp(s->id, found->id) > 0))
            found = s;
    }
    return found;
}

static bool is_in_scope(const struct item *item, const char *const *scope, size_t count)
{
    if (item->chapter < 0 || !count)
        return true;
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(scope[i]);
        if (strncmp(item->id, scope[i], length) == 0 && item->id[length] == '.')
            return true;
    }
    return false;
}

/* Whether a requirement that was not met looks at the item. */
static bool is_to_be_rectified(const struct docket_entry *entry, const struct item *item)
{
    const struct requirement_list *list = &entry->scheme->review;

    for (size_t i = 0; i < list->count; i++)
        for (size_t k = 0; k < list->items[i].item_count; k++)
            if (list->items[i].items[k] == item && text_has_word(entry->past->unmet, list->items[i].id))
                return true;
    return false;
}

/* What is asked of the subject: its track's catalogue, within its scope, less what applicants are not asked. */
static void ask_items(struct builder *b, struct docket_entry *entry)
{
    const struct value *applied = entry->submission ? submission_value(entry->submission, "scope") : NULL;
    const char *const *scope = applied ? applied->list : entry->certificate ? entry->certificate->scope : NULL;
    size_t count = applied ? applied->list_count : entry->certificate ? entry->certificate->scope_count : 0;

    entry->checks = ARENA_ARRAY(b->arena, struct check_result, entry->checklist->count);
    for (size_t i = 0; i < entry->checklist->count; i++) {
        const struct check *check = &entry->checklist->checks[i];
        uint16_t levels = entry->certificate ? check->levels : check->applicant_levels;
        entry->checks[i].is_asked = check->is_used && levels && is_in_scope(check->item, scope, count) &&
                                    (!entry->is_rectification || is_to_be_rectified(entry, check->item));
    }
}

/* Everything that is counted for the entry, before it is counted. */
static void open_entry(struct builder *b, const struct folder *f, struct docket_entry *entry)
{
    make_tallies(b, entry);
    months_make(entry, b->arena);
    entry->checklist = scheme_checklist(entry->scheme, entry->track);
    if (!entry->checklist || !entry->scheme->needs_assessment || entry->is_referred)
        return;
    entry->assessment = find_assessment(f, entry);
    entry->facts = find_facts(f, entry);
    if (entry->assessment || entry->is_rectification)
        ask_items(b, entry);
}

/* --- entries --- */

/* Names the line; one whose cycle was closed in an earlier period is decided. */
static void name_entry(struct builder *b, struct docket_entry *entry)
{
    const struct programme *programme = entry->scheme->programme;

    entry->proposal_id = arena_printf(b->arena, "%s/%s/%s/%s", programme->id, entry->unit->id,
                                      entry->track >= 0 ? programme->tracks[entry->track].id : "-", entry->cycle);
    if (entry->status != STATUS_EXPIRED && ledger_is_closed(b->ledger, entry->proposal_id))
        entry->status = STATUS_DECIDED;
}

static enum status review_status(struct builder *b, const struct folder *f, const struct certificate *held, date opens)
{
    date as_of = b->export->as_of;

    if (has_successor(f, held))
        return STATUS_DECIDED;
    if (as_of < opens)
        return STATUS_NOT_DUE;
    if (as_of <= held->valid_to)
        return STATUS_DUE;
    return is_expired(b, f, held) ? STATUS_EXPIRED : STATUS_OVERDUE;
}

static void set_term(struct builder *b, struct docket_entry *entry, const struct certificate *held)
{
    entry->certificate = held;
    entry->papers_from = held->counted_from;
    entry->term_from = held->counted_from;
    entry->term_to = held->valid_to < b->export->as_of ? held->valid_to : b->export->as_of;
}

/* decision-rules §4: until the deadline the cycle stays open; then only what was not met is
 * looked at again, on later papers and evidence. */
static void go_on_from_rectification(struct builder *b, const struct folder *f, struct docket_entry *entry)
{
    const struct past_decision *past = open_rectification(b, f, entry->certificate);

    if (!past || entry->status == STATUS_DECIDED)
        return;
    entry->past = past;
    entry->is_rectification = true;
    entry->papers_from = past->as_of + 1;
    entry->papers_to = past->deadline < b->export->as_of ? past->deadline : b->export->as_of;
    set_days(b, entry, past->as_of + 1, past->deadline);
}

static void add_review(struct builder *b, const struct folder *f, const struct certificate *held)
{
    struct docket_entry *entry = add_entry(b, f, MATTER_REVIEW, held->track);

    set_term(b, entry, held);
    entry->cycle = cycle_text(b, held->valid_to);
    entry->opens = calendar_working_days_before(&b->rules->calendar, held->valid_to, f->scheme->opens_working_days.value);
    entry->status = review_status(b, f, held, entry->opens);
    set_days(b, entry, held->counted_from, held->valid_to);
    name_entry(b, entry);
    go_on_from_rectification(b, f, entry);
    open_entry(b, f, entry);
}

/* decision-rules §3: the half-year stands in for the review. */
static void add_half_year(struct builder *b, const struct folder *f, const struct certificate *held)
{
    struct docket_entry *entry = add_entry(b, f, MATTER_HALF_YEAR, held->track);
    struct half_year half = half_year_to_judge(b->export->as_of, held->valid_from, held->valid_to);

    set_term(b, entry, held);
    entry->cycle = half_year_name(b->arena, &half);
    entry->months = half.months;
    entry->status = half.has_ended && half.months && b->export->as_of >= half.to + f->scheme->half_year_days.value
                        ? STATUS_DUE
                        : STATUS_NOT_DUE;
    set_days(b, entry, half.member_from, half.member_to);
    entry->previous_cycle = half_year_before_name(b->arena, &half);
    name_entry(b, entry);
    open_entry(b, f, entry);
}

static void add_withdrawals(struct builder *b, const struct folder *f, const struct certificate *held)
{
    for (size_t i = 0; i < f->paper_count; i++)
        if (submission_is(f->papers[i], "withdrawal") && submission_track(f->papers[i]) == held->track &&
            f->papers[i]->submitted_on >= held->counted_from) {
            struct docket_entry *entry = add_entry(b, f, MATTER_WITHDRAWAL, held->track);
            entry->certificate = held;
            entry->submission = f->papers[i];
            entry->cycle = f->papers[i]->id;
            name_entry(b, entry);
        }
}

/* §1: a unit maintained as eligible may ask within so many working days for the upgrade. */
static const struct submission *find_late_request(const struct builder *b, const struct folder *f, int track,
                                                  const struct past_decision *past)
{
    date last = calendar_working_days_after(&b->rules->calendar, past->as_of, f->scheme->late_upgrade_days.value);
    const struct submission *found = NULL;

    for (size_t i = 0; i < f->paper_count; i++) {
        const struct submission *s = f->papers[i];
        const struct value *to = submission_value(s, "to_level");
        if (!submission_is(s, "upgrade-request") || submission_track(s) != track || s->submitted_on <= past->as_of ||
            s->submitted_on > last || to->position <= past->outcome_to)
            continue;
        if (!found || to->position > submission_value(found, "to_level")->position)
            found = s;
    }
    return found;
}

/* The certificate that renewed the one whose term ended on a day, or what took its place; NULL: none. */
static const struct certificate *find_renewal(const struct folder *f, int track, date ended)
{
    const struct certificate *found = NULL;

    for (size_t i = 0; i < f->certificate_count; i++) {
        const struct certificate *c = certificate_at(f, i);
        if (c->track == track && c->status == CERTIFICATE_VALID && !c->is_over && c->valid_from == ended + 1 &&
            (!found || c->version > found->version))
            found = c;
    }
    return found;
}

static void add_late_upgrades(struct builder *b, const struct folder *f, int track)
{
    const char *prefix = subject_prefix(b, f, track);
    size_t count;
    const struct past_decision *past = ledger_of_subject(b->ledger, prefix, &count);

    for (size_t i = 0; i < count; i++) {
        const char *cycle = past[i].proposal_id + strlen(prefix);
        date ended;
        if (past[i].eligible_upgrade_to < 0 || !past[i].line || !date_parse_plain(cycle, &ended))
            continue;
        const struct certificate *renewal = find_renewal(f, track, ended);
        const struct submission *request = renewal ? find_late_request(b, f, track, &past[i]) : NULL;
        if (!request)
            continue;
        struct docket_entry *entry = add_entry(b, f, MATTER_REVIEW, track);
        entry->certificate = renewal;
        entry->submission = request;
        entry->past = &past[i];
        entry->is_late_upgrade = true;
        entry->cycle = arena_printf(b->arena, "upgrade-%s", cycle);
        name_entry(b, entry);
    }
}

/* §2: six months later (a day the month lacks becomes its last), less a day. */
static void set_trial(struct builder *b, struct docket_entry *entry, date from)
{
    date last = date_add_months(from, entry->scheme->trial_months.value) - 1;

    entry->status = b->export->as_of <= last ? STATUS_TRIAL : STATUS_DUE;
    set_days(b, entry, from, last);
}

static void add_applicant(struct builder *b, const struct folder *f, const struct submission *application)
{
    const struct scheme *scheme = f->scheme;
    struct docket_entry *entry =
        add_entry(b, f, scheme->has_trial ? MATTER_TRIAL : MATTER_APPLICATION, submission_track(application));
    const struct value *from = submission_value(application, "trial_from");

    entry->submission = application;
    entry->cycle = application->id;
    entry->papers_from = application->submitted_on;
    entry->is_referred |= scheme->refers_applicants;
    if (scheme->has_trial && !from)
        entry->status = STATUS_AWAITING_AGREEMENT;
    else if (scheme->has_trial)
        set_trial(b, entry, from->day);
    else if (scheme->evidence_months.value)
        set_days(b, entry, date_add_months(b->export->as_of, -scheme->evidence_months.value) + 1, b->export->as_of);
    name_entry(b, entry);
    if (entry->status != STATUS_AWAITING_AGREEMENT)
        open_entry(b, f, entry);
}

static void add_changes(struct builder *b, const struct folder *f)
{
    for (size_t i = 0; i < f->paper_count; i++)
        if (submission_is(f->papers[i], "information-change")) {
            struct docket_entry *entry = add_entry(b, f, MATTER_CHANGE, -1);
            entry->submission = f->papers[i];
            entry->cycle = f->papers[i]->id;
            name_entry(b, entry);
        }
}

static void add_subject(struct builder *b, const struct folder *f, int track)
{
    const struct certificate *held = find_held(b, f, track, false);
    const struct certificate *expired = held || f->scheme->is_half_yearly ? NULL : find_held(b, f, track, true);

    if (held) {
        if (f->scheme->is_half_yearly)
            add_half_year(b, f, held);
        else
            add_review(b, f, held);
        add_withdrawals(b, f, held);
        if (b->ledger)
            add_late_upgrades(b, f, track);
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

/* Which entries each assessment counts for. */
static void index_assessments(struct docket *docket, struct arena *arena, const struct export *export)
{
    uint32_t *first = ARENA_ARRAY(arena, uint32_t, export->assessments.count + 2);
    uint32_t *counted = ARENA_ARRAY(arena, uint32_t, docket->count);

    for (size_t e = 0; e < docket->count; e++)
        if (docket->entries[e].assessment)
            first[docket->entries[e].assessment->index + 2]++;
    for (size_t a = 2; a < export->assessments.count + 2; a++)
        first[a] += first[a - 1];
    for (size_t e = 0; e < docket->count; e++)
        if (docket->entries[e].assessment)
            counted[first[docket->entries[e].assessment->index + 1]++] = (uint32_t)e;
    docket->counted_first = first;
    docket->counted = counted;
}

struct docket *docket_build(struct arena *arena, const struct rule_set *rules, const struct export *export,
                            const struct ledger *ledger, const bool *is_wanted)
{
    struct builder b = {.arena = arena, .rules = rules, .export = export, .ledger = ledger};
    size_t programmes = rules->vocabulary.count, cells = export->units.count * programmes;
    const struct groups *groups = groups_make(arena, rules, export);
    uint32_t *first = ARENA_ARRAY(arena, uint32_t, cells + 1);

    for (size_t cell = 0; cell < cells; cell++) {
        const struct programme *programme = &rules->vocabulary.programmes[cell % programmes];
        const struct scheme *scheme = rule_set_scheme(rules, programme);
        first[cell] = (uint32_t)b.entries.count;
        if (!scheme || (is_wanted && !is_wanted[programme->index]))
            continue;
        struct folder f = groups_folder(groups, &export->units.items[cell / programmes], scheme);
        add_folder(&b, &f);
    }
    first[cells] = (uint32_t)b.entries.count;
    struct docket *docket = ARENA_NEW(arena, struct docket);
    *docket = (struct docket){
        .entries = b.entries.items, .count = b.entries.count, .first = first, .programmes = programmes};
    docket->accepted = ARENA_ARRAY(arena, int64_t, programmes);
    index_assessments(docket, arena, export);
    return docket;
}
