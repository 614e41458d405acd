/* page.c - index.html: what a run decided, and where its papers are.
 *
 * Names of units are the only personal-looking thing here: no contacts, no
 * addresses, no credit codes, and of rejected records no message, since that
 * quotes what was found. */
#include "page/page.h"

#include "model/chinese.h"
#include "page/dress.h"
#include "page/index.h"
#include "page/markup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_REJECTS_SHOWN = 20 };

void index_add(struct index *index, const char *markup)
{
    bytes_add_text(index->html, markup);
}

void index_add_text(struct index *index, const char *text)
{
    if (text)
        markup_text(index->html, text);
}

void index_add_link(struct index *index, const char *folder, const char *name, const char *text)
{
    index_add(index, "<a href=\"");
    if (folder) {
        markup_href(index->html, folder);
        index_add(index, name); /* of our own making */
    } else {
        markup_href(index->html, name);
    }
    index_add(index, "\">");
    index_add_text(index, text);
    index_add(index, "</a>");
}

const char *index_tone(enum action action)
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
        index->waiting += decision_waits(&plan->decisions[i]);
        index->on_hold += decision_is_on_hold(&plan->decisions[i]);
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
    default: index_add_text(index, index->run->export->period);
    }
}

static void add_head(struct index *index)
{
    const struct export *export = index->run->export;
    char day[DATE_TEXT_SIZE];

    index_add(
        index,
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<meta http-equiv=\"Content-Security-Policy\" "
        "content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; script-src ");
    markup_script_hash(index->html, page_script);
    index_add(index, "\">\n<title>");
    add_period(index);
    index_add(index, " 支撑单位等级审核</title>\n<style>\n");
    index_add(index, page_style);
    index_add(index, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#decisions\">跳到决定表</a>\n<header>\n<h1>");
    add_period(index);
    index_add(index, " 支撑单位等级审核</h1>\n<p>截止日 ");
    index_add(index, date_text(export->as_of, day));
    if (export->next_as_of != DATE_NONE) {
        index_add(index, " · 下期截止日 ");
        index_add(index, date_text(export->next_as_of, day));
    }
    index_add(index, "</p>\n");
    if (export->is_sample)
        index_add(index, "<p class=\"sample\">样张</p>\n");
    index_add(index, "</header>\n");
}

static void add_counter(struct index *index, size_t figure, const char *label, const char *class)
{
    bytes_printf(index->html, "<li class=\"%s\"><b>%zu</b>%s</li>\n", class, figure, label);
}

static void add_counters(struct index *index)
{
    index_add(index, "<ul class=\"counts\" aria-label=\"本期概况\">\n");
    add_counter(index, index->units, "涉及单位", "all");
    add_counter(index, index->run->plan->count, "本期事项", "all");
    for (int i = 1; i <= ACTION_COUNT; i++) { /* "nothing" comes last */
        enum action action = (enum action)(i % ACTION_COUNT);

        if (index->actions[action])
            add_counter(index, index->actions[action], action_chinese(action), index_tone(action));
    }
    index_add(index, "</ul>\n<ul class=\"counts\" aria-label=\"须办公室处理\">\n");
    add_counter(index, index->waiting, "待批", "all");
    add_counter(index, index->on_hold, "暂缓", index->on_hold ? "warn" : "all");
    add_counter(index, index->run->export->rejects.count, "退回记录",
                index->run->export->rejects.count ? "warn" : "all");
    add_counter(index, index->held_back, "缺字未出文件", index->held_back ? "warn" : "all");
    index_add(index, "</ul>\n");
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

    index_add(index, "<nav aria-label=\"本期文件\"><ul class=\"files\">\n");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        index_add(index, "<li>");
        index_add_link(index, NULL, files[i].name, files[i].text);
        index_add(index, "</li>\n");
    }
    index_add(index, "</ul></nav>\n");
}

static void add_option(struct index *index, const char *value, const char *text)
{
    index_add(index, "<option value=\"");
    index_add_text(index, value);
    index_add(index, "\">");
    index_add_text(index, text);
    index_add(index, "</option>");
}

/* Hidden until the script shows it: without the script it would do nothing. */
static void add_filter(struct index *index)
{
    const struct rule_set *rules = index->run->rules;

    index_add(
        index,
        "<form id=\"filter\" hidden role=\"search\">\n<label>查找 <input type=\"search\" name=\"q\" "
        "placeholder=\"单位、编号、证书号\"></label>\n<label>计划 <select name=\"s\"><option value=\"\">全部</option>");
    for (size_t i = 0; i < rules->scheme_count; i++)
        add_option(index, rules->schemes[i].programme->id, rules->schemes[i].words.short_name);
    index_add(index, "</select></label>\n<label>处理 <select name=\"a\"><option value=\"\">全部</option>");
    for (int i = 1; i <= ACTION_COUNT; i++) {
        enum action action = (enum action)(i % ACTION_COUNT);

        if (index->actions[action])
            add_option(index, action_word(action), action_chinese(action));
    }
    index_add(index, "</select></label>\n<label><input type=\"checkbox\" name=\"w\"> 只看待批</label>\n"
                     "<label><input type=\"checkbox\" name=\"h\"> 只看暂缓</label>\n"
                     "<input type=\"reset\" value=\"清除\">\n<output name=\"n\"></output>\n</form>\n");
}

static void add_decisions(struct index *index)
{
    index_add(index, "<h2>决定</h2>\n");
    add_filter(index);
    rows_add(index);
}

static void add_rejects(struct index *index)
{
    const struct export *export = index->run->export;
    size_t total = export->rejects.count;

    bytes_printf(index->html, "<h2 id=\"rejects\">退回记录（%zu）</h2>\n", total);
    if (!total) {
        index_add(index, "<p>没有退回的记录。</p>\n");
        return;
    }
    index_add(index, "<table>\n<thead><tr><th scope=\"col\">文件</th><th scope=\"col\">行（元素）</th>"
                     "<th scope=\"col\">记录编号</th><th scope=\"col\">代码</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < total && i < MAX_REJECTS_SHOWN; i++) {
        const struct reject *reject = &export->rejects.items[i];

        index_add(index, "<tr><td>");
        index_add_text(index, reject->place.file);
        bytes_printf(index->html, "</td><td>%zu</td><td>", reject->place.line);
        index_add_text(index, reject->id);
        bytes_printf(index->html, "</td><td>%s</td></tr>\n", reject_code_text(reject->code));
    }
    index_add(index, "</tbody>\n</table>\n<p>");
    if (total > MAX_REJECTS_SHOWN)
        bytes_printf(index->html, "其余 %zu 条与", total - MAX_REJECTS_SHOWN);
    index_add(index, "具体情况见 ");
    index_add_link(index, NULL, "decisions.xlsx", "工作簿");
    index_add(index, "的“退回记录”表。</p>\n");
}

void page_index(struct bytes *html, const struct run *run)
{
    struct index index = {.html = html, .run = run};

    count(&index);
    rows_prepare(&index);
    add_head(&index);
    index_add(&index, "<main>\n");
    add_counters(&index);
    add_files(&index);
    add_decisions(&index);
    add_rejects(&index);
    index_add(&index, "</main>\n<footer>gradepress ");
    index_add_text(&index, run->version);
    if (run->export->digest) {
        index_add(&index, " · 导出摘要 ");
        index_add_text(&index, run->export->digest);
    }
    index_add(&index, " · 内部文件</footer>\n<script>");
    index_add(&index, page_script);
    index_add(&index, "</script>\n</body>\n</html>\n");
}
