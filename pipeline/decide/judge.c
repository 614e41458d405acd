/* judge.c - what is proposed: the first rule that applies. */
#include "decide/judge.h"

#include <string.h>

void judge_add_note(struct decision *decision, struct arena *arena, const char *note)
{
    size_t at = 0;

    while (at < decision->note_count && strcmp(decision->notes[at], note) < 0)
        at++;
    if (at < decision->note_count && strcmp(decision->notes[at], note) == 0)
        return;
    const char **notes = ARENA_ARRAY(arena, const char *, decision->note_count + 1);
    for (size_t i = 0; i < at; i++)
        notes[i] = decision->notes[i];
    notes[at] = note;
    for (size_t i = at; i < decision->note_count; i++)
        notes[i + 1] = decision->notes[i];
    decision->notes = notes;
    decision->note_count++;
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

static struct review_facts review_facts(const struct docket_entry *entry)
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
        if (submission_is(paper, "withdrawal"))
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

/* Rules 4 to 6: the level attained against the level held. */
static void compare_levels(struct decision *d, const struct docket_entry *entry, const struct review_facts *facts)
{
    const struct scheme *scheme = entry->scheme;

    if (d->attained > d->from && facts->highest_request) {
        int wanted = submission_value(facts->highest_request, "to_level")->position;
        propose(d, ACTION_UPGRADE, wanted < d->attained ? wanted : d->attained, scheme->upgrade_clause);
        d->submission = facts->highest_request;
    } else if (d->attained >= d->from) {
        propose(d, ACTION_MAINTAIN, d->from, scheme->review_clause);
        d->eligible_upgrade_to = d->attained > d->from ? d->attained : -1;
    } else if (scheme->shortfall == SHORTFALL_ONE_LEVEL && d->from > 0) {
        propose(d, ACTION_DOWNGRADE, d->from - 1, scheme->shortfall_clause);
    } else {
        propose(d, ACTION_REVOKE, -1, scheme->shortfall_clause);
    }
}

static void propose_early_upgrade(struct decision *d, struct arena *arena, const struct docket_entry *entry,
                                  const struct review_facts *facts)
{
    propose(d, ACTION_UPGRADE, d->from + 1, entry->scheme->early_clause);
    d->is_early = true;
    d->submission = facts->early_request;
    d->cycle = arena_printf(arena, "early-%s", d->cycle);
}

static bool has_outstanding_request(const struct docket_entry *entry, const struct review_facts *facts)
{
    return entry->status == STATUS_NOT_DUE && entry->is_covered && entry->is_outstanding && facts->early_request;
}

static void judge_review(struct decision *d, struct arena *arena, const struct docket_entry *entry,
                         const struct export *export)
{
    const struct review_facts facts = review_facts(entry);
    const struct scheme *scheme = entry->scheme;
    date valid_to = entry->certificate->valid_to;
    bool is_live = entry->status == STATUS_DUE || entry->status == STATUS_OVERDUE;

    propose(d, ACTION_NONE, d->from, NULL);
    if (facts.has_application && entry->status != STATUS_EXPIRED)
        judge_add_note(d, arena, "already-holder");
    if (entry->status != STATUS_DECIDED && export->next_as_of != DATE_NONE && export->as_of <= valid_to &&
        valid_to < export->next_as_of)
        judge_add_note(d, arena, "last-run-before-expiry");
    if (facts.has_violation && entry->status != STATUS_EXPIRED) {
        propose(d, ACTION_REVOKE, -1, scheme->violation_clause); /* rule 1 */
        return;
    }
    if (!entry->is_covered && entry->status != STATUS_DECIDED)
        judge_add_note(d, arena, "evidence-not-covered");
    if (facts.has_open_withdrawal)
        judge_add_note(d, arena, "withdrawal-open");
    else if (has_outstanding_request(entry, &facts))
        propose_early_upgrade(d, arena, entry, &facts);
    else if (is_live && entry->is_covered)
        compare_levels(d, entry, &facts);
}

static void judge_applicant(struct decision *d, struct arena *arena, const struct docket_entry *entry)
{
    propose(d, ACTION_NONE, -1, NULL);
    if (!entry->is_covered)
        judge_add_note(d, arena, "evidence-not-covered");
    if (entry->status != STATUS_DUE || !entry->is_covered)
        return;
    const struct value *applied = submission_value(entry->submission, "applied_level");
    const char *clause = entry->scheme->application_clause;
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
        if (other->matter == MATTER_REVIEW && other->status != STATUS_EXPIRED) {
            held++;
            *level = other->certificate->level;
        }
    }
    return held;
}

/* 四（一）5: a holder may change name and address, not its USCC. */
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
    propose(d, results[0].is_met && results[1].is_met ? ACTION_REISSUE : ACTION_REJECT, d->from, clause);
}

static const char *cycle_of(struct arena *arena, const struct docket_entry *entry)
{
    char day[DATE_TEXT_SIZE];

    return entry->matter == MATTER_REVIEW ? arena_strdup(arena, date_text(entry->certificate->valid_to, day))
                                          : entry->submission->id;
}

static void copy_entry(struct decision *d, const struct docket_entry *entry)
{
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
           const struct export *export)
{
    const struct programme *programme = entry->scheme->programme;

    *d = (struct decision){.cycle = cycle_of(arena, entry)};
    copy_entry(d, entry);
    if (entry->has_future)
        judge_add_note(d, arena, "future");
    switch (entry->matter) {
    case MATTER_REVIEW: judge_review(d, arena, entry, export); break;
    case MATTER_CHANGE: judge_change(d, arena, entry, docket); break;
    case MATTER_WITHDRAWAL: propose(d, ACTION_WITHDRAW, -1, entry->scheme->withdrawal_clause); break;
    case MATTER_TRIAL:
    case MATTER_APPLICATION:
    case MATTER_HALF_YEAR:
    case MATTER_COUNT: judge_applicant(d, arena, entry); break;
    }
    d->needs_approval = d->action != ACTION_NONE && entry->scheme->needs_approval[d->action];
    if (d->requirement_count) {
        d->has_attainment = true;
        d->attainment = requirements_attainment(d->requirements, d->requirement_count);
    }
    d->proposal_id = arena_printf(arena, "%s/%s/%s/%s", programme->id, entry->unit->id,
                                  entry->track >= 0 ? programme->tracks[entry->track].id : "-", d->cycle);
}
