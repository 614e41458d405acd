/* text.h - Chinese text set in lines: fonts, line breaking, fitting, drawing.
 *
 * Lines break as Chinese typography asks (none begins with ，。、）; a number stays
 * with its unit, T/CIIPA in one piece), are spaced evenly to both margins between
 * the characters, not in the few Latin spaces, and neighbouring punctuation marks
 * share their blank halves. */
#ifndef DOCUMENT_TEXT_H
#define DOCUMENT_TEXT_H

#include "document/canvas.h"
#include "document/fonts.h"

enum font { FONT_SERIF, FONT_SERIF_BOLD, FONT_SANS, FONT_SANS_BOLD, FONT_COUNT };
enum text_align { ALIGN_START, ALIGN_CENTRE, ALIGN_END, ALIGN_BOTH };

struct text_style {
    enum font font;
    double points;
    double pitch;   /* from line to line; 0: one and a half times the size */
    double spacing; /* added after every character */
    double indent;  /* of the first line, in characters */
    enum text_align align;
    struct colour colour;
};

/* Sets text in one set of fonts; one per process, since what is behind it does
 * not survive a fork. */
struct typesetter;
struct typesetter *typesetter_new(struct fonts *fonts, enum font_set set);
void typesetter_free(struct typesetter *typesetter); /* NULL-safe */

/* Between two papers: forgets what was noted about the last one. Texts set
 * before must not be used any more. */
void typesetter_start(struct typesetter *typesetter);
/* True when a text since then had a character outside the common set. */
bool typesetter_is_beyond_common(const struct typesetter *typesetter);
/* Adds those characters to the set. */
void typesetter_join_rare(const struct typesetter *typesetter, struct charset *set);
/* Whether some font has every character of a text; nothing is noted. */
bool typesetter_can_draw(const struct typesetter *typesetter, const char *string);
/* The first character since then that no font draws; 0: none. */
uint32_t typesetter_missing(const struct typesetter *typesetter);

/* In a string: the line ends here (U+2028). */
#define TEXT_LINE_BREAK "\xE2\x80\xA8"

/* Text in lines no wider than `width` (0: as wide as it likes, one line); centred
 * lines are even, and from the left none ends with a line of one character if that can be helped.
 * Borrowed from the typesetter, until its next start. */
struct text;
const struct text *text_set(struct typesetter *typesetter, const char *string, const struct text_style *style,
                            double width);

/* One line at the style's size when it fits the width; else smaller, down to
 * `floor`; else in as many even lines as the height takes; below the floor only
 * when the height leaves no other way. NULL when not even that helps. */
const struct text *text_fit(struct typesetter *typesetter, const char *string, const struct text_style *style,
                            double width, double height, double floor);

size_t text_lines(const struct text *text);
double text_pitch(const struct text *text);
double text_height(const struct text *text);
double text_width(const struct text *text); /* of the longest line */
double text_points(const struct text *text);

/* Draws lines first … first + count - 1, the first one's top at y. `width` is
 * what the alignment refers to. */
void text_draw_lines(struct canvas *canvas, const struct text *text, double x, double y, double width, size_t first,
                     size_t count);
void text_draw(struct canvas *canvas, const struct text *text, double x, double y, double width);

/* Name and version of the library behind it; static. */
const char *text_library(void);

#endif
