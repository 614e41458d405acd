/* evidence_index.c - which records an entry rests on: how many of a kind, which did not count and why,
 * which did. */
#include "document/section.h"
#include "model/chinese.h"
#include "model/evidence_log.h"

#include <stdlib.h>
#include <string.h>

/* LISTED: an entry with more records has their ids in the scorecard only. LUMP: ids of one row, so
 * that rows break over pages. REJECTS: rows of records refused. */
enum { LISTED = 3000, LUMP = 100, REJECTS = 200 };

struct ledger_of_kind {
    uint32_t read, by[VERDICT_COUNT + 1];
};

/* The records of one entry while they are told. */
struct index {
    struct section *section;
    const struct docket_entry *entry;
    const struct logged *records;
    size_t count;
};

/* --- how many --- */

static const struct table_head count_head = {
    .cells = {TABLE_HEAD_CELL(0.20, "材料种类"), TABLE_HEAD_CELL(0.09, "读入"), TABLE_HEAD_CELL(0.09, "计入"),
              TABLE_HEAD_CELL(0.10, "重复"), TABLE_HEAD_CELL(0.11, "不合条件"), TABLE_HEAD_CELL(0.12, "不在期间"),
              TABLE_HEAD_CELL(0.09, "待核"), TABLE_HEAD_CELL(0.09, "退回"), TABLE_HEAD_CELL(0.11, "其他")},
    .count = 9,
    .points = 9.5,
    .left = 1u << 0,
};

static const char *number(const struct index *index, uint32_t value)
{
    return value ? arena_printf(index->section->arena, "%u", (unsigned)value) : "—";
}

static void count_row(const struct index *index, const char *name, const struct ledger_of_kind *kind)
{
    const uint32_t *by = kind->by;

    table_texts(index->section->sheet, &count_head,
                (const char *const[]){name, number(index, kind->read), number(index, by[VERDICT_COUNTED]),
                                      number(index, by[VERDICT_REPEATED]), number(index, by[VERDICT_UNMATCHED]),
                                      number(index, by[VERDICT_OUTSIDE] + by[VERDICT_FUTURE]),
                                      number(index, by[VERDICT_PENDING]), number(index, by[VERDICT_REFUSED]),
                                      number(index, by[VERDICT_SETTLED] + by[VERDICT_NONE])},
                0);
}

static void draw_counts(const struct index *index)
{
    const struct scheme *scheme = index->entry->scheme;
    size_t kinds = scheme->programme->evidence_kind_count, used = 0;
    struct ledger_of_kind *by_kind = ARENA_ARRAY(index->section->arena, struct ledger_of_kind, kinds), total = {0};

    for (size_t i = 0; i < index->count; i++) {
        enum verdict verdict = logged_outcome(&index->records[i]);
        struct ledger_of_kind *kind = &by_kind[index->records[i].kind];
        used += !kind->read;
        kind->read++, total.read++;
        kind->by[verdict]++, total.by[verdict]++;
    }
    table_begin(index->section->sheet, &count_head);
    for (size_t k = 0; k < kinds; k++)
        if (by_kind[k].read)
            count_row(index, scheme_evidence_name(scheme, (int)k), &by_kind[k]);
    if (used > 1)
        count_row(index, "合计", &total);
    table_end(index->section->sheet);
}

/* --- which --- */

static const struct table_head uncounted_head = {
    .cells = {TABLE_HEAD_CELL(1, "编号（日期）")}, .count = 1, .points = 9, .left = 1};
static const struct table_head counted_head = {
    .cells = {TABLE_HEAD_CELL(1, "编号")}, .count = 1, .points = 9, .left = 1};

/* Records that are told together: of one kind that came to the same. */
static bool is_alike(const struct logged *a, const struct logged *b)
{
    if (a->kind != b->kind || logged_outcome(a) != logged_outcome(b))
        return false;
    if (logged_outcome(a) != VERDICT_COUNTED)
        return true;
    for (size_t i = 0; i < MAX_METRICS_OF_KIND; i++)
        if ((logged_verdict(a, i) == VERDICT_COUNTED) != (logged_verdict(b, i) == VERDICT_COUNTED))
            return false;
    return true;
}

static void add_record(struct bytes *ids, const struct logged *record)
{
    char day[DATE_TEXT_SIZE];

    bytes_printf(ids, "%s%s", ids->length ? "、" : "", record->id);
    if (logged_outcome(record) != VERDICT_COUNTED)
        bytes_printf(ids, "（%s）", date_text(record->day, day));
}

