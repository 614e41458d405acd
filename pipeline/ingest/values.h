/* values.h - fields that the vocabulary describes. */
#ifndef INGEST_VALUES_H
#define INGEST_VALUES_H

#include "ingest/fields.h"
#include "model/records.h"

/* Reads the value of one field of a kind of record of the programme. Facts are
 * only looked at for being an object. */
struct value value_read(struct fields *fields, const struct field *field, const struct programme *programme);

/* `track`: required where the programme has tracks, a fault elsewhere; -1 for none. */
int value_track(struct fields *fields, const struct programme *programme, const char *name);

/* A level of the programme. */
int value_level(struct fields *fields, const struct programme *programme, const char *name, enum need need);

/* A non-empty list of service items of the track's chapter. */
struct text_list value_scope(struct fields *fields, const struct programme *programme, int track, const char *name,
                             enum need need);

/* Facts of a submission: booleans, numbers, texts; null is not given. Those the
 * programme names must have their type. */
void value_facts(struct fields *fields, const char *name, enum need need, const struct programme *programme,
                 struct submission *submission);

#endif
