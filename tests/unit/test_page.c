/* index.html: whole, escaped, and without personal data. */
#include "page/page.h"

#include "page/markup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
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
                                                      .message = "contact.email: found \"other@example.org\""};
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
    assert_holds(html, "<td>&lt;U&gt;</td>");
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
    assert_holds(html, "<tr id=\"d0\" data-s=\"demo\" data-a=\"downgrade\" data-w data-h>");
    assert_holds(html, "<b>1</b>待批");
    assert_holds(html, "<b>1</b>退回记录");
    assert_holds(html, "bad-field");
}

/* A row links to the first of each other programme of its unit, and to none of its own. */
static void other_programmes_of_a_unit_are_linked(void **state)
{
    struct fixture *f = *state;
    struct scheme other = f->scheme;

    assert_lacks(page_of(f), "另有");
    assert_holds(page_of(f), "<b>2</b>涉及单位");
    other.words.short_name = "另一计划";
    f->decisions[1].unit = &f->units[0];
    assert_lacks(page_of(f), "另有");
    f->decisions[1].scheme = &other;
    const char *html = page_of(f);
    assert_holds(html, "<small>另有 <a href=\"#d1\">另一计划</a></small>");
    assert_holds(html, "<small>另有 <a href=\"#d0\">示范&lt;i&gt;</a></small>");
    assert_holds(html, "<b>1</b>涉及单位");
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
    assert_holds(page_of(f), "<b>0</b>待批");
    assert_holds(page_of(f), "未同意");
}

static void a_script_is_named_by_its_hash(void **state)
{
    struct fixture *f = *state;
    struct bytes out;

    bytes_init(&out, f->arena);
    markup_script_hash(&out, "abc");
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
        TEST(a_script_is_named_by_its_hash),
    };

    return cmocka_run_group_tests_name("page", tests, NULL, NULL);
}
