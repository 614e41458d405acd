/* press.c - holds what every paper needs, and draws papers one at a time. */
#include "document/press.h"

#include "base/file.h"
#include "base/text.h"
#include "document/paper.h"
#include "document/printed.h"
#include "document/subset.h"
#include "model/docket.h"

#include <string.h>
#include <unistd.h>

enum { MAX_REPERTOIRE_BYTES = 1 << 20 };

struct press {
    struct arena *arena, *scratch;
    const struct rule_set *rules;
    struct fonts *fonts;
    struct charset repertoire;
    struct stationery *stationery; /* by position of the scheme in the rule set */
    struct typesetter *typesetters[FONT_SET_COUNT];
    uint32_t undrawn; /* first character of the templates that no font has; 0: none */
    pid_t owner; /* process the typesetters were made in */
};

typedef RESULT (*maker)(const struct paper *paper, const struct stationery *stationery, const void *subject);

static RESULT read_repertoire(struct press *press)
{
    char *text;
    size_t length;

    TRY(file_read(&text, &length, press->arena, file_join(press->arena, press->rules->folder, "repertoire.txt"),
                  MAX_REPERTOIRE_BYTES, ERROR_RULES));
    if (text_valid_prefix(text, length) != length || memchr(text, '\0', length))
        return FAIL(RULES, "%s/repertoire.txt: not UTF-8 text", press->rules->folder);
    for (uint32_t c = 0x20; c < 0x180; c++)
        if (!text_is_unprintable(c))
            charset_add(&press->repertoire, c);
    charset_add_text(&press->repertoire, text);
    return OK;
}

static void refuse_undrawn(uint32_t character, void *data)
{
    struct press *press = data;

    if (!press->undrawn && !fonts_can_draw(press->fonts, character))
        press->undrawn = character;
}

/* Opens the fonts with the repertoire and everything the rules and templates
 * print; what no font has there is a broken rule, not a matter of one unit. */
static RESULT open_fonts(struct press *press)
{
    const struct rule_set *rules = press->rules;
    struct charset *printed = ARENA_NEW(press->arena, struct charset);

    for (size_t i = 0; i < rules->scheme_count; i++) {
        printed_add_scheme(printed, &rules->schemes[i]);
        printed_add_stationery(printed, &press->stationery[i]);
    }
    charset_join(&press->repertoire, printed);
    TRY(fonts_open(&press->fonts, press->arena, &rules->style, &press->repertoire));
    charset_each(printed, refuse_undrawn, press);
    return press->undrawn ? FAIL(RULES, "%s: the rules or templates have the character U+%04X, "
                                 "which no font of style.json has", rules->folder, (unsigned)press->undrawn)
                          : OK;
}

static RESULT read_stationery(struct press *press)
{
    const struct rule_set *rules = press->rules;

    press->stationery = ARENA_ARRAY(press->arena, struct stationery, rules->scheme_count);
    for (size_t i = 0; i < rules->scheme_count; i++) {
        const char *folder = rule_set_folder(press->arena, rules, rules->schemes[i].programme->id);
        TRY(certificate_load(&press->stationery[i], press->arena, folder, &rules->style));
        TRY(notice_load(&press->stationery[i], press->arena, folder, &rules->schemes[i]));
        TRY(office_load(&press->stationery[i], press->arena, folder, rules->folder));
        if (rules->schemes[i].words.list_text)
            TRY(wording_check(rules->schemes[i].words.list_text, file_join(press->arena, folder, "scheme.json"), 0));
    }
    return OK;
}

RESULT press_open(struct press **out, const struct rule_set *rules)
{
    struct press *press = heap_alloc(1, sizeof *press);

    *out = NULL;
    press->arena = arena_new();
    press->scratch = arena_new();
    press->rules = rules;
    struct result r = read_repertoire(press);
    if (!r.kind)
        r = read_stationery(press);
    if (!r.kind)
        r = open_fonts(press);
    if (r.kind) {
        press_close(press);
        return r;
    }
    *out = press;
    return OK;
}

RESULT press_prepare(const struct press *press, size_t first, size_t step)
{
    return fonts_reduce(press->fonts, first, step);
}

