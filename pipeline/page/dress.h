/* dress.h - the page's style sheet and script, as they stand in it. */
#ifndef PAGE_DRESS_H
#define PAGE_DRESS_H

extern const char page_style[];
extern const char page_script[];

#endif
