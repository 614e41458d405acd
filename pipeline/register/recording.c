/* recording.c - what all writers share. */
#include "register/recording.h"

#include "base/bytes.h"
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

RESULT recording_note(struct recording *r, const struct member *members, size_t count)
{
    struct bytes out;

    bytes_init(&out, r->passing);
    for (size_t i = 0; i < count; i++) {
        bytes_add_text(&out, i ? "," : "{");
        json_quote(&out, members[i].name);
        bytes_add_text(&out, ":");
        json_quote_or_null(&out, members[i].text);
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

RESULT recording_apply(struct recording *r, struct sql *q, bool *has_changed)
{
    TRY(sql_run(q));
    *has_changed = sqlite3_changes(r->file->db) > 0;
    return OK;
}

RESULT recording_rows(struct recording *r, const char *text, size_t count, row_writer *one)
{
    struct sql q;

    TRY(sql_open(&q, r->file->db, r->file->path, text));
    struct result result = OK;
    for (size_t i = 0; !result.kind && i < count; i++) {
        result = one(r, &q, i);
        arena_reset(r->passing);
    }
    sql_close(&q);
    return result;
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

