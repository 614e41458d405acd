/* The office's workbooks: the same bytes twice, texts that stay texts, live figures that agree. */
#include "workbook/workbook.h"

#include "base/bytes.h"
#include "workbook/reread.h"
#include "workbook/sheets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DECISIONS = 4 };

/* A run made by hand; each test works in a fresh folder, which is the current one. */
struct fixture {
    struct arena *arena;
    char folder[64];
    struct programme programme;
    struct scheme scheme;
    struct rule_set rules;
    struct export export;
    struct unit units[DECISIONS];
    struct certificate held[DECISIONS];
    struct requirement_result results[DECISIONS];
    struct decision decisions[DECISIONS];
    const struct decision *packed[1];
    struct packet packet;
    struct plan plan;
    struct run run;
};

static const char *const levels[] = {"3", "2", "1"};
static const struct metric metrics[] = {{.id = "reports", .name = "威胁信息", .unit_of_measure = "组"}};
static const struct requirement requirement = {
    .id = "original.total",
    .clause = "附件2",
    .name = "原创信息数量",
    .texts = {"不少于10组", "不少于20组", "不少于30组"},
    .is_numeric = true,
    .conditions = {{.metric = 0, .comparison = AT_LEAST, .thresholds = {{10, 1}, {20, 1}, {30, 1}}}},
    .condition_count = 1,
};

/* Names that a spreadsheet, an XML reader or a formula parser could trip over. */
static const char *const names[DECISIONS] = {
    "=HYPERLINK(\"http://example.org\",\"点我\")",
    "\x01甲\x14乙\x1F公司\xE2\x80\xAE",
    "_x0041_<&>\"公司",
    "𠮷田网络技术有限公司",
};

static void fill_rules(struct fixture *f)
{
    f->programme = (struct programme){.id = "demo", .levels = levels, .level_count = 3};
    f->scheme = (struct scheme){
        .programme = &f->programme,
        .words = {.name = "示范计划",
                  .short_name = "示范",
                  .document = "《指南》",
                  .operator_name = "办公室",
                  .level_names = {"三级", "二级", "一级"}},
        .digest = "5c4e",
        .opens_working_days = {"年度审核开始", 20, "四（一）"},
        .overdue_days = {"逾期仍可办理", 90, NULL},
        .violation_metric = -1,
        .review = {&requirement, 1},
        .metrics = metrics,
        .metric_count = 1,
    };
    f->rules = (struct rule_set){.schemes = &f->scheme, .scheme_count = 1, .calendar_digest = "ca1e"};
}

static void fill_decision(struct fixture *f, size_t i, enum action action, int value)
{
    f->units[i] = (struct unit){
        .id = arena_printf(f->arena, "U%zu", i), .index = i, .name = names[i], .uscc = "91110108MA01ABCD5X"};
    f->held[i] = (struct certificate){.no = "D-1",
                                      .unit = &f->units[i],
                                      .level = 1,
                                      .valid_from = date_make(2025, 11, 21),
                                      .valid_to = date_make(2026, 11, 20)};
    f->results[i] = (struct requirement_result){.requirement = &requirement,
                                                .id = requirement.id,
                                                .level = 1,
                                                .clause = requirement.clause,
                                                .value = EXACT(value),
                                                .required = EXACT(20),
                                                .is_met = value >= 20};
    f->decisions[i] = (struct decision){
        .proposal_id = arena_printf(f->arena, "demo/U%zu/-/2026-11-20", i),
        .unit = &f->units[i],
        .scheme = &f->scheme,
        .track = -1,
        .matter = MATTER_REVIEW,
        .cycle = "2026-11-20",
        .status = action == ACTION_NONE ? STATUS_NOT_DUE : STATUS_DUE,
        .action = action,
        .from = 1,
        .to = 1,
        .attained = 1,
        .eligible_upgrade_to = -1,
        .needs_approval = action > ACTION_MAINTAIN,
        .has_attainment = true,
        .attainment = exact_make(value < 20 ? value : 20, 20),
        .requirements = &f->results[i],
        .requirement_count = 1,
        .held_certificate = &f->held[i],
        .opens = date_make(2026, 11, 2),
        .days_from = DATE_NONE,
        .days_to = DATE_NONE,
    };
}

