/* form.c - lines of a template, one after the other. */
#include "document/form.h"

#include "document/reasons.h"
#include "document/table.h"
#include "model/docket.h"

#include <string.h>

#define SEAL_ROOM MM(45) /* for a seal over sender and day, from the last line of the text */
#define SEAL_OVER MM(10) /* of it may stand in the margin below */
#define ROW_ROOM MM(9)   /* of a row that somebody fills in by hand */
#define BOX_ROOM MM(28)  /* of a box to sign */
#define TABLE_SPACE 6    /* below a table */
#define WIDE_COLUMN 0.20 /* of the width; texts of wider columns begin at the left */
#define SMALL_POINTS 10.5
#define CLOSE_PITCH 0.9

static const struct colour alarm = {0.70, 0.06, 0.06};

struct form {
    struct sheet *sheet;
    const struct template *template;
    const struct filling *filling;
    double points;
    struct table_head *table; /* the rows' head; NULL: the last line was no row */
};

/* --- text --- */

static const char *fill(const struct form *form, const char *text)
{
    return wording_fill(form->sheet->paper->arena, text, &form->filling->words);
}

static struct text_style body_style(const struct form *form)
{
    double pitch = form->points * FORM_PITCH * (form->sheet->is_close ? CLOSE_PITCH : 1);

    return (struct text_style){.font = FONT_SERIF, .points = form->points, .pitch = pitch, .align = ALIGN_BOTH};
}

static struct text_style style_of(const struct form *form, enum line_kind kind)
{
    struct text_style style = body_style(form);

    switch ((int)kind) {
    case LINE_PARAGRAPH: style.indent = 2; break;
    case LINE_HEADING: style.font = FONT_SERIF_BOLD; break;
    case LINE_CENTRE: style.align = ALIGN_CENTRE; break;
    case LINE_RIGHT: style.align = ALIGN_END; break;
    case LINE_SMALL:
        style.points = SMALL_POINTS;
        style.pitch = SMALL_POINTS * 1.5;
        break;
    default: break;
    }
    return style;
}

static void draw_text(struct form *form, const struct template_line *line, const struct wording *words)
{
    const struct text_style style = style_of(form, line->kind);
    const char *text = wording_fill(form->sheet->paper->arena, line->text, words);

    if (line->kind == LINE_HEADING) {
        sheet_need(form->sheet, 3 * style.pitch);
        sheet_plain_heading(form->sheet, text, &style);
    } else {
        sheet_paragraph(form->sheet, text, &style);
    }
}

/* --- rows --- */

static void begin_table(struct form *form, const struct template_line *head)
{
    struct table_head *table = ARENA_NEW(form->sheet->paper->arena, struct table_head);

    if (form->table)
        table_end(form->sheet);
    *table = (struct table_head){.points = form->points};
    for (; head && table->count < head->cell_count; table->count++) {
        size_t i = table->count;
        table->cells[i] = (struct cell)TABLE_HEAD_CELL(head->widths[i] / 100.0, fill(form, head->cells[i]));
    }
    form->table = table;
    table_begin(form->sheet, table);
}

/* Labels are shaded; a title goes with the row below it. */
static void draw_form_row(struct form *form, const char *const *texts, size_t count, double room)
{
    const double label = table_label(form->sheet);
    const double widths[7][6] = {
        [2] = {label, 1 - label}, [4] = {label, 0.33, 0.17, 0.50 - label}, [6] = {0.14, 0.2, 0.13, 0.2, 0.13, 0.2}};
    struct cell cells[6] = {0};

    if (count == 1) {
        table_group(form->sheet, texts[0]);
        return;
    }
    for (size_t i = 0; i < count; i++)
        cells[i] = (struct cell){.width = widths[count][i],
                                 .text = texts[i],
                                 .font = FONT_SANS,
                                 .align = i % 2 == 0 ? ALIGN_CENTRE : ALIGN_START,
                                 .is_shaded = i % 2 == 0};
    table_row(form->sheet, cells, count, room);
}

static void draw_list_row(struct form *form, const char *const *texts, double room)
{
    struct cell cells[MAX_LINE_CELLS] = {0};

    for (size_t i = 0; i < form->table->count; i++)
        cells[i] = (struct cell){.width = form->table->cells[i].width,
                                 .text = texts[i],
                                 .font = FONT_SANS,
                                 .align = form->table->cells[i].width > WIDE_COLUMN ? ALIGN_START : ALIGN_CENTRE};
    table_row(form->sheet, cells, form->table->count, room);
}

/* A cell filled in; a line of it with nothing to say is left out. */
static const char *fill_cell(const struct form *form, const char *text, const struct wording *words)
{
    const char *filled = wording_fill(form->sheet->paper->arena, text, words);
    const size_t length = strlen(TEXT_LINE_BREAK);
    struct bytes out;

    bytes_init(&out, form->sheet->paper->arena);
    for (const char *end; filled; filled = end ? end + length : NULL) {
        end = strstr(filled, TEXT_LINE_BREAK);
        size_t line = end ? (size_t)(end - filled) : strlen(filled);
        if (line && out.length)
            bytes_add_text(&out, TEXT_LINE_BREAK);
        bytes_add(&out, filled, line);
    }
    return bytes_text(&out);
}

