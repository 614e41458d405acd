/* rows.c - a row of the page for every decision, and where else its unit stands. */
#include "page/index.h"

#include "model/chinese.h"
#include "page/markup.h"

#include <string.h>

enum { ROWS_FIRST = 200 };

static const char *level_name(const struct index *index, const struct scheme *scheme, int level)
{
    if (level < 0)
        return index_say(index, "无");
    return scheme->words.level_names[level] ? scheme->words.level_names[level] : scheme->programme->levels[level];
}

static const char *track_of(const struct decision *decision)
{
    return decision->track >= 0 ? scheme_track_name(decision->scheme, decision->track) : NULL;
}

static void add_change(struct index *index, const struct decision *decision)
{
    bytes_printf(index->html, "<span class=\"k %s\">%s</span>", index_tone(decision->action),
                 index_say(index, action_chinese(decision->action)));
    index_add(index, "<small>");
    index_add_text(index, level_name(index, decision->scheme, decision->from));
    if (decision->from != decision->to) {
        index_add(index, " → ");
        index_add_text(index, level_name(index, decision->scheme, decision->to));
    }
    index_add(index, "</small>");
}

static void add_standing(struct index *index, const struct decision *decision)
{
    if (decision->needs_approval || decision->ruling)
        index_add_phrase(index, decision_approval_chinese(decision));
    if (!decision_is_on_hold(decision))
        return;
    bytes_printf(index->html, "<span class=\"k warn\">%s</span><small>",
                 index_say(index, decision_held_chinese(decision)));
    const char *separator = "";
    for (int hold = 0; hold < HOLD_COUNT; hold++)
        if (decision->holds[hold]) {
            index_add(index, separator);
            index_add_phrase(index, hold_chinese((enum hold)hold));
            separator = index_say(index, "；");
        }
    index_add(index, "</small>");
}

static void add_certificates(struct index *index, const struct decision *decision, bool is_drawn)
{
    for (size_t i = 0; i < decision->certificate_count; i++) {
        const struct issue *issue = &decision->certificates[i];

        if (i)
            index_add(index, "<br>");
        if (is_drawn && issue->file)
            index_add_link(index, NULL, issue->file, issue->certificate_no);
        else
            index_add_text(index, issue->certificate_no);
    }
}

/* A link to `name` below the packet if the run writes it. */
static void add_paper(struct index *index, const struct packet *packet, const char *name, const char *text)
{
    if (run_has_file(index->run, arena_printf(index->html->arena, "%s%s", packet->folder, name)))
        index_add_link(index, packet->folder, name, text);
}

static void add_papers(struct index *index, const struct packet *packet)
{
    if (packet->missing_char) {
        index_add(index, "<span class=\"k warn\">");
        bytes_printf(index->html, index_say(index, "缺字 U+%04X"), (unsigned)packet->missing_char);
        index_add(index, "</span>");
        return;
    }
    index_add_link(index, packet->folder, "/internal/decision.pdf", index_say(index, "决定单"));
    add_paper(index, packet, "/internal/packet.pdf", index_say(index, "卷宗"));
    index_add_link(index, packet->folder, "/internal/scorecard.xlsx", index_say(index, "评分表"));
    if (packet->has_notice)
        index_add_link(index, packet->folder, "/outgoing/notice.pdf", index_say(index, "通知书"));
    add_paper(index, packet, "/outgoing/packet.zip", index_say(index, "发送包"));
}

/* Papers of a subject or line that have a place of their own: FOLDER/SCHEME/UNIT, and below it the track, then `name`.
 */
static const struct {
    const char *folder, *name, *text;
} own_papers[] = {
    {"summaries", "", "年度总结"},
    {"reminders", "", "续期提醒"},
    {"packets", "/outgoing/application", "申请书"},
    {"packets", "/internal/examination", "形式审查表"},
    {"packets", "/outgoing/change", "变更申请表"},
    {"packets", "/outgoing/agreement", "协议"},
};

static void add_own_papers(struct index *index, const struct decision *decision)
{
    const struct programme *programme = decision->scheme->programme;
    struct arena *arena = index->html->arena;
    const char *track = decision->track < 0 ? "" : arena_printf(arena, "/%s", programme->tracks[decision->track].id);

    for (size_t i = 0; i < sizeof own_papers / sizeof *own_papers; i++) {
        const char *path = run_file_of(index->run, arena,
                                       arena_printf(arena, "%s/%s/%s%s%s", own_papers[i].folder, programme->id,
                                                    decision->unit->id, track, own_papers[i].name),
                                       decision);
        if (path)
            index_add_link(index, NULL, path, index_say(index, own_papers[i].text));
    }
}

/* Links to what else the unit has, a programme each. */
static void add_others(struct index *index, size_t i)
{
    const struct decision *decisions = index->run->plan->decisions;
    const struct scheme *last = NULL;
    bool has_one = false;

    for (size_t k = index->first_of_unit[i]; k < index->run->plan->count; k++) {
        const struct of_unit *other = &index->by_unit[k];
        const struct scheme *scheme = decisions[other->at].scheme;
        if (strcmp(other->unit_id, decisions[i].unit->id) != 0)
            break;
        if (scheme != last && scheme != decisions[i].scheme) {
            bytes_printf(index->html, "%s%s<a href=\"#d%zu\">", has_one ? "" : "<small class=\"o\">",
                         index_say(index, has_one ? "、" : "另有 "), other->at);
            index_add_text(index, scheme->words.short_name);
            index_add(index, "</a>");
            has_one = true;
        }
        last = scheme;
    }
    if (has_one)
        index_add(index, "</small>");
}

