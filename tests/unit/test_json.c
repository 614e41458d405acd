/* Strict JSON: what is refused and why, what is kept, digests, writing. Not for
 * clang-format: the tables keep several short rows to a line. */
/* clang-format off */
#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const cJSON *parse_bytes(const char *text, size_t length, struct json_fault *fault)
{
    /* A block of exactly this length, so that reading past its end is noticed. */
    char *exact = malloc(length ? length : 1);

    memcpy(exact, text, length);
    const cJSON *root = json_parse(arena, exact, length, fault);
    free(exact);
    return root;
}

static const cJSON *parse(const char *text)
{
    struct json_fault fault;
    const cJSON *root = parse_bytes(text, strlen(text), &fault);

    if (!root)
        fail_msg("refused: %s: %s", text, json_fault_message(arena, &fault).in[LANGUAGE_ENGLISH]);
    return root;
}

static const char *written(const cJSON *node)
{
    struct bytes out;

    bytes_init(&out, arena);
    json_write(&out, node);
    return bytes_text(&out);
}

static void test_texts_that_are_json(void **state)
{
    static const struct { const char *text, *written; } table[] = {
        {"null", "null"}, {" true\n", "true"}, {"\tfalse\r\n", "false"},
        {"0", "0"}, {"-0", "-0"}, {"12", "12"}, {"-1.50", "-1.50"}, {"1e3", "1e3"}, {"1E+3", "1E+3"}, {"2e-05", "2e-05"},
        {"1.7976931348623157e308", "1.7976931348623157e308"}, {"1e-999", "1e-999"}, {"0e99999", "0e99999"},
        {"0.1000000000000000055511151231257827021181583404541015625000000000000",
         "0.1000000000000000055511151231257827021181583404541015625000000000000"},
        {"\"\"", "\"\""}, {"\"a b\"", "\"a b\""}, {"\"\\u0041\\u00e9\\u4E2D\"", "\"Aé中\""},
        {"\"\\ud83d\\ude00\"", "\"😀\""}, {"\"😀\xF4\x8F\xBF\xBF\"", "\"😀\xF4\x8F\xBF\xBF\""},
        {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\""}, {"\"\\u001F\\u007f\"", "\"\\u001f\x7F\""},
        {"[]", "[]"}, {"[ ]", "[]"}, {"{}", "{}"}, {"{ }", "{}"}, {"[1, [2],{\"a\":3} ]", "[1,[2],{\"a\":3}]"},
        {"{\"a\" : 1 ,\"b\":[ ] , \"\":null}", "{\"a\":1,\"b\":[],\"\":null}"},
        {"{\"a\":1,\"A\":2,\"aa\":3}", "{\"a\":1,\"A\":2,\"aa\":3}"},
        {"{\"a\":{\"a\":1},\"b\":{\"a\":2}}", "{\"a\":{\"a\":1},\"b\":{\"a\":2}}"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++)
        assert_string_equal(written(parse(table[i].text)), table[i].written);
}

#define T(text) text, sizeof text - 1

static void test_texts_that_are_not(void **state)
{
    static const struct { const char *text; size_t length; const char *reason; size_t offset; } table[] = {
        {T(""), "the end", 0}, {T("  "), "the end", 2}, {T("nul"), "unknown word", 0}, {T("NaN"), "another character", 0},
        {T("Infinity"), "another character", 0}, {T("-Infinity"), "expected a digit", 1}, {T("True"), "another character", 0},
        {T("1 2"), "text after", 2}, {T("{} x"), "text after", 3}, {T("[1]]"), "text after", 3}, {T("nullx"), "text after", 4},
        {T("\xEF\xBB\xBF{}"), "another character", 0}, {T("// a\n1"), "another character", 0},
        {T("01"), "leading zero", 0}, {T("-01"), "leading zero", 1}, {T("00"), "leading zero", 0}, {T("1."), "a digit", 2},
        {T(".5"), "another character", 0}, {T("+1"), "another character", 0}, {T("1e"), "a digit", 2}, {T("1e+"), "a digit", 3},
        {T("-"), "a digit", 1}, {T("0x10"), "text after", 1}, {T("1e309"), "overflows", 0}, {T("-1e400"), "overflows", 0},
        {T("[1,17976931348623159e292]"), "overflows", 3},
        {T("\"a"), "without an end", 1}, {T("\""), "without an end", 1}, {T("'a'"), "another character", 0},
        {T("\"a\tb\""), "control character", 2}, {T("\"a\nb\""), "control character", 2}, {T("\"\x1f\""), "control character", 1},
        {T("\"a\0b\""), "control character", 2}, {T("\0"), "another character", 0}, {T("{}\0"), "text after", 2},
        {T("\"\\u0000\""), "U+0000", 1}, {T("\"abc\\u0000\""), "U+0000", 4},
        {T("\"\\x41\""), "unknown escape", 1}, {T("\"\\"), "unknown escape", 1}, {T("\"\\\0\""), "unknown escape", 1},
        {T("\"\\u12\""), "four hexadecimal", 1},
        {T("\"\\u12G4\""), "four hexadecimal", 1}, {T("\"\\u"), "four hexadecimal", 1},
        {T("\"\\ud800\""), "surrogate", 1}, {T("\"\\udc00\""), "surrogate", 1}, {T("\"\\ud800\\u0041\""), "surrogate", 1},
        {T("\"\\ud800\\ud800\""), "surrogate", 1}, {T("\"\\ud83d\\n\""), "surrogate", 1}, {T("\"\\udbff\\udc0"), "surrogate", 1},
        {T("\"\xED\xA0\x80\""), "UTF-8", 1}, {T("\"\xC0\x80\""), "UTF-8", 1}, {T("\"\x80\""), "UTF-8", 1},
        {T("\"\xE4\xB8\""), "UTF-8", 1}, {T("\"\xF4\x90\x80\x80\""), "UTF-8", 1}, {T("\"\xFF\""), "UTF-8", 1},
        {T("{\"a\":1,}"), "a key in quotes", 7}, {T("{a:1}"), "a key in quotes", 1}, {T("{\"a\" 1}"), "a colon", 5},
        {T("{\"a\"}"), "a colon", 4}, {T("{\"a\":}"), "expected a JSON value", 5}, {T("{\"a\":1"), "a comma or }", 6},
        {T("{\"a\":1]"), "a comma or }", 6}, {T("{,}"), "a key in quotes", 1}, {T("{1:2}"), "a key in quotes", 1},
        {T("{"), "a key in quotes", 1}, {T("["), "the end", 1}, {T("[1,]"), "another character", 3}, {T("[1 2]"), "a comma or ]", 3},
        {T("[,1]"), "another character", 1}, {T("[1}"), "a comma or ]", 2}, {T("]"), "another character", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct json_fault fault;
        if (parse_bytes(table[i].text, table[i].length, &fault))
            fail_msg("accepted: %s", table[i].text);
        if (!strstr(fault.reason, table[i].reason) || fault.offset != table[i].offset)
            fail_msg("%s: %s at %zu", table[i].text, fault.reason, fault.offset);
        assert_non_null(strstr(json_fault_message(arena, &fault).in[LANGUAGE_ENGLISH], "expected"));
    }
}

static void test_keys_stand_once(void **state)
{
    static const struct { const char *text, *key; } table[] = {
        {"{\"a\":1,\"a\":1}", "a"}, {"{\"a\":1,\"b\":2,\"\\u0061\":3}", "a"}, {"[{\"x\":{\"\":1,\"\":2}}]", ""},
        {"{\"中\":1,\"\\u4e2d\":2}", "中"}, {"{\"/\":1,\"\\/\":2}", "/"},
        {"{\"abcde\":1,\"abcdf\":1,\"abcdf\":1}", "abcdf"},
        /* the object that begins first is named */
        {"[{\"o\":{\"i\":1,\"i\":1},\"o\":1},{\"z\":1,\"z\":1}]", "o"}, {"[{\"i\":1,\"i\":1},{\"z\":1,\"z\":1}]", "i"},
    };
    struct json_fault fault;

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        assert_null(parse_bytes(table[i].text, strlen(table[i].text), &fault));
        assert_string_equal(fault.key, table[i].key);
        assert_non_null(strstr(json_fault_message(arena, &fault).in[LANGUAGE_ENGLISH], "found twice"));
    }
    assert_null(parse_bytes("{\"a\":1,\"a\":1", 12, &fault)); /* a broken text is told of first */
    assert_null(fault.key);
    assert_int_equal(fault.offset, 12);
}

/* cJSON's own functions walk these nodes. */
static void test_nodes_are_linked(void **state)
{
    const cJSON *root = parse("[1,{\"b\":2,\"c\":3},4]");
    const cJSON *object = cJSON_GetArrayItem(root, 1);

    (void)state;
    assert_int_equal(cJSON_GetArraySize(root), 3);
    assert_ptr_equal(root->child->prev, cJSON_GetArrayItem(root, 2));
    assert_ptr_equal(object->prev, root->child);
    assert_ptr_equal(object->child->prev, cJSON_GetObjectItemCaseSensitive(object, "c"));
    assert_null(root->child->prev->next);
    assert_null(root->next);
    assert_true(cJSON_GetArrayItem(root, 2)->valuedouble > 3.9);
}

/* {"k0":0, … } with n keys; the last is called `last`. */
static const char *object_of(size_t n, const char *last)
{
    struct bytes text;

    bytes_init(&text, arena);
    bytes_add_text(&text, "{");
    for (size_t i = 0; i + 1 < n; i++)
        bytes_printf(&text, "\"k%zu\":%zu,", i, i);
    bytes_printf(&text, "\"%s\":0}", last);
    return bytes_text(&text);
}

static void test_many_keys(void **state)
{
    static const size_t sizes[] = {2, 23, 24, 25, 26, 100, 80000};
    struct json_fault fault;

    (void)state;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        const char *good = object_of(sizes[i], "last"), *bad = object_of(sizes[i], "k0");
        assert_int_equal(cJSON_GetArraySize(parse(good)), sizes[i]);
        assert_null(json_parse(arena, bad, strlen(bad), &fault));
        assert_string_equal(fault.key, "k0");
    }
}

