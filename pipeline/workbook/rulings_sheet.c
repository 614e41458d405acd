/* rulings_sheet.c - 审批: a row per proposal, cells to fill, and what the ruling's record needs.
 *
 * `gradepress rulings` reads it back (sheetread/); what both must know is in
 * model/ruling_sheet.h. Rows of one programme and matter stand together, so that
 * one set of drop-downs serves them all. */
#include "workbook/rulings_sheet.h"

#include "base/bytes.h"
#include "base/json.h"
#include "model/chinese.h"
#include "model/ruling.h"
#include "model/ruling_sheet.h"
#include "workbook/words.h"

#include <stdlib.h>
#include <string.h>

enum {
    UNIT,
    NAME,
    SCHEME,
    TRACK,
    MATTER,
    PROPOSED,
    REASONS,
    HOLD,
    STANDING,
    PAPERS,
    FIRST_ENTRY, /* as many as there are to fill, then what the reader needs */
    FIRST_WORD = FIRST_ENTRY + RULING_ENTRIES,
    COLUMNS = FIRST_ENTRY + RULING_COLUMN_COUNT
};

static const struct column columns[COLUMNS] = {
    [UNIT] = {"单位编号", 9, 24},
    [NAME] = {"单位名称", 20, 26},
    [SCHEME] = {"计划", 10, 14},
    [TRACK] = {"方向", 6, 12},
    [MATTER] = {"事项", 9, 10},
    [PROPOSED] = {"建议处理", 12, 22},
    [REASONS] = {"理由", 24, 32},
    [HOLD] = {"暂缓", 8, 18},
    [STANDING] = {"已有批复", 10, 18},
    [PAPERS] = {"决定单", 7, 8},
#define ENTRY(id, title, least, most) [FIRST_ENTRY + RULING_COLUMN_##id] = {title, least, most}
    ENTRY(RULING, NULL, 9, 9),
    ENTRY(DECIDED_ACTION, NULL, 10, 10),
    ENTRY(DECIDED_LEVEL, NULL, 10, 10),
    ENTRY(BY, NULL, 10, 10),
    ENTRY(ON, NULL, 12, 12),
    ENTRY(REMARK, NULL, 26, 26),
    ENTRY(PROPOSAL, NULL, 16, 46),
    ENTRY(ACTION, NULL, 10, 14),
    ENTRY(TO, NULL, 8, 12),
    ENTRY(HELD, NULL, 8, 8),
    ENTRY(RULED_ON, NULL, 12, 12),
    ENTRY(CHOICES, NULL, 12, 20),
    ENTRY(SEAL, NULL, 18, 18),
#undef ENTRY
};

struct rulings_sheet {
    struct listing listing;
    const struct month *month;
    struct column columns[COLUMNS];
    const char *facts[RULING_FACT_COUNT];
    date first_day, last_day; /* a ruling may bear */
    struct arena *row;        /* for what one row is made of */

    /* The rows of one programme and matter, on one tab. */
    const struct decision *group; /* any of them; NULL: none yet */
    struct tab *group_tab;
    lxw_row_t group_first;
    struct tab *tab; /* being filled */
    lxw_row_t tab_first;
};

/* --- what a row says --- */

static const char *level_id(const struct decision *d, int level)
{
    return level >= 0 ? d->scheme->programme->levels[level] : NULL;
}

/* A level as the drop-down names it; by its id where two have one name, or it would break the list. */
static const char *level_label(const struct decision *d, int level)
{
    const char *name = words_level(d->scheme, level);

    for (int i = 0; i < (int)d->scheme->programme->level_count; i++)
        if (i != level && strcmp(words_level(d->scheme, i), name) == 0)
            return level_id(d, level);
    return strpbrk(name, ",\"") || strcmp(name, RULING_NO_LEVEL) == 0 ? level_id(d, level) : name;
}

static const char *proposed_words(struct arena *arena, const struct decision *d)
{
    const char *action = action_chinese(d->action);

    if (d->scheme->programme->level_count == 1)
        return action;
    if (d->from >= 0 && d->to >= 0 && d->from != d->to)
        return arena_printf(arena, "%s：%s → %s", action, words_level(d->scheme, d->from),
                            words_level(d->scheme, d->to));
    if (d->to >= 0 || d->from >= 0)
        return arena_printf(arena, "%s：%s", action, words_level(d->scheme, d->to >= 0 ? d->to : d->from));
    return action;
}

