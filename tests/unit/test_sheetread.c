/* Sheets as spreadsheets save them: texts in their three places, days in their three spellings,
 * rows taken only when they are whole and as they were written. */
#include "base/json.h"
#include "model/ruling.h"
#include "sheetread/rulings.h"
#include "sheetread/spreadsheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct result read_xml(const char *text, const struct xml_handler *handler, size_t piece)
{
    struct xml_reader *xml;

    TRY(xml_open(&xml, arena, "test", handler));
    struct result r = OK;
    for (size_t at = 0, length = strlen(text); !r.kind && at < length; at += piece)
        r = xml_feed(xml, text + at, length - at < piece ? length - at : piece);
    if (!r.kind)
        r = xml_finish(xml);
    xml_close(xml);
    return r;
}

/* A sheet of these rows, in pieces of so many bytes. */
static struct result read_pieces(struct grid *grid, const char *rows, const char *strings, size_t piece)
{
    *grid = (struct grid){.name = RULING_SHEET};
    TRY(read_xml(arena_printf(arena, "<worksheet xmlns=\"urn:any\"><sheetData>%s</sheetData></worksheet>", rows),
                 grid_handler(grid_reader_new(arena, grid, "test")), piece));
    struct strings *table = strings_new(arena, grid, 1, "test");
    if (strings)
        TRY(read_xml(arena_printf(arena, "<sst>%s</sst>", strings), strings_handler(table), piece));
    return strings_resolve(table, grid, 1);
}

static void read_grid(struct grid *grid, const char *rows, const char *strings)
{
    if (read_pieces(grid, rows, strings, SIZE_MAX).kind)
        fail_msg("%s", error_message());
}

static const char *text_at(const struct grid *grid, const char *place)
{
    for (size_t i = 0; i < grid->count; i++)
        if (strcmp(grid_place(arena, &grid->items[i]), place) == 0)
            return grid->items[i].text;
    return NULL;
}

/* ---- cells ---- */

static void test_texts(void **state)
{
    static const struct { const char *cell, *want; } texts[] = {
        {"<c r='B2' t='inlineStr'><is><t>甲</t></is></c>", "甲"},
        {"<c r='B2' t='inlineStr'><is><r><rPr/><t>甲</t></r><r><t xml:space='preserve'> 乙</t></r></is></c>", "甲 乙"},
        {"<c r='B2' t='str'><f>A1&amp;\"x\"</f><v>甲x</v></c>", "甲x"},
        {"<c r='B2' t='s'><v>0</v></c>", "零"},
        {"<c r='B2' t='s'><v>2</v></c>", "二号"},
        {"<c r='B2'><v>46326</v></c>", "46326"},
        {"<c r='B2' t='n'><v>4.6326E4</v></c>", "4.6326E4"},
        {"<c r='B2' t='b'><v>1</v></c>", "1"},
        {"<c r='B2' t='str'><v>a_x000A_b_x005F_x0041_</v></c>", "a\nb_x0041_"},
        {"<c r='B2' t='str'><v>_x0000__xD800__x4E2D__x00E9_</v></c>", "\xEF\xBF\xBD\xEF\xBF\xBD中é"},
        {"<c r='B2' t='str'><v>_x00_ _x004 _X0041_</v></c>", "_x00_ _x004 _X0041_"},
        {"<c r='B2' s='3'/>", NULL},
        {"<c r='B2' t='str'><v></v></c>", NULL},
    };
    static const char strings[] = "<si><t>零</t></si><si><t>一</t></si>"
                                  "<si><r><t>二</t></r><r><t>号</t></r><rPh sb='0' eb='1'><t>ni</t></rPh><phoneticPr/></si>";

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++)
        for (size_t piece = 1; piece < 4; piece++) {
            struct grid grid;
            const char *row = arena_printf(arena, "<row r='2'>%s</row>", texts[i].cell);
            if (read_pieces(&grid, row, strings, piece).kind)
                fail_msg("%s: %s", texts[i].cell, error_message());
            const char *found = text_at(&grid, "B2");
            if (texts[i].want ? !found || strcmp(found, texts[i].want) != 0 : found != NULL)
                fail_msg("%s: found \"%s\"", texts[i].cell, found ? found : "nothing");
        }
}

