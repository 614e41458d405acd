/* paper.c - words and marks that every paper uses. */
#include "document/paper.h"

#include "model/docket.h"

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

const char *paper_figure(struct arena *arena, struct exact value, int decimals)
{
    bool is_negative = value.num < 0;
    int64_t num = is_negative ? -value.num : value.num, rest = num % value.den;
    struct exact scaled = EXACT(num / value.den);
    char text[EXACT_TEXT_SIZE];

    for (int i = 0; i < decimals; i++) {
        rest *= 10;
        scaled.num = 10 * scaled.num + rest / value.den;
        scaled.den *= 10;
        rest %= value.den;
    }
    if (is_negative)
        scaled.num = -scaled.num - (rest != 0);
    return arena_strdup(arena, exact_text(scaled, decimals, text));
}

const char *paper_percent(struct arena *arena, struct exact share)
{
    return arena_printf(arena, "%s%%", paper_figure(arena, exact_multiply(share, EXACT(100)), 2));
}

const char *paper_half_year(struct arena *arena, const struct decision *decision)
{
    const char *half = decision->matter == MATTER_HALF_YEAR ? strchr(decision->cycle, 'H') : NULL;

    return half ? arena_printf(arena, "%.*s年%s半年", (int)(half - decision->cycle), decision->cycle,
                               half[1] == '1' ? "上" : "下")
                : "";
}

const char *paper_sheet_title(struct arena *arena, const struct decision *decision)
{
    const char *title = decision->scheme->words.sheet_titles[decision->matter];

    if (decision->is_early)
        return "提前升级审批表";
    return title ? title : arena_printf(arena, "%s审批表", scheme_matter_name(decision->scheme, decision->matter));
}

const char *paper_level(const struct scheme *scheme, int level)
{
    return level >= 0 && level < MAX_LEVELS && scheme->words.level_names[level] ? scheme->words.level_names[level] : "无";
}

/* The direction of the application decided; without one, of the latest paper that names one. */
static const char *direction_of(const struct decision *decision)
{
    const struct value *direction = decision->submission ? submission_value(decision->submission, "direction") : NULL;
    const size_t count = !direction && decision->entry ? decision->entry->paper_count : 0;
    date latest = DATE_NONE;

    for (size_t i = 0; i < count; i++) {
        const struct submission *paper = decision->entry->papers[i];
        if (paper->submitted_on >= latest && submission_value(paper, "direction")) {
            direction = submission_value(paper, "direction");
            latest = paper->submitted_on;
        }
    }
    return direction ? direction->text : "";
}

const char *paper_track(const struct decision *decision)
{
    return decision->track >= 0 ? decision->scheme->words.track_names[decision->track] : direction_of(decision);
}

bool paper_is_held(const struct certificate *certificate, const struct decision *decision)
{
    return certificate->unit == decision->unit && certificate->programme == decision->scheme->programme &&
           certificate->status == CERTIFICATE_VALID && !certificate->is_over;
}

const char *paper_scope(struct arena *arena, const struct scheme *scheme, const char *const *scope, size_t count)
{
    struct bytes out;

    bytes_init(&out, arena);
    for (size_t i = 0; i < count; i++)
        bytes_printf(&out, "%s%s", i ? "、" : "", scheme_scope_name(scheme, scope[i]));
    return bytes_text(&out);
}

/* Requirements of information changes belong to no scheme file. */
static const struct change_requirement {
    const char *id, *name, *text;
} of_changes[] = {
    {"holds-certificate", "持有有效证书", "申请变更时，拟变更信息的证书有效。"},
    {"uscc-unchanged", "信用代码不变", "证书信息变更不包含统一社会信用代码。"},
};

static const struct change_requirement *of_change(const struct requirement_result *result)
{
    for (size_t i = 0; i < sizeof of_changes / sizeof *of_changes; i++)
        if (strcmp(of_changes[i].id, result->id) == 0)
            return &of_changes[i];
    return NULL;
}

const char *paper_requirement(const struct requirement_result *result)
{
    if (result->requirement)
        return result->requirement->name;
    return of_change(result) ? of_change(result)->name : result->id;
}

/* The words of the level looked at; where it has none, of any level. */
const char *paper_requirement_text(const struct requirement_result *result)
{
    if (!result->requirement)
        return of_change(result) ? of_change(result)->text : "—";
    if (result->level >= 0 && result->requirement->texts[result->level])
        return result->requirement->texts[result->level];
    for (size_t i = 0; i < MAX_LEVELS; i++)
        if (result->requirement->texts[i])
            return result->requirement->texts[i];
    return "—";
}

const char *paper_clause(const char *clause)
{
    return clause ? clause : "办公室规定";
}

/* Numbered clauses as standards cite them: 第5章, 7.4; headings of other documents as a quotation. */
const char *paper_cited(struct arena *arena, const char *clause)
{
    if (!clause)
        return paper_clause(NULL);
    if (!clause[strspn(clause, "0123456789")])
        return arena_printf(arena, "第%s章", clause);
    return clause[0] >= '0' && clause[0] <= '9' ? clause : arena_printf(arena, "“%s”", clause);
}

const char *paper_basis(struct arena *arena, const struct scheme *scheme, const char *clause)
{
    return clause ? arena_printf(arena, "%s%s", scheme->words.document, paper_cited(arena, clause))
                  : paper_clause(NULL);
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
    wording->values[PLACEHOLDER_HOLDER] = words->title ? words->title : "证书持有单位";
}

void paper_sample_mark(const struct paper *paper, double width, double height)
{
    const struct text_style style = {.font = FONT_SERIF_BOLD, .points = 150, .pitch = 150, .spacing = 90,
                                     .align = ALIGN_CENTRE, .colour = {0.93, 0.93, 0.93}};

    bool waits = paper->run->plan && message_is_set(&paper->run->plan->brake);

    if (!waits && !paper->run->export->is_sample)
        return;
    canvas_turn(paper->canvas, width / 2, height / 2, -atan2(height, width));
    text_draw(paper->canvas, text_set(paper->typesetter, waits ? "待确认" : "样张", &style, 0), -width / 2, -75, width);
    canvas_turn_back(paper->canvas);
}
