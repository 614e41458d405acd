/* mixed.c - an export over all programmes, made from what the templates say a record may hold. */
#include "mixed.h"

#include "base/error.h"
#include "model/scheme.h"
#include "scheme/rules.h"
#include "writer.h"

#include <stdbool.h>
#include <string.h>

enum { STAFF = 16, EXPERT_NAMES = 8, WEAK_EVERY = 8, KINDS = 32 };

static const char *const expert_names[EXPERT_NAMES] = {"林若溪", "郑启航", "沈嘉宁", "欧阳明",
                                                       "周文博", "许安然", "高志远", "宋知微"};

/* The same paper of every year or half-year is asked for under different names. */
static const char *const other_papers[] = {"application", "upgrade-request", "information-change", "withdrawal",
                                           "appeal"};

/* What an assessment of one track asks: items of the track, and of all. */
struct asked {
    const struct programme *programme;
    int track; /* -1: none */
    const struct item *const *items;
    size_t count;
};

static struct {
    const struct vocabulary *vocabulary;
    struct asked *asked; /* by programme, its tracks one after another */
    size_t asked_count;
    struct event {
        const struct programme *programme;
        const struct record_kind *kind;
    } * events;
    size_t event_count;
    long units;
} mixed;

/* ---- subjects ---- */

static bool is_weak(long unit)
{
    return unit % WEAK_EVERY == WEAK_EVERY - 1;
}

/* What the unit is asked in the programme; NULL where nothing is. */
static const struct asked *asked_of(const struct programme *programme, long unit)
{
    size_t first = 0, n = 0;

    for (size_t i = mixed.asked_count; i-- > 0;)
        if (mixed.asked[i].programme == programme)
            first = i, n++;
    return n ? &mixed.asked[first + (size_t)unit % n] : NULL;
}

static int track_of(const struct programme *programme, long unit)
{
    const struct asked *asked = asked_of(programme, unit);

    return asked ? asked->track : -1;
}

static void add_track(struct bytes *b, const struct programme *programme, long unit)
{
    int track = track_of(programme, unit);

    if (track >= 0)
        bytes_printf(b, ",\"track\":\"%s\"", programme->tracks[track].id);
}

static void gather_asked(struct arena *arena, const struct programme *programme, int track)
{
    const struct item **items = ARENA_ARRAY(arena, const struct item *, programme->item_count);
    size_t n = 0;
    bool has_chapter = track < 0;

    for (size_t i = 0; i < programme->item_count; i++) {
        const struct item *item = &programme->items[i];
        if (track >= 0 && !(item->tracks >> track & 1))
            continue;
        has_chapter |= track >= 0 && item->chapter == track;
        items[n++] = item;
    }
    if (has_chapter && n)
        mixed.asked[mixed.asked_count++] = (struct asked){programme, track, items, n};
}

/* Every kind of evidence but a violation, which would end the rest. */
static void gather_events(const struct programme *programme)
{
    for (size_t k = 0; k < programme->evidence_kind_count; k++)
        if (strcmp(programme->evidence_kinds[k].name, "violation") != 0)
            mixed.events[mixed.event_count++] = (struct event){programme, &programme->evidence_kinds[k]};
}

static void load(const char *templates, long units)
{
    struct arena *arena = writer_arena();
    const struct rule_set *rules = NULL;

    if (rules_load(&rules, arena, templates).kind)
        stop(error_message());
    mixed.vocabulary = &rules->vocabulary;
    mixed.units = units;
    mixed.asked = ARENA_ARRAY(arena, struct asked, rules->vocabulary.count * MAX_TRACKS);
    mixed.events = ARENA_ARRAY(arena, struct event, rules->vocabulary.count * KINDS);
    for (size_t p = 0; p < rules->vocabulary.count; p++) {
        const struct programme *programme = &rules->vocabulary.programmes[p];
        if (!programme->track_count)
            gather_asked(arena, programme, -1);
        for (size_t t = 0; t < programme->track_count; t++)
            gather_asked(arena, programme, (int)t);
        gather_events(programme);
    }
}

/* ---- fields of any kind of evidence or paper ---- */

