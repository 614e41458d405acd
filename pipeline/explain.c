/* explain.c - dry run, check and explain: what a run knows, as text on standard output. */
#include "base/bytes.h"
#include "model/chinese.h"
#include "run.h"
#include "session.h"

#include <stdio.h>
#include <string.h>

/* A word of programs, or what people call it in Chinese. */
static const char *said(const char *word, const char *chinese)
{
    return error_language() == LANGUAGE_CHINESE ? chinese : word;
}

static const char *level_word(const struct decision *d, int level)
{
    return level >= 0 ? d->scheme->programme->levels[level] : "-";
}

/* --- dry run --- */

static void print_intent(const struct decision *d)
{
    const char *state = d->has_outcome ? "will be carried out" : d->is_held ? "held" : "waits for a ruling";
    enum action action = decision_action(d);

    printf("%-10s %s  %s -> %s  %s", said(action_word(action), action_chinese(action)), d->proposal_id,
           level_word(d, d->from), level_word(d, decision_level(d)), error_say(state));
    for (size_t i = 0; i < d->certificate_count; i++)
        printf(error_say("  certificate %s version %d"), d->certificates[i].certificate_no, d->certificates[i].version);
    printf("  %s\n", d->unit->name);
}

RESULT run_dry(struct run_summary *summary, struct arena *arena, const struct run_options *options)
{
    struct session s;

    struct result r = session_open(&s, arena, options, true);
    if (!r.kind)
        r = session_fold(&s, NULL);
    if (!r.kind)
        r = session_plan(&s);
    if (!r.kind) {
        session_summarise(summary, &s);
        for (size_t i = 0; i < s.run.plan->count && !options->is_quiet; i++)
            if (s.run.plan->decisions[i].action != ACTION_NONE)
                print_intent(&s.run.plan->decisions[i]);
    }
    session_close(&s);
    return r;
}

/* --- check --- */

static void print_reject(const struct reject *reject)
{
    printf("%s:%zu: %s: %s: %s\n", reject->place.file, reject->place.line, reject->id ? reject->id : "-",
           said(reject_code_text(reject->code), reject_code_chinese(reject->code)),
           reject->message.in[error_language()]);
}

RESULT run_check(struct run_summary *summary, struct arena *arena, const struct run_options *options)
{
    struct session s;

    struct result r = session_open(&s, arena, options, false);
    if (!r.kind)
        r = ingest_stream(s.ingest, &(struct ingest_sink){0});
    if (!r.kind) {
        session_summarise(summary, &s);
        for (size_t i = 0; i < s.export->files.count; i++) {
            const struct source_file *f = &s.export->files.items[i];
            printf(error_say("%s: %zu records, %zu used, %zu duplicate, %zu rejected\n"), f->path, f->read, f->used,
                   f->duplicate, f->rejected);
        }
        for (size_t i = 0; i < s.export->rejects.count; i++)
            print_reject(&s.export->rejects.items[i]);
    }
    session_close(&s);
    return r;
}

/* --- explain --- */

/* What is written down about the unit's evidence and findings while it streams by. */
struct listener {
    const char *unit_id;
    struct bytes lines;
};

static void listen(void *context, const struct docket_entry *entry, const struct metric *metric,
                   const struct evidence *evidence, enum verdict verdict)
{
    struct listener *listener = context;
    char day[DATE_TEXT_SIZE];

    if (strcmp(evidence->unit->id, listener->unit_id) != 0)
        return;
    bytes_printf(&listener->lines, "    %s:%zu  %s  %s  %s  %s: %s\n", evidence->place.file, evidence->place.line,
                 evidence->id, date_text(evidence->day, day), evidence->programme->evidence_kinds[evidence->kind].name,
                 metric ? metric->id : error_say("no figure"), said(verdict_text(verdict), verdict_chinese(verdict)));
    (void)entry;
}

static const char *finding_word(enum finding_result result)
{
    static const char *const words[] = {
#define X(id, text) [FINDING_##id] = text,
        FINDING_LIST(X)
#undef X
    };
    static const char *const chinese[] = {[FINDING_MET] = "满足", [FINDING_UNMET] = "不满足", [FINDING_NA] = "不适用"};

    return said(words[result], chinese[result]);
}

