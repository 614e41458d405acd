/* test_scheme.c - rules_load: the shipped templates, and one fault at a time in a copy of them. */
#include "base/file.h"
#include "scheme/rules.h"

#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct folder copy;

static int copy_rule_file(const char *path, const struct stat *st, int type, struct FTW *walk)
{
    size_t length = strlen(path);
    struct folder here = {"."};

    (void)st, (void)walk;
    if (type == FTW_F && length > 5 && strcmp(path + length - 5, ".json") == 0) {
        char *text = folder_get(&here, path);
        folder_put(&copy, path + strlen("templates/"), text);
        free(text);
    }
    return 0;
}

static int make_copy(void **state)
{
    (void)state;
    folder_make(&copy);
    return nftw("templates", copy_rule_file, 8, FTW_PHYS);
}

static int remove_copy(void **state)
{
    (void)state;
    folder_remove(&copy);
    return 0;
}

static void shipped_rules_load(void **state)
{
    struct arena *arena = arena_new();
    const struct rule_set *rules;

    (void)state;
    assert_int_equal(rules_load(&rules, arena, copy.path).kind, ERROR_NONE);
    const struct programme *programme = vocabulary_programme(&rules->vocabulary, "cntisp");
    assert_non_null(programme);
    assert_int_equal(programme->level_count, 3);
    assert_string_equal(programme->levels[0], "3");
    const struct scheme *scheme = rule_set_scheme(rules, programme);
    assert_non_null(scheme);
    assert_int_equal(scheme->opens_working_days.value, 20);
    assert_int_equal(scheme->shortfall, SHORTFALL_ONE_LEVEL);
    const struct requirement *total = &scheme->review.items[1];
    assert_string_equal(total->id, "original.total");
    assert_int_equal(total->conditions[0].thresholds[0].num, 10);
    assert_int_equal(total->conditions[0].thresholds[2].num, 30);
    assert_true(scheme->needs_approval[ACTION_REVOKE]);
    assert_false(scheme->needs_approval[ACTION_MAINTAIN]);
    for (size_t i = 0; i < rules->file_count; i++)
        assert_int_equal(strlen(rules->files[i].digest), DIGEST_HEX_SIZE - 1);
    arena_free(arena);
}

#define SCHEME "cntisp/scheme.json"
#define RECORDS "cntisp/records.json"

