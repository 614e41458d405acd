/* packet_papers.h - the papers of a packet: internal ones, the notice, and what may go out in one file. */
#ifndef PACKET_PAPERS_H
#define PACKET_PAPERS_H

#include "base/stage.h"
#include "session.h"

/* Draws one packet; certificates must have been drawn. */
RESULT packet_papers_draw(struct session *session, struct stage *stage, struct arena *arena,
                          const struct packet *packet);

/* Adds those that not every packet has. */
void packet_papers_list(struct run_files *out, const struct session *session);

#endif
