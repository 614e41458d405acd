/* votes.c - what each finding adds to which check. */
#include "score/votes.h"

#include "base/idset.h"

#include <stdlib.h>
#include <string.h>

/* Who has been heard: experts by check (what each found so far), people noted by entry. */
enum { OWNER_CHECK, OWNER_ENTRY };

enum { WAITING = 16 };

/* A vote waits a few findings long until the memory it will touch has come near. */
struct waiting {
    struct check_result *check;
    bool is_merged;
    struct idset_key expert; /* where merged */
    enum finding_result result;
};

/* What a vote needs of an entry, packed: findings meet entries in no order. */
struct slot {
    struct check_result *checks;
    const struct checklist *checklist;
    size_t entry;
};

struct votes {
    struct arena *arena;
    struct docket *docket;
    date as_of;
    struct slot *slots; /* beside docket->counted */
    struct idset *seen;
    struct waiting waiting[WAITING];
    size_t arrived, settled; /* votes that wait: those from settled to arrived */
    votes_observer *observer; /* NULL: nobody looks on */
    void *observer_context;
};

struct votes *votes_new(struct arena *arena, struct docket *docket, const struct export *export)
{
    struct votes *votes = heap_alloc(1, sizeof *votes);

    *votes = (struct votes){.arena = arena, .docket = docket, .as_of = export->as_of, .seen = idset_new()};
    size_t counted = docket->counted_first[export->assessments.count];
    votes->slots = heap_alloc(counted, sizeof *votes->slots);
    for (size_t i = 0; i < counted; i++) {
        const struct docket_entry *entry = &docket->entries[docket->counted[i]];
        votes->slots[i] = (struct slot){entry->checks, entry->checklist, docket->counted[i]};
    }
    return votes;
}

void votes_observe(struct votes *votes, votes_observer *observer, void *context)
{
    votes->observer = observer;
    votes->observer_context = context;
}

static struct idset_key key_of(size_t entry, size_t check, int kind, const char *id)
{
    return idset_key(((uint64_t)entry << 17 | (uint64_t)check << 1) + (unsigned)kind, id);
}

/* --- people --- */

enum { COUNTED_TRACKS = 3 }; /* T/CIIPA 7.4: a person counts in at most three classes of service */

static int compare_person(const void *id, const void *person)
{
    return strcmp(id, (*(const struct person *const *)person)->id);
}

/* The person as one of the unit's staff who counts for the track; NULL when not. */
static const struct person *find_counted(const struct docket_entry *entry, const char *id)
{
    const struct person *const *found =
        entry->people_count ? bsearch(id, entry->people, entry->people_count, sizeof *entry->people, compare_person) : NULL;
    const char *track = entry->track >= 0 ? entry->scheme->programme->tracks[entry->track].id : "";

    for (size_t i = 0; found && i < (*found)->counted_in_count && i < COUNTED_TRACKS; i++)
        if (strcmp((*found)->counted_in[i], track) == 0)
            return *found;
    return NULL;
}

static void note_reuse(struct votes *votes, struct docket_entry *entry, const char *person)
{
    size_t e = (size_t)(entry - votes->docket->entries);
    uint32_t *noted = idset_askers(votes->seen, key_of(e, 0, OWNER_ENTRY, person));

    if (!*noted)
        *ARENA_PUSH(votes->arena, &entry->notes) = arena_printf(votes->arena, "reuse: %s", person);
    *noted = 1;
}

static bool is_among(const struct person *const *people, int count, const struct person *person)
{
    for (int i = 0; i < count; i++)
        if (people[i] == person)
            return true;
    return false;
}

