/* main.c - command line and exit status; the only place that prints errors. */
#include "base/file.h"
#include "ingest/ingest.h"
#include "options.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { STATUS_DONE = 0, STATUS_NEEDS_A_PERSON = 2 };

/* Templates beside the program (in its source tree, or as installed), else where it was built to be installed. */
static const char *find_templates(struct arena *arena)
{
    static const char *const places[] = {"/../templates", "/../share/gradepress/templates"};
    char program[4096];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);

    if (n > 0) {
        program[n] = '\0';
        *strrchr(program, '/') = '\0';
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            const char *path = arena_printf(arena, "%s%s", program, places[i]);
            if (file_is_folder(path))
                return path;
        }
    }
    return GRADEPRESS_TEMPLATES;
}

/* --template names a programme's folder, or all of them: that is known by the files beside the programmes. */
static void place_templates(struct command_line *line, struct arena *arena)
{
    const char *folder = line->template_folder;

    line->names_templates = line->run.templates || folder;
    if (folder && file_exists(file_join(arena, folder, "style.json")))
        line->run.templates = folder;
    else
        line->run.programme_folder = folder;
    if (!line->run.templates)
        line->run.templates = find_templates(arena);
}

static RESULT require(const char *value, const char *what)
{
    return value ? OK : FAIL(USAGE, "%s is missing; see gradepress --help", error_say(what));
}

static RESULT do_seal(struct arena *arena, const struct command_line *line)
{
    TRY(require(line->arguments[0], "the folder to seal"));
    if (line->run.as_of == DATE_NONE)
        return FAIL(USAGE, "seal: --as-of DATE is missing; see gradepress --help");
    return ingest_seal(arena, line->arguments[0], line->period, line->run.as_of);
}

static RESULT refuse_argument(const struct command_line *line)
{
    return line->arguments[0] ? FAIL(USAGE, "%s: not expected here; see gradepress --help", line->arguments[0]) : OK;
}

/* The register's own commands. */
static RESULT consult(struct arena *arena, const struct command_line *line)
{
    struct registry_options options = line->registry;

    options.path = line->run.register_path;
    options.templates = line->run.templates;
    options.scheme = line->run.scheme_count ? line->schemes[line->run.scheme_count - 1] : NULL;
    options.as_json = line->as_json;
    if (line->command == COMMAND_REGISTER)
        return registry_do(arena, &options, line->arguments[0], line->arguments[1]);
    TRY(require(options.path, "--register FILE"));
    if (line->command == COMMAND_DIFF) {
        TRY(require(line->arguments[0], "the PERIOD to compare with"));
        TRY(require(line->arguments[1], "the second PERIOD"));
        return registry_diff(arena, &options, line->arguments[0], line->arguments[1]);
    }
    TRY(refuse_argument(line));
    if (line->run.as_of == DATE_NONE)
        return FAIL(USAGE, "status: --as-of DATE is missing; see gradepress --help");
    return registry_status(arena, &options, line->run.as_of);
}

static RESULT do_run(struct run_summary *summary, struct arena *arena, const struct command_line *line)
{
    TRY(require(line->run.input, "--input DIR"));
    TRY(refuse_argument(line));
    if (line->is_dry) {
        struct run_options dry = line->run;
        dry.output = NULL;
        return run_dry(summary, arena, &dry);
    }
    TRY(require(line->run.output, "--output DIR"));
    return run_whole(summary, arena, &line->run);
}

/* An export, the templates, or both: what is named. */
static RESULT do_check(struct run_summary *summary, struct arena *arena, const struct command_line *line)
{
    TRY(refuse_argument(line));
    if (line->names_templates)
        TRY(run_check_templates(arena, &line->run));
    else
        TRY(require(line->run.input, "--input DIR or --templates DIR"));
    return line->run.input ? run_check(summary, arena, &line->run) : OK;
}

static RESULT do_preview(struct arena *arena, const struct command_line *line)
{
    struct run_options options = line->run;

    TRY(refuse_argument(line));
    TRY(require(options.input, "--input DIR"));
    TRY(require(line->registry.unit, "--unit UNIT"));
    TRY(require(options.output, "--output DIR"));
    options.is_preview = true;
    return run_preview(arena, &options, line->registry.unit);
}

