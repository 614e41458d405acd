/* filling.c - puts the facts of a decision into words. */
#include "document/filling.h"

#include "document/reasons.h"
#include "document/section.h"
#include "model/docket.h"
#include "model/ledger.h"

#include <stdio.h>
#include <string.h>

/* --- conditions --- */

bool filling_prints(const struct filling *filling, const struct template_line *line)
{
    for (size_t i = 0; i < line->condition_count; i++) {
        const struct template_condition *condition = &line->conditions[i];
        bool holds;
        if (condition->when < WHEN_COUNT) {
            holds = filling->holding >> condition->when & 1;
        } else {
            const char *value = filling->words.values[condition->when - WHEN_COUNT];
            holds = value && *value;
        }
        if (holds == condition->is_negated)
            return false;
    }
    return true;
}

/* The office looked into it and ruled against what the figures say: they are not held against the unit. */
static bool is_cleared(const struct decision *d)
{
    return d->ruling && d->has_outcome && action_is_adverse(d->action) && !action_is_adverse(d->outcome_action);
}

static bool rests_on_violation(const struct decision *d)
{
    const struct scheme *scheme = d->scheme;

    return decision_action(d) == ACTION_REVOKE && scheme->violation_metric >= 0 && d->tallies &&
           d->tallies[scheme->violation_metric].value.num > 0;
}

/* A necessary one, or one of the lists up to the level under review; of the common lists those above the grade reached. */
bool filling_is_lacking(const struct docket_entry *entry, const struct item *item)
{
    if (!grades_asks(entry, item))
        return false;
    enum check_verdict verdict = entry->checks[entry->checklist->position[item->index]].verdict;
    if (verdict == CHECK_MET || (verdict == CHECK_NA && entry->scheme->programme->na_exempts))
        return false;
    if (item->level < 0)
        return item->is_necessary;
    return item->level <= entry->level_under_review && (item->chapter >= 0 || item->level >= entry->grade_basic);
}

static bool has_lacking(const struct decision *d)
{
    const struct docket_entry *entry = d->entry;

    if (!entry || !entry->checklist || !entry->checks || !d->requirement_count)
        return false;
    for (size_t i = 0; i < entry->scheme->programme->item_count; i++)
        if (filling_is_lacking(entry, &entry->scheme->programme->items[i]))
            return true;
    return false;
}

/* The highest level asked for above the one given; -1: none. */
static int level_requested(const struct decision *d)
{
    const struct value *applied = d->submission ? submission_value(d->submission, "applied_level") : NULL;
    const size_t papers = d->entry && d->held_certificate ? d->entry->paper_count : 0;
    int requested = applied ? applied->position : -1;

    for (size_t i = 0; i < papers; i++) {
        const struct submission *paper = d->entry->papers[i];
        const struct value *to = submission_is(paper, "upgrade-request") ? submission_value(paper, "to_level") : NULL;
        if (to && submission_track(paper) == d->track && paper->submitted_on >= d->entry->papers_from &&
            to->position > requested)
            requested = to->position;
    }
    return requested > decision_level(d) ? requested : -1;
}

static void find_conditions(struct filling *filling, const struct run *run)
{
    const struct decision *d = filling->decision;
    bool is_violation = rests_on_violation(d);
    const bool holds[WHEN_COUNT] = {
        [WHEN_DRAFT] = !d->has_outcome,
        [WHEN_DECIDED] = d->has_outcome,
        [WHEN_CERTIFICATE] = d->certificate_count > 0,
        [WHEN_VIOLATION] = is_violation,
        [WHEN_SHORTFALL] = !is_violation && !is_cleared(d) && *filling->words.values[PLACEHOLDER_UNMET],
        [WHEN_LACKING] = !is_cleared(d) && has_lacking(d),
        [WHEN_HELD] = d->held_certificate != NULL,
        [WHEN_BARRED] = d->is_barred,
        [WHEN_OPEN] = d->opens != DATE_NONE && d->opens <= run->export->as_of,
        [WHEN_RECTIFIED] = d->entry && d->entry->is_rectification,
        [WHEN_CHANGE] = d->matter == MATTER_CHANGE,
        [WHEN_RAISED] = decision_action(d) == ACTION_UPGRADE && reasons_has_raised(d, decision_level(d)),
        [WHEN_CLEARED] = is_cleared(d),
        [WHEN_UNREACHED] = d->attained < level_requested(d),
        [WHEN_OVERDUE] = d->held_certificate && d->held_certificate->valid_to < run->export->as_of,
    };

    for (int i = 0; i < WHEN_COUNT; i++)
        filling->holding |= (unsigned)holds[i] << i;
}

