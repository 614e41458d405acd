/* test_text.c - lines of Chinese: how names are fitted, and where lines may end. */
#include "document/kept.h"
#include "document/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct arena *arena;
    struct fonts *fonts;
    struct typesetter *typesetter;
};

static int set_up(void **state)
{
    static const char *const rare[] = {"HanaMinA", "HanaMinB"};
    static const struct font_style style = {"Noto Serif CJK SC", "Noto Sans CJK SC", rare, 2, 16, 10.5, 22, 16, "rules/style.json"};
    static struct fixture fixture;
    struct fixture *f = &fixture;

    f->arena = arena_new();
    struct charset *set = ARENA_NEW(f->arena, struct charset);
    charset_add_text(set, "名一二三四五六七八九十项第条年月日，□T/CIIPA https://www.example.cn/ 0123456789");
    if (fonts_open(&f->fonts, f->arena, &style, set).kind || fonts_reduce(f->fonts, 0, 1).kind)
        return 1;
    f->typesetter = typesetter_new(f->fonts, FONTS_COMMON);
    typesetter_start(f->typesetter);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    typesetter_free(f->typesetter);
    fonts_close(f->fonts);
    arena_free(f->arena);
    return 0;
}

static void names_shrink_then_wrap(void **state)
{
    struct fixture *f = *state;
    const struct text_style style = {.font = FONT_SERIF_BOLD, .points = 30, .pitch = 36};
    const struct text *fits = text_fit(f->typesetter, "名一二", &style, 100, 40, 16);
    const struct text *shrunk = text_fit(f->typesetter, "名一二三四", &style, 100, 40, 16);
    const struct text *wrapped = text_fit(f->typesetter, "名一二三四五六七八九", &style, 100, 40, 16);

    assert_true(fits && shrunk && wrapped);
    assert_true(text_points(fits) >= 30 && text_lines(fits) == 1);
    assert_true(text_points(shrunk) < 30 && text_points(shrunk) >= 16 && text_lines(shrunk) == 1);
    assert_int_equal(text_lines(wrapped), 2);
    assert_true(text_width(wrapped) <= 100 && text_width(shrunk) <= 100);
    assert_null(text_fit(f->typesetter, "名一二三四五六七八九", &style, 3, 3, 16));
}

/* Nine characters in a width of eight: five and four, not eight and one; or where a mark ends a line. */
static void centred_lines_are_even(void **state)
{
    struct fixture *f = *state;
    const struct text_style centred = {.font = FONT_SANS, .points = 10, .align = ALIGN_CENTRE};
    const struct text_style left = {.font = FONT_SANS, .points = 10};

    assert_int_equal(text_lines(text_set(f->typesetter, "一二三四五六七八九", &centred, 80)), 2);
    assert_true(text_width(text_set(f->typesetter, "一二三四五六七八九", &centred, 80)) < 55);
    assert_true(text_width(text_set(f->typesetter, "一二三四五六七八九", &left, 80)) > 65);
    double marked = text_width(text_set(f->typesetter, "一二三四五六，七八九", &centred, 80));
    assert_true(marked > 60 && marked < 75);
}

/* Nine characters in a width of eight again, from the left: seven and two. One that fills its lines stays. */
static void no_character_is_left_alone(void **state)
{
    struct fixture *f = *state;
    const struct text_style left = {.font = FONT_SANS, .points = 10};

    const struct text *pair = text_set(f->typesetter, "一二三四五六七八九", &left, 80);
    assert_int_equal(text_lines(pair), 2);
    assert_float_equal((float)text_width(pair), 70, 0.1);
    assert_float_equal((float)text_width(text_set(f->typesetter, "一二三四五六七八九十", &left, 80)), 80, 0.1);
    assert_float_equal((float)text_width(text_set(f->typesetter, "一二三", &left, 20)), 20, 0.1); /* nothing to take */
    assert_int_equal(text_lines(text_set(f->typesetter, "www", &left, 8)), 3); /* lines shorter than the sign to break */
    pair = text_set(f->typesetter, "一二三四五六七八九" TEXT_LINE_BREAK "名", &left, 80); /* told to */
    assert_int_equal(text_lines(pair), 3);
}

