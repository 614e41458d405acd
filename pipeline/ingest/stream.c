/* stream.c - a window that slides over the text of a file. */
#include "ingest/stream.h"

#include "base/arena.h"
#include "ingest/source.h"

#include <stdint.h>
#include <string.h>

/* Room for the longest record and its line end, and for a block behind it. */
enum { WINDOW_BYTES = RECORD_MAX_BYTES + 256 * 1024, MAX_BRACKETS = 64 };

/* Where the splitting of an array stands: before it, in it, or behind its end. */
enum array_state { ARRAY_BEFORE, ARRAY_FIRST, ARRAY_MORE, ARRAY_AFTER };

struct stream {
    const char *name;
    enum stream_form form;
    struct source *source;
    char *window;
    size_t start, end; /* the unread text lies between */
    bool at_end;       /* nothing follows what is in the window */
    size_t number;     /* of the record last begun */
    enum array_state array;
};

/* How deep an element is open at the byte looked at. */
struct nesting {
    bool in_text, is_escaped;
    size_t depth;
    uint64_t is_object; /* bit i: the bracket at depth i is { */
};

static size_t unread(const struct stream *s)
{
    return s->end - s->start;
}

/* Moves what is unread to the front and reads on behind it. */
static RESULT fill(struct stream *s)
{
    size_t length;

    memmove(s->window, s->window + s->start, unread(s));
    s->end = unread(s);
    s->start = 0;
    TRY(source_read(s->source, s->window + s->end, WINDOW_BYTES - s->end, &length));
    s->end += length;
    s->at_end = length == 0;
    return OK;
}

static RESULT skip_byte_order_mark(struct stream *s)
{
    while (unread(s) < 3 && !s->at_end)
        TRY(fill(s));
    if (unread(s) >= 3 && memcmp(s->window, "\xEF\xBB\xBF", 3) == 0)
        s->start = 3;
    return OK;
}

RESULT stream_open(struct stream **out, const char *path, const char *name, enum stream_form form)
{
    struct source *source;

    *out = NULL;
    TRY(source_open(&source, path, name, form == STREAM_GZIP_LINES));
    struct stream *s = heap_alloc(1, sizeof *s);
    s->name = name;
    s->form = form;
    s->source = source;
    s->window = heap_alloc(WINDOW_BYTES, 1);
    struct result r = skip_byte_order_mark(s);
    if (r.kind)
        stream_close(s);
    else
        *out = s;
    return r;
}

void stream_close(struct stream *s)
{
    if (!s)
        return;
    source_close(s->source);
    heap_free(s->window);
    heap_free(s);
}

