/* test_ledger.c - what the register knew: look-ups, half-years, the brake. */
#include "decide/brake.h"
#include "decide/half_year.h"
#include "model/ledger.h"
#include "register/register.h"
#include "scheme/rules.h"

#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static date day(const char *text)
{
    date d;

    assert_true(date_parse_plain(text, &d));
    return d;
}

/* --- look-ups --- */

static struct past_decision decisions[] = {
    {.proposal_id = "a/U1/-/2026-11-20", .is_closed = true},
    {.proposal_id = "a/U1/-/S1"},
    {.proposal_id = "a/U10/-/2026-11-20"},
    {.proposal_id = "a/U2/-/2026-11-20"},
};
static struct past_issue issues[] = {
    {.proposal_id = "a/U1/-/1", .certificate_no = "N1", .version = 1, .content = "x"},
    {.proposal_id = "a/U1/-/1", .certificate_no = "N2", .version = 1, .content = "y"},
    {.proposal_id = "a/U1/-/1", .certificate_no = "N3", .version = 1, .content = "y"},
    {.proposal_id = "a/U1/-/2", .certificate_no = "N4", .version = 1, .content = "z"},
};
static const char *settled[] = {"a/E1", "a/E10", "b/E2"};

static struct ledger ledger_made(void)
{
    static struct past_ruling rulings[] = {{.proposal_id = "a/U1/-/1"}, {.proposal_id = "a/U3/-/1"}};
    struct ledger ledger = {.period = "2026-11"};

    rulings[0].on = day("2026-10-31");
    rulings[1].on = day("2026-10-15");
    ledger.decisions.items = decisions;
    ledger.decisions.count = sizeof decisions / sizeof *decisions;
    ledger.issues.items = issues;
    ledger.issues.count = sizeof issues / sizeof *issues;
    ledger.settled.items = settled;
    ledger.settled.count = sizeof settled / sizeof *settled;
    ledger.rulings.items = rulings;
    ledger.rulings.count = 2;
    return ledger;
}

static void decisions_are_found(void **state)
{
    struct ledger ledger = ledger_made();
    size_t count;

    (void)state;
    for (size_t i = 0; i < ledger.decisions.count; i++)
        assert_ptr_equal(ledger_decision(&ledger, decisions[i].proposal_id), &decisions[i]);
    assert_null(ledger_decision(&ledger, "a/U1/-/2026-11-2"));
    assert_null(ledger_decision(&ledger, "a"));
    assert_null(ledger_decision(&ledger, "z"));
    assert_true(ledger_is_closed(&ledger, "a/U1/-/2026-11-20"));
    assert_false(ledger_is_closed(&ledger, "a/U1/-/S1"));
    assert_false(ledger_is_closed(&ledger, "a/U3/-/S1"));
    assert_ptr_equal(ledger_of_subject(&ledger, "a/U1/-/", &count), &decisions[0]);
    assert_int_equal(count, 2); /* not those of U10 */
    assert_ptr_equal(ledger_of_subject(&ledger, "a/U2/", &count), &decisions[3]);
    assert_int_equal(count, 1);
    assert_null(ledger_of_subject(&ledger, "a/U3/", &count));
    assert_int_equal(count, 0);
}

static void violations_settled_are_found(void **state)
{
    struct ledger ledger = ledger_made();

    (void)state;
    assert_true(ledger_is_settled(&ledger, "a", "E1"));
    assert_true(ledger_is_settled(&ledger, "a", "E10"));
    assert_false(ledger_is_settled(&ledger, "b", "E1"));
    assert_false(ledger_is_settled(&ledger, "a", "E"));
}

static void issues_are_found_by_what_they_say(void **state)
{
    struct ledger ledger = ledger_made();

    (void)state;
    assert_ptr_equal(ledger_first_issue(&ledger, "a/U1/-/1"), &issues[0]);
    assert_ptr_equal(ledger_first_issue(&ledger, "a/U1/-/2"), &issues[3]);
    assert_null(ledger_first_issue(&ledger, "a/U1/-/3"));
    assert_null(ledger_first_issue(&ledger, "a/U1/-/"));
    assert_ptr_equal(ledger_same_issue(&ledger, "a/U1/-/1", "y", NULL), &issues[1]);
    assert_ptr_equal(ledger_same_issue(&ledger, "a/U1/-/1", "y", "N3"), &issues[2]);
    assert_null(ledger_same_issue(&ledger, "a/U1/-/1", "y", "N1"));
    assert_null(ledger_same_issue(&ledger, "a/U1/-/1", "z", NULL)); /* of another proposal */
}

