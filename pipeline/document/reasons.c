/* reasons.c - requirements, tallies, parameters and notes in words. */
#include "document/reasons.h"

#include <string.h>

static const struct colour unmet_colour = {0.70, 0.06, 0.06};

static const char *unit_of(const struct scheme *scheme, const struct requirement_result *result)
{
    const struct requirement *requirement = result->requirement;

    if (!requirement || result->is_yes_no || !requirement->condition_count || requirement->conditions[0].metric < 0)
        return "";
    return scheme->metrics[requirement->conditions[0].metric].unit_of_measure;
}

static const char *figure(struct arena *arena, struct exact value, const char *unit)
{
    char text[EXACT_TEXT_SIZE];

    return arena_printf(arena, "%s%s", exact_text(value, 8, text), unit);
}

static const char *margin_of(struct arena *arena, const struct requirement_result *result)
{
    struct exact required = result->required;
    char text[EXACT_TEXT_SIZE];

    if (result->is_yes_no)
        return "—";
    required.num = -required.num;
    struct exact margin = exact_add(result->value, required);
    return arena_printf(arena, "%s%s", margin.num > 0 ? "+" : "", exact_text(margin, 8, text));
}

/* The words of the level looked at; where it has none, of any level. */
static const char *words_of(const struct requirement_result *result)
{
    if (!result->requirement)
        return "—";
    if (result->level >= 0 && result->requirement->texts[result->level])
        return result->requirement->texts[result->level];
    for (size_t i = 0; i < MAX_LEVELS; i++)
        if (result->requirement->texts[i])
            return result->requirement->texts[i];
    return "—";
}

static const struct table_head requirement_head = {
    .cells = {
        {.width = 0.20, .text = "指标", .font = FONT_SANS_BOLD, .align = ALIGN_CENTRE, .is_shaded = true},
        {.width = 0.32, .text = "文件要求", .font = FONT_SANS_BOLD, .align = ALIGN_CENTRE, .is_shaded = true},
        {.width = 0.13, .text = "条款", .font = FONT_SANS_BOLD, .align = ALIGN_CENTRE, .is_shaded = true},
        {.width = 0.09, .text = "实际", .font = FONT_SANS_BOLD, .align = ALIGN_CENTRE, .is_shaded = true},
        {.width = 0.09, .text = "要求", .font = FONT_SANS_BOLD, .align = ALIGN_CENTRE, .is_shaded = true},
        {.width = 0.08, .text = "差额", .font = FONT_SANS_BOLD, .align = ALIGN_CENTRE, .is_shaded = true},
        {.width = 0.09, .text = "结论", .font = FONT_SANS_BOLD, .align = ALIGN_CENTRE, .is_shaded = true},
    },
    .count = 7,
};

static void requirement_row(struct sheet *sheet, const struct decision *decision,
                            const struct requirement_result *result)
{
    struct arena *arena = sheet->paper->arena;
    struct cell cells[MAX_CELLS];
    const char *unit = unit_of(decision->scheme, result);

    memcpy(cells, requirement_head.cells, sizeof cells);
    for (size_t i = 0; i < requirement_head.count; i++) {
        cells[i].font = FONT_SANS;
        cells[i].is_shaded = false;
    }
    cells[0].text = paper_requirement(result);
    cells[0].align = ALIGN_START;
    cells[1].text = words_of(result);
    cells[1].align = ALIGN_START;
    cells[2].text = paper_clause(result->clause);
    cells[3].text = result->is_yes_no ? (result->is_met ? "符合" : "不符合") : figure(arena, result->value, unit);
    cells[4].text = result->is_yes_no ? "符合" : figure(arena, result->required, unit);
    cells[5].text = margin_of(arena, result);
    cells[6].text = result->is_met ? "达到" : "未达到";
    if (!result->is_met)
        for (size_t i = 3; i < 7; i += i == 3 ? 2 : 1) { /* not what is required */
            cells[i].font = FONT_SANS_BOLD;
            cells[i].colour = unmet_colour;
        }
    table_row(sheet, cells, requirement_head.count, 0);
}

void reasons_requirements(struct sheet *sheet, const struct decision *decision, bool unmet_only)
{
    table_begin(sheet, &requirement_head);
    for (size_t i = 0; i < decision->requirement_count; i++)
        if (!unmet_only || !decision->requirements[i].is_met)
            requirement_row(sheet, decision, &decision->requirements[i]);
    table_end(sheet);
}

static const struct table_head tally_head = {
    .cells = {
        {.width = 0.24, .text = "数据项", .font = FONT_SANS_BOLD, .align = ALIGN_CENTRE, .is_shaded = true},
        {.width = 0.13, .text = "数值", .font = FONT_SANS_BOLD, .align = ALIGN_CENTRE, .is_shaded = true},
        {.width = 0.63, .text = "来源", .font = FONT_SANS_BOLD, .align = ALIGN_CENTRE, .is_shaded = true},
    },
    .count = 3,
};

static void add_part(struct bytes *out, uint32_t count, const char *before, const char *after)
{
    if (count)
        bytes_printf(out, "%s%u条%s", before, (unsigned)count, after);
}

