/* vocabulary.h - what an export may hold for each programme.
 *
 * Read from templates/records.json and templates/NAME/records.json, so that the
 * program knows no programme by name. Immutable once loaded. */
#ifndef MODEL_VOCABULARY_H
#define MODEL_VOCABULARY_H

#include "base/exact.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum field_type {
    FIELD_BOOLEAN,
    FIELD_NUMBER, /* within `minimum` and `maximum` where set; at most `decimals` decimals */
    FIELD_DATE,
    FIELD_ID,
    FIELD_TEXT,
    FIELD_WORD,  /* one of `words` */
    FIELD_WORDS, /* a list of words of `words` */
    FIELD_LEVEL, /* a level of the programme */
    FIELD_TRACK, /* a track of the programme; required where it has tracks, absent elsewhere */
    FIELD_SCOPE, /* a non-empty list of service items of the track's chapter */
    FIELD_FACTS, /* an object of facts (booleans, numbers, texts) */
};

struct field {
    const char *name;
    enum field_type type;
    bool is_required;
    bool has_minimum, has_maximum;
    struct exact minimum, maximum;
    int decimals; /* most decimals accepted; -1: any */
    const char *const *words;
    size_t word_count;
};

/* A kind of evidence or submission and the fields of its `data` or `content`. */
struct record_kind {
    const char *name;
    const struct field *fields;
    size_t field_count;
};

enum { MAX_FIELDS = 8, MAX_LEVELS = 8, MAX_TRACKS = 16 };

/* A type a fact must have wherever a submission of the programme gives it. */
struct fact_type {
    const char *name;
    enum field_type type; /* FIELD_BOOLEAN or FIELD_NUMBER */
};

enum comparison { AT_LEAST, AT_MOST, EQUALS, IS_TRUE };

/* Compares a number of an application or review with what an item asks. */
struct fact_condition {
    const char *fact;
    enum comparison comparison;
    struct exact threshold;
};

enum { MAX_FACT_CONDITIONS = 4 };

/* Met when all its conditions are. */
struct fact_alternative {
    struct fact_condition conditions[MAX_FACT_CONDITIONS];
    size_t count;
};

/* What a finding may be about: one line of a standard's catalogue (NAME/items.json). */
struct item {
    const char *id;
    size_t index; /* in programme->items */
    const char *clause;
    const char *heading; /* title of the part it stands in; items of one part stand together */
    const char *text;
    bool is_necessary;
    bool takes_na;
    bool is_asked_of_applicants;
    int level;       /* the list it stands in; -1: the programme has no lists */
    uint32_t tracks; /* bit by track that it is asked of; all where the programme has no tracks */
    int chapter;     /* the track whose chapter it stands in; -1: common to several */
    int persons;     /* met only by so many people of the unit, where a finding names people; 0: no such number */
    const struct fact_alternative *alternatives;
    size_t alternative_count;
    size_t first; /* the first item of the same requirement: that of the same text in the same part */
};

struct track {
    const char *id;
    const char *chapter; /* items of this track, and service items of a scope, begin with "chapter."; NULL: none */
    const char *const *scope_items;
    size_t scope_item_count;
};

struct programme {
    const char *id;
    size_t index; /* in the vocabulary */
    const char *const *levels; /* lowest first */
    size_t level_count;
    const struct track *tracks;
    size_t track_count;
    const struct record_kind *evidence_kinds;
    size_t evidence_kind_count;
    const struct record_kind *submission_kinds;
    size_t submission_kind_count;
    const struct fact_type *facts;
    size_t fact_count;
    const struct item *items; /* in the order of the document */
    size_t item_count;
    const uint16_t *items_by_id; /* positions, in byte order of id */
    bool na_exempts; /* an item found na is not asked; elsewhere it counts as not met */
    bool takes_assessments;
    bool takes_scope;
    bool holds_on_staff; /* a rejected staff record holds adverse proposals */
};

struct vocabulary {
    const struct programme *programmes; /* in byte order of id */
    size_t count;
};

const struct programme *vocabulary_programme(const struct vocabulary *vocabulary, const char *id);

/* Position of a level (0 is the lowest), a track, a kind, a field; -1 when there is none. */
int programme_level(const struct programme *programme, const char *level);
int programme_track(const struct programme *programme, const char *track);
int programme_evidence_kind(const struct programme *programme, const char *kind);
int programme_submission_kind(const struct programme *programme, const char *kind);
/* NULL when there is none. */
const struct item *programme_item(const struct programme *programme, const char *id);
int record_kind_field(const struct record_kind *kind, const char *field);

#endif
