/* template.c - reads a text file of the office's wording, line by line. */
#include "document/template.h"

#include "base/file.h"
#include "base/text.h"
#include "document/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_BYTES = 1 << 18, MAX_LINES = 400, MAX_NUMBER = 250 };

/* The file while it is read. */
struct reader {
    struct arena *arena;
    const char *file;
    int number;                       /* of the line */
    const struct template_line *head; /* that the rows here stand under; NULL: rows of a form */
};

/* Names file and line. */
__attribute__((format(printf, 2, 3))) static struct result refuse(const struct reader *reader, const char *reason, ...)
{
    char text[512];
    va_list args;

    va_start(args, reason);
    vsnprintf(text, sizeof text, error_say(reason), args);
    va_end(args);
    text[text_valid_prefix(text, strlen(text))] = '\0'; /* what is quoted at its end may be cut within a character */
    return FAIL(RULES, "%s:%d: %s", reader->file, reader->number, text);
}

/* --- words in brackets --- */

struct word {
    const char *text;
    size_t length;
};

static bool is_word(struct word word, const char *name)
{
    return strlen(name) == word.length && memcmp(word.text, name, word.length) == 0;
}

/* Words before a line's text, and what it becomes by them. */
static const struct {
    const char *name;
    enum line_kind kind;
} before_text[] = {
    {"heading", LINE_HEADING}, {"left", LINE_LEFT}, {"centre", LINE_CENTRE}, {"right", LINE_RIGHT},
    {"small", LINE_SMALL},     {"head", LINE_HEAD}, {"sign", LINE_SIGN},     {"seal", LINE_SEAL},
};

/* Words that are a line of their own, and whether something follows in the brackets. */
static const struct {
    const char *name;
    enum line_kind kind;
    enum { NOTHING, NUMBER, NAME } takes;
} alone[] = {
    {"unmet", LINE_UNMET, NOTHING},  {"figures", LINE_FIGURES, NOTHING},     {"items", LINE_ITEMS, NOTHING},
    {"page", LINE_PAGE, NOTHING},    {"signature", LINE_SIGNATURE, NOTHING}, {"space", LINE_SPACE, NUMBER},
    {"points", LINE_POINTS, NUMBER}, {"attach", LINE_ATTACH, NAME},
};

/* What follows a name and a blank in the brackets; false when the word is another. */
static bool take_name(struct word *word, const char *name)
{
    size_t length = strlen(name);

    if (word->length <= length + 1 || memcmp(word->text, name, length) != 0 || word->text[length] != ' ')
        return false;
    word->text += length + 1;
    word->length -= length + 1;
    return true;
}

static bool read_number(int *out, struct word word)
{
    char *end;
    long number = strtol(word.text, &end, 10);

    *out = (int)number;
    return end == word.text + word.length && number >= 1 && number <= MAX_NUMBER;
}

static bool read_alone(struct template_line *line, struct reader *reader, struct word word)
{
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
        struct word rest = word;
        if (alone[i].takes == NOTHING ? !is_word(word, alone[i].name) : !take_name(&rest, alone[i].name))
            continue;
        if (alone[i].takes == NUMBER && !read_number(&line->number, rest))
            return false;
        line->kind = alone[i].kind;
        line->text = alone[i].takes == NAME ? arena_strndup(reader->arena, rest.text, rest.length) : "";
        return true;
    }
    return false;
}

static int find_list(struct word word)
{
    static const char *const names[] = {
#define X(id, name) name,
        TEMPLATE_LIST_LIST(X)
#undef X
    };

    for (int i = 0; i < LIST_COUNT; i++)
        if (is_word(word, names[i]))
            return i;
    return -1;
}

static int find_condition(struct word word)
{
    static const char *const names[] = {
#define X(id, name) name,
        TEMPLATE_WHEN_LIST(X)
#undef X
    };

    for (int i = 0; i < WHEN_COUNT; i++)
        if (is_word(word, names[i]))
            return i;
    int placeholder = wording_placeholder(word.text, word.length);
    return placeholder < PLACEHOLDER_COUNT ? WHEN_COUNT + placeholder : -1;
}

static bool read_condition(struct template_line *line, struct word word)
{
    bool is_negated = take_name(&word, "no");
    int when = find_condition(word);

    if (when < 0 || line->condition_count == MAX_LINE_CONDITIONS)
        return false;
    line->conditions[line->condition_count++] = (struct template_condition){.when = (short)when,
                                                                            .is_negated = is_negated};
    return true;
}

static bool read_before(struct template_line *line, struct word word)
{
    struct word rest = word;

    for (size_t i = 0; i < sizeof before_text / sizeof *before_text; i++)
        if (line->kind == LINE_PARAGRAPH && is_word(word, before_text[i].name)) {
            line->kind = before_text[i].kind;
            return true;
        }
    if (take_name(&rest, "each") && line->list < 0)
        return (line->list = find_list(rest)) >= 0;
    if (take_name(&rest, "room") && !line->number)
        return read_number(&line->number, rest);
    return read_condition(line, word);
}

/* Takes the brackets off the front; what is left is in line->text. */
static RESULT read_brackets(struct template_line *line, struct reader *reader, const char *text)
{
    while (*text == '[') {
        const char *end = strchr(text, ']');
        if (!end)
            return refuse(reader, "a [ without ]: %.40s", text);
        const struct word word = {text + 1, (size_t)(end - text - 1)};
        const char *rest = end + 1 + strspn(end + 1, " ");
        if (!*rest && read_alone(line, reader, word))
            return OK;
        if (!*rest || !read_before(line, word))
            return refuse(reader, "unknown word in brackets: %.40s", text);
        text = rest;
    }
    line->text = text;
    return OK;
}