static void listen_to_finding(void *context, const struct docket_entry *entry, const struct check *check,
                              const struct finding *finding, enum finding_result counted_as)
{
    struct listener *listener = context;

    if (strcmp(entry->unit->id, listener->unit_id) != 0)
        return;
    bytes_printf(&listener->lines, error_say("    %s:%zu  %s  %s  %s: %s, counted as %s for %s of %s\n"),
                 finding->place.file, finding->place.line, finding->assessment->id, finding->item->id, finding->expert,
                 finding_word(finding->result), finding_word(counted_as), check->item->id, entry->cycle);
}

static void print_requirements(const struct decision *d)
{
    char value[EXACT_TEXT_SIZE], required[EXACT_TEXT_SIZE];

    for (size_t i = 0; i < d->requirement_count; i++) {
        const struct requirement_result *r = &d->requirements[i];
        printf(error_say("    %-20s %s  value %s  required %s  %s\n"), r->id,
               r->clause ? r->clause : error_say("policy"), exact_text(r->value, 8, value),
               exact_text(r->required, 8, required),
               said(r->is_met ? "met" : "not met", r->is_met ? "达到" : "未达到"));
    }
}

static void print_tallies(const struct decision *d)
{
    char value[EXACT_TEXT_SIZE];

    for (size_t m = 0; d->tallies && m < d->scheme->metric_count; m++) {
        const struct tally *t = &d->tallies[m];
        printf(error_say("    %-20s %s  from %u counted, %u of them repeated; not counted: %u unmatched, %u outside, "
                         "%u future, %u pending, %u rejected\n"),
               d->scheme->metrics[m].id, exact_text(t->value, 8, value), t->counted, t->repeated, t->unmatched,
               t->outside, t->future, t->pending, t->refused);
    }
}

static const char *check_word(const struct check_result *check)
{
    static const enum finding_result findings[] = {
        [CHECK_MET] = FINDING_MET, [CHECK_UNMET] = FINDING_UNMET, [CHECK_NA] = FINDING_NA};

    return finding_word(findings[check->verdict]);
}

/* The catalogue item by item, and what it adds up to. */
static void print_checks(const struct docket_entry *entry)
{
    printf(error_say("  assessment that counts: %s, %s\n  facts from: %s\n  items:\n"), entry->assessment->id,
           entry->assessment->form, entry->facts ? entry->facts->id : "-");
    for (size_t i = 0; i < entry->checklist->count; i++) {
        const struct check_result *c = &entry->checks[i];
        if (c->is_asked)
            printf(error_say("    %-12s %-5s  %u met, %u unmet, %u na%s%s%s\n"), entry->checklist->checks[i].item->id,
                   check_word(c), c->votes[FINDING_MET], c->votes[FINDING_UNMET], c->votes[FINDING_NA],
                   c->is_tied ? error_say(", tied") : "", c->has_conflict ? error_say(", one expert in conflict") : "",
                   c->is_contradicted ? error_say(", contradicted by the facts") : "");
    }
}

static void print_score(const struct docket_entry *entry)
{
    char weight[EXACT_TEXT_SIZE], total[EXACT_TEXT_SIZE];

    printf(error_say("  score: %s of 100\n"), exact_text(entry->score, 8, total));
    for (size_t i = 0; i < entry->scheme->term_count; i++)
        printf(error_say("    %-12s %d of %d met, weight %s\n"), entry->terms[i].id, entry->terms[i].met,
               entry->terms[i].total, exact_text(entry->terms[i].weight, 4, weight));
}

static void print_days(const struct decision *d)
{
    char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];

    if (d->days_from != DATE_NONE)
        printf(error_say("  days that count: %s to %s\n"), date_text(d->days_from, from), date_text(d->days_to, to));
    if (d->opens != DATE_NONE)
        printf(error_say("  review opens: %s\n"), date_text(d->opens, from));
}