/* In `file` the first `found` becomes `put`; the message ends the file's path with `said`. */
static const struct {
    const char *name, *file, *found, *put, *said;
} faults[] = {
    {"unknown key", SCHEME, "\"objection_days\": {", "\"surprise\": 1, \"objection_days\": {",
     ": /surprise: unknown key"},
    {"unknown key with / and ~", SCHEME, "\"objection_days\": {", "\"a/b~c\": 1, \"objection_days\": {",
     ": /a~1b~0c: unknown key"},
    {"title of a matter there is not", SCHEME, "\"sheet_titles\": {\"review\"", "\"sheet_titles\": {\"audit\"",
     ": /words/sheet_titles/audit: there is no such matter"},
    {"name of a fact there is not", "ciipa/scheme.json", "\"technical_staff\": \"", "\"staff\": \"",
     ": /words/facts/staff: the programme has no such fact"},
    {"group there is not", "tpso/scheme.json", "\"group\": \"b\"", "\"group\": \"f\"",
     ": /review/requirements/9/group: /words/groups has no \"f\""},
    {"requirement without a group", "tpso/scheme.json", "\"group\": \"a\",\n", "",
     ": /review/requirements/0: the key \"group\" is missing"},
    {"group where none are named", SCHEME, "\"clause\": \"附件2\",", "\"clause\": \"附件2\", \"group\": \"a\",",
     ": /review/requirements/0/group: /words names no groups"},
    {"unknown level", SCHEME, "\"3\": \"三级\"", "\"9\": \"三级\"", ": /words/levels/9: unknown key"},
    {"missing key", SCHEME, "\"change\": {\n  \"clause\": \"四（一）5\"\n },", "",
     ": /: the key \"change\" is missing"},
    {"missing key deep down", SCHEME, "\"shortfall\": {\n   \"rule\": \"one-level\",", "\"shortfall\": {",
     ": /review/shortfall: the key \"rule\" is missing"},
    {"empty text", SCHEME, "\"签发人\"", "\"\"", ": /words/signatory: expected a text that is not empty"},
    {"dangling metric", SCHEME, "\"metric\": \"original.total\"", "\"metric\": \"nothing\"",
     ": /review/requirements/1/metric: there is no metric \"nothing\""},
    {"dangling metric of a violation", SCHEME, "\"metric\": \"violation.confirmed\"", "\"metric\": \"nothing\"",
     ": /review/violation/metric: there is no metric"},
    {"two metrics of one id", SCHEME, "\"id\": \"original.effective\"", "\"id\": \"original.total\"",
     ": /metrics/1: the id \"original.total\" stands twice"},
    {"two requirements of one id", SCHEME, "\"id\": \"cooperation\"", "\"id\": \"documents\"",
     ": /review/requirements/4: the id \"documents\" stands twice"},
    {"at_least falls as the level rises", SCHEME, "\"1\": 30,", "\"1\": 19,",
     ": /review/requirements/1/at_least/1: level 1 asks less than level 2 below it"},
    {"at_most rises as the level rises", SCHEME, "\"at_most\": 3", "\"at_most\": {\"1\": 4, \"2\": 3, \"3\": 3}",
     ": /review/requirements/4/all/0/at_most/1: level 1 asks less than level 2 below it"},
    {"threshold of a level is missing", SCHEME, "\"1\": 30,", "", "at_least: the key \"1\" is missing"},
    {"no threshold", SCHEME, "\"at_most\": 3", "\"at_most\": null",
     ": /review/requirements/4/all/0: a metric needs \"at_least\" or \"at_most\""},
    {"unknown fold", SCHEME, "\"fold\": \"max\"", "\"fold\": \"median\"", ": /metrics/3/fold: \"median\" is no fold"},
    {"sum of what is no number", SCHEME, "\"of\": \"group_id\"", "\"of\": \"original\"",
     ": /metrics/0/of: \"original\" is no field"},
    {"filter on an unknown field", SCHEME, "\"original\": true", "\"colour\": true",
     ": /metrics/0/where/colour: \"threat-report\" has no field of this name"},
    {"filter of another type", SCHEME, "\"original\": true", "\"original\": \"yes\"",
     ": /metrics/0/where/original: expected true or false"},
    {"unknown kind of evidence", SCHEME, "\"evidence\": \"contact-check\"", "\"evidence\": \"rumour\"",
     ": /metrics/3/evidence: the programme has no records of kind \"rumour\""},
    {"unknown fact", SCHEME, "\"fact\": \"team_size\"", "\"fact\": \"team_sise\"",
     ": /application/requirements/4/fact: the programme's records have no fact \"team_sise\""},
    {"fact of another type", SCHEME, "\"fact\": \"documents_complete\"", "\"fact\": \"team_size\"",
     ": /application/requirements/0/all/0/fact: the fact \"team_size\" is not true or false"},
    {"clause and policy both", SCHEME, "\"value\": 10,", "\"value\": 10, \"clause\": \"七\",",
     ": /objection_days: expected either a \"clause\" or \"policy\": true"},
    {"neither clause nor policy", SCHEME, "\"policy\": true", "\"policy\": false",
     ": /objection_days: expected either a \"clause\" or \"policy\": true"},
    {"clause and policy both, of a withdrawal", SCHEME, "\"withdrawal\": {", "\"withdrawal\": {\"clause\": \"七\",",
     ": /withdrawal: expected either"},
    {"number above the range", SCHEME, "\"value\": 90", "\"value\": 3651",
     ": /review/overdue_days/value: found 3651, expected a whole number from 0 to 3650"},
    {"fraction for a whole number", SCHEME, "\"value\": 90", "\"value\": 90.5",
     ": /review/overdue_days/value: found 90.5"},
    {"action that is none", SCHEME, "\"upgrade\",", "\"dance\",", ": /approval/0: \"dance\" is no action"},
    {"approval of nothing", SCHEME, "\"upgrade\",", "\"none\",", ": /approval/0: \"none\" is no action"},
    {"pattern without serial", SCHEME, "{year}-{serial:4}", "{year}", ": /certificate/number: expected {serial:N}"},
    {"serial of no digits", SCHEME, "{serial:4}", "{serial:0}", ": /certificate/number: expected {serial:N}"},
    {"serial not closed", SCHEME, "{serial:4}", "{serial:4", ": /certificate/number: expected {serial:N}"},
    {"two serials", SCHEME, "{serial:4}", "{serial:4}{serial:4}",
     ": /certificate/number: expected {serial:N}, at most"},
    {"two years", SCHEME, "{year}", "{year}{year}", ": /certificate/number: expected {serial:N}, at most"},
    {"unknown place in the pattern", SCHEME, "{year}", "{colour}",
     ": /certificate/number: expected {serial:N}, at most"},
    {"other format", SCHEME, "gradepress-scheme/1", "gradepress-scheme/2",
     ": /format: found \"gradepress-scheme/2\", expected \"gradepress-scheme/1\""},
    {"scheme of another folder", SCHEME, "\"programme\": \"cntisp\"", "\"programme\": \"tpso\"",
     ": /programme: found \"tpso\", expected \"cntisp\""},
    {"not JSON, with the line", SCHEME, "\"format\": ", "\"format\" ", ":2: not valid JSON"},
    {"text after the end", SCHEME, "{", "{} {", ":1: not valid JSON"},
    {"key twice", SCHEME, "\"format\":", "\"programme\": \"cntisp\", \"format\":", ": not valid JSON"},
    {"not an object", SCHEME, NULL, "[]", ": /: expected an object"},
    {"empty file", SCHEME, NULL, "", ":1: not valid JSON"},
    {"records of another folder", RECORDS, "\"programme\": \"cntisp\"", "\"programme\": \"tpso\"",
     ": /programme: found \"tpso\", expected \"cntisp\""},
    {"unknown type of field", RECORDS, "\"group_id\": \"id\"", "\"group_id\": \"colour\"",
     ": /evidence/threat-report/group_id: \"colour\" is no type of a field"},
    {"kind common to all", "records.json", "\"violation\": {", "\"threat-report\": {}, \"violation\": {",
     ": /evidence/threat-report: this kind is also defined in"},
    {"level twice", RECORDS, "\"levels\": [", "\"levels\": [\"2\",", ": /levels/2: \"2\" stands twice"},
    {"no level", RECORDS, "\"levels\": [\n  \"3\",\n  \"2\",\n  \"1\"\n ]", "\"levels\": []",
     ": /levels: expected 1 to"},
    {"no calendar day", "calendar.json", "\"2026-01-01\"", "\"2026-02-30\"",
     ": /years/2026/days_off/0: expected a date YYYY-MM-DD"},
    {"calendar day twice", "calendar.json", "\"2026-01-02\"", "\"2026-01-01\"", ": /years: 2026-01-01 stands twice"},
    {"year out of order", "calendar.json", "\"2026\": {", "\"2020\": {", ": /years/2020: expected a year"},
    {"size above the range", "style.json", "\"body_points\": 16", "\"body_points\": 41",
     ": /body_points: found 41, expected a number from 5 to 40"},
    {"brake without a number", "brake.json", "\"value\": 50", "\"worth\": 50", ": /fewest_due"},
    {"more than all of the evidence", "brake.json", "\"value\": 30", "\"value\": 101",
     ": /evidence_lost_percent/value: found 101, expected a whole number from 0 to 100"},
    {"late upgrades of no office", SCHEME, "\"value\": 20,\n   \"policy\": true\n  },\n  \"shortfall\"",
     "\"value\": 20\n  },\n  \"shortfall\"", ": /review/late_upgrade_days: expected either"},
};

