/* packet.c - everything about a subject's proposals in one paper: cover, contents, decision sheets,
 * history, evidence, sign-off. */
#include "document/section.h"

#include <string.h>

#define CONTENTS_PITCH 21.0
#define CONTENTS_HEAD 56.0 /* height of the title of the contents */

/* The packet while it is drawn. */
struct book {
    const struct paper *paper;
    const struct packet *packet;
    const struct history *history; /* NULL: none */
};

static struct section section_of(struct sheet *sheet, const struct decision *decision)
{
    return (struct section){.sheet = sheet, .decision = decision, .arena = sheet->paper->arena};
}

static void title(struct sheet *sheet, const char *string, double points)
{
    const struct text_style style = {
        .font = FONT_SERIF_BOLD, .points = points, .pitch = points * 1.4, .align = ALIGN_CENTRE};

    sheet_paragraph(sheet, string, &style);
}

/* A part of the packet, on a new page unless `goes_on` and half of this one is free. */
static void begin_part(struct sheet *sheet, const char *name, bool goes_on)
{
    if (goes_on && sheet_room(sheet) > A4_LONG / 2)
        sheet_space(sheet, 24);
    else
        sheet_page(sheet);
    sheet_mark(sheet, name, 0);
    title(sheet, name, sheet->paper->style->heading_points * 0.85);
    sheet_space(sheet, 6);
}

/* --- cover --- */

static void draw_matter(struct sheet *sheet, const struct decision *d)
{
    struct section section = section_of(sheet, d);
    const char *name = d->is_early ? "提前升级" : scheme_matter_name(d->scheme, d->matter);
    const char *half = paper_half_year(section.arena, d);

    if (*half)
        name = arena_printf(section.arena, "%s（%s）", name, half);
    table_form(sheet, "办理事项", name, "办理状态", status_chinese(d->status));
    table_form(sheet, "事项编号", d->proposal_id, NULL, NULL);
    table_form(sheet, d->has_outcome ? "处理结果" : "处理建议",
               d->has_outcome ? outcome_words(&section) : proposal_words(&section), NULL, NULL);
}

static void draw_subject(struct sheet *sheet, const struct decision *d)
{
    struct section section = section_of(sheet, d);
    const struct certificate *held = d->held_certificate;
    const char *limits = section_limits(&section);

    table_form(sheet, "单位编号", d->unit->id, NULL, NULL);
    table_form(sheet, "统一社会信用代码", d->unit->uscc, NULL, NULL);
    if (*limits)
        table_form(sheet, d->track >= 0 ? "服务类别" : "服务方向", limits, NULL, NULL);
    if (!held)
        return;
    table_form(sheet, "所持证书", held->no, "现有等级", paper_level(d->scheme, held->level));
    table_form(sheet, "证书有效期", paper_days(section.arena, held->valid_from, held->valid_to), NULL, NULL);
}

/* In two even lines. */
static const char *digest_words(struct arena *arena, const char *digest)
{
    return arena_printf(arena, "%.32s　%s", digest, digest + 32);
}

static void draw_origin(struct sheet *sheet, const struct scheme *scheme)
{
    const struct run *run = sheet->paper->run;
    struct arena *arena = sheet->paper->arena;

    table_form(sheet, "数据期", run->export->period, "数据截至", paper_day(arena, run->export->as_of));
    table_form(sheet, "数据包摘要", digest_words(arena, run->export->digest), NULL, NULL);
    table_form(sheet, "本计划规则摘要", digest_words(arena, scheme->digest), NULL, NULL);
    table_form(sheet, "全部规则摘要", digest_words(arena, run->rules->digest), NULL, NULL);
}

/* In one line, down to `floor`, else in even lines. */
static void fitted(struct sheet *sheet, const char *string, double points, double floor)
{
    const struct text_style style = {
        .font = FONT_SERIF_BOLD, .points = points, .pitch = 1.45 * points, .align = ALIGN_CENTRE};
    const struct text *text = text_fit(sheet->paper->typesetter, string, &style, sheet_width(sheet), 4 * style.pitch,
                                       floor);

    if (!text)
        return;
    text_draw(sheet->paper->canvas, text, sheet->left, sheet->y, sheet_width(sheet));
    sheet_space(sheet, text_height(text));
}