/* What is above a group: kind, what its records count for or why they do not, how many. */
static const char *group_name(const struct index *index, const struct logged *like, size_t count)
{
    const struct scheme *scheme = index->entry->scheme;
    struct arena *arena = index->section->arena;
    enum verdict verdict = logged_outcome(like);
    const char *what = verdict == VERDICT_COUNTED
                           ? arena_printf(arena, "计入“%s”", logged_counts_for(arena, scheme, like))
                           : verdict_chinese(verdict);

    return arena_printf(arena, "%s：%s（%zu条）", scheme_evidence_name(scheme, like->kind), what, count);
}

/* All records that are like the first, which no group before had; marks them as told. */
static void draw_group(const struct index *index, size_t first, bool *is_told)
{
    const struct logged *like = &index->records[first];
    const struct table_head *head = logged_outcome(like) == VERDICT_COUNTED ? &counted_head : &uncounted_head;
    struct sheet *sheet = index->section->sheet;
    size_t left = 0, in_row = 0;
    struct bytes ids;

    for (size_t i = first; i < index->count; i++)
        left += !is_told[i] && is_alike(like, &index->records[i]);
    table_group(sheet, group_name(index, like, left));
    bytes_init(&ids, index->section->arena);
    for (size_t i = first; i < index->count; i++) {
        if (is_told[i] || !is_alike(like, &index->records[i]))
            continue;
        is_told[i] = true;
        add_record(&ids, &index->records[i]);
        left--;
        if (++in_row < LUMP && left)
            continue;
        table_texts(sheet, head, (const char *const[]){bytes_text(&ids)}, 0);
        bytes_init(&ids, index->section->arena);
        in_row = 0;
    }
}

/* Groups of one kind and one reason stand together: kinds in the order of the programme, reasons in that of verdicts.
 */
static void draw_records(const struct index *index, bool counted)
{
    bool *is_told = ARENA_ARRAY(index->section->arena, bool, index->count);
    int kinds = (int)index->entry->scheme->programme->evidence_kind_count;
    enum verdict from = counted ? VERDICT_COUNTED : VERDICT_COUNTED + 1, to = counted ? VERDICT_COUNTED : VERDICT_NONE;

    table_begin(index->section->sheet, counted ? &counted_head : &uncounted_head);
    for (int kind = 0; kind < kinds; kind++)
        for (enum verdict verdict = from; verdict <= to; verdict++)
            for (size_t i = 0; i < index->count; i++)
                if (index->records[i].kind == kind && !is_told[i] && logged_outcome(&index->records[i]) == verdict)
                    draw_group(index, i, is_told);
    table_end(index->section->sheet);
}

static void draw_lists(const struct index *index)
{
    struct section *section = index->section;
    size_t counted = 0;

    for (size_t i = 0; i < index->count; i++)
        counted += logged_outcome(&index->records[i]) == VERDICT_COUNTED;
    if (index->count > LISTED) {
        section_line(section, "记录较多，逐条编号、日期、是否计入及原因见评分表的“证据目录”。");
        return;
    }
    if (counted < index->count) {
        section_keep(section, TABLE_START);
        section_heading(section, "未计入的记录");
        draw_records(index, false);
    }
    if (counted) {
        section_keep(section, TABLE_START);
        section_heading(section, "计入的记录");
        draw_records(index, true);
    }
}

/* --- submissions and findings --- */

static const struct table_head paper_head = {
    .cells = {TABLE_HEAD_CELL(0.34, "编号"), TABLE_HEAD_CELL(0.24, "材料种类"), TABLE_HEAD_CELL(0.16, "提交日期"),
              TABLE_HEAD_CELL(0.26, "说明")},
    .count = 4,
    .points = 9.5,
    .left = 1u << 0,
};

static bool is_asked_for(const struct packet *packet, const struct submission *paper)
{
    for (size_t i = 0; i < packet->count; i++)
        if (paper == packet->decisions[i]->submission)
            return true;
    return false;
}

/* What names another track belongs to another packet. */
static bool is_of_packet(const struct packet *packet, const struct submission *paper)
{
    int track = submission_track(paper);

    return track < 0 || track == packet->decisions[0]->track || is_asked_for(packet, paper);
}

/* What the counting of papers of a kind says of one of them: the tally tells where all that are not too old
 * came to the same. VERDICT_NONE: no metric asks for them, or some came to one thing, some to the other. */
static enum verdict paper_verdict(const struct docket_entry *entry, const struct submission *paper)
{
    const size_t count = entry->tallies && submission_track(paper) == entry->track ? entry->scheme->metric_count : 0;
    enum verdict verdict = VERDICT_NONE;

