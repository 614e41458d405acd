/* index.html: whole, escaped, and without personal data. */
#include "page/page.h"

#include "page/markup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

/* One decision with papers and a certificate, one without. */
struct fixture {
    struct arena *arena;
    struct programme programme;
    struct scheme scheme;
    struct rule_set rules;
    struct export export;
    struct unit units[2];
    struct issue issue;
    struct decision decisions[2];
    const struct decision *packed[1];
    struct packet packet;
    struct plan plan;
    struct run run;
};

static const char *const levels[] = {"low", "high"};

static int set_up(void **state)
{
    struct fixture *f = heap_alloc(1, sizeof *f);

    f->arena = arena_new();
    f->programme = (struct programme){.id = "demo", .levels = levels, .level_count = 2};
    f->scheme = (struct scheme){.programme = &f->programme,
                                .words = {.short_name = "示范<i>", .level_names = {"初级", NULL}}};
    f->rules = (struct rule_set){.schemes = &f->scheme, .scheme_count = 1};
    f->export = (struct export){
        .period = "2026-10", .as_of = date_make(2026, 10, 31), .next_as_of = DATE_NONE, .digest = "e4b0"};
    f->units[0] = (struct unit){.id = "U0",
                                .name = "<script>alert('1')</script>\" onclick=x",
                                .uscc = "91110108MA01ABCD5X",
                                .registered_address = "秘密路1号",
                                .contact = {"张三", "secret@example.org", "13800000000"}};
    f->units[1] = (struct unit){
        .id = "U1", .name = "=HYPERLINK(\"../../x\")\x01", .uscc = "", .registered_address = ""};
    f->issue = (struct issue){.certificate_no = "D<1>", .version = 1, .file = "certificates/demo/javascript:x \"y.pdf"};
    for (int i = 0; i < 2; i++)
        f->decisions[i] = (struct decision){.proposal_id = i ? "demo/U1/-/c" : "demo/U0/-/c",
                                            .unit = &f->units[i],
                                            .scheme = &f->scheme,
                                            .track = -1,
                                            .matter = MATTER_REVIEW,
                                            .status = STATUS_DUE,
                                            .action = i ? ACTION_NONE : ACTION_DOWNGRADE,
                                            .from = 1,
                                            .to = i,
                                            .attained = -1,
                                            .eligible_upgrade_to = -1,
                                            .needs_approval = !i};
    f->decisions[0].is_held = f->decisions[0].holds[HOLD_APPEAL] = true;
    f->decisions[0].certificates = &f->issue;
    f->decisions[0].certificate_count = 1;
    f->packed[0] = &f->decisions[0];
    f->packet = (struct packet){.decisions = f->packed, .count = 1, .folder = "packets/demo/U0", .has_notice = true};
    f->plan = (struct plan){.decisions = f->decisions, .count = 2, .packets = &f->packet, .packet_count = 1};
    f->run = (struct run){.version = "1.0", .rules = &f->rules, .export = &f->export, .plan = &f->plan};
    *ARENA_PUSH(f->arena,
                &f->export.rejects) = (struct reject){.place = {"units.ndjson", 3},
                                                      .id = "<U>",
                                                      .code = REJECT_BAD_FIELD,
                                                      .message = message_of("contact.email: found \"other@example.org\"")};
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    arena_free(f->arena);
    heap_free(f);
    return 0;
}

