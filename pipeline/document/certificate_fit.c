/* certificate_fit.c - the longest texts that can come into the places of a certificate. */
#include "base/text.h"
#include "document/paper.h"

#include <string.h>

/* What an export takes: exchange-format §4. English names, directions and addresses have no limit
 * there; these are longer than any that is known. */
enum { NAME_CHARACTERS = 120, NUMBER_CHARACTERS = 64, DIRECTION_CHARACTERS = 40 };

struct attempt {
    const struct paper *paper;
    const struct scheme *scheme;
    const struct artwork *artwork;
    const struct text_place *place;
    struct place_trial *worst;
    struct wording wording;
};

/* `pattern` over and over, cut after so many characters. */
static const char *repeat(struct arena *arena, const char *pattern, size_t characters)
{
    struct bytes out;
    const char *p = pattern;

    bytes_init(&out, arena);
    for (size_t i = 0; i < characters; i++) {
        const char *from = *p ? p : pattern;
        p = from;
        (void)text_next(&p);
        bytes_add(&out, from, (size_t)(p - from));
    }
    return bytes_text(&out);
}

static void describe_unit(struct wording *wording, struct arena *arena)
{
    const date day = date_make(2026, 12, 31);

    wording->values[PLACEHOLDER_UNIT] = repeat(arena, "网络安全技术服务（北京）有限责任公司", NAME_CHARACTERS);
    wording->values[PLACEHOLDER_NAME_EN] = repeat(
        arena, "National Network Security Technology Engineering Research Company Limited ", NAME_CHARACTERS - 1);
    wording->values[PLACEHOLDER_USCC] = "91110108MA00WWWWWW";
    wording->values[PLACEHOLDER_ADDRESS] = repeat(arena, "北京市海淀区中关村大街甲一百二十八号", NAME_CHARACTERS);
    wording->values[PLACEHOLDER_NUMBER] = repeat(arena, "ABCDEFGH-2026-0000", NUMBER_CHARACTERS);
    wording->values[PLACEHOLDER_TRACK] = repeat(arena, "网络安全咨询、检测评估、", DIRECTION_CHARACTERS);
    wording->values[PLACEHOLDER_TERM] = paper_days(arena, day, day);
    wording->values[PLACEHOLDER_VALID_FROM] = wording->values[PLACEHOLDER_VALID_TO] = paper_day(arena, day);
    wording->values[PLACEHOLDER_ISSUED] = wording->values[PLACEHOLDER_VALID_TO];
}

/* Smaller type is worse, no room worst; of the same size the longer text. */
static void try_wording(struct attempt *a)
{
    const char *string = wording_fill(a->paper->arena, a->place->text, &a->wording);
    const struct text *text = certificate_fit(a->paper, a->place, string);
    double points = text ? text_points(text) : 0;
    size_t characters = text_characters(string);
    struct place_trial *worst = a->worst;

    if (worst->text && (points > worst->points || (points >= worst->points && characters <= worst->characters)))
        return;
    worst->text = string;
    worst->characters = characters;
    worst->points = points;
    worst->lines = text ? text_lines(text) : 0;
}

/* A track with a scope of all its service items, and with none. */
static void try_track(struct attempt *a, const struct track *track)
{
    struct arena *arena = a->paper->arena;

    if (track)
        a->wording.values[PLACEHOLDER_TRACK] = a->scheme->words.track_names[track - a->scheme->programme->tracks];
    a->wording.values[PLACEHOLDER_SCOPE] = certificate_scope(arena, a->scheme, NULL, 0);
    try_wording(a);
    if (!track || !track->scope_item_count)
        return;
    a->wording.values[PLACEHOLDER_SCOPE] = certificate_scope(arena, a->scheme, track->scope_items,
                                                             track->scope_item_count);
    try_wording(a);
}

static void try_words(struct attempt *a)
{
    const struct programme *programme = a->scheme->programme;

    for (size_t level = 0; level < programme->level_count; level++) {
        a->wording.values[PLACEHOLDER_LEVEL] = paper_level(a->scheme, (int)level);
        for (size_t i = 0; i < programme->track_count; i++)
            try_track(a, &programme->tracks[i]);
        if (!programme->track_count)
            try_track(a, NULL);
    }
}

static bool overlaps(const struct box *a, const struct box *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

static const char *fault_of(const struct attempt *a)
{
    const struct text_place *place = a->place, *code = artwork_place(a->artwork, "place-qr");
    const double hair = 0.5; /* points; outlines drawn by hand are not exact */

    if (place->box.x < -hair || place->box.y < -hair || place->box.x + place->box.width > A4_LONG + hair ||
        place->box.y + place->box.height > A4_SHORT + hair)
        return "reaches beyond the page; move it";
    if (place->text && overlaps(&place->box, &code->box))
        return "lies over #place-qr, which must stay readable; move one of them";
    return NULL;
}

void certificate_try(struct place_trials *trials, const struct paper *paper, const struct stationery *stationery,
                     const struct scheme *scheme)
{
    struct attempt a = {.paper = paper, .scheme = scheme, .artwork = &stationery->certificate};

    for (int action = 0; action < ACTION_COUNT; action++)
        trials->notice_count += stationery->notices[action].title != NULL;
    paper_scheme_words(&a.wording, paper->arena, scheme);
    describe_unit(&a.wording, paper->arena);
    for (size_t i = 0; i < a.artwork->place_count; i++) {
        a.place = &a.artwork->places[i];
        a.worst = ARENA_PUSH(paper->arena, trials);
        *a.worst = (struct place_trial){.place = a.place->id,
                                        .floor = a.place->floor,
                                        .fault = fault_of(&a),
                                        .varies = a.place->text && strstr(a.place->text, "{{")};
        if (a.worst->floor > a.place->style.points)
            a.worst->floor = a.place->style.points;
        if (a.place->text)
            try_words(&a);
    }
}
