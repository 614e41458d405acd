/* holdings.c - units, agreements, certificates: written when they differ from what was known. */
#include "register/recording.h"

#include "base/bytes.h"

#include <stdlib.h>
#include <string.h>

/* --- units and agreements --- */

static void take_over(const char **text, const struct submission *change, const char *field)
{
    const struct value *value = submission_value(change, field);

    if (value)
        *text = value->text;
}

/* Of several changes of a unit each field's last counts, in order of proposal_id. */
static void find_changes(struct recording *r)
{
    r->unit_changes = ARENA_ARRAY(r->arena, struct unit_change, r->run->export->units.count);
    for (size_t i = 0; i < r->run->plan->count; i++) {
        const struct decision *d = &r->run->plan->decisions[i];
        struct unit_change *change = &r->unit_changes[d->unit->index];
        if (d->matter != MATTER_CHANGE || !d->has_outcome || d->outcome_action != ACTION_REISSUE)
            continue;
        take_over(&change->name, d->submission, "name");
        take_over(&change->registered_address, d->submission, "registered_address");
    }
}

static bool is_changed(const struct recording *r, size_t unit)
{
    return r->unit_changes[unit].name || r->unit_changes[unit].registered_address;
}

static RESULT write_unit(struct recording *r, struct sql *q, size_t index)
{
    const struct unit *unit = &r->run->export->units.items[index];
    const struct unit_change *change = &r->unit_changes[index];
    const char *name = change->name ? change->name : unit->name;
    const char *address = change->registered_address ? change->registered_address : unit->registered_address;
    bool has_changed;

    if (unit->is_missing)
        return OK;
    sql_text(q, 1, unit->id);
    sql_text(q, 2, r->key);
    sql_text(q, 3, name);
    sql_text(q, 4, unit->name_en);
    sql_text(q, 5, unit->uscc);
    sql_text(q, 6, address);
    sql_number(q, 7, is_changed(r, index));
    TRY(recording_apply(r, q, &has_changed));
    return has_changed ? NOTE(r, {"kind", "unit"}, {"name", name}, {"period", r->key}, {"registered_address", address},
                              {"unit_id", unit->id}, {"uscc", unit->uscc})
                       : OK;
}

/* A change that an earlier run of this period took up and this one does not. */
static RESULT remove_unit(struct recording *r, struct sql *q, size_t index)
{
    const struct unit *unit = &r->run->export->units.items[index];
    bool has_changed;

    if (is_changed(r, index))
        return OK;
    sql_text(q, 1, unit->id);
    sql_text(q, 2, r->key);
    TRY(recording_apply(r, q, &has_changed));
    return has_changed ? NOTE(r, {"kind", "unit-removed"}, {"period", r->key}, {"unit_id", unit->id}) : OK;
}

static RESULT write_agreement(struct recording *r, struct sql *q, size_t index)
{
    const struct agreement *a = &r->run->export->agreements.items[index];
    bool has_changed;

    sql_text(q, 1, a->id);
    sql_text(q, 2, a->programme->id);
    sql_text(q, 3, a->unit->id);
    sql_day(q, 4, a->signed_on);
    sql_day(q, 5, a->valid_to);
    sql_day(q, 6, a->terminated_on);
    sql_text(q, 7, r->key);
    TRY(recording_apply(r, q, &has_changed));
    return has_changed ? NOTE(r, {"agreement_id", a->id}, {"kind", "agreement"}, {"period", r->key},
                              {"terminated_on", recording_day(r, a->terminated_on)}, {"unit_id", a->unit->id},
                              {"valid_to", recording_day(r, a->valid_to)})
                       : OK;
}

/* --- certificates --- */

static const char *join(struct arena *arena, const char *const *words, size_t count)
{
    struct bytes out;

    if (!count)
        return NULL;
    bytes_init(&out, arena);
    for (size_t i = 0; i < count; i++)
        bytes_printf(&out, "%s%s", i ? " " : "", words[i]);
    return bytes_text(&out);
}

const char *holdings_track(const struct programme *programme, int track)
{
    return track >= 0 ? programme->tracks[track].id : NULL;
}

static RESULT write_imported(struct recording *r, struct sql *q, size_t index)
{
    const struct certificate *c = &r->run->export->certificates.items[index];
    bool has_changed;

    if (c->row)
        return OK; /* it came from the register */
    sql_text(q, 1, c->programme->id);
    sql_text(q, 2, c->no);
    sql_number(q, 3, c->version);
    sql_text(q, 4, c->unit->id);
    sql_text(q, 5, holdings_track(c->programme, c->track));
    sql_text(q, 6, c->programme->levels[c->level]);
    sql_text(q, 7, join(r->passing, c->scope, c->scope_count));
    sql_day(q, 8, c->valid_from);
    sql_day(q, 9, c->valid_to);
    sql_day(q, 10, c->counted_from);
    sql_text(q, 11, r->key);
    sql_text(q, 12, certificate_status_text(c->status));
    *ARENA_PUSH(r->arena, &r->imported) = recording_certificate(r->arena, c->programme, c->no, c->version);
    TRY(recording_apply(r, q, &has_changed));
    if (!has_changed)
        return OK;
    return NOTE(r, {"certificate_no", c->no}, {"counted_from", recording_day(r, c->counted_from)}, {"kind", "holding"},
                {"level", c->programme->levels[c->level]}, {"period", r->key}, {"scheme", c->programme->id},
                {"status", certificate_status_text(c->status)}, {"track", holdings_track(c->programme, c->track)}, {"unit_id", c->unit->id},
                {"valid_from", recording_day(r, c->valid_from)}, {"valid_to", recording_day(r, c->valid_to)});
}

