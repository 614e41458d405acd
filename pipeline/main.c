/* main.c - command line and exit status; the only place that prints errors. */
#include "base/file.h"
#include "ingest/ingest.h"
#include "run.h"
#include "scheme/rules.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { STATUS_DONE = 0, STATUS_NEEDS_A_PERSON = 2 };

static const char usage_text[] =
    "gradepress decides from a month's export whether support units keep, gain or lose\n"
    "their level, and writes the office's workbook, decision papers and certificates.\n"
    "\n"
    "  gradepress run --input DIR --output DIR [options]   decide, write everything to --output\n"
    "  gradepress check --input DIR [options]              validate an export, write nothing\n"
    "  gradepress explain --input DIR UNIT [options]       how one unit's decisions came about\n"
    "  gradepress schemes [NAME] [--json]                  the rules in force, and a programme's items\n"
    "  gradepress seal DIR --as-of DATE [--period P]       make export.json for a folder\n"
    "  gradepress help | --help | --version\n"
    "\n"
    "Options of run (check and explain take --templates, --as-of and --rulings, schemes --templates):\n"
    "  --input DIR       the export: a folder with export.json\n"
    "  --output DIR      where the results are put, whole or not at all\n"
    "  --templates DIR   rules, wording and artwork (default: those installed with the program)\n"
    "  --as-of DATE      decide as of this day instead of the export's as_of\n"
    "  --rulings FILE    more rulings, from outside the export; may be repeated\n"
    "  --register FILE   the office's memory: holdings, decisions and numbers of earlier periods\n"
    "  --confirm DIGEST  issue although the period differs much from the last one\n"
    "  --scheme NAME     decide only this programme; may be repeated\n"
    "  --jobs N          worker processes that draw papers (default: one per processor)\n"
    "  --dry-run         print what would be issued, withdrawn or warned; write nothing\n"
    "  --quiet           no summary\n"
    "\n"
    "Rulings and evidence dated after as_of do not count yet: a ruling of 3 November acts in\n"
    "October's run only with --as-of 2026-11-03, else in November's.\n"
    "\n"
    "Exit status: 0 done; 2 done, but something needs a person (the last line says what);\n"
    "64 usage; 65 input unusable; 70 a defect of the program; 73 output cannot be written;\n"
    "75 another run holds the output or the register; 78 rules or templates broken.\n";

enum command { COMMAND_RUN, COMMAND_CHECK, COMMAND_EXPLAIN, COMMAND_SCHEMES, COMMAND_SEAL };

struct command_line {
    enum command command;
    struct run_options run;
    const char *period;
    bool is_dry, as_json;
    bool wants_help;
    const char **rulings, **schemes;
    const char *argument; /* what follows the options */
};

static RESULT read_day(date *out, const char *option, const char *text)
{
    return date_parse_plain(text, out) ? OK : FAIL(USAGE, "%s: found \"%s\", expected a date YYYY-MM-DD", option, text);
}

static RESULT read_jobs(int *out, const char *text)
{
    struct exact value;

    if (strspn(text, "0123456789") != strlen(text) || !exact_parse(text, &value) || value.num < 1 || value.num > 64)
        return FAIL(USAGE, "--jobs: found \"%s\", expected a number from 1 to 64", text);
    *out = (int)value.num;
    return OK;
}

enum {
    OPTION_INPUT = 256, OPTION_OUTPUT, OPTION_TEMPLATES, OPTION_AS_OF, OPTION_RULINGS, OPTION_SCHEME, OPTION_JOBS,
    OPTION_REGISTER, OPTION_CONFIRM, OPTION_DRY_RUN, OPTION_QUIET, OPTION_PERIOD, OPTION_JSON, OPTION_HELP
};

