/* issue.c - terms, numbers, facts and QR texts of new certificates. */
#include "decide/issue.h"

#include "base/bytes.h"
#include "base/digest.h"
#include "base/json.h"
#include "base/text.h"
#include "decide/by_unit.h"
#include "decide/judge.h"

#include <stdlib.h>
#include <string.h>

struct issuer {
    struct arena *arena;
    const struct plan_input *input;
    struct by_unit by_unit;
    int64_t *serials;        /* highest used, by programme */
    int *newest;             /* newest version in this run of certificates reissued, by position in the export; 0: none */
    const struct past_issue **reissued; /* of earlier runs of the period, by number and version */
    size_t reissued_count;
    const struct decision *decisions; /* sorted by proposal_id */
    size_t count;
};

/* --- numbers --- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The serial of a number that fits the pattern; -1 when it does not. */
static int64_t serial_of(const char *pattern, const char *number)
{
    int64_t serial = -1;

    while (*pattern) {
        if (strncmp(pattern, "{year}", 6) == 0) {
            for (int i = 0; i < 4; i++)
                if (!is_digit(*number++))
                    return -1;
            pattern += 6;
        } else if (strncmp(pattern, "{serial:", 8) == 0) {
            int width = pattern[8] - '0', digits = 0;
            const char *first = number;
            for (serial = 0; is_digit(*number) && digits < 15; digits++)
                serial = serial * 10 + (*number++ - '0');
            if (digits < width || (digits > width && *first == '0'))
                return -1;
            pattern += 10;
        } else if (*pattern++ != *number++) {
            return -1;
        }
    }
    return *number ? -1 : serial;
}

static const char *number_of(struct arena *arena, const struct scheme *scheme, date issued_on, int64_t serial)
{
    struct bytes out;
    int year, month, day;

    date_split(issued_on, &year, &month, &day);
    bytes_init(&out, arena);
    for (const char *p = scheme->number_pattern; *p;) {
        if (strncmp(p, "{year}", 6) == 0) {
            bytes_printf(&out, "%04d", year);
            p += 6;
        } else if (strncmp(p, "{serial:", 8) == 0) {
            bytes_printf(&out, "%0*lld", p[8] - '0', (long long)serial);
            p += 10;
        } else {
            bytes_add(&out, p++, 1);
        }
    }
    return bytes_text(&out);
}

static const char *next_number(struct issuer *is, const struct scheme *scheme, date issued_on)
{
    return number_of(is->arena, scheme, issued_on, ++is->serials[scheme->programme->index]);
}

static void find_highest_serials(struct issuer *is)
{
    const struct export *export = is->input->export;

    for (size_t i = 0; i < export->certificates.count; i++) {
        const struct certificate *c = &export->certificates.items[i];
        const struct scheme *scheme = rule_set_scheme(is->input->rules, c->programme);
        int64_t serial = scheme ? serial_of(scheme->number_pattern, c->no) : -1;
        if (serial > is->serials[c->programme->index])
            is->serials[c->programme->index] = serial;
    }
    for (size_t i = 0; is->input->ledger && i < is->input->ledger->numbers.count; i++) {
        const struct past_number *past = &is->input->ledger->numbers.items[i];
        const struct scheme *scheme = rule_set_scheme(is->input->rules, past->programme);
        int64_t serial = scheme ? serial_of(scheme->number_pattern, past->certificate_no) : -1;
        if (serial > is->serials[past->programme->index])
            is->serials[past->programme->index] = serial;
    }
}

/* --- facts --- */

