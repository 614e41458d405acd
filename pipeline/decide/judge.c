/* judge.c - what is proposed: the first rule that applies. */
#include "decide/judge.h"

#include "base/text.h"
#include "decide/late_upgrade.h"
#include "model/ledger.h"

#include <stdlib.h>
#include <string.h>

void judge_add_note(struct decision *decision, struct arena *arena, const char *note)
{
    *ARENA_PUSH(arena, &decision->note_list) = note;
}

void judge_settle_notes(struct decision *decision)
{
    struct note_list *notes = &decision->note_list;
    size_t n = 0;

    if (notes->count)
        qsort(notes->items, notes->count, sizeof *notes->items, text_compare);
    for (size_t i = 0; i < notes->count; i++)
        if (n == 0 || strcmp(notes->items[n - 1], notes->items[i]) != 0)
            notes->items[n++] = notes->items[i];
    notes->count = n;
    decision->notes = notes->items;
    decision->note_count = n;
}

/* What the rules for a holder's review ask of the papers and tallies. */
struct review_facts {
    bool has_violation;
    bool has_open_withdrawal;
    const struct submission *highest_request; /* for the highest level above the one held */
    const struct submission *early_request;
    bool has_application;
};

static bool is_of_track(const struct submission *paper, int track)
{
    return submission_track(paper) == track;
}

static void read_upgrade_request(struct review_facts *facts, const struct submission *paper, int held)
{
    const struct value *level = submission_value(paper, "to_level");
    const struct value *early = submission_value(paper, "early");

    if (level->position <= held)
        return;
    if (!facts->highest_request || level->position > submission_value(facts->highest_request, "to_level")->position)
        facts->highest_request = paper;
    if (early && early->boolean)
        facts->early_request = paper;
}

static const char *proposal_of(struct arena *arena, const struct docket_entry *entry, const char *cycle)
{
    const struct programme *programme = entry->scheme->programme;

    return arena_printf(arena, "%s/%s/%s/%s", programme->id, entry->unit->id,
                        entry->track >= 0 ? programme->tracks[entry->track].id : "-", cycle);
}

/* A withdrawal that the office turned down in an earlier period is open no more. */
static bool is_closed_paper(const struct ledger *ledger, struct arena *arena, const struct docket_entry *entry,
                            const struct submission *paper)
{
    return ledger && ledger_is_closed(ledger, proposal_of(arena, entry, paper->id));
}

static struct review_facts review_facts(const struct docket_entry *entry, struct arena *arena,
                                        const struct ledger *ledger)
{
    struct review_facts facts = {0};
    int violation = entry->scheme->violation_metric;

    facts.has_violation = violation >= 0 && entry->tallies[violation].value.num > 0;
    for (size_t i = 0; i < entry->paper_count; i++) {
        const struct submission *paper = entry->papers[i];
        if (!is_of_track(paper, entry->track))
            continue;
        if (submission_is(paper, "application"))
            facts.has_application = true;
        if (paper->submitted_on < entry->papers_from)
            continue;
        if (submission_is(paper, "withdrawal") && !is_closed_paper(ledger, arena, entry, paper))
            facts.has_open_withdrawal = true;
        else if (submission_is(paper, "upgrade-request"))
            read_upgrade_request(&facts, paper, entry->certificate->level);
    }
    return facts;
}

static void propose(struct decision *d, enum action action, int to, const char *clause)
{
    d->action = action;
    d->to = to;
    d->reason_clause = clause;
}

/* Rule 6 where the worst of the requirements not met decides (third-party norm 5). */
static void propose_by_severity(struct decision *d, struct arena *arena, const struct docket_entry *entry,
                                const struct export *export)
{
    const struct scheme *scheme = entry->scheme;
    enum severity worst = SEVERITY_MINOR;
    char day[DATE_TEXT_SIZE];

    for (size_t i = 0; i < entry->result_count; i++)
        if (!entry->results[i].is_met && entry->results[i].requirement->severity > worst)
            worst = entry->results[i].requirement->severity;
    if (worst == SEVERITY_MINOR && !entry->is_rectification) {
        propose(d, ACTION_WARN, d->from, scheme->shortfall_clause);
    } else if (worst == SEVERITY_CRITICAL || entry->is_rectification) {
        propose(d, ACTION_REVOKE, -1, scheme->shortfall_clause);
    } else {
        propose(d, ACTION_RECTIFY, d->from, scheme->shortfall_clause);
        d->deadline = export->as_of + scheme->rectify_days.value;
        judge_add_note(d, arena, arena_printf(arena, "rectify-by: %s", date_text(d->deadline, day)));
    }
}

