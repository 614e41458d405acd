/* sheet_score.c - weights, how points are given, and what they add up to. */
#include "document/section.h"

#include <string.h>

/* Items of one term. */
struct term_items {
    const struct item *first;
    int exempt;
    int necessary, necessary_met, necessary_exempt;
    const char *necessary_unmet; /* clauses; "" */
};

static struct term_items items_of_term(struct section *section, size_t term)
{
    const struct docket_entry *entry = section->decision->entry;
    struct term_items items = {0};
    struct bytes unmet;

    bytes_init(&unmet, section->arena);
    for (size_t i = 0; i < entry->checklist->count; i++) {
        const struct check *check = &entry->checklist->checks[i];
        if (check->term != (int)term || !entry->checks[i].is_asked)
            continue;
        enum check_verdict verdict = (enum check_verdict)entry->checks[i].verdict;
        if (!items.first)
            items.first = check->item;
        items.exempt += verdict == CHECK_NA;
        if (!check->item->is_necessary)
            continue;
        items.necessary++;
        items.necessary_met += verdict == CHECK_MET;
        items.necessary_exempt += verdict == CHECK_NA;
        if (verdict == CHECK_UNMET)
            section_add_clause(&unmet, check->item->clause);
    }
    items.necessary_unmet = bytes_text(&unmet);
    return items;
}

static const char *count_text(struct section *section, int count)
{
    return arena_printf(section->arena, "%d", count);
}

static const char *term_name(struct section *section, const struct term_result *term, const struct term_items *items)
{
    return arena_printf(section->arena, "%s %s", term->id,
                        items->first ? section_part_name(section, items->first) : "");
}

const char *score_term_name(struct section *section, size_t term)
{
    const struct term_items items = items_of_term(section, term);

    return term_name(section, &section->decision->entry->terms[term], &items);
}

static const struct table_head weight_head = {
    .cells = {TABLE_HEAD_CELL(0.34, "评价指标"), TABLE_HEAD_CELL(0.10, "合规项"), TABLE_HEAD_CELL(0.10, "满足"),
              TABLE_HEAD_CELL(0.10, "不适用"), TABLE_HEAD_CELL(0.12, "合规率"), TABLE_HEAD_CELL(0.10, "权重"),
              TABLE_HEAD_CELL(0.14, "分值")},
    .count = 7,
    .points = 9.5,
    .left = 1u << 0,
};

static struct exact share_of(const struct term_result *term)
{
    return term->total ? exact_make(term->met, term->total) : EXACT(1);
}

static void draw_weight(struct section *section, const struct term_result *term, const struct term_items *items)
{
    struct arena *arena = section->arena;
    struct exact share = share_of(term);

    table_texts(section->sheet, &weight_head,
                (const char *const[]){
                    term_name(section, term, items), count_text(section, term->total + items->exempt),
                    count_text(section, term->met), count_text(section, items->exempt),
                    paper_percent(arena, share),
                    paper_figure(arena, term->weight, 4), paper_figure(arena, exact_multiply(term->weight, share), 4)},
                0);
}

static void draw_weights(struct section *section)
{
    const struct docket_entry *entry = section->decision->entry;
    struct exact weights = EXACT(0);
    int asked = 0, met = 0, exempt = 0;

    table_begin(section->sheet, &weight_head);
    for (size_t t = 0; t < entry->scheme->term_count; t++) {
        const struct term_result *term = &entry->terms[t];
        const struct term_items items = items_of_term(section, t);
        draw_weight(section, term, &items);
        asked += term->total + items.exempt;
        met += term->met;
        exempt += items.exempt;
        weights = exact_add(weights, term->weight);
    }
    table_texts(section->sheet, &weight_head,
                (const char *const[]){"合计", count_text(section, asked), count_text(section, met),
                                      count_text(section, exempt), "—", paper_figure(section->arena, weights, 4),
                                      paper_figure(section->arena, entry->score, 4)},
                0);
    table_end(section->sheet);
}

