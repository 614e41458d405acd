/* check_templates.c - the office's templates alone: read whole, and every certificate tried with its longest texts. */
#include "document/press.h"
#include "run.h"
#include "scheme/rules.h"

#include <stdio.h>

static const char *fault_of(struct arena *arena, const struct place_trial *t)
{
    if (t->fault)
        return error_say(t->fault);
    if (!t->text)
        return NULL;
    if (t->points <= 0)
        return arena_printf(arena, error_say("has no room for a text of %zu characters; make it higher or wider"),
                            t->characters);
    if (t->points < t->floor)
        return arena_printf(arena,
                            error_say("a text of %zu characters takes %g points there, below its floor of %g; make it "
                                      "higher or wider, or lower its data-floor"),
                            t->characters, t->points, t->floor);
    return NULL;
}

/* A line for every place whose text may be longer than its artwork shows. */
static void print_trial(const struct place_trial *t)
{
    printf(t->lines == 1 ? error_say("  %-20s %4zu characters  %zu line  of %g points, at least %g\n")
                         : error_say("  %-20s %4zu characters  %zu lines of %g points, at least %g\n"),
           t->place, t->characters, t->lines, t->points, t->floor);
}

/* Prints what was tried, and every fault with file and place; returns how many faults there are. */
static size_t check_certificate(struct press *press, struct arena *arena, const struct scheme *scheme)
{
    struct place_trials trials;
    size_t faults = 0;

    press_try_places(&trials, press, arena, scheme);
    printf(error_say("%s: %zu requirements, %zu items, %zu notices, %zu places on the certificate\n"),
           scheme->programme->id, scheme->review.count + scheme->application.count, scheme->programme->item_count,
           trials.notice_count, trials.count);
    for (size_t i = 0; i < trials.count; i++) {
        const char *fault = fault_of(arena, &trials.items[i]);
        if (trials.items[i].varies)
            print_trial(&trials.items[i]);
        if (fault)
            fprintf(stderr, error_say("%s: #%s: %s\n"), trials.file, trials.items[i].place, fault);
        faults += fault != NULL;
    }
    return faults;
}

RESULT run_check_templates(struct arena *arena, const struct run_options *options)
{
    const struct rule_set *rules;
    struct press *press;
    size_t faults = 0;

    TRY(rules_load_with(&rules, arena, options->templates, options->programme_folder));
    TRY(press_open(&press, rules));
    struct result r = press_prepare(press, 0, 1);
    for (size_t i = 0; !r.kind && i < rules->scheme_count; i++)
        faults += check_certificate(press, arena, &rules->schemes[i]);
    for (size_t i = 0; !r.kind && press_font(press, i); i++)
        printf(error_say("font %s\n"), press_font(press, i));
    press_close(press);
    TRY(r);
    return faults
               ? FAIL(RULES, "%s: %zu places of certificates need another size or position", options->templates, faults)
               : OK;
}
