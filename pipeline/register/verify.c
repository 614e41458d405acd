/* verify.c - every row of the register against the audit chain. */
#include "register/verify.h"

#include "base/json.h"
#include "register/query.h"

#include <string.h>

enum { MAX_FAULTS = 200 };

static const char *const fault_columns[] = {"where", "what"};

static void add_message(struct verifying *v, struct message message)
{
    struct bytes json;

    bytes_init(&json, v->arena);
    json_quote(&json, message.in[LANGUAGE_ENGLISH]);
    grid_add(&v->out->faults, v->arena,
             (struct cell){arena_strdup(v->arena, message.in[error_language()]), bytes_text(&json)});
}

void verify_fault(struct verifying *v, struct message where, struct message what)
{
    if (v->out->fault_count++ >= MAX_FAULTS)
        return;
    add_message(v, where);
    add_message(v, what);
}

/* --- tables against the chain --- */

/* A key as the chain's entries have it, escaped as in JSON. */
static const char *escaped(struct verifying *v, const char *key)
{
    struct bytes out;

    bytes_init(&out, v->passing);
    json_quote(&out, key);
    out.length--;
    return bytes_text(&out) + 1;
}

struct message verify_name(struct verifying *v, const char *table, const char *key)
{
    return *key ? message_print(v->passing, "%s, %s", table, key)
                : message_print(v->passing, "%s, a row of no certificate", table);
}

static void check_row(struct verifying *v, const struct seal *seal, const char *key, const char *hex)
{
    struct written_row *row = written_find(v->written, verify_key(seal->table, escaped(v, key)));

    v->out->rows++;
    if (!row) {
        verify_fault(v, verify_name(v, seal->table, key),
                     message_of("stands in the register, but no row of the audit chain wrote it"));
        return;
    }
    row->is_seen = true;
    if (row->is_gone)
        verify_fault(v, verify_name(v, seal->table, key),
                     message_print(v->passing, "stands in the register, but row %lld of the audit chain removed it",
                                   (long long)row->seq));
    else if (!written_equals(row, hex))
        verify_fault(v, verify_name(v, seal->table, key),
                     message_print(v->passing, "was changed: it is not what row %lld of the audit chain wrote",
                                   (long long)row->seq));
}

static RESULT check_table(struct verifying *v, const struct seal *seal)
{
    bool has_row = true;
    struct sql q;

    TRY(sql_open(&q, v->file->db, v->file->path,
                 arena_printf(v->arena, "SELECT %s, sealed(%s) FROM %s", seal->key, seal->columns, seal->table)));
    struct result r = sql_step(&q, &has_row);
    for (; !r.kind && has_row; r = sql_step(&q, &has_row)) {
        check_row(v, seal, sql_peek_text(&q, 0), sql_peek_text(&q, 1));
        arena_reset(v->passing);
    }
    sql_close(&q);
    return r;
}

/* Rows that the chain wrote and no table has. */
static RESULT find_removed(struct verifying *v)
{
    for (size_t i = 0; i < written_count(v->written) && v->out->fault_count < MAX_FAULTS; i++) {
        const struct written_row *row = written_at(v->written, i);
        const char *seq = arena_printf(v->arena, "%lld", (long long)row->seq);
        struct grid entry;
        if (row->is_seen || row->is_gone)
            continue;
        TRY(QUERY(&entry, v->file, v->arena, "SELECT entry ->> '$.table', entry ->> '$.of' FROM audit WHERE seq = ?1",
                  seq));
        verify_fault(
            v,
            grid_rows(&entry) ? verify_name(v, grid_cell(&entry, 0, 0)->text, grid_cell(&entry, 0, 1)->text)
                              : message_of("audit"),
            message_print(v->arena, "is missing: row %s of the audit chain wrote it and none removed it", seq));
    }
    return OK;
}

/* The archive is read by a process of its own meanwhile. */
static RESULT verify_tables(struct verifying *v)
{
    TRY(verify_chain(v));
    for (int i = 0; i < SEALED_TABLE_COUNT; i++)
        TRY(check_table(v, seal_of((enum sealed_table)i)));
    return find_removed(v);
}

static RESULT verify_all(struct verifying *v)
{
    struct archive_check check;

    TRY(sql_script(v->file->db, v->file->path, "BEGIN")); /* all of it as of one moment */
    TRY(archive_check_start(&check, v));
    struct result r = verify_tables(v);
    return archive_check_finish(&check, v, r);
}

RESULT register_verify(struct verification *out, struct register_file *file, struct arena *arena, const char *head,
                       int64_t length)
{
    struct verifying v = {.file = file, .arena = arena, .passing = arena_new(), .out = out, .known_head = head,
                          .known_length = length, .written = written_new()};

    *out = (struct verification){.faults = {.columns = fault_columns, .width = 2}};
    struct result r = verify_all(&v);
    written_free(v.written);
    arena_free(v.passing);
    return r;
}
