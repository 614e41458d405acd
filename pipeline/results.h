/* results.h - decisions.ndjson, rejects.ndjson and run.json (exchange-format §2). */
#ifndef RESULTS_H
#define RESULTS_H

#include "base/bytes.h"
#include "model/scheme.h"

/* One line per decision. */
void results_decision(struct bytes *out, const struct decision *decision);
void results_decisions(struct bytes *out, const struct plan *plan);
void results_rejects(struct bytes *out, const struct export *export);

/* Libraries and fonts as "name version", each list NULL at the end. */
void results_run(struct bytes *out, const struct run *run, const char *const *libraries, const char *const *fonts,
                 const char *const *warnings, size_t warning_count);

#endif