static void draw_cells(struct form *form, const struct template_line *line, const struct wording *words)
{
    const char *texts[MAX_LINE_CELLS];
    double room = line->number ? MM(line->number) : 0;

    for (size_t i = 0; i < line->cell_count; i++)
        texts[i] = fill_cell(form, line->cells[i], words);
    if (!form->table)
        begin_table(form, NULL);
    if (line->kind == LINE_SIGN || line->kind == LINE_SEAL)
        table_opinion(form->sheet, texts[0], *texts[1] ? texts[1] : NULL,
                      line->kind == LINE_SEAL ? SIGNED_AND_SEALED : SIGNED_BY_HAND, room > 0 ? room : BOX_ROOM);
    else if (form->table->count)
        draw_list_row(form, texts, room);
    else
        draw_form_row(form, texts, line->cell_count, room > 0 ? room : ROW_ROOM);
}

/* --- tables of a decision --- */

static const struct table_head item_head = {
    .cells = {TABLE_HEAD_CELL(0.18, "条款"), TABLE_HEAD_CELL(0.82, "文件要求")},
    .count = 2,
};

static void draw_items(struct form *form)
{
    const struct docket_entry *entry = form->filling->decision->entry;
    const struct programme *programme = entry->scheme->programme;

    table_begin(form->sheet, &item_head);
    for (size_t i = 0; i < programme->item_count; i++) {
        const struct item *item = &programme->items[i];
        const struct cell cells[] = {
            {.width = 0.18, .text = item->clause, .font = FONT_SANS, .align = ALIGN_CENTRE},
            {.width = 0.82, .text = item->text, .font = FONT_SANS},
        };
        if (filling_is_lacking(entry, item))
            table_row(form->sheet, cells, 2, 0);
    }
    table_end(form->sheet);
}

static void draw_decision_table(struct form *form, enum line_kind kind)
{
    const struct filling *filling = form->filling;
    const struct decision *d = filling->decision;

    if (!d || !d->requirement_count || (kind == LINE_UNMET && !*filling->words.values[PLACEHOLDER_UNMET]) ||
        (kind == LINE_ITEMS && !(filling->holding >> WHEN_LACKING & 1)))
        return;
    sheet_space(form->sheet, 6);
    if (kind == LINE_ITEMS)
        draw_items(form);
    else if (kind == LINE_FIGURES && filling->holding >> WHEN_RAISED & 1)
        reasons_raised(form->sheet, d, decision_level(d));
    else
        reasons_requirements(form->sheet, d, kind == LINE_UNMET);
    sheet_space(form->sheet, 8);
}

/* --- the end of a paper --- */

/* The day four characters from the margin, the sender in the middle above it: as on official letters. */
static void draw_signature(struct form *form)
{
    struct sheet *sheet = form->sheet;
    const struct paper *paper = sheet->paper;
    struct text_style style = body_style(form);

    style.align = ALIGN_CENTRE;
    sheet_need(sheet, SEAL_ROOM - SEAL_OVER);
    const struct text *day = text_set(paper->typesetter, form->filling->words.values[PLACEHOLDER_ISSUED], &style, 0);
    const struct text *sender = text_fit(paper->typesetter, form->filling->words.values[PLACEHOLDER_OPERATOR], &style,
                                         sheet_width(sheet) - 4 * form->points, 2 * style.pitch, form->points / 2);
    double width = text_width(day) + 8 * form->points, y = sheet->y + SEAL_ROOM / 2;
    if (sender && text_width(sender) + 4 * form->points > width)
        width = text_width(sender) + 4 * form->points;
    double x = A4_SHORT - sheet->right - width;
    if (sender)
        text_draw(paper->canvas, sender, x, y, width);
    text_draw(paper->canvas, day, x, y + (sender ? text_height(sender) : style.pitch), width);
    sheet->y += SEAL_ROOM;
}

/* What a paper ends with. */
struct end {
    size_t paragraphs, rows, boxes;
    double height; /* near enough */
    bool is_signed;
};

/* Whether nothing but paragraphs, rows of a form, boxes to sign and a signature come from line i on. */
static bool find_end(const struct form *form, size_t i, struct end *end)
{
    *end = (struct end){0};
    for (; i < form->template->count; i++) {
        const struct template_line *line = &form->template->lines[i];
        const struct text_style style = style_of(form, line->kind);
        if (!filling_prints(form->filling, line))
            continue;
        switch ((int)line->kind) {
        case LINE_PAGE:
        case LINE_ATTACH: return end->is_signed;
        case LINE_SIGNATURE: end->height += SEAL_ROOM - SEAL_OVER; break;
        case LINE_SIGN:
        case LINE_SEAL:
            end->boxes++;
            end->height += line->number ? MM(line->number) : BOX_ROOM;
            break;
        case LINE_ROW:
            if (line->list >= 0)
                return false;
            end->rows++;
            end->height += line->number ? MM(line->number) : ROW_ROOM;
            break;
        case LINE_PARAGRAPH:
        case LINE_SMALL:
            end->paragraphs += line->kind == LINE_PARAGRAPH;
            end->height += text_height(
                text_set(form->sheet->paper->typesetter, fill(form, line->text), &style, sheet_width(form->sheet)));
            break;
        case LINE_SPACE: end->height += MM(line->number); break;
        case LINE_POINTS: break;
        default: return false;
        }
        end->is_signed |= line->kind == LINE_SIGN || line->kind == LINE_SEAL || line->kind == LINE_SIGNATURE;
    }
    return end->is_signed;
}

