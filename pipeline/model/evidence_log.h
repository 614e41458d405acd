/* evidence_log.h - which pieces of evidence an entry of the docket met, and what became of each.
 *
 * Millions of records stream by, so each is packed: 18 bytes and the text of its id. All of a
 * log lie one behind the other in the order they came, each with the way back to the one before
 * it of the same entry. */
#ifndef MODEL_EVIDENCE_LOG_H
#define MODEL_EVIDENCE_LOG_H

#include "base/arena.h"
#include "model/scheme.h"

#include <stddef.h>
#include <stdint.h>

/* What became of a record for one metric of one entry: id, text, Chinese. Later ones are looked
 * into before earlier ones: of several reasons the earliest in this list says how far it came. */
#define VERDICT_LIST(X)                                                                            \
    X(COUNTED, "counted", "计入")                                                                  \
    X(REPEATED, "not counted again: same group or target", "与已计入的同组或同一目标，不重复计数") \
    X(UNMATCHED, "not counted: not what is asked for", "不符合计数条件")                           \
    X(REFUSED, "not counted: rejected by the platform", "被退回")                                  \
    X(PENDING, "not counted: pending", "待核")                                                     \
    X(SETTLED, "not counted: the office has ruled on it", "此前已审批处理")                        \
    X(OUTSIDE, "not counted: outside the days that count", "不在计入期间")                         \
    X(FUTURE, "not counted: dated after as_of", "晚于数据截止日")
enum verdict {
#define X(id, text, chinese) VERDICT_##id,
    VERDICT_LIST(X)
#undef X
        VERDICT_COUNT,
    VERDICT_NONE = VERDICT_COUNT /* no metric asks for records of the kind */
};
const char *verdict_text(enum verdict verdict);
/* 未列入考核 for VERDICT_NONE. */
const char *verdict_chinese(enum verdict verdict);

/* Writes; memory is the arena's. */
struct evidence_log {
    struct arena *arena;
    char *room;
    size_t left;
};

/* A packed record. */
struct noted;

/* Adds a record behind `before`, the last one of its entry (NULL: it is the first). `id` has at
 * most 64 bytes, as the exchange format says. */
struct noted *evidence_log_add(struct evidence_log *log, const struct noted *before, int kind, date day,
                               const char *id);
/* What became of it for the metric at this position among those that ask for its kind, in the
 * order of the scheme. */
void evidence_log_judge(struct noted *noted, size_t position, enum verdict verdict);

/* A record unpacked. */
struct logged {
    const char *id; /* borrowed from the log */
    int kind;       /* in programme->evidence_kinds */
    date day;
    uint32_t verdicts; /* four bits a metric */
};

/* All of an entry in the order they came; `last` is the one noted last, `count` how many there are. */
const struct logged *evidence_log_read(struct arena *arena, const struct noted *last, size_t count);

/* For the metric at a position; VERDICT_NONE where there is no such metric. */
enum verdict logged_verdict(const struct logged *logged, size_t position);
/* COUNTED when it counts for any metric, else the reason of the metric where it came furthest. */
enum verdict logged_outcome(const struct logged *logged);
/* Names of the metrics of the scheme it counts for, joined by 、; "" when it counts for none. */
const char *logged_counts_for(struct arena *arena, const struct scheme *scheme, const struct logged *logged);

#endif
