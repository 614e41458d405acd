/* options.h - the command line: commands, options, help. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "registry.h"
#include "run.h"

enum command {
    COMMAND_RUN,
    COMMAND_CHECK,
    COMMAND_EXPLAIN,
    COMMAND_RULINGS,
    COMMAND_SCHEMES,
    COMMAND_SEAL,
    COMMAND_PREVIEW,
    COMMAND_REGISTER,
    COMMAND_DIFF,
    COMMAND_STATUS
};

enum { MAX_ARGUMENTS = 2 };

struct command_line {
    enum command command;
    struct run_options run;
    struct registry_options registry;
    const char *period;
    bool is_dry, as_json;
    const char *template_folder; /* of a programme or of all; NULL: none */
    bool names_templates; /* by --templates or --template */
    bool wants_help;
    const char **rulings, **schemes;
    const char *arguments[MAX_ARGUMENTS]; /* what is no option, in order; NULL after the last */
};

const char *options_help(enum language language);

/* Reads argv from its command word on. USAGE: it is not understood. */
RESULT options_read(struct command_line *line, int argc, char **argv);

#endif
