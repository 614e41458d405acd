/* error.c - keeps the last failure of the process. */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static char message[2048];
static char origin[256];
static enum language spoken = LANGUAGE_ENGLISH;

void error_speak(enum language language)
{
    spoken = language;
}

enum language error_language(void)
{
    return spoken;
}

const char *error_say(const char *english)
{
    return phrase_of_message(spoken, english);
}

/* What an office may meet; the rest is said as the system says it. */
static const struct {
    int number;
    const char *text;
} reasons[] = {
    {EACCES, "Permission denied"},
    {EDQUOT, "Disk quota exceeded"},
    {EEXIST, "File exists"},
    {EFBIG, "File too large"},
    {EINVAL, "Invalid argument"},
    {EIO, "Input/output error"},
    {EISDIR, "Is a directory"},
    {ELOOP, "Too many levels of symbolic links"},
    {EMFILE, "Too many open files"},
    {ENAMETOOLONG, "File name too long"},
    {ENOENT, "No such file or directory"},
    {ENOMEM, "Cannot allocate memory"},
    {ENOSPC, "No space left on device"},
    {ENOTDIR, "Not a directory"},
    {ENOTEMPTY, "Directory not empty"},
    {EPERM, "Operation not permitted"},
    {EROFS, "Read-only file system"},
    {EXDEV, "Invalid cross-device link"},
};

const char *error_reason(int number)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].number == number)
            return error_say(reasons[i].text);
    return strerror(number);
}

struct result error_set(enum error_kind kind, const char *file, int line, const char *format, ...)
{
    /* Formatted apart, because an argument may be the message that stands. */
    char fresh[sizeof message];
    va_list args;

    va_start(args, format);
    vsnprintf(fresh, sizeof fresh, error_say(format), args);
    va_end(args);
    memcpy(message, fresh, sizeof message);
    snprintf(origin, sizeof origin, "%s:%d", file, line);
    return (struct result){kind};
}

const char *error_message(void)
{
    return message;
}

const char *error_origin(void)
{
    return origin;
}

int error_exit_status(enum error_kind kind)
{
    switch (kind) {
    case ERROR_NONE: return 0;
#define X(id, status, text) \
    case ERROR_##id: return status;
        ERROR_LIST(X)
#undef X
    }
    return 70;
}
