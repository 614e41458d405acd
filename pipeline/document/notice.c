/* notice.c - the outgoing paper to the unit (通知书), worded by a template.
 *
 * It holds nothing about persons: not the contact of the unit, not who ruled. */
#include "document/reasons.h"

#include "base/text.h"



/* Room for a seal over the sender's name. */
#define SEAL_ROOM MM(45)

/* Distance of the lines of the body, in sizes. */
#define BODY_PITCH 1.72

struct letter {
    struct sheet *sheet;
    const struct decision *decision;
    const struct notice_wording *wording;
    struct wording words;
    enum action action; /* the outcome's, else the proposed one */
    int to;
    bool is_draft;
    unsigned holding; /* conditions that hold */
};

static const struct colour alarm = {0.70, 0.06, 0.06};

static const char *unmet_names(const struct decision *decision, struct arena *arena)
{
    struct bytes out;

    bytes_init(&out, arena);
    for (size_t i = 0; i < decision->requirement_count; i++)
        if (!decision->requirements[i].is_met)
            bytes_printf(&out, "%s%s", out.length ? "、" : "", paper_requirement(&decision->requirements[i]));
    return bytes_text(&out);
}

static bool rests_on_violation(const struct letter *letter)
{
    const struct decision *d = letter->decision;
    const struct scheme *scheme = d->scheme;

    return letter->action == ACTION_REVOKE && scheme->violation_metric >= 0 && d->tallies &&
           d->tallies[scheme->violation_metric].value.num > 0;
}

static void find_conditions(struct letter *letter)
{
    const struct decision *d = letter->decision;
    bool is_violation = rests_on_violation(letter);

    letter->holding = letter->is_draft ? 1u << WHEN_DRAFT : 1u << WHEN_DECIDED;
    if (d->certificate_count)
        letter->holding |= 1u << WHEN_CERTIFICATE;
    if (is_violation)
        letter->holding |= 1u << WHEN_VIOLATION;
    else if (*unmet_names(d, letter->sheet->paper->arena))
        letter->holding |= 1u << WHEN_SHORTFALL;
    if (d->eligible_upgrade_to >= 0)
        letter->holding |= 1u << WHEN_ELIGIBLE;
}

static const char *basis_of(const struct letter *letter, struct arena *arena)
{
    const struct decision *d = letter->decision;

    if (letter->action != d->action)
        return "审批意见";
    return paper_basis(arena, d->scheme, d->reason_clause);
}

static const char *day_of(const struct letter *letter, struct arena *arena)
{
    const struct decision *d = letter->decision;

    if (letter->is_draft)
        return "　　　　年　　月　　日";
    return paper_day(arena, d->ruling ? d->ruling->on : letter->sheet->paper->run->export->as_of);
}

static void describe(struct letter *letter)
{
    struct arena *arena = letter->sheet->paper->arena;
    const struct decision *d = letter->decision;
    const struct certificate *held = d->held_certificate;
    const struct issue *issue = d->certificate_count ? &d->certificates[0] : NULL;
    const char **values = letter->words.values;

    paper_scheme_words(&letter->words, arena, d->scheme);
    values[PLACEHOLDER_UNIT] = d->unit->name;
    values[PLACEHOLDER_NAME_EN] = d->unit->name_en;
    values[PLACEHOLDER_USCC] = d->unit->uscc;
    values[PLACEHOLDER_ADDRESS] = d->unit->registered_address;
    values[PLACEHOLDER_NUMBER] = held ? held->no : "";
    values[PLACEHOLDER_LEVEL] = paper_level(d->scheme, d->from);
    values[PLACEHOLDER_TARGET] = letter->to >= 0 ? paper_level(d->scheme, letter->to) : "";
    values[PLACEHOLDER_ELIGIBLE] = d->eligible_upgrade_to >= 0 ? paper_level(d->scheme, d->eligible_upgrade_to) : "";
    values[PLACEHOLDER_MATTER] = matter_chinese(d->matter);
    values[PLACEHOLDER_NEW_NUMBER] = issue ? issue->certificate_no : "";
    values[PLACEHOLDER_NEW_TERM] = issue ? paper_days(arena, issue->valid_from, issue->valid_to) : "";
    values[PLACEHOLDER_TERM] = held ? paper_days(arena, held->valid_from, held->valid_to) : "";
    values[PLACEHOLDER_VALID_FROM] = held ? paper_day(arena, held->valid_from) : "";
    values[PLACEHOLDER_VALID_TO] = held ? paper_day(arena, held->valid_to) : "";
    values[PLACEHOLDER_ISSUED] = day_of(letter, arena);
    values[PLACEHOLDER_DAYS] = paper_days(arena, d->days_from, d->days_to);
    values[PLACEHOLDER_CLAUSE] = basis_of(letter, arena);
    values[PLACEHOLDER_WILL] = letter->is_draft ? "拟" : "";
    values[PLACEHOLDER_UNMET] = unmet_names(d, arena);
    values[PLACEHOLDER_OBJECTION] = arena_printf(arena, "%d", d->scheme->objection_days.value);
}

/* What a paper that must not go out yet says on top. */
static const char *draft_mark(const struct decision *decision)
{
    if (decision->ruling && decision->ruling->word == RULING_REJECTED)
        return "未予批准，本件不发出";
    if (decision->ruling && decision->ruling->word == RULING_DEFERRED)
        return "审批暂缓，本件不发出";
    if (decision->is_held)
        return "送审稿（暂缓办理，核实并审批后发出）";
    return "送审稿（审批后发出）";
}

