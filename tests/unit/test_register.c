/* The register: its chain, what a period finds, rows that change, corrections; and its tables. */
#include "register/recording.h"
#include "register/reports.h"
#include "scheme/rules.h"

#include "base/text.h"

#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { MOST = 4 };

static const struct rule_set *rules;
static struct arena *rules_arena;

static int load_rules(void **state)
{
    (void)state;
    rules_arena = arena_new();
    if (rules_load(&rules, rules_arena, "templates").kind)
        fail_msg("%s", error_message());
    return 0;
}

static int drop_rules(void **state)
{
    (void)state;
    arena_free(rules_arena);
    return 0;
}

/* An office with one unit: what its exports say, and its register. */
struct office {
    struct folder folder;
    struct arena *arena;
    const char *path;
    struct unit unit;
    struct agreement agreement;
    struct certificate certificates[MOST];
    size_t certificate_count;
    struct register_head head; /* after the last period */
};

static date day(const char *text)
{
    date d = DATE_NONE;

    assert_true(date_parse_plain(text, &d));
    return d;
}

static void hold(struct office *o, const char *no, const char *level, const char *from, const char *to)
{
    const struct programme *programme = vocabulary_programme(&rules->vocabulary, "cntisp");

    o->certificates[o->certificate_count++] = (struct certificate){
        .no = no, .version = 1, .unit = &o->unit, .programme = programme, .track = -1,
        .level = programme_level(programme, level), .valid_from = day(from), .valid_to = day(to),
        .counted_from = day(from)};
}

static int set_up(void **state)
{
    struct office *o = heap_alloc(1, sizeof *o);

    folder_make(&o->folder);
    o->arena = arena_new();
    o->path = arena_strdup(o->arena, folder_path(&o->folder, "register.db"));
    o->unit = (struct unit){.id = "U1", .name = "测试一号", .uscc = "91110108MA0000001D", .registered_address = "北京"};
    o->agreement = (struct agreement){.id = "A1", .unit = &o->unit,
                                      .programme = vocabulary_programme(&rules->vocabulary, "cntisp"),
                                      .signed_on = day("2024-01-01"), .valid_to = day("2026-12-31"),
                                      .terminated_on = DATE_NONE};
    hold(o, "C-1", "2", "2025-11-21", "2026-11-20");
    *state = o;
    return 0;
}

static int tear_down(void **state)
{
    struct office *o = *state;

    arena_free(o->arena);
    folder_remove(&o->folder);
    heap_free(o);
    return 0;
}

static struct register_file *open_as(struct office *o, enum register_use use)
{
    struct register_file *file;

    if (register_open(&file, o->arena, o->path, use).kind)
        fail_msg("%s", error_message());
    return file;
}

static struct ledger *load(struct office *o, struct register_file *file, const char *period)
{
    struct ledger *ledger;

    if (register_load(&ledger, file, o->arena, rules, period).kind)
        fail_msg("%s", error_message());
    return ledger;
}

/* A period in which nothing is decided: what the export holds is recorded. */
static struct result try_period(struct office *o, const char *period)
{
    struct register_file *file = open_as(o, REGISTER_WRITE);
    struct ledger *ledger = load(o, file, period);
    struct certificate *known = ARENA_ARRAY(o->arena, struct certificate, MOST);
    struct plan plan = {0};
    struct export export = {.period = period, .as_of = day("2026-10-31"), .digest = "e"};
    struct run run = {.version = "test", .rules = rules, .export = &export, .plan = &plan, .ledger = ledger};

    memcpy(known, o->certificates, sizeof o->certificates);
    for (size_t i = 0; i < o->certificate_count; i++)
        for (size_t k = 0; k < ledger->certificates.count; k++)
            if (strcmp(ledger->certificates.items[k].certificate.no, known[i].no) == 0)
                known[i].row = ledger->certificates.items[k].row;
    export.units.items = &o->unit;
    export.units.count = 1;
    export.agreements.items = &o->agreement;
    export.agreements.count = 1;
    export.certificates.items = known;
    export.certificates.count = o->certificate_count;
    struct result r = register_record(file, o->arena, &run, ledger, NULL, "d", &o->head);
    if (!r.kind)
        r = register_commit(file);
    register_close(file);
    return r;
}

static void period(struct office *o, const char *name)
{
    if (try_period(o, name).kind)
        fail_msg("%s: %s", name, error_message());
}

