/* hold.h - adverse proposals that must wait (decision-rules §1, Adverse). Private to decide/. */
#ifndef DECIDE_HOLD_H
#define DECIDE_HOLD_H

#include "base/arena.h"
#include "model/docket.h"

struct hold_index;

/* Which subjects had records rejected, which proposals are appealed. */
const struct hold_index *hold_index_make(struct arena *arena, const struct export *export, size_t programmes);

/* Sets is_held and holds[] of an adverse proposal. */
void hold_if_adverse(struct decision *decision, const struct docket_entry *entry, const struct hold_index *index);

#endif