static const char *tally_words(struct arena *arena, const struct tally *tally)
{
    uint32_t aside = tally->unmatched + tally->outside + tally->future + tally->pending + tally->refused;
    struct bytes out;
    bool has_one = false;
    const struct { uint32_t count; const char *after; } parts[] = {
        {tally->unmatched, "不符合计数条件"}, {tally->outside, "不在计入期间"}, {tally->future, "晚于数据截止日"},
        {tally->pending, "待核"},             {tally->refused, "被退回"},
    };

    bytes_init(&out, arena);
    if (tally->counted)
        bytes_printf(&out, "计入%u条", (unsigned)tally->counted);
    else
        bytes_add_text(&out, "无计入记录");
    add_part(&out, tally->repeated, "，其中", "与已计入的同组或同一目标，不重复计数");
    if (aside)
        bytes_add_text(&out, "；未计入：");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].count) {
            add_part(&out, parts[i].count, has_one ? "、" : "", parts[i].after);
            has_one = true;
        }
    bytes_add_text(&out, "。");
    return bytes_text(&out);
}

void reasons_tallies(struct sheet *sheet, const struct decision *decision)
{
    struct arena *arena = sheet->paper->arena;

    table_begin(sheet, &tally_head);
    for (size_t i = 0; i < decision->scheme->metric_count; i++) {
        const struct metric *metric = &decision->scheme->metrics[i];
        const struct tally *tally = &decision->tallies[i];
        const struct cell cells[] = {
            {.width = 0.24, .text = metric->name, .font = FONT_SANS},
            {.width = 0.13, .text = figure(arena, tally->value, metric->unit_of_measure), .font = FONT_SANS,
             .align = ALIGN_CENTRE},
            {.width = 0.63, .text = tally_words(arena, tally), .font = FONT_SANS},
        };
        table_row(sheet, cells, 3, 0);
    }
    table_end(sheet);
}

static const struct table_head parameter_head = {
    .cells = {
        {.width = 0.60, .text = "参数", .font = FONT_SANS_BOLD, .align = ALIGN_CENTRE, .is_shaded = true},
        {.width = 0.15, .text = "取值", .font = FONT_SANS_BOLD, .align = ALIGN_CENTRE, .is_shaded = true},
        {.width = 0.25, .text = "出处", .font = FONT_SANS_BOLD, .align = ALIGN_CENTRE, .is_shaded = true},
    },
    .count = 3,
};

static void parameter_row(struct sheet *sheet, const struct parameter *parameter)
{
    const struct cell cells[] = {
        {.width = 0.60, .text = parameter->name, .font = FONT_SANS},
        {.width = 0.15, .text = arena_printf(sheet->paper->arena, "%d", parameter->value), .font = FONT_SANS,
         .align = ALIGN_CENTRE},
        {.width = 0.25, .text = paper_clause(parameter->clause), .font = FONT_SANS, .align = ALIGN_CENTRE},
    };

    if (parameter->name) /* a scheme may do without */
        table_row(sheet, cells, 3, 0);
}

void reasons_parameters(struct sheet *sheet, const struct decision *decision)
{
    const struct scheme *scheme = decision->scheme;

    table_begin(sheet, &parameter_head);
    if (decision->matter == MATTER_REVIEW) {
        parameter_row(sheet, &scheme->opens_working_days);
        parameter_row(sheet, &scheme->overdue_days);
    }
    if (decision->matter == MATTER_TRIAL && scheme->has_trial)
        parameter_row(sheet, &scheme->trial_months);
    if (decision->is_early)
        parameter_row(sheet, &scheme->early_multiple);
    if (decision->matter != MATTER_CHANGE && decision->matter != MATTER_WITHDRAWAL)
        parameter_row(sheet, &scheme->term_months);
    if (action_is_adverse(decision->action))
        parameter_row(sheet, &scheme->objection_days);
    table_end(sheet);
}

/* Notes that name something after a colon have it where %s stands. */
static const struct { const char *note, *sentence; } notes[] = {
    {"already-holder", "该单位已持有有效证书，其申请不另行办理。"},
    {"withdrawal-open", "该单位已提出退出申请，等待批复；批复自下一期起计入。"},
    {"last-run-before-expiry", "本期是证书到期前最后一次例行办理，须在到期前办结。"},
    {"evidence-not-covered", "导出数据未覆盖应计入的全部期间，本期不作评价。"},
    {"awaiting-assessment", "尚无可用的评估结果，本期不作评价。"},
    {"future", "有日期晚于数据截止日的记录，未计入。"},
    {"term-over", "按规则计算的新有效期已经届满，不再签发证书。"},
    {"missing-from-export", "登记簿中有该单位，本期导出数据中没有，请核实。"},
    {"barred-next-term", "停止下一届申请资格。"},
    {"rectify-by", "整改期限：%s。"},
    {"not-assessed", "未见对该项的评估意见：%s。"},
    {"tied", "专家意见相持，须复核：%s。"},
    {"conflict", "同一专家意见前后不一，须复核：%s。"},
    {"fact-contradicts", "申报事实与评估意见不符：%s。"},
    {"reuse", "人员重复计入，本方向不计：%s。"},
};

const char *reasons_note(struct arena *arena, const char *note)
{
    const char *colon = strstr(note, ": ");
    size_t length = colon ? (size_t)(colon - note) : strlen(note);
    date day;

    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        const char *place = strstr(notes[i].sentence, "%s");
        if (strlen(notes[i].note) != length || memcmp(notes[i].note, note, length) != 0 || !place != !colon)
            continue;
        if (!place)
            return notes[i].sentence;
        return arena_printf(arena, "%.*s%s%s", (int)(place - notes[i].sentence), notes[i].sentence,
                            date_parse_plain(colon + 2, &day) ? paper_day(arena, day) : colon + 2, place + 2);
    }
    return note;
}
