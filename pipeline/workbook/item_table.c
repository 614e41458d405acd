/* item_table.c - 评审项: items of the catalogue that are not plainly met, with the experts' votes.
 *
 * Items that every expert found met, or not applicable, are left to the scorecards: at ten
 * thousand units they would be millions of rows that say nothing. */
#include "workbook/programme.h"

#include "workbook/words.h"

enum item_column {
    COLUMN_ID,
    COLUMN_HEADING,
    COLUMN_TEXT,
    COLUMN_KIND,
    COLUMN_VOTES,
    COLUMN_VERDICT = COLUMN_VOTES + FINDING_RESULT_COUNT,
    COLUMN_FLAGS,
    COLUMN_COUNT
};

static void add_row(struct roster *roster, int first, const struct decision *decision, size_t i)
{
    const struct check *check = &decision->entry->checklist->checks[i];
    const struct check_result *result = &decision->entry->checks[i];
    struct tab *tab = roster_row(roster, decision);

    cell_text(tab, first + COLUMN_ID, STYLE_WRAP, check->item->clause);
    cell_text(tab, first + COLUMN_HEADING, STYLE_WRAP, check->item->heading);
    cell_text(tab, first + COLUMN_TEXT, STYLE_WRAP, check->item->text);
    cell_text(tab, first + COLUMN_KIND, STYLE_CENTRE, words_check_kind(decision->scheme, check));
    for (int k = 0; k < FINDING_RESULT_COUNT; k++)
        cell_number(tab, first + COLUMN_VOTES + k, STYLE_TALLY, result->votes[k]);
    cell_text(tab, first + COLUMN_VERDICT, STYLE_VERDICT, words_check_verdict(result));
    cell_text(tab, first + COLUMN_FLAGS, STYLE_WRAP, words_check_flags(roster->row, result));
}

static bool is_plain(const struct check_result *check)
{
    int kinds = 0;

    for (int k = 0; k < FINDING_RESULT_COUNT; k++)
        kinds += check->votes[k] > 0;
    return check->verdict != CHECK_UNMET && kinds < 2 && !check->has_conflict;
}

void item_table_write(struct book *book, const char *footer, const struct run *run, const struct scheme *scheme)
{
    static const struct column own[COLUMN_COUNT] = {
        [COLUMN_ID] = {"条款", 9, 14},         [COLUMN_HEADING] = {"所在部分", 14, 22},
        [COLUMN_TEXT] = {"原文", 30, 56},      [COLUMN_KIND] = {"类别", 8, 10},
        [COLUMN_VOTES] = {"满足", 6, 7},       [COLUMN_VOTES + 1] = {"不满足", 6, 7},
        [COLUMN_VOTES + 2] = {"不适用", 6, 7}, [COLUMN_VERDICT] = {"认定", 8, 9},
        [COLUMN_FLAGS] = {"注意", 12, 26},
    };
    struct roster roster;

    roster_open(&roster, book, run, scheme, footer);
    int first = (int)roster.columns.count;
    for (int i = 0; i < COLUMN_COUNT; i++)
        roster_column(&roster, own[i].title, own[i].least, own[i].most);
    roster.listing.verdict_column = first + COLUMN_VERDICT;
    roster.listing.failing = "未满足";
    roster_begin(
        &roster, "评审项", "未满足或意见不一的评审项",
        "满足、不满足、不适用：作此结论的专家人数。一致认定为满足或不适用的项目不列，全部项目见各单位评分表。");
    for (size_t i = 0; i < run->plan->count; i++) {
        const struct decision *decision = &run->plan->decisions[i];
        if (decision->scheme != scheme || !roster_has_figures(decision) || !decision->entry->checks ||
            !decision->entry->result_count)
            continue;
        for (size_t k = 0; k < decision->entry->checklist->count; k++)
            if (roster_looks_at(decision->entry, k) && !is_plain(&decision->entry->checks[k]))
                add_row(&roster, first, decision, k);
    }
    roster_end(&roster);
}
