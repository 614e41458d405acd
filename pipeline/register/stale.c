/* stale.c - rows that an earlier run of this period made and this one does not: a period run again
 * leaves what it would have left had it been run once. */
#include "register/recording.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* Whether this run has a row of its own under the key. */
typedef bool row_test(struct recording *r, const char *key);

/* A table's rows of one period. */
struct table {
    enum sealed_table table;
    const char *kind;    /* of the entries in the audit chain */
    const char *list;    /* key and handle of every row of the period ?1, in order of the key */
    const char *removal; /* of the row with the handle ?1 in the period ?2 */
    row_test *has;
};

#define IS_LISTED(list, key)                                                                                          \
    ((list).count && bsearch(&(key), (list).items, (list).count, sizeof *(list).items, text_compare) != NULL)

static bool has_decision(struct recording *r, const char *key)
{
    return recording_decision(r, key) != NULL;
}

static bool has_touched(struct recording *r, const char *key)
{
    return IS_LISTED(r->touched, key);
}

static bool has_imported(struct recording *r, const char *key)
{
    return IS_LISTED(r->imported, key);
}

static bool has_settled(struct recording *r, const char *key)
{
    return IS_LISTED(r->settled, key);
}

static bool has_unit(struct recording *r, const char *key)
{
    const struct unit *unit = export_unit(r->run->export, key);

    return unit && !unit->is_missing;
}

static bool has_agreement(struct recording *r, const char *key)
{
    return IS_LISTED(r->agreements, key);
}

static bool has_count(struct recording *r, const char *key)
{
    const struct plan *plan = r->run->plan;

    for (size_t i = 0; i < plan->count_count; i++)
        if (strcmp(plan->counts[i].programme->id, key) == 0)
            return true;
    return false;
}

struct row {
    const char *key, *handle;
};

static RESULT remove_one(struct recording *r, struct sql *q, const char *kind, const struct row *row)
{
    bool has_changed;

    sql_text(q, 1, row->handle);
    sql_text(q, 2, r->key);
    TRY(recording_apply(r, q, &has_changed));
    return has_changed ? NOTE(r, {"kind", kind}, {"period", r->key}) : OK;
}

/* While a later period stands in the register nothing is removed: that the run differs is enough to refuse it. */
static RESULT remove_from(struct recording *r, const struct table *table)
{
    LIST_OF(struct row) gone = {0};
    struct sql q;
    bool has_row = true;

    TRY(sql_open(&q, r->file->db, r->file->path, table->list));
    sql_text(&q, 1, r->key);
    struct result result = sql_step(&q, &has_row);
    while (!result.kind && has_row) {
        const char *key = sql_get_text(&q, r->arena, 0);
        if (!table->has(r, key))
            *ARENA_PUSH(r->arena, &gone) = (struct row){key, sql_get_text(&q, r->arena, 1)};
        result = sql_step(&q, &has_row);
    }
    sql_close(&q);
    if (result.kind || !gone.count)
        return result;
    if (r->ledger->has_later) {
        r->changes += gone.count;
        return OK;
    }
    TRY(recording_open_removal(r, &q, table->table, table->removal));
    for (size_t i = 0; !result.kind && i < gone.count; i++) {
        result = remove_one(r, &q, table->kind, &gone.items[i]);
        arena_reset(r->passing);
    }
    sql_close(&q);
    return result;
}

static void sort(const char **items, size_t count)
{
    if (count)
        qsort(items, count, sizeof *items, text_compare);
}

RESULT stale_remove(struct recording *r)
{
    static const struct table tables[] = {
        {SEALED_DECISIONS, "decision-removed", "SELECT proposal_id, proposal_id FROM decisions WHERE period_key = ?1 ORDER BY 1",
         "DELETE FROM decisions WHERE proposal_id = ?1 AND period_key = ?2", has_decision},
        {SEALED_VIOLATIONS, "settled-removed",
         "SELECT DISTINCT scheme || '/' || evidence_id, scheme || '/' || evidence_id FROM settled_violations"
         " WHERE period_key = ?1 ORDER BY 1",
         "DELETE FROM settled_violations WHERE scheme = substr(?1, 1, instr(?1, '/') - 1)"
         " AND evidence_id = substr(?1, instr(?1, '/') + 1) AND period_key = ?2", has_settled},
        {SEALED_CHANGES, "change-removed",
         "SELECT c.scheme || '/' || c.certificate_no || '/' || c.version, c.id FROM certificate_changes h"
         " JOIN certificates c ON c.id = h.certificate WHERE h.period_key = ?1 ORDER BY 1",
         "DELETE FROM certificate_changes WHERE certificate = CAST(?1 AS INTEGER) AND period_key = ?2", has_touched},
        {SEALED_CERTIFICATES, "holding-removed",
         "SELECT scheme || '/' || certificate_no || '/' || version, id FROM certificates"
         " WHERE period_key = ?1 AND issued_on IS NULL AND corrected = 0 ORDER BY 1",
         "DELETE FROM certificates WHERE id = CAST(?1 AS INTEGER) AND period_key = ?2", has_imported},
        {SEALED_AGREEMENTS, "agreement-removed", "SELECT agreement_id, agreement_id FROM agreements WHERE period_key = ?1 ORDER BY 1",
         "DELETE FROM agreements WHERE agreement_id = ?1 AND period_key = ?2", has_agreement},
        {SEALED_UNITS, "unit-removed", "SELECT unit_id, unit_id FROM units WHERE period_key = ?1 ORDER BY 1",
         "DELETE FROM units WHERE unit_id = ?1 AND period_key = ?2", has_unit},
        {SEALED_COUNTS, "count-removed", "SELECT scheme, scheme FROM counts WHERE period_key = ?1 ORDER BY 1",
         "DELETE FROM counts WHERE scheme = ?1 AND period_key = ?2", has_count},
    };
    const struct export *export = r->run->export;

    if (!r->ledger->is_recorded)
        return OK;
    for (size_t i = 0; i < export->agreements.count; i++)
        *ARENA_PUSH(r->arena, &r->agreements) = export->agreements.items[i].id;
    sort(r->touched.items, r->touched.count);
    sort(r->imported.items, r->imported.count);
    sort(r->settled.items, r->settled.count);
    sort(r->agreements.items, r->agreements.count);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        TRY(remove_from(r, &tables[i]));
    return OK;
}