/* Whether at least as many different people remain as the item asks for; those who do not are noted. */
static bool has_people(struct votes *votes, struct docket_entry *entry, const struct finding *finding)
{
    int needed = finding->item->persons, n = 0;
    const struct person **remaining = heap_alloc((size_t)needed, sizeof *remaining);

    for (size_t i = 0; i < finding->person_count; i++) {
        const struct person *person = find_counted(entry, finding->persons[i]);
        if (!person)
            note_reuse(votes, entry, finding->persons[i]);
        else if (n < needed && !is_among(remaining, n, person))
            remaining[n++] = person;
    }
    heap_free(remaining);
    return n == needed;
}

/* --- votes --- */

/* An expert's findings on the items of one requirement: met if all are, else unmet if any is. */
static int verdict_of(uint32_t results)
{
    if (!results)
        return -1;
    if (results == 1u << FINDING_MET)
        return FINDING_MET;
    return results & 1u << FINDING_UNMET ? FINDING_UNMET : FINDING_NA;
}

static void vote_again(struct check_result *check, uint32_t *results, enum finding_result result)
{
    const uint32_t both = 1u << FINDING_MET | 1u << FINDING_UNMET;
    int before = verdict_of(*results);

    *results |= 1u << result;
    if (before >= 0)
        check->votes[before]--;
    check->votes[verdict_of(*results)]++;
    if ((*results & both) == both)
        check->has_conflict = true;
}

/* Casts the vote that has waited longest. */
static void settle(struct votes *votes)
{
    const struct waiting *w = &votes->waiting[votes->settled++ % WAITING];

    if (!w->check->is_asked)
        return;
    if (w->is_merged)
        vote_again(w->check, idset_askers(votes->seen, w->expert), w->result);
    else
        w->check->votes[w->result]++;
}

/* What the finding counts as: met only with as many people as the item asks for. */
static enum finding_result result_of(struct votes *votes, size_t e, const struct check_result *check,
                                     const struct finding *finding)
{
    bool needs_people = finding->result == FINDING_MET && finding->item->persons && finding->names_persons;

    if (!needs_people || !check->is_asked || has_people(votes, &votes->docket->entries[e], finding))
        return finding->result;
    return FINDING_UNMET;
}

static void vote(struct votes *votes, const struct slot *slot, const struct finding *finding)
{
    int position = slot->checklist->position[finding->item->index];

    if (position < 0)
        return;
    if (votes->arrived - votes->settled == WAITING)
        settle(votes);
    struct waiting *w = &votes->waiting[votes->arrived++ % WAITING];
    w->check = &slot->checks[position];
    __builtin_prefetch(w->check, 1);
    w->is_merged = slot->checklist->checks[position].is_merged;
    w->result = result_of(votes, slot->entry, w->check, finding);
    if (w->is_merged) {
        w->expert = key_of(slot->entry, (size_t)position, OWNER_CHECK, finding->expert);
        idset_prefetch(votes->seen, w->expert);
    }
    if (votes->observer && w->check->is_asked)
        votes->observer(votes->observer_context, &votes->docket->entries[slot->entry],
                        &slot->checklist->checks[position], finding, w->result);
}

/* A finding dated after as_of counts for nothing; the subjects of its assessment say so. */
static void mark_future(struct docket *docket, const struct assessment *assessment)
{
    size_t cell = assessment->unit->index * docket->programmes + assessment->programme->index;

    for (size_t e = docket->first[cell]; e < docket->first[cell + 1]; e++)
        docket->entries[e].has_future |= assessment_names(assessment, docket->entries[e].track);
}

void votes_add(void *context, const struct finding *finding)
{
    struct votes *votes = context;
    const struct docket *docket = votes->docket;
    size_t a = finding->assessment->index;

    if (finding->day > votes->as_of) {
        mark_future(votes->docket, finding->assessment);
        return;
    }
    for (uint32_t i = docket->counted_first[a]; i < docket->counted_first[a + 1]; i++)
        vote(votes, &votes->slots[i], finding);
}

void votes_free(struct votes *votes)
{
    if (!votes)
        return;
    while (votes->settled < votes->arrived)
        settle(votes);
    heap_free(votes->slots);
    idset_free(votes->seen);
    heap_free(votes);
}
