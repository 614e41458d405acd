/* options.c - what may stand on the command line. */
#include "options.h"

#include <getopt.h>
#include <string.h>

static const char help_in_english[] = {
#include "help.en.txt.inc"
};
static const char help_in_chinese[] = {
#include "help.zh.txt.inc"
};

const char *options_help(enum language language)
{
    return language == LANGUAGE_CHINESE ? help_in_chinese : help_in_english;
}

enum {
    OPTION_INPUT = 256, OPTION_OUTPUT, OPTION_TEMPLATES, OPTION_AS_OF, OPTION_RULINGS, OPTION_SCHEME, OPTION_JOBS,
    OPTION_REGISTER, OPTION_CONFIRM, OPTION_DRY_RUN, OPTION_QUIET, OPTION_PERIOD, OPTION_JSON, OPTION_HELP,
    OPTION_UNIT, OPTION_STATUS, OPTION_HEAD, OPTION_LENGTH, OPTION_REASON, OPTION_BY, OPTION_LEVEL,
    OPTION_VALID_FROM, OPTION_VALID_TO, OPTION_COUNTED_FROM, OPTION_TEMPLATE, OPTION_LANG
};

static RESULT read_day(date *out, const char *option, const char *text)
{
    return date_parse_plain(text, out) ? OK : FAIL(USAGE, "%s: found \"%s\", expected a date YYYY-MM-DD", option, text);
}

static RESULT read_number(int64_t *out, const char *option, const char *text, int64_t most)
{
    struct exact value;

    if (strspn(text, "0123456789") != strlen(text) || !exact_parse(text, &value) || value.num < 1 || value.num > most)
        return FAIL(USAGE, "%s: found \"%s\", expected a number from 1 to %lld", option, text, (long long)most);
    *out = (int64_t)value.num;
    return OK;
}

static RESULT read_jobs(int *out, const char *text)
{
    int64_t jobs = 0;

    TRY(read_number(&jobs, "--jobs", text, 64));
    *out = (int)jobs;
    return OK;
}

static RESULT read_word(const char **out, const char *option, const char *text)
{
    *out = text;
    return *text ? OK : FAIL(USAGE, "%s: its value is empty", option);
}

/* Without the option sheets and page are Chinese, messages English. */
static RESULT read_language(struct command_line *line, const char *value)
{
    if (strcmp(value, "zh") != 0 && strcmp(value, "en") != 0)
        return FAIL(USAGE, "--lang: found \"%s\", expected zh or en", value);
    line->run.language = *value == 'z' ? LANGUAGE_CHINESE : LANGUAGE_ENGLISH;
    error_speak(line->run.language);
    return OK;
}

/* Options of the commands on the register. */
static RESULT take_registry_option(struct registry_options *registry, int option, const char *value)
{
    struct correction *c = &registry->correction;

    switch (option) {
    case OPTION_UNIT: return read_word(&registry->unit, "--unit", value);
    case OPTION_STATUS: return read_word(&registry->status, "--status", value);
    case OPTION_HEAD: return read_word(&registry->head, "--head", value);
    case OPTION_LENGTH: return read_number(&registry->length, "--length", value, INT32_MAX);
    case OPTION_REASON: return read_word(&c->reason, "--reason", value);
    case OPTION_BY: return read_word(&c->by, "--by", value);
    case OPTION_LEVEL: return read_word(&c->level, "--level", value);
    case OPTION_VALID_FROM: return read_day(&c->valid_from, "--valid-from", value);
    case OPTION_VALID_TO: return read_day(&c->valid_to, "--valid-to", value);
    case OPTION_COUNTED_FROM: return read_day(&c->counted_from, "--counted-from", value);
    default: return FAIL(DEFECT, "an option is not taken");
    }
}

static RESULT take_option(struct command_line *line, int option, const char *value)
{
    switch (option) {
    case OPTION_INPUT: line->run.input = value; return OK;
    case OPTION_OUTPUT: line->run.output = value; return OK;
    case OPTION_TEMPLATES: line->run.templates = value; return OK;
    case OPTION_TEMPLATE: line->template_folder = value; return OK;
    case OPTION_LANG: return read_language(line, value);
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
    default: return take_registry_option(&line->registry, option, value);
    }
}

