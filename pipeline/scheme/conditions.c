/* conditions.c - metrics and facts compared with a threshold per level. */
#include "scheme/requirements.h"

#include "scheme/parts.h"

#include <string.h>

const char *const *requirements_level_keys(struct arena *arena, const struct programme *programme)
{
    const char **keys = ARENA_ARRAY(arena, const char *, programme->level_count + 1);

    memcpy(keys, programme->levels, programme->level_count * sizeof *keys);
    return keys;
}

/* A threshold for all levels, or an object with one per level. A higher level may not ask less. */
static RESULT read_thresholds(struct condition *condition, const struct node *node, const struct programme *programme)
{
    struct node one;

    if (!cJSON_IsObject(node->json)) {
        struct exact value;
        TRY(reader_exact(&value, node));
        for (size_t i = 0; i < programme->level_count; i++)
            condition->thresholds[i] = value;
        return OK;
    }
    TRY(reader_members(node, requirements_level_keys(node->arena, programme)));
    for (size_t i = 0; i < programme->level_count; i++) {
        TRY(reader_member(&one, node, programme->levels[i]));
        TRY(reader_exact(&condition->thresholds[i], &one));
        int step = i ? exact_compare(condition->thresholds[i], condition->thresholds[i - 1]) : 0;
        if (condition->comparison == AT_LEAST ? step < 0 : step > 0)
            return reader_fault(&one, "level %s asks less than level %s below it", programme->levels[i],
                                programme->levels[i - 1]);
    }
    return OK;
}

static RESULT read_fact_names(struct condition *condition, const struct node *node, const struct programme *programme,
                              enum field_type type)
{
    struct node one = *node;

    condition->metric = -1;
    if (cJSON_IsObject(node->json))
        TRY(reader_members(node, requirements_level_keys(node->arena, programme)));
    for (size_t i = 0; i < programme->level_count; i++) {
        if (cJSON_IsObject(node->json))
            TRY(reader_member(&one, node, programme->levels[i]));
        TRY(reader_text(&condition->facts[i], &one));
        TRY(parts_check_fact(&one, condition->facts[i], programme, type));
    }
    return OK;
}

RESULT requirements_condition(struct condition *condition, const struct node *object, const struct scheme *scheme)
{
    struct node node, threshold;
    const char *per;
    bool has_least = reader_has(&threshold, object, "at_least");

    for (size_t i = 0; i < MAX_LEVELS; i++)
        condition->thresholds[i] = EXACT(1); /* what a true fact counts */
    condition->comparison = has_least ? AT_LEAST : AT_MOST;
    bool has_threshold = has_least || reader_has(&threshold, object, "at_most");
    if (has_threshold)
        TRY(read_thresholds(condition, &threshold, scheme->programme));
    if (reader_has(&node, object, "metric")) {
        if (!has_threshold)
            return reader_fault(object, "a metric needs \"at_least\" or \"at_most\"");
        TRY(reader_optional_text(&per, object, "per"));
        condition->is_per_month = per != NULL;
        if (per && (strcmp(per, "month") != 0 || !scheme->is_half_yearly))
            return reader_fault(object, "\"per\" is \"month\", in half-yearly reviews only");
        return requirements_metric_ref(&condition->metric, &node, scheme);
    }
    TRY(reader_member(&node, object, "fact"));
    if (!has_threshold)
        condition->comparison = IS_TRUE;
    return read_fact_names(condition, &node, scheme->programme, has_threshold ? FIELD_NUMBER : FIELD_BOOLEAN);
}
