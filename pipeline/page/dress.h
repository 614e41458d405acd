/* dress.h - the page's style sheet and script, as they stand in it.
 *
 * Written as page.css and page.js, made part of the program when it is built. */
#ifndef PAGE_DRESS_H
#define PAGE_DRESS_H

/* Both with a NUL at the end. */
extern const char page_style[];
extern const char page_script[];

#endif
