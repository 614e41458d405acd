/* paper.h - what the makers of single papers share; for pipeline/document only. */
#ifndef DOCUMENT_PAPER_H
#define DOCUMENT_PAPER_H

#include "document/artwork.h"
#include "document/office.h"
#include "document/template.h"
#include "document/press.h"
#include "model/analysis.h"
#include "model/scheme.h"

/* Artwork and wording of one scheme. */
struct stationery {
    struct artwork certificate;
    struct template notices[ACTION_COUNT];
    struct template office[OFFICE_PAPER_COUNT];
};

/* One paper while it is drawn. */
struct paper {
    struct canvas *canvas;
    struct typesetter *typesetter;
    struct arena *arena; /* released after the paper */
    const struct run *run;
    const struct font_style *style;
};

/* A day as 2026年11月21日; "—" for DATE_NONE. */
const char *paper_day(struct arena *arena, date day);
/* 2026年11月21日至2027年11月20日; "" when a day is missing. */
const char *paper_days(struct arena *arena, date from, date to);
/* A number cut after so many decimals and never rounded up: what is below a mark
 * never looks as if it were on it. */
const char *paper_figure(struct arena *arena, struct exact value, int decimals);
/* A share in percent, cut after two decimals: 93.66%. */
const char *paper_percent(struct arena *arena, struct exact share);
/* 2026H1 as 2026年上半年; "" where no half-year is judged. */
const char *paper_half_year(struct arena *arena, const struct decision *decision);
/* Title of the decision sheet, in the words of the programme. */
const char *paper_sheet_title(struct arena *arena, const struct decision *decision);
/* Name of a level; 无 for -1. */
const char *paper_level(const struct scheme *scheme, int level);
/* Name of the track decided about; where there is none the direction that the papers
 * name; else "". */
const char *paper_track(const struct decision *decision);
/* Whether the unit holds this certificate in the scheme decided about. */
bool paper_is_held(const struct certificate *certificate, const struct decision *decision);
/* Names of service items joined by 、; "" when there are none. */
const char *paper_scope(struct arena *arena, const struct scheme *scheme, const char *const *scope, size_t count);
/* A requirement's name. */
const char *paper_requirement(const struct requirement_result *result);
/* What it asks, in the document's words. */
const char *paper_requirement_text(const struct requirement_result *result);
/* The clause, or 办公室规定 for NULL. */
const char *paper_clause(const char *clause);
/* The clause as a sentence cites it. */
const char *paper_cited(struct arena *arena, const char *clause);
/* What a decision rests on: the document and clause, or 办公室规定. */
const char *paper_basis(struct arena *arena, const struct scheme *scheme, const char *clause);
/* Fills the words of the scheme into a wording. */
void paper_scheme_words(struct wording *wording, struct arena *arena, const struct scheme *scheme);
/* Draws 样张 across a page of this size when the export is a sample. */
void paper_sample_mark(const struct paper *paper, double width, double height);

RESULT certificate_draw(const struct paper *paper, const struct stationery *stationery, const struct issue *issue);
/* A text as a place of the certificate takes it; NULL when the smallest type has no room. */
const struct text *certificate_fit(const struct paper *paper, const struct text_place *place, const char *string);
/* Names of service items; that it is the whole class where none are named, so that the certificate says so. */
const char *certificate_scope(struct arena *arena, const struct scheme *scheme, const char *const *scope, size_t count);
/* Tries every place of the certificate with the longest text it can be given. */
void certificate_try(struct place_trials *trials, const struct paper *paper, const struct stationery *stationery,
                     const struct scheme *scheme);
RESULT decision_sheet_draw(const struct paper *paper, const struct packet *packet);
/* The decision sheets of a packet and all that they rest on, in one paper. */
RESULT packet_draw(const struct paper *paper, const struct packet *packet);
/* The year of a unit, of a programme, and the public list of a programme. */
RESULT summary_draw(const struct paper *paper, const struct standing *standing);
RESULT report_draw(const struct paper *paper, const struct scheme *scheme);
RESULT list_draw(const struct paper *paper, const struct scheme *scheme);
/* `stationery` is that of the packet's scheme. */
RESULT notice_draw(const struct paper *paper, const struct stationery *stationery, const struct packet *packet);

RESULT office_draw(const struct paper *paper, const struct stationery *stationery, const struct office_subject *subject);

/* Reads the notices of a scheme's folder: one for every action it can come to. */
RESULT notice_load(struct stationery *stationery, struct arena *arena, const char *folder,
                   const struct scheme *scheme);
/* Reads the papers and forms a scheme has: its folder's own, else those all share in `shared`. */
RESULT office_load(struct stationery *stationery, struct arena *arena, const char *folder, const char *shared);
/* Reads the certificate of a scheme's folder. */
RESULT certificate_load(struct stationery *stationery, struct arena *arena, const char *folder,
                        const struct font_style *style);

#endif
