/* test_document.c - the papers: same bytes, no boxes, everything fits. */
#include "base/file.h"
#include "document/paper.h"
#include "document/press.h"
#include "model/docket.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define RARE "\xF0\xA0\x85\x98" /* U+20158, outside the repertoire */
#define NOWHERE "\xF0\x9F\xAB\xA0" /* U+1FAE0, in no font of the style */

static const char *const levels[] = {"3", "2", "1"};
static const struct programme programme = {.id = "cntisp", .levels = levels, .level_count = 3};
static const struct metric metrics[] = {
    {.id = "original.total", .name = "原创网络威胁信息", .unit_of_measure = "组", .fold = FOLD_COUNT_DISTINCT},
    {.id = "violation", .name = "已确认的违法违规或违约情况", .unit_of_measure = "次", .fold = FOLD_COUNT},
};
static const struct requirement review[] = {
    {.id = "documents", .clause = "附件2", .name = "资料合规性",
     .texts = {"内容填写真实完整，符合要求。", "内容填写真实完整，符合要求。", "内容填写真实完整，符合要求。"}},
    {.id = "original.total", .clause = "附件2", .name = "原创网络威胁信息支撑", .is_numeric = true,
     .texts = {"不少于10组", "不少于20组", "不少于30组"},
     .conditions = {{.metric = 0, .comparison = AT_LEAST, .thresholds = {{10, 1}, {20, 1}, {30, 1}}}},
     .condition_count = 1},
};
static const struct scheme scheme = {
    .programme = &programme,
    .words = {.name = "某某平台技术支撑单位计划", .short_name = "技术支撑单位", .document = "《计划指南》V2.0",
              .operator_name = "某某中心", .signatory = "签发人", .certificate_title = "某某平台（CNTISP）技术支撑单位证书",
              .honour = "合作厂商", .level_names = {"三级", "二级", "一级"}},
    .digest = "3f9c2b71d0e845aa3f9c2b71d0e845aa3f9c2b71d0e845aa3f9c2b71d0e845aa",
    .opens_working_days = {"年度审核开始", 20, "四（一）"}, .overdue_days = {"逾期", 90, NULL},
    .term_months = {"有效期（月）", 12, "四（一）"}, .objection_days = {"异议期（工作日）", 10, NULL},
    .violation_metric = 1, .metrics = metrics, .metric_count = 2, .review = {review, 2},
};
static const char *const rare_families[] = {"HanaMinA", "HanaMinB"};

static struct rule_set rules_in(const char *folder)
{
    return (struct rule_set){.folder = folder,
                             .style = {"Noto Serif CJK SC", "Noto Sans CJK SC", rare_families, 2, 16, 10.5, 22, 16, "style.json"},
                             .schemes = &scheme, .scheme_count = 1};
}

static const struct unit plain = {.id = "U1", .name = "北京安信科技有限公司", .name_en = "Anxin Co., Ltd.",
                                  .uscc = "91110108MA01ABCD5X", .registered_address = "北京市海淀区",
                                  .contact = {"张三丰", "zhang@example.cn", "13800000000"}};
static const struct unit rare = {.id = "U2", .name = "上海" RARE "堃网络有限公司", .uscc = "91110108MA01ABCD5X",
                                 .registered_address = "上海市"};
static const struct unit undrawable = {.id = "U3", .name = "上海" NOWHERE "公司", .uscc = "91110108MA01ABCD5X",
                                       .registered_address = "上海市"};

struct fixture {
    struct arena *arena;
    struct rule_set rules;
    struct export export;
    struct run run;
    struct press *press;
    struct rule_set other_rules; /* with a template of the test's */
    const char *folder;
    struct tally tallies[2];
    struct requirement_result results[2];
    struct certificate held;
    struct decision decision;
    const struct decision *decisions[1];
    struct packet packet;
};

