/* dress.c - page.css and page.js, byte for byte (see Makefile: embedded files). */
#include "page/dress.h"

const char page_style[] = {
#include "page/page.css.inc"
};

const char page_script[] = {
#include "page/page.js.inc"
};
