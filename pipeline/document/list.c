/* list.c - the public list of a programme: levels and honours, names only.
 *
 * Who is on it holds a valid certificate on the day of the data, or is given one by this run; what
 * is only proposed changes nothing. */
#include "document/report.h"

#define SIGNATURE_PITCH 1.5 /* in sizes */
#define SIGNATURE_ROOM(sheet) (4 * SIGNATURE_PITCH * (sheet)->paper->style->body_points)

struct list {
    struct report report;
    const char *const *names; /* by position of the unit: as changed by this run; NULL: as it was */
    size_t left;              /* names still to come */
};

/* The level a subject is listed under; -1: it is not. */
static int listed_level(const struct list *list, const struct decision *d)
{
    date as_of = list->report.run->export->as_of;

    if (!report_covers(&list->report, d) || d->status == STATUS_DECIDED)
        return -1;
    if (d->has_outcome && d->outcome_action != ACTION_NONE && d->outcome_action != ACTION_REFER)
        return d->outcome_to;
    return d->held_certificate && d->held_certificate->valid_from <= as_of && d->held_certificate->valid_to >= as_of
               ? d->held_certificate->level
               : -1;
}

static bool is_listed(const struct list *list, size_t i, int level, bool wants_honour)
{
    const struct decision *d = &list->report.run->plan->decisions[i];

    if (wants_honour)
        return d->scheme == list->report.scheme && d->has_outcome && d->outcome_action == ACTION_COMMEND;
    return listed_level(list, d) == level && !report_has_withdrawn(&list->report, i);
}

/* Names as the certificates of this run have them. */
static const char *const *changed_names(const struct report *report)
{
    const struct plan *plan = report->run->plan;
    const char **names = ARENA_ARRAY(report->section.arena, const char *, report->run->export->units.count + 1);

    for (size_t i = 0; i < plan->count; i++) {
        const struct decision *d = &plan->decisions[i];
        if (d->matter == MATTER_CHANGE && d->certificate_count)
            names[d->unit->index] = d->certificates[0].name;
    }
    return names;
}

static const struct table_head plain_head = {
    .cells = {TABLE_HEAD_CELL(0.12, "序号"), TABLE_HEAD_CELL(0.88, "单位名称")},
    .count = 2,
    .points = 12,
    .left = 1u << 1,
};
static const struct table_head track_head = {
    .cells = {TABLE_HEAD_CELL(0.12, "序号"), TABLE_HEAD_CELL(0.56, "单位名称"), TABLE_HEAD_CELL(0.32, "服务类别")},
    .count = 3,
    .points = 12,
    .left = 1u << 1,
};

static size_t count_names(const struct list *list, int level, bool wants_honour)
{
    size_t n = 0;

    for (size_t i = 0; i < list->report.run->plan->count; i++)
        n += is_listed(list, i, level, wants_honour);
    return n;
}

/* 24家; with tracks 24项，21家, as a unit may be listed for several. */
static const char *total_of(const struct list *list, size_t total, int level, bool wants_honour)
{
    struct arena *arena = list->report.section.arena;
    const struct plan *plan = list->report.run->plan;
    const struct unit *last = NULL;
    size_t units = 0;

    for (size_t i = 0; i < plan->count; i++)
        if (is_listed(list, i, level, wants_honour) && plan->decisions[i].unit != last) {
            last = plan->decisions[i].unit;
            units++;
        }
    return list->report.scheme->programme->track_count ? arena_printf(arena, "%zu项，%zu家", total, units)
                                                       : arena_printf(arena, "%zu家", units);
}

/* The name; of a certificate issued by this run whose term is still to begin, with the day from which it counts. */
static const char *name_of(const struct list *list, const struct decision *d, int level)
{
    const struct report *report = &list->report;
    struct arena *arena = report->section.arena;
    date as_of = report->run->export->as_of;
    const struct certificate *held = d->held_certificate;
    const char *name = list->names[d->unit->index] ? list->names[d->unit->index] : d->unit->name;
    bool is_held = held && held->level == level && held->valid_from <= as_of && held->valid_to >= as_of;

    name = report_name(report->section.sheet->paper, name, d->unit->id);
    for (size_t i = 0; i < d->certificate_count && !is_held; i++)
        if (d->certificates[i].level == level && d->certificates[i].valid_from > as_of)
            return arena_printf(arena, "%s%s（有效期自%s起）", name,
                                report->scheme->programme->track_count ? TEXT_LINE_BREAK : "", /* a narrow column */
                                paper_day(arena, d->certificates[i].valid_from));
    return name;
}

