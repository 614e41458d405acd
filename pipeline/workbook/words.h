/* words.h - what the workbooks say of a decision, in Chinese.
 *
 * Texts that are put together live in the arena given; the others are borrowed. */
#ifndef WORKBOOK_WORDS_H
#define WORKBOOK_WORDS_H

#include "base/arena.h"
#include "model/docket.h"

/* 2026年10月, or 2026年10月15日（增补）; in English as it stands, 2026-10. */
const char *words_period(struct arena *arena, enum language language, const char *period);
/* "–" for no level. */
const char *words_level(const struct scheme *scheme, int level);
/* Name of the track; "" for none. */
const char *words_track(const struct decision *decision);
/* The matter, an early upgrade named as such. */
const char *words_matter(const struct decision *decision);
/* A clause; office policy where there is none. */
const char *words_clause(const char *clause);
/* Name of a requirement, else its id. */
const char *words_requirement(const struct requirement_result *result);
const char *words_held_reasons(struct arena *arena, enum language language, const struct decision *decision);
/* "" while nothing came of it. */
const char *words_outcome(struct arena *arena, enum language language, const struct decision *decision);
const char *words_notes(struct arena *arena, const struct decision *decision);
/* What the value of a requirement is counted in; NULL when it is no count. */
const char *words_measure(const struct decision *decision, const struct requirement_result *result);
/* Names of the requirements that are not met. */
const char *words_unmet(struct arena *arena, const struct decision *decision);
const char *words_certificates(struct arena *arena, const struct decision *decision);
/* What one condition asks at a level: 有效线索 ≥ 10 组. */
const char *words_condition(struct arena *arena, const struct scheme *scheme, const struct condition *condition,
                            int level);

/* As spreadsheets round it. */
double words_rounded(double number, int decimals);
/* What a term of the score is called: 8.1 组织管理. */
const char *words_term(struct arena *arena, const struct scheme *scheme, size_t term);
/* What is short of the requirements of a level: 原创信息数量差3组；配合工作未达到. */
const char *words_lacking(struct arena *arena, const struct decision *decision,
                          const struct requirement_result *results, size_t count);

/* 必要项 or 其他项; the levels of its lists where the programme has lists; "" otherwise. */
const char *words_check_kind(const struct scheme *scheme, const struct check *check);
const char *words_check_verdict(const struct check_result *check); /* 满足, 未满足, 不适用 */
/* 持平、前后矛盾、与申报事实不符、意见不一、无人评审. */
const char *words_check_flags(struct arena *arena, const struct check_result *check);

#endif
