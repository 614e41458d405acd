/* fields.h - typed access to the members of one JSON object.
 *
 * The first fault sticks: once there is one, every further read yields nothing
 * (NULL, false, -1, DATE_NONE), so a record is read straight through and judged
 * at the end. A member that is null counts as absent. */
#ifndef INGEST_FIELDS_H
#define INGEST_FIELDS_H

#include "base/arena.h"
#include "base/date.h"
#include "base/exact.h"
#include "base/json.h"
#include "base/message.h"

enum need { OPTIONAL, REQUIRED };

struct fields {
    const cJSON *object;
    const cJSON *next;     /* behind the member found last: usually the one asked for next */
    const char *where;     /* before the names in sentences: "data." or "" */
    struct message *fault; /* the first fault, not set while there is none; shared by inner objects */
    struct arena *texts;   /* texts are copied into it; NULL: they stay in the JSON */
    struct arena *scratch; /* sentences */
};

/* A text in quotes, cut where long. */
const char *found_quoted(struct arena *arena, const char *text);

/* What a value was found to be, in a few words for a sentence; in the arena. */
const char *found_text(struct arena *arena, const cJSON *value, enum language language);

/* Members of `value`, which must be an object. */
struct fields fields_of(const cJSON *value, struct message *fault, struct arena *texts, struct arena *scratch);

/* Members of an inner object; without members when it is absent. `where` is its
 * name and a dot. */
struct fields fields_inner(struct fields *fields, const char *name, const char *where, enum need need);

/* Records "name: found …, expected …"; what is expected is a text of the catalogue, or a message made of one. */
void field_fault(struct fields *fields, const char *name, const char *expected);
void field_fault_message(struct fields *fields, const char *name, struct message expected);

/* "one of: cncert cntisp" */
struct message expected_word(struct arena *arena, const char *const *words, size_t count);

/* The member, null or not; NULL when it is absent or there is a fault. */
const cJSON *field_value(struct fields *fields, const char *name);

/* The member; NULL when it is absent, which is a fault when it is required. */
const cJSON *field_member(struct fields *fields, const char *name, enum need need, const char *expected);

const char *field_text(struct fields *fields, const char *name, enum need need);
/* Text of `least` to `most` characters. */
const char *field_text_within(struct fields *fields, const char *name, enum need need, size_t least, size_t most);
const char *field_id(struct fields *fields, const char *name, enum need need);
date field_date(struct fields *fields, const char *name, enum need need);
/* Unified social credit code with the right check character (GB 32100—2015). */
const char *field_uscc(struct fields *fields, const char *name, enum need need);
/* 64 hexadecimal digits, made lower case in the scratch arena. */
const char *field_sha256(struct fields *fields, const char *name);

/* False also when absent; *given (may be NULL) tells the two apart. */
bool field_boolean(struct fields *fields, const char *name, enum need need, bool *given);

/* Not below 0, with as many decimals as are kept exactly. */
struct exact field_amount(struct fields *fields, const char *name);

/* Position in `words`. */
int field_word(struct fields *fields, const char *name, enum need need, const char *const *words, size_t count);

/* The text of an array's member; NULL when it is no text. */
const char *element_text(const cJSON *element);

/* The texts of a list; each must pass `accepts` (NULL: any text). `expected`
 * describes the list. */
typedef bool text_test(const char *text, const void *context);
struct text_list {
    const char *const *items;
    size_t count;
    bool given;
};
struct text_list field_list(struct fields *fields, const char *name, enum need need, text_test *accepts,
                            const void *context, const char *expected);

/* 1 to 120 characters. */
const char *field_unit_name(struct fields *fields, const char *name, enum need need);

#endif
