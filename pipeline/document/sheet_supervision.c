/* sheet_supervision.c - requirements under the matters of a supervision, and how
 * much each shortfall weighs: the worst decides. */
#include "document/reasons.h"
#include "document/section.h"
#include "model/chinese.h"

static const struct table_head supervision_head = {
    .cells = {TABLE_HEAD_CELL(0.11, "条款"), TABLE_HEAD_CELL(0.47, "审查内容"), TABLE_HEAD_CELL(0.10, "实际"),
              TABLE_HEAD_CELL(0.10, "要求"), TABLE_HEAD_CELL(0.11, "严重程度"), TABLE_HEAD_CELL(0.11, "结论")},
    .count = 6,
    .points = 9.5,
    .wide = 1u << 1,
};

/* The document's words where they are not kept: what is met needs no more than its name. */
static void draw_row(struct section *section, const struct requirement_result *result)
{
    const struct requirement *requirement = result->requirement;
    const char *name = requirement->name;

    if (!result->is_met && requirement->texts[result->level])
        name = arena_printf(section->arena, "%s：%s", name, requirement->texts[result->level]);
    table_texts(section->sheet, &supervision_head,
                (const char *const[]){paper_clause(result->clause), name,
                                      reasons_value(section->arena, section->decision, result),
                                      reasons_required(section->arena, section->decision, result),
                                      severity_chinese(requirement->severity), result->is_met ? "符合" : "不符合"},
                result->is_met ? 0 : 1u << 5);
}

/* All of one group; without groups all there are. */
static void draw_group(struct section *section, size_t group)
{
    const struct decision *d = section->decision;
    const struct scheme_words *words = &d->scheme->words;
    bool is_named = false;

    for (size_t i = 0; i < d->requirement_count; i++) {
        if (words->group_count && d->requirements[i].requirement->group != (int)group)
            continue;
        if (words->group_count && !is_named)
            table_group(section->sheet, words->groups[group].text);
        is_named = true;
        draw_row(section, &d->requirements[i]);
    }
}

static const char *result_words(struct section *section)
{
    const struct decision *d = section->decision;
    enum severity worst = SEVERITY_MINOR;
    size_t unmet[SEVERITY_CRITICAL + 1] = {0}, count = 0;
    struct bytes out;

    for (size_t i = 0; i < d->requirement_count; i++)
        if (!d->requirements[i].is_met) {
            enum severity severity = d->requirements[i].requirement->severity;
            worst = severity > worst ? severity : worst;
            unmet[severity]++;
            count++;
        }
    if (!count)
        return "审查内容全部符合。";
    bytes_init(&out, section->arena);
    bytes_printf(&out, "不符合%zu项", count);
    for (int i = SEVERITY_CRITICAL; i >= SEVERITY_MINOR; i--)
        bytes_printf(&out, "%s%s%zu项", i == SEVERITY_CRITICAL ? "：" : "，", severity_chinese((enum severity)i),
                     unmet[i]);
    bytes_printf(&out, "。最重的为“%s”（严重程度为%s）。", severity_chinese(worst), paper_clause(NULL));
    if (d->deadline != DATE_NONE)
        bytes_printf(&out, "整改期限：%s（自数据截止日起%d日，%s）。", paper_day(section->arena, d->deadline),
                     d->scheme->rectify_days.value, paper_clause(d->scheme->rectify_days.clause));
    return bytes_text(&out);
}

void supervision_draw(struct section *section)
{
    size_t groups = section->decision->scheme->words.group_count;

    section_heading(section, "监督审查");
    table_begin(section->sheet, &supervision_head);
    for (size_t group = 0; group < (groups ? groups : 1); group++)
        draw_group(section, group);
    table_end(section->sheet);
    section_result(section, result_words(section), section->decision->entry->attained < 0);
}
