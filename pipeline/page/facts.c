/* facts.c - what stands below the rows: programmes, rejected records, and what the
 * run was made from. */
#include "page/index.h"

#include "model/chinese.h"
#include "page/markup.h"

#include <string.h>

enum { MAX_REJECTS_SHOWN = 200 };

static void open_table(struct index *index, const char *const *columns, size_t count)
{
    index_add(index, "<div class=\"wide\"><table>\n<thead><tr>");
    for (size_t i = 0; i < count; i++) /* a column of figures begins with # */
        bytes_printf(index->html, "<th scope=\"col\"%s>%s</th>", columns[i][0] == '#' ? " class=\"r\"" : "",
                     index_say(index, columns[i] + (columns[i][0] == '#')));
    index_add(index, "</tr></thead>\n<tbody>\n");
}

#define OPEN_TABLE(index, ...)                            \
    open_table(index, (const char *const[]){__VA_ARGS__}, \
               sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static void close_table(struct index *index)
{
    index_add(index, "</tbody>\n</table></div>\n");
}

static void add_figure(struct index *index, size_t figure)
{
    bytes_printf(index->html, "<td class=\"r\">%zu</td>", figure);
}

static void add_digest(struct index *index, const char *digest)
{
    index_add(index, "<td><code>");
    index_add_text(index, digest);
    index_add(index, "</code></td>");
}

/* --- programmes --- */

/* Papers of a programme: FOLDER/SCHEMEending. */
struct paper_link {
    const char *folder, *ending, *text;
};

static const struct paper_link own_papers[] = {
    {"annual", ".pdf", "年度评价报告"},           {"annual", "-list.pdf", "名单公告"},
    {"office", "-issued.pdf", "发证清单"},         {"office", "-handover.pdf", "领取、收回登记表"},
    {"office", "-archive.pdf", "卷内文件目录"},
};
static const struct paper_link forms[] = {
    {"office/forms", "-application.pdf", "申请书"},      {"office/forms", "-examination.pdf", "形式审查表"},
    {"office/forms", "-report.pdf", "审核材料表"},       {"office/forms", "-change.pdf", "变更申请表"},
    {"office/forms", "-agreement.pdf", "协议"},
};

/* Whether a long list goes on in another file, FOLDER/SCHEME-NAME-2.pdf and so on. */
static bool is_in_parts(struct index *index, const char **path, const struct scheme *scheme,
                        const struct paper_link *link, size_t part)
{
    *path = arena_printf(index->html->arena, "%s/%s%.*s-%zu.pdf", link->folder, scheme->programme->id,
                         (int)(strlen(link->ending) - strlen(".pdf")), link->ending, part);
    return run_has_file(index->run, *path);
}

static void add_papers(struct index *index, const struct scheme *scheme, const struct paper_link *links, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *path = arena_printf(index->html->arena, "%s/%s%s", links[i].folder, scheme->programme->id,
                                        links[i].ending);
        if (run_has_file(index->run, path))
            index_add_link(index, NULL, path, index_say(index, links[i].text));
        for (size_t part = 2; is_in_parts(index, &path, scheme, &links[i], part); part++)
            index_add_link(index, NULL, path, arena_printf(index->html->arena, "%zu", part));
    }
}

static void add_scheme(struct index *index, size_t i)
{
    const struct scheme *scheme = &index->run->rules->schemes[i];
    const struct of_scheme *figures = &index->schemes[i];

    index_add(index, "<tr><th scope=\"row\">");
    index_add_text(index, scheme->words.short_name);
    index_add(index, "</th><td>");
    index_add_text(index, scheme->words.document);
    index_add(index, "</td>");
    add_figure(index, figures->decisions);
    add_figure(index, figures->waiting);
    add_figure(index, figures->on_hold);
    add_figure(index, figures->certificates);
    index_add(index, "<td class=\"p\">");
    add_papers(index, scheme, own_papers, sizeof own_papers / sizeof *own_papers);
    index_add(index, "</td><td class=\"p\">");
    add_papers(index, scheme, forms, sizeof forms / sizeof *forms);
    index_add(index, "</td></tr>\n");
}

static void add_schemes(struct index *index)
{
    bytes_printf(index->html, "<h2 id=\"schemes\">%s</h2>\n", index_say(index, "各计划"));
    OPEN_TABLE(index, "计划", "依据", "#事项", "#待批", "#暂缓", "#所发证书", "文件", "空白表格");
    for (size_t i = 0; i < index->run->rules->scheme_count; i++)
        add_scheme(index, i);
    close_table(index);
}

/* --- rejected records --- */

/* The id of a record, as far as it names nobody: a finding's ends with the expert's
 * name, a person's is a person's, and what is no id may be anything. */