/* --- words of a decision --- */

static const char *unmet_names(const struct decision *decision, struct arena *arena)
{
    struct bytes out;

    bytes_init(&out, arena);
    for (size_t i = 0; i < decision->requirement_count; i++)
        if (!decision->requirements[i].is_met)
            bytes_printf(&out, "%s%s", out.length ? "、" : "", paper_requirement(&decision->requirements[i]));
    return bytes_text(&out);
}

static const char *basis_of(const struct decision *d, struct arena *arena)
{
    if (d->has_outcome && (d->outcome_action != d->action || d->outcome_to != d->to))
        return "审批意见";
    return paper_basis(arena, d->scheme, d->reason_clause);
}

static const char *day_of(const struct decision *d, const struct run *run, struct arena *arena)
{
    if (!d->has_outcome)
        return "　　　　年　　月　　日";
    return paper_day(arena, d->ruling ? d->ruling->on : run->export->as_of);
}

/* Of the certificate issued, else of the one held, else asked for. */
static const char *scope_of(const struct decision *d, struct arena *arena)
{
    const struct value *asked = d->submission ? submission_value(d->submission, "scope") : NULL;

    if (d->certificate_count)
        return paper_scope(arena, d->scheme, d->certificates[0].scope, d->certificates[0].scope_count);
    if (d->held_certificate)
        return paper_scope(arena, d->scheme, d->held_certificate->scope, d->held_certificate->scope_count);
    return asked ? paper_scope(arena, d->scheme, asked->list, asked->list_count) : "";
}

/* Of the rectification ordered, or of the one looked at again. */
static date deadline_of(const struct decision *d)
{
    return d->deadline == DATE_NONE && d->entry && d->entry->is_rectification ? d->entry->past->deadline : d->deadline;
}

/* Two decimals, cut and not rounded. */
static const char *score_of(const struct decision *d, struct arena *arena)
{
    return d->entry && d->entry->has_score ? paper_figure(arena, d->entry->score, 2) : "";
}

/* Of all certificates issued: a change reissues every one the unit holds. */
static const char *new_numbers(const struct decision *d, struct arena *arena)
{
    struct bytes out;

    bytes_init(&out, arena);
    for (size_t i = 0; i < d->certificate_count; i++)
        bytes_printf(&out, "%s%s", i ? "、" : "", d->certificates[i].certificate_no);
    return bytes_text(&out);
}

static const char *new_terms(const struct decision *d, struct arena *arena)
{
    struct bytes out;
    bool differ = false;

    bytes_init(&out, arena);
    for (size_t i = 1; i < d->certificate_count; i++)
        differ |= d->certificates[i].valid_from != d->certificates[0].valid_from ||
                  d->certificates[i].valid_to != d->certificates[0].valid_to;
    for (size_t i = 0; i < (differ ? d->certificate_count : d->certificate_count > 0); i++)
        bytes_printf(&out, "%s%s", i ? "、" : differ ? "分别为" : "",
                     paper_days(arena, d->certificates[i].valid_from, d->certificates[i].valid_to));
    return bytes_text(&out);
}

static void add_unit(struct filling *filling, const struct unit *unit)
{
    const char **values = filling->words.values;

    values[PLACEHOLDER_UNIT] = unit->name;
    values[PLACEHOLDER_NAME_EN] = unit->name_en;
    values[PLACEHOLDER_USCC] = unit->uscc;
    values[PLACEHOLDER_ADDRESS] = unit->registered_address;
    values[PLACEHOLDER_REGION] = unit->region;
    values[PLACEHOLDER_CONTACT] = unit->contact.name;
    values[PLACEHOLDER_PHONE] = unit->contact.phone;
    values[PLACEHOLDER_EMAIL] = unit->contact.email;
}

