/* json.c - what is done with JSON once it is read: faults as sentences, digests, writing. */
#include "base/json.h"

#include "base/json_scan.h"
#include "base/text.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { KEY_BYTES_SHOWN = 40 };

const cJSON *json_parse(struct arena *arena, const char *text, size_t length, struct json_fault *fault)
{
    struct json_scan s;
    const cJSON *root = json_scan(&s, arena, text, length);

    *fault = (struct json_fault){0};
    if (!root) {
        fault->reason = s.reason;
        fault->offset = (size_t)(s.at - s.text);
        return NULL;
    }
    if (s.repeated) {
        fault->reason = "found twice in an object, expected once";
        fault->key = s.repeated;
        return NULL;
    }
    return root;
}

struct message json_fault_message(struct arena *arena, const struct json_fault *fault)
{
    struct message reason = message_of(fault->reason), message;
    int shown = fault->key ? (int)text_valid_prefix(fault->key, strnlen(fault->key, KEY_BYTES_SHOWN)) : 0;

    for (int l = 0; l < LANGUAGE_COUNT; l++)
        message.in[l] = fault->key ? arena_printf(arena, phrase_of_message((enum language)l, "key \"%.*s\": %s"), shown,
                                                  fault->key, reason.in[l])
                                   : arena_printf(arena, phrase_of_message((enum language)l, "byte %zu: %s"),
                                                  fault->offset + 1, reason.in[l]);
    return message;
}

/* ---- Content digest ----------------------------------------------------------- */

enum { SEED_OBJECT = 1, SEED_ARRAY, SEED_TEXT, SEED_NUMBER, SEED_WORD };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Exponent part of a number's text, "e-3"; 0 when there is none. */
static int64_t exponent_part(const char *s)
{
    int64_t value = 0;

    if (*s != 'e' && *s != 'E')
        return 0;
    bool negative = s[1] == '-';
    for (s += s[1] == '-' || s[1] == '+' ? 2 : 1; is_digit(*s); s++)
        if (value < INT64_C(1000000000000))
            value = value * 10 + (*s - '0');
    return negative ? -value : value;
}

/* Digest of the significant digits, the power of ten of the last of them, and the
 * sign: 1, 1.0 and 10e-1 are one number. */
static uint64_t number_digest(const char *text)
{
    const uint64_t step = UINT64_C(0x9E3779B185EBCA87);
    bool negative = *text == '-', in_fraction = false;
    uint64_t digits = 0;
    int64_t exponent = 0, zeros = 0; /* zeros: read, and digits only if another follows */
    const char *s = text + negative;

    for (; is_digit(*s) || *s == '.'; s++) {
        if (*s == '.') {
            in_fraction = true;
            continue;
        }
        exponent -= in_fraction;
        if (*s == '0') {
            zeros += digits != 0;
            continue;
        }
        for (; zeros > 0; zeros--)
            digits *= step;
        digits = digits * step + (uint64_t)(*s - '0');
    }
    if (!digits)
        return XXH3_64bits_withSeed("0", 1, SEED_NUMBER);
    uint64_t parts[] = {digits, (uint64_t)(exponent + zeros + exponent_part(s)), negative};
    return XXH3_64bits_withSeed(parts, sizeof parts, SEED_NUMBER);
}

/* Members are added up, so their order is lost; elements are chained. */
static uint64_t children_digest(const cJSON *node, bool is_object)
{
    uint64_t sums[] = {0, 0};

    for (const cJSON *child = node->child; child; child = child->next, sums[1]++) {
        uint64_t value = json_content_digest(child);
        sums[0] = is_object ? sums[0] + XXH3_64bits_withSeed(child->string, strlen(child->string), value)
                            : XXH3_64bits_withSeed(sums, sizeof sums, value);
    }
    return XXH3_64bits_withSeed(sums, sizeof sums, is_object ? SEED_OBJECT : SEED_ARRAY);
}

uint64_t json_content_digest(const cJSON *node)
{
    int type = node->type & 0xFF;

    switch (type) {
    case cJSON_String: return XXH3_64bits_withSeed(node->valuestring, strlen(node->valuestring), SEED_TEXT);
    case cJSON_Number: return number_digest(node->valuestring);
    case cJSON_Object: return children_digest(node, true);
    case cJSON_Array: return children_digest(node, false);
    default: return XXH3_64bits_withSeed(&type, sizeof type, SEED_WORD);
    }
}

/* ---- Writing -------------------------------------------------------------------- */

void json_quote(struct bytes *out, const char *text)
{
    static const char short_escapes[0x20] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r'};

    bytes_add(out, "\"", 1);
    for (const char *p = text; *p;) {
        const char *plain = p;
        while ((unsigned char)*p >= 0x20 && *p != '"' && *p != '\\')
            p++;
        bytes_add(out, plain, (size_t)(p - plain));
        if (!*p)
            break;
        unsigned char c = (unsigned char)*p++;
        if (c >= 0x20)
            bytes_printf(out, "\\%c", c);
        else if (short_escapes[c])
            bytes_printf(out, "\\%c", short_escapes[c]);
        else
            bytes_printf(out, "\\u%04x", (unsigned)c);
    }
    bytes_add(out, "\"", 1);
}

void json_quote_or_null(struct bytes *out, const char *text)
{
    if (text)
        json_quote(out, text);
    else
        bytes_add_text(out, "null");
}

static void write_children(struct bytes *out, const cJSON *node, bool is_object)
{
    bytes_add(out, is_object ? "{" : "[", 1);
    for (const cJSON *child = node->child; child; child = child->next) {
        if (is_object) {
            json_quote(out, child->string);
            bytes_add(out, ":", 1);
        }
        json_write(out, child);
        if (child->next)
            bytes_add(out, ",", 1);
    }
    bytes_add(out, is_object ? "}" : "]", 1);
}

void json_write(struct bytes *out, const cJSON *node)
{
    switch (node->type & 0xFF) {
    case cJSON_String: json_quote(out, node->valuestring); break;
    case cJSON_Number: bytes_add_text(out, node->valuestring); break;
    case cJSON_Object: write_children(out, node, true); break;
    case cJSON_Array: write_children(out, node, false); break;
    case cJSON_True: bytes_add_text(out, "true"); break;
    case cJSON_False: bytes_add_text(out, "false"); break;
    default: bytes_add_text(out, "null"); break;
    }
}