static int64_t faults(struct office *o, const char *head, int64_t length)
{
    struct register_file *file = open_as(o, REGISTER_READ);
    struct verification v;

    if (register_verify(&v, file, o->arena, head, length).kind)
        fail_msg("%s", error_message());
    register_close(file);
    return v.fault_count;
}

static size_t count_rows(struct office *o, const char *table)
{
    struct register_file *file = open_as(o, REGISTER_READ);
    struct sql q;
    bool has_row;

    assert_int_equal(sql_open(&q, file->db, file->path, arena_printf(o->arena, "SELECT count(*) FROM %s", table)).kind, 0);
    assert_int_equal(sql_step(&q, &has_row).kind, 0);
    size_t count = (size_t)sql_get_number(&q, 0);
    sql_close(&q);
    register_close(file);
    return count;
}

/* --- the chain --- */

static void each_entry_is_sealed_behind_the_one_before(void **state)
{
    struct office *o = *state;
    struct register_file *file = open_as(o, REGISTER_WRITE);
    struct register_head head;
    char expected[DIGEST_HEX_SIZE];

    assert_int_equal(audit_head(file, o->arena, &head).kind, 0);
    assert_int_equal(head.length, 0);
    assert_int_equal(strspn(head.digest, "0"), DIGEST_HEX_SIZE - 1);
    for (int i = 0; i < 3; i++) {
        const char *entry = arena_printf(o->arena, "{\"n\":\"%d\"}", i);
        const char *text = arena_printf(o->arena, "%s%s", head.digest, entry);
        digest_of(text, strlen(text), expected);
        assert_int_equal(audit_append(file, o->arena, entry).kind, 0);
        assert_int_equal(audit_head(file, o->arena, &head).kind, 0);
        assert_string_equal(head.digest, expected);
        assert_int_equal(head.length, i + 1);
    }
    register_close(file);
    assert_int_equal(access(o->path, F_OK), -1); /* without a commit there is no register */
}

static void a_digest_begins_anew(void **state)
{
    struct digest *digest = digest_new();
    char found[DIGEST_HEX_SIZE], expected[DIGEST_HEX_SIZE];

    (void)state;
    for (int i = 0; i < 3; i++) {
        digest_add(digest, "abc", (size_t)i);
        digest_next(digest, found);
        digest_of("abc", (size_t)i, expected);
        assert_string_equal(found, expected);
    }
    digest_free(digest);
}

static void what_is_recorded_verifies(void **state)
{
    struct office *o = *state;

    period(o, "2026-10");
    assert_int_equal(o->head.length, 4); /* unit, agreement, holding, run */
    assert_int_equal(faults(o, o->head.digest, o->head.length), 0);
    struct register_head before = o->head;
    hold(o, "C-2", "3", "2026-11-21", "2027-11-20");
    period(o, "2026-11");
    assert_int_equal(faults(o, before.digest, before.length), 0);
    assert_int_equal(faults(o, o->head.digest, 0), 0);
    assert_int_equal(faults(o, o->head.digest, before.length), 1);
    assert_int_equal(faults(o, o->head.digest, o->head.length + 1), 1);
    assert_int_equal(faults(o, "ff", 0), 1);
}

/* --- rows that change --- */

static void the_same_again_changes_nothing(void **state)
{
    struct office *o = *state;

    period(o, "2026-10");
    struct register_head before = o->head;
    period(o, "2026-10");
    assert_string_equal(o->head.digest, before.digest);
    assert_int_equal(o->head.length, before.length);
    assert_int_equal(count_rows(o, "runs"), 1);
}

static void a_period_run_again_replaces_its_rows(void **state)
{
    struct office *o = *state;

    period(o, "2026-10");
    o->agreement.valid_to = day("2027-12-31");
    o->certificates[0].level = 0;
    period(o, "2026-10");
    assert_int_equal(o->head.length, 4 + 3); /* agreement, holding, run */
    assert_int_equal(count_rows(o, "agreements"), 1);
    assert_int_equal(count_rows(o, "certificates"), 1);
    assert_int_equal(count_rows(o, "certificates WHERE level = '3'"), 1);
    assert_int_equal(count_rows(o, "runs"), 2);
    assert_int_equal(faults(o, NULL, 0), 0);
}

static void a_later_period_adds_what_changed(void **state)
{
    struct office *o = *state;

    period(o, "2026-10");
    o->agreement.terminated_on = day("2026-11-05");
    period(o, "2026-11");
    assert_int_equal(count_rows(o, "agreements"), 2);
    assert_int_equal(count_rows(o, "units"), 1);
    assert_int_equal(count_rows(o, "certificates"), 1);
    assert_int_equal(faults(o, NULL, 0), 0);
}