void press_close(struct press *press)
{
    if (!press)
        return;
    if (press->owner == getpid())
        for (size_t i = 0; i < FONT_SET_COUNT; i++)
            typesetter_free(press->typesetters[i]);
    fonts_close(press->fonts);
    for (size_t i = 0; press->stationery && i < press->rules->scheme_count; i++)
        artwork_clear(&press->stationery[i].certificate);
    arena_free(press->scratch);
    arena_free(press->arena);
    heap_free(press);
}

/* What is behind a typesetter has a thread of its own, which a fork leaves
 * behind; so every process makes its own, and lets go of inherited ones. */
static struct typesetter *typesetter_of(struct press *press, enum font_set set)
{
    if (press->owner != getpid()) {
        memset(press->typesetters, 0, sizeof press->typesetters);
        press->owner = getpid();
    }
    if (!press->typesetters[set])
        press->typesetters[set] = typesetter_new(press->fonts, set);
    return press->typesetters[set];
}

/* Draws a paper once, in one set of fonts. */
static RESULT attempt(struct press *press, struct bytes *pdf, enum font_set set, const struct run *run,
                      const struct paper_info *info, maker make, const struct stationery *stationery,
                      const void *subject)
{
    struct paper *paper = ARENA_NEW(press->scratch, struct paper);

    *paper = (struct paper){.typesetter = typesetter_of(press, set), .arena = press->scratch, .run = run,
                            .style = &press->rules->style};
    typesetter_start(paper->typesetter);
    TRY(canvas_open(&paper->canvas, press->scratch, pdf, info));
    struct result r = make(paper, stationery, subject);
    if (r.kind) {
        canvas_abandon(paper->canvas);
        return r;
    }
    TRY(canvas_finish(paper->canvas));
    uint32_t missing = typesetter_missing(paper->typesetter);
    return missing ? FAIL(OUTPUT, "%s: no font has the character U+%04X", info->title, (unsigned)missing) : OK;
}

/* Fonts of the full set with these characters, and no typesetter that knows the last one. */
static RESULT load_rare(struct press *press, const struct charset *rare)
{
    if (fonts_have_rare(press->fonts, rare))
        return OK;
    typesetter_free(press->typesetters[FONTS_FULL]);
    press->typesetters[FONTS_FULL] = NULL;
    return fonts_add_rare(press->fonts, rare);
}

/* Draws a paper that has characters beyond the common ones. As it may come further than
 * before with better fonts, it may need more of them. */
static RESULT attempt_rare(struct press *press, struct bytes *pdf, const struct run *run,
                           const struct paper_info *info, maker make, const struct stationery *stationery,
                           const void *subject)
{
    struct charset *rare = ARENA_NEW(press->scratch, struct charset);
    struct charset *loaded = ARENA_NEW(press->scratch, struct charset);
    size_t before = pdf->length;
    struct result r;

    typesetter_join_rare(press->typesetters[FONTS_COMMON], rare);
    do {
        *loaded = *rare;
        pdf->length = before;
        TRY(load_rare(press, loaded));
        r = attempt(press, pdf, FONTS_FULL, run, info, make, stationery, subject);
        typesetter_join_rare(press->typesetters[FONTS_FULL], rare);
    } while (!charset_equals(rare, loaded));
    return r;
}

static RESULT draw(struct press *press, struct bytes *pdf, const struct run *run, const struct scheme *scheme,
                   const char *title, maker make, const void *subject)
{
    const struct stationery *stationery = &press->stationery[scheme - press->rules->schemes];
    const struct paper_info info = {.title = title, .author = scheme->words.operator_name,
                                    .creator = arena_printf(press->scratch, "gradepress %s", run->version),
                                    .created = run->export->as_of};
    size_t before = pdf->length;
    struct result r = attempt(press, pdf, FONTS_COMMON, run, &info, make, stationery, subject);

    if (press->typesetters[FONTS_COMMON] && typesetter_is_beyond_common(press->typesetters[FONTS_COMMON])) {
        pdf->length = before;
        r = attempt_rare(press, pdf, run, &info, make, stationery, subject);
    }
    if (r.kind)
        pdf->length = before;
    arena_reset(press->scratch);
    return r;
}

