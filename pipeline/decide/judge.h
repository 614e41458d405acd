/* judge.h - one docket entry to one proposal (decision-rules §1, §2). Private to decide/. */
#ifndef DECIDE_JUDGE_H
#define DECIDE_JUDGE_H

#include "base/arena.h"
#include "model/ledger.h"

/* Fills everything of the decision that does not depend on rulings. */
void judge(struct decision *decision, struct arena *arena, const struct docket_entry *entry,
           const struct docket *docket, const struct export *export, const struct ledger *ledger);

/* Adds a note; once all are there, they are put in order of bytes, each once. */
void judge_add_note(struct decision *decision, struct arena *arena, const char *note);
void judge_settle_notes(struct decision *decision);

#endif
