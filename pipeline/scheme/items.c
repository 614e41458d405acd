/* items.c - templates/NAME/items.json: the catalogue findings are about. */
#include "base/text.h"
#include "scheme/parts.h"

#include <stdlib.h>
#include <string.h>

static RESULT read_fact_condition(struct fact_condition *condition, const struct node *object,
                                  const struct programme *programme)
{
    static const char *const keys[] = {"fact", "at_least", "at_most", "equals", NULL};
    static const enum comparison comparisons[] = {AT_LEAST, AT_MOST, EQUALS};
    struct node node, threshold;
    size_t given = 0;

    TRY(reader_members(object, keys));
    TRY(reader_member(&node, object, "fact"));
    TRY(reader_text(&condition->fact, &node));
    TRY(parts_check_fact(&node, condition->fact, programme, FIELD_NUMBER));
    for (size_t i = 0; i < 3; i++)
        if (reader_has(&threshold, object, keys[i + 1])) {
            given++;
            condition->comparison = comparisons[i];
            TRY(reader_exact(&condition->threshold, &threshold));
        }
    return given == 1 ? OK : reader_fault(object, "expected one of \"at_least\", \"at_most\" and \"equals\"");
}

static RESULT read_alternatives(struct item *item, const struct node *object, const struct programme *programme)
{
    struct node list, alternative, node;

    if (!reader_has(&list, object, "facts"))
        return OK;
    TRY(reader_array(&list));
    item->alternative_count = reader_size(&list);
    struct fact_alternative *alternatives = ARENA_ARRAY(object->arena, struct fact_alternative, item->alternative_count);
    item->alternatives = alternatives;
    for (size_t i = 0; reader_child(&alternative, &list, i); i++) {
        TRY(reader_array(&alternative));
        size_t n = reader_size(&alternative);
        if (n < 1 || n > MAX_FACT_CONDITIONS)
            return reader_fault(&alternative, "expected 1 to %d conditions", MAX_FACT_CONDITIONS);
        for (size_t k = 0; reader_child(&node, &alternative, k); k++)
            TRY(read_fact_condition(&alternatives[i].conditions[alternatives[i].count++], &node, programme));
    }
    return OK;
}

/* "chapter." stands before the id of every item of a chapter. */
static bool is_in_chapter(const char *id, const char *chapter)
{
    size_t length = chapter ? strlen(chapter) : 0;

    return length && strncmp(id, chapter, length) == 0 && id[length] == '.';
}

static RESULT read_track_list(uint32_t *out, const struct node *list, const struct programme *programme)
{
    const char *const *names;
    size_t count;

    TRY(reader_texts(&names, &count, list));
    *out = 0;
    for (size_t i = 0; i < count; i++) {
        int track = programme_track(programme, names[i]);
        if (track < 0)
            return reader_fault(list, "\"%s\" is no track of the programme", names[i]);
        *out |= UINT32_C(1) << track;
    }
    return OK;
}

/* A chapter's items are of its track; others of all tracks but for "only" and "except". */
static RESULT read_tracks(struct item *item, const struct node *object, const struct programme *programme)
{
    struct node list;
    uint32_t named;

    item->chapter = -1;
    item->tracks = UINT32_MAX;
    for (size_t i = 0; i < programme->track_count; i++)
        if (is_in_chapter(item->id, programme->tracks[i].chapter)) {
            item->chapter = (int)i;
            item->tracks = UINT32_C(1) << i;
        }
    if (reader_has(&list, object, "only")) {
        TRY(read_track_list(&named, &list, programme));
        item->tracks &= named;
    }
    if (reader_has(&list, object, "except")) {
        TRY(read_track_list(&named, &list, programme));
        item->tracks &= ~named;
    }
    return OK;
}

static RESULT read_level(struct item *item, const struct node *object, const struct programme *programme)
{
    struct node node;
    const char *level;

    item->level = -1;
    if (!reader_has(&node, object, "level"))
        return OK;
    TRY(reader_text(&level, &node));
    item->level = programme_level(programme, level);
    return item->level >= 0 ? OK : reader_fault(&node, "\"%s\" is no level of the programme", level);
}

