/* bytes.h - a growing run of bytes in an arena. */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include "base/arena.h"

struct bytes {
    char *data; /* not NUL-terminated unless bytes_text made it so */
    size_t length;
    size_t capacity;
    struct arena *arena;
};

void bytes_init(struct bytes *bytes, struct arena *arena);
void bytes_add(struct bytes *bytes, const void *data, size_t length);
void bytes_add_text(struct bytes *bytes, const char *text);
__attribute__((format(printf, 2, 3))) void bytes_printf(struct bytes *bytes, const char *format, ...);
/* NUL-terminated view; borrowed, valid until the next addition. */
const char *bytes_text(struct bytes *bytes);

#endif