/* The message about the edited file; the copy is as before afterwards. */
static const char *fault_of(struct arena *arena, const char *file, const char *found, const char *put)
{
    const struct rule_set *rules = NULL;
    char *text = folder_get(&copy, file);
    const char *at = found ? strstr(text, found) : NULL;

    if (found && !at) {
        free(text);
        return "nothing to edit";
    }
    folder_put(&copy, file,
               !found ? put : arena_printf(arena, "%.*s%s%s", (int)(at - text), text, put, at + strlen(found)));
    struct result result = rules_load(&rules, arena, copy.path);
    folder_put(&copy, file, text);
    free(text);
    return result.kind == ERROR_RULES && !rules ? error_message() : "loads";
}

static void one_fault(void **state)
{
    size_t i = *(const size_t *)*state;
    struct arena *arena = arena_new();
    const char *message = fault_of(arena, faults[i].file, faults[i].found, faults[i].put);
    const char *file = arena_printf(arena, "%s/%s", copy.path, faults[i].file);

    if (!strstr(message, file) || !strstr(message, faults[i].said))
        fail_msg("expected %s%s, found %s", file, faults[i].said, message);
    arena_free(arena);
}

static void a_file_is_missing(void **state)
{
    static const char *const files[] = {"calendar.json", "style.json", "brake.json", "records.json"};
    struct arena *arena = arena_new();
    const struct rule_set *rules;

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *text = folder_get(&copy, files[i]);
        remove(folder_path(&copy, files[i]));
        assert_int_equal(rules_load(&rules, arena, copy.path).kind, ERROR_RULES);
        assert_non_null(strstr(error_message(), files[i]));
        folder_put(&copy, files[i], text);
        free(text);
    }
    assert_int_equal(rules_load(&rules, arena, folder_path(&copy, "none")).kind, ERROR_RULES);
    arena_free(arena);
}

static void a_file_is_too_long(void **state)
{
    struct arena *arena = arena_new();
    size_t length = ((size_t)4 << 20) + 1;
    char *blank = malloc(length), *text = folder_get(&copy, "style.json");
    const struct rule_set *rules;

    (void)state;
    assert_non_null(blank);
    memset(blank, ' ', length);
    folder_write(&copy, "style.json", blank, length);
    assert_int_equal(rules_load(&rules, arena, copy.path).kind, ERROR_RULES);
    assert_non_null(strstr(error_message(), "style.json"));
    folder_put(&copy, "style.json", text);
    free(text);
    free(blank);
    arena_free(arena);
}

int main(void)
{
    enum { FAULTS = sizeof faults / sizeof *faults };
    static size_t positions[FAULTS];
    static struct CMUnitTest tests[FAULTS];
    const struct CMUnitTest others[] = {
        cmocka_unit_test(a_file_is_missing), cmocka_unit_test(a_file_is_too_long),
        cmocka_unit_test(shipped_rules_load), /* last: the copy is whole again */
    };

    for (size_t i = 0; i < FAULTS; i++) {
        positions[i] = i;
        tests[i] = (struct CMUnitTest){faults[i].name, one_fault, NULL, NULL, &positions[i]};
    }
    int failed = cmocka_run_group_tests_name("a fault of the rules", tests, make_copy, remove_copy);
    return cmocka_run_group_tests_name("rules", others, make_copy, remove_copy) + failed;
}
