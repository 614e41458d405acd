/* scorecard.c - scorecard.xlsx: one packet's figures and how they came about. */
#include "workbook/workbook.h"

#include "model/chinese.h"
#include "workbook/scorecard.h"
#include "workbook/sheets.h"
#include "workbook/words.h"

/* TITLE_ROOM: columns of text, as high as a title's, across the sheet. */
enum { COLUMNS = 10, TITLE_ROOM = 72 };
static const int widths[COLUMNS] = {24, 36, 14, 12, 12, 12, 12, 10, 10, 20};

static void next_row(struct tab *tab)
{
    tab_next(tab, 1);
}

/* Two pairs of label and text in one row. */
static void write_pair(struct tab *tab, const char *a, const char *text_a, const char *b, const char *text_b)
{
    next_row(tab);
    cell_text(tab, 0, STYLE_LABEL, a);
    cell_across(tab, 1, 3, STYLE_WRAP, text_a);
    cell_across(tab, 4, 5, STYLE_LABEL, b);
    cell_across(tab, 6, 9, STYLE_WRAP, text_b);
}

/* A label and a text that may need several lines. */
static void write_long(struct tab *tab, const char *label, const char *text)
{
    next_row(tab);
    cell_text(tab, 0, STYLE_LABEL, label);
    cell_across(tab, 1, COLUMNS - 1, STYLE_WRAP, text);
}

static void write_heads(struct tab *tab, const char *const heads[COLUMNS])
{
    next_row(tab);
    for (int i = 0; i < COLUMNS; i++)
        cell_text(tab, i, STYLE_HEAD, heads[i]);
}

static const char *days(const struct book *book, date from, date to)
{
    char a[DATE_TEXT_SIZE], b[DATE_TEXT_SIZE];

    if (from == DATE_NONE || to == DATE_NONE)
        return "–";
    return arena_printf(book->arena, book_say(book, "%s 至 %s"), date_text(from, a), date_text(to, b));
}

static const char *certificate(const struct book *book, const struct certificate *held)
{
    return held ? arena_printf(book->arena, book_say(book, "%s（%s）"), held->no,
                               days(book, held->valid_from, held->valid_to))
                : "–";
}

/* 降级（二级 → 三级）; 维持（二级）; 不予通过. */
static const char *change(const struct book *book, const struct decision *decision)
{
    const char *action = book_say(book, action_chinese(decision->action)),
               *from = words_level(decision->scheme, decision->from), *to = words_level(decision->scheme, decision->to);

    if (decision->from == decision->to)
        return decision->to < 0 ? action : arena_printf(book->arena, book_say(book, "%s（%s）"), action, to);
    return arena_printf(book->arena, book_say(book, "%s（%s → %s）"), action, from, to);
}

static void write_facts(struct tab *tab, const struct decision *decision)
{
    const struct book *book = tab->book;
    struct arena *arena = book->arena;
    const char *outcome = words_outcome(arena, book->language, decision),
               *approval = book_say(book, decision_approval_chinese(decision));

    write_pair(tab, "状态", book_say(book, status_chinese(decision->status)), "处理", change(book, decision));
    write_pair(tab, "实际达到", words_level(decision->scheme, decision->attained), "审批",
               *outcome ? arena_printf(arena, "%s%s%s", approval, book_say(book, "；"), outcome) : approval);
    write_pair(tab, "统计期间", days(book, decision->days_from, decision->days_to), "现有证书",
               certificate(book, decision->held_certificate));
    if (decision->action != ACTION_NONE)
        write_long(tab, "依据", words_clause(decision->reason_clause));
    if (decision->is_held)
        write_long(tab, "暂缓原因", words_held_reasons(arena, book->language, decision));
    if (decision->certificate_count)
        write_long(tab, "所发证书", words_certificates(arena, decision));
    if (decision->note_count)
        write_long(tab, "说明", words_notes(arena, decision));
}

static void write_requirements(struct tab *tab, const struct decision *decision)
{
    static const char *const heads[COLUMNS] = {"要求", "原文", "条款", "等级", "实际",
                                               "应达", "差额", "结论", "计量", "编号"};

    if (!decision->requirement_count)
        return;
    write_heads(tab, heads);
    for (size_t i = 0; i < decision->requirement_count; i++) {
        const struct requirement_result *result = &decision->requirements[i];
        const struct requirement *requirement = result->requirement;
        const char *text = requirement && result->level >= 0 ? requirement->texts[result->level] : NULL;

        next_row(tab);
        cell_text(tab, 0, STYLE_WRAP, words_requirement(result));
        cell_text(tab, 1, STYLE_WRAP, text);
        cell_text(tab, 2, STYLE_WRAP, words_clause(result->clause));
        cell_text(tab, 3, STYLE_CENTRE, words_level(decision->scheme, result->level));
        result_cells(tab, 4, result);
        cell_text(tab, 8, STYLE_CENTRE, words_measure(decision, result));
        cell_text(tab, 9, STYLE_WORD, result->id);
    }
}

