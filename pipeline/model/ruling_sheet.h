/* ruling_sheet.h - what the sheet for rulings and its reader agree on: titles, words, seals.
 *
 * The sheet says in a few cells above its head which register, period and plan it is of. Each
 * row carries, beside the cells to fill, what the ruling's record needs, and a seal over all of
 * it: a row that was edited, or comes from another workbook, is told from one that was not. */
#ifndef MODEL_RULING_SHEET_H
#define MODEL_RULING_SHEET_H

#include "base/date.h"
#include "model/decision.h"

/* Name of the sheet; further ones are called 审批 (2) and so on. */
#define RULING_SHEET "审批"

/* id, title; found by title, wherever the column stands. */
#define RULING_COLUMN_LIST(X)         \
    X(RULING, "批复")                 \
    X(DECIDED_ACTION, "改定为：处理") \
    X(DECIDED_LEVEL, "改定为：等级")  \
    X(BY, "批复人")                   \
    X(ON, "批复日期")                 \
    X(REMARK, "批复意见")             \
    X(PROPOSAL, "proposal_id")        \
    X(ACTION, "action")               \
    X(TO, "to")                       \
    X(HELD, "held")                   \
    X(RULED_ON, "ruled_on")           \
    X(CHOICES, "choices")             \
    X(SEAL, "seal")
enum ruling_column {
#define X(id, title) RULING_COLUMN_##id,
    RULING_COLUMN_LIST(X)
#undef X
        RULING_COLUMN_COUNT
};
enum { RULING_ENTRIES = RULING_COLUMN_PROPOSAL }; /* the columns up to here are the office's to fill */
const char *ruling_column_title(enum ruling_column column);

/* Cells above the head: a name, and the value in the cell to its right. */
#define RULING_FACT_LIST(X) X(REGISTER, "register") X(PERIOD, "period") X(AS_OF, "as_of") X(PLAN, "plan")
enum ruling_fact {
#define X(id, name) RULING_FACT_##id,
    RULING_FACT_LIST(X)
#undef X
        RULING_FACT_COUNT
};
const char *ruling_fact_name(enum ruling_fact fact);
#define RULING_NO_REGISTER "none"

/* What the drop-down calls a ruling: 同意, 不同意, 缓议, 改定. */
const char *ruling_label(enum ruling_word word);
enum { RULING_WORDS = RULING_CHANGED + 1 };
/* No level, in the drop-down of levels. */
#define RULING_NO_LEVEL "无"
/* In the column held. */
#define RULING_HELD "held"

/* The days a ruling on a run's proposals may bear: from the beginning of the period's month, for a year
 * after as_of. False when `period` is none. */
bool ruling_days(const char *period, date as_of, date *first, date *last);

#define RULING_SEAL_SIZE 17
/* Seal of a row: `facts` as in the cells above the head, `cells` by column, of which those from
 * proposal_id to choices enter; NULL is an empty cell. */
void ruling_seal(const char *const facts[RULING_FACT_COUNT], const char *const cells[RULING_COLUMN_COUNT],
                 char seal[RULING_SEAL_SIZE]);

#endif
