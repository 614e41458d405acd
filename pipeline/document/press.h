/* press.h - the papers of a run as PDF: certificates, decision sheets, notices.
 *
 * A press holds fonts, artwork and wording, read once per process; papers made
 * from it depend on nothing but their own run and packet. Bytes are the same in
 * every process, whatever was drawn before. Not for use by several threads. */
#ifndef DOCUMENT_PRESS_H
#define DOCUMENT_PRESS_H

#include "base/bytes.h"
#include "base/error.h"
#include "document/office.h"
#include "model/analysis.h"
#include "model/scheme.h"

#include <stdbool.h>

struct press;

/* Reads templates/style.json's fonts, artwork and wording of every scheme of
 * the rule set. RULES when a template is broken (file, place, reason): unknown
 * placeholder, missing text place, a font that is not installed. */
RESULT press_open(struct press **out, const struct rule_set *rules);
/* Makes a share of the fonts papers are drawn with, every `step`-th from `first` on, in
 * this process or in a child of it. All must be made before any paper is drawn and before
 * a process that draws is forked. Coverage can be asked without them. */
RESULT press_prepare(const struct press *press, size_t first, size_t step);
void press_close(struct press *press); /* NULL-safe */

/* The first character of `text` that no font of the style can draw; 0 when all
 * can be. Controls count as missing. */
uint32_t press_missing_character(const struct press *press, const char *text);

/* The first such character in any text the papers of these decisions would print. */
uint32_t press_missing_in_packet(const struct press *press, const struct packet *packet);

/* Certificate, A4 landscape. OUTPUT when the backend fails. */
RESULT press_certificate(struct press *press, struct bytes *pdf, const struct run *run, const struct issue *issue);

/* Internal decision sheet (审批表), one section per decision of the packet. */
RESULT press_decision_sheet(struct press *press, struct bytes *pdf, const struct run *run, const struct packet *packet);

/* Internal packet (评定卷宗): cover, contents, decision sheets, history, evidence index, sign-off. */
RESULT press_packet(struct press *press, struct bytes *pdf, const struct run *run, const struct packet *packet);

/* Outgoing notice (通知书), one per decision that proposes or took an action. */
RESULT press_notice(struct press *press, struct bytes *pdf, const struct run *run, const struct packet *packet);

/* Papers of the year; the run must have been analysed. The summary of a unit that was judged, */
RESULT press_summary(struct press *press, struct bytes *pdf, const struct run *run, const struct standing *standing);
/* the report of a programme, internal, and the public list of its units. */
RESULT press_report(struct press *press, struct bytes *pdf, const struct run *run, const struct scheme *scheme);
RESULT press_list(struct press *press, struct bytes *pdf, const struct run *run, const struct scheme *scheme);

/* The office's own papers: whether the programme has this one, and it. What no font draws is left out, but the
 * names that press_missing_in_packet looks at. */
bool press_has_office(const struct press *press, const struct scheme *scheme, enum office_paper what);
RESULT press_office(struct press *press, struct bytes *pdf, const struct run *run, const struct office_subject *subject);
/* How a place of a certificate takes the longest text that can come there. */
struct place_trial {
    const char *place;        /* its id */
    const char *text;         /* the longest, filled in */
    size_t characters, lines; /* of it */
    double points, floor;     /* its size there, 0 when there is no room; the smallest that is meant for the place */
    bool varies;              /* it is not the same on every certificate */
    const char *fault;        /* what else is wrong with the place; NULL: nothing */
};
struct place_trials {
    const char *file; /* of the artwork */
    size_t notice_count; /* actions that a notice is worded for */
    struct place_trial *items;
    size_t count, capacity;
};
/* Tries every place that is given a text: names of 120 characters, numbers of 64, the longest
 * words of the scheme. All fonts must have been made. */
void press_try_places(struct place_trials *out, struct press *press, struct arena *arena, const struct scheme *scheme);

/* "family version" of a font used, in turn until NULL; for run.json. Borrowed. */
const char *press_font(const struct press *press, size_t index);

/* "cairo 1.16.0" and the like, in turn until NULL; for run.json. */
const char *press_library(const struct press *press, size_t index);

#endif
