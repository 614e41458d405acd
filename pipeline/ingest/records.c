/* records.c - units, certificates, agreements, rulings. */
#include "ingest/record.h"
#include "ingest/values.h"

#include "base/text.h"

#include <string.h>

enum { UNIT_IDS_FOLDED = RECORD_TYPE_COUNT, CERTIFICATE_NO_CHARACTERS = 64 };

/* ---- Units ------------------------------------------------------------------------------ */

/* True unless another unit has this id but for the case of its letters. */
static bool claim_folded(struct record *r, const char *id)
{
    struct ids *ids = r->ingest->ids;
    char folded[65] = {0}, *p = folded;
    uint64_t as_spelled = ids_key(ids, UNIT_IDS_FOLDED + 1, id).high;

    for (const char *s = id; *s; s++)
        *p++ = *s >= 'A' && *s <= 'Z' ? (char)(*s - 'A' + 'a') : *s;
    return ids_claim(ids, ids_key(ids, UNIT_IDS_FOLDED, folded), as_spelled) != ID_OTHER;
}

static struct contact read_contact(struct fields *unit)
{
    struct fields f = fields_inner(unit, "contact", "contact.", OPTIONAL);

    if (!f.object)
        return (struct contact){0};
    return (struct contact){
        .name = field_text(&f, "name", REQUIRED),
        .email = field_text(&f, "email", REQUIRED),
        .phone = field_text(&f, "phone", REQUIRED),
    };
}

void read_unit(struct record *r)
{
    struct fields *f = &r->fields;
    struct unit unit = {.place = r->place};

    unit.id = field_id(f, "unit_id", REQUIRED);
    unit.name = field_unit_name(f, "name", REQUIRED);
    unit.name_en = field_text(f, "name_en", OPTIONAL);
    unit.uscc = field_uscc(f, "uscc", REQUIRED);
    unit.registered_address = field_text(f, "registered_address", REQUIRED);
    unit.contact = read_contact(f);
    unit.region = field_text(f, "region", OPTIONAL);
    if (record_is_sound(r) && !claim_folded(r, unit.id))
        record_refuse(r, REJECT_DUPLICATE_ID,
                      "found this unit_id again in other letter case, expected ids that differ in more");
    if (record_claim(r, record_key(r, unit.id)))
        *ARENA_PUSH(r->ingest->arena, &r->ingest->export->units) = unit;
}

/* ---- Certificates and agreements ------------------------------------------------------------ */

static const char *read_certificate_no(struct fields *f)
{
    const char *no = field_text_within(f, "certificate_no", REQUIRED, 1, CERTIFICATE_NO_CHARACTERS);

    for (const char *p = no; p && *p;)
        if (text_is_unprintable(text_next(&p)))
            field_fault(f, "certificate_no", "printable characters");
    return no;
}

static enum certificate_status read_certificate_status(struct fields *f)
{
    static const char *const words[] = {
#define X(id, text) [CERTIFICATE_##id] = text,
        CERTIFICATE_STATUS_LIST(X)
#undef X
    };
    int word = field_word(f, "status", REQUIRED, words, sizeof words / sizeof *words);

    return word < 0 ? CERTIFICATE_EXPIRED : (enum certificate_status)word;
}

void read_certificate(struct record *r)
{
    struct fields *f = &r->fields;
    struct certificate c = {.version = 1, .track = -1, .place = r->place};

    c.no = read_certificate_no(f);
    record_read_unit(r);
    c.programme = record_read_programme(r);
    if (c.programme) {
        c.track = value_track(f, c.programme, "track");
        c.level = value_level(f, c.programme, "level", REQUIRED);
    }
    c.valid_from = field_date(f, "valid_from", REQUIRED);
    c.valid_to = field_date(f, "valid_to", REQUIRED);
    if (!message_is_set(&r->fault) && c.valid_to < c.valid_from)
        field_fault(f, "valid_to", "a date not before valid_from");
    c.status = read_certificate_status(f);
    if (c.programme) {
        struct text_list scope = value_scope(f, c.programme, c.track, "scope", OPTIONAL);
        c.scope = scope.items;
        c.scope_count = scope.count;
    }
    c.counted_from = field_date(f, "counted_from", OPTIONAL);
    c.gives_counted_from = c.counted_from != DATE_NONE;
    if (!c.gives_counted_from)
        c.counted_from = c.valid_from;
    c.unit = r->unit;
    if (record_claim(r, record_key(r, c.no)))
        *ARENA_PUSH(r->ingest->arena, &r->ingest->export->certificates) = c;
}

