/* words.c - decisions in words. */
#include "workbook/words.h"

#include "base/bytes.h"
#include "model/chinese.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char none[] = "–";

const char *words_period(struct arena *arena, enum language language, const char *period)
{
    int year, month, day;

    if (language != LANGUAGE_CHINESE)
        return period;
    switch (sscanf(period, "%4d-%2d-%2d", &year, &month, &day)) {
    case 3: return arena_printf(arena, "%d年%d月%d日（增补）", year, month, day);
    case 2: return arena_printf(arena, "%d年%d月", year, month);
    default: return period;
    }
}

const char *words_level(const struct scheme *scheme, int level)
{
    if (level < 0)
        return none;
    return scheme->words.level_names[level] ? scheme->words.level_names[level] : scheme->programme->levels[level];
}

const char *words_track(const struct decision *decision)
{
    return decision->track >= 0 ? scheme_track_name(decision->scheme, decision->track) : "";
}

const char *words_matter(const struct decision *decision)
{
    return decision->is_early ? "提前升级" : scheme_matter_name(decision->scheme, decision->matter);
}

const char *words_clause(const char *clause)
{
    return clause ? clause : "办公室规定";
}

const char *words_requirement(const struct requirement_result *result)
{
    static const struct {
        const char *id, *name;
    } of_changes[] = {
        {"holds-certificate", "持有本计划有效证书"},
        {"uscc-unchanged", "统一社会信用代码未变"},
    };

    if (result->requirement && result->requirement->name)
        return result->requirement->name;
    for (size_t i = 0; i < sizeof of_changes / sizeof *of_changes; i++)
        if (strcmp(of_changes[i].id, result->id) == 0)
            return of_changes[i].name;
    return result->id;
}

/* Adds an item to a list of texts. */
static void add_item(struct bytes *list, const char *separator, const char *item)
{
    if (list->length)
        bytes_add_text(list, separator);
    bytes_add_text(list, item);
}

const char *words_held_reasons(struct arena *arena, enum language language, const struct decision *decision)
{
    struct bytes list;

    if (!decision->is_held)
        return "";
    bytes_init(&list, arena);
    for (int hold = 0; hold < HOLD_COUNT; hold++)
        if (decision->holds[hold])
            add_item(&list, phrase(language, "；"), phrase(language, hold_chinese((enum hold)hold)));
    if (!list.length)
        add_item(&list, "", phrase(language, "评审意见不一致，见说明"));
    return bytes_text(&list);
}

const char *words_outcome(struct arena *arena, enum language language, const struct decision *decision)
{
    if (!decision->has_outcome)
        return "";
    if (decision->outcome_to < 0)
        return phrase(language, action_chinese(decision->outcome_action));
    return arena_printf(arena, phrase(language, "%s：%s"), phrase(language, action_chinese(decision->outcome_action)),
                        words_level(decision->scheme, decision->outcome_to));
}

const char *words_notes(struct arena *arena, const struct decision *decision)
{
    struct bytes list;

    bytes_init(&list, arena);
    for (size_t i = 0; i < decision->note_count; i++)
        add_item(&list, "；", note_chinese(arena, decision->notes[i]));
    return bytes_text(&list);
}

const char *words_measure(const struct decision *decision, const struct requirement_result *result)
{
    const struct requirement *requirement = result->requirement;

    if (requirement && requirement->source == SOURCE_SCORE)
        return "分";
    if (!requirement || !requirement->is_numeric || !requirement->condition_count ||
        requirement->conditions[0].metric < 0)
        return NULL;
    return decision->scheme->metrics[requirement->conditions[0].metric].unit_of_measure;
}

const char *words_unmet(struct arena *arena, const struct decision *decision)
{
    struct bytes list;

    bytes_init(&list, arena);
    for (size_t i = 0; i < decision->requirement_count; i++)
        if (!decision->requirements[i].is_met)
            add_item(&list, "、", words_requirement(&decision->requirements[i]));
    return bytes_text(&list);
}

