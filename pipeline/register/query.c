/* query.c - SQL's rows as a table. */
#include "register/query.h"

#include "base/json.h"
#include "base/text.h"

#include <string.h>

static bool is_list(const char *name)
{
    size_t length = strlen(name);

    return length > 2 && strcmp(name + length - 2, "[]") == 0;
}

static void name_columns(struct grid *out, struct arena *arena, const struct sql *q)
{
    out->width = (size_t)sqlite3_column_count(q->statement);
    const char **names = ARENA_ARRAY(arena, const char *, out->width);
    for (size_t c = 0; c < out->width; c++) {
        const char *name = sqlite3_column_name(q->statement, (int)c);
        names[c] = arena_strndup(arena, name, strlen(name) - (is_list(name) ? 2 : 0));
    }
    out->columns = names;
}

static void add_list(struct grid *out, struct arena *arena, const char *text)
{
    struct bytes plain, json;

    bytes_init(&plain, arena);
    bytes_init(&json, arena);
    bytes_add_text(&json, "[");
    for (const char *p = text ? text : ""; *p;) {
        size_t length = strcspn(p, "\x1f");
        const char *item = arena_strndup(arena, p, length);
        bytes_printf(&plain, "%s%s", plain.length ? ", " : "", item);
        bytes_add_text(&json, json.length > 1 ? "," : "");
        json_quote(&json, item);
        p += length + (p[length] == '\x1f');
    }
    bytes_add_text(&json, "]");
    grid_add(out, arena, (struct cell){bytes_text(&plain), bytes_text(&json)});
}

static RESULT add_cell(struct grid *out, struct arena *arena, const struct sql *q, int column)
{
    const char *text = sql_get_text(q, arena, column);

    if (text && text_valid_prefix(text, strlen(text)) != strlen(text))
        return FAIL(INPUT, "%s: the register is damaged (text that is not UTF-8); restore it from a copy", q->path);
    if (is_list(sqlite3_column_name(q->statement, column)))
        add_list(out, arena, text);
    else if (sqlite3_column_type(q->statement, column) == SQLITE_INTEGER)
        grid_add_number(out, arena, sql_get_number(q, column));
    else
        grid_add_text(out, arena, text);
    return OK;
}

static RESULT add_rows(struct grid *out, struct arena *arena, struct sql *q)
{
    bool has_row;

    TRY(sql_step(q, &has_row));
    while (has_row) {
        for (int c = 0; c < (int)out->width; c++)
            TRY(add_cell(out, arena, q, c));
        TRY(sql_step(q, &has_row));
    }
    return OK;
}

RESULT query_grid(struct grid *out, struct register_file *file, struct arena *arena, const char *text,
                  const char *const *values, size_t count)
{
    struct sql q;

    *out = (struct grid){0};
    TRY(sql_open(&q, file->db, file->path, text));
    name_columns(out, arena, &q);
    for (size_t i = 0; i < count; i++)
        sql_text(&q, (int)i + 1, values[i]);
    struct result r = add_rows(out, arena, &q);
    sql_close(&q);
    return r;
}