void read_agreement(struct record *r)
{
    struct fields *f = &r->fields;
    struct agreement a = {0};

    a.id = field_id(f, "agreement_id", REQUIRED);
    record_read_unit(r);
    a.unit = r->unit;
    a.programme = record_read_programme(r);
    a.signed_on = field_date(f, "signed_on", REQUIRED);
    a.valid_to = field_date(f, "valid_to", REQUIRED);
    a.terminated_on = field_date(f, "terminated_on", OPTIONAL);
    if (record_claim(r, record_key(r, a.id)))
        *ARENA_PUSH(r->ingest->arena, &r->ingest->export->agreements) = a;
}

/* ---- Rulings ----------------------------------------------------------------------------------- */

/* Text of at least one character. */
static const char *read_filled(struct fields *f, const char *name)
{
    return field_text_within(f, name, REQUIRED, 1, SIZE_MAX);
}

/* `to` must be there, but may be null. Whether it is a level is checked against the
 * proposal. */
static const char *read_to(struct fields *f)
{
    const cJSON *m = field_value(f, "to");

    return m && cJSON_IsNull(m) ? NULL : read_filled(f, "to");
}

/* NULL when nothing is said. */
static const char *read_remark(struct fields *f)
{
    const char *remark = field_text(f, "remark", OPTIONAL);

    return remark && remark[strspn(remark, " \t\r\n")] ? remark : NULL;
}

static void read_decided(struct fields *f, struct ruling *ruling)
{
    static const char expected[] = "an object with ruling changed, and only there";
    const cJSON *m = field_member(f, "decided", ruling->word == RULING_CHANGED ? REQUIRED : OPTIONAL, expected);

    if (!m)
        return;
    if (ruling->word != RULING_CHANGED)
        field_fault(f, "decided", expected);
    struct fields decided = fields_inner(f, "decided", "decided.", REQUIRED);
    ruling->has_decided = true;
    ruling->decided_action = read_filled(&decided, "action");
    ruling->decided_to = read_to(&decided);
}

static enum ruling_word read_ruling_word(struct fields *f)
{
    static const char *const words[] = {
#define X(id, text) [RULING_##id] = text,
        RULING_LIST(X)
#undef X
    };
    int word = field_word(f, "ruling", REQUIRED, words, sizeof words / sizeof *words);

    return word < 0 ? RULING_DEFERRED : (enum ruling_word)word;
}

void read_ruling(struct record *r)
{
    struct fields *f = &r->fields;
    struct arena *arena = r->ingest->arena;
    struct ruling ruling = {.place = r->place};

    ruling.proposal_id = read_filled(f, "proposal_id");
    ruling.action = read_filled(f, "action");
    ruling.to = read_to(f);
    ruling.word = read_ruling_word(f);
    ruling.by = read_filled(f, "by");
    ruling.on = field_date(f, "on", REQUIRED);
    ruling.remark = read_remark(f);
    read_decided(f, &ruling);
    if (!record_is_sound(r))
        return;
    ruling.id = arena_strdup(arena, record_id_text(r));
    ruling.content = json_content_digest(r->json);
    r->fate = RECORD_USED; /* its id is claimed once it is known to fit a proposal */
    *ARENA_PUSH(arena, &r->ingest->export->rulings) = ruling;
}
