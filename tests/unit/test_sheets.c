/* test_sheets.c - decision sheets of every kind, drawn from the shipped rules: what they must say, and
 * that no page ends with a head or a heading alone. */
#include "decide/judge.h"
#include "document/paper.h"
#include "document/press.h"
#include "scheme/rules.h"
#include "score/score.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena *arena;
static const struct rule_set *rules;
static struct press *press;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return rules_load(&rules, arena, "templates").kind || press_open(&press, rules).kind ||
           press_prepare(press, 0, 1).kind;
}

static int tear_down(void **state)
{
    (void)state;
    press_close(press);
    arena_free(arena);
    return 0;
}

static const struct unit unit = {
    .id = "U1", .name = "北京安信科技有限公司", .uscc = "91110108MA01ABCD5X", .registered_address = "北京市海淀区"};
static const struct expert experts[] = {{"陈明远", "某某研究院", "同意评价结论。"}, {"林淑华", NULL, NULL}};
static const struct assessment assessment = {.id = "A1",
                                             .unit = &unit,
                                             .form = "third-party",
                                             .from = 20700,
                                             .to = 20710,
                                             .evaluator = "某某评价中心",
                                             .experts = experts,
                                             .expert_count = 2,
                                             .opinion = "结论客观。"};
static struct certificate held = {.no = "X-1", .unit = &unit, .valid_from = 20430, .valid_to = 20794};
static const struct export export = {.period = "2026-10", .as_of = 20757, .next_as_of = DATE_NONE};

/* A holder's review of the programme, every item met by both experts. */
static struct docket_entry entry_of(const char *programme, const char *track, int level)
{
    const struct scheme *scheme = rule_set_scheme(rules, vocabulary_programme(&rules->vocabulary, programme));
    int t = track ? programme_track(scheme->programme, track) : -1;

    held.level = level;
    held.programme = scheme->programme;
    held.track = t;
    struct docket_entry entry = {.matter = scheme->is_half_yearly ? MATTER_HALF_YEAR : MATTER_REVIEW,
                                 .unit = &unit,
                                 .scheme = scheme,
                                 .track = t,
                                 .certificate = &held,
                                 .status = STATUS_DUE,
                                 .opens = DATE_NONE,
                                 .days_from = 20454,
                                 .days_to = 20634,
                                 .papers_from = 20430,
                                 .cycle = scheme->is_half_yearly ? "2026H1" : "2026-12-07",
                                 .months = 6,
                                 .is_covered = true,
                                 .tallies = ARENA_ARRAY(arena, struct tally, scheme->metric_count)};
    for (size_t i = 0; i < scheme->metric_count; i++)
        entry.tallies[i].value = EXACT(0);
    if (scheme->checklists) {
        entry.assessment = &assessment;
        entry.checklist = scheme_checklist(scheme, t);
        entry.checks = ARENA_ARRAY(arena, struct check_result, entry.checklist->count);
        for (size_t i = 0; i < entry.checklist->count; i++) {
            entry.checks[i].is_asked = entry.checklist->checks[i].is_used;
            entry.checks[i].votes[FINDING_MET] = 2;
        }
    }
    return entry;
}

static void find(struct docket_entry *entry, const char *item, enum finding_result result)
{
    int position = entry->checklist->position[programme_item(entry->scheme->programme, item)->index];

    assert_true(position >= 0);
    memset(entry->checks[position].votes, 0, sizeof entry->checks[position].votes);
    entry->checks[position].votes[result] = 2;
}

static struct tally *tally_of(struct docket_entry *entry, const char *metric)
{
    for (size_t i = 0; i < entry->scheme->metric_count; i++)
        if (strcmp(entry->scheme->metrics[i].id, metric) == 0)
            return &entry->tallies[i];
    fail_msg("no metric %s", metric);
    return NULL;
}

