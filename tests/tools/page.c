/* page.c - decides an export and writes only index.html.
 *
 * The page of a run without its papers: of ten thousand units in a second.
 * Usage: page EXPORT FILE TEMPLATES */
#include "page/page.h"
#include "session.h"

#include <stdio.h>

static RESULT decide(struct session *session, struct arena *arena, const struct run_options *options)
{
    TRY(session_open(session, arena, options, true));
    TRY(session_fold(session, NULL));
    return session_plan(session);
}

static int write_file(const char *path, const struct bytes *bytes)
{
    FILE *f = fopen(path, "wb");

    if (!f)
        return 73;
    size_t written = fwrite(bytes->data, 1, bytes->length, f);
    return fclose(f) != 0 || written != bytes->length ? 73 : 0;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct session session = {0};
    struct bytes html;

    if (argc != 4)
        return 64;
    struct run_options options = {.input = argv[1], .templates = argv[3], .as_of = DATE_NONE, .jobs = 1};
    struct result r = decide(&session, arena, &options);
    int status = error_exit_status(r.kind);
    if (r.kind) {
        fprintf(stderr, "%s\n", error_message());
    } else {
        bytes_init(&html, arena);
        page_index(&html, &session.run);
        status = write_file(argv[2], &html);
    }
    session_close(&session);
    arena_free(arena);
    return status;
}
