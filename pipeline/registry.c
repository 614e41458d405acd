/* registry.c - what the register tells, as tables for people and as JSON for programs. */
#include "registry.h"

#include "scheme/rules.h"

#include <stdio.h>
#include <string.h>

static void print(const struct bytes *out)
{
    fwrite(out->data, 1, out->length, stdout);
}

/* A table under a heading, or a sentence where it has no rows. */
static void add_section(struct bytes *out, const char *heading, const struct grid *grid, const char *none)
{
    if (!grid_rows(grid)) {
        if (none)
            bytes_printf(out, "%s\n", error_say(none));
        return;
    }
    bytes_printf(out, "%s\n", error_say(heading));
    grid_write(out, grid, 2);
}

static void add_json(struct bytes *out, const char *before, const char *name, const struct grid *grid)
{
    bytes_printf(out, "%s\"%s\":", before, name);
    grid_write_json(out, grid);
}

/* --- list, show, history --- */

static RESULT do_list(struct register_file *file, struct arena *arena, const struct registry_options *options)
{
    struct holding_filter filter = {options->unit, options->scheme, options->status};
    struct grid grid;
    struct bytes out;

    TRY(register_list(&grid, file, arena, &filter));
    bytes_init(&out, arena);
    if (options->as_json)
        grid_write_json(&out, &grid);
    else if (grid_rows(&grid))
        grid_write(&out, &grid, 0);
    bytes_add_text(&out, options->as_json ? "\n" : "");
    print(&out);
    return OK;
}

static void write_version(struct bytes *out, const struct version_report *version)
{
    grid_write_row(out, &version->facts, 0, 0);
    add_section(out, "what became of it", &version->history, NULL);
    add_section(out, "decisions", &version->decisions, NULL);
    add_section(out, "corrections", &version->corrections, NULL);
    bytes_add_text(out, "\n");
}

static void write_version_json(struct bytes *out, const struct version_report *version)
{
    bytes_add_text(out, "{\"certificate\":");
    grid_write_json_row(out, &version->facts, 0);
    add_json(out, ",\n", "history", &version->history);
    add_json(out, ",\n", "decisions", &version->decisions);
    add_json(out, ",\n", "corrections", &version->corrections);
    bytes_add_text(out, "}");
}

static RESULT do_show(struct register_file *file, struct arena *arena, const struct registry_options *options,
                      const char *no)
{
    struct number_report report;
    struct bytes out;

    TRY(register_show(&report, file, arena, no, options->scheme));
    bytes_init(&out, arena);
    bytes_add_text(&out, options->as_json ? "{\"versions\":[" : "");
    for (size_t i = 0; i < report.versions.count; i++) {
        if (options->as_json) {
            bytes_add_text(&out, i ? ",\n" : "");
            write_version_json(&out, &report.versions.items[i]);
        } else {
            write_version(&out, &report.versions.items[i]);
        }
    }
    if (options->as_json) {
        add_json(&out, "],\n", "runs", &report.runs);
        bytes_add_text(&out, "}\n");
    } else {
        add_section(&out, "runs of these periods", &report.runs, NULL);
    }
    print(&out);
    return OK;
}

static RESULT do_history(struct register_file *file, struct arena *arena, const struct registry_options *options,
                         const char *unit)
{
    struct unit_report report;
    struct bytes out;

    TRY(register_history(&report, file, arena, unit));
    bytes_init(&out, arena);
    if (options->as_json) {
        bytes_add_text(&out, "{");
        add_json(&out, "", "names", &report.names);
        add_json(&out, ",\n", "decisions", &report.decisions);
        bytes_add_text(&out, "}\n");
    } else {
        add_section(&out, "name, as of the period it became known in", &report.names, NULL);
        add_section(&out, "decisions", &report.decisions, "no decisions");
    }
    print(&out);
    return OK;
}

/* --- verify, export, correct --- */

