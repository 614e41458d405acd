/* export.c - the whole register as lines of JSON. */
#include "register/reports.h"

#include "base/json.h"
#include "base/text.h"
#include "register/store.h"

#include <string.h>

/* Tables in the order in which they refer to each other, their rows in that of their keys. */
static const struct { const char *name, *order; } tables[] = {
    {"units", "unit_id, period_key"},
    {"agreements", "agreement_id, period_key"},
    {"certificates", "id"},
    {"certificate_changes", "certificate, period_key"},
    {"corrections", "certificate, ordinal"},
    {"decisions", "period_key, proposal_id"},
    {"settled_violations", "scheme, evidence_id, period_key"},
    {"counts", "period_key, scheme"},
    {"runs", "id"},
    {"audit", "seq"},
};

static RESULT add_row(struct bytes *out, const struct sql *q, const char *table)
{
    bytes_printf(out, "{\"table\":\"%s\"", table);
    for (int c = 0; c < sqlite3_column_count(q->statement); c++) {
        bytes_printf(out, ",\"%s\":", sqlite3_column_name(q->statement, c));
        int type = sqlite3_column_type(q->statement, c);
        const char *text = sql_peek_text(q, c);
        if (type == SQLITE_NULL)
            bytes_add_text(out, "null");
        else if (type == SQLITE_INTEGER)
            bytes_printf(out, "%lld", (long long)sql_get_number(q, c));
        else if (text_valid_prefix(text, strlen(text)) == strlen(text))
            json_quote(out, text);
        else
            return FAIL(INPUT, "%s: the register is damaged (text that is not UTF-8 in %s)", q->path, table);
    }
    bytes_add_text(out, "}\n");
    return OK;
}

static RESULT export_table(struct register_file *file, struct arena *passing, size_t table, register_sink *sink,
                           void *context)
{
    bool has_row = true;
    struct sql q;

    TRY(sql_open(&q, file->db, file->path,
                 arena_printf(passing, "SELECT * FROM %s ORDER BY %s", tables[table].name, tables[table].order)));
    struct result r = sql_step(&q, &has_row);
    while (!r.kind && has_row) {
        struct bytes line;
        bytes_init(&line, passing);
        r = add_row(&line, &q, tables[table].name);
        if (!r.kind)
            r = sink(context, line.data, line.length);
        if (!r.kind)
            r = sql_step(&q, &has_row);
        arena_reset(passing);
    }
    sql_close(&q);
    return r;
}

RESULT register_export(struct register_file *file, register_sink *sink, void *context)
{
    struct arena *passing = arena_new();
    struct result r = sql_script(file->db, file->path, "BEGIN"); /* all of it as of one moment */

    for (size_t i = 0; !r.kind && i < sizeof tables / sizeof *tables; i++)
        r = export_table(file, passing, i, sink, context);
    arena_free(passing);
    return r;
}