static void draw_cover(struct sheet *sheet, const struct book *book)
{
    const struct decision *first = book->packet->decisions[0];
    const struct text_style sender = {.font = FONT_SERIF_BOLD, .points = 14, .pitch = 22, .align = ALIGN_CENTRE};

    sheet->is_cover = true;
    sheet_page(sheet);
    sheet_mark(sheet, "封面", 0);
    sheet_space(sheet, 56);
    fitted(sheet, first->scheme->words.name, 16, 12);
    sheet_space(sheet, 16);
    title(sheet, "评　定　卷　宗", 30);
    sheet_space(sheet, 26);
    fitted(sheet, first->unit->name, 20, 15);
    sheet_space(sheet, 26);
    draw_subject(sheet, first);
    for (size_t i = 0; i < book->packet->count; i++)
        draw_matter(sheet, book->packet->decisions[i]);
    draw_origin(sheet, first->scheme);
    sheet_space(sheet, 24);
    sheet_need(sheet, 2 * sender.pitch);
    sheet_paragraph(sheet, first->scheme->words.operator_name, &sender);
    sheet_paragraph(sheet, paper_day(sheet->paper->arena, sheet->paper->run->export->as_of), &sender);
}

/* --- contents --- */

/* Lines of the contents on one page. */
static size_t contents_lines(const struct sheet *sheet)
{
    return (size_t)((A4_LONG - sheet->top - sheet->bottom - CONTENTS_HEAD) / CONTENTS_PITCH);
}

static size_t contents_pages(const struct sheet *sheet, const struct outline *outline)
{
    size_t lines = contents_lines(sheet);

    return (outline->count + lines - 1) / lines;
}

/* Dots that lead the eye along a line. Those of all lines stand below each other. */
static void draw_leader(struct sheet *sheet, double from, double to, double points)
{
    static const char dots[] = "…";
    const struct text_style style = {.font = FONT_SANS, .points = points, .pitch = CONTENTS_PITCH};
    struct bytes leader;

    bytes_init(&leader, sheet->paper->arena);
    for (; to - points >= from; to -= points)
        bytes_add_text(&leader, dots);
    if (leader.length)
        text_draw(sheet->paper->canvas, text_set(sheet->paper->typesetter, bytes_text(&leader), &style, 0), to, sheet->y, 0);
}

static void contents_line(struct sheet *sheet, const struct outline_entry *entry, int page)
{
    const struct text_style style = {
        .font = entry->depth ? FONT_SANS : FONT_SERIF_BOLD, .points = 12, .pitch = CONTENTS_PITCH};
    struct typesetter *typesetter = sheet->paper->typesetter;
    double left = sheet->left + entry->depth * 2 * style.points, right = sheet->left + sheet_width(sheet);
    const struct text *number = text_set(typesetter, arena_printf(sheet->paper->arena, "%d", page), &style, 0);
    const struct text *name = text_fit(typesetter, entry->title, &style, right - left - 60, CONTENTS_PITCH, 6);
    const double from = left + (name ? text_width(name) : 0) + 4, to = right - 2 * style.points;

    if (name)
        text_draw(sheet->paper->canvas, name, left, sheet->y, right - left);
    draw_leader(sheet, from, to, style.points);
    text_draw(sheet->paper->canvas, number, right - text_width(number), sheet->y, text_width(number));
    sheet_space(sheet, CONTENTS_PITCH);
}

/* What stands behind, its pages counted from 1 on where it was measured. */
static void draw_contents(struct sheet *sheet, const struct outline *outline)
{
    size_t lines = contents_lines(sheet);
    int before = sheet->page + (int)contents_pages(sheet, outline);

    for (size_t i = 0; i < outline->count; i++) {
        if (i % lines == 0) {
            sheet_page(sheet);
            if (i == 0)
                sheet_mark(sheet, "目录", 0);
            title(sheet, i ? "目　录（续）" : "目　录", sheet->paper->style->heading_points * 0.85);
            sheet->y = sheet->top + CONTENTS_HEAD;
        }
        contents_line(sheet, &outline->items[i], outline->items[i].page + before);
    }
}

