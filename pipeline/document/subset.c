/* subset.c - hb-subset behind subset.h. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memfd_create */
#endif
#include "document/subset.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <hb-subset.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SERIAL_BITS = 24 };

/* Tables that the papers have no use for: substitution (the default forms are
 * the ones wanted) and everything for vertical setting. */
static const hb_tag_t dropped[] = {
    HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'D', 'E', 'F'), HB_TAG('B', 'A', 'S', 'E'), HB_TAG('v', 'h', 'e', 'a'),
    HB_TAG('v', 'm', 't', 'x'), HB_TAG('V', 'O', 'R', 'G'), HB_TAG('D', 'S', 'I', 'G'),
};

/* What is kept of positioning: Latin kerning, half-width punctuation. */
static const hb_tag_t kept_features[] = {HB_TAG('k', 'e', 'r', 'n'), HB_TAG('h', 'a', 'l', 't')};

static void add_character(uint32_t character, void *set)
{
    hb_set_add(set, character);
}

static hb_subset_input_t *describe(const struct charset *set)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();

    if (!input)
        return NULL;
    charset_each(set, add_character, hb_subset_input_unicode_set(input));
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG), dropped[i]);
    hb_set_t *features = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
    hb_set_clear(features);
    for (size_t i = 0; i < sizeof kept_features / sizeof *kept_features; i++)
        hb_set_add(features, kept_features[i]);
    /* The family is looked up by any of its names, Chinese ones too. */
    hb_set_t *languages = hb_subset_input_set(input, HB_SUBSET_SETS_NAME_LANG_ID);
    hb_set_clear(languages);
    hb_set_invert(languages);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
    return input;
}

static unsigned int number_at(const unsigned char *bytes, unsigned int size)
{
    unsigned int number = 0;

    while (size--)
        number = number << 8 | *bytes++;
    return number;
}

/* Where the widest Unicode part of a table of characters begins; 0: there is none. */
static unsigned int unicode_part(const unsigned char *table, unsigned int length)
{
    enum { COUNT_AT = 2, RECORDS_AT = 4, RECORD_SIZE = 8, WINDOWS = 3, UNICODE_16 = 1, UNICODE_32 = 10 };
    unsigned int part = 0, records = length > RECORDS_AT ? (length - RECORDS_AT) / RECORD_SIZE : 0;

    for (unsigned int i = 0; i < records && i < number_at(table + COUNT_AT, 2); i++) {
        const unsigned char *record = table + RECORDS_AT + i * RECORD_SIZE;
        unsigned int encoding = number_at(record + 2, 2), at = number_at(record + 4, 4);
        if (number_at(record, 2) == WINDOWS && (encoding == UNICODE_16 || encoding == UNICODE_32) && at < length)
            part = at;
    }
    return part;
}

/* The table of characters with what was its widest part declared to be a private encoding, and no character in
 * Unicode; NULL when there is nothing to declare. Texts are set by the private part all the same. But cairo, which
 * is told the characters of a text with its glyphs, has no table to search from end to end for every glyph of
 * every paper. */
static hb_blob_t *private_characters(hb_face_t *face)
{
    static const unsigned char head[] = {
        0, 0,  0, 2,                                      /* version, parts */
        0, 0,  0, 4, 0, 0, 0, 20,                         /* Unicode: from byte 20 */
        0, 3,  0, 0, 0, 0, 0, 36,                         /* private: from byte 36 */
        0, 12, 0, 0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0, /* of format 12, 16 bytes long, no groups */
    };
    hb_blob_t *table = hb_face_reference_table(face, HB_TAG('c', 'm', 'a', 'p'));
    unsigned int length;
    const unsigned char *bytes = (const unsigned char *)hb_blob_get_data(table, &length);
    unsigned int part = unicode_part(bytes, length), rest = length - part;
    hb_blob_t *changed = NULL;

    if (part) {
        char *copy = heap_alloc(sizeof head + rest, 1);
        memcpy(copy, head, sizeof head);
        memcpy(copy + sizeof head, bytes + part, rest);
        changed = hb_blob_create(copy, (unsigned int)sizeof head + rest, HB_MEMORY_MODE_WRITABLE, copy, heap_free);
    }
    hb_blob_destroy(table);
    return changed;
}

