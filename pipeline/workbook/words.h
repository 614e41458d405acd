/* words.h - what the workbooks say of a decision, in Chinese.
 *
 * Texts that are put together live in the arena given; the others are borrowed. */
#ifndef WORKBOOK_WORDS_H
#define WORKBOOK_WORDS_H

#include "base/arena.h"
#include "model/scheme.h"

/* 2026年10月, or 2026年10月15日（增补）. */
const char *words_period(struct arena *arena, const char *period);
/* "–" for no level. */
const char *words_level(const struct scheme *scheme, int level);
/* Id of the track; "" for none. */
const char *words_track(const struct decision *decision);
/* The matter, an early upgrade named as such. */
const char *words_matter(const struct decision *decision);
/* A clause; office policy where there is none. */
const char *words_clause(const char *clause);
/* Name of a requirement, else its id. */
const char *words_requirement(const struct requirement_result *result);
/* 待批…, 已同意 …; every proposal that waits for the office begins with 待批. */
const char *words_approval(const struct decision *decision);
/* 暂缓 while it waits, 已核实 once decided all the same, "" otherwise. */
const char *words_held(const struct decision *decision);
const char *words_held_reasons(struct arena *arena, const struct decision *decision);
/* "" while nothing came of it. */
const char *words_outcome(struct arena *arena, const struct decision *decision);
/* A note of a decision; one that is not known is handed back as it is. */
const char *words_note(struct arena *arena, const char *note);
const char *words_notes(struct arena *arena, const struct decision *decision);
/* What the value of a requirement is counted in; NULL when it is no count. */
const char *words_measure(const struct decision *decision, const struct requirement_result *result);
/* Names of the requirements that are not met. */
const char *words_unmet(struct arena *arena, const struct decision *decision);
const char *words_certificates(struct arena *arena, const struct decision *decision);
const char *words_reject(enum reject_code code);
/* What one condition asks at a level: 有效线索 ≥ 10 组. */
const char *words_condition(struct arena *arena, const struct scheme *scheme, const struct condition *condition,
                            int level);

/* True while the proposal waits for a ruling. */
bool decision_waits(const struct decision *decision);
/* True while a held proposal waits to be looked into. */
bool decision_is_on_hold(const struct decision *decision);

#endif
