/* page.c - index.html: what a run decided, and where its papers are.
 *
 * Names of units are the only personal-looking thing here: no contacts, no
 * addresses, no credit codes, and of rejected records no message, since that
 * quotes what was found. */
#include "page/page.h"

#include "page/dress.h"
#include "page/index.h"
#include "page/markup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static int compare_path(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

bool index_has_file(const struct index *index, const char *path)
{
    const struct page_files *files = index->files;

    return files && files->count && bsearch(path, files->items, files->count, sizeof *files->items, compare_path);
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

    index_add(index, "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                     "<meta name=\"referrer\" content=\"no-referrer\">\n<meta http-equiv=\"Content-Security-Policy\" "
                     "content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src ");
    markup_inline_hash(index->html, page_style);
    index_add(index, "; script-src ");
    markup_inline_hash(index->html, page_script);
    index_add(index, "\">\n<title>");
    add_period(index);
    index_add(index, " 支撑单位等级审核</title>\n<style>");
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
    bytes_printf(
        index->html,
        "</ul></nav>\n<nav aria-label=\"本页\"><ul class=\"files\">\n<li><a href=\"#schemes\">各计划</a></li>\n"
        "<li><a href=\"#rejects\">退回记录（%zu）</a></li>\n<li><a href=\"#run\">运行情况</a></li>\n</ul></nav>\n",
        index->run->export->rejects.count);
}

static void add_decisions(struct index *index)
{
    index_add(index, "<h2>决定</h2>\n");
    filter_add(index);
    rows_add(index);
}

void page_index(struct bytes *html, const struct run *run, const struct page_files *files)
{
    struct index index = {.html = html, .run = run, .files = files};

    counts_prepare(&index);
    add_head(&index);
    index_add(&index, "<main>\n");
    add_files(&index);
    add_decisions(&index);
    facts_add(&index);
    index_add(&index, "</main>\n<footer>gradepress ");
    index_add_text(&index, run->version);
    index_add(&index, " · 内部文件</footer>\n<script>");
    index_add(&index, page_script);
    index_add(&index, "</script>\n</body>\n</html>\n");
}
