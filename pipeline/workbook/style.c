/* style.c - formats of the workbooks: sober, and legible in black and white. */
#include "workbook/style.h"

#include <string.h>

/* Number of the format "@" that every workbook has. */
enum { BUILT_IN_TEXT = 49 };

/* 等线 comes with every Chinese Excel since 2016; WPS and LibreOffice put
 * their own sans serif in its place. (The library takes no const one.) */
static char font_name[] = "等线";

static const lxw_color_t border_colour = 0xC9D0D9;

static const struct look {
    double points;
    bool is_bold;
    lxw_color_t ink, paper; /* paper 0: none */
    uint8_t align;
    bool wraps;
    bool has_border;
    const char *number_format;
} looks[] = {
#define X(id, points, bold, ink, paper, align, wrap, border, format) \
    [STYLE_##id] = {points, bold, ink, paper, LXW_ALIGN_##align, wrap, border, format},
    STYLE_LIST(X)
#undef X
};

bool style_formats(lxw_workbook *workbook, enum language language, lxw_format **formats)
{
    for (int i = 0; i < STYLE_COUNT; i++) {
        const struct look *look = &looks[i];
        lxw_format *format = workbook_add_format(workbook);

        if (!format)
            return false;
        format_set_font_name(format, font_name);
        format_set_font_size(format, look->points);
        format_set_font_color(format, look->ink);
        if (look->is_bold)
            format_set_bold(format);
        if (look->paper)
            format_set_bg_color(format, look->paper);
        format_set_align(format, look->align);
        format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
        if (look->wraps)
            format_set_text_wrap(format);
        if (look->has_border) {
            format_set_border(format, LXW_BORDER_THIN);
            format_set_border_color(format, border_colour);
        }
        if (i == STYLE_ENTRY || i == STYLE_ENTRY_WRAP || i == STYLE_ENTRY_DATE)
            format_set_unlocked(format);
        if (strcmp(look->number_format, "@") == 0)
            format_set_num_format_index(format, BUILT_IN_TEXT);
        else if (*look->number_format)
            format_set_num_format(format, phrase(language, look->number_format));
        formats[i] = format;
    }
    return true;
}

enum style style_of_action(enum action action)
{
    if (action_is_adverse(action))
        return STYLE_ADVERSE;
    switch (action) {
    case ACTION_NONE: return STYLE_QUIET;
    case ACTION_UPGRADE:
    case ACTION_COMMEND:
    case ACTION_CERTIFY: return STYLE_RISE;
    case ACTION_MAINTAIN:
    case ACTION_REISSUE: return STYLE_STEADY;
    case ACTION_REFER:
    case ACTION_WITHDRAW:
    case ACTION_DOWNGRADE:
    case ACTION_REVOKE:
    case ACTION_WARN:
    case ACTION_RECTIFY:
    case ACTION_REJECT:
    case ACTION_COUNT: break;
    }
    return STYLE_PASSING;
}

lxw_chart_font style_chart_font(double points, bool is_bold)
{
    return (lxw_chart_font){.name = font_name, .size = points, .bold = is_bold};
}

lxw_color_t style_chart_colour(enum action action)
{
    switch ((int)style_of_action(action)) {
    case STYLE_ADVERSE: return 0xC0584E;
    case STYLE_RISE: return 0x5B9A64;
    case STYLE_STEADY: return 0x5B84B1;
    default: return 0xC9A24A;
    }
}

bool style_wraps(enum style style)
{
    return looks[style].wraps;
}

bool style_is_heading(enum style style)
{
    switch ((int)style) {
    case STYLE_TITLE:
    case STYLE_SUBTITLE:
    case STYLE_SAMPLE:
    case STYLE_SECTION:
    case STYLE_HEAD:
    case STYLE_LABEL:
    case STYLE_TILE_LABEL:
    case STYLE_BANNER:
    case STYLE_NOTICE:
    case STYLE_GROUP:
    case STYLE_LINK:
    case STYLE_TOTAL: return true;
    default: return false;
    }
}
