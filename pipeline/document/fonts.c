/* fonts.c - families found through the machine's FontConfig, then used through
 * configurations of our own. */
#include "document/fonts.h"

#include "base/text.h"
#include "document/subset.h"

#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FACES = 24, MAX_REDUCED = 4 };

struct face {
    FcPattern *pattern; /* as the machine lists it; owned */
    const char *file;
    unsigned int index;
    const char *whole_name; /* family under which the whole font is known here */
};

struct fonts {
    FcConfig *machine; /* keeps the patterns' data alive */
    FcConfig *configs[FONT_SET_COUNT];
    struct face faces[MAX_FACES]; /* serif and sans first, then rare */
    size_t face_count, main_count;
    struct subset_file reduced[MAX_REDUCED];
    struct subset_file rare[MAX_FACES]; /* by face: what the last paper with rare characters needed of it */
    struct charset rare_characters;
    struct charset *repertoire;
    const char *names[MAX_FACES + 1];
    const char *families[2]; /* serif, sans */
};

static int weight_of(const FcPattern *pattern)
{
    int weight = FC_WEIGHT_REGULAR;

    FcPatternGetInteger(pattern, FC_WEIGHT, 0, &weight);
    return weight;
}

/* Upright faces of a family, as the machine's FontConfig lists them. */
static FcFontSet *list_family(FcConfig *machine, const char *family)
{
    FcPattern *wanted = FcPatternCreate();
    FcObjectSet *objects = FcObjectSetBuild(FC_FAMILY, FC_FAMILYLANG, FC_STYLE, FC_STYLELANG, FC_FULLNAME, FC_FILE,
                                            FC_INDEX, FC_WEIGHT, FC_SLANT, FC_WIDTH, FC_SPACING, FC_CHARSET, FC_LANG,
                                            FC_FONTVERSION, FC_FONTFORMAT, FC_SCALABLE, FC_OUTLINE, FC_VARIABLE,
                                            FC_POSTSCRIPT_NAME, FC_SYMBOL, FC_COLOR, FC_CAPABILITY, (char *)NULL);
    FcPatternAddString(wanted, FC_FAMILY, (const FcChar8 *)family);
    FcPatternAddInteger(wanted, FC_SLANT, FC_SLANT_ROMAN);
    FcPatternAddBool(wanted, FC_SCALABLE, FcTrue);
    FcPatternAddBool(wanted, FC_VARIABLE, FcFalse);
    FcFontSet *set = FcFontList(machine, wanted, objects);
    FcObjectSetDestroy(objects);
    FcPatternDestroy(wanted);
    return set;
}

/* The face nearest to a weight; of equals the one first by file and index, so
 * that the order in which the machine lists them does not matter. */
static FcPattern *nearest(const FcFontSet *set, int weight)
{
    FcPattern *best = NULL;
    int best_distance = 0;
    FcChar8 *best_file = NULL, *file;

    for (int i = 0; set && i < set->nfont; i++) {
        int distance = abs(weight_of(set->fonts[i]) - weight);
        if (FcPatternGetString(set->fonts[i], FC_FILE, 0, &file) != FcResultMatch)
            continue;
        if (!best || distance < best_distance ||
            (distance == best_distance && strcmp((const char *)file, (const char *)best_file) < 0)) {
            best = set->fonts[i];
            best_distance = distance;
            best_file = file;
        }
    }
    return best;
}

static void add_face(struct fonts *fonts, struct arena *arena, const FcPattern *pattern, const char *family)
{
    struct face face = {.pattern = FcPatternDuplicate(pattern)};
    FcChar8 *file = NULL;
    int index = 0, version = 0;

    FcPatternGetString(face.pattern, FC_FILE, 0, &file);
    FcPatternGetInteger(face.pattern, FC_INDEX, 0, &index);
    FcPatternGetInteger(face.pattern, FC_FONTVERSION, 0, &version);
    face.file = (const char *)file;
    face.index = (unsigned int)index & 0xFFFF;
    face.whole_name = arena_printf(arena, "%s whole", family);
    for (size_t i = 0; i < fonts->face_count; i++)
        if (strcmp(fonts->faces[i].file, face.file) == 0 && fonts->faces[i].index == face.index) {
            FcPatternDestroy(face.pattern); /* a family without a bold face, or named twice */
            return;
        }
    fonts->names[fonts->face_count] = arena_printf(arena, "%s%s %.3f", family,
                                                   weight_of(pattern) >= FC_WEIGHT_BOLD ? " Bold" : "",
                                                   (double)version / 65536.0);
    fonts->faces[fonts->face_count++] = face;
}

