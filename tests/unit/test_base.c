/* Memory, bytes, UTF-8 text, dates and working days, exact numbers. Not for
 * clang-format: the tables keep several short rows to a line. */
/* clang-format off */
#include "base/arena.h"
#include "base/bytes.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/exact.h"
#include "base/file.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* ---- arena and bytes ---- */

static void test_arena_memory_is_zeroed_and_aligned(void **state)
{
    struct arena *arena = arena_new();

    (void)state;
    memset(arena_raw(arena, 5000), 0xFF, 5000);
    arena_reset(arena);
    for (size_t size = 1; size < 300; size += 7) {
        const unsigned char *p = arena_alloc(arena, 1, size);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
    }
    arena_free(arena);
    arena_free(NULL);
}

static void test_arena_takes_blocks_of_any_size(void **state)
{
    static const size_t sizes[] = {0, 1, 15, 16, 17, 65535, 65536, 65537, 1 << 20};
    struct arena *arena = arena_new();
    unsigned char *blocks[COUNT(sizes)];

    (void)state;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        blocks[i] = arena_raw(arena, sizes[i]);
        memset(blocks[i], (int)i, sizes[i]);
    }
    for (size_t i = 0; i < COUNT(sizes); i++)
        for (size_t k = 0; k < sizes[i]; k += 97)
            assert_int_equal(blocks[i][k], i);
    assert_true(arena_used(arena) >= (1 << 20) + 3 * 65535);
    arena_reset(arena);
    assert_int_equal(arena_used(arena), 0);
    arena_free(arena);
}

static void test_arena_copies_and_prints_text(void **state)
{
    struct arena *arena = arena_new();
    char long_text[3000];

    (void)state;
    assert_string_equal(arena_strdup(arena, "国家"), "国家");
    assert_string_equal(arena_strdup(arena, ""), "");
    assert_string_equal(arena_strndup(arena, "abcdef", 3), "abc");
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    const char *printed = arena_printf(arena, "%d/%s", 7, long_text);
    assert_int_equal(strlen(printed), 2 + strlen(long_text));
    assert_memory_equal(printed, "7/xxx", 5);
    arena_free(arena);
}

