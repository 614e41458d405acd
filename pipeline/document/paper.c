/* paper.c - words and marks that every paper uses. */
#include "document/paper.h"

#include <math.h>
#include <string.h>

const char *paper_day(struct arena *arena, date day)
{
    int year, month, in_month;

    if (day == DATE_NONE)
        return "—";
    date_split(day, &year, &month, &in_month);
    return arena_printf(arena, "%d年%d月%d日", year, month, in_month);
}

const char *paper_days(struct arena *arena, date from, date to)
{
    if (from == DATE_NONE || to == DATE_NONE)
        return "";
    return arena_printf(arena, "%s至%s", paper_day(arena, from), paper_day(arena, to));
}

const char *paper_level(const struct scheme *scheme, int level)
{
    return level >= 0 && level < MAX_LEVELS && scheme->words.level_names[level] ? scheme->words.level_names[level] : "无";
}

/* Requirements of information changes belong to no scheme file. */
const char *paper_requirement(const struct requirement_result *result)
{
    static const struct { const char *id, *name; } others[] = {
        {"holds-certificate", "持有有效证书"},
        {"uscc-unchanged", "统一社会信用代码不变"},
    };

    if (result->requirement)
        return result->requirement->name;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i].id, result->id) == 0)
            return others[i].name;
    return result->id;
}

const char *paper_clause(const char *clause)
{
    return clause ? clause : "办公室规定";
}

const char *paper_basis(struct arena *arena, const struct scheme *scheme, const char *clause)
{
    return clause ? arena_printf(arena, "%s“%s”", scheme->words.document, clause) : paper_clause(NULL);
}

static void split_title(struct wording *wording, struct arena *arena, const char *title)
{
    const char *main_part = title, *bracket;

    while ((bracket = strstr(main_part, "）")))
        main_part = bracket + strlen("）");
    if (!*main_part)
        main_part = title;
    wording->values[PLACEHOLDER_TITLE_LEAD] = arena_strndup(arena, title, (size_t)(main_part - title));
    wording->values[PLACEHOLDER_TITLE_MAIN] = main_part;
}

void paper_scheme_words(struct wording *wording, struct arena *arena, const struct scheme *scheme)
{
    const struct scheme_words *words = &scheme->words;

    wording->values[PLACEHOLDER_TITLE] = words->certificate_title;
    split_title(wording, arena, words->certificate_title);
    wording->values[PLACEHOLDER_PROGRAMME] = words->name;
    wording->values[PLACEHOLDER_SHORT_NAME] = words->short_name;
    wording->values[PLACEHOLDER_DOCUMENT] = words->document;
    wording->values[PLACEHOLDER_OPERATOR] = words->operator_name;
    wording->values[PLACEHOLDER_SIGNATORY] = words->signatory;
    wording->values[PLACEHOLDER_HONOUR] = words->honour;
}

void paper_sample_mark(const struct paper *paper, double width, double height)
{
    const struct text_style style = {.font = FONT_SERIF_BOLD, .points = 150, .pitch = 150, .spacing = 90,
                                     .align = ALIGN_CENTRE, .colour = {0.93, 0.93, 0.93}};

    if (!paper->run->export->is_sample)
        return;
    canvas_turn(paper->canvas, width / 2, height / 2, -atan2(height, width));
    text_draw(paper->canvas, text_set(paper->typesetter, "样张", &style, 0), -width / 2, -75, width);
    canvas_turn_back(paper->canvas);
}
