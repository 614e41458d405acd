/* notice_wording.c - reads notice.ACTION.txt.
 *
 * The first line is the title. Every other line is a paragraph; empty lines and
 * lines that begin with # are left out. Conditions in brackets may stand before
 * a paragraph ([draft], [decided] …); [unmet] and [figures] alone on a line are
 * the table of the requirements not met, and of all. */
#include "document/paper.h"

#include "base/file.h"

#include <string.h>

enum { MAX_NOTICE_BYTES = 1 << 18, MAX_NOTICE_LINES = 100 };

/* Every programme proposes these. */
static const enum action written[] = {
    ACTION_MAINTAIN, ACTION_UPGRADE, ACTION_DOWNGRADE, ACTION_REVOKE,
    ACTION_CERTIFY,  ACTION_REJECT,  ACTION_REISSUE,   ACTION_WITHDRAW, ACTION_WARN, ACTION_RECTIFY,
};

static const char *const conditions[] = {
#define X(id, name) [WHEN_##id] = "[" name "]",
    NOTICE_WHEN_LIST(X)
#undef X
};

/* Takes the conditions off the front of the text. */
static const char *take_conditions(struct notice_line *line, const char *text)
{
    for (int i = 0; i < WHEN_COUNT; i++) {
        size_t length = strlen(conditions[i]);
        if (strncmp(text, conditions[i], length) == 0) {
            line->conditions |= 1u << i;
            for (text += length; *text == ' '; text++)
                continue;
            i = -1; /* there may be another */
        }
    }
    return text;
}

static RESULT read_line(struct notice_line *line, const char *text, const char *file, int number)
{
    text = take_conditions(line, text);
    if (strcmp(text, "[unmet]") == 0)
        line->what = NOTICE_UNMET_TABLE;
    else if (strcmp(text, "[figures]") == 0)
        line->what = NOTICE_FIGURES_TABLE;
    else if (*text == '[')
        return FAIL(RULES, "%s:%d: unknown word in brackets: %.40s", file, number, text);
    line->text = text;
    return wording_check(text, file, number);
}

static RESULT read_notice(struct notice_wording *out, struct arena *arena, const char *file)
{
    struct notice_line *lines = ARENA_ARRAY(arena, struct notice_line, MAX_NOTICE_LINES);
    char *text, *rest;
    int number = 0;

    TRY(file_read(&text, NULL, arena, file, MAX_NOTICE_BYTES, ERROR_RULES));
    if (strncmp(text, "\xEF\xBB\xBF", 3) == 0) /* an editor may have left a byte order mark */
        text += 3;
    for (; text; text = rest) {
        size_t length = strcspn(text, "\n");
        rest = text[length] ? text + length + 1 : NULL;
        text[length] = '\0';
        if (length && text[length - 1] == '\r')
            text[length - 1] = '\0';
        number++;
        if (!*text || *text == '#')
            continue;
        if (!out->title) {
            TRY(wording_check(text, file, number));
            out->title = text;
            continue;
        }
        if (out->count == MAX_NOTICE_LINES)
            return FAIL(RULES, "%s:%d: more than %d lines", file, number, MAX_NOTICE_LINES);
        TRY(read_line(&lines[out->count++], text, file, number));
    }
    out->lines = lines;
    return out->title ? OK : FAIL(RULES, "%s: empty; its first line is the title", file);
}

RESULT notice_load(struct stationery *stationery, struct arena *arena, const char *folder)
{
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        const char *name = arena_printf(arena, "notice.%s.txt", action_word(written[i]));
        TRY(read_notice(&stationery->notices[written[i]], arena, file_join(arena, folder, name)));
    }
    return OK;
}
