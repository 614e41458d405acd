/* text.c - text.h on pango.
 *
 * Layouts are kept from paper to paper, because most texts of a paper (headings,
 * the words of the rules) are those of the paper before. */
#include "document/text.h"

#include "base/text.h"
#include "document/kept.h"

#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

enum { BUCKETS = 1024, MAX_KEPT = 2048, LINE_BREAK = 0x2028 };

/* Of a Chinese font's square, what stands above the base line. */
#define EM_ASCENT 0.88

/* What is spread over a line at most, and what goes into one gap, in sizes. */
#define MAX_SPREAD 4
#define MAX_GAP 0.2

/* What is known of a line without asking pango again. */
struct line {
    PangoLayoutLine *line;
    double width;
};

struct text {
    struct text *next; /* in the bucket */
    uint64_t hash;
    char *string;
    struct text_style style;
    double width_asked;
    PangoLayout *layout;
    struct line *line;
    size_t lines;
    double width;
    uint32_t missing;
    bool is_beyond_common;
};

struct typesetter {
    struct fonts *fonts;
    enum font_set set;
    PangoFontMap *map;
    PangoContext *context;
    PangoFontDescription *descriptions[FONT_COUNT];
    struct text *buckets[BUCKETS];
    size_t kept;
    bool is_beyond_common;
    struct charset rare; /* characters beyond the common set */
    uint32_t missing;
};

static double to_points(int units)
{
    return (double)units / PANGO_SCALE;
}

static int to_units(double points)
{
    return (int)(points * PANGO_SCALE + (points < 0 ? -0.5 : 0.5));
}

struct typesetter *typesetter_new(struct fonts *fonts, enum font_set set)
{
    struct typesetter *ts = heap_alloc(1, sizeof *ts);
    cairo_font_options_t *options = cairo_font_options_create();

    ts->fonts = fonts;
    ts->set = set;
    ts->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(ts->map), fonts_config(fonts, set));
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(ts->map), 72);
    ts->context = pango_font_map_create_context(ts->map);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(ts->context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(ts->context, FALSE);
    pango_context_set_language(ts->context, pango_language_from_string("zh-cn"));
    for (int i = 0; i < FONT_COUNT; i++) {
        bool is_sans = i == FONT_SANS || i == FONT_SANS_BOLD, is_bold = i == FONT_SERIF_BOLD || i == FONT_SANS_BOLD;
        ts->descriptions[i] = pango_font_description_new();
        pango_font_description_set_family(ts->descriptions[i], fonts_families(fonts, is_sans));
        pango_font_description_set_weight(ts->descriptions[i], is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    }
    return ts;
}

static void forget_texts(struct typesetter *ts)
{
    for (size_t i = 0; i < BUCKETS; i++)
        for (struct text *text = ts->buckets[i], *next; text; text = next) {
            next = text->next;
            g_object_unref(text->layout);
            heap_free(text->line);
            heap_free(text->string);
            heap_free(text);
        }
    memset(ts->buckets, 0, sizeof ts->buckets);
    ts->kept = 0;
}

void typesetter_free(struct typesetter *ts)
{
    if (!ts)
        return;
    forget_texts(ts);
    for (int i = 0; i < FONT_COUNT; i++)
        pango_font_description_free(ts->descriptions[i]);
    g_object_unref(ts->context);
    g_object_unref(ts->map);
    heap_free(ts);
}

void typesetter_start(struct typesetter *ts)
{
    if (ts->kept > MAX_KEPT)
        forget_texts(ts);
    if (ts->is_beyond_common)
        memset(&ts->rare, 0, sizeof ts->rare);
    ts->is_beyond_common = false;
    ts->missing = 0;
}

bool typesetter_is_beyond_common(const struct typesetter *ts)
{
    return ts->is_beyond_common;
}

void typesetter_join_rare(const struct typesetter *ts, struct charset *set)
{
    charset_join(set, &ts->rare);
}

uint32_t typesetter_missing(const struct typesetter *ts)
{
    return ts->missing;
}

bool typesetter_can_draw(const struct typesetter *ts, const char *string)
{
    uint32_t c;

    while ((c = text_next(&string)))
        if (!fonts_can_draw(ts->fonts, c))
            return false;
    return true;
}

static bool opens(uint32_t c)
{
    return c == 0xFF08 || c == 0x300A || c == 0x3008 || c == 0x3010 || c == 0x3014 || c == 0x300C || c == 0x300E ||
           c == 0x201C || c == 0x2018;
}

static bool closes(uint32_t c)
{
    return c == 0xFF09 || c == 0x300B || c == 0x3009 || c == 0x3011 || c == 0x3015 || c == 0x300D || c == 0x300F ||
           c == 0x201D || c == 0x2019 || c == 0xFF0C || c == 0x3002 || c == 0x3001 || c == 0xFF1B || c == 0xFF1A;
}

static void halve(PangoAttrList *list, size_t start, size_t end)
{
    PangoAttribute *half = pango_attr_font_features_new("halt=1");

    half->start_index = (guint)start;
    half->end_index = (guint)end;
    pango_attr_list_insert(list, half);
}

/* Of two neighbouring marks one gives up its blank half: the closing one, or
 * the second of two opening ones. */
static void share_blanks(PangoAttrList *list, const char *string)
{
    const char *p = string, *before = string;
    uint32_t last = 0, c;

    for (const char *at = p; (c = text_next(&p)); before = at, at = p, last = c) {
        if (closes(last) && (closes(c) || opens(c)))
            halve(list, (size_t)(before - string), (size_t)(at - string));
        else if (opens(last) && opens(c))
            halve(list, (size_t)(at - string), (size_t)(p - string));
    }
}

static void join(size_t start, size_t end, void *list)
{
    PangoAttribute *whole = pango_attr_allow_breaks_new(FALSE);

    whole->start_index = (guint)start;
    whole->end_index = (guint)end;
    pango_attr_list_insert(list, whole);
}

static PangoAttrList *attributes(const char *string, const struct text_style *style, double width)
{
    PangoAttrList *list = pango_attr_list_new();

    if (style->spacing > 0)
        pango_attr_list_insert(list, pango_attr_letter_spacing_new(to_units(style->spacing)));
    pango_attr_list_insert(list, pango_attr_insert_hyphens_new(FALSE)); /* a parted code or address has none */
    share_blanks(list, string);
    if (width > 0)
        kept_each(string, width / style->points, join, list);
    return list;
}

/* Ideographs, kana and full-width marks: what may move apart a little. */
static bool is_wide(const char *at)
{
    uint32_t c = text_next(&at);

    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xFF00 && c <= 0xFF60) || c >= 0x20000 || (c >= 0xF900 && c <= 0xFAFF);
}

