/* The sheet 审批 as the program writes it, read back by the reader of filled-in workbooks. */
#include "workbook/rulings_sheet.h"

#include "sheetread/rulings.h"
#include "sheetread/spreadsheet.h"

#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { PROPOSALS = 10000, KINDS = 4 };

struct fixture {
    struct arena *arena;
    struct folder folder;
    const char *path;
    struct programme programme;
    struct scheme scheme;
    struct rule_set rules;
    struct export export;
    struct unit unit;
    struct decision *decisions;
    struct plan plan;
    struct run run;
    struct month month;
};

static const char *const levels[] = {"3", "2", "1"};
static const struct ruling standing = {.word = RULING_DEFERRED, .by = "王", .on = 20757, .remark = "再议"};

/* One after the other a downgrade, a held revoke, an application, and what needs no approval. */
static struct decision make_decision(struct fixture *f, size_t i)
{
    static const struct { enum matter matter; enum action action; int from, to; bool is_held, needs_approval; } kinds[KINDS] = {
        {MATTER_REVIEW, ACTION_DOWNGRADE, 1, 0, false, true}, {MATTER_REVIEW, ACTION_REVOKE, 0, -1, true, true},
        {MATTER_TRIAL, ACTION_CERTIFY, -1, 2, false, true}, {MATTER_REVIEW, ACTION_MAINTAIN, 1, 1, false, false},
    };
    size_t kind = i % KINDS;

    return (struct decision){
        .proposal_id = arena_printf(f->arena, "demo/U_x0041_%05zu/-/2026-11-20", i), /* an escape in workbooks */
        .unit = &f->unit, .scheme = &f->scheme, .track = -1, .matter = kinds[kind].matter, .cycle = "2026-11-20",
        .status = STATUS_DUE, .action = kinds[kind].action, .from = kinds[kind].from, .to = kinds[kind].to,
        .attained = -1, .eligible_upgrade_to = -1, .is_held = kinds[kind].is_held, .needs_approval = kinds[kind].needs_approval,
        .ruling = i == 0 ? &standing : NULL,
    };
}

static int set_up(void **state)
{
    struct arena *arena = arena_new();
    struct fixture *f = ARENA_NEW(arena, struct fixture);

    *f = (struct fixture){.arena = arena};
    folder_make(&f->folder);
    f->path = arena_strdup(arena, folder_path(&f->folder, "a.xlsx"));
    f->programme = (struct programme){.id = "demo", .levels = levels, .level_count = 3};
    f->scheme = (struct scheme){.programme = &f->programme,
                                .words = {.short_name = "示范", .level_names = {"同级", "同级", "一级, \"甲\""}}};
    f->rules = (struct rule_set){.schemes = &f->scheme, .scheme_count = 1};
    f->export = (struct export){.period = "2026-10", .as_of = date_make(2026, 10, 31)};
    f->unit = (struct unit){.id = "U", .name = "=1+1"};
    f->decisions = ARENA_ARRAY(arena, struct decision, PROPOSALS);
    for (size_t i = 0; i < PROPOSALS; i++)
        f->decisions[i] = make_decision(f, i);
    f->plan.decisions = f->decisions;
    f->plan.count = PROPOSALS;
    memcpy(f->plan.digest, "da39", 5);
    f->run = (struct run){.rules = &f->rules, .export = &f->export, .plan = &f->plan};
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    folder_remove(&f->folder);
    arena_free(f->arena);
    return 0;
}

static void write_book(struct fixture *f, lxw_row_t row_limit)
{
    struct book_properties properties = {
        .title = "t", .author = "a", .comment = "c", .created = date_make(2026, 10, 31)};
    struct book *book;

    month_fill(&f->month, f->arena, &f->run);
    assert_int_equal(book_open(&book, f->path, f->folder.path, &properties).kind, ERROR_NONE);
    book->row_limit = row_limit;
    rulings_sheet_write(book, NULL, &f->month);
    if (book_close(book).kind)
        fail_msg("%s", error_message());
}

