/* kept.h - what of a text is not parted at the end of a line. */
#ifndef DOCUMENT_KEPT_H
#define DOCUMENT_KEPT_H

#include <stddef.h>

typedef void kept_part(size_t start, size_t end, void *data);

/* Calls `part` for the bytes start … end - 1 of every piece that stays whole on a line of so many characters' width:
 * a number and its unit (20项, 10个工作日), 第 or 附录 and its number, a name like T/CIIPA or T/CAS 375, the letter of a
 * clause (4.5 c)), a choice to tick, as long as they take no more than half of the line; a day (2026年10月31日) and a
 * clause in quotation marks (“四（一）1”) if no more than a quarter. */
void kept_each(const char *string, double width, kept_part *part, void *data);

#endif
