/* seal.c - export.json for a folder prepared by hand. */
#include "ingest/ingest.h"

#include "base/file.h"
#include "base/text.h"
#include "ingest/fields.h"
#include "ingest/manifest.h"
#include "ingest/stream.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMPORARY_FILE ".export.json.part"

/* ---- What is in the folder -------------------------------------------------------------- */

static RESULT gather(struct name_list *paths, struct arena *arena, const char *folder, const char *below);

/* A file or folder, `path` being below the export's folder. */
static RESULT gather_entry(struct name_list *paths, struct arena *arena, const char *folder, const char *path)
{
    const char *full = file_join(arena, folder, path);
    struct stat st;

    if (text_valid_prefix(path, strlen(path)) < strlen(path))
        return FAIL(INPUT, "%s: found a file name that is not UTF-8, expected UTF-8", path);
    if (lstat(full, &st) != 0)
        return FAIL(INPUT, "%s: cannot look at it: %s", full, error_reason(errno));
    if (S_ISDIR(st.st_mode))
        return gather(paths, arena, folder, path);
    if (strcmp(path, MANIFEST_FILE) != 0)
        *ARENA_PUSH(arena, paths) = path;
    return OK;
}

/* Adds the files of the folder and of those in it, but for dot files. */
static RESULT gather(struct name_list *paths, struct arena *arena, const char *folder, const char *below)
{
    struct name_list names;

    TRY(file_list(&names, arena, below ? file_join(arena, folder, below) : folder, ERROR_INPUT));
    for (size_t i = 0; i < names.count; i++) {
        const char *path = below ? file_join(arena, below, names.items[i]) : names.items[i];
        TRY(gather_entry(paths, arena, folder, path));
    }
    return OK;
}

static RESULT count_records(struct stream *stream, size_t *records)
{
    struct piece piece;

    for (;;) {
        TRY(stream_next(stream, &piece));
        if (!piece.text)
            return OK;
        ++*records;
    }
}

/* Digest and number of records of one file. */
static RESULT measure(struct arena *arena, const char *folder, const char *path, size_t *records,
                      char digest[DIGEST_HEX_SIZE])
{
    struct source_file file;
    enum stream_form form;
    struct stream *stream;
    const char *real;

    *records = 0;
    TRY(manifest_classify(path, &file, &form));
    TRY(manifest_locate(&real, arena, folder, path));
    if (file.is_attachment)
        return digest_of_file(real, digest);
    TRY(stream_open(&stream, real, path, form));
    struct result r = count_records(stream, records);
    if (!r.kind)
        stream_digest(stream, digest);
    stream_close(stream);
    return r;
}

/* ---- export.json -------------------------------------------------------------------------- */

/* `period` or the month of as_of. */
static RESULT put_head(struct bytes *out, const char *period, date as_of)
{
    char day[DATE_TEXT_SIZE];

    date_text(as_of, day);
    if (period && !manifest_is_period(period))
        return FAIL(INPUT, "period: found %s, expected YYYY-MM or YYYY-MM-DD", period);
    bytes_printf(out, "{\"format\":\"%s\",\n \"period\":\"%.*s\",\n \"as_of\":\"%s\",\n", MANIFEST_FORMAT,
                 period ? (int)strlen(period) : 7, period ? period : day, day);
    return OK;
}

/* What was written by hand into an export.json that is there stays. */
static RESULT put_kept(struct bytes *out, struct arena *arena, const char *folder)
{
    static const char *const kept[] = {"next_as_of", "sample", "coverage"};
    char digest[DIGEST_HEX_SIZE];
    struct message fault = {0};
    const cJSON *root;

    if (!file_exists(file_join(arena, folder, MANIFEST_FILE)))
        return OK;
    TRY(manifest_parse(&root, arena, folder, digest));
    struct fields f = fields_of(root, &fault, arena, arena);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        const cJSON *value = field_value(&f, kept[i]);
        if (!value)
            continue;
        bytes_printf(out, " \"%s\":", kept[i]);
        json_write(out, value);
        bytes_add_text(out, ",\n");
    }
    return OK;
}

static RESULT put_files(struct bytes *out, struct arena *arena, const char *folder)
{
    struct name_list paths = {0};
    char digest[DIGEST_HEX_SIZE];
    size_t records;

    TRY(gather(&paths, arena, folder, NULL));
    if (paths.count)
        qsort(paths.items, paths.count, sizeof *paths.items, text_compare);
    bytes_add_text(out, " \"files\":[");
    for (size_t i = 0; i < paths.count; i++) {
        TRY(measure(arena, folder, paths.items[i], &records, digest));
        bytes_add_text(out, i ? ",\n  {\"path\":" : "\n  {\"path\":");
        json_quote(out, paths.items[i]);
        bytes_printf(out, ",\"records\":%zu,\"sha256\":\"%s\"}", records, digest);
    }
    bytes_add_text(out, "]}\n");
    return OK;
}

/* Beside its place first, then renamed: a reader sees the old one or the new one. */
static RESULT put_in_place(struct arena *arena, const char *folder, const struct bytes *text)
{
    const char *part = file_join(arena, folder, TEMPORARY_FILE), *path = file_join(arena, folder, MANIFEST_FILE);
    FILE *f = fopen(part, "wb");

    if (!f)
        return FAIL(OUTPUT, "%s: cannot write it: %s", part, error_reason(errno));
    bool written = fwrite(text->data, 1, text->length, f) == text->length && fflush(f) == 0 && fsync(fileno(f)) == 0;
    written = fclose(f) == 0 && written;
    if (written && rename(part, path) == 0)
        return OK;
    struct result r = FAIL(OUTPUT, "%s: cannot write it: %s", path, error_reason(errno));
    remove(part);
    return r;
}

RESULT ingest_seal(struct arena *arena, const char *folder, const char *period, date as_of)
{
    struct bytes text;

    bytes_init(&text, arena);
    TRY(put_head(&text, period, as_of));
    TRY(put_kept(&text, arena, folder));
    TRY(put_files(&text, arena, folder));
    return put_in_place(arena, folder, &text);
}