/* The height of an end that a page can hold with what goes before it; 0: it is none. */
static double end_height(const struct form *form, size_t i, struct end *end)
{
    double page = A4_LONG - form->sheet->top - form->sheet->bottom;

    return find_end(form, i, end) && end->height < page / 2 ? end->height : 0;
}

/* The last two paragraphs go with the signature, the last row with the last box, or both with the last two,
 * and small print with all: no page holds a seal, or a closing word, alone. */
static void keep_end(struct form *form, size_t i)
{
    struct end end;
    double height = end_height(form, i, &end);

    if (height > 0 && end.paragraphs <= 2 && end.rows <= (end.boxes == 2 ? 2 : 1) && end.boxes <= 2)
        sheet_need(form->sheet, height);
}

/* Line i is the next; when the paper ends with it, the last rows of a list stay there. */
static void end_table(struct form *form, size_t i)
{
    struct end end;

    if (!form->table)
        return;
    table_end_above(form->sheet, TABLE_SPACE + end_height(form, i, &end));
    form->table = NULL;
    sheet_space(form->sheet, TABLE_SPACE);
}

/* --- lines --- */

static void draw_once(struct form *form, const struct template_line *line, const struct wording *words)
{
    if (line->cell_count)
        draw_cells(form, line, words);
    else
        draw_text(form, line, words);
}

static void draw_line(struct form *form, size_t i)
{
    const struct template_line *line = &form->template->lines[i];

    if (line->kind == LINE_HEAD) {
        begin_table(form, line);
        return;
    }
    if (!line->cell_count)
        end_table(form, i);
    switch ((int)line->kind) {
    case LINE_UNMET:
    case LINE_FIGURES:
    case LINE_ITEMS: draw_decision_table(form, line->kind); return;
    case LINE_SIGNATURE: draw_signature(form); return;
    case LINE_PAGE: sheet_page(form->sheet); return;
    case LINE_SPACE: sheet_space(form->sheet, MM(line->number)); return;
    case LINE_POINTS: form->points = line->number; return;
    default: break;
    }
    if (line->list < 0)
        draw_once(form, line, &form->filling->words);
    for (size_t n = 0; line->list >= 0 && n < form->filling->lists[line->list].count; n++)
        draw_once(form, line, &form->filling->lists[line->list].items[n]);
}

void form_draw(struct sheet *sheet, const struct template *template, const struct filling *filling,
               form_attached *attached, const void *context)
{
    struct form form = {
        .sheet = sheet, .template = template, .filling = filling, .points = sheet->paper->style->body_points};

    for (size_t i = 0; i < template->count; i++) {
        const struct template_line *line = &template->lines[i];
        if (!filling_prints(filling, line))
            continue;
        if (line->kind == LINE_ATTACH) {
            const struct template *other = attached ? attached(context, line->text) : NULL;
            end_table(&form, i);
            if (other) {
                form_begin(sheet, other, filling, NULL);
                form_draw(sheet, other, filling, NULL, NULL);
            }
            continue;
        }
        if (line->kind == LINE_PARAGRAPH || line->kind == LINE_ROW || line->kind == LINE_SIGN ||
            line->kind == LINE_SEAL)
            keep_end(&form, i);
        draw_line(&form, i);
    }
    end_table(&form, template->count);
}

/* --- the sheet --- */

struct sheet form_sheet(const struct paper *paper, const struct scheme *scheme)
{
    return (struct sheet){.paper = paper,
                          .left = MM(28),
                          .right = MM(26),
                          .top = MM(30),
                          .bottom = MM(28),
                          .is_letter = true,
                          .foot_left = arena_printf(paper->arena, "规则文件摘要 %.16s", scheme->digest)};
}

void form_begin(struct sheet *sheet, const struct template *template, const struct filling *filling, const char *above)
{
    const struct paper *paper = sheet->paper;
    const struct text_style mark = {.font = FONT_SERIF_BOLD, .points = 14, .pitch = 24, .colour = alarm};
    const struct text_style title = {.font = FONT_SERIF_BOLD,
                                     .points = paper->style->heading_points,
                                     .pitch = paper->style->heading_points * 1.4,
                                     .align = ALIGN_CENTRE};

    sheet->page = 0;
    sheet_page(sheet);
    if (above)
        sheet_paragraph(sheet, above, &mark);
    sheet_space(sheet, 10);
    sheet_paragraph(sheet, wording_fill(paper->arena, template->title, &filling->words), &title);
    sheet_space(sheet, 18);
}
