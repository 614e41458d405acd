/* style.h - the looks of cells, named by what they show. */
#ifndef WORKBOOK_STYLE_H
#define WORKBOOK_STYLE_H

#include "model/decision.h"

#include <xlsxwriter.h>

/* id, points, bold, ink, paper, align, wrap, border, number format.
 * Whatever holds text has the format "@": it stays text when edited. "": of rules that leave the cell's own. */
#define STYLE_LIST(X)                                                            \
    X(TITLE, 18, 1, 0x1F3552, 0, LEFT, 1, 0, "@")                                \
    X(SUBTITLE, 10, 0, 0x5A6472, 0, LEFT, 0, 0, "@")                             \
    X(SAMPLE, 18, 1, 0xB3261E, 0, RIGHT, 0, 0, "@")                              \
    X(SECTION, 11, 1, 0x1F3552, 0xDFE7F0, LEFT, 0, 0, "@")                       \
    X(HEAD, 10, 1, 0xFFFFFF, 0x3B5878, CENTER, 1, 1, "@")                        \
    X(LABEL, 10, 0, 0x5A6472, 0xF4F6F9, LEFT, 1, 1, "@")                         \
    X(TEXT, 10, 0, 0x222222, 0, LEFT, 0, 1, "@")                                 \
    X(WRAP, 10, 0, 0x222222, 0, LEFT, 1, 1, "@")                                 \
    X(CENTRE, 10, 0, 0x222222, 0, CENTER, 1, 1, "@")                             \
    X(WORD, 9, 0, 0x7A828C, 0, LEFT, 0, 1, "@")                                  \
    X(LINK, 10, 0, 0x1F5FA8, 0, CENTER, 0, 1, "@")                               \
    X(NUMBER, 10, 0, 0x222222, 0, RIGHT, 0, 1, "General")                        \
    X(FIGURE, 10, 0, 0x222222, 0, CENTER, 0, 1, "General")                       \
    X(SETTING, 10, 0, 0x222222, 0, LEFT, 0, 1, "General")                        \
    X(MARGIN, 10, 0, 0x222222, 0, RIGHT, 0, 1, "+General;-General;0")            \
    X(YES_NO, 10, 0, 0x222222, 0, RIGHT, 0, 1, "[=1]\"是\";[=0]\"否\";General")  \
    X(PERCENT, 10, 0, 0x222222, 0, RIGHT, 0, 1, "0.0%")                          \
    X(PERCENT_FINE, 10, 0, 0x222222, 0, RIGHT, 0, 1, "0.000000%")                \
    X(DATE, 10, 0, 0x222222, 0, CENTER, 0, 1, "yyyy\\-mm\\-dd")                  \
    X(TALLY, 10, 0, 0x222222, 0, CENTER, 0, 1, "0;-0;\"–\"")                     \
    X(TOTAL, 10, 1, 0x222222, 0xF4F6F9, CENTER, 0, 1, "0;-0;\"–\"")              \
    X(TILE_LABEL, 10, 0, 0x5A6472, 0xF4F6F9, CENTER, 0, 0, "@")                  \
    X(TILE_NUMBER, 20, 1, 0x1F3552, 0xF4F6F9, CENTER, 0, 0, "0")                 \
    X(TILE_URGENT, 20, 1, 0xB3261E, 0xF4F6F9, CENTER, 0, 0, "0")                 \
    X(VERDICT, 10, 0, 0x226B2D, 0, CENTER, 0, 1, "General")                      \
    X(FAILED, 10, 1, 0x9C2A1F, 0xFBE6E4, CENTER, 0, 1, "General")                \
    X(ADVERSE, 10, 1, 0x9C2A1F, 0xFBE6E4, CENTER, 1, 1, "@")                     \
    X(RISE, 10, 1, 0x226B2D, 0xE3F1E4, CENTER, 1, 1, "@")                        \
    X(STEADY, 10, 0, 0x1F4E79, 0xE8F0F8, CENTER, 1, 1, "@")                      \
    X(PASSING, 10, 0, 0x6B4E00, 0xFFF3D6, CENTER, 1, 1, "@")                     \
    X(QUIET, 10, 0, 0x7A828C, 0xF1F2F4, CENTER, 1, 1, "@")                       \
    X(HELD, 10, 1, 0x6B4E00, 0xFFE9B8, CENTER, 0, 1, "@")                        \
    X(BANNER, 14, 1, 0x1F3552, 0, LEFT, 0, 0, "@")                               \
    X(NOTICE, 10, 1, 0xB3261E, 0, LEFT, 0, 0, "@")                               \
    X(GROUP, 10, 1, 0x1F3552, 0xDFE7F0, CENTER, 1, 1, "@")                       \
    X(INPUT, 10, 1, 0x1F4E79, 0xFFF8DC, CENTER, 0, 1, "General")                 \
    X(POINTS, 10, 0, 0x222222, 0, RIGHT, 0, 1, "0.00")                           \
    X(SUM, 10, 1, 0x222222, 0xF4F6F9, RIGHT, 0, 1, "0.0000")                     \
    X(MEAN, 10, 0, 0x222222, 0, RIGHT, 0, 1, "0.00##")                           \
    X(ANSWER, 10, 0, 0x222222, 0, CENTER, 0, 1, "[=1]\"是\";[=0]\"否\";General") \
    X(RATIO, 10, 0, 0x222222, 0, CENTER, 0, 1, "0.000")                          \
    X(GAP, 10, 0, 0x9C2A1F, 0, RIGHT, 0, 1, "General;General;\"–\"")             \
    X(MARGIN_FINE, 10, 0, 0x222222, 0, RIGHT, 0, 1, "+0.00##;-0.00##;0")         \
    X(SHORT, 10, 1, 0x9C2A1F, 0xFBE6E4, RIGHT, 0, 1, "")                         \
    X(NEAR, 10, 1, 0x6B4E00, 0xFFE9B8, RIGHT, 0, 1, "")                          \
    X(AMPLE, 10, 0, 0x226B2D, 0xE3F1E4, RIGHT, 0, 1, "")                         \
    X(JUMP, 10, 0, 0x1F5FA8, 0, LEFT, 1, 1, "General")                           \
    X(JUMP_CENTRE, 10, 0, 0x1F5FA8, 0xF4F6F9, CENTER, 1, 1, "General")           \
    X(ENTRY, 10, 0, 0x1F4E79, 0xFFF8DC, CENTER, 0, 1, "@")                       \
    X(ENTRY_WRAP, 10, 0, 0x1F4E79, 0xFFF8DC, LEFT, 1, 1, "@")                    \
    X(ENTRY_DATE, 10, 0, 0x1F4E79, 0xFFF8DC, CENTER, 0, 1, "yyyy\\-mm\\-dd")
enum style {
#define X(id, points, bold, ink, paper, align, wrap, border, format) STYLE_##id,
    STYLE_LIST(X)
#undef X
        STYLE_COUNT
};

/* Fills formats[STYLE_COUNT], yes and no being in the language. False when the library has no memory. */
bool style_formats(lxw_workbook *workbook, enum language language, lxw_format **formats);

/* True for titles, heads and labels: what is no data. */
bool style_is_heading(enum style style);

/* Colours of an action: adverse, a rise, steady, passing on, quiet. */
enum style style_of_action(enum action action);

/* Type in charts. */
lxw_chart_font style_chart_font(double points, bool is_bold);

/* Colour of an action in charts. */
lxw_color_t style_chart_colour(enum action action);

/* True when texts in this style go on a further line where they do not fit. */
bool style_wraps(enum style style);

#endif