static void read_book(struct fixture *f, struct filled_sheet *sheet)
{
    if (filled_sheet_read(sheet, f->arena, f->path).kind)
        fail_msg("%s", error_message());
    if (sheet->faults.count)
        fail_msg("%s", sheet->faults.items[0]);
    assert_int_equal(sheet->ruled, 0);
}

static void ten_thousand_proposals_are_read_back(void **state)
{
    struct fixture *f = *state;
    struct filled_sheet sheet;

    write_book(f, EXCEL_ROWS);
    read_book(f, &sheet);
    assert_int_equal(sheet.open, PROPOSALS / KINDS * (KINDS - 1));
    assert_string_equal(sheet.facts[RULING_FACT_REGISTER], RULING_NO_REGISTER);
    assert_string_equal(sheet.facts[RULING_FACT_PERIOD], "2026-10");
    assert_string_equal(sheet.facts[RULING_FACT_AS_OF], "2026-10-31");
    assert_string_equal(sheet.facts[RULING_FACT_PLAN], "da39");
}

static bool is_any(const char *name)
{
    return *name;
}

/* Seals fit what was written, whatever a cell does to it: fill in every row and read again. */
static void every_seal_holds(void **state)
{
    struct fixture *f = *state;
    struct spreadsheet book;
    struct filled_sheet sheet;

    f->plan.count = 40;
    memcpy(f->run.register_identity, "5eed", 5);
    write_book(f, EXCEL_ROWS);
    if (spreadsheet_read(&book, f->arena, f->path, is_any).kind)
        fail_msg("%s", error_message());
    struct grid filled = {.name = book.grids[0].name};
    for (size_t i = 0; i < book.grids[0].count; i++) {
        struct cell cell = book.grids[0].items[i];
        if (cell.row > 6 && strncmp(cell.text, "demo/", 5) == 0) /* the entries stand before the proposal_id */
            for (uint32_t k = 0; k < RULING_ENTRIES; k++)
                *ARENA_PUSH(f->arena, &filled) =
                    (struct cell){.row = cell.row, .column = cell.column - RULING_ENTRIES + k, .kind = CELL_TEXT,
                                  .text = k == RULING_COLUMN_RULING ? "不同意" : k == RULING_COLUMN_BY ? "王"
                                        : k == RULING_COLUMN_ON ? "2026-11-03" : ""};
        *ARENA_PUSH(f->arena, &filled) = cell;
    }
    assert_int_equal(filled_sheet_of(&sheet, f->arena, "test", &(struct spreadsheet){.grids = &filled, .count = 1}).kind,
                     ERROR_NONE);
    if (sheet.faults.count)
        fail_msg("%s", sheet.faults.items[0]);
    assert_int_equal(sheet.ruled, 30);
    assert_non_null(strstr(bytes_text(&sheet.lines), "\"proposal_id\":\"demo/U_x0041_00001/-/2026-11-20\",\"action\":\"revoke\""));
}

static void proposals_go_on_on_another_sheet(void **state)
{
    struct fixture *f = *state;
    struct filled_sheet sheet;
    struct spreadsheet book;

    f->plan.count = 8;
    write_book(f, 8); /* two rows below the head */
    read_book(f, &sheet);
    assert_int_equal(sheet.open, 6);
    assert_int_equal(spreadsheet_read(&book, f->arena, f->path, is_any).kind, ERROR_NONE);
    assert_int_equal(book.count, 3);
    assert_string_equal(book.grids[2].name, "审批 (3)");
}

static void a_month_without_proposals_has_the_sheet(void **state)
{
    struct fixture *f = *state;
    struct filled_sheet sheet;

    f->plan.count = 0;
    write_book(f, EXCEL_ROWS);
    read_book(f, &sheet);
    assert_int_equal(sheet.open, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(ten_thousand_proposals_are_read_back),
        TEST(every_seal_holds),
        TEST(proposals_go_on_on_another_sheet),
        TEST(a_month_without_proposals_has_the_sheet),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
