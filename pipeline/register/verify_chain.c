/* verify_chain.c - the audit chain: every row in its place, sealed by the one before. */
#include "register/verify.h"

#include <stdlib.h>
#include <string.h>

/* A run as its row has it: where it says the chain ended. */
struct run_end {
    int64_t length;
    const char *head;
    struct message name;
};

struct walk {
    struct verifying *v;
    struct sql q;
    int64_t expected; /* number of the next row */
    char before[DIGEST_HEX_SIZE];
    struct run_end *runs; /* in order of length */
    size_t run_count, next_run;
};

static struct message row_name(struct verifying *v, int64_t seq)
{
    return message_print(v->arena, "audit chain, row %lld", (long long)seq);
}

/* --- what an entry says --- */

/* The text of a member, escapes and all, copied to `out`; false: there is none, or too long a one; `is_null`: null. */
static bool member(const char *entry, const char *name, char *out, size_t size, bool *is_null)
{
    const char *at = strstr(entry, name);

    *is_null = at && strncmp(at + strlen(name), "null", 4) == 0;
    if (!at || *is_null || at[strlen(name)] != '"')
        return *is_null;
    const char *from = at + strlen(name) + 1, *p = from;
    while (*p && *p != '"')
        p += p[0] == '\\' && p[1] ? 2 : 1;
    if (!*p || (size_t)(p - from) >= size)
        return false;
    memcpy(out, from, (size_t)(p - from));
    out[p - from] = '\0';
    return true;
}

struct idset_key verify_key(const char *table, const char *of)
{
    uint64_t owner = 0;

    for (int i = 0; i < SEALED_TABLE_COUNT; i++)
        if (strcmp(seal_of((enum sealed_table)i)->table, table) == 0)
            owner = (uint64_t)i + 1;
    return idset_key(owner, of);
}

/* Members stand in the order of their names, quotes in texts are escaped: what is looked for cannot lie in a text. */
static bool take_entry(struct verifying *v, int64_t seq, const char *entry)
{
    char table[32], of[600], row[DIGEST_HEX_SIZE];
    bool is_null, is_removed;

    if (!member(entry, "\"of\":", of, sizeof of, &is_null) || is_null ||
        !member(entry, "\"row\":", row, sizeof row, &is_removed) ||
        !member(entry, "\"table\":", table, sizeof table, &is_null) || is_null)
        return false;
    return written_put(v->written, verify_key(table, of), seq, is_removed ? NULL : row);
}

/* --- row by row --- */

static void check_place(struct walk *w, int64_t seq)
{
    struct verifying *v = w->v;

    if (seq > w->expected + 1)
        verify_fault(
            v, message_print(v->arena, "audit chain, rows %lld to %lld", (long long)w->expected, (long long)seq - 1),
            message_of("are missing"));
    else if (seq == w->expected + 1)
        verify_fault(v, row_name(v, w->expected), message_of("is missing"));
    else if (seq < w->expected)
        verify_fault(v, row_name(v, seq), message_of("has no place in the chain"));
    w->expected = seq + 1;
}

static void check_runs(struct walk *w, int64_t seq, const char *digest)
{
    struct verifying *v = w->v;

    while (w->next_run < w->run_count && w->runs[w->next_run].length <= seq) {
        const struct run_end *run = &w->runs[w->next_run++];
        if (run->length != seq || strcmp(run->head, digest) != 0)
            verify_fault(v, run->name,
                         message_print(v->arena,
                                       "says that row %lld of the audit chain has digest %.16s; it has another",
                                       (long long)run->length, run->head));
    }
}

static void check_row(struct walk *w)
{
    struct verifying *v = w->v;
    int64_t seq = sql_get_number(&w->q, 0);
    const char *entry = sql_peek_text(&w->q, 1), *digest = sql_peek_text(&w->q, 2);
    char hex[DIGEST_HEX_SIZE];

    if (seq != w->expected)
        check_place(w, seq);
    else
        w->expected++;
    audit_seal(v->file, w->before, entry, hex);
    if (strcmp(hex, digest) != 0)
        verify_fault(v, row_name(v, seq), message_of("was changed, or has not its place behind the row before it"));
    else if (!take_entry(v, seq, entry))
        verify_fault(v, row_name(v, seq), message_of("does not say which row of the register it wrote"));
    memcpy(w->before, strlen(digest) == DIGEST_HEX_SIZE - 1 ? digest : hex, DIGEST_HEX_SIZE);
    check_runs(w, seq, digest);
    if (v->known_head && (!v->known_length || v->known_length == seq) && strcmp(digest, v->known_head) == 0)
        v->has_met_head = true;
    v->out->head.length = seq;
}

static RESULT read_runs(struct walk *w)
{
    struct run_list {
        struct run_end *items;
        size_t count, capacity;
    } runs = {0};
    struct verifying *v = w->v;
    bool has_row = true;
    struct sql q;

    TRY(sql_open(&q, v->file->db, v->file->path, "SELECT length, head, period_key, id FROM runs ORDER BY length, id"));
    struct result r = sql_step(&q, &has_row);
    for (; !r.kind && has_row; r = sql_step(&q, &has_row))
        *ARENA_PUSH(v->arena, &runs) = (struct run_end){
            sql_get_number(&q, 0), sql_get_text(&q, v->arena, 1),
            message_print(v->arena, "runs, %s run %lld", sql_peek_text(&q, 2), (long long)sql_get_number(&q, 3))};
    sql_close(&q);
    w->runs = runs.items;
    w->run_count = runs.count;
    return r;
}

/* --- the end --- */

static void check_end(struct walk *w)
{
    struct verifying *v = w->v;
    int64_t length = v->out->head.length;

    memcpy(v->out->head.digest, w->before, DIGEST_HEX_SIZE);
    for (; w->next_run < w->run_count; w->next_run++)
        verify_fault(v, w->runs[w->next_run].name,
                     message_print(v->arena,
                                   "ended at row %lld of the audit chain, which now ends at row %lld: its tail was cut",
                                   (long long)w->runs[w->next_run].length, (long long)length));
    if (!v->known_head || v->has_met_head)
        return;
    if (v->known_length > length)
        verify_fault(v, message_of("audit chain"),
                     message_print(v->arena, "ends at row %lld, but once had %lld rows: its tail was cut",
                                   (long long)length, (long long)v->known_length));
    else
        verify_fault(
            v, message_of("audit chain"),
            message_print(v->arena,
                          v->known_length
                              ? "does not have, at that length, the digest %.16s given: its tail was cut, or it was "
                                "written anew"
                              : "has no row with the digest %.16s given: its tail was cut, or it was written anew",
                          v->known_head));
}

RESULT verify_chain(struct verifying *v)
{
    struct walk w = {.v = v, .expected = 1};
    bool has_row = true;

    memset(w.before, '0', DIGEST_HEX_SIZE - 1);
    v->has_met_head = v->known_head && strcmp(v->known_head, w.before) == 0;
    TRY(read_runs(&w));
    TRY(sql_open(&w.q, v->file->db, v->file->path, "SELECT seq, entry, digest FROM audit ORDER BY seq"));
    struct result r = sql_step(&w.q, &has_row);
    while (!r.kind && has_row) {
        check_row(&w);
        r = sql_step(&w.q, &has_row);
    }
    sql_close(&w.q);
    if (!r.kind)
        check_end(&w);
    return r;
}
