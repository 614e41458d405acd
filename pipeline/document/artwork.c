/* artwork.c - librsvg draws, GMarkup reads the attributes of the places. */
#include "document/artwork.h"

#include "base/file.h"

#include <librsvg/rsvg.h>
#include <stdlib.h>
#include <string.h>

#define PLACE_PREFIX "place-"

enum { MAX_ARTWORK_BYTES = 4 << 20 };

struct reading {
    struct arena *arena;
    const char *file;
    double name_floor;
    struct text_place *items;
    size_t count, capacity;
    struct result result;
};

struct attribute {
    const char *file;
    int line;
    const char *name, *value;
};

static RESULT bad_value(const struct attribute *attribute)
{
    return FAIL(RULES, "%s:%d: %s=\"%s\" is not understood", attribute->file, attribute->line, attribute->name,
                attribute->value);
}

static RESULT read_number(double *out, const struct attribute *attribute)
{
    char *end;

    *out = g_ascii_strtod(attribute->value, &end);
    return *end || end == attribute->value || !(*out >= 0 && *out < 1000) ? bad_value(attribute) : OK;
}

static RESULT read_word(int *out, const struct attribute *attribute, const char *const *words, int count)
{
    for (int i = 0; i < count; i++)
        if (strcmp(attribute->value, words[i]) == 0) {
            *out = i;
            return OK;
        }
    return bad_value(attribute);
}

static RESULT read_colour(struct colour *out, const struct attribute *attribute)
{
    char *end = NULL;
    unsigned long rgb = attribute->value[0] == '#' ? strtoul(attribute->value + 1, &end, 16) : 0;

    if (!end || *end || strlen(attribute->value) != 7)
        return bad_value(attribute);
    out->red = (double)(rgb >> 16 & 0xFF) / 255;
    out->green = (double)(rgb >> 8 & 0xFF) / 255;
    out->blue = (double)(rgb & 0xFF) / 255;
    return OK;
}

static RESULT read_attribute(struct text_place *place, const struct reading *reading,
                             const struct attribute *attribute)
{
    static const char *const fonts[] = {"serif", "serif-bold", "sans", "sans-bold"};
    static const char *const aligns[] = {"start", "centre", "end", "both"};
    static const char *const valigns[] = {"top", "middle", "bottom"};
    const char *name = attribute->name;
    int word = 0;

    if (strcmp(name, "data-text") == 0) {
        TRY(wording_check(attribute->value, attribute->file, attribute->line));
        place->text = arena_strdup(reading->arena, attribute->value);
    } else if (strcmp(name, "data-font") == 0) {
        TRY(read_word(&word, attribute, fonts, FONT_COUNT));
        place->style.font = (enum font)word;
    } else if (strcmp(name, "data-align") == 0) {
        TRY(read_word(&word, attribute, aligns, 4));
        place->style.align = (enum text_align)word;
    } else if (strcmp(name, "data-valign") == 0) {
        TRY(read_word(&word, attribute, valigns, 3));
        place->valign = (enum text_valign)word;
    } else if (strcmp(name, "data-colour") == 0) {
        TRY(read_colour(&place->style.colour, attribute));
    } else if (strcmp(name, "data-points") == 0) {
        TRY(read_number(&place->style.points, attribute));
    } else if (strcmp(name, "data-pitch") == 0) {
        TRY(read_number(&place->style.pitch, attribute));
    } else if (strcmp(name, "data-spacing") == 0) {
        TRY(read_number(&place->style.spacing, attribute));
    } else if (strcmp(name, "data-indent") == 0) {
        TRY(read_number(&place->style.indent, attribute));
    } else if (strcmp(name, "data-floor") == 0) {
        if (strcmp(attribute->value, "name") == 0)
            place->floor = reading->name_floor;
        else
            TRY(read_number(&place->floor, attribute));
    }
    return OK;
}

static const char *attribute_value(const gchar **names, const gchar **values, const char *name)
{
    for (size_t i = 0; names[i]; i++)
        if (strcmp(names[i], name) == 0)
            return values[i];
    return NULL;
}

