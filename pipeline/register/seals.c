/* seals.c - the digest of a row, and what names it. */
#include "register/seals.h"

#include <stdio.h>

/* Of a run all but its place in the chain, which the chain itself gives. */
static const struct seal seals[SEALED_TABLE_COUNT] = {
    [SEALED_UNITS] = {"units", "unit_id || ' in ' || period_key",
                      "unit_id, period_key, name, name_en, uscc, registered_address"},
    [SEALED_AGREEMENTS] = {"agreements", "agreement_id || ' in ' || period_key",
                           "agreement_id, period_key, scheme, unit_id, signed_on, valid_to, terminated_on"},
    [SEALED_CERTIFICATES] = {"certificates", "scheme || '/' || certificate_no || '/' || version",
                             "id, scheme, certificate_no, version, unit_id, track, level, scope, valid_from, valid_to,"
                             " counted_from, status, issued_on, name, facts, content_sha256, pdf_sha256, proposal_id, period_key,"
                             " corrected"},
    [SEALED_CHANGES] = {"certificate_changes",
                        "(SELECT scheme || '/' || certificate_no || '/' || version FROM certificates WHERE id = certificate)"
                        " || ' in ' || period_key",
                        "certificate, period_key, status, successor, proposal_id"},
    [SEALED_CORRECTIONS] = {"corrections",
                            "(SELECT scheme || '/' || certificate_no || '/' || version FROM certificates"
                            " WHERE id = certificate) || ' ' || ordinal",
                            "certificate, ordinal, corrected_by, reason, changes"},
    [SEALED_DECISIONS] = {"decisions", "proposal_id || ' in ' || period_key",
                          "proposal_id, period_key, unit_id, scheme, track, matter, status, action, level_from, attained,"
                          " attainment, score, outcome_action, outcome_to, closes, matters, eligible_to, deadline, unmet,"
                          " barred, as_of, ruled_on, line"},
    [SEALED_VIOLATIONS] = {"settled_violations", "scheme || '/' || evidence_id || ' in ' || period_key",
                           "scheme, evidence_id, period_key, proposal_id"},
    [SEALED_COUNTS] = {"counts", "scheme || ' in ' || period_key", "period_key, scheme, evidence, due, adverse"},
    [SEALED_RUNS] = {"runs", "period_key || ' run ' || id",
                     "id, period, period_key, as_of, version, export_sha256, rules_sha256, plan_sha256"},
};

const struct seal *seal_of(enum sealed_table table)
{
    return &seals[table];
}

static void add_value(struct digest *digest, sqlite3_value *value)
{
    char head[32];
    int type = sqlite3_value_type(value);

    if (type == SQLITE_NULL) {
        digest_add(digest, "n;", 2);
    } else if (type == SQLITE_INTEGER) {
        digest_add(digest, head, (size_t)snprintf(head, sizeof head, "i%lld;", (long long)sqlite3_value_int64(value)));
    } else {
        const unsigned char *text = sqlite3_value_text(value);
        int length = sqlite3_value_bytes(value);
        digest_add(digest, head, (size_t)snprintf(head, sizeof head, "t%d:", length));
        digest_add(digest, text, (size_t)length);
        digest_add(digest, ";", 1);
    }
}

static void sealed(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct digest *digest = sqlite3_user_data(context);
    char hex[DIGEST_HEX_SIZE];

    for (int i = 0; i < count; i++)
        add_value(digest, values[i]);
    digest_next(digest, hex);
    sqlite3_result_text(context, hex, DIGEST_HEX_SIZE - 1, SQLITE_TRANSIENT);
}

RESULT seals_open(struct register_file *file)
{
    int status = sqlite3_create_function(file->db, "sealed", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                                         file->digest, sealed, NULL, NULL);

    return status == SQLITE_OK ? OK : sql_fault(file->db, file->path, status);
}
