/* json_scan.c - RFC 8259 by recursive descent, over bytes that are kept where they are. */
#include "base/json_scan.h"

#include "base/json.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Each function takes the place where its part begins and returns the place behind
 * it, or NULL with the fault recorded. */

static const char *refuse(struct json_scan *s, const char *at, const char *reason)
{
    s->at = at;
    s->reason = reason;
    return NULL;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *skip_space(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
        p++;
    return p;
}

/* True when the character follows, after white space; *p moves past it. */
static inline bool takes(const char **p, const char *end, char wanted)
{
    if (*p < end && (unsigned char)**p <= ' ')
        *p = skip_space(*p, end);
    if (*p == end || **p != wanted)
        return false;
    ++*p;
    return true;
}

/* ---- Texts ------------------------------------------------------------------------ */

#define EACH_BYTE(value) (UINT64_C(0x0101010101010101) * (value))

/* Bytes of eight that end the plain run of a string: quote, backslash, control.
 * The lowest bit set marks the first of them; bits above it may be wrong. */
static inline uint64_t special_bytes(uint64_t eight)
{
    uint64_t quote = eight ^ EACH_BYTE('"'), backslash = eight ^ EACH_BYTE('\\');

    return (((quote - EACH_BYTE(1)) & ~quote) | ((backslash - EACH_BYTE(1)) & ~backslash) |
            ((eight - EACH_BYTE(0x20)) & ~eight)) &
           EACH_BYTE(0x80);
}

static inline const char *skip_plain(const char *p, const char *end)
{
    while (end - p >= 8) {
        uint64_t eight;
        memcpy(&eight, p, 8);
        uint64_t special = special_bytes(eight);
        if (special && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)
            return p + __builtin_ctzll(special) / 8;
        if (special)
            break;
        p += 8;
    }
    while (p < end && *p != '"' && *p != '\\' && (unsigned char)*p >= 0x20)
        p++;
    return p;
}

/* Value of four hexadecimal digits; -1 when they are not. */
static int hex4(const char *p, const char *end)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    int value = 0;

    if (end - p < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        const char *place = p[i] ? strchr(digits, p[i]) : NULL;
        if (!place)
            return -1;
        int digit = (int)(place - digits);
        value = value * 16 + (digit < 16 ? digit : digit - 6);
    }
    return value;
}