struct subject {
    const struct programme *programme;
    long unit, k; /* the k-th record of the unit */
    date day;
};

static void add_list(struct bytes *b, const struct field *field)
{
    for (size_t i = 0; i < field->word_count; i++)
        bytes_printf(b, "%s\"%s\"", i ? "," : "[", field->words[i]);
    bytes_add_text(b, "]");
}

/* The best value there is; of weak units now and then a bad one. */
static void add_value(struct bytes *b, const struct field *field, const struct subject *s)
{
    char day[DATE_TEXT_SIZE];

    switch (field->type) {
    case FIELD_BOOLEAN: bytes_add_text(b, is_weak(s->unit) && !below(40) ? "false" : "true"); return;
    case FIELD_NUMBER: /* hours have decimals; days of absence are best 0 */
        bytes_printf(b, field->decimals >= 2 ? "%d.%02d" : "0", 4 + below(8), below(4) * 25);
        return;
    case FIELD_DATE: bytes_printf(b, "\"%s\"", date_text(s->day, day)); return;
    case FIELD_ID: bytes_printf(b, "\"G%06ld-%ld\"", s->unit + 1, s->k - s->k % 3); return;
    case FIELD_TEXT: bytes_add_text(b, "\"2026H1\""); return;
    case FIELD_WORD: bytes_printf(b, "\"%s\"", field->words[0]); return;
    case FIELD_WORDS: add_list(b, field); return;
    case FIELD_TRACK: bytes_printf(b, "\"%s\"", s->programme->tracks[track_of(s->programme, s->unit)].id); return;
    case FIELD_LEVEL:
    case FIELD_SCOPE:
    case FIELD_FACTS: return;
    }
}

static bool is_given(const struct field *field, const struct subject *s)
{
    bool is_left_out = field->type == FIELD_LEVEL || field->type == FIELD_SCOPE || field->type == FIELD_FACTS;

    return !is_left_out && (field->type != FIELD_TRACK || track_of(s->programme, s->unit) >= 0);
}

static void add_fields(struct bytes *b, const struct record_kind *kind, const struct subject *s)
{
    const char *before = "{";

    for (size_t i = 0; i < kind->field_count; i++) {
        if (!is_given(&kind->fields[i], s))
            continue;
        bytes_printf(b, "%s\"%s\":", before, kind->fields[i].name);
        add_value(b, &kind->fields[i], s);
        before = ",";
    }
    bytes_add_text(b, *before == '{' ? "{}" : "}");
}

/* ---- small files ---- */

static void write_staff(void)
{
    struct records r;

    records_begin(&r, "staff.ndjson");
    for (long n = 0; n < mixed.units * STAFF; n++) {
        long unit = n / STAFF, member = n % STAFF;
        bytes_printf(&r.buffer,
                     "{\"person_id\":\"P%06ld-%02ld\",\"unit_id\":\"U%06ld\",\"name\":\"员工%ld\",\"roles\":[%s],"
                     "\"experience_years\":%ld,\"certifications\":[\"CISP\"],\"employment\":\"%s\","
                     "\"training_hours\":{\"2025\":%d},\"counted_in\":[",
                     unit + 1, member, unit + 1, member, member ? "\"service\"" : "\"lead\",\"service\"", 2 + member,
                     is_weak(unit) && member == 1 ? "part-time" : "full-time", 20 + below(20));
        bool is_first = true;
        for (size_t p = 0; p < mixed.vocabulary->count; p++) {
            const struct programme *programme = &mixed.vocabulary->programmes[p];
            int track = programme->holds_on_staff ? track_of(programme, unit) : -1;
            if (track >= 0)
                bytes_printf(&r.buffer, "%s\"%s\"", is_first ? "" : ",", programme->tracks[track].id);
            is_first = is_first && track < 0;
        }
        bytes_add_text(&r.buffer, "]}");
        records_end_line(&r);
    }
    records_end(&r);
}