/* The font in a file, its characters made private. */
static hb_blob_t *font_file_of(hb_face_t *reduced)
{
    hb_tag_t tags[64];
    unsigned int count = sizeof tags / sizeof *tags;
    hb_blob_t *plain = hb_face_reference_blob(reduced);
    hb_face_t *face = hb_face_create(plain, 0), *font = hb_face_builder_create();
    hb_blob_t *characters = private_characters(face);

    hb_face_get_table_tags(face, 0, &count, tags);
    for (unsigned int i = 0; i < count; i++) {
        bool is_replaced = tags[i] == HB_TAG('c', 'm', 'a', 'p') && characters;
        hb_blob_t *table = is_replaced ? hb_blob_reference(characters) : hb_face_reference_table(face, tags[i]);
        hb_face_builder_add_table(font, tags[i], table);
        hb_blob_destroy(table);
    }
    hb_blob_t *file = hb_face_reference_blob(font);
    hb_blob_destroy(characters);
    hb_face_destroy(font);
    hb_face_destroy(face);
    hb_blob_destroy(plain);
    return file;
}

/* The rendering libraries know a font by its path and may remember it after it is
 * closed. So no two fonts of a process have the same: FontConfig, which tidies paths
 * up, meets no descriptor number again before 800 others, and the path as others get
 * it spells a serial number in slashes and dots, which lead nowhere else. */
RESULT subset_open(struct subset_file *out)
{
    static unsigned serial;
    char *p = out->path;
    int fd = memfd_create("gradepress-font", MFD_CLOEXEC);

    out->descriptor = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 64 + (int)(serial % 800));
    if (fd >= 0)
        close(fd);
    if (out->descriptor < 0)
        return FAIL(OUTPUT, "no memory for a reduced font: %s", error_reason(errno));
    p += snprintf(p, SUBSET_PATH_SIZE, "/proc/self/fd");
    for (int bit = 0; bit < SERIAL_BITS; bit++)
        p += snprintf(p, 3, serial >> bit & 1 ? "/." : "/");
    snprintf(p, SUBSET_PATH_SIZE - (size_t)(p - out->path), "/%d", out->descriptor);
    serial++;
    return OK;
}

static RESULT keep(const struct subset_file *file, const char *font, const char *bytes, unsigned int length)
{
    for (unsigned int done = 0; done < length;) {
        ssize_t n = write(file->descriptor, bytes + done, length - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return FAIL(OUTPUT, "%s: no memory for the reduced font: %s", font, error_reason(errno));
        done += (unsigned int)n;
    }
    return OK;
}

RESULT subset_fill(const struct subset_file *file, const char *font, unsigned int index, const struct charset *set)
{
    struct result r = OK;

    hb_blob_t *blob = hb_blob_create_from_file_or_fail(font);
    if (!blob)
        return FAIL(RULES, "%s: the font file cannot be read; install the font again", font);
    hb_face_t *face = hb_face_create(blob, index);
    hb_subset_input_t *input = describe(set);
    hb_face_t *reduced = input ? hb_subset_or_fail(face, input) : NULL;
    if (reduced) {
        hb_blob_t *result = font_file_of(reduced);
        unsigned int length;
        const char *bytes = hb_blob_get_data(result, &length);
        r = keep(file, font, bytes, length);
        hb_blob_destroy(result);
    } else {
        r = FAIL(RULES, "%s: the font cannot be reduced to the repertoire; install another version", font);
    }
    hb_face_destroy(reduced);
    hb_subset_input_destroy(input);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return r;
}

void subset_close(struct subset_file *file)
{
    if (file->descriptor >= 0)
        close(file->descriptor);
    file->descriptor = -1;
}

const char *subset_library(void)
{
    return "harfbuzz " HB_VERSION_STRING;
}
