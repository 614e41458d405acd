/* sheet.c - fills pages from top to bottom. */
#include "document/sheet.h"

#include "document/table.h"

#define HEAD_POINTS 9.0
#define BOX_PADDING 7.0
#define HEADING_SPACE 9.0 /* above one, but on top of a page */

#define HEADING_GAP 3.0 /* below it */
#define BAR_WIDTH 3.5   /* before a heading, in place of a bold face with glyphs of its own */

static const struct colour grey = {0.35, 0.35, 0.35}, ink = {0.18, 0.22, 0.30};

double sheet_width(const struct sheet *sheet)
{
    return A4_SHORT - sheet->left - sheet->right;
}

double sheet_room(const struct sheet *sheet)
{
    return A4_LONG - sheet->bottom - sheet->y;
}

enum font sheet_font(const struct sheet *sheet, enum font font)
{
    static const enum font serif[FONT_COUNT] = {
        [FONT_SERIF] = FONT_SERIF,
        [FONT_SERIF_BOLD] = FONT_SERIF_BOLD,
        [FONT_SANS] = FONT_SERIF,
        [FONT_SANS_BOLD] = FONT_SERIF_BOLD,
    };

    return sheet->is_letter ? serif[font] : font;
}

static void run_text(const struct sheet *sheet, const char *string, double y, enum font font, enum text_align align,
                     double points)
{
    const struct text_style style = {.font = sheet_font(sheet, font), .points = points, .align = align, .colour = grey};

    if (string)
        text_draw(sheet->paper->canvas, text_set(sheet->paper->typesetter, string, &style, 0), sheet->left, y,
                  sheet_width(sheet));
}

static void draw_head_and_foot(const struct sheet *sheet)
{
    double foot = A4_LONG - MM(15);

    run_text(sheet, sheet->foot_left, foot, FONT_SANS, ALIGN_START, 7.5);
    run_text(sheet, sheet->foot_right, foot, FONT_SANS, ALIGN_END, 7.5);
    if (sheet->is_cover)
        return;
    run_text(sheet, sheet->head_left, MM(13), sheet->is_letter ? FONT_SANS_BOLD : FONT_SANS, ALIGN_START,
             HEAD_POINTS + 1.5);
    run_text(sheet, sheet->head_right, MM(13), FONT_SANS, ALIGN_END, HEAD_POINTS);
    run_text(sheet, arena_printf(sheet->paper->arena, "— %d —", sheet->page), foot - 2, FONT_SANS, ALIGN_CENTRE, 10.5);
}

void sheet_mark(struct sheet *sheet, const char *title, int depth)
{
    if (!sheet->outline)
        return;
    *ARENA_PUSH(sheet->paper->arena, sheet->outline) = (struct outline_entry){title, depth, sheet->page};
    canvas_outline(sheet->paper->canvas, title, depth, sheet->page, sheet->y);
}

static const struct text *heading_text(const struct sheet *sheet)
{
    return text_set(sheet->paper->typesetter, sheet->heading, &sheet->heading_style, sheet_width(sheet));
}

static void draw_heading(struct sheet *sheet)
{
    if (!sheet->heading)
        return;
    const struct text *text = heading_text(sheet);
    sheet_mark(sheet, sheet->heading, 1);
    sheet->heading = NULL;
    if (!sheet->is_heading_plain)
        canvas_fill(sheet->paper->canvas, (struct box){sheet->left, sheet->y + 3, BAR_WIDTH, text_height(text) - 6},
                    ink);
    text_draw(sheet->paper->canvas, text, sheet->left + (sheet->is_heading_plain ? 0 : 3 * BAR_WIDTH), sheet->y,
              sheet_width(sheet));
    sheet->y += text_height(text) + (sheet->is_heading_plain ? 0 : HEADING_GAP);
}

void sheet_page(struct sheet *sheet)
{
    canvas_page(sheet->paper->canvas, A4_SHORT, A4_LONG);
    sheet->page++;
    paper_sample_mark(sheet->paper, A4_SHORT, A4_LONG);
    draw_head_and_foot(sheet);
    sheet->is_cover = false;
    sheet->y = sheet->top;
    draw_heading(sheet);
    if (sheet->head)
        table_draw_head(sheet);
}

void sheet_need(struct sheet *sheet, double height)
{
    double space = sheet->is_heading_plain ? 0 : HEADING_SPACE;

    if (sheet->heading)
        height += space + text_height(heading_text(sheet)) + (sheet->is_heading_plain ? 0 : HEADING_GAP);
    if (!sheet->page || sheet_room(sheet) < height)
        sheet_page(sheet);
    if (sheet->heading) {
        sheet->y += space;
        draw_heading(sheet);
    }
}

void sheet_space(struct sheet *sheet, double height)
{
    sheet->y += height;
}

void sheet_paragraph(struct sheet *sheet, const char *string, const struct text_style *style)
{
    const struct text *text = text_set(sheet->paper->typesetter, string, style, sheet_width(sheet));
    double pitch = text_pitch(text);

    for (size_t done = 0; done < text_lines(text);) {
        size_t left = text_lines(text) - done;
        sheet_need(sheet, (double)(left < 4 ? left : 2) * pitch); /* three are not parted: one would be alone */
        size_t fit = (size_t)(sheet_room(sheet) / pitch);
        if (fit > left)
            fit = left;
        else if (fit + 1 == left && fit > 2) /* its last line does not begin a page alone */
            fit--;
        text_draw_lines(sheet->paper->canvas, text, sheet->left, sheet->y, sheet_width(sheet), done, fit);
        sheet->y += (double)fit * pitch;
        done += fit;
    }
}

void sheet_heading(struct sheet *sheet, const char *string, const struct text_style *style)
{
    sheet->heading = string;
    sheet->heading_style = *style;
    sheet->is_heading_plain = false;
}

void sheet_plain_heading(struct sheet *sheet, const char *string, const struct text_style *style)
{
    sheet_heading(sheet, string, style);
    sheet->is_heading_plain = true;
}

void sheet_box(struct sheet *sheet, const char *string, const struct text_style *style, struct colour frame)
{
    double width = sheet_width(sheet) - 2 * BOX_PADDING;
    const struct text *text = text_set(sheet->paper->typesetter, string, style, width);
    double height = text_height(text) + 2 * BOX_PADDING - 3;

    sheet_need(sheet, height);
    canvas_frame(sheet->paper->canvas, (struct box){sheet->left, sheet->y, sheet_width(sheet), height}, 1.2, frame);
    text_draw(sheet->paper->canvas, text, sheet->left + BOX_PADDING, sheet->y + BOX_PADDING - 1.5, width);
    sheet->y += height;
}
