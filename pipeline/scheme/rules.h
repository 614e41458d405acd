/* rules.h - the templates folder into an immutable rule set. */
#ifndef SCHEME_RULES_H
#define SCHEME_RULES_H

#include "base/arena.h"
#include "base/error.h"
#include "model/scheme.h"

/* Reads records.json, calendar.json, style.json, brake.json and, of every programme folder,
 * records.json and scheme.json; validates them whole. RULES with file, JSON
 * pointer and reason at the first fault. */
RESULT rules_load(const struct rule_set **out, struct arena *arena, const char *folder);

/* The same with one programme's folder in place of the one of its id, or beside the others; NULL: none. */
RESULT rules_load_with(const struct rule_set **out, struct arena *arena, const char *folder,
                       const char *programme_folder);

#endif
