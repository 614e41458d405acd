/* Sheets of single programmes, on runs made by hand: which there are, live formulas, marked analysis. */
#include "workbook/workbook.h"

#include "base/bytes.h"
#include "model/analysis.h"
#include "model/docket.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHECKS = 4, UNITS = 2, SCHEMES = 2 };

/* Two units in two programmes; each test gives the programmes the rules it needs. */
struct fixture {
    struct arena *arena;
    char folder[64];
    struct programme programmes[SCHEMES];
    struct scheme schemes[SCHEMES];
    struct rule_set rules;
    struct export export;
    struct unit units[UNITS];
    struct item items[CHECKS];
    struct check checks[CHECKS];
    struct checklist checklist;
    struct check_result results[CHECKS];
    struct requirement requirements[2];
    struct requirement_result decided[2];
    struct term_result terms[2];
    struct tally tallies[1];
    struct docket_entry entry;
    struct decision decisions[3];
    struct plan plan;
    struct analysis analysis;
    struct run run;
};

static const char *const levels[] = {"low", "high"};

static struct decision decision_of(struct fixture *f, const char *id, size_t unit, size_t scheme, enum action action)
{
    return (struct decision){.proposal_id = id,
                             .unit = &f->units[unit],
                             .scheme = &f->schemes[scheme],
                             .track = -1,
                             .matter = MATTER_REVIEW,
                             .cycle = "2026H1",
                             .status = STATUS_DUE,
                             .action = action,
                             .from = 0,
                             .to = 0,
                             .attained = 0,
                             .eligible_upgrade_to = -1,
                             .opens = DATE_NONE,
                             .days_from = DATE_NONE,
                             .days_to = DATE_NONE,
                             .deadline = DATE_NONE,
                             .needs_approval = action_is_adverse(action)};
}

static void fill_checks(struct fixture *f)
{
    static const char *const ids[CHECKS] = {"1.a", "1.b", "9.a", "9.b"};

    for (size_t i = 0; i < CHECKS; i++) {
        f->items[i] = (struct item){.id = ids[i],
                                    .index = i,
                                    .clause = ids[i],
                                    .heading = i < 2 ? "通则：总则" : "专项",
                                    .text = "应当如此",
                                    .is_necessary = i == 0,
                                    .level = -1,
                                    .chapter = i < 2 ? -1 : 0};
        f->checks[i] = (struct check){.item = &f->items[i],
                                      .levels = 1,
                                      .applicant_levels = 1,
                                      .term = i >= 2,
                                      .is_professional = i >= 2,
                                      .is_used = true};
        f->results[i] = (struct check_result){.votes = {2, 0, 0}, .is_asked = true, .verdict = CHECK_MET};
    }
    f->results[3] = (struct check_result){
        .votes = {1, 1, 0}, .is_asked = true, .verdict = CHECK_UNMET, .is_tied = true};
    f->checklist = (struct checklist){.checks = f->checks, .count = CHECKS};
}