static const char *reason_words(struct arena *arena, const struct decision *d)
{
    const char *lacking = words_lacking(arena, d, d->requirements, d->requirement_count);
    const char *clause = words_clause(d->reason_clause);

    if (d->is_for_violation)
        return arena_printf(arena, "有经确认的违规行为（%s）", clause);
    if (d->matter == MATTER_WITHDRAWAL)
        return "单位申请退出";
    if (*lacking)
        return arena_printf(arena, "%s（%s）", lacking, clause);
    if (d->requirement_count)
        return arena_printf(arena, "各项要求均达到（%s）", clause);
    return arena_printf(arena, "依据：%s", clause);
}

static const char *standing_words(struct arena *arena, const struct decision *d)
{
    char day[DATE_TEXT_SIZE];

    if (!d->ruling)
        return NULL;
    return arena_printf(arena, "%s %s %s%s%s", ruling_chinese(d->ruling->word), d->ruling->by,
                        date_text(d->ruling->on, day), d->ruling->remark ? "：" : "",
                        d->ruling->remark ? d->ruling->remark : "");
}

/* --- what may be decided instead --- */

static void add_levels(struct bytes *out, const struct decision *d, enum action action)
{
    int levels = (int)d->scheme->programme->level_count;
    const char *separator = "[";

    for (int to = -1; to < levels; to++)
        if (ruling_offers(d, action, to)) {
            bytes_add_text(out, separator);
            json_quote_or_null(out, level_id(d, to));
            separator = ",";
        }
    bytes_add_text(out, "]");
}

static bool is_offered(const struct decision *d, enum action action)
{
    for (int to = -1; to < (int)d->scheme->programme->level_count; to++)
        if (ruling_offers(d, action, to))
            return true;
    return false;
}

/* {"actions":{"maintain":["2"],"revoke":[null]},"levels":{"二级":"2", …}}: how the reader knows. */
static const char *choices_json(struct arena *arena, const struct decision *d)
{
    struct bytes out;
    const char *separator = "";

    bytes_init(&out, arena);
    bytes_add_text(&out, "{\"actions\":{");
    for (int action = 0; action < ACTION_COUNT; action++) {
        if (!is_offered(d, (enum action)action))
            continue;
        bytes_printf(&out, "%s\"%s\":", separator, action_word((enum action)action));
        add_levels(&out, d, (enum action)action);
        separator = ",";
    }
    bytes_add_text(&out, "},\"levels\":{");
    for (int level = 0; level < (int)d->scheme->programme->level_count; level++) {
        bytes_add_text(&out, level ? "," : "");
        json_quote(&out, level_label(d, level));
        bytes_add_text(&out, ":");
        json_quote(&out, level_id(d, level));
    }
    bytes_add_text(&out, "}}");
    return bytes_text(&out);
}

/* --- drop-downs, colours, protection --- */

static void validate(const struct rulings_sheet *sheet, enum ruling_column column, lxw_data_validation *rule)
{
    lxw_col_t at = (lxw_col_t)(FIRST_ENTRY + column);

    rule->ignore_blank = LXW_VALIDATION_ON;
    book_note(sheet->listing.book, worksheet_data_validation_range(sheet->group_tab->worksheet, sheet->group_first, at,
                                                                   sheet->group_tab->row, at, rule));
}

static void validate_list(const struct rulings_sheet *sheet, enum ruling_column column, char **list, char *hint)
{
    lxw_data_validation rule = {
        .validate = LXW_VALIDATION_TYPE_LIST,
        .value_list = list,
        .input_message = hint,
        .error_message = arena_strdup(sheet->row, book_say(sheet->listing.book, "请从下拉列表中选择。"))};

    validate(sheet, column, &rule);
}

static void validate_rulings(const struct rulings_sheet *sheet)
{
    struct arena *arena = sheet->row;
    char *list[RULING_WORDS + 1] = {NULL};

    for (int word = 0; word < RULING_WORDS; word++)
        list[word] = arena_strdup(arena, ruling_label((enum ruling_word)word));
    validate_list(sheet, RULING_COLUMN_RULING, list, NULL);
}

static void validate_actions(const struct rulings_sheet *sheet)
{
    unsigned permitted = ruling_permits(sheet->group);
    char *list[ACTION_COUNT + 1] = {NULL};
    size_t count = 0;

    for (int action = 0; action < ACTION_COUNT; action++)
        if (permitted & 1U << action)
            list[count++] = arena_strdup(sheet->row, action_chinese((enum action)action));
    validate_list(sheet, RULING_COLUMN_DECIDED_ACTION, list,
                  arena_strdup(sheet->row, book_say(sheet->listing.book, "批复为“改定”时才选。")));
}

