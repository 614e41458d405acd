/* record.h - the record being read: its fields, its fault, and what becomes of it.
 *
 * A reader takes the fields, then the references, and last claims the id: only a
 * record without any fault occupies its id. */
#ifndef INGEST_RECORD_H
#define INGEST_RECORD_H

#include "ingest/fields.h"
#include "ingest/ids.h"
#include "ingest/ingest.h"
#include "ingest/lookup.h"
#include "ingest/manifest.h"

struct ingest {
    struct arena *arena;   /* of the run: the export lives here */
    struct arena *own;     /* what is needed until ingest_close */
    struct arena *scratch; /* of the record being read */
    struct export *export;
    const struct vocabulary *vocabulary;
    struct manifest manifest;
    struct lookup *units, *assessments; /* NULL until those files are read */
    struct lookup **items;              /* by programme */
    struct ids *ids;
    struct ingest_sink sink;
};

enum record_fate { RECORD_REJECTED, RECORD_DUPLICATE, RECORD_USED };

struct record {
    struct ingest *ingest;
    enum record_type type;
    struct place place;
    size_t file_index;
    const cJSON *json; /* NULL when it is none */
    struct fields fields;
    struct message fault;  /* not set while there is none */
    enum reject_code code; /* of the fault */
    const char *unit_id;
    const struct unit *unit; /* NULL when unknown */
    enum record_fate fate;
};

/* Reads a record of each type into the export (evidence and findings: hands them on). */
typedef void record_reader(struct record *record);
record_reader read_unit, read_certificate, read_agreement, read_submission, read_evidence;
record_reader read_person, read_assessment, read_finding, read_ruling;

/* Reads `unit_id`, and `scheme`, which must be a programme of the vocabulary. */
void record_read_unit(struct record *record);
const struct programme *record_read_programme(struct record *record);

/* Gives the record a fault unless it has one. */
__attribute__((format(printf, 3, 4))) void record_refuse(struct record *record, enum reject_code code,
                                                         const char *format, ...);

/* True while there is no fault; an unknown unit becomes one. */
bool record_is_sound(struct record *record);

/* Starts to look for the id, so that the table is at hand when it is claimed. */
struct id_key record_key(const struct record *record, const char *id);

/* True when the record is sound and the first of its id, and so to be used. */
bool record_claim(struct record *record, struct id_key key);

/* Adds the fault to the rejects, with whatever of the subject can be read. */
void record_reject(const struct record *record);

/* Text members joined into one id; NULL when one of them is no text. */
const char *record_id_text(const struct record *record);

#endif
