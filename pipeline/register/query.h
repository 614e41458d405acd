/* query.h - a query as a table. Private to register/. */
#ifndef REGISTER_QUERY_H
#define REGISTER_QUERY_H

#include "base/grid.h"
#include "register/store.h"

enum { MAX_QUERY_VALUES = 4 };

/* The query's columns become the table's, numbers stay numbers. A column whose name ends
 * in "[]" holds texts between unit separators (char(31)). `values` are bound from 1 on;
 * NULL is null. */
RESULT query_grid(struct grid *out, struct register_file *file, struct arena *arena, const char *text,
                  const char *const *values, size_t count);
#define QUERY(out, file, arena, text, ...)                                        \
    query_grid((out), (file), (arena), (text), (const char *const[]){__VA_ARGS__}, \
               sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* SQL: the period of a key, as people write it. */
#define PERIOD_OF(key) "rtrim(" key ", '-~')"

#endif
