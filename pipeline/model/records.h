/* records.h - an export in memory: everything but the evidence, which streams.
 *
 * Records refer to units and programmes by pointer. Strings and records live in
 * the arena of the run. Levels are positions in programme->levels, tracks in
 * programme->tracks; -1 is none. */
#ifndef MODEL_RECORDS_H
#define MODEL_RECORDS_H

#include "base/date.h"
#include "base/digest.h"
#include "base/message.h"
#include "model/vocabulary.h"

#include <stdint.h>

/* Where a record stood: the file's path as in export.json, and its line (in an
 * array its element), both for messages. */
struct place {
    const char *file;
    size_t line;
};

struct contact {
    const char *name, *email, *phone; /* NULL when not given */
};

struct unit {
    const char *id;
    size_t index; /* in export.units */
    const char *name;
    const char *name_en; /* NULL when not given */
    const char *uscc;
    const char *registered_address;
    const char *region; /* NULL when not given */
    struct contact contact;
    struct place place;
    bool is_missing; /* known from the register, not in this export */
    const struct reject *rejects; /* of its records, in order of file and line, once the run is planned */
};

#define CERTIFICATE_STATUS_LIST(X) \
    X(VALID, "valid") X(REVOKED, "revoked") X(WITHDRAWN, "withdrawn") X(EXPIRED, "expired") X(REPLACED, "replaced")
enum certificate_status {
#define X(id, text) CERTIFICATE_##id,
    CERTIFICATE_STATUS_LIST(X)
#undef X
};

const char *certificate_status_text(enum certificate_status status);

/* A holding. */
struct certificate {
    const char *no;
    int version;
    const struct unit *unit;
    const struct programme *programme;
    int track;
    int level;
    date valid_from, valid_to;
    bool gives_counted_from; /* else it is valid_from */
    date counted_from; /* first day whose evidence is not yet counted */
    enum certificate_status status;
    bool is_over; /* the register has it as expired */
    int64_t row; /* of the register; 0: it does not know the certificate yet */
    const char *const *scope;
    size_t scope_count;
    struct place place;
};

struct agreement {
    const char *id;
    const struct unit *unit;
    const struct programme *programme;
    date signed_on, valid_to;
    date terminated_on; /* DATE_NONE when it stands */
};

/* A value of a field. `given` is false where an optional field is absent. */
struct value {
    bool given;
    bool boolean;         /* FIELD_BOOLEAN */
    struct exact number;  /* FIELD_NUMBER */
    date day;             /* FIELD_DATE */
    int position;         /* FIELD_WORD, FIELD_LEVEL, FIELD_TRACK: position in its list */
    const char *text;     /* FIELD_ID, FIELD_TEXT, FIELD_WORD */
    const char *const *list; /* FIELD_WORDS, FIELD_SCOPE */
    size_t list_count;
};

struct fact {
    const char *name;
    enum field_type type; /* FIELD_BOOLEAN, FIELD_NUMBER or FIELD_TEXT */
    bool boolean;
    struct exact number;
    const char *text;
};

struct submission {
    const char *id;
    const struct unit *unit;
    const struct programme *programme;
    int kind; /* in programme->submission_kinds */
    date submitted_on;
    struct value values[MAX_FIELDS]; /* by position in the kind's fields */
    const struct fact *facts;
    size_t fact_count;
    struct place place;
};

/* The value of a field by name; NULL when the kind lacks it or it was not given. */
const struct value *submission_value(const struct submission *submission, const char *field);
const struct fact *submission_fact(const struct submission *submission, const char *name);
bool submission_is(const struct submission *submission, const char *kind);
/* Track the submission is about; -1 where none is named. */
int submission_track(const struct submission *submission);

#define EVIDENCE_STATUS_LIST(X) X(ACCEPTED, "accepted") X(PENDING, "pending") X(REJECTED, "rejected")
enum evidence_status {
#define X(id, text) EVIDENCE_##id,
    EVIDENCE_STATUS_LIST(X)
#undef X
};

/* One piece of evidence, valid only while it is handed on; never kept. */
struct evidence {
    const char *id;
    const struct unit *unit;
    const struct programme *programme;
    int kind; /* in programme->evidence_kinds */
    date day;
    enum evidence_status status;
    struct value values[MAX_FIELDS];
    struct place place;
};

struct person {
    const char *id;
    const struct unit *unit;
    const char *name;
    const char *const *roles;
    size_t role_count;
    struct exact experience_years;
    const char *const *certifications;
    size_t certification_count;
    const char *employment;
    const struct training { int year; struct exact hours; } *training;
    size_t training_count;
    const char *const *counted_in;
    size_t counted_in_count;
};

struct assessment {
    const char *id;
    size_t index; /* in export.assessments */
    const struct unit *unit;
    const struct programme *programme;
    const int *tracks;
    size_t track_count;
    const char *form; /* "self" or "third-party" */
    date from, to;
    const char *evaluator; /* who evaluated */
    const struct expert {
        const char *name;
        const char *organisation, *opinion; /* NULL when not given */
    } *experts;
    size_t expert_count;
    const char *opinion; /* NULL when not given */
    struct place place;
};

