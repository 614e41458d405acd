/* year_papers.h - summaries of units, reports and lists of programmes: which there are, and where. */
#ifndef YEAR_PAPERS_H
#define YEAR_PAPERS_H

#include "base/stage.h"
#include "session.h"

/* Draws every `step`-th of them from `first` on. */
RESULT year_papers_draw(struct session *session, struct stage *stage, size_t first, size_t step);

/* Whether decision i of the plan gives its unit a summary: the first line of its subject that was judged. */
bool year_papers_has_summary(const struct plan *plan, size_t i);

/* The summary that decision i of the plan gives its unit, if it gives one. */
RESULT year_papers_draw_summary(struct session *session, struct stage *stage, struct arena *arena, size_t i);

/* Adds their paths. */
void year_papers_list(struct run_files *out, const struct session *session);

#endif
