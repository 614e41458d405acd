/* model.c - names of things and look-ups in the model. */
#include "model/decision.h"
#include "model/records.h"
#include "model/docket.h"
#include "model/scheme.h"
#include "model/vocabulary.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static const struct { const char *word, *chinese; bool is_adverse; } actions[] = {
#define X(id, word, chinese, adverse) [ACTION_##id] = {word, chinese, adverse},
    ACTION_LIST(X)
#undef X
};

static const struct { const char *word, *chinese; } matters[] = {
#define X(id, word, chinese) [MATTER_##id] = {word, chinese},
    MATTER_LIST(X)
#undef X
};

static const struct { const char *word, *chinese; } statuses[] = {
#define X(id, word, chinese) [STATUS_##id] = {word, chinese},
    STATUS_LIST(X)
#undef X
};

const char *action_word(enum action action) { return actions[action].word; }
const char *action_chinese(enum action action) { return actions[action].chinese; }
bool action_is_adverse(enum action action) { return actions[action].is_adverse; }
const char *matter_word(enum matter matter) { return matters[matter].word; }
const char *matter_chinese(enum matter matter) { return matters[matter].chinese; }
const char *status_word(enum status status) { return statuses[status].word; }
const char *status_chinese(enum status status) { return statuses[status].chinese; }

enum action action_from_word(const char *word)
{
    int action = 0;

    while (action < ACTION_COUNT && strcmp(actions[action].word, word) != 0)
        action++;
    return (enum action)action;
}

enum matter matter_from_word(const char *word)
{
    int matter = 0;

    while (matter < MATTER_COUNT && strcmp(matters[matter].word, word) != 0)
        matter++;
    return (enum matter)matter;
}

const char *hold_chinese(enum hold hold)
{
    static const char *const texts[] = {
#define X(id, chinese) [HOLD_##id] = chinese,
        HOLD_LIST(X)
#undef X
    };

    return texts[hold];
}

bool decision_is_open(const struct decision *decision)
{
    bool is_closed = decision->ruling && decision->ruling->word == RULING_REJECTED &&
                     (decision->matter == MATTER_CHANGE || decision->matter == MATTER_WITHDRAWAL);

    return !decision->has_outcome && !is_closed;
}

bool status_is_due(enum status status) { return status == STATUS_DUE || status == STATUS_OVERDUE; }

enum action decision_action(const struct decision *decision)
{
    return decision->has_outcome ? decision->outcome_action : decision->action;
}

int decision_level(const struct decision *decision)
{
    return decision->has_outcome ? decision->outcome_to : decision->to;
}

bool decision_waits(const struct decision *decision)
{
    return decision->needs_approval && decision_is_open(decision);
}

bool decision_is_on_hold(const struct decision *decision)
{
    return decision->is_held && decision_is_open(decision);
}

const char *ruling_text(enum ruling_word word)
{
    static const char *const texts[] = {
#define X(id, text) [RULING_##id] = text,
        RULING_LIST(X)
#undef X
    };

    return texts[word];
}

const char *certificate_status_text(enum certificate_status status)
{
    static const char *const texts[] = {
#define X(id, text) [CERTIFICATE_##id] = text,
        CERTIFICATE_STATUS_LIST(X)
#undef X
    };

    return texts[status];
}

const char *reject_code_text(enum reject_code code)
{
    static const char *const texts[] = {
#define X(id, text) [REJECT_##id] = text,
        REJECT_LIST(X)
#undef X
    };

    return texts[code];
}

const char *record_type_text(enum record_type type)
{
    static const char *const texts[] = {
#define X(id, text) [RECORD_##id] = text,
        RECORD_TYPE_LIST(X)
#undef X
    };

    return texts[type];
}

const struct programme *vocabulary_programme(const struct vocabulary *vocabulary, const char *id)
{
    for (size_t i = 0; i < vocabulary->count; i++)
        if (strcmp(vocabulary->programmes[i].id, id) == 0)
            return &vocabulary->programmes[i];
    return NULL;
}

int programme_level(const struct programme *programme, const char *level)
{
    for (size_t i = 0; i < programme->level_count; i++)
        if (strcmp(programme->levels[i], level) == 0)
            return (int)i;
    return -1;
}

