/* lookup.h - from a name to a position, for names that stand: units, files. */
#ifndef INGEST_LOOKUP_H
#define INGEST_LOOKUP_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

#define LOOKUP_NONE SIZE_MAX

struct lookup;

/* Room for at most `count` names. */
struct lookup *lookup_new(struct arena *arena, size_t count);

/* The name is kept as 128 bits of its hash, as the ids of records are. A name added twice keeps its first position. */
void lookup_add(struct lookup *lookup, const char *name, size_t position);

/* LOOKUP_NONE when there is no such name. */
size_t lookup_find(const struct lookup *lookup, const char *name);

#endif
