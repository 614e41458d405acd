/* session.c - rules, export, docket, fold, plan: the only order there is. */
#include "session.h"

#include "base/file.h"
#include "decide/docket.h"
#include "decide/reconcile.h"
#include "ingest/ingest.h"
#include "scheme/rules.h"
#include "score/score.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static RESULT choose_schemes(struct session *s)
{
    const struct vocabulary *vocabulary = &s->rules->vocabulary;

    if (!s->options->scheme_count)
        return OK;
    bool *is_wanted = ARENA_ARRAY(s->arena, bool, vocabulary->count);
    for (size_t i = 0; i < s->options->scheme_count; i++) {
        const char *name = s->options->schemes[i];
        const struct programme *programme = vocabulary_programme(vocabulary, name);
        if (!programme || !rule_set_scheme(s->rules, programme))
            return FAIL(USAGE, "--scheme %s: there are no rules for this programme in %s", name, s->rules->folder);
        is_wanted[programme->index] = true;
    }
    s->is_wanted = is_wanted;
    return OK;
}

/* The output is replaced as a whole: a register in it would go with the old one. */
static RESULT refuse_inside_output(const struct run_options *options)
{
    char output[PATH_MAX], folder[PATH_MAX], path[PATH_MAX];

    if (!options->output || !realpath(options->output, output))
        return OK;
    int n = snprintf(path, sizeof path, "%s", options->register_path);
    char *slash = strrchr(path, '/');
    if (n >= (int)sizeof path || (slash && slash == path))
        return OK;
    if (slash)
        *slash = '\0';
    size_t length = strlen(output);
    if (!realpath(slash ? path : ".", folder) || strncmp(folder, output, length) != 0 ||
        (folder[length] && folder[length] != '/'))
        return OK;
    return FAIL(USAGE, "--register %s: stands in the output, which is replaced as a whole; keep it elsewhere",
                options->register_path);
}

/* The register is read as of the beginning of the export's period. A dry run and a run of some
 * programmes only never write to it. */
static RESULT open_register(struct session *s)
{
    const struct run_options *options = s->options;
    bool writes = options->output && !options->scheme_count && !options->is_preview;
    const char *period;

    TRY(ingest_period(&period, s->arena, options->input));
    TRY(refuse_inside_output(options));
    if (!writes && !file_exists(options->register_path)) { /* what the first run would do */
        s->ledger = ARENA_NEW(s->arena, struct ledger);
        s->ledger->period = period;
        return OK;
    }
    TRY(register_open(&s->register_file, s->arena, options->register_path, writes ? REGISTER_WRITE : REGISTER_READ));
    TRY(register_load(&s->ledger, s->register_file, s->arena, s->rules, period));
    if (writes && s->ledger->has_later && !s->ledger->is_recorded)
        return FAIL(INPUT, "%s: a later period stands in the register, so %s, which does not, can no longer be recorded; "
                           "run the later period with its records instead", options->register_path, period);
    return OK;
}

RESULT session_open(struct session *s, struct arena *arena, const struct run_options *options, bool decides)
{
    *s = (struct session){.arena = arena, .options = options};
    TRY(rules_load_with(&s->rules, arena, options->templates, options->programme_folder));
    TRY(choose_schemes(s));
    if (decides)
        TRY(press_open(&s->press, s->rules)); /* broken templates too stop a run before it decides */
    if (options->register_path && decides)
        TRY(open_register(s));
    TRY(ingest_open(&s->ingest, &s->export, arena, options->input, &s->rules->vocabulary, options->rulings,
                    options->ruling_count, s->ledger ? s->ledger->units.items : NULL,
                    s->ledger ? s->ledger->units.count : 0));
    if (options->as_of != DATE_NONE)
        s->export->as_of = options->as_of;
    if (s->ledger)
        reconcile(arena, s->export, s->ledger);
    return OK;
}

RESULT session_fold(struct session *s, const struct session_observer *observer)
{
    s->docket = docket_build(s->arena, s->rules, s->export, s->ledger, s->is_wanted);
    s->fold = fold_new(s->arena, s->docket, &s->rules->calendar, s->export, s->ledger);
    if (s->notes_evidence)
        fold_note(s->fold);
    s->votes = votes_new(s->arena, s->docket, s->export);
    if (observer) {
        fold_observe(s->fold, observer->evidence, observer->context);
        votes_observe(s->votes, observer->finding, observer->context);
    }
    TRY(ingest_stream(s->ingest, &(struct ingest_sink){fold_add, s->fold, votes_add, s->votes}));
    ingest_close(s->ingest); /* its table of ids is the largest thing in memory */
    fold_free(s->fold);
    votes_free(s->votes);
    s->ingest = NULL;
    s->fold = NULL;
    s->votes = NULL;
    return OK;
}

static uint32_t missing_char(const void *press, const char *text)
{
    return press_missing_character(press, text);
}

