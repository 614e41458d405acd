/* certificate.c - the certificate: artwork, texts in its places, the code. */
#include "document/paper.h"

#include "base/file.h"

#include <qrencode.h>
#include <string.h>

/* Modules kept blank around the code (ISO/IEC 18004). */
enum { QUIET_ZONE = 4 };

/* Smallest printed code, and diameter of a seal with room to place it. */
#define MIN_QR MM(20)
#define MIN_SEAL MM(45)

static const char *const required[] = {
    "place-title", "place-number", "place-unit", "place-uscc", "place-level", "place-statement", "place-term",
    "place-issued", "place-issuer", "place-seal", "place-qr",
};

static RESULT check_places(const struct artwork *artwork, const char *file)
{
    for (size_t i = 0; i < sizeof required / sizeof *required; i++) {
        const struct text_place *place = artwork_place(artwork, required[i]);
        if (!place)
            return FAIL(RULES, "%s: the artwork has no #%s", file, required[i]);
        bool is_seal = strcmp(place->id, "place-seal") == 0, is_qr = strcmp(place->id, "place-qr") == 0;
        double side = place->box.width < place->box.height ? place->box.width : place->box.height;
        if (is_seal && side < MIN_SEAL)
            return FAIL(RULES, "%s: #%s is smaller than 45 mm", file, place->id);
        if (is_qr && side < MIN_QR)
            return FAIL(RULES, "%s: #%s is smaller than 20 mm", file, place->id);
        if (!is_seal && !is_qr && !place->text)
            return FAIL(RULES, "%s: #%s has no data-text", file, place->id);
    }
    return OK;
}

RESULT certificate_load(struct stationery *stationery, struct arena *arena, const char *folder,
                        const struct font_style *style)
{
    const char *file = file_join(arena, folder, "certificate.svg");

    TRY(artwork_load(&stationery->certificate, arena, file, A4_LONG, A4_SHORT, style->name_floor_points));
    return check_places(&stationery->certificate, file);
}

