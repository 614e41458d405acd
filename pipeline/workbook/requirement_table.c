/* requirement_table.c - 指标: figures against thresholds, with live verdicts. */
#include "workbook/sheets.h"

#include "workbook/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum requirement_column {
    COLUMN_UNIT,
    COLUMN_NAME,
    COLUMN_SCHEME,
    COLUMN_TRACK,
    COLUMN_MATTER,
    COLUMN_ID,
    COLUMN_REQUIREMENT,
    COLUMN_CLAUSE,
    COLUMN_LEVEL,
    COLUMN_RESULT,
    COLUMN_MEASURE = COLUMN_RESULT + RESULT_COLUMNS,
    COLUMN_PROPOSAL,
    COLUMN_COUNT
};

static const struct column columns[COLUMN_COUNT] = {
    [COLUMN_UNIT] = {"单位编号", 10, 24},
    [COLUMN_NAME] = {"单位名称", 20, 38},
    [COLUMN_SCHEME] = {"计划", 10, 30},
    [COLUMN_TRACK] = {"方向", 7, 16},
    [COLUMN_MATTER] = {"事项", 10, 12},
    [COLUMN_ID] = {"要求编号", 12, 26},
    [COLUMN_REQUIREMENT] = {"要求", 14, 32},
    [COLUMN_CLAUSE] = {"条款", 10, 24},
    [COLUMN_LEVEL] = {"等级", 8, 16},
    [COLUMN_RESULT] = {"实际", 12, 14},
    [COLUMN_RESULT + 1] = {"应达", 12, 14},
    [COLUMN_RESULT + 2] = {"差额", 13, 14},
    [COLUMN_RESULT + 3] = {"结论", 10, 10},
    [COLUMN_MEASURE] = {"计量", 7, 12},
    [COLUMN_PROPOSAL] = {"proposal_id", 16, 46},
};

static const int margins[] = {COLUMN_RESULT + 2};

void requirements_begin(struct listing *listing, struct book *book, const char *footer)
{
    *listing = (struct listing){.book = book,
                                .name = "指标",
                                .footer = footer,
                                .columns = columns,
                                .column_count = COLUMN_COUNT,
                                .printed = COLUMN_PROPOSAL,
                                .frozen = 2,
                                .verdict_column = COLUMN_RESULT + 3,
                                .margins = margins,
                                .margin_count = 1,
                                .measure = COLUMN_MEASURE,
                                .title = "指标",
                                .note = "差额的颜色。" MARGIN_NOTE};
    listing_begin(listing);
}

/* Decimals that exact numbers are read with; what lies beyond in a margin is noise. */
enum { DECIMALS = 9 };

/* A number as spreadsheets compare it: 15 significant digits. */
static double as_compared(struct exact number)
{
    char text[32];

    snprintf(text, sizeof text, "%.15g", exact_double(number));
    return strtod(text, NULL);
}

/* Four decimals where a number has no end, unless they would hide on which side of the threshold it lies. */
static bool is_endless(const struct requirement_result *result)
{
    double margin = exact_double(result->value) - exact_double(result->required);
    double cut = words_rounded(exact_double(result->value), 4);

    return fabs(cut - exact_double(result->value)) > 1e-9 && fabs(margin) >= 1e-4;
}

void result_cells(struct tab *tab, int first, const struct requirement_result *result)
{
    struct arena *passing = tab->book->passing;
    bool is_cut = is_endless(result);
    enum style style = result->is_yes_no ? STYLE_YES_NO : is_cut ? STYLE_MEAN : STYLE_NUMBER;
    const char *verdict = result->is_met ? "达标" : "未达标";
    char value[LXW_MAX_CELL_NAME_LENGTH], required[LXW_MAX_CELL_NAME_LENGTH];

    lxw_rowcol_to_cell(value, tab->row, (lxw_col_t)first);
    lxw_rowcol_to_cell(required, tab->row, (lxw_col_t)(first + 1));
    cell_exact(tab, first, style, result->value);
    cell_exact(tab, first + 1, result->is_yes_no ? STYLE_YES_NO : STYLE_NUMBER, result->required);
    if (result->is_yes_no)
        cell_text(tab, first + 2, STYLE_CENTRE, NULL);
    else
        cell_formula(tab, first + 2, is_cut ? STYLE_MARGIN_FINE : STYLE_MARGIN,
                     arena_printf(passing, "=ROUND(%s-%s,%d)", value, required, DECIMALS),
                     nearbyint((exact_double(result->value) - exact_double(result->required)) * 1e9) / 1e9);
    if ((as_compared(result->value) >= as_compared(result->required)) == result->is_met)
        cell_formula_text(tab, first + 3, STYLE_VERDICT,
                          arena_printf(passing, "=IF(%s>=%s,\"达标\",\"未达标\")", value, required), verdict);
    else /* a difference beyond 15 digits: what was decided stands */
        cell_text(tab, first + 3, STYLE_VERDICT, verdict);
    arena_reset(passing);
}

void requirements_add(struct listing *listing, const struct decision *decision)
{
    for (size_t i = 0; i < decision->requirement_count; i++) {
        const struct requirement_result *result = &decision->requirements[i];
        struct tab *tab = listing_row(listing);

        cell_text(tab, COLUMN_UNIT, STYLE_TEXT, decision->unit->id);
        cell_text(tab, COLUMN_NAME, STYLE_WRAP, decision->unit->name);
        cell_text(tab, COLUMN_SCHEME, STYLE_WRAP, decision->scheme->words.short_name);
        cell_text(tab, COLUMN_TRACK, STYLE_CENTRE, words_track(decision));
        cell_word(tab, COLUMN_MATTER, STYLE_CENTRE, words_matter(decision));
        cell_text(tab, COLUMN_ID, STYLE_WORD, result->id);
        cell_text(tab, COLUMN_REQUIREMENT, STYLE_WRAP, words_requirement(result));
        cell_text(tab, COLUMN_CLAUSE, STYLE_WRAP, words_clause(result->clause));
        cell_text(tab, COLUMN_LEVEL, STYLE_CENTRE, words_level(decision->scheme, result->level));
        result_cells(tab, COLUMN_RESULT, result);
        cell_text(tab, COLUMN_MEASURE, STYLE_CENTRE, words_measure(decision, result));
        cell_text(tab, COLUMN_PROPOSAL, STYLE_WORD, decision->proposal_id);
    }
}
