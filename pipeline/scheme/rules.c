/* rules.c - the templates folder as a whole. */
#include "scheme/rules.h"

#include "base/file.h"
#include "base/text.h"
#include "scheme/parts.h"

#include <stdlib.h>
#include <string.h>

static bool has_name(const struct name_list *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i], name) == 0)
            return true;
    return false;
}

static RESULT list_programmes(struct name_list *out, struct loader *loader)
{
    struct name_list all;

    TRY(file_list(&all, loader->arena, loader->folder, ERROR_RULES));
    for (size_t i = 0; i < all.count; i++)
        if (file_exists(loader_path(loader, arena_printf(loader->arena, "%s/records.json", all.items[i]))))
            *ARENA_PUSH(loader->arena, out) = all.items[i];
    if (loader->own_id && !has_name(out, loader->own_id)) {
        *ARENA_PUSH(loader->arena, out) = loader->own_id;
        qsort(out->items, out->count, sizeof *out->items, text_compare);
    }
    return out->count ? OK
                      : FAIL(RULES, "%s: holds no programme: a folder with records.json is expected", loader->folder);
}

static RESULT load_programmes(struct rule_set *rules, struct loader *loader, const struct name_list *names)
{
    struct programme *programmes = ARENA_ARRAY(loader->arena, struct programme, names->count);
    struct node common;

    TRY(parts_common_records(&common, loader));
    for (size_t i = 0; i < names->count; i++) {
        programmes[i].index = i;
        TRY(parts_programme(&programmes[i], loader, names->items[i], &common));
    }
    rules->vocabulary = (struct vocabulary){programmes, names->count};
    return OK;
}

static RESULT load_schemes(struct rule_set *rules, struct loader *loader)
{
    struct scheme *schemes = ARENA_ARRAY(loader->arena, struct scheme, rules->vocabulary.count);

    for (size_t i = 0; i < rules->vocabulary.count; i++) {
        const struct programme *programme = &rules->vocabulary.programmes[i];
        /* A programme without rules yet has its records checked and nothing decided. */
        if (file_exists(loader_path(loader, arena_printf(loader->arena, "%s/scheme.json", programme->id))))
            TRY(parts_scheme(&schemes[rules->scheme_count++], loader, programme));
    }
    rules->schemes = schemes;
    return rules->scheme_count ? OK : FAIL(RULES, "%s: no programme has a scheme.json", loader->folder);
}

static bool is_listed(const struct loader *loader, const char *name)
{
    for (size_t i = 0; i < loader->files.count; i++)
        if (strcmp(loader->files.items[i].path, name) == 0)
            return true;
    return false;
}

/* Wording, artwork and repertoire change the papers too: their digests are noted beside those of the rules. */
static RESULT note_other_files(struct loader *loader, const char *subfolder)
{
    struct name_list names;

    TRY(file_list(&names, loader->arena, loader_path(loader, subfolder), ERROR_RULES));
    for (size_t i = 0; i < names.count; i++) {
        const char *name = *subfolder ? file_join(loader->arena, subfolder, names.items[i]) : names.items[i];
        const char *path = loader_path(loader, name);
        if (is_listed(loader, name) || file_is_folder(path) || strstr(name, ".md"))
            continue;
        struct rule_file *file = ARENA_PUSH(loader->arena, &loader->files);
        file->path = name;
        if (digest_of_file(path, file->digest).kind)
            return FAIL(RULES, "%s", error_message());
    }
    return OK;
}

static int compare_files(const void *a, const void *b)
{
    return strcmp(((const struct rule_file *)a)->path, ((const struct rule_file *)b)->path);
}

/* One digest over the names and digests of all files. */
static void digest_all(struct rule_set *rules)
{
    struct digest *digest = digest_new();

    for (size_t i = 0; i < rules->file_count; i++) {
        digest_add(digest, rules->files[i].path, strlen(rules->files[i].path) + 1);
        digest_add(digest, rules->files[i].digest, DIGEST_HEX_SIZE);
    }
    digest_finish(digest, rules->digest);
}

/* A folder says in its records.json which programme it is of; its own name does not matter. */
static RESULT place_programme(struct loader *loader, struct rule_set *rules, const char *folder)
{
    struct loader alone = {.arena = loader->arena, .folder = folder};
    struct node root, node;

    TRY(loader_open(&root, &alone, "records.json", "gradepress-records/1"));
    TRY(reader_member(&node, &root, "programme"));
    TRY(reader_text(&loader->own_id, &node));
    loader->own_folder = arena_strdup(loader->arena, folder);
    rules->own_id = loader->own_id;
    rules->own_folder = loader->own_folder;
    return OK;
}

RESULT rules_load(const struct rule_set **out, struct arena *arena, const char *folder)
{
    return rules_load_with(out, arena, folder, NULL);
}

RESULT rules_load_with(const struct rule_set **out, struct arena *arena, const char *folder,
                       const char *programme_folder)
{
    struct rule_set *rules = ARENA_NEW(arena, struct rule_set);
    struct loader loader = {.arena = arena, .folder = folder};
    struct name_list names = {0};

    *out = NULL;
    rules->folder = arena_strdup(arena, folder);
    if (programme_folder)
        TRY(place_programme(&loader, rules, programme_folder));
    TRY(parts_calendar(&rules->calendar, &loader));
    memcpy(rules->calendar_digest, loader.files.items[0].digest, DIGEST_HEX_SIZE);
    TRY(parts_style(&rules->style, &loader));
    TRY(parts_brake(&rules->brake, &loader));
    TRY(list_programmes(&names, &loader));
    TRY(load_programmes(rules, &loader, &names));
    TRY(load_schemes(rules, &loader));
    TRY(note_other_files(&loader, ""));
    for (size_t i = 0; i < names.count; i++)
        TRY(note_other_files(&loader, names.items[i]));
    qsort(loader.files.items, loader.files.count, sizeof *loader.files.items, compare_files);
    rules->files = loader.files.items;
    rules->file_count = loader.files.count;
    digest_all(rules);
    *out = rules;
    return OK;
}