/* Widens every place where the line may open by `each`, the first `extra` by one
 * unit more. Returns how many places there are; with 0, 0 it only counts. */
static int open_line(PangoLayoutLine *line, const char *string, int each, int extra)
{
    int places = 0;
    const char *end = string + line->start_index + line->length;

    for (GSList *at = line->runs; at; at = at->next) {
        PangoGlyphItem *run = at->data;
        const char *text = string + run->item->offset;
        for (int i = 0; i < run->glyphs->num_glyphs; i++) {
            const char *p = text + run->glyphs->log_clusters[i], *after = p;
            text_next(&after);
            if (after >= end || !is_wide(p))
                continue;
            run->glyphs->glyphs[i].geometry.width += each + (places < extra);
            places++;
        }
    }
    return places;
}

/* Spreads what is left of a line between its Chinese characters. A line with
 * much left (a long Latin word was carried over) stays as it is. */
static void spread(const struct text *text, PangoLayoutLine *line, double width, bool is_first)
{
    PangoRectangle logical;

    pango_layout_line_get_extents(line, NULL, &logical);
    double indent = is_first ? text->style.indent * text->style.points : 0;
    int left = to_units(width - indent) - logical.width, places = open_line(line, text->string, 0, 0);
    if (left <= 0 || left > to_units(MAX_SPREAD * text->style.points) ||
        left > to_units(MAX_GAP * text->style.points) * places)
        return;
    open_line(line, text->string, left / places, left % places);
}

static void measure(struct text *text, double width)
{
    GSList *lines = pango_layout_get_lines(text->layout);

    text->lines = (size_t)pango_layout_get_line_count(text->layout);
    text->line = heap_alloc(text->lines, sizeof *text->line);
    for (size_t i = 0; i < text->lines; i++, lines = lines->next) {
        PangoLayoutLine *line = lines->data;
        PangoRectangle logical;
        if (text->style.align == ALIGN_BOTH && width > 0 && i + 1 < text->lines)
            spread(text, line, width, i == 0);
        pango_layout_line_get_extents(line, NULL, &logical);
        text->line[i] = (struct line){line, to_points(logical.width)};
        double indent = i == 0 ? text->style.indent * text->style.points : 0;
        if (text->line[i].width + indent > text->width)
            text->width = text->line[i].width + indent;
    }
}

static struct text *set_fresh(struct typesetter *ts, const char *string, const struct text_style *style, double width)
{
    struct text *text = heap_alloc(1, sizeof *text);
    size_t size = strlen(string) + 1;
    const char *p = string;
    bool has_breaks = false;
    uint32_t c;

