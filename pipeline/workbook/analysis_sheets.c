/* analysis_sheets.c - what the office may want to know beside the decisions, marked as such. */
#include "workbook/analysis_sheets.h"

#include "base/bytes.h"
#include "workbook/roster.h"
#include "workbook/words.h"

enum { CLAUSES_SHOWN = 12 };

static void begin(struct roster *roster, const char *name, const char *title, const char *note)
{
    roster->listing.is_analysis = true;
    roster_begin(roster, name, title, note);
}

/* --- how firm verdicts by score are --- */

struct firmness {
    int verdict, score, mark, margin, draws, kept, share, fewest, meaning, clauses;
};

static void firmness_columns(struct firmness *c, struct roster *roster)
{
    c->verdict = roster_column(roster, "计分结论", 9, 10);
    c->score = roster_column(roster, "总分", 9, 10);
    c->mark = roster_column(roster, "合格线", 8, 8);
    c->margin = roster_column(roster, "差额", 10, 11);
    c->draws = roster_column(roster, "随机权重组数", 9, 10);
    c->kept = roster_column(roster, "结论不变", 9, 10);
    c->share = roster_column(roster, "不变的比例", 9, 10);
    c->fewest = roster_column(roster, "最少几项可改变结论", 10, 10);
    c->meaning = roster_column(roster, "如何改变", 30, 48);
    c->clauses = roster_column(roster, "涉及的条款", 24, 48);
}

/* The fewest items that turn the verdict; 0: none do. */
static size_t fewest(const struct sensitivity *s)
{
    if (!s->is_passed)
        return s->necessary_count + s->other_count;
    return s->necessary_count ? 1 : s->others_suffice ? s->other_count : 0;
}

static const char *meaning(struct arena *arena, const struct sensitivity *s)
{
    struct bytes out;

    bytes_init(&out, arena);
    if (s->is_passed) {
        if (s->necessary_count)
            bytes_printf(&out, "%zu 个必要项中任一项不再满足，即不通过", s->necessary_count);
        if (s->others_suffice)
            bytes_printf(&out, "%s少 %zu 个非必要项，总分低于合格线", out.length ? "；" : "", s->other_count);
        else
            bytes_printf(&out, "%s非必要项全部失去也不低于合格线", out.length ? "；" : "");
        return bytes_text(&out);
    }
    if (s->necessary_count)
        bytes_printf(&out, "须满足全部 %zu 个未满足的必要项", s->necessary_count);
    if (s->other_count)
        bytes_printf(&out, "%s%s满足 %zu 个非必要项", out.length ? "，" : "", out.length ? "并再" : "再",
                     s->other_count);
    return bytes_text(&out);
}

static const char *turning_clauses(struct arena *arena, const struct sensitivity *s)
{
    const struct checklist *list = s->decision->entry->checklist;
    const char *others = roster_clauses(arena, list, s->others, s->other_count, CLAUSES_SHOWN);

    if (s->is_passed || !s->necessary_count)
        return others;
    const char *necessary = roster_clauses(arena, list, s->necessary, s->necessary_count, CLAUSES_SHOWN);
    return *others ? arena_printf(arena, "必要项：%s　非必要项：%s", necessary, others)
                   : arena_printf(arena, "必要项：%s", necessary);
}

static void firmness_row(const struct firmness *c, struct roster *roster, const struct sensitivity *s)
{
    struct tab *tab = roster_row(roster, s->decision);
    double score = exact_double(s->decision->entry->score), mark = exact_double(s->mark);
    const char *of_score = roster_cell(roster, tab->row, c->score), *of_mark = roster_cell(roster, tab->row, c->mark);

    cell_text(tab, c->verdict, STYLE_VERDICT, s->is_passed ? "通过" : "不通过");
    cell_number(tab, c->score, STYLE_SUM, score);
    cell_number(tab, c->mark, STYLE_FIGURE, mark);
    cell_formula(tab, c->margin, STYLE_MARGIN, arena_printf(roster->row, "=ROUND(%s-%s,4)", of_score, of_mark),
                 words_rounded(score - mark, 4));
    if (s->draws) {
        cell_number(tab, c->draws, STYLE_FIGURE, s->draws);
        cell_number(tab, c->kept, STYLE_FIGURE, s->kept);
        cell_formula(tab, c->share, STYLE_PERCENT,
                     arena_printf(roster->row, "=%s/%s", roster_cell(roster, tab->row, c->kept),
                                  roster_cell(roster, tab->row, c->draws)),
                     (double)s->kept / s->draws);
    } else {
        for (int i = c->draws; i <= c->share; i++)
            cell_text(tab, i, STYLE_CENTRE, NULL);
    }
    cell_number(tab, c->fewest, STYLE_TALLY, (double)fewest(s));
    cell_text(tab, c->meaning, STYLE_WRAP, meaning(roster->row, s));
    cell_text(tab, c->clauses, STYLE_WRAP, turning_clauses(roster->row, s));
}

