/* markup.h - text and addresses, safe inside HTML. */
#ifndef PAGE_MARKUP_H
#define PAGE_MARKUP_H

#include "base/bytes.h"

/* Text between tags or inside a quoted attribute: markup characters become
 * references; controls and marks that turn the reading direction, U+FFFD. */
void markup_text(struct bytes *html, const char *text);

/* A relative path as the value of href: everything but letters, digits and
 * "-._~/" as %XX, so that it can be no scheme, host or query. Begins with "./". */
void markup_href(struct bytes *html, const char *path);

/* 'sha256-…' of a style sheet or script, for a content security policy. */
void markup_inline_hash(struct bytes *html, const char *text);

#endif
