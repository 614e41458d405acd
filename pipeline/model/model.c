/* model.c - names of things and look-ups in the model. */
#include "model/decision.h"
#include "model/records.h"
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

const char *hold_chinese(enum hold hold)
{
    static const char *const texts[] = {
#define X(id, chinese) [HOLD_##id] = chinese,
        HOLD_LIST(X)
#undef X
    };

    return texts[hold];
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

bool programme_has_item(const struct programme *programme, const char *item)
{
    return programme->item_count &&
           bsearch(&item, programme->items, programme->item_count, sizeof *programme->items, text_compare);
}

bool programme_takes_na(const struct programme *programme, const char *item)
{
    if (!programme->na_items)
        return true;
    return bsearch(&item, programme->na_items, programme->na_item_count, sizeof *programme->na_items, text_compare);
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

const struct scheme *rule_set_scheme(const struct rule_set *rules, const struct programme *programme)
{
    for (size_t i = 0; i < rules->scheme_count; i++)
        if (rules->schemes[i].programme == programme)
            return &rules->schemes[i];
    return NULL;
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
        sum = exact_add(sum, share);
    }
    return exact_divide(sum, EXACT((int64_t)count));
}
