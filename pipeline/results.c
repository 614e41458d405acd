/* results.c - the machine-readable results, in the exact form of exchange-format §2. */
#include "results.h"

#include "base/json.h"
#include "model/docket.h"

static const char *level_word(const struct decision *d, int level)
{
    return level >= 0 ? d->scheme->programme->levels[level] : NULL;
}

static void add_word(struct bytes *out, const char *key, const char *word)
{
    bytes_printf(out, ",\"%s\":", key);
    json_quote_or_null(out, word);
}

static void add_bool(struct bytes *out, const char *key, bool value)
{
    bytes_printf(out, ",\"%s\":%s", key, value ? "true" : "false");
}

/* Figures keep every digit of an exact decimal, and at least eight significant digits of others. */
static void add_bare_number(struct bytes *out, struct exact value)
{
    int decimals = exact_decimals(value);
    char text[EXACT_TEXT_SIZE];

    if (decimals < 0) {
        struct exact tenth = exact_make(1, 10);
        for (decimals = 8; decimals < EXACT_MAX_DECIMALS && exact_compare(value, tenth) < 0; decimals++)
            tenth = exact_multiply(tenth, exact_make(1, 10));
    }
    bytes_add_text(out, exact_text(value, decimals, text));
}

static void add_number(struct bytes *out, const char *key, struct exact value)
{
    bytes_printf(out, ",\"%s\":", key);
    add_bare_number(out, value);
}

static struct exact pass_mark(const struct scheme *scheme)
{
    for (size_t i = 0; i < scheme->review.count; i++)
        if (scheme->review.items[i].source == SOURCE_SCORE)
            return scheme->review.items[i].conditions[0].thresholds[0];
    return EXACT(0);
}

static void add_score(struct bytes *out, const struct decision *d)
{
    const struct docket_entry *entry = d->entry;

    if (!entry->has_score) {
        bytes_add_text(out, ",\"score\":null");
        return;
    }
    bytes_add_text(out, ",\"score\":{\"total\":");
    add_bare_number(out, entry->score);
    add_number(out, "pass_mark", pass_mark(d->scheme));
    bytes_add_text(out, ",\"terms\":[");
    for (size_t i = 0; i < d->scheme->term_count; i++) {
        const struct term_result *term = &entry->terms[i];
        bytes_add_text(out, i ? ",{\"id\":" : "{\"id\":");
        json_quote(out, term->id);
        add_number(out, "weight", term->weight);
        bytes_printf(out, ",\"met\":%d,\"total\":%d}", term->met, term->total);
    }
    bytes_add_text(out, "]}");
}

static void add_outcome(struct bytes *out, const struct decision *d)
{
    if (!d->has_outcome) {
        bytes_add_text(out, ",\"outcome\":null");
        return;
    }
    bytes_printf(out, ",\"outcome\":{\"action\":\"%s\"", action_word(d->outcome_action));
    add_word(out, "to", level_word(d, d->outcome_to));
    bytes_add_text(out, "}");
}

static void add_certificates(struct bytes *out, const struct decision *d)
{
    bytes_add_text(out, ",\"certificates\":[");
    for (size_t i = 0; i < d->certificate_count; i++) {
        const struct issue *issue = &d->certificates[i];
        bytes_add_text(out, i ? ",{\"certificate_no\":" : "{\"certificate_no\":");
        json_quote(out, issue->certificate_no);
        bytes_printf(out, ",\"version\":%d", issue->version);
        add_word(out, "file", issue->file);
        bytes_add_text(out, "}");
    }
    bytes_add_text(out, "]");
}

static void add_requirements(struct bytes *out, const struct decision *d)
{
    bytes_add_text(out, ",\"requirements\":[");
    for (size_t i = 0; i < d->requirement_count; i++) {
        const struct requirement_result *r = &d->requirements[i];
        bytes_add_text(out, i ? ",{\"id\":" : "{\"id\":");
        json_quote(out, r->id);
        add_word(out, "level", level_word(d, r->level));
        add_word(out, "clause", r->clause);
        add_number(out, "value", r->value);
        add_number(out, "required", r->required);
        add_bool(out, "met", r->is_met);
        bytes_add_text(out, "}");
    }
    bytes_add_text(out, "]");
}

void results_decision(struct bytes *out, const struct decision *d)
{
    const struct programme *programme = d->scheme->programme;

    bytes_add_text(out, "{\"proposal_id\":");
    json_quote(out, d->proposal_id);
    add_word(out, "unit_id", d->unit->id);
    add_word(out, "scheme", programme->id);
    add_word(out, "track", d->track >= 0 ? programme->tracks[d->track].id : NULL);
    add_word(out, "matter", matter_word(d->matter));
    add_word(out, "cycle", d->cycle);
    add_word(out, "status", status_word(d->status));
    add_word(out, "action", action_word(d->action));
    add_word(out, "from", level_word(d, d->from));
    add_word(out, "to", level_word(d, d->to));
    add_word(out, "attained", level_word(d, d->attained));
    add_word(out, "eligible_upgrade_to", level_word(d, d->eligible_upgrade_to));
    add_bool(out, "early", d->is_early);
    add_bool(out, "held", d->is_held);
    add_bool(out, "needs_approval", d->needs_approval);
    add_word(out, "ruling", d->ruling ? ruling_text(d->ruling->word) : NULL);
    add_outcome(out, d);
    add_certificates(out, d);
    if (d->has_attainment)
        add_number(out, "attainment", d->attainment);
    else
        bytes_add_text(out, ",\"attainment\":null");
    add_score(out, d);
    add_requirements(out, d);
    bytes_add_text(out, ",\"notes\":[");
    for (size_t i = 0; i < d->note_count; i++) {
        bytes_add_text(out, i ? "," : "");
        json_quote(out, d->notes[i]);
    }
    bytes_add_text(out, "]}\n");
}