/* Rule 6: less attained than held. */
static void propose_after_shortfall(struct decision *d, struct arena *arena, const struct docket_entry *entry,
                                    const struct export *export)
{
    const struct scheme *scheme = entry->scheme;

    switch (scheme->shortfall) {
    case SHORTFALL_WARN: propose(d, ACTION_WARN, d->from, scheme->shortfall_clause); return;
    case SHORTFALL_SEVERITY: propose_by_severity(d, arena, entry, export); return;
    case SHORTFALL_ONE_LEVEL:
        if (d->from > 0) {
            propose(d, ACTION_DOWNGRADE, d->from - 1, scheme->shortfall_clause);
            return;
        }
        break;
    case SHORTFALL_ATTAINED:
        if (d->attained >= 0) {
            propose(d, ACTION_DOWNGRADE, d->attained, scheme->shortfall_clause);
            return;
        }
        break;
    case SHORTFALL_REVOKE: break;
    }
    propose(d, ACTION_REVOKE, -1, scheme->shortfall_clause);
}

/* Rules 4 to 6: the level attained against the level held. */
static void compare_levels(struct decision *d, struct arena *arena, const struct docket_entry *entry,
                           const struct review_facts *facts, const struct export *export)
{
    const struct scheme *scheme = entry->scheme;

    if (d->attained > d->from && facts->highest_request) {
        int wanted = submission_value(facts->highest_request, "to_level")->position;
        propose(d, ACTION_UPGRADE, wanted < d->attained ? wanted : d->attained, scheme->upgrade_clause);
        d->submission = facts->highest_request;
    } else if (d->attained < d->from) {
        propose_after_shortfall(d, arena, entry, export);
    } else if (scheme->is_half_yearly && entry->is_commendable) {
        propose(d, ACTION_COMMEND, d->from, scheme->commend_clause);
    } else {
        propose(d, ACTION_MAINTAIN, d->from, scheme->is_half_yearly ? scheme->half_year_clause : scheme->review_clause);
        d->eligible_upgrade_to = d->attained > d->from ? d->attained : -1;
    }
}

static const char *early_cycle(struct arena *arena, const struct docket_entry *entry)
{
    return arena_printf(arena, "early-%s", entry->cycle);
}

static void propose_early_upgrade(struct decision *d, struct arena *arena, const struct docket_entry *entry,
                                  const struct review_facts *facts)
{
    propose(d, ACTION_UPGRADE, d->from + 1, entry->scheme->early_clause);
    d->is_early = true;
    d->submission = facts->early_request;
    d->cycle = early_cycle(arena, entry);
}

/* One early upgrade a term: a cycle that is closed is not opened again. */
static bool has_outstanding_request(const struct docket_entry *entry, struct arena *arena, const struct ledger *ledger,
                                    const struct review_facts *facts)
{
    return entry->status == STATUS_NOT_DUE && entry->is_covered && entry->is_outstanding && facts->early_request &&
           !ledger_is_closed(ledger, proposal_of(arena, entry, early_cycle(arena, entry)));
}

/* Rule 3: why there are no figures. */
static void note_lack_of_figures(struct decision *d, struct arena *arena, const struct docket_entry *entry)
{
    if (!entry->is_covered)
        judge_add_note(d, arena, "evidence-not-covered");
    if (entry->scheme->needs_assessment && !entry->assessment && !entry->is_rectification)
        judge_add_note(d, arena, "awaiting-assessment");
}

/* Until its deadline a rectification stays open. */
static void wait_for_rectification(struct decision *d, struct arena *arena, const struct docket_entry *entry)
{
    char day[DATE_TEXT_SIZE];

    d->deadline = entry->past->deadline;
    judge_add_note(d, arena, arena_printf(arena, "rectify-by: %s", date_text(d->deadline, day)));
}

/* Whether the half-year before ended with a warning too (decision-rules §3). */
static bool was_warned_before(const struct docket_entry *entry, struct arena *arena, const struct ledger *ledger)
{
    const struct past_decision *past = ledger_decision(ledger, proposal_of(arena, entry, entry->previous_cycle));

    return past && past->has_outcome && past->outcome_action == ACTION_WARN;
}