static void rulings_taken_are_found(void **state)
{
    struct ledger ledger = ledger_made();

    (void)state;
    assert_true(ledger_has_ruled(&ledger, "a/U1/-/1", day("2026-10-30")));
    assert_true(ledger_has_ruled(&ledger, "a/U1/-/1", day("2026-10-31")));
    assert_false(ledger_has_ruled(&ledger, "a/U1/-/1", day("2026-11-01")));
    assert_false(ledger_has_ruled(&ledger, "a/U2/-/1", day("2026-10-01")));
}

static void without_a_register_nothing_is_known(void **state)
{
    struct ledger empty = {0};
    const struct ledger *const none[] = {NULL, &empty};
    size_t count = 1;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        assert_null(ledger_decision(none[i], "a/U1/-/1"));
        assert_false(ledger_is_closed(none[i], "a/U1/-/1"));
        assert_null(ledger_of_subject(none[i], "a/", &count));
        assert_int_equal(count, 0);
        assert_false(ledger_is_settled(none[i], "a", "E1"));
        assert_null(ledger_first_issue(none[i], "a/U1/-/1"));
        assert_null(ledger_same_issue(none[i], "a/U1/-/1", "x", NULL));
        assert_false(ledger_has_ruled(none[i], "a/U1/-/1", day("2026-01-01")));
    }
}

/* --- half-years --- */

static void half_years_are_chosen(void **state)
{
    static const struct { const char *as_of, *from, *to, *name, *before; bool has_ended; int months; } table[] = {
        {"2026-06-29", "2025-01-01", "2027-12-31", "2025H2", "2025H1", true, 6},
        {"2026-06-30", "2025-01-01", "2027-12-31", "2026H1", "2025H2", true, 6},
        {"2026-12-31", "2025-01-01", "2027-12-31", "2026H2", "2026H1", true, 6},
        {"2027-01-01", "2025-01-01", "2027-12-31", "2026H2", "2026H1", true, 6},
        {"2026-06-30", "2026-02-01", "2027-12-31", "2026H1", "2025H2", true, 5}, /* five whole months */
        {"2026-06-30", "2026-02-02", "2027-12-31", "2026H1", "2025H2", true, 4}, /* one day short of five */
        {"2026-06-30", "2026-06-30", "2027-12-31", "2026H1", "2025H2", true, 0}, /* one day */
        {"2026-06-30", "2026-07-01", "2027-12-31", "2026H1", "2025H2", false, 0}, /* not yet a member: the running one */
        {"2026-07-01", "2026-07-01", "2027-12-31", "2026H2", "2026H1", false, 0},
        {"2026-10-31", "2024-01-01", "2025-12-31", "2025H2", "2025H1", true, 6}, /* a member no more */
        {"2026-10-31", "2024-01-01", "2026-01-01", "2026H1", "2025H2", true, 0}, /* for a day */
    };
    struct arena *arena = arena_new();

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct half_year h = half_year_to_judge(day(table[i].as_of), day(table[i].from), day(table[i].to));
        assert_string_equal(half_year_name(arena, &h), table[i].name);
        assert_string_equal(half_year_before_name(arena, &h), table[i].before);
        assert_int_equal(h.has_ended, table[i].has_ended);
        assert_int_equal(h.months, table[i].months);
    }
    arena_free(arena);
}

/* --- the brake --- */

/* A plan of so many decisions due in cntisp, the first of them adverse, against the period before. */
static bool brakes(int due, int adverse, int64_t evidence, struct past_count before, const struct past_count *own)
{
    struct arena *arena = arena_new();
    const struct rule_set *rules;
    assert_int_equal(rules_load(&rules, arena, "templates").kind, ERROR_NONE);
    const struct programme *programme = vocabulary_programme(&rules->vocabulary, "cntisp");
    struct decision *made = ARENA_ARRAY(arena, struct decision, (size_t)due + 1);
    struct ledger ledger = {.counted_period = "2026-09"};
    struct export export = {0};
    struct docket docket = {.accepted = ARENA_ARRAY(arena, int64_t, rules->vocabulary.count)};
    struct plan plan = {.decisions = made, .count = (size_t)due + 1};

    for (int i = 0; i <= due; i++)
        made[i] = (struct decision){.scheme = rule_set_scheme(rules, programme),
                                    .status = i == due ? STATUS_NOT_DUE : i % 2 ? STATUS_OVERDUE : STATUS_DUE,
                                    .action = i < adverse ? ACTION_REJECT : ACTION_MAINTAIN};
    docket.accepted[programme->index] = evidence;
    before.programme = programme;
    if (before.due >= 0)
        *ARENA_PUSH(arena, &ledger.counts) = before;
    if (own) {
        *ARENA_PUSH(arena, &ledger.own_counts) = *own;
        ledger.own_counts.items[0].programme = programme;
    }
    brake_check(&plan, arena, &(struct plan_input){.rules = rules, .export = &export, .docket = &docket, .ledger = &ledger});
    bool is_braked = message_is_set(&plan.brake);
    arena_free(arena);
    return is_braked;
}