    text->string = heap_alloc(size, 1);
    memcpy(text->string, string, size);
    text->style = *style;
    text->width_asked = width;
    while ((c = text_next(&p))) {
        if (c == LINE_BREAK) {
            has_breaks = true;
            continue;
        }
        if (!fonts_are_common(ts->fonts, c))
            text->is_beyond_common = true;
        if (!text->missing && !fonts_can_draw(ts->fonts, c))
            text->missing = c;
    }
    text->layout = pango_layout_new(ts->context);
    PangoFontDescription *description = ts->descriptions[style->font];
    pango_font_description_set_absolute_size(description, style->points * PANGO_SCALE);
    pango_layout_set_font_description(text->layout, description);
    pango_layout_set_single_paragraph_mode(text->layout, !has_breaks);
    pango_layout_set_text(text->layout, string, -1);
    PangoAttrList *list = attributes(string, style, width);
    pango_layout_set_attributes(text->layout, list);
    pango_attr_list_unref(list);
    if (width > 0) {
        pango_layout_set_width(text->layout, to_units(width));
        pango_layout_set_wrap(text->layout, PANGO_WRAP_WORD_CHAR);
    }
    if (style->indent > 0)
        pango_layout_set_indent(text->layout, to_units(style->indent * style->points));
    measure(text, width);
    return text;
}

static uint64_t hash_bytes(uint64_t hash, const void *data, size_t size)
{
    for (const unsigned char *p = data; size; p++, size--)
        hash = (hash ^ *p) * UINT64_C(1099511628211);
    return hash;
}

static bool same_style(const struct text_style *a, const struct text_style *b)
{
    /* Unequal as soon as any differs; the differences are never tiny. */
    return a->font == b->font && a->align == b->align && !(a->points < b->points || a->points > b->points) &&
           !(a->pitch < b->pitch || a->pitch > b->pitch) && !(a->spacing < b->spacing || a->spacing > b->spacing) &&
           !(a->indent < b->indent || a->indent > b->indent) && memcmp(&a->colour, &b->colour, sizeof a->colour) == 0;
}

static void note_rare(struct typesetter *ts, const char *string)
{
    uint32_t c;

    ts->is_beyond_common = true;
    while ((c = text_next(&string)))
        if (c != LINE_BREAK && !fonts_are_common(ts->fonts, c))
            charset_add(&ts->rare, c);
}

static const struct text *set_plain(struct typesetter *ts, const char *string, const struct text_style *style,
                                    double width)
{
    uint64_t hash = hash_bytes(UINT64_C(14695981039346656037), string, strlen(string));

    hash = hash_bytes(hash, &width, sizeof width);
    hash = hash_bytes(hash, &style->points, sizeof style->points);
    struct text **bucket = &ts->buckets[hash % BUCKETS];
    struct text *text = *bucket;
    while (text && !(text->hash == hash && !(text->width_asked < width || text->width_asked > width) &&
                     same_style(&text->style, style) && strcmp(text->string, string) == 0))
        text = text->next;
    if (!text) {
        text = set_fresh(ts, string, style, width);
        text->hash = hash;
        text->next = *bucket;
        *bucket = text;
        ts->kept++;
    }
    if (text->is_beyond_common)
        note_rare(ts, text->string);
    if (!ts->missing)
        ts->missing = text->missing;
    return text;
}

/* Whether all lines but the last end at a mark, or before a bracket: in no word. */
static bool ends_well(const struct text *text)
{
    static const char *const before[] = {"、", "，", "；", "：", "）", "》"}, *const after[] = {"（", "《", "“"};
    bool is_well = true;

    for (size_t i = 1; i < text->lines && is_well; i++) {
        const char *at = text->string + pango_layout_get_line_readonly(text->layout, (int)i)->start_index;
        is_well = false;
        for (size_t k = 0; k < sizeof before / sizeof *before; k++) /* all marks take three bytes */
            is_well |= at - text->string >= 3 && memcmp(at - 3, before[k], 3) == 0;
        for (size_t k = 0; k < sizeof after / sizeof *after; k++)
            is_well |= strncmp(at, after[k], 3) == 0;
    }
    return is_well;
}