/* A review, or the half-year that stands in for it: the first rule that applies. */
static void judge_holder(struct decision *d, struct arena *arena, const struct docket_entry *entry,
                         const struct export *export, const struct ledger *ledger)
{
    const struct review_facts facts = review_facts(entry, arena, ledger);
    date valid_to = entry->certificate->valid_to;
    bool is_live = status_is_due(entry->status);

    propose(d, ACTION_NONE, d->from, NULL);
    if (entry->unit->is_missing) {
        judge_add_note(d, arena, "missing-from-export");
        return;
    }
    if (facts.has_application && entry->status != STATUS_EXPIRED)
        judge_add_note(d, arena, "already-holder");
    if (entry->matter == MATTER_REVIEW && entry->status != STATUS_DECIDED && export->next_as_of != DATE_NONE &&
        export->as_of <= valid_to && valid_to < export->next_as_of)
        judge_add_note(d, arena, "last-run-before-expiry");
    if (facts.has_violation && entry->status != STATUS_EXPIRED) {
        propose(d, ACTION_REVOKE, -1, entry->scheme->violation_clause); /* rule 1 */
        d->is_for_violation = true;
        return;
    }
    if (!entry->is_referred && entry->status != STATUS_DECIDED)
        note_lack_of_figures(d, arena, entry);
    if (facts.has_open_withdrawal)
        judge_add_note(d, arena, "withdrawal-open");
    else if (has_outstanding_request(entry, arena, ledger, &facts))
        propose_early_upgrade(d, arena, entry, &facts);
    else if (is_live && entry->is_referred)
        propose(d, ACTION_REFER, d->from, entry->scheme->referred_clause[entry->track]);
    else if (is_live && entry->is_rectification && export->as_of < entry->past->deadline)
        wait_for_rectification(d, arena, entry);
    else if (is_live && docket_entry_has_figures(entry))
        compare_levels(d, arena, entry, &facts, export);
    if (d->action == ACTION_WARN && entry->scheme->is_half_yearly && was_warned_before(entry, arena, ledger)) {
        propose(d, ACTION_REVOKE, -1, entry->scheme->shortfall_clause);
        d->bars = true;
        judge_add_note(d, arena, "barred-next-term");
    }
}

/* A unit that lost its standing after two warnings may not apply for the next term. */
static bool is_barred(const struct docket_entry *entry, const struct export *export, const struct ledger *ledger,
                      struct arena *arena)
{
    size_t count;
    const struct past_decision *past = ledger_of_subject(
        ledger, arena_printf(arena, "%s/%s/", entry->scheme->programme->id, entry->unit->id), &count);

    for (size_t i = 0; i < count; i++)
        if (past[i].is_barred && past[i].has_outcome && past[i].outcome_action == ACTION_REVOKE &&
            export->as_of < date_add_months(past[i].as_of, entry->scheme->bar_months.value))
            return true;
    return false;
}

static void judge_applicant(struct decision *d, struct arena *arena, const struct docket_entry *entry,
                            const struct export *export, const struct ledger *ledger)
{
    const struct value *applied = submission_value(entry->submission, "applied_level");
    const struct scheme *scheme = entry->scheme;
    const char *clause = scheme->application_clause;

    propose(d, ACTION_NONE, -1, NULL);
    if (entry->unit->is_missing)
        judge_add_note(d, arena, "missing-from-export");
    if (entry->status == STATUS_DECIDED)
        return;
    if (entry->is_referred && is_barred(entry, export, ledger, arena)) {
        propose(d, ACTION_REJECT, -1, scheme->bar_months.clause);
        d->is_barred = true;
        return;
    }
    if (entry->is_referred) {
        propose(d, ACTION_REFER, -1, scheme->refers_applicants ? clause : scheme->referred_clause[entry->track]);
        return;
    }
    if (entry->tallies)
        note_lack_of_figures(d, arena, entry);
    if (entry->status != STATUS_DUE || !docket_entry_has_figures(entry))
        return;
    if (d->attained < 0)
        propose(d, ACTION_REJECT, -1, clause);
    else
        propose(d, ACTION_CERTIFY, applied && applied->position < d->attained ? applied->position : d->attained,
                clause);
}

static struct requirement_result yes_no(const char *id, const char *clause, bool is_met)
{
    return (struct requirement_result){.id = id, .level = -1, .clause = clause, .value = EXACT(is_met),
                                       .required = EXACT(1), .is_yes_no = true, .is_met = is_met};
}

/* How many subjects the unit holds in the scheme; the level of the last one found. */
static size_t count_held(const struct docket *docket, const struct docket_entry *entry, int *level)
{
    size_t cell = entry->unit->index * docket->programmes + entry->scheme->programme->index;
    size_t held = 0;

    for (size_t i = docket->first[cell]; i < docket->first[cell + 1]; i++) {
        const struct docket_entry *other = &docket->entries[i];
        if ((other->matter == MATTER_REVIEW || other->matter == MATTER_HALF_YEAR) && other->status != STATUS_EXPIRED) {
            held++;
            *level = other->certificate->level;
        }
    }
    return held;
}