static const char *method_words(struct section *section)
{
    const struct scheme *scheme = section->decision->scheme;

    return arena_printf(
        section->arena,
        "赋值方法：每一合规项按专家多数意见判定满足或不满足%s；指标分值＝权重×满足的合规项数÷合规项总数，整体分值"
        "为%zu项指标分值之和（%s）。%s分值按分数精确计算，表中截至小数点后四位，不进位。",
        scheme->programme->na_exempts ? "、不适用" : "", scheme->term_count,
        paper_cited(section->arena, scheme->score_clause),
        scheme->programme->na_exempts ? "不适用的合规项既不计入满足数也不计入总数，指标下各项均不适用的计满分。" : "");
}

/* The total as it is: as a fraction too where no decimals say it whole. */
static void draw_total(struct section *section)
{
    const struct decision *d = section->decision;
    const struct exact score = d->entry->score;
    struct arena *arena = section->arena;
    bool is_missed = false;
    struct bytes out;

    bytes_init(&out, arena);
    bytes_printf(&out, "整体分值%s分", paper_figure(arena, score, 4));
    if (exact_decimals(score) < 0 || exact_decimals(score) > 4)
        bytes_printf(&out, "（精确值%lld／%lld）", (long long)score.num, (long long)score.den);
    for (size_t i = 0; i < d->requirement_count; i++)
        if (d->requirements[i].requirement && d->requirements[i].requirement->source == SOURCE_SCORE) {
            is_missed = !d->requirements[i].is_met;
            bytes_printf(&out, "，合格分数线%s分，%s", paper_figure(arena, d->requirements[i].required, 4),
                         is_missed ? "未达到" : "达到");
        }
    bytes_add_text(&out, "。");
    section_result(section, bytes_text(&out), is_missed);
}

static const struct table_head necessary_head = {
    .cells = {TABLE_HEAD_CELL(0.34, "评价指标"), TABLE_HEAD_CELL(0.10, "必要项"), TABLE_HEAD_CELL(0.10, "满足"),
              TABLE_HEAD_CELL(0.10, "不适用"), TABLE_HEAD_CELL(0.36, "不满足的条款")},
    .count = 5,
    .points = 9.5,
    .left = 1u << 0 | 1u << 4,
};

static void draw_necessary(struct section *section)
{
    const struct docket_entry *entry = section->decision->entry;
    int number = 0, met = 0, exempt = 0;

    section_heading(section, "必要项评价");
    table_begin(section->sheet, &necessary_head);
    for (size_t t = 0; t < entry->scheme->term_count; t++) {
        const struct term_items items = items_of_term(section, t);
        if (!items.necessary)
            continue;
        table_texts(
            section->sheet, &necessary_head,
            (const char *const[]){term_name(section, &entry->terms[t], &items), count_text(section, items.necessary),
                                  count_text(section, items.necessary_met), count_text(section, items.necessary_exempt),
                                  *items.necessary_unmet ? items.necessary_unmet : "无"},
            *items.necessary_unmet ? 1u << 4 : 0);
        number += items.necessary;
        met += items.necessary_met;
        exempt += items.necessary_exempt;
    }
    const char *unmet = number == met + exempt ? "全部满足"
                                               : arena_printf(section->arena, "%d项不满足", number - met - exempt);
    table_texts(section->sheet, &necessary_head,
                (const char *const[]){"合计", count_text(section, number), count_text(section, met),
                                      count_text(section, exempt), unmet},
                0);
    table_end(section->sheet);
}

static bool has_necessary(const struct docket_entry *entry)
{
    for (size_t i = 0; i < entry->checklist->count; i++)
        if (entry->checks[i].is_asked && entry->checklist->checks[i].item->is_necessary)
            return true;
    return false;
}

void score_draw(struct section *section)
{
    if (!section_has_checks(section) || !section->decision->entry->has_score)
        return;
    section_heading(section, "指标权重与赋值方法");
    section_line(section, method_words(section));
    sheet_space(section->sheet, 4);
    draw_weights(section);
    draw_total(section);
    if (has_necessary(section->decision->entry))
        draw_necessary(section);
}
