/* recording.c - what all writers share. */
#include "register/recording.h"

#include "base/bytes.h"
#include "base/json.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_MEMBERS = 24 };

static int compare_members(const void *a, const void *b)
{
    return strcmp(((const struct member *)a)->name, ((const struct member *)b)->name);
}

RESULT recording_note(struct recording *r, const struct member *members, size_t count)
{
    const struct member ties[] = {{"of", r->of}, {"row", r->row}, {"table", r->seal->table}};
    enum { TIES = sizeof ties / sizeof *ties };
    struct member all[MAX_MEMBERS];
    struct bytes out;

    assert(count + TIES <= MAX_MEMBERS);
    memcpy(all, members, count * sizeof *all);
    memcpy(all + count, ties, sizeof ties);
    qsort(all, count + TIES, sizeof *all, compare_members);
    bytes_init(&out, r->passing);
    for (size_t i = 0; i < count + TIES; i++) {
        bytes_add_text(&out, i ? "," : "{");
        json_quote(&out, all[i].name);
        bytes_add_text(&out, ":");
        json_quote_or_null(&out, all[i].text);
    }
    bytes_add_text(&out, "}");
    r->changes++;
    return audit_append(r->file, r->passing, bytes_text(&out));
}

const char *recording_certificate(struct arena *arena, const struct programme *programme, const char *number,
                                  int version)
{
    return arena_printf(arena, "%s/%s/%d", programme->id, number, version);
}

const char *recording_day(struct recording *r, date day)
{
    char text[DATE_TEXT_SIZE];

    return day == DATE_NONE ? NULL : arena_strdup(r->passing, date_text(day, text));
}

RESULT recording_open(struct recording *r, struct sql *q, enum sealed_table table, const char *text)
{
    const struct seal *seal = seal_of(table);

    r->seal = seal;
    return sql_open(q, r->file->db, r->file->path,
                    arena_printf(r->passing, "%s RETURNING %s, sealed(%s)", text, seal->key, seal->columns));
}

RESULT recording_open_removal(struct recording *r, struct sql *q, enum sealed_table table, const char *text)
{
    const struct seal *seal = seal_of(table);

    r->seal = seal;
    return sql_open(q, r->file->db, r->file->path, arena_printf(r->passing, "%s RETURNING %s, NULL", text, seal->key));
}

RESULT recording_apply(struct recording *r, struct sql *q, bool *has_changed)
{
    bool has_more = false;

    TRY(sql_step(q, has_changed));
    if (*has_changed) {
        r->of = sql_get_text(q, r->passing, 0);
        r->row = sql_get_text(q, r->passing, 1);
        TRY(sql_step(q, &has_more));
    }
    sql_again(q);
    return has_more ? FAIL(DEFECT, "%s: a change of %s meant for one row reached several", r->file->path, r->seal->table)
                    : OK;
}

static RESULT each(struct recording *r, struct sql *q, size_t count, row_writer *one)
{
    struct result result = OK;

    for (size_t i = 0; !result.kind && i < count; i++) {
        result = one(r, q, i);
        arena_reset(r->passing);
    }
    sql_close(q);
    return result;
}

RESULT recording_rows(struct recording *r, enum sealed_table table, const char *text, size_t count, row_writer *one)
{
    struct sql q;

    if (!count)
        return OK;
    TRY(recording_open(r, &q, table, text));
    return each(r, &q, count, one);
}

RESULT recording_removals(struct recording *r, enum sealed_table table, const char *text, size_t count, row_writer *one)
{
    struct sql q;

    if (!count)
        return OK;
    TRY(recording_open_removal(r, &q, table, text));
    return each(r, &q, count, one);
}

static int compare_proposal(const void *key, const void *decision)
{
    return strcmp(key, ((const struct decision *)decision)->proposal_id);
}

const struct decision *recording_decision(const struct recording *r, const char *proposal_id)
{
    const struct plan *plan = r->run->plan;

    return plan->count ? bsearch(proposal_id, plan->decisions, plan->count, sizeof *plan->decisions, compare_proposal)
                       : NULL;
}
