/* packet_papers.h - the papers of a packet: internal ones, the notice, and what may go out in one file. */
#ifndef PACKET_PAPERS_H
#define PACKET_PAPERS_H

#include "base/stage.h"
#include "page/page.h"
#include "session.h"

/* Draws one packet; certificates must have been drawn. */
RESULT packet_papers_draw(struct session *session, struct stage *stage, struct arena *arena,
                          const struct packet *packet);

/* Those that not every packet has, in order of bytes. */
void packet_papers_list(struct page_files *out, const struct session *session);

#endif
