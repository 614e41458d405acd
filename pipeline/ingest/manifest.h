/* manifest.h - export.json: what the export says of itself, and the files it lists. */
#ifndef INGEST_MANIFEST_H
#define INGEST_MANIFEST_H

#include "base/json.h"
#include "ingest/lookup.h"
#include "ingest/stream.h"
#include "model/records.h"

/* A listed file as export.json promises it; beside struct source_file. */
struct listed {
    const char *real_path;
    char digest[DIGEST_HEX_SIZE];
    size_t records;
    enum stream_form form;
    bool is_from_outside; /* rulings given on the command line: nothing is promised */
};

struct manifest {
    struct listed *files; /* beside export->files */
    size_t count;
    struct lookup *paths; /* from path to position */
};

/* Fills the head of the export and its files, `more` places left behind them.
 * INPUT when export.json is unreadable or wrong, or a path leaves the folder, is
 * listed twice or is of no known type. */
RESULT manifest_read(struct manifest *manifest, struct export *export, struct arena *arena, struct arena *own,
                     const char *folder, size_t more);

/* The head alone. INPUT as above. */
RESULT manifest_read_head(struct export *export, struct arena *arena, const char *folder);

/* What a file's name makes it. INPUT for records of an unknown type or format:
 * they might be evidence that is missed. */
RESULT manifest_classify(const char *path, struct source_file *file, enum stream_form *form);

/* The format of records that a name ends in; false for another. */
bool manifest_form(const char *name, enum stream_form *form);

/* The real path of a listed one. INPUT when it is missing or leaves the folder. */
RESULT manifest_locate(const char **real_path, struct arena *arena, const char *folder, const char *path);

/* True for YYYY-MM and YYYY-MM-DD. */
bool manifest_is_period(const char *text);

/* export.json of a folder as JSON, in the arena. */
RESULT manifest_parse(const cJSON **root, struct arena *arena, const char *folder, char digest[DIGEST_HEX_SIZE]);

#define MANIFEST_FILE "export.json"
#define MANIFEST_FORMAT "gradepress-export/1"

#endif
