/* reasons.c - requirements, tallies and parameters in words. */
#include "document/reasons.h"

#include "model/docket.h"
#include "model/evidence_log.h"

#include <string.h>

enum { MAX_PARAMETERS = 16 };

const char *reasons_unit(const struct scheme *scheme, const struct requirement_result *result)
{
    const struct requirement *requirement = result->requirement;

    if (!requirement || result->is_yes_no)
        return "";
    switch (requirement->source) {
    case SOURCE_CONDITIONS:
        return requirement->conditions[0].metric < 0 || requirement->conditions[0].is_per_month
                   ? ""
                   : scheme->metrics[requirement->conditions[0].metric].unit_of_measure;
    case SOURCE_EVERY: return scheme->metrics[requirement->every].unit_of_measure;
    case SOURCE_PEOPLE: return "人";
    case SOURCE_NECESSARY: return "项";
    case SOURCE_SCORE: return "分";
    case SOURCE_BASIC:
    case SOURCE_PROFESSIONAL: return "级";
    case SOURCE_ITEMS: break;
    }
    return "";
}

static const char *figure(struct arena *arena, struct exact value, const char *unit)
{
    return arena_printf(arena, "%s%s", paper_figure(arena, value, 2), unit);
}

static bool is_grade(const struct requirement_result *result)
{
    return result->requirement &&
           (result->requirement->source == SOURCE_BASIC || result->requirement->source == SOURCE_PROFESSIONAL);
}

const char *reasons_value(struct arena *arena, const struct decision *decision, const struct requirement_result *result)
{
    if (result->is_yes_no)
        return result->is_met ? "符合" : "不符合";
    if (result->value.num == 0 && is_grade(result))
        return "未达1级";
    return figure(arena, result->value, reasons_unit(decision->scheme, result));
}

const char *reasons_required(struct arena *arena, const struct decision *decision,
                             const struct requirement_result *result)
{
    return result->is_yes_no ? "符合" : figure(arena, result->required, reasons_unit(decision->scheme, result));
}

static const char *margin_of(struct arena *arena, const struct requirement_result *result)
{
    struct exact required = result->required;

    if (result->is_yes_no)
        return "—";
    required.num = -required.num;
    struct exact margin = exact_add(result->value, required);
    return arena_printf(arena, "%s%s", margin.num > 0 ? "+" : "", paper_figure(arena, margin, 2));
}

enum { REQUIREMENT_COLUMNS = 7 };

static const struct table_head requirement_head = {
    .cells = {TABLE_HEAD_CELL(0.195, "指标"), TABLE_HEAD_CELL(0.275, "文件要求"), TABLE_HEAD_CELL(0.11, "条款"),
              TABLE_HEAD_CELL(0.115, "实际"), TABLE_HEAD_CELL(0.105, "要求"), TABLE_HEAD_CELL(0.105, "差额"),
              TABLE_HEAD_CELL(0.095, "结论")},
    .count = REQUIREMENT_COLUMNS,
    .left = 1u << 0 | 1u << 1,
};

static void requirement_texts(const char **texts, struct arena *arena, const struct decision *decision,
                              const struct requirement_result *result)
{
    texts[0] = paper_requirement(result);
    texts[1] = paper_requirement_text(result);
    texts[2] = paper_clause(result->clause);
    texts[3] = reasons_value(arena, decision, result);
    texts[4] = reasons_required(arena, decision, result);
    texts[5] = margin_of(arena, result);
    texts[6] = result->is_met ? "达到" : "未达到";
}

void reasons_requirements(struct sheet *sheet, const struct decision *decision, bool unmet_only)
{
    struct arena *arena = sheet->paper->arena;
    const char **texts = ARENA_ARRAY(arena, const char *, decision->requirement_count * REQUIREMENT_COLUMNS);
    unsigned *alarms = ARENA_ARRAY(arena, unsigned, decision->requirement_count);
    size_t rows = 0;

    for (size_t i = 0; i < decision->requirement_count; i++) {
        const struct requirement_result *result = &decision->requirements[i];
        if (unmet_only && result->is_met)
            continue;
        alarms[rows] = result->is_met ? 0 : 1u << 3 | 1u << 5 | 1u << 6;
        requirement_texts(&texts[rows++ * REQUIREMENT_COLUMNS], arena, decision, result);
    }
    table_rows(sheet, &requirement_head, texts, alarms, rows);
}

/* A number whose value is the same at every level. */
static bool has_one_value(const struct requirement *requirement)
{
    switch ((int)requirement->source) {
    case SOURCE_CONDITIONS: return requirement->condition_count == 1 && requirement->conditions[0].metric >= 0;
    case SOURCE_SCORE:
    case SOURCE_BASIC:
    case SOURCE_PROFESSIONAL: return true;
    default: return false;
    }
}

bool reasons_has_raised(const struct decision *decision, int level)
{
    const struct requirement_list *asked = &decision->scheme->review;

    if (decision->matter != MATTER_REVIEW || !decision->requirement_count || decision->from < 0 ||
        level <= decision->from || level > decision->attained)
        return false;
    for (size_t i = 0; i < decision->requirement_count; i++) {
        const struct requirement_result *result = &decision->requirements[i];
        if (!result->requirement || (!result->is_yes_no && !has_one_value(result->requirement)))
            return false;
    }
    for (size_t i = 0; i < asked->count; i++)
        if (!asked->items[i].texts[decision->from] != !asked->items[i].texts[level])
            return false;
    return true;
}

