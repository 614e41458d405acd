/* subset.h - a font reduced to a fixed repertoire, kept as a file in memory. */
#ifndef DOCUMENT_SUBSET_H
#define DOCUMENT_SUBSET_H

#include "base/error.h"
#include "document/charset.h"

enum { SUBSET_PATH_SIZE = 80 };

/* A reduced font: a file that only this process and its children can open. */
struct subset_file {
    int descriptor; /* -1: none */
    char path[SUBSET_PATH_SIZE];
};

/* Makes the empty file. OUTPUT when there is no memory for it. */
RESULT subset_open(struct subset_file *out);

/* Reduces face `index` of the font file to the characters of `set`, without
 * hinting and with the outlines spelled out, so that embedding it in a paper is
 * cheap. The font does not say which characters it draws, though texts can be set in it;
 * who lists it has to say so. A child process may do it. RULES when the font cannot be read. */
RESULT subset_fill(const struct subset_file *file, const char *font, unsigned int index, const struct charset *set);
void subset_close(struct subset_file *file);

/* Name and version of the library behind it; static. */
const char *subset_library(void);

#endif
