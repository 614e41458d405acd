/* vocabulary.h - what an export may hold for each programme.
 *
 * Read from templates/records.json and templates/NAME/records.json, so that the
 * program knows no programme by name. Immutable once loaded. */
#ifndef MODEL_VOCABULARY_H
#define MODEL_VOCABULARY_H

#include "base/exact.h"

#include <stdbool.h>
#include <stddef.h>

enum field_type {
    FIELD_BOOLEAN,
    FIELD_NUMBER, /* not below `minimum` when one is set; at most `decimals` decimals */
    FIELD_DATE,
    FIELD_ID,
    FIELD_TEXT,
    FIELD_WORD,  /* one of `words` */
    FIELD_WORDS, /* a list of distinct words of `words` */
    FIELD_LEVEL, /* a level of the programme */
    FIELD_TRACK, /* a track of the programme; required where it has tracks, absent elsewhere */
    FIELD_SCOPE, /* a non-empty list of service items of the track's chapter */
    FIELD_FACTS, /* an object of facts (booleans, numbers, texts) */
};

struct field {
    const char *name;
    enum field_type type;
    bool is_required;
    bool has_minimum;
    struct exact minimum;
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

enum { MAX_FIELDS = 8, MAX_LEVELS = 8 };

/* A type a fact must have wherever a submission of the programme gives it. */
struct fact_type {
    const char *name;
    enum field_type type; /* FIELD_BOOLEAN or FIELD_NUMBER */
};

struct track {
    const char *id;
    const char *chapter; /* service items of a scope begin with "chapter."; NULL: none */
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
    const char *const *items; /* that findings may be about, in byte order */
    size_t item_count;
    const char *const *na_items; /* of these, where na may be found; NULL: everywhere */
    size_t na_item_count;
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
bool programme_has_item(const struct programme *programme, const char *item);
bool programme_takes_na(const struct programme *programme, const char *item);
int record_kind_field(const struct record_kind *kind, const char *field);

#endif