static void fill_decision(struct fixture *f)
{
    f->results[0] = (struct requirement_result){&review[0], "documents", 1, "附件2", EXACT(1), EXACT(1), true, true};
    f->results[1] = (struct requirement_result){&review[1], "original.total", 1, "附件2", EXACT(12), EXACT(20), false,
                                                false};
    f->tallies[0] = (struct tally){EXACT(12), 15, 3, 2, 1, 1, 1, 1};
    f->tallies[1] = (struct tally){.value = EXACT(0)};
    f->held = (struct certificate){.no = "CNTISP-2025-0017", .unit = &plain, .programme = &programme, .track = -1,
                                   .level = 1, .valid_from = date_make(2025, 11, 21),
                                   .valid_to = date_make(2026, 11, 20)};
    f->decision = (struct decision){
        .proposal_id = "cntisp/U1/-/2026-11-20", .unit = &plain, .scheme = &scheme, .track = -1,
        .matter = MATTER_REVIEW, .cycle = "2026-11-20", .status = STATUS_DUE, .action = ACTION_DOWNGRADE, .from = 1,
        .to = 0, .attained = 0, .eligible_upgrade_to = -1, .needs_approval = true, .requirements = f->results,
        .requirement_count = 2, .held_certificate = &f->held, .opens = date_make(2026, 10, 23),
        .days_from = date_make(2025, 11, 21), .days_to = date_make(2026, 10, 31), .tallies = f->tallies,
        .reason_clause = "四（一）3", .deadline = DATE_NONE};
    f->decisions[0] = &f->decision;
    f->packet = (struct packet){f->decisions, 1, "packets/cntisp/U1", true, 0};
}

static int set_up(void **state)
{
    static struct fixture fixture;
    struct fixture *f = &fixture;

    f->arena = arena_new();
    f->rules = rules_in("templates");
    f->export = (struct export){.period = "2026-10", .as_of = date_make(2026, 10, 31), .next_as_of = DATE_NONE};
    f->run = (struct run){.version = "test", .rules = &f->rules, .export = &f->export};
    fill_decision(f);
    *state = f;
    return press_open(&f->press, &f->rules).kind != ERROR_NONE || press_prepare(f->press, 0, 1).kind != ERROR_NONE;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    press_close(f->press);
    arena_free(f->arena);
    return 0;
}

static struct issue issue_for(const struct unit *unit)
{
    return (struct issue){.certificate_no = "CNTISP-2026-0031", .version = 1, .unit = unit, .scheme = &scheme,
                          .track = -1, .level = 2, .name = unit->name, .registered_address = unit->registered_address,
                          .valid_from = date_make(2026, 11, 21), .valid_to = date_make(2027, 11, 20),
                          .counted_from = date_make(2026, 11, 1), .issued_on = date_make(2026, 10, 31),
                          .qr_text = "GP1:cntisp:CNTISP-2026-0031:1:0123456789abcdef"};
}

static struct bytes certificate_of(struct fixture *f, const struct unit *unit)
{
    struct issue issue = issue_for(unit);
    struct bytes pdf;

    bytes_init(&pdf, f->arena);
    assert_int_equal(press_certificate(f->press, &pdf, &f->run, &issue).kind, ERROR_NONE);
    return pdf;
}

static void assert_same(const struct bytes *a, const struct bytes *b)
{
    assert_int_equal(a->length, b->length);
    assert_memory_equal(a->data, b->data, a->length);
}

/* Runs a shell command that reads the paper as its standard input; its output. */
static const char *ask(struct fixture *f, const struct bytes *pdf, const char *command)
{
    char path[] = "/tmp/gradepress-paper-XXXXXX";
    struct bytes out;
    char part[4096];
    size_t n;
    int fd = mkstemp(path);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, pdf->data, pdf->length), (ssize_t)pdf->length);
    close(fd);
    FILE *pipe = popen(arena_printf(f->arena, "F=%s; %s", path, command), "r");
    assert_non_null(pipe);
    bytes_init(&out, f->arena);
    while ((n = fread(part, 1, sizeof part, pipe)) > 0)
        bytes_add(&out, part, n);
    pclose(pipe);
    unlink(path);
    return bytes_text(&out);
}

#define PAGES "pdfinfo $F | sed -n 's/^Pages: *//p' | tr -d '\\n'"