static const struct option option_table[] = {
    {"input", required_argument, NULL, OPTION_INPUT},
    {"output", required_argument, NULL, OPTION_OUTPUT},
    {"templates", required_argument, NULL, OPTION_TEMPLATES},
    {"template", required_argument, NULL, OPTION_TEMPLATE},
    {"as-of", required_argument, NULL, OPTION_AS_OF},
    {"rulings", required_argument, NULL, OPTION_RULINGS},
    {"scheme", required_argument, NULL, OPTION_SCHEME},
    {"register", required_argument, NULL, OPTION_REGISTER},
    {"confirm", required_argument, NULL, OPTION_CONFIRM},
    {"jobs", required_argument, NULL, OPTION_JOBS},
    {"dry-run", no_argument, NULL, OPTION_DRY_RUN},
    {"quiet", no_argument, NULL, OPTION_QUIET},
    {"period", required_argument, NULL, OPTION_PERIOD},
    {"json", no_argument, NULL, OPTION_JSON},
    {"help", no_argument, NULL, OPTION_HELP},
    {"unit", required_argument, NULL, OPTION_UNIT},
    {"status", required_argument, NULL, OPTION_STATUS},
    {"head", required_argument, NULL, OPTION_HEAD},
    {"length", required_argument, NULL, OPTION_LENGTH},
    {"reason", required_argument, NULL, OPTION_REASON},
    {"by", required_argument, NULL, OPTION_BY},
    {"level", required_argument, NULL, OPTION_LEVEL},
    {"valid-from", required_argument, NULL, OPTION_VALID_FROM},
    {"valid-to", required_argument, NULL, OPTION_VALID_TO},
    {"counted-from", required_argument, NULL, OPTION_COUNTED_FROM},
    {"lang", required_argument, NULL, OPTION_LANG},
    {NULL, 0, NULL, 0},
};

/* How many words that are no options a command takes. */
static int argument_count(enum command command)
{
    return command == COMMAND_REGISTER || command == COMMAND_DIFF ? MAX_ARGUMENTS : 1;
}

/* What is wrong with the command line is said in the language it names, wherever that stands. */
static void speak_early(int argc, char **argv)
{
    for (int i = 0; i + 1 < argc; i++)
        if (strcmp(argv[i], "--lang") == 0 && strcmp(argv[i + 1], "zh") == 0)
            error_speak(LANGUAGE_CHINESE);
}

static RESULT read_options(struct command_line *line, int argc, char **argv)
{
    int option;

    opterr = 0;
    while ((option = getopt_long(argc, argv, ":", option_table, NULL)) != -1) {
        if (option == '?' || option == ':')
            return option == ':' ? FAIL(USAGE, "%s: its value is missing; see gradepress --help", argv[optind - 1])
                                 : FAIL(USAGE, "%s: this option is not known; see gradepress --help", argv[optind - 1]);
        TRY(take_option(line, option, optarg));
    }
    for (int i = 0; i < argument_count(line->command) && optind < argc; i++)
        line->arguments[i] = argv[optind++];
    return optind < argc ? FAIL(USAGE, "%s: not expected here; see gradepress --help", argv[optind]) : OK;
}

RESULT options_read(struct command_line *line, int argc, char **argv)
{
    static const struct { const char *word; enum command command; } commands[] = {
        {"run", COMMAND_RUN}, {"check", COMMAND_CHECK}, {"explain", COMMAND_EXPLAIN}, {"rulings", COMMAND_RULINGS}, {"schemes", COMMAND_SCHEMES},
        {"seal", COMMAND_SEAL}, {"preview", COMMAND_PREVIEW}, {"register", COMMAND_REGISTER}, {"diff", COMMAND_DIFF}, {"status", COMMAND_STATUS},
    };

    speak_early(argc, argv);
    if (line->wants_help)
        return read_options(line, argc, argv);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(argv[0], commands[i].word) == 0) {
            line->command = commands[i].command;
            return read_options(line, argc, argv);
        }
    return FAIL(USAGE, "%s: this command is not known; see gradepress --help", argv[0]);
}
