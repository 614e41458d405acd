/* correct.c - a holding that was imported wrongly, put right.
 *
 * The row itself changes, so that the register rules over exports that still say otherwise,
 * from the period on in which it came. */
#include "register/recording.h"
#include "register/reports.h"

#include "base/json.h"
#include "base/text.h"
#include "register/query.h"

#include <stdlib.h>
#include <string.h>

/* The holding as it stands. */
enum column { ID, SCHEME, VERSION, ISSUED_ON, LEVEL, UNIT, VALID_FROM, VALID_TO, COUNTED_FROM, STATUS, CAUSE };

struct correcting {
    struct recording r; /* without a run */
    const struct correction *wanted;
    const struct rule_set *rules;
    struct grid holding;
    struct bytes changes; /* {"level":["2","1"]} */
    const char *valid_from, *valid_to, *counted_from; /* as wanted, or as they were */
};

static const char *text_of(const struct correcting *c, enum column column)
{
    return grid_cell(&c->holding, 0, column)->text;
}

static const char *day_text(struct arena *arena, date day)
{
    char text[DATE_TEXT_SIZE];

    return day == DATE_NONE ? NULL : arena_strdup(arena, date_text(day, text));
}

/* --- what may be corrected --- */

static RESULT find_holding(struct correcting *c)
{
    const struct correction *w = c->wanted;

    TRY(QUERY(&c->holding, c->r.file, c->r.arena,
              "SELECT c.id, c.scheme, c.version, c.issued_on, c.level, c.unit_id, c.valid_from, c.valid_to, c.counted_from,"
              " coalesce((SELECT status FROM certificate_changes h WHERE h.certificate = c.id"
              "  ORDER BY h.period_key DESC LIMIT 1), c.status),"
              " (SELECT max(proposal_id) FROM certificate_changes h WHERE h.certificate = c.id)"
              " FROM certificates c WHERE c.certificate_no = ?1 AND (?2 IS NULL OR c.scheme = ?2)"
              " ORDER BY c.version DESC, c.scheme", w->no, w->scheme));
    size_t count = grid_rows(&c->holding);
    if (!count)
        return w->scheme ? FAIL(INPUT, "%s: there is no certificate %s of %s", c->r.file->path, w->no, w->scheme)
                         : FAIL(INPUT, "%s: there is no certificate %s", c->r.file->path, w->no);
    if (count > 1 && strcmp(grid_cell(&c->holding, 0, SCHEME)->text, grid_cell(&c->holding, 1, SCHEME)->text) != 0)
        return FAIL(USAGE, "%s: several schemes have this number; say which by --scheme", w->no);
    return text_of(c, ISSUED_ON) ? FAIL(INPUT, "%s: version %s was issued on %s; only an imported holding is corrected here, "
                                               "an issued certificate by a ruling on an information change",
                                        w->no, text_of(c, VERSION), text_of(c, ISSUED_ON))
                                 : OK;
}

static RESULT check_level(const struct correcting *c)
{
    const struct programme *programme = vocabulary_programme(&c->rules->vocabulary, text_of(c, SCHEME));

    if (c->wanted->level && (!programme || programme_level(programme, c->wanted->level) < 0))
        return FAIL(USAGE, "--level: %s has no level \"%s\"", text_of(c, SCHEME), c->wanted->level);
    return OK;
}

static RESULT check_status(const struct correcting *c)
{
    static const char *const words[] = {
#define X(id, text) text,
        CERTIFICATE_STATUS_LIST(X)
#undef X
    };
    bool is_known = false;

    if (!c->wanted->status)
        return OK;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        is_known |= strcmp(words[i], c->wanted->status) == 0;
    if (!is_known)
        return FAIL(USAGE, "--status: found \"%s\", expected valid, revoked, withdrawn, expired or replaced",
                    c->wanted->status);
    return text_of(c, CAUSE) ? FAIL(INPUT, "%s: its status was changed by the decision on %s, which a correction does not undo",
                                    c->wanted->no, text_of(c, CAUSE))
                             : OK;
}

static RESULT check_unit(const struct correcting *c)
{
    struct grid known;

    if (!c->wanted->unit)
        return OK;
    TRY(QUERY(&known, c->r.file, c->r.arena, "SELECT 1 FROM units WHERE unit_id = ?1 LIMIT 1", c->wanted->unit));
    return grid_rows(&known) ? OK : FAIL(USAGE, "--unit: there is no unit %s in the register", c->wanted->unit);
}

/* --- what changes --- */

static void compare(struct correcting *c, const char *name, const char *was, const char *wanted)
{
    if (!wanted || text_equal(was, wanted))
        return;
    bytes_printf(&c->changes, "%s\"%s\":[", c->changes.length > 1 ? "," : "", name);
    json_quote_or_null(&c->changes, was);
    bytes_add_text(&c->changes, ",");
    json_quote(&c->changes, wanted);
    bytes_add_text(&c->changes, "]");
}