static void test_nesting_is_bounded(void **state)
{
    char text[2 * (JSON_MAX_NESTING + 1) + 1];
    struct json_fault fault;

    (void)state;
    for (size_t depth = JSON_MAX_NESTING; depth <= JSON_MAX_NESTING + 1; depth++) {
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        const cJSON *root = json_parse(arena, text, 2 * depth, &fault);
        assert_int_equal(root != NULL, depth == JSON_MAX_NESTING);
    }
    assert_non_null(strstr(fault.reason, "nesting"));
    char *deep = malloc(1 << 20);
    memset(deep, '[', 1 << 20);
    assert_null(json_parse(arena, deep, 1 << 20, &fault));
    free(deep);
}

static void test_numbers_keep_their_text(void **state)
{
    const cJSON *root = parse("{\"s\":\"1\",\"a\":[10.50,-2e1,{\"b\":0.10}],\"c\":123456789012345678901234567890}");
    const cJSON *a = cJSON_GetObjectItemCaseSensitive(root, "a");

    (void)state;
    assert_string_equal(cJSON_GetArrayItem(a, 0)->valuestring, "10.50");
    assert_string_equal(cJSON_GetArrayItem(a, 1)->valuestring, "-2e1");
    assert_string_equal(cJSON_GetArrayItem(a, 2)->child->valuestring, "0.10");
    assert_string_equal(cJSON_GetObjectItemCaseSensitive(root, "c")->valuestring, "123456789012345678901234567890");
}

