/* requirements.c - the requirement lists of a scheme. */
#include "scheme/requirements.h"

#include <string.h>

/* One text for all levels, or one for each level that asks for it. */
static RESULT read_texts(struct requirement *requirement, const struct node *object, const struct programme *programme)
{
    struct node text, one;

    TRY(reader_member(&text, object, "text"));
    if (cJSON_IsObject(text.json))
        TRY(reader_members(&text, requirements_level_keys(object->arena, programme)));
    for (size_t i = 0; i < programme->level_count; i++) {
        if (!cJSON_IsObject(text.json))
            TRY(reader_text(&requirement->texts[i], &text));
        else if (reader_has(&one, &text, programme->levels[i]))
            TRY(reader_text(&requirement->texts[i], &one));
    }
    return OK;
}

static RESULT read_conditions(struct requirement *requirement, const struct node *object, const struct scheme *scheme)
{
    static const char *const keys[] = {"metric", "fact", "at_least", "at_most", NULL};
    struct node all, node;

    if (!reader_has(&all, object, "all")) {
        requirement->condition_count = 1;
        requirement->is_numeric = true;
        TRY(requirements_condition(&requirement->conditions[0], object, scheme));
        return requirement->conditions[0].comparison == AT_LEAST
                   ? OK
                   : reader_fault(object, "a requirement that reports a number needs \"at_least\"; put others in \"all\"");
    }
    TRY(reader_array(&all));
    size_t n = reader_size(&all);
    if (n < 1 || n > MAX_CONDITIONS)
        return reader_fault(&all, "expected 1 to %d conditions", MAX_CONDITIONS);
    for (size_t i = 0; reader_child(&node, &all, i); i++) {
        TRY(reader_members(&node, keys));
        TRY(requirements_condition(&requirement->conditions[requirement->condition_count++], &node, scheme));
    }
    return OK;
}

static RESULT read_requirement(struct requirement *requirement, const struct node *object, const struct scheme *scheme)
{
    static const char *const keys[] = {"id", "clause", "name", "text", "metric", "fact", "at_least", "at_most", "all",
                                       "outstanding", NULL};

    TRY(reader_members(object, keys));
    TRY(reader_text_member(&requirement->id, object, "id"));
    TRY(reader_text_member(&requirement->clause, object, "clause"));
    TRY(reader_text_member(&requirement->name, object, "name"));
    TRY(read_texts(requirement, object, scheme->programme));
    TRY(read_conditions(requirement, object, scheme));
    TRY(reader_optional_boolean(&requirement->doubles_for_early_upgrade, object, "outstanding", false));
    if (requirement->doubles_for_early_upgrade && !requirement->is_numeric)
        return reader_fault(object, "only a requirement that reports a number can be \"outstanding\"");
    return OK;
}

RESULT requirements_list(struct requirement_list *out, const struct node *object, const char *key,
                         const struct scheme *scheme)
{
    struct node list, node;

    TRY(reader_member(&list, object, key));
    TRY(reader_array(&list));
    size_t n = reader_size(&list);
    if (n == 0)
        return reader_fault(&list, "no requirement is given");
    struct requirement *items = ARENA_ARRAY(object->arena, struct requirement, n);
    for (size_t i = 0; reader_child(&node, &list, i); i++) {
        TRY(read_requirement(&items[i], &node, scheme));
        for (size_t j = 0; j < i; j++)
            if (strcmp(items[j].id, items[i].id) == 0)
                return reader_fault(&node, "the id \"%s\" stands twice", items[i].id);
    }
    *out = (struct requirement_list){items, n};
    return OK;
}