static void add_outcome(struct filling *filling, struct arena *arena, const struct run *run)
{
    const struct decision *d = filling->decision;
    const char **values = filling->words.values;
    int to = decision_level(d), requested = level_requested(d);

    values[PLACEHOLDER_TARGET] = to >= 0 ? paper_level(d->scheme, to) : "";
    values[PLACEHOLDER_REQUESTED] = requested >= 0 ? paper_level(d->scheme, requested) : "";
    values[PLACEHOLDER_ELIGIBLE] = d->eligible_upgrade_to >= 0 ? paper_level(d->scheme, d->eligible_upgrade_to) : "";
    values[PLACEHOLDER_SCORE] = score_of(d, arena);
    values[PLACEHOLDER_DEADLINE] = deadline_of(d) != DATE_NONE ? paper_day(arena, deadline_of(d)) : "";
    values[PLACEHOLDER_NEW_NUMBER] = new_numbers(d, arena);
    values[PLACEHOLDER_NEW_TERM] = new_terms(d, arena);
    values[PLACEHOLDER_ISSUED] = day_of(d, run, arena);
    values[PLACEHOLDER_CLAUSE] = basis_of(d, arena);
    values[PLACEHOLDER_WILL] = d->has_outcome ? "" : "拟";
    values[PLACEHOLDER_UNMET] = unmet_names(d, arena);
}

/* Valid certificates of the unit in the programme, where the decision is about all of them. */
static const char *numbers_of(const struct decision *d, struct arena *arena, const struct run *run)
{
    const struct export *export = run->export;
    struct bytes out;

    bytes_init(&out, arena);
    for (size_t i = 0; d->matter == MATTER_CHANGE && i < export->certificates.count; i++) {
        const struct certificate *c = &export->certificates.items[i];
        if (paper_is_held(c, d))
            bytes_printf(&out, "%s%s", out.length ? "、" : "", c->no);
    }
    return bytes_text(&out);
}

static void add_standing(struct filling *filling, struct arena *arena, const struct run *run)
{
    const struct decision *d = filling->decision;
    const struct certificate *held = d->held_certificate;
    const char **values = filling->words.values;
    date from, to;

    values[PLACEHOLDER_NUMBER] = held ? held->no : numbers_of(d, arena, run);
    values[PLACEHOLDER_LEVEL] = paper_level(d->scheme, d->from);
    values[PLACEHOLDER_TRACK] = paper_track(d);
    values[PLACEHOLDER_SCOPE] = scope_of(d, arena);
    values[PLACEHOLDER_HALF_YEAR] = filling_half_year(d, &from, &to) ? paper_half_year(arena, d) : "";
    values[PLACEHOLDER_MATTER] = scheme_matter_name(d->scheme, d->matter);
    values[PLACEHOLDER_TERM] = held ? paper_days(arena, held->valid_from, held->valid_to) : "";
    values[PLACEHOLDER_VALID_FROM] = held ? paper_day(arena, held->valid_from) : "";
    values[PLACEHOLDER_VALID_TO] = held ? paper_day(arena, held->valid_to) : "";
    values[PLACEHOLDER_DAYS] = paper_days(arena, d->days_from, d->days_to);
}

bool filling_half_year(const struct decision *d, date *from, date *to)
{
    int year, half;

    if (d->matter != MATTER_HALF_YEAR || sscanf(d->cycle, "%4dH%1d", &year, &half) != 2)
        return false;
    *from = date_make(year, half == 1 ? 1 : 7, 1);
    *to = half == 1 ? date_make(year, 6, 30) : date_make(year, 12, 31);
    return true;
}

date filling_by(const struct run *run, const struct decision *d)
{
    date as_of = run->export->as_of, from, to;

    if (filling_half_year(d, &from, &to))
        return to + d->scheme->half_year_days.value >= as_of ? to + d->scheme->half_year_days.value : DATE_NONE;
    if (d->opens == DATE_NONE || !d->held_certificate)
        return DATE_NONE;
    return d->held_certificate->valid_to >= as_of ? d->held_certificate->valid_to : DATE_NONE;
}

/* Working days after as_of up to the last day. */
static int working_days(const struct run *run, date last)
{
    int days = 0;

    for (date day = run->export->as_of + 1; day <= last; day++)
        days += calendar_is_working_day(&run->rules->calendar, day);
    return days;
}