static void same_bytes_whatever_was_drawn_before(void **state)
{
    struct fixture *f = *state;
    struct bytes first = certificate_of(f, &plain), rare_first = certificate_of(f, &rare);
    struct bytes sheet[2], notice[2];

    for (int i = 0; i < 2; i++) {
        bytes_init(&sheet[i], f->arena);
        bytes_init(&notice[i], f->arena);
        assert_int_equal(press_decision_sheet(f->press, &sheet[i], &f->run, &f->packet).kind, ERROR_NONE);
        assert_int_equal(press_notice(f->press, &notice[i], &f->run, &f->packet).kind, ERROR_NONE);
    }
    struct bytes again = certificate_of(f, &plain), rare_again = certificate_of(f, &rare);
    assert_same(&first, &again);
    assert_same(&rare_first, &rare_again);
    assert_same(&sheet[0], &sheet[1]);
    assert_same(&notice[0], &notice[1]);
}

/* A paper brings the few rare characters it has, and no more of their fonts. */
static void rare_characters_cost_little(void **state)
{
    static const char *const names[] = {"㛃光科技", "𠀋堃科技", "㐂𠀋堃科技", "㛃光科技"};
    struct fixture *f = *state;
    struct bytes papers[4];
    size_t most = certificate_of(f, &plain).length + 3000;

    for (int i = 0; i < 4; i++) {
        struct unit unit = rare;
        unit.name = names[i];
        papers[i] = certificate_of(f, &unit);
        assert_true(papers[i].length < most);
        assert_non_null(strstr(ask(f, &papers[i], "pdftotext $F -"), names[i]));
    }
    assert_same(&papers[0], &papers[3]);
}

