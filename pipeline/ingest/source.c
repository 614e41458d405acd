/* source.c - read(2), SHA-256, zlib; gzip members that follow one another are one text. */
#include "ingest/source.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { BLOCK_BYTES = 128 * 1024 };

struct source {
    const char *name;
    int fd;
    bool is_gzip, at_end; /* at_end: no stored byte is left to read */
    struct digest *digest;
    z_stream zlib;
    bool has_zlib, in_member; /* in_member: the end of a gzip member is still to come */
    Bytef *packed;
};

static struct result fail_open(const char *name, int error)
{
    return FAIL(INPUT, "%s: cannot open the file: %s", name, error_reason(error));
}

RESULT source_open(struct source **out, const char *path, const char *name, bool is_gzip)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe must not hold the run up */

    *out = NULL;
    if (fd < 0)
        return fail_open(name, errno);
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        close(fd);
        return FAIL(INPUT, "%s: found no ordinary file, expected one", name);
    }
    struct source *s = heap_alloc(1, sizeof *s);
    s->name = name;
    s->fd = fd;
    s->is_gzip = is_gzip;
    s->in_member = is_gzip; /* even an empty text needs a member */
    s->digest = digest_new();
    if (is_gzip) {
        s->packed = heap_alloc(BLOCK_BYTES, 1);
        s->has_zlib = inflateInit2(&s->zlib, 16 + MAX_WBITS) == Z_OK;
        if (!s->has_zlib) {
            source_close(s);
            return FAIL(DEFECT, "%s: zlib cannot be started", name);
        }
    }
    *out = s;
    return OK;
}

void source_close(struct source *s)
{
    if (!s)
        return;
    if (s->has_zlib)
        inflateEnd(&s->zlib);
    heap_free(s->packed);
    digest_free(s->digest);
    close(s->fd);
    heap_free(s);
}

void source_digest(struct source *s, char hex[DIGEST_HEX_SIZE])
{
    digest_finish(s->digest, hex);
    s->digest = NULL;
}

/* Stored bytes, digested on their way. */
static RESULT read_stored(struct source *s, void *into, size_t room, size_t *length)
{
    ssize_t n;

    do
        n = read(s->fd, into, room);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return FAIL(INPUT, "%s: cannot read the file: %s", s->name, error_reason(errno));
    digest_add(s->digest, into, (size_t)n);
    s->at_end = n == 0;
    *length = (size_t)n;
    return OK;
}

static RESULT refill_packed(struct source *s)
{
    size_t length = 0;

    TRY(read_stored(s, s->packed, BLOCK_BYTES, &length));
    s->zlib.next_in = s->packed;
    s->zlib.avail_in = (uInt)length;
    return OK;
}

static struct result fail_gzip(const struct source *s, const char *found)
{
    return FAIL(INPUT, "%s: found %s, expected whole gzip data", s->name, error_say(found));
}

/* Unpacks a step of the member; may yield nothing yet. */
static RESULT inflate_some(struct source *s)
{
    uInt room = s->zlib.avail_out;
    int status = inflate(&s->zlib, Z_NO_FLUSH);

    if (status == Z_STREAM_END)
        s->in_member = false;
    else if (status != Z_OK && status != Z_BUF_ERROR)
        return fail_gzip(s, "damaged data");
    else if (s->at_end && !s->zlib.avail_in && s->zlib.avail_out == room)
        return fail_gzip(s, "data cut short");
    return OK;
}

static RESULT read_unpacked(struct source *s, char *into, size_t room, size_t *length)
{
    s->zlib.next_out = (Bytef *)into;
    s->zlib.avail_out = (uInt)room;
    while (s->zlib.avail_out == room) {
        if (!s->zlib.avail_in && !s->at_end)
            TRY(refill_packed(s));
        if (!s->in_member && !s->zlib.avail_in)
            break;
        if (!s->in_member) {
            inflateReset(&s->zlib);
            s->in_member = true;
        }
        TRY(inflate_some(s));
    }
    *length = room - s->zlib.avail_out;
    return OK;
}

RESULT source_read(struct source *s, char *into, size_t room, size_t *length)
{
    size_t most = room < BLOCK_BYTES ? room : BLOCK_BYTES;

    return s->is_gzip ? read_unpacked(s, into, most, length) : read_stored(s, into, most, length);
}
