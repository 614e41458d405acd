/* rulings.c - rows to rulings, strictly: a cell that could be meant in two ways is refused by name. */
#include "sheetread/rulings.h"

#include "base/json.h"
#include "base/text.h"
#include "sheetread/spreadsheet.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS = RULING_COLUMN_COUNT };

/* A proposal ruled on, to find those ruled on twice. */
struct ruled {
    const char *proposal_id, *place;
};

struct sheet_reading {
    struct arena *arena;
    const char *path;
    struct filled_sheet *out;
    const struct grid *grid;
    bool counts_from_1904;
    uint32_t head;             /* row of the titles; 0: none yet */
    uint32_t columns[COLUMNS]; /* by title */
    date as_of, first_day, last_day;
    LIST_OF(struct ruled) ruled;
};

/* One row: its cells by column, what they say, whether it is sound so far. */
struct row {
    uint32_t number;
    const struct cell *cells[COLUMNS];
    const char *texts[COLUMNS]; /* trimmed; NULL: empty */
    bool is_refused[COLUMNS];
    bool is_faulty;
};

/* --- texts --- */

/* Length of the white space at `s`, ideographic and no-break spaces too; 0 when there is none. */
static size_t space_at(const char *s)
{
    if (*s == ' ' || *s == '\t' || *s == '\r' || *s == '\n')
        return 1;
    return strncmp(s, "\xC2\xA0", 2) == 0 ? 2 : strncmp(s, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

/* NULL when nothing but white space is there. */
static const char *trimmed(struct arena *arena, const char *text)
{
    const char *end;

    while (space_at(text))
        text += space_at(text);
    end = text;
    for (const char *p = text; *p;) {
        size_t space = space_at(p);
        p += space ? space : 1;
        if (!space)
            end = p;
    }
    return end == text ? NULL : arena_strndup(arena, text, (size_t)(end - text));
}

/* A text as a message shows it. */
static const char *shown(struct arena *arena, const char *text)
{
    enum { MOST = 60 };
    size_t length = text_valid_prefix(text, strnlen(text, MOST));

    return arena_printf(arena, "\"%.*s%s\"", (int)length, text, text[length] ? "…" : "");
}

static const char *place_of(const struct sheet_reading *r, uint32_t row, enum ruling_column column)
{
    return arena_printf(r->arena, "%s!%s", r->grid->name, grid_place_at(r->arena, row, r->columns[column]));
}

static void refuse(struct sheet_reading *r, struct row *row, enum ruling_column column, const char *why)
{
    if (row->is_refused[column])
        return; /* one fault of a cell is enough */
    row->is_faulty = row->is_refused[column] = true;
    *ARENA_PUSH(r->arena, &r->out->faults) = arena_printf(r->arena, "%s: %s", place_of(r, row->number, column), error_say(why));
}

/* --- the head --- */

static int column_of_title(const char *title)
{
    for (int i = 0; i < COLUMNS; i++)
        if (strcmp(title, ruling_column_title((enum ruling_column)i)) == 0 ||
            strcmp(title, phrase(LANGUAGE_ENGLISH, ruling_column_title((enum ruling_column)i))) == 0)
            return i;
    return -1;
}

/* The head is the row of the title proposal_id: the cells above it may say "批复" too. */
static RESULT find_head(struct sheet_reading *r)
{
    const char *mark = ruling_column_title(RULING_COLUMN_PROPOSAL);

    for (size_t i = 0; i < r->grid->count && !r->head; i++)
        if (r->grid->items[i].kind == CELL_TEXT && strcmp(r->grid->items[i].text, mark) == 0)
            r->head = r->grid->items[i].row;
    if (!r->head)
        return FAIL(INPUT, "%s: the sheet %s has no column \"%s\"", r->path, r->grid->name, mark);
    for (size_t i = 0; i < r->grid->count; i++) {
        const struct cell *cell = &r->grid->items[i];
        const char *title = cell->row == r->head && cell->kind == CELL_TEXT ? trimmed(r->arena, cell->text) : NULL;
        int column = title ? column_of_title(title) : -1;
        if (column < 0)
            continue;
        if (r->columns[column])
            return FAIL(INPUT, "%s: the sheet %s has two columns \"%s\"", r->path, r->grid->name, title);
        r->columns[column] = cell->column;
    }
    for (int i = 0; i < COLUMNS; i++)
        if (!r->columns[i])
            return FAIL(INPUT, "%s: the sheet %s has no column \"%s\"", r->path, r->grid->name,
                        ruling_column_title((enum ruling_column)i));
    return OK;
}

/* The value beside the name of a fact, above the head. */
static const char *fact_of(const struct sheet_reading *r, enum ruling_fact fact)
{
    for (size_t i = 0; i + 1 < r->grid->count && r->grid->items[i].row < r->head; i++) {
        const struct cell *name = &r->grid->items[i], *value = name + 1;
        if (name->kind == CELL_TEXT && strcmp(name->text, ruling_fact_name(fact)) == 0 && value->row == name->row &&
            value->column == name->column + 1 && value->kind == CELL_TEXT)
            return value->text;
    }
    return NULL;
}

static RESULT read_facts(struct sheet_reading *r)
{
    const char **facts = r->out->facts;

    for (int i = 0; i < RULING_FACT_COUNT; i++) {
        const char *fact = fact_of(r, (enum ruling_fact)i);
        if (!fact)
            return FAIL(INPUT, "%s: the sheet %s does not say its \"%s\" above the head", r->path, r->grid->name,
                        ruling_fact_name((enum ruling_fact)i));
        if (facts[i] && strcmp(facts[i], fact) != 0)
            return FAIL(INPUT, "%s: the sheet %s is of another run than the one before it", r->path, r->grid->name);
        facts[i] = fact;
    }
    if (!date_parse_plain(facts[RULING_FACT_AS_OF], &r->as_of) ||
        !ruling_days(facts[RULING_FACT_PERIOD], r->as_of, &r->first_day, &r->last_day))
        return FAIL(INPUT, "%s: the sheet %s says that it is of period %s as of %s, which is none", r->path,
                    r->grid->name, shown(r->arena, facts[RULING_FACT_PERIOD]),
                    shown(r->arena, facts[RULING_FACT_AS_OF]));
    return OK;
}

/* --- cells --- */

/* What a cell says as text. A person may be called 007 and a level 2. */
static void read_text(struct sheet_reading *r, struct row *row, enum ruling_column column)
{
    const struct cell *cell = row->cells[column];

    if (!cell)
        return;
    row->texts[column] = trimmed(r->arena, cell->text);
    if (!row->texts[column])
        return;
    if (cell->kind == CELL_ERROR)
        refuse(r, row, column, arena_printf(r->arena, error_say("found the error %s"), shown(r->arena, cell->text)));
    else if (cell->kind == CELL_BOOLEAN)
        refuse(r, row, column, "found TRUE or FALSE, expected a text");
}

static const char *day_words(const struct sheet_reading *r, date day)
{
    char text[DATE_TEXT_SIZE];

    return arena_strdup(r->arena, date_text(day, text));
}

/* A date is a serial number, or text: YYYY-MM-DD, with a time of day behind it or not. */
static bool day_of(const struct sheet_reading *r, const struct cell *cell, const char *text, date *day)
{
    if (cell->kind == CELL_NUMBER)
        return spreadsheet_day(text, r->counts_from_1904, day);
    if (cell->kind == CELL_DAY && strlen(text) > 10 && text[10] == 'T')
        text = arena_strndup(r->arena, text, 10);
    return date_parse_plain(text, day);
}

/* The day of the ruling; DATE_NONE with a fault recorded. */
static date read_day(struct sheet_reading *r, struct row *row)
{
    const char *text = row->texts[RULING_COLUMN_ON], *ruled_on = row->texts[RULING_COLUMN_RULED_ON];
    date day, standing;

    if (!text) {
        refuse(r, row, RULING_COLUMN_ON, "a date is missing");
        return DATE_NONE;
    }
    if (!day_of(r, row->cells[RULING_COLUMN_ON], text, &day)) {
        refuse(r, row, RULING_COLUMN_ON,
               arena_printf(r->arena, error_say("found %s, expected a date such as %s"), shown(r->arena, text),
                            day_words(r, r->as_of)));
        return DATE_NONE;
    }
    if (day < r->first_day || day > r->last_day)
        refuse(r, row, RULING_COLUMN_ON,
               arena_printf(r->arena, error_say("found %s, expected a date from %s to %s"), day_words(r, day),
                            day_words(r, r->first_day), day_words(r, r->last_day)));
    else if (ruled_on && date_parse_plain(ruled_on, &standing) && day <= standing)
        refuse(r, row, RULING_COLUMN_ON,
               arena_printf(r->arena, error_say("found %s, expected a date after the ruling that stands, of %s"),
                            day_words(r, day), ruled_on));
    return day;
}

/* The ruling's word; -1 with a fault recorded. */
static int read_word(struct sheet_reading *r, struct row *row)
{
    const char *text = row->texts[RULING_COLUMN_RULING];

    if (!text) {
        refuse(r, row, RULING_COLUMN_RULING, "the ruling is missing, but the row is filled in elsewhere");
        return -1;
    }
    for (int i = 0; i < RULING_WORDS; i++)
        if (strcmp(text, ruling_label((enum ruling_word)i)) == 0 || strcmp(text, ruling_text((enum ruling_word)i)) == 0)
            return i;
    refuse(r, row, RULING_COLUMN_RULING,
           arena_printf(r->arena, error_say("found %s, expected %s, %s, %s or %s"), shown(r->arena, text),
                        ruling_label(RULING_APPROVED), ruling_label(RULING_REJECTED), ruling_label(RULING_DEFERRED),
                        ruling_label(RULING_CHANGED)));
    return -1;
}

/* --- what is decided instead --- */

static const char *chinese_of(const char *action)
{
    return action_chinese(action_from_word(action));
}

/* The actions to choose from, in Chinese. */
static const char *list_actions(const struct sheet_reading *r, const cJSON *actions)
{
    struct bytes out;

    bytes_init(&out, r->arena);
    for (const cJSON *a = actions->child; a; a = a->next)
        bytes_printf(&out, "%s%s", out.length ? ", " : "", chinese_of(a->string));
    return out.length ? bytes_text(&out) : error_say("nothing: this proposal cannot be changed");
}

/* What stands under a name of a sealed choice; NULL when nothing does. */
static const cJSON *member(const cJSON *object, const char *name)
{
    for (const cJSON *m = cJSON_IsObject(object) ? object->child : NULL; m; m = m->next)
        if (strcmp(m->string, name) == 0)
            return m;
    return NULL;
}

static const cJSON *choice_of_action(const cJSON *actions, const char *text)
{
    for (const cJSON *a = actions->child; a; a = a->next) {
        enum action action = action_from_word(a->string);
        if (cJSON_IsArray(a) && a->child && action != ACTION_COUNT &&
            (strcmp(text, a->string) == 0 || strcmp(text, action_chinese(action)) == 0))
            return a;
    }
    return NULL;
}

static bool is_level(const cJSON *choice, const char *level)
{
    return level ? cJSON_IsString(choice) && strcmp(choice->valuestring, level) == 0 : cJSON_IsNull(choice);
}

/* Name of a level in the sheet, for messages. */
static const char *level_words(const cJSON *levels, const cJSON *choice)
{
    if (!cJSON_IsString(choice))
        return RULING_NO_LEVEL;
    for (const cJSON *m = levels->child; m; m = m->next)
        if (cJSON_IsString(m) && strcmp(m->valuestring, choice->valuestring) == 0)
            return m->string;
    return choice->valuestring;
}

static const char *list_levels(const struct sheet_reading *r, const cJSON *action, const cJSON *levels)
{
    struct bytes out;

    bytes_init(&out, r->arena);
    for (const cJSON *choice = action->child; choice; choice = choice->next)
        bytes_printf(&out, "%s%s", out.length ? " or " : "", level_words(levels, choice));
    return bytes_text(&out);
}

/* The level chosen, or the only one there is. NULL with a fault recorded. */
static const cJSON *read_level(struct sheet_reading *r, struct row *row, const cJSON *action, const cJSON *levels)
{
    const char *text = row->texts[RULING_COLUMN_DECIDED_LEVEL];
    const char *level = text && strcmp(text, RULING_NO_LEVEL) == 0 ? NULL : text;
    const cJSON *named = text ? member(levels, text) : NULL;

    if (!text && !action->child->next)
        return action->child;
    if (!text) {
        refuse(r, row, RULING_COLUMN_DECIDED_LEVEL,
               arena_printf(r->arena, error_say("the level is missing: %s"), list_levels(r, action, levels)));
        return NULL;
    }
    if (cJSON_IsString(named))
        level = named->valuestring;
    for (const cJSON *choice = action->child; choice; choice = choice->next)
        if (is_level(choice, level))
            return choice;
    refuse(r, row, RULING_COLUMN_DECIDED_LEVEL,
           arena_printf(r->arena, error_say("found %s, expected %s with %s"), shown(r->arena, text),
                        list_levels(r, action, levels), chinese_of(action->string)));
    return NULL;
}

/* {"action":…,"to":…}; NULL with a fault recorded. */
static const char *read_decided(struct sheet_reading *r, struct row *row)
{
    struct json_fault fault;
    const char *text = row->texts[RULING_COLUMN_CHOICES], *chosen = row->texts[RULING_COLUMN_DECIDED_ACTION];
    const cJSON *choices = json_parse(r->arena, text ? text : "", text ? strlen(text) : 0, &fault);
    const cJSON *actions = member(choices, "actions"), *levels = member(choices, "levels");
    struct bytes out;

    if (!cJSON_IsObject(actions) || !cJSON_IsObject(levels)) {
        refuse(r, row, RULING_COLUMN_CHOICES, "was not written by gradepress");
        return NULL;
    }
    const cJSON *action = chosen ? choice_of_action(actions, chosen) : NULL;
    if (!action) {
        refuse(r, row, RULING_COLUMN_DECIDED_ACTION,
               chosen
                   ? arena_printf(r->arena, error_say("found %s, expected %s"), shown(r->arena, chosen), list_actions(r, actions))
                   : arena_printf(r->arena, error_say("%s needs what is decided instead: %s"), ruling_label(RULING_CHANGED),
                                  list_actions(r, actions)));
        return NULL;
    }
    const cJSON *level = read_level(r, row, action, levels);
    if (!level)
        return NULL;
    bytes_init(&out, r->arena);
    bytes_add_text(&out, "{\"action\":");
    json_quote(&out, action->string);
    bytes_add_text(&out, ",\"to\":");
    json_quote_or_null(&out, cJSON_IsString(level) ? level->valuestring : NULL);
    bytes_add_text(&out, "}");
    return bytes_text(&out);
}

/* --- rows --- */

static bool check_seal(struct sheet_reading *r, struct row *row)
{
    char seal[RULING_SEAL_SIZE];
    const char *proposal = row->texts[RULING_COLUMN_PROPOSAL];

    ruling_seal(r->out->facts, row->texts, seal);
    if (text_equal(seal, row->texts[RULING_COLUMN_SEAL]))
        return true;
    refuse(r, row, RULING_COLUMN_PROPOSAL,
           proposal ? arena_printf(r->arena,
                                   error_say("%s is no proposal of this workbook, or a locked cell of its row or above the "
                                   "head was changed; fill in the workbook as the run wrote it"),
                                   shown(r->arena, proposal))
                    : "the row is filled in, but holds no proposal");
    return false;
}

static void check_remark(struct sheet_reading *r, struct row *row, enum ruling_word word)
{
    if (row->texts[RULING_COLUMN_REMARK])
        return;
    if (word == RULING_CHANGED)
        refuse(r, row, RULING_COLUMN_REMARK,
               arena_printf(r->arena, error_say("a remark is missing: say why it is decided otherwise (%s)"), ruling_label(word)));
    else if (word == RULING_APPROVED && row->texts[RULING_COLUMN_HELD])
        refuse(r, row, RULING_COLUMN_REMARK,
               "a remark is missing: the proposal is held, so say what was looked into before it was approved");
}

static void check_unchanged(struct sheet_reading *r, struct row *row)
{
    static const enum ruling_column columns[] = {RULING_COLUMN_DECIDED_ACTION, RULING_COLUMN_DECIDED_LEVEL};

    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (row->texts[columns[i]])
            refuse(r, row, columns[i],
                   arena_printf(r->arena, error_say("found %s, expected nothing unless the ruling is %s"),
                                shown(r->arena, row->texts[columns[i]]), ruling_label(RULING_CHANGED)));
}

static void add_member(struct bytes *out, const char *name, const char *text)
{
    bytes_printf(out, ",\"%s\":", name);
    json_quote_or_null(out, text);
}

static void add_line(struct sheet_reading *r, const struct row *row, enum ruling_word word, date on,
                     const char *decided)
{
    struct bytes *out = &r->out->lines;

    bytes_add_text(out, "{\"proposal_id\":");
    json_quote(out, row->texts[RULING_COLUMN_PROPOSAL]);
    add_member(out, "action", row->texts[RULING_COLUMN_ACTION]);
    add_member(out, "to", row->texts[RULING_COLUMN_TO]);
    add_member(out, "ruling", ruling_text(word));
    add_member(out, "by", row->texts[RULING_COLUMN_BY]);
    add_member(out, "on", day_words(r, on));
    if (row->texts[RULING_COLUMN_REMARK])
        add_member(out, "remark", row->texts[RULING_COLUMN_REMARK]);
    if (decided)
        bytes_printf(out, ",\"decided\":%s", decided);
    bytes_add_text(out, "}\n");
}

static bool is_begun(const struct row *row)
{
    for (int i = 0; i < RULING_ENTRIES; i++)
        if (row->texts[i])
            return true;
    return false;
}

static void read_row(struct sheet_reading *r, struct row *row)
{
    const char *decided = NULL;

    for (int i = 0; i < COLUMNS; i++)
        read_text(r, row, (enum ruling_column)i);
    if (!is_begun(row)) {
        r->out->open += row->texts[RULING_COLUMN_PROPOSAL] != NULL;
        return;
    }
    r->out->ruled++;
    if (!check_seal(r, row))
        return;
    int word = read_word(r, row);
    if (word == RULING_CHANGED)
        decided = read_decided(r, row);
    else if (word >= 0)
        check_unchanged(r, row);
    if (!row->texts[RULING_COLUMN_BY])
        refuse(r, row, RULING_COLUMN_BY, "who ruled is missing");
    date on = read_day(r, row);
    if (word >= 0)
        check_remark(r, row, (enum ruling_word)word);
    *ARENA_PUSH(r->arena, &r->ruled) = (struct ruled){row->texts[RULING_COLUMN_PROPOSAL],
                                                      place_of(r, row->number, RULING_COLUMN_PROPOSAL)};
    if (!row->is_faulty)
        add_line(r, row, (enum ruling_word)word, on, decided);
}

static void read_rows(struct sheet_reading *r)
{
    const struct cell *cell = r->grid->items, *end = cell + r->grid->count;

    while (cell < end && cell->row <= r->head)
        cell++;
    while (cell < end) {
        struct row row = {.number = cell->row};
        for (; cell < end && cell->row == row.number; cell++)
            for (int i = 0; i < COLUMNS; i++)
                if (r->columns[i] == cell->column)
                    row.cells[i] = cell;
        read_row(r, &row);
    }
}

static int compare_ruled(const void *a, const void *b)
{
    const struct ruled *x = a, *y = b;
    int order = strcmp(x->proposal_id, y->proposal_id);

    return order ? order : strcmp(x->place, y->place);
}

/* A row copied onto another. */
static void refuse_repeated(struct sheet_reading *r)
{
    if (r->ruled.count)
        qsort(r->ruled.items, r->ruled.count, sizeof *r->ruled.items, compare_ruled);
    for (size_t i = 1; i < r->ruled.count; i++) {
        const struct ruled *one = &r->ruled.items[i - 1], *other = &r->ruled.items[i];
        if (strcmp(one->proposal_id, other->proposal_id) == 0)
            *ARENA_PUSH(r->arena, &r->out->faults) = arena_printf(r->arena, error_say("%s: %s is ruled on in %s too"),
                                                                  other->place, shown(r->arena, other->proposal_id),
                                                                  one->place);
    }
}

static bool is_rulings_sheet(const char *name)
{
    for (int language = LANGUAGE_CHINESE; language <= LANGUAGE_ENGLISH; language++) {
        const char *sheet = phrase((enum language)language, RULING_SHEET);
        size_t length = strlen(sheet);
        if (strncmp(name, sheet, length) == 0 && (!name[length] || strncmp(name + length, " (", 2) == 0))
            return true;
    }
    return false;
}

RESULT filled_sheet_of(struct filled_sheet *out, struct arena *arena, const char *path,
                       const struct spreadsheet *spreadsheet)
{
    struct sheet_reading r = {
        .arena = arena, .path = path, .out = out, .counts_from_1904 = spreadsheet->counts_from_1904};

    *out = (struct filled_sheet){0};
    bytes_init(&out->lines, arena);
    if (!spreadsheet->count)
        return FAIL(INPUT, "%s: has no sheet %s; take the decisions.xlsx of a run", path, RULING_SHEET);
    for (size_t i = 0; i < spreadsheet->count; i++) {
        r.grid = &spreadsheet->grids[i];
        r.head = 0;
        memset(r.columns, 0, sizeof r.columns);
        TRY(find_head(&r));
        TRY(read_facts(&r));
        read_rows(&r);
    }
    refuse_repeated(&r);
    return OK;
}

RESULT filled_sheet_read(struct filled_sheet *out, struct arena *arena, const char *path)
{
    struct spreadsheet spreadsheet;

    TRY(spreadsheet_read(&spreadsheet, arena, path, is_rulings_sheet));
    return filled_sheet_of(out, arena, path, &spreadsheet);
}
