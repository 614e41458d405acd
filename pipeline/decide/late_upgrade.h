/* late_upgrade.h - upgrades asked for after a renewal (decision-rules §1). Private to decide/. */
#ifndef DECIDE_LATE_UPGRADE_H
#define DECIDE_LATE_UPGRADE_H

#include "base/arena.h"
#include "model/ledger.h"

/* Decides on the figures of the renewal, as the register has them. */
void judge_late_upgrade(struct decision *decision, struct arena *arena, const struct docket_entry *entry);

#endif
