/* reader.c - typed access to rule files. */
#include "scheme/reader.h"

#include "base/file.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct result reader_fault(const struct node *node, const char *reason, ...)
{
    char text[512];
    va_list args;

    va_start(args, reason);
    vsnprintf(text, sizeof text, error_say(reason), args);
    va_end(args);
    return FAIL(RULES, "%s: %s: %s", node->file, node->pointer[0] ? node->pointer : "/", text);
}

RESULT reader_open(struct node *root, char digest[DIGEST_HEX_SIZE], struct arena *arena, const char *path,
                   const char *format)
{
    char *bytes;
    size_t length;
    struct json_fault fault;

    TRY(file_read(&bytes, &length, arena, path, (size_t)4 << 20, ERROR_RULES));
    digest_of(bytes, length, digest);
    *root = (struct node){json_parse(arena, bytes, length, &fault), arena_strdup(arena, path), "", arena};
    if (!root->json) {
        size_t line = 1;
        for (size_t i = 0; i < fault.offset && i < length; i++)
            line += bytes[i] == '\n';
        return FAIL(RULES, "%s:%zu: not valid JSON: %s", path, line, error_say(fault.reason));
    }
    TRY(reader_object(root));
    struct node node;
    const char *found = NULL;
    TRY(reader_member(&node, root, "format"));
    TRY(reader_text(&found, &node));
    if (strcmp(found, format) != 0)
        return reader_fault(&node, "found \"%s\", expected \"%s\"", found, format);
    return OK;
}

static struct node child_node(const struct node *parent, const cJSON *json, const char *key)
{
    /* RFC 6901: "~" and "/" of a key are escaped. */
    size_t length = strlen(key);
    char *escaped = arena_raw(parent->arena, 2 * length + 1), *p = escaped;

    for (const char *s = key; *s; s++) {
        if (*s == '~' || *s == '/') {
            *p++ = '~';
            *p++ = *s == '~' ? '0' : '1';
        } else {
            *p++ = *s;
        }
    }
    *p = '\0';
    return (struct node){json, parent->file, arena_printf(parent->arena, "%s/%s", parent->pointer, escaped),
                         parent->arena};
}

RESULT reader_object(const struct node *node)
{
    return cJSON_IsObject(node->json) ? OK : reader_fault(node, "expected an object");
}

RESULT reader_array(const struct node *node)
{
    return cJSON_IsArray(node->json) ? OK : reader_fault(node, "expected an array");
}

RESULT reader_members(const struct node *object, const char *const *allowed)
{
    TRY(reader_object(object));
    for (const cJSON *child = object->json->child; child; child = child->next) {
        const char *const *name = allowed;
        while (*name && strcmp(*name, child->string) != 0)
            name++;
        if (!*name) {
            struct node unknown = child_node(object, child, child->string);
            return reader_fault(&unknown, "unknown key");
        }
    }
    return OK;
}

bool reader_has(struct node *out, const struct node *object, const char *key)
{
    const cJSON *json = cJSON_GetObjectItemCaseSensitive(object->json, key);

    if (!json || cJSON_IsNull(json))
        return false;
    *out = child_node(object, json, key);
    return true;
}

RESULT reader_member(struct node *out, const struct node *object, const char *key)
{
    return reader_has(out, object, key) ? OK : reader_fault(object, "the key \"%s\" is missing", key);
}

bool reader_child(struct node *out, const struct node *parent, size_t index)
{
    const cJSON *child = parent->json->child;
    char position[24];

    for (size_t i = 0; child && i < index; i++)
        child = child->next;
    if (!child)
        return false;
    snprintf(position, sizeof position, "%zu", index);
    *out = child_node(parent, child, child->string ? child->string : position);
    return true;
}

size_t reader_size(const struct node *parent)
{
    size_t n = 0;

    for (const cJSON *child = parent->json->child; child; child = child->next)
        n++;
    return n;
}

RESULT reader_text(const char **out, const struct node *node)
{
    if (!cJSON_IsString(node->json) || !node->json->valuestring[0])
        return reader_fault(node, "expected a text that is not empty");
    *out = node->json->valuestring;
    return OK;
}

RESULT reader_boolean(bool *out, const struct node *node)
{
    if (!cJSON_IsBool(node->json))
        return reader_fault(node, "expected true or false");
    *out = cJSON_IsTrue(node->json);
    return OK;
}

RESULT reader_exact(struct exact *out, const struct node *node)
{
    if (!cJSON_IsNumber(node->json) || !exact_parse(node->json->valuestring, out))
        return reader_fault(node, "expected a number of at most 18 digits, 9 of them decimals");
    return OK;
}

RESULT reader_integer(int *out, const struct node *node, int minimum, int maximum)
{
    struct exact value;

    TRY(reader_exact(&value, node));
    if (value.den != 1 || value.num < minimum || value.num > maximum)
        return reader_fault(node, "found %s, expected a whole number from %d to %d", node->json->valuestring, minimum,
                            maximum);
    *out = (int)value.num;
    return OK;
}

RESULT reader_double(double *out, const struct node *node, double minimum, double maximum)
{
    struct exact value;

    TRY(reader_exact(&value, node));
    *out = exact_double(value);
    if (*out < minimum || *out > maximum)
        return reader_fault(node, "found %s, expected a number from %g to %g", node->json->valuestring, minimum,
                            maximum);
    return OK;
}

RESULT reader_day(date *out, const struct node *node)
{
    if (!cJSON_IsString(node->json) || !date_parse_plain(node->json->valuestring, out))
        return reader_fault(node, "expected a date YYYY-MM-DD");
    return OK;
}

RESULT reader_text_member(const char **out, const struct node *object, const char *key)
{
    struct node node;

    TRY(reader_member(&node, object, key));
    return reader_text(out, &node);
}

RESULT reader_optional_text(const char **out, const struct node *object, const char *key)
{
    struct node node;

    *out = NULL;
    return reader_has(&node, object, key) ? reader_text(out, &node) : OK;
}

RESULT reader_optional_boolean(bool *out, const struct node *object, const char *key, bool absent)
{
    struct node node;

    *out = absent;
    return reader_has(&node, object, key) ? reader_boolean(out, &node) : OK;
}

RESULT reader_texts(const char *const **out, size_t *count, const struct node *array)
{
    TRY(reader_array(array));
    size_t n = reader_size(array);
    const char **texts = ARENA_ARRAY(array->arena, const char *, n);
    struct node item;

    for (size_t i = 0; reader_child(&item, array, i); i++) {
        TRY(reader_text(&texts[i], &item));
        for (size_t j = 0; j < i; j++)
            if (text_equal(texts[j], texts[i]))
                return reader_fault(&item, "\"%s\" stands twice", texts[i]);
    }
    *out = texts;
    *count = n;
    return OK;
}
