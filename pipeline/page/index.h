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

/* What one programme has in this run. */
struct of_scheme {
    size_t decisions, waiting, on_hold, certificates;
};

/* What the page needs beside the run. */
struct index {
    struct bytes *html;
    const char *script;
    const struct run *run;
    const struct packet **packet_of; /* by position of the decision; NULL: no papers */
    struct of_unit *by_unit;         /* in order of unit and position */
    size_t *first_of_unit;           /* by position of the decision: where its unit begins in by_unit */
    struct of_scheme *schemes;       /* by position in the rules */
    size_t actions[ACTION_COUNT], units, waiting, on_hold, unprintable;
};

/* A phrase of the code in the language of the page. */
__attribute__((format_arg(2))) const char *index_say(const struct index *index, const char *chinese);
void index_add(struct index *index, const char *markup);
/* The phrase in that language. */
void index_add_phrase(struct index *index, const char *chinese);
/* Escaped; NULL adds nothing. */
void index_add_text(struct index *index, const char *text);
/* To `name` below `folder` (NULL: that of the page). */
void index_add_link(struct index *index, const char *folder, const char *name, const char *text);
/* Class of an action's colour. */
const char *index_tone(enum action action);

/* Counts, and finds the decisions of each unit; first of all. */
void counts_prepare(struct index *index);
/* A row for every decision. */
void rows_add(struct index *index);
/* Search and choices; the choices count. */
void filter_add(struct index *index);
/* Programmes, rejected records, and what the run was made from. */
void facts_add(struct index *index);

#endif