static void an_earlier_period_can_only_be_reproduced(void **state)
{
    struct office *o = *state;

    period(o, "2026-10");
    period(o, "2026-11");
    period(o, "2026-10");
    o->agreement.valid_to = day("2027-12-31");
    assert_int_equal(try_period(o, "2026-10").kind, ERROR_INPUT);
    assert_non_null(strstr(error_message(), "can only be reproduced"));
    assert_int_equal(faults(o, NULL, 0), 0);
}

/* --- as of a period --- */

static void a_period_finds_what_earlier_ones_left(void **state)
{
    static const struct { const char *period; size_t certificates; bool is_recorded, has_later; } finds[] = {
        {"2026-09", 0, false, true},    {"2026-10", 0, true, true},  {"2026-11-15", 1, false, true},
        {"2026-11", 1, true, false},    {"2026-12-01", 2, false, false}, {"2026-12", 2, false, false},
    };
    struct office *o = *state;

    period(o, "2026-10");
    hold(o, "C-2", "3", "2026-11-21", "2027-11-20");
    period(o, "2026-11");
    for (size_t i = 0; i < sizeof finds / sizeof *finds; i++) {
        struct register_file *file = open_as(o, REGISTER_READ);
        struct ledger *ledger = load(o, file, finds[i].period);
        register_close(file);
        if (ledger->certificates.count != finds[i].certificates || ledger->is_recorded != finds[i].is_recorded ||
            ledger->has_later != finds[i].has_later)
            fail_msg("%s: found %zu certificates, recorded %d, later %d", finds[i].period, ledger->certificates.count,
                     ledger->is_recorded, ledger->has_later);
    }
}

/* --- history --- */

/* A line of an earlier period, with one of two requirements not met. */
static void put_line(struct office *o, struct register_file *file, const char *proposal, const char *key, const char *action,
                     const char *outcome)
{
    const char *line = arena_printf(o->arena, "{\"early\":false,\"to\":\"3\",\"requirements\":[{\"met\":true},{\"met\":false}]}");
    const char *result = outcome ? arena_printf(o->arena, "'%s', '3'", outcome) : "NULL, NULL";

    assert_int_equal(sql_script(file->db, file->path,
        arena_printf(o->arena, "INSERT INTO decisions (proposal_id, period_key, unit_id, scheme, matter, status, action,"
                     " level_from, attainment, outcome_action, outcome_to, closes, matters, unmet, barred, as_of, ruled_on,"
                     " line) VALUES ('%s', '%s', 'U1', 'cntisp', 'review', 'due', '%s', '2', '0.5', %s, 0, 0, '', 0,"
                     " '2026-01-31', %s, '%s')", proposal, key, action, result, outcome ? "'2026-01-30'" : "NULL", line)).kind, 0);
}

static const struct history *history_at(struct office *o, struct register_file *file, const char *name)
{
    static struct decision decision;
    static const struct decision *decisions[] = {&decision};
    static const struct packet packet = {.decisions = decisions, .count = 1};
    static const struct plan plan = {.packets = &packet, .packet_count = 1};
    const struct history *histories;

    decision = (struct decision){.unit = &o->unit, .scheme = &rules->schemes[0], .track = -1};
    for (size_t i = 0; i < rules->scheme_count; i++)
        if (strcmp(rules->schemes[i].programme->id, "cntisp") == 0)
            decision.scheme = &rules->schemes[i];
    if (register_histories(&histories, file, o->arena, load(o, file, name), &plan).kind)
        fail_msg("%s", error_message());
    return histories;
}

static void history_is_what_stood_when_the_period_began(void **state)
{
    struct office *o = *state;

    period(o, "2026-01");
    struct register_file *file = open_as(o, REGISTER_AMEND);
    put_line(o, file, "cntisp/U1/-/a", "2026-02-~", "downgrade", NULL);
    put_line(o, file, "cntisp/U1/-/a", "2026-03-~", "downgrade", "downgrade");
    put_line(o, file, "cntisp/U1/-/a", "2026-04-~", "none", NULL); /* done with: nothing to tell */
    put_line(o, file, "cntisp/U1/-/b", "2026-05-~", "maintain", "maintain");
    assert_int_equal(history_at(o, file, "2026-02")->count, 0);
    const struct history *before = history_at(o, file, "2026-03");
    assert_int_equal(before->count, 1);
    assert_false(before->outcomes[0].has_outcome);
    const struct history *after = history_at(o, file, "2026-06");
    assert_int_equal(after->count, 2);
    assert_string_equal(after->outcomes[0].period, "2026-05");
    const struct past_outcome *told = &after->outcomes[1]; /* as the last period left it */
    assert_string_equal(told->period, "2026-03");
    assert_true(told->has_outcome && told->outcome_action == ACTION_DOWNGRADE);
    assert_true(told->from == 1 && told->outcome_to == 0 && told->ruled_on == day("2026-01-30"));
    assert_true(told->required == 2 && told->unmet == 1 && told->has_attainment && !told->has_score);
    assert_int_equal(history_at(o, file, "2026-05")->count, 1);
    register_close(file);
}