    for (size_t m = 0; m < count; m++) {
        const struct metric *metric = &entry->scheme->metrics[m];
        const struct tally *tally = &entry->tallies[m];
        if (metric->source != METRIC_SUBMISSIONS || metric->kind != paper->kind)
            continue;
        if (paper->submitted_on < entry->papers_from && metric->days != DAYS_ANY)
            verdict = VERDICT_OUTSIDE;
        else if (!tally->unmatched)
            return VERDICT_COUNTED;
        else if (!tally->counted)
            verdict = VERDICT_UNMATCHED;
    }
    return verdict;
}

/* Of one matter; "" where there is nothing to say. Papers may come after the days that count: a report on them does. */
static const char *remark_of(struct arena *arena, const struct docket_entry *entry, const struct submission *paper)
{
    enum verdict verdict = paper_verdict(entry, paper);

    if (paper == entry->facts)
        return "申报数据取自此件";
    if (verdict != VERDICT_NONE)
        return verdict == VERDICT_COUNTED ? "计入" : arena_printf(arena, "未计入：%s", verdict_chinese(verdict));
    if (entry->days_from != DATE_NONE && paper->submitted_on < entry->days_from)
        return "不在计入期间";
    if (entry->days_from != DATE_NONE && paper->submitted_on <= entry->days_to)
        return "在计入期间";
    return entry->papers_from != DATE_NONE && paper->submitted_on >= entry->papers_from ? "在办理期间" : "";
}

static const char *paper_remark(struct arena *arena, const struct packet *packet, const struct submission *paper)
{
    const char *remark = is_asked_for(packet, paper) ? "本次事项" : "";

    for (size_t i = 0; i < packet->count && !*remark; i++)
        remark = remark_of(arena, packet->decisions[i]->entry, paper);
    return *remark ? remark : "—";
}

static bool has_papers(const struct packet *packet)
{
    const struct docket_entry *entry = packet->decisions[0]->entry;

    for (size_t i = 0; i < entry->paper_count; i++)
        if (is_of_packet(packet, entry->papers[i]))
            return true;
    return false;
}

static void draw_papers(struct section *section, const struct packet *packet)
{
    const struct docket_entry *entry = packet->decisions[0]->entry;
    char day[DATE_TEXT_SIZE];

    if (!has_papers(packet))
        return;
    section_keep(section, TABLE_START);
    section_heading(section, "提交材料");
    table_begin(section->sheet, &paper_head);
    for (size_t i = 0; i < entry->paper_count; i++) {
        const struct submission *paper = entry->papers[i];
        if (!is_of_packet(packet, paper))
            continue;
        table_texts(section->sheet, &paper_head,
                    (const char *const[]){paper->id, scheme_submission_name(entry->scheme, paper->kind),
                                          arena_strdup(section->arena, date_text(paper->submitted_on, day)),
                                          paper_remark(section->arena, packet, paper)},
                    0);
    }
    table_end(section->sheet);
}

/* Whether a requirement is met by one of several items. */
static bool has_alternatives(const struct decision *d)
{
    for (size_t i = 0; i < d->requirement_count; i++) {
        const struct requirement *requirement = d->requirements[i].requirement;
        if (requirement && requirement->source == SOURCE_ITEMS && requirement->item_count > 1)
            return true;
    }
    return false;
}

static void draw_findings(const struct index *index)
{
    const struct docket_entry *entry = index->entry;
    uint32_t votes[FINDING_RESULT_COUNT] = {0};

    if (!entry->assessment || !entry->checklist || !entry->checks)
        return;
    for (size_t i = 0; i < entry->checklist->count; i++)
        for (size_t r = 0; r < FINDING_RESULT_COUNT; r++)
            votes[r] += entry->checks[i].votes[r];
    section_heading(index->section, "评价结论");
    section_line(
        index->section,
        arena_printf(
            index->section->arena,
            "评价%s由%zu名专家作出%u项次判定：满足%u项次，不满足%u项次，不适用%u项次。%s各评审项的结果见%s。",
            entry->assessment->id, entry->assessment->expert_count,
            (unsigned)(votes[FINDING_MET] + votes[FINDING_UNMET] + votes[FINDING_NA]), (unsigned)votes[FINDING_MET],
            (unsigned)votes[FINDING_UNMET], (unsigned)votes[FINDING_NA],
            has_alternatives(index->section->decision) ? "此处按专家意见计数；要求中任选其一的各项，满足一项即可。" : "此处按专家意见计数。",
            paper_sheet_title(index->section->arena, index->section->decision)));
}

/* --- records refused --- */

