/* report.h - the parts of a programme's annual report; for pipeline/document only. */
#ifndef DOCUMENT_REPORT_H
#define DOCUMENT_REPORT_H

#include "document/section.h"
#include "model/analysis.h"

/* The report while it is drawn; the section is of no decision. */
struct report {
    struct section section;
    const struct scheme *scheme;
    const struct run *run;
};

/* Whether a decision is about a unit's standing in the report's programme. */
bool report_covers(const struct report *report, const struct decision *decision);
/* Whether the subject of the plan's decision `at` leaves by another of its decisions, a withdrawal that is decided. */
bool report_has_withdrawn(const struct report *report, size_t at);
/* What the programme's subjects are counted in: with tracks a unit may be several. */
const char *report_counter(const struct report *report);
/* Name of a unit; where no font has all of it, its id. */
const char *report_name(const struct paper *paper, const char *name, const char *id);

/* --- report_figures.c: counts, distribution, movements, months --- */
void report_figures_draw(struct report *report);
void report_actions_draw(struct report *report);
void report_months_draw(struct report *report);
void report_distribution_draw(struct report *report);
void report_movements_draw(struct report *report);

/* --- report_units.c: units by name --- */
void report_outstanding_draw(struct report *report);
void report_risks_draw(struct report *report);
void report_appendix_draw(struct report *report);

/* --- report_evidence.c: what the figures rest on --- */
void report_evidence_draw(struct report *report);

#endif