/* What a note names, where it names a day or an item: people are nobody's business here. */
static bool names_nobody(const struct decision *decision, const char *name)
{
    date day;

    return date_parse_plain(name, &day) || programme_item(decision->scheme->programme, name);
}

/* Notes of one kind are one entry. */
static void add_notes(struct index *index, const struct decision *decision)
{
    struct arena *arena = index->html->arena;
    size_t next;

    for (size_t i = 0; i < decision->note_count; i = next) {
        const char *note = decision->notes[i];
        size_t kind = strcspn(note, ":");
        for (next = i + 1;
             note[kind] && next < decision->note_count && strncmp(decision->notes[next], note, kind + 1) == 0;)
            next++;
        bool is_whole = next - i == 1 && (!note[kind] || names_nobody(decision, note + kind + 2));
        index_add(index, i ? "；" : "<small>");
        index_add_text(index, note_chinese(arena, is_whole ? note : arena_strndup(arena, note, kind)));
        if (!is_whole)
            bytes_printf(index->html, index_say(index, "（%zu项）"), next - i);
    }
    if (decision->note_count)
        index_add(index, "</small>");
}

static void add_row(struct index *index, size_t i)
{
    const struct decision *decision = &index->run->plan->decisions[i];
    const struct packet *packet = index->packet_of[i];

    bytes_printf(index->html, "<tr id=\"d%zu\" data-s=\"", i);
    index_add_text(index, decision->scheme->programme->id);
    bytes_printf(index->html, "\" data-a=\"%s\" data-f=\"%s%s%s\" data-u=\"", action_word(decision->action),
                 decision_waits(decision) ? "w" : "", decision_is_on_hold(decision) ? "h" : "",
                 packet && packet->missing_char ? "m" : "");
    index_add_text(index, decision->unit->id);
    index_add(index, "\"><th scope=\"row\">");
    index_add_text(index, decision->unit->name);
    index_add(index, "<small>");
    index_add_text(index, decision->unit->id);
    index_add(index, "</small>");
    add_others(index, i);
    index_add(index, "</th><td>");
    index_add_text(index, decision->scheme->words.short_name);
    if (track_of(decision)) {
        index_add(index, "<small>");
        index_add_text(index, track_of(decision));
        index_add(index, "</small>");
    }
    index_add(index, "</td><td>");
    index_add_phrase(index, decision->is_early ? "提前升级" : scheme_matter_name(decision->scheme, decision->matter));
    bytes_printf(index->html, "<small>%s</small></td><td>", index_say(index, status_chinese(decision->status)));
    add_change(index, decision);
    index_add(index, "</td><td>");
    add_standing(index, decision);
    index_add(index, "</td><td>");
    add_notes(index, decision);
    index_add(index, "</td><td class=\"c\">");
    add_certificates(index, decision, !packet || !packet->missing_char);
    index_add(index, "</td><td class=\"p\">");
    if (packet)
        add_papers(index, packet);
    add_own_papers(index, decision);
    index_add(index, "</td></tr>\n");
}

/* Rows from `first` up to `last` as a table. Each row is one line: page.js reads them so. */
static void add_table(struct index *index, const char *id, const char *caption, size_t first, size_t last)
{
    static const char *const columns[] = {"单位", "计划", "事项", "处理", "审批", "说明", "所发证书", "文件"};

    bytes_printf(index->html, "<table class=\"rows\"%s aria-label=\"%s\">\n<thead><tr>", id, caption);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        bytes_printf(index->html, "<th scope=\"col\">%s</th>", index_say(index, columns[i]));
    index_add(index, "</tr></thead>\n<tbody>\n");
    for (size_t i = first; i < last; i++)
        add_row(index, i);
    index_add(index, "</tbody>\n</table>\n");
}

/* A browser that runs the script reads what stands in noscript as text, one that does
 * not as a table: see page.js. */
void rows_add(struct index *index)
{
    const size_t count = index->run->plan->count, first = count < ROWS_FIRST ? count : ROWS_FIRST;

    add_table(index, " id=\"decisions\" tabindex=\"-1\"", index_say(index, "决定"), 0, first);
    bytes_printf(index->html, "<p id=\"none\"%s>%s</p>\n", count ? " hidden" : "",
                 index_say(index, "没有符合条件的事项。"));
    bytes_printf(index->html, "<p id=\"more\" class=\"more\"%s>", count > first ? "" : " hidden");
    bytes_printf(index->html, index_say(index, "以上为前 %zu 项，其余 %zu 项见 "), first, count - first);
    index_add_link(index, NULL, "decisions.xlsx", index_say(index, "工作簿"));
    bytes_printf(index->html, "%s</p>\n", index_say(index, " 或下表。"));
    if (count == first)
        return;
    index_add(index, "<noscript id=\"rest\">\n");
    add_table(index, "", index_say(index, "决定（续）"), first, count);
    index_add(index, "</noscript>\n");
}
