/* rules_sheet.c - 现行规则: the rules a run was decided by, with their sources. */
#include "workbook/sheets.h"

#include "base/bytes.h"
#include "model/chinese.h"
#include "workbook/words.h"

enum { COLUMNS = 8 };
static const int widths[COLUMNS] = {14, 26, 28, 14, 20, 12, 38, 52};

static void next_row(struct tab *tab)
{
    tab_next(tab, 1);
}

/* A name and a long text. */
static void write_wide(struct tab *tab, const char *name, const char *text)
{
    next_row(tab);
    cell_across(tab, 0, 1, STYLE_LABEL, name);
    cell_across(tab, 2, 7, STYLE_WRAP, text);
}

/* A line of name, value and source. */
static void write_line(struct tab *tab, const char *name, const char *value, const char *source)
{
    next_row(tab);
    cell_across(tab, 0, 1, STYLE_LABEL, name);
    cell_across(tab, 2, 4, STYLE_WRAP, value);
    cell_across(tab, 5, 7, STYLE_WRAP, source);
}

static void write_parameter(struct tab *tab, const struct parameter *parameter)
{
    if (!parameter->name)
        return;
    next_row(tab);
    cell_across(tab, 0, 1, STYLE_LABEL, parameter->name);
    cell_across(tab, 2, 4, STYLE_SETTING, NULL);
    cell_number(tab, 2, STYLE_SETTING, parameter->value);
    tab->cells--; /* in place of the merged cell's blank */
    cell_across(tab, 5, 7, STYLE_WRAP, words_clause(parameter->clause));
}

static const char *approvals(struct arena *arena, const struct scheme *scheme)
{
    struct bytes list;

    bytes_init(&list, arena);
    for (int action = 0; action < ACTION_COUNT; action++)
        if (scheme->needs_approval[action]) {
            bytes_add_text(&list, list.length ? "、" : "");
            bytes_add_text(&list, action_chinese((enum action)action));
        }
    return list.length ? bytes_text(&list) : "无";
}

static const char *shortfall_text(enum shortfall shortfall)
{
    static const char *const texts[] = {
        [SHORTFALL_ONE_LEVEL] = "降一级；已是最低等级的取消资格",
        [SHORTFALL_REVOKE] = "取消资格",
        [SHORTFALL_ATTAINED] = "降至实际达到的等级；未达最低等级的取消资格",
        [SHORTFALL_WARN] = "警告；连续两次的取消资格，停止下一届申请资格",
        [SHORTFALL_SEVERITY] = "按最重的一项：一般的警告，较重的限期整改，严重的取消资格",
    };

    return texts[shortfall];
}

static void write_weights(struct tab *tab, const struct scheme *scheme)
{
    for (size_t i = 0; i < scheme->term_count; i++) {
        next_row(tab);
        cell_across(
            tab, 0, 1, STYLE_LABEL,
            arena_printf(tab->book->arena, book_say(tab->book, "权重 %s"), words_term(tab->book->arena, scheme, i)));
        cell_across(tab, 2, 4, STYLE_SETTING, NULL);
        cell_exact(tab, 2, STYLE_SETTING, scheme->terms[i].weight);
        tab->cells--; /* in place of the merged cell's blank */
        cell_across(tab, 5, 7, STYLE_WRAP, words_clause(scheme->score_clause));
    }
    if (scheme->weight_concentration.value)
        write_parameter(tab, &scheme->weight_concentration);
}

