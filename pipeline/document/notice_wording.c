/* notice_wording.c - reads notice.ACTION.txt.
 *
 * The first line is the title. Every other line is a paragraph; empty lines and
 * lines that begin with # are left out. Conditions in brackets may stand before
 * a paragraph ([draft], [no deadline] …); [unmet], [figures] and [items] alone on
 * a line are tables: the requirements not met, all of them, the items of the
 * catalogue that stand in the way. */
#include "document/paper.h"

#include "base/file.h"

#include <string.h>

enum { MAX_NOTICE_BYTES = 1 << 18, MAX_NOTICE_LINES = 100 };

/* Whether a proposal of the scheme, or a ruling on one, can come to this action. */
static bool is_written(const struct scheme *scheme, enum action action)
{
    switch (action) {
    case ACTION_UPGRADE: /* of one level too: a ruling may decide it */
    case ACTION_DOWNGRADE:
    case ACTION_RECTIFY: return !scheme->is_half_yearly;
    case ACTION_COMMEND: return scheme->is_half_yearly;
    case ACTION_REFER: return scheme->refers_applicants || scheme->referred_tracks;
    case ACTION_MAINTAIN:
    case ACTION_REVOKE:
    case ACTION_WARN:
    case ACTION_CERTIFY:
    case ACTION_REJECT:
    case ACTION_REISSUE:
    case ACTION_WITHDRAW: return true;
    case ACTION_NONE:
    case ACTION_COUNT: break;
    }
    return false;
}

static const struct { const char *holds, *fails; } conditions[] = {
#define X(id, name) [WHEN_##id] = {"[" name "]", "[no " name "]"},
    NOTICE_WHEN_LIST(X)
#undef X
};

static bool take(const char **text, const char *word)
{
    size_t length = strlen(word);

    if (strncmp(*text, word, length) != 0)
        return false;
    for (*text += length; **text == ' '; ++*text)
        continue;
    return true;
}

/* Takes the conditions off the front of the text. */
static const char *take_conditions(struct notice_line *line, const char *text)
{
    for (int i = 0; i < WHEN_COUNT; i++) {
        bool must_hold = take(&text, conditions[i].holds), must_fail = !must_hold && take(&text, conditions[i].fails);
        line->conditions |= (unsigned)must_hold << i;
        line->exclusions |= (unsigned)must_fail << i;
        if (must_hold || must_fail)
            i = -1; /* there may be another */
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
    else if (strcmp(text, "[items]") == 0)
        line->what = NOTICE_ITEMS_TABLE;
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

RESULT notice_load(struct stationery *stationery, struct arena *arena, const char *folder,
                   const struct scheme *scheme)
{
    for (int i = 0; i < ACTION_COUNT; i++)
        if (is_written(scheme, (enum action)i)) {
            const char *name = arena_printf(arena, "notice.%s.txt", action_word((enum action)i));
            TRY(read_notice(&stationery->notices[i], arena, file_join(arena, folder, name)));
        }
    return OK;
}