/* The decision that issues the certificate; NULL when it is in no plan. */
static const struct decision *decision_of(const struct paper *paper, const struct issue *issue)
{
    const struct plan *plan = paper->run->plan;
    const char *prefix = arena_printf(paper->arena, "%s/%s/", issue->scheme->programme->id, issue->unit->id);
    size_t length = strlen(prefix), low = 0, high = plan ? plan->count : 0;

    while (low < high) { /* the first of the unit: they stand in order of proposal_id */
        size_t middle = low + (high - low) / 2;
        if (strncmp(plan->decisions[middle].proposal_id, prefix, length) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; plan && low < plan->count && strncmp(plan->decisions[low].proposal_id, prefix, length) == 0; low++)
        for (size_t i = 0; i < plan->decisions[low].certificate_count; i++)
            if (&plan->decisions[low].certificates[i] == issue)
                return &plan->decisions[low];
    return NULL;
}

/* A change of information is of no track, the certificates it reissues are. */
static const char *track_of(const struct paper *paper, const struct issue *issue)
{
    if (issue->track >= 0)
        return issue->scheme->words.track_names[issue->track];
    const struct decision *decision = decision_of(paper, issue);
    return decision ? paper_track(decision) : "";
}

const char *certificate_scope(struct arena *arena, const struct scheme *scheme, const char *const *scope, size_t count)
{
    if (!count && scheme->programme->takes_scope)
        return "本服务类全部服务项";
    return paper_scope(arena, scheme, scope, count);
}

static void describe(struct wording *wording, const struct paper *paper, const struct issue *issue)
{
    struct arena *arena = paper->arena;

    paper_scheme_words(wording, arena, issue->scheme);
    wording->values[PLACEHOLDER_UNIT] = issue->name;
    wording->values[PLACEHOLDER_NAME_EN] = issue->unit->name_en;
    wording->values[PLACEHOLDER_USCC] = issue->unit->uscc;
    wording->values[PLACEHOLDER_ADDRESS] = issue->registered_address;
    wording->values[PLACEHOLDER_NUMBER] = issue->certificate_no;
    wording->values[PLACEHOLDER_LEVEL] = paper_level(issue->scheme, issue->level);
    wording->values[PLACEHOLDER_TRACK] = track_of(paper, issue);
    wording->values[PLACEHOLDER_SCOPE] =
        certificate_scope(arena, issue->scheme, issue->scope, issue->scope_count);
    wording->values[PLACEHOLDER_TERM] = paper_days(arena, issue->valid_from, issue->valid_to);
    wording->values[PLACEHOLDER_VALID_FROM] = paper_day(arena, issue->valid_from);
    wording->values[PLACEHOLDER_VALID_TO] = paper_day(arena, issue->valid_to);
    wording->values[PLACEHOLDER_ISSUED] = paper_day(arena, issue->issued_on);
}

/* An English name after a change of the Chinese one may belong to the old name. */
static void drop_stale_name(struct wording *wording, const struct issue *issue)
{
    if (strcmp(issue->name, issue->unit->name) != 0)
        wording->values[PLACEHOLDER_NAME_EN] = NULL;
}

/* A paragraph is as wide as its place, and smaller when too high. */
static const struct text *fit_paragraph(const struct paper *paper, const struct text_place *place, const char *string)
{
    struct text_style style = place->style;
    const struct text *text = text_set(paper->typesetter, string, &style, place->box.width);

    while (text_height(text) > place->box.height && style.points > place->floor / 2) {
        style.points -= 0.5;
        style.pitch = place->style.pitch / place->style.points * style.points;
        text = text_set(paper->typesetter, string, &style, place->box.width);
    }
    return text_height(text) > place->box.height ? NULL : text;
}

const struct text *certificate_fit(const struct paper *paper, const struct text_place *place, const char *string)
{
    if (place->style.align == ALIGN_BOTH)
        return fit_paragraph(paper, place, string);
    return text_fit(paper->typesetter, string, &place->style, place->box.width, place->box.height, place->floor);
}

static RESULT draw_text(const struct paper *paper, const struct text_place *place, const struct wording *wording)
{
    const char *string = wording_fill(paper->arena, place->text, wording);
    const struct text *text = certificate_fit(paper, place, string);

    if (!text)
        return FAIL(OUTPUT, "the text of #%s has no room on the certificate: %s", place->id, string);
    double left = place->box.height - text_height(text), down = 0;
    if (place->valign == VALIGN_MIDDLE)
        down = left / 2;
    else if (place->valign == VALIGN_BOTTOM)
        down = left;
    text_draw(paper->canvas, text, place->box.x, place->box.y + down, place->box.width);
    return OK;
}

static RESULT draw_code(const struct paper *paper, const struct box *place, const char *content)
{
    QRcode *code = QRcode_encodeString8bit(content, 0, QR_ECLEVEL_M);

    if (!code)
        return FAIL(OUTPUT, "the text of the code is too long: %s", content);
    double side = place->width < place->height ? place->width : place->height;
    double module = side / (code->width + 2 * QUIET_ZONE), size = module * code->width;
    canvas_fill(paper->canvas, (struct box){place->x, place->y, side, side}, (struct colour){1, 1, 1});
    canvas_modules(paper->canvas,
                   (struct box){place->x + QUIET_ZONE * module, place->y + QUIET_ZONE * module, size, size},
                   code->data, code->width);
    QRcode_free(code);
    return OK;
}

RESULT certificate_draw(const struct paper *paper, const struct stationery *stationery, const struct issue *issue)
{
    const struct artwork *artwork = &stationery->certificate;
    struct wording wording = {0};

    describe(&wording, paper, issue);
    drop_stale_name(&wording, issue);
    canvas_page(paper->canvas, A4_LONG, A4_SHORT);
    canvas_replay(paper->canvas, artwork->drawing);
    paper_sample_mark(paper, A4_LONG, A4_SHORT);
    for (size_t i = 0; i < artwork->place_count; i++) {
        const struct text_place *place = &artwork->places[i];
        if (place->text && wording_is_complete(place->text, &wording))
            TRY(draw_text(paper, place, &wording));
    }
    return draw_code(paper, &artwork_place(artwork, "place-qr")->box, issue->qr_text);
}
