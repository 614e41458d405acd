/* notice.c - the outgoing paper to the unit (通知书), worded by a template.
 *
 * It holds nothing about persons: not the contact of the unit, not who ruled. */
#include "document/reasons.h"

#include "base/text.h"
#include "document/table.h"
#include "model/docket.h"

#include <string.h>

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

/* What holds when a placeholder has something to stand for it. */
static const struct { enum notice_when when; enum placeholder placeholder; } known[] = {
    {WHEN_TRACK, PLACEHOLDER_TRACK},
    {WHEN_SCOPE, PLACEHOLDER_SCOPE},
    {WHEN_SCORE, PLACEHOLDER_SCORE},
    {WHEN_DEADLINE, PLACEHOLDER_DEADLINE},
};

/* Whether this check of the catalogue has to be met for what was judged, and is not: a
 * necessary one, or one of the lists of the level under review. */
static bool stands_in_the_way(const struct docket_entry *entry, size_t i)
{
    const struct check *check = &entry->checklist->checks[i];
    const struct check_result *result = &entry->checks[i];
    unsigned levels = entry->certificate ? check->levels : check->applicant_levels;
    unsigned asked = 0;

    if (!result->is_asked || result->verdict == CHECK_MET ||
        (result->verdict == CHECK_NA && entry->scheme->programme->na_exempts))
        return false;
    if (check->item->level < 0)
        return check->item->is_necessary;
    if (entry->level_under_review >= 0) /* a chapter's list adds to those below it, a common one stands for itself */
        asked = check->is_professional ? (2u << entry->level_under_review) - 1 : 1u << entry->level_under_review;
    return levels & asked;
}

