/* index.h - the page while it is written; for pipeline/page only. */
#ifndef PAGE_INDEX_H
#define PAGE_INDEX_H

#include "base/bytes.h"
#include "model/scheme.h"

/* A decision among those of its unit. */
struct of_unit {
    const char *unit_id;
    size_t at; /* position of the decision */
};

/* What the page needs beside the run. */
struct index {
    struct bytes *html;
    const struct run *run;
    const struct packet **packet_of; /* by position of the decision; NULL: no papers */
    struct of_unit *by_unit;         /* in order of unit and position */
    size_t *first_of_unit;           /* by position of the decision: where its unit begins in by_unit */
    size_t actions[ACTION_COUNT], units, waiting, on_hold, held_back;
};

void index_add(struct index *index, const char *markup);
/* Escaped; NULL adds nothing. */
void index_add_text(struct index *index, const char *text);
/* To `name` below `folder` (NULL: that of the page). */
void index_add_link(struct index *index, const char *folder, const char *name, const char *text);
/* Class of an action's colour. */
const char *index_tone(enum action action);

/* Finds the decisions of each unit. */
void rows_prepare(struct index *index);
/* A row for every decision. */
void rows_add(struct index *index);

#endif
