/* history.c - what earlier periods decided about the subjects that get papers. */
#include "register/store.h"

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { HISTORY_MOST = 12 };

struct looking {
    struct register_file *file;
    struct arena *arena, *passing; /* the run's; one for the lines of a subject */
    const char *key;
    struct sql rows;
    const struct held_certificate **certificates; /* in order of unit */
    size_t certificate_count;
};

/* --- decisions --- */

enum column {
    PROPOSAL,
    PERIOD,
    MATTER,
    ACTION,
    OUTCOME_ACTION,
    OUTCOME_TO,
    LEVEL_FROM,
    ATTAINMENT,
    SCORE,
    RULED_ON,
    LINE
};

static const char rows_of_subject[] =
    "SELECT proposal_id, rtrim(period_key, '~-'), matter, action, outcome_action, outcome_to, level_from, attainment,"
    " score, ruled_on, line FROM decisions WHERE unit_id = ?1 AND period_key < ?2 AND scheme = ?3 AND track IS ?4"
    " AND (action <> 'none' OR outcome_action IS NOT NULL) ORDER BY period_key DESC, proposal_id";

static int level_of(const struct looking *l, const struct programme *programme, enum column column)
{
    const char *level = sql_get_text(&l->rows, l->passing, (int)column);

    return level ? programme_level(programme, level) : -1;
}

static bool read_figure(const struct looking *l, enum column column, struct exact *out)
{
    const char *text = sql_peek_text(&l->rows, (int)column);

    return *text && exact_parse(text, out);
}

/* What only the line knows: the level proposed, and how many requirements were not met. */
static void read_line(struct past_outcome *out, const struct looking *l, const struct programme *programme)
{
    const char *text = sql_peek_text(&l->rows, LINE);
    struct json_fault fault;
    const cJSON *line = json_parse(l->passing, text, strlen(text), &fault), *item;
    const char *to = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(line, "to"));

    out->to = to ? programme_level(programme, to) : -1;
    out->is_early = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(line, "early"));
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(line, "requirements"))
    {
        out->required++;
        if (cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(item, "met")))
            out->unmet++;
    }
}

static struct past_outcome read_outcome(const struct looking *l, const struct programme *programme)
{
    const char *outcome = sql_get_text(&l->rows, l->passing, OUTCOME_ACTION);
    struct past_outcome out = {
        .proposal_id = sql_get_text(&l->rows, l->arena, PROPOSAL),
        .period = sql_get_text(&l->rows, l->arena, PERIOD),
        .matter = matter_from_word(sql_peek_text(&l->rows, MATTER)),
        .action = action_from_word(sql_peek_text(&l->rows, ACTION)),
        .from = level_of(l, programme, LEVEL_FROM),
        .has_outcome = outcome != NULL,
        .outcome_action = outcome ? action_from_word(outcome) : ACTION_NONE,
        .outcome_to = level_of(l, programme, OUTCOME_TO),
        .ruled_on = sql_get_day(&l->rows, RULED_ON),
    };

    out.has_attainment = read_figure(l, ATTAINMENT, &out.attainment);
    out.has_score = read_figure(l, SCORE, &out.score);
    read_line(&out, l, programme);
    return out;
}

/* A proposal that several periods looked at is told as the last of them left it. */
static bool is_told(const struct name_list *told, const char *proposal)
{
    for (size_t i = 0; i < told->count; i++)
        if (strcmp(told->items[i], proposal) == 0)
            return true;
    return false;
}

static RESULT read_outcomes(struct history *history, struct looking *l, const struct decision *d)
{
    const struct programme *programme = d->scheme->programme;
    LIST_OF(struct past_outcome) outcomes = {0};
    struct name_list told = {0};
    bool has_row;

    sql_text(&l->rows, 1, d->unit->id);
    sql_text(&l->rows, 2, l->key);
    sql_text(&l->rows, 3, programme->id);
    sql_text(&l->rows, 4, d->track >= 0 ? programme->tracks[d->track].id : NULL);
    TRY(sql_step(&l->rows, &has_row));
    while (has_row) {
        if (!is_told(&told, sql_peek_text(&l->rows, PROPOSAL))) {
            *ARENA_PUSH(l->passing, &told) = sql_get_text(&l->rows, l->passing, PROPOSAL);
            if (outcomes.count < HISTORY_MOST)
                *ARENA_PUSH(l->arena, &outcomes) = read_outcome(l, programme);
        }
        TRY(sql_step(&l->rows, &has_row));
    }
    sql_again(&l->rows);
    history->outcomes = outcomes.items;
    history->count = outcomes.count;
    history->left_out = told.count - outcomes.count;
    return OK;
}

/* --- certificates --- */

static int compare_units(const void *a, const void *b)
{
    const struct held_certificate *x = *(const struct held_certificate *const *)a;
    const struct held_certificate *y = *(const struct held_certificate *const *)b;
    int order = strcmp(x->unit_id, y->unit_id);

    return order ? order : (x->row < y->row) - (x->row > y->row); /* the newest first */
}

static void index_certificates(struct looking *l, const struct ledger *ledger)
{
    l->certificate_count = ledger->certificates.count;
    l->certificates = ARENA_ARRAY(l->arena, const struct held_certificate *, l->certificate_count);
    for (size_t i = 0; i < l->certificate_count; i++)
        l->certificates[i] = &ledger->certificates.items[i];
    if (l->certificate_count)
        qsort(l->certificates, l->certificate_count, sizeof *l->certificates, compare_units);
}

static size_t first_of_unit(const struct looking *l, const char *unit_id)
{
    size_t low = 0, high = l->certificate_count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(l->certificates[middle]->unit_id, unit_id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* What the subject held beside the certificate that is being decided about. */
static void find_certificates(struct history *history, const struct looking *l, const struct decision *d)
{
    LIST_OF(const struct held_certificate *) found = {0};

    for (size_t i = first_of_unit(l, d->unit->id);
         i < l->certificate_count && strcmp(l->certificates[i]->unit_id, d->unit->id) == 0; i++) {
        const struct certificate *c = &l->certificates[i]->certificate;
        if (c->programme == d->scheme->programme && c->track == d->track && found.count < HISTORY_MOST &&
            !(d->held_certificate && d->held_certificate->row == l->certificates[i]->row))
            *ARENA_PUSH(l->arena, &found) = l->certificates[i];
    }
    history->certificates = found.items;
    history->certificate_count = found.count;
}

RESULT register_histories(const struct history **out, struct register_file *file, struct arena *arena,
                          const struct ledger *ledger, const struct plan *plan)
{
    struct looking l = {.file = file, .arena = arena, .passing = arena_new(), .key = period_key(arena, ledger->period)};
    struct history *histories = ARENA_ARRAY(arena, struct history, plan->packet_count);

    index_certificates(&l, ledger);
    struct result r = sql_open(&l.rows, file->db, file->path, rows_of_subject);
    for (size_t i = 0; !r.kind && i < plan->packet_count; i++) {
        find_certificates(&histories[i], &l, plan->packets[i].decisions[0]);
        r = read_outcomes(&histories[i], &l, plan->packets[i].decisions[0]);
        arena_reset(l.passing);
    }
    sql_close(&l.rows);
    arena_free(l.passing);
    *out = r.kind ? NULL : histories;
    return r;
}