int programme_track(const struct programme *programme, const char *track)
{
    for (size_t i = 0; i < programme->track_count; i++)
        if (strcmp(programme->tracks[i].id, track) == 0)
            return (int)i;
    return -1;
}

static int find_kind(const struct record_kind *kinds, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return (int)i;
    return -1;
}

int programme_evidence_kind(const struct programme *programme, const char *kind)
{
    return find_kind(programme->evidence_kinds, programme->evidence_kind_count, kind);
}

int programme_submission_kind(const struct programme *programme, const char *kind)
{
    return find_kind(programme->submission_kinds, programme->submission_kind_count, kind);
}

const struct item *programme_item(const struct programme *programme, const char *id)
{
    size_t low = 0, high = programme->item_count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct item *item = &programme->items[programme->items_by_id[middle]];
        int order = strcmp(id, item->id);
        if (order == 0)
            return item;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

int record_kind_field(const struct record_kind *kind, const char *field)
{
    for (size_t i = 0; i < kind->field_count; i++)
        if (strcmp(kind->fields[i].name, field) == 0)
            return (int)i;
    return -1;
}

static const struct record_kind *kind_of(const struct submission *submission)
{
    return &submission->programme->submission_kinds[submission->kind];
}

const struct value *submission_value(const struct submission *submission, const char *field)
{
    int i = record_kind_field(kind_of(submission), field);

    return i >= 0 && submission->values[i].given ? &submission->values[i] : NULL;
}

const struct fact *submission_fact(const struct submission *submission, const char *name)
{
    for (size_t i = 0; i < submission->fact_count; i++)
        if (strcmp(submission->facts[i].name, name) == 0)
            return &submission->facts[i];
    return NULL;
}

bool submission_is(const struct submission *submission, const char *kind)
{
    return strcmp(kind_of(submission)->name, kind) == 0;
}

int submission_track(const struct submission *submission)
{
    const struct value *track = submission_value(submission, "track");

    return track ? track->position : -1;
}

bool assessment_names(const struct assessment *assessment, int track)
{
    if (!assessment->programme->track_count)
        return true;
    for (size_t i = 0; i < assessment->track_count; i++)
        if (assessment->tracks[i] == track)
            return true;
    return false;
}

static int compare_unit(const void *key, const void *unit)
{
    return strcmp(key, ((const struct unit *)unit)->id);
}

const struct unit *export_unit(const struct export *export, const char *unit_id)
{
    return export->units.count
               ? bsearch(unit_id, export->units.items, export->units.count, sizeof *export->units.items, compare_unit)
               : NULL;
}

const char *rule_set_folder(struct arena *arena, const struct rule_set *rules, const char *id)
{
    return text_equal(rules->own_id, id) ? rules->own_folder : arena_printf(arena, "%s/%s", rules->folder, id);
}

const struct scheme *rule_set_scheme(const struct rule_set *rules, const struct programme *programme)
{
    for (size_t i = 0; i < rules->scheme_count; i++)
        if (rules->schemes[i].programme == programme)
            return &rules->schemes[i];
    return NULL;
}

const struct checklist *scheme_checklist(const struct scheme *scheme, int track)
{
    return scheme->checklists ? &scheme->checklists[track < 0 ? 0 : track] : NULL;
}

const char *scheme_matter_name(const struct scheme *scheme, enum matter matter)
{
    return matter == MATTER_REVIEW && scheme->words.review_name ? scheme->words.review_name : matter_chinese(matter);
}

const char *scheme_track_name(const struct scheme *scheme, int track)
{
    return scheme->words.track_names[track] ? scheme->words.track_names[track] : scheme->programme->tracks[track].id;
}

static const char *kind_name(const char *const *names, const struct record_kind *kinds, int kind)
{
    return names && names[kind] ? names[kind] : kinds[kind].name;
}

const char *scheme_evidence_name(const struct scheme *scheme, int kind)
{
    return kind_name(scheme->words.evidence_names, scheme->programme->evidence_kinds, kind);
}

const char *scheme_submission_name(const struct scheme *scheme, int kind)
{
    return kind_name(scheme->words.submission_names, scheme->programme->submission_kinds, kind);
}

const char *scheme_scope_name(const struct scheme *scheme, const char *id)
{
    for (size_t i = 0; i < scheme->words.scope_name_count; i++)
        if (strcmp(scheme->words.scope_names[i].id, id) == 0)
            return scheme->words.scope_names[i].name;
    return id;
}

const char *scheme_fact_name(const struct scheme *scheme, const char *fact)
{
    const struct programme *programme = scheme->programme;

    for (size_t i = 0; scheme->words.fact_names && i < programme->fact_count; i++)
        if (strcmp(programme->facts[i].name, fact) == 0 && scheme->words.fact_names[i])
            return scheme->words.fact_names[i];
    return fact;
}

void docket_note_year(struct docket *docket, const struct calendar *calendar, date day)
{
    const size_t most = sizeof docket->uncovered_years / sizeof *docket->uncovered_years;
    int year, month, day_of_month;

    if (calendar_covers(calendar, day))
        return;
    date_split(day, &year, &month, &day_of_month);
    for (size_t i = 0; i < docket->uncovered_year_count; i++)
        if (docket->uncovered_years[i] == year)
            return;
    if (docket->uncovered_year_count < most)
        docket->uncovered_years[docket->uncovered_year_count++] = year;
}

struct exact docket_entry_month(const struct docket_entry *entry, size_t row, int month)
{
    int64_t cell = entry->by_month.cells[row * (size_t)entry->by_month.count + (size_t)month];

    return exact_make(cell, entry->scheme->monthly[row].scale);
}

bool docket_entry_has_figures(const struct docket_entry *entry)
{
    return entry->is_covered && (entry->assessment || !entry->scheme->needs_assessment || entry->is_rectification);
}

bool docket_entry_asks(const struct docket_entry *entry, size_t check, int level, bool is_professional)
{
    const struct check *asked = &entry->checklist->checks[check];
    uint16_t levels = entry->certificate ? asked->levels : asked->applicant_levels;

    return entry->checks[check].is_asked && asked->is_professional == is_professional && levels & 1u << level;
}

/* A sum whose denominator outgrows 31 bits goes on with shares cut to nine decimals: the mean is
 * printed with eight and decides nothing. */
static struct exact add_share(struct exact sum, struct exact share)
{
    struct exact total;
    char text[EXACT_TEXT_SIZE];

    if (exact_try_add(sum, share, &total) && total.den <= INT32_MAX)
        return total;
    exact_parse(exact_text(sum, 9, text), &sum);
    exact_parse(exact_text(share, 9, text), &share);
    return exact_add(sum, share);
}

struct exact requirements_attainment(const struct requirement_result *results, size_t count)
{
    struct exact sum = EXACT(0);

    for (size_t i = 0; i < count; i++) {
        struct exact share = EXACT(1);
        if (results[i].required.num > 0) {
            share = exact_divide(results[i].value, results[i].required);
            if (exact_compare(share, EXACT(1)) > 0)
                share = EXACT(1);
        }
        sum = add_share(sum, share);
    }
    return exact_divide(sum, EXACT((int64_t)count));
}

/* --- files --- */

static int compare_files(const void *a, const void *b)
{
    return strcmp(((const struct run_file *)a)->path, ((const struct run_file *)b)->path);
}

void run_files_sort(struct run_files *files)
{
    if (files->count)
        qsort(files->items, files->count, sizeof *files->items, compare_files);
}

static const struct run_file *find_file(const struct run *run, const char *path)
{
    const struct run_file wanted = {.path = path};

    return run->files && run->files->count
               ? bsearch(&wanted, run->files->items, run->files->count, sizeof wanted, compare_files)
               : NULL;
}

bool run_has_file(const struct run *run, const char *path)
{
    return find_file(run, path) != NULL;
}

const char *run_file_of(const struct run *run, struct arena *arena, const char *path, const struct decision *decision)
{
    const struct run_file *file = find_file(run, arena_printf(arena, "%s.pdf", path));

    for (int turn = 2; file && file->decision && file->decision != decision; turn++)
        file = find_file(run, arena_printf(arena, "%s-%d.pdf", path, turn));
    return file ? file->path : NULL;
}
