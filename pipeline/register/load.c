/* load.c - what the register knew when a period began. */
#include "register/store.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct loading {
    struct register_file *file;
    struct arena *arena;
    const struct rule_set *rules;
    struct ledger *ledger;
    const char *key;
};

/* Takes one row. */
typedef RESULT row_reader(struct loading *l, const struct sql *q);

/* Every row of a query whose only value is the key of the period. */
static RESULT read_rows(struct loading *l, const char *text, row_reader *reader)
{
    bool has_row = true;
    struct sql q;

    TRY(sql_open(&q, l->file->db, l->file->path, text));
    if (strstr(text, "?1"))
        sql_text(&q, 1, l->key);
    struct result r = sql_step(&q, &has_row);
    while (!r.kind && has_row) {
        r = reader(l, &q);
        if (!r.kind)
            r = sql_step(&q, &has_row);
    }
    sql_close(&q);
    return r;
}

/* --- periods --- */

static RESULT read_periods(struct loading *l, const struct sql *q)
{
    l->ledger->has_later = sql_get_number(q, 0) != 0;
    l->ledger->is_recorded = sql_get_number(q, 1) != 0;
    return OK;
}

static RESULT read_before(struct loading *l, const struct sql *q)
{
    l->ledger->counted_period = sql_get_text(q, l->arena, 0);
    return OK;
}

/* --- units --- */

static RESULT read_unit(struct loading *l, const struct sql *q)
{
    *ARENA_PUSH(l->arena, &l->ledger->units) = (struct unit){
        .id = sql_get_text(q, l->arena, 0),
        .name = sql_get_text(q, l->arena, 1),
        .name_en = sql_get_text(q, l->arena, 2),
        .uscc = sql_get_text(q, l->arena, 3),
        .registered_address = sql_get_text(q, l->arena, 4),
        .is_missing = true, /* until the export is found to have it */
    };
    return OK;
}

/* --- certificates --- */

static const char *const *split(struct arena *arena, const char *text, size_t *count)
{
    LIST_OF(const char *) words = {0};

    while (text && *text) {
        size_t length = strcspn(text, " ");
        *ARENA_PUSH(arena, &words) = arena_strndup(arena, text, length);
        text += length + (text[length] == ' ');
    }
    *count = words.count;
    return words.items;
}

static enum certificate_status status_of(const char *word)
{
    static const char *const words[] = {
#define X(id, text) [CERTIFICATE_##id] = text,
        CERTIFICATE_STATUS_LIST(X)
#undef X
    };

    for (size_t i = 0; word && i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], word) == 0)
            return (enum certificate_status)i;
    return CERTIFICATE_VALID;
}

/* The level or track of a row that the rules no longer know: the rules must be put right first. */
static RESULT refuse_word(const struct loading *l, const char *number, const char *word)
{
    return FAIL(INPUT, "%s: certificate %s has \"%s\", which the rules do not know", l->file->path, number, word);
}

static RESULT read_certificate(struct loading *l, const struct sql *q)
{
    const struct programme *programme = vocabulary_programme(&l->rules->vocabulary, sql_get_text(q, l->arena, 1));
    struct held_certificate h = {.row = sql_get_number(q, 0), .unit_id = sql_get_text(q, l->arena, 4)};
    struct certificate *c = &h.certificate;
    const char *track = sql_get_text(q, l->arena, 5), *level = sql_get_text(q, l->arena, 6);

    if (!programme)
        return OK; /* its programme is not among the templates: nothing of it is decided */
    c->programme = programme;
    c->no = sql_get_text(q, l->arena, 2);
    c->version = (int)sql_get_number(q, 3);
    c->track = track ? programme_track(programme, track) : -1;
    c->level = programme_level(programme, level);
    if (track && c->track < 0)
        return refuse_word(l, c->no, track);
    if (c->level < 0)
        return refuse_word(l, c->no, level);
    c->scope = split(l->arena, sql_get_text(q, l->arena, 7), &c->scope_count);
    c->valid_from = sql_get_day(q, 8);
    c->valid_to = sql_get_day(q, 9);
    c->counted_from = sql_get_day(q, 10);
    h.is_imported = sql_get_day(q, 11) == DATE_NONE;
    h.name = sql_get_text(q, l->arena, 12);
    c->status = status_of(sql_get_text(q, l->arena, 13));
    if (c->status == CERTIFICATE_EXPIRED && sql_get_number(q, 14))
        c->status = CERTIFICATE_VALID, c->is_over = true; /* by its dates it is judged as any other */
    c->row = h.row;
    c->place = (struct place){l->file->path, 0};
    if (sql_get_number(q, 15) && c->version == 1)
        *ARENA_PUSH(l->arena, &l->ledger->issued_since) = h;
    else if (!sql_get_number(q, 15))
        *ARENA_PUSH(l->arena, &l->ledger->certificates) = h;
    return OK;
}

