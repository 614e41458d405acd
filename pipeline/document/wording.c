/* wording.c - finds and fills {{placeholders}}. */
#include "document/wording.h"

#include <string.h>

static const char *const names[] = {
#define X(id, name) [PLACEHOLDER_##id] = name,
    PLACEHOLDER_LIST(X)
#undef X
};

int wording_placeholder(const char *name, size_t length)
{
    int i = 0;

    while (i < PLACEHOLDER_COUNT && !(strlen(names[i]) == length && memcmp(names[i], name, length) == 0))
        i++;
    return i;
}

/* The next placeholder at or after `text`: its inside in *name and *length.
 * NULL when there is none; *length is 0 when it is not closed. */
static const char *next_placeholder(const char *text, const char **name, size_t *length)
{
    const char *start = strstr(text, "{{");

    if (!start)
        return NULL;
    *name = start + 2;
    const char *end = strstr(*name, "}}");
    *length = end ? (size_t)(end - *name) : 0;
    return start;
}

RESULT wording_check(const char *text, const char *file, int line)
{
    const char *name;
    size_t length;

    while ((text = next_placeholder(text, &name, &length))) {
        if (!strstr(name, "}}"))
            return FAIL(RULES, "%s:%d: a {{ without }}", file, line);
        if (wording_placeholder(name, length) == PLACEHOLDER_COUNT)
            return FAIL(RULES, "%s:%d: unknown placeholder {{%.*s}}", file, line, (int)length, name);
        text = name + length + 2;
    }
    return OK;
}

const char *wording_fill(struct arena *arena, const char *text, const struct wording *wording)
{
    struct bytes out;
    const char *start, *name;
    size_t length;

    bytes_init(&out, arena);
    while ((start = next_placeholder(text, &name, &length))) {
        const char *value = wording->values[wording_placeholder(name, length)];
        bytes_add(&out, text, (size_t)(start - text));
        bytes_add_text(&out, value ? value : "");
        text = name + length + 2;
    }
    bytes_add_text(&out, text);
    return bytes_text(&out);
}

bool wording_is_complete(const char *text, const struct wording *wording)
{
    const char *name;
    size_t length;

    while ((text = next_placeholder(text, &name, &length))) {
        const char *value = wording->values[wording_placeholder(name, length)];
        if (!value || !*value)
            return false;
        text = name + length + 2;
    }
    return true;
}
