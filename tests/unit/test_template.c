/* The language that the office's papers are worded in: what it takes, and what it refuses. */
#include "document/paper.h"
#include "document/text.h"

#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

struct fixture {
    struct arena *arena;
    struct folder folder;
};

static int set_up(void **state)
{
    struct fixture *f = heap_alloc(1, sizeof *f);

    f->arena = arena_new();
    folder_make(&f->folder);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    folder_remove(&f->folder);
    arena_free(f->arena);
    heap_free(f);
    return 0;
}

static struct result read_text(struct fixture *f, struct template *out, const char *text)
{
    folder_write(&f->folder, "t.txt", text, strlen(text));
    return template_read(out, f->arena, folder_path(&f->folder, "t.txt"));
}

static void what_is_not_understood_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *text, *message;
    } refused[] = {
        {"", "empty; its first line is the title"},
        {"{{unit}\n", "t.txt:1: a {{ without }}"},
        {"T\n{{colour}}\n", "t.txt:2: unknown placeholder {{colour}}"},
        {"T\n# remark\n\n[shrink] text\n", "t.txt:4: unknown word in brackets: [shrink] text"},
        {"T\n[no colour] text\n", "t.txt:2: unknown word in brackets"},
        {"T\n[held text\n", "t.txt:2: a [ without ]"},
        {"T\n[held]\n", "t.txt:2: unknown word in brackets: [held]"},
        {"T\n[left] [right] both\n", "t.txt:2: unknown word in brackets: [right]"},
        {"T\n[each nothing] | a\n", "t.txt:2: unknown word in brackets: [each nothing]"},
        {"T\n[room 0] | a | b\n", "t.txt:2: unknown word in brackets: [room 0]"},
        {"T\n[room 12mm] | a | b\n", "t.txt:2: unknown word in brackets"},
        {"T\n[points many]\n", "t.txt:2: unknown word in brackets"},
        {"T\n[page] and text\n", "t.txt:2: unknown word in brackets: [page]"},
        {"T\n[held] [no held] [open] [overdue] [track] five\n", "t.txt:2: unknown word in brackets: [track]"},
        {"T\n| a | b | c\n", "t.txt:2: 3 cells do not fit here"},
        {"T\n[head] | a:40 | b:60\n| 1 | 2 | 3 | 4\n", "t.txt:3: 4 cells do not fit here"},
        {"T\n[head] | a:40 | b:50\n", "t.txt:2: the columns are 90 percent wide, not 100"},
        {"T\n[head] | a:40 | b\n", "t.txt:2: a column without its width"},
        {"T\n[sign] name\n", "t.txt:2: cells are expected"},
        {"T\n[seal] | only\n", "t.txt:2: 1 cells do not fit here"},
        {"T\n| {{unit}} | {{colour}}\n", "t.txt:2: unknown placeholder {{colour}}"},
        {"T\n|1|2|3|4|5|6|7|8|9|10\n", "t.txt:2: more than 9 cells"},
    };
    struct fixture *f = *state;
    struct template template;

    for (size_t i = 0; i < COUNT(refused); i++) {
        assert_int_equal(read_text(f, &template, refused[i].text).kind, ERROR_RULES);
        if (!strstr(error_message(), refused[i].message))
            fail_msg("%s\n  said:     %s\n  expected: %s", refused[i].text, error_message(), refused[i].message);
    }
}

static void too_long_a_file_is_refused(void **state)
{
    struct fixture *f = *state;
    struct template template;
    char text[2 * 402 + 1] = "";

    for (int i = 0; i < 402; i++)
        strcat(text, "a\n");
    assert_int_equal(read_text(f, &template, text).kind, ERROR_RULES);
    assert_non_null(strstr(error_message(), "t.txt:402: more than 400 lines"));
}