/* --- what stands behind the contents --- */

static void draw_evidence(struct sheet *sheet, const struct book *book)
{
    if (!evidence_index_has(book->packet))
        return;
    begin_part(sheet, "证据目录", book->history != NULL);
    evidence_index_draw(sheet, book->packet);
}

static void draw_history(struct sheet *sheet, const struct book *book)
{
    struct section section = section_of(sheet, book->packet->decisions[0]);

    if (!book->history)
        return;
    begin_part(sheet, "沿革", false);
    history_draw(&section, book->history);
}

/* Where something is proposed, a line that proposes nothing needs no opinion. */
static size_t to_sign(const struct packet *packet, const struct decision **out)
{
    size_t count = 0;

    for (size_t i = 0; i < packet->count; i++)
        if (!packet->has_notice || packet->decisions[i]->action != ACTION_NONE)
            out[count++] = packet->decisions[i];
    return count;
}

static void draw_sign_off(struct sheet *sheet, const struct packet *packet)
{
    const struct decision **decisions = ARENA_ARRAY(sheet->paper->arena, const struct decision *, packet->count);
    size_t count = to_sign(packet, decisions);
    double height = count > 1 ? 76 : 130;

    begin_part(sheet, "签批", false);
    for (size_t i = 0; i < count; i++) {
        struct section section = section_of(sheet, decisions[i]);
        section.parts = i;
        sheet_need(sheet, (double)approval_box_count(decisions[i]) * height + 80);
        table_form(sheet, "事项编号", decisions[i]->proposal_id, NULL, NULL);
        table_form(sheet, "处理建议", proposal_words(&section), NULL, NULL);
        approval_boxes(
            &section, count > 1 ? scheme_matter_name(decisions[i]->scheme, decisions[i]->matter) : NULL, height);
        sheet_space(sheet, 14);
    }
}

static void draw_body(struct sheet *sheet, const struct book *book)
{
    for (size_t i = 0; i < book->packet->count; i++)
        decision_sheet_parts(sheet, book->packet->decisions[i], book->packet->count > 1);
    draw_history(sheet, book);
    draw_evidence(sheet, book);
    draw_sign_off(sheet, book->packet);
}

static struct sheet sheet_of(const struct paper *paper, const struct scheme *scheme, struct outline *outline)
{
    return (struct sheet){
        .paper = paper,
        .left = MM(25),
        .right = MM(22),
        .top = MM(23),
        .bottom = MM(22),
        .head_left = arena_printf(paper->arena, "%s评定卷宗", scheme->words.short_name),
        .head_right = scheme->words.operator_name,
        .foot_left = arena_printf(paper->arena, "内部资料　规则文件摘要 %.16s", scheme->digest),
        .foot_right = arena_printf(paper->arena, "数据期 %s", paper->run->export->period),
        .outline = outline,
    };
}

/* The contents stand before what they tell of: that is set twice, once on a canvas where nothing
 * appears. Texts set once are kept, so the second time costs little. */
static void measure(struct outline *outline, const struct book *book)
{
    struct paper blank = *book->paper;

    blank.canvas = canvas_blank(blank.arena);
    struct sheet sheet = sheet_of(&blank, book->packet->decisions[0]->scheme, outline);
    draw_body(&sheet, book);
    canvas_abandon(blank.canvas);
}

RESULT packet_draw(const struct paper *paper, const struct packet *packet)
{
    const struct book book = {paper, packet, run_history(paper->run, packet)};
    struct outline body = {0}, outline = {0};
    struct sheet sheet = sheet_of(paper, packet->decisions[0]->scheme, &outline);

    measure(&body, &book);
    draw_cover(&sheet, &book);
    draw_contents(&sheet, &body);
    draw_body(&sheet, &book);
    return OK;
}
