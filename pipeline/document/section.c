/* section.c - headings, lines and phrases that the parts of a decision sheet share. */
#include "document/section.h"

#include <string.h>

/* 1 to 99 as 一 … 九十九. */
static const char *ordinal(struct arena *arena, size_t number)
{
    static const char *const digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    size_t tens = number / 10 % 10;

    return arena_printf(arena, "%s%s%s", tens > 1 ? digits[tens] : "", tens ? "十" : "", digits[number % 10]);
}

void section_keep(struct section *section, double height)
{
    const double heading = 34, line = 24;

    sheet_need(section->sheet, heading + line + height);
}

void section_heading(struct section *section, const char *name)
{
    const struct text_style style = {.font = FONT_SANS, .points = 13, .pitch = 20};

    sheet_heading(section->sheet,
                  arena_printf(section->arena, "%s、%s", ordinal(section->arena, ++section->parts), name), &style);
}

static struct text_style line_style(const struct section *section)
{
    return (struct text_style){.font = FONT_SANS,
                               .points = section->sheet->paper->style->table_points,
                               .pitch = 17,
                               .indent = 2,
                               .align = ALIGN_BOTH};
}

void section_line(struct section *section, const char *string)
{
    const struct text_style style = line_style(section);

    sheet_paragraph(section->sheet, string, &style);
}

double section_line_height(const struct section *section, const char *string)
{
    const struct text_style style = line_style(section);

    return text_height(text_set(section->sheet->paper->typesetter, string, &style, sheet_width(section->sheet)));
}

void section_result(struct section *section, const char *string, bool is_adverse)
{
    const struct text_style style = {.font = FONT_SANS,
                                     .points = 11.5,
                                     .pitch = 19,
                                     .indent = 2,
                                     .align = ALIGN_BOTH,
                                     .colour = is_adverse ? SECTION_ALARM : COLOUR_BLACK};

    sheet_space(section->sheet, 3);
    sheet_paragraph(section->sheet, string, &style);
}

void section_add_clause(struct bytes *list, const char *clause)
{
    bytes_printf(list, "%s%s", list->length ? "、" : "", clause);
}

bool section_has_checks(const struct section *section)
{
    const struct decision *d = section->decision;

    return d->entry && d->entry->checks && d->requirement_count && section_is_rated(d);
}

bool section_is_rated(const struct decision *decision)
{
    return decision->matter != MATTER_CHANGE && decision->matter != MATTER_WITHDRAWAL;
}

const char *section_scope(struct section *section)
{
    const struct decision *d = section->decision;
    const struct value *asked = d->submission ? submission_value(d->submission, "scope") : NULL;

    if (d->held_certificate)
        return paper_scope(section->arena, d->scheme, d->held_certificate->scope, d->held_certificate->scope_count);
    return asked ? paper_scope(section->arena, d->scheme, asked->list, asked->list_count) : "";
}

const char *section_matter(const struct decision *decision)
{
    return decision->is_early ? "提前升级" : scheme_matter_name(decision->scheme, decision->matter);
}

const char *section_status(const struct decision *decision)
{
    const bool is_asked_for = decision->is_early || decision->matter == MATTER_APPLICATION ||
                              decision->matter == MATTER_CHANGE || decision->matter == MATTER_WITHDRAWAL;

    return is_asked_for && decision->status == STATUS_DUE ? "待办理" : status_chinese(decision->status);
}

const char *section_limits(struct section *section)
{
    const char *track = paper_track(section->decision), *scope = section_scope(section);

    return arena_printf(section->arena, "%s%s%s", track, *track && *scope ? "：" : "", scope);
}

const char *section_standing(struct section *section, int level)
{
    const char *name = paper_level(section->decision->scheme, level), *limits = section_limits(section);

    return level < 0 || !*limits ? name : arena_printf(section->arena, "%s（%s）", name, limits);
}

const char *section_part_name(struct section *section, const struct item *item)
{
    static const char *const ends[] = {"：", "（"};
    size_t length = strlen(item->heading);

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *end = strstr(item->heading, ends[i]);
        if (end && (size_t)(end - item->heading) < length)
            length = (size_t)(end - item->heading);
    }
    return arena_strndup(section->arena, item->heading, length);
}
