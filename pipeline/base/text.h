/* text.h - UTF-8 text: validity, length in characters, code points. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Length in bytes of the leading run that is valid UTF-8 (no surrogates, no
 * overlong forms, up to U+10FFFF); equals `length` when all of it is. */
size_t text_valid_prefix(const char *bytes, size_t length);

/* Decodes the character at *p and moves *p past it; 0 at the end of the string.
 * The text must be valid UTF-8. */
uint32_t text_next(const char **p);

/* Number of characters (code points) of valid UTF-8. */
size_t text_characters(const char *text);

/* Columns that a character takes on a terminal: a full-width one two, a combining one none. */
size_t text_columns_of(uint32_t code_point);

/* True when a code point has no visible form and does not belong in a number or
 * a file name: controls, line separators, format and private characters. */
bool text_is_unprintable(uint32_t code_point);

bool text_equal(const char *a, const char *b); /* NULL equals only NULL */

/* Whether a list of words between spaces holds the word. */
bool text_has_word(const char *list, const char *word);

/* Ids of exchange-format §1: [A-Za-z0-9][A-Za-z0-9._-]{0,63}. */
bool text_is_id(const char *text);

/* qsort and bsearch order of strings: bytes. For arrays of const char *. */
int text_compare(const void *a, const void *b);

#endif