static void start_element(GMarkupParseContext *context, const gchar *element, const gchar **names,
                          const gchar **values, gpointer data, GError **error)
{
    struct reading *reading = data;
    const char *id = attribute_value(names, values, "id");
    gint line = 0;

    (void)element;
    (void)error;
    if (!id || strncmp(id, PLACE_PREFIX, strlen(PLACE_PREFIX)) != 0 || reading->result.kind)
        return;
    g_markup_parse_context_get_position(context, &line, NULL);
    struct text_place *place = ARENA_PUSH(reading->arena, reading);
    *place = (struct text_place){.id = arena_strdup(reading->arena, id),
                                 .style = {.points = 12, .pitch = 1.5, .align = ALIGN_CENTRE},
                                 .valign = VALIGN_MIDDLE};
    for (size_t i = 0; names[i] && !reading->result.kind; i++)
        reading->result = read_attribute(place, reading,
                                         &(struct attribute){reading->file, line, names[i], values[i]});
    place->style.pitch *= place->style.points; /* given in sizes */
    if (place->floor <= 0)
        place->floor = place->style.points * 0.6;
}

static RESULT read_places(struct reading *reading, const char *svg, size_t length)
{
    static const GMarkupParser parser = {.start_element = start_element};
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, reading, NULL);
    GError *error = NULL;

    if (!g_markup_parse_context_parse(context, svg, (gssize)length, &error) ||
        !g_markup_parse_context_end_parse(context, &error)) {
        reading->result = FAIL(RULES, "%s: the artwork cannot be read: \"%s\"", reading->file,
                               error ? error->message : error_say("not well-formed"));
        g_clear_error(&error);
    }
    g_markup_parse_context_free(context);
    return reading->result;
}

/* The extent of every place, wherever its groups were moved to. librsvg gives it
 * in pixels of the artwork's own size, when it states one. */
static RESULT find_boxes(struct reading *reading, RsvgHandle *handle, const RsvgRectangle *page)
{
    double width, height, across = 1, down = 1;

    if (rsvg_handle_get_intrinsic_size_in_pixels(handle, &width, &height) && width > 0 && height > 0) {
        across = page->width / width;
        down = page->height / height;
    }
    for (size_t i = 0; i < reading->count; i++) {
        struct text_place *place = &reading->items[i];
        RsvgRectangle ink, logical;
        if (!rsvg_handle_get_geometry_for_layer(handle, arena_printf(reading->arena, "#%s", place->id), page, &ink,
                                                &logical, NULL) ||
            logical.width <= 0 || logical.height <= 0)
            return FAIL(RULES, "%s: #%s has no extent", reading->file, place->id);
        place->box = (struct box){logical.x * across, logical.y * down, logical.width * across,
                                  logical.height * down};
    }
    return OK;
}

static RESULT draw(struct artwork *out, struct reading *reading, RsvgHandle *handle, double width, double height)
{
    const RsvgRectangle page = {0, 0, width, height};

    TRY(find_boxes(reading, handle, &page));
    out->drawing = drawing_new(width, height);
    if (!rsvg_handle_render_document(handle, drawing_context(out->drawing), &page, NULL) ||
        !drawing_is_sound(out->drawing))
        return FAIL(RULES, "%s: the artwork cannot be drawn", reading->file);
    return OK;
}

RESULT artwork_load(struct artwork *out, struct arena *arena, const char *file, double width, double height,
                    double name_floor)
{
    struct reading reading = {.arena = arena, .file = file, .name_floor = name_floor, .result = OK};
    GError *error = NULL;
    char *svg;
    size_t length;

    *out = (struct artwork){0};
    TRY(file_read(&svg, &length, arena, file, MAX_ARTWORK_BYTES, ERROR_RULES));
    TRY(read_places(&reading, svg, length));
    RsvgHandle *handle = rsvg_handle_new_from_data((const guint8 *)svg, length, &error);
    if (!handle) {
        struct result r = FAIL(RULES, "%s: the artwork cannot be read: \"%s\"", file, error->message);
        g_clear_error(&error);
        return r;
    }
    struct result r = draw(out, &reading, handle, width, height);
    g_object_unref(handle);
    out->places = reading.items;
    out->place_count = reading.count;
    return r;
}

void artwork_clear(struct artwork *artwork)
{
    drawing_free(artwork->drawing);
    artwork->drawing = NULL;
}

const struct text_place *artwork_place(const struct artwork *artwork, const char *id)
{
    for (size_t i = 0; i < artwork->place_count; i++)
        if (strcmp(artwork->places[i].id, id) == 0)
            return &artwork->places[i];
    return NULL;
}

const char *artwork_library(void)
{
    return "librsvg " LIBRSVG_VERSION;
}
