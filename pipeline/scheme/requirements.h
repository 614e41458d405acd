/* requirements.h - metrics and requirements of a scheme file (private to scheme/). */
#ifndef SCHEME_REQUIREMENTS_H
#define SCHEME_REQUIREMENTS_H

#include "model/scheme.h"
#include "scheme/reader.h"

RESULT requirements_metrics(struct scheme *scheme, const struct node *root);
RESULT requirements_metric_ref(int *out, const struct node *node, const struct scheme *scheme);
RESULT requirements_condition(struct condition *condition, const struct node *object, const struct scheme *scheme);
/* The list under `key` of `object`; the metrics must have been read. */
RESULT requirements_list(struct requirement_list *out, const struct node *object, const char *key,
                         const struct scheme *scheme);
/* The programme's levels as keys of an object, NULL at the end. */
const char *const *requirements_level_keys(struct arena *arena, const struct programme *programme);

/* {"name", "value", and "clause" or "policy": true} under `key`. */
RESULT requirements_parameter(struct parameter *out, const struct node *parent, const char *key, int minimum,
                              int maximum);
/* {"clause": …} or {"policy": true} under `key`; NULL for policy. */
RESULT requirements_clause(const char **clause, const struct node *root, const char *key);
RESULT requirements_review(struct scheme *scheme, const struct node *root);
RESULT requirements_application(struct scheme *scheme, const struct node *root);

/* Titles and words of the papers of the year, below /words; and the multiples their lists go by. */
RESULT year_words(struct scheme_words *words, const struct node *object);
RESULT year_multiples(struct scheme *scheme, const struct node *root);

/* Chooses the metrics shown by month, once the review has been read. */
void monthly_choose(struct scheme *scheme);

/* What each track is asked, and what the requirements need; once everything has been read. */
void checklists_build(struct scheme *scheme, struct arena *arena);

#endif