static RESULT add_family(struct fonts *fonts, struct arena *arena, const struct font_style *style, const char *key,
                         const char *family, bool bold_too)
{
    FcFontSet *set = list_family(fonts->machine, family);
    const FcPattern *regular = nearest(set, FC_WEIGHT_REGULAR);
    struct result r = OK;

    if (!regular)
        r = FAIL(RULES, "%s: /%s: font family \"%s\" is not installed; install it or name another", style->file, key,
                 family);
    else if (fonts->face_count + 2 > MAX_FACES)
        r = FAIL(RULES, "%s: /%s: too many font families; at most %d faces are used", style->file, key, MAX_FACES);
    else {
        add_face(fonts, arena, regular, family);
        if (bold_too)
            add_face(fonts, arena, nearest(set, FC_WEIGHT_BOLD), family);
    }
    if (set)
        FcFontSetDestroy(set);
    return r;
}

static bool face_has(const struct face *face, uint32_t character)
{
    FcCharSet *set = NULL;

    return FcPatternGetCharSet(face->pattern, FC_CHARSET, 0, &set) == FcResultMatch && FcCharSetHasChar(set, character);
}

static RESULT find_families(struct fonts *fonts, struct arena *arena, const struct font_style *style)
{
    TRY(add_family(fonts, arena, style, "serif", style->serif, true));
    TRY(add_family(fonts, arena, style, "sans", style->sans, true));
    fonts->main_count = fonts->face_count;
    fonts->families[0] = arena_printf(arena, "%s,%s whole", style->serif, style->serif);
    fonts->families[1] = arena_printf(arena, "%s,%s whole", style->sans, style->sans);
    for (size_t i = 0; i < style->rare_count; i++) {
        TRY(add_family(fonts, arena, style, arena_printf(arena, "rare/%zu", i), style->rare[i], false));
        for (int k = 0; k < 2; k++)
            fonts->families[k] = arena_printf(arena, "%s,%s whole", fonts->families[k], style->rare[i]);
    }
    return OK;
}

static void keep_if_drawn(uint32_t character, void *data)
{
    struct fonts *fonts = data;

    for (size_t i = 0; i < fonts->main_count; i++)
        if (!face_has(&fonts->faces[i], character)) {
            charset_remove(fonts->repertoire, character);
            return;
        }
}

RESULT fonts_reduce(const struct fonts *fonts, size_t first, size_t step)
{
    for (size_t i = first; i < fonts->main_count; i += step)
        TRY(subset_fill(&fonts->reduced[i], fonts->faces[i].file, fonts->faces[i].index, fonts->repertoire));
    return OK;
}

static void add_to_fontconfig(uint32_t character, void *set)
{
    FcCharSetAddChar(set, character);
}

/* What the reduced font draws and is for; its own tables hide that (subset.c). */
static void describe(FcPattern *reduced, const struct face *face, const FcCharSet *characters)
{
    FcLangSet *languages = NULL;

    FcPatternDel(reduced, FC_CHARSET);
    FcPatternAddCharSet(reduced, FC_CHARSET, characters);
    if (FcPatternGetLangSet(face->pattern, FC_LANG, 0, &languages) != FcResultMatch)
        return;
    FcPatternDel(reduced, FC_LANG);
    FcPatternAddLangSet(reduced, FC_LANG, languages);
}

static FcConfig *config_of_reduced(const struct fonts *fonts)
{
    FcConfig *config = FcConfigCreate();
    FcCharSet *characters = FcCharSetCreate();

    charset_each(fonts->repertoire, add_to_fontconfig, characters);
    for (size_t i = 0; i < fonts->main_count; i++) {
        if (!FcConfigAppFontAddFile(config, (const FcChar8 *)fonts->reduced[i].path))
            continue;
        const FcFontSet *set = FcConfigGetFonts(config, FcSetApplication);
        describe(set->fonts[set->nfont - 1], &fonts->faces[i], characters);
    }
    FcCharSetDestroy(characters);
    return config;
}

/* What the face has of the rare characters, as a font of a name of its own: asked for
 * after the reduced ones, it is used for nothing but what those lack. Spelled out for
 * these few characters it takes a paper some hundred bytes, where the whole font would
 * bring all the parts its outlines share. */