static void no_line_begins_with_a_closing_mark(void **state)
{
    struct fixture *f = *state;
    const struct text_style style = {.font = FONT_SERIF, .points = 10, .align = ALIGN_BOTH};

    /* Five fit; the comma would begin line 2, so the character before it goes with it. */
    assert_int_equal(text_lines(text_set(f->typesetter, "名一二三四，", &style, 51)), 2);
    assert_true(text_width(text_set(f->typesetter, "名一二三四，名", &style, 51)) <= 51.1);
}

static void what_belongs_together_is_not_parted(void **state)
{
    /* What goes to the next line whole leaves the longest line to the characters before it. */
    static const struct {
        const char *string;
        double width, longest;
    } cases[] = {
        {"名一二三20项", 60, 40},
        {"名一二三四第12条", 75, 50},
        {"名一二三四五六T/CIIPA", 90, 70},
        {"名一二三四4.5 c)", 75, 50},
        {"名一二三四□五六七", 75, 50},
        {"名一二三四五六七八九十项第条年月日名一二三四五六七八九2026年10月31日", 330, 270},
        {"名一二三四五六项第条2026年10月31日", 170, 152.6}, /* a day that would leave much of a short line empty */
    };
    struct fixture *f = *state;
    const struct text_style style = {.font = FONT_SERIF, .points = 10};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_float_equal((float)text_width(text_set(f->typesetter, cases[i].string, &style, cases[i].width)),
                           (float)cases[i].longest, 0.1);
    /* What takes more than half of a line is broken where it must be. */
    assert_true(text_width(text_set(f->typesetter, "名一二三四五六https://www.example.cn/", &style, 90)) <= 90);
    assert_true(text_width(text_set(f->typesetter, "https://www.example.cn/", &style, 40)) <= 40);
}

struct pieces {
    const char *string;
    char found[200];
};

static void note_piece(size_t start, size_t end, void *data)
{
    struct pieces *pieces = data;
    size_t length = strlen(pieces->found);

    snprintf(pieces->found + length, sizeof pieces->found - length, "[%.*s]", (int)(end - start),
             pieces->string + start);
}

/* Days and clauses that would leave much of a line empty go over its end, a day between any of its parts. */
static void pieces_are_found_by_the_room_there_is(void **state)
{
    static const struct {
        const char *string;
        double width;
        const char *found;
    } cases[] = {
        {"自2026年11月21日起", 40, "[2026年11月21日]"},
        {"自2026年11月21日起", 30, "[2026年][11月][21日]"},
        {"依据“四（一）1”，", 40, "[“四（一）1”]"},
        {"依据“四（一）1”，", 20, "[1]"},
        {"“共享”称号", 40, ""},
        {"请于10个工作日内，附录C至附录J", 40, "[10个工作日][附录C][附录J]"},
        {"任期6个月", 40, "[6个月]"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pieces pieces = {.string = cases[i].string};
        kept_each(cases[i].string, cases[i].width, note_piece, &pieces);
        assert_string_equal(pieces.found, cases[i].found);
    }
}

static void lines_end_where_told_and_nothing_is_added(void **state)
{
    struct fixture *f = *state;
    const struct text_style style = {.font = FONT_SERIF, .points = 10};
    const struct text *told = text_set(f->typesetter, "名" TEXT_LINE_BREAK "一二", &style, 100);

    assert_int_equal(text_lines(told), 2);
    assert_float_equal((float)text_width(told), 20, 0.1);
    assert_int_equal(typesetter_missing(f->typesetter), 0);
    /* A word that is parted gets no hyphen: five and five, not four and four and two. */
    double five = text_width(text_set(f->typesetter, "wwwww", &style, 0));
    assert_int_equal(text_lines(text_set(f->typesetter, "wwwwwwwwww", &style, five + 0.1)), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_shrink_then_wrap),
        cmocka_unit_test(centred_lines_are_even),
        cmocka_unit_test(no_character_is_left_alone),
        cmocka_unit_test(no_line_begins_with_a_closing_mark),
        cmocka_unit_test(what_belongs_together_is_not_parted),
        cmocka_unit_test(pieces_are_found_by_the_room_there_is),
        cmocka_unit_test(lines_end_where_told_and_nothing_is_added),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
