/* office_papers.h - reminders, forms and lists of the office: which there are, and where. */
#ifndef OFFICE_PAPERS_H
#define OFFICE_PAPERS_H

#include "base/stage.h"
#include "session.h"

/* Draws every `step`-th of them from `first` on. */
RESULT office_papers_draw(struct session *session, struct stage *stage, size_t first, size_t step);

/* Adds their paths. */
void office_papers_list(struct path_list *out, const struct session *session);

#endif
