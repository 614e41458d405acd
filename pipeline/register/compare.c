/* compare.c - two periods: who moved, and which requirements moved them. */
#include "register/reports.h"

#include "base/json.h"
#include "base/text.h"
#include "register/query.h"

#include <stdlib.h>
#include <string.h>

/* Columns of a period's lines; those up to MATTER are the subject. */
enum column { SCHEME, UNIT, TRACK, MATTER, PROPOSAL, STATUS, ACTION, OUTCOME, HELD, ATTAINED };

struct side {
    const char *key;
    struct grid lines; /* in order of subject, then proposal_id */
};

struct comparing {
    struct register_file *file;
    struct arena *arena;
    struct side before, after;
    struct sql line; /* of decisions.ndjson, by proposal and period */
    struct grid *out;
};

/* A requirement as a line has it. */
struct asked {
    const char *id, *value, *required;
    bool is_met;
};
struct asked_list {
    struct asked *items;
    size_t count, capacity;
};

static const char *text_of(const struct side *side, size_t row, enum column column)
{
    const char *text = grid_cell(&side->lines, row, column)->text;

    return text ? text : "";
}

/* --- reading --- */

static RESULT read_side(struct comparing *c, struct side *side, const char *period)
{
    struct grid known;

    side->key = period_key(c->arena, period);
    TRY(QUERY(&known, c->file, c->arena, "SELECT 1 FROM runs WHERE period_key = ?1 LIMIT 1", side->key));
    if (!grid_rows(&known))
        return FAIL(INPUT, "%s: there is no period %s in the register", c->file->path, period);
    return QUERY(&side->lines, c->file, c->arena,
                 "SELECT scheme, unit_id, track, matter, proposal_id, status, action, outcome_action, level_from, attained"
                 " FROM decisions WHERE period_key = ?1"
                 " ORDER BY scheme, unit_id, coalesce(track, ''), matter, proposal_id", side->key);
}

static const char *number_text(const cJSON *object, const char *name)
{
    const cJSON *node = cJSON_GetObjectItemCaseSensitive(object, name);

    return cJSON_IsNumber(node) ? node->valuestring : "-";
}

/* The requirements of a line; none where there is no line. */
static RESULT read_requirements(struct asked_list *out, struct comparing *c, const struct side *side, const char *proposal)
{
    struct json_fault fault;
    const cJSON *node;
    bool has_row;

    *out = (struct asked_list){0};
    sql_text(&c->line, 1, proposal);
    sql_text(&c->line, 2, side->key);
    TRY(sql_step(&c->line, &has_row));
    const char *text = has_row ? sql_get_text(&c->line, c->arena, 0) : "{}";
    sql_again(&c->line);
    const cJSON *line = json_parse(c->arena, text, strlen(text), &fault);
    if (!line)
        return FAIL(INPUT, "%s: the register is damaged (the line of %s is no JSON)", c->file->path, proposal);
    cJSON_ArrayForEach(node, cJSON_GetObjectItemCaseSensitive(line, "requirements")) {
        const cJSON *id = cJSON_GetObjectItemCaseSensitive(node, "id");
        if (cJSON_IsString(id))
            *ARENA_PUSH(c->arena, out) = (struct asked){id->valuestring, number_text(node, "value"), number_text(node, "required"),
                                                        cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(node, "met"))};
    }
    return OK;
}

/* --- requirements --- */

static const struct asked *find_asked(const struct asked_list *list, const char *id)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].id, id) == 0)
            return &list->items[i];
    return NULL;
}

struct moved {
    struct bytes text, json;
};

static void add_json(struct bytes *out, const char *name, const struct asked *asked)
{
    if (asked)
        bytes_printf(out, ",\"%s\":{\"value\":%s,\"required\":%s,\"met\":%s}", name, asked->value, asked->required,
                     asked->is_met ? "true" : "false");
    else
        bytes_printf(out, ",\"%s\":null", name);
}

