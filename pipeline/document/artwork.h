/* artwork.h - a page designed as SVG, with named places for text.
 *
 * An element of the artwork whose id begins with "place-" is a place; its extent
 * is the box. It should be a rectangle without fill and stroke. Attributes:
 *
 *   data-text     what is printed there, with {{placeholders}}; a place whose
 *                 placeholders have nothing to say stays empty
 *   data-font     serif, serif-bold, sans or sans-bold
 *   data-points   size; smaller when the text does not fit
 *   data-floor    size at which it is wrapped instead; "name": that of style.json
 *   data-pitch    distance of the lines, in sizes (1.5)
 *   data-spacing  between characters, in points
 *   data-indent   of the first line, in characters
 *   data-align    start, centre, end or both; data-valign: top, middle, bottom
 *   data-colour   #rrggbb
 *
 * place-qr takes the code, place-seal is kept free for the seal. */
#ifndef DOCUMENT_ARTWORK_H
#define DOCUMENT_ARTWORK_H

#include "document/text.h"
#include "document/wording.h"

enum text_valign { VALIGN_TOP, VALIGN_MIDDLE, VALIGN_BOTTOM };

struct text_place {
    const char *id;
    struct box box;
    struct text_style style;
    double floor;
    enum text_valign valign;
    const char *text; /* NULL: no text goes here */
};

struct artwork {
    struct drawing *drawing; /* everything but the texts */
    const struct text_place *places;
    size_t place_count;
};

/* Reads artwork for a page of width x height points. RULES when the file cannot
 * be read or drawn, or a place is wrong (file, line, id). */
RESULT artwork_load(struct artwork *out, struct arena *arena, const char *file, double width, double height,
                    double name_floor);
void artwork_clear(struct artwork *artwork);

/* NULL when there is none. */
const struct text_place *artwork_place(const struct artwork *artwork, const char *id);

/* Name and version of the library behind it; static. */
const char *artwork_library(void);

#endif
