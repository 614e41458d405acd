/* A sheet's XML, a NUL, and the table of shared strings: any bytes become rulings that are
 * JSON, faults by cell, or are refused as INPUT. */
#include "base/json.h"
#include "sheetread/rulings.h"
#include "sheetread/spreadsheet.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static RESULT read_xml(struct arena *arena, const uint8_t *bytes, size_t size, const struct xml_handler *handler)
{
    struct xml_reader *xml;

    TRY(xml_open(&xml, arena, "fuzz", handler));
    struct result r = xml_feed(xml, (const char *)bytes, size / 2);
    if (!r.kind)
        r = xml_feed(xml, (const char *)bytes + size / 2, size - size / 2);
    if (!r.kind)
        r = xml_finish(xml);
    xml_close(xml);
    return r;
}

static RESULT read_all(struct filled_sheet *sheet, struct arena *arena, const uint8_t *data, size_t size)
{
    const uint8_t *nul = size ? memchr(data, 0, size) : NULL;
    size_t length = nul ? (size_t)(nul - data) : size;
    struct grid grid = {.name = RULING_SHEET};

    TRY(read_xml(arena, data, length, grid_handler(grid_reader_new(arena, &grid, "fuzz"))));
    struct strings *strings = strings_new(arena, &grid, 1, "fuzz");
    if (nul)
        TRY(read_xml(arena, nul + 1, size - length - 1, strings_handler(strings)));
    TRY(strings_resolve(strings, &grid, 1));
    return filled_sheet_of(sheet, arena, "fuzz", &(struct spreadsheet){.grids = &grid, .count = 1});
}

static void check(struct arena *arena, const struct filled_sheet *sheet)
{
    struct json_fault fault;

    for (size_t at = 0; at < sheet->lines.length;) {
        const char *line = sheet->lines.data + at, *end = memchr(line, '\n', sheet->lines.length - at);
        if (!end || !json_parse(arena, line, (size_t)(end - line), &fault))
            abort();
        at += (size_t)(end - line) + 1;
    }
    for (size_t i = 0; i < sheet->faults.count; i++)
        if (strncmp(sheet->faults.items[i], RULING_SHEET "!", sizeof RULING_SHEET) != 0)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct filled_sheet sheet;
    struct result r = read_all(&sheet, arena, data, size);

    if (!r.kind)
        check(arena, &sheet);
    else if (r.kind != ERROR_INPUT || !*error_message())
        abort();
    arena_free(arena);
    return 0;
}