/* Whether it names the track; one of a programme without tracks names all there is. */
bool assessment_names(const struct assessment *assessment, int track);

#define FINDING_LIST(X) X(MET, "met") X(UNMET, "unmet") X(NA, "na")
enum finding_result {
#define X(id, text) FINDING_##id,
    FINDING_LIST(X)
#undef X
    FINDING_RESULT_COUNT
};

/* What one expert found on one item, valid only while it is handed on; never kept. */
struct finding {
    const struct assessment *assessment;
    const struct item *item;
    enum finding_result result;
    const char *expert;
    date day;
    bool names_persons; /* a list of persons was given, perhaps an empty one */
    const char *const *persons;
    size_t person_count;
    struct place place;
};

#define RULING_LIST(X) X(APPROVED, "approved") X(REJECTED, "rejected") X(DEFERRED, "deferred") X(CHANGED, "changed")
enum ruling_word {
#define X(id, text) RULING_##id,
    RULING_LIST(X)
#undef X
};
const char *ruling_text(enum ruling_word word);

struct ruling {
    const char *id; /* proposal_id/on */
    const char *proposal_id;
    const char *action; /* of the proposal ruled on, as given */
    const char *to;     /* NULL is null */
    enum ruling_word word;
    const char *by;
    date on;
    const char *remark; /* NULL when not given */
    bool has_decided;
    const char *decided_action;
    const char *decided_to;
    uint64_t content; /* digest of the record: tells a repetition from a contradiction */
    struct place place;
};

#define REJECT_LIST(X)                                                                           \
    X(BAD_JSON, "bad-json") X(BAD_FIELD, "bad-field") X(DUPLICATE_ID, "duplicate-id")            \
    X(UNKNOWN_UNIT, "unknown-unit") X(UNKNOWN_KIND, "unknown-kind") X(UNKNOWN_ITEM, "unknown-item") \
    X(UNKNOWN_ASSESSMENT, "unknown-assessment") X(NA_NOT_ALLOWED, "na-not-allowed")              \
    X(EVIDENCE_FILE, "evidence-file") X(UNKNOWN_PROPOSAL, "unknown-proposal")                    \
    X(STALE_RULING, "stale-ruling") X(REMARK_MISSING, "remark-missing")                          \
    X(REGISTER_CONFLICT, "register-conflict")
enum reject_code {
#define X(id, text) REJECT_##id,
    REJECT_LIST(X)
#undef X
};
const char *reject_code_text(enum reject_code code);

#define RECORD_TYPE_LIST(X)                                                                      \
    X(UNITS, "units") X(STAFF, "staff") X(CERTIFICATES, "certificates") X(AGREEMENTS, "agreements") \
    X(SUBMISSIONS, "submissions") X(ASSESSMENTS, "assessments") X(RULINGS, "rulings")            \
    X(EVIDENCE, "evidence") X(FINDINGS, "findings")
enum record_type { /* in the order they are read */
#define X(id, text) RECORD_##id,
    RECORD_TYPE_LIST(X)
#undef X
    RECORD_TYPE_COUNT
};
const char *record_type_text(enum record_type type);

/* A record that was not used, and why. */
struct reject {
    struct place place;
    size_t file_index; /* position of the file in export.json; rulings from outside follow */
    enum record_type type;
    const char *id; /* NULL when it could not be read */
    enum reject_code code;
    struct message message;
    const struct unit *unit;             /* whose record it was; NULL when unknown */
    const struct programme *programme;   /* NULL when unknown or none */
    const struct assessment *assessment; /* of a finding; NULL otherwise */
    const struct reject *next; /* of the same unit */
};

/* A file of the export, and what became of its records. */
struct source_file {
    const char *path;
    char digest[DIGEST_HEX_SIZE];
    bool is_attachment; /* not a file of records: only its digest is checked */
    enum record_type type;
    size_t read, used, duplicate, rejected;
};

#define LIST_OF(type)           \
    struct {                    \
        type *items;            \
        size_t count, capacity; \
    }

struct export {
    const char *folder;
    const char *period;
    date as_of;
    date next_as_of;    /* DATE_NONE when not given */
    bool is_sample;
    date coverage_from; /* of evidence; DATE_NONE when not given */
    const char *digest; /* SHA-256 of export.json */
    LIST_OF(struct source_file) files;
    LIST_OF(struct unit) units;
    LIST_OF(struct certificate) certificates;
    LIST_OF(struct agreement) agreements;
    LIST_OF(struct submission) submissions;
    LIST_OF(struct person) staff;
    LIST_OF(struct assessment) assessments;
    LIST_OF(struct ruling) rulings;
    LIST_OF(struct reject) rejects;
};

/* The unit with this id; NULL when there is none. */
const struct unit *export_unit(const struct export *export, const char *unit_id);

#endif
