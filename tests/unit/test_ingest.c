/* Exports: forms of files, refusals, seal, rulings from outside. Not for
 * clang-format: the tables keep several short rows to a line. */
/* clang-format off */
#include "ingest/stream.h"

#include "trial.h"

#include <zlib.h>

/* ---- Forms of files ----------------------------------------------------------------------------- */

static void test_forms_of_lines_and_arrays(void **state)
{
    static const struct { const char *file, *text; size_t used; size_t last_line; } table[] = {
        {"evidence.ndjson", "", 0, 0}, {"evidence.ndjson", "\n \t\r\n\n", 0, 0}, {"evidence.ndjson", REPORT("E1"), 1, 1},
        {"evidence.ndjson", "\xEF\xBB\xBF" REPORT("E1") "\r\n\r\n  " REPORT("E2") " \r\n" REPORT("E3") "\r", 3, 4},
        {"evidence.2026-10.part1.ndjson", REPORT("E1") "\n", 1, 1}, {"evidence.json", "[]", 0, 0}, {"evidence.json", "\xEF\xBB\xBF [ ] \n", 0, 0},
        {"evidence.json", "[" REPORT("E1") "]", 1, 1}, {"evidence.json", "[\n" REPORT("E1") ",\n\n" REPORT("E2") "\n]\n", 2, 2},
        {"below/evidence.json", "[" EVIDENCE_OF("E1", "cntisp", "notice-reply", "{\"on_time\":true,\"x\":[[],{},\"]},\\\"[\"]}", "") "," REPORT("E2") "]", 2, 2},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct trial t;
        begin(&t);
        folder_put(&t.folder, table[i].file, table[i].text);
        read_all(&t);
        assert_counts(&t, table[i].file, table[i].used, 0, 0);
        assert_int_equal(t.evidence, table[i].used);
        if (table[i].last_line == 1)
            assert_int_equal(t.first.place.line, 1);
        end(&t);
    }
}

static void test_bad_records_keep_their_number(void **state)
{
    static const struct { const char *file, *text; size_t used, rejected, line; } table[] = {
        {"evidence.ndjson", "\n" REPORT("E1") "\n\n{\n" REPORT("E2"), 2, 1, 4}, {"evidence.json", "[" REPORT("E1") ",{\"a\":},[1]," REPORT("E2") "]", 2, 2, 2},
        {"evidence.json", "[,]", 0, 2, 1}, {"evidence.json", "[" REPORT("E1") ",]", 1, 1, 2},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct trial t;
        begin(&t);
        folder_put(&t.folder, table[i].file, table[i].text);
        read_all(&t);
        assert_counts(&t, table[i].file, table[i].used, 0, table[i].rejected);
        assert_int_equal(t.export->rejects.items[0].place.line, table[i].line);
        assert_int_equal(t.export->rejects.items[0].code, REJECT_BAD_JSON);
        end(&t);
    }
}

/* A valid record of exactly `size` bytes, to be freed. */
static char *record_of(size_t size)
{
    static const char head[] = "{\"evidence_id\":\"E1\",\"unit_id\":\"U1\",\"scheme\":\"cntisp\",\"kind\":\"notice-reply\","
                               "\"date\":\"2026-03-01\",\"status\":\"accepted\",\"data\":{\"on_time\":true},\"x\":\"";
    char *text = malloc(size + 1);

    memset(text, 'x', size);
    memcpy(text, head, sizeof head - 1);
    memcpy(text + size - 2, "\"}", 3);
    return text;
}

