/* What a packet is made of: the log of evidence, the package that goes out. */
#include "base/package.h"
#include "model/evidence_log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* --- the log of evidence --- */

static void records_of_entries_that_alternate_come_back_in_their_order(void **state)
{
    enum { RECORDS = 30000, ENTRIES = 7 };
    struct arena *arena = arena_new();
    struct evidence_log log = {.arena = arena};
    struct noted *last[ENTRIES] = {0};
    size_t counts[ENTRIES] = {0};
    char id[65];

    (void)state;
    for (int i = 0; i < RECORDS; i++) {
        int entry = i * i % ENTRIES;
        snprintf(id, sizeof id, "E%0*d", i % 64, i); /* ids of all lengths */
        last[entry] = evidence_log_add(&log, last[entry], i % 200, i - 700000, id);
        evidence_log_judge(last[entry], (size_t)(i % MAX_METRICS_OF_KIND), (enum verdict)(i % VERDICT_COUNT));
        counts[entry]++;
    }
    for (int entry = 0; entry < ENTRIES; entry++) {
        const struct logged *records = evidence_log_read(arena, last[entry], counts[entry]);
        size_t at = 0;
        for (int i = 0; i < RECORDS; i++) {
            if (i * i % ENTRIES != entry)
                continue;
            snprintf(id, sizeof id, "E%0*d", i % 64, i);
            assert_string_equal(records[at].id, id);
            assert_int_equal(records[at].kind, i % 200);
            assert_int_equal(records[at].day, i - 700000);
            for (size_t m = 0; m < MAX_METRICS_OF_KIND; m++)
                assert_int_equal(logged_verdict(&records[at], m),
                                 m == (size_t)(i % MAX_METRICS_OF_KIND) ? i % VERDICT_COUNT : VERDICT_NONE);
            at++;
        }
        assert_int_equal(at, counts[entry]);
    }
    arena_free(arena);
}

static void a_record_takes_few_bytes_beside_its_id(void **state)
{
    enum { RECORDS = 100000, MOST = 20 };
    struct arena *arena = arena_new();
    struct evidence_log log = {.arena = arena};
    struct noted *last = NULL;

    (void)state;
    for (int i = 0; i < RECORDS; i++)
        last = evidence_log_add(&log, last, 0, 0, "E000000000");
    assert_true(arena_used(arena) <= (size_t)RECORDS * (MOST + strlen("E000000000")));
    arena_free(arena);
}

/* The reason told is that of the metric where a record came furthest. */
static void a_record_counts_when_any_metric_counts_it(void **state)
{
    static const struct {
        enum verdict verdicts[3];
        enum verdict outcome;
    } cases[] = {
        {{VERDICT_NONE, VERDICT_NONE, VERDICT_NONE}, VERDICT_NONE},
        {{VERDICT_UNMATCHED, VERDICT_COUNTED, VERDICT_OUTSIDE}, VERDICT_COUNTED},
        {{VERDICT_OUTSIDE, VERDICT_REPEATED, VERDICT_UNMATCHED}, VERDICT_REPEATED},
        {{VERDICT_OUTSIDE, VERDICT_PENDING, VERDICT_NONE}, VERDICT_PENDING},
        {{VERDICT_FUTURE, VERDICT_FUTURE, VERDICT_FUTURE}, VERDICT_FUTURE},
    };
    struct arena *arena = arena_new();
    struct evidence_log log = {.arena = arena};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct noted *noted = evidence_log_add(&log, NULL, 0, 0, "E1");
        for (size_t m = 0; m < 3; m++)
            if (cases[i].verdicts[m] != VERDICT_NONE)
                evidence_log_judge(noted, m, cases[i].verdicts[m]);
        assert_int_equal(logged_outcome(evidence_log_read(arena, noted, 1)), cases[i].outcome);
    }
    arena_free(arena);
}

/* --- the package --- */

static void names_are_such_as_every_system_takes(void **state)
{
    static const struct {
        const char *stem, *name;
    } cases[] = {
        {"证书-CNTISP-2026-0001", "证书-CNTISP-2026-0001.pdf"},
        {"a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j.pdf"},
        {"one two　three\tfour\x7F", "one-two-three-four-.pdf"},
        {"../../etc/passwd", "..-..-etc-passwd.pdf"},
    };
    struct arena *arena = arena_new();
    char longest[400];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(package_name(arena, cases[i].stem, ".pdf"), cases[i].name);
    for (size_t i = 0; i < sizeof longest - 1; i++)
        longest[i] = "书"[i % 3];
    longest[sizeof longest - 1] = '\0';
    const char *cut = package_name(arena, longest, ".pdf");
    assert_true(strlen(cut) <= PACKAGE_NAME_MOST && strlen(cut) > PACKAGE_NAME_MOST - 3);
    assert_string_equal(cut + strlen(cut) - 7, "书.pdf"); /* whole characters */
    arena_free(arena);
}

static struct bytes packed(struct arena *arena, const char *day)
{
    const struct package_file files[] = {{"证书.pdf", "abc", 3}, {"empty.pdf", "", 0}};
    struct bytes out;
    date at;

    assert_true(date_parse_plain(day, &at));
    bytes_init(&out, arena);
    if (package_make(&out, files, 2, at).kind)
        fail_msg("%s", error_message());
    return out;
}

static void a_package_is_its_files_and_its_day(void **state)
{
    struct arena *arena = arena_new();
    struct bytes first = packed(arena, "2026-10-31"), again = packed(arena, "2026-10-31");
    struct bytes later = packed(arena, "2026-11-01"), early = packed(arena, "1970-01-01");

    (void)state;
    assert_int_equal(first.length, again.length);
    assert_memory_equal(first.data, again.data, first.length);
    assert_int_equal(first.length, later.length);
    assert_memory_not_equal(first.data, later.data, first.length);
    /* Signature; flag: the name is UTF-8; stored; midnight of 2026-10-31. */
    static const unsigned char head[] = {'P', 'K', 3, 4, 10, 0, 0, 8, 0, 0, 0, 0, 0x5F, 0x5D};
    assert_memory_equal(first.data, head, sizeof head);
    static const unsigned char earliest[] = {0x21, 0};
    assert_memory_equal(early.data + 12, earliest, sizeof earliest);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_of_entries_that_alternate_come_back_in_their_order),
        cmocka_unit_test(a_record_takes_few_bytes_beside_its_id),
        cmocka_unit_test(a_record_counts_when_any_metric_counts_it),
        cmocka_unit_test(names_are_such_as_every_system_takes),
        cmocka_unit_test(a_package_is_its_files_and_its_day),
    };

    return cmocka_run_group_tests_name("packet", tests, NULL, NULL);
}