/* The child draws in another order than the parent did. */
static void same_bytes_in_a_child_process(void **state)
{
    struct fixture *f = *state;
    struct bytes here = certificate_of(f, &plain), rare_here = certificate_of(f, &rare);
    int status = -1;
    pid_t child = fork();

    if (child == 0) {
        struct issue issues[] = {issue_for(&rare), issue_for(&plain)};
        struct bytes out[2];
        bool same = true;
        for (int i = 0; i < 2; i++) {
            const struct bytes *wanted = i == 0 ? &rare_here : &here;
            bytes_init(&out[i], f->arena);
            same &= !press_certificate(f->press, &out[i], &f->run, &issues[i]).kind &&
                    out[i].length == wanted->length && memcmp(out[i].data, wanted->data, wanted->length) == 0;
        }
        _exit(same ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void missing_characters_are_found_before_drawing(void **state)
{
    struct fixture *f = *state;
    struct issue issue = issue_for(&undrawable);
    struct bytes pdf;

    assert_int_equal(press_missing_character(f->press, "北京堃" RARE), 0);
    assert_int_equal(press_missing_character(f->press, "北京" NOWHERE), 0x1FAE0);
    assert_int_equal(press_missing_character(f->press, "a\tb"), '\t');
    assert_int_equal(press_missing_in_packet(f->press, &f->packet), 0);
    f->decision.unit = &undrawable;
    assert_int_equal(press_missing_in_packet(f->press, &f->packet), 0x1FAE0);
    f->decision.unit = &plain;
    bytes_init(&pdf, f->arena);
    assert_int_equal(press_certificate(f->press, &pdf, &f->run, &issue).kind, ERROR_OUTPUT);
    assert_int_equal(pdf.length, 0);
}

static void certificate_is_one_page_however_long_the_name(void **state)
{
    struct fixture *f = *state;
    static char name[121 * 3];
    struct unit unit = plain;

    for (int i = 0; i < 120; i++)
        memcpy(name + 3 * i, i % 10 ? "网" : "京", 3);
    unit.name = name;
    struct bytes pdf = certificate_of(f, &unit);
    assert_string_equal(ask(f, &pdf, PAGES), "1");
    /* All 120 characters are there, none beyond the page. */
    assert_string_equal(ask(f, &pdf, "pdftotext -nopgbrk $F - | tr -d '\\n' | grep -o '[网京]' | wc -l | tr -d '\\n'"),
                        "120");
}

static void papers_say_what_they_must(void **state)
{
    struct fixture *f = *state;
    struct bytes pdf;

    bytes_init(&pdf, f->arena);
    assert_int_equal(press_decision_sheet(f->press, &pdf, &f->run, &f->packet).kind, ERROR_NONE);
    const char *text = ask(f, &pdf, "pdftotext -layout $F -");
    assert_non_null(strstr(text, "内部资料"));
    assert_non_null(strstr(text, "拟由二级降为三级"));
    assert_non_null(strstr(text, "办公室规定"));
    assert_non_null(strstr(text, "3f9c2b71d0e845aa"));
    assert_non_null(strstr(text, "批准意见"));
    assert_string_equal(ask(f, &pdf, PAGES), "2");
    bytes_init(&pdf, f->arena);
    assert_int_equal(press_notice(f->press, &pdf, &f->run, &f->packet).kind, ERROR_NONE);
    text = ask(f, &pdf, "pdftotext -layout $F -");
    assert_non_null(strstr(text, "送审稿（审批后发出）"));
    assert_non_null(strstr(text, "拟将你单位"));
    assert_null(strstr(text, "张三丰"));
    assert_null(strstr(text, "13800000000"));
    assert_string_equal(ask(f, &pdf, PAGES), "1");
}

static void an_outcome_words_the_notice(void **state)
{
    struct fixture *f = *state;
    const struct ruling ruling = {.word = RULING_CHANGED, .by = "王主任", .on = date_make(2026, 11, 5)};
    struct bytes pdf;

    f->decision.ruling = &ruling;
    f->decision.has_outcome = true;
    f->decision.outcome_action = ACTION_MAINTAIN;
    f->decision.outcome_to = 1;
    bytes_init(&pdf, f->arena);
    assert_int_equal(press_notice(f->press, &pdf, &f->run, &f->packet).kind, ERROR_NONE);
    const char *text = ask(f, &pdf, "pdftotext -layout $F -");
    assert_null(strstr(text, "送审稿"));
    assert_null(strstr(text, "王主任"));
    assert_non_null(strstr(text, "维持你单位二级"));
    assert_non_null(strstr(text, "2026年11月5日"));
    fill_decision(f);
}

static void code_reads_back(void **state)
{
    struct fixture *f = *state;
    struct bytes pdf = certificate_of(f, &plain);

    assert_string_equal(ask(f, &pdf, "pdftoppm -r 150 -png $F $F && zbarimg -q --raw $F-1.png 2>/dev/null | tr -d '\\n'; rm -f $F-1.png"),
                        "GP1:cntisp:CNTISP-2026-0031:1:0123456789abcdef");
}

/* A copy of the templates with one notice replaced. */
static const char *templates_with(struct fixture *f, const char *notice, const char *text)
{
    char *folder = arena_strdup(f->arena, "/tmp/gradepress-templates-XXXXXX");

    assert_non_null(mkdtemp(folder));
    assert_int_equal(system(arena_printf(f->arena, "cp -r templates/. %s && printf '%s' > %s/cntisp/%s", folder, text,
                                         folder, notice)), 0);
    return folder;
}

static void unknown_placeholder_is_refused(void **state)
{
    struct fixture *f = *state;
    struct press *press;
    const char *folder = templates_with(f, "notice.reject.txt", "Title\\n\\nA {{unit}} and {{colour}}\\n");
    struct rule_set rules = rules_in(folder);

    assert_int_equal(press_open(&press, &rules).kind, ERROR_RULES);
    assert_null(press);
    assert_non_null(strstr(error_message(), "cntisp/notice.reject.txt:3: unknown placeholder {{colour}}"));
    assert_int_equal(system(arena_printf(f->arena, "rm -r %s", folder)), 0);
}

static struct press *open_with(struct fixture *f, const char *name, const char *text)
{
    struct press *press;

    f->folder = templates_with(f, name, text);
    f->other_rules = rules_in(f->folder);
    assert_int_equal(press_open(&press, &f->other_rules).kind, ERROR_NONE);
    assert_int_equal(press_prepare(press, 0, 1).kind, ERROR_NONE);
    return press;
}

static void close_with(struct fixture *f, struct press *press)
{
    fill_decision(f);
    press_close(press);
    assert_int_equal(system(arena_printf(f->arena, "rm -r %s", f->folder)), 0);
}

static const char *notice_text(struct fixture *f, struct press *press)
{
    struct bytes pdf;

    bytes_init(&pdf, f->arena);
    assert_int_equal(press_notice(press, &pdf, &f->run, &f->packet).kind, ERROR_NONE);
    return ask(f, &pdf, "pdftotext -layout $F -");
}

/* A form has what is known of the unit, and empty places for the rest. */
static void forms_hold_what_is_known(void **state)
{
    struct fixture *f = *state;
    struct unit unit = plain;
    const struct office_subject subject = {OFFICE_APPLICATION, &scheme, &f->decision, 0};
    struct bytes pdf;
    struct press *press = open_with(f, "paper.application.txt", "Title\\n| U | {{unit}} {{contact}} {{phone}}\\n"
                                      "[no unit] empty\\n[head] | A:50 | B:50\\n"
                                      "[each requirements] | {{n}} {{item}} | {{value}}\\n");

    unit.contact.phone = "138" NOWHERE; /* left to be written by hand */
    f->decision.unit = &unit;
    bytes_init(&pdf, f->arena);
    assert_int_equal(press_office(press, &pdf, &f->run, &subject).kind, ERROR_NONE);
    const char *text = ask(f, &pdf, "pdftotext -layout $F -");
    assert_non_null(strstr(text, "北京安信科技有限公司"));
    assert_non_null(strstr(text, "张三丰"));
    assert_true(!strstr(text, "138") && !strstr(text, "empty"));
    assert_non_null(strstr(text, "2 原创网络威胁信息支撑"));
    close_with(f, press);
}

static void conditions_choose_the_lines(void **state)
{
    struct fixture *f = *state;
    struct docket_entry entry = {.has_score = true, .score = exact_make(649999, 10000)};
    struct press *press = open_with(f, "notice.downgrade.txt",
                                    "Title\n[no deadline] Open\n[deadline] By {{deadline}}\n[held] [no track] Plain\n"
                                    "[track] Never\n[score] Score {{score}}\n[no score] None\n[no lacking] {{holder}}\n");

    const char *text = notice_text(f, press);
    assert_true(strstr(text, "Open") && !strstr(text, "By") && strstr(text, "Plain") && !strstr(text, "Never"));
    assert_true(strstr(text, "None") && strstr(text, "证书持有单位"));
    f->decision.deadline = date_make(2026, 11, 30);
    f->decision.entry = &entry;
    text = notice_text(f, press);
    assert_true(!strstr(text, "Open") && strstr(text, "By 2026年11月30日"));
    assert_non_null(strstr(text, "Score 64.99\n")); /* cut, not rounded up to the mark */
    close_with(f, press);
}

/* The letter lists what the catalogue asks up to the level under review and is not met. */
static void letters_list_the_items_in_the_way(void **state)
{
    struct fixture *f = *state;
    const struct item items[] = {
        {.index = 0, .clause = "6.2.1", .text = "Common one", .chapter = -1},
        {.index = 1, .clause = "6.3.1", .text = "Common two", .chapter = -1, .level = 1},
        {.index = 2, .clause = "6.4.1", .text = "Common two", .chapter = -1, .level = 2},
        {.index = 3, .clause = "C.1", .text = "Chapter one"},
        {.index = 4, .clause = "C.2", .text = "Chapter two", .level = 2},
        {.index = 5, .clause = "C.3", .text = "Chapter three", .level = 3},
    };
    const int16_t position[] = {0, 1, 1, 2, 3, 4};
    struct check_result results[5] = {{.is_asked = true, .verdict = CHECK_UNMET}};
    const struct checklist checklist = {.count = 5, .position = position};
    struct programme with_items = programme;
    struct scheme of_items = scheme;
    const struct docket_entry entry = {.scheme = &of_items, .certificate = &f->held, .checklist = &checklist,
                                       .checks = results, .level_under_review = 2, .grade_basic = 1};
    struct press *press = open_with(f, "notice.downgrade.txt", "Title\n[lacking] Items:\n[items]\nEnd\n");

    with_items.items = items, with_items.item_count = 6;
    of_items.programme = &with_items;
    for (size_t i = 1; i < 5; i++)
        results[i] = results[0];
    f->decision.entry = &entry;
    const char *text = notice_text(f, press);
    assert_null(strstr(text, "Common one")); /* a common list that is reached implies those below */
    assert_true(strstr(text, "6.3.1"));
    assert_non_null(strstr(text, "6.4.1")); /* the same words in two lists are two clauses */
    assert_non_null(strstr(text, "Chapter one")); /* a chapter's adds to those below */
    assert_true(strstr(text, "Chapter two") && !strstr(text, "Chapter three"));
    for (size_t i = 0; i < 5; i++)
        results[i].verdict = CHECK_MET;
    text = notice_text(f, press);
    assert_true(!strstr(text, "Items:") && !strstr(text, "Chapter"));
    close_with(f, press);
}

static void a_ruling_clears_the_unit(void **state)
{
    struct fixture *f = *state;
    const struct ruling ruling = {.word = RULING_CHANGED, .on = date_make(2026, 11, 12), .by = "王", .remark = "Inside"};
    struct press *press = open_with(f, "notice.maintain.txt",
                                    "Title\n[shortfall] Lacks {{unmet}}\n[cleared] Looked at\n"
                                    "[requested] [no unreached] Not {{requested}}\n");

    f->decision.ruling = &ruling;
    f->decision.has_outcome = true;
    f->decision.outcome_action = ACTION_MAINTAIN;
    f->decision.outcome_to = 1;
    const char *text = notice_text(f, press);
    assert_true(!strstr(text, "Lacks") && !strstr(text, "Inside") && strstr(text, "Looked at"));
    f->decision.action = ACTION_MAINTAIN; /* what the figures propose themselves clears nothing */
    text = notice_text(f, press);
    assert_true(strstr(text, "Lacks 原创") && !strstr(text, "Looked at"));
    close_with(f, press);
}

/* The figures of an upgrade are those of the level given, and it names every certificate. */
static void an_upgrade_shows_the_level_given(void **state)
{
    struct fixture *f = *state;
    struct issue issues[] = {issue_for(&plain), issue_for(&plain)};
    struct press *press = open_with(f, "notice.upgrade.txt",
                                    "Title\n[raised] Raised\n[figures]\nNumbers {{new-number}}\nDays {{new-term}}\n");

    issues[1].certificate_no = "CNTISP-2026-0032";
    f->results[1].value = EXACT(31);
    f->decision.action = ACTION_UPGRADE;
    f->decision.to = f->decision.attained = 2;
    f->decision.certificates = issues;
    f->decision.certificate_count = 2;
    const char *text = notice_text(f, press);
    assert_true(strstr(text, "Raised") && strstr(text, "不少于30组") && !strstr(text, "不少于20组"));
    assert_true(strstr(text, "Numbers CNTISP-2026-0031、CNTISP-2026-0032\n"));
    assert_true(strstr(text, "Days 2026年11月21日至2027年11月20日\n"));
    f->decision.attained = 1; /* given by a ruling: what it asks was not attained */
    text = notice_text(f, press);
    assert_true(!strstr(text, "Raised") && strstr(text, "不少于20组"));
    close_with(f, press);
}

/* Which notices there must be follows from the rules. */
static void every_action_needs_its_notice(void **state)
{
    struct scheme refers = scheme, half_yearly = scheme;
    struct rule_set rules = rules_in("templates");
    struct press *press;

    (void)state;
    refers.refers_applicants = true;
    rules.schemes = &refers;
    assert_int_equal(press_open(&press, &rules).kind, ERROR_RULES);
    assert_non_null(strstr(error_message(), "cntisp/notice.refer.txt"));
    half_yearly.is_half_yearly = true;
    rules.schemes = &half_yearly;
    assert_int_equal(press_open(&press, &rules).kind, ERROR_RULES);
    assert_non_null(strstr(error_message(), "cntisp/notice.commend.txt"));
}

/* The artwork of every programme has room for the longest name and the longest scope. */
static void every_artwork_takes_the_longest_texts(void **state)
{
    static const char *const ids[] = {"ciipa", "cncert", "cntisp", "tcas375", "tpso"};
    static const char *const scope[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};
    struct fixture *f = *state;
    struct scope_name names[9];
    static char name[121 * 3];
    struct unit unit = plain;

    for (int i = 0; i < 120; i++)
        memcpy(name + 3 * i, i % 10 ? "网" : "京", 3);
    unit.name = name;
    unit.name_en = "National Critical Information Infrastructure Security Protection Technology Service and Emergency "
                   "Response Support Center of the Zhongguancun Software Park Limited Liability Company";
    for (size_t i = 0; i < 9; i++)
        names[i] = (struct scope_name){scope[i], "防护有效性验证"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        struct programme own = programme;
        struct scheme rules_of = scheme;
        struct rule_set rules = rules_in("templates");
        struct issue issue = issue_for(&unit);
        struct press *press;
        struct bytes pdf;
        own.id = ids[i];
        own.level_count = strcmp(ids[i], "cntisp") == 0 || strcmp(ids[i], "tcas375") == 0 ? 3 : 1;
        own.takes_scope = true;
        rules_of.programme = &own;
        rules_of.is_half_yearly = strcmp(ids[i], "cncert") == 0;
        rules_of.words.track_names[0] = "工业控制系统安全服务";
        rules_of.words.scope_names = names;
        rules_of.words.scope_name_count = 9;
        rules.schemes = &rules_of;
        issue.scheme = &rules_of;
        issue.level = 0;
        issue.track = 0;
        issue.scope = scope;
        issue.scope_count = 9;
        assert_int_equal(press_open(&press, &rules).kind, ERROR_NONE);
        assert_int_equal(press_prepare(press, 0, 1).kind, ERROR_NONE);
        bytes_init(&pdf, f->arena);
        assert_int_equal(press_certificate(press, &pdf, &f->run, &issue).kind, ERROR_NONE);
        press_close(press);
        assert_string_equal(ask(f, &pdf, PAGES), "1");
        assert_string_equal(ask(f, &pdf, "pdftotext -nopgbrk $F - | tr -d '\\n' | grep -o '网网网网网网网网网' | wc -l | tr -d '\\n'"),
                            "12");
        assert_non_null(strstr(ask(f, &pdf, "pdftotext $F -"), plain.uscc));
    }
}

static void missing_family_is_named(void **state)
{
    struct press *press;
    struct rule_set rules = rules_in("templates");

    (void)state;
    rules.style.serif = "No Such Family";
    rules.style.file = "rules/style.json";
    assert_int_equal(press_open(&press, &rules).kind, ERROR_RULES);
    assert_string_equal(error_message(), "rules/style.json: /serif: font family \"No Such Family\" is not installed; "
                                         "install it or name another");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_bytes_whatever_was_drawn_before),
        cmocka_unit_test(rare_characters_cost_little),
        cmocka_unit_test(same_bytes_in_a_child_process),
        cmocka_unit_test(missing_characters_are_found_before_drawing),
        cmocka_unit_test(certificate_is_one_page_however_long_the_name),
        cmocka_unit_test(papers_say_what_they_must),
        cmocka_unit_test(an_outcome_words_the_notice),
        cmocka_unit_test(code_reads_back),
        cmocka_unit_test(unknown_placeholder_is_refused),
        cmocka_unit_test(conditions_choose_the_lines),
        cmocka_unit_test(forms_hold_what_is_known),
        cmocka_unit_test(letters_list_the_items_in_the_way),
        cmocka_unit_test(a_ruling_clears_the_unit),
        cmocka_unit_test(an_upgrade_shows_the_level_given),
        cmocka_unit_test(every_action_needs_its_notice),
        cmocka_unit_test(every_artwork_takes_the_longest_texts),
        cmocka_unit_test(missing_family_is_named),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