static const char *id_shown(struct index *index, const struct reject *reject)
{
    static const char id_chars[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-/";
    size_t length = reject->id ? strlen(reject->id) : 0;

    if (!length || reject->type == RECORD_STAFF)
        return NULL;
    if (reject->type == RECORD_FINDINGS) {
        const char *item = strchr(reject->id, '/');
        const char *expert = item ? strchr(item + 1, '/') : NULL;
        if (!expert)
            return NULL;
        length = (size_t)(expert - reject->id);
    }
    return strspn(reject->id, id_chars) >= length ? arena_strndup(index->html->arena, reject->id, length) : NULL;
}

static void add_reject(struct index *index, const struct reject *reject)
{
    index_add(index, "<tr><td>");
    index_add_text(index, reject->place.file);
    index_add(index, "</td>");
    add_figure(index, reject->place.line);
    index_add(index, "<td>");
    index_add_text(index, id_shown(index, reject));
    index_add(index, "</td><td>");
    if (reject->unit) {
        index_add_text(index, reject->unit->name);
        index_add(index, " <small>");
        index_add_text(index, reject->unit->id);
        index_add(index, "</small>");
    }
    bytes_printf(index->html, "</td><td>%s <small>%s</small></td></tr>\n",
                 index_say(index, reject_code_chinese(reject->code)), reject_code_text(reject->code));
}

static void add_rejects(struct index *index)
{
    const struct export *export = index->run->export;
    size_t total = export->rejects.count;

    index_add(index, "<h2 id=\"rejects\">");
    bytes_printf(index->html, index_say(index, "退回记录（%zu）"), total);
    index_add(index, "</h2>\n");
    if (!total) {
        bytes_printf(index->html, "<p>%s</p>\n", index_say(index, "没有退回的记录。"));
        return;
    }
    OPEN_TABLE(index, "文件", "#行（元素）", "记录编号", "单位", "原因");
    for (size_t i = 0; i < total && i < MAX_REJECTS_SHOWN; i++)
        add_reject(index, &export->rejects.items[i]);
    close_table(index);
    index_add(index, "<p>");
    if (total > MAX_REJECTS_SHOWN)
        bytes_printf(index->html, index_say(index, "其余 %zu 条与"), total - MAX_REJECTS_SHOWN);
    index_add_phrase(index, "具体情况见 ");
    index_add_link(index, NULL, "decisions.xlsx", index_say(index, "工作簿"));
    index_add_phrase(index, "的“退回记录”表，或 ");
    index_add_link(index, NULL, "rejects.ndjson", "rejects.ndjson");
    index_add_phrase(index, "。");
    index_add(index, "</p>\n");
}

/* --- the run --- */

static void add_fact(struct index *index, const char *name, const char *text)
{
    bytes_printf(index->html, "<tr><th scope=\"row\">%s</th><td>", index_say(index, name));
    index_add_text(index, text);
    index_add(index, "</td></tr>\n");
}

static void add_day(struct index *index, const char *name, date day)
{
    char text[DATE_TEXT_SIZE];

    add_fact(index, name, day == DATE_NONE ? index_say(index, "未给出") : date_text(day, text));
}

/* Files of records; of evidence files only their number. */
static void add_sources(struct index *index)
{
    const struct export *export = index->run->export;
    size_t attached = 0;

    bytes_printf(index->html, "<h3>%s</h3>\n", index_say(index, "导出文件"));
    OPEN_TABLE(index, "文件", "#读入", "#采用", "#重复", "#退回", "SHA-256");
    for (size_t i = 0; i < export->files.count; i++) {
        const struct source_file *file = &export->files.items[i];

        attached += file->is_attachment;
        if (file->is_attachment)
            continue;
        index_add(index, "<tr><th scope=\"row\">");
        index_add_text(index, file->path);
        index_add(index, "</th>");
        add_figure(index, file->read);
        add_figure(index, file->used);
        add_figure(index, file->duplicate);
        add_figure(index, file->rejected);
        add_digest(index, file->digest);
        index_add(index, "</tr>\n");
    }
    close_table(index);
    if (!attached)
        return;
    index_add(index, "<p>");
    bytes_printf(index->html, index_say(index, "另有证明文件 %zu 个，均已核对摘要。"), attached);
    index_add(index, "</p>\n");
}

static void add_rules(struct index *index)
{
    const struct rule_set *rules = index->run->rules;

    bytes_printf(index->html, "<h3>%s</h3>\n", index_say(index, "规则"));
    OPEN_TABLE(index, "计划", "SHA-256");
    for (size_t i = 0; i < rules->scheme_count; i++) {
        index_add(index, "<tr><th scope=\"row\">");
        index_add_text(index, rules->schemes[i].words.short_name);
        index_add(index, "</th>");
        add_digest(index, rules->schemes[i].digest);
        index_add(index, "</tr>\n");
    }
    bytes_printf(index->html, "<tr><th scope=\"row\">%s</th>", index_say(index, "工作日历"));
    add_digest(index, rules->calendar_digest);
    index_add(index, "</tr>\n");
    close_table(index);
    bytes_printf(index->html, "<p>%s", index_say(index, "全部文件的摘要、程序库与字体的版本见 "));
    index_add_link(index, NULL, "run.json", "run.json");
    index_add_phrase(index, "。");
    index_add(index, "</p>\n");
}

static void add_run(struct index *index)
{
    const struct export *export = index->run->export;

    bytes_printf(index->html, "<h2 id=\"run\">%s</h2>\n", index_say(index, "运行情况"));
    OPEN_TABLE(index, "项目", "内容");
    add_fact(index, "期间", export->period);
    add_day(index, "截止日", export->as_of);
    add_day(index, "下期截止日", export->next_as_of);
    add_day(index, "证据起始日", export->coverage_from);
    add_fact(index, "程序", arena_printf(index->html->arena, "gradepress %s", index->run->version));
    bytes_printf(index->html, "<tr><th scope=\"row\">%s</th>", index_say(index, "导出摘要（SHA-256）"));
    add_digest(index, export->digest);
    index_add(index, "</tr>\n");
    close_table(index);
    add_sources(index);
    add_rules(index);
}

void facts_add(struct index *index)
{
    add_schemes(index);
    add_rejects(index);
    add_run(index);
}