static void print_decision(const struct decision *d)
{
    printf("%s\n  %s, %s: %s, %s -> %s (%s)\n", d->proposal_id,
           said(matter_word(d->matter), scheme_matter_name(d->scheme, d->matter)),
           said(status_word(d->status), status_chinese(d->status)),
           said(action_word(d->action), action_chinese(d->action)), level_word(d, d->from), level_word(d, d->to),
           d->action == ACTION_NONE ? error_say("nothing to decide")
           : d->reason_clause       ? d->reason_clause
                                    : error_say("office policy"));
    print_days(d);
    printf(error_say("  attained: %s\n  requirements:\n"), level_word(d, d->attained));
    print_requirements(d);
    printf(error_say("  figures:\n"));
    print_tallies(d);
    if (d->entry->checks)
        print_checks(d->entry);
    if (d->entry->has_score)
        print_score(d->entry);
    for (size_t i = 0; i < d->note_count; i++)
        printf(error_say("  note: %s\n"), d->notes[i]);
    for (int i = 0; i < HOLD_COUNT; i++)
        if (d->holds[i])
            printf(error_say("  held: %s\n"), phrase(error_language(), hold_chinese((enum hold)i)));
    if (d->ruling)
        printf(error_say("  ruling: %s by %s\n"), said(ruling_text(d->ruling->word), ruling_chinese(d->ruling->word)),
               d->ruling->by);
    if (d->has_outcome)
        printf(error_say("  outcome: %s, level %s\n"),
               said(action_word(d->outcome_action), action_chinese(d->outcome_action)), level_word(d, d->outcome_to));
    for (size_t i = 0; i < d->certificate_count; i++)
        printf(error_say("  certificate: %s version %d\n"), d->certificates[i].certificate_no,
               d->certificates[i].version);
}

static void print_papers(const struct session *s, const struct unit *unit)
{
    char day[DATE_TEXT_SIZE];

    printf(error_say("submissions:\n"));
    for (size_t i = 0; i < s->export->submissions.count; i++) {
        const struct submission *p = &s->export->submissions.items[i];
        if (p->unit == unit)
            printf("    %s:%zu  %s  %s  %s  %s%s\n", p->place.file, p->place.line, p->id,
                   date_text(p->submitted_on, day), p->programme->id, p->programme->submission_kinds[p->kind].name,
                   p->submitted_on > s->export->as_of ? error_say(": not counted: dated after as_of") : "");
    }
}

static void print_assessments(const struct session *s, const struct unit *unit)
{
    char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];

    printf(error_say("assessments:\n"));
    for (size_t i = 0; i < s->export->assessments.count; i++) {
        const struct assessment *a = &s->export->assessments.items[i];
        if (a->unit != unit)
            continue;
        bool counts = s->docket->counted_first[i] < s->docket->counted_first[i + 1];
        printf(error_say("    %s:%zu  %s  %s to %s  %s: %s\n"), a->place.file, a->place.line, a->id,
               date_text(a->from, from), date_text(a->to, to), a->programme->id,
               error_say(counts ? "counts"
                                : "does not count: another is later, or it lies outside the days of any review"));
    }
}

static void print_unit(const struct session *s, const struct unit *unit, struct listener *listener)
{
    printf("%s  %s\n", unit->id, unit->name);
    for (size_t i = 0; i < s->run.plan->count; i++)
        if (s->run.plan->decisions[i].unit == unit)
            print_decision(&s->run.plan->decisions[i]);
    print_papers(s, unit);
    print_assessments(s, unit);
    printf(error_say("evidence and findings:\n%s"), bytes_text(&listener->lines));
    printf(error_say("rejected records:\n"));
    for (size_t i = 0; i < s->export->rejects.count; i++)
        if (s->export->rejects.items[i].unit == unit) {
            printf("    ");
            print_reject(&s->export->rejects.items[i]);
        }
}

RESULT run_explain(struct run_summary *summary, struct arena *arena, const struct run_options *options,
                   const char *unit_id)
{
    struct session s;
    struct listener listener = {.unit_id = unit_id};

    bytes_init(&listener.lines, arena);
    struct result r = session_open(&s, arena, options, true);
    if (!r.kind && !export_unit(s.export, unit_id))
        r = FAIL(INPUT, "%s: there is no unit \"%s\" in this export", options->input, unit_id);
    if (!r.kind)
        r = session_fold(&s, &(struct session_observer){listen, listen_to_finding, &listener});
    if (!r.kind)
        r = session_plan(&s);
    if (!r.kind) {
        session_summarise(summary, &s);
        print_unit(&s, export_unit(s.export, unit_id), &listener);
    }
    session_close(&s);
    return r;
}