static RESULT find_changes(struct correcting *c)
{
    const struct correction *w = c->wanted;
    const char *from = day_text(c->r.arena, w->valid_from), *to = day_text(c->r.arena, w->valid_to);
    const char *counted = day_text(c->r.arena, w->counted_from);

    c->valid_from = from ? from : text_of(c, VALID_FROM);
    c->valid_to = to ? to : text_of(c, VALID_TO);
    c->counted_from = counted ? counted : text_of(c, COUNTED_FROM);
    if (strcmp(c->valid_from, c->valid_to) > 0)
        return FAIL(USAGE, "%s: its term would run from %s to %s", w->no, c->valid_from, c->valid_to);
    bytes_init(&c->changes, c->r.arena);
    bytes_add_text(&c->changes, "{");
    compare(c, "counted_from", text_of(c, COUNTED_FROM), counted);
    compare(c, "level", text_of(c, LEVEL), w->level);
    compare(c, "status", text_of(c, STATUS), w->status);
    compare(c, "unit_id", text_of(c, UNIT), w->unit);
    compare(c, "valid_from", text_of(c, VALID_FROM), from);
    compare(c, "valid_to", text_of(c, VALID_TO), to);
    bytes_add_text(&c->changes, "}");
    return c->changes.length > 2 ? OK : FAIL(USAGE, "%s: nothing to correct: the register says so already", w->no);
}

/* --- writing --- */

/* Runs an opened change and notes it when a row changed. */
static RESULT run_noted(struct correcting *c, struct sql *q, const char *kind)
{
    bool has_changed;
    struct result r = recording_apply(&c->r, q, &has_changed);

    if (!r.kind && has_changed)
        r = recording_note(&c->r, (const struct member[]){{"by", c->wanted->by}, {"kind", kind}, {"reason", c->wanted->reason}}, 3);
    sql_close(q);
    return r;
}

static RESULT write_holding(struct correcting *c)
{
    struct sql q;

    TRY(recording_open(&c->r, &q, SEALED_CERTIFICATES,
                       "UPDATE certificates SET level = coalesce(?2, level), unit_id = coalesce(?3, unit_id), valid_from = ?4,"
                       " valid_to = ?5, counted_from = ?6, status = coalesce(?7, status), corrected = 1"
                       " WHERE id = ?1"));
    sql_text(&q, 1, text_of(c, ID));
    sql_text(&q, 2, c->wanted->level);
    sql_text(&q, 3, c->wanted->unit);
    sql_text(&q, 4, c->valid_from);
    sql_text(&q, 5, c->valid_to);
    sql_text(&q, 6, c->counted_from);
    sql_text(&q, 7, c->wanted->status);
    return run_noted(c, &q, "holding-corrected");
}

static RESULT write_correction(struct correcting *c)
{
    struct sql q;

    TRY(recording_open(&c->r, &q, SEALED_CORRECTIONS,
                       "INSERT INTO corrections SELECT ?1, 1 + count(*), ?2, ?3, ?4 FROM corrections WHERE certificate = ?1"));
    sql_number(&q, 1, strtoll(text_of(c, ID), NULL, 10));
    sql_text(&q, 2, c->wanted->by);
    sql_text(&q, 3, c->wanted->reason);
    sql_text(&q, 4, bytes_text(&c->changes));
    return run_noted(c, &q, "correction");
}

/* That its days were over is found again by the next run. */
static RESULT remove_statuses(struct correcting *c)
{
    struct grid rows;

    TRY(QUERY(&rows, c->r.file, c->r.arena,
              "SELECT period_key FROM certificate_changes WHERE certificate = ?1 AND proposal_id IS NULL"
              " AND status = 'expired' ORDER BY period_key", text_of(c, ID)));
    for (size_t i = 0; i < grid_rows(&rows); i++) {
        struct sql q;
        TRY(recording_open_removal(&c->r, &q, SEALED_CHANGES,
                                   "DELETE FROM certificate_changes WHERE certificate = ?1 AND period_key = ?2"));
        sql_text(&q, 1, text_of(c, ID));
        sql_text(&q, 2, grid_cell(&rows, i, 0)->text);
        TRY(run_noted(c, &q, "change-removed"));
    }
    return OK;
}

static RESULT correct(struct correcting *c)
{
    TRY(find_holding(c));
    TRY(check_level(c));
    TRY(check_status(c));
    TRY(check_unit(c));
    TRY(find_changes(c));
    TRY(write_holding(c));
    TRY(remove_statuses(c));
    return write_correction(c);
}

RESULT register_correct(struct register_file *file, struct arena *arena, const struct rule_set *rules,
                        const struct correction *correction)
{
    struct correcting c = {.r = {.file = file, .arena = arena, .passing = arena_new()}, .wanted = correction, .rules = rules};
    struct result r = correct(&c);

    arena_free(c.r.passing);
    return r;
}