static void add_moved(struct moved *m, const struct asked *was, const struct asked *is)
{
    const struct asked *one = is ? is : was;

    bytes_printf(&m->text, "%s%s", m->text.length ? "; " : "", one->id);
    if (was)
        bytes_printf(&m->text, " %s/%s%s", was->value, was->required, was->is_met ? "" : " unmet");
    if (is)
        bytes_printf(&m->text, "%s %s/%s%s", was ? " ->" : "", is->value, is->required, is->is_met ? "" : " unmet");
    bytes_add_text(&m->json, m->json.length > 1 ? ",{\"id\":" : "{\"id\":");
    json_quote(&m->json, one->id);
    add_json(&m->json, "was", was);
    add_json(&m->json, "is", is);
    bytes_add_text(&m->json, "}");
}

/* Within a cycle those met in one period and not in the other, where there are none those
 * not met. From one cycle to the next those not met in the earlier: they decided it. */
static struct cell moved_cell(struct comparing *c, const struct asked_list *was, const struct asked_list *is,
                              bool is_one_cycle)
{
    const struct asked_list *last = is_one_cycle || !was->count ? is : was;
    struct moved m;

    bytes_init(&m.text, c->arena);
    bytes_init(&m.json, c->arena);
    bytes_add_text(&m.json, "[");
    for (size_t i = 0; is_one_cycle && i < is->count; i++) {
        const struct asked *old = find_asked(was, is->items[i].id);
        if (old && old->is_met != is->items[i].is_met)
            add_moved(&m, old, &is->items[i]);
    }
    bool has_flips = m.text.length > 0;
    for (size_t i = 0; !has_flips && i < last->count; i++)
        if (!last->items[i].is_met)
            add_moved(&m, last == is ? find_asked(was, last->items[i].id) : &last->items[i], last == is ? &last->items[i] : NULL);
    bytes_add_text(&m.json, "]");
    return (struct cell){bytes_text(&m.text), bytes_text(&m.json)};
}

/* --- subjects --- */

/* What it was and what it is: in one word where nothing changed. */
static struct cell pair_cell(struct comparing *c, const char *was, const char *is)
{
    struct bytes json;

    bytes_init(&json, c->arena);
    bytes_add_text(&json, "{\"was\":");
    json_quote_or_null(&json, was && *was ? was : NULL);
    bytes_add_text(&json, ",\"is\":");
    json_quote_or_null(&json, is && *is ? is : NULL);
    bytes_add_text(&json, "}");
    const char *text = text_equal(was, is) ? was
                                           : arena_printf(c->arena, "%s -> %s", was && *was ? was : "-", is && *is ? is : "-");
    return (struct cell){text, bytes_text(&json)};
}

enum { NO_ROW = -1 };

static const char *word(const struct side *side, long row, enum column column)
{
    return row == NO_ROW ? "" : text_of(side, (size_t)row, column);
}

/* What is decided: the outcome, else what is proposed. */
static const char *action_of(const struct side *side, long row)
{
    const char *outcome = word(side, row, OUTCOME);

    return *outcome ? outcome : word(side, row, ACTION);
}

/* Nothing comes of it: a renewal and the rest before the next review are no movement. */
static bool is_quiet(const char *action)
{
    return !*action || strcmp(action, "none") == 0 || strcmp(action, "maintain") == 0;
}

static bool is_same_cycle(const struct comparing *c, long was, long is)
{
    return strcmp(word(&c->before, was, PROPOSAL), word(&c->after, is, PROPOSAL)) == 0;
}

/* What is attained is compared within one cycle only: the next one counts from nothing. */
static bool has_moved(const struct comparing *c, long was, long is)
{
    const struct side *a = &c->before, *b = &c->after;
    const char *old = action_of(a, was), *fresh = action_of(b, is);

    return strcmp(word(a, was, HELD), word(b, is, HELD)) != 0 ||
           (is_same_cycle(c, was, is) && strcmp(word(a, was, ATTAINED), word(b, is, ATTAINED)) != 0) ||
           (strcmp(old, fresh) != 0 && !(is_quiet(old) && is_quiet(fresh)));
}

