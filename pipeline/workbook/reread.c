/* reread.c - the archive of a workbook, part by part, in constant memory.
 *
 * libxlsxwriter builds each part in a temporary file and does not look whether
 * its bytes arrived; on a full disk a sheet ends, or lacks rows, in silence. */
#include "workbook/reread.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

enum {
    END_SIZE = 22,   /* end of the central directory, without a comment */
    ENTRY_SIZE = 46, /* head of an entry of the central directory */
    LOCAL_SIZE = 30, /* head of the entry before its bytes */
    NAME_SIZE = 128,
    TAG_SIZE = 64,
    CHUNK = 32768,
};

static uint32_t get(const unsigned char *at, int size)
{
    uint32_t value = 0;

    while (size-- > 0)
        value = value << 8 | at[size];
    return value;
}

struct part {
    char name[NAME_SIZE];
    uint32_t crc, packed, offset;
};

/* What has been seen of a part's XML. Tags may lie across chunks. */
struct scan {
    bool in_tag;
    bool is_broken;
    char tag[TAG_SIZE]; /* head of the tag being read */
    size_t tag_length;
    char root[TAG_SIZE]; /* name of the first element */
    bool is_closed;      /* the last tag seen closed the root */
    size_t cells;
};

static size_t name_length(const char *name)
{
    return strcspn(name, " />\t\r\n");
}

static void end_tag(struct scan *scan)
{
    const char *tag = scan->tag;

    scan->tag[scan->tag_length] = '\0';
    if (tag[0] == '?' || tag[0] == '!')
        return;
    if (tag[0] == 'c' && tag[1] == ' ')
        scan->cells++;
    if (!scan->root[0])
        memcpy(scan->root, tag, name_length(tag)); /* the rest is zero */
    scan->is_closed = tag[0] == '/' && strcmp(tag + 1, scan->root) == 0;
}

static void scan_chunk(struct scan *scan, const char *at, size_t length)
{
    const char *end = at + length;

    while (at < end) {
        const char *stop = memchr(at, scan->in_tag ? '>' : '<', (size_t)(end - at));
        size_t run = (size_t)((stop ? stop : end) - at);

        if (scan->in_tag) {
            size_t room = sizeof scan->tag - 1 - scan->tag_length;
            size_t kept = run < room ? run : room;

            if (memchr(at, '<', run))
                scan->is_broken = true;
            memcpy(scan->tag + scan->tag_length, at, kept);
            scan->tag_length += kept;
        }
        if (!stop)
            return;
        if (scan->in_tag)
            end_tag(scan);
        scan->in_tag = !scan->in_tag;
        scan->tag_length = 0;
        at = stop + 1;
    }
}

/* Unpacks one part, scanning it as it comes. False when it cannot be unpacked. */
static bool unpack(FILE *file, const struct part *part, z_stream *stream, struct scan *scan)
{
    unsigned char packed[CHUNK], plain[CHUNK];
    uint32_t left = part->packed;
    uLong crc = crc32(0, NULL, 0);
    int state = Z_OK;

    while (state == Z_OK && left) {
        size_t wanted = left < CHUNK ? left : CHUNK;

        if (fread(packed, 1, wanted, file) != wanted)
            return false;
        left -= (uint32_t)wanted;
        stream->next_in = packed;
        stream->avail_in = (uInt)wanted;
        do {
            stream->next_out = plain;
            stream->avail_out = CHUNK;
            state = inflate(stream, Z_NO_FLUSH);
            size_t got = CHUNK - stream->avail_out;
            crc = crc32(crc, plain, (uInt)got);
            scan_chunk(scan, (const char *)plain, got);
        } while (state == Z_OK && (stream->avail_in || !stream->avail_out));
        if (state == Z_BUF_ERROR)
            state = Z_OK; /* wants the next chunk */
    }
    return state == Z_STREAM_END && crc == part->crc;
}

static bool check_part(FILE *file, const struct part *part, z_stream *stream, const size_t *cells, size_t sheet_count,
                       size_t *sheets)
{
    unsigned char head[LOCAL_SIZE];
    struct scan scan = {.in_tag = false};
    unsigned sheet = 0;

    if (fseek(file, (long)part->offset, SEEK_SET) != 0 || fread(head, 1, sizeof head, file) != sizeof head ||
        fseek(file, (long)(get(head + 26, 2) + get(head + 28, 2)), SEEK_CUR) != 0)
        return false;
    if (inflateReset(stream) != Z_OK || !unpack(file, part, stream, &scan))
        return false;
    if (scan.is_broken || scan.in_tag || !scan.is_closed)
        return false;
    if (sscanf(part->name, "xl/worksheets/sheet%u.xml", &sheet) == 1) {
        ++*sheets;
        return sheet >= 1 && sheet <= sheet_count && scan.cells == cells[sheet - 1];
    }
    return true;
}

/* The next entry of the central directory. */
static bool read_entry(FILE *file, struct part *part)
{
    unsigned char head[ENTRY_SIZE];

    if (fread(head, 1, sizeof head, file) != sizeof head || get(head, 4) != 0x02014B50)
        return false;
    uint32_t name = get(head + 28, 2), extra = get(head + 30, 2) + get(head + 32, 2);
    if (name >= NAME_SIZE || fread(part->name, 1, name, file) != name || fseek(file, (long)extra, SEEK_CUR) != 0)
        return false;
    part->name[name] = '\0';
    part->crc = get(head + 16, 4);
    part->packed = get(head + 20, 4);
    part->offset = get(head + 42, 4);
    return true;
}

static RESULT check_parts(FILE *file, const char *path, z_stream *stream, const size_t *cells, size_t sheet_count)
{
    unsigned char end[END_SIZE];
    size_t sheets = 0;

    if (fseek(file, -END_SIZE, SEEK_END) != 0 || fread(end, 1, sizeof end, file) != sizeof end ||
        get(end, 4) != 0x06054B50)
        return FAIL(OUTPUT, "%s: not written whole: the archive has no end", path);
    long at = (long)get(end + 16, 4);
    for (uint32_t left = get(end + 10, 2); left; left--) {
        struct part part;

        if (fseek(file, at, SEEK_SET) != 0 || !read_entry(file, &part))
            return FAIL(OUTPUT, "%s: not written whole: the archive's directory is broken", path);
        at = ftell(file);
        if (!check_part(file, &part, stream, cells, sheet_count, &sheets))
            return FAIL(OUTPUT, "%s: not written whole: %s is damaged", path, part.name);
    }
    if (sheets != sheet_count)
        return FAIL(OUTPUT, "%s: not written whole: %zu sheets instead of %zu", path, sheets, sheet_count);
    return OK;
}

RESULT workbook_reread(const char *path, const size_t *cells, size_t sheet_count)
{
    z_stream stream = {.next_in = NULL};
    FILE *file = fopen(path, "rb");

    if (!file)
        return FAIL(OUTPUT, "%s: %s", path, error_reason(errno));
    struct result result = OK;
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        result = FAIL(OUTPUT, "%s: cannot be read back", path);
    else
        result = check_parts(file, path, &stream, cells, sheet_count);
    inflateEnd(&stream);
    fclose(file);
    return result;
}
