/* A scheme file: any bytes make rules, or are refused as RULES with a reason.
 * Run it where `templates` is. */
#include "base/arena.h"
#include "scheme/rules.h"

#include "../unit/support.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Templates of one programme, for the life of the process. */
static struct folder templates;

static void remove_templates(void)
{
    folder_remove(&templates);
}

static void make_templates(void)
{
    static const char *const files[] = {"calendar.json", "style.json", "brake.json", "records.json", "cntisp/records.json"};
    const struct folder shipped = {"templates"};

    folder_make(&templates);
    atexit(remove_templates);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *text = folder_get(&shipped, files[i]);
        folder_put(&templates, files[i], text);
        free(text);
    }
}

/* What the program relies on once rules are loaded. */
static void check(const struct rule_set *rules)
{
    const struct scheme *scheme = rules->schemes;

    if (rules->scheme_count != 1 || !scheme->review.count || !scheme->application.count ||
        scheme->metric_count > MAX_METRICS)
        abort();
    for (size_t i = 0; i < scheme->review.count; i++)
        for (size_t c = 0; c < scheme->review.items[i].condition_count; c++)
            if (scheme->review.items[i].conditions[c].metric >= (int)scheme->metric_count)
                abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    const struct rule_set *rules;

    if (!templates.path[0])
        make_templates();
    folder_write(&templates, "cntisp/scheme.json", data, size);
    struct result result = rules_load(&rules, arena, templates.path);
    if (result.kind == ERROR_NONE)
        check(rules);
    else if (result.kind != ERROR_RULES || rules || !strstr(error_message(), "scheme.json"))
        abort();
    arena_free(arena);
    return 0;
}
