/* checklist.c - the catalogue as each track is asked it. */
#include "scheme/requirements.h"

#include <string.h>

static bool is_below(const char *id, const char *prefix)
{
    size_t length = strlen(prefix);

    return strncmp(id, prefix, length) == 0 && id[length] == '.';
}

static int term_of(const struct scheme *scheme, const struct item *item)
{
    for (size_t t = 0; t < scheme->term_count; t++)
        if (scheme->terms[t].is_chapter ? item->chapter >= 0 : is_below(item->id, scheme->terms[t].id))
            return (int)t;
    return -1;
}

static bool asks_for(const struct requirement_list *list, const struct item *item)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct requirement *requirement = &list->items[i];
        if (requirement->source >= SOURCE_NECESSARY)
            return true;
        for (size_t k = 0; k < requirement->item_count; k++)
            if (requirement->items[k] == item)
                return true;
    }
    return false;
}

static void add_check(struct check *check, const struct scheme *scheme, const struct item *item)
{
    uint16_t levels = item->level < 0 ? UINT16_MAX : (uint16_t)(1u << item->level);

    check->is_merged = check->item != NULL;
    if (!check->item)
        *check = (struct check){.item = item, .term = (int8_t)term_of(scheme, item),
                                .is_professional = item->chapter >= 0};
    check->levels |= levels;
    check->applicant_levels |= item->is_asked_of_applicants ? levels : 0;
    check->is_used |= asks_for(&scheme->review, item) || asks_for(&scheme->application, item);
}

static void build(struct checklist *out, const struct scheme *scheme, uint32_t track, struct arena *arena)
{
    const struct programme *programme = scheme->programme;
    size_t n = programme->item_count;
    struct check *checks = ARENA_ARRAY(arena, struct check, n);
    int16_t *position = ARENA_ARRAY(arena, int16_t, n);
    int16_t *of_first = ARENA_ARRAY(arena, int16_t, n); /* check + 1, by first item of the same text */

    for (size_t i = 0; i < n; i++) {
        const struct item *item = &programme->items[i];
        position[i] = -1;
        if (!(item->tracks & track))
            continue;
        if (!of_first[item->first])
            of_first[item->first] = (int16_t)++out->count;
        position[i] = (int16_t)(of_first[item->first] - 1);
        add_check(&checks[position[i]], scheme, item);
    }
    out->checks = checks;
    out->position = position;
}

static bool counts_evidence(const struct scheme *scheme, int metric)
{
    return metric >= 0 && scheme->metrics[metric].source == METRIC_EVIDENCE;
}

static bool needs_evidence(const struct scheme *scheme, const struct requirement *requirement)
{
    if (requirement->source == SOURCE_EVERY)
        return counts_evidence(scheme, requirement->every);
    for (size_t i = 0; i < requirement->condition_count; i++)
        if (counts_evidence(scheme, requirement->conditions[i].metric))
            return true;
    return false;
}

void checklists_build(struct scheme *scheme, struct arena *arena)
{
    const struct programme *programme = scheme->programme;
    size_t tracks = programme->track_count ? programme->track_count : 1;

    for (size_t i = 0; i < scheme->review.count; i++) {
        scheme->review_needs_coverage |= needs_evidence(scheme, &scheme->review.items[i]);
        scheme->needs_assessment |= scheme->review.items[i].source >= SOURCE_ITEMS;
    }
    if (!programme->item_count)
        return;
    struct checklist *lists = ARENA_ARRAY(arena, struct checklist, tracks);
    for (size_t t = 0; t < tracks; t++)
        build(&lists[t], scheme, UINT32_C(1) << t, arena);
    scheme->checklists = lists;
}
