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

#endif
