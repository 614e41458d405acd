/* plan.h - the docket decided: every decision, every certificate number, every packet.
 *
 * One step over everything, before anything is drawn. Pure. */
#ifndef DECIDE_PLAN_H
#define DECIDE_PLAN_H

#include "base/arena.h"
#include "model/ledger.h"

struct plan_input {
    const struct rule_set *rules;
    const struct export *export;
    const struct docket *docket; /* folded and scored */
    const bool *is_wanted;       /* as for docket_build */
    const struct ledger *ledger; /* NULL: there is no register */
    const char *confirmed;       /* digest of the plan that --confirm gives; NULL: none */
    /* The first character of a text that no font can draw; 0: all can be. A
     * certificate that could not be drawn is not issued. NULL: not asked. */
    uint32_t (*missing_char)(const void *context, const char *text);
    uint32_t (*missing_in_packet)(const void *context, const struct packet *packet);
    const void *missing_context;
};

/* What the plan found out about the rulings of the export. */
struct plan_findings {
    LIST_OF(struct reject) rejects;   /* rulings that cannot be used */
    LIST_OF(struct place) duplicates; /* rulings that say again what another says */
};

const struct plan *plan_make(struct arena *arena, const struct plan_input *input, struct plan_findings *findings);

/* A certificate to look at, which nobody issues: the one the decision's subject holds, else one whose number
 * says that it is made up. */
struct issue *issue_specimen(struct arena *arena, const struct decision *decision, date as_of);

#endif
