/* digest.h - SHA-256, the only digest that leaves the program (libcrypto behind it). */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include "base/error.h"

#include <stddef.h>

#define DIGEST_HEX_SIZE 65

struct digest; /* a running digest */

struct digest *digest_new(void);
void digest_add(struct digest *digest, const void *bytes, size_t length);
/* Ends and frees the running digest; lower-case hex. */
void digest_finish(struct digest *digest, char hex[DIGEST_HEX_SIZE]);
/* As digest_finish, but the digest stays and begins anew: many small ones cost little. */
void digest_next(struct digest *digest, char hex[DIGEST_HEX_SIZE]);
void digest_free(struct digest *digest); /* NULL-safe; drops an unfinished one */

void digest_of(const void *bytes, size_t length, char hex[DIGEST_HEX_SIZE]);

/* Digest of a file's bytes. INPUT when it cannot be read. */
RESULT digest_of_file(const char *path, char hex[DIGEST_HEX_SIZE]);

#endif
