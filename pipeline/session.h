/* session.h - the stages of a run up to the plan; shared by run, dry run, check and explain. */
#ifndef SESSION_H
#define SESSION_H

#include "base/stage.h"
#include "decide/plan.h"
#include "document/press.h"
#include "ingest/ingest.h"
#include "run.h"
#include "register/register.h"
#include "score/fold.h"
#include "score/votes.h"

struct session {
    struct arena *arena;
    const struct run_options *options;
    const struct rule_set *rules;
    struct ingest *ingest;
    struct export *export;
    struct register_file *register_file; /* NULL: none */
    struct ledger *ledger;               /* NULL: none */
    const bool *is_wanted; /* by programme; NULL: all */
    struct docket *docket;
    struct fold *fold;
    struct votes *votes;
    struct press *press;
    bool notes_evidence; /* record by record, for the papers of each entry */
    LIST_OF(const char *) warnings; /* in English, for run.json */
    LIST_OF(const char *) told;     /* the same in the language of messages */
    struct run run; /* what papers are made from, once planned */
};

/* Rules and the export's small files; when the session is to decide, the templates of
 * the papers too. */
RESULT session_open(struct session *session, struct arena *arena, const struct run_options *options, bool decides);
/* Who looks on while records stream by. */
struct session_observer {
    fold_observer *evidence;
    votes_observer *finding;
    void *context;
};
/* Evidence and findings folded into the docket; `observer` may be NULL. */
RESULT session_fold(struct session *session, const struct session_observer *observer);
/* Scores, decides, numbers. */
RESULT session_plan(struct session *session);
void session_close(struct session *session);

void session_summarise(struct run_summary *summary, const struct session *session);

#endif
