/* year_papers.h - summaries of units, reports and lists of programmes: which there are, and where. */
#ifndef YEAR_PAPERS_H
#define YEAR_PAPERS_H

#include "base/stage.h"
#include "session.h"

/* Draws every `step`-th of them from `first` on. */
RESULT year_papers_draw(struct session *session, struct stage *stage, size_t first, size_t step);

/* Adds their paths. */
void year_papers_list(struct path_list *out, const struct session *session);

#endif