static RESULT write_issue(struct recording *r, struct sql *q, const struct issue *issue, const char *proposal_id)
{
    const struct programme *programme = issue->scheme->programme;
    bool has_changed;

    sql_text(q, 1, programme->id);
    sql_text(q, 2, issue->certificate_no);
    sql_number(q, 3, issue->version);
    sql_text(q, 4, issue->unit->id);
    sql_text(q, 5, holdings_track(programme, issue->track));
    sql_text(q, 6, programme->levels[issue->level]);
    sql_text(q, 7, join(r->passing, issue->scope, issue->scope_count));
    sql_day(q, 8, issue->valid_from);
    sql_day(q, 9, issue->valid_to);
    sql_day(q, 10, issue->counted_from);
    sql_text(q, 11, r->key);
    sql_day(q, 12, issue->issued_on);
    sql_text(q, 13, issue->name);
    sql_text(q, 14, issue->facts);
    sql_text(q, 15, issue->content);
    sql_text(q, 16, issue->pdf_digest);
    sql_text(q, 17, proposal_id);
    TRY(recording_apply(r, q, &has_changed));
    return has_changed ? NOTE(r, {"certificate_no", issue->certificate_no},
                              {"counted_from", recording_day(r, issue->counted_from)}, {"facts", issue->facts},
                              {"facts_sha256", issue->facts_digest}, {"kind", "issue"},
                              {"pdf_sha256", issue->pdf_digest}, {"period", r->key}, {"proposal_id", proposal_id},
                              {"version", arena_printf(r->passing, "%d", issue->version)})
                       : OK;
}

static RESULT write_issues_of(struct recording *r, struct sql *q, size_t index)
{
    const struct decision *d = &r->run->plan->decisions[index];

    for (size_t i = 0; i < d->certificate_count; i++)
        TRY(write_issue(r, q, &d->certificates[i], d->proposal_id));
    return OK;
}

/* --- what became of certificates --- */

/* A change names its certificate by number and version: the row may have been made just now. */
static RESULT write_change(struct recording *r, struct sql *q, const struct certificate_change *c, const char *cause)
{
    const char *scheme = c->programme->id;
    bool has_changed;

    sql_text(q, 1, scheme);
    sql_text(q, 2, c->certificate_no);
    sql_number(q, 3, c->version);
    sql_text(q, 4, r->key);
    sql_text(q, 5, certificate_status_text(c->status));
    sql_text(q, 6, c->successor ? c->successor->certificate_no : NULL);
    sql_number(q, 7, c->successor ? c->successor->version : 0);
    sql_text(q, 8, cause);
    *ARENA_PUSH(r->arena, &r->touched) = recording_certificate(r->arena, c->programme, c->certificate_no, c->version);
    TRY(recording_apply(r, q, &has_changed));
    return has_changed ? NOTE(r, {"certificate_no", c->certificate_no}, {"kind", "change"}, {"period", r->key},
                              {"proposal_id", cause}, {"scheme", scheme}, {"status", certificate_status_text(c->status)},
                              {"successor", c->successor ? c->successor->certificate_no : NULL},
                              {"version", arena_printf(r->passing, "%d", c->version)})
                       : OK;
}

static RESULT write_planned_change(struct recording *r, struct sql *q, size_t index)
{
    const struct certificate_change *c = &r->run->plan->changes[index];

    return write_change(r, q, c, c->cause ? c->cause->proposal_id : NULL);
}

/* Of what a decision issues, the certificate of this number, else the first. */
static const struct issue *find_successor(const struct decision *d, const char *certificate_no)
{
    for (size_t i = 0; d && i < d->certificate_count; i++)
        if (strcmp(d->certificates[i].certificate_no, certificate_no) == 0)
            return &d->certificates[i];
    return d && d->certificate_count ? d->certificates : NULL;
}

/* A certificate that an earlier run of this period gave out and this one does not: replaced by what it gives out
 * instead, if anything. */
static RESULT write_superseded(struct recording *r, struct sql *q, size_t index)
{
    const struct past_issue *past = &r->ledger->issues.items[index];
    const struct decision *d = recording_decision(r, past->proposal_id);
    struct certificate_change change = {.programme = past->programme, .certificate_no = past->certificate_no,
                                        .version = past->version, .status = CERTIFICATE_REPLACED,
                                        .successor = find_successor(d, past->certificate_no)};

    for (size_t i = 0; d && i < d->certificate_count; i++)
        if (strcmp(d->certificates[i].certificate_no, past->certificate_no) == 0 &&
            d->certificates[i].version == past->version)
            return OK;
    return write_change(r, q, &change, past->proposal_id);
}