/* The level has been attained: what is yes or no is yes there. */
static struct requirement_result raise_result(const struct decision *decision, struct requirement_result result,
                                              int level)
{
    const struct requirement *requirement = result.requirement;
    bool is_multiplied = decision->is_early && requirement->doubles_for_early_upgrade;

    result.level = level;
    result.is_met = true;
    if (result.is_yes_no)
        result.value = EXACT(1);
    else
        result.required = exact_multiply(requirement->conditions[0].thresholds[level],
                                         EXACT(is_multiplied ? decision->scheme->early_multiple.value : 1));
    return result;
}

void reasons_raised(struct sheet *sheet, const struct decision *decision, int level)
{
    struct arena *arena = sheet->paper->arena;
    struct requirement_result *results = ARENA_ARRAY(arena, struct requirement_result, decision->requirement_count);
    struct decision raised = *decision;

    for (size_t i = 0; i < decision->requirement_count; i++)
        results[i] = raise_result(decision, decision->requirements[i], level);
    raised.requirements = results;
    reasons_requirements(sheet, &raised, false);
}

enum { TALLY_COLUMNS = 3, PARAMETER_COLUMNS = 3 };

static const struct table_head tally_head = {
    .cells = {TABLE_HEAD_CELL(0.40, "数据项"), TABLE_HEAD_CELL(0.12, "数值"), TABLE_HEAD_CELL(0.48, "来源")},
    .count = TALLY_COLUMNS,
    .points = 9.5,
    .wide = 1u << 2,
    .left = 1u << 0,
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
    const struct {
        uint32_t count;
        const char *after;
    } parts[] = {
        {tally->unmatched, verdict_chinese(VERDICT_UNMATCHED)}, {tally->outside, verdict_chinese(VERDICT_OUTSIDE)},
        {tally->future, verdict_chinese(VERDICT_FUTURE)},       {tally->pending, verdict_chinese(VERDICT_PENDING)},
        {tally->refused, verdict_chinese(VERDICT_REFUSED)},
    };

    bytes_init(&out, arena);
    if (tally->counted)
        bytes_printf(&out, "计入%u条", (unsigned)tally->counted);
    else
        bytes_add_text(&out, "无计入记录");
    add_part(&out, tally->repeated, "，其中", verdict_chinese(VERDICT_REPEATED));
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
    size_t count = decision->scheme->metric_count;
    const char **texts = ARENA_ARRAY(arena, const char *, count * TALLY_COLUMNS);

    for (size_t i = 0; i < count; i++) {
        const struct metric *metric = &decision->scheme->metrics[i];
        const char **row = &texts[i * TALLY_COLUMNS];
        row[0] = metric->name;
        row[1] = figure(arena, decision->tallies[i].value, metric->unit_of_measure);
        row[2] = tally_words(arena, &decision->tallies[i]);
    }
    table_rows(sheet, &tally_head, texts, NULL, count);
}

static const struct table_head parameter_head = {
    .cells = {TABLE_HEAD_CELL(0.60, "参数"), TABLE_HEAD_CELL(0.15, "取值"), TABLE_HEAD_CELL(0.25, "出处")},
    .count = PARAMETER_COLUMNS,
    .points = 9.5,
    .left = 1u << 0,
};

/* Those that had a part in the decision, in order; how many. */
static size_t parameters_of(const struct parameter *out[], const struct decision *d)
{
    const struct scheme *scheme = d->scheme;
    const struct {
        bool is_used;
        const struct parameter *parameter;
    } all[] = {
        {d->matter == MATTER_REVIEW, &scheme->opens_working_days},
        {d->matter == MATTER_HALF_YEAR, &scheme->half_year_days},
        {d->matter == MATTER_REVIEW || d->matter == MATTER_HALF_YEAR, &scheme->overdue_days},
        {d->matter == MATTER_TRIAL && scheme->has_trial, &scheme->trial_months},
        {d->matter == MATTER_APPLICATION, &scheme->evidence_months},
        {d->is_early, &scheme->early_multiple},
        {d->entry && d->entry->is_late_upgrade, &scheme->late_upgrade_days},
        {d->is_barred, &scheme->bar_months},
        {d->action == ACTION_RECTIFY, &scheme->rectify_days},
        {d->matter != MATTER_CHANGE && d->matter != MATTER_WITHDRAWAL, &scheme->term_months},
        {action_is_adverse(d->action), &scheme->objection_days},
    };
    size_t n = 0;

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].is_used && all[i].parameter->name) /* a scheme may do without */
            out[n++] = all[i].parameter;
    return n;
}

bool reasons_has_parameters(const struct decision *decision)
{
    const struct parameter *used[MAX_PARAMETERS];

    return parameters_of(used, decision) > 0;
}

void reasons_parameters(struct sheet *sheet, const struct decision *decision)
{
    const struct parameter *used[MAX_PARAMETERS];
    const char *texts[MAX_PARAMETERS * PARAMETER_COLUMNS];
    size_t n = parameters_of(used, decision);

    for (size_t i = 0; i < n; i++) {
        const char **row = &texts[i * PARAMETER_COLUMNS];
        row[0] = used[i]->name;
        row[1] = arena_printf(sheet->paper->arena, "%d", used[i]->value);
        row[2] = paper_clause(used[i]->clause);
    }
    table_rows(sheet, &parameter_head, texts, NULL, n);
}
