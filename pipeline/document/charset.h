/* charset.h - a set of characters (code points). */
#ifndef DOCUMENT_CHARSET_H
#define DOCUMENT_CHARSET_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum { CHARSET_LIMIT = 0x40000 }; /* planes 0 to 3; nothing above is a character of text */

struct charset {
    uint64_t words[CHARSET_LIMIT / 64];
};

void charset_add(struct charset *set, uint32_t character); /* beyond the limit: no effect */
void charset_remove(struct charset *set, uint32_t character);
bool charset_has(const struct charset *set, uint32_t character);
/* Adds the characters of UTF-8 text except controls; NULL adds nothing. */
void charset_add_text(struct charset *set, const char *text);
/* Adds the members of another set. */
void charset_join(struct charset *set, const struct charset *other);
bool charset_equals(const struct charset *set, const struct charset *other);
/* Calls `each` for every member, in ascending order. */
void charset_each(const struct charset *set, void (*each)(uint32_t character, void *data), void *data);

#endif
