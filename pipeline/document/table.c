/* table.c - measures the cells of a row, then rules and fills it. */
#include "document/table.h"

#include <math.h>
#include <string.h>

#define PADDING_X 4.0
#define PADDING_Y 3.0
#define MAX_SHARE 0.14 /* of a column as wide as its texts, if its head names no larger one */

static const struct colour shade = {0.945, 0.945, 0.945}, alarm = {0.70, 0.06, 0.06};

struct row {
    const char *group; /* named by a row above it; NULL: none */
    const struct text *texts[MAX_CELLS];
    double widths[MAX_CELLS];
    unsigned shaded; /* a bit by cell */
    size_t count;
    size_t lines; /* of the longest cell */
    double pitch;
    double min_height;
    bool is_from_top; /* cells begin at the top of the row, not in its middle */
};

static double points_of_rows(const struct sheet *sheet, const struct table_head *head)
{
    return head && head->points > 0 ? head->points : sheet->paper->style->table_points;
}

static double points_of(const struct sheet *sheet)
{
    return points_of_rows(sheet, sheet->head);
}

static void measure(struct row *row, const struct sheet *sheet, const struct cell *cells, size_t count)
{
    double points = points_of(sheet);

    row->count = count;
    row->pitch = points * 1.4;
    for (size_t i = 0; i < count; i++) {
        const struct text_style style = {.font = sheet_font(sheet, cells[i].font),
                                         .points = points,
                                         .pitch = row->pitch,
                                         .align = cells[i].align,
                                         .colour = cells[i].colour};
        row->widths[i] = cells[i].width * sheet_width(sheet);
        row->shaded |= (unsigned)cells[i].is_shaded << i;
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

/* Where the first line of a cell stands in a row drawn whole: in the middle. */
static double middle_of(const struct row *row, double height, size_t lines)
{
    return row->is_from_top ? PADDING_Y : (height - (double)lines * row->pitch) / 2;
}

/* Fills neighbours at once; returns where the row ends. */
static double shade_cells(struct sheet *sheet, const struct row *row, double height)
{
    double from = sheet->left, x = from;

    for (size_t i = 0; i < row->count; i++) {
        x += row->widths[i];
        if (!(row->shaded >> i & 1))
            from = x;
        else if (i + 1 == row->count || !(row->shaded >> (i + 1) & 1))
            canvas_fill(sheet->paper->canvas, (struct box){from, sheet->y, x - from, height}, shade);
    }
    return x;
}

/* Draws `count` lines of every cell from line `first` on. */
static void draw_part(struct sheet *sheet, const struct row *row, size_t first, size_t count)
{
    struct canvas *canvas = sheet->paper->canvas;
    double height = height_of(row, count), x = shade_cells(sheet, row, height);

    canvas_cells(canvas, (struct box){sheet->left, sheet->y, x - sheet->left, height}, row->widths, row->count);
    x = sheet->left;
    for (size_t i = 0; i < row->count; i++) {
        size_t lines = text_lines(row->texts[i]);
        if (lines > first) {
            double down = count == row->lines ? middle_of(row, height, lines) : PADDING_Y;
            text_draw_lines(canvas, row->texts[i], x + PADDING_X, sheet->y + down, row->widths[i] - 2 * PADDING_X,
                            first, count);
        }
        x += row->widths[i];
    }
    sheet->y += height;
}

static void measure_group(struct row *row, const struct sheet *sheet, const char *group)
{
    const struct cell cell = {.width = 1, .text = group, .font = FONT_SANS, .is_shaded = true};

    measure(row, sheet, &cell, 1);
}

/* Room for `height` and what waits to be drawn above it; draws that. */
static void begin_row(struct sheet *sheet, struct row *row, double height)
{
    struct row head = {0}, group = {0};

    if (sheet->is_head_due && sheet->head->count) {
        measure(&head, sheet, sheet->head->cells, sheet->head->count);
        height += height_of(&head, head.lines);
    }
    if (row->group) {
        measure_group(&group, sheet, row->group);
        height += height_of(&group, group.lines);
    }
    sheet_need(sheet, height);
    if (sheet->is_head_due)
        table_draw_head(sheet);
    if (row->group)
        draw_part(sheet, &group, 0, group.lines);
    row->group = NULL;
}

/* A measured row: whole where it fits a page with all that may stand above it, else
 * broken between lines. The rows that go with it take `beside`, if a page has room for that. */
static void draw_row(struct sheet *sheet, struct row *row, double beside)
{
    double page = A4_LONG - sheet->top - sheet->bottom - (sheet->head ? 8 * row->pitch : 3 * row->pitch);
    double height = height_of(row, row->lines);

    if (height <= page) {
        begin_row(sheet, row, height + beside <= page ? height + beside : height);
        draw_part(sheet, row, 0, row->lines);
        return;
    }
    row->min_height = 0;
    for (size_t done = 0; done < row->lines;) {
        begin_row(sheet, row, 3 * row->pitch);
        size_t fit = (size_t)((sheet_room(sheet) - 2 * PADDING_Y) / row->pitch), left = row->lines - done;
        if (fit > left)
            fit = left;
        draw_part(sheet, row, done, fit);
        done += fit;
    }
}

/* --- rows that wait for the next: neither the first of a table nor its last stands on a page alone --- */

enum { WAITING = 3 };

/* Draws the first; with room for the others and what comes `below` them, if they stay together. */
static void draw_waiting(struct sheet *sheet, bool together, double below)
{
    struct row row = sheet->waiting[0];
    double beside = below;

    sheet->waiting_count--;
    memmove(sheet->waiting, sheet->waiting + 1, sheet->waiting_count * sizeof row);
    for (size_t i = 0; together && i < sheet->waiting_count; i++) {
        const struct row *other = &sheet->waiting[i];
        beside += height_of(other, other->lines) + (other->group ? other->pitch + 2 * PADDING_Y : 0);
    }
    draw_row(sheet, &row, beside);
}

static void draw_all_waiting(struct sheet *sheet, double below)
{
    while (sheet->waiting_count > 0)
        draw_waiting(sheet, true, below);
}

static void add_row(struct sheet *sheet, struct row *row)
{
    row->group = sheet->group;
    sheet->group = NULL;
    if (!sheet->head) {
        draw_row(sheet, row, 0);
        return;
    }
    sheet->waiting[sheet->waiting_count++] = *row;
    if (sheet->waiting_count == WAITING)
        draw_waiting(sheet, sheet->is_head_due, 0);
}

void table_row(struct sheet *sheet, const struct cell *cells, size_t count, double height)
{
    struct row row = {.min_height = height};

    measure(&row, sheet, cells, count);
    add_row(sheet, &row);
}

double table_label(const struct sheet *sheet)
{
    return sheet->is_letter ? 0.24 : 0.20;
}

static enum text_align align_of(const struct table_head *head, size_t column)
{
    if (head->wide >> column & 1)
        return ALIGN_BOTH;
    return head->left >> column & 1 ? ALIGN_START : ALIGN_CENTRE;
}

void table_texts(struct sheet *sheet, const struct table_head *head, const char *const *texts, unsigned alarms)
{
    struct cell cells[MAX_CELLS] = {0};

    for (size_t i = 0; i < head->count; i++)
        cells[i] = (struct cell){.width = head->cells[i].width,
                                 .text = texts[i],
                                 .font = FONT_SANS,
                                 .align = align_of(head, i),
                                 .colour = alarms >> i & 1 ? alarm : COLOUR_BLACK};
    table_row(sheet, cells, head->count, 0);
}

static bool is_running(const struct table_head *head, size_t column)
{
    return align_of(head, column) != ALIGN_CENTRE;
}

/* Share of the width that a column needs in order to keep each of its texts on one line. */
static double share_needed(const struct table_head *head, const struct sheet *sheet, size_t column,
                           const char *const *texts, size_t rows)
{
    const struct text_style style = {.font = sheet_font(sheet, FONT_SANS), .points = points_of_rows(sheet, head)};
    double widest = 0;

    for (size_t row = 0; row <= rows; row++) {
        const char *text = row < rows ? texts[row * head->count + column] : head->cells[column].text;
        double width = text_width(text_set(sheet->paper->typesetter, text, &style, 0));
        if (width > widest)
            widest = width;
    }
    return (widest + 2 * PADDING_X + 1) / sheet_width(sheet);
}

/* What is left of the width, in proportion to the shares running columns had; a column that needs less than
 * its part leaves the difference to the others. */
static void share_out(struct table_head *head, const double *needed, double left)
{
    double parts[MAX_CELLS] = {0}, sum = 0;
    size_t open = 0;

    for (size_t i = 0; i < head->count; i++) {
        if (!is_running(head, i))
            continue;
        sum += parts[i] = head->cells[i].width;
        open++;
    }
    for (size_t i = 0; i < head->count && open > 1; i++) {
        if (parts[i] == 0 || needed[i] >= left * parts[i] / sum)
            continue;
        head->cells[i].width = needed[i];
        left -= needed[i];
        sum -= parts[i];
        parts[i] = 0;
        open--;
        i = (size_t)-1; /* the others' parts have grown: look at all again */
    }
    for (size_t i = 0; i < head->count; i++)
        if (parts[i] > 0)
            head->cells[i].width = left * parts[i] / sum;
}

static void fit(struct table_head *head, const struct sheet *sheet, const char *const *texts, size_t rows)
{
    double needed[MAX_CELLS], left = 1;

    for (size_t i = 0; i < head->count; i++) {
        needed[i] = share_needed(head, sheet, i, texts, rows);
        if (is_running(head, i))
            continue;
        head->cells[i].width = fmin(needed[i], fmax(head->cells[i].width, MAX_SHARE));
        left -= head->cells[i].width;
    }
    share_out(head, needed, left);
}

void table_rows(struct sheet *sheet, const struct table_head *head, const char *const *texts, const unsigned *alarms,
                size_t rows)
{
    struct table_head *fitted = ARENA_NEW(sheet->paper->arena, struct table_head);

    *fitted = *head;
    fit(fitted, sheet, texts, rows);
    table_begin(sheet, fitted);
    for (size_t row = 0; row < rows; row++)
        table_texts(sheet, fitted, texts + row * head->count, alarms ? alarms[row] : 0);
    table_end(sheet);
}

void table_group(struct sheet *sheet, const char *text)
{
    struct row row = {0};

    if (sheet->group) { /* nothing came below the one before */
        measure_group(&row, sheet, sheet->group);
        sheet->group = NULL;
        add_row(sheet, &row);
    }
    sheet->group = text;
}

void table_draw_head(struct sheet *sheet)
{
    struct row row = {0};

    sheet->is_head_due = false;
    if (!sheet->head->count)
        return;
    measure(&row, sheet, sheet->head->cells, sheet->head->count);
    draw_part(sheet, &row, 0, row.lines);
}

void table_begin(struct sheet *sheet, const struct table_head *head)
{
    sheet->head = head;
    sheet->is_head_due = true;
    sheet->waiting = ARENA_ARRAY(sheet->paper->arena, struct row, WAITING);
}

void table_end_above(struct sheet *sheet, double below)
{
    if (sheet->group)
        table_group(sheet, NULL);
    draw_all_waiting(sheet, below);
    sheet->head = NULL;
    sheet->is_head_due = false;
}

void table_end(struct sheet *sheet)
{
    table_end_above(sheet, 0);
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

static void draw_signature(struct sheet *sheet, enum signature signature)
{
    static const char *const places[] = {
        [SIGNED_BY_HAND] = "签名：　　　　　　　　　　年　　　月　　　日",
        [SIGNED_AND_SEALED] = "签名（盖章）：　　　　　　　　　　年　　　月　　　日",
    };
    const struct text_style style = {
        .font = sheet_font(sheet, FONT_SANS), .points = points_of(sheet), .align = ALIGN_END};
    const struct text *text = text_set(sheet->paper->typesetter, places[signature], &style, 0);

    text_draw(sheet->paper->canvas, text, sheet->left, sheet->y - text_height(text) - PADDING_Y,
              sheet_width(sheet) - 2 * PADDING_X);
}

void table_opinion(struct sheet *sheet, const char *label, const char *text, enum signature signature, double height)
{
    const struct cell cells[] = {
        {.width = table_label(sheet), .text = label, .font = FONT_SANS, .align = ALIGN_CENTRE, .is_shaded = true},
        {.width = 1 - table_label(sheet), .text = text, .font = FONT_SANS, .align = ALIGN_BOTH},
    };
    struct row row = {.is_from_top = text != NULL};

    draw_all_waiting(sheet, 0);
    row.group = sheet->group;
    sheet->group = NULL;
    measure(&row, sheet, cells, 2);
    double needed = height_of(&row, row.lines) + 2 * row.pitch;
    row.min_height = text && needed > height ? needed : height;
    if (needed > A4_LONG - sheet->top - sheet->bottom) { /* signed in a row of its own */
        draw_row(sheet, &row, 0);
        row = (struct row){.min_height = 2 * row.pitch + 2 * PADDING_Y};
        measure(&row, sheet, (const struct cell[]){cells[0], {.width = cells[1].width}}, 2);
    }
    draw_row(sheet, &row, 0);
    draw_signature(sheet, signature);
}
