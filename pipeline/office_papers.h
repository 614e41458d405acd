/* office_papers.h - reminders, forms and lists of the office: which there are, and where. */
#ifndef OFFICE_PAPERS_H
#define OFFICE_PAPERS_H

#include "base/stage.h"
#include "session.h"

/* Draws every `step`-th of them from `first` on. */
RESULT office_papers_draw(struct session *session, struct stage *stage, size_t first, size_t step);

/* Those that decision i of the plan calls for. */
RESULT office_papers_draw_decision(struct session *session, struct stage *stage, struct arena *arena, size_t i);

/* Adds their paths. */
void office_papers_list(struct run_files *out, const struct session *session);

#endif
