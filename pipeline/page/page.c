/* page.c - index.html: what a run decided, and where its papers are.
 *
 * Names of units are the only personal-looking thing here: no contacts, no
 * addresses, no credit codes, and of rejected records no message, since that
 * quotes what was found. */
#include "page/page.h"

#include "page/dress.h"
#include "page/markup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_REJECTS_SHOWN = 20 };

/* What the page needs beside the run. */
struct index {
    struct bytes *html;
    const struct run *run;
    const struct packet **packet_of; /* by position of the decision; NULL: no papers */
    size_t actions[ACTION_COUNT], waiting, on_hold, held_back;
};

static void add(struct index *index, const char *markup)
{
    bytes_add_text(index->html, markup);
}

static void add_text(struct index *index, const char *text)
{
    if (text)
        markup_text(index->html, text);
}

static void add_link(struct index *index, const char *folder, const char *name, const char *text)
{
    add(index, "<a href=\"");
    if (folder) {
        markup_href(index->html, folder);
        add(index, name); /* of our own making */
    } else {
        markup_href(index->html, name);
    }
    add(index, "\">");
    add_text(index, text);
    add(index, "</a>");
}

/* A rejected change or withdrawal is closed; other proposals wait until they have an outcome. */
static bool is_open(const struct decision *decision)
{
    bool is_closed = decision->ruling && decision->ruling->word == RULING_REJECTED &&
                     (decision->matter == MATTER_CHANGE || decision->matter == MATTER_WITHDRAWAL);

    return !decision->has_outcome && !is_closed;
}

static bool is_waiting(const struct decision *decision)
{
    return decision->needs_approval && is_open(decision);
}

static bool is_on_hold(const struct decision *decision)
{
    return decision->is_held && is_open(decision);
}

static const char *tone(enum action action)
{
    if (action_is_adverse(action))
        return "bad";
    switch ((int)action) {
    case ACTION_NONE: return "still";
    case ACTION_UPGRADE:
    case ACTION_COMMEND:
    case ACTION_CERTIFY: return "good";
    case ACTION_MAINTAIN:
    case ACTION_REISSUE: return "calm";
    default: return "warn";
    }
}

static const char *level_name(const struct scheme *scheme, int level)
{
    if (level < 0)
        return "无";
    return scheme->words.level_names[level] ? scheme->words.level_names[level] : scheme->programme->levels[level];
}

static const char *track_of(const struct decision *decision)
{
    return decision->track >= 0 ? decision->scheme->programme->tracks[decision->track].id : NULL;
}

static int compare_proposal(const void *key, const void *decision)
{
    return strcmp(key, ((const struct decision *)decision)->proposal_id);
}

static void count(struct index *index)
{
    const struct plan *plan = index->run->plan;

    index->packet_of = ARENA_ARRAY(index->html->arena, const struct packet *, plan->count);
    for (size_t i = 0; i < plan->count; i++) {
        index->actions[plan->decisions[i].action]++;
        index->waiting += is_waiting(&plan->decisions[i]);
        index->on_hold += is_on_hold(&plan->decisions[i]);
    }
    for (size_t i = 0; i < plan->packet_count; i++) {
        const struct packet *packet = &plan->packets[i];

        index->held_back += packet->missing_char != 0;
        for (size_t j = 0; j < packet->count; j++) {
            const struct decision *found = bsearch(packet->decisions[j]->proposal_id, plan->decisions, plan->count,
                                                   sizeof *plan->decisions, compare_proposal);
            if (found)
                index->packet_of[found - plan->decisions] = packet;
        }
    }
}

/* 2026年10月 for a period of a month, 2026年10月15日（增补） for a supplementary run. */
static void add_period(struct index *index)
{
    int year, month, day;

    switch (sscanf(index->run->export->period, "%4d-%2d-%2d", &year, &month, &day)) {
    case 3: bytes_printf(index->html, "%d年%d月%d日（增补）", year, month, day); break;
    case 2: bytes_printf(index->html, "%d年%d月", year, month); break;
    default: add_text(index, index->run->export->period);
    }
}