static void draw_names(struct list *list, const char *heading, int level, bool wants_honour)
{
    const struct plan *plan = list->report.run->plan;
    struct section *section = &list->report.section;
    const struct table_head *head = list->report.scheme->programme->track_count ? &track_head : &plain_head;
    const struct text_style style = {.font = FONT_SERIF_BOLD, .points = 14, .pitch = 22};
    size_t total = count_names(list, level, wants_honour), n = 0;

    if (!total)
        return;
    sheet_heading(section->sheet, arena_printf(section->arena, "%s（%s）", heading, total_of(list, total, level, wants_honour)),
                  &style);
    table_begin(section->sheet, head);
    for (size_t i = 0; i < plan->count; i++) {
        const struct decision *d = &plan->decisions[i];
        if (!is_listed(list, i, level, wants_honour))
            continue;
        table_texts(section->sheet, head,
                    (const char *const[]){arena_printf(section->arena, "%zu", ++n), name_of(list, d, level),
                                          paper_track(d)},
                    0);
    }
    list->left -= total;
    table_end_above(section->sheet, list->left ? 0 : SIGNATURE_ROOM(section->sheet)); /* no page has the sender alone */
    sheet_space(section->sheet, 6);
}

static void draw_words(struct list *list)
{
    struct section *section = &list->report.section;
    const struct scheme_words *words = &list->report.scheme->words;
    const struct paper *paper = section->sheet->paper;
    double points = paper->style->body_points;
    const struct text_style title = {.font = FONT_SERIF_BOLD,
                                     .points = paper->style->heading_points,
                                     .pitch = paper->style->heading_points * 1.4,
                                     .align = ALIGN_CENTRE};
    const struct text_style body = {
        .font = FONT_SERIF, .points = points, .pitch = points * 1.75, .indent = 2, .align = ALIGN_BOTH};
    struct wording wording = {{0}};

    paper_scheme_words(&wording, section->arena, list->report.scheme);
    wording.values[PLACEHOLDER_ISSUED] = paper_day(section->arena, paper->run->export->as_of);
    sheet_space(section->sheet, 10);
    sheet_paragraph(section->sheet, words->short_name, &title);
    sheet_paragraph(section->sheet, words->list_title ? words->list_title : "名单公告", &title);
    sheet_space(section->sheet, 14);
    sheet_paragraph(section->sheet,
                    wording_fill(section->arena,
                                 words->list_text ? words->list_text
                                                  : "根据{{document}}，截至{{issued}}，下列单位具有{{holder}}资格，现予公告。",
                                 &wording),
                    &body);
    sheet_space(section->sheet, 8);
}

static void draw_signature(struct list *list)
{
    struct sheet *sheet = list->report.section.sheet;
    double points = sheet->paper->style->body_points, pitch = points * SIGNATURE_PITCH;
    const struct text_style style = {.font = FONT_SERIF, .points = points, .pitch = pitch, .align = ALIGN_END};

    sheet_need(sheet, 3 * pitch);
    sheet_space(sheet, pitch);
    sheet_paragraph(sheet, list->report.scheme->words.operator_name, &style);
    sheet_paragraph(sheet, "　　　　年　　月　　日", &style);
}

RESULT list_draw(const struct paper *paper, const struct scheme *scheme)
{
    struct sheet sheet = {.paper = paper, .left = MM(28), .right = MM(26), .top = MM(30), .bottom = MM(28),
                          .is_letter = true,
                          .foot_left = arena_printf(paper->arena, "规则文件摘要 %.16s", scheme->digest),
                          .foot_right = arena_printf(paper->arena, "数据期 %s", paper->run->export->period)};
    struct list list = {
        .report = {.section = {.sheet = &sheet, .arena = paper->arena}, .scheme = scheme, .run = paper->run}};

    list.names = changed_names(&list.report);
    sheet_page(&sheet);
    draw_words(&list);
    list.left = count_names(&list, -1, true);
    for (int level = 0; level < (int)scheme->programme->level_count; level++)
        list.left += count_names(&list, level, false);
    for (int level = (int)scheme->programme->level_count - 1; level >= 0; level--)
        draw_names(&list, paper_level(scheme, level), level, false);
    draw_names(&list, "通报表扬", -1, true);
    draw_signature(&list);
    return OK;
}
