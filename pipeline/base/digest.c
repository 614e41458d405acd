/* digest.c - SHA-256 by libcrypto, which uses the processor's own instructions. */
#include "base/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct digest {
    EVP_MD_CTX *context;
};

static void require(int ok)
{
    if (!ok) {
        fputs("gradepress: libcrypto cannot compute SHA-256\n", stderr);
        exit(70);
    }
}

struct digest *digest_new(void)
{
    struct digest *d = malloc(sizeof *d);

    require(d != NULL);
    d->context = EVP_MD_CTX_new();
    require(d->context && EVP_DigestInit_ex(d->context, EVP_sha256(), NULL));
    return d;
}

void digest_add(struct digest *d, const void *bytes, size_t length)
{
    require(EVP_DigestUpdate(d->context, bytes, length));
}

void digest_free(struct digest *d)
{
    if (!d)
        return;
    EVP_MD_CTX_free(d->context);
    free(d);
}

static void end(struct digest *d, char hex[DIGEST_HEX_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned length = 0;

    require(EVP_DigestFinal_ex(d->context, bytes, &length));
    for (unsigned i = 0; i < length; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    hex[2 * length] = '\0';
}

void digest_finish(struct digest *d, char hex[DIGEST_HEX_SIZE])
{
    end(d, hex);
    digest_free(d);
}

void digest_next(struct digest *d, char hex[DIGEST_HEX_SIZE])
{
    end(d, hex);
    require(EVP_DigestInit_ex(d->context, NULL, NULL)); /* the same algorithm again */
}

void digest_of(const void *bytes, size_t length, char hex[DIGEST_HEX_SIZE])
{
    struct digest *d = digest_new();

    digest_add(d, bytes, length);
    digest_finish(d, hex);
}

RESULT digest_of_file(const char *path, char hex[DIGEST_HEX_SIZE])
{
    static unsigned char buffer[1 << 16];
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return FAIL(INPUT, "%s: cannot open: %s", path, error_reason(errno));
    struct digest *d = digest_new();
    ssize_t n;
    while ((n = read(fd, buffer, sizeof buffer)) > 0 || (n < 0 && errno == EINTR))
        if (n > 0)
            digest_add(d, buffer, (size_t)n);
    close(fd);
    digest_finish(d, hex);
    return n < 0 ? FAIL(INPUT, "%s: cannot read", path) : OK;
}
