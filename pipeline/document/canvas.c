/* canvas.c - the canvas on cairo. */
#include "document/canvas.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define RULE_WIDTH 0.5

enum { MAX_RULES = 512, RULES_LOOKED_AT = 64 };

static const struct colour rule_colour = {0.3, 0.3, 0.3};

/* A horizontal or vertical line of a table. */
struct rule {
    double x1, y1, x2, y2;
};

struct canvas {
    cairo_surface_t *surface;
    cairo_t *context;
    struct bytes *pdf;
    bool has_page;
    int parents[OUTLINE_DEPTH]; /* the last entry of the outline at each depth */
    struct rule rules[MAX_RULES]; /* of this page, still to be drawn */
    size_t rule_count;
};

static cairo_status_t take_bytes(void *closure, const unsigned char *data, unsigned int length)
{
    bytes_add(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

static void set_metadata(cairo_surface_t *surface, const struct paper_info *info)
{
    char day[DATE_TEXT_SIZE], stamp[DATE_TEXT_SIZE + 16];

    snprintf(stamp, sizeof stamp, "%sT00:00:00+08:00", date_text(info->created, day));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, info->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, info->author);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, info->creator);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, stamp);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, stamp);
}

static RESULT backend_failure(cairo_status_t status)
{
    return FAIL(OUTPUT, "a paper cannot be drawn: %s", cairo_status_to_string(status));
}

RESULT canvas_open(struct canvas **out, struct arena *arena, struct bytes *pdf, const struct paper_info *info)
{
    struct canvas *canvas = ARENA_NEW(arena, struct canvas);

    *out = NULL;
    canvas->pdf = pdf;
    canvas->surface = cairo_pdf_surface_create_for_stream(take_bytes, pdf, A4_SHORT, A4_LONG);
    cairo_status_t status = cairo_surface_status(canvas->surface);
    if (status) {
        cairo_surface_destroy(canvas->surface);
        return backend_failure(status);
    }
    set_metadata(canvas->surface, info);
    *out = canvas;
    return OK;
}

struct canvas *canvas_blank(struct arena *arena)
{
    struct canvas *canvas = ARENA_NEW(arena, struct canvas);

    canvas->context = cairo_create(NULL); /* in error from the start: it takes everything and does nothing */
    return canvas;
}

static void set_colour(cairo_t *context, struct colour colour)
{
    cairo_set_source_rgb(context, colour.red, colour.green, colour.blue);
}

static void draw_rules(struct canvas *canvas)
{
    if (!canvas->rule_count)
        return;
    set_colour(canvas->context, rule_colour);
    cairo_set_line_width(canvas->context, RULE_WIDTH);
    cairo_set_line_cap(canvas->context, CAIRO_LINE_CAP_SQUARE); /* corners are full */
    for (const struct rule *rule = canvas->rules; rule < canvas->rules + canvas->rule_count; rule++) {
        cairo_move_to(canvas->context, rule->x1, rule->y1);
        cairo_line_to(canvas->context, rule->x2, rule->y2);
    }
    cairo_stroke(canvas->context);
    cairo_set_line_cap(canvas->context, CAIRO_LINE_CAP_BUTT);
    canvas->rule_count = 0;
}

/* Curves are written as curves; only how far they reach is reckoned from pieces, for which coarse ones do. */
static cairo_t *context_of(cairo_surface_t *surface)
{
    cairo_t *context = cairo_create(surface);

    cairo_set_tolerance(context, 0.2);
    return context;
}

static void end_page(struct canvas *canvas)
{
    if (canvas->has_page) {
        draw_rules(canvas);
        cairo_show_page(canvas->context);
        canvas->has_page = false;
    }
}

void canvas_page(struct canvas *canvas, double width, double height)
{
    if (!canvas->surface)
        return;
    end_page(canvas);
    cairo_pdf_surface_set_size(canvas->surface, width, height);
    if (!canvas->context)
        canvas->context = context_of(canvas->surface);
    canvas->has_page = true;
}