static const struct table_head reject_head = {
    .cells = {TABLE_HEAD_CELL(0.36, "编号"), TABLE_HEAD_CELL(0.38, "文件：行"), TABLE_HEAD_CELL(0.26, "原因")},
    .count = 3,
    .points = 9.5,
    .left = 3u,
};

static bool concerns(const struct reject *reject, const struct scheme *scheme)
{
    return !reject->programme || reject->programme == scheme->programme;
}

/* Names of files and broken ids are whatever somebody wrote. */
static const char *drawable(const struct section *section, const char *text)
{
    return text && typesetter_can_draw(section->sheet->paper->typesetter, text) ? text : "—";
}

static bool has_rejects(const struct decision *decision)
{
    for (const struct reject *r = decision->unit->rejects; r; r = r->next)
        if (concerns(r, decision->scheme))
            return true;
    return false;
}

static void draw_rejects(struct section *section)
{
    const struct decision *d = section->decision;
    size_t told = 0, left = 0;

    if (!has_rejects(d))
        return;
    section_keep(section, TABLE_START);
    section_heading(section, "未能使用的记录");
    table_begin(section->sheet, &reject_head);
    for (const struct reject *r = d->unit->rejects; r; r = r->next) {
        if (!concerns(r, d->scheme))
            continue;
        if (told == REJECTS) {
            left++;
            continue;
        }
        const char *place = arena_printf(section->arena, "%s：%zu", r->place.file, r->place.line);
        told++;
        table_texts(
            section->sheet, &reject_head,
            (const char *const[]){drawable(section, r->id), drawable(section, place), reject_code_chinese(r->code)}, 0);
    }
    table_end(section->sheet);
    if (left)
        section_line(section, arena_printf(section->arena, "另有%zu条见 rejects.ndjson。", left));
}

/* --- the index --- */

/* Entries that several decisions share are told once. */
static bool is_told_before(const struct packet *packet, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (packet->decisions[k]->entry == packet->decisions[i]->entry)
            return true;
    return false;
}

static int compare_ids(const void *a, const void *b)
{
    return strverscmp(((const struct logged *)a)->id, ((const struct logged *)b)->id);
}

/* In order of their ids; the log has them as they were read. */
static const struct logged *records_of(struct arena *arena, const struct docket_entry *entry)
{
    struct logged *records = ARENA_ARRAY(arena, struct logged, entry->noted_count);

    if (entry->noted_count)
        memcpy(records, evidence_log_read(arena, entry->noted, entry->noted_count),
               entry->noted_count * sizeof *records);
    qsort(records, entry->noted_count, sizeof *records, compare_ids);
    return records;
}

static void draw_entry(struct section *section, bool is_one_of_several)
{
    const struct docket_entry *entry = section->decision->entry;
    const struct index index = {section, entry, records_of(section->arena, entry), entry->noted_count};

    if (is_one_of_several && (index.count || entry->assessment))
        section_line(section, arena_printf(section->arena, "以下记录和评价属于事项%s。", section->decision->proposal_id));
    if (index.count) {
        section_heading(section, "读入的记录");
        section_line(section, "一条记录为一项数据所用即为计入。内容相同的重复记录读入时已剔除，只计一次，不在此列。");
        sheet_space(section->sheet, 3);
        draw_counts(&index);
        draw_lists(&index);
    }
    draw_findings(&index);
}

bool evidence_index_has(const struct packet *packet)
{
    for (size_t i = 0; i < packet->count; i++) {
        const struct docket_entry *entry = packet->decisions[i]->entry;
        if (entry->noted_count || entry->assessment)
            return true;
    }
    return has_papers(packet) || has_rejects(packet->decisions[0]);
}

/* What a packet of several matters is about: its records, papers and findings may be of each. */
static void draw_matters(struct section *section, const struct packet *packet)
{
    struct bytes out;

    if (packet->count < 2)
        return;
    bytes_init(&out, section->arena);
    for (size_t i = 0; i < packet->count; i++)
        bytes_printf(&out, "%s%s（%s）", i ? "、" : "本目录所列事项：",
                     section_matter(packet->decisions[i]), packet->decisions[i]->proposal_id);
    bytes_add_text(&out, "。");
    section_line(section, bytes_text(&out));
}

void evidence_index_draw(struct sheet *sheet, const struct packet *packet)
{
    struct section section = {.sheet = sheet, .arena = sheet->paper->arena};

    draw_matters(&section, packet);
    for (size_t i = 0; i < packet->count; i++) {
        section.decision = packet->decisions[i];
        if (!is_told_before(packet, i))
            draw_entry(&section, packet->count > 1);
    }
    section.decision = packet->decisions[0];
    draw_papers(&section, packet);
    draw_rejects(&section);
}