static void write_verification(struct bytes *out, const struct verification *v)
{
    if (grid_rows(&v->faults))
        grid_write(out, &v->faults, 0);
    if (v->fault_count > (int64_t)grid_rows(&v->faults))
        bytes_printf(out, error_say("and %lld more\n"), (long long)v->fault_count - (long long)grid_rows(&v->faults));
    bytes_printf(out,
                 error_say("audit chain: %lld rows, head %s\n"
                           "checked against it: %lld rows of the register, %lld PDFs in the archive\n"),
                 (long long)v->head.length, v->head.digest, (long long)v->rows, (long long)v->papers);
    if (!v->fault_count)
        bytes_add_text(out, error_say("everything is as it was recorded\n"));
}

static RESULT do_verify(struct register_file *file, struct arena *arena, const struct registry_options *options)
{
    struct verification v;
    struct bytes out;

    TRY(register_verify(&v, file, arena, options->head, options->length));
    bytes_init(&out, arena);
    if (options->as_json) {
        bytes_printf(&out, "{\"head\":\"%s\",\"length\":%lld,\"rows\":%lld,\"papers\":%lld,\"fault_count\":%lld", v.head.digest,
                     (long long)v.head.length, (long long)v.rows, (long long)v.papers, (long long)v.fault_count);
        add_json(&out, ",\n", "faults", &v.faults);
        bytes_add_text(&out, "}\n");
    } else {
        write_verification(&out, &v);
    }
    print(&out);
    if (!v.fault_count)
        return OK;
    return v.fault_count == 1
               ? FAIL(INPUT, "%s: verify found one fault; restore the register and its archive from a copy",
                      options->path)
               : FAIL(INPUT, "%s: verify found %lld faults; restore the register and its archive from a copy",
                      options->path, (long long)v.fault_count);
}

static RESULT to_standard_output(void *context, const void *bytes, size_t length)
{
    (void)context;
    return fwrite(bytes, 1, length, stdout) == length ? OK : FAIL(OUTPUT, "standard output: cannot be written");
}

static RESULT do_correct(struct arena *arena, const struct registry_options *options, const char *no)
{
    struct correction correction = options->correction;
    const struct rule_set *rules;
    struct register_file *file;

    if (!correction.reason || !correction.by)
        return FAIL(USAGE, "register correct: %s is missing; see gradepress --help",
                    correction.reason ? "--by NAME" : "--reason TEXT");
    correction.no = no;
    correction.scheme = options->scheme;
    correction.unit = options->unit;
    correction.status = options->status;
    TRY(rules_load(&rules, arena, options->templates));
    TRY(register_open(&file, arena, options->path, REGISTER_AMEND));
    struct result r = register_correct(file, arena, rules, &correction);
    if (!r.kind)
        r = register_commit(file);
    if (!r.kind)
        r = do_show(file, arena, options, no);
    register_close(file);
    return r;
}

/* --- words --- */

enum word { WORD_LIST, WORD_SHOW, WORD_HISTORY, WORD_VERIFY, WORD_EXPORT, WORD_CORRECT, WORD_COUNT };

/* The word, and what its argument is called; NULL: it takes none. */
static const struct { const char *word, *argument; } words[WORD_COUNT] = {
    [WORD_LIST] = {"list", NULL},     [WORD_SHOW] = {"show", "the NO of a certificate"},
    [WORD_HISTORY] = {"history", "the UNIT"}, [WORD_VERIFY] = {"verify", NULL},
    [WORD_EXPORT] = {"export", NULL}, [WORD_CORRECT] = {"correct", "the NO of a certificate"},
};

static RESULT read_word(enum word *out, const char *text, const char *argument)
{
    int i = 0;

    while (text && i < WORD_COUNT && strcmp(words[i].word, text) != 0)
        i++;
    *out = (enum word)i;
    if (!text || i == WORD_COUNT)
        return text ? FAIL(USAGE,
                           "register: %s is not known; expected list, show, history, verify, export or correct; "
                           "see gradepress --help",
                           text)
                    : FAIL(USAGE, "register: nothing to do: expected list, show, history, verify, export or correct; "
                                  "see gradepress --help");
    if (words[i].argument && !argument)
        return FAIL(USAGE, "register %s: %s is missing; see gradepress --help", text, error_say(words[i].argument));
    if (!words[i].argument && argument)
        return FAIL(USAGE, "%s: not expected here; see gradepress --help", argument);
    return OK;
}

