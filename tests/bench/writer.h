/* writer.h - an export folder, written record by record, and chance that repeats itself. */
#ifndef BENCH_WRITER_H
#define BENCH_WRITER_H

#include "base/bytes.h"
#include "base/date.h"
#include "base/digest.h"

#include <stdint.h>
#include <stdio.h>

#define AS_OF "2026-10-31"
#define VALID_FROM "2025-11-15"
#define VALID_TO "2026-11-14"

_Noreturn void stop(const char *what);

/* Starts an export in a folder, which is made if need be; ends it with its export.json. */
void writer_open(const char *folder);
void writer_close(void);

/* Lives as long as the export is being written. */
struct arena *writer_arena(void);

/* One file of records: buffered, digested while it is written. A line is what was
 * added to the buffer since the line before. */
struct records {
    const char *name;
    FILE *file;
    struct digest *digest;
    struct bytes buffer;
    long count;
};
void records_begin(struct records *records, const char *name);
void records_end_line(struct records *records);
void records_end(struct records *records);

void chance_seed(uint64_t seed);
int below(int n);      /* 0 to n - 1 */
date chance_day(void); /* of the term that begins at VALID_FROM, up to AS_OF */

/* The unit of the n-th line, both from 0: neighbouring lines belong to different units. */
long scattered_unit(long line, long units);

void write_units(long units);

/* Ends a piece of evidence begun at `start` of the buffer with free text, which the
 * program ignores, up to the length of a usual line. */
void end_evidence(struct bytes *bytes, size_t start);

#endif