static void validate_levels(const struct rulings_sheet *sheet)
{
    int levels = (int)sheet->group->scheme->programme->level_count;
    char *list[MAX_LEVELS + 2] = {NULL};
    size_t count = 0;

    for (int level = levels; level-- > 0;)
        list[count++] = arena_strdup(sheet->row, level_label(sheet->group, level));
    list[count] = arena_strdup(sheet->row, RULING_NO_LEVEL);
    validate_list(sheet, RULING_COLUMN_DECIDED_LEVEL, list,
                  arena_strdup(sheet->row, book_say(sheet->listing.book, "改定后的等级；只有一种可能时可不选。")));
}

static lxw_datetime moment(date day)
{
    lxw_datetime out = {0};

    date_split(day, &out.year, &out.month, &out.day);
    return out;
}

static void validate_days(const struct rulings_sheet *sheet)
{
    char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
    char *expected = arena_printf(sheet->row, book_say(sheet->listing.book, "日期，从 %s 到 %s。"),
                                  date_text(sheet->first_day, first), date_text(sheet->last_day, last));
    lxw_data_validation rule = {.validate = LXW_VALIDATION_TYPE_DATE,
                                .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
                                .minimum_datetime = moment(sheet->first_day),
                                .maximum_datetime = moment(sheet->last_day),
                                .input_message = expected,
                                .error_message = expected};

    validate(sheet, RULING_COLUMN_ON, &rule);
}

/* The rows of the group on this tab are complete. */
static void end_group(struct rulings_sheet *sheet)
{
    if (!sheet->group || sheet->listing.book->error)
        return;
    validate_rulings(sheet);
    validate_actions(sheet);
    validate_levels(sheet);
    validate_days(sheet);
    sheet->group = NULL;
}

/* Cells from `column` on that turn red while `formula` holds, which is written for the first row. */
static void warn(const struct rulings_sheet *sheet, enum ruling_column first, enum ruling_column last,
                 const char *formula)
{
    lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_FORMULA,
                                   .value_string = arena_strdup(sheet->row, formula),
                                   .format = sheet->listing.book->formats[STYLE_FAILED]};

    book_note(sheet->listing.book, worksheet_conditional_format_range(sheet->tab->worksheet, sheet->tab_first,
                                                                      (lxw_col_t)(FIRST_ENTRY + first), sheet->tab->row,
                                                                      (lxw_col_t)(FIRST_ENTRY + last), &rule));
}

static const char *cell_name(const struct rulings_sheet *sheet, enum ruling_column column, bool is_relative)
{
    char name[LXW_MAX_CELL_NAME_LENGTH];

    lxw_rowcol_to_cell_abs(name, sheet->tab_first, (lxw_col_t)(FIRST_ENTRY + column), 0, !is_relative);
    return arena_strdup(sheet->row, name);
}

/* What is still missing in a row that was begun shows in red. */
static void warn_of_missing(const struct rulings_sheet *sheet)
{
    const char *ruling = cell_name(sheet, RULING_COLUMN_RULING, false);
    const char *held = cell_name(sheet, RULING_COLUMN_HELD, false);
    const char *changed = ruling_label(RULING_CHANGED);

    warn(sheet, RULING_COLUMN_BY, RULING_COLUMN_ON,
         arena_printf(sheet->row, "=AND(%s<>\"\",%s=\"\")", ruling, cell_name(sheet, RULING_COLUMN_BY, true)));
    warn(sheet, RULING_COLUMN_DECIDED_ACTION, RULING_COLUMN_DECIDED_ACTION,
         arena_printf(sheet->row, "=(%s=\"%s\")<>(%s<>\"\")", ruling, changed,
                      cell_name(sheet, RULING_COLUMN_DECIDED_ACTION, true)));
    warn(sheet, RULING_COLUMN_REMARK, RULING_COLUMN_REMARK,
         arena_printf(sheet->row, "=AND(%s=\"\",OR(%s=\"%s\",AND(%s=\"%s\",%s=\"%s\")))",
                      cell_name(sheet, RULING_COLUMN_REMARK, true), ruling, changed, ruling,
                      ruling_label(RULING_APPROVED), held, RULING_HELD));
}

static void end_tab(struct rulings_sheet *sheet)
{
    lxw_protection allowed = {.autofilter = LXW_TRUE, .format_columns = LXW_TRUE, .format_rows = LXW_TRUE};

    end_group(sheet);
    if (sheet->listing.book->error)
        return;
    if (sheet->tab->row >= sheet->tab_first)
        warn_of_missing(sheet);
    worksheet_protect(sheet->tab->worksheet, NULL, &allowed);
}