/* --- decisions --- */

static RESULT read_decision(struct loading *l, const struct sql *q)
{
    const struct programme *programme = vocabulary_programme(&l->rules->vocabulary, sql_get_text(q, l->arena, 4));
    const char *action = sql_get_text(q, l->arena, 3), *outcome = sql_get_text(q, l->arena, 5);
    const char *to = sql_get_text(q, l->arena, 6), *eligible = sql_get_text(q, l->arena, 8);

    if (!programme)
        return OK;
    *ARENA_PUSH(l->arena, &l->ledger->decisions) = (struct past_decision){
        .proposal_id = sql_get_text(q, l->arena, 0),
        .period = sql_get_text(q, l->arena, 1),
        .as_of = sql_get_day(q, 2),
        .action = action_from_word(action),
        .has_outcome = outcome != NULL,
        .outcome_action = outcome ? action_from_word(outcome) : ACTION_NONE,
        .outcome_to = to ? programme_level(programme, to) : -1,
        .is_closed = sql_get_number(q, 7) != 0,
        .eligible_upgrade_to = eligible ? programme_level(programme, eligible) : -1,
        .deadline = sql_get_day(q, 9),
        .unmet = sql_get_text(q, l->arena, 10),
        .is_barred = sql_get_number(q, 11) != 0,
        .line = eligible ? sql_get_text(q, l->arena, 12) : NULL,
    };
    return OK;
}

/* --- this period's own --- */

static RESULT read_issue(struct loading *l, const struct sql *q)
{
    const struct programme *programme = vocabulary_programme(&l->rules->vocabulary, sql_get_text(q, l->arena, 6));

    if (!programme)
        return OK;
    *ARENA_PUSH(l->arena, &l->ledger->issues) = (struct past_issue){
        .proposal_id = sql_get_text(q, l->arena, 0),
        .programme = programme,
        .certificate_no = sql_get_text(q, l->arena, 1),
        .version = (int)sql_get_number(q, 2),
        .content = sql_get_text(q, l->arena, 3),
        .valid_from = sql_get_day(q, 4),
        .issued_on = sql_get_day(q, 5),
    };
    return OK;
}

static RESULT read_settled(struct loading *l, const struct sql *q)
{
    *ARENA_PUSH(l->arena, &l->ledger->settled) = sql_get_text(q, l->arena, 0);
    return OK;
}

static RESULT read_count(struct loading *l, const struct sql *q)
{
    const struct programme *programme = vocabulary_programme(&l->rules->vocabulary, sql_get_text(q, l->arena, 0));
    struct past_count count = {programme, sql_get_number(q, 1), sql_get_number(q, 2), sql_get_number(q, 3)};

    if (programme && sql_get_number(q, 4))
        *ARENA_PUSH(l->arena, &l->ledger->own_counts) = count;
    else if (programme)
        *ARENA_PUSH(l->arena, &l->ledger->counts) = count;
    return OK;
}

static RESULT read_ruling(struct loading *l, const struct sql *q)
{
    *ARENA_PUSH(l->arena, &l->ledger->rulings) =
        (struct past_ruling){sql_get_text(q, l->arena, 0), sql_get_day(q, 1)};
    return OK;
}