void results_decisions(struct bytes *out, const struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++)
        results_decision(out, &plan->decisions[i]);
}

void results_rejects(struct bytes *out, const struct export *export)
{
    for (size_t i = 0; i < export->rejects.count; i++) {
        const struct reject *r = &export->rejects.items[i];
        bytes_add_text(out, "{\"file\":");
        json_quote(out, r->place.file);
        bytes_printf(out, ",\"line\":%zu", r->place.line);
        add_word(out, "id", r->id);
        add_word(out, "code", reject_code_text(r->code));
        add_word(out, "message", r->message.in[LANGUAGE_ENGLISH]);
        bytes_add_text(out, "}\n");
    }
}

static void add_member_text(struct bytes *out, const char *key, const char *text)
{
    bytes_printf(out, ",\n \"%s\":", key);
    json_quote(out, text);
}

static void add_day(struct bytes *out, const char *key, date day)
{
    char text[DATE_TEXT_SIZE];

    if (day == DATE_NONE)
        bytes_printf(out, ",\n \"%s\":null", key);
    else
        bytes_printf(out, ",\n \"%s\":\"%s\"", key, date_text(day, text));
}

static void add_list(struct bytes *out, const char *key, const char *const *items, size_t count)
{
    bytes_printf(out, ",\n \"%s\":[", key);
    for (size_t i = 0; i < count; i++) {
        bytes_add_text(out, i ? ",\n  " : "\n  ");
        json_quote(out, items[i]);
    }
    bytes_add_text(out, "]");
}

static size_t length_of(const char *const *list)
{
    size_t n = 0;

    while (list[n])
        n++;
    return n;
}

static void add_sources(struct bytes *out, const struct export *export)
{
    bytes_printf(out, ",\n \"export_sha256\":\"%s\",\n \"files\":[", export->digest);
    for (size_t i = 0; i < export->files.count; i++) {
        const struct source_file *f = &export->files.items[i];
        bytes_add_text(out, i ? ",\n  {\"path\":" : "\n  {\"path\":");
        json_quote(out, f->path);
        bytes_printf(out, ",\"sha256\":\"%s\",\"read\":%zu,\"used\":%zu,\"duplicate\":%zu,\"rejected\":%zu}", f->digest,
                     f->read, f->used, f->duplicate, f->rejected);
    }
    bytes_add_text(out, "]");
}

static void add_rules(struct bytes *out, const struct rule_set *rules)
{
    bytes_add_text(out, ",\n \"rules\":[");
    for (size_t i = 0; i < rules->file_count; i++) {
        bytes_add_text(out, i ? ",\n  {\"path\":" : "\n  {\"path\":");
        json_quote(out, rules->files[i].path);
        bytes_printf(out, ",\"sha256\":\"%s\"}", rules->files[i].digest);
    }
    bytes_add_text(out, "]");
}

void results_run(struct bytes *out, const struct run *run, const char *const *libraries, const char *const *fonts,
                 const char *const *warnings, size_t warning_count)
{
    const struct export *export = run->export;

    bytes_printf(out, "{\"format\":\"gradepress-run/1\",\n \"gradepress\":\"%s\",\n \"period\":", run->version);
    json_quote(out, export->period);
    add_day(out, "as_of", export->as_of);
    add_day(out, "next_as_of", export->next_as_of);
    add_day(out, "coverage_from", export->coverage_from);
    if (run->register_head[0]) /* of a run that was recorded */
        bytes_printf(out, ",\n \"register\":{\"head\":\"%s\",\"length\":%lld}", run->register_head,
                     (long long)run->register_length);
    if (message_is_set(&run->plan->brake)) {
        add_member_text(out, "brake", run->plan->brake.in[LANGUAGE_ENGLISH]);
        bytes_printf(out, ",\n \"plan_sha256\":\"%s\"", run->plan->digest);
    }
    bytes_printf(out, ",\n \"sample\":%s,\n \"decisions\":%zu,\n \"rejects\":%zu", export->is_sample ? "true" : "false",
                 run->plan->count, export->rejects.count);
    add_sources(out, export);
    add_rules(out, run->rules);
    add_list(out, "libraries", libraries, length_of(libraries));
    add_list(out, "fonts", fonts, length_of(fonts));
    add_list(out, "warnings", warnings, warning_count);
    bytes_add_text(out, "}\n");
}
