/* decisions_book.c - decisions.xlsx: its sheets in order, filled in one pass. */
#include "workbook/workbook.h"

#include "workbook/analysis_sheets.h"
#include "workbook/programme.h"
#include "workbook/rulings_sheet.h"
#include "workbook/sheets.h"
#include "workbook/words.h"

#include <stdio.h>

static void fill(struct book *book, struct arena *arena, const struct run *run)
{
    const struct export *export = run->export;
    struct month month;
    struct listing decisions, requirements, rejects;
    const char *footer = arena_printf(arena, book_say(book, "&L%s%s&C第 &P 页，共 &N 页&R内部资料"),
                                      words_period(arena, run->language, export->period),
                                      export->is_sample ? book_say(book, "  样张") : "");

    month_fill(&month, arena, run);
    struct tab *overview = tab_add(book, "本月概况", footer);
    units_write(book, footer, run);
    decisions_begin(&decisions, book, footer);
    for (size_t i = 0; i < run->plan->count; i++)
        decisions_add(&decisions, &month, &run->plan->decisions[i]);
    listing_end(&decisions);
    rulings_sheet_write(book, footer, &month);
    requirements_begin(&requirements, book, footer);
    for (size_t i = 0; i < run->plan->count; i++)
        requirements_add(&requirements, &run->plan->decisions[i]);
    listing_end(&requirements);
    for (size_t i = 0; i < run->rules->scheme_count; i++)
        programme_sheets_write(book, footer, run, &run->rules->schemes[i]);
    analysis_sheets_write(book, footer, run);
    rejects_begin(&rejects, book, footer);
    for (size_t i = 0; i < export->rejects.count; i++)
        rejects_add(&rejects, &export->rejects.items[i]);
    listing_end(&rejects);
    rules_write(tab_add(book, "现行规则", footer), run);
    overview_write(overview, &month, &decisions, &rejects);
}

RESULT workbook_decisions(const char *path, const char *scratch, const struct run *run)
{
    struct arena *arena = arena_new();
    struct book *book;
    struct book_properties properties = {
        .title = arena_printf(arena, phrase(run->language, "%s 支撑单位等级审核"),
                              words_period(arena, run->language, run->export->period)),
        .subject = words_period(arena, run->language, run->export->period),
        .language = run->language,
        .author = "gradepress",
        .comment = arena_printf(arena, phrase(run->language, "gradepress %s；导出摘要 %s"), run->version,
                                run->export->digest ? run->export->digest : ""),
        .created = run->export->as_of,
    };
    struct result result = book_open(&book, path, scratch, &properties);

    if (!result.kind) {
        fill(book, arena, run);
        result = book_close(book);
    }
    arena_free(arena);
    return result;
}

const char *workbook_library(void)
{
    static char text[32]; /* of the library that runs, which may be newer than its headers */

    snprintf(text, sizeof text, "libxlsxwriter %s", lxw_version());
    return text;
}