static void add_head(struct index *index)
{
    const struct export *export = index->run->export;
    char day[DATE_TEXT_SIZE];

    add(index,
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<meta http-equiv=\"Content-Security-Policy\" "
        "content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; script-src ");
    markup_script_hash(index->html, page_script);
    add(index, "\">\n<title>");
    add_period(index);
    add(index, " 支撑单位等级审核</title>\n<style>\n");
    add(index, page_style);
    add(index, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#decisions\">跳到决定表</a>\n<header>\n<h1>");
    add_period(index);
    add(index, " 支撑单位等级审核</h1>\n<p>截止日 ");
    add(index, date_text(export->as_of, day));
    if (export->next_as_of != DATE_NONE) {
        add(index, " · 下期截止日 ");
        add(index, date_text(export->next_as_of, day));
    }
    add(index, "</p>\n");
    if (export->is_sample)
        add(index, "<p class=\"sample\">样张</p>\n");
    add(index, "</header>\n");
}

static void add_counter(struct index *index, size_t figure, const char *label, const char *class)
{
    bytes_printf(index->html, "<li class=\"%s\"><b>%zu</b>%s</li>\n", class, figure, label);
}

static void add_counters(struct index *index)
{
    add(index, "<ul class=\"counts\" aria-label=\"本期概况\">\n");
    add_counter(index, index->run->plan->count, "本期事项", "all");
    for (int i = 1; i <= ACTION_COUNT; i++) { /* "nothing" comes last */
        enum action action = (enum action)(i % ACTION_COUNT);

        if (index->actions[action])
            add_counter(index, index->actions[action], action_chinese(action), tone(action));
    }
    add(index, "</ul>\n<ul class=\"counts\" aria-label=\"须办公室处理\">\n");
    add_counter(index, index->waiting, "待批", "all");
    add_counter(index, index->on_hold, "暂缓", index->on_hold ? "warn" : "all");
    add_counter(index, index->run->export->rejects.count, "退回记录",
                index->run->export->rejects.count ? "warn" : "all");
    add_counter(index, index->held_back, "缺字未出文件", index->held_back ? "warn" : "all");
    add(index, "</ul>\n");
}

static void add_files(struct index *index)
{
    static const struct {
        const char *name, *text;
    } files[] = {
        {"decisions.xlsx", "工作簿 decisions.xlsx"},     {"decisions.ndjson", "决定数据 decisions.ndjson"},
        {"rejects.ndjson", "退回记录 rejects.ndjson"},   {"run.json", "运行记录 run.json"},
        {"manifest.sha256", "文件清单 manifest.sha256"},
    };

    add(index, "<nav aria-label=\"本期文件\"><ul class=\"files\">\n");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        add(index, "<li>");
        add_link(index, NULL, files[i].name, files[i].text);
        add(index, "</li>\n");
    }
    add(index, "</ul></nav>\n");
}

static void add_option(struct index *index, const char *value, const char *text)
{
    add(index, "<option value=\"");
    add_text(index, value);
    add(index, "\">");
    add_text(index, text);
    add(index, "</option>");
}

/* Hidden until the script shows it: without the script it would do nothing. */
static void add_filter(struct index *index)
{
    const struct rule_set *rules = index->run->rules;

    add(index,
        "<form id=\"filter\" hidden role=\"search\">\n<label>查找 <input type=\"search\" name=\"q\" "
        "placeholder=\"单位、编号、证书号\"></label>\n<label>计划 <select name=\"s\"><option value=\"\">全部</option>");
    for (size_t i = 0; i < rules->scheme_count; i++)
        add_option(index, rules->schemes[i].programme->id, rules->schemes[i].words.short_name);
    add(index, "</select></label>\n<label>处理 <select name=\"a\"><option value=\"\">全部</option>");
    for (int i = 1; i <= ACTION_COUNT; i++) {
        enum action action = (enum action)(i % ACTION_COUNT);

        if (index->actions[action])
            add_option(index, action_word(action), action_chinese(action));
    }
    add(index, "</select></label>\n<label><input type=\"checkbox\" name=\"w\"> 只看待批</label>\n"
               "<label><input type=\"checkbox\" name=\"h\"> 只看暂缓</label>\n"
               "<input type=\"reset\" value=\"清除\">\n<output name=\"n\"></output>\n</form>\n");
}

static void add_change(struct index *index, const struct decision *decision)
{
    bytes_printf(index->html, "<span class=\"k %s\">%s</span>", tone(decision->action),
                 action_chinese(decision->action));
    add(index, "<small>");
    add_text(index, level_name(decision->scheme, decision->from));
    if (decision->from != decision->to) {
        add(index, " → ");
        add_text(index, level_name(decision->scheme, decision->to));
    }
    add(index, "</small>");
}

static void add_standing(struct index *index, const struct decision *decision)
{
    static const char *const rulings[] = {[RULING_APPROVED] = "已同意",
                                          [RULING_REJECTED] = "未同意",
                                          [RULING_DEFERRED] = "缓议",
                                          [RULING_CHANGED] = "已改定"};

    if (is_waiting(decision))
        add(index, "待批 ");
    if (decision->ruling)
        add(index, rulings[decision->ruling->word]);
    if (!is_on_hold(decision))
        return;
    add(index, "<span class=\"k warn\">暂缓</span><small>");
    const char *separator = "";
    for (int hold = 0; hold < HOLD_COUNT; hold++)
        if (decision->holds[hold]) {
            add(index, separator);
            add(index, hold_chinese((enum hold)hold));
            separator = "；";
        }
    add(index, "</small>");
}

static void add_certificates(struct index *index, const struct decision *decision, bool is_drawn)
{
    for (size_t i = 0; i < decision->certificate_count; i++) {
        const struct issue *issue = &decision->certificates[i];

        if (i)
            add(index, "<br>");
        if (is_drawn && issue->file)
            add_link(index, NULL, issue->file, issue->certificate_no);
        else
            add_text(index, issue->certificate_no);
    }
}