static uint32_t missing_in_packet(const void *press, const struct packet *packet)
{
    return press_missing_in_packet(press, packet);
}

static int compare_rejects(const void *a, const void *b)
{
    const struct reject *x = a, *y = b;

    if (x->file_index != y->file_index)
        return x->file_index < y->file_index ? -1 : 1;
    if (x->place.line != y->place.line)
        return x->place.line < y->place.line ? -1 : 1;
    return 0;
}

static struct source_file *file_of(struct session *s, const struct place *place)
{
    for (size_t i = 0; i < s->export->files.count; i++)
        if (strcmp(s->export->files.items[i].path, place->file) == 0)
            return &s->export->files.items[i];
    return NULL; /* rulings from outside the folder */
}

/* What the plan found out about rulings joins what reading found out. */
static void add_findings(struct session *s, const struct plan_findings *findings)
{
    for (size_t i = 0; i < findings->rejects.count; i++) {
        struct source_file *file = file_of(s, &findings->rejects.items[i].place);
        *ARENA_PUSH(s->arena, &s->export->rejects) = findings->rejects.items[i];
        if (file) {
            file->used--;
            file->rejected++;
        }
    }
    for (size_t i = 0; i < findings->duplicates.count; i++) {
        struct source_file *file = file_of(s, &findings->duplicates.items[i]);
        if (file) {
            file->used--;
            file->duplicate++;
        }
    }
    if (s->export->rejects.count)
        qsort(s->export->rejects.items, s->export->rejects.count, sizeof *s->export->rejects.items, compare_rejects);
}

/* For the papers of a unit, which would otherwise look through the rejects of all. */
static void link_rejects(struct session *s)
{
    for (size_t i = s->export->rejects.count; i-- > 0;) {
        struct reject *reject = &s->export->rejects.items[i];
        if (!reject->unit)
            continue;
        struct unit *unit = &s->export->units.items[reject->unit->index];
        reject->next = unit->rejects;
        unit->rejects = reject;
    }
}

/* decision-rules §1: a year not in the calendar counts Monday to Friday and the run says so. */
static void warn_of_years(struct session *s)
{
    for (size_t i = 0; i < s->docket->count; i++) {
        const struct docket_entry *entry = &s->docket->entries[i];
        if (entry->is_late_upgrade)
            docket_note_year(s->docket, &s->rules->calendar, entry->submission->submitted_on);
        if (entry->opens == DATE_NONE)
            continue;
        docket_note_year(s->docket, &s->rules->calendar, entry->opens);
        docket_note_year(s->docket, &s->rules->calendar, entry->certificate->valid_to - 1);
    }
    for (size_t i = 0; i < s->docket->uncovered_year_count; i++) {
        static const char format[] = "calendar.json does not cover %d: its working days were counted Monday to Friday";
        int year = s->docket->uncovered_years[i];
        *ARENA_PUSH(s->arena, &s->warnings) = arena_printf(s->arena, format, year);
        *ARENA_PUSH(s->arena, &s->told) = arena_printf(s->arena, error_say(format), year);
    }
}

RESULT session_plan(struct session *s)
{
    struct plan_findings findings = {0};

    score_docket(s->docket, s->arena, s->export->as_of);
    warn_of_years(s);
    struct plan_input input = {.rules = s->rules, .export = s->export, .docket = s->docket,
                               .is_wanted = s->is_wanted, .ledger = s->ledger,
                               .confirmed = s->options->confirmed, .missing_char = missing_char,
                               .missing_in_packet = missing_in_packet, .missing_context = s->press};
    const struct plan *plan = plan_make(s->arena, &input, &findings);
    add_findings(s, &findings);
    link_rejects(s);
    s->run = (struct run){.version = GRADEPRESS_VERSION, .language = s->options->language, .rules = s->rules,
                          .export = s->export, .plan = plan,
                          .ledger = s->ledger};
    return OK;
}

void session_close(struct session *s)
{
    fold_free(s->fold);
    votes_free(s->votes);
    ingest_close(s->ingest);
    press_close(s->press);
    register_close(s->register_file);
}

void session_summarise(struct run_summary *summary, const struct session *s)
{
    const struct plan *plan = s->run.plan;

    *summary = (struct run_summary){.rejected = s->export->rejects.count};
    if (!plan)
        return;
    summary->packets = plan->packet_count;
    summary->brake = plan->brake.in[error_language()];
    summary->plan_digest = plan->digest;
    for (size_t i = 0; i < plan->count; i++) {
        const struct decision *d = &plan->decisions[i];
        summary->by_action[d->action]++;
        summary->held += d->is_held; /* approved ones too: what they rest on stays faulty */
        summary->held_back += d->is_unprintable;
        summary->certificates += d->certificate_count;
    }
    for (size_t i = 0; i < plan->packet_count; i++)
        summary->held_back += plan->packets[i].missing_char != 0;
}
