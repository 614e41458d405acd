/* package.c - package.h on libzip. */
#include "base/package.h"

#include "base/text.h"

#include <string.h>
#include <zip.h>

enum { EARLIEST_YEAR = 1980 }; /* the first that an archive can say */

const char *package_name(struct arena *arena, const char *stem, const char *ending)
{
    size_t room = PACKAGE_NAME_MOST - strlen(ending);
    struct bytes out;
    uint32_t c;

    bytes_init(&out, arena);
    for (const char *at = stem, *next = stem; (c = text_next(&next)); at = next) {
        if (out.length + (size_t)(next - at) > room)
            break;
        if (c <= ' ' || c == 0x7F || c == 0x3000 || (c < 0x80 && strchr("\\/:*?\"<>|", (int)c)))
            bytes_add_text(&out, "-");
        else
            bytes_add(&out, at, (size_t)(next - at));
    }
    bytes_add_text(&out, ending);
    return bytes_text(&out);
}

/* MS-DOS keeps 7 bits of year, 4 of month, 5 of day. */
static uint16_t dos_date(date day)
{
    int year, month, in_month;

    date_split(day, &year, &month, &in_month);
    if (year < EARLIEST_YEAR)
        return 1 << 5 | 1;
    return (uint16_t)((year - EARLIEST_YEAR) << 9 | month << 5 | in_month);
}

/* False with the reason in the archive. */
static bool add_file(zip_t *zip, const struct package_file *file, date day)
{
    const zip_uint32_t plain_file = UINT32_C(0100644) << 16;
    zip_source_t *source = zip_source_buffer(zip, file->bytes, file->length, 0);
    zip_int64_t at = source ? zip_file_add(zip, file->name, source, ZIP_FL_ENC_UTF_8) : -1;

    if (at < 0) {
        zip_source_free(source);
        return false;
    }
    zip_uint64_t index = (zip_uint64_t)at;
    return zip_set_file_compression(zip, index, ZIP_CM_STORE, 0) == 0 &&
           zip_file_set_dostime(zip, index, 0, dos_date(day), 0) == 0 &&
           zip_file_set_external_attributes(zip, index, 0, ZIP_OPSYS_UNIX, plain_file) == 0;
}

static RESULT failure(zip_error_t *error)
{
    return FAIL(OUTPUT, "a package cannot be made: %s", zip_error_strerror(error));
}

static RESULT read_all(struct bytes *out, zip_source_t *source)
{
    char chunk[1 << 14];
    zip_int64_t got = 0;

    if (zip_source_open(source) != 0)
        return failure(zip_source_error(source));
    while ((got = zip_source_read(source, chunk, sizeof chunk)) > 0)
        bytes_add(out, chunk, (size_t)got);
    struct result r = got < 0 ? failure(zip_source_error(source)) : OK;
    zip_source_close(source);
    return r;
}

RESULT package_make(struct bytes *out, const struct package_file *files, size_t count, date day)
{
    zip_error_t error;
    bool is_sound = true;

    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    if (!source)
        return failure(&error);
    zip_source_keep(source); /* the archive gives up its own hold when it is closed */
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    for (size_t i = 0; zip && is_sound && i < count; i++)
        is_sound = add_file(zip, &files[i], day);
    struct result r = !zip ? failure(&error) : is_sound ? OK : failure(zip_get_error(zip));
    if (!zip)
        zip_source_free(source);
    else if (r.kind || zip_close(zip) != 0) {
        r = r.kind ? r : failure(zip_get_error(zip));
        zip_discard(zip);
    }
    if (!r.kind)
        r = read_all(out, source);
    zip_source_free(source);
    return r;
}
