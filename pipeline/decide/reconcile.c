/* reconcile.c - the register's word against the export's. */
#include "decide/reconcile.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct reconciliation {
    struct arena *arena;
    struct export *export;
    struct ledger *ledger;
    struct numbers {
        const struct held_certificate **items; /* sorted: programme, number, version */
        size_t count;
    } known, since; /* when the period began; given out by it or later */
};

static void refuse(struct reconciliation *r, const struct place *place, enum record_type type, const char *id,
                   const struct unit *unit, const struct programme *programme, struct message message)
{
    size_t file = 0;

    while (file < r->export->files.count && strcmp(r->export->files.items[file].path, place->file) != 0)
        file++;
    if (file < r->export->files.count) {
        r->export->files.items[file].used--;
        r->export->files.items[file].rejected++;
    }
    *ARENA_PUSH(r->arena, &r->export->rejects) =
        (struct reject){.place = *place, .file_index = file, .type = type, .id = id, .code = REJECT_REGISTER_CONFLICT,
                        .message = message, .unit = unit, .programme = programme};
}

/* --- units --- */

static int compare_unit(const void *id, const void *unit)
{
    return strcmp(id, ((const struct unit *)unit)->id);
}

static const struct unit *known_unit(const struct ledger *ledger, const char *id)
{
    return ledger->units.count
               ? bsearch(id, ledger->units.items, ledger->units.count, sizeof *ledger->units.items, compare_unit)
               : NULL;
}

/* Names change by an approved change only. */
static void reconcile_unit(struct reconciliation *r, struct unit *unit)
{
    const struct unit *known = known_unit(r->ledger, unit->id);
    struct message fault = {0};

    if (!known || unit->is_missing)
        return;
    if (!text_equal(known->uscc, unit->uscc))
        fault = message_print(r->arena, "uscc: found %s, the register has %s", unit->uscc, known->uscc);
    else if (!text_equal(known->name, unit->name))
        fault = message_print(r->arena, "name: found \"%s\", the register has \"%s\" and no change of it was approved",
                              unit->name, known->name);
    else if (!text_equal(known->registered_address, unit->registered_address))
        fault = message_print(r->arena, "registered_address: found \"%s\", the register has \"%s\"",
                              unit->registered_address, known->registered_address);
    if (message_is_set(&fault))
        refuse(r, &unit->place, RECORD_UNITS, unit->id, unit, NULL, fault);
    unit->uscc = known->uscc;
    unit->name = known->name;
    unit->registered_address = known->registered_address;
}

/* --- certificates --- */

static int compare_numbers(const struct certificate *a, const struct certificate *b)
{
    if (a->programme != b->programme)
        return a->programme->index < b->programme->index ? -1 : 1;
    int order = strcmp(a->no, b->no);
    return order ? order : (a->version > b->version) - (a->version < b->version);
}

static int compare_held(const void *a, const void *b)
{
    return compare_numbers(&(*(const struct held_certificate *const *)a)->certificate,
                           &(*(const struct held_certificate *const *)b)->certificate);
}

static struct numbers index_numbers(struct arena *arena, const struct held_certificate *held, size_t count)
{
    struct numbers numbers = {ARENA_ARRAY(arena, const struct held_certificate *, count), count};

    for (size_t i = 0; i < count; i++)
        numbers.items[i] = &held[i];
    if (count)
        qsort(numbers.items, count, sizeof *numbers.items, compare_held);
    return numbers;
}

/* The newest version of a number; NULL: none. */
static const struct held_certificate *find_number(const struct numbers *numbers, const struct certificate *c)
{
    const struct held_certificate *found = NULL;
    size_t low = 0, high = numbers->count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct certificate *known = &numbers->items[middle]->certificate;
        if (known->programme->index < c->programme->index ||
            (known->programme == c->programme && strcmp(known->no, c->no) <= 0)) {
            if (known->programme == c->programme && strcmp(known->no, c->no) == 0)
                found = numbers->items[middle];
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return found;
}

/* What the export says otherwise than the register; not set: nothing. */
static struct message difference(struct arena *arena, const struct certificate *c, const struct held_certificate *held)
{
    const struct certificate *known = &held->certificate;
    char found[DATE_TEXT_SIZE], expected[DATE_TEXT_SIZE];

    if (strcmp(c->unit->id, held->unit_id) != 0)
        return message_print(arena, "unit_id: found %s, the register has %s", c->unit->id, held->unit_id);
    if (c->track != known->track)
        return message_of("track: not that of the register");
    if (c->level != known->level)
        return message_print(arena, "level: found %s, the register has %s", c->programme->levels[c->level],
                             c->programme->levels[known->level]);
    if (c->valid_from != known->valid_from)
        return message_print(arena, "valid_from: found %s, the register has %s", date_text(c->valid_from, found),
                             date_text(known->valid_from, expected));
    if (c->valid_to != known->valid_to)
        return message_print(arena, "valid_to: found %s, the register has %s", date_text(c->valid_to, found),
                             date_text(known->valid_to, expected));
    if (c->gives_counted_from && c->counted_from != known->counted_from)
        return message_print(arena, "counted_from: found %s, the register has %s", date_text(c->counted_from, found),
                             date_text(known->counted_from, expected));
    if (c->status != known->status && c->status != CERTIFICATE_EXPIRED && known->status != CERTIFICATE_EXPIRED)
        return message_print(arena, "status: found %s, the register has %s", certificate_status_text(c->status),
                             certificate_status_text(known->status));
    return (struct message){0};
}

void reconcile(struct arena *arena, struct export *export, struct ledger *ledger)
{
    struct reconciliation r = {.arena = arena, .export = export, .ledger = ledger};
    LIST_OF(struct certificate) all = {0};

    for (size_t i = 0; i < export->units.count; i++)
        reconcile_unit(&r, &export->units.items[i]);
    r.known = index_numbers(arena, ledger->certificates.items, ledger->certificates.count);
    r.since = index_numbers(arena, ledger->issued_since.items, ledger->issued_since.count);
    for (size_t i = 0; i < ledger->certificates.count; i++) {
        const struct unit *unit = export_unit(export, ledger->certificates.items[i].unit_id);
        if (!unit)
            continue;
        struct certificate *c = ARENA_PUSH(arena, &all);
        *c = ledger->certificates.items[i].certificate;
        c->unit = unit;
    }
    for (size_t i = 0; i < export->certificates.count; i++) {
        const struct certificate *c = &export->certificates.items[i];
        const struct held_certificate *known = find_number(&r.known, c);
        /* What this period or a later one gave out did not stand when the period began. */
        const struct held_certificate *given = known ? NULL : find_number(&r.since, c);
        struct message fault = known || given ? difference(arena, c, known ? known : given) : (struct message){0};
        if (!known && !given)
            *ARENA_PUSH(arena, &all) = *c;
        else if (message_is_set(&fault))
            refuse(&r, &c->place, RECORD_CERTIFICATES, c->no, c->unit, c->programme, fault);
    }
    export->certificates.items = all.items;
    export->certificates.count = all.count;
    export->certificates.capacity = all.capacity;
}