static int set_up(void **state)
{
    struct fixture *f = heap_alloc(1, sizeof *f);
    static const char *const notes[] = {"last-run-before-expiry"};

    f->arena = arena_new();
    fill_rules(f);
    f->export = (struct export){.period = "2026-10",
                                .as_of = date_make(2026, 10, 31),
                                .next_as_of = date_make(2026, 11, 30),
                                .is_sample = true,
                                .digest = "e4b0"};
    fill_decision(f, 0, ACTION_DOWNGRADE, 19);
    fill_decision(f, 1, ACTION_MAINTAIN, 20);
    fill_decision(f, 2, ACTION_NONE, 7);
    fill_decision(f, 3, ACTION_UPGRADE, 31);
    f->decisions[0].is_held = f->decisions[0].holds[HOLD_APPEAL] = true;
    f->decisions[1].notes = notes;
    f->decisions[1].note_count = 1;
    *ARENA_PUSH(f->arena, &f->export.rejects) = (struct reject){.place = {"evidence.ndjson", 7},
                                                                .id = "@SUM(1)",
                                                                .code = REJECT_BAD_FIELD,
                                                                .message = message_of("-1+1: found \"<b>\", expected a date")};
    f->packed[0] = &f->decisions[0];
    f->packet = (struct packet){.decisions = f->packed, .count = 1, .folder = "packets/demo/U0", .has_notice = true};
    f->plan = (struct plan){.decisions = f->decisions, .count = DECISIONS, .packets = &f->packet, .packet_count = 1};
    f->run = (struct run){.version = "1.0", .rules = &f->rules, .export = &f->export, .plan = &f->plan};
    strcpy(f->folder, "/tmp/test_workbook.XXXXXX");
    *state = f;
    return mkdtemp(f->folder) && chdir(f->folder) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    char command[128];

    snprintf(command, sizeof command, "rm -rf %s", f->folder);
    int failed = chdir("/") != 0 || system(command) != 0;
    arena_free(f->arena);
    heap_free(f);
    return failed;
}

static const char *output_of(struct arena *arena, const char *command)
{
    struct bytes out;
    char chunk[4096];
    size_t got;
    FILE *pipe = popen(command, "r");

    assert_non_null(pipe);
    bytes_init(&out, arena);
    while ((got = fread(chunk, 1, sizeof chunk, pipe)) > 0)
        bytes_add(&out, chunk, got);
    assert_int_equal(pclose(pipe), 0);
    return bytes_text(&out);
}

static const char *part_of(struct fixture *f, const char *file, const char *part)
{
    return output_of(f->arena, arena_printf(f->arena, "unzip -p %s %s", file, part));
}

static void write_decisions(struct fixture *f, const char *path)
{
    struct result r = workbook_decisions(path, ".", &f->run);

    if (r.kind)
        fail_msg("%s", error_message());
}

static void assert_holds(const char *text, const char *wanted)
{
    if (!strstr(text, wanted))
        fail_msg("lacks %s", wanted);
}

static void assert_lacks(const char *text, const char *unwanted)
{
    if (strstr(text, unwanted))
        fail_msg("holds %s", unwanted);
}

static void two_writes_have_the_same_bytes(void **state)
{
    struct fixture *f = *state;

    write_decisions(f, "a.xlsx");
    write_decisions(f, "b.xlsx");
    assert_int_equal(workbook_scorecard("c.xlsx", ".", &f->run, &f->packet).kind, ERROR_NONE);
    assert_int_equal(workbook_scorecard("d.xlsx", ".", &f->run, &f->packet).kind, ERROR_NONE);
    assert_int_equal(system("cmp a.xlsx b.xlsx && cmp c.xlsx d.xlsx"), 0);
    assert_holds(part_of(f, "a.xlsx", "docProps/core.xml"), "2026-10-31T00:00:00Z");
}

