/* late_upgrade.c - the figures of a renewal read back from its line. */
#include "decide/late_upgrade.h"

#include "base/json.h"

#include <string.h>

static const cJSON *member(const cJSON *object, const char *name)
{
    for (const cJSON *m = object ? object->child : NULL; m; m = m->next)
        if (strcmp(m->string, name) == 0)
            return m;
    return NULL;
}

static const char *text_member(const cJSON *object, const char *name)
{
    const cJSON *m = member(object, name);

    return cJSON_IsString(m) ? m->valuestring : NULL;
}

static struct exact number_member(const cJSON *object, const char *name)
{
    const cJSON *m = member(object, name);
    struct exact value = EXACT(0);

    if (cJSON_IsNumber(m) && !exact_parse(m->valuestring, &value))
        value = EXACT(0);
    return value;
}

static const struct requirement *find_requirement(const struct scheme *scheme, const char *id)
{
    for (size_t i = 0; i < scheme->review.count; i++)
        if (strcmp(scheme->review.items[i].id, id) == 0)
            return &scheme->review.items[i];
    return NULL;
}

static void read_results(struct decision *d, struct arena *arena, const cJSON *list)
{
    int n = cJSON_IsArray(list) ? cJSON_GetArraySize(list) : 0;
    struct requirement_result *results = ARENA_ARRAY(arena, struct requirement_result, (size_t)n);

    d->requirements = results;
    for (const cJSON *r = n ? list->child : NULL; r; r = r->next) {
        struct requirement_result *result = &results[d->requirement_count++];
        const char *level = text_member(r, "level");
        result->id = text_member(r, "id");
        result->requirement = result->id ? find_requirement(d->scheme, result->id) : NULL;
        result->level = level ? programme_level(d->scheme->programme, level) : -1;
        result->clause = text_member(r, "clause");
        result->value = number_member(r, "value");
        result->required = number_member(r, "required");
        result->is_yes_no = result->requirement && !result->requirement->is_numeric;
        result->is_met = cJSON_IsTrue(member(r, "met"));
    }
}

void judge_late_upgrade(struct decision *d, struct arena *arena, const struct docket_entry *entry)
{
    const struct past_decision *past = entry->past;
    struct json_fault fault;
    const cJSON *line = json_parse(arena, past->line, strlen(past->line), &fault);
    const char *attained = text_member(line, "attained");
    int wanted = submission_value(entry->submission, "to_level")->position;

    d->to = d->from;
    if (entry->status == STATUS_DECIDED)
        return;
    d->attained = attained ? programme_level(d->scheme->programme, attained) : -1;
    d->has_attainment = cJSON_IsNumber(member(line, "attainment"));
    d->attainment = number_member(line, "attainment");
    read_results(d, arena, member(line, "requirements"));
    d->action = ACTION_UPGRADE;
    d->to = wanted < past->eligible_upgrade_to ? wanted : past->eligible_upgrade_to;
    d->reason_clause = d->scheme->upgrade_clause;
}