static void test_records_are_bounded(void **state)
{
    static const struct { const char *file, *before, *after; size_t size; bool used; } table[] = {
        {"evidence.ndjson", "", "\n", RECORD_MAX_BYTES, true}, {"evidence.ndjson", "", "\r\n", RECORD_MAX_BYTES, true},
        {"evidence.ndjson", "", "", RECORD_MAX_BYTES, true}, {"evidence.ndjson", "", "\n", RECORD_MAX_BYTES + 1, false},
        {"evidence.ndjson", "", "", RECORD_MAX_BYTES + 1, false}, {"evidence.ndjson", "\n", "\n", RECORD_MAX_BYTES * 5, false},
        {"evidence.json", "[", "]", RECORD_MAX_BYTES, true}, {"evidence.json", " [ ", " ] ", RECORD_MAX_BYTES, true},
        {"evidence.json", "[", "]", RECORD_MAX_BYTES + 1, false}, {"evidence.json", "[", "]", RECORD_MAX_BYTES * 5, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct trial t;
        size_t before = strlen(table[i].before), after = strlen(table[i].after);
        char *record = record_of(table[i].size), *text = calloc(1, table[i].size + before + after + 1);
        memcpy(text, table[i].before, before);
        memcpy(text + before, record, table[i].size);
        memcpy(text + before + table[i].size, table[i].after, after);
        begin(&t);
        folder_put(&t.folder, table[i].file, text);
        read_all(&t);
        assert_counts(&t, table[i].file, table[i].used, 0, !table[i].used);
        if (!table[i].used)
            assert_non_null(strstr(t.export->rejects.items[0].message.in[LANGUAGE_ENGLISH], "1 MiB"));
        end(&t);
        free(record);
        free(text);
    }
}

static void test_long_blank_line_is_no_record(void **state)
{
    struct trial t;
    char *text = malloc(3 * RECORD_MAX_BYTES + 1);

    (void)state;
    memset(text, ' ', 3 * RECORD_MAX_BYTES);
    strcpy(text + 3 * RECORD_MAX_BYTES - 1, "\n");
    begin(&t);
    folder_put(&t.folder, "evidence.ndjson", text);
    read_all(&t);
    assert_counts(&t, "evidence.ndjson", 0, 0, 0);
    end(&t);
    free(text);
}

/* gzip of a text behind what is there; returns the new length. */
static size_t pack(unsigned char *out, size_t at, size_t room, const char *text)
{
    z_stream z = {0};

    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)(uintptr_t)text;
    z.avail_in = (uInt)strlen(text);
    z.next_out = out + at;
    z.avail_out = (uInt)(room - at);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    at += z.total_out;
    deflateEnd(&z);
    return at;
}

static void test_gzip_members_are_one_text(void **state)
{
    unsigned char packed[4096];
    struct trial t;

    (void)state;
    size_t n = pack(packed, 0, sizeof packed, "\xEF\xBB\xBF" REPORT("E1") "\n{\"evid");
    n = pack(packed, n, sizeof packed, "");
    n = pack(packed, n, sizeof packed, "ence_id\":1}\n" REPORT("E2"));
    begin(&t);
    folder_write(&t.folder, "evidence.ndjson.gz", packed, n);
    read_all(&t);
    assert_counts(&t, "evidence.ndjson.gz", 2, 0, 1);
    end(&t);
}

static void test_much_text_in_little_gzip(void **state)
{
    enum { LINES = 40000 };
    char *text = calloc(LINES, sizeof REPORT("E12345") + 1), *p = text;
    unsigned char *packed = malloc(8 << 20);
    struct trial t;

    (void)state;
    for (int i = 0; i < LINES; i++)
        p += sprintf(p, EVIDENCE_OF("E%d", "cntisp", "notice-reply", "{\"on_time\":true}", "") "\n", i % 1000);
    begin(&t);
    folder_write(&t.folder, "evidence.ndjson.gz", packed, pack(packed, 0, 8 << 20, text));
    read_all(&t);
    assert_counts(&t, "evidence.ndjson.gz", 1000, LINES - 1000, 0);
    end(&t);
    free(text);
    free(packed);
}

/* ---- Refusals ---------------------------------------------------------------------------------------- */

static void assert_refused(struct trial *t, const char *message)
{
    struct result r = read_with(t, NULL, 0);

    if (r.kind != ERROR_INPUT || !strstr(error_message(), message))
        fail_msg("expected a refusal with \"%s\", got %d: %s", message, (int)r.kind, error_message());
}

