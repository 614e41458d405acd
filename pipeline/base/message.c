/* message.c - one sentence, made in every language. */
#include "base/message.h"

struct message message_of(const char *english)
{
    struct message message;

    for (int l = 0; l < LANGUAGE_COUNT; l++)
        message.in[l] = phrase_of_message((enum language)l, english);
    return message;
}

struct message message_vprint(struct arena *arena, const char *format, va_list args)
{
    struct message message;

    for (int l = 0; l < LANGUAGE_COUNT; l++) {
        va_list again;
        va_copy(again, args);
        message.in[l] = arena_vprintf(arena, phrase_of_message((enum language)l, format), again);
        va_end(again);
    }
    return message;
}

struct message message_print(struct arena *arena, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    struct message message = message_vprint(arena, format, args);
    va_end(args);
    return message;
}

struct message message_copy(struct arena *arena, const struct message *message)
{
    struct message copy;

    for (int l = 0; l < LANGUAGE_COUNT; l++)
        copy.in[l] = arena_strdup(arena, message->in[l]);
    return copy;
}