static void add_days(struct filling *filling, struct arena *arena, const struct run *run)
{
    const struct decision *d = filling->decision;
    const char **values = filling->words.values;
    date by = filling_by(run, d), from, to;

    values[PLACEHOLDER_OPENS] = filling_half_year(d, &from, &to) ? paper_day(arena, to + 1)
                                : d->opens != DATE_NONE          ? paper_day(arena, d->opens)
                                                                 : "";
    if (by == DATE_NONE)
        return;
    values[PLACEHOLDER_BY] = paper_day(arena, by);
    values[PLACEHOLDER_DAYS_LEFT] = arena_printf(arena, "%d", working_days(run, by));
}

/* --- what the unit handed in --- */

static const char *text_of(const struct submission *submission, const char *field)
{
    const struct value *value = submission_value(submission, field);

    return value && value->text ? value->text : "";
}

static void add_submission(struct filling *filling, struct arena *arena)
{
    const struct decision *d = filling->decision;
    const char **values = filling->words.values;

    if (!d->submission)
        return;
    const struct value *applied = submission_value(d->submission, "applied_level");
    values[PLACEHOLDER_APPLIED] = applied ? paper_level(d->scheme, applied->position) : "";
    values[PLACEHOLDER_SUBMISSION] = d->submission->id;
    values[PLACEHOLDER_SUBMITTED] = paper_day(arena, d->submission->submitted_on);
    if (d->matter == MATTER_CHANGE) {
        values[PLACEHOLDER_NEW_NAME] = text_of(d->submission, "name");
        values[PLACEHOLDER_NEW_ADDRESS] = text_of(d->submission, "registered_address");
    }
}

static void add_assessment(struct filling *filling, struct arena *arena)
{
    const struct docket_entry *entry = filling->decision->entry;

    if (!entry)
        return;
    if (entry->people_count)
        filling->words.values[PLACEHOLDER_STAFF] = arena_printf(arena, "%zu", entry->people_count);
    if (!entry->assessment)
        return;
    filling->words.values[PLACEHOLDER_EVALUATOR] = entry->assessment->evaluator;
    filling->words.values[PLACEHOLDER_EVALUATED] = paper_days(arena, entry->assessment->from, entry->assessment->to);
}

/* The agreement that stands on the day of the data, the last of several. */
static void add_agreement(struct filling *filling, struct arena *arena, const struct run *run)
{
    const struct decision *d = filling->decision;
    const struct export *export = run->export;
    const struct agreement *standing = NULL;

    for (size_t i = 0; i < export->agreements.count; i++) {
        const struct agreement *a = &export->agreements.items[i];
        if (a->unit == d->unit && a->programme == d->scheme->programme && a->terminated_on == DATE_NONE &&
            a->signed_on <= export->as_of && a->valid_to >= export->as_of &&
            (!standing || a->valid_to > standing->valid_to))
            standing = a;
    }
    if (!standing)
        return;
    filling->words.values[PLACEHOLDER_AGREED] = paper_day(arena, standing->signed_on);
    filling->words.values[PLACEHOLDER_AGREED_TO] = paper_day(arena, standing->valid_to);
}

/* --- lists --- */

void filling_set_list(struct filling *filling, struct arena *arena, enum template_list list,
                      const struct wording *items, size_t count)
{
    static const enum placeholder lengths[] = {
#define X(id, name) PLACEHOLDER_##id,
        TEMPLATE_LIST_LIST(X)
#undef X
    };

    filling->lists[list] = (struct filling_rows){items, count};
    filling->words.values[lengths[list]] = count ? arena_printf(arena, "%zu", count) : "";
}

static struct wording *add_row(struct wording *rows, size_t n, const struct filling *filling, struct arena *arena,
                               const char *item, const char *value)
{
    rows[n] = filling->words;
    rows[n].values[PLACEHOLDER_N] = arena_printf(arena, "%zu", n + 1);
    rows[n].values[PLACEHOLDER_ITEM] = item;
    rows[n].values[PLACEHOLDER_VALUE] = value;
    return &rows[n];
}

static const char *fact_value(struct arena *arena, const struct fact *fact)
{
    char text[EXACT_TEXT_SIZE];

    if (!fact)
        return "";
    if (fact->type == FIELD_BOOLEAN)
        return fact->boolean ? "是" : "否";
    return fact->type == FIELD_NUMBER ? arena_strdup(arena, exact_text(fact->number, 2, text)) : fact->text;
}

