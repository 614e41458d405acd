/* section.h - the parts of a decision sheet, a file for each kind; for pipeline/document only.
 *
 * What a sheet has is decided by what the scheme has: a score, grades, half-years,
 * severities, assessments. A part draws nothing where it has nothing to say. */
#ifndef DOCUMENT_SECTION_H
#define DOCUMENT_SECTION_H

#include "document/table.h"
#include "model/ledger.h"

struct section {
    struct sheet *sheet;
    const struct decision *decision;
    struct arena *arena;
    size_t parts; /* begun so far */
};

#define SECTION_ALARM ((struct colour){0.70, 0.06, 0.06})

#define TABLE_START 60.0 /* head and first rows of a table */
/* Before a heading: room for it and `height` points of what it stands above, or a new page. */
void section_keep(struct section *section, double height);
/* 一、NAME. */
void section_heading(struct section *section, const char *name);
void section_line(struct section *section, const char *string);
double section_line_height(const struct section *section, const char *string);
/* What a table comes to; stands out when it speaks against the unit. */
void section_result(struct section *section, const char *string, bool is_adverse);
/* Adds the clause of an item to a list of them; its parts are not torn apart. */
void section_add_clause(struct bytes *list, const char *clause);

/* Whether items of a catalogue were judged for this decision. */
bool section_has_checks(const struct section *section);
/* Changes and withdrawals are no matter of contributions. */
bool section_is_rated(const struct decision *decision);
/* The track, direction and scope a level is limited to: 安全咨询：安全规划咨询; "" without. */
const char *section_limits(struct section *section);
/* A level with the track, direction and scope it is limited to: 3级（安全集成服务）. */
const char *section_standing(struct section *section, int level);
/* Service items decided about, named; "" when all of the track's. */
const char *section_scope(struct section *section);
/* What is decided: 年度审核, 提前升级. */
const char *section_matter(const struct decision *decision);
/* How it stands; what was applied for falls due on no day. */
const char *section_status(const struct decision *decision);
/* Part of the catalogue an item stands in, without its subdivision. */
const char *section_part_name(struct section *section, const struct item *item);

/* --- decision_sheet.c: one of them up to where the office writes, from a new page on --- */
void decision_sheet_parts(struct sheet *sheet, const struct decision *decision, bool is_one_of_several);

/* --- sheet_unit.c: who it is about, and what --- */
void unit_draw(struct section *section);

/* --- sheet_change.c: what a change of the unit's particulars asks for --- */
void change_draw(struct section *section);

/* --- sheet_proposal.c: what is proposed, what was ruled, room for opinions --- */
void proposal_draw(struct section *section);
void ruling_draw(struct section *section);
void approval_draw(struct section *section);
/* Boxes for opinions, each so high: three where the office rules, one for who handled it where it
 * need not. `heading` NULL: the usual one. */
size_t approval_box_count(const struct decision *decision);
void approval_boxes(struct section *section, const char *heading, double height);
/* 拟由三级升为二级。 */
const char *proposal_words(struct section *section);
/* What came of it, or that nothing has yet. */
const char *outcome_words(struct section *section);

/* --- sheet_history.c: what earlier periods decided about the subject; nothing for NULL --- */
void history_draw(struct section *section, const struct history *history);

/* --- evidence_index.c: which records a packet rests on, and which not, and why --- */
/* Whether there is anything to tell. */
bool evidence_index_has(const struct packet *packet);
void evidence_index_draw(struct sheet *sheet, const struct packet *packet);

/* --- sheet_assessment.c: who evaluated, how, and what they say --- */
void assessment_draw(struct section *section);
void assessment_draw_validity(struct section *section);
void assessment_draw_opinions(struct section *section);

/* --- sheet_score.c: weights, points and necessary items --- */
void score_draw(struct section *section);

/* --- sheet_grades.c: list by list --- */
void grades_draw(struct section *section);
/* The list an item stands in: 基本能力3级（6.4）. */
const char *grades_list_name(struct section *section, const struct item *of);
/* Name of the list of a level, how many of its items are met and asked; false where nothing is. */
bool grades_list(struct section *section, int level, bool is_professional, const char **name, size_t *met,
                 size_t *asked);
/* Whether an item of a list is asked of this subject. */
bool grades_asks(const struct docket_entry *entry, const struct item *item);

/* A term's number and heading: 8.2 服务能力. */
const char *score_term_name(struct section *section, size_t term);

/* --- sheet_items.c: items of the catalogue that need a word --- */
void items_draw_unmet(struct section *section);
void items_draw_exempt(struct section *section);
void items_draw_contradicted(struct section *section);

/* --- sheet_half_year.c: months, events, hours, conduct --- */
void half_year_draw(struct section *section);
void half_year_draw_commendation(struct section *section);

/* --- sheet_supervision.c: requirements by matter and how much each weighs --- */
void supervision_draw(struct section *section);

/* --- sheet_notes.c: all notes, or without those that concern the office alone --- */
void notes_draw(struct section *section, bool is_for_unit);

#endif