/* A holder may change name and address, not its USCC (decision-rules §1). */
static void judge_change(struct decision *d, struct arena *arena, const struct docket_entry *entry,
                         const struct docket *docket)
{
    const char *clause = entry->scheme->change_clause;
    struct requirement_result *results = ARENA_ARRAY(arena, struct requirement_result, 2);
    int level = -1;
    size_t held = count_held(docket, entry, &level);

    results[0] = yes_no("holds-certificate", clause, held > 0);
    results[1] = yes_no("uscc-unchanged", clause, submission_value(entry->submission, "uscc") == NULL);
    d->requirements = results;
    d->requirement_count = 2;
    d->from = held == 1 ? level : -1;
    if (entry->status == STATUS_DECIDED)
        propose(d, ACTION_NONE, d->from, NULL);
    else
        propose(d, results[0].is_met && results[1].is_met ? ACTION_REISSUE : ACTION_REJECT, d->from, clause);
}

/* What the findings leave open, item by item, up to the level under review (decision-rules §1). */
static void note_items(struct decision *d, struct arena *arena, const struct docket_entry *entry)
{
    uint32_t lists = entry->level_under_review < 0 ? 0 : (2u << entry->level_under_review) - 1;

    if (entry->level_under_review < 0)
        return; /* not scored */
    for (size_t i = 0; entry->checks && i < entry->checklist->count; i++) {
        const struct check_result *check = &entry->checks[i];
        const char *item = entry->checklist->checks[i].item->id;
        uint16_t levels = entry->checklist->checks[i].levels;
        if (!check->is_asked || !(levels & lists))
            continue;
        if (!check->votes[FINDING_MET] && !check->votes[FINDING_UNMET] && !check->votes[FINDING_NA])
            judge_add_note(d, arena, arena_printf(arena, "not-assessed: %s", item));
        if (check->is_tied)
            judge_add_note(d, arena, arena_printf(arena, "tied: %s", item));
        if (check->has_conflict)
            judge_add_note(d, arena, arena_printf(arena, "conflict: %s", item));
        if (check->is_contradicted)
            judge_add_note(d, arena, arena_printf(arena, "fact-contradicts: %s", item));
    }
    for (size_t i = 0; i < entry->notes.count; i++)
        judge_add_note(d, arena, entry->notes.items[i]);
}

static void copy_entry(struct decision *d, const struct docket_entry *entry)
{
    d->entry = entry;
    d->unit = entry->unit;
    d->scheme = entry->scheme;
    d->track = entry->track;
    d->matter = entry->matter;
    d->status = entry->status;
    d->from = entry->certificate ? entry->certificate->level : -1;
    d->to = d->eligible_upgrade_to = d->outcome_to = -1;
    d->attained = entry->attained;
    d->held_certificate = entry->certificate;
    d->submission = entry->submission;
    d->opens = entry->opens;
    d->days_from = entry->days_from;
    d->days_to = entry->days_to;
    d->tallies = entry->tallies;
    d->requirements = entry->results;
    d->requirement_count = entry->result_count;
}

void judge(struct decision *d, struct arena *arena, const struct docket_entry *entry, const struct docket *docket,
           const struct export *export, const struct ledger *ledger)
{
    *d = (struct decision){.cycle = entry->cycle, .proposal_id = entry->proposal_id, .deadline = DATE_NONE};
    copy_entry(d, entry);
    if (entry->has_future)
        judge_add_note(d, arena, "future");
    note_items(d, arena, entry);
    switch (entry->matter) {
    case MATTER_REVIEW:
    case MATTER_HALF_YEAR:
        if (entry->is_late_upgrade)
            judge_late_upgrade(d, arena, entry);
        else
            judge_holder(d, arena, entry, export, ledger);
        break;
    case MATTER_CHANGE: judge_change(d, arena, entry, docket); break;
    case MATTER_WITHDRAWAL:
        if (entry->status == STATUS_DECIDED)
            propose(d, ACTION_NONE, d->from, NULL);
        else
            propose(d, ACTION_WITHDRAW, -1, entry->scheme->withdrawal_clause);
        break;
    case MATTER_TRIAL:
    case MATTER_APPLICATION:
    case MATTER_COUNT: judge_applicant(d, arena, entry, export, ledger); break;
    }
    d->needs_approval = d->action != ACTION_NONE && entry->scheme->needs_approval[d->action];
    if (d->requirement_count && !entry->is_late_upgrade) {
        d->has_attainment = true;
        d->attainment = requirements_attainment(d->requirements, d->requirement_count);
    }
    if (d->is_early)
        d->proposal_id = proposal_of(arena, entry, d->cycle);
}