void canvas_outline(struct canvas *canvas, const char *title, int depth, int page, double y)
{
    char place[64];

    if (!canvas->surface)
        return;
    snprintf(place, sizeof place, "page=%d pos=[0 %d]", page, (int)y);
    canvas->parents[depth] = cairo_pdf_surface_add_outline(
        canvas->surface, depth ? canvas->parents[depth - 1] : CAIRO_PDF_OUTLINE_ROOT, title, place,
        depth ? 0 : CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

void canvas_line(struct canvas *canvas, double x1, double y1, double x2, double y2, double width,
                 struct colour colour)
{
    set_colour(canvas->context, colour);
    cairo_set_line_width(canvas->context, width);
    cairo_move_to(canvas->context, x1, y1);
    cairo_line_to(canvas->context, x2, y2);
    cairo_stroke(canvas->context);
}

void canvas_dashes(struct canvas *canvas, double x1, double y1, double x2, double y2, double width,
                   struct colour colour)
{
    const double dashes[] = {4, 2.5};

    cairo_set_dash(canvas->context, dashes, 2, 0);
    canvas_line(canvas, x1, y1, x2, y2, width, colour);
    cairo_set_dash(canvas->context, NULL, 0, 0);
}

void canvas_fill(struct canvas *canvas, struct box box, struct colour colour)
{
    set_colour(canvas->context, colour);
    cairo_rectangle(canvas->context, box.x, box.y, box.width, box.height);
    cairo_fill(canvas->context);
}

void canvas_frame(struct canvas *canvas, struct box box, double width, struct colour colour)
{
    set_colour(canvas->context, colour);
    cairo_set_line_width(canvas->context, width);
    cairo_rectangle(canvas->context, box.x, box.y, box.width, box.height);
    cairo_stroke(canvas->context);
}

static bool is_near(double a, double b)
{
    return fabs(a - b) < 0.01;
}

/* A line that goes on where the other ended, or lies on it, is one with it. */
static bool joins(struct rule *rule, const struct rule *next)
{
    if (!is_near(rule->x1, next->x1) || !is_near(rule->x2, next->x2) || !is_near(rule->y2, next->y1))
        return false;
    rule->y2 = next->y2;
    return true;
}

static void add_rule(struct canvas *canvas, struct rule rule)
{
    size_t last = canvas->rule_count > RULES_LOOKED_AT ? canvas->rule_count - RULES_LOOKED_AT : 0;

    for (size_t i = canvas->rule_count; i-- > last;)
        if (joins(&canvas->rules[i], &rule))
            return;
    if (canvas->rule_count == MAX_RULES)
        draw_rules(canvas);
    canvas->rules[canvas->rule_count++] = rule;
}

void canvas_cells(struct canvas *canvas, struct box box, const double *widths, size_t count)
{
    double x = box.x, bottom = box.y + box.height, right = box.x + box.width;

    if (!canvas->surface)
        return;
    for (size_t i = 0; i < count; x += widths[i++])
        add_rule(canvas, (struct rule){x, box.y, x, bottom});
    add_rule(canvas, (struct rule){right, box.y, right, bottom});
    add_rule(canvas, (struct rule){box.x, box.y, right, box.y});
    add_rule(canvas, (struct rule){box.x, bottom, right, bottom});
}

/* Bits of a cairo A1 row are 32-bit words in the order of the machine. */
static void set_module(unsigned char *row, int x)
{
    unsigned char *byte = row + x / 8;
    const uint32_t one = 1;

    if (*(const unsigned char *)&one)
        *byte = (unsigned char)(*byte | 1u << (x % 8));
    else
        *byte = (unsigned char)(*byte | 0x80u >> (x % 8));
}

void canvas_modules(struct canvas *canvas, struct box box, const unsigned char *modules, int size)
{
    cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_A1, size, size);
    unsigned char *data = cairo_image_surface_get_data(image);
    int stride = cairo_image_surface_get_stride(image);

    if (data) { /* otherwise the surface carries the error on */
        for (int y = 0; y < size; y++)
            for (int x = 0; x < size; x++)
                if (modules[y * size + x] & 1)
                    set_module(data + y * stride, x);
        cairo_surface_mark_dirty(image);
    }
    cairo_pattern_t *pattern = cairo_pattern_create_for_surface(image);
    cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST);
    cairo_save(canvas->context);
    cairo_translate(canvas->context, box.x, box.y);
    cairo_scale(canvas->context, box.width / size, box.height / size);
    set_colour(canvas->context, COLOUR_BLACK);
    cairo_mask(canvas->context, pattern);
    cairo_restore(canvas->context);
    cairo_pattern_destroy(pattern);
    cairo_surface_destroy(image);
}

void canvas_turn(struct canvas *canvas, double x, double y, double radians)
{
    cairo_save(canvas->context);
    cairo_translate(canvas->context, x, y);
    cairo_rotate(canvas->context, radians);
}

void canvas_turn_back(struct canvas *canvas)
{
    cairo_restore(canvas->context);
}

cairo_t *canvas_context(struct canvas *canvas, struct colour colour)
{
    set_colour(canvas->context, colour);
    return canvas->context;
}

RESULT canvas_finish(struct canvas *canvas)
{
    cairo_status_t status = CAIRO_STATUS_SUCCESS;

    end_page(canvas);
    if (canvas->context) {
        status = cairo_status(canvas->context);
        cairo_destroy(canvas->context);
    }
    cairo_surface_finish(canvas->surface);
    if (!status)
        status = cairo_surface_status(canvas->surface);
    cairo_surface_destroy(canvas->surface);
    return status ? backend_failure(status) : OK;
}

void canvas_abandon(struct canvas *canvas)
{
    if (!canvas)
        return;
    if (canvas->context)
        cairo_destroy(canvas->context);
    if (canvas->surface)
        cairo_surface_finish(canvas->surface);
    cairo_surface_destroy(canvas->surface);
}

/* A drawing is its recording surface and nothing else. */
struct drawing {
    cairo_surface_t *surface;
    cairo_t *context;
};

struct drawing *drawing_new(double width, double height)
{
    struct drawing *drawing = heap_alloc(1, sizeof *drawing);

    drawing->surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA,
                                                      &(cairo_rectangle_t){0, 0, width, height});
    drawing->context = context_of(drawing->surface);
    return drawing;
}

cairo_t *drawing_context(struct drawing *drawing)
{
    return drawing->context;
}

bool drawing_is_sound(const struct drawing *drawing)
{
    return !cairo_status(drawing->context) && !cairo_surface_status(drawing->surface);
}

void drawing_free(struct drawing *drawing)
{
    if (!drawing)
        return;
    cairo_destroy(drawing->context);
    cairo_surface_destroy(drawing->surface);
    heap_free(drawing);
}

void canvas_replay(struct canvas *canvas, const struct drawing *drawing)
{
    cairo_set_source_surface(canvas->context, drawing->surface, 0, 0);
    cairo_paint(canvas->context);
}

const char *canvas_library(void)
{
    return "cairo " CAIRO_VERSION_STRING;
}