static void draw_paragraph(struct letter *letter, const char *string, double indent)
{
    double points = letter->sheet->paper->style->body_points;
    const struct text_style style = {.font = FONT_SERIF, .points = points, .pitch = points * BODY_PITCH, .indent = indent,
                                     .align = ALIGN_BOTH};

    sheet_paragraph(letter->sheet, string, &style);
}

static void draw_table(struct letter *letter, bool unmet_only)
{
    if (!letter->decision->requirement_count || (unmet_only && !*letter->words.values[PLACEHOLDER_UNMET]))
        return;
    sheet_space(letter->sheet, 6);
    reasons_requirements(letter->sheet, letter->decision, unmet_only);
    sheet_space(letter->sheet, 8);
}

static void draw_signature(struct letter *letter)
{
    const struct paper *paper = letter->sheet->paper;
    double points = paper->style->body_points, pitch = points * BODY_PITCH, width = MM(80);
    const struct text_style style = {.font = FONT_SERIF, .points = points, .pitch = pitch, .align = ALIGN_CENTRE};

    sheet_need(letter->sheet, SEAL_ROOM + pitch);
    double x = A4_SHORT - letter->sheet->right - width, y = letter->sheet->y + pitch + SEAL_ROOM / 2 - pitch;
    const struct text *sender = text_fit(paper->typesetter, letter->decision->scheme->words.operator_name, &style,
                                         width, 2 * pitch, points / 2);
    if (sender)
        text_draw(paper->canvas, sender, x, y, width);
    text_draw(paper->canvas, text_set(paper->typesetter, letter->words.values[PLACEHOLDER_ISSUED], &style, 0), x,
              y + (sender ? text_height(sender) : pitch), width);
    letter->sheet->y += SEAL_ROOM + pitch;
}

static bool is_printed(const struct letter *letter, const struct notice_line *line)
{
    return (line->conditions & letter->holding) == line->conditions;
}

/* The last paragraph goes with the signature: no page holds a seal alone. */
static void keep_with_signature(struct letter *letter, const char *string)
{
    double pitch = letter->sheet->paper->style->body_points * BODY_PITCH;
    double lines = (double)text_characters(string) * letter->sheet->paper->style->body_points /
                   sheet_width(letter->sheet);

    sheet_need(letter->sheet, SEAL_ROOM + pitch * (lines + 2));
}

static void draw_body(struct letter *letter)
{
    const struct notice_wording *wording = letter->wording;
    size_t last = wording->count;

    while (last > 0 && !is_printed(letter, &wording->lines[last - 1]))
        last--;
    for (size_t i = 0; i < last; i++) {
        const struct notice_line *line = &wording->lines[i];
        if (!is_printed(letter, line))
            continue;
        if (line->what != NOTICE_PARAGRAPH) {
            draw_table(letter, line->what == NOTICE_UNMET_TABLE);
            continue;
        }
        const char *string = wording_fill(letter->sheet->paper->arena, line->text, &letter->words);
        if (i + 1 == last)
            keep_with_signature(letter, string);
        draw_paragraph(letter, string, 2);
    }
}

static void draw_letter(struct letter *letter)
{
    const struct paper *paper = letter->sheet->paper;
    const struct text_style mark = {.font = FONT_SERIF_BOLD, .points = 14, .pitch = 24, .colour = alarm};
    const struct text_style title = {.font = FONT_SERIF_BOLD, .points = paper->style->heading_points,
                                     .pitch = paper->style->heading_points * 1.4, .align = ALIGN_CENTRE};

    letter->sheet->page = 0;
    sheet_page(letter->sheet);
    if (letter->is_draft)
        sheet_paragraph(letter->sheet, draft_mark(letter->decision), &mark);
    sheet_space(letter->sheet, 10);
    sheet_paragraph(letter->sheet, wording_fill(paper->arena, letter->wording->title, &letter->words), &title);
    sheet_space(letter->sheet, 18);
    draw_paragraph(letter, arena_printf(paper->arena, "%s：", letter->decision->unit->name), 0);
    draw_body(letter);
    draw_signature(letter);
}

RESULT notice_draw(const struct paper *paper, const struct stationery *stationery, const struct packet *packet)
{
    const struct scheme *scheme = packet->decisions[0]->scheme;
    struct sheet sheet = {
        .paper = paper, .left = MM(28), .right = MM(26), .top = MM(30), .bottom = MM(28),
        .foot_left = arena_printf(paper->arena, "规则文件摘要 %.16s", scheme->digest), .is_letter = true,
    };
    bool has_one = false;

    for (size_t i = 0; i < packet->count; i++) {
        const struct decision *d = packet->decisions[i];
        struct letter letter = {.sheet = &sheet, .decision = d, .is_draft = !d->has_outcome,
                                .action = d->has_outcome ? d->outcome_action : d->action,
                                .to = d->has_outcome ? d->outcome_to : d->to};
        if (letter.action == ACTION_NONE)
            continue;
        letter.wording = &stationery->notices[letter.action];
        if (!letter.wording->title)
            return FAIL(RULES, "%s: there is no notice.%s.txt", scheme->programme->id, action_word(letter.action));
        sheet.foot_right = d->proposal_id;
        find_conditions(&letter);
        describe(&letter);
        draw_letter(&letter);
        has_one = true;
    }
    return has_one ? OK : FAIL(DEFECT, "%s: a notice without an action", packet->folder);
}