static int set_up(void **state)
{
    struct fixture *f = heap_alloc(1, sizeof *f);

    f->arena = arena_new();
    for (size_t i = 0; i < SCHEMES; i++) {
        f->programmes[i] = (struct programme){
            .id = i ? "seventeen-letters-b" : "seventeen-letters-a", .index = i, .levels = levels, .level_count = 1};
        f->schemes[i] = (struct scheme){.programme = &f->programmes[i],
                                        .words = {.name = i ? "乙计划" : "甲计划",
                                                  .short_name = i ? "乙" : "甲",
                                                  .document = "《办法》",
                                                  .operator_name = "办公室",
                                                  .level_names = {"合格", "优秀"}},
                                        .digest = "5c4e",
                                        .violation_metric = -1};
    }
    for (size_t i = 0; i < UNITS; i++)
        f->units[i] = (struct unit){.id = i ? "U2" : "U1", .index = i, .name = i ? "乙公司" : "甲公司", .uscc = "9"};
    fill_checks(f);
    f->entry = (struct docket_entry){.scheme = &f->schemes[0],
                                     .unit = &f->units[0],
                                     .track = -1,
                                     .checklist = &f->checklist,
                                     .checks = f->results,
                                     .next_level = -1};
    f->rules = (struct rule_set){.schemes = f->schemes, .scheme_count = SCHEMES, .calendar_digest = "ca1e"};
    f->export = (struct export){
        .period = "2026-10", .as_of = date_make(2026, 10, 31), .next_as_of = DATE_NONE, .digest = ""};
    f->decisions[0] = decision_of(f, "a/U1", 0, 0, ACTION_REVOKE);
    f->decisions[0].entry = &f->entry;
    f->decisions[1] = decision_of(f, "b/U1", 0, 1, ACTION_MAINTAIN);
    f->decisions[2] = decision_of(f, "b/U2", 1, 1, ACTION_NONE);
    f->plan = (struct plan){.decisions = f->decisions, .count = 3};
    f->run = (struct run){
        .version = "1.0", .rules = &f->rules, .export = &f->export, .plan = &f->plan, .analysis = &f->analysis};
    strcpy(f->folder, "/tmp/test_programme_sheets.XXXXXX");
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

static const char *part_of(struct fixture *f, const char *part)
{
    struct bytes out;
    char chunk[4096];
    size_t got;
    FILE *pipe = popen(arena_printf(f->arena, "unzip -p a.xlsx %s", part), "r");

    assert_non_null(pipe);
    bytes_init(&out, f->arena);
    while ((got = fread(chunk, 1, sizeof chunk, pipe)) > 0)
        bytes_add(&out, chunk, got);
    assert_int_equal(pclose(pipe), 0);
    return bytes_text(&out);
}

/* Writes the workbook; the names of its sheets. */
static const char *write_book(struct fixture *f)
{
    struct result r = workbook_decisions("a.xlsx", ".", &f->run);

    if (r.kind)
        fail_msg("%s", error_message());
    return part_of(f, "xl/workbook.xml");
}

/* The part of a sheet by its name. */
static const char *sheet_of(struct fixture *f, const char *name)
{
    const char *at = strstr(write_book(f), arena_printf(f->arena, "name=\"%s\" sheetId=\"", name));
    int number = 0;

    if (!at || sscanf(strstr(at, "sheetId"), "sheetId=\"%d", &number) != 1)
        fail_msg("there is no sheet %s", name);
    return part_of(f, arena_printf(f->arena, "xl/worksheets/sheet%d.xml", number));
}

static void assert_holds(const char *text, const char *wanted)
{
    if (!strstr(text, wanted))
        fail_msg("lacks %s in %s", wanted, text);
}

static void give_score(struct fixture *f, struct exact weight, int mark)
{
    struct scheme *scheme = &f->schemes[0];

    f->programmes[0].items = f->items;
    f->programmes[0].item_count = CHECKS;
    scheme->term_count = 2;
    scheme->terms[0] = (struct score_term){.id = "1", .weight = weight};
    scheme->terms[1] = (struct score_term){
        .id = "chapter", .is_chapter = true, .weight = exact_add(EXACT(100), (struct exact){-weight.num, weight.den})};
    for (size_t i = 0; i < 2; i++)
        f->terms[i] = (struct term_result){
            .id = scheme->terms[i].id, .weight = scheme->terms[i].weight, .met = i ? 1 : 2, .total = 2};
    f->entry.has_score = true;
    f->entry.terms = f->terms;
    f->entry.score = exact_add(weight, exact_multiply(f->terms[1].weight, exact_make(1, 2)));
    f->requirements[0] = (struct requirement){
        .id = "necessary", .name = "必要项", .is_numeric = true, .source = SOURCE_NECESSARY};
    f->requirements[1] = (struct requirement){
        .id = "score", .name = "总分", .is_numeric = true, .source = SOURCE_SCORE};
    f->decided[0] = (struct requirement_result){
        .requirement = &f->requirements[0], .id = "necessary", .value = EXACT(1), .required = EXACT(1), .is_met = true};
    f->decided[1] = (struct requirement_result){
        .requirement = &f->requirements[1], .id = "score", .value = f->entry.score, .required = EXACT(mark)};
    f->decided[1].is_met = exact_compare(f->entry.score, EXACT(mark)) >= 0;
    f->decisions[0].requirements = f->decided;
    f->decisions[0].requirement_count = 2;
    f->entry.result_count = 2;
}

static void scores_follow_from_a_row_of_weights(void **state)
{
    struct fixture *f = *state;

    give_score(f, EXACT(30), 65);
    const char *sheet = sheet_of(f, "SEVENTEEN-LETTER 计分");
    assert_holds(sheet, "<f>IF(G6=0,$H$4,$H$4*F6/G6)</f><v>30</v>");
    assert_holds(sheet, "<f>IF(J6=0,$K$4,$K$4*I6/J6)</f><v>35</v>");
    assert_holds(sheet, "<f>SUM(H6,K6)</f><v>65</v>");
    assert_holds(sheet, "<f>IF(AND(D6=E6,ROUND(L6,9)&gt;=M6),\"通过\",\"不通过\")</f><v>通过</v>");
    assert_holds(sheet, "<f>SUM(H4,K4)</f><v>100</v>");
    assert_holds(sheet, "1 通则");
}

static void a_score_that_only_nine_decimals_would_let_pass_is_told_as_decided(void **state)
{
    struct fixture *f = *state;

    give_score(f, EXACT(30), 65);
    f->entry.score = exact_make(64999999999999999, 1000000000000000);
    f->decided[1].is_met = false;
    const char *sheet = sheet_of(f, "SEVENTEEN-LETTER 计分");
    assert_holds(sheet, "<t>不通过</t>");
    assert_null(strstr(sheet, "ROUND(L6,9)"));
}

static void items_that_are_plainly_met_are_left_out(void **state)
{
    struct fixture *f = *state;

    give_score(f, EXACT(30), 65);
    const char *sheet = sheet_of(f, "SEVENTEEN-LETTER 评审项");
    assert_holds(sheet, "<t>9.b</t>");
    assert_holds(sheet, "意见持平");
    assert_null(strstr(sheet, "<t>9.a</t>"));
}

static void grades_follow_from_counts(void **state)
{
    struct fixture *f = *state;

    f->programmes[0].items = f->items;
    f->programmes[0].item_count = CHECKS;
    f->programmes[0].level_count = 2;
    for (size_t i = 0; i < CHECKS; i++) {
        f->items[i].level = i % 2;
        f->checks[i].levels = f->checks[i].applicant_levels = (uint16_t)(1u << (i % 2));
    }
    f->entry.grade_basic = 2;
    f->entry.grade_professional = 1;
    f->entry.result_count = 1;
    const char *sheet = sheet_of(f, "SEVENTEEN-LETTER 等级");
    assert_holds(sheet, "<f>IF(F5=G5,2,IF(D5=E5,1,0))</f><v>2</v>");
    assert_holds(sheet, "<f>IF(H5=I5,IF(J5=K5,2,1),0)</f><v>1</v>");
    assert_holds(sheet, "<f>MIN(L5,M5)</f><v>1</v>");
    assert_holds(sheet, "<f>IF(N5&gt;=O5,\"达标\",\"未达标\")</f><v>达标</v>");
}

static void half_years_are_judged_by_figures_per_month(void **state)
{
    static const struct metric metrics[] = {{.id = "hours", .name = "工时", .unit_of_measure = "工时"}};
    struct fixture *f = *state;

    f->schemes[0].is_half_yearly = true;
    f->schemes[0].shortfall = SHORTFALL_WARN;
    f->schemes[0].metrics = metrics;
    f->schemes[0].metric_count = 1;
    f->requirements[0] = (struct requirement){
        .id = "hours",
        .name = "工时（月均）",
        .is_numeric = true,
        .has_commend = true,
        .commend = EXACT(60),
        .conditions = {{.metric = 0, .is_per_month = true, .comparison = AT_LEAST, .thresholds = {{40, 1}}}},
        .condition_count = 1};
    f->schemes[0].review = (struct requirement_list){f->requirements, 1};
    f->tallies[0].value = exact_make(23999, 100);
    f->decided[0] = (struct requirement_result){
        .requirement = &f->requirements[0], .id = "hours", .value = exact_make(23999, 600), .required = EXACT(40)};
    f->entry.months = 6;
    f->decisions[0].matter = MATTER_HALF_YEAR;
    f->decisions[0].tallies = f->tallies;
    f->decisions[0].requirements = f->decided;
    f->decisions[0].requirement_count = 1;
    const char *sheet = sheet_of(f, "SEVENTEEN-LETTER 半年评价");
    assert_holds(sheet, "<f>F7/E7</f>");
    assert_holds(
        sheet,
        "<f>IF(AND(ROUND(G7,9)&gt;=$G$4),IF(AND(ROUND(G7,9)&gt;=$G$5),\"通报表扬\",\"维持\"),\"警告\")</f><v>警告</v>");
    assert_holds(write_book(f), "SEVENTEEN-LETTER 表扬名单");
}

static void the_worst_shortfall_is_a_formula(void **state)
{
    struct fixture *f = *state;

    f->schemes[0].shortfall = SHORTFALL_SEVERITY;
    f->requirements[0] = (struct requirement){.id = "a", .name = "轻的", .severity = SEVERITY_MINOR};
    f->requirements[1] = (struct requirement){.id = "b", .name = "重的", .severity = SEVERITY_MAJOR};
    f->schemes[0].review = (struct requirement_list){f->requirements, 2};
    for (size_t i = 0; i < 2; i++)
        f->decided[i] = (struct requirement_result){.requirement = &f->requirements[i],
                                                    .id = i ? "b" : "a",
                                                    .value = EXACT(0),
                                                    .required = EXACT(1),
                                                    .is_yes_no = true};
    f->decisions[0].action = ACTION_RECTIFY;
    f->decisions[0].deadline = date_make(2026, 11, 30);
    f->decisions[0].requirements = f->decided;
    f->decisions[0].requirement_count = 2;
    const char *sheet = sheet_of(f, "SEVENTEEN-LETTER 监督审查表");
    assert_holds(sheet, "<f>COUNTIF(D5:D5,\"不符合\")</f><v>1</v>"); /* the graver first */
    assert_holds(sheet, "<f>IF(F5&gt;0,\"严重\",IF(G5&gt;0,\"较重\",IF(H5&gt;0,\"一般\",\"无\")))</f><v>较重</v>");
    assert_holds(sheet, "<v>限期整改</v>");
    assert_holds(sheet, "<v>46356</v>"); /* 30 November 2026 */
}

static void sheets_of_programmes_with_like_names_are_told_apart(void **state)
{
    struct fixture *f = *state;

    f->programmes[0].level_count = f->programmes[1].level_count = 2;
    const char *book = write_book(f);
    assert_holds(book, "\"SEVENTEEN-LETTER 余量与差距\"");
    assert_holds(book, "\"SEVENTEEN-LETTER~2 余量与差距\"");
}

static void a_unit_of_two_programmes_has_one_line(void **state)
{
    struct fixture *f = *state;
    const char *sheet = sheet_of(f, "单位一览");

    assert_holds(sheet, "<c r=\"A4\"");
    assert_holds(sheet, "<c r=\"A5\"");
    assert_null(strstr(sheet, "<c r=\"A6\""));
    assert_holds(sheet, "取消资格");
    assert_holds(sheet, "维持");
}

static void analysis_is_marked_and_there_only_where_it_was_made(void **state)
{
    static const uint16_t others[] = {3};
    struct fixture *f = *state;

    give_score(f, EXACT(30), 65);
    assert_null(strstr(write_book(f), "分析"));
    struct sensitivity sensitivity = {.decision = &f->decisions[0],
                                      .mark = EXACT(65),
                                      .is_passed = true,
                                      .draws = 10000,
                                      .kept = 5000,
                                      .necessary_count = 1,
                                      .others = others,
                                      .other_count = 1,
                                      .others_suffice = true};
    f->analysis = (struct analysis){.sensitivities = &sensitivity, .sensitivity_count = 1};
    const char *sheet = sheet_of(f, "分析 结论稳健性");
    assert_holds(sheet, "分析，仅供内部参考，不作为评定依据");
    assert_holds(sheet, "<v>0.5</v>");
    assert_holds(sheet, "1 个必要项中任一项不再满足，即不通过；少 1 个非必要项，总分低于合格线");
    assert_holds(sheet, "<t>9.b</t>");
    f->run.analysis = NULL;
    assert_null(strstr(write_book(f), "分析"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(scores_follow_from_a_row_of_weights),
        TEST(a_score_that_only_nine_decimals_would_let_pass_is_told_as_decided),
        TEST(items_that_are_plainly_met_are_left_out),
        TEST(grades_follow_from_counts),
        TEST(half_years_are_judged_by_figures_per_month),
        TEST(the_worst_shortfall_is_a_formula),
        TEST(sheets_of_programmes_with_like_names_are_told_apart),
        TEST(a_unit_of_two_programmes_has_one_line),
        TEST(analysis_is_marked_and_there_only_where_it_was_made),
    };

    return cmocka_run_group_tests_name("sheets", tests, NULL, NULL);
}
