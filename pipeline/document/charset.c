/* charset.c - one bit a character. */
#include "document/charset.h"

#include "base/text.h"

#include <string.h>

void charset_add(struct charset *set, uint32_t character)
{
    if (character < CHARSET_LIMIT)
        set->words[character / 64] |= UINT64_C(1) << (character % 64);
}

void charset_remove(struct charset *set, uint32_t character)
{
    if (character < CHARSET_LIMIT)
        set->words[character / 64] &= ~(UINT64_C(1) << (character % 64));
}

bool charset_has(const struct charset *set, uint32_t character)
{
    return character < CHARSET_LIMIT && (set->words[character / 64] >> (character % 64) & 1);
}

void charset_add_text(struct charset *set, const char *text)
{
    uint32_t c;

    while (text && (c = text_next(&text)))
        if (!text_is_unprintable(c))
            charset_add(set, c);
}

void charset_join(struct charset *set, const struct charset *other)
{
    for (size_t i = 0; i < CHARSET_LIMIT / 64; i++)
        set->words[i] |= other->words[i];
}

bool charset_equals(const struct charset *set, const struct charset *other)
{
    return memcmp(set, other, sizeof *set) == 0;
}

void charset_each(const struct charset *set, void (*each)(uint32_t character, void *data), void *data)
{
    for (uint32_t i = 0; i < CHARSET_LIMIT / 64; i++)
        for (uint64_t word = set->words[i]; word; word &= word - 1)
            each(i * 64 + (uint32_t)__builtin_ctzll(word), data);
}