/* --- rows --- */

/* What stands above the head: how to fill the sheet, and what the sheet is of. */
static void write_upper(struct listing *listing)
{
    static const char *const lines[] = {
        "一、只填黄色各格：先选“批复”，再填批复人、批复日期；标红的格还须填写。不批的行留空，留待下次。其他各格已锁定，"
        "请勿改动。",
        "二、同意：按“建议处理”办理。不同意：不按建议办理。缓议：以后再定。改定：另选改定的处理和等级。",
        "三、改定的，以及同意“暂缓”事项的，必须写批复意见。",
        "四、填完仍存为 .xlsx，用 gradepress rulings "
        "读出；漏填、错填的会逐格指出，改好再读。批复日期晚于截止日的，从其后的运行起生效。",
    };
    const struct rulings_sheet *sheet = listing->context;
    struct tab *tab = listing->tab;

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        tab_lines(tab, 1);
        cell_text(tab, 0, STYLE_SUBTITLE, lines[i]);
        if (i < RULING_FACT_COUNT) {
            cell_text(tab, FIRST_WORD, STYLE_WORD, ruling_fact_name((enum ruling_fact)i));
            cell_text(tab, FIRST_WORD + 1, STYLE_WORD, sheet->facts[i]);
        }
        tab_next(tab, 1);
    }
    _Static_assert(sizeof lines / sizeof *lines >= RULING_FACT_COUNT, "a line for every fact");
}

static void write_proposal(const struct rulings_sheet *sheet, struct tab *tab, const struct decision *d)
{
    const struct packet *packet = month_papers(sheet->month, d);
    bool is_on_hold = decision_is_on_hold(d);

    cell_text(tab, UNIT, STYLE_TEXT, d->unit->id);
    cell_text(tab, NAME, STYLE_WRAP, d->unit->name);
    cell_text(tab, SCHEME, STYLE_WRAP, d->scheme->words.short_name);
    cell_text(tab, TRACK, STYLE_CENTRE, words_track(d));
    cell_word(tab, MATTER, STYLE_CENTRE, words_matter(d));
    cell_text(tab, PROPOSED, style_of_action(d->action), proposed_words(sheet->row, d));
    cell_text(tab, REASONS, STYLE_WRAP, reason_words(sheet->row, d));
    cell_text(tab, HOLD, STYLE_WRAP,
              d->is_held ? arena_printf(sheet->row, "%s：%s", is_on_hold ? "暂缓" : "已核实",
                                        words_held_reasons(sheet->row, LANGUAGE_CHINESE, d))
                         : NULL);
    cell_text(tab, STANDING, STYLE_WRAP, standing_words(sheet->row, d));
    if (packet)
        cell_link(tab, PAPERS, arena_printf(sheet->row, "%s/internal/decision.pdf", packet->folder), "打开");
    else
        cell_text(tab, PAPERS, STYLE_CENTRE, NULL);
}

static void write_entries(struct tab *tab)
{
    for (int column = 0; column < RULING_ENTRIES; column++)
        cell_text(tab, FIRST_ENTRY + column,
                  column == RULING_COLUMN_ON       ? STYLE_ENTRY_DATE
                  : column == RULING_COLUMN_REMARK ? STYLE_ENTRY_WRAP
                                                   : STYLE_ENTRY,
                  NULL);
}

static void write_words(const struct rulings_sheet *sheet, struct tab *tab, const struct decision *d)
{
    char seal[RULING_SEAL_SIZE], day[DATE_TEXT_SIZE];
    const char *cells[RULING_COLUMN_COUNT] = {
        [RULING_COLUMN_PROPOSAL] = d->proposal_id,
        [RULING_COLUMN_ACTION] = action_word(d->action),
        [RULING_COLUMN_TO] = level_id(d, d->to),
        [RULING_COLUMN_HELD] = d->is_held ? RULING_HELD : NULL,
        [RULING_COLUMN_RULED_ON] = d->ruling ? date_text(d->ruling->on, day) : NULL,
        [RULING_COLUMN_CHOICES] = choices_json(sheet->row, d),
    };

    ruling_seal(sheet->facts, cells, seal);
    cells[RULING_COLUMN_SEAL] = seal;
    for (int column = RULING_ENTRIES; column < RULING_COLUMN_COUNT; column++)
        cell_text(tab, FIRST_ENTRY + column, STYLE_WORD, cells[column]);
}