/* Scores and judges the entry, draws its sheet, and reads it back. */
static const char *sheet_of(struct docket_entry *entry)
{
    struct docket docket = {.entries = entry, .count = 1};
    struct decision *decision = ARENA_NEW(arena, struct decision);
    const struct decision *decisions[] = {decision};
    const struct packet packet = {.decisions = decisions, .count = 1, .folder = "packets"};
    const struct run run = {.version = "test", .rules = rules, .export = &export};
    char path[] = "/tmp/gradepress-sheet-XXXXXX", part[4096];
    struct bytes pdf, text;
    size_t n;
    int fd = mkstemp(path);

    entry->level_under_review = -1;
    score_docket(&docket, arena, export.as_of);
    judge(decision, arena, entry, &docket, &export, NULL);
    judge_settle_notes(decision);
    bytes_init(&pdf, arena);
    bytes_init(&text, arena);
    assert_int_equal(press_missing_in_packet(press, &packet), 0);
    assert_int_equal(press_decision_sheet(press, &pdf, &run, &packet).kind, ERROR_NONE);
    assert_int_equal(write(fd, pdf.data, pdf.length), (ssize_t)pdf.length);
    close(fd);
    FILE *pipe = popen(arena_printf(arena, "pdftotext -layout %s -", path), "r");
    assert_non_null(pipe);
    while ((n = fread(part, 1, sizeof part, pipe)) > 0)
        bytes_add(&text, part, n);
    pclose(pipe);
    unlink(path);
    return bytes_text(&text);
}

static void assert_says(const char *text, const char *wanted)
{
    if (!strstr(text, wanted))
        fail_msg("lacks %s:\n%s", wanted, text);
}

static void assert_lacks(const char *text, const char *unwanted)
{
    if (strstr(text, unwanted))
        fail_msg("says %s", unwanted);
}

static bool is_blank(const char *line, size_t length)
{
    return strspn(line, " ") >= length;
}

/* Pages of a text; none may end, above its foot, with the head of a table or a heading. */
static size_t check_pages(const char *text)
{
    size_t pages = 0;

    for (const char *end; (end = strchr(text, '\f')); text = end + 1, pages++) {
        const char *last = "";
        for (const char *line = text; line < end; line += strcspn(line, "\n\f") + 1) {
            size_t length = strcspn(line, "\n\f");
            if (length && !is_blank(line, length) && !strstr(arena_strndup(arena, line, length), "规则文件摘要") &&
                !strstr(arena_strndup(arena, line, length), "— "))
                last = arena_strndup(arena, line, length);
        }
        if (strstr(last, "文件要求") || strstr(last, "评价指标 ") || (!strncmp(last, "一", 3) && strstr(last, "、")))
            fail_msg("page %zu ends with %s", pages + 1, last);
    }
    return pages;
}