void stream_digest(struct stream *s, char hex[DIGEST_HEX_SIZE])
{
    source_digest(s->source, hex);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_blank(const char *text, size_t length)
{
    size_t i = 0;

    while (i < length && is_space(text[i]))
        i++;
    return i == length;
}

/* ---- Lines ------------------------------------------------------------------- */

/* Brings the next line into the window. Of one that is too long the rest up to its
 * end is all that stays there. *length is without the line end. */
static RESULT find_line(struct stream *s, size_t *length, bool *is_too_long, bool *is_blank_so_far)
{
    size_t searched = 0;

    *is_too_long = false;
    *is_blank_so_far = true;
    for (;;) {
        const char *text = s->window + s->start;
        const char *newline = memchr(text + searched, '\n', unread(s) - searched);
        if (newline || s->at_end) {
            *length = newline ? (size_t)(newline - text) : unread(s);
            return OK;
        }
        searched = unread(s);
        if (searched > RECORD_MAX_BYTES + 1) { /* 1: a carriage return may come last */
            *is_too_long = true;
            *is_blank_so_far = *is_blank_so_far && is_blank(text, searched);
            s->start = s->end;
            searched = 0;
        }
        TRY(fill(s));
    }
}

static RESULT next_line(struct stream *s, struct piece *out)
{
    for (;;) {
        size_t length;
        bool is_too_long, is_blank_so_far;
        TRY(find_line(s, &length, &is_too_long, &is_blank_so_far));
        const char *text = s->window + s->start;
        if (!length && s->at_end && !unread(s) && !is_too_long)
            return OK;
        s->start += length + (length < unread(s));
        s->number++;
        if (is_blank_so_far && is_blank(text, length))
            continue;
        if (length && text[length - 1] == '\r')
            length--;
        *out = (struct piece){text, length, s->number, is_too_long || length > RECORD_MAX_BYTES};
        return OK;
    }
}

/* ---- Elements of an array ------------------------------------------------------ */

static struct result fail_array(const struct stream *s, const char *found, const char *expected)
{
    return FAIL(INPUT, "%s: element %zu: found %s, expected %s", s->name, s->number, error_say(found),
                error_say(expected));
}

static RESULT skip_space(struct stream *s)
{
    for (;;) {
        while (s->start < s->end && is_space(s->window[s->start]))
            s->start++;
        if (s->start < s->end || s->at_end)
            return OK;
        TRY(fill(s));
    }
}

/* Takes one byte of an element into account; false when brackets do not match. */
static bool nest(struct nesting *n, char c)
{
    if (n->in_text) {
        n->in_text = n->is_escaped || c != '"';
        n->is_escaped = !n->is_escaped && c == '\\';
        return true;
    }
    if (c == '"') {
        n->in_text = true;
    } else if (c == '{' || c == '[') {
        uint64_t bit = n->depth < MAX_BRACKETS ? UINT64_C(1) << n->depth : 0;
        n->is_object = c == '{' ? n->is_object | bit : n->is_object & ~bit;
        n->depth++;
    } else if (c == '}' || c == ']') {
        if (!n->depth)
            return false;
        n->depth--; /* brackets deeper than a record may have are only counted */
        return n->depth >= MAX_BRACKETS || (n->is_object >> n->depth & 1) == (c == '}');
    }
    return true;
}

/* Brings an element into the window, up to the comma or bracket behind it. Of one
 * that is too long the last bytes are all that stay there. */
static RESULT find_element(struct stream *s, size_t *length, bool *is_too_long)
{
    struct nesting n = {0};
    size_t i = 0;

    *is_too_long = false;
    for (;;) {
        for (; i < unread(s); i++) {
            char c = s->window[s->start + i];
            if (!n.depth && !n.in_text && (c == ',' || c == ']')) {
                *length = i;
                return OK;
            }
            if (!nest(&n, c))
                return fail_array(s, "brackets that do not match", "elements that can be told apart");
        }
        if (s->at_end)
            return fail_array(s, "the end of the file", "a comma or ] behind the element");
        if (i > RECORD_MAX_BYTES) {
            *is_too_long = true;
            s->start = s->end;
            i = 0;
        }
        TRY(fill(s));
    }
}

static RESULT open_array(struct stream *s)
{
    TRY(skip_space(s));
    if (s->start == s->end || s->window[s->start] != '[')
        return FAIL(INPUT, "%s: found no array, expected one JSON array of records", s->name);
    s->start++;
    s->array = ARRAY_FIRST;
    return OK;
}

static RESULT close_array(struct stream *s)
{
    TRY(skip_space(s));
    return s->start == s->end ? OK : FAIL(INPUT, "%s: found text behind the array, expected none", s->name);
}

static RESULT next_element(struct stream *s, struct piece *out)
{
    size_t length = 0;
    bool is_too_long = false;

    if (s->array == ARRAY_BEFORE)
        TRY(open_array(s));
    if (s->array != ARRAY_AFTER)
        TRY(skip_space(s));
    if (s->array == ARRAY_FIRST && s->start < s->end && s->window[s->start] == ']') {
        s->start++;
        s->array = ARRAY_AFTER;
    }
    if (s->array == ARRAY_AFTER)
        return close_array(s);
    s->number++;
    TRY(find_element(s, &length, &is_too_long));
    const char *text = s->window + s->start;
    s->start += length + 1;
    s->array = text[length] == ']' ? ARRAY_AFTER : ARRAY_MORE;
    while (length && is_space(text[length - 1]))
        length--;
    *out = (struct piece){text, length, s->number, is_too_long || length > RECORD_MAX_BYTES};
    return OK;
}

RESULT stream_next(struct stream *s, struct piece *out)
{
    *out = (struct piece){0};
    return s->form == STREAM_ARRAY ? next_element(s, out) : next_line(s, out);
}
