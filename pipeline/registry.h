/* registry.h - the commands on the register: asked, and printed on standard output. */
#ifndef REGISTRY_H
#define REGISTRY_H

#include "register/reports.h"

struct registry_options {
    const char *path; /* of the register */
    const char *templates;
    const char *scheme, *unit, *status; /* NULL: all */
    const char *head;                   /* of the chain as once known; NULL: not known */
    int64_t length;                     /* of that chain; 0: not known */
    struct correction correction;
    bool as_json;
};

/* `register WORD [ARGUMENT]`. INPUT when verify found something, which is printed. */
RESULT registry_do(struct arena *arena, const struct registry_options *options, const char *word, const char *argument);
RESULT registry_diff(struct arena *arena, const struct registry_options *options, const char *before, const char *after);
RESULT registry_status(struct arena *arena, const struct registry_options *options, date day);

#endif