static RESULT read_number(struct loading *l, const struct sql *q)
{
    const struct programme *programme = vocabulary_programme(&l->rules->vocabulary, sql_get_text(q, l->arena, 0));

    if (programme)
        *ARENA_PUSH(l->arena, &l->ledger->numbers) =
            (struct past_number){programme, sql_get_text(q, l->arena, 1)};
    return OK;
}

/* Each query takes the state at the beginning of the period: rows of smaller keys. */
static RESULT read_all(struct loading *l)
{
    static const struct { const char *text; row_reader *reader; } queries[] = {
        {"SELECT EXISTS (SELECT 1 FROM runs WHERE period_key > ?1), EXISTS (SELECT 1 FROM runs WHERE period_key = ?1)",
         read_periods},
        {"SELECT period FROM runs WHERE period_key < ?1 ORDER BY period_key DESC, id DESC LIMIT 1", read_before},
        {"SELECT unit_id, name, name_en, uscc, registered_address, max(period_key) FROM units"
         " WHERE period_key < ?1 GROUP BY unit_id ORDER BY unit_id", read_unit},
        {"SELECT c.id, c.scheme, c.certificate_no, c.version, c.unit_id, c.track, c.level, c.scope, c.valid_from,"
         " c.valid_to, c.counted_from, c.issued_on, c.name,"
         " coalesce((SELECT status FROM certificate_changes h WHERE h.certificate = c.id AND h.period_key < ?1"
         "  ORDER BY h.period_key DESC LIMIT 1), c.status), c.status = 'valid',"
         " c.issued_on IS NOT NULL AND c.period_key >= ?1"
         " FROM certificates c WHERE c.period_key < ?1 OR c.issued_on IS NOT NULL OR (c.corrected AND c.period_key = ?1)"
         " ORDER BY c.id", read_certificate}, /* a corrected holding rules over the export it came with */
        {"SELECT proposal_id, rtrim(max(period_key), '~-'), as_of, action, scheme, outcome_action, outcome_to, closes,"
         " eligible_to, deadline, unmet, barred, line FROM decisions WHERE matters = 1 AND period_key < ?1"
         " GROUP BY proposal_id ORDER BY proposal_id", read_decision},
        {"SELECT proposal_id, certificate_no, version, content_sha256, valid_from, issued_on, scheme FROM certificates"
         " WHERE period_key = ?1 AND proposal_id IS NOT NULL ORDER BY proposal_id, certificate_no, version", read_issue},
        {"SELECT DISTINCT scheme || '/' || evidence_id FROM settled_violations WHERE period_key < ?1 ORDER BY 1",
         read_settled},
        {"SELECT scheme, evidence, due, adverse, period_key = ?1 FROM counts WHERE period_key IN"
         " (?1, (SELECT max(period_key) FROM runs WHERE period_key < ?1)) ORDER BY period_key, scheme", read_count},
        {"SELECT proposal_id, max(ruled_on) FROM decisions WHERE ruled_on IS NOT NULL AND period_key < ?1"
         " GROUP BY proposal_id ORDER BY proposal_id", read_ruling},
        {"SELECT scheme, certificate_no FROM certificates", read_number},
    };

    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        TRY(read_rows(l, queries[i].text, queries[i].reader));
    return OK;
}

RESULT register_load(struct ledger **out, struct register_file *file, struct arena *arena, const struct rule_set *rules,
                     const char *period)
{
    struct loading l = {file, arena, rules, ARENA_NEW(arena, struct ledger), period_key(arena, period)};

    l.ledger->period = period;
    if (!file->is_writing) /* one state of the register, though a run may commit meanwhile */
        TRY(sql_script(file->db, file->path, "BEGIN"));
    struct result r = read_all(&l);
    if (!file->is_writing && !r.kind)
        r = sql_script(file->db, file->path, "COMMIT");
    *out = r.kind ? NULL : l.ledger;
    return r;
}
