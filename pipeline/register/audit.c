/* audit.c - the append-only chain: every change, each row sealed by the digest of the one before. */
#include "register/store.h"

#include <string.h>

static const char beginning[] = "0000000000000000000000000000000000000000000000000000000000000000";

void audit_seal(struct register_file *file, const char *before, const char *entry, char hex[DIGEST_HEX_SIZE])
{
    digest_add(file->digest, before, strlen(before));
    digest_add(file->digest, entry, strlen(entry));
    digest_next(file->digest, hex);
}

RESULT audit_head(struct register_file *file, struct arena *arena, struct register_head *head)
{
    struct sql q;
    bool has_row;

    TRY(sql_open(&q, file->db, file->path, "SELECT seq, digest FROM audit ORDER BY seq DESC LIMIT 1"));
    struct result r = sql_step(&q, &has_row);
    head->length = !r.kind && has_row ? sql_get_number(&q, 0) : 0;
    const char *digest = !r.kind && has_row ? sql_get_text(&q, arena, 1) : beginning;
    memcpy(head->digest, strlen(digest) == DIGEST_HEX_SIZE - 1 ? digest : beginning, DIGEST_HEX_SIZE);
    sql_close(&q);
    return r;
}

RESULT audit_append(struct register_file *file, struct arena *arena, const char *entry)
{
    char hex[DIGEST_HEX_SIZE];

    if (!file->has_head) {
        TRY(audit_head(file, arena, &file->head));
        TRY(sql_open(&file->append, file->db, file->path, "INSERT INTO audit (seq, entry, digest) VALUES (?1, ?2, ?3)"));
        file->has_head = true;
    }
    audit_seal(file, file->head.digest, entry, hex);
    sql_number(&file->append, 1, file->head.length + 1);
    sql_text(&file->append, 2, entry);
    sql_text(&file->append, 3, hex);
    TRY(sql_run(&file->append));
    file->head.length++;
    memcpy(file->head.digest, hex, DIGEST_HEX_SIZE);
    return OK;
}