static RESULT execute(struct run_summary *summary, struct arena *arena, const struct command_line *line)
{
    switch (line->command) {
    case COMMAND_RUN: return do_run(summary, arena, line);
    case COMMAND_CHECK: return do_check(summary, arena, line);
    case COMMAND_PREVIEW: return do_preview(arena, line);
    case COMMAND_EXPLAIN:
        TRY(require(line->run.input, "--input DIR"));
        TRY(require(line->arguments[0], "the UNIT to explain"));
        return run_explain(summary, arena, &line->run, line->arguments[0]);
    case COMMAND_RULINGS:
        TRY(require(line->arguments[0], "the WORKBOOK to read"));
        return run_rulings(arena, line->arguments[0], line->run.register_path, line->period);
    case COMMAND_SCHEMES: return run_schemes(arena, line->run.templates, line->arguments[0], line->as_json);
    case COMMAND_SEAL: return do_seal(arena, line);
    case COMMAND_REGISTER:
    case COMMAND_DIFF:
    case COMMAND_STATUS: return consult(arena, line);
    }
    return FAIL(DEFECT, "a command is not carried out");
}

static void print_summary(const struct run_summary *summary)
{
    for (int i = 0; i < ACTION_COUNT; i++)
        if (summary->by_action[i])
            fprintf(stderr, "%-10s %zu\n",
                    error_language() == LANGUAGE_CHINESE ? action_chinese((enum action)i) : action_word((enum action)i),
                    summary->by_action[i]);
    fprintf(stderr, error_say("%zu certificates issued, %zu packets"), summary->certificates, summary->packets);
    fputc('\n', stderr);
}

/* The exit status of a run that was done; says what a person must look at. */
static int conclude(const struct command_line *line, const struct run_summary *summary)
{
    bool decides = line->command == COMMAND_RUN;

    if (decides && !line->run.is_quiet)
        print_summary(summary);
    if (summary->brake) {
        fprintf(stderr, error_say("Nothing was issued: %s. If the export is whole, run again with --confirm %s"),
                summary->brake, summary->plan_digest);
        fputc('\n', stderr);
    }
    if (!summary->rejected && !summary->held && !summary->held_back && !summary->brake)
        return STATUS_DONE;
    fprintf(stderr, error_say("Needs a person: %zu rejected records, %zu held proposals, %zu units' papers held back"),
            summary->rejected, summary->held, summary->held_back);
    fputc('\n', stderr);
    return STATUS_NEEDS_A_PERSON;
}

static int report(struct result r, const struct command_line *line, const struct run_summary *summary)
{
    if (!r.kind && (fflush(stdout) != 0 || ferror(stdout)))
        r = FAIL(OUTPUT, "standard output: cannot be written");
    if (!r.kind)
        return conclude(line, summary);
    fprintf(stderr, error_say("gradepress: %s"), error_message());
    fputc('\n', stderr);
    if (r.kind == ERROR_DEFECT) {
        fprintf(stderr, error_say("gradepress: this is a defect of the program (%s); please report it"), error_origin());
        fputc('\n', stderr);
    }
    return error_exit_status(r.kind);
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct run_summary summary = {0};
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    struct command_line line = {.run = {.as_of = DATE_NONE,
                                        .jobs = processors > 64 ? 64 : processors > 0 ? (int)processors : 1,
                                        .shows_progress = isatty(STDERR_FILENO) == 1},
                                .registry.correction = {.valid_from = DATE_NONE, .valid_to = DATE_NONE,
                                                        .counted_from = DATE_NONE}};

    /* A file-size limit or a closed pipe must fail the write, not kill the run half-way. */
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    line.run.rulings = line.rulings = ARENA_ARRAY(arena, const char *, (size_t)argc);
    line.run.schemes = line.schemes = ARENA_ARRAY(arena, const char *, (size_t)argc);

    struct result r = argc < 2 ? FAIL(USAGE, "a command is missing; see gradepress --help") : OK;
    bool wants_version = !r.kind && strcmp(argv[1], "--version") == 0;
    line.wants_help = !r.kind && (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0);
    if (!r.kind && !wants_version)
        r = options_read(&line, argc - 1, argv + 1);
    if (!r.kind && line.wants_help)
        fputs(options_help(error_language()), stdout);
    else if (!r.kind && wants_version)
        puts("gradepress " GRADEPRESS_VERSION);
    else if (!r.kind) {
        place_templates(&line, arena);
        r = execute(&summary, arena, &line);
    }
    int status = (line.wants_help && !r.kind) || wants_version ? (fflush(stdout) ? 73 : 0) : report(r, &line, &summary);
    arena_free(arena);
    return status;
}
