/* json.h - JSON read strictly into cJSON's nodes.
 *
 * cJSON's own parser accepts what an exact program must refuse: it cuts strings at
 * \u0000, keeps the first of duplicate keys, takes invalid UTF-8, 01, 1e999 and
 * trailing text, and keeps numbers only as doubles. So a reader of our own builds its
 * nodes, and every number node carries its text in `valuestring`: numbers that decide
 * are taken from there (exact_parse), never from valuedouble; valueint is not set. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/arena.h"
#include "base/bytes.h"
#include "base/message.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { JSON_MAX_NESTING = 64 };

struct json_fault {
    const char *reason; /* static, as the end of a sentence: "found …, expected …" */
    size_t offset;      /* byte at which it was found; 0 when `key` is set */
    const char *key;    /* the key that stands twice in an object; NULL for other faults */
};

/* Parses one JSON text whole. Nodes live in `arena`; never call cJSON_Delete or a
 * cJSON function that allocates on them. NULL with *fault set when it is refused. */
const cJSON *json_parse(struct arena *arena, const char *text, size_t length, struct json_fault *fault);

/* The fault as a sentence, in the arena. */
struct message json_fault_message(struct arena *arena, const struct json_fault *fault);

/* A digest of what a node says, independent of key order and of how numbers and
 * strings are spelled; equal nodes have equal digests. */
uint64_t json_content_digest(const cJSON *node);

/* Appends a node as JSON: members in their order, numbers as they were spelled. */
void json_write(struct bytes *out, const cJSON *node);

/* Appends text as a JSON string: quoted, escapes as RFC 8785 has them. */
void json_quote(struct bytes *out, const char *text);

/* As json_quote; null for NULL. */
void json_quote_or_null(struct bytes *out, const char *text);

#endif