static void test_places(void **state)
{
    struct grid grid;

    (void)state;
    read_grid(&grid, "<row><c><v>1</v></c><c><v>2</v></c></row><row r='7'><c r='C7'><v>3</v></c><c><v>4</v></c></row>"
                     "<row><c r='XFD8'><v>5</v></c></row>", NULL);
    assert_int_equal(grid.count, 5);
    assert_string_equal(text_at(&grid, "A1"), "1");
    assert_string_equal(text_at(&grid, "B1"), "2");
    assert_string_equal(text_at(&grid, "C7"), "3");
    assert_string_equal(text_at(&grid, "D7"), "4");
    assert_string_equal(text_at(&grid, "XFD8"), "5");
    assert_string_equal(grid_place_at(arena, 9, 26), "Z9");
    assert_string_equal(grid_place_at(arena, 9, 27), "AA9");
    assert_string_equal(grid_place_at(arena, 9, 702), "ZZ9");
    assert_string_equal(grid_place_at(arena, 9, 703), "AAA9");
}

static void test_damage(void **state)
{
    static const struct { const char *rows, *strings, *why; } damaged[] = {
        {"<row r='2'/><row r='2'/>", NULL, "row 2 after row 2"},
        {"<row r='0'/>", NULL, "row 0"},
        {"<row r='1048577'/>", NULL, "row 1048577"},
        {"<row r='2'><c r='B2'/><c r='B2'/></row>", NULL, "cell B2"},
        {"<row r='2'><c r='B3'/></row>", NULL, "cell B3"},
        {"<row r='2'><c r='XFE2'/></row>", NULL, "cell XFE2"},
        {"<row r='2'><c r='2'/></row>", NULL, "cell 2"},
        {"<c r='B2'/>", NULL, "cell B2"},
        {"<row r='2'><c r='B2'><c r='C2'/></c></row>", NULL, "cell C2"},
        {"<row r='2'><c r='B2' t='s'><v>-1</v></c></row>", NULL, "cell B2"},
        {"<row r='2'><c r='B2' t='s'><v>1</v></c></row>", "<si><t>0</t></si>", "string 1 of cell 审批!B2 is missing"},
        {"<row r='2'><c r='B2' t='s'><v>0</v></c></row>", "<si><si/></si>", "a string within a string"},
        {"<row r='2'>&bomb;</row>", NULL, "is damaged"},
        {"<row r='2'>\xFF</row>", NULL, "is damaged"},
        {"<row r='2'>", NULL, "is damaged"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(damaged); i++) {
        struct grid grid;
        struct result r = read_pieces(&grid, damaged[i].rows, damaged[i].strings, SIZE_MAX);
        if (r.kind != ERROR_INPUT || !strstr(error_message(), damaged[i].why))
            fail_msg("%s: kind %d, \"%s\"", damaged[i].rows, (int)r.kind, error_message());
    }
    struct grid grid = {.name = RULING_SHEET};
    const struct xml_handler *handler = grid_handler(grid_reader_new(arena, &grid, "test"));
    assert_int_equal(read_xml("<!DOCTYPE a [<!ENTITY e 'x'>]><worksheet/>", handler, SIZE_MAX).kind, ERROR_INPUT);
    assert_non_null(strstr(error_message(), "document type"));
    handler = grid_handler(grid_reader_new(arena, &grid, "test"));
    assert_int_equal(read_xml("<sst/>", handler, SIZE_MAX).kind, ERROR_INPUT);
}

static void test_long_texts(void **state)
{
    char *text = arena_alloc(arena, CELL_BYTES + 2, 1);
    struct grid grid;

    (void)state;
    memset(text, 'a', CELL_BYTES);
    read_grid(&grid, arena_printf(arena, "<row><c t='str'><v>%s</v></c></row>", text), NULL);
    assert_int_equal(strlen(text_at(&grid, "A1")), CELL_BYTES);
    text[CELL_BYTES] = 'a';
    struct result r = read_pieces(&grid, arena_printf(arena, "<row><c t='str'><v>%s</v></c></row>", text), NULL, SIZE_MAX);
    assert_int_equal(r.kind, ERROR_INPUT);
    assert_non_null(strstr(error_message(), "cell A1"));
}

static void test_days(void **state)
{
    static const struct { const char *number; bool from_1904; const char *want; } days[] = {
        {"46326", false, "2026-10-31"}, {"46326.75", false, "2026-10-31"}, {"44864", true, "2026-10-31"},
        {"4.6326E4", false, "2026-10-31"}, {"61", false, "1900-03-01"}, {"60", false, NULL},
        {"2958465", false, "9999-12-31"}, {"2958466", false, NULL}, {"-1", false, NULL}, {"nan", false, NULL},
        {"1e999", false, NULL}, {"", false, NULL}, {"46326x", false, NULL}, {"2958465", true, NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(days); i++) {
        char text[DATE_TEXT_SIZE] = "";
        date day = DATE_NONE;
        bool is_day = spreadsheet_day(days[i].number, days[i].from_1904, &day);
        if (is_day != (days[i].want != NULL) || (is_day && strcmp(date_text(day, text), days[i].want) != 0))
            fail_msg("%s: found %d %s", days[i].number, is_day, text);
    }
}

/* ---- rulings ---- */

static const char *const facts[RULING_FACT_COUNT] = {"none", "2026-10", "2026-10-31", "abc"};
#define CHOICES "{\"actions\":{\"maintain\":[\"2\"],\"certify\":[\"3\",\"2\"],\"revoke\":[null]},\"levels\":{\"三级\":\"3\",\"二级\":\"2\"}}"

static const char *cell_xml(uint32_t row, uint32_t column, const char *text)
{
    struct bytes out;

    bytes_init(&out, arena);
    bytes_printf(&out, "<c r='%s' ", grid_place_at(arena, row, column));
    if (text[0] == '<')
        bytes_add_text(&out, text + 1); /* "<>…": the rest as it stands */
    else {
        bytes_add_text(&out, "t='str'><v>");
        for (; *text; text++)
            bytes_printf(&out, *text == '&' || *text == '<' || *text == '"' ? "&#%d;" : "%c", *text);
        bytes_add_text(&out, "</v>");
    }
    bytes_add_text(&out, "</c>");
    return bytes_text(&out);
}

/* One row of entries, the ruling's word first, and the standing ruling's day, held or not. */
struct entry {
    const char *entries[RULING_ENTRIES];
    const char *ruled_on;
    bool is_held;
};

static void add_row(struct bytes *xml, uint32_t number, const struct entry *entry)
{
    char seal[RULING_SEAL_SIZE];
    const char *cells[RULING_COLUMN_COUNT] = {
        [RULING_COLUMN_PROPOSAL] = arena_printf(arena, "demo/U%u/-/2026", number),
        [RULING_COLUMN_ACTION] = "downgrade", [RULING_COLUMN_TO] = "3",
        [RULING_COLUMN_HELD] = entry->is_held ? RULING_HELD : NULL, [RULING_COLUMN_RULED_ON] = entry->ruled_on,
        [RULING_COLUMN_CHOICES] = CHOICES,
    };

    memcpy(cells, entry->entries, sizeof entry->entries);
    ruling_seal(facts, cells, seal);
    cells[RULING_COLUMN_SEAL] = seal;
    bytes_printf(xml, "<row r='%u'>", number);
    for (uint32_t i = 0; i < RULING_COLUMN_COUNT; i++)
        if (cells[i])
            bytes_add_text(xml, cell_xml(number, i + 1, cells[i]));
    bytes_add_text(xml, "</row>");
}

static void read_entries(struct filled_sheet *out, const struct entry *entries, size_t count)
{
    struct bytes xml;
    struct grid grid;

    bytes_init(&xml, arena);
    for (uint32_t i = 0; i < RULING_FACT_COUNT; i++)
        bytes_printf(&xml, "<row>%s%s</row>", cell_xml(i + 1, 1, ruling_fact_name((enum ruling_fact)i)),
                     cell_xml(i + 1, 2, facts[i]));
    bytes_add_text(&xml, "<row>");
    for (uint32_t i = 0; i < RULING_COLUMN_COUNT; i++)
        bytes_add_text(&xml, cell_xml(RULING_FACT_COUNT + 1, i + 1, ruling_column_title((enum ruling_column)i)));
    bytes_add_text(&xml, "</row>");
    for (size_t i = 0; i < count; i++)
        add_row(&xml, RULING_FACT_COUNT + 2 + (uint32_t)i, &entries[i]);
    read_grid(&grid, bytes_text(&xml), NULL);
    if (filled_sheet_of(out, arena, "test", &(struct spreadsheet){.grids = &grid, .count = 1}).kind)
        fail_msg("%s", error_message());
}

static void test_rulings(void **state)
{
    static const struct { struct entry entry; const char *want; } rows[] = {
        {{{"同意", NULL, NULL, "王", "2026-10-31", NULL}, NULL, false}, "\"ruling\":\"approved\",\"by\":\"王\",\"on\":\"2026-10-31\"}"},
        {{{"approved", NULL, NULL, "王", "<><v>46326.5</v>", NULL}, NULL, false}, "\"on\":\"2026-10-31\"}"},
        {{{"同意", NULL, NULL, "<><v>7</v>", "<t='d'><v>2026-10-31T00:00:00</v>", NULL}, NULL, false}, "\"by\":\"7\",\"on\":\"2026-10-31\"}"},
        {{{" 不同意　", NULL, NULL, "王", "2026-10-01", "证据&不足"}, NULL, false}, "\"rejected\",\"by\":\"王\",\"on\":\"2026-10-01\",\"remark\":\"证据&不足\"}"},
        {{{"缓议", NULL, NULL, "王", "2027-11-01", " "}, NULL, true}, "\"deferred\",\"by\":\"王\",\"on\":\"2027-11-01\"}"},
        {{{"同意", NULL, NULL, "王", "2026-11-03", "已核实"}, "2026-11-02", true}, "\"remark\":\"已核实\"}"},
        {{{"改定", "维持", NULL, "王", "2026-10-31", "另议"}, NULL, false}, "\"decided\":{\"action\":\"maintain\",\"to\":\"2\"}}"},
        {{{"改定", "维持", "二级", "王", "2026-10-31", "另议"}, NULL, false}, "\"decided\":{\"action\":\"maintain\",\"to\":\"2\"}}"},
        {{{"改定", "颁发证书", "三级", "王", "2026-10-31", "另议"}, NULL, false}, "\"decided\":{\"action\":\"certify\",\"to\":\"3\"}}"},
        {{{"改定", "certify", "<><v>2</v>", "王", "2026-10-31", "另议"}, NULL, false}, "\"decided\":{\"action\":\"certify\",\"to\":\"2\"}}"},
        {{{"改定", "取消资格", "无", "王", "2026-10-31", "另议"}, NULL, true}, "\"decided\":{\"action\":\"revoke\",\"to\":null}}"},
    };
    static const char begin[] = "{\"proposal_id\":\"demo/U6/-/2026\",\"action\":\"downgrade\",\"to\":\"3\",\"ruling\":";

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct filled_sheet sheet;
        struct json_fault fault;
        read_entries(&sheet, &rows[i].entry, 1);
        if (sheet.faults.count)
            fail_msg("row %zu: %s", i, sheet.faults.items[0]);
        assert_int_equal(sheet.ruled, 1);
        assert_non_null(json_parse(arena, sheet.lines.data, sheet.lines.length, &fault));
        const char *line = bytes_text(&sheet.lines);
        if (strncmp(line, begin, strlen(begin)) != 0 || !strstr(line, rows[i].want))
            fail_msg("row %zu: %s", i, line);
    }
}

static void test_faults(void **state)
{
    static const struct { struct entry entry; const char *want; } rows[] = {
        {{{NULL, NULL, NULL, "王", "2026-10-31", "只有意见"}, NULL, false}, "审批!A6: the ruling is missing"},
        {{{"同意", NULL, NULL, NULL, "2026-10-31", NULL}, NULL, false}, "审批!D6: who ruled is missing"},
        {{{"同意", NULL, NULL, "王", NULL, NULL}, NULL, false}, "审批!E6: a date is missing"},
        {{{"同意", NULL, NULL, "王", "2026-09-30", NULL}, NULL, false}, "审批!E6: found 2026-09-30, expected a date from 2026-10-01 to 2027-11-01"},
        {{{"同意", NULL, NULL, "王", "2027-11-02", NULL}, NULL, false}, "审批!E6: found 2027-11-02"},
        {{{"同意", NULL, NULL, "王", "2026-02-30", NULL}, NULL, false}, "审批!E6: found \"2026-02-30\", expected a date such as 2026-10-31"},
        {{{"同意", NULL, NULL, "王", "2026-10-31", NULL}, "2026-10-31", false}, "审批!E6: found 2026-10-31, expected a date after the ruling that stands"},
        {{{"同意", NULL, NULL, "王", "<t='b'><v>1</v>", NULL}, NULL, false}, "审批!E6: found TRUE or FALSE"},
        {{{"同意", NULL, NULL, "<t='e'><v>#REF!</v>", "2026-10-31", NULL}, NULL, false}, "审批!D6: found the error \"#REF!\""},
        {{{"可以", NULL, NULL, "王", "2026-10-31", NULL}, NULL, false}, "审批!A6: found \"可以\", expected 同意, 不同意, 缓议 or 改定"},
        {{{"同意", NULL, NULL, "王", "2026-10-31", NULL}, NULL, true}, "审批!F6: a remark is missing: the proposal is held"},
        {{{"同意", "维持", NULL, "王", "2026-10-31", NULL}, NULL, false}, "审批!B6: found \"维持\", expected nothing"},
        {{{"缓议", NULL, "二级", "王", "2026-10-31", NULL}, NULL, false}, "审批!C6: found \"二级\", expected nothing"},
        {{{"改定", "维持", NULL, "王", "2026-10-31", NULL}, NULL, false}, "审批!F6: a remark is missing"},
        {{{"改定", NULL, NULL, "王", "2026-10-31", "另议"}, NULL, false}, "审批!B6: 改定 needs what is decided instead: 维持, 颁发证书, 取消资格"},
        {{{"改定", "升级", NULL, "王", "2026-10-31", "另议"}, NULL, false}, "审批!B6: found \"升级\", expected 维持"},
        {{{"改定", "颁发证书", NULL, "王", "2026-10-31", "另议"}, NULL, false}, "审批!C6: the level is missing: 三级 or 二级"},
        {{{"改定", "颁发证书", "无", "王", "2026-10-31", "另议"}, NULL, false}, "审批!C6: found \"无\", expected 三级 or 二级 with 颁发证书"},
        {{{"改定", "取消资格", "二级", "王", "2026-10-31", "另议"}, NULL, false}, "审批!C6: found \"二级\", expected 无 with 取消资格"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct filled_sheet sheet;
        read_entries(&sheet, &rows[i].entry, 1);
        if (sheet.faults.count != 1 || !strstr(sheet.faults.items[0], rows[i].want) || sheet.lines.length)
            fail_msg("row %zu: %zu faults, %s", i, sheet.faults.count, sheet.faults.count ? sheet.faults.items[0] : "none");
    }
    struct entry empty = {{NULL, " ", "　", NULL, NULL, NULL}, NULL, true};
    struct filled_sheet sheet;
    read_entries(&sheet, &empty, 1);
    assert_int_equal(sheet.faults.count + sheet.ruled, 0);
    assert_int_equal(sheet.open, 1);
}

/* ---- what is offered ---- */

static const char *const levels[] = {"3", "2", "1"};

static void test_offers(void **state)
{
    static const struct {
        enum matter matter;
        bool is_early;
        enum status status;
        enum action proposed;
        int from, to;
        enum action action;
        int level;
        bool is_offered;
    } offers[] = {
        {MATTER_REVIEW, false, STATUS_DUE, ACTION_DOWNGRADE, 1, 0, ACTION_MAINTAIN, 1, true},
        {MATTER_REVIEW, false, STATUS_DUE, ACTION_DOWNGRADE, 1, 0, ACTION_MAINTAIN, 0, false},
        {MATTER_REVIEW, false, STATUS_DUE, ACTION_DOWNGRADE, 1, 0, ACTION_DOWNGRADE, 0, false}, /* proposed anyway */
        {MATTER_REVIEW, false, STATUS_DUE, ACTION_DOWNGRADE, 1, 0, ACTION_UPGRADE, 2, true},
        {MATTER_REVIEW, false, STATUS_DUE, ACTION_DOWNGRADE, 1, 0, ACTION_UPGRADE, 1, false},
        {MATTER_REVIEW, false, STATUS_DUE, ACTION_DOWNGRADE, 1, 0, ACTION_REVOKE, -1, true},
        {MATTER_REVIEW, false, STATUS_DUE, ACTION_DOWNGRADE, 1, 0, ACTION_REVOKE, 0, false},
        {MATTER_REVIEW, false, STATUS_DUE, ACTION_DOWNGRADE, 1, 0, ACTION_CERTIFY, 1, false},
        {MATTER_REVIEW, false, STATUS_DUE, ACTION_REVOKE, 2, -1, ACTION_DOWNGRADE, 0, true},
        {MATTER_REVIEW, true, STATUS_NOT_DUE, ACTION_UPGRADE, 1, 2, ACTION_NONE, 1, true},
        {MATTER_REVIEW, true, STATUS_NOT_DUE, ACTION_UPGRADE, 1, 2, ACTION_MAINTAIN, 1, false},
        {MATTER_TRIAL, false, STATUS_DUE, ACTION_CERTIFY, -1, 2, ACTION_CERTIFY, 0, true},
        {MATTER_TRIAL, false, STATUS_DUE, ACTION_CERTIFY, -1, 2, ACTION_REJECT, -1, true},
        {MATTER_HALF_YEAR, false, STATUS_DUE, ACTION_WARN, 0, 0, ACTION_COMMEND, 0, true},
        {MATTER_HALF_YEAR, false, STATUS_NOT_DUE, ACTION_REVOKE, 0, -1, ACTION_NONE, 0, true},
        {MATTER_HALF_YEAR, false, STATUS_NOT_DUE, ACTION_REVOKE, 0, -1, ACTION_MAINTAIN, 0, false},
        {MATTER_CHANGE, false, STATUS_DUE, ACTION_REISSUE, 1, 1, ACTION_REJECT, 1, true},
        {MATTER_CHANGE, false, STATUS_DUE, ACTION_REISSUE, -1, -1, ACTION_REJECT, -1, true},
        {MATTER_CHANGE, false, STATUS_DUE, ACTION_REISSUE, 1, 1, ACTION_REJECT, -1, false},
        {MATTER_WITHDRAWAL, false, STATUS_DUE, ACTION_WITHDRAW, 1, -1, ACTION_NONE, 1, true},
    };
    struct programme programme = {.id = "demo", .levels = levels, .level_count = 3};
    struct scheme scheme = {.programme = &programme};

    (void)state;
    for (size_t i = 0; i < COUNT(offers); i++) {
        struct decision d = {.scheme = &scheme, .matter = offers[i].matter, .is_early = offers[i].is_early,
                             .status = offers[i].status, .action = offers[i].proposed, .from = offers[i].from,
                             .to = offers[i].to};
        if (ruling_offers(&d, offers[i].action, offers[i].level) != offers[i].is_offered)
            fail_msg("offer %zu: expected %d", i, offers[i].is_offered);
    }
}

static void test_seals(void **state)
{
    const char *cells[RULING_COLUMN_COUNT] = {[RULING_COLUMN_PROPOSAL] = "a", [RULING_COLUMN_ACTION] = "b"};
    const char *others[RULING_COLUMN_COUNT] = {[RULING_COLUMN_PROPOSAL] = "ab"};
    const char *of[RULING_FACT_COUNT] = {"x", "2026-10", "2026-10-31", "abc"};
    char one[RULING_SEAL_SIZE], other[RULING_SEAL_SIZE];

    (void)state;
    ruling_seal(facts, cells, one);
    assert_int_equal(strlen(one), RULING_SEAL_SIZE - 1);
    ruling_seal(facts, others, other);
    assert_string_not_equal(one, other);
    ruling_seal(of, cells, other);
    assert_string_not_equal(one, other);
    cells[RULING_COLUMN_REMARK] = "what the office fills in";
    ruling_seal(facts, cells, other);
    assert_string_equal(one, other);
}

static void test_ruling_days(void **state)
{
    date first, last, as_of = date_make(2026, 10, 31);

    (void)state;
    assert_true(ruling_days("2026-10", as_of, &first, &last));
    assert_int_equal(first, date_make(2026, 10, 1));
    assert_int_equal(last, date_make(2027, 11, 1));
    assert_true(ruling_days("2026-10-15", as_of, &first, &last));
    assert_int_equal(first, date_make(2026, 10, 1));
    assert_true(ruling_days("2026-11", as_of, &first, &last));
    assert_int_equal(first, as_of);
    assert_false(ruling_days("2026", as_of, &first, &last));
    assert_false(ruling_days("2026-13", as_of, &first, &last));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),   cmocka_unit_test(test_places), cmocka_unit_test(test_damage),
        cmocka_unit_test(test_long_texts), cmocka_unit_test(test_days), cmocka_unit_test(test_rulings),
        cmocka_unit_test(test_faults),  cmocka_unit_test(test_offers), cmocka_unit_test(test_seals),
        cmocka_unit_test(test_ruling_days),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
