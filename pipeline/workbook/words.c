/* words.c - decisions in words. */
#include "workbook/words.h"

#include "base/bytes.h"

#include <stdio.h>
#include <string.h>

static const char none[] = "–";

const char *words_period(struct arena *arena, const char *period)
{
    int year, month, day;

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
    return decision->track >= 0 ? decision->scheme->programme->tracks[decision->track].id : "";
}

const char *words_matter(const struct decision *decision)
{
    return decision->is_early ? "提前升级" : matter_chinese(decision->matter);
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

/* A rejected change or withdrawal is closed; other rejections leave the proposal open. */
static bool is_closed_by_rejection(const struct decision *decision)
{
    return decision->ruling && decision->ruling->word == RULING_REJECTED &&
           (decision->matter == MATTER_CHANGE || decision->matter == MATTER_WITHDRAWAL);
}

bool decision_waits(const struct decision *decision)
{
    return decision->needs_approval && !decision->has_outcome && !is_closed_by_rejection(decision);
}

bool decision_is_on_hold(const struct decision *decision)
{
    return decision->is_held && !decision->has_outcome && !is_closed_by_rejection(decision);
}

const char *words_approval(const struct decision *decision)
{
    static const char *const waiting[] = {
        [RULING_APPROVED] = "待批",
        [RULING_REJECTED] = "待批（未获同意）",
        [RULING_DEFERRED] = "待批（缓议）",
        [RULING_CHANGED] = "待批",
    };
    static const char *const settled[] = {
        [RULING_APPROVED] = "已同意",
        [RULING_REJECTED] = "未同意",
        [RULING_DEFERRED] = "缓议",
        [RULING_CHANGED] = "已改定",
    };

    if (decision_waits(decision))
        return decision->ruling ? waiting[decision->ruling->word] : "待批";
    return decision->ruling ? settled[decision->ruling->word] : "无需审批";
}

const char *words_held(const struct decision *decision)
{
    if (!decision->is_held)
        return "";
    return decision_is_on_hold(decision) ? "暂缓" : "已核实";
}

/* Adds an item to a list of texts. */
static void add_item(struct bytes *list, const char *separator, const char *item)
{
    if (list->length)
        bytes_add_text(list, separator);
    bytes_add_text(list, item);
}

const char *words_held_reasons(struct arena *arena, const struct decision *decision)
{
    struct bytes list;

    if (!decision->is_held)
        return "";
    bytes_init(&list, arena);
    for (int hold = 0; hold < HOLD_COUNT; hold++)
        if (decision->holds[hold])
            add_item(&list, "；", hold_chinese((enum hold)hold));
    if (!list.length)
        add_item(&list, "；", "评审意见不一致，见说明");
    return bytes_text(&list);
}

const char *words_outcome(struct arena *arena, const struct decision *decision)
{
    if (!decision->has_outcome)
        return "";
    if (decision->outcome_to < 0)
        return action_chinese(decision->outcome_action);
    return arena_printf(arena, "%s：%s", action_chinese(decision->outcome_action),
                        words_level(decision->scheme, decision->outcome_to));
}

/* A note is a word, then ": " and what it is about where there is such a thing. */
const char *words_note(struct arena *arena, const char *note)
{
    static const struct {
        const char *word, *chinese;
    } known[] = {
        {"already-holder", "已持有证书，申请不再受理"},
        {"awaiting-assessment", "尚无可用的评审"},
        {"barred-next-term", "停止下一届申请资格"},
        {"conflict", "同一专家结论前后矛盾"},
        {"evidence-not-covered", "导出的材料未覆盖考核期"},
        {"fact-contradicts", "申报事实与评审结论不符"},
        {"future", "有截止日之后的记录，未计入"},
        {"last-run-before-expiry", "证书到期前的最后一次审核"},
        {"missing-from-export", "登记簿中有而导出中没有"},
        {"not-assessed", "未经评审"},
        {"rectify-by", "整改期限"},
        {"reuse", "人员已在其他方向计算"},
        {"term-over", "新证书期限已过，未予签发"},
        {"tied", "专家意见持平"},
        {"withdrawal-open", "有未办结的退出申请"},
    };
    size_t length = strcspn(note, ":");

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i].word) == length && strncmp(known[i].word, note, length) == 0)
            return note[length]
                       ? arena_printf(arena, "%s：%s", known[i].chinese, note + length + strspn(note + length, ": "))
                       : known[i].chinese;
    return note;
}

const char *words_notes(struct arena *arena, const struct decision *decision)
{
    struct bytes list;

    bytes_init(&list, arena);
    for (size_t i = 0; i < decision->note_count; i++)
        add_item(&list, "；", words_note(arena, decision->notes[i]));
    return bytes_text(&list);
}

const char *words_measure(const struct decision *decision, const struct requirement_result *result)
{
    const struct requirement *requirement = result->requirement;

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

const char *words_reject(enum reject_code code)
{
    static const char *const texts[] = {
        [REJECT_BAD_JSON] = "不是有效的 JSON",           [REJECT_BAD_FIELD] = "字段缺失或有误",
        [REJECT_DUPLICATE_ID] = "编号重复而内容不同",    [REJECT_UNKNOWN_UNIT] = "没有这个单位",
        [REJECT_UNKNOWN_KIND] = "没有这种材料",          [REJECT_UNKNOWN_ITEM] = "没有这个评审项",
        [REJECT_UNKNOWN_ASSESSMENT] = "没有这次评审",    [REJECT_NA_NOT_ALLOWED] = "该项不得判为不适用",
        [REJECT_EVIDENCE_FILE] = "证明文件缺失或被改动", [REJECT_UNKNOWN_PROPOSAL] = "没有这项建议",
        [REJECT_STALE_RULING] = "批复与本次建议不符",    [REJECT_REMARK_MISSING] = "批复缺少说明",
        [REJECT_REGISTER_CONFLICT] = "与证书登记簿不符",
    };

    return texts[code];
}

const char *words_condition(struct arena *arena, const struct scheme *scheme, const struct condition *condition,
                            int level)
{
    const struct metric *metric = condition->metric >= 0 ? &scheme->metrics[condition->metric] : NULL;
    const char *subject = metric ? metric->name : condition->facts[level];
    char number[EXACT_TEXT_SIZE];

    if (!subject)
        return "";
    if (condition->comparison == IS_TRUE)
        return arena_printf(arena, "%s：是", subject);
    return arena_printf(arena, "%s %s %s%s%s", subject, condition->comparison == AT_LEAST ? "≥" : "≤",
                        exact_text(condition->thresholds[level], 9, number), metric ? " " : "",
                        metric && metric->unit_of_measure ? metric->unit_of_measure : "");
}
