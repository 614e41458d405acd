/* ruling_sheet.c - titles, words and seals. */
#include "model/ruling_sheet.h"

#include "base/digest.h"

#include <stdio.h>
#include <string.h>

const char *ruling_column_title(enum ruling_column column)
{
    static const char *const titles[] = {
#define X(id, title) [RULING_COLUMN_##id] = title,
        RULING_COLUMN_LIST(X)
#undef X
    };

    return titles[column];
}

const char *ruling_fact_name(enum ruling_fact fact)
{
    static const char *const names[] = {
#define X(id, name) [RULING_FACT_##id] = name,
        RULING_FACT_LIST(X)
#undef X
    };

    return names[fact];
}

const char *ruling_label(enum ruling_word word)
{
    static const char *const labels[] = {
        [RULING_APPROVED] = "同意",
        [RULING_REJECTED] = "不同意",
        [RULING_DEFERRED] = "缓议",
        [RULING_CHANGED] = "改定",
    };

    return labels[word];
}

bool ruling_days(const char *period, date as_of, date *first, date *last)
{
    enum { DAYS_AFTER = 366 };
    char day[DATE_TEXT_SIZE];

    if (snprintf(day, sizeof day, "%.7s-01", period) != 10 || !date_parse_plain(day, first))
        return false;
    if (as_of < *first)
        *first = as_of;
    *last = as_of + DAYS_AFTER;
    return true;
}

/* Its NUL too, so that texts cannot run into one another. */
static void add(struct digest *digest, const char *text)
{
    digest_add(digest, text ? text : "", text ? strlen(text) + 1 : 1);
}

void ruling_seal(const char *const facts[RULING_FACT_COUNT], const char *const cells[RULING_COLUMN_COUNT],
                 char seal[RULING_SEAL_SIZE])
{
    struct digest *digest = digest_new();
    char hex[DIGEST_HEX_SIZE];

    for (int i = 0; i < RULING_FACT_COUNT; i++)
        add(digest, facts[i]);
    for (int i = RULING_COLUMN_PROPOSAL; i <= RULING_COLUMN_CHOICES; i++)
        add(digest, cells[i]);
    digest_finish(digest, hex);
    memcpy(seal, hex, RULING_SEAL_SIZE - 1);
    seal[RULING_SEAL_SIZE - 1] = '\0';
}