static void write_firmness(struct book *book, const char *footer, const struct run *run)
{
    struct roster roster;
    struct firmness columns;

    if (!run->analysis->sensitivity_count)
        return;
    roster_open(&roster, book, run, NULL, footer);
    firmness_columns(&columns, &roster);
    roster.listing.verdict_column = columns.verdict;
    roster.listing.failing = "不通过";
    begin(&roster, "分析 结论稳健性", "计分结论的稳健性",
          "随机权重以现行权重为均值（狄利克雷分布，集中度见“现行规则”），各单位用同一万组；必要项未满足的，权重如何结论"
          "都不变。");
    for (size_t i = 0; i < run->analysis->sensitivity_count; i++)
        firmness_row(&columns, &roster, &run->analysis->sensitivities[i]);
    roster_end(&roster);
}

/* --- agreement between experts --- */

/* Landis and Koch's words for kappa. */
static const char *kappa_word(double kappa)
{
    static const struct {
        double up_to;
        const char *word;
    } words[] = {{0, "不高于偶然"}, {0.2, "极低"}, {0.4, "较低"}, {0.6, "中等"}, {0.8, "较高"}, {1, "几乎完全一致"}};
    size_t i = 0;

    while (kappa > words[i].up_to && i + 1 < sizeof words / sizeof *words)
        i++;
    return words[i].word;
}

static void concordance_row(struct roster *roster, int first, const struct concordance *c)
{
    const struct assessment *assessment = c->decision->entry->assessment;
    struct tab *tab = roster_row(roster, c->decision);

    cell_text(tab, first, STYLE_TEXT, assessment->id);
    cell_number(tab, first + 1, STYLE_FIGURE, (double)assessment->expert_count);
    cell_number(tab, first + 2, STYLE_FIGURE, c->raters);
    cell_number(tab, first + 3, STYLE_FIGURE, c->rated);
    cell_number(tab, first + 4, STYLE_TALLY, c->others);
    cell_number(tab, first + 5, STYLE_PERCENT, c->observed);
    if (c->has_kappa)
        cell_number(tab, first + 6, STYLE_RATIO, c->kappa);
    else
        cell_text(tab, first + 6, STYLE_CENTRE, "–");
    cell_text(tab, first + 7, STYLE_CENTRE, c->has_kappa ? kappa_word(c->kappa) : "全部相同，无从计算");
    cell_number(tab, first + 8, STYLE_TALLY, (double)c->split_count);
}

static void write_concordance(struct book *book, const char *footer, const struct run *run)
{
    static const struct column own[] = {
        {"评审编号", 10, 20}, {"专家人数", 6, 7},   {"每项评价人数", 8, 9},
        {"比较的项数", 7, 8}, {"另计的项数", 7, 8}, {"一致比例", 8, 9},
        {"Fleiss κ", 8, 9},   {"一致程度", 12, 18}, {"意见不一的项数", 9, 10},
    };
    struct roster roster;

    if (!run->analysis->concordance_count)
        return;
    roster_open(&roster, book, run, NULL, footer);
    int first = (int)roster.columns.count;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        roster_column(&roster, own[i].title, own[i].least, own[i].most);
    begin(&roster, "分析 专家一致性", "专家意见的一致性",
          "只比较评价人数相同的项目（取最多见的人数，并列取较大者），其余另计；满足、不满足、不适用各为一类。");
    for (size_t i = 0; i < run->analysis->concordance_count; i++)
        concordance_row(&roster, first, &run->analysis->concordances[i]);
    roster_end(&roster);
}

static void split_row(struct roster *roster, int first, const struct decision *decision, size_t check)
{
    const struct item *item = decision->entry->checklist->checks[check].item;
    const struct check_result *result = &decision->entry->checks[check];
    struct tab *tab = roster_row(roster, decision);

    cell_text(tab, first, STYLE_WRAP, item->clause);
    cell_text(tab, first + 1, STYLE_WRAP, item->heading);
    cell_text(tab, first + 2, STYLE_WRAP, item->text);
    for (int k = 0; k < FINDING_RESULT_COUNT; k++)
        cell_number(tab, first + 3 + k, STYLE_TALLY, result->votes[k]);
    cell_text(tab, first + 6, STYLE_CENTRE, words_check_verdict(result));
    cell_text(tab, first + 7, STYLE_WRAP, words_check_flags(roster->row, result));
}

