/* canvas.h - pages, lines, fills, masks and metadata: the one door to the PDF backend.
 *
 * Lengths are points (1/72 inch), the origin is the upper left corner. Failures
 * of the backend are sticky and reported by canvas_finish. Nothing written
 * depends on the clock: the date in the file is the one given. */
#ifndef DOCUMENT_CANVAS_H
#define DOCUMENT_CANVAS_H

#include "base/bytes.h"
#include "base/date.h"
#include "base/error.h"

#include <stddef.h>

#define POINTS_PER_MM (72.0 / 25.4)
#define MM(millimetres) ((millimetres) * POINTS_PER_MM)

#define A4_SHORT MM(210.0)
#define A4_LONG MM(297.0)

struct colour {
    double red, green, blue;
};

#define COLOUR_BLACK ((struct colour){0, 0, 0})

struct box {
    double x, y, width, height;
};

/* What a reader shows as properties of the file. */
struct paper_info {
    const char *title;
    const char *author;
    const char *creator; /* the program and its version */
    date created;        /* stands as midnight at UTC+8 */
};

struct canvas;

/* Begins a file whose bytes are appended to `pdf`. The canvas is released by
 * canvas_finish or canvas_abandon. */
RESULT canvas_open(struct canvas **out, struct arena *arena, struct bytes *pdf, const struct paper_info *info);

/* A canvas on which nothing appears, for finding out where things would stand. Released by canvas_abandon. */
struct canvas *canvas_blank(struct arena *arena);

/* Begins a page; must be called before anything is drawn. */
void canvas_page(struct canvas *canvas, double width, double height);

enum { OUTLINE_DEPTH = 2 };
/* An entry of the outline that readers show beside the pages: a place `y` points down a page. One of
 * depth 1 stands below the last of depth 0. */
void canvas_outline(struct canvas *canvas, const char *title, int depth, int page, double y);

void canvas_line(struct canvas *canvas, double x1, double y1, double x2, double y2, double width,
                 struct colour colour);
/* The same in dashes. */
void canvas_dashes(struct canvas *canvas, double x1, double y1, double x2, double y2, double width,
                   struct colour colour);
void canvas_fill(struct canvas *canvas, struct box box, struct colour colour);
void canvas_frame(struct canvas *canvas, struct box box, double width, struct colour colour);
/* The lines of a table's row: a frame divided into cells of these widths, side by side. They are drawn with those
 * of the other rows when the page ends, above everything else: a line is cheaper than its pieces. */
void canvas_cells(struct canvas *canvas, struct box box, const double *widths, size_t count);

/* Square black-and-white pattern of size x size modules, one byte each (bit 0:
 * black), scaled into the box without smoothing. */
void canvas_modules(struct canvas *canvas, struct box box, const unsigned char *modules, int size);

/* What is drawn between the two calls is turned about (x, y), which becomes the origin. */
void canvas_turn(struct canvas *canvas, double x, double y, double radians);
void canvas_turn_back(struct canvas *canvas);

/* For the makers of text and artwork only: the backend's context, its colour set. */
struct _cairo *canvas_context(struct canvas *canvas, struct colour colour);

/* Ends the file. OUTPUT when anything failed since canvas_open. */
RESULT canvas_finish(struct canvas *canvas);
void canvas_abandon(struct canvas *canvas); /* NULL-safe */

/* A drawing recorded once, replayed as vectors on many pages. */
struct drawing;
struct drawing *drawing_new(double width, double height);
struct _cairo *drawing_context(struct drawing *drawing);
/* False when recording failed. */
bool drawing_is_sound(const struct drawing *drawing);
void drawing_free(struct drawing *drawing); /* NULL-safe */
void canvas_replay(struct canvas *canvas, const struct drawing *drawing);

/* Name and version of the library behind it; static. */
const char *canvas_library(void);

#endif