static RESULT take_option(struct command_line *line, int option, const char *value)
{
    switch (option) {
    case OPTION_INPUT: line->run.input = value; return OK;
    case OPTION_OUTPUT: line->run.output = value; return OK;
    case OPTION_TEMPLATES: line->run.templates = value; return OK;
    case OPTION_AS_OF: return read_day(&line->run.as_of, "--as-of", value);
    case OPTION_RULINGS: line->rulings[line->run.ruling_count++] = value; return OK;
    case OPTION_SCHEME: line->schemes[line->run.scheme_count++] = value; return OK;
    case OPTION_REGISTER: line->run.register_path = value; return OK;
    case OPTION_CONFIRM: line->run.confirmed = value; return OK;
    case OPTION_JOBS: return read_jobs(&line->run.jobs, value);
    case OPTION_DRY_RUN: line->is_dry = true; return OK;
    case OPTION_QUIET: line->run.is_quiet = true; return OK;
    case OPTION_PERIOD: line->period = value; return OK;
    case OPTION_JSON: line->as_json = true; return OK;
    case OPTION_HELP: line->wants_help = true; return OK;
    default: return FAIL(USAGE, "see gradepress --help");
    }
}

static RESULT read_options(struct command_line *line, int argc, char **argv)
{
    static const struct option options[] = {
        {"input", required_argument, NULL, OPTION_INPUT},       {"output", required_argument, NULL, OPTION_OUTPUT},
        {"templates", required_argument, NULL, OPTION_TEMPLATES}, {"as-of", required_argument, NULL, OPTION_AS_OF},
        {"rulings", required_argument, NULL, OPTION_RULINGS},   {"scheme", required_argument, NULL, OPTION_SCHEME},
        {"register", required_argument, NULL, OPTION_REGISTER}, {"confirm", required_argument, NULL, OPTION_CONFIRM},
        {"jobs", required_argument, NULL, OPTION_JOBS},         {"dry-run", no_argument, NULL, OPTION_DRY_RUN},
        {"quiet", no_argument, NULL, OPTION_QUIET},             {"period", required_argument, NULL, OPTION_PERIOD},
        {"json", no_argument, NULL, OPTION_JSON},               {"help", no_argument, NULL, OPTION_HELP},
        {NULL, 0, NULL, 0},
    };
    int option;

    opterr = 0;
    while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
        if (option == '?' || option == ':')
            return FAIL(USAGE, "%s: %s; see gradepress --help", argv[optind - 1],
                        option == ':' ? "its value is missing" : "this option is not known");
        TRY(take_option(line, option, optarg));
    }
    if (optind < argc)
        line->argument = argv[optind++];
    return optind < argc ? FAIL(USAGE, "%s: not expected here; see gradepress --help", argv[optind]) : OK;
}

static RESULT read_command(struct command_line *line, int argc, char **argv)
{
    static const struct { const char *word; enum command command; } commands[] = {
        {"run", COMMAND_RUN}, {"check", COMMAND_CHECK}, {"explain", COMMAND_EXPLAIN},
        {"schemes", COMMAND_SCHEMES}, {"seal", COMMAND_SEAL},
    };

    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(argv[1], commands[i].word) == 0) {
            line->command = commands[i].command;
            return read_options(line, argc - 1, argv + 1);
        }
    return FAIL(USAGE, "%s: this command is not known; see gradepress --help", argv[1]);
}

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

static RESULT require(const char *value, const char *what)
{
    return value ? OK : FAIL(USAGE, "%s is missing; see gradepress --help", what);
}

static RESULT do_seal(struct arena *arena, const struct command_line *line)
{
    TRY(require(line->argument, "the folder to seal"));
    if (line->run.as_of == DATE_NONE)
        return FAIL(USAGE, "seal: --as-of DATE is missing; see gradepress --help");
    return ingest_seal(arena, line->argument, line->period, line->run.as_of);
}

static RESULT refuse_argument(const struct command_line *line)
{
    return line->argument ? FAIL(USAGE, "%s: not expected here; see gradepress --help", line->argument) : OK;
}