static void write_splits(struct book *book, const char *footer, const struct run *run)
{
    static const struct column own[] = {
        {"条款", 9, 14},  {"所在部分", 14, 22}, {"原文", 30, 56}, {"满足", 6, 7},
        {"不满足", 6, 7}, {"不适用", 6, 7},     {"认定", 8, 9},   {"注意", 12, 26},
    };
    struct roster roster;
    size_t count = 0;

    for (size_t i = 0; i < run->analysis->concordance_count; i++)
        count += run->analysis->concordances[i].split_count;
    if (!count)
        return;
    roster_open(&roster, book, run, NULL, footer);
    int first = (int)roster.columns.count;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        roster_column(&roster, own[i].title, own[i].least, own[i].most);
    begin(&roster, "分析 意见分歧", "专家意见不一的项目", NULL);
    for (size_t i = 0; i < run->analysis->concordance_count; i++) {
        const struct concordance *c = &run->analysis->concordances[i];
        for (size_t k = 0; k < c->split_count; k++)
            split_row(&roster, first, c->decision, c->split[k]);
    }
    roster_end(&roster);
}

/* --- the next level --- */

static const char *missing_text(struct arena *arena, const struct next_step *next)
{
    const struct docket_entry *entry = next->decision->entry;
    struct bytes out;

    if (next->decision->scheme->programme->item_count == 0)
        return words_lacking(arena, next->decision, next->results, next->result_count);
    bytes_init(&out, arena);
    if (next->basic_count)
        bytes_printf(&out, "基本：%s",
                     roster_clauses(arena, entry->checklist, next->basic, next->basic_count, CLAUSES_SHOWN));
    if (next->professional_count)
        bytes_printf(
            &out, "%s专业：%s", out.length ? "　" : "",
            roster_clauses(arena, entry->checklist, next->professional, next->professional_count, CLAUSES_SHOWN));
    if (!out.length)
        bytes_add_text(&out, words_lacking(arena, next->decision, next->results, next->result_count));
    return bytes_text(&out);
}

static void next_row(struct roster *roster, int first, const struct next_step *next)
{
    const struct decision *decision = next->decision;
    struct tab *tab = roster_row(roster, decision);
    size_t requirements = 0;

    for (size_t i = 0; i < next->result_count; i++)
        requirements += !next->results[i].is_met;
    cell_text(tab, first, STYLE_CENTRE, words_level(decision->scheme, decision->from));
    cell_text(tab, first + 1, STYLE_CENTRE, words_level(decision->scheme, decision->entry->attained));
    cell_text(tab, first + 2, STYLE_CENTRE, words_level(decision->scheme, next->level));
    cell_number(tab, first + 3, STYLE_TALLY, (double)requirements);
    cell_number(tab, first + 4, STYLE_TALLY, (double)next->basic_count);
    cell_number(tab, first + 5, STYLE_TALLY, (double)next->professional_count);
    cell_text(tab, first + 6, STYLE_WRAP, missing_text(roster->row, next));
}

static void write_next(struct book *book, const char *footer, const struct run *run)
{
    static const struct column own[] = {
        {"现等级", 8, 16},      {"实际达到", 8, 16},          {"下一等级", 8, 16},
        {"未达到的要求", 7, 8}, {"基本能力尚缺（项）", 8, 9}, {"专业能力尚缺（项）", 8, 9},
        {"尚缺的内容", 30, 72},
    };
    struct roster roster;
    size_t count = 0;

    for (size_t i = 0; i < run->analysis->next_step_count; i++)
        count += run->analysis->next_steps[i].decision->scheme->programme->level_count > 1;
    if (!count)
        return;
    roster_open(&roster, book, run, NULL, footer);
    int first = (int)roster.columns.count;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        roster_column(&roster, own[i].title, own[i].least, own[i].most);
    begin(&roster, "分析 下一等级", "距下一等级尚缺什么", "下一等级：实际达到的等级之上一级；已达最高级的不列。");
    for (size_t i = 0; i < run->analysis->next_step_count; i++)
        if (run->analysis->next_steps[i].decision->scheme->programme->level_count > 1)
            next_row(&roster, first, &run->analysis->next_steps[i]);
    roster_end(&roster);
}

void analysis_sheets_write(struct book *book, const char *footer, const struct run *run)
{
    if (!run->analysis)
        return;
    write_firmness(book, footer, run);
    write_concordance(book, footer, run);
    write_splits(book, footer, run);
    write_next(book, footer, run);
    distribution_write(book, footer, run);
}
