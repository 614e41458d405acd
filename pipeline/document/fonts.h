/* fonts.h - the fonts of the papers, found once, known by no other program.
 *
 * Papers are set in fonts of our own configuration, without the fallback of the
 * machine: the same text looks the same everywhere. Two sets exist. The common
 * one holds the families of style.json reduced to a fixed repertoire; it is
 * cheap, and nearly every paper needs nothing else. The full one adds fonts of
 * what a paper has beyond that, made for the paper from the same families and
 * those for rare characters. So a paper depends on its own text only. */
#ifndef DOCUMENT_FONTS_H
#define DOCUMENT_FONTS_H

#include "base/arena.h"
#include "base/error.h"
#include "document/charset.h"
#include "model/scheme.h"

enum font_set { FONTS_COMMON, FONTS_FULL, FONT_SET_COUNT };

struct fonts;

/* Finds the families. `repertoire` is what the common set shall hold; what the
 * families lack of it is removed from it. RULES when a family is not installed. */
RESULT fonts_open(struct fonts **out, struct arena *arena, const struct font_style *style,
                  struct charset *repertoire);
/* Makes the fonts of the common repertoire, every `step`-th from `first` on. Child
 * processes may do it. Nothing can be drawn before all are made. */
RESULT fonts_reduce(const struct fonts *fonts, size_t first, size_t step);
void fonts_close(struct fonts *fonts); /* NULL-safe */

/* Makes the full set for these characters beyond the common ones, in place of the last
 * one: nothing may use that any more. */
RESULT fonts_add_rare(struct fonts *fonts, const struct charset *rare);
/* True when the full set was last made for just these. */
bool fonts_have_rare(const struct fonts *fonts, const struct charset *rare);

/* True when the common set draws the character. */
bool fonts_are_common(const struct fonts *fonts, uint32_t character);
/* True when some font draws the character; controls never. */
bool fonts_can_draw(const struct fonts *fonts, uint32_t character);

/* "family version" of the fonts in use, in turn until NULL. Borrowed. */
const char *fonts_name(const struct fonts *fonts, size_t index);

/* Families to ask for, in order of preference, separated by commas. Borrowed. */
const char *fonts_families(const struct fonts *fonts, bool is_sans);

/* Configuration of a set; borrowed. */
struct _FcConfig *fonts_config(struct fonts *fonts, enum font_set set);

#endif