/* At a backslash. */
static const char *scan_escape(struct json_scan *s, const char *p)
{
    if (s->end - p < 2 || !p[1] || !strchr("\"\\/bfnrtu", p[1]))
        return refuse(s, p, "found an unknown escape, expected one of JSON's");
    if (p[1] != 'u')
        return p + 2;
    int unit = hex4(p + 2, s->end);
    if (unit < 0)
        return refuse(s, p, "found a broken \\u escape, expected four hexadecimal digits");
    if (unit == 0)
        return refuse(s, p, "found U+0000, expected text without it");
    if (unit < 0xD800 || unit > 0xDFFF)
        return p + 6;
    int low = s->end - p >= 12 && p[6] == '\\' && p[7] == 'u' ? hex4(p + 8, s->end) : -1;
    if (unit > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
        return refuse(s, p, "found an unpaired surrogate, expected a pair");
    return p + 12;
}

/* Behind the opening quote. */
static const char *scan_string(struct json_scan *s, const char *p)
{
    for (const char *start = p; p;) {
        p = skip_plain(p, s->end);
        if (p == s->end)
            return refuse(s, start, "found a text without an end, expected its closing quote");
        if (*p == '"')
            return p + 1;
        if (*p != '\\')
            return refuse(s, p, "found a control character, expected it escaped");
        p = scan_escape(s, p);
    }
    return NULL;
}

/* ---- Numbers and words --------------------------------------------------------------- */

static const char *scan_digits(struct json_scan *s, const char *p)
{
    if (p == s->end || !is_digit(*p))
        return refuse(s, p, "found a broken number, expected a digit");
    while (p < s->end && is_digit(*p))
        p++;
    return p;
}

/* The text of a number up to its exponent. */
static const char *scan_decimal(struct json_scan *s, const char *p)
{
    const char *first = p;

    p = scan_digits(s, first);
    if (p && *first == '0' && p - first > 1)
        return refuse(s, first, "found a number with a leading zero, expected none");
    return p && p < s->end && *p == '.' ? scan_digits(s, p + 1) : p;
}

/* A number that is neither long nor has an exponent cannot overflow. */
static bool overflows(struct json_scan *s, const char *start, size_t length, bool has_exponent)
{
    return (has_exponent || length > 300) && isinf(strtod(arena_strndup(s->arena, start, length), NULL));
}

static const char *scan_number(struct json_scan *s, const char *start)
{
    const char *p = scan_decimal(s, start + (*start == '-'));
    bool has_exponent = p && p < s->end && (*p == 'e' || *p == 'E');

    if (has_exponent) {
        p++;
        p = scan_digits(s, p + (p < s->end && (*p == '+' || *p == '-')));
    }
    if (!p)
        return NULL;
    if (overflows(s, start, (size_t)(p - start), has_exponent))
        return refuse(s, start, "found a number that overflows, expected one that fits a double");
    *ARENA_PUSH(s->arena, &s->numbers) = (struct json_span){(size_t)(start - s->text), (size_t)(p - start)};
    return p;
}

static const char *scan_word(struct json_scan *s, const char *p, const char *word, size_t length)
{
    if ((size_t)(s->end - p) < length || memcmp(p, word, length) != 0)
        return refuse(s, p, "found an unknown word, expected a JSON value");
    return p + length;
}

/* ---- Values ---------------------------------------------------------------------------- */

static const char *scan_value(struct json_scan *s, const char *p, int depth);

/* Behind the opening brace. */
static const char *scan_object(struct json_scan *s, const char *p, int depth)
{
    if (takes(&p, s->end, '}'))
        return p;
    for (;;) {
        if (!takes(&p, s->end, '"'))
            return refuse(s, p, "found another character or the end, expected a key in quotes");
        p = scan_string(s, p);
        if (!p)
            return NULL;
        if (!takes(&p, s->end, ':'))
            return refuse(s, p, "found another character or the end, expected a colon after the key");
        p = scan_value(s, p, depth);
        if (!p || takes(&p, s->end, '}'))
            return p;
        if (!takes(&p, s->end, ','))
            return refuse(s, p, "found another character or the end, expected a comma or }");
    }
}

/* Behind the opening bracket. */
static const char *scan_array(struct json_scan *s, const char *p, int depth)
{
    if (takes(&p, s->end, ']'))
        return p;
    for (;;) {
        p = scan_value(s, p, depth);
        if (!p || takes(&p, s->end, ']'))
            return p;
        if (!takes(&p, s->end, ','))
            return refuse(s, p, "found another character or the end, expected a comma or ]");
    }
}

/* `depth` values are open around this one. */
static const char *scan_value(struct json_scan *s, const char *p, int depth)
{
    p = skip_space(p, s->end);
    if (p == s->end)
        return refuse(s, p, "found the end, expected a JSON value");
    s->values++;
    switch (*p) {
    case '"': return scan_string(s, p + 1);
    case 't': return scan_word(s, p, "true", 4);
    case 'f': return scan_word(s, p, "false", 5);
    case 'n': return scan_word(s, p, "null", 4);
    case '{':
    case '[':
        if (depth == JSON_MAX_NESTING)
            return refuse(s, p, "found nesting over 64, expected at most that");
        return *p == '{' ? scan_object(s, p + 1, depth + 1) : scan_array(s, p + 1, depth + 1);
    default:
        if (*p == '-' || is_digit(*p))
            return scan_number(s, p);
        return refuse(s, p, "found another character, expected a JSON value");
    }
}

/* Most texts are ASCII, which is seen 32 bytes at a time. */
static bool is_ascii(const char *text, size_t length)
{
    uint64_t seen = 0, four[4];
    size_t i = 0;

    for (; length - i >= sizeof four; i += sizeof four) {
        memcpy(four, text + i, sizeof four);
        seen |= (four[0] | four[1]) | (four[2] | four[3]);
    }
    for (; i < length; i++)
        seen |= (unsigned char)text[i];
    return !(seen & EACH_BYTE(0x80));
}

bool json_scan_text(struct json_scan *s)
{
    size_t length = (size_t)(s->end - s->text);
    size_t valid = is_ascii(s->text, length) ? length : text_valid_prefix(s->text, length);

    if (valid < length)
        return refuse(s, s->text + valid, "found invalid UTF-8, expected UTF-8");
    const char *p = scan_value(s, s->text, 0);
    if (!p)
        return false;
    p = skip_space(p, s->end);
    return p == s->end || refuse(s, p, "found text after the value, expected none");
}
