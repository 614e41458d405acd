/* record.c - what a run decided and issued, written down. */
#include "register/recording.h"

#include "base/bytes.h"
#include "base/digest.h"

#include <string.h>

/* --- decisions --- */

static const char *level_id(const struct decision *d, int level)
{
    return level >= 0 ? d->scheme->programme->levels[level] : NULL;
}

static const char *unmet_of(struct recording *r, const struct decision *d)
{
    struct bytes out;

    bytes_init(&out, r->passing);
    for (size_t i = 0; d->has_outcome && d->outcome_action == ACTION_RECTIFY && i < d->requirement_count; i++)
        if (!d->requirements[i].is_met)
            bytes_printf(&out, "%s%s", out.length ? " " : "", d->requirements[i].id);
    return bytes_text(&out);
}

static const char *number_or_null(struct recording *r, bool is_given, struct exact value)
{
    char text[EXACT_TEXT_SIZE];

    return is_given ? arena_strdup(r->passing, exact_text(value, 8, text)) : NULL;
}

static void bind_decision(struct recording *r, struct sql *q, const struct decision *d, const char *line)
{
    bool is_deadline = d->has_outcome && d->outcome_action == ACTION_RECTIFY;

    sql_text(q, 1, d->proposal_id);
    sql_text(q, 2, r->key);
    sql_text(q, 3, d->unit->id);
    sql_text(q, 4, d->scheme->programme->id);
    sql_text(q, 5, holdings_track(d->scheme->programme, d->track));
    sql_text(q, 6, matter_word(d->matter));
    sql_text(q, 7, status_word(d->status));
    sql_text(q, 8, action_word(d->action));
    sql_text(q, 9, level_id(d, d->from));
    sql_text(q, 10, level_id(d, d->attained));
    sql_text(q, 11, number_or_null(r, d->has_attainment, d->attainment));
    sql_text(q, 12, number_or_null(r, d->entry->has_score, d->entry->score));
    sql_text(q, 13, d->has_outcome ? action_word(d->outcome_action) : NULL);
    sql_text(q, 14, d->has_outcome ? level_id(d, d->outcome_to) : NULL);
    sql_number(q, 15, d->closes);
    sql_number(q, 16, d->closes || is_deadline);
    sql_text(q, 17, d->has_outcome && d->outcome_action == ACTION_MAINTAIN ? level_id(d, d->eligible_upgrade_to) : NULL);
    sql_day(q, 18, is_deadline ? d->deadline : DATE_NONE);
    sql_text(q, 19, unmet_of(r, d));
    sql_number(q, 20, d->bars);
    sql_day(q, 21, r->run->export->as_of);
    sql_text(q, 22, line);
    sql_day(q, 23, d->ruling ? d->ruling->on : DATE_NONE);
}

static RESULT write_decision(struct recording *r, struct sql *q, size_t index)
{
    const struct decision *d = &r->run->plan->decisions[index];
    char hex[DIGEST_HEX_SIZE];
    bool has_changed;

    bind_decision(r, q, d, r->lines[index]);
    TRY(recording_apply(r, q, &has_changed));
    digest_of(r->lines[index], strlen(r->lines[index]), hex);
    return has_changed ? NOTE(r, {"action", action_word(d->action)}, {"kind", "decision"}, {"line_sha256", hex},
                              {"outcome", d->has_outcome ? action_word(d->outcome_action) : NULL}, {"period", r->key},
                              {"proposal_id", d->proposal_id}, {"ruling", d->ruling ? d->ruling->id : NULL},
                              {"ruling_by", d->ruling ? d->ruling->by : NULL})
                       : OK;
}

static RESULT write_settled(struct recording *r, struct sql *q, size_t index)
{
    const struct decision *d = &r->run->plan->decisions[index];
    bool has_changed;

    for (size_t i = 0; d->settles_violations && i < d->entry->violations.count; i++) {
        sql_text(q, 1, d->scheme->programme->id);
        sql_text(q, 2, d->entry->violations.items[i]);
        sql_text(q, 3, r->key);
        sql_text(q, 4, d->proposal_id);
        *ARENA_PUSH(r->arena, &r->settled) =
            arena_printf(r->arena, "%s/%s", d->scheme->programme->id, d->entry->violations.items[i]);
        TRY(recording_apply(r, q, &has_changed));
        if (has_changed)
            TRY(NOTE(r, {"evidence_id", d->entry->violations.items[i]}, {"kind", "settled"}, {"period", r->key},
                     {"proposal_id", d->proposal_id}));
    }
    return OK;
}

static RESULT write_count(struct recording *r, struct sql *q, size_t index)
{
    const struct programme_count *count = &r->run->plan->counts[index];
    bool has_changed;

    sql_text(q, 1, r->key);
    sql_text(q, 2, count->programme->id);
    sql_number(q, 3, count->evidence);
    sql_number(q, 4, count->due);
    sql_number(q, 5, count->adverse);
    TRY(recording_apply(r, q, &has_changed));
    return has_changed ? NOTE(r, {"evidence", arena_printf(r->passing, "%lld", (long long)count->evidence)},
                              {"kind", "count"}, {"period", r->key}, {"scheme", count->programme->id})
                       : OK;
}

