/* vocabulary.c - templates/records.json and templates/NAME/records.json. */
#include "scheme/parts.h"

#include <string.h>

static const char FORMAT[] = "gradepress-records/1";

static RESULT read_words(struct field *field, const struct node *node, const struct node *list, enum field_type type)
{
    field->type = type;
    TRY(reader_texts(&field->words, &field->word_count, list));
    return field->word_count ? OK : reader_fault(node, "no words are given");
}

static RESULT read_number(struct field *field, const struct node *number)
{
    static const char *const keys[] = {"minimum", "maximum", "decimals", NULL};
    struct node node;

    field->type = FIELD_NUMBER;
    TRY(reader_members(number, keys));
    if (reader_has(&node, number, "minimum")) {
        field->has_minimum = true;
        TRY(reader_exact(&field->minimum, &node));
    }
    if (reader_has(&node, number, "maximum")) {
        field->has_maximum = true;
        TRY(reader_exact(&field->maximum, &node));
    }
    if (reader_has(&node, number, "decimals"))
        TRY(reader_integer(&field->decimals, &node, 0, 9));
    return OK;
}

/* {"word":[…]}, {"words":[…]} or {"number":{…}}, each with "optional". */
static RESULT read_field_object(struct field *field, const struct node *object)
{
    static const char *const keys[] = {"word", "words", "number", "optional", NULL};
    struct node node;
    bool is_optional;

    TRY(reader_members(object, keys));
    TRY(reader_optional_boolean(&is_optional, object, "optional", false));
    field->is_required = !is_optional;
    if (reader_has(&node, object, "word"))
        return read_words(field, object, &node, FIELD_WORD);
    if (reader_has(&node, object, "words"))
        return read_words(field, object, &node, FIELD_WORDS);
    TRY(reader_member(&node, object, "number"));
    return read_number(field, &node);
}

static RESULT read_field(struct field *field, const struct node *node)
{
    static const struct { const char *name; enum field_type type; } types[] = {
        {"boolean", FIELD_BOOLEAN}, {"number", FIELD_NUMBER}, {"date", FIELD_DATE},   {"id", FIELD_ID},
        {"text", FIELD_TEXT},       {"level", FIELD_LEVEL},   {"track", FIELD_TRACK}, {"scope", FIELD_SCOPE},
        {"facts", FIELD_FACTS},
    };

    *field = (struct field){.name = node->json->string, .decimals = -1};
    if (cJSON_IsObject(node->json))
        return read_field_object(field, node);
    const char *text;
    TRY(reader_text(&text, node));
    size_t length = strlen(text);
    field->is_required = text[length - 1] != '?';
    length -= !field->is_required;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strlen(types[i].name) == length && memcmp(types[i].name, text, length) == 0) {
            field->type = types[i].type;
            return OK;
        }
    return reader_fault(node, "\"%s\" is no type of a field", text);
}

static RESULT read_kind(struct record_kind *kind, const struct node *node)
{
    TRY(reader_object(node));
    size_t n = reader_size(node);
    if (n > MAX_FIELDS)
        return reader_fault(node, "%zu fields; at most %d are kept", n, MAX_FIELDS);
    struct field *fields = ARENA_ARRAY(node->arena, struct field, n);
    struct node field;
    for (size_t i = 0; reader_child(&field, node, i); i++)
        TRY(read_field(&fields[i], &field));
    *kind = (struct record_kind){node->json->string, fields, n};
    return OK;
}

/* The programme's own kinds, then the common ones. */
static RESULT read_kinds(const struct record_kind **out, size_t *count, const struct node *own,
                         const struct node *common, const char *key)
{
    const struct node *sources[] = {own, common};
    struct node group[2], kind;
    size_t n = 0;

    for (int s = 0; s < 2; s++) {
        TRY(reader_member(&group[s], sources[s], key));
        TRY(reader_object(&group[s]));
        n += reader_size(&group[s]);
    }
    struct record_kind *kinds = ARENA_ARRAY(own->arena, struct record_kind, n);
    n = 0;
    for (int s = 0; s < 2; s++)
        for (size_t i = 0; reader_child(&kind, &group[s], i); i++) {
            for (size_t j = 0; j < n; j++)
                if (strcmp(kinds[j].name, kind.json->string) == 0)
                    return reader_fault(&kind, "this kind is also defined in %s", own->file);
            TRY(read_kind(&kinds[n++], &kind));
        }
    *out = kinds;
    *count = n;
    return OK;
}

