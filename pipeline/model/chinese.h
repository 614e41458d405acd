/* chinese.h - words that the workbook, the page and the papers share. */
#ifndef MODEL_CHINESE_H
#define MODEL_CHINESE_H

#include "base/arena.h"
#include "model/scheme.h"

/* What became of a ruling: 已同意, 未同意 … */
const char *ruling_chinese(enum ruling_word word);
/* Where approval stands: 待批…, 已同意 …, 无需审批. Every proposal that waits for the office begins with 待批. */
const char *decision_approval_chinese(const struct decision *decision);
/* 暂缓 while it waits, 已核实 once decided all the same, "" otherwise. */
const char *decision_held_chinese(const struct decision *decision);
/* How much a shortfall weighs: 严重, 较重, 一般. */
const char *severity_chinese(enum severity severity);
const char *reject_code_chinese(enum reject_code code);
const char *certificate_status_chinese(enum certificate_status status);
/* A note of a decision; one that is not known is handed back as it is. What is put
 * together lives in `arena`. */
const char *note_chinese(struct arena *arena, const char *note);

#endif
