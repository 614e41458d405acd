/* sheets.h - the sheets of decisions.xlsx and the rows they share. */
#ifndef WORKBOOK_SHEETS_H
#define WORKBOOK_SHEETS_H

#include "workbook/listing.h"
#include "workbook/month.h"

/* 单位一览: one row per unit. */
void units_write(struct book *book, const char *footer, const struct run *run);

/* 决定: one row per decision. */
enum decision_column {
    DECISION_UNIT,
    DECISION_NAME,
    DECISION_SCHEME,
    DECISION_TRACK,
    DECISION_MATTER,
    DECISION_STATUS,
    DECISION_ACTION,
    DECISION_FROM,
    DECISION_TO,
    DECISION_ATTAINED,
    DECISION_UNMET,
    DECISION_APPROVAL,
    DECISION_HELD,
    DECISION_REASONS,
    DECISION_ENDS,
    DECISION_PRINTED,
    DECISION_PAPERS = DECISION_PRINTED,
    DECISION_PACKET,
    DECISION_FORM,
    DECISION_OUTCOME,
    DECISION_CERTIFICATES,
    DECISION_SOON,
    DECISION_OPENS,
    DECISION_ATTAINMENT,
    DECISION_ELIGIBLE,
    DECISION_HOLDS,
    DECISION_DAYS_FROM,
    DECISION_DAYS_TO,
    DECISION_CLAUSE,
    DECISION_NOTES,
    DECISION_PROPOSAL,
    DECISION_SCHEME_WORD,
    DECISION_MATTER_WORD,
    DECISION_STATUS_WORD,
    DECISION_ACTION_WORD,
    DECISION_COLUMNS
};
void decisions_begin(struct listing *listing, struct book *book, const char *footer);
/* Where a column of a decision of the plan stands, before the sheet is written too: '决定'!B12. */
const char *decisions_place(const struct book *book, struct arena *arena, size_t i, enum decision_column column);
void decisions_add(struct listing *listing, const struct month *month, const struct decision *decision);

/* 指标: one row per decision and requirement. */
void requirements_begin(struct listing *listing, struct book *book, const char *footer);
void requirements_add(struct listing *listing, const struct decision *decision);

/* 退回记录: one row per record not used. */
enum reject_column {
    REJECTS_FILE,
    REJECTS_LINE,
    REJECTS_ID,
    REJECTS_CODE,
    REJECTS_MEANING,
    REJECTS_UNIT,
    REJECTS_SCHEME,
    REJECTS_MESSAGE,
    REJECTS_COLUMNS
};
void rejects_begin(struct listing *listing, struct book *book, const char *footer);
void rejects_add(struct listing *listing, const struct reject *reject);

/* 本月概况, from what the other sheets hold; its tab was added before them. */
void overview_write(struct tab *tab, const struct month *month, const struct listing *decisions,
                    const struct listing *rejects);

enum { OVERVIEW_COLUMNS = 16 };
/* Its lower half: what is on hold, opens, ends, was rejected or held back. */
void overview_lists(struct tab *tab, const struct month *month, const struct listing *rejects);

/* 现行规则. */
void rules_write(struct tab *tab, const struct run *run);

/* Value, required, margin and verdict of a requirement from column `first` on in
 * the current row; the verdict is live wherever a spreadsheet's arithmetic agrees
 * with the exact one. */
enum { RESULT_COLUMNS = 4 };
void result_cells(struct tab *tab, int first, const struct requirement_result *result);

#endif
