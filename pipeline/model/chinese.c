/* chinese.c - words that the workbook, the page and the papers share. */
#include "model/chinese.h"

#include <string.h>

const char *ruling_chinese(enum ruling_word word)
{
    static const char *const texts[] = {
        [RULING_APPROVED] = "已同意",
        [RULING_REJECTED] = "未同意",
        [RULING_DEFERRED] = "缓议",
        [RULING_CHANGED] = "已改定",
    };

    return texts[word];
}

const char *decision_approval_chinese(const struct decision *decision)
{
    static const char *const waiting[] = {
        [RULING_APPROVED] = "待批",
        [RULING_REJECTED] = "待批（未获同意）",
        [RULING_DEFERRED] = "待批（缓议）",
        [RULING_CHANGED] = "待批",
    };

    if (decision_waits(decision))
        return decision->ruling ? waiting[decision->ruling->word] : "待批";
    return decision->ruling ? ruling_chinese(decision->ruling->word) : "无需审批";
}

const char *decision_held_chinese(const struct decision *decision)
{
    if (!decision->is_held)
        return "";
    return decision_is_on_hold(decision) ? "暂缓" : "已核实";
}

const char *severity_chinese(enum severity severity)
{
    static const char *const texts[] = {
        [SEVERITY_MINOR] = "一般",
        [SEVERITY_MAJOR] = "较重",
        [SEVERITY_CRITICAL] = "严重",
    };

    return texts[severity];
}

const char *reject_code_chinese(enum reject_code code)
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

const char *certificate_status_chinese(enum certificate_status status)
{
    static const char *const texts[] = {
        [CERTIFICATE_VALID] = "有效",     [CERTIFICATE_REVOKED] = "已撤回",  [CERTIFICATE_WITHDRAWN] = "已退出",
        [CERTIFICATE_EXPIRED] = "已到期", [CERTIFICATE_REPLACED] = "已换发",
    };

    return texts[status];
}

/* A note is a word, then ": " and what it is about where there is such a thing. */
const char *note_chinese(struct arena *arena, const char *note)
{
    static const struct {
        const char *word, *chinese;
    } known[] = {
        {"already-holder", "已持有证书，申请不再受理"},
        {"awaiting-assessment", "尚未收到可用的评价结果"},
        {"barred-next-term", "停止下一届申请资格"},
        {"conflict", "同一专家结论前后矛盾"},
        {"evidence-not-covered", "本期数据未覆盖全部考核期，补齐后再行审核"},
        {"fact-contradicts", "申报事实与评审结论不符"},
        {"future", "有截止日之后的记录，未计入"},
        {"last-run-before-expiry", "本次是证书到期前的最后一次审核"},
        {"missing-from-export", "证书登记簿有记载而本期数据中没有，须先核对"},
        {"not-assessed", "未经评审"},
        {"papers-held-back", "有缺字，文件未出"},
        {"rectify-by", "整改期限"},
        {"reuse", "人员不在本单位或不计入本类别"},
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