static void a_long_history_says_how_much_it_leaves_out(void **state)
{
    struct office *o = *state;

    period(o, "2026-01");
    struct register_file *file = open_as(o, REGISTER_AMEND);
    for (int year = 2000; year < 2020; year++)
        put_line(o, file, arena_printf(o->arena, "cntisp/U1/-/%d", year), arena_printf(o->arena, "%d-10-~", year), "maintain",
                 "maintain");
    const struct history *history = history_at(o, file, "2026-02");
    assert_int_equal(history->count, 12);
    assert_int_equal(history->left_out, 8);
    assert_string_equal(history->outcomes[0].period, "2019-10");
    assert_int_equal(history->certificate_count, 1); /* none is being decided about */
    assert_string_equal(history->certificates[0]->certificate.no, "C-1");
    register_close(file);
}

static void an_imported_status_is_known_to_later_periods(void **state)
{
    struct office *o = *state;

    o->certificates[0].status = CERTIFICATE_REVOKED;
    period(o, "2026-10");
    struct register_file *file = open_as(o, REGISTER_READ);
    struct ledger *ledger = load(o, file, "2026-11");
    assert_int_equal(ledger->certificates.count, 1);
    assert_int_equal(ledger->certificates.items[0].certificate.status, CERTIFICATE_REVOKED);
    register_close(file);
}

/* --- corrections --- */

/* A day left out is none. */
static struct result correct(struct office *o, struct correction correction)
{
    struct register_file *file = open_as(o, REGISTER_AMEND);
    date *const days[] = {&correction.valid_from, &correction.valid_to, &correction.counted_from};

    for (size_t i = 0; i < 3; i++)
        if (!*days[i])
            *days[i] = DATE_NONE;
    correction.no = correction.no ? correction.no : "C-1";
    correction.reason = "抄录错误";
    correction.by = "王主任";
    struct result r = register_correct(file, o->arena, rules, &correction);
    if (!r.kind)
        r = register_commit(file);
    register_close(file);
    return r;
}

#define CORRECT(o, ...) correct((o), (struct correction){__VA_ARGS__})

static void a_correction_rules_from_its_own_period_on(void **state)
{
    struct office *o = *state;

    period(o, "2026-10");
    assert_int_equal(CORRECT(o, .level = "1", .counted_from = day("2026-01-01")).kind, 0);
    assert_int_equal(faults(o, NULL, 0), 0);
    period(o, "2026-10"); /* the export still says otherwise */
    assert_int_equal(count_rows(o, "certificates WHERE level = '1' AND corrected = 1"), 1);
    assert_int_equal(count_rows(o, "corrections"), 1);
    struct register_file *file = open_as(o, REGISTER_READ);
    assert_int_equal(load(o, file, "2026-09")->certificates.count, 0);
    struct ledger *ledger = load(o, file, "2026-10");
    assert_int_equal(ledger->certificates.count, 1);
    assert_int_equal(ledger->certificates.items[0].certificate.counted_from, day("2026-01-01"));
    register_close(file);
    assert_int_equal(faults(o, NULL, 0), 0);
}

static void a_corrected_status_stays(void **state)
{
    struct office *o = *state;

    o->certificates[0].status = CERTIFICATE_WITHDRAWN;
    period(o, "2026-10");
    assert_int_equal(CORRECT(o, .status = "valid").kind, 0);
    period(o, "2026-10");
    struct register_file *file = open_as(o, REGISTER_READ);
    for (int month = 10; month <= 11; month++) {
        struct ledger *ledger = load(o, file, month == 10 ? "2026-10" : "2026-11");
        assert_int_equal(ledger->certificates.items[0].certificate.status, CERTIFICATE_VALID);
    }
    register_close(file);
    assert_int_equal(faults(o, NULL, 0), 0);
    assert_int_equal(CORRECT(o, .status = "revoked").kind, 0);
    assert_int_equal(count_rows(o, "certificates WHERE status = 'revoked'"), 1);
    assert_int_equal(count_rows(o, "certificate_changes"), 0);
    assert_int_equal(count_rows(o, "corrections"), 2);
}

