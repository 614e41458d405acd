/* ledger.h - what the register knew when a period began, and what that period has
 * done already. Everything lives in the arena of the run; NULL ledger: no register. */
#ifndef MODEL_LEDGER_H
#define MODEL_LEDGER_H

#include "model/docket.h"

/* A certificate as the register holds it. */
struct held_certificate {
    struct certificate certificate; /* its unit is set once the export has been read */
    int64_t row;                    /* of the register */
    const char *unit_id;
    const char *name; /* of the unit, as printed on it; NULL for imported ones */
    bool is_imported;
};

/* A decision of an earlier period. */
struct past_decision {
    const char *proposal_id;
    const char *period;
    date as_of;
    enum action action; /* proposed */
    bool has_outcome;
    enum action outcome_action;
    int outcome_to;
    bool is_closed;          /* its cycle is done with */
    int eligible_upgrade_to; /* -1: none */
    date deadline;           /* of a rectification; DATE_NONE: none */
    const char *unmet;       /* ids of the requirements to be rectified, between spaces; "" */
    bool is_barred;          /* with it the unit lost the right to apply for the next term */
    const char *line;        /* of decisions.ndjson; only where figures are decided on again, else NULL */
};

/* A certificate that an earlier run of the same period gave out. */
struct past_issue {
    const char *proposal_id;
    const struct programme *programme;
    const char *certificate_no;
    int version;
    const char *content; /* digest of the facts apart from number, version and day of issue */
    date valid_from, issued_on;
};

/* The last ruling of earlier periods on a proposal. */
struct past_ruling {
    const char *proposal_id;
    date on;
};

/* A certificate number ever given, in whatever period. */
struct past_number {
    const struct programme *programme;
    const char *certificate_no;
};

/* What the last period before this one counted, for the brake against half-empty exports. */
struct past_count {
    const struct programme *programme;
    int64_t evidence; /* accepted */
    int64_t due, adverse;
};

/* A proposal of an earlier period, as the last period that looked at it left it. */
struct past_outcome {
    const char *proposal_id;
    const char *period;
    enum matter matter;
    bool is_early;
    enum action action; /* proposed */
    int from, to;       /* levels, -1 null */
    bool has_outcome;
    enum action outcome_action;
    int outcome_to;
    date ruled_on; /* DATE_NONE: there was no ruling */
    bool has_attainment, has_score;
    struct exact attainment, score;
    unsigned required, unmet; /* requirements looked at, and those not met */
};

/* What stood about a subject when the period began, the newest first. */
struct history {
    const struct past_outcome *outcomes;
    size_t count;
    size_t left_out; /* older ones */
    const struct held_certificate *const *certificates; /* but for the one decided about */
    size_t certificate_count;
};
/* Of the packet's subject; NULL where there is nothing to tell. */
const struct history *run_history(const struct run *run, const struct packet *packet);

struct ledger {
    const char *period;
    bool is_recorded; /* this period stands in the register already */
    bool has_later;   /* a later period is in the register: this one can only be reproduced */
    LIST_OF(struct unit) units; /* in order of id */
    LIST_OF(struct held_certificate) certificates; /* known when the period began */
    LIST_OF(struct held_certificate) issued_since; /* numbers first given out by this period or a later one */
    LIST_OF(struct past_decision) decisions; /* in order of proposal_id, the latest of each */
    LIST_OF(struct past_issue) issues;       /* in order of proposal_id */
    LIST_OF(const char *) settled;           /* scheme/evidence_id of violations settled, in order */
    LIST_OF(struct past_count) counts;       /* of the last period before */
    LIST_OF(struct past_count) own_counts;   /* of this period, as it was last recorded */
    LIST_OF(struct past_ruling) rulings;     /* in order of proposal_id */
    const char *counted_period; /* the last period before; NULL: none */
    LIST_OF(struct past_number) numbers;
};

/* The last decision on a proposal before this period; NULL: none, or no ledger. */
const struct past_decision *ledger_decision(const struct ledger *ledger, const char *proposal_id);
/* Whether its cycle is done with. */
bool ledger_is_closed(const struct ledger *ledger, const char *proposal_id);
/* The first decision whose proposal_id begins with `prefix`; *count of them follow one another. */
const struct past_decision *ledger_of_subject(const struct ledger *ledger, const char *prefix, size_t *count);
bool ledger_is_settled(const struct ledger *ledger, const char *scheme, const char *evidence_id);
/* What an earlier run of this period issued on a proposal, the first of it; NULL: nothing. */
const struct past_issue *ledger_first_issue(const struct ledger *ledger, const char *proposal_id);
/* The one of these with this content and, when one is given, this number. */
const struct past_issue *ledger_same_issue(const struct ledger *ledger, const char *proposal_id, const char *content,
                                           const char *certificate_no);
/* Whether an earlier period took a ruling of this day or a later one on the proposal: it is done with. */
bool ledger_has_ruled(const struct ledger *ledger, const char *proposal_id, date on);

#endif
