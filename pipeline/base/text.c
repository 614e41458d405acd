/* text.c - UTF-8 by hand: small, and independent of the locale. */
#include "base/text.h"

#include <string.h>

static bool is_continuation(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* Bytes of the valid sequence at s, which is not ASCII, or 0. `left` bytes may be read. */
static size_t sequence_length(const unsigned char *s, size_t left)
{
    if (s[0] >= 0xE1 && s[0] <= 0xEC && left >= 3) /* Chinese: most of what is not ASCII */
        return is_continuation(s[1]) && is_continuation(s[2]) ? 3 : 0;
    if (s[0] >= 0xC2 && s[0] <= 0xDF)
        return left >= 2 && is_continuation(s[1]) ? 2 : 0;
    if (s[0] >= 0xE0 && s[0] <= 0xEF) {
        if (left < 3 || !is_continuation(s[1]) || !is_continuation(s[2]))
            return 0;
        if ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] > 0x9F))
            return 0; /* overlong, surrogate */
        return 3;
    }
    if (s[0] >= 0xF0 && s[0] <= 0xF4) {
        if (left < 4 || !is_continuation(s[1]) || !is_continuation(s[2]) || !is_continuation(s[3]))
            return 0;
        if ((s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] > 0x8F))
            return 0; /* overlong, beyond U+10FFFF */
        return 4;
    }
    return 0;
}

/* Bytes of ASCII at s, where one stands: up to eight of them. */
static inline size_t ascii_length(const unsigned char *s, size_t left)
{
    uint64_t eight;

    if (left < sizeof eight)
        return 1;
    memcpy(&eight, s, sizeof eight);
    eight &= UINT64_C(0x8080808080808080);
    if (!eight)
        return 8;
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? (size_t)__builtin_ctzll(eight) / 8 : 1;
}

size_t text_valid_prefix(const char *bytes, size_t length)
{
    const unsigned char *s = (const unsigned char *)bytes;
    size_t i = 0;

    while (i < length) {
        if (s[i] < 0x80) {
            i += ascii_length(s + i, length - i);
            continue;
        }
        size_t n = sequence_length(s + i, length - i);
        if (!n)
            return i;
        i += n;
    }
    return i;
}

uint32_t text_next(const char **p)
{
    const unsigned char *s = (const unsigned char *)*p;

    if (!s[0])
        return 0;
    if (s[0] < 0x80) {
        *p += 1;
        return s[0];
    }
    if (s[0] < 0xE0) {
        *p += 2;
        return (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
    }
    if (s[0] < 0xF0) {
        *p += 3;
        return (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
    }
    *p += 4;
    return (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 |
           (uint32_t)(s[2] & 0x3F) << 6 | (s[3] & 0x3F);
}

size_t text_characters(const char *text)
{
    size_t n = 0;

    for (const unsigned char *s = (const unsigned char *)text; *s; s++)
        n += !is_continuation(*s);
    return n;
}

struct code_range {
    uint32_t first, last;
};

static bool is_within(const struct code_range *ranges, size_t count, uint32_t c)
{
    for (size_t i = 0; i < count; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

/* Wide and full-width after UAX 11; combining marks and joiners. */
static const struct code_range wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},   {0xA960, 0xA97F},
                                         {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},
                                         {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18DFF}, {0x1B000, 0x1B2FF},
                                         {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
static const struct code_range flat[] = {{0x0300, 0x036F}, {0x200B, 0x200F}, {0x20D0, 0x20F0},
                                         {0x302A, 0x302D}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF}};

size_t text_columns_of(uint32_t c)
{
    if (c >= 0x300 && is_within(flat, sizeof flat / sizeof *flat, c))
        return 0;
    return c >= 0x1100 && is_within(wide, sizeof wide / sizeof *wide, c) ? 2 : 1;
}

bool text_is_unprintable(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xFFF0 && c <= 0xFFFB) || (c & 0xFFFE) == 0xFFFE ||
           c >= 0xE0000;
}

bool text_equal(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool text_has_word(const char *list, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = list; (at = strstr(at, word)); at += length)
        if ((at == list || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
            return true;
    return false;
}

bool text_is_id(const char *text)
{
    size_t n = 0;

    for (const char *s = text; *s; s++, n++) {
        bool alphanumeric = (*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9');
        bool inner = n > 0 && (*s == '.' || *s == '_' || *s == '-');
        if (n == 64 || !(alphanumeric || inner))
            return false;
    }
    return n > 0;
}

int text_compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}