/* The same number of lines, as narrow as they go: even lines; better still, lines that end at a mark. */
static const struct text *even(struct typesetter *ts, const char *string, const struct text_style *style, double width,
                               const struct text *text)
{
    double step = style->points, narrow = step;

    if (text->lines < 2)
        return text;
    const struct text *one_line = set_plain(ts, string, style, 0);
    narrow = one_line->width / (double)text->lines;
    const struct text *best = ends_well(text) ? text : NULL;
    for (; narrow < width; narrow += step / 2) {
        const struct text *tried = set_plain(ts, string, style, narrow);
        if (tried->lines > text->lines || tried->width > width)
            continue;
        if (ends_well(tried))
            return tried;
        if (!best)
            best = tried;
    }
    return best ? best : text;
}

/* Whether a line that ends the text, or ends where it was told to, has one character. */
static bool has_widow(const struct text *text)
{
    static const char told[] = TEXT_LINE_BREAK;

    for (size_t i = 1; i < text->lines; i++) {
        size_t next = i + 1 < text->lines ? (size_t)text->line[i + 1].line->start_index : 0;
        bool goes_on = next && (next < sizeof told - 1 ||
                                memcmp(text->string + next - (sizeof told - 1), told, sizeof told - 1) != 0);
        if (!goes_on && text->line[i].width < 1.9 * text->style.points)
            return true;
    }
    return false;
}

/* A last line of one character takes another with it, where that asks for no more lines. */
static const struct text *without_widow(struct typesetter *ts, const char *string, const struct text_style *style,
                                        double width, const struct text *text)
{
    const struct text *tried = text;

    while (has_widow(tried)) {
        width -= style->points / 2;
        if (width < 4 * style->points)
            return text;
        tried = set_plain(ts, string, style, width);
        if (tried->lines > text->lines)
            return text;
    }
    return tried;
}

const struct text *text_set(struct typesetter *ts, const char *string, const struct text_style *style, double width)
{
    const struct text *text = set_plain(ts, string, style, width);

    if (style->align == ALIGN_CENTRE)
        return even(ts, string, style, width, text);
    return style->align == ALIGN_START ? without_widow(ts, string, style, width, text) : text;
}

/* A first line needs its characters' height, the others the pitch. */
static double height_needed(const struct text *text)
{
    return (double)(text->lines - 1) * text_pitch(text) + 1.1 * text->style.points;
}

const struct text *text_fit(struct typesetter *ts, const char *string, const struct text_style *style, double width,
                            double height, double floor)
{
    struct text_style fitted = *style;
    double relative_pitch = style->pitch > 0 ? style->pitch / style->points : 0;
    const struct text *text = text_set(ts, string, &fitted, 0);

    if (floor > style->points)
        floor = style->points;
    if (text->width > width) { /* quarters of a point, so that sizes look chosen */
        double points = (double)(int)(style->points * width / text->width * 4) / 4;
        fitted.points = points > floor ? points : floor;
        fitted.spacing = 0;
        fitted.pitch = relative_pitch * fitted.points;
        text = text_set(ts, string, &fitted, 0);
    }
    if (text->width <= width && height_needed(text) <= height)
        return text;
    for (fitted.points = floor; fitted.points >= 4; fitted.points -= 0.5) {
        fitted.pitch = relative_pitch * fitted.points;
        text = text_set(ts, string, &fitted, width);
        if (text->width <= width && height_needed(text) <= height)
            return even(ts, string, &fitted, width, text);
    }
    return NULL;
}

size_t text_lines(const struct text *text)
{
    return text->lines;
}

double text_pitch(const struct text *text)
{
    return text->style.pitch > 0 ? text->style.pitch : text->style.points * 1.5;
}

double text_height(const struct text *text)
{
    return (double)text->lines * text_pitch(text);
}

double text_width(const struct text *text)
{
    return text->width;
}

double text_points(const struct text *text)
{
    return text->style.points;
}

void text_draw_lines(struct canvas *canvas, const struct text *text, double x, double y, double width, size_t first,
                     size_t count)
{
    cairo_t *context = canvas_context(canvas, text->style.colour);
    double pitch = text_pitch(text);
    double base = (pitch - text->style.points) / 2 + EM_ASCENT * text->style.points;

    for (size_t i = first; i < first + count && i < text->lines; i++) {
        double left = width - text->line[i].width, shift = 0;
        if (text->style.align == ALIGN_CENTRE)
            shift = left / 2;
        else if (text->style.align == ALIGN_END)
            shift = left;
        else if (i == 0)
            shift = text->style.indent * text->style.points;
        cairo_move_to(context, x + shift, y + base + pitch * (double)(i - first));
        pango_cairo_show_layout_line(context, text->line[i].line);
    }
}

void text_draw(struct canvas *canvas, const struct text *text, double x, double y, double width)
{
    text_draw_lines(canvas, text, x, y, width, 0, text->lines);
}

const char *text_library(void)
{
    return "pango " PANGO_VERSION_STRING;
}
