/* stream.h - a file of records, one at a time: lines, or the elements of one array.
 *
 * At most one record is in memory, and none of over RECORD_MAX_BYTES. */
#ifndef INGEST_STREAM_H
#define INGEST_STREAM_H

#include "base/digest.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum { RECORD_MAX_BYTES = 1 << 20 };

enum stream_form { STREAM_LINES, STREAM_GZIP_LINES, STREAM_ARRAY };

/* The text of one record; borrowed until the next call. */
struct piece {
    const char *text; /* NULL at the end of the file */
    size_t length;
    size_t number;    /* of its line or element, from 1 */
    bool is_too_long; /* over the limit: the text is not kept */
};

struct stream;

/* `name` is for messages and must outlive the stream. INPUT when the file cannot
 * be opened. */
RESULT stream_open(struct stream **out, const char *path, const char *name, enum stream_form form);

/* The next line that is not blank, or the next element. INPUT when the file cannot
 * be read, its gzip data is broken, or an array's elements cannot be told apart. */
RESULT stream_next(struct stream *stream, struct piece *out);

/* SHA-256 of the stored bytes; once, after the end was reached. */
void stream_digest(struct stream *stream, char hex[DIGEST_HEX_SIZE]);

void stream_close(struct stream *stream); /* NULL-safe */

#endif
