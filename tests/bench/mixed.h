/* mixed.h - units in all programmes of the templates, with evidence and findings. */
#ifndef BENCH_MIXED_H
#define BENCH_MIXED_H

/* Everything but the units: `lines` lines of evidence and findings, findings by up
 * to MIXED_EXPERTS experts on every item. */
enum { MIXED_EXPERTS = 3 };
void write_mixed(const char *templates, long units, long lines);

#endif