static RESULT add_rare(struct fonts *fonts, size_t i, const struct charset *rare, const FcCharSet *wanted)
{
    const struct face *face = &fonts->faces[i];
    struct subset_file *file = &fonts->rare[i];
    FcCharSet *all = NULL;
    FcFontSet *set = FcConfigGetFonts(fonts->configs[FONTS_FULL], FcSetApplication);

    if (!set || FcPatternGetCharSet(face->pattern, FC_CHARSET, 0, &all) != FcResultMatch ||
        !FcCharSetIntersectCount(all, wanted))
        return OK;
    TRY(subset_open(file));
    TRY(subset_fill(file, face->file, face->index, rare));
    FcPattern *pattern = FcPatternDuplicate(face->pattern);
    FcCharSet *had = FcCharSetIntersect(all, wanted);
    static const char *const replaced[] = {FC_FAMILY, FC_FAMILYLANG, FC_FULLNAME, FC_FILE, FC_INDEX, FC_CHARSET};
    for (size_t k = 0; k < sizeof replaced / sizeof *replaced; k++)
        FcPatternDel(pattern, replaced[k]);
    FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)face->whole_name);
    FcPatternAddString(pattern, FC_FILE, (const FcChar8 *)file->path);
    FcPatternAddInteger(pattern, FC_INDEX, 0);
    FcPatternAddCharSet(pattern, FC_CHARSET, had);
    FcCharSetDestroy(had);
    FcFontSetAdd(set, pattern);
    return OK;
}

static void drop_rare(struct fonts *fonts)
{
    if (fonts->configs[FONTS_FULL])
        FcConfigDestroy(fonts->configs[FONTS_FULL]);
    fonts->configs[FONTS_FULL] = NULL;
    for (size_t i = 0; i < MAX_FACES; i++)
        subset_close(&fonts->rare[i]);
}

RESULT fonts_add_rare(struct fonts *fonts, const struct charset *rare)
{
    struct result r = OK;
    FcCharSet *wanted = FcCharSetCreate();

    drop_rare(fonts);
    fonts->rare_characters = *rare;
    charset_each(rare, add_to_fontconfig, wanted);
    fonts->configs[FONTS_FULL] = config_of_reduced(fonts);
    for (size_t i = 0; !r.kind && i < fonts->face_count; i++)
        r = add_rare(fonts, i, rare, wanted);
    FcCharSetDestroy(wanted);
    return r;
}

bool fonts_have_rare(const struct fonts *fonts, const struct charset *rare)
{
    return fonts->configs[FONTS_FULL] && charset_equals(&fonts->rare_characters, rare);
}

RESULT fonts_open(struct fonts **out, struct arena *arena, const struct font_style *style,
                  struct charset *repertoire)
{
    struct fonts *fonts = ARENA_NEW(arena, struct fonts);

    *out = NULL;
    fonts->repertoire = repertoire;
    for (size_t i = 0; i < MAX_REDUCED; i++)
        fonts->reduced[i].descriptor = -1;
    for (size_t i = 0; i < MAX_FACES; i++)
        fonts->rare[i].descriptor = -1;
    fonts->machine = FcInitLoadConfigAndFonts();
    struct result r = fonts->machine ? find_families(fonts, arena, style)
                                     : FAIL(RULES, "the machine's FontConfig cannot be read");
    for (size_t i = 0; !r.kind && i < fonts->main_count; i++)
        r = subset_open(&fonts->reduced[i]);
    if (r.kind) {
        fonts_close(fonts);
        return r;
    }
    charset_each(repertoire, keep_if_drawn, fonts);
    *out = fonts;
    return OK;
}

void fonts_close(struct fonts *fonts)
{
    if (!fonts)
        return;
    drop_rare(fonts);
    if (fonts->configs[FONTS_COMMON])
        FcConfigDestroy(fonts->configs[FONTS_COMMON]);
    for (size_t i = 0; i < fonts->face_count; i++)
        FcPatternDestroy(fonts->faces[i].pattern);
    for (size_t i = 0; i < MAX_REDUCED; i++)
        subset_close(&fonts->reduced[i]);
    if (fonts->machine)
        FcConfigDestroy(fonts->machine);
}

bool fonts_are_common(const struct fonts *fonts, uint32_t character)
{
    return charset_has(fonts->repertoire, character);
}

bool fonts_can_draw(const struct fonts *fonts, uint32_t character)
{
    if (text_is_unprintable(character))
        return false;
    if (charset_has(fonts->repertoire, character))
        return true;
    for (size_t i = 0; i < fonts->face_count; i++)
        if (face_has(&fonts->faces[i], character))
            return true;
    return false;
}

const char *fonts_name(const struct fonts *fonts, size_t index)
{
    return index < fonts->face_count ? fonts->names[index] : NULL;
}

const char *fonts_families(const struct fonts *fonts, bool is_sans)
{
    return fonts->families[is_sans];
}

FcConfig *fonts_config(struct fonts *fonts, enum font_set set)
{
    if (!fonts->configs[set])
        fonts->configs[set] = config_of_reduced(fonts);
    return fonts->configs[set];
}