static void the_brake_holds_at_its_limits(void **state)
{
    static const struct { const char *what; int due, adverse; int64_t evidence; struct past_count before; bool brakes; } table[] = {
        {"nothing before", 100, 100, 0, {.due = -1}, false},
        {"30 % less", 50, 0, 700, {.evidence = 1000, .due = 50}, false},
        {"a piece below", 50, 0, 699, {.evidence = 1000, .due = 50}, true},
        {"49 due", 49, 0, 0, {.evidence = 1000, .due = 50}, false},
        {"20 %", 100, 20, 1000, {.evidence = 1000, .due = 100, .adverse = 1}, false},
        {"21 %", 100, 21, 1000, {.evidence = 1000, .due = 100, .adverse = 1}, true},
        {"twice as many", 100, 30, 1000, {.evidence = 1000, .due = 100, .adverse = 15}, false},
        {"more than twice", 100, 31, 1000, {.evidence = 1000, .due = 100, .adverse = 15}, true},
        {"shares, not numbers", 100, 30, 1000, {.evidence = 1000, .due = 10, .adverse = 2}, false},
        {"none due before", 100, 100, 1000, {.evidence = 1000, .due = 0}, false},
        {"more evidence", 100, 0, 5000, {.evidence = 1000, .due = 100}, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (brakes(table[i].due, table[i].adverse, table[i].evidence, table[i].before, NULL) != table[i].brakes)
            fail_msg("%s", table[i].what);
}

static void what_was_let_through_once_is_let_through_again(void **state)
{
    struct past_count before = {.evidence = 1000, .due = 50}, same = {.evidence = 10, .due = 50, .adverse = 50},
                      other = {.evidence = 11, .due = 50, .adverse = 50};

    (void)state;
    assert_true(brakes(50, 50, 10, before, NULL));
    assert_true(brakes(50, 50, 10, before, &other));
    assert_false(brakes(50, 50, 10, before, &same));
}

/* --- the register itself --- */

static void a_register_is_whole_or_not_there(void **state)
{
    struct arena *arena = arena_new();
    struct folder folder;
    struct register_file *file, *second;

    (void)state;
    folder_make(&folder);
    const char *path = arena_strdup(arena, folder_path(&folder, "register.db"));
    assert_int_equal(register_open(&file, arena, path, REGISTER_READ).kind, ERROR_INPUT);
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(register_open(&file, arena, path, REGISTER_WRITE).kind, ERROR_NONE);
    assert_int_equal(register_open(&second, arena, path, REGISTER_WRITE).kind, ERROR_BUSY);
    assert_null(second);
    assert_int_equal(access(path, F_OK), 0);
    register_close(file); /* nothing was committed */
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(register_open(&file, arena, path, REGISTER_WRITE).kind, ERROR_NONE);
    assert_int_equal(register_archive(file, arena, "%PDF", 4).kind, ERROR_NONE);
    assert_int_equal(register_commit(file).kind, ERROR_NONE);
    register_close(file);
    assert_int_equal(register_open(&file, arena, path, REGISTER_WRITE).kind, ERROR_NONE);
    assert_int_equal(register_archive(file, arena, "%PDF again", 10).kind, ERROR_NONE);
    register_close(file); /* discarded */
    assert_int_equal(access(path, F_OK), 0);
    assert_int_equal(access(arena_printf(arena, "%s.archive/new", path), F_OK), -1);
    folder_remove(&folder);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decisions_are_found),
        cmocka_unit_test(violations_settled_are_found),
        cmocka_unit_test(issues_are_found_by_what_they_say),
        cmocka_unit_test(rulings_taken_are_found),
        cmocka_unit_test(without_a_register_nothing_is_known),
        cmocka_unit_test(half_years_are_chosen),
        cmocka_unit_test(the_brake_holds_at_its_limits),
        cmocka_unit_test(what_was_let_through_once_is_let_through_again),
        cmocka_unit_test(a_register_is_whole_or_not_there),
    };

    return cmocka_run_group_tests_name("ledger", tests, NULL, NULL);
}
