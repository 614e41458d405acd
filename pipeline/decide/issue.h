/* issue.h - the certificates that outcomes issue, and their numbers. Private to decide/. */
#ifndef DECIDE_ISSUE_H
#define DECIDE_ISSUE_H

#include "decide/plan.h"

/* Issues in order of proposal_id; without a register serials continue the highest
 * that fits the scheme's pattern in the export (exchange-format §2). */
void issue_certificates(struct decision *decisions, size_t count, struct arena *arena, const struct plan_input *input);

#endif
