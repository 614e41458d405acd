/* strings.c - the table of shared strings, which holds those of all sheets of a workbook. */
#include "sheetread/grid.h"

#include "base/bytes.h"

#include <stdlib.h>
#include <string.h>

struct strings {
    struct arena *arena;
    const char *what;
    struct xml_handler handler;
    uint32_t *wanted; /* ascending, each once */
    const char **texts;
    size_t count, found; /* wanted ones; those of them met */
    uint64_t index;      /* of the string being read */
    bool in_string, takes_text, is_wanted, has_root;
    int phonetic;
    size_t bytes;
    struct bytes text;
};

static int compare_numbers(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return x < y ? -1 : x > y;
}

static void collect(struct strings *s, const struct grid *grids, size_t count)
{
    size_t all = 0, kept = 0;

    for (size_t i = 0; i < count; i++)
        all += grids[i].count;
    s->wanted = ARENA_ARRAY(s->arena, uint32_t, all);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < grids[i].count; j++)
            if (grids[i].items[j].kind == CELL_SHARED)
                s->wanted[s->count++] = grids[i].items[j].shared;
    if (s->count)
        qsort(s->wanted, s->count, sizeof *s->wanted, compare_numbers);
    for (size_t i = 0; i < s->count; i++)
        if (!i || s->wanted[i] != s->wanted[i - 1])
            s->wanted[kept++] = s->wanted[i];
    s->count = kept;
    s->texts = ARENA_ARRAY(s->arena, const char *, kept);
}

static RESULT on_start(void *context, const char *name, const struct xml_attributes *attributes)
{
    struct strings *s = context;

    (void)attributes;
    if (!s->has_root && strcmp(name, "sst") != 0)
        return FAIL(INPUT, "%s: is no table of strings", s->what);
    s->has_root = true;
    if (strcmp(name, "si") == 0) {
        if (s->in_string)
            return FAIL(INPUT, "%s: is damaged: a string within a string", s->what);
        s->in_string = true;
        s->is_wanted = s->found < s->count && s->wanted[s->found] == s->index;
        s->text.length = 0;
    }
    s->phonetic += strcmp(name, "rPh") == 0;
    s->takes_text = s->in_string && s->is_wanted && !s->phonetic && strcmp(name, "t") == 0;
    return OK;
}

static RESULT on_text(void *context, const char *text, size_t length)
{
    struct strings *s = context;

    if (!s->takes_text)
        return OK;
    s->bytes += length;
    if (s->text.length + length > CELL_BYTES || s->bytes > GRID_BYTES)
        return FAIL(INPUT, "%s: holds more text than any sheet for rulings", s->what);
    bytes_add(&s->text, text, length);
    return OK;
}

static RESULT on_end(void *context, const char *name)
{
    struct strings *s = context;

    s->takes_text = false;
    s->phonetic -= strcmp(name, "rPh") == 0;
    if (strcmp(name, "si") != 0)
        return OK;
    if (s->is_wanted)
        s->texts[s->found++] = cell_plain_text(s->arena, s->text.data, s->text.length);
    s->in_string = s->is_wanted = false;
    s->index++;
    return OK;
}

struct strings *strings_new(struct arena *arena, const struct grid *grids, size_t count, const char *what)
{
    struct strings *s = ARENA_NEW(arena, struct strings);

    *s = (struct strings){.arena = arena, .what = what, .handler = {on_start, on_end, on_text, s}};
    bytes_init(&s->text, arena);
    collect(s, grids, count);
    return s;
}

const struct xml_handler *strings_handler(struct strings *strings)
{
    return &strings->handler;
}

RESULT strings_resolve(const struct strings *s, struct grid *grids, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < grids[i].count; j++) {
            struct cell *cell = &grids[i].items[j];
            if (cell->kind != CELL_SHARED)
                continue;
            const uint32_t *at = bsearch(&cell->shared, s->wanted, s->count, sizeof *s->wanted, compare_numbers);
            if (!at || (size_t)(at - s->wanted) >= s->found)
                return FAIL(INPUT, "%s: is damaged: string %u of cell %s!%s is missing", s->what, cell->shared,
                            grids[i].name, grid_place(s->arena, cell));
            cell->kind = CELL_TEXT;
            cell->text = s->texts[at - s->wanted];
        }
    return OK;
}

/* --- escapes --- */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/* The number of an escape _xHHHH_ at `at`; -1 when there is none. */
static int escape_at(const char *at, size_t left)
{
    int value = 0;

    if (left < 7 || at[0] != '_' || at[1] != 'x' || at[6] != '_')
        return -1;
    for (int i = 2; i < 6; i++) {
        if (hex_digit(at[i]) < 0)
            return -1;
        value = value * 16 + hex_digit(at[i]);
    }
    return value;
}

/* Writes a character as UTF-8; halves of a pair and U+0000 come out as U+FFFD. */
static char *put_character(char *out, int c)
{
    if (c == 0 || (c >= 0xD800 && c <= 0xDFFF))
        c = 0xFFFD;
    if (c < 0x80) {
        *out++ = (char)c;
        return out;
    }
    if (c < 0x800) {
        *out++ = (char)(0xC0 | c >> 6);
    } else {
        *out++ = (char)(0xE0 | c >> 12);
        *out++ = (char)(0x80 | (c >> 6 & 0x3F));
    }
    *out++ = (char)(0x80 | (c & 0x3F));
    return out;
}

const char *cell_plain_text(struct arena *arena, const char *text, size_t length)
{
    char *plain = arena_raw(arena, length + 1), *out = plain; /* an escape is longer than what it stands for */

    for (size_t i = 0; i < length;) {
        int c = escape_at(text + i, length - i);
        if (c < 0)
            *out++ = text[i++];
        else
            out = put_character(out, c), i += 7;
    }
    *out = '\0';
    return plain;
}