static const char *page_of(struct fixture *f)
{
    struct bytes html;

    bytes_init(&html, f->arena);
    page_index(&html, &f->run);
    return bytes_text(&html);
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

static void names_are_escaped(void **state)
{
    const char *html = page_of(*state);

    assert_holds(html, "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot; onclick=x");
    assert_lacks(html, "<script>alert");
    assert_holds(html, "=HYPERLINK(&quot;../../x&quot;)\xEF\xBF\xBD");
    assert_lacks(html, "\x01");
    assert_holds(html, "示范&lt;i&gt;");
    assert_holds(html, "D&lt;1&gt;</a>");
}

static void links_stay_inside(void **state)
{
    const char *html = page_of(*state);

    assert_holds(html, "href=\"./packets/demo/U0/internal/decision.pdf\"");
    assert_holds(html, "href=\"./packets/demo/U0/internal/scorecard.xlsx\"");
    assert_holds(html, "href=\"./packets/demo/U0/outgoing/notice.pdf\"");
    assert_holds(html, "href=\"./certificates/demo/javascript%3Ax%20%22y.pdf\"");
    assert_holds(html, "href=\"./decisions.xlsx\"");
    assert_lacks(html, "http://");
    assert_lacks(html, "https://");
}

static void nothing_personal_is_told(void **state)
{
    const char *html = page_of(*state);

    assert_lacks(html, "张三");
    assert_lacks(html, "example.org");
    assert_lacks(html, "13800000000");
    assert_lacks(html, "秘密路");
    assert_lacks(html, "91110108MA01ABCD5X");
}

static void papers_held_back_are_not_linked(void **state)
{
    struct fixture *f = *state;

    f->packet.missing_char = 0x20BB7;
    const char *html = page_of(f);
    assert_lacks(html, "decision.pdf");
    assert_lacks(html, "javascript%3A");
    assert_holds(html, "缺字 U+20BB7");
}

static void a_unit_without_a_notice_has_no_link_to_one(void **state)
{
    struct fixture *f = *state;

    f->packet.has_notice = false;
    assert_lacks(page_of(f), "notice.pdf");
}

static void a_sample_says_so(void **state)
{
    struct fixture *f = *state;

    assert_lacks(page_of(f), "样张");
    f->export.is_sample = true;
    assert_holds(page_of(f), "样张");
}

static void decisions_are_told_with_levels_and_standing(void **state)
{
    const char *html = page_of(*state);

    assert_holds(html, "<html lang=\"zh-CN\">");
    assert_holds(html, "2026年10月");
    assert_holds(html, "<span class=\"k bad\">降级</span><small>high → 初级</small>");
    assert_holds(html, "当事单位已提出申诉");
    assert_holds(html, "<tr id=\"d0\" data-s=\"demo\" data-a=\"downgrade\" data-f=\"wh\" data-u=\"U0\">");
    assert_holds(html, "待批<b>1</b>");
    assert_holds(html, "退回记录（1）");
    assert_holds(html, "bad-field");
}

/* A row links to the first of each other programme of its unit, and to none of its own. */
static void other_programmes_of_a_unit_are_linked(void **state)
{
    struct fixture *f = *state;
    struct scheme other = f->scheme;

    assert_lacks(page_of(f), "另有");
    assert_holds(page_of(f), "共 2 项，2 家单位");
    other.words.short_name = "另一计划";
    f->decisions[1].unit = &f->units[0];
    assert_lacks(page_of(f), "另有");
    f->decisions[1].scheme = &other;
    const char *html = page_of(f);
    assert_holds(html, "<small class=\"o\">另有 <a href=\"#d1\">另一计划</a></small>");
    assert_holds(html, "<small class=\"o\">另有 <a href=\"#d0\">示范&lt;i&gt;</a></small>");
    assert_holds(html, "共 2 项，1 家单位");
}

/* Notes of one kind are counted; people are not named, days and items are. */
static void notes_are_told_without_names(void **state)
{
    static const struct item item = {.id = "8.1.a"};
    static const uint16_t by_id[] = {0};
    static const char *const notes[] = {"rectify-by: 2026-11-30", "reuse: P7", "tied: 8.1.a", "tied: 8.1.b"};
    struct fixture *f = *state;

    f->programme.items = &item;
    f->programme.items_by_id = by_id;
    f->programme.item_count = 1;
    f->decisions[0].notes = notes;
    f->decisions[0].note_count = 4;
    const char *html = page_of(f);
    assert_holds(html, "整改期限：2026-11-30；");
    assert_lacks(html, "P7");
    assert_holds(html, "专家意见持平（2项）");
    f->decisions[0].note_count = 3;
    assert_holds(page_of(f), "专家意见持平：8.1.a</small>");
}

static void a_change_that_was_refused_is_no_longer_waiting(void **state)
{
    struct fixture *f = *state;
    struct ruling ruling = {.word = RULING_REJECTED};

    f->decisions[0].matter = MATTER_CHANGE;
    f->decisions[0].ruling = &ruling;
    assert_holds(page_of(f), "待批<b>0</b>");
    assert_holds(page_of(f), "未同意");
}

/* What is refused is told by its place and kind; an id only where it names nobody. */
static void rejects_are_told_without_names(void **state)
{
    static const struct {
        enum record_type type;
        const char *id, *shown;
    } rejects[] = {
        {RECORD_UNITS, "U9", "<td>U9</td>"},
        {RECORD_RULINGS, "demo/U1/-/c/2026-10-30", "<td>demo/U1/-/c/2026-10-30</td>"},
        {RECORD_FINDINGS, "A1/4.8/顾南星", "<td>A1/4.8</td>"},
        {RECORD_FINDINGS, "顾南星", "<td></td>"},
        {RECORD_STAFF, "zhang.san", "<td></td>"},
        {RECORD_UNITS, "张三", "<td></td>"},
        {RECORD_UNITS, "<U>", "<td></td>"},
        {RECORD_UNITS, NULL, "<td></td>"},
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof rejects / sizeof *rejects; i++) {
        char row[128];

        f->export.rejects.items[0].type = rejects[i].type;
        f->export.rejects.items[0].id = rejects[i].id;
        snprintf(row, sizeof row, "<tr><td>units.ndjson</td><td class=\"r\">3</td>%s<td></td>", rejects[i].shown);
        assert_holds(page_of(f), row);
    }
    assert_lacks(page_of(f), "顾南星");
}

/* Papers that not every run writes are linked when they are listed. */
static void papers_that_are_written_are_linked(void **state)
{
    struct run_file written[] = {{.path = "annual/demo.pdf"},
                                 {.path = "packets/demo/U0/outgoing/packet.zip"},
                                 {.path = "summaries/demo/U1.pdf"}};
    const struct run_files files = {written, 3, 3};
    struct fixture *f = *state;
    struct bytes html;

    assert_lacks(page_of(f), "summaries/");
    assert_lacks(page_of(f), "annual/");
    bytes_init(&html, f->arena);
    f->run.files = &files;
    page_index(&html, &f->run);
    assert_holds(bytes_text(&html), "href=\"./annual/demo.pdf\">年度评价报告");
    assert_holds(bytes_text(&html), "href=\"./summaries/demo/U1.pdf\">年度总结");
    assert_lacks(bytes_text(&html), "summaries/demo/U0.pdf");
    assert_holds(bytes_text(&html), "href=\"./packets/demo/U0/outgoing/packet.zip\"");
    assert_lacks(bytes_text(&html), "packet.pdf");
}

/* The second change of a unit in a month has its own form, linked in its own row; a summary is linked in both. */
static void a_paper_of_a_line_is_linked_in_its_row(void **state)
{
    struct fixture *f = *state;
    struct run_file written[] = {{"packets/demo/U0/outgoing/change.pdf", &f->decisions[0]},
                                 {"packets/demo/U0/outgoing/change-2.pdf", &f->decisions[1]},
                                 {"summaries/demo/U0.pdf", NULL}};
    struct run_files files = {written, 3, 3};

    f->decisions[1].unit = &f->units[0];
    run_files_sort(&files);
    f->run.files = &files;
    const char *page = page_of(f), *second = strstr(page, "<tr id=\"d1\"");
    const char *form = strstr(page, "outgoing/change.pdf"), *further = strstr(page, "outgoing/change-2.pdf");
    assert_non_null(second);
    assert_true(form && form < second && !strstr(second, "outgoing/change.pdf"));
    assert_true(further && further > second);
    assert_true(strstr(page, "summaries/demo/U0.pdf") < second && strstr(second, "summaries/demo/U0.pdf"));
}

/* Rows after the first are a text to a browser that runs the script. */
static void many_rows_stand_apart(void **state)
{
    struct fixture *f = *state;
    struct decision many[201];

    assert_lacks(page_of(f), "<noscript id");
    for (int i = 0; i < 201; i++) {
        many[i] = f->decisions[1];
        many[i].proposal_id = arena_printf(f->arena, "demo/U1/-/%03d", i);
    }
    f->plan.decisions = many;
    f->plan.count = 201;
    f->units[1].name = "</noscript><b>";
    const char *rest = strstr(page_of(f), "<noscript id=\"rest\">");
    assert_non_null(rest);
    const char *end = strstr(rest, "</noscript");
    const char *row = strstr(rest, "<tr id=\"d200\"");
    assert_true(row && row < end);
    assert_null(strstr(rest, "<tr id=\"d199\""));
}

static void a_script_is_named_by_its_hash(void **state)
{
    struct fixture *f = *state;
    struct bytes out;

    bytes_init(&out, f->arena);
    markup_inline_hash(&out, "abc");
    assert_string_equal(bytes_text(&out), "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(names_are_escaped),
        TEST(links_stay_inside),
        TEST(nothing_personal_is_told),
        TEST(papers_held_back_are_not_linked),
        TEST(a_unit_without_a_notice_has_no_link_to_one),
        TEST(a_sample_says_so),
        TEST(decisions_are_told_with_levels_and_standing),
        TEST(other_programmes_of_a_unit_are_linked),
        TEST(notes_are_told_without_names),
        TEST(a_change_that_was_refused_is_no_longer_waiting),
        TEST(rejects_are_told_without_names),
        TEST(papers_that_are_written_are_linked),
        TEST(a_paper_of_a_line_is_linked_in_its_row),
        TEST(many_rows_stand_apart),
        TEST(a_script_is_named_by_its_hash),
    };

    return cmocka_run_group_tests_name("page", tests, NULL, NULL);
}