static void a_score_is_an_evaluation_report(void **state)
{
    struct docket_entry entry = entry_of("ciipa", "consulting", 0);
    static const char *const scope[] = {"9.1.1", "9.1.5"};

    (void)state;
    held.scope = scope;
    held.scope_count = 2;
    find(&entry, "8.2.1.c", FINDING_UNMET);
    find(&entry, "8.5.a", FINDING_NA);
    const char *text = sheet_of(&entry);
    held.scope_count = 0;
    static const char *const wanted[] = {"评价报告",
                                         "维持评价结论“通过”（安全咨询：安全规划咨询、密码使用管理咨询）",
                                         "某某评价中心",
                                         "第三方评估",
                                         "陈明远",
                                         "某某研究院",
                                         "指标权重与赋值方法",
                                         "合格分数线65分，达到",
                                         "精确值",
                                         "必要项评价",
                                         "全部满足",
                                         "8.2.1 c)",
                                         "在服务方案中明确服务工具清单",
                                         "不适用的条款（1项）",
                                         "限于下列服务项",
                                         "证书有效期36个月（办公室规定）",
                                         "同意评价结论。",
                                         "（未填写书面意见）",
                                         "结论客观。",
                                         "签名（盖章）",
                                         "承办人意见"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        assert_says(text, wanted[i]);
    check_pages(text);
}

/* Heads are repeated, nothing is lost, and the total is not rounded up to the mark. */
static void many_items_go_over_pages(void **state)
{
    struct docket_entry entry = entry_of("ciipa", "protection", 0);

    (void)state;
    for (size_t i = 0; i < entry.checklist->count; i++)
        if (i % 3)
            find(&entry, entry.checklist->checks[i].item->id, FINDING_UNMET);
    const char *text = sheet_of(&entry);
    assert_true(check_pages(text) > 5);
    assert_says(text, "取消资格（安全防护）");
    assert_says(text, "未达到");
    for (size_t i = 0; i < entry.checklist->count; i++)
        if (i % 3)
            assert_says(text, entry.checklist->checks[i].item->clause);
}

static void a_grade_is_told_list_by_list(void **state)
{
    struct docket_entry entry = entry_of("tcas375", "integration", 2);
    struct fact facts[] = {{.name = "registered_capital_wan", .type = FIELD_NUMBER, .number = EXACT(450)}};
    const struct submission review = {.id = "S7", .submitted_on = 20740, .facts = facts, .fact_count = 1};

    (void)state;
    entry.facts = &review;
    find(&entry, "D.3.2.b", FINDING_UNMET);
    const char *text = sheet_of(&entry);
    static const char *const wanted[] = {"评定审批表",
                                         "拟由3级降为2级（安全集成服务）",
                                         "基本能力3级（6.4）",
                                         "专业能力3级（D.3）",
                                         "基本能力：2级",
                                         "较低的等级（5.5）：2级",
                                         "3级要求中未满足的条款（2项）",
                                         "注册资金（万元）",
                                         "不少于500",
                                         "材料S7"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        assert_says(text, wanted[i]);
    assert_lacks(text, "尚缺");
    check_pages(text);

    struct docket_entry second = entry_of("tcas375", "integration", 0);
    for (size_t i = 0; i < second.checklist->count; i++)
        if (second.checklist->checks[i].levels == 1u << 1)
            memset(second.checks[i].votes, 0, sizeof second.checks[i].votes);
    text = sheet_of(&second);
    assert_says(text, "达到2级尚缺的条款");
    assert_says(text, "均无评估意见，按不满足计");
}

static void a_half_year_has_its_months(void **state)
{
    struct docket_entry entry = entry_of("cncert", NULL, 0);

    (void)state;
    tally_of(&entry, "events")->value = EXACT(12);
    tally_of(&entry, "hours")->value = exact_make(23999, 100); /* 39.998 a month */
    tally_of(&entry, "report.sound")->value = EXACT(1);
    tally_of(&entry, "mobilisation.unanswered")->value = EXACT(1);
    const char *text = sheet_of(&entry);
    assert_says(text, "半年综合评价表");
    assert_says(text, "2026年上半年");
    assert_says(text, "计入6个整月");
    assert_says(text, "239.99工时");
    assert_says(text, "39.99");
    assert_says(text, "拟予以警告，保留应急服务支撑单位资格。");
    assert_lacks(text, "通报表扬意见");
    check_pages(text);
}

static void a_commendation_says_why(void **state)
{
    struct docket_entry entry = entry_of("cncert", NULL, 0);

    (void)state;
    tally_of(&entry, "events")->value = EXACT(12);
    tally_of(&entry, "hours")->value = EXACT(360);
    for (size_t i = 0; i < entry.scheme->metric_count; i++)
        if (entry.scheme->metrics[i].source == METRIC_SUBMISSIONS)
            entry.tallies[i] = (struct tally){.value = EXACT(1), .counted = 1};
    const char *text = sheet_of(&entry);
    assert_says(text, "通报表扬意见");
    assert_says(text, "60工时（表扬标准60工时）");
}

static void a_supervision_goes_by_its_matters(void **state)
{
    struct docket_entry entry = entry_of("tpso", NULL, 0);

    (void)state;
    tally_of(&entry, "projects.recent")->value = EXACT(1);
    find(&entry, "4.5.d", FINDING_UNMET);
    const char *text = sheet_of(&entry);
    static const char *const wanted[] = {"监督审查表",
                                         "a）基本条件符合情况",
                                         "b）管理制度与保密制度落实情况",
                                         "c）服务评价，及人员管理与培训情况",
                                         "d）网络安全服务项目实施情况",
                                         "e）法律法规要求的其他需要监督审查的事项"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        assert_says(text, wanted[i]);
        if (i > 1)
            assert_true(strstr(text, wanted[i]) > strstr(text, wanted[i - 1]));
    }
    assert_says(text, "责令限期整改，整改期限至2026年11月30日");
    assert_says(text, "最重的为“较重”");
    check_pages(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_score_is_an_evaluation_report), cmocka_unit_test(many_items_go_over_pages),
        cmocka_unit_test(a_grade_is_told_list_by_list),    cmocka_unit_test(a_half_year_has_its_months),
        cmocka_unit_test(a_commendation_says_why),         cmocka_unit_test(a_supervision_goes_by_its_matters),
    };

    return cmocka_run_group_tests_name("sheets", tests, set_up, tear_down);
}