static void write_parameters(struct tab *tab, const struct scheme *scheme)
{
    write_parameter(tab, &scheme->opens_working_days);
    write_parameter(tab, &scheme->overdue_days);
    write_parameter(tab, &scheme->term_months);
    if (scheme->has_trial)
        write_parameter(tab, &scheme->trial_months);
    if (scheme->has_early_upgrade)
        write_parameter(tab, &scheme->early_multiple);
    write_parameter(tab, &scheme->late_upgrade_days);
    write_parameter(tab, &scheme->half_year_days);
    write_parameter(tab, &scheme->bar_months);
    write_parameter(tab, &scheme->evidence_months);
    write_parameter(tab, &scheme->rectify_days);
    write_parameter(tab, &scheme->objection_days);
    write_line(tab, "审核未达现等级时", shortfall_text(scheme->shortfall), words_clause(scheme->shortfall_clause));
    write_line(tab, scheme_matter_name(scheme, scheme->is_half_yearly ? MATTER_HALF_YEAR : MATTER_REVIEW), "按下列要求",
               words_clause(scheme->review_clause));
    if (scheme->programme->level_count > 1)
        write_line(tab, "升级", "达到更高等级且提出申请", words_clause(scheme->upgrade_clause));
    if (scheme->is_half_yearly)
        write_line(tab, "通报表扬", "全部达到，且月均数值达到表扬的数", words_clause(scheme->commend_clause));
    if (scheme->violation_metric >= 0)
        write_line(tab, "违规", "经确认的，取消资格", words_clause(scheme->violation_clause));
    write_line(tab, "信息变更", "变更换证", words_clause(scheme->change_clause));
    write_line(tab, "退出", "经批准后注销", words_clause(scheme->withdrawal_clause));
    write_weights(tab, scheme);
    write_line(tab, "须经审批的处理", approvals(tab->book->arena, scheme), words_clause(NULL));
}

/* The scheme gives a text for every level at which it asks. */
static bool is_asked(const struct requirement *requirement, int level)
{
    return requirement->texts[level] != NULL;
}

static const char *conditions(struct arena *arena, const struct scheme *scheme, const struct requirement *requirement,
                              int level)
{
    struct bytes list;

    bytes_init(&list, arena);
    for (size_t i = 0; i < requirement->condition_count; i++) {
        const char *text = words_condition(arena, scheme, &requirement->conditions[i], level);

        if (*text && list.length)
            bytes_add_text(&list, "；");
        bytes_add_text(&list, text);
    }
    return bytes_text(&list);
}

/* Whether the level's threshold is a number of its own. */
static bool has_number(const struct requirement *requirement)
{
    return requirement->is_numeric &&
           (requirement->condition_count || requirement->source == SOURCE_SCORE ||
            requirement->source == SOURCE_BASIC || requirement->source == SOURCE_PROFESSIONAL);
}

static const char *how_judged(struct arena *arena, const struct scheme *scheme, const struct requirement *requirement,
                              int level)
{
    const char *severity = scheme->shortfall == SHORTFALL_SEVERITY
                               ? arena_printf(arena, "（%s）", severity_chinese(requirement->severity))
                               : "";
    const char *text = "";

    switch (requirement->source) {
    case SOURCE_CONDITIONS: text = conditions(arena, scheme, requirement, level); break;
    case SOURCE_EVERY:
        text = arena_printf(arena, "%s，全部属于“%s”", scheme->metrics[requirement->every].name,
                            scheme->metrics[requirement->complies].name);
        break;
    case SOURCE_PEOPLE: text = requirement->needs_someone ? "逐人核对，至少一人" : "逐人核对"; break;
    case SOURCE_ITEMS: text = requirement->item_count > 1 ? "所列评审项至少一项满足" : "该评审项满足"; break;
    case SOURCE_NECESSARY: text = "必要项全部满足"; break;
    case SOURCE_SCORE: text = "加权总分不低于应达的数"; break;
    case SOURCE_BASIC: text = "基本能力等级不低于该级"; break;
    case SOURCE_PROFESSIONAL: text = "专业能力等级不低于该级"; break;
    }
    return arena_printf(arena, "%s%s", text, severity);
}

