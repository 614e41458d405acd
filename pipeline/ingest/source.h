/* source.h - the bytes of one file, in blocks: digested as stored, then unpacked. */
#ifndef INGEST_SOURCE_H
#define INGEST_SOURCE_H

#include "base/digest.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct source;

/* INPUT when the file cannot be opened or is no ordinary file. `name` is for
 * messages and must outlive the source. */
RESULT source_open(struct source **out, const char *path, const char *name, bool is_gzip);

/* Reads at most `room` bytes; *length is 0 only at the end. INPUT when reading
 * fails or the gzip data is broken or cut short. */
RESULT source_read(struct source *source, char *into, size_t room, size_t *length);

/* SHA-256 of the stored bytes; once, after the end was reached. */
void source_digest(struct source *source, char hex[DIGEST_HEX_SIZE]);

void source_close(struct source *source); /* NULL-safe */

#endif
