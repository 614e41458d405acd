/* seals.c - the digest of a row, and what names it. */
#include "register/seals.h"

#include <string.h>

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

/* Short pieces gathered: a row has dozens of them. */
struct gathering {
    struct digest *digest;
    size_t length;
    char bytes[1024];
};

static void gather(struct gathering *g, const void *bytes, size_t length)
{
    bool is_long = length > sizeof g->bytes / 4;

    if (is_long || g->length + length > sizeof g->bytes) {
        digest_add(g->digest, g->bytes, g->length);
        g->length = 0;
    }
    if (is_long) {
        digest_add(g->digest, bytes, length);
    } else if (length) {
        memcpy(g->bytes + g->length, bytes, length);
        g->length += length;
    }
}

/* A letter, a number, what ends it. */
static void gather_number(struct gathering *g, char letter, int64_t number, char end)
{
    char text[24];
    size_t at = sizeof text;
    uint64_t rest = number < 0 ? (uint64_t)-(number + 1) + 1 : (uint64_t)number;

    text[--at] = end;
    do
        text[--at] = (char)('0' + rest % 10);
    while ((rest /= 10) != 0);
    if (number < 0)
        text[--at] = '-';
    text[--at] = letter;
    gather(g, text + at, sizeof text - at);
}

static void gather_value(struct gathering *g, sqlite3_value *value)
{
    int type = sqlite3_value_type(value);

    if (type == SQLITE_NULL) {
        gather(g, "n;", 2);
    } else if (type == SQLITE_INTEGER) {
        gather_number(g, 'i', sqlite3_value_int64(value), ';');
    } else {
        const unsigned char *text = sqlite3_value_text(value);
        int length = sqlite3_value_bytes(value);
        gather_number(g, 't', length, ':');
        gather(g, text, (size_t)length);
        gather(g, ";", 1);
    }
}

static void sealed(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct gathering g;
    char hex[DIGEST_HEX_SIZE];

    g.digest = sqlite3_user_data(context);
    g.length = 0;
    for (int i = 0; i < count; i++)
        gather_value(&g, values[i]);
    digest_add(g.digest, g.bytes, g.length);
    digest_next(g.digest, hex);
    sqlite3_result_text(context, hex, DIGEST_HEX_SIZE - 1, SQLITE_TRANSIENT);
}

RESULT seals_open(struct register_file *file)
{
    int status = sqlite3_create_function(file->db, "sealed", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                                         file->digest, sealed, NULL, NULL);

    return status == SQLITE_OK ? OK : sql_fault(file->db, file->path, status);
}