static void write_requirement(struct tab *tab, const struct scheme *scheme, const char *list,
                              const struct requirement *requirement, int level)
{
    struct arena *arena = arena_new();

    next_row(tab);
    cell_text(tab, 0, STYLE_CENTRE, list);
    cell_text(tab, 1, STYLE_WORD, requirement->id);
    cell_text(tab, 2, STYLE_WRAP, requirement->name);
    cell_text(tab, 3, STYLE_CENTRE, words_level(scheme, level));
    cell_text(tab, 4, STYLE_WRAP, words_clause(requirement->clause));
    if (has_number(requirement))
        cell_exact(tab, 5, STYLE_FIGURE, requirement->conditions[0].thresholds[level]);
    else
        cell_text(tab, 5, STYLE_CENTRE, requirement->is_numeric ? "全部" : "是");
    cell_text(tab, 6, STYLE_WRAP, how_judged(arena, scheme, requirement, level));
    cell_text(tab, 7, STYLE_WRAP, requirement->texts[level]);
    arena_free(arena);
}

static void write_list(struct tab *tab, const struct scheme *scheme, const char *name,
                       const struct requirement_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        for (int level = (int)scheme->programme->level_count - 1; level >= 0; level--)
            if (is_asked(&list->items[i], level))
                write_requirement(tab, scheme, name, &list->items[i], level);
}

static void write_scheme(struct tab *tab, const struct scheme *scheme)
{
    static const char *const heads[COLUMNS] = {"用于", "要求编号", "要求", "等级", "条款", "应达", "如何判定", "原文"};

    next_row(tab);
    next_row(tab);
    cell_across(tab, 0, COLUMNS - 1, STYLE_SECTION, scheme->words.name);
    write_wide(tab, "依据文件", scheme->words.document);
    write_wide(tab, "主管机构", scheme->words.operator_name);
    write_wide(tab, "规则摘要（SHA-256）", scheme->digest);
    next_row(tab);
    cell_across(tab, 0, 1, STYLE_HEAD, "规则");
    cell_across(tab, 2, 4, STYLE_HEAD, "取值");
    cell_across(tab, 5, 7, STYLE_HEAD, "出处");
    write_parameters(tab, scheme);
    next_row(tab);
    for (int i = 0; i < COLUMNS; i++)
        cell_text(tab, i, STYLE_HEAD, heads[i]);
    write_list(tab, scheme, scheme->has_trial ? "考察评估" : "申请", &scheme->application);
    write_list(tab, scheme, scheme_matter_name(scheme, scheme->is_half_yearly ? MATTER_HALF_YEAR : MATTER_REVIEW),
               &scheme->review);
}

void rules_write(struct tab *tab, const struct run *run)
{
    const struct rule_set *rules = run->rules;

    for (int i = 0; i < COLUMNS; i++)
        tab_width(tab, i, i, widths[i]);
    tab_lines(tab, 2);
    cell_across(tab, 0, COLUMNS - 1, STYLE_TITLE, "现行规则");
    next_row(tab);
    cell_across(tab, 0, COLUMNS - 1, STYLE_SUBTITLE, "本期各项决定所依据的规则；每张文件上的规则摘要与此处一致。");
    if (!tab->book->error)
        book_note(tab->book, worksheet_repeat_rows(tab->worksheet, 0, 1));
    for (size_t i = 0; i < rules->scheme_count; i++)
        write_scheme(tab, &rules->schemes[i]);
    next_row(tab);
    next_row(tab);
    cell_across(tab, 0, COLUMNS - 1, STYLE_SECTION, "工作日历与模板文件（SHA-256）");
    write_line(tab, "工作日历", "calendar.json", rules->calendar_digest);
    for (size_t i = 0; i < rules->file_count; i++)
        write_line(tab, "模板文件", rules->files[i].path, rules->files[i].digest);
    if (run->register_length) {
        next_row(tab);
        next_row(tab);
        cell_across(tab, 0, COLUMNS - 1, STYLE_SECTION, "登记簿");
        write_wide(tab, "审计链末端（SHA-256）", run->register_head);
        write_wide(tab, "审计链长度", arena_printf(tab->book->arena, "%lld", (long long)run->register_length));
    }
}