static RESULT read_item(struct item *item, const struct node *object, const struct programme *programme)
{
    static const char *const keys[] = {"id", "clause", "heading", "text", "necessary", "na", "persons", "level",
                                       "facts", "only", "except", "applicants", NULL};
    struct node node;

    TRY(reader_members(object, keys));
    TRY(reader_member(&node, object, "id"));
    TRY(reader_text(&item->id, &node));
    if (!text_is_id(item->id))
        return reader_fault(&node, "\"%s\" is no id", item->id);
    TRY(reader_text_member(&item->clause, object, "clause"));
    TRY(reader_text_member(&item->heading, object, "heading"));
    TRY(reader_text_member(&item->text, object, "text"));
    TRY(reader_optional_boolean(&item->is_necessary, object, "necessary", false));
    TRY(reader_optional_boolean(&item->takes_na, object, "na", !programme->na_exempts));
    TRY(reader_optional_boolean(&item->is_asked_of_applicants, object, "applicants", true));
    if (reader_has(&node, object, "persons"))
        TRY(reader_integer(&item->persons, &node, 1, 10000));
    TRY(read_level(item, object, programme));
    TRY(read_tracks(item, object, programme));
    return read_alternatives(item, object, programme);
}

/* --- the same text --- */

static bool is_blank(const char *s, size_t *length)
{
    static const char *const blanks[] = {" ", "\t", "\n", "\r", "\xC2\xA0", "\xE3\x80\x80"};

    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        *length = strlen(blanks[i]);
        if (strncmp(s, blanks[i], *length) == 0)
            return true;
    }
    return false;
}

static bool closes(const char *text, size_t *length)
{
    static const char *const marks[] = {"；", "。", "，", "：", "、", ";", ".", ",", ":"};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(marks[i]);
        if (*length >= n && memcmp(text + *length - n, marks[i], n) == 0) {
            *length -= n;
            return true;
        }
    }
    return false;
}

/* The text without white space and closing punctuation. */
static const char *bare_text(struct arena *arena, const char *text)
{
    char *bare = arena_strdup(arena, text);
    size_t n = 0, skip;

    while (*text) {
        if (is_blank(text, &skip))
            text += skip;
        else
            bare[n++] = *text++;
    }
    while (closes(bare, &n))
        continue;
    bare[n] = '\0';
    return bare;
}

/* decision-rules §6: where there are lists, items of the same text in one part are one requirement. */
static void find_same(struct item *items, size_t count, struct arena *arena)
{
    const char **bare = ARENA_ARRAY(arena, const char *, count);

    for (size_t i = 0; i < count; i++) {
        items[i].first = i;
        if (items[i].level < 0)
            continue;
        bare[i] = bare_text(arena, items[i].text);
        for (size_t j = 0; j < i; j++)
            if (bare[j] && items[j].chapter == items[i].chapter && strcmp(bare[j], bare[i]) == 0) {
                items[i].first = items[j].first;
                break;
            }
    }
}

/* --- the file --- */

static const struct item *sorting; /* what compare_positions looks at; set only while sorting */

static int compare_positions(const void *a, const void *b)
{
    return strcmp(sorting[*(const uint16_t *)a].id, sorting[*(const uint16_t *)b].id);
}

static RESULT sort_by_id(struct programme *programme, const struct node *list)
{
    uint16_t *order = ARENA_ARRAY(list->arena, uint16_t, programme->item_count);

    for (size_t i = 0; i < programme->item_count; i++)
        order[i] = (uint16_t)i;
    sorting = programme->items;
    qsort(order, programme->item_count, sizeof *order, compare_positions);
    sorting = NULL;
    for (size_t i = 1; i < programme->item_count; i++)
        if (strcmp(programme->items[order[i]].id, programme->items[order[i - 1]].id) == 0)
            return reader_fault(list, "the id \"%s\" stands twice", programme->items[order[i]].id);
    programme->items_by_id = order;
    return OK;
}

RESULT parts_items(struct programme *programme, struct loader *loader)
{
    static const char *const keys[] = {"format", "programme", "items", NULL};
    struct node root, node, list;
    const char *name;

    TRY(loader_open(&root, loader, arena_printf(loader->arena, "%s/items.json", programme->id), "gradepress-items/1"));
    TRY(reader_members(&root, keys));
    TRY(reader_member(&node, &root, "programme"));
    TRY(reader_text(&name, &node));
    if (strcmp(name, programme->id) != 0)
        return reader_fault(&node, "found \"%s\", expected \"%s\", the name of the folder", name, programme->id);
    TRY(reader_member(&list, &root, "items"));
    TRY(reader_array(&list));
    size_t n = reader_size(&list);
    if (n < 1 || n > INT16_MAX)
        return reader_fault(&list, "expected 1 to %d items", INT16_MAX);
    struct item *items = ARENA_ARRAY(loader->arena, struct item, n);
    for (size_t i = 0; reader_child(&node, &list, i); i++) {
        TRY(read_item(&items[i], &node, programme));
        items[i].index = i;
        if ((items[i].level < 0) != (items[0].level < 0))
            return reader_fault(&node, "expected a level for every item or for none");
    }
    find_same(items, n, loader->arena);
    programme->items = items;
    programme->item_count = n;
    return sort_by_id(programme, &list);
}