static void files_are_the_owners_only_and_nothing_is_left_beside(void **state)
{
    struct stat info;

    write_decisions(*state, "a.xlsx");
    assert_int_equal(stat("a.xlsx", &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(system("test \"$(ls)\" = a.xlsx"), 0);
}

static void names_stay_texts(void **state)
{
    struct fixture *f = *state;

    write_decisions(f, "a.xlsx");
    const char *sheet = part_of(f, "a.xlsx", "xl/worksheets/sheet3.xml");
    assert_holds(sheet, "<is><t>=HYPERLINK(\"http://example.org\",\"点我\")</t>");
    assert_lacks(sheet, "<f>");
    assert_holds(sheet, "\xEF\xBF\xBD甲\xEF\xBF\xBD乙\xEF\xBF\xBD公司\xEF\xBF\xBD");
    assert_lacks(sheet, "\x01");
    assert_holds(sheet, "_x005F_x0041_&lt;&amp;&gt;\"公司");
    assert_holds(sheet, "𠮷田网络技术有限公司");
    sheet = part_of(f, "a.xlsx", "xl/worksheets/sheet7.xml");
    assert_holds(sheet, "<is><t>@SUM(1)</t>");
    assert_holds(sheet, "<is><t>-1+1: found \"&lt;b&gt;\", expected a date</t>");
    assert_lacks(sheet, "<f>");
    assert_holds(part_of(f, "a.xlsx", "xl/styles.xml"), "numFmtId=\"49\""); /* "@" */
}

/* Decision sheet, packet, certificate and the line's own form, the second of two as well. */
static void papers_are_linked_beside_the_decision(void **state)
{
    struct fixture *f = *state;
    struct issue issue = {.certificate_no = "D-1", .version = 1, .file = "certificates/demo/D-1.pdf"};
    struct run_file written[] = {{"packets/demo/U0/internal/packet.pdf", NULL},
                                 {"packets/demo/U0/outgoing/change.pdf", &f->decisions[0]},
                                 {"packets/demo/U0/outgoing/change-2.pdf", &f->decisions[1]}};
    struct run_files files = {written, 3, 3};

    for (int i = 0; i < 2; i++) {
        f->decisions[i].unit = f->decisions[0].unit;
        f->decisions[i].matter = MATTER_CHANGE;
    }
    f->decisions[1].certificates = &issue;
    f->decisions[1].certificate_count = 1;
    run_files_sort(&files);
    f->run.files = &files;
    write_decisions(f, "a.xlsx");
    const char *links = part_of(f, "a.xlsx", "xl/worksheets/_rels/sheet3.xml.rels");
    assert_holds(links, "Target=\"packets/demo/U0/internal/decision.pdf\"");
    assert_holds(links, "Target=\"packets/demo/U0/internal/packet.pdf\"");
    assert_holds(links, "Target=\"packets/demo/U0/outgoing/change.pdf\"");
    assert_holds(links, "Target=\"packets/demo/U0/outgoing/change-2.pdf\"");
    assert_holds(links, "Target=\"certificates/demo/D-1.pdf\"");
}

static void verdicts_are_live_and_agree(void **state)
{
    struct fixture *f = *state;

    write_decisions(f, "a.xlsx");
    const char *sheet = part_of(f, "a.xlsx", "xl/worksheets/sheet5.xml");
    assert_holds(sheet, "<f>IF(J4&gt;=K4,\"达标\",\"未达标\")</f><v>未达标</v>");
    assert_holds(sheet, "<f>IF(J5&gt;=K5,\"达标\",\"未达标\")</f><v>达标</v>");
    assert_holds(sheet, "<f>ROUND(J4-K4,9)</f><v>-1</v>");
    assert_int_equal(workbook_scorecard("c.xlsx", ".", &f->run, &f->packet).kind, ERROR_NONE);
    assert_holds(part_of(f, "c.xlsx", "xl/worksheets/sheet1.xml"), "\"达标\",\"未达标\")</f><v>未达标</v>");
}

static void a_difference_beyond_fifteen_digits_is_told_as_decided(void **state)
{
    struct fixture *f = *state;

    f->results[0].value = exact_make(20000000000000003, 1000);
    f->results[0].required = exact_make(20000000000000004, 1000);
    write_decisions(f, "a.xlsx");
    const char *sheet = part_of(f, "a.xlsx", "xl/worksheets/sheet5.xml");
    assert_lacks(sheet, "IF(J4&gt;=K4");
    assert_holds(sheet, "<c r=\"M4\"");
    assert_holds(sheet, "<t>未达标</t>");
}

static void counts_are_live_over_the_decisions(void **state)
{
    struct fixture *f = *state;

    write_decisions(f, "a.xlsx");
    const char *sheet = part_of(f, "a.xlsx", "xl/worksheets/sheet1.xml");
    assert_holds(sheet, "<f>COUNTA('决定'!$A$2:$A$5)</f><v>4</v>");
    assert_holds(sheet, ",\"downgrade\")</f><v>1</v>");
    assert_holds(sheet, ",\"待批*\")</f><v>2</v>");
    assert_holds(sheet, ",\"暂缓\")</f><v>1</v>");
    assert_holds(sheet, ",\"*将受理*\")</f><v>1</v>");
    assert_holds(sheet, ",\"*将到期*\")</f><v>4</v>");
    assert_holds(sheet, ",\"bad-field\")</f><v>1</v>");
    assert_holds(sheet, "当事单位已提出申诉");
    assert_holds(sheet, "样张");
    assert_holds(part_of(f, "a.xlsx", "xl/charts/chart1.xml"), "barChart");
}

static void papers_are_linked_where_they_were_drawn(void **state)
{
    struct fixture *f = *state;
    static const char link[] = "Target=\"packets/demo/U0/internal/decision.pdf\"";

    write_decisions(f, "a.xlsx");
    assert_holds(part_of(f, "a.xlsx", "xl/worksheets/_rels/sheet3.xml.rels"), link);
    f->packet.missing_char = 0x20BB7;
    write_decisions(f, "b.xlsx");
    assert_int_not_equal(system("unzip -l b.xlsx | grep -q rels/sheet3"), 0);
    assert_holds(part_of(f, "b.xlsx", "xl/worksheets/sheet1.xml"), "U+20BB7");
}

static void a_run_without_decisions_makes_a_workbook(void **state)
{
    struct fixture *f = *state;

    f->plan = (struct plan){.count = 0};
    f->export.rejects.count = 0;
    f->export.next_as_of = DATE_NONE;
    write_decisions(f, "a.xlsx");
    assert_holds(part_of(f, "a.xlsx", "xl/worksheets/sheet1.xml"), "<v>0</v>");
}

static void long_tables_go_on_on_another_sheet(void **state)
{
    struct fixture *f = *state;
    struct book_properties properties = {
        .title = "t", .author = "a", .comment = "c", .created = date_make(2026, 10, 31)};
    struct book *book;
    struct listing listing;

    assert_int_equal(book_open(&book, "a.xlsx", ".", &properties).kind, ERROR_NONE);
    book->row_limit = 5;
    requirements_begin(&listing, book, NULL);
    for (size_t i = 0; i < DECISIONS; i++)
        requirements_add(&listing, &f->decisions[i]);
    listing_end(&listing);
    assert_int_equal(listing.count, 2);
    assert_string_equal(listing_countifs(&listing, f->arena, NULL, 0),
                        "=COUNTA('指标'!$A$4:$A$5)+COUNTA('指标 (2)'!$A$4:$A$5)");
    assert_int_equal(book_close(book).kind, ERROR_NONE);
    assert_holds(part_of(f, "a.xlsx", "xl/workbook.xml"), "指标 (2)");
    assert_holds(part_of(f, "a.xlsx", "xl/worksheets/sheet2.xml"), "IF(J5&gt;=K5");
}

static void long_texts_are_cut_not_refused(void **state)
{
    struct fixture *f = *state;
    char *message = arena_alloc(f->arena, 40001, 1);

    memset(message, 'x', 40000);
    f->export.rejects.items[0].message = message_of(message);
    write_decisions(f, "a.xlsx");
    assert_holds(part_of(f, "a.xlsx", "xl/worksheets/sheet7.xml"), "xxx…</t>");
}

static void a_place_that_cannot_be_written_is_an_output_failure(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(workbook_decisions("missing/a.xlsx", ".", &f->run).kind, ERROR_OUTPUT);
    assert_string_equal(error_message(), "missing/a.xlsx: No such file or directory");
    assert_int_equal(workbook_scorecard("missing/a.xlsx", ".", &f->run, &f->packet).kind, ERROR_OUTPUT);
}

static void a_file_that_is_not_whole_is_noticed(void **state)
{
    struct fixture *f = *state;
    struct book_properties properties = {
        .title = "t", .author = "a", .comment = "c", .created = date_make(2026, 10, 31)};
    struct book *book;
    const size_t right[] = {2}, wrong[] = {3};

    assert_int_equal(book_open(&book, "a.xlsx", ".", &properties).kind, ERROR_NONE);
    struct tab *tab = tab_add(book, "甲", NULL);
    cell_text(tab, 0, STYLE_TEXT, "<c >");
    cell_number(tab, 1, STYLE_NUMBER, 1);
    assert_int_equal(book_close(book).kind, ERROR_NONE);
    assert_int_equal(workbook_reread("a.xlsx", right, 1).kind, ERROR_NONE);
    assert_int_equal(workbook_reread("a.xlsx", wrong, 1).kind, ERROR_OUTPUT);
    assert_string_equal(error_message(), "a.xlsx: not written whole: xl/worksheets/sheet1.xml is damaged");
    assert_int_equal(system("head -c 2000 a.xlsx > b.xlsx; cp a.xlsx c.xlsx;"
                            "printf x | dd of=c.xlsx bs=1 seek=600 conv=notrunc status=none"),
                     0);
    assert_int_equal(workbook_reread("b.xlsx", right, 1).kind, ERROR_OUTPUT);
    assert_int_equal(workbook_reread("c.xlsx", right, 1).kind, ERROR_OUTPUT);
    (void)f;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(two_writes_have_the_same_bytes),
        TEST(files_are_the_owners_only_and_nothing_is_left_beside),
        TEST(names_stay_texts),
        TEST(papers_are_linked_beside_the_decision),
        TEST(verdicts_are_live_and_agree),
        TEST(a_difference_beyond_fifteen_digits_is_told_as_decided),
        TEST(counts_are_live_over_the_decisions),
        TEST(papers_are_linked_where_they_were_drawn),
        TEST(a_run_without_decisions_makes_a_workbook),
        TEST(long_tables_go_on_on_another_sheet),
        TEST(long_texts_are_cut_not_refused),
        TEST(a_place_that_cannot_be_written_is_an_output_failure),
        TEST(a_file_that_is_not_whole_is_noticed),
    };

    return cmocka_run_group_tests_name("workbook", tests, NULL, NULL);
}
