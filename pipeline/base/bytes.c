/* bytes.c - doubling buffer. */
#include "base/bytes.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void bytes_init(struct bytes *bytes, struct arena *arena)
{
    *bytes = (struct bytes){.arena = arena};
}

static void reserve(struct bytes *bytes, size_t more)
{
    if (bytes->capacity - bytes->length >= more)
        return;
    size_t wanted = bytes->capacity ? bytes->capacity * 2 : 1024;
    while (wanted - bytes->length < more)
        wanted *= 2;
    char *fresh = arena_raw(bytes->arena, wanted);
    if (bytes->length)
        memcpy(fresh, bytes->data, bytes->length);
    bytes->data = fresh;
    bytes->capacity = wanted;
}

void bytes_add(struct bytes *bytes, const void *data, size_t length)
{
    if (!length)
        return;
    reserve(bytes, length);
    memcpy(bytes->data + bytes->length, data, length);
    bytes->length += length;
}

void bytes_add_text(struct bytes *bytes, const char *text)
{
    bytes_add(bytes, text, strlen(text));
}

void bytes_printf(struct bytes *bytes, const char *format, ...)
{
    va_list args, again;

    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length > 0) {
        reserve(bytes, (size_t)length + 1);
        vsnprintf(bytes->data + bytes->length, (size_t)length + 1, format, again);
        bytes->length += (size_t)length;
    }
    va_end(again);
}

const char *bytes_text(struct bytes *bytes)
{
    reserve(bytes, 1);
    bytes->data[bytes->length] = '\0';
    return bytes->data;
}
