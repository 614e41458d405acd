/* error.h - the one way a function of gradepress fails.
 *
 * A fallible function returns RESULT, which the compiler does not let a caller
 * drop. The failure is recorded where it happens, with a sentence made for the
 * person who has to act on it; callers pass it up untouched with TRY. Only
 * main.c prints it. The kind of error decides the exit status of the program
 * (exchange-format, "Exit status"). */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "base/phrases.h"

/* kind, exit status, what it means */
#define ERROR_LIST(X)                                                 \
    X(USAGE, 64, "the command line is not understood")                \
    X(INPUT, 65, "the export or the register cannot be used")         \
    X(DEFECT, 70, "a defect of the program")                          \
    X(OUTPUT, 73, "the output or the register cannot be written")     \
    X(BUSY, 75, "another run holds the output or the register")       \
    X(RULES, 78, "the rules or templates are broken")

enum error_kind {
    ERROR_NONE,
#define X(id, status, text) ERROR_##id,
    ERROR_LIST(X)
#undef X
};

/* A struct, not an int: it cannot pass for a count. */
struct result {
    enum error_kind kind;
};
#define RESULT __attribute__((warn_unused_result)) struct result
#define OK ((struct result){ERROR_NONE})

/* Records the failure (printf arguments) and yields it as a result. */
#define FAIL(id, ...) error_set(ERROR_##id, __FILE__, __LINE__, __VA_ARGS__)
#define TRY(call)                        \
    do {                                 \
        struct result try_result = (call); \
        if (try_result.kind)             \
            return try_result;           \
    } while (0)

__attribute__((format(printf, 4, 5))) struct result
error_set(enum error_kind kind, const char *file, int line, const char *format, ...);

/* The language of sentences set from now on; English until then. Those the catalogue lacks stay English. */
void error_speak(enum language language);

enum language error_language(void);
/* Why the system refused, by its errno, in the language of the sentences. */
const char *error_reason(int number);

/* A message that is no failure, or a part of one, in the language of the sentences. */
__attribute__((format_arg(1))) const char *error_say(const char *english);

/* The sentence of the last failure of this process; borrowed, "" when none. */
const char *error_message(void);

/* "file.c:12", where that failure was recorded; borrowed. */
const char *error_origin(void);

/* Exit status of an error kind; 0 for ERROR_NONE. */
int error_exit_status(enum error_kind kind);

#endif
