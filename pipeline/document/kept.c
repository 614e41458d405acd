/* kept.c - finds what belongs together, by its characters alone. */
#include "document/kept.h"

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* The text while it is looked through. */
struct search {
    const char *string;
    double width;           /* of the line, in characters */
    const char *parted_day; /* up to here a day goes over the line's end between its parts */
    kept_part *part;
    void *data;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_latin(char c)
{
    return c > ' ' && c < 0x7F;
}

static bool begins(const char *at, const char *word)
{
    return strncmp(at, word, strlen(word)) == 0;
}

static bool ends(const char *string, const char *at, const char *word)
{
    size_t length = strlen(word);

    return (size_t)(at - string) >= length && memcmp(at - length, word, length) == 0;
}

/* The ideograph at `at`, the unit of a number before it; 0 when there is none. */
static uint32_t unit_at(const char *at)
{
    uint32_t c = text_next(&at);

    return c >= 0x4E00 && c <= 0x9FFF ? c : 0;
}

/* End of what stands together from `at`, a Latin word or a number: with the digits of a document (T/CAS 375), with
 * the letter of a clause (4.5 c), with the unit that follows a number (20项, 10个工作日); a day whole if asked. */
static const char *end_of_word(const char *at, bool takes_day)
{
    enum { YEAR = 0x5E74, MONTH = 0x6708 };
    static const char *const spans[] = {"个工作日", "个月"};
    const char *end = at;
    uint32_t unit;

    while (is_latin(*end))
        end++;
    if (*at >= 'A' && *at <= 'Z' && end[0] == ' ' && is_digit(end[1]))
        for (end++; is_latin(*end);)
            end++;
    if (is_digit(end[-1]) && end[0] == ' ' && end[1] >= 'a' && end[1] <= 'z' && end[2] == ')')
        end += strlen(" a)");
    for (size_t i = 0; is_digit(end[-1]) && i < sizeof spans / sizeof *spans; i++)
        if (begins(end, spans[i]))
            return end + strlen(spans[i]);
    while ((is_digit(end[-1]) || end[-1] == '%') && (unit = unit_at(end)) != 0) {
        text_next(&end);
        if (takes_day && (unit == YEAR || unit == MONTH) && is_digit(*end))
            while (is_latin(*end))
                end++;
    }
    return end;
}

/* Rough width in characters of what stands from `at` to `end`. */
static double characters(const char *at, const char *end)
{
    double sum = 0;

    while (at < end)
        sum += text_next(&at) < 0x80 ? 0.6 : 1;
    return sum;
}

static bool keep(const struct search *search, const char *start, const char *end, double share)
{
    if (characters(start, end) > search->width * share)
        return false;
    search->part((size_t)(start - search->string), (size_t)(end - search->string), search->data);
    return true;
}

/* A box to tick and the words after it, up to a blank or the next box. */
static void keep_choice(const struct search *search, const char *at)
{
    enum { BOX = 0x25A1, BLANK = 0x3000 };
    const char *p = at, *end;
    uint32_t c;

    text_next(&p);
    for (end = p; (c = text_next(&p)) != 0 && c != BOX && c != BLANK;)
        end = p;
    keep(search, at, end, 1);
}

/* “四（一）1”: what is quoted and has a number in it. The end of it; NULL when it is not kept. */
static const char *keep_clause(const struct search *search, const char *at)
{
    static const char closing[] = "”";
    const char *end = strstr(at, closing), *digit = at;

    while (digit < end && !is_digit(*digit))
        digit++;
    if (!end || digit == end)
        return NULL;
    end += strlen(closing);
    return keep(search, at, end, 0.25) ? end : NULL;
}

static const char *keep_word(struct search *search, const char *at)
{
    static const char *const heads[] = {"第", "附录"};
    const char *end = end_of_word(at, false), *day = end_of_word(at, true), *start = at;

    if (day > end && at >= search->parted_day) {
        if (characters(at, day) <= search->width / 4)
            end = day;
        else
            search->parted_day = day;
    }
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (ends(search->string, at, heads[i]))
            start = at - strlen(heads[i]);
    keep(search, start, end, 0.5);
    return end;
}

void kept_each(const char *string, double width, kept_part *part, void *data)
{
    struct search search = {.string = string, .width = width, .parted_day = string, .part = part, .data = data};

    for (const char *at = string, *end; *at;) {
        if (is_latin(*at)) {
            at = keep_word(&search, at);
        } else if (begins(at, "“") && (end = keep_clause(&search, at)) != NULL) {
            at = end;
        } else {
            if (begins(at, "□"))
                keep_choice(&search, at);
            text_next(&at);
        }
    }
}
