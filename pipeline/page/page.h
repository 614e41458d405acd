/* page.h - index.html, the way into a run's output for a browser. */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "base/bytes.h"
#include "model/scheme.h"

/* Self-contained, no network, no personal data. */
void page_index(struct bytes *html, const struct run *run);

#endif
