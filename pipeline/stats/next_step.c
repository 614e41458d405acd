/* next_step.c - what keeps a subject from the level above the one it attained. */
#include "stats/parts.h"

#include "model/scheme.h"

/* Unmet checks of the lists up to the level: the common lists stand for themselves, those of
 * the track's chapter add to those below (docket_entry_list). */
static void collect(struct check_list *out, struct arena *arena, const struct docket_entry *entry, int level,
                    bool is_professional)
{
    for (size_t i = 0; i < entry->checklist->count; i++) {
        bool stands = false;
        for (int l = is_professional ? 0 : level; l <= level; l++)
            stands |= docket_entry_asks(entry, i, l, is_professional);
        if (stands && entry->checks[i].verdict != CHECK_MET)
            *ARENA_PUSH(arena, out) = (uint16_t)i;
    }
}

bool next_step_of(struct next_step *out, struct arena *arena, const struct decision *decision)
{
    const struct docket_entry *entry = decision->entry;
    struct check_list basic = {0}, professional = {0};

    *out = (struct next_step){.decision = decision};
    if (!entry || entry->next_level < 0)
        return false;
    out->level = entry->next_level;
    out->results = entry->next_results;
    out->result_count = entry->next_count;
    if (!entry->checks || decision->scheme->programme->items[0].level < 0)
        return true;
    if (entry->grade_basic <= out->level)
        collect(&basic, arena, entry, out->level, false);
    if (entry->grade_professional <= out->level)
        collect(&professional, arena, entry, out->level, true);
    out->basic = basic.items;
    out->basic_count = basic.count;
    out->professional = professional.items;
    out->professional_count = professional.count;
    return true;
}