static void add_papers(struct index *index, const struct packet *packet)
{
    if (!packet)
        return;
    if (packet->missing_char) {
        bytes_printf(index->html, "<span class=\"k warn\">缺字 U+%04X</span>", (unsigned)packet->missing_char);
        return;
    }
    add_link(index, packet->folder, "/internal/decision.pdf", "决定单");
    add_link(index, packet->folder, "/internal/scorecard.xlsx", "评分表");
    if (packet->has_notice)
        add_link(index, packet->folder, "/outgoing/notice.pdf", "通知书");
}

static void add_row(struct index *index, size_t i)
{
    const struct decision *decision = &index->run->plan->decisions[i];
    const struct packet *packet = index->packet_of[i];

    add(index, "<tr data-s=\"");
    add_text(index, decision->scheme->programme->id);
    bytes_printf(index->html, "\" data-a=\"%s\"%s%s><th scope=\"row\">", action_word(decision->action),
                 is_waiting(decision) ? " data-w" : "", is_on_hold(decision) ? " data-h" : "");
    add_text(index, decision->unit->name);
    add(index, "<small>");
    add_text(index, decision->unit->id);
    add(index, "</small></th><td>");
    add_text(index, decision->scheme->words.short_name);
    if (track_of(decision)) {
        add(index, "<small>");
        add_text(index, track_of(decision));
        add(index, "</small>");
    }
    add(index, "</td><td>");
    add(index, decision->is_early ? "提前升级" : matter_chinese(decision->matter));
    bytes_printf(index->html, "<small>%s</small></td><td>", status_chinese(decision->status));
    add_change(index, decision);
    add(index, "</td><td>");
    add_standing(index, decision);
    add(index, "</td><td class=\"w\">");
    add_certificates(index, decision, !packet || !packet->missing_char);
    add(index, "</td><td>");
    add_papers(index, packet);
    add(index, "</td></tr>\n");
}

static void add_decisions(struct index *index)
{
    add(index, "<h2>决定</h2>\n");
    add_filter(index);
    add(index, "<table id=\"decisions\">\n<colgroup><col style=\"width:25%\"><col style=\"width:16%\">"
               "<col style=\"width:9%\"><col style=\"width:11%\"><col style=\"width:11%\"><col style=\"width:14%\">"
               "<col style=\"width:14%\"></colgroup>\n<thead><tr><th scope=\"col\">单位</th><th scope=\"col\">计划</th>"
               "<th scope=\"col\">事项</th><th scope=\"col\">处理</th><th scope=\"col\">审批</th>"
               "<th scope=\"col\">颁发证书</th><th scope=\"col\">文件</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < index->run->plan->count; i++)
        add_row(index, i);
    add(index, "</tbody>\n</table>\n");
}

static void add_rejects(struct index *index)
{
    const struct export *export = index->run->export;
    size_t total = export->rejects.count;

    bytes_printf(index->html, "<h2 id=\"rejects\">退回记录（%zu）</h2>\n", total);
    if (!total) {
        add(index, "<p>没有退回的记录。</p>\n");
        return;
    }
    add(index, "<table>\n<thead><tr><th scope=\"col\">文件</th><th scope=\"col\">行（元素）</th>"
               "<th scope=\"col\">记录编号</th><th scope=\"col\">代码</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < total && i < MAX_REJECTS_SHOWN; i++) {
        const struct reject *reject = &export->rejects.items[i];

        add(index, "<tr><td>");
        add_text(index, reject->place.file);
        bytes_printf(index->html, "</td><td>%zu</td><td>", reject->place.line);
        add_text(index, reject->id);
        bytes_printf(index->html, "</td><td>%s</td></tr>\n", reject_code_text(reject->code));
    }
    add(index, "</tbody>\n</table>\n<p>");
    if (total > MAX_REJECTS_SHOWN)
        bytes_printf(index->html, "其余 %zu 条与", total - MAX_REJECTS_SHOWN);
    add(index, "具体情况见 ");
    add_link(index, NULL, "decisions.xlsx", "工作簿");
    add(index, "的“退回记录”表。</p>\n");
}

void page_index(struct bytes *html, const struct run *run)
{
    struct index index = {.html = html, .run = run};

    count(&index);
    add_head(&index);
    add(&index, "<main>\n");
    add_counters(&index);
    add_files(&index);
    add_decisions(&index);
    add_rejects(&index);
    add(&index, "</main>\n<footer>gradepress ");
    add_text(&index, run->version);
    if (run->export->digest) {
        add(&index, " · 导出摘要 ");
        add_text(&index, run->export->digest);
    }
    add(&index, " · 内部文件</footer>\n<script>");
    add(&index, page_script);
    add(&index, "</script>\n</body>\n</html>\n");
}
