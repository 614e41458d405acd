/* spreadsheet.c - from the archive's relations to the sheets and their strings. */
#include "sheetread/spreadsheet.h"

#include "base/date.h"
#include "base/text.h"
#include "model/records.h"
#include "sheetread/archive.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_RELATIONS = 65536, MAX_SHEETS = 4096 };

struct relation {
    const char *id, *type, *target; /* target from the archive's root */
};

struct relations {
    struct arena *arena;
    const char *folder; /* relative targets start here; "" or "xl/" */
    LIST_OF(struct relation) list;
};

struct listed_sheet {
    const char *name, *relation;
};

struct reading {
    struct arena *arena;
    const char *path;
    struct archive *archive;
    LIST_OF(struct listed_sheet) sheets;
    bool has_workbook, counts_from_1904;
};

/* --- parts --- */

static RESULT take_bytes(void *context, const char *bytes, size_t length)
{
    return xml_feed(context, bytes, length);
}

static RESULT read_part(const struct reading *r, const char *part, const struct xml_handler *handler)
{
    struct xml_reader *xml;

    TRY(xml_open(&xml, r->arena, arena_printf(r->arena, "%s: %s", r->path, part), handler));
    struct result result = archive_read(r->archive, part, take_bytes, xml);
    if (!result.kind)
        result = xml_finish(xml);
    xml_close(xml);
    return result;
}

/* --- relations --- */

/* "/xl/a.xml", "a.xml" or "../a.xml", from the archive's root. */
static const char *resolve(struct arena *arena, const char *folder, const char *target)
{
    if (*target == '/')
        return arena_strdup(arena, target + 1);
    if (strncmp(target, "../", 3) == 0)
        return arena_strdup(arena, target + 3); /* folders here are one deep */
    return arena_printf(arena, "%s%s", folder, target);
}

static RESULT on_relation(void *context, const char *name, const struct xml_attributes *attributes)
{
    struct relations *r = context;
    const char *id = xml_attribute(attributes, "Id", false), *type = xml_attribute(attributes, "Type", false);
    const char *target = xml_attribute(attributes, "Target", false),
               *mode = xml_attribute(attributes, "TargetMode", false);

    if (strcmp(name, "Relationship") != 0 || !id || !type || !target || (mode && strcmp(mode, "External") == 0) ||
        r->list.count == MAX_RELATIONS)
        return OK;
    *ARENA_PUSH(r->arena, &r->list) = (struct relation){arena_strdup(r->arena, id), arena_strdup(r->arena, type),
                                                        resolve(r->arena, r->folder, target)};
    return OK;
}

static RESULT read_relations(struct relations *out, const struct reading *r, const char *part, const char *folder)
{
    struct xml_handler handler = {.start = on_relation, .context = out};

    *out = (struct relations){.arena = r->arena, .folder = folder};
    return read_part(r, part, &handler);
}

/* Target of the first relation of a kind, which is the end of its type; NULL when there is none. */
static const char *target_of_kind(const struct relations *r, const char *kind)
{
    for (size_t i = 0; i < r->list.count; i++) {
        const char *end = strrchr(r->list.items[i].type, '/');
        if (end && strcmp(end + 1, kind) == 0)
            return r->list.items[i].target;
    }
    return NULL;
}

static const char *target_of_id(const struct relations *r, const char *id)
{
    for (size_t i = 0; i < r->list.count; i++)
        if (strcmp(r->list.items[i].id, id) == 0)
            return r->list.items[i].target;
    return NULL;
}

/* --- the workbook --- */

static RESULT on_workbook(void *context, const char *name, const struct xml_attributes *attributes)
{
    struct reading *r = context;

    if (!r->has_workbook && strcmp(name, "workbook") != 0)
        return FAIL(INPUT, "%s: is no workbook; save the sheet as an Excel workbook (.xlsx)", r->path);
    r->has_workbook = true;
    if (strcmp(name, "workbookPr") == 0) {
        const char *since = xml_attribute(attributes, "date1904", false);
        r->counts_from_1904 = since && (strcmp(since, "1") == 0 || strcmp(since, "true") == 0);
    }
    if (strcmp(name, "sheet") != 0 || r->sheets.count == MAX_SHEETS)
        return OK;
    const char *title = xml_attribute(attributes, "name", false), *relation = xml_attribute(attributes, "id", true);
    if (title && relation)
        *ARENA_PUSH(r->arena, &r->sheets) = (struct listed_sheet){arena_strdup(r->arena, title),
                                                                  arena_strdup(r->arena, relation)};
    return OK;
}

