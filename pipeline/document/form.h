/* form.h - draws what a template words: paragraphs, rows, boxes to sign, the end of a letter;
 * for pipeline/document only. */
#ifndef DOCUMENT_FORM_H
#define DOCUMENT_FORM_H

#include "document/filling.h"
#include "document/sheet.h"

/* Distance of the lines of running text, in sizes. */
#define FORM_PITCH 1.72

/* The sheet that letters and forms are drawn on. */
struct sheet form_sheet(const struct paper *paper, const struct scheme *scheme);

/* The title of a template on a new page, numbered from 1; `above` is a mark over it, in
 * the colour of warnings (NULL: none). */
void form_begin(struct sheet *sheet, const struct template *template, const struct filling *filling, const char *above);
/* Its lines. `attached` is asked for the template that [attach NAME] names; NULL where a
 * template cannot attach any. */
typedef const struct template *form_attached(const void *context, const char *name);
void form_draw(struct sheet *sheet, const struct template *template, const struct filling *filling,
               form_attached *attached, const void *context);

#endif