static void other_corrections_are_refused(void **state)
{
    struct office *o = *state;

    period(o, "2026-10");
    assert_int_equal(CORRECT(o, .no = "C-9", .level = "1").kind, ERROR_INPUT);
    assert_int_equal(CORRECT(o, .level = "2").kind, ERROR_USAGE); /* says so already */
    assert_int_equal(CORRECT(o, .level = "7").kind, ERROR_USAGE);
    assert_int_equal(CORRECT(o, .unit = "U9").kind, ERROR_USAGE);
    assert_int_equal(CORRECT(o, .status = "gone").kind, ERROR_USAGE);
    assert_int_equal(CORRECT(o, .valid_to = day("2025-01-01")).kind, ERROR_USAGE);
    assert_int_equal(CORRECT(o, .no = "C-1", .scheme = "tpso", .level = "1").kind, ERROR_INPUT);
    struct register_file *file = open_as(o, REGISTER_AMEND);
    assert_int_equal(sql_script(file->db, file->path, "UPDATE certificates SET issued_on = '2026-10-31'").kind, 0);
    assert_int_equal(register_commit(file).kind, 0);
    register_close(file);
    assert_int_equal(CORRECT(o, .level = "1").kind, ERROR_INPUT);
    assert_non_null(strstr(error_message(), "only an imported holding"));
    assert_int_equal(count_rows(o, "corrections"), 0);
}

static void amending_makes_no_register(void **state)
{
    struct office *o = *state;
    struct register_file *file;

    assert_int_equal(register_open(&file, o->arena, o->path, REGISTER_AMEND).kind, ERROR_INPUT);
    assert_null(file);
    assert_int_equal(access(o->path, F_OK), -1);
}

/* --- tables --- */

static void full_width_characters_take_two_columns(void **state)
{
    static const char *const columns[] = {"name", "unit_id"};
    struct office *o = *state;
    struct grid grid = {.columns = columns, .width = 2};
    struct bytes out;

    assert_int_equal(text_columns_of(0x4E2D), 2);
    assert_int_equal(text_columns_of(0x20000), 2);
    assert_int_equal(text_columns_of(0xFF08), 2);
    assert_int_equal(text_columns_of('a'), 1);
    assert_int_equal(text_columns_of(0xB7), 1);
    assert_int_equal(text_columns_of(0x301), 0);
    grid_add_text(&grid, o->arena, "中文名");
    grid_add_text(&grid, o->arena, "U1");
    grid_add_text(&grid, o->arena, "a\x1b[2J");
    grid_add_text(&grid, o->arena, NULL);
    bytes_init(&out, o->arena);
    grid_write(&out, &grid, 1);
    assert_string_equal(bytes_text(&out), " Name    Unit id\n 中文名  U1\n a?[2J   -\n");
    bytes_init(&out, o->arena);
    grid_write_json(&out, &grid);
    assert_string_equal(bytes_text(&out), "[\n{\"name\":\"中文名\",\"unit_id\":\"U1\"},\n"
                                          "{\"name\":\"a\\u001b[2J\",\"unit_id\":null}\n]");
}

#define OFFICE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        OFFICE(each_entry_is_sealed_behind_the_one_before),
        cmocka_unit_test(a_digest_begins_anew),
        OFFICE(what_is_recorded_verifies),
        OFFICE(the_same_again_changes_nothing),
        OFFICE(a_period_run_again_replaces_its_rows),
        OFFICE(a_later_period_adds_what_changed),
        OFFICE(an_earlier_period_can_only_be_reproduced),
        OFFICE(a_period_finds_what_earlier_ones_left),
        OFFICE(history_is_what_stood_when_the_period_began),
        OFFICE(a_long_history_says_how_much_it_leaves_out),
        OFFICE(an_imported_status_is_known_to_later_periods),
        OFFICE(a_correction_rules_from_its_own_period_on),
        OFFICE(a_corrected_status_stays),
        OFFICE(other_corrections_are_refused),
        OFFICE(amending_makes_no_register),
        OFFICE(full_width_characters_take_two_columns),
    };

    return cmocka_run_group_tests_name("register", tests, load_rules, drop_rules);
}