/* Units, and the changes of them that earlier runs of this period took up and this one does not. */
static RESULT record_units(struct recording *r)
{
    size_t count = r->run->export->units.count;

    find_changes(r);
    TRY(recording_rows(r, SEALED_UNITS,
                       "INSERT INTO units (unit_id, period_key, name, name_en, uscc, registered_address)"
                       " SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ?7 OR NOT EXISTS (SELECT 1 FROM units WHERE unit_id = ?1"
                       "  AND period_key < ?2)"
                       " ON CONFLICT (unit_id, period_key) DO UPDATE SET name = ?3, name_en = ?4, uscc = ?5,"
                       " registered_address = ?6"
                       " WHERE (name, name_en, uscc, registered_address) IS NOT (?3, ?4, ?5, ?6)",
                       count, write_unit));
    if (!r->ledger->is_recorded)
        return OK;
    return recording_removals(r, SEALED_UNITS,
                              "DELETE FROM units WHERE unit_id = ?1 AND period_key = ?2 AND EXISTS"
                              " (SELECT 1 FROM units WHERE unit_id = ?1 AND period_key < ?2)",
                              count, remove_unit);
}

static RESULT record_agreements(struct recording *r)
{
    return recording_rows(
        r, SEALED_AGREEMENTS,
        "INSERT INTO agreements (agreement_id, scheme, unit_id, signed_on, valid_to, terminated_on, period_key)"
        " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE (?4, ?5, ?6) IS NOT"
        "  (SELECT signed_on, valid_to, terminated_on FROM agreements WHERE agreement_id = ?1 AND period_key < ?7"
        "   ORDER BY period_key DESC LIMIT 1)"
        "  OR EXISTS (SELECT 1 FROM agreements WHERE agreement_id = ?1 AND period_key = ?7)"
        " ON CONFLICT (agreement_id, period_key) DO UPDATE SET signed_on = ?4, valid_to = ?5, terminated_on = ?6"
        " WHERE (signed_on, valid_to, terminated_on) IS NOT (?4, ?5, ?6)",
        r->run->export->agreements.count, write_agreement);
}

static RESULT record_certificates(struct recording *r)
{
    TRY(recording_rows(
        r, SEALED_CERTIFICATES,
        "INSERT INTO certificates (scheme, certificate_no, version, unit_id, track, level, scope, valid_from,"
        " valid_to, counted_from, period_key, status) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
        " ON CONFLICT (scheme, certificate_no, version) DO UPDATE SET unit_id = ?4, track = ?5, level = ?6,"
        " scope = ?7, valid_from = ?8, valid_to = ?9, counted_from = ?10, status = ?12 WHERE period_key = ?11 AND"
        " (unit_id, track, level, scope, valid_from, valid_to, counted_from, status) IS NOT"
        " (?4, ?5, ?6, ?7, ?8, ?9, ?10, ?12)",
        r->run->export->certificates.count, write_imported));
    return recording_rows(
        r, SEALED_CERTIFICATES,
        "INSERT INTO certificates (scheme, certificate_no, version, unit_id, track, level, scope, valid_from,"
        " valid_to, counted_from, period_key, issued_on, name, facts, content_sha256, pdf_sha256, proposal_id)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"
        " ON CONFLICT (scheme, certificate_no, version) DO UPDATE SET pdf_sha256 = ?16, counted_from = ?10"
        " WHERE (pdf_sha256, counted_from) IS NOT (?16, ?10)",
        r->run->plan->count, write_issues_of);
}

static RESULT record_changes(struct recording *r)
{
    static const char change[] =
        "INSERT INTO certificate_changes (certificate, period_key, status, successor, proposal_id)"
        " SELECT c.id, ?4, ?5, (SELECT id FROM certificates WHERE scheme = ?1 AND certificate_no = ?6 AND version = ?7), ?8"
        " FROM certificates c WHERE c.scheme = ?1 AND c.certificate_no = ?2 AND c.version = ?3"
        " ON CONFLICT (certificate, period_key) DO UPDATE SET status = excluded.status, successor = excluded.successor,"
        " proposal_id = excluded.proposal_id WHERE (status, successor, proposal_id) IS NOT"
        " (excluded.status, excluded.successor, excluded.proposal_id)";

    TRY(recording_rows(r, SEALED_CHANGES, change, r->run->plan->change_count, write_planned_change));
    return recording_rows(r, SEALED_CHANGES, change, r->ledger->issues.count, write_superseded);
}

RESULT holdings_record(struct recording *r)
{
    TRY(record_units(r));
    TRY(record_agreements(r));
    TRY(record_certificates(r));
    return record_changes(r);
}