/* cJSON would read at most 63 characters of these. */
static void test_long_numbers(void **state)
{
    char text[512];

    (void)state;
    for (size_t n = 60; n < 300; n++) {
        memset(text, '1', n);
        snprintf(text + n, sizeof text - n, ".5,%d]", 7);
        memcpy(text, "[-", 2);
        const cJSON *root = parse(text);
        assert_int_equal(strlen(root->child->valuestring), n + 1);
        assert_true(root->child->valuedouble < -1e50);
        assert_string_equal(root->child->next->valuestring, "7");
    }
}

static void test_content_digest_sees_what_is_said(void **state)
{
    static const struct { const char *a, *b; bool equal; } table[] = {
        {"{\"a\":1,\"b\":2}", "{ \"b\" : 2, \"a\":1 }", true}, {"{\"a\":1,\"b\":2}", "{\"a\":2,\"b\":1}", false},
        {"{\"a\":{\"x\":1,\"y\":[1,2]}}", "{\"a\":{\"y\":[1,2],\"x\":1}}", true}, {"[1,2]", "[2,1]", false},
        {"[[1],2]", "[1,[2]]", false}, {"[]", "{}", false}, {"[]", "[[]]", false}, {"[[],[]]", "[[[]]]", false},
        {"1", "1.0", true}, {"1", "10e-1", true}, {"100", "1e2", true}, {"0.05", "5E-2", true}, {"0", "-0", true},
        {"0", "0.000e7", true}, {"1200", "12.00e2", true}, {"1", "-1", false}, {"1", "10", false}, {"101", "11", false},
        {"1.01", "1.001", false}, {"0.1", "0.10000000000000000001", false}, {"12345678901234567890", "12345678901234567891", false},
        {"1", "\"1\"", false}, {"true", "\"true\"", false}, {"true", "false", false}, {"null", "false", false}, {"0", "null", false},
        {"\"A\"", "\"\\u0041\"", true}, {"\"a/b\"", "\"a\\/b\"", true}, {"\"a\"", "\"A\"", false}, {"\"\"", "[]", false},
        {"{\"a\":\"b\"}", "{\"b\":\"a\"}", false}, {"{\"a\":null}", "{}", false}, {"{\"a\":1,\"b\":1}", "{\"a\":1,\"c\":1}", false},
        {"{\"ab\":\"c\"}", "{\"a\":\"bc\"}", false}, {"{\"a\":{\"b\":1}}", "{\"b\":{\"a\":1}}", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++)
        if ((json_content_digest(parse(table[i].a)) == json_content_digest(parse(table[i].b))) != table[i].equal)
            fail_msg("%s and %s should %s", table[i].a, table[i].b, table[i].equal ? "be one" : "differ");
}

static void test_texts_are_quoted(void **state)
{
    struct bytes out;

    (void)state;
    bytes_init(&out, arena);
    json_quote(&out, "a\"\\/\b\t\n\f\r\x01\x1f\x7f 中");
    json_quote_or_null(&out, NULL);
    json_quote_or_null(&out, "");
    assert_string_equal(bytes_text(&out), "\"a\\\"\\\\/\\b\\t\\n\\f\\r\\u0001\\u001f\x7f 中\"null\"\"");
}

/* Every cut of a text, and every byte of it replaced, is refused or read, never more. */
static void test_broken_texts_do_no_harm(void **state)
{
    static const char text[] = "{\"a\":[1,-2.5e3,\"x\\ud83d\\ude00é中\\n\"],\"b\":{\"c\":null,\"d\":true},\"e\":\"\"}";
    struct json_fault fault;
    size_t accepted = 0;

    (void)state;
    for (size_t cut = 0; cut < sizeof text - 1; cut++)
        assert_null(parse_bytes(text, cut, &fault));
    for (size_t i = 0; i < sizeof text - 1; i++)
        for (int c = 0; c < 256; c++) {
            char changed[sizeof text];
            memcpy(changed, text, sizeof text);
            changed[i] = (char)c;
            const cJSON *root = parse_bytes(changed, sizeof text - 1, &fault);
            accepted += root && json_content_digest(root) != 0;
            arena_reset(arena);
        }
    assert_true(accepted > sizeof text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts_that_are_json),
        cmocka_unit_test(test_texts_that_are_not),
        cmocka_unit_test(test_keys_stand_once),
        cmocka_unit_test(test_nodes_are_linked),
        cmocka_unit_test(test_many_keys),
        cmocka_unit_test(test_nesting_is_bounded),
        cmocka_unit_test(test_numbers_keep_their_text),
        cmocka_unit_test(test_long_numbers),
        cmocka_unit_test(test_content_digest_sees_what_is_said),
        cmocka_unit_test(test_texts_are_quoted),
        cmocka_unit_test(test_broken_texts_do_no_harm),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
