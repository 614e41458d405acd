/* json.c - a strict scan first, then cJSON, then what cJSON leaves out. */
#include "base/json.h"

#include "base/json_scan.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* ---- cJSON, allocating in the arena ---------------------------------------- */

/* Room for the nodes of the parse under way: all of it is taken at once, because
 * the scan has told how much the parse will need. */
static struct {
    char *next;
    size_t left;
} room;

enum { ALIGNMENT = 16 };

static void *node_alloc(size_t size)
{
    size_t need = (size + (ALIGNMENT - 1)) & ~(size_t)(ALIGNMENT - 1);

    if (need > room.left)
        return NULL;
    char *p = room.next;
    room.next += need;
    room.left -= need;
    return p;
}

static void node_free(void *block)
{
    (void)block;
}

/* What cJSON takes as one number; a longer one it would split in two. */
enum { LONGEST_NUMBER = 62 };

/* The text with every number too long for cJSON replaced by a short one. */
static const char *without_long_numbers(const struct json_scan *s)
{
    char *copy = NULL;

    for (size_t i = 0; i < s->numbers.count; i++) {
        struct json_span number = s->numbers.items[i];
        if (number.length <= LONGEST_NUMBER)
            continue;
        if (!copy)
            copy = arena_strndup(s->arena, s->text, (size_t)(s->end - s->text));
        memset(copy + number.offset, ' ', number.length);
        copy[number.offset] = '0';
    }
    return copy ? copy : s->text;
}

static cJSON *parse_nodes(const struct json_scan *s)
{
    static bool hooked;

    if (!hooked) {
        cJSON_InitHooks(&(cJSON_Hooks){node_alloc, node_free});
        hooked = true;
    }
    /* of a value: its node, its text and its key with their ends, each aligned */
    room.left = s->values * (sizeof(cJSON) + 4 * ALIGNMENT) + (size_t)(s->end - s->text);
    room.next = arena_raw(s->arena, room.left);
    cJSON *root = cJSON_ParseWithLengthOpts(without_long_numbers(s), (size_t)(s->end - s->text), NULL, false);
    room.left = 0;
    return root;
}

/* ---- The tree: repeated keys, texts of numbers ------------------------------ */

enum { FEW_KEYS = 24, KEY_BYTES_SHOWN = 40 };

/* The key that stands twice among the first members; *rest is the first member not looked at. */
static const char *repeated_of_few(const cJSON *object, const cJSON **rest)
{
    const char *seen[FEW_KEYS];
    uint16_t head[FEW_KEYS]; /* two bytes tell most keys apart */
    size_t n = 0;
    const cJSON *member = object->child;

    for (; member && n < FEW_KEYS; member = member->next, n++) {
        seen[n] = member->string;
        head[n] = 0;
        memcpy(&head[n], seen[n], seen[n][0] ? 2 : 1);
        for (size_t i = 0; i < n; i++)
            if (head[i] == head[n] && strcmp(seen[i], seen[n]) == 0)
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

static const char *repeated_key(struct arena *arena, const cJSON *object)
{
    const cJSON *rest = NULL;
    const char *key = repeated_of_few(object, &rest);

    return key || !rest ? key : repeated_of_many(arena, object);
}

/* Hangs the texts of the numbers into their nodes, *next being the first not yet
 * used; returns a key that stands twice in one object, or NULL. */
static const char *finish_nodes(const struct json_scan *s, cJSON *node, size_t *next)
{
    int type = node->type & 0xFF;

    if (type == cJSON_Number) {
        struct json_span number = s->numbers.items[(*next)++];
        node->valuestring = arena_strndup(s->arena, s->text + number.offset, number.length);
        if (number.length > LONGEST_NUMBER)
            node->valuedouble = strtod(node->valuestring, NULL);
    }
    const char *key = type == cJSON_Object ? repeated_key(s->arena, node) : NULL;
    for (cJSON *child = node->child; child && !key; child = child->next)
        key = finish_nodes(s, child, next);
    return key;
}

const cJSON *json_parse(struct arena *arena, const char *text, size_t length, struct json_fault *fault)
{
    struct json_scan s = {.arena = arena, .text = text, .end = text + length};
    size_t next = 0;

    *fault = (struct json_fault){0};
    if (!json_scan_text(&s)) {
        fault->reason = s.reason;
        fault->offset = (size_t)(s.at - text);
        return NULL;
    }
    cJSON *root = parse_nodes(&s);
    if (!root) {
        fault->reason = "found text that cannot be parsed, expected a JSON value";
        return NULL;
    }
    fault->key = finish_nodes(&s, root, &next);
    if (fault->key) {
        fault->reason = "found twice in an object, expected once";
        return NULL;
    }
    return root;
}

const char *json_fault_text(struct arena *arena, const struct json_fault *fault)
{
    if (!fault->key)
        return arena_printf(arena, "byte %zu: %s", fault->offset + 1, fault->reason);
    int shown = (int)text_valid_prefix(fault->key, strnlen(fault->key, KEY_BYTES_SHOWN));
    return arena_printf(arena, "key \"%.*s\": %s", shown, fault->key, fault->reason);
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