static void lines_become_what_their_brackets_say(void **state)
{
    struct fixture *f = *state;
    struct template t;

    assert_int_equal(read_text(f, &t,
                               "\xEF\xBB\xBFTitle\r\n# remark\n[no track] [held] plain\n[unmet]\n[unmet] words\n"
                               "[points 12]\n[head] | a:30 | b: c:70\n[each handed-out] [room 9] | {{n}}⏎of ⏎ all |\n"
                               "[left] end\n| a | b | c | d\n[room 30] [seal] | who | what\n[attach report]")
                         .kind,
                     ERROR_NONE);
    assert_string_equal(t.title, "Title");
    assert_int_equal(t.count, 10);
    const struct template_line *line = t.lines;
    assert_int_equal(line[0].kind, LINE_PARAGRAPH);
    assert_string_equal(line[0].text, "plain");
    assert_int_equal(line[0].condition_count, 2);
    assert_true(line[0].conditions[0].is_negated);
    assert_int_equal(line[0].conditions[0].when, WHEN_COUNT + PLACEHOLDER_TRACK);
    assert_false(line[0].conditions[1].is_negated);
    assert_int_equal(line[0].conditions[1].when, WHEN_HELD);
    assert_int_equal(line[1].kind, LINE_UNMET); /* alone it is the table, before text a condition */
    assert_int_equal(line[2].kind, LINE_PARAGRAPH);
    assert_int_equal(line[2].conditions[0].when, WHEN_COUNT + PLACEHOLDER_UNMET);
    assert_int_equal(line[3].number, 12);
    assert_int_equal(line[4].widths[1], 70);
    assert_string_equal(line[4].cells[1], "b: c"); /* the last colon counts */
    assert_int_equal(line[5].kind, LINE_ROW);
    assert_int_equal(line[5].list, LIST_HANDED_OUT);
    assert_int_equal(line[5].number, 9);
    assert_int_equal(line[5].cell_count, 2);
    assert_string_equal(line[5].cells[0], "{{n}}" TEXT_LINE_BREAK "of " TEXT_LINE_BREAK " all");
    assert_string_equal(line[5].cells[1], "");
    assert_int_equal(line[6].kind, LINE_LEFT);
    assert_int_equal(line[7].cell_count, 4); /* the head ended with the line between */
    assert_int_equal(line[8].kind, LINE_SEAL);
    assert_int_equal(line[9].kind, LINE_ATTACH);
    assert_string_equal(line[9].text, "report");
}

static void write_text(struct fixture *f, const char *name, const char *text)
{
    folder_write(&f->folder, name, text, strlen(text));
}

/* A programme's own paper takes the place of the one for all, and what it attaches must be there. */
static void a_programme_has_the_papers_of_its_folder(void **state)
{
    struct fixture *f = *state;
    struct stationery stationery = {0};
    const char *own = arena_printf(f->arena, "%s/own", f->folder.path);

    write_text(f, "paper.change.txt", "For all\n");
    write_text(f, "paper.issued.txt", "For all\n");
    write_text(f, "own/paper.change.txt", "Its own\n");
    assert_int_equal(office_load(&stationery, f->arena, own, f->folder.path).kind, ERROR_NONE);
    assert_string_equal(stationery.office[OFFICE_CHANGE].title, "Its own");
    assert_string_equal(stationery.office[OFFICE_ISSUED].title, "For all");
    assert_null(stationery.office[OFFICE_AGREEMENT].title);
    write_text(f, "own/paper.reminder.txt", "Letter\n[attach report]\n");
    assert_int_equal(office_load(&stationery, f->arena, own, f->folder.path).kind, ERROR_RULES);
    assert_non_null(strstr(error_message(), "own/paper.reminder.txt: attaches report, but there is no paper.report.txt"));
    write_text(f, "own/paper.report.txt", "Form\n[attach change]\n");
    assert_int_equal(office_load(&stationery, f->arena, own, f->folder.path).kind, ERROR_RULES);
    assert_non_null(strstr(error_message(), "attaches report, which has an attachment itself"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_understood_is_refused_with_its_line),
        cmocka_unit_test(too_long_a_file_is_refused),
        cmocka_unit_test(lines_become_what_their_brackets_say),
        cmocka_unit_test(a_programme_has_the_papers_of_its_folder),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
