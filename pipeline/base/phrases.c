/* phrases.c - the catalogue, embedded: of every line a 1, the Chinese, a NUL, the English, a NUL. */
#include "base/phrases.h"

#include <stddef.h>
#include <string.h>

enum { BEGINNING = 1 };

static const char catalogue[] = {
#include "base/phrases.en.txt.inc"
};

static const char *english_of(const char *chinese)
{
    return chinese + strlen(chinese) + 1;
}

const char *phrase(enum language language, const char *chinese)
{
    const char *low = catalogue, *high = catalogue + sizeof catalogue - 1; /* its last NUL */

    if (language == LANGUAGE_CHINESE || !chinese)
        return chinese;
    while (low < high) {
        const char *entry = low + (high - low) / 2;
        while (*entry != BEGINNING)
            entry--;
        int order = strcmp(chinese, entry + 1);
        if (order == 0)
            return english_of(entry + 1);
        if (order < 0) {
            high = entry;
        } else {
            const char *english = english_of(entry + 1);
            low = english + strlen(english) + 1;
        }
    }
    return chinese;
}

const char *phrase_of_message(enum language language, const char *english)
{
    const char *entry = catalogue, *end = catalogue + sizeof catalogue - 1;

    while (language == LANGUAGE_CHINESE && entry < end) {
        const char *said = english_of(entry + 1);
        if (strcmp(said, english) == 0)
            return entry + 1;
        entry = said + strlen(said) + 1;
    }
    return english;
}
