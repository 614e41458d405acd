/* ingest.h - an export folder into the model (exchange-format §1).
 *
 * Two passes. ingest_open reads export.json and every small file: after it the
 * export holds all records but the streams. ingest_stream then reads evidence
 * and findings once, handing each record on, and checks every file's digest and
 * number of records. Nothing may be decided before it has returned OK. */
#ifndef INGEST_INGEST_H
#define INGEST_INGEST_H

#include "base/arena.h"
#include "base/error.h"
#include "model/records.h"

struct ingest;

/* INPUT when the export must be refused: export.json unreadable, a listed file
 * missing, altered, miscounted or outside the folder. Rulings of `rulings[]`
 * (files from outside the folder) are added, and those of the units `known` from before
 * that the export lacks, marked is_missing. `*out` points to the export, which
 * lives in `arena` as everything reachable from it. */
RESULT ingest_open(struct ingest **ingest, struct export **out, struct arena *arena, const char *folder,
                   const struct vocabulary *vocabulary, const char *const *rulings, size_t ruling_count,
                   const struct unit *known, size_t known_count);

/* The period that export.json names, before anything else is read. INPUT when it cannot be. */
RESULT ingest_period(const char **period, struct arena *arena, const char *folder);

/* Each takes one valid, first-seen record; called in order of reading. NULL: not wanted. */
typedef void evidence_sink(void *context, const struct evidence *evidence);
typedef void finding_sink(void *context, const struct finding *finding);
struct ingest_sink {
    evidence_sink *evidence;
    void *evidence_context;
    finding_sink *finding;
    void *finding_context;
};

/* INPUT as above. */
RESULT ingest_stream(struct ingest *ingest, const struct ingest_sink *sink);

void ingest_close(struct ingest *ingest); /* NULL-safe; the export stays */

/* Writes export.json for a folder prepared by hand: digests and counts of all
 * its files. `period` NULL: the month of as_of. OUTPUT or INPUT on failure. */
RESULT ingest_seal(struct arena *arena, const char *folder, const char *period, date as_of);

#endif