static RESULT make_certificate(const struct paper *paper, const struct stationery *stationery, const void *subject)
{
    return certificate_draw(paper, stationery, subject);
}

RESULT press_certificate(struct press *press, struct bytes *pdf, const struct run *run, const struct issue *issue)
{
    const char *title = arena_printf(press->scratch, "%s %s", issue->scheme->words.certificate_title,
                                     issue->certificate_no);

    return draw(press, pdf, run, issue->scheme, title, make_certificate, issue);
}

static RESULT make_sheet(const struct paper *paper, const struct stationery *stationery, const void *subject)
{
    (void)stationery;
    return decision_sheet_draw(paper, subject);
}

RESULT press_decision_sheet(struct press *press, struct bytes *pdf, const struct run *run, const struct packet *packet)
{
    const struct decision *first = packet->decisions[0];
    const char *title = arena_printf(press->scratch, "%s%s %s", first->scheme->words.short_name,
                                     paper_sheet_title(press->scratch, first), first->unit->name);

    return draw(press, pdf, run, first->scheme, title, make_sheet, packet);
}

static RESULT make_packet(const struct paper *paper, const struct stationery *stationery, const void *subject)
{
    (void)stationery;
    return packet_draw(paper, subject);
}

RESULT press_packet(struct press *press, struct bytes *pdf, const struct run *run, const struct packet *packet)
{
    const struct decision *first = packet->decisions[0];
    const char *title = arena_printf(press->scratch, "%s评定卷宗 %s", first->scheme->words.short_name, first->unit->name);

    return draw(press, pdf, run, first->scheme, title, make_packet, packet);
}

static RESULT make_notice(const struct paper *paper, const struct stationery *stationery, const void *subject)
{
    return notice_draw(paper, stationery, subject);
}

RESULT press_notice(struct press *press, struct bytes *pdf, const struct run *run, const struct packet *packet)
{
    const struct decision *first = packet->decisions[0];
    const char *title = arena_printf(press->scratch, "%s通知书 %s", first->scheme->words.short_name, first->unit->name);

    return draw(press, pdf, run, first->scheme, title, make_notice, packet);
}

static RESULT make_summary(const struct paper *paper, const struct stationery *stationery, const void *subject)
{
    (void)stationery;
    return summary_draw(paper, subject);
}

RESULT press_summary(struct press *press, struct bytes *pdf, const struct run *run, const struct standing *standing)
{
    const struct scheme *scheme = standing->decision->scheme;
    const char *title = arena_printf(press->scratch, "%s年度总结 %s", scheme->words.short_name,
                                     standing->decision->unit->name);

    return draw(press, pdf, run, scheme, title, make_summary, standing);
}

static RESULT make_report(const struct paper *paper, const struct stationery *stationery, const void *subject)
{
    (void)stationery;
    return report_draw(paper, subject);
}

RESULT press_report(struct press *press, struct bytes *pdf, const struct run *run, const struct scheme *scheme)
{
    return draw(press, pdf, run, scheme, arena_printf(press->scratch, "%s年度评价报告", scheme->words.short_name),
                make_report, scheme);
}

static RESULT make_list(const struct paper *paper, const struct stationery *stationery, const void *subject)
{
    (void)stationery;
    return list_draw(paper, subject);
}

RESULT press_list(struct press *press, struct bytes *pdf, const struct run *run, const struct scheme *scheme)
{
    return draw(press, pdf, run, scheme, arena_printf(press->scratch, "%s名单公告", scheme->words.short_name), make_list,
                scheme);
}

static const struct stationery *stationery_of(const struct press *press, const struct scheme *scheme)
{
    return &press->stationery[scheme - press->rules->schemes];
}

bool press_has_office(const struct press *press, const struct scheme *scheme, enum office_paper what)
{
    return stationery_of(press, scheme)->office[what].title != NULL;
}