static void write_tallies(struct tab *tab, const struct decision *decision)
{
    static const char *const heads[COLUMNS] = {"统计项",   "计量", "值",       "计入", "其中重复",
                                               "不合条件", "期外", "截止日后", "待核", "未通过"};
    const struct scheme *scheme = decision->scheme;

    if (!decision->tallies || !scheme->metric_count)
        return;
    next_row(tab);
    write_heads(tab, heads);
    for (size_t i = 0; i < scheme->metric_count; i++) {
        const struct tally *tally = &decision->tallies[i];
        const uint32_t counts[] = {tally->counted, tally->repeated, tally->unmatched, tally->outside,
                                   tally->future,  tally->pending,  tally->refused};

        next_row(tab);
        cell_text(tab, 0, STYLE_WRAP, scheme->metrics[i].name);
        cell_text(tab, 1, STYLE_TEXT, scheme->metrics[i].unit_of_measure);
        cell_exact(tab, 2, STYLE_NUMBER, tally->value);
        for (int j = 0; j < (int)(sizeof counts / sizeof *counts); j++)
            cell_number(tab, 3 + j, STYLE_TALLY, counts[j]);
    }
}

static void write_decision(struct tab *tab, const struct decision *decision)
{
    const char *track = words_track(decision);

    next_row(tab);
    next_row(tab);
    cell_across(tab, 0, COLUMNS - 1, STYLE_SECTION,
                arena_printf(tab->book->arena, "%s%s%s · %s · %s", decision->scheme->words.short_name,
                             *track ? " " : "", track, book_say(tab->book, words_matter(decision)), decision->proposal_id));
    write_facts(tab, decision);
    write_requirements(tab, decision);
    scorecard_terms(tab, decision);
    write_tallies(tab, decision);
    scorecard_items(tab, decision);
}

/* 未达标 of requirements and 未满足 of items stand in the same column. */
static void colour_verdicts(struct tab *tab)
{
    enum { VERDICT = 7 };
    char beginning[] = "未";
    lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_TEXT,
                                   .criteria = LXW_CONDITIONAL_CRITERIA_TEXT_BEGINS_WITH,
                                   .value_string = beginning,
                                   .format = tab->book->formats[STYLE_FAILED]};

    if (!tab->book->error)
        book_note(tab->book, worksheet_conditional_format_range(tab->worksheet, 0, VERDICT, tab->row, VERDICT, &rule));
}

RESULT workbook_scorecard(const char *path, const char *scratch, const struct run *run, const struct packet *packet)
{
    const struct export *export = run->export;
    const struct unit *unit = packet->decisions[0]->unit;
    struct book_properties properties = {
        .title = phrase(run->language, "评分表"), .author = "gradepress", .comment = unit->id, .created = export->as_of,
        .language = run->language};
    char as_of[DATE_TEXT_SIZE];
    struct book *book;

    TRY(book_open(&book, path, scratch, &properties));
    const char *footer = arena_printf(book->arena, book_say(book, "&L%s&C第 &P 页，共 &N 页&R内部资料"), unit->id);
    struct tab *tab = tab_add(book, "评分表", footer);
    for (int i = 0; i < COLUMNS; i++)
        tab_width(tab, i, i, widths[i]);
    tab_lines(tab, 2 * (1 + cell_text_width(unit->name) / TITLE_ROOM));
    cell_across(tab, 0, COLUMNS - 3, STYLE_TITLE, unit->name);
    cell_across(tab, COLUMNS - 2, COLUMNS - 1, STYLE_SAMPLE, export->is_sample ? "样张" : NULL);
    next_row(tab);
    cell_across(tab, 0, COLUMNS - 1, STYLE_SUBTITLE,
                arena_printf(book->arena,
                             book_say(book, "评分表    单位编号 %s    统一社会信用代码 %s    期次 %s    截止日 %s"),
                             unit->id, unit->uscc, words_period(book->arena, run->language, export->period),
                             date_text(export->as_of, as_of)));
    if (!book->error) { /* whose it is stays in view, and on every page */
        worksheet_freeze_panes(tab->worksheet, tab->row + 1, 0);
        book_note(book, worksheet_repeat_rows(tab->worksheet, 0, tab->row));
    }
    for (size_t i = 0; i < packet->count; i++)
        write_decision(tab, packet->decisions[i]);
    colour_verdicts(tab);
    scorecard_evidence(book, footer, packet);
    return book_close(book);
}