static bool is_lacking(const struct decision *d)
{
    const struct docket_entry *entry = d->entry;

    if (!entry || !entry->checklist || !entry->checks || !d->requirement_count)
        return false;
    for (size_t i = 0; i < entry->checklist->count; i++)
        if (stands_in_the_way(entry, i))
            return true;
    return false;
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
    if (is_lacking(d))
        letter->holding |= 1u << WHEN_LACKING;
    if (d->eligible_upgrade_to >= 0)
        letter->holding |= 1u << WHEN_ELIGIBLE;
    if (d->held_certificate)
        letter->holding |= 1u << WHEN_HELD;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (*letter->words.values[known[i].placeholder])
            letter->holding |= 1u << known[i].when;
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

/* Of the certificate issued, else of the one held, else asked for. */
static const char *scope_of(const struct decision *d, struct arena *arena)
{
    const struct value *asked = d->submission ? submission_value(d->submission, "scope") : NULL;

    if (d->certificate_count)
        return paper_scope(arena, d->scheme, d->certificates[0].scope, d->certificates[0].scope_count);
    if (d->held_certificate)
        return paper_scope(arena, d->scheme, d->held_certificate->scope, d->held_certificate->scope_count);
    return asked ? paper_scope(arena, d->scheme, asked->list, asked->list_count) : "";
}

/* 2026H1 as 2026年上半年. */
static const char *half_year_of(const struct decision *d, struct arena *arena)
{
    const char *half = d->matter == MATTER_HALF_YEAR ? strchr(d->cycle, 'H') : NULL;

    return half ? arena_printf(arena, "%.*s年%s半年", (int)(half - d->cycle), d->cycle, half[1] == '1' ? "上" : "下") : "";
}

/* Two decimals, cut and not rounded: what is below the mark never looks as if it were on it. */
static const char *score_of(const struct decision *d, struct arena *arena)
{
    char text[EXACT_TEXT_SIZE];

    if (!d->entry || !d->entry->has_score)
        return "";
    struct exact hundredfold = exact_multiply(d->entry->score, EXACT(100));
    return arena_strdup(arena, exact_text(exact_make(hundredfold.num / hundredfold.den, 100), 2, text));
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
    values[PLACEHOLDER_TRACK] = paper_track(d);
    values[PLACEHOLDER_SCOPE] = scope_of(d, arena);
    values[PLACEHOLDER_HALF_YEAR] = half_year_of(d, arena);
    values[PLACEHOLDER_SCORE] = score_of(d, arena);
    values[PLACEHOLDER_DEADLINE] = d->deadline != DATE_NONE ? paper_day(arena, d->deadline) : "";
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

static const struct table_head item_head = {
    .cells = {
        {.width = 0.18, .text = "条款", .font = FONT_SANS_BOLD, .align = ALIGN_CENTRE, .is_shaded = true},
        {.width = 0.82, .text = "文件要求", .font = FONT_SANS_BOLD, .align = ALIGN_CENTRE, .is_shaded = true},
    },
    .count = 2,
};

static void draw_items(struct letter *letter)
{
    const struct docket_entry *entry = letter->decision->entry;

    table_begin(letter->sheet, &item_head);
    for (size_t i = 0; i < entry->checklist->count; i++) {
        const struct item *item = entry->checklist->checks[i].item;
        const struct cell cells[] = {
            {.width = 0.18, .text = item->clause, .font = FONT_SANS, .align = ALIGN_CENTRE},
            {.width = 0.82, .text = item->text, .font = FONT_SANS},
        };
        if (stands_in_the_way(entry, i))
            table_row(letter->sheet, cells, 2, 0);
    }
    table_end(letter->sheet);
}

static void draw_table(struct letter *letter, enum notice_what what)
{
    const struct decision *d = letter->decision;

    if (!d->requirement_count || (what == NOTICE_UNMET_TABLE && !*letter->words.values[PLACEHOLDER_UNMET]) ||
        (what == NOTICE_ITEMS_TABLE && !is_lacking(d)))
        return;
    sheet_space(letter->sheet, 6);
    if (what == NOTICE_ITEMS_TABLE)
        draw_items(letter);
    else
        reasons_requirements(letter->sheet, d, what == NOTICE_UNMET_TABLE);
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
    return (line->conditions & letter->holding) == line->conditions && !(line->exclusions & letter->holding);
}

static const char *words_of(const struct letter *letter, const struct notice_line *line)
{
    return wording_fill(letter->sheet->paper->arena, line->text, &letter->words);
}

/* Where the end of the letter begins: its last paragraph, and the one before it. */
static size_t end_of(const struct letter *letter)
{
    size_t end = letter->wording->count, paragraphs = 0;

    for (size_t i = end; i-- > 0 && paragraphs < 2;) {
        const struct notice_line *line = &letter->wording->lines[i];
        if (!is_printed(letter, line))
            continue;
        if (line->what != NOTICE_PARAGRAPH)
            break;
        end = i;
        paragraphs++;
    }
    return end;
}

/* The end goes with the signature: no page holds a seal and a closing word alone. */
static void keep_with_signature(struct letter *letter, size_t end)
{
    double points = letter->sheet->paper->style->body_points, lines = 1;

    for (size_t i = end; i < letter->wording->count; i++)
        if (is_printed(letter, &letter->wording->lines[i]))
            lines += 1 + (double)text_characters(words_of(letter, &letter->wording->lines[i])) * points /
                             sheet_width(letter->sheet);
    sheet_need(letter->sheet, SEAL_ROOM + points * BODY_PITCH * lines);
}

static void draw_body(struct letter *letter)
{
    const struct notice_wording *wording = letter->wording;
    size_t end = end_of(letter);

    for (size_t i = 0; i < wording->count; i++) {
        const struct notice_line *line = &wording->lines[i];
        if (i == end)
            keep_with_signature(letter, end);
        if (!is_printed(letter, line))
            continue;
        if (line->what == NOTICE_PARAGRAPH)
            draw_paragraph(letter, words_of(letter, line), 2);
        else
            draw_table(letter, line->what);
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
        describe(&letter);
        find_conditions(&letter);
        draw_letter(&letter);
        has_one = true;
    }
    return has_one ? OK : FAIL(DEFECT, "%s: a notice without an action", packet->folder);
}