static RESULT execute(struct run_summary *summary, struct arena *arena, const struct command_line *line)
{
    if (line->command == COMMAND_SEAL)
        return do_seal(arena, line);
    if (line->command == COMMAND_SCHEMES)
        return run_schemes(arena, line->run.templates, line->argument, line->as_json);
    TRY(require(line->run.input, "--input DIR"));
    switch (line->command) {
    case COMMAND_EXPLAIN:
        TRY(require(line->argument, "the UNIT to explain"));
        return run_explain(summary, arena, &line->run, line->argument);
    case COMMAND_CHECK:
        TRY(refuse_argument(line));
        return run_check(summary, arena, &line->run);
    case COMMAND_RUN:
    case COMMAND_SCHEMES:
    case COMMAND_SEAL:
        break;
    }
    TRY(refuse_argument(line));
    if (line->is_dry) {
        struct run_options dry = line->run;
        dry.output = NULL;
        return run_dry(summary, arena, &dry);
    }
    TRY(require(line->run.output, "--output DIR"));
    return run_whole(summary, arena, &line->run);
}

static void print_summary(const struct run_summary *summary)
{
    for (int i = 0; i < ACTION_COUNT; i++)
        if (summary->by_action[i])
            fprintf(stderr, "%-10s %zu\n", action_word((enum action)i), summary->by_action[i]);
    fprintf(stderr, "%zu certificates issued, %zu packets\n", summary->certificates, summary->packets);
}

/* The exit status of a run that was done; says what a person must look at. */
static int conclude(const struct command_line *line, const struct run_summary *summary)
{
    bool decides = line->command == COMMAND_RUN;

    if (decides && !line->run.is_quiet)
        print_summary(summary);
    if (summary->brake)
        fprintf(stderr, "Nothing was issued: %s. If the export is whole, run again with --confirm %s\n", summary->brake,
                summary->plan_digest);
    if (!summary->rejected && !summary->held && !summary->held_back && !summary->brake)
        return STATUS_DONE;
    fprintf(stderr, "Needs a person: %zu rejected records, %zu held proposals, %zu units' papers held back\n",
            summary->rejected, summary->held, summary->held_back);
    return STATUS_NEEDS_A_PERSON;
}

static int report(struct result r, const struct command_line *line, const struct run_summary *summary)
{
    if (!r.kind && (fflush(stdout) != 0 || ferror(stdout)))
        r = FAIL(OUTPUT, "standard output: cannot be written");
    if (!r.kind)
        return conclude(line, summary);
    fprintf(stderr, "gradepress: %s\n", error_message());
    if (r.kind == ERROR_DEFECT)
        fprintf(stderr, "gradepress: this is a defect of the program (%s); please report it\n", error_origin());
    return error_exit_status(r.kind);
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct run_summary summary = {0};
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    struct command_line line = {.run = {.as_of = DATE_NONE,
                                        .jobs = processors > 64 ? 64 : processors > 0 ? (int)processors : 1,
                                        .shows_progress = isatty(STDERR_FILENO) == 1}};

    /* A file-size limit or a closed pipe must fail the write, not kill the run half-way. */
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    line.run.rulings = line.rulings = ARENA_ARRAY(arena, const char *, (size_t)argc);
    line.run.schemes = line.schemes = ARENA_ARRAY(arena, const char *, (size_t)argc);

    struct result r = argc < 2 ? FAIL(USAGE, "a command is missing; see gradepress --help") : OK;
    bool wants_version = !r.kind && strcmp(argv[1], "--version") == 0;
    line.wants_help = !r.kind && (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0);
    if (!r.kind && !line.wants_help && !wants_version)
        r = read_command(&line, argc, argv);
    if (!r.kind && line.wants_help)
        fputs(usage_text, stdout);
    else if (!r.kind && wants_version)
        puts("gradepress " GRADEPRESS_VERSION);
    else if (!r.kind) {
        if (!line.run.templates)
            line.run.templates = find_templates(arena);
        r = execute(&summary, arena, &line);
    }
    int status = line.wants_help || wants_version ? (fflush(stdout) ? 73 : 0) : report(r, &line, &summary);
    arena_free(arena);
    return status;
}
