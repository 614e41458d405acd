/* sheet_assessment.c - the evaluation behind a decision: who evaluated, when and
 * how, what experts and evaluator say, for what and how long the result holds. */
#include "document/section.h"

#include <math.h>
#include <string.h>

#define EVALUATOR_HEIGHT 76.0 /* of the evaluator's box */
#define SIGNATURE_HEIGHT 42.0 /* of the place to sign in a box, and its edges */

static const struct assessment *assessment_of(const struct section *section)
{
    const struct decision *d = section->decision;

    return section_is_rated(d) && d->entry ? d->entry->assessment : NULL;
}

static const char *form_words(const char *form)
{
    return strcmp(form, "self") == 0 ? "自评估" : "第三方评估";
}

/* How many items were asked, and of these how many necessary ones. */
static const char *extent_words(struct section *section)
{
    const struct docket_entry *entry = section->decision->entry;
    size_t asked = 0, necessary = 0, voices = entry->assessment->expert_count;

    for (size_t i = 0; i < entry->checklist->count; i++)
        if (entry->checks[i].is_asked && entry->checklist->checks[i].is_used) {
            asked++;
            necessary += entry->checklist->checks[i].item->is_necessary;
        }
    if (!asked)
        return arena_printf(section->arena, "评价专家%zu名", voices);
    if (necessary)
        return arena_printf(section->arena, "评价指标%zu项，其中必要项%zu项；评价专家%zu名", asked, necessary, voices);
    return arena_printf(section->arena, "评价指标%zu项；评价专家%zu名", asked, voices);
}

static const struct table_head expert_head = {
    .cells = {TABLE_HEAD_CELL(0.20, "评价专家"), TABLE_HEAD_CELL(0.80, "工作单位")}, .count = 2, .left = 1u << 1};

static void draw_experts(struct section *section, const struct assessment *assessment)
{
    table_begin(section->sheet, &expert_head);
    for (size_t i = 0; i < assessment->expert_count; i++) {
        const struct expert *expert = &assessment->experts[i];
        table_texts(section->sheet, &expert_head,
                    (const char *const[]){expert->name, expert->organisation ? expert->organisation : "未填写"}, 0);
    }
    table_end(section->sheet);
}

void assessment_draw(struct section *section)
{
    const struct assessment *assessment = assessment_of(section);
    struct sheet *sheet = section->sheet;

    if (!assessment)
        return;
    section_heading(section, "评价活动");
    table_form(sheet, "参评机构", section->decision->unit->name, NULL, NULL);
    table_form(sheet, "评价主体", assessment->evaluator, NULL, NULL);
    table_form(sheet, "评价时间", paper_days(section->arena, assessment->from, assessment->to), "评价形式",
               form_words(assessment->form));
    table_form(sheet, "评价编号", assessment->id, NULL, NULL);
    if (section_has_checks(section))
        table_form(sheet, "评价内容", extent_words(section), NULL, NULL);
    table_form(sheet, "评价依据", section->decision->scheme->words.document, NULL, NULL);
    if (assessment->expert_count)
        draw_experts(section, assessment);
}

/* For whom and for what the result holds. */
static const char *reach_words(struct section *section)
{
    const struct decision *d = section->decision;
    const char *track = paper_track(d), *scope = section_scope(section);
    struct bytes out;

    bytes_init(&out, section->arena);
    bytes_printf(&out, "作用范围：本次评价结果仅适用于%s", d->unit->name);
    if (*track)
        bytes_printf(&out, "的“%s”", track);
    if (*scope)
        bytes_printf(&out, "，限于下列服务项：%s；其他服务项未作评价", scope);
    else if (d->track >= 0 && d->scheme->programme->takes_scope)
        bytes_add_text(&out, "，包括该类别全部服务项");
    bytes_add_text(&out, "。");
    return bytes_text(&out);
}

static const char *term_words(struct section *section)
{
    const struct decision *d = section->decision;
    const struct parameter *months = &d->scheme->term_months;
    const char *as_of = paper_day(section->arena, section->sheet->paper->run->export->as_of);
    const char *begins = d->held_certificate ? "原证书有效期届满次日"
                                             : arena_printf(section->arena, "数据截止日（%s）", as_of);
    struct bytes out;

    bytes_init(&out, section->arena);
    bytes_printf(&out, "时效：评价反映截至%s的情况。", paper_day(section->arena, d->entry->assessment->to));
    if (d->certificate_count)
        bytes_printf(&out, "已签发证书有效期%s。",
                     paper_days(section->arena, d->certificates[0].valid_from, d->certificates[0].valid_to));
    else if (d->to >= 0 && months->value && d->action != ACTION_RECTIFY && d->action != ACTION_NONE)
        bytes_printf(&out, "获批准后，证书有效期%d个月（%s），自%s起算。", months->value, paper_clause(months->clause),
                     begins);
    return bytes_text(&out);
}

/* Room for what belongs together, unless it would take more than half a page. */
static void keep(struct section *section, double height)
{
    if (height <= A4_LONG / 2)
        sheet_need(section->sheet, height);
}

void assessment_draw_validity(struct section *section)
{
    if (!assessment_of(section))
        return;
    const char *reach = reach_words(section), *term = term_words(section);
    section_heading(section, "作用范围与时效");
    keep(section, section_line_height(section, reach) + section_line_height(section, term));
    section_line(section, reach);
    section_line(section, term);
}

static const char *said(const char *opinion)
{
    return opinion ? opinion : "（未填写书面意见）";
}

/* Lines of a box's text and the place to sign, near enough. */
static double box_height(const struct section *section, const char *opinion)
{
    return section_line_height(section, said(opinion)) + SIGNATURE_HEIGHT;
}

/* Of the boxes from an expert's on, the evaluator's the last. */
static double opinions_height(const struct section *section, const struct assessment *assessment, size_t from)
{
    double height = fmax(EVALUATOR_HEIGHT, box_height(section, assessment->opinion));

    for (size_t i = from; i < assessment->expert_count; i++)
        height += box_height(section, assessment->experts[i].opinion);
    return height;
}

void assessment_draw_opinions(struct section *section)
{
    const struct assessment *assessment = assessment_of(section);

    if (!assessment)
        return;
    section_heading(section, "评价专家与评价主体意见");
    keep(section, opinions_height(section, assessment, 0));
    for (size_t i = 0; i < assessment->expert_count; i++) {
        if (i + 1 == assessment->expert_count)
            keep(section, opinions_height(section, assessment, i));
        table_opinion(section->sheet, arena_printf(section->arena, "评价专家%s", assessment->experts[i].name),
                      said(assessment->experts[i].opinion), SIGNED_BY_HAND, 0);
    }
    table_opinion(section->sheet, "评价主体", said(assessment->opinion), SIGNED_AND_SEALED, EVALUATOR_HEIGHT);
}
