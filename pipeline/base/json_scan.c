/* json_scan.c - RFC 8259 by recursive descent, over a copy of the text that becomes the texts of the nodes.
 *
 * A text ends where its closing quote stood and its escapes are decoded where they
 * stand, which never needs more room than they had. Behind the copy stand zeros: no
 * part of JSON begins with one, so only where it matters is looked for the end. */
#include "base/json_scan.h"

#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Zeros behind the text, so that eight bytes can be read at once from any of its places. */
enum { ZEROS = 8 };

/* Each function takes the place where its part begins and returns the place behind
 * it, or NULL with the fault recorded. */

static char *refuse(struct json_scan *s, const char *at, const char *reason)
{
    s->at = at;
    s->reason = reason;
    return NULL;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char *skip_space(char *p)
{
    while (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r')
        p++;
    return p;
}

/* True when the character follows, after white space; *p moves past it. */
static inline bool takes(char **p, char wanted)
{
    if ((unsigned char)**p <= ' ')
        *p = skip_space(*p);
    if (**p != wanted)
        return false;
    ++*p;
    return true;
}

/* ---- Nodes ------------------------------------------------------------------------- */

enum { NODES_AT_ONCE = 16 };

static cJSON *new_node(struct json_scan *s)
{
    if (!s->nodes_left) {
        s->nodes = arena_raw(s->arena, NODES_AT_ONCE * sizeof *s->nodes);
        s->nodes_left = NODES_AT_ONCE;
    }
    s->nodes_left--;
    cJSON *node = s->nodes++;
    *node = (cJSON){0};
    return node;
}

/* A new last child. As cJSON has it, the first child's `prev` leads to the last. */
static cJSON *add_child(struct json_scan *s, cJSON *parent)
{
    cJSON *child = new_node(s), *first = parent->child;

    if (first) {
        child->prev = first->prev;
        child->prev->next = child;
        first->prev = child;
    } else {
        parent->child = child->prev = child;
    }
    return child;
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

/* Ends at the latest at the zero behind the text. */
static inline char *skip_plain(char *p)
{
    for (;; p += 8) {
        uint64_t eight;
        memcpy(&eight, p, 8);
        uint64_t special = special_bytes(eight);
        if (special && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)
            return p + __builtin_ctzll(special) / 8;
        if (special)
            break;
    }
    while (*p != '"' && *p != '\\' && (unsigned char)*p >= 0x20)
        p++;
    return p;
}

/* Value of four hexadecimal digits; -1 when they are not. */
static int hex4(const char *p)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    int value = 0;

    for (int i = 0; i < 4; i++) {
        const char *place = p[i] ? strchr(digits, p[i]) : NULL;
        if (!place)
            return -1;
        int digit = (int)(place - digits);
        value = value * 16 + (digit < 16 ? digit : digit - 6);
    }
    return value;
}

/* Writes a character as UTF-8; returns the place behind it. */
static char *put_character(char *out, int c)
{
    if (c < 0x80) {
        *out++ = (char)c;
        return out;
    }
    int continuations = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const int first_byte[] = {0, 0xC0, 0xE0, 0xF0};
    *out++ = (char)(first_byte[continuations] | c >> 6 * continuations);
    while (continuations-- > 0)
        *out++ = (char)(0x80 | (c >> 6 * continuations & 0x3F));
    return out;
}

/* At the backslash of \u. */
static char *scan_code(struct json_scan *s, char *p, char **out)
{
    int unit = hex4(p + 2), low = -1;

    if (unit < 0)
        return refuse(s, p, "found a broken \\u escape, expected four hexadecimal digits");
    if (unit == 0)
        return refuse(s, p, "found U+0000, expected text without it");
    if (unit < 0xD800 || unit > 0xDFFF) {
        *out = put_character(*out, unit);
        return p + 6;
    }
    if (p[6] == '\\' && p[7] == 'u')
        low = hex4(p + 8);
    if (unit > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
        return refuse(s, p, "found an unpaired surrogate, expected a pair");
    *out = put_character(*out, 0x10000 + (unit - 0xD800) * 0x400 + (low - 0xDC00));
    return p + 12;
}

/* At a backslash; writes what is meant to *out and moves it on. */
static char *scan_escape(struct json_scan *s, char *p, char **out)
{
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    const char *letter = p[1] ? strchr(letters, p[1]) : NULL;

    if (p[1] == 'u')
        return scan_code(s, p, out);
    if (!letter)
        return refuse(s, p, "found an unknown escape, expected one of JSON's");
    *(*out)++ = meant[letter - letters];
    return p + 2;
}

/* The rest of a text that began at `start`, from its first special byte on. */
static char *scan_rest_of_string(struct json_scan *s, const char *start, char *p)
{
    for (char *out = p;;) {
        if (p == s->end)
            return refuse(s, start, "found a text without an end, expected its closing quote");
        if (*p == '"') {
            *out = '\0';
            return p + 1;
        }
        if (*p != '\\')
            return refuse(s, p, "found a control character, expected it escaped");
        p = scan_escape(s, p, &out);
        if (!p)
            return NULL;
        char *plain = p;
        p = skip_plain(p);
        memmove(out, plain, (size_t)(p - plain));
        out += p - plain;
    }
}

/* Behind the opening quote, where the text will stand. */
static inline char *scan_string(struct json_scan *s, char *start)
{
    char *p = skip_plain(start);

    if (*p != '"')
        return scan_rest_of_string(s, start, p);
    *p = '\0';
    return p + 1;
}

/* ---- Numbers and words --------------------------------------------------------------- */

static char *scan_digits(struct json_scan *s, char *p)
{
    if (!is_digit(*p))
        return refuse(s, p, "found a broken number, expected a digit");
    while (is_digit(*p))
        p++;
    return p;
}

/* The text of a number up to its exponent. */
static char *scan_decimal(struct json_scan *s, char *first)
{
    char *p = scan_digits(s, first);

    if (p && *first == '0' && p - first > 1)
        return refuse(s, first, "found a number with a leading zero, expected none");
    return p && *p == '.' ? scan_digits(s, p + 1) : p;
}

static char *scan_number(struct json_scan *s, char *start, cJSON *node)
{
    char *p = scan_decimal(s, start + (*start == '-'));

    if (p && (*p == 'e' || *p == 'E')) {
        p++;
        p = scan_digits(s, p + (*p == '+' || *p == '-'));
    }
    if (!p)
        return NULL;
    node->type = cJSON_Number;
    node->valuestring = arena_strndup(s->arena, start, (size_t)(p - start));
    node->valuedouble = strtod(node->valuestring, NULL);
    return isinf(node->valuedouble) ? refuse(s, start, "found a number that overflows, expected one that fits a double")
                                    : p;
}

static char *scan_word(struct json_scan *s, char *p, cJSON *node)
{
    static const struct {
        int type;
        size_t length;
        const char *word;
    } words[] = {
        {cJSON_True, 4, "true"},
        {cJSON_False, 5, "false"},
        {cJSON_NULL, 4, "null"},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(p, words[i].word, words[i].length) == 0) {
            node->type = words[i].type;
            return p + words[i].length;
        }
    return refuse(s, p, "found an unknown word, expected a JSON value");
}

/* ---- Keys that stand twice ------------------------------------------------------------- */

/* A bit of a key, by which most keys of an object differ. */
static inline uint64_t bit_of_key(const char *key)
{
    unsigned sum = 0;

    for (int i = 0; i < 4 && key[i]; i++)
        sum = sum * 5 + (unsigned char)key[i];
    return UINT64_C(1) << (sum & 63);
}

enum { FEW_KEYS = 24 };

/* The key that stands twice among the first members; *rest is the first member not looked at. */
static const char *repeated_of_few(const cJSON *object, const cJSON **rest)
{
    const char *seen[FEW_KEYS];
    size_t n = 0;
    const cJSON *member = object->child;

    for (; member && n < FEW_KEYS; member = member->next, n++) {
        seen[n] = member->string;
        for (size_t i = 0; i < n; i++)
            if (seen[i][0] == seen[n][0] && strcmp(seen[i], seen[n]) == 0)
                return seen[n];
    }
    *rest = member;
    return NULL;
}

static const char *repeated_of_many(struct arena *arena, const cJSON *object)
{
    size_t n = 0;

    for (const cJSON *m = object->child; m; m = m->next)
        n++;
    const char **keys = ARENA_ARRAY(arena, const char *, n);
    n = 0;
    for (const cJSON *m = object->child; m; m = m->next)
        keys[n++] = m->string;
    qsort(keys, n, sizeof *keys, text_compare);
    for (size_t i = 1; i < n; i++)
        if (strcmp(keys[i - 1], keys[i]) == 0)
            return keys[i];
    return NULL;
}

/* Keeps the repeated key of the object that begins first. */
static void look_for_repeated(struct json_scan *s, const cJSON *object, const char *begin)
{
    const cJSON *rest = NULL;
    const char *key = repeated_of_few(object, &rest);

    if (!key && rest)
        key = repeated_of_many(s->arena, object);
    if (key && (!s->repeated || begin < s->repeated_in)) {
        s->repeated = key;
        s->repeated_in = begin;
    }
}

/* ---- Values ---------------------------------------------------------------------------- */

static char *scan_value(struct json_scan *s, char *p, cJSON *node, int depth);

/* Behind the opening brace. */
static char *scan_object(struct json_scan *s, char *p, cJSON *node, int depth)
{
    const char *begin = p;
    uint64_t keys = 0, bit;
    bool may_repeat = false;

    node->type = cJSON_Object;
    if (takes(&p, '}'))
        return p;
    do {
        if (!takes(&p, '"'))
            return refuse(s, p, "found another character or the end, expected a key in quotes");
        cJSON *member = add_child(s, node);
        member->string = p;
        p = scan_string(s, p);
        if (!p)
            return NULL;
        bit = bit_of_key(member->string);
        may_repeat = may_repeat || keys & bit;
        keys |= bit;
        if (!takes(&p, ':'))
            return refuse(s, p, "found another character or the end, expected a colon after the key");
        p = scan_value(s, p, member, depth);
        if (!p)
            return NULL;
    } while (takes(&p, ','));
    if (!takes(&p, '}'))
        return refuse(s, p, "found another character or the end, expected a comma or }");
    if (may_repeat)
        look_for_repeated(s, node, begin);
    return p;
}

/* Behind the opening bracket. */
static char *scan_array(struct json_scan *s, char *p, cJSON *node, int depth)
{
    node->type = cJSON_Array;
    if (takes(&p, ']'))
        return p;
    do {
        p = scan_value(s, p, add_child(s, node), depth);
        if (!p)
            return NULL;
    } while (takes(&p, ','));
    return takes(&p, ']') ? p : refuse(s, p, "found another character or the end, expected a comma or ]");
}

/* `depth` values are open around this one. */
static char *scan_value(struct json_scan *s, char *p, cJSON *node, int depth)
{
    p = skip_space(p);
    switch (*p) {
    case '"':
        node->type = cJSON_String;
        node->valuestring = p + 1;
        return scan_string(s, p + 1);
    case 't':
    case 'f':
    case 'n': return scan_word(s, p, node);
    case '{':
    case '[':
        if (depth == JSON_MAX_NESTING)
            return refuse(s, p, "found nesting over 64, expected at most that");
        return *p == '{' ? scan_object(s, p + 1, node, depth + 1) : scan_array(s, p + 1, node, depth + 1);
    default:
        if (*p == '-' || is_digit(*p))
            return scan_number(s, p, node);
        return refuse(s, p,
                      p == s->end ? "found the end, expected a JSON value"
                                  : "found another character, expected a JSON value");
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

cJSON *json_scan(struct json_scan *s, struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_raw(arena, length + ZEROS), *p;

    memcpy(copy, text, length);
    memset(copy + length, 0, ZEROS);
    *s = (struct json_scan){.arena = arena, .text = copy, .end = copy + length};
    size_t valid = is_ascii(copy, length) ? length : text_valid_prefix(copy, length);
    if (valid < length) {
        refuse(s, copy + valid, "found invalid UTF-8, expected UTF-8");
        return NULL;
    }
    cJSON *root = new_node(s);
    p = scan_value(s, copy, root, 0);
    if (!p)
        return NULL;
    p = skip_space(p);
    if (p != s->end)
        refuse(s, p, "found text after the value, expected none");
    return p == s->end ? root : NULL;
}
