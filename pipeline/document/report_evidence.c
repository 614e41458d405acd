/* report_evidence.c - what a programme's figures rest on: records counted and not, findings in doubt. */
#include "document/report.h"
#include "model/chinese.h"

static const struct table_head evidence_head = {
    .cells = {TABLE_HEAD_CELL(0.34, "数据项"), TABLE_HEAD_CELL(0.11, "计入"), TABLE_HEAD_CELL(0.11, "其中重复"),
              TABLE_HEAD_CELL(0.11, "不合条件"), TABLE_HEAD_CELL(0.11, "不在期间"), TABLE_HEAD_CELL(0.11, "待核"),
              TABLE_HEAD_CELL(0.11, "退回")},
    .count = 7,
    .points = 9,
    .left = 1u << 0,
};

static const char *number(struct report *report, uint64_t value)
{
    return arena_printf(report->section.arena, "%llu", (unsigned long long)value);
}

/* One metric over all units. */
static void draw_metric(struct report *report, size_t metric)
{
    const struct plan *plan = report->run->plan;
    uint64_t counted = 0, repeated = 0, unmatched = 0, outside = 0, pending = 0, refused = 0;

    for (size_t i = 0; i < plan->count; i++) {
        const struct decision *d = &plan->decisions[i];
        if (!report_covers(report, d) || !d->tallies)
            continue;
        const struct tally *tally = &d->tallies[metric];
        counted += tally->counted;
        repeated += tally->repeated;
        unmatched += tally->unmatched;
        outside += (uint64_t)tally->outside + tally->future;
        pending += tally->pending;
        refused += tally->refused;
    }
    table_texts(report->section.sheet, &evidence_head,
                (const char *const[]){report->scheme->metrics[metric].name, number(report, counted),
                                      number(report, repeated), number(report, unmatched), number(report, outside),
                                      number(report, pending), number(report, refused)},
                0);
}

/* Items judged by experts, and those that are in doubt. */
static void draw_findings(struct report *report)
{
    const struct plan *plan = report->run->plan;
    uint64_t asked = 0, tied = 0, torn = 0, contradicted = 0;

    for (size_t i = 0; i < plan->count; i++) {
        const struct decision *d = &plan->decisions[i];
        if (!report_covers(report, d) || !d->entry || !d->entry->checks || !d->requirement_count)
            continue;
        for (size_t k = 0; k < d->entry->checklist->count; k++) {
            const struct check_result *check = &d->entry->checks[k];
            asked += check->is_asked;
            tied += check->is_asked && check->is_tied;
            torn += check->is_asked && check->has_conflict;
            contradicted += check->is_asked && check->is_contradicted;
        }
    }
    if (asked)
        section_line(&report->section,
                     arena_printf(report->section.arena,
                                  "专家评价：共判定%llu项次，其中意见持平%llu项次，同一专家前后矛盾%llu项次，与申报数据不符%llu项次。",
                                  (unsigned long long)asked, (unsigned long long)tied, (unsigned long long)torn,
                                  (unsigned long long)contradicted));
}

/* Records of the programme that could not be used, by reason. */
static void draw_rejects(struct report *report)
{
    const struct export *export = report->run->export;
    unsigned by_code[REJECT_REGISTER_CONFLICT + 1] = {0}, total = 0;
    struct bytes out;
    bool has_one = false;

    for (size_t i = 0; i < export->rejects.count; i++)
        if (export->rejects.items[i].programme == report->scheme->programme) {
            by_code[export->rejects.items[i].code]++;
            total++;
        }
    if (!total) {
        section_line(&report->section, "本期没有因格式或内容有误而未能使用的记录。");
        return;
    }
    bytes_init(&out, report->section.arena);
    bytes_printf(&out, "本期另有%u条记录因格式或内容有误未能使用：", total);
    for (size_t c = 0; c <= REJECT_REGISTER_CONFLICT; c++)
        if (by_code[c]) {
            bytes_printf(&out, "%s%s%u条", has_one ? "、" : "", reject_code_chinese((enum reject_code)c), by_code[c]);
            has_one = true;
        }
    bytes_add_text(&out, "。");
    section_line(&report->section, bytes_text(&out));
}

void report_evidence_draw(struct report *report)
{
    const struct scheme *scheme = report->scheme;

    section_keep(&report->section, TABLE_START);
    section_heading(&report->section, "证据质量");
    section_line(&report->section, "各单位的记录条数合计；同一记录可用于几个数据项。重复指与已计入的同组或同一目标。");
    sheet_space(report->section.sheet, 4);
    table_begin(report->section.sheet, &evidence_head);
    for (size_t m = 0; m < scheme->metric_count; m++)
        if (scheme->metrics[m].source == METRIC_EVIDENCE)
            draw_metric(report, m);
    table_end(report->section.sheet);
    sheet_space(report->section.sheet, 4);
    draw_findings(report);
    draw_rejects(report);
}