static void test_growing_list_keeps_its_items(void **state)
{
    struct arena *arena = arena_new();
    struct {
        int *items;
        size_t count, capacity;
    } list = {NULL, 0, 0};

    (void)state;
    for (int i = 0; i < 1000; i++) {
        int *last = ARENA_PUSH(arena, &list);
        assert_int_equal(*last, 0);
        *last = i;
    }
    assert_int_equal(list.count, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(list.items[i], i);
    arena_free(arena);
}

static void test_bytes_grow(void **state)
{
    struct arena *arena = arena_new();
    struct bytes bytes;

    (void)state;
    bytes_init(&bytes, arena);
    assert_string_equal(bytes_text(&bytes), "");
    bytes_add(&bytes, "a\0b", 3);
    assert_int_equal(bytes.length, 3);
    assert_memory_equal(bytes.data, "a\0b", 3);
    bytes.length = 0;
    for (int i = 0; i < 5000; i++)
        bytes_printf(&bytes, "%04d", i);
    bytes_add_text(&bytes, "。");
    bytes_add(&bytes, NULL, 0);
    assert_int_equal(bytes.length, 20003);
    assert_memory_equal(bytes_text(&bytes) + 4 * 4999, "4999。", 8);
    arena_free(arena);
}

/* ---- text ---- */

static void test_utf8_is_checked(void **state)
{
    static const struct {
        const char *bytes;
        size_t length, valid;
    } cases[] = {
        {"", 0, 0}, {"plain", 5, 5}, {"维持", 6, 6}, {"\x7F", 1, 1}, {"\x80", 1, 0},
        {"\xC1\xBF", 2, 0},                 /* overlong 7F */
        {"\xC2\x80", 2, 2},                 /* first of two bytes */
        {"\xDF\xBF", 2, 2},                 /* last of two bytes */
        {"\xE0\x9F\xBF", 3, 0},             /* overlong 7FF */
        {"\xE0\xA0\x80", 3, 3},             /* first of three bytes */
        {"\xED\x9F\xBF", 3, 3},             /* last before the surrogates */
        {"\xED\xA0\x80", 3, 0},             /* first surrogate */
        {"\xEE\x80\x80", 3, 3},             /* first after them */
        {"\xF0\x8F\xBF\xBF", 4, 0},         /* overlong FFFF */
        {"\xF0\x90\x80\x80", 4, 4},         /* first of four bytes */
        {"\xF4\x8F\xBF\xBF", 4, 4},         /* U+10FFFF */
        {"\xF4\x90\x80\x80", 4, 0},         /* beyond */
        {"\xF8\x88\x80\x80\x80", 5, 0},     /* five bytes */
        {"ab\xE7\xBB", 4, 2},               /* cut short */
        {"12345678\xFF", 9, 8},             /* after eight plain bytes */
        {"1234567\xFF", 8, 7},              /* within them */
        {"12345678\xE7\xBB\xB4" "1234567\x80", 19, 18},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        if (text_valid_prefix(cases[i].bytes, cases[i].length) != cases[i].valid)
            fail_msg("case %zu: %zu, expected %zu", i, text_valid_prefix(cases[i].bytes, cases[i].length),
                     cases[i].valid);
}

static void test_characters_are_decoded(void **state)
{
    static const uint32_t expected[] = {'a', 0x7FF, 0x7EF4, 0xFFFF, 0x20BB7, 0x10FFFF};
    const char *text = "a\xDF\xBF维\xEF\xBF\xBF𠮷\xF4\x8F\xBF\xBF", *p = text;

    (void)state;
    for (size_t i = 0; i < COUNT(expected); i++)
        assert_int_equal(text_next(&p), expected[i]);
    assert_int_equal(text_next(&p), 0);
    assert_int_equal(text_next(&p), 0);
    assert_int_equal(text_characters(text), COUNT(expected));
    assert_int_equal(text_characters(""), 0);
}

static void test_unprintable_characters(void **state)
{
    static const uint32_t bad[] = {0x0A, 0x1F, 0x7F, 0x9F, 0xAD, 0x200B, 0x200F, 0x2028, 0x202E, 0x2060,
                                   0x206F, 0xE000, 0xF8FF, 0xFEFF, 0xFFF0, 0xFFFE, 0xFFFF, 0x1FFFE, 0xE0001, 0x10FFFF};
    static const uint32_t good[] = {0x20, 0x7E, 0xA0, 0xAE, 0x200A, 0x2010, 0x2027, 0x2030, 0x3000, 0xF900,
                                    0xFFEF, 0xFFFD, 0x20BB7, 0x2FFFD};

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++)
        if (!text_is_unprintable(bad[i]))
            fail_msg("U+%04X passes", bad[i]);
    for (size_t i = 0; i < COUNT(good); i++)
        if (text_is_unprintable(good[i]))
            fail_msg("U+%04X is refused", good[i]);
}

#define TEN "0123456789"
#define SIXTY TEN TEN TEN TEN TEN TEN

static void test_ids(void **state)
{
    static const struct {
        const char *text;
        bool is_id;
    } cases[] = {
        {"a", true},        {"Z", true},         {"0", true},           {"U0001", true},
        {"a._-", true},     {SIXTY "abcd", true}, {SIXTY "abcde", false}, {"", false},
        {".a", false},      {"_a", false},       {"-a", false},         {"..", false},
        {"a/b", false},     {"a b", false},      {"a\n", false},        {"é", false},
        {"a\xC3\xA9", false}, {"@a", false},     {"a[", false},         {"a`", false},
        {"a{", false},      {"a:", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        if (text_is_id(cases[i].text) != cases[i].is_id)
            fail_msg("\"%s\": %d", cases[i].text, !cases[i].is_id);
}

static void test_texts_compare_as_bytes(void **state)
{
    const char *names[] = {"b", "é", "a/", "a.", "Z", "ab", "a", ""};
    static const char *const sorted[] = {"", "Z", "a", "a.", "a/", "ab", "b", "é"};

    (void)state;
    qsort(names, COUNT(names), sizeof *names, text_compare);
    for (size_t i = 0; i < COUNT(names); i++)
        assert_string_equal(names[i], sorted[i]);
    assert_true(text_equal(NULL, NULL));
    assert_false(text_equal("", NULL));
    assert_false(text_equal(NULL, ""));
    assert_true(text_equal("维持", "维持"));
    assert_false(text_equal("a", "ab"));
}

/* ---- dates ---- */

static date day(const char *text)
{
    date d;

    if (!date_parse_plain(text, &d))
        fail_msg("\"%s\" is no date", text);
    return d;
}

static const char *show(date d)
{
    static char out[DATE_TEXT_SIZE];

    return date_text(d, out);
}

static void test_dates_are_read(void **state)
{
    static const struct {
        const char *text;
        const char *want; /* NULL: refused */
        bool plain;       /* also by date_parse_plain */
    } cases[] = {
        {"1970-01-01", "1970-01-01", true}, {"1900-01-01", "1900-01-01", true}, {"1899-12-31", NULL, false},
        {"9999-12-31", "9999-12-31", true}, {"10000-01-01", NULL, false}, {"2024-02-29", "2024-02-29", true},
        {"2023-02-29", NULL, false}, {"2000-02-29", "2000-02-29", true}, {"1900-02-29", NULL, false},
        {"2026-04-30", "2026-04-30", true}, {"2026-04-31", NULL, false}, {"2026-12-31", "2026-12-31", true},
        {"2026-12-32", NULL, false}, {"2026-13-01", NULL, false}, {"2026-00-10", NULL, false},
        {"2026-10-00", NULL, false}, {"2026-1-01", NULL, false}, {"2026-10-1", NULL, false},
        {"2026/10/01", NULL, false}, {"20261001", NULL, false}, {" 2026-10-01", NULL, false},
        {"2026-10-01 ", NULL, false}, {"+026-10-01", NULL, false}, {"", NULL, false}, {"2026-10", NULL, false},
        /* timestamps: the date at UTC+8 */
        {"2026-10-31T15:59:59Z", "2026-10-31", false}, {"2026-10-31T16:00:00Z", "2026-11-01", false},
        {"2026-10-31T16:00:00z", "2026-11-01", false}, {"2026-10-31t15:59:59.999Z", "2026-10-31", false},
        {"2026-10-31 23:59:59+08:00", "2026-10-31", false}, {"2026-10-31T00:00:00+08:00", "2026-10-31", false},
        {"2026-10-31T00:00:00+08:01", "2026-10-30", false}, {"2026-10-31T00:00:00+14:00", "2026-10-30", false},
        {"2026-10-31T23:59:59-12:00", "2026-11-01", false}, {"2026-10-31T23:59:59-23:59", "2026-11-02", false},
        {"2026-12-31T16:00:00Z", "2027-01-01", false}, {"2026-06-30T23:59:60Z", "2026-07-01", false},
        {"2026-10-31T24:00:00Z", NULL, false}, {"2026-10-31T23:60:00Z", NULL, false},
        {"2026-10-31T23:59:61Z", NULL, false}, {"2026-10-31T23:59:59", NULL, false},
        {"2026-10-31T23:59Z", NULL, false}, {"2026-10-31T23:59:59.Z", NULL, false},
        {"2026-10-31T23:59:59+0800", NULL, false}, {"2026-10-31T23:59:59+24:00", NULL, false},
        {"2026-10-31T23:59:59+08:60", NULL, false}, {"2026-10-31T23:59:59Z ", NULL, false},
        {"2026-10-31X23:59:59Z", NULL, false}, {"2026-02-30T00:00:00Z", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        date d = DATE_NONE, plain = DATE_NONE;
        bool read = date_parse(cases[i].text, &d);
        if (read != (cases[i].want != NULL))
            fail_msg("\"%s\" is %s", cases[i].text, read ? "read" : "refused");
        if (read && strcmp(show(d), cases[i].want) != 0)
            fail_msg("\"%s\": %s, expected %s", cases[i].text, show(d), cases[i].want);
        if (date_parse_plain(cases[i].text, &plain) != cases[i].plain)
            fail_msg("\"%s\" as a plain date", cases[i].text);
    }
}

static void test_days_are_numbered_without_gaps(void **state)
{
    int year, month, dom;
    date before = date_make(1899, 12, 31);

    (void)state;
    assert_int_equal(date_make(1970, 1, 1), 0);
    assert_int_equal(date_make(2000, 3, 1), 11017);
    for (date d = before + 1; d < date_make(2105, 1, 1); d++) {
        date_split(d, &year, &month, &dom);
        assert_int_equal(date_make(year, month, dom), d);
        date next = d + 1;
        int year2, month2, dom2;
        date_split(next, &year2, &month2, &dom2);
        assert_true(dom2 == dom + 1 || (dom2 == 1 && (month2 == month + 1 || (month2 == 1 && year2 == year + 1))));
    }
}

static void test_months_are_added(void **state)
{
    static const struct {
        const char *from;
        int months;
        const char *want;
    } cases[] = {
        {"2026-04-30", 6, "2026-10-30"},  {"2026-08-31", 6, "2027-02-28"}, {"2023-08-31", 6, "2024-02-29"},
        {"2024-02-29", 12, "2025-02-28"}, {"2024-02-29", 48, "2028-02-29"}, {"2026-01-31", 1, "2026-02-28"},
        {"2026-12-31", 1, "2027-01-31"},  {"2026-01-31", -1, "2025-12-31"}, {"2026-03-31", -1, "2026-02-28"},
        {"2026-10-31", -12, "2025-10-31"}, {"2026-05-15", 0, "2026-05-15"}, {"2026-12-01", 13, "2028-01-01"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        if (strcmp(show(date_add_months(day(cases[i].from), cases[i].months)), cases[i].want) != 0)
            fail_msg("%s + %d: %s, expected %s", cases[i].from, cases[i].months,
                     show(date_add_months(day(cases[i].from), cases[i].months)), cases[i].want);
}

/* ---- working days: the holiday arrangements of the State Council ---- */

static const char *const DAYS_OFF[] = {
    "2025-10-01", "2025-10-02", "2025-10-03", "2025-10-04", "2025-10-05", "2025-10-06", "2025-10-07", "2025-10-08",
    "2026-01-01", "2026-01-02", "2026-01-03", "2026-02-15", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19",
    "2026-02-20", "2026-02-21", "2026-02-22", "2026-02-23", "2026-04-04", "2026-04-05", "2026-04-06", "2026-05-01",
    "2026-05-02", "2026-05-03", "2026-05-04", "2026-05-05", "2026-06-19", "2026-06-20", "2026-06-21", "2026-09-25",
    "2026-09-26", "2026-09-27", "2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05", "2026-10-06",
    "2026-10-07",
};
static const char *const MAKE_UP[] = {
    "2025-09-28", "2025-10-11", "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
};

static const struct calendar *real_calendar(void)
{
    static date off[COUNT(DAYS_OFF)], make_up[COUNT(MAKE_UP)];
    static const int years[] = {2025, 2026};
    static const struct calendar calendar = {off, COUNT(DAYS_OFF), make_up, COUNT(MAKE_UP), years, COUNT(years)};

    for (size_t i = 0; i < COUNT(DAYS_OFF); i++)
        off[i] = day(DAYS_OFF[i]);
    for (size_t i = 0; i < COUNT(MAKE_UP); i++)
        make_up[i] = day(MAKE_UP[i]);
    return &calendar;
}

static void test_working_days(void **state)
{
    static const struct {
        const char *day;
        bool works;
    } cases[] = {
        {"2026-09-20", true},  /* Sunday worked for the Mid-Autumn days */
        {"2026-09-24", true},  {"2026-09-25", false}, {"2026-09-27", false}, {"2026-09-28", true},
        {"2026-09-30", true},  {"2026-10-01", false}, {"2026-10-07", false}, {"2026-10-08", true},
        {"2026-10-09", true},  {"2026-10-10", true}, /* Saturday worked */
        {"2026-10-11", false}, {"2026-10-31", false}, {"2026-11-02", true},
        {"2026-02-14", true},  {"2026-02-15", false}, {"2026-02-23", false}, {"2026-02-24", true},
        {"2026-02-28", true},  {"2026-03-01", false},
        {"2027-01-01", true}, /* a Friday of a year without arrangements */
        {"2027-01-02", false}, {"2027-10-01", true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        if (calendar_is_working_day(real_calendar(), day(cases[i].day)) != cases[i].works)
            fail_msg("%s", cases[i].day);
    assert_true(calendar_covers(real_calendar(), day("2026-12-31")));
    assert_false(calendar_covers(real_calendar(), day("2027-01-01")));
    assert_true(calendar_covers(real_calendar(), day("2025-01-01")));
    assert_false(calendar_covers(real_calendar(), day("2024-12-31")));
}

static void test_working_days_are_stepped(void **state)
{
    static const struct {
        const char *from;
        int n;
        const char *before, *after;
    } cases[] = {
        {"2026-10-08", 0, "2026-10-08", "2026-10-08"},
        {"2026-10-08", 1, "2026-09-30", "2026-10-09"},
        {"2026-10-08", 2, "2026-09-29", "2026-10-10"}, /* onto the Saturday worked */
        {"2026-10-08", 3, "2026-09-28", "2026-10-12"},
        {"2026-10-08", 4, "2026-09-24", "2026-10-13"}, /* back over Mid-Autumn */
        {"2026-10-04", 1, "2026-09-30", "2026-10-08"}, /* from within the holiday */
        {"2026-10-31", 1, "2026-10-30", "2026-11-02"},
        {"2026-11-20", 20, "2026-10-23", "2026-12-18"},
        {"2026-11-14", 20, "2026-10-19", "2026-12-11"},
        {"2026-10-30", 20, "2026-09-28", "2026-11-27"},
        {"2026-02-24", 1, "2026-02-14", "2026-02-25"},
        {"2027-01-04", 5, "2026-12-28", "2027-01-11"}, /* into a year not covered */
        {"2026-01-04", 1, "2025-12-31", "2026-01-05"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        date d = day(cases[i].from);
        if (strcmp(show(calendar_working_days_before(real_calendar(), d, cases[i].n)), cases[i].before) != 0)
            fail_msg("%d before %s: %s, expected %s", cases[i].n, cases[i].from,
                     show(calendar_working_days_before(real_calendar(), d, cases[i].n)), cases[i].before);
        if (strcmp(show(calendar_working_days_after(real_calendar(), d, cases[i].n)), cases[i].after) != 0)
            fail_msg("%d after %s: %s, expected %s", cases[i].n, cases[i].from,
                     show(calendar_working_days_after(real_calendar(), d, cases[i].n)), cases[i].after);
    }
}

static void test_empty_calendar_is_monday_to_friday(void **state)
{
    static const struct calendar none = {0};
    int worked = 0;

    (void)state;
    for (date d = day("2026-09-28"); d < day("2026-10-05"); d++)
        worked += calendar_is_working_day(&none, d);
    assert_int_equal(worked, 5);
    assert_false(calendar_is_working_day(&none, day("1969-12-28"))); /* a Sunday before 1970 */
    assert_true(calendar_is_working_day(&none, day("1969-12-29")));
}

/* ---- exact numbers ---- */

static void test_numbers_are_read_exactly(void **state)
{
    static const struct {
        const char *text;
        bool kept;
        int64_t num, den;
    } cases[] = {
        {"0", true, 0, 1},
        {"-0", true, 0, 1},
        {"0.000", true, 0, 1},
        {"65", true, 65, 1},
        {"-7.5", true, -15, 2},
        {"0.1", true, 1, 10},
        {"1e3", true, 1000, 1},
        {"1E+2", true, 100, 1},
        {"1.50e1", true, 15, 1},
        {"25e-2", true, 1, 4},
        {"0.000000001", true, 1, 1000000000},
        {"0.0000000001", false, 0, 0},                  /* ten decimals */
        {"0.1000000000000", true, 1, 10},               /* zeros are no decimals */
        {"999999999999999999", true, 999999999999999999, 1},
        {"1000000000000000000", false, 0, 0},           /* nineteen digits */
        {"1234567890123456789", false, 0, 0},
        {"1e17", true, 100000000000000000, 1},
        {"1e18", false, 0, 0},
        {"1e400", false, 0, 0},
        {"1e-400", false, 0, 0},
        {"0e400", true, 0, 1},
        {"1e99999999999999999999", false, 0, 0},
        {"100000000000000000000e-10", true, 10000000000, 1},
        {"123456789.123456789", true, 123456789123456789, 1000000000},
        {"1.000000000000000000000", true, 1, 1},
        {"1.0000000000000000000001", false, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct exact value = {0, 0};
        bool kept = exact_parse(cases[i].text, &value);
        if (kept != cases[i].kept || (kept && (value.num != cases[i].num || value.den != cases[i].den)))
            fail_msg("%s: %d %lld/%lld", cases[i].text, kept, (long long)value.num, (long long)value.den);
    }
}

static void test_sums_are_exact(void **state)
{
    struct exact tenth, sum = EXACT(0);

    (void)state;
    assert_true(exact_parse("0.1", &tenth));
    for (int i = 0; i < 10; i++)
        sum = exact_add(sum, tenth);
    assert_int_equal(exact_compare(sum, EXACT(1)), 0);
    assert_true(exact_compare(exact_make(64999999, 1000000), EXACT(65)) < 0);
    assert_true(exact_compare(exact_make(1, 3), exact_make(333333333, 1000000000)) > 0);
    assert_true(exact_compare(exact_make(1, -3), EXACT(0)) < 0);
    struct exact third = exact_divide(EXACT(12), EXACT(36));
    assert_int_equal(third.num, 1);
    assert_int_equal(third.den, 3);
    assert_int_equal(exact_compare(exact_multiply(third, EXACT(3)), EXACT(1)), 0);
    assert_int_equal(exact_decimals(exact_make(1, 8)), 3);
    assert_int_equal(exact_decimals(EXACT(7)), 0);
    assert_int_equal(exact_decimals(third), -1);
}

static void test_numbers_are_printed(void **state)
{
    static const struct {
        int64_t num, den;
        int decimals;
        const char *want;
    } cases[] = {
        {12, 1, 8, "12"},          {1, 2, 8, "0.5"},         {19, 24, 8, "0.79166667"}, {-1, 3, 4, "-0.3333"},
        {1, 8, 2, "0.12"},         {3, 8, 2, "0.38"},        {-1, 8, 2, "-0.12"},       {1, 2, 0, "0"},
        {3, 2, 0, "2"},            {5, 2, 0, "2"},           {-1, 1000, 2, "0"},        {999, 1000, 2, "1"},
        {100, 1, 2, "100"},        {0, 1, 9, "0"},           {1, 1000000000, 9, "0.000000001"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char out[EXACT_TEXT_SIZE];
        assert_string_equal(exact_text(exact_make(cases[i].num, cases[i].den), cases[i].decimals, out), cases[i].want);
    }
}

/* ---- digests, errors, files ---- */

static void test_digest_of_known_text(void **state)
{
    char hex[DIGEST_HEX_SIZE];
    struct digest *d = digest_new();

    (void)state;
    digest_of("abc", 3, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    digest_add(d, "a", 1);
    digest_add(d, "bc", 2);
    digest_finish(d, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    digest_free(NULL);
    assert_int_equal(digest_of_file("/nonexistent/file", hex).kind, ERROR_INPUT);
}

static struct result fails_twice(void)
{
    struct result r = FAIL(INPUT, "inner %d", 7);

    if (r.kind)
        return FAIL(OUTPUT, "outer: %s", error_message());
    return OK;
}

static void test_error_keeps_kind_and_sentence(void **state)
{
    static const struct {
        enum error_kind kind;
        int status;
    } statuses[] = {{ERROR_NONE, 0},    {ERROR_USAGE, 64}, {ERROR_INPUT, 65}, {ERROR_DEFECT, 70},
                    {ERROR_OUTPUT, 73}, {ERROR_BUSY, 75},  {ERROR_RULES, 78}};

    (void)state;
    assert_int_equal(fails_twice().kind, ERROR_OUTPUT);
    assert_string_equal(error_message(), "outer: inner 7");
    assert_non_null(strstr(error_origin(), "test_base.c:"));
    for (size_t i = 0; i < COUNT(statuses); i++)
        assert_int_equal(error_exit_status(statuses[i].kind), statuses[i].status);
}

static void test_files_are_read_within_bounds(void **state)
{
    struct arena *arena = arena_new();
    char *bytes;
    size_t length;

    (void)state;
    assert_int_equal(file_read(&bytes, &length, arena, "LICENSE", 1 << 20, ERROR_RULES).kind, ERROR_NONE);
    assert_int_equal(strlen(bytes), length);
    assert_int_equal(file_read(&bytes, NULL, arena, "LICENSE", length - 1, ERROR_RULES).kind, ERROR_RULES);
    assert_non_null(strstr(error_message(), "LICENSE: has "));
    assert_null(bytes);
    assert_int_equal(file_read(&bytes, NULL, arena, "LICENSE", length, ERROR_RULES).kind, ERROR_NONE);
    assert_int_equal(file_read(&bytes, NULL, arena, "pipeline", 1 << 20, ERROR_INPUT).kind, ERROR_INPUT);
    assert_int_equal(file_read(&bytes, NULL, arena, "no/such", 1 << 20, ERROR_INPUT).kind, ERROR_INPUT);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena_memory_is_zeroed_and_aligned),
        cmocka_unit_test(test_arena_takes_blocks_of_any_size),
        cmocka_unit_test(test_arena_copies_and_prints_text),
        cmocka_unit_test(test_growing_list_keeps_its_items),
        cmocka_unit_test(test_bytes_grow),
        cmocka_unit_test(test_utf8_is_checked),
        cmocka_unit_test(test_characters_are_decoded),
        cmocka_unit_test(test_unprintable_characters),
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_texts_compare_as_bytes),
        cmocka_unit_test(test_dates_are_read),
        cmocka_unit_test(test_days_are_numbered_without_gaps),
        cmocka_unit_test(test_months_are_added),
        cmocka_unit_test(test_working_days),
        cmocka_unit_test(test_working_days_are_stepped),
        cmocka_unit_test(test_empty_calendar_is_monday_to_friday),
        cmocka_unit_test(test_numbers_are_read_exactly),
        cmocka_unit_test(test_sums_are_exact),
        cmocka_unit_test(test_numbers_are_printed),
        cmocka_unit_test(test_digest_of_known_text),
        cmocka_unit_test(test_error_keeps_kind_and_sentence),
        cmocka_unit_test(test_files_are_read_within_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