/* KEY of exchange-format §2. */
static const char *file_key(struct arena *arena, const char *number)
{
    char hex[DIGEST_HEX_SIZE];
    size_t safe = strspn(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    if (!number[safe] && safe <= 64)
        return number;
    digest_of(number, strlen(number), hex);
    return arena_printf(arena, "x%.16s", hex);
}

static void add_day(struct bytes *out, const char *key, date day)
{
    char text[DATE_TEXT_SIZE];

    bytes_printf(out, ",\"%s\":\"%s\"", key, date_text(day, text));
}

static void add_text(struct bytes *out, const char *key, const char *text)
{
    bytes_printf(out, ",\"%s\":", key);
    json_quote_or_null(out, text);
}

/* Canonical JSON (RFC 8785): members in order of their names. */
static const char *facts_of(struct arena *arena, const struct issue *issue)
{
    const struct programme *programme = issue->scheme->programme;
    struct bytes out;

    bytes_init(&out, arena);
    bytes_add_text(&out, "{\"certificate_no\":");
    json_quote_or_null(&out, issue->certificate_no);
    if (issue->issued_on != DATE_NONE)
        add_day(&out, "issued_on", issue->issued_on);
    add_text(&out, "level", programme->levels[issue->level]);
    add_text(&out, "name", issue->name);
    add_text(&out, "scheme", programme->id);
    bytes_add_text(&out, ",\"scope\":");
    if (!issue->scope_count)
        bytes_add_text(&out, "null");
    for (size_t i = 0; i < issue->scope_count; i++) {
        bytes_add_text(&out, i ? "," : "[");
        json_quote(&out, issue->scope[i]);
    }
    if (issue->scope_count)
        bytes_add_text(&out, "]");
    add_text(&out, "track", issue->track >= 0 ? programme->tracks[issue->track].id : NULL);
    add_text(&out, "uscc", issue->unit->uscc);
    add_day(&out, "valid_from", issue->valid_from);
    add_day(&out, "valid_to", issue->valid_to);
    bytes_printf(&out, ",\"version\":%d}", issue->version);
    return bytes_text(&out);
}

/* The facts apart from number, version and day of issue: whether a rerun issues the same. */
static void digest_content(struct issuer *is, struct issue *issue)
{
    struct issue bare = *issue;

    bare.certificate_no = NULL;
    bare.version = 0;
    bare.issued_on = DATE_NONE;
    const char *facts = facts_of(is->arena, &bare);
    digest_of(facts, strlen(facts), issue->content);
}

static void seal_facts(struct arena *arena, struct issue *issue)
{
    const char *programme = issue->scheme->programme->id;
    const char *key = file_key(arena, issue->certificate_no);

    issue->facts = facts_of(arena, issue);
    digest_of(issue->facts, strlen(issue->facts), issue->facts_digest);
    issue->qr_text = arena_printf(arena, "%sGP1:%s:%s:%d:%.16s",
                                  issue->scheme->verify_url ? issue->scheme->verify_url : "", programme,
                                  issue->certificate_no, issue->version, issue->facts_digest);
    issue->file = issue->version > 1
                      ? arena_printf(arena, "certificates/%s/%s-v%d.pdf", programme, key, issue->version)
                      : arena_printf(arena, "certificates/%s/%s.pdf", programme, key);
}

/* --- who gets what --- */

static bool is_same_holder(const struct decision *a, const struct decision *b)
{
    return a->unit == b->unit && a->scheme == b->scheme;
}

/* A field of an approved information change of this run for the unit and scheme, the
 * last in order of proposal_id; else what the unit's record says. The lines of a unit
 * and scheme stand together, since a proposal_id begins with them. */
static const char *current(const struct issuer *is, const struct decision *d, const char *field, const char *recorded)
{
    const struct decision *end = d, *first = d;

    while (end < is->decisions + is->count && is_same_holder(end, d))
        end++;
    while (first > is->decisions && is_same_holder(first - 1, d))
        first--;
    while (end-- > first) {
        const struct value *changed = end->matter == MATTER_CHANGE && end->has_outcome &&
                                              end->outcome_action == ACTION_REISSUE
                                          ? submission_value(end->submission, field)
                                          : NULL;
        if (changed)
            return changed->text;
    }
    return recorded;
}

/* Notes what cannot be printed on a certificate of the unit; false then. */
static bool is_printable(const struct issuer *is, struct decision *d, const struct issue *issue)
{
    if (!is->input->missing_char ||
        (!is->input->missing_char(is->input->missing_context, issue->name) &&
         !is->input->missing_char(is->input->missing_context, issue->certificate_no)))
        return true;
    d->is_unprintable = true;
    d->closes = false; /* what was decided is still to be carried out */
    judge_add_note(d, is->arena, "papers-held-back");
    return false;
}

static struct issue draft(const struct issuer *is, const struct decision *d)
{
    return (struct issue){.version = 1, .unit = d->unit, .scheme = d->scheme, .track = d->track,
                          .level = d->outcome_to, .name = current(is, d, "name", d->unit->name),
                          .registered_address = current(is, d, "registered_address", d->unit->registered_address),
                          .issued_on = d->ruling ? d->ruling->on : is->input->export->as_of};
}

/* The term of a first, renewed or early upgraded certificate (decision-rules §1). */
static void set_term(struct issue *issue, const struct decision *d, date as_of)
{
    const struct certificate *old = d->held_certificate;

    if (d->entry->is_late_upgrade) { /* it replaces the renewal */
        issue->valid_from = old->valid_from;
        issue->valid_to = old->valid_to;
        issue->counted_from = old->counted_from;
        return;
    }
    if (d->is_early) {
        issue->valid_from = as_of;
        issue->valid_to = old->valid_to;
        issue->counted_from = old->counted_from;
        return;
    }
    issue->valid_from = old ? old->valid_to + 1 : as_of;
    issue->valid_to = date_add_months(issue->valid_from, d->scheme->term_months.value) - 1;
    issue->counted_from = !old ? as_of : (old->valid_to < as_of ? old->valid_to : as_of) + 1;
}

/* Whether the term begins on the day of the run: a rerun of the period keeps the first one's day. */
static bool starts_with_the_run(const struct decision *d)
{
    return !d->held_certificate || d->is_early;
}

static void issue_new(struct issuer *is, struct decision *d)
{
    struct issue *issue = ARENA_NEW(is->arena, struct issue);
    date as_of = is->input->export->as_of;

    const struct past_issue *first = ledger_first_issue(is->input->ledger, d->proposal_id);
    date day = first && starts_with_the_run(d) ? first->valid_from : as_of;

    *issue = draft(is, d);
    set_term(issue, d, day);
    const struct value *applied = d->held_certificate ? NULL : submission_value(d->submission, "scope");
    if (d->held_certificate) {
        issue->scope = d->held_certificate->scope;
        issue->scope_count = d->held_certificate->scope_count;
    } else if (applied) {
        issue->scope = applied->list;
        issue->scope_count = applied->list_count;
    }
    if (issue->valid_to < as_of) {
        judge_add_note(d, is->arena, "term-over");
        return;
    }
    issue->certificate_no = "";
    if (!is_printable(is, d, issue))
        return;
    digest_content(is, issue);
    const struct past_issue *past = ledger_same_issue(is->input->ledger, d->proposal_id, issue->content, NULL);
    if (past) {
        issue->certificate_no = past->certificate_no;
        issue->issued_on = past->issued_on;
    } else {
        issue->certificate_no = next_number(is, d->scheme, issue->issued_on);
    }
    seal_facts(is->arena, issue);
    d->certificates = issue;
    d->certificate_count = 1;
}

static bool is_reissued_for(const struct issuer *is, const struct decision *d, const struct certificate *c)
{
    return c->programme == d->scheme->programme && c->status == CERTIFICATE_VALID && !c->is_over &&
           is->input->export->as_of <= c->valid_to + d->scheme->overdue_days.value;
}

/* --- versions --- */

static int compare_past(const void *a, const void *b)
{
    const struct past_issue *x = *(const struct past_issue *const *)a, *y = *(const struct past_issue *const *)b;
    int order = strcmp(x->certificate_no, y->certificate_no);

    return order ? order : (x->version > y->version) - (x->version < y->version);
}

static void index_reissued(struct issuer *is)
{
    const struct ledger *ledger = is->input->ledger;

    if (!ledger || !ledger->issues.count)
        return;
    is->reissued = ARENA_ARRAY(is->arena, const struct past_issue *, ledger->issues.count);
    for (size_t i = 0; i < ledger->issues.count; i++)
        if (ledger->issues.items[i].version > 1)
            is->reissued[is->reissued_count++] = &ledger->issues.items[i];
    if (is->reissued_count)
        qsort(is->reissued, is->reissued_count, sizeof *is->reissued, compare_past);
}

/* The highest version of a number that earlier runs of the period gave out; 0: none. */
static int highest_reissued(const struct issuer *is, const char *no)
{
    size_t low = 0, high = is->reissued_count;

    while (low < high) { /* behind the last of the number */
        size_t middle = (low + high) / 2;
        if (strcmp(is->reissued[middle]->certificate_no, no) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low && strcmp(is->reissued[low - 1]->certificate_no, no) == 0 ? is->reissued[low - 1]->version : 0;
}

/* The next version; that of an earlier run of the period when it says the same. */
static void give_version(struct issuer *is, const struct decision *d, struct issue *issue, int *newest)
{
    const struct past_issue *past =
        ledger_same_issue(is->input->ledger, d->proposal_id, issue->content, issue->certificate_no);
    int highest = highest_reissued(is, issue->certificate_no);

    issue->replaces = *newest;
    if (past && past->version > *newest) {
        issue->version = past->version;
        issue->issued_on = past->issued_on;
    } else {
        issue->version = (highest > *newest ? highest : *newest) + 1;
    }
    *newest = issue->version;
}

static bool issue_version(struct issuer *is, struct decision *d, struct issue *issue, size_t position)
{
    const struct certificate *c = &is->input->export->certificates.items[position];

    *issue = draft(is, d);
    issue->certificate_no = c->no;
    issue->track = c->track;
    issue->level = c->level;
    issue->scope = c->scope;
    issue->scope_count = c->scope_count;
    issue->valid_from = c->valid_from;
    issue->valid_to = c->valid_to;
    issue->counted_from = c->counted_from;
    if (!is_printable(is, d, issue))
        return false;
    digest_content(is, issue);
    if (!is->newest[position])
        is->newest[position] = c->version;
    give_version(is, d, issue, &is->newest[position]);
    seal_facts(is->arena, issue);
    return true;
}

/* All the unit's certificates of the scheme: same number and term, next version. */
static void issue_again(struct issuer *is, struct decision *d)
{
    uint32_t first = is->by_unit.first[d->unit->index], last = is->by_unit.first[d->unit->index + 1];

    d->certificates = ARENA_ARRAY(is->arena, struct issue, last - first);
    for (uint32_t k = first; k < last; k++) {
        uint32_t position = is->by_unit.certificates[k];
        if (is_reissued_for(is, d, &is->input->export->certificates.items[position]) &&
            issue_version(is, d, &d->certificates[d->certificate_count], position))
            d->certificate_count++;
    }
}

/* Whether an outcome brings a new term (decision-rules §1: maintain, certify, upgrade,
 * downgrade, and a warning where the scheme says so). */
static bool brings_term(const struct decision *d)
{
    if (d->scheme->is_half_yearly)
        return false; /* terms are agreed on, a half-year does not renew them */
    switch (d->outcome_action) {
    case ACTION_MAINTAIN:
    case ACTION_CERTIFY:
    case ACTION_UPGRADE:
    case ACTION_DOWNGRADE: return true;
    case ACTION_WARN: return d->scheme->warning_renews;
    case ACTION_NONE:
    case ACTION_REVOKE:
    case ACTION_RECTIFY:
    case ACTION_COMMEND:
    case ACTION_REJECT:
    case ACTION_REFER:
    case ACTION_REISSUE:
    case ACTION_WITHDRAW:
    case ACTION_COUNT: return false;
    }
    return false;
}

static void issue_for(struct issuer *is, struct decision *d)
{
    if (!d->has_outcome)
        return;
    if (d->outcome_action == ACTION_REISSUE)
        issue_again(is, d);
    else if (brings_term(d) && d->status != STATUS_DECIDED && /* there a successor stands already */
             !(d->entry->is_late_upgrade && d->outcome_to == d->from)) /* nor does a renewal renew itself */
        issue_new(is, d);
}

/* --- to look at --- */

static void take_held(struct issue *issue, const struct certificate *held)
{
    issue->certificate_no = held->no;
    issue->version = held->version;
    issue->level = held->level;
    issue->scope = held->scope;
    issue->scope_count = held->scope_count;
    issue->valid_from = held->valid_from;
    issue->valid_to = held->valid_to;
    issue->counted_from = held->counted_from;
    issue->issued_on = held->valid_from;
}

/* Serial 0 is never given out. */
static void make_up(struct issue *issue, struct arena *arena, const struct decision *d, date as_of)
{
    const struct value *applied = d->submission ? submission_value(d->submission, "scope") : NULL;

    issue->certificate_no = arena_printf(arena, "%s（样张）", number_of(arena, d->scheme, as_of, 0));
    issue->version = 1;
    issue->level = d->to >= 0 ? d->to : 0;
    issue->scope = applied ? applied->list : NULL;
    issue->scope_count = applied ? applied->list_count : 0;
    issue->valid_from = issue->counted_from = issue->issued_on = as_of;
    issue->valid_to = date_add_months(as_of, d->scheme->term_months.value) - 1;
}

struct issue *issue_specimen(struct arena *arena, const struct decision *d, date as_of)
{
    struct issue *issue = ARENA_NEW(arena, struct issue);

    *issue = (struct issue){.unit = d->unit, .scheme = d->scheme, .track = d->track, .name = d->unit->name,
                            .registered_address = d->unit->registered_address};
    if (d->held_certificate)
        take_held(issue, d->held_certificate);
    else
        make_up(issue, arena, d, as_of);
    seal_facts(arena, issue);
    if (!d->held_certificate)
        issue->file = arena_printf(arena, "certificates/%s/specimen-%s.pdf", d->scheme->programme->id, d->unit->id);
    return issue;
}

void issue_certificates(struct decision *decisions, size_t count, struct arena *arena, const struct plan_input *input)
{
    struct issuer is = {.arena = arena, .input = input, .by_unit = by_unit_index(arena, input->export),
                        .serials = ARENA_ARRAY(arena, int64_t, input->rules->vocabulary.count),
                        .newest = ARENA_ARRAY(arena, int, input->export->certificates.count),
                        .decisions = decisions, .count = count};

    find_highest_serials(&is);
    index_reissued(&is);
    for (size_t i = 0; i < count; i++)
        issue_for(&is, &decisions[i]);
}