static RESULT read_only(enum word word, struct register_file *file, struct arena *arena,
                        const struct registry_options *options, const char *argument)
{
    switch (word) {
    case WORD_LIST: return do_list(file, arena, options);
    case WORD_SHOW: return do_show(file, arena, options, argument);
    case WORD_HISTORY: return do_history(file, arena, options, argument);
    case WORD_VERIFY: return do_verify(file, arena, options);
    case WORD_EXPORT: return register_export(file, to_standard_output, NULL);
    case WORD_CORRECT:
    case WORD_COUNT: break;
    }
    return FAIL(DEFECT, "register: a word without a command");
}

RESULT registry_do(struct arena *arena, const struct registry_options *options, const char *word, const char *argument)
{
    struct register_file *file;
    enum word w;

    TRY(read_word(&w, word, argument));
    if (!options->path)
        return FAIL(USAGE, "register %s: --register FILE is missing; see gradepress --help", word);
    if (w == WORD_CORRECT)
        return do_correct(arena, options, argument);
    TRY(register_open(&file, arena, options->path, REGISTER_READ));
    struct result r = read_only(w, file, arena, options, argument);
    register_close(file);
    return r;
}

/* --- diff, status --- */

RESULT registry_diff(struct arena *arena, const struct registry_options *options, const char *before, const char *after)
{
    struct register_file *file;
    struct grid grid;
    struct bytes out;

    TRY(register_open(&file, arena, options->path, REGISTER_READ));
    struct result r = register_compare(&grid, file, arena, before, after);
    register_close(file);
    if (r.kind)
        return r;
    bytes_init(&out, arena);
    if (options->as_json)
        grid_write_json(&out, &grid);
    else if (grid_rows(&grid))
        grid_write(&out, &grid, 0);
    else
        bytes_printf(&out, error_say("nobody moved between %s and %s"), before, after);
    bytes_add_text(&out, options->as_json || !grid_rows(&grid) ? "\n" : "");
    print(&out);
    return OK;
}

static void write_status(struct bytes *out, const struct status_report *s)
{
    add_section(out, "valid certificates", &s->valid, "no valid certificates");
    add_section(out, "\nending within 60 days", &s->ending, "\nno certificate ends within 60 days");
    add_section(out, "\nreviews overdue, open, or opening within 60 days", &s->reviews,
                "\nno review is open or opens within 60 days");
    add_section(out, "\nrectifications", &s->rectifications, "\nno rectification is open");
    add_section(out, "\nagreements ending within 60 days", &s->agreements, "\nno agreement ends within 60 days");
}

static void write_status_json(struct bytes *out, const struct status_report *s)
{
    bytes_add_text(out, "{");
    add_json(out, "", "valid", &s->valid);
    add_json(out, ",\n", "ending", &s->ending);
    add_json(out, ",\n", "reviews", &s->reviews);
    add_json(out, ",\n", "rectifications", &s->rectifications);
    add_json(out, ",\n", "agreements", &s->agreements);
    bytes_add_text(out, "}\n");
}

RESULT registry_status(struct arena *arena, const struct registry_options *options, date day)
{
    const struct rule_set *rules;
    struct register_file *file;
    struct status_report report;
    struct bytes out;

    TRY(rules_load(&rules, arena, options->templates));
    TRY(register_open(&file, arena, options->path, REGISTER_READ));
    struct result r = register_status(&report, file, arena, rules, day);
    register_close(file);
    if (r.kind)
        return r;
    bytes_init(&out, arena);
    if (options->as_json)
        write_status_json(&out, &report);
    else
        write_status(&out, &report);
    print(&out);
    return OK;
}