static RESULT make_office(const struct paper *paper, const struct stationery *stationery, const void *subject)
{
    return office_draw(paper, stationery, subject);
}

RESULT press_office(struct press *press, struct bytes *pdf, const struct run *run, const struct office_subject *subject)
{
    const struct scheme *scheme = subject->scheme;
    const struct template *template = &stationery_of(press, scheme)->office[subject->what];
    struct wording words = {{0}};

    paper_scheme_words(&words, press->scratch, scheme);
    const char *title = wording_fill(press->scratch, template->title, &words);
    if (subject->decision)
        title = arena_printf(press->scratch, "%s %s", title, subject->decision->unit->name);
    return draw(press, pdf, run, scheme, title, make_office, subject);
}

void press_try_places(struct place_trials *out, struct press *press, struct arena *arena, const struct scheme *scheme)
{
    const struct rule_set *rules = press->rules;
    const struct paper paper = {.typesetter = typesetter_of(press, FONTS_COMMON), .arena = arena, .style = &rules->style};

    typesetter_start(paper.typesetter);
    *out = (struct place_trials){
        .file = arena_printf(arena, "%s/certificate.svg", rule_set_folder(arena, rules, scheme->programme->id))};
    certificate_try(out, &paper, &press->stationery[scheme - rules->schemes], scheme);
}

uint32_t press_missing_character(const struct press *press, const char *text)
{
    uint32_t c;

    while (text && (c = text_next(&text)))
        if (!fonts_can_draw(press->fonts, c))
            return c;
    return 0;
}

static uint32_t missing_in_assessment(const struct press *press, const struct assessment *assessment)
{
    uint32_t missing = 0;

    if (!assessment)
        return 0;
    const char *const texts[] = {assessment->id, assessment->evaluator, assessment->opinion};
    for (size_t i = 0; !missing && i < sizeof texts / sizeof *texts; i++)
        missing = press_missing_character(press, texts[i]);
    for (size_t i = 0; !missing && i < assessment->expert_count; i++) {
        const struct expert *expert = &assessment->experts[i];
        const char *const said[] = {expert->name, expert->organisation, expert->opinion};
        for (size_t k = 0; !missing && k < sizeof said / sizeof *said; k++)
            missing = press_missing_character(press, said[k]);
    }
    return missing;
}

static uint32_t missing_in_decision(const struct press *press, const struct decision *d)
{
    const struct unit *unit = d->unit;
    const char *const texts[] = {
        unit->name, unit->name_en, unit->uscc, unit->registered_address, unit->region, d->proposal_id, d->cycle,
        d->held_certificate ? d->held_certificate->no : NULL, d->ruling ? d->ruling->by : NULL,
        d->ruling ? d->ruling->remark : NULL, d->reason_clause, paper_track(d),
    };
    uint32_t missing = missing_in_assessment(press, d->entry ? d->entry->assessment : NULL);

    for (size_t i = 0; !missing && i < sizeof texts / sizeof *texts; i++)
        missing = press_missing_character(press, texts[i]);
    for (size_t i = 0; !missing && i < d->note_count; i++)
        missing = press_missing_character(press, d->notes[i]);
    for (size_t i = 0; !missing && i < d->certificate_count; i++) {
        const struct issue *issue = &d->certificates[i];
        const char *const printed[] = {issue->name, issue->registered_address, issue->certificate_no};
        for (size_t k = 0; !missing && k < sizeof printed / sizeof *printed; k++)
            missing = press_missing_character(press, printed[k]);
    }
    return missing;
}

uint32_t press_missing_in_packet(const struct press *press, const struct packet *packet)
{
    uint32_t missing = 0;

    for (size_t i = 0; !missing && i < packet->count; i++)
        missing = missing_in_decision(press, packet->decisions[i]);
    return missing;
}

const char *press_font(const struct press *press, size_t index)
{
    return fonts_name(press->fonts, index);
}

const char *press_library(const struct press *press, size_t index)
{
    const char *const libraries[] = {canvas_library(), text_library(), artwork_library(), subset_library()};

    (void)press;
    return index < sizeof libraries / sizeof *libraries ? libraries[index] : NULL;
}