/* --- the run --- */

static RESULT write_all(struct recording *r)
{
    const struct plan *plan = r->run->plan;

    TRY(holdings_record(r));
    TRY(recording_rows(r, SEALED_DECISIONS,
                   "INSERT INTO decisions (proposal_id, period_key, unit_id, scheme, track, matter, status, action,"
                   " level_from, attained, attainment, score, outcome_action, outcome_to, closes, matters, eligible_to,"
                   " deadline, unmet, barred, as_of, line, ruled_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
                   " ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)"
                   " ON CONFLICT (proposal_id, period_key) DO UPDATE SET matter = ?6, status = ?7,"
                   " action = ?8, level_from = ?9, attained = ?10, attainment = ?11, score = ?12, outcome_action = ?13,"
                   " outcome_to = ?14, closes = ?15, matters = ?16, eligible_to = ?17, deadline = ?18, unmet = ?19,"
                   " barred = ?20, as_of = ?21, line = ?22, ruled_on = ?23"
                   " WHERE (line, as_of, ruled_on, closes) IS NOT (?22, ?21, ?23, ?15)",
                   plan->count, write_decision));
    TRY(recording_rows(r, SEALED_VIOLATIONS,
                   "INSERT INTO settled_violations VALUES (?1, ?2, ?3, ?4)"
                   " ON CONFLICT (scheme, evidence_id, period_key) DO NOTHING",
                   plan->count, write_settled));
    TRY(stale_remove(r));
    return recording_rows(r, SEALED_COUNTS,
                      "INSERT INTO counts VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (period_key, scheme) DO UPDATE SET"
                      " evidence = ?3, due = ?4, adverse = ?5 WHERE (evidence, due, adverse) IS NOT (?3, ?4, ?5)",
                      plan->count_count, write_count);
}

/* The head as it stood when this period was last recorded. */
static RESULT recorded_head(struct recording *r, struct register_head *head)
{
    struct sql q;
    bool has_row;

    TRY(sql_open(&q, r->file->db, r->file->path, "SELECT head, length FROM runs WHERE period_key = ?1 ORDER BY id DESC"));
    sql_text(&q, 1, r->key);
    struct result result = sql_step(&q, &has_row);
    if (!result.kind && has_row) {
        memcpy(head->digest, sql_get_text(&q, r->arena, 0), DIGEST_HEX_SIZE);
        head->length = sql_get_number(&q, 1);
    }
    sql_close(&q);
    return result;
}

static RESULT insert_run(struct recording *r, const char *decisions_digest)
{
    const struct export *export = r->run->export;
    struct sql q;
    bool has_changed;

    TRY(recording_open(r, &q, SEALED_RUNS,
                       "INSERT INTO runs (period, period_key, as_of, version, export_sha256, rules_sha256, plan_sha256, head,"
                       " length) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, '', 0)"));
    sql_text(&q, 1, export->period);
    sql_text(&q, 2, r->key);
    sql_day(&q, 3, export->as_of);
    sql_text(&q, 4, r->run->version);
    sql_text(&q, 5, export->digest);
    sql_text(&q, 6, r->run->rules->digest);
    sql_text(&q, 7, decisions_digest);
    struct result result = recording_apply(r, &q, &has_changed);
    sql_close(&q);
    return result;
}

/* The run's own entry ends the chain; the row then says where. */
static RESULT write_run(struct recording *r, const char *decisions_digest, struct register_head *head)
{
    const struct export *export = r->run->export;
    struct sql q;

    TRY(insert_run(r, decisions_digest));
    TRY(NOTE(r, {"as_of", recording_day(r, export->as_of)}, {"decisions_sha256", decisions_digest},
             {"export_sha256", export->digest}, {"kind", "run"}, {"period", export->period},
             {"rules_sha256", r->run->rules->digest}, {"version", r->run->version}));
    TRY(audit_head(r->file, r->arena, head));
    TRY(sql_open(&q, r->file->db, r->file->path, "UPDATE runs SET head = ?1, length = ?2 WHERE length = 0"));
    sql_text(&q, 1, head->digest);
    sql_number(&q, 2, head->length);
    struct result result = sql_run(&q);
    sql_close(&q);
    return result;
}

RESULT register_record(struct register_file *file, struct arena *arena, const struct run *run,
                       const struct ledger *ledger, const char *const *lines, const char *decisions_digest,
                       struct register_head *head)
{
    struct recording r = {.file = file, .arena = arena, .passing = arena_new(), .run = run, .ledger = ledger,
                          .lines = lines, .key = period_key(arena, run->export->period)};
    bool is_first = !ledger->is_recorded;

    struct result result = write_all(&r);
    if (!result.kind && r.changes && ledger->has_later)
        result = FAIL(INPUT, "%s: a later period stands in the register, so %s can only be reproduced, but %zu records "
                             "differ from what was recorded; run the later period with the corrections instead",
                      file->path, run->export->period, r.changes);
    if (!result.kind && (r.changes || is_first))
        result = write_run(&r, decisions_digest, head);
    else if (!result.kind)
        result = recorded_head(&r, head);
    arena_free(r.passing);
    return result;
}