static RESULT read_grid(struct grid *grid, const struct reading *r, const char *name, const char *part)
{
    const char *what = arena_printf(r->arena, "%s: %s", r->path, name);

    *grid = (struct grid){.name = name};
    return read_part(r, part, grid_handler(grid_reader_new(r->arena, grid, what)));
}

static RESULT read_grids(struct spreadsheet *out, const struct reading *r, const struct relations *relations,
                         bool (*wants)(const char *name))
{
    out->grids = ARENA_ARRAY(r->arena, struct grid, r->sheets.count);
    for (size_t i = 0; i < r->sheets.count; i++) {
        const char *name = r->sheets.items[i].name, *part = target_of_id(relations, r->sheets.items[i].relation);
        if (!wants(name))
            continue;
        if (!part)
            return FAIL(INPUT, "%s: is damaged: the sheet %s is missing", r->path, name);
        TRY(read_grid(&out->grids[out->count++], r, name, part));
    }
    return OK;
}

static bool needs_strings(const struct spreadsheet *s)
{
    for (size_t i = 0; i < s->count; i++)
        for (size_t j = 0; j < s->grids[i].count; j++)
            if (s->grids[i].items[j].kind == CELL_SHARED)
                return true;
    return false;
}

static RESULT read_strings(struct spreadsheet *out, const struct reading *r, const struct relations *relations)
{
    const char *part = target_of_kind(relations, "sharedStrings");

    if (!needs_strings(out))
        return OK;
    if (!part)
        return FAIL(INPUT, "%s: is damaged: the table of strings is missing", r->path);
    struct strings *strings = strings_new(r->arena, out->grids, out->count,
                                          arena_printf(r->arena, "%s: %s", r->path, part));
    TRY(read_part(r, part, strings_handler(strings)));
    return strings_resolve(strings, out->grids, out->count);
}

static RESULT read_all(struct spreadsheet *out, struct reading *r, bool (*wants)(const char *name))
{
    struct relations relations;

    if (archive_has(r->archive, "content.xml"))
        return FAIL(INPUT, "%s: is an OpenDocument file; save the sheet as an Excel workbook (.xlsx)", r->path);
    TRY(read_relations(&relations, r, "_rels/.rels", ""));
    const char *workbook = target_of_kind(&relations, "officeDocument");
    if (!workbook)
        return FAIL(INPUT, "%s: is no workbook; save the sheet as an Excel workbook (.xlsx)", r->path);
    TRY(read_part(r, workbook, &(struct xml_handler){.start = on_workbook, .context = r}));
    const char *slash = strrchr(workbook, '/');
    const char *folder = arena_strndup(r->arena, workbook, slash ? (size_t)(slash - workbook) + 1 : 0);
    TRY(read_relations(&relations, r, arena_printf(r->arena, "%s_rels/%s.rels", folder, workbook + strlen(folder)),
                       folder));
    out->counts_from_1904 = r->counts_from_1904;
    TRY(read_grids(out, r, &relations, wants));
    return read_strings(out, r, &relations);
}

RESULT spreadsheet_read(struct spreadsheet *out, struct arena *arena, const char *path, bool (*wants)(const char *name))
{
    struct reading r = {.arena = arena, .path = path};

    *out = (struct spreadsheet){0};
    TRY(archive_open(&r.archive, arena, path));
    struct result result = read_all(out, &r, wants);
    archive_close(r.archive);
    return result;
}

bool spreadsheet_day(const char *number, bool counts_from_1904, int32_t *day)
{
    enum { DAYS_OF_1970 = 25569, DAYS_OF_1904 = 1462, FIRST = 61, LAST = 2958465 };
    char *end;
    double serial = strtod(number, &end);

    if (end == number || *end || !(serial >= 0 && serial <= LAST))
        return false;
    int32_t whole = (int32_t)serial + (counts_from_1904 ? DAYS_OF_1904 : 0);
    *day = whole - DAYS_OF_1970;
    return whole >= FIRST && whole <= LAST; /* before March 1900 spreadsheets disagree */
}