static void test_files_that_refuse_the_export(void **state)
{
    static const struct { const char *file, *text, *message; } table[] = {
        {"evidence.json", "", "found no array"}, {"evidence.json", "{}", "found no array"}, {"evidence.json", "[", "element 1: found the end"},
        {"evidence.json", "[{}", "element 1: found the end"}, {"evidence.json", "[{},", "element 2: found the end"}, {"evidence.json", "[\"a]", "found the end"},
        {"evidence.json", "[{]", "brackets that do not match"}, {"evidence.json", "[{\"a\":[}]", "brackets"}, {"evidence.json", "[}]", "brackets"},
        {"evidence.json", "[{}] x", "text behind the array"}, {"evidence.json", "[][]", "text behind the array"},
        {"evidence.ndjson.gz", "", "found data cut short"}, {"evidence.ndjson.gz", "plain text", "found damaged data"}, {"evidence.ndjson.gz", "\x1f\x8b", "found data cut short"},
        {"unit.ndjson", "", "unknown type"}, {"Evidence.ndjson", "", "unknown type"}, {"below/other.json", "[]", "unknown type"}, {".x/a", "", NULL},
        {"evidence.csv", "", "found evidence in an unknown format"}, {"evidence.json.gz", "", "unknown format"}, {"staff", "", "unknown format"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct trial t;
        begin(&t);
        folder_put(&t.folder, table[i].file, table[i].text);
        struct result r = ingest_seal(t.arena, t.folder.path, NULL, day("2026-10-31"));
        if (!table[i].message)
            assert_int_equal(r.kind, ERROR_NONE);
        else if (r.kind != ERROR_INPUT || !strstr(error_message(), table[i].message) || !strstr(error_message(), table[i].file))
            fail_msg("seal of %s %s: %s", table[i].file, table[i].text, error_message());
        if (table[i].message) {
            char head[512];
            snprintf(head, sizeof head, "{\"format\":\"gradepress-export/1\",\"period\":\"2026-10\",\"as_of\":\"2026-10-31\",\"files\":[{\"path\":\"%s\",\"records\":0,\"sha256\":"
                     "\"0000000000000000000000000000000000000000000000000000000000000000\"}]}", table[i].file);
            folder_put(&t.folder, "export.json", head);
            assert_refused(&t, table[i].message);
        }
        end(&t);
    }
}

static void test_damaged_gzip_is_refused(void **state)
{
    unsigned char packed[4096];
    size_t n = pack(packed, 0, sizeof packed, REPORT("E1") "\n" REPORT("E2") "\n");

    (void)state;
    for (size_t cut = 0; cut <= n; cut += cut < 10 || cut > n - 10 ? 1 : 9) {
        struct trial t;
        begin(&t);
        folder_write(&t.folder, "evidence.ndjson.gz", packed, cut);
        struct result r = ingest_seal(t.arena, t.folder.path, NULL, day("2026-10-31"));
        assert_int_equal(r.kind, cut == n ? ERROR_NONE : ERROR_INPUT);
        end(&t);
    }
    packed[n / 2] ^= 0xFF;
    struct trial t;
    begin(&t);
    folder_write(&t.folder, "evidence.ndjson.gz", packed, n);
    assert_int_equal(ingest_seal(t.arena, t.folder.path, NULL, day("2026-10-31")).kind, ERROR_INPUT);
    packed[n / 2] ^= 0xFF;
    memcpy(packed + n, "tail", 4);
    folder_write(&t.folder, "evidence.ndjson.gz", packed, n + 4);
    assert_int_equal(ingest_seal(t.arena, t.folder.path, NULL, day("2026-10-31")).kind, ERROR_INPUT);
    end(&t);
}

/* An export that promises one file, with `old` in it replaced by `fresh`. */
static void test_promises_that_are_broken(void **state)
{
    static const struct { const char *old, *fresh, *message; } table[] = {
        {"\"records\":1", "\"records\":2", "units.ndjson: found 1 records, expected 2"}, {"\"records\":1", "\"records\":\"1\"", "files[0].records: found \"1\""},
        {"\"records\":1", "\"records\":1.5", "records"}, {"\"records\":1,", "", "records: found nothing"}, {"\"path\":\"units.ndjson\"", "\"path\":\"units.x.ndjson\"", "units.x.ndjson: found no such file"},
        {"\"path\":\"units.ndjson\"", "\"path\":\"../units.ndjson\"", "leaves the folder"}, {"\"path\":\"units.ndjson\"", "\"path\":\"a/../units.ndjson\"", "leaves the folder"},
        {"\"path\":\"units.ndjson\"", "\"path\":\"/etc/units.ndjson\"", "leaves the folder"}, {"\"path\":\"units.ndjson\"", "\"path\":\"..\"", "leaves the folder"},
        {"\"path\":\"units.ndjson\"", "\"path\":\"\"", "expected a file inside it"}, {"\"path\":\"units.ndjson\"", "\"path\":7", "files[0].path"}, {"\"sha256\":\"", "\"sha256\":\"0", "files[0].sha256"},
        {"\"files\":[", "\"files\":[7,", "files[0]: found 7"}, {"\"files\":[", "\"files\":{}}", "text after"}, {"\"files\"", "\"file\"", "files: found nothing"},
        {"gradepress-export/1", "gradepress-export/2", "export.json: format: found \"gradepress-export/2\", expected gradepress-export/1"},
        {"\"2026-10\"", "\"2026-13\"", "period: found \"2026-13\""}, {"\"2026-10\"", "\"2026-1\"", "period"}, {"\"2026-10\"", "\"2026-10-32\"", "period"}, {"\"2026-10\"", "\"2026-10-31T00:00:00Z\"", "period"},
        {"\"2026-10-31\"", "\"31.10.2026\"", "as_of: found"}, {"\"as_of\"", "\"sample\":1,\"as_of\"", "sample: found 1"}, {"\"as_of\"", "\"next_as_of\":\"x\",\"as_of\"", "next_as_of"},
        {"\"as_of\"", "\"coverage\":[],\"as_of\"", "coverage: found an empty list"}, {"\"as_of\"", "\"coverage\":{\"evidence\":{\"from\":\"x\"}},\"as_of\"", "coverage.evidence.from: found \"x\""},
        {"\"as_of\"", "\"as_of\":\"2026-10-31\",\"as_of\"", "key \"as_of\": found twice"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct trial t;
        begin(&t);
        seal(&t);
        char *head = folder_get(&t.folder, "export.json"), *changed = calloc(1, strlen(head) + 200);
        char *place = strstr(head, table[i].old);
        assert_non_null(place);
        sprintf(changed, "%.*s%s%s", (int)(place - head), head, table[i].fresh, place + strlen(table[i].old));
        folder_put(&t.folder, "export.json", changed);
        assert_refused(&t, table[i].message);
        end(&t);
        free(head);
        free(changed);
    }
}

static void test_altered_and_missing_files_are_refused(void **state)
{
    static const char *const files[] = {"units.ndjson", "evidence.ndjson", "proof.pdf"};

    (void)state;
    for (size_t i = 0; i < COUNT(files); i++) {
        struct trial t;
        begin(&t);
        folder_put(&t.folder, "evidence.ndjson", REPORT("E1"));
        folder_put(&t.folder, "proof.pdf", "proof");
        seal(&t);
        FILE *f = fopen(folder_path(&t.folder, files[i]), "a");
        fputs(" ", f);
        fclose(f);
        assert_refused(&t, "SHA-256");
        assert_non_null(strstr(error_message(), files[i]));
        ingest_close(t.ingest);
        t.ingest = NULL;
        remove(folder_path(&t.folder, files[i]));
        assert_refused(&t, "found no such file");
        end(&t);
    }
}

static void test_links_stay_inside(void **state)
{
    struct trial t;

    (void)state;
    begin(&t);
    assert_int_equal(symlink("units.ndjson", folder_path(&t.folder, "proof")), 0);
    assert_int_equal(ingest_seal(t.arena, t.folder.path, NULL, day("2026-10-31")).kind, ERROR_NONE);
    assert_refused(&t, "found listed twice");
    remove(folder_path(&t.folder, "proof"));
    assert_int_equal(symlink("/etc/passwd", folder_path(&t.folder, "proof")), 0);
    assert_int_equal(ingest_seal(t.arena, t.folder.path, NULL, day("2026-10-31")).kind, ERROR_INPUT);
    assert_non_null(strstr(error_message(), "leaves the folder"));
    remove(folder_path(&t.folder, "proof"));
    assert_int_equal(mkfifo(folder_path(&t.folder, "proof"), 0600), 0);
    assert_int_equal(ingest_seal(t.arena, t.folder.path, NULL, day("2026-10-31")).kind, ERROR_INPUT);
    end(&t);
}

static void test_export_without_a_head(void **state)
{
    struct trial t;

    (void)state;
    begin(&t);
    assert_refused(&t, "export.json");
    folder_put(&t.folder, "export.json", "[]");
    assert_refused(&t, "expected an object");
    folder_put(&t.folder, "export.json", "{\"a\":01}");
    assert_refused(&t, "leading zero");
    end(&t);
}

/* ---- Seal and rulings from outside -------------------------------------------------------------------- */

static void test_seal_lists_all_files(void **state)
{
    struct trial t;

    (void)state;
    begin(&t);
    folder_put(&t.folder, "files/b.pdf", "b");
    folder_put(&t.folder, "files/.hidden", "h");
    folder_put(&t.folder, ".dot", "d");
    folder_put(&t.folder, "evidence.json", "[1,2]");
    folder_put(&t.folder, "export.json", "{\"sample\":true,\"coverage\":{\"evidence\":{\"from\":\"2023-01-01\"}},\"next_as_of\":\"2026-11-30\",\"other\":1}");
    assert_int_equal(ingest_seal(t.arena, t.folder.path, "2026-10-31", day("2026-10-31")).kind, ERROR_NONE);
    char *first = folder_get(&t.folder, "export.json");
    assert_int_equal(ingest_seal(t.arena, t.folder.path, "2026-10-31", day("2026-10-31")).kind, ERROR_NONE);
    char *second = folder_get(&t.folder, "export.json");
    assert_string_equal(first, second);
    assert_int_equal(read_with(&t, NULL, 0).kind, ERROR_NONE);
    const struct export *e = t.export;
    assert_string_equal(e->period, "2026-10-31");
    assert_int_equal(e->as_of, day("2026-10-31"));
    assert_int_equal(e->next_as_of, day("2026-11-30"));
    assert_int_equal(e->coverage_from, day("2023-01-01"));
    assert_true(e->is_sample);
    assert_int_equal(e->files.count, 3);
    assert_string_equal(e->files.items[0].path, "evidence.json");
    assert_string_equal(e->files.items[1].path, "files/b.pdf");
    assert_true(e->files.items[1].is_attachment);
    assert_string_equal(e->files.items[1].digest, "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d");
    assert_int_equal(strlen(e->digest), 64);
    assert_int_equal(ingest_seal(t.arena, t.folder.path, "2026-10-1", day("2026-10-31")).kind, ERROR_INPUT);
    folder_put(&t.folder, "export.json", "{");
    assert_int_equal(ingest_seal(t.arena, t.folder.path, NULL, day("2026-10-31")).kind, ERROR_INPUT);
    end(&t);
    free(first);
    free(second);
}

static void test_rulings_from_outside(void **state)
{
    struct folder outside;
    struct trial t;

    (void)state;
    begin(&t);
    folder_make(&outside);
    folder_put(&outside, "october.txt", RULING_WITH("approved", "") "\n{}\n");
    folder_put(&outside, "more.json", "[" RULING_WITH("rejected", ",\"x\":1") "]");
    char *paths[] = {strdup(folder_path(&outside, "october.txt")), strdup(folder_path(&outside, "more.json")), strdup(folder_path(&outside, "none"))};
    seal(&t);
    assert_int_equal(read_with(&t, (const char *const *)paths, 2).kind, ERROR_NONE);
    assert_int_equal(t.export->rulings.count, 2);
    assert_string_equal(t.export->rulings.items[0].id, "cntisp/U1/-/2026-11-20/2026-10-20");
    assert_int_equal(t.export->files.count, 3);
    assert_counts(&t, paths[0], 1, 0, 1);
    assert_int_equal(t.export->rejects.items[0].file_index, 1);
    ingest_close(t.ingest);
    t.ingest = NULL;
    assert_int_equal(read_with(&t, (const char *const *)paths, 3).kind, ERROR_INPUT);
    end(&t);
    folder_remove(&outside);
    for (size_t i = 0; i < COUNT(paths); i++)
        free(paths[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms_of_lines_and_arrays),
        cmocka_unit_test(test_bad_records_keep_their_number),
        cmocka_unit_test(test_records_are_bounded),
        cmocka_unit_test(test_long_blank_line_is_no_record),
        cmocka_unit_test(test_gzip_members_are_one_text),
        cmocka_unit_test(test_much_text_in_little_gzip),
        cmocka_unit_test(test_files_that_refuse_the_export),
        cmocka_unit_test(test_damaged_gzip_is_refused),
        cmocka_unit_test(test_promises_that_are_broken),
        cmocka_unit_test(test_altered_and_missing_files_are_refused),
        cmocka_unit_test(test_links_stay_inside),
        cmocka_unit_test(test_export_without_a_head),
        cmocka_unit_test(test_seal_lists_all_files),
        cmocka_unit_test(test_rulings_from_outside),
    };
    return cmocka_run_group_tests(tests, load_rules, drop_rules);
}
