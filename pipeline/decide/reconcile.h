/* reconcile.h - an export and the register made one: what the register knows rules (exchange-format §1). */
#ifndef DECIDE_RECONCILE_H
#define DECIDE_RECONCILE_H

#include "base/arena.h"
#include "model/ledger.h"

/* Holdings and units the register knows replace what the export says of them; where the two differ the
 * export's record is rejected as register-conflict. To be called before a docket is built. */
void reconcile(struct arena *arena, struct export *export, struct ledger *ledger);

#endif
