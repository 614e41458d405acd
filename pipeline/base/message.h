/* message.h - a sentence that is said to people and written for programs.
 *
 * What rejects.ndjson and run.json say is English whatever people are spoken to in, and workbooks are
 * Chinese while a console speaks English. So such a sentence is made in every language at once, where
 * its facts are known. */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

#include "base/arena.h"
#include "base/phrases.h"

#include <stdarg.h>
#include <stdbool.h>

struct message {
    const char *in[LANGUAGE_COUNT]; /* all NULL: no message */
};

static inline bool message_is_set(const struct message *message)
{
    return message->in[LANGUAGE_ENGLISH] != NULL;
}

/* A text of the catalogue, by its English; one it lacks is the same in all languages. */
struct message message_of(const char *english);

/* printf, the format being in the catalogue by its English. */
__attribute__((format(printf, 2, 3))) struct message message_print(struct arena *arena, const char *format, ...);
__attribute__((format(printf, 2, 0))) struct message message_vprint(struct arena *arena, const char *format,
                                                                    va_list args);

/* A copy in another arena. */
struct message message_copy(struct arena *arena, const struct message *message);

#endif