/* --- cells --- */

/* A cell without the blanks around it. */
static const char *trim(struct arena *arena, const char *from, size_t length)
{
    while (length && *from == ' ')
        from++, length--;
    while (length && from[length - 1] == ' ')
        length--;
    return arena_strndup(arena, from, length);
}

/* 证书编号:20 is a column of 20 percent. */
static RESULT read_width(struct template_line *line, struct reader *reader, size_t i)
{
    const char *colon = strrchr(line->cells[i], ':');

    if (!colon || !read_number(&line->widths[i], (struct word){colon + 1, strlen(colon + 1)}))
        return refuse(reader, "a column without its width in percent, as in 单位名称:40: %.40s", line->cells[i]);
    line->cells[i] = arena_strndup(reader->arena, line->cells[i], (size_t)(colon - line->cells[i]));
    return OK;
}

static RESULT read_head(struct template_line *line, struct reader *reader)
{
    int sum = 0;

    for (size_t i = 0; i < line->cell_count; i++) {
        TRY(read_width(line, reader, i));
        sum += line->widths[i];
    }
    reader->head = line;
    return sum == 100 ? OK : refuse(reader, "the columns are %d percent wide, not 100", sum);
}

/* Rows under a head have its cells; those of a form a title, or labels and values. */
static bool fits(const struct template_line *line, const struct template_line *head)
{
    if (line->kind == LINE_SIGN || line->kind == LINE_SEAL)
        return line->cell_count == 2;
    if (head)
        return line->cell_count == head->cell_count;
    return line->cell_count == 1 || line->cell_count == 2 || line->cell_count == 4 || line->cell_count == 6;
}

/* One cell of a row; ⏎ in it begins a new line. */
static const char *read_cell(struct arena *arena, const char *from, size_t length)
{
    static const char sign[] = "⏎";
    struct bytes out;
    const char *text = trim(arena, from, length), *at;

    bytes_init(&out, arena);
    for (; (at = strstr(text, sign)) != NULL; text = at + sizeof sign - 1) {
        bytes_add(&out, text, (size_t)(at - text));
        bytes_add_text(&out, TEXT_LINE_BREAK);
    }
    bytes_add_text(&out, text);
    return bytes_text(&out);
}

static RESULT read_cells(struct template_line *line, struct reader *reader)
{
    for (const char *text = line->text; *text == '|';) {
        size_t length = strcspn(++text, "|");
        if (line->cell_count == MAX_LINE_CELLS)
            return refuse(reader, "more than %d cells", MAX_LINE_CELLS);
        line->cells[line->cell_count++] = read_cell(reader->arena, text, length);
        text += length;
    }
    line->text = "";
    if (line->kind == LINE_PARAGRAPH)
        line->kind = LINE_ROW;
    if (line->kind == LINE_HEAD)
        return read_head(line, reader);
    return fits(line, reader->head) ? OK : refuse(reader, "%zu cells do not fit here", line->cell_count);
}

/* --- lines --- */

static RESULT read_line(struct template_line *line, struct reader *reader, const char *text)
{
    bool takes_cells;

    line->list = -1;
    TRY(read_brackets(line, reader, text));
    takes_cells = line->kind >= LINE_HEAD && line->kind <= LINE_SEAL;
    if (*line->text == '|' && (takes_cells || line->kind == LINE_PARAGRAPH)) {
        TRY(read_cells(line, reader));
    } else if (takes_cells) {
        return refuse(reader, "cells are expected, each after a |: %.40s", line->text);
    } else {
        reader->head = NULL;
    }
    for (size_t i = 0; i < line->cell_count; i++)
        TRY(wording_check(line->cells[i], reader->file, reader->number));
    return wording_check(line->text, reader->file, reader->number);
}

static RESULT read_lines(struct template *out, struct template_line *lines, struct reader *reader, char *text)
{
    for (char *rest; text; text = rest) {
        size_t length = strcspn(text, "\n");
        rest = text[length] ? text + length + 1 : NULL;
        text[length] = '\0';
        if (length && text[length - 1] == '\r')
            text[length - 1] = '\0';
        reader->number++;
        if (!*text || *text == '#')
            continue;
        if (!out->title) {
            TRY(wording_check(text, reader->file, reader->number));
            out->title = text;
            continue;
        }
        if (out->count == MAX_LINES)
            return refuse(reader, "more than %d lines", MAX_LINES);
        TRY(read_line(&lines[out->count++], reader, text));
    }
    return OK;
}

RESULT template_read(struct template *out, struct arena *arena, const char *file)
{
    struct reader reader = {.arena = arena, .file = file};
    struct template_line *lines;
    size_t count = 1;
    char *text;

    *out = (struct template){0};
    TRY(file_read(&text, NULL, arena, file, MAX_BYTES, ERROR_RULES));
    for (const char *at = text; (at = strchr(at, '\n')) && count < MAX_LINES; at++)
        count++;
    out->lines = lines = ARENA_ARRAY(arena, struct template_line, count);
    if (strncmp(text, "\xEF\xBB\xBF", 3) == 0) /* an editor may have left a byte order mark */
        text += 3;
    TRY(read_lines(out, lines, &reader, text));
    return out->title ? OK : FAIL(RULES, "%s: empty; its first line is the title", file);
}