static void write_certificates(void)
{
    struct records r;

    records_begin(&r, "certificates.ndjson");
    for (long unit = 0; unit < mixed.units; unit++)
        for (size_t p = 0; p < mixed.vocabulary->count; p++) {
            const struct programme *programme = &mixed.vocabulary->programmes[p];
            bytes_printf(&r.buffer, "{\"certificate_no\":\"%s-2025-%06ld\",\"unit_id\":\"U%06ld\",\"scheme\":\"%s\"",
                         programme->id, unit + 1, unit + 1, programme->id);
            add_track(&r.buffer, programme, unit);
            bytes_printf(&r.buffer,
                         ",\"level\":\"%s\",\"valid_from\":\"" VALID_FROM "\",\"valid_to\":\"" VALID_TO
                         "\",\"status\":\"valid\"}",
                         programme->levels[(size_t)unit / 5 % programme->level_count]);
            records_end_line(&r);
        }
    records_end(&r);
}

static bool is_regular_paper(const struct record_kind *kind)
{
    for (size_t i = 0; i < sizeof other_papers / sizeof *other_papers; i++)
        if (strcmp(kind->name, other_papers[i]) == 0)
            return false;
    return true;
}

static void write_submissions(void)
{
    struct records r;

    records_begin(&r, "submissions.ndjson");
    for (long unit = 0; unit < mixed.units; unit++)
        for (size_t p = 0; p < mixed.vocabulary->count; p++) {
            const struct programme *programme = &mixed.vocabulary->programmes[p];
            for (size_t k = 0; k < programme->submission_kind_count; k++) {
                const struct record_kind *kind = &programme->submission_kinds[k];
                if (!is_regular_paper(kind))
                    continue;
                bytes_printf(
                    &r.buffer,
                    "{\"submission_id\":\"S-%s-%06ld\",\"unit_id\":\"U%06ld\",\"scheme\":\"%s\",\"kind\":\"%s\","
                    "\"submitted_on\":\"2026-10-15\",\"content\":",
                    programme->id, unit + 1, unit + 1, programme->id, kind->name);
                add_fields(&r.buffer, kind, &(struct subject){programme, unit, 0, 0});
                bytes_add_text(&r.buffer, "}");
                records_end_line(&r);
            }
        }
    records_end(&r);
}

static const char *expert_of(long unit, long expert)
{
    return expert_names[(unit + expert) % EXPERT_NAMES];
}

static void write_assessments(void)
{
    struct records r;

    records_begin(&r, "assessments.ndjson");
    for (long unit = 0; unit < mixed.units; unit++)
        for (size_t p = 0; p < mixed.vocabulary->count; p++) {
            const struct asked *asked = asked_of(&mixed.vocabulary->programmes[p], unit);
            if (!asked)
                continue;
            const char *quote = asked->track < 0 ? "" : "\"";
            bytes_printf(
                &r.buffer,
                "{\"assessment_id\":\"A-%s-%06ld\",\"unit_id\":\"U%06ld\",\"scheme\":\"%s\",\"tracks\":[%s%s%s],"
                "\"form\":\"third-party\",\"from\":\"2026-10-12\",\"to\":\"2026-10-20\","
                "\"evaluator\":{\"name\":\"评价机构\"},\"experts\":[",
                asked->programme->id, unit + 1, unit + 1, asked->programme->id, quote,
                asked->track < 0 ? "" : asked->programme->tracks[asked->track].id, quote);
            for (long e = 0; e < MIXED_EXPERTS; e++)
                bytes_printf(&r.buffer, "%s{\"name\":\"%s\"}", e ? "," : "", expert_of(unit, e));
            bytes_add_text(&r.buffer, "]}");
            records_end_line(&r);
        }
    records_end(&r);
}

/* ---- findings ---- */

/* How many items the unit is asked in all programmes. */
static long items_of(long unit)
{
    long n = 0;

    for (size_t p = 0; p < mixed.vocabulary->count; p++) {
        const struct asked *asked = asked_of(&mixed.vocabulary->programmes[p], unit);
        n += asked ? (long)asked->count : 0;
    }
    return n;
}

/* The i-th of them. */
static const struct item *item_of(long unit, size_t i, const struct programme **programme)
{
    for (size_t p = 0; p < mixed.vocabulary->count; p++) {
        const struct asked *asked = asked_of(&mixed.vocabulary->programmes[p], unit);
        *programme = &mixed.vocabulary->programmes[p];
        if (asked && i < asked->count)
            return asked->items[i];
        i -= asked ? asked->count : 0;
    }
    stop("an item nobody is asked");
}