/* A line of each period, or of one of them only (NO_ROW). */
static RESULT compare_lines(struct comparing *c, long was, long is)
{
    static const enum column pairs[] = {HELD, ATTAINED, STATUS};
    const struct side *side = is == NO_ROW ? &c->before : &c->after;
    size_t row = (size_t)(is == NO_ROW ? was : is);
    struct asked_list old = {0}, fresh = {0};

    if (!has_moved(c, was, is))
        return OK;
    if (was != NO_ROW)
        TRY(read_requirements(&old, c, &c->before, word(&c->before, was, PROPOSAL)));
    if (is != NO_ROW)
        TRY(read_requirements(&fresh, c, &c->after, word(&c->after, is, PROPOSAL)));
    grid_add_text(c->out, c->arena, text_of(side, row, UNIT));
    grid_add_text(c->out, c->arena, text_of(side, row, SCHEME));
    grid_add(c->out, c->arena, *grid_cell(&side->lines, row, TRACK));
    grid_add_text(c->out, c->arena, text_of(side, row, MATTER));
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        grid_add(c->out, c->arena, pair_cell(c, word(&c->before, was, pairs[i]), word(&c->after, is, pairs[i])));
    grid_add(c->out, c->arena, pair_cell(c, action_of(&c->before, was), action_of(&c->after, is)));
    grid_add(c->out, c->arena, moved_cell(c, &old, &fresh, is_same_cycle(c, was, is)));
    return OK;
}

static int compare_subjects(const struct side *a, size_t x, const struct side *b, size_t y)
{
    for (int column = SCHEME; column <= MATTER; column++) {
        int order = strcmp(text_of(a, x, (enum column)column), text_of(b, y, (enum column)column));
        if (order)
            return order;
    }
    return 0;
}

/* Lines of one subject: those of the same proposal together, what is left over in its order. */
static RESULT compare_group(struct comparing *c, size_t a, size_t a_end, size_t b, size_t b_end)
{
    bool *is_taken = ARENA_ARRAY(c->arena, bool, b_end - b + 1);
    long *partner = ARENA_ARRAY(c->arena, long, a_end - a + 1);

    for (size_t i = a; i < a_end; i++) {
        partner[i - a] = NO_ROW;
        for (size_t k = b; k < b_end; k++)
            if (strcmp(text_of(&c->before, i, PROPOSAL), text_of(&c->after, k, PROPOSAL)) == 0)
                partner[i - a] = (long)k, is_taken[k - b] = true;
    }
    for (size_t i = a, k = b; i < a_end; i++) {
        while (k < b_end && is_taken[k - b])
            k++;
        if (partner[i - a] == NO_ROW && k < b_end)
            partner[i - a] = (long)k, is_taken[k - b] = true;
        TRY(compare_lines(c, (long)i, partner[i - a]));
    }
    for (size_t k = b; k < b_end; k++)
        if (!is_taken[k - b])
            TRY(compare_lines(c, NO_ROW, (long)k));
    return OK;
}

static size_t group_end(const struct side *side, size_t from)
{
    size_t end = from;

    while (end < grid_rows(&side->lines) && compare_subjects(side, from, side, end) == 0)
        end++;
    return end;
}

static RESULT compare_sides(struct comparing *c)
{
    size_t a = 0, b = 0, a_count = grid_rows(&c->before.lines), b_count = grid_rows(&c->after.lines);

    while (a < a_count || b < b_count) {
        int order = a == a_count ? 1 : b == b_count ? -1 : compare_subjects(&c->before, a, &c->after, b);
        size_t a_end = order <= 0 ? group_end(&c->before, a) : a, b_end = order >= 0 ? group_end(&c->after, b) : b;
        TRY(compare_group(c, a, a_end, b, b_end));
        a = a_end;
        b = b_end;
    }
    return OK;
}

RESULT register_compare(struct grid *out, struct register_file *file, struct arena *arena, const char *before,
                        const char *after)
{
    static const char *const columns[] = {"unit_id", "scheme", "track", "matter", "level", "attained", "status", "action",
                                          "requirements"};
    struct comparing c = {.file = file, .arena = arena, .out = out};

    *out = (struct grid){.columns = columns, .width = sizeof columns / sizeof *columns};
    TRY(read_side(&c, &c.before, before));
    TRY(read_side(&c, &c.after, after));
    TRY(sql_open(&c.line, file->db, file->path, "SELECT line FROM decisions WHERE proposal_id = ?1 AND period_key = ?2"));
    struct result r = compare_sides(&c);
    sql_close(&c.line);
    return r;
}
