/* table.c - measures the cells of a row, then rules and fills it. */
#include "document/table.h"

#define PADDING_X 4.0
#define PADDING_Y 3.0
#define RULE 0.5

static const struct colour shade = {0.945, 0.945, 0.945}, rule = {0.3, 0.3, 0.3};

struct row {
    const struct cell *cells;
    const struct text *texts[MAX_CELLS];
    double widths[MAX_CELLS];
    size_t count;
    size_t lines; /* of the longest cell */
    double pitch;
    double min_height;
};

static void measure(struct row *row, const struct sheet *sheet, const struct cell *cells, size_t count)
{
    double points = sheet->paper->style->table_points;

    row->cells = cells;
    row->count = count;
    row->pitch = points * 1.4;
    for (size_t i = 0; i < count; i++) {
        const struct text_style style = {.font = sheet_font(sheet, cells[i].font), .points = points,
                                         .pitch = row->pitch, .align = cells[i].align, .colour = cells[i].colour};
        row->widths[i] = cells[i].width * sheet_width(sheet);
        row->texts[i] = text_set(sheet->paper->typesetter, cells[i].text ? cells[i].text : "", &style,
                                 row->widths[i] - 2 * PADDING_X);
        if (text_lines(row->texts[i]) > row->lines)
            row->lines = text_lines(row->texts[i]);
    }
}

static double height_of(const struct row *row, size_t lines)
{
    double height = (double)lines * row->pitch + 2 * PADDING_Y;

    return height > row->min_height ? height : row->min_height;
}

/* Draws `count` lines of every cell from line `first` on; cells shorter than
 * the row stand in its middle when the row is drawn whole. */
static void draw_part(struct sheet *sheet, const struct row *row, size_t first, size_t count)
{
    struct canvas *canvas = sheet->paper->canvas;
    double x = sheet->left, height = height_of(row, count);

    for (size_t i = 0; i < row->count; i++) {
        const struct box box = {x, sheet->y, row->widths[i], height};
        if (row->cells[i].is_shaded)
            canvas_fill(canvas, box, shade);
        canvas_frame(canvas, box, RULE, rule);
        size_t lines = text_lines(row->texts[i]);
        if (lines > first) {
            double down = count == row->lines ? (height - (double)lines * row->pitch) / 2 : PADDING_Y;
            text_draw_lines(canvas, row->texts[i], x + PADDING_X, sheet->y + down, row->widths[i] - 2 * PADDING_X,
                            first, count);
        }
        x += row->widths[i];
    }
    sheet->y += height;
}

void table_row(struct sheet *sheet, const struct cell *cells, size_t count, double height)
{
    struct row row = {.min_height = height};

    measure(&row, sheet, cells, count);
    double page = A4_LONG - sheet->top - sheet->bottom - (sheet->head ? 4 * row.pitch : 0);
    if (height_of(&row, row.lines) <= page) {
        sheet_need(sheet, height_of(&row, row.lines));
        draw_part(sheet, &row, 0, row.lines);
        return;
    }
    for (size_t done = 0; done < row.lines;) { /* higher than a page: broken between lines */
        sheet_need(sheet, 3 * row.pitch);
        size_t fit = (size_t)((sheet_room(sheet) - 2 * PADDING_Y) / row.pitch), left = row.lines - done;
        if (fit > left)
            fit = left;
        draw_part(sheet, &row, done, fit);
        done += fit;
    }
}

void table_draw_head(struct sheet *sheet, const struct table_head *head)
{
    struct row row = {0};

    measure(&row, sheet, head->cells, head->count);
    draw_part(sheet, &row, 0, row.lines);
}

void table_begin(struct sheet *sheet, const struct table_head *head)
{
    struct row row = {0};

    measure(&row, sheet, head->cells, head->count);
    sheet_need(sheet, height_of(&row, row.lines) + 3 * row.pitch); /* no head alone at the foot of a page */
    table_draw_head(sheet, head);
    sheet->head = head;
}

void table_end(struct sheet *sheet)
{
    sheet->head = NULL;
}

void table_form(struct sheet *sheet, const char *label, const char *value, const char *label2, const char *value2)
{
    const struct cell cells[] = {
        {.width = 0.20, .text = label, .font = FONT_SANS, .align = ALIGN_CENTRE, .is_shaded = true},
        {.width = label2 ? 0.39 : 0.80, .text = value, .font = FONT_SANS},
        {.width = 0.13, .text = label2, .font = FONT_SANS, .align = ALIGN_CENTRE, .is_shaded = true},
        {.width = 0.28, .text = value2, .font = FONT_SANS},
    };

    table_row(sheet, cells, label2 ? 4 : 2, 0);
}

void table_opinion(struct sheet *sheet, const char *label, double height)
{
    const struct cell cells[] = {
        {.width = 0.20, .text = label, .font = FONT_SANS, .align = ALIGN_CENTRE, .is_shaded = true},
        {.width = 0.80},
    };
    const struct text_style style = {.font = FONT_SANS, .points = sheet->paper->style->table_points,
                                     .align = ALIGN_END};

    table_row(sheet, cells, 2, height);
    const struct text *text = text_set(sheet->paper->typesetter,
                                       "签名：　　　　　　　　　　　　年　　　月　　　日", &style, 0);
    text_draw(sheet->paper->canvas, text, sheet->left, sheet->y - text_height(text) - PADDING_Y,
              sheet_width(sheet) - 2 * PADDING_X);
}
