/* phrases.c - the catalogue, embedded twice, by the Chinese and by the English: of every line a 1, the half it is
 * found by, a NUL, the other half, a NUL. */
#include "base/phrases.h"

#include <stddef.h>
#include <string.h>

enum { BEGINNING = 1 };

static const char by_chinese[] = {
#include "base/phrases.en.txt.inc"
};
static const char by_english[] = {
#include "base/phrases.zh.txt.inc"
};

static const char *behind(const char *text)
{
    return text + strlen(text) + 1;
}

/* The other half of a line; the half itself where there is none. `high` is the last NUL. */
static const char *other_half(const char *low, const char *high, const char *half)
{
    while (low < high) {
        const char *entry = low + (high - low) / 2;
        while (*entry != BEGINNING)
            entry--;
        int order = strcmp(half, entry + 1);
        if (order == 0)
            return behind(entry + 1);
        if (order < 0)
            high = entry;
        else
            low = behind(behind(entry + 1));
    }
    return half;
}

const char *phrase(enum language language, const char *chinese)
{
    if (language == LANGUAGE_CHINESE || !chinese)
        return chinese;
    return other_half(by_chinese, by_chinese + sizeof by_chinese - 1, chinese);
}

const char *phrase_of_message(enum language language, const char *english)
{
    if (language == LANGUAGE_ENGLISH || !english)
        return english;
    return other_half(by_english, by_english + sizeof by_english - 1, english);
}