const char *words_certificates(struct arena *arena, const struct decision *decision)
{
    struct bytes list;

    bytes_init(&list, arena);
    for (size_t i = 0; i < decision->certificate_count; i++) {
        const struct issue *issue = &decision->certificates[i];

        add_item(&list, "、",
                 issue->version > 1 ? arena_printf(arena, "%s（第%d版）", issue->certificate_no, issue->version)
                                    : issue->certificate_no);
    }
    return bytes_text(&list);
}

const char *words_condition(struct arena *arena, const struct scheme *scheme, const struct condition *condition,
                            int level)
{
    const struct metric *metric = condition->metric >= 0 ? &scheme->metrics[condition->metric] : NULL;
    const char *subject = metric                    ? metric->name
                          : condition->facts[level] ? scheme_fact_name(scheme, condition->facts[level])
                                                    : NULL;
    char number[EXACT_TEXT_SIZE];

    if (!subject)
        return "";
    if (condition->comparison == IS_TRUE)
        return arena_printf(arena, "%s：是", subject);
    return arena_printf(arena, "%s %s %s%s%s", subject, condition->comparison == AT_LEAST ? "≥" : "≤",
                        exact_text(condition->thresholds[level], 9, number), metric ? " " : "",
                        metric && metric->unit_of_measure ? metric->unit_of_measure : "");
}

const char *words_lacking(struct arena *arena, const struct decision *decision,
                          const struct requirement_result *results, size_t count)
{
    struct bytes list;
    char number[EXACT_TEXT_SIZE];

    bytes_init(&list, arena);
    for (size_t i = 0; i < count; i++) {
        const char *measure = words_measure(decision, &results[i]);
        struct exact value = results[i].value;

        if (results[i].is_met)
            continue;
        value.num = -value.num;
        if (results[i].is_yes_no)
            add_item(&list, "；", arena_printf(arena, "%s未达到", words_requirement(&results[i])));
        else
            add_item(&list, "；",
                     arena_printf(arena, "%s差 %s%s%s", words_requirement(&results[i]),
                                  exact_text(exact_add(results[i].required, value), 4, number), measure ? " " : "",
                                  measure ? measure : ""));
    }
    return bytes_text(&list);
}

const char *words_check_kind(const struct scheme *scheme, const struct check *check)
{
    if (check->item->level >= 0)
        return words_level(scheme, check->item->level);
    if (!scheme->term_count)
        return "";
    return check->item->is_necessary ? "必要项" : "其他项";
}

const char *words_check_verdict(const struct check_result *check)
{
    static const char *const texts[] = {
        [CHECK_MET] = "满足",
        [CHECK_UNMET] = "未满足",
        [CHECK_NA] = "不适用",
    };

    return texts[check->verdict];
}

const char *words_check_flags(struct arena *arena, const struct check_result *check)
{
    struct bytes list;
    int kinds = 0;

    bytes_init(&list, arena);
    for (int k = 0; k < FINDING_RESULT_COUNT; k++)
        kinds += check->votes[k] > 0;
    if (!kinds)
        add_item(&list, "、", "无人评审");
    if (check->is_contradicted)
        add_item(&list, "、", "与申报事实不符");
    if (check->has_conflict)
        add_item(&list, "、", "同一专家前后矛盾");
    if (check->is_tied)
        add_item(&list, "、", "意见持平");
    else if (kinds > 1)
        add_item(&list, "、", "意见不一");
    return bytes_text(&list);
}

const char *words_term(struct arena *arena, const struct scheme *scheme, size_t term)
{
    const struct programme *programme = scheme->programme;
    const struct score_term *rule = &scheme->terms[term];
    size_t length = strlen(rule->id);

    if (rule->is_chapter)
        return "本方向专业能力";
    for (size_t i = 0; i < programme->item_count; i++) {
        const char *heading = programme->items[i].heading, *stop = strstr(heading, "：");
        if (strncmp(programme->items[i].id, rule->id, length) != 0 || programme->items[i].id[length] != '.')
            continue;
        stop = stop ? stop : strstr(heading, "（");
        return arena_printf(arena, "%s %.*s", rule->id, stop ? (int)(stop - heading) : (int)strlen(heading), heading);
    }
    return rule->id;
}

double words_rounded(double number, int decimals)
{
    double unit = pow(10, decimals);

    return nearbyint(number * unit) / unit;
}
