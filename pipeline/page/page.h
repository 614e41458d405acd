/* page.h - index.html, the way into a run's output for a browser. */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "base/bytes.h"
#include "model/scheme.h"

/* Papers that not every run writes; a link stands in the page only for those listed.
 * Paths below the output folder, in order of bytes:
 *
 *   summaries/SCHEME/UNIT.pdf, summaries/SCHEME/UNIT/TRACK.pdf   in the unit's rows
 *   annual/SCHEME.pdf, annual/SCHEME-list.pdf                    with the programme
 *   reminders/SCHEME/UNIT.pdf, reminders/SCHEME/UNIT/TRACK.pdf   in the unit's rows
 *   PACKET/outgoing/application.pdf, change.pdf, agreement.pdf   in the unit's rows
 *   PACKET/internal/examination.pdf                              in the unit's rows
 *   office/SCHEME-issued.pdf, -handover.pdf, -archive.pdf        with the programme; long ones go on in
 *                                                                -issued-2.pdf and so on
 *   office/forms/SCHEME-application.pdf and the like             with the programme
 *   PACKET/internal/packet.pdf, PACKET/outgoing/packet.zip       in the unit's rows */
struct page_files {
    const char *const *items;
    size_t count;
};

/* Self-contained, no network, no personal data. `files` may be NULL. */
void page_index(struct bytes *html, const struct run *run, const struct page_files *files);

#endif
