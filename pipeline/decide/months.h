/* months.h - room for what comes in month by month. Private to decide/. */
#ifndef DECIDE_MONTHS_H
#define DECIDE_MONTHS_H

#include "base/arena.h"
#include "model/docket.h"

/* Makes it for an entry whose days are known. */
void months_make(struct docket_entry *entry, struct arena *arena);

#endif
