/* reports.c - certificates and units as the register knows them now. */
#include "register/reports.h"

#include "register/query.h"

/* The unit's name as printed, or as it was when the holding was imported. */
#define NAME_ON(c)                                                                                               \
    "coalesce(" c ".name, (SELECT u.name FROM units u WHERE u.unit_id = " c ".unit_id AND u.period_key <= " c ".period_key" \
    " ORDER BY u.period_key DESC LIMIT 1))"

/* --- certificates --- */

RESULT register_list(struct grid *out, struct register_file *file, struct arena *arena,
                     const struct holding_filter *filter)
{
    return QUERY(out, file, arena,
                 "SELECT certificate_no, version, scheme, track, level, unit_id, name, valid_from, valid_to, status FROM"
                 " (SELECT c.certificate_no, c.version, c.scheme, c.track, c.level, c.unit_id,"
                 "  " NAME_ON("c") " AS name, c.valid_from, c.valid_to,"
                 "  coalesce((SELECT h.status FROM certificate_changes h WHERE h.certificate = c.id"
                 "   ORDER BY h.period_key DESC LIMIT 1), c.status) AS status"
                 "  FROM certificates c WHERE (?1 IS NULL OR c.unit_id = ?1) AND (?2 IS NULL OR c.scheme = ?2))"
                 " WHERE ?3 IS NULL OR status = ?3 ORDER BY scheme, certificate_no, version",
                 filter->unit, filter->scheme, filter->status);
}

static const char facts_query[] =
    "SELECT c.certificate_no, c.version, c.scheme, c.track, c.level, c.scope, c.unit_id,"
    " " NAME_ON("c") " AS name, c.valid_from, c.valid_to, c.counted_from,"
    " coalesce((SELECT h.status FROM certificate_changes h WHERE h.certificate = c.id"
    "  ORDER BY h.period_key DESC LIMIT 1), c.status) AS status, " PERIOD_OF("c.period_key") " AS entered_in,"
    " c.issued_on, c.proposal_id, c.pdf_sha256 FROM certificates c WHERE c.id = ?1";

static const char history_query[] =
    "SELECT " PERIOD_OF("h.period_key") " AS period, h.status,"
    " (SELECT s.certificate_no FROM certificates s WHERE s.id = h.successor) AS successor,"
    " (SELECT s.version FROM certificates s WHERE s.id = h.successor) AS successor_version, h.proposal_id"
    " FROM certificate_changes h WHERE h.certificate = ?1 ORDER BY h.period_key";

/* The line that issued it and those that changed it. */
static const char decisions_query[] =
    "SELECT " PERIOD_OF("d.period_key") " AS period, d.proposal_id, d.matter, d.status, d.action, d.level_from AS 'from',"
    " d.outcome_action AS outcome, d.outcome_to, d.attained, line ->> '$.ruling' AS ruling FROM"
    " (SELECT proposal_id, period_key FROM certificates WHERE id = ?1"
    "  UNION SELECT proposal_id, period_key FROM certificate_changes WHERE certificate = ?1) b"
    " JOIN decisions d ON d.proposal_id = b.proposal_id AND d.period_key = b.period_key"
    " ORDER BY d.period_key, d.proposal_id";

static const char corrections_query[] =
    "SELECT ordinal, corrected_by AS 'by', reason, changes FROM corrections WHERE certificate = ?1 ORDER BY ordinal";

static const char runs_query[] =
    "SELECT r.id, r.period, r.as_of, r.version, r.export_sha256, r.rules_sha256, r.head, r.length FROM runs r"
    " WHERE r.period_key IN"
    "  (SELECT period_key FROM certificates WHERE certificate_no = ?1 AND (?2 IS NULL OR scheme = ?2)"
    "   UNION SELECT h.period_key FROM certificate_changes h JOIN certificates c ON c.id = h.certificate"
    "    WHERE c.certificate_no = ?1 AND (?2 IS NULL OR c.scheme = ?2))"
    " ORDER BY r.id";

static RESULT report_version(struct version_report *out, struct register_file *file, struct arena *arena, const char *row)
{
    TRY(QUERY(&out->facts, file, arena, facts_query, row));
    TRY(QUERY(&out->history, file, arena, history_query, row));
    TRY(QUERY(&out->decisions, file, arena, decisions_query, row));
    return QUERY(&out->corrections, file, arena, corrections_query, row);
}

RESULT register_show(struct number_report *out, struct register_file *file, struct arena *arena, const char *no,
                     const char *scheme)
{
    struct grid rows;

    *out = (struct number_report){0};
    TRY(QUERY(&rows, file, arena,
              "SELECT id FROM certificates WHERE certificate_no = ?1 AND (?2 IS NULL OR scheme = ?2)"
              " ORDER BY scheme, version", no, scheme));
    if (!grid_rows(&rows))
        return scheme ? FAIL(INPUT, "%s: there is no certificate %s of %s", file->path, no, scheme)
                      : FAIL(INPUT, "%s: there is no certificate %s", file->path, no);
    for (size_t i = 0; i < grid_rows(&rows); i++)
        TRY(report_version(ARENA_PUSH(arena, &out->versions), file, arena, grid_cell(&rows, i, 0)->text));
    return QUERY(&out->runs, file, arena, runs_query, no, scheme);
}

/* --- a unit --- */

RESULT register_history(struct unit_report *out, struct register_file *file, struct arena *arena, const char *unit_id)
{
    TRY(QUERY(&out->names, file, arena,
              "SELECT " PERIOD_OF("period_key") " AS period, name, uscc, registered_address FROM units"
              " WHERE unit_id = ?1 ORDER BY period_key", unit_id));
    if (!grid_rows(&out->names))
        return FAIL(INPUT, "%s: there is no unit %s", file->path, unit_id);
    return QUERY(&out->decisions, file, arena,
                 "SELECT " PERIOD_OF("d.period_key") " AS period, d.scheme, d.track, d.matter, d.line ->> '$.cycle' AS cycle,"
                 " d.status, d.action, d.outcome_action AS outcome, d.level_from AS 'from',"
                 " iif(d.outcome_action IS NULL, d.line ->> '$.to', d.outcome_to) AS 'to', d.attained, d.attainment, d.score,"
                 " (SELECT group_concat(c.certificate_no || iif(c.version > 1, ' v' || c.version, ''), char(31))"
                 "  FROM certificates c WHERE c.unit_id = d.unit_id AND c.proposal_id = d.proposal_id"
                 "  AND c.period_key = d.period_key) AS 'certificates[]'"
                 " FROM decisions d WHERE d.unit_id = ?1 ORDER BY d.period_key, d.proposal_id", unit_id);
}