/* A track is asked what its items rest on, and what no item rests on. */
static bool concerns(const struct programme *programme, const char *fact, int track)
{
    bool is_used = false;

    for (size_t i = 0; track >= 0 && i < programme->item_count; i++)
        for (size_t a = 0; a < programme->items[i].alternative_count; a++)
            for (size_t c = 0; c < programme->items[i].alternatives[a].count; c++)
                if (strcmp(programme->items[i].alternatives[a].conditions[c].fact, fact) == 0) {
                    if (programme->items[i].tracks >> track & 1)
                        return true;
                    is_used = true;
                }
    return !is_used;
}

static void add_facts(struct filling *filling, struct arena *arena)
{
    const struct programme *programme = filling->scheme->programme;
    const struct decision *d = filling->decision;
    struct wording *rows = ARENA_ARRAY(arena, struct wording, programme->fact_count + 1);
    const struct submission *given = d && d->entry && d->entry->facts ? d->entry->facts : d ? d->submission : NULL;
    size_t n = 0;

    for (size_t i = 0; i < programme->fact_count; i++) {
        const char *fact = programme->facts[i].name;
        if (concerns(programme, fact, d ? d->track : -1)) {
            add_row(rows, n, filling, arena, scheme_fact_name(filling->scheme, fact),
                    fact_value(arena, given ? submission_fact(given, fact) : NULL));
            n++;
        }
    }
    filling_set_list(filling, arena, LIST_FACTS, rows, n);
}

/* What the level under review asks, in the document's words. */
static void add_requirements(struct filling *filling, struct arena *arena)
{
    const struct decision *d = filling->decision;
    bool is_application = d && (d->matter == MATTER_APPLICATION || d->matter == MATTER_TRIAL);
    const struct requirement_list *list = is_application ? &filling->scheme->application : &filling->scheme->review;
    const struct value *applied = d && d->submission ? submission_value(d->submission, "applied_level") : NULL;
    int level = d && d->from >= 0 ? d->from : applied ? applied->position : 0;
    struct wording *rows = ARENA_ARRAY(arena, struct wording, list->count + 1);
    size_t n = 0;

    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].texts[level]) {
            add_row(rows, n, filling, arena, list->items[i].name, list->items[i].texts[level]);
            n++;
        }
    filling_set_list(filling, arena, LIST_REQUIREMENTS, rows, n);
}

/* --- all of it --- */

static const char *period_of(struct arena *arena, const char *period)
{
    int year, month;

    return sscanf(period, "%4d-%2d", &year, &month) == 2 ? arena_printf(arena, "%d年%d月", year, month) : period;
}

void filling_of_scheme(struct filling *filling, struct arena *arena, const struct run *run, const struct scheme *scheme)
{
    *filling = (struct filling){.scheme = scheme};
    const char **values = filling->words.values;
    paper_scheme_words(&filling->words, arena, scheme);
    values[PLACEHOLDER_AS_OF] = paper_day(arena, run->export->as_of);
    values[PLACEHOLDER_PERIOD] = period_of(arena, run->export->period);
    values[PLACEHOLDER_ISSUED] = values[PLACEHOLDER_AS_OF];
    values[PLACEHOLDER_WORKING_DAYS] = arena_printf(arena, "%d", scheme->opens_working_days.value);
    values[PLACEHOLDER_OBJECTION] = arena_printf(arena, "%d", scheme->objection_days.value);
}

void filling_of_decision(struct filling *filling, struct arena *arena, const struct run *run,
                         const struct decision *decision)
{
    filling_of_scheme(filling, arena, run, decision->scheme);
    filling->decision = decision;
    add_unit(filling, decision->unit);
    add_standing(filling, arena, run);
    add_outcome(filling, arena, run);
    add_days(filling, arena, run);
    add_submission(filling, arena);
    add_assessment(filling, arena);
    add_agreement(filling, arena, run);
    find_conditions(filling, run);
}

void filling_add_lists(struct filling *filling, struct arena *arena)
{
    add_facts(filling, arena);
    add_requirements(filling, arena);
}