static RESULT read_facts(struct programme *programme, const struct node *root)
{
    struct node facts, node;

    if (!reader_has(&facts, root, "facts"))
        return OK;
    TRY(reader_object(&facts));
    struct fact_type *types = ARENA_ARRAY(root->arena, struct fact_type, reader_size(&facts));
    for (size_t i = 0; reader_child(&node, &facts, i); i++) {
        struct field field;
        TRY(read_field(&field, &node));
        if (field.type != FIELD_BOOLEAN && field.type != FIELD_NUMBER)
            return reader_fault(&node, "a fact is \"boolean\" or \"number\"");
        types[programme->fact_count++] = (struct fact_type){field.name, field.type};
    }
    programme->facts = types;
    return OK;
}

static RESULT read_tracks(struct programme *programme, const struct node *root)
{
    static const char *const keys[] = {"id", "chapter", "scope", NULL};
    struct node tracks, node, scope;

    if (!reader_has(&tracks, root, "tracks"))
        return OK;
    TRY(reader_array(&tracks));
    if (reader_size(&tracks) > MAX_TRACKS)
        return reader_fault(&tracks, "more than %d tracks", MAX_TRACKS);
    struct track *list = ARENA_ARRAY(root->arena, struct track, reader_size(&tracks));
    for (size_t i = 0; reader_child(&node, &tracks, i); i++) {
        TRY(reader_members(&node, keys));
        TRY(reader_text_member(&list[i].id, &node, "id"));
        TRY(reader_optional_text(&list[i].chapter, &node, "chapter"));
        if (reader_has(&scope, &node, "scope"))
            TRY(reader_texts(&list[i].scope_items, &list[i].scope_item_count, &scope));
        programme->track_count++;
    }
    programme->tracks = list;
    return OK;
}

RESULT parts_check_fact(const struct node *node, const char *name, const struct programme *programme,
                        enum field_type type)
{
    for (size_t i = 0; i < programme->fact_count; i++)
        if (strcmp(programme->facts[i].name, name) == 0)
            return programme->facts[i].type == type
                       ? OK
                       : reader_fault(node,
                                      type == FIELD_BOOLEAN ? "the fact \"%s\" is not true or false"
                                                            : "the fact \"%s\" is not a number",
                                      name);
    return reader_fault(node, "the programme's records have no fact \"%s\"", name);
}

/* "na": "exempts", or absent. */
static RESULT read_na(struct programme *programme, const struct node *root)
{
    struct node node;
    const char *word;

    if (!reader_has(&node, root, "na"))
        return OK;
    TRY(reader_text(&word, &node));
    programme->na_exempts = strcmp(word, "exempts") == 0;
    return programme->na_exempts ? OK : reader_fault(&node, "found \"%s\", expected \"exempts\"", word);
}

static RESULT read_programme(struct programme *programme, const struct node *root, const struct node *common)
{
    static const char *const keys[] = {"format", "programme", "levels", "tracks", "evidence", "submissions", "facts",
                                       "na", "takes_assessments", "takes_scope", "holds_on_staff", NULL};
    struct node node;

    TRY(reader_members(root, keys));
    TRY(reader_text_member(&programme->id, root, "programme"));
    TRY(reader_member(&node, root, "levels"));
    TRY(reader_texts(&programme->levels, &programme->level_count, &node));
    if (programme->level_count < 1 || programme->level_count > MAX_LEVELS)
        return reader_fault(&node, "expected 1 to %d levels, lowest first", MAX_LEVELS);
    TRY(read_tracks(programme, root));
    TRY(read_kinds(&programme->evidence_kinds, &programme->evidence_kind_count, root, common, "evidence"));
    TRY(read_kinds(&programme->submission_kinds, &programme->submission_kind_count, root, common, "submissions"));
    TRY(read_facts(programme, root));
    TRY(read_na(programme, root));
    TRY(reader_optional_boolean(&programme->takes_assessments, root, "takes_assessments", false));
    TRY(reader_optional_boolean(&programme->takes_scope, root, "takes_scope", false));
    return reader_optional_boolean(&programme->holds_on_staff, root, "holds_on_staff", false);
}

RESULT parts_common_records(struct node *out, struct loader *loader)
{
    static const char *const keys[] = {"format", "evidence", "submissions", NULL};

    TRY(loader_open(out, loader, "records.json", FORMAT));
    return reader_members(out, keys);
}

RESULT parts_programme(struct programme *out, struct loader *loader, const char *name, const struct node *common)
{
    struct node root, node;

    TRY(loader_open(&root, loader, arena_printf(loader->arena, "%s/records.json", name), FORMAT));
    TRY(read_programme(out, &root, common));
    TRY(reader_member(&node, &root, "programme"));
    if (strcmp(out->id, name) != 0)
        return reader_fault(&node, "found \"%s\", expected \"%s\", the name of the folder", out->id, name);
    return out->takes_assessments ? parts_items(out, loader) : OK;
}