/* Early upgrades and half-years not due are matters of their own: other rulings are possible. */
static int matter_group(const struct decision *d)
{
    bool is_before = d->matter == MATTER_HALF_YEAR && d->status == STATUS_NOT_DUE;

    return d->is_early ? MATTER_COUNT : is_before ? MATTER_COUNT + 1 : (int)d->matter;
}

static bool is_same_group(const struct decision *a, const struct decision *b)
{
    return a->scheme == b->scheme && matter_group(a) == matter_group(b);
}

static void add_row(struct rulings_sheet *sheet, const struct decision *d)
{
    size_t parts = sheet->listing.count;
    struct tab *last = sheet->listing.tab;
    bool goes_on = sheet->group && is_same_group(sheet->group, d) && last->row + 1 < sheet->listing.book->row_limit;

    if (!goes_on)
        end_group(sheet);
    if (last->row + 1 == sheet->listing.book->row_limit)
        end_tab(sheet);
    struct tab *tab = listing_row(&sheet->listing);
    if (sheet->listing.count != parts) {
        sheet->tab = tab;
        sheet->tab_first = tab->row;
    }
    if (!goes_on) {
        sheet->group = d;
        sheet->group_tab = tab;
        sheet->group_first = tab->row;
    }
    write_proposal(sheet, tab, d);
    write_entries(tab);
    write_words(sheet, tab, d);
}

static bool is_shown(const struct decision *d)
{
    return d->action != ACTION_NONE && (d->needs_approval || d->ruling);
}

static int compare_rows(const void *a, const void *b)
{
    const struct decision *x = *(const struct decision *const *)a, *y = *(const struct decision *const *)b;

    if (x->scheme != y->scheme)
        return x->scheme < y->scheme ? -1 : 1;
    if (matter_group(x) != matter_group(y))
        return matter_group(x) < matter_group(y) ? -1 : 1;
    return x < y ? -1 : x > y; /* in order of proposal_id */
}

static void set_facts(struct rulings_sheet *sheet, struct arena *arena)
{
    const struct run *run = sheet->month->run;
    char day[DATE_TEXT_SIZE];

    sheet->facts[RULING_FACT_REGISTER] = run->register_identity[0] ? run->register_identity : RULING_NO_REGISTER;
    sheet->facts[RULING_FACT_PERIOD] = run->export->period;
    sheet->facts[RULING_FACT_AS_OF] = arena_strdup(arena, date_text(run->export->as_of, day));
    sheet->facts[RULING_FACT_PLAN] = run->plan->digest;
    if (!ruling_days(run->export->period, run->export->as_of, &sheet->first_day, &sheet->last_day))
        sheet->first_day = sheet->last_day = run->export->as_of; /* a period is always one */
}

static void begin(struct rulings_sheet *sheet, struct book *book, const char *footer)
{
    memcpy(sheet->columns, columns, sizeof columns);
    for (int i = 0; i < RULING_COLUMN_COUNT; i++)
        sheet->columns[FIRST_ENTRY + i].title = ruling_column_title((enum ruling_column)i);
    sheet->listing = (struct listing){
        .book = book,
        .name = RULING_SHEET,
        .footer = footer,
        .columns = sheet->columns,
        .column_count = COLUMNS,
        .printed = FIRST_WORD,
        .frozen = NAME + 1,
        .verdict_column = -1,
        .title = arena_printf(book->arena, book_say(book, "%s  审批"),
                              words_period(book->arena, book->language, sheet->month->run->export->period)),
        .upper = write_upper,
        .context = sheet};
    listing_begin(&sheet->listing);
    sheet->tab = sheet->listing.tab;
    sheet->tab_first = sheet->tab->row + 1;
}

void rulings_sheet_write(struct book *book, const char *footer, const struct month *month)
{
    const struct plan *plan = month->run->plan;
    struct arena *arena = arena_new();
    struct rulings_sheet sheet = {.month = month, .row = arena_new()};
    const struct decision **rows = ARENA_ARRAY(arena, const struct decision *, plan->count);
    size_t count = 0;

    for (size_t i = 0; i < plan->count; i++)
        if (is_shown(&plan->decisions[i]))
            rows[count++] = &plan->decisions[i];
    if (count)
        qsort(rows, count, sizeof *rows, compare_rows);
    set_facts(&sheet, arena);
    begin(&sheet, book, footer);
    for (size_t i = 0; i < count; i++) {
        add_row(&sheet, rows[i]);
        arena_reset(sheet.row);
    }
    end_tab(&sheet);
    listing_end(&sheet.listing);
    arena_free(sheet.row);
    arena_free(arena);
}
