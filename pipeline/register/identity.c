/* identity.c - which register this is, and how far it has come.
 *
 * A random id would make the first run of two equal offices differ. The end of the chain
 * after the first run does not: it is the digest of everything that run wrote down. */
#include "register/store.h"

#include <string.h>

/* The only value of a query; NULL when it has no row. */
static RESULT ask(const char **out, struct register_file *file, struct arena *arena, const char *text)
{
    struct sql q;
    bool has_row;

    TRY(sql_open(&q, file->db, file->path, text));
    struct result r = sql_step(&q, &has_row);
    *out = !r.kind && has_row ? sql_get_text(&q, arena, 0) : NULL;
    sql_close(&q);
    return r;
}

RESULT register_identity(char identity[DIGEST_HEX_SIZE], struct register_file *file, struct arena *arena)
{
    const char *digest;

    identity[0] = '\0';
    TRY(ask(&digest, file, arena,
            "SELECT a.digest FROM runs r JOIN audit a ON a.seq = r.length ORDER BY r.id LIMIT 1"));
    if (digest && strlen(digest) == DIGEST_HEX_SIZE - 1)
        memcpy(identity, digest, DIGEST_HEX_SIZE);
    return OK;
}

RESULT register_last_period(const char **period, struct register_file *file, struct arena *arena)
{
    return ask(period, file, arena, "SELECT period FROM runs ORDER BY period_key DESC, id DESC LIMIT 1");
}
