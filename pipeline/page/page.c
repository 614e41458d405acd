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

const char *index_say(const struct index *index, const char *chinese)
{
    return phrase(index->run->language, chinese);
}

void index_add_phrase(struct index *index, const char *chinese)
{
    index_add(index, index_say(index, chinese));
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

/* 2026年10月 for a period of a month, 2026年10月15日（增补） for a supplementary run. */
static void add_period(struct index *index)
{
    int year, month, day;

    if (index->run->language != LANGUAGE_CHINESE) {
        index_add_text(index, index->run->export->period);
        return;
    }
    switch (sscanf(index->run->export->period, "%4d-%2d-%2d", &year, &month, &day)) {
    case 3: bytes_printf(index->html, "%d年%d月%d日（增补）", year, month, day); break;
    case 2: bytes_printf(index->html, "%d年%d月", year, month); break;
    default: index_add_text(index, index->run->export->period);
    }
}

/* The script, its phrases in the language of the page: whatever of ours stands between quotes. */
static const char *script_in(const struct index *index)
{
    struct bytes out;
    const char *rest = page_script, *quote;

    if (index->run->language == LANGUAGE_CHINESE)
        return page_script;
    bytes_init(&out, index->html->arena);
    while ((quote = strchr(rest, '"'))) {
        size_t length = strcspn(quote + 1, "\"\n");
        bytes_add(&out, rest, (size_t)(quote + 1 - rest));
        bytes_add_text(&out, index_say(index, arena_strndup(index->html->arena, quote + 1, length)));
        bytes_add(&out, quote + 1 + length, 1); /* the quote that ends it, or the line */
        rest = quote + 1 + length + 1;
    }
    bytes_add_text(&out, rest);
    return bytes_text(&out);
}

static void add_head(struct index *index)
{
    const struct export *export = index->run->export;
    char day[DATE_TEXT_SIZE];

    bytes_printf(index->html, "<!doctype html>\n<html lang=\"%s\">\n",
                 index->run->language == LANGUAGE_CHINESE ? "zh-CN" : "en");
    index_add(index, "<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                     "<meta name=\"referrer\" content=\"no-referrer\">\n<meta http-equiv=\"Content-Security-Policy\" "
                     "content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src ");
    markup_inline_hash(index->html, page_style);
    index_add(index, "; script-src ");
    markup_inline_hash(index->html, index->script);
    index_add(index, "\">\n<title>");
    add_period(index);
    bytes_printf(index->html, " %s</title>\n<style>", index_say(index, "支撑单位等级审核"));
    index_add(index, page_style);
    bytes_printf(index->html, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#decisions\">%s</a>\n<header>\n<h1>",
                 index_say(index, "跳到决定表"));
    add_period(index);
    bytes_printf(index->html, " %s</h1>\n<p>%s ", index_say(index, "支撑单位等级审核"), index_say(index, "截止日"));
    index_add(index, date_text(export->as_of, day));
    if (export->next_as_of != DATE_NONE) {
        bytes_printf(index->html, " · %s ", index_say(index, "下期截止日"));
        index_add(index, date_text(export->next_as_of, day));
    }
    index_add(index, "</p>\n");
    if (export->is_sample)
        bytes_printf(index->html, "<p class=\"sample\">%s</p>\n", index_say(index, "样张"));
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

    bytes_printf(index->html, "<nav aria-label=\"%s\"><ul class=\"files\">\n", index_say(index, "本期文件"));
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        index_add(index, "<li>");
        index_add_link(index, NULL, files[i].name, index_say(index, files[i].text));
        index_add(index, "</li>\n");
    }
    bytes_printf(index->html,
                 "</ul></nav>\n<nav aria-label=\"%s\"><ul class=\"files\">\n<li><a href=\"#schemes\">%s</a></li>\n"
                 "<li><a href=\"#rejects\">",
                 index_say(index, "本页"), index_say(index, "各计划"));
    bytes_printf(index->html, index_say(index, "退回记录（%zu）"), index->run->export->rejects.count);
    bytes_printf(index->html, "</a></li>\n<li><a href=\"#run\">%s</a></li>\n</ul></nav>\n",
                 index_say(index, "运行情况"));
}

static void add_decisions(struct index *index)
{
    bytes_printf(index->html, "<h2>%s</h2>\n", index_say(index, "决定"));
    filter_add(index);
    rows_add(index);
}

void page_index(struct bytes *html, const struct run *run)
{
    struct index index = {.html = html, .run = run};

    index.script = script_in(&index);
    counts_prepare(&index);
    add_head(&index);
    index_add(&index, "<main>\n");
    add_files(&index);
    add_decisions(&index);
    facts_add(&index);
    index_add(&index, "</main>\n<footer>gradepress ");
    index_add_text(&index, run->version);
    bytes_printf(html, " · %s</footer>\n<script>", index_say(&index, "内部资料"));
    index_add(&index, index.script);
    index_add(&index, "</script>\n</body>\n</html>\n");
}
