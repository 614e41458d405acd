/* reader.h - a JSON document read with its pointer kept for messages.
 *
 * Every failure is RULES and reads "file: /pointer: reason". */
#ifndef SCHEME_READER_H
#define SCHEME_READER_H

#include "base/arena.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/exact.h"
#include "base/json.h"

/* A node and where it stands. */
struct node {
    const cJSON *json;
    const char *file;
    const char *pointer; /* RFC 6901 */
    struct arena *arena;
};

/* Reads a file of at most 4 MiB whose member "format" must be `format`. */
RESULT reader_open(struct node *root, char digest[DIGEST_HEX_SIZE], struct arena *arena, const char *path,
                   const char *format);

__attribute__((format(printf, 2, 3))) struct result reader_fault(const struct node *node, const char *reason, ...);

/* The members an object may have, NULL at the end; also checks that it is an object. */
RESULT reader_members(const struct node *object, const char *const *allowed);

/* A member; `member` must be there. */
RESULT reader_member(struct node *out, const struct node *object, const char *key);
/* A member that may be absent or null: false then. */
bool reader_has(struct node *out, const struct node *object, const char *key);

/* An array's or object's children, in order; false past the last. */
bool reader_child(struct node *out, const struct node *parent, size_t index);
size_t reader_size(const struct node *parent);
RESULT reader_array(const struct node *node);
RESULT reader_object(const struct node *node);

RESULT reader_text(const char **out, const struct node *node); /* non-empty */
RESULT reader_boolean(bool *out, const struct node *node);
RESULT reader_exact(struct exact *out, const struct node *node);
RESULT reader_integer(int *out, const struct node *node, int minimum, int maximum);
RESULT reader_double(double *out, const struct node *node, double minimum, double maximum);
RESULT reader_day(date *out, const struct node *node);

/* Shorthands for members that must be there. */
RESULT reader_text_member(const char **out, const struct node *object, const char *key);
/* NULL when absent. */
RESULT reader_optional_text(const char **out, const struct node *object, const char *key);
/* `absent` when absent. */
RESULT reader_optional_boolean(bool *out, const struct node *object, const char *key, bool absent);

/* An array of texts without repetition. */
RESULT reader_texts(const char *const **out, size_t *count, const struct node *array);

#endif
