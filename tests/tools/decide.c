/* decide.c - decides an export and writes only decisions.ndjson and rejects.ndjson.
 *
 * The same stages as a run, without papers: for tests that decide hundreds of
 * small exports. Usage: decide EXPORT OUTPUT TEMPLATES */
#include "results.h"
#include "session.h"

#include <stdio.h>

static int write_file(struct arena *arena, const char *folder, const char *name, const struct bytes *bytes)
{
    FILE *f = fopen(arena_printf(arena, "%s/%s", folder, name), "wb");

    if (!f)
        return 1;
    size_t written = bytes->length ? fwrite(bytes->data, 1, bytes->length, f) : 0;
    return fclose(f) != 0 || written != bytes->length;
}

static RESULT decide(struct session *session, struct arena *arena, const struct run_options *options)
{
    TRY(session_open(session, arena, options, true));
    TRY(session_fold(session, NULL));
    return session_plan(session);
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct session session = {0};
    struct bytes decisions, rejects;

    if (argc != 4)
        return 64;
    struct run_options options = {.input = argv[1], .templates = argv[3], .as_of = DATE_NONE, .jobs = 1};
    struct result r = decide(&session, arena, &options);
    int status = error_exit_status(r.kind);
    if (r.kind) {
        fprintf(stderr, "%s\n", error_message());
    } else {
        struct run_summary summary;
        bytes_init(&decisions, arena);
        bytes_init(&rejects, arena);
        results_decisions(&decisions, session.run.plan);
        results_rejects(&rejects, session.export);
        session_summarise(&summary, &session);
        if (summary.rejected || summary.held || summary.held_back)
            status = 2;
        if (write_file(arena, argv[2], "decisions.ndjson", &decisions) ||
            write_file(arena, argv[2], "rejects.ndjson", &rejects))
            status = 73;
    }
    session_close(&session);
    arena_free(arena);
    return status;
}