static const char *result_on(const struct programme *programme, const struct item *item, long unit)
{
    if (programme->na_exempts && item->takes_na && below(4) == 0)
        return "na";
    return below(100) < (is_weak(unit) ? 15 : 2) ? "unmet" : "met";
}

/* The k-th finding of a unit. Neighbouring ones are about different items. */
static void add_finding(struct bytes *b, long unit, long k, long items)
{
    const struct programme *programme;
    const struct item *item = item_of(unit, (size_t)((k + unit * 13) % items), &programme);
    const char *result = result_on(programme, item, unit);

    bytes_printf(b,
                 "{\"assessment_id\":\"A-%s-%06ld\",\"item\":\"%s\",\"result\":\"%s\",\"expert\":\"%s\",\"date\":"
                 "\"2026-10-%02d\"",
                 programme->id, unit + 1, item->id, result, expert_of(unit, k / items), 12 + below(9));
    for (int i = 0; item->persons && *result == 'm' && i < item->persons; i++)
        bytes_printf(b, "%s\"P%06ld-%02d\"", i ? "," : ",\"persons\":[", unit + 1, i % STAFF);
    if (item->persons && *result == 'm')
        bytes_add_text(b, "]");
    if (*result != 'm' || below(4) == 0)
        bytes_add_text(b, ",\"remark\":\"查阅制度文件和项目记录，访谈技术主管和服务人员\"");
    bytes_add_text(b, "}");
}

/* Returns their number. */
static long write_findings(int experts)
{
    struct records r;
    bool is_over = false;

    records_begin(&r, "findings.ndjson");
    for (long k = 0; !is_over; k++) {
        is_over = true;
        for (long n = 0; n < mixed.units; n++) {
            long unit = scattered_unit(n, mixed.units), items = items_of(unit);
            if (k >= items * experts)
                continue;
            add_finding(&r.buffer, unit, k, items);
            records_end_line(&r);
            is_over = false;
        }
    }
    records_end(&r);
    return r.count;
}

/* ---- evidence ---- */

static void add_evidence(struct bytes *b, long number, long unit, long k)
{
    const struct event *event = &mixed.events[k % (long)mixed.event_count];
    struct subject s = {event->programme, unit, k, chance_day()};
    const char *status = below(50) ? "accepted" : is_weak(unit) && below(4) == 0 ? "pending" : "rejected";
    char day[DATE_TEXT_SIZE];
    size_t start = b->length;

    bytes_printf(b,
                 "{\"evidence_id\":\"E%09ld\",\"unit_id\":\"U%06ld\",\"scheme\":\"%s\",\"kind\":\"%s\",\"date\":\"%s\","
                 "\"status\":\"%s\",\"data\":",
                 number, unit + 1, event->programme->id, event->kind->name, date_text(s.day, day), status);
    add_fields(b, event->kind, &s);
    end_evidence(b, start);
}

static void write_evidence(long lines)
{
    struct records r;

    records_begin(&r, "evidence.ndjson");
    for (long n = 0; n < lines; n++) {
        add_evidence(&r.buffer, n + 1, scattered_unit(n, mixed.units), n / mixed.units);
        records_end_line(&r);
    }
    records_end(&r);
}

/* ---- all of it ---- */

/* As many as leave two fifths of the lines to evidence. */
static int experts_within(long lines)
{
    long most = 0, experts;

    for (long unit = 0; unit < mixed.units; unit++)
        most = items_of(unit) > most ? items_of(unit) : most;
    experts = lines / mixed.units * 3 / 5 / most;
    return experts > MIXED_EXPERTS ? MIXED_EXPERTS : experts < 1 ? 1 : (int)experts;
}

void write_mixed(const char *templates, long units, long lines)
{
    load(templates, units);
    write_staff();
    write_certificates();
    write_submissions();
    write_assessments();
    long findings = write_findings(experts_within(lines));
    if (findings > lines)
        stop("--mixed: too few lines for a finding on every item");
    write_evidence(lines - findings);
}
