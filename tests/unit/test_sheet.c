/* test_sheet.c - where pages end: no row of a table and no line of a paragraph stands there alone. */
#include "document/canvas.h"
#include "document/table.h"
#include "model/decision.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define ROW (10.5 * 1.4 + 6)
#define LEFT(sheet) (A4_LONG - (sheet).bottom - (sheet).top)

static const char *const rare[] = {"HanaMinA", "HanaMinB"};
static const struct font_style style = {"Noto Serif CJK SC", "Noto Sans CJK SC", rare, 2, 16, 10.5, 22, 16, "style.json"};
static const struct export export = {.period = "2026-10"};
static const struct run run = {.export = &export};

struct fixture {
    struct arena *arena;
    struct fonts *fonts;
    struct paper paper;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    struct fixture *f = &fixture;

    f->arena = arena_new();
    struct charset *set = ARENA_NEW(f->arena, struct charset);
    charset_add_text(set, "一、名目行字— 0123456789");
    if (fonts_open(&f->fonts, f->arena, &style, set).kind || fonts_reduce(f->fonts, 0, 1).kind)
        return 1;
    f->paper = (struct paper){.canvas = canvas_blank(f->arena),
                              .typesetter = typesetter_new(f->fonts, FONTS_COMMON),
                              .arena = f->arena,
                              .run = &run,
                              .style = &style};
    typesetter_start(f->paper.typesetter);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    canvas_abandon(f->paper.canvas);
    typesetter_free(f->paper.typesetter);
    fonts_close(f->fonts);
    arena_free(f->arena);
    return 0;
}

/* A first page on which so much is left. */
static struct sheet sheet_with(struct fixture *f, double room)
{
    struct sheet sheet = {.paper = &f->paper, .left = 70, .right = 70, .top = 70, .bottom = 70};

    sheet_page(&sheet);
    sheet_space(&sheet, LEFT(sheet) - room);
    return sheet;
}

static void draw_rows(struct sheet *sheet, size_t count)
{
    static const struct table_head head = {.cells = {TABLE_HEAD_CELL(0.5, "名"), TABLE_HEAD_CELL(0.5, "目")},
                                           .count = 2};

    table_begin(sheet, &head);
    for (size_t i = 0; i < count; i++)
        table_texts(sheet, &head, (const char *const[]){"一", "一"}, 0);
    table_end(sheet);
}

static void no_row_stands_on_a_page_alone(void **state)
{
    for (size_t count = 2; count < 8; count++)
        for (size_t rows = 1; rows < 10; rows++) {
            struct sheet sheet = sheet_with(*state, (double)rows * ROW + 5);
            draw_rows(&sheet, count);
            long below = sheet.page == 1 ? 0 : lround((sheet.y - sheet.top) / ROW) - 1, above = (long)count - below;
            if (sheet.page > 2 || below == 1 || above == 1 || above < 0)
                fail_msg("%zu rows where %zu fit: %ld on the first page, %ld on the next", count, rows, above, below);
            if (rows > count)
                assert_int_equal(sheet.page, 1);
        }
}

static void a_group_stays_with_its_rows(void **state)
{
    static const struct table_head head = {.cells = {TABLE_HEAD_CELL(1, "名")}, .count = 1};

    for (size_t rows = 1; rows < 10; rows++) {
        struct sheet sheet = sheet_with(*state, (double)rows * ROW + 5);
        table_begin(&sheet, &head);
        for (int i = 0; i < 4; i++) {
            if (i == 2)
                table_group(&sheet, "目");
            table_texts(&sheet, &head, (const char *const[]){"一"}, 0);
        }
        table_end(&sheet);
        long below = sheet.page == 1 ? 0 : lround((sheet.y - sheet.top) / ROW) - 1;
        assert_true(below == 0 || below == 3 || below == 5); /* with the two rows of the group, or with all */
    }
}

static void a_single_row_is_drawn(void **state)
{
    struct sheet sheet = sheet_with(*state, 3 * ROW);
    double y = sheet.y;

    draw_rows(&sheet, 1);
    assert_int_equal(sheet.page, 1);
    assert_int_equal(lround((sheet.y - y) / ROW), 2);
}

static void no_line_stands_on_a_page_alone(void **state)
{
    const struct text_style text = {.font = FONT_SERIF, .points = 10, .pitch = 20};

    for (int room = 1; room < 6; room++) {
        struct sheet sheet = sheet_with(*state, room * 20 + 5);
        sheet_paragraph(&sheet, "字\n字\n字\n字\n字", &text);
        long below = sheet.page == 1 ? 0 : lround((sheet.y - sheet.top) / 20);
        assert_true(below != 1 && below != 4);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_row_stands_on_a_page_alone),
        cmocka_unit_test(a_group_stays_with_its_rows),
        cmocka_unit_test(a_single_row_is_drawn),
        cmocka_unit_test(no_line_stands_on_a_page_alone),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
