/* filter.c - search and choices over the rows.
 *
 * Each choice carries its count. Without the script the choices are disabled and
 * remain counters of the whole run. */
#include "page/index.h"

static void open_group(struct index *index, const char *legend)
{
    bytes_printf(index->html, "<fieldset disabled><legend>%s</legend>\n", legend);
}

/* `value` "": no condition. */
static void add_choice(struct index *index, const char *name, const char *value, const char *text, const char *tone,
                       size_t figure)
{
    bytes_printf(index->html, "<label class=\"choice%s\"><input type=\"radio\" name=\"%s\" value=\"",
                 figure ? "" : " zero", name);
    index_add_text(index, value);
    index_add(index, "\" data-text=\"");
    index_add_text(index, text);
    bytes_printf(index->html, "\"%s><span class=\"%s\">", *value ? "" : " checked", tone);
    index_add_text(index, text);
    bytes_printf(index->html, "<b>%zu</b></span></label>\n", figure);
}

static void add_schemes(struct index *index)
{
    const struct rule_set *rules = index->run->rules;

    open_group(index, index_say(index, "计划"));
    add_choice(index, "s", "", index_say(index, "全部"), "all", index->run->plan->count);
    for (size_t i = 0; i < rules->scheme_count; i++)
        add_choice(index, "s", rules->schemes[i].programme->id, rules->schemes[i].words.short_name, "all",
                   index->schemes[i].decisions);
    index_add(index, "</fieldset>\n");
}

static void add_actions(struct index *index)
{
    open_group(index, index_say(index, "处理"));
    add_choice(index, "a", "", index_say(index, "全部"), "all", index->run->plan->count);
    for (int i = 1; i <= ACTION_COUNT; i++) { /* "nothing" comes last */
        enum action action = (enum action)(i % ACTION_COUNT);

        if (index->actions[action])
            add_choice(index, "a", action_word(action), index_say(index, action_chinese(action)), index_tone(action),
                       index->actions[action]);
    }
    index_add(index, "</fieldset>\n");
}

static void add_states(struct index *index)
{
    open_group(index, index_say(index, "状态"));
    add_choice(index, "f", "", index_say(index, "全部"), "all", index->run->plan->count);
    add_choice(index, "f", "w", index_say(index, "待批"), "all", index->waiting);
    add_choice(index, "f", "h", index_say(index, "暂缓"), "warn", index->on_hold);
    if (index->unprintable)
        add_choice(index, "f", "m", index_say(index, "缺字未出文件"), "warn", index->unprintable);
    index_add(index, "</fieldset>\n");
}

void filter_add(struct index *index)
{
    bytes_printf(index->html,
                 "<form id=\"filter\" role=\"search\" autocomplete=\"off\">\n"
                 "<p hidden><label for=\"q\">%s</label><input type=\"search\" id=\"q\" name=\"q\" "
                 "placeholder=\"%s\" aria-keyshortcuts=\"/\" aria-controls=\"decisions\" "
                 "spellcheck=\"false\"><kbd title=\"%s\">/</kbd><button type=\"reset\">%s</button></p>\n",
                 index_say(index, "查找单位"), index_say(index, "名称、编号或证书号"),
                 index_say(index, "按 / 键到查找框"), index_say(index, "清除条件"));
    add_schemes(index);
    add_actions(index);
    add_states(index);
    index_add(index, "<div class=\"now\"><output name=\"n\" for=\"q\" aria-live=\"polite\">");
    bytes_printf(index->html, index_say(index, "共 %zu 项，%zu 家单位"), index->run->plan->count, index->units);
    index_add(index, "</output><span class=\"print-only\" id=\"conditions\"></span></div>\n</form>\n");
}
