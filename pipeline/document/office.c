/* office.c - when the office's papers are due, and what their lists hold. */
#include "document/office.h"

#include "base/file.h"
#include "document/form.h"
#include "document/report.h"
#include "model/docket.h"

#include <string.h>

static const char *const paper_names[] = {
#define X(id, name) [OFFICE_##id] = name,
    OFFICE_PAPER_LIST(X)
#undef X
};

const char *office_paper_name(enum office_paper what)
{
    return paper_names[what];
}

bool office_is_list(enum office_paper what)
{
    return what == OFFICE_ISSUED || what == OFFICE_HANDOVER || what == OFFICE_ARCHIVE;
}

bool office_is_form(enum office_paper what)
{
    return !office_is_list(what) && what != OFFICE_REMINDER;
}

/* --- reading --- */

static int find_paper(const char *name)
{
    int i = 0;

    while (i < OFFICE_PAPER_COUNT && strcmp(paper_names[i], name) != 0)
        i++;
    return i;
}

/* A form attached must be there, and attach none itself. */
static RESULT check_attached(const struct stationery *stationery, const struct template *template, const char *file)
{
    for (size_t i = 0; i < template->count; i++) {
        const struct template_line *line = &template->lines[i];
        if (line->kind != LINE_ATTACH)
            continue;
        int other = find_paper(line->text);
        if (other == OFFICE_PAPER_COUNT || !stationery->office[other].title)
            return FAIL(RULES, "%s: attaches %s, but there is no paper.%s.txt", file, line->text, line->text);
        for (size_t k = 0; k < stationery->office[other].count; k++)
            if (stationery->office[other].lines[k].kind == LINE_ATTACH)
                return FAIL(RULES, "%s: attaches %s, which has an attachment itself", file, line->text);
    }
    return OK;
}

RESULT office_load(struct stationery *stationery, struct arena *arena, const char *folder, const char *shared)
{
    const char *files[OFFICE_PAPER_COUNT];

    for (int i = 0; i < OFFICE_PAPER_COUNT; i++) {
        const char *name = arena_printf(arena, "paper.%s.txt", paper_names[i]);
        files[i] = file_join(arena, folder, name);
        if (!file_exists(files[i]))
            files[i] = file_join(arena, shared, name);
        if (file_exists(files[i]))
            TRY(template_read(&stationery->office[i], arena, files[i]));
    }
    for (int i = 0; i < OFFICE_PAPER_COUNT; i++)
        TRY(check_attached(stationery, &stationery->office[i], files[i]));
    return OK;
}

/* --- when --- */

/* Whether a paper of this kind came in for the review: in its days, for its track, of its half-year. */
static bool has_come(const struct run *run, const struct decision *d, const struct metric *metric)
{
    const struct docket_entry *entry = d->entry;
    const struct record_kind *kind = &d->scheme->programme->submission_kinds[metric->kind];

    for (size_t i = 0; i < entry->paper_count; i++) {
        const struct submission *paper = entry->papers[i];
        int track = submission_track(paper);
        bool fits = paper->kind == metric->kind && paper->submitted_on <= run->export->as_of &&
                    (entry->papers_from == DATE_NONE || paper->submitted_on >= entry->papers_from) &&
                    (track < 0 || track == d->track);
        for (size_t f = 0; fits && f < metric->filter_count; f++)
            if (metric->filters[f].test == FILTER_IS_CYCLE) {
                const struct value *period = submission_value(paper, kind->fields[metric->filters[f].field].name);
                fits = period && strcmp(period->text, d->cycle) == 0;
            }
        if (fits)
            return true;
    }
    return false;
}

static bool is_all_in(const struct run *run, const struct decision *d)
{
    if (d->scheme->needs_assessment && !d->entry->is_referred && !d->entry->assessment)
        return false;
    for (size_t i = 0; i < d->scheme->metric_count; i++)
        if (d->scheme->metrics[i].source == METRIC_SUBMISSIONS && !has_come(run, d, &d->scheme->metrics[i]))
            return false;
    return true;
}

static bool wants_to_leave(const struct decision *d)
{
    for (size_t i = 0; i < d->entry->paper_count; i++) {
        const struct submission *paper = d->entry->papers[i];
        int track = submission_track(paper);
        if (submission_is(paper, "withdrawal") && (track < 0 || track == d->track) &&
            (d->entry->papers_from == DATE_NONE || paper->submitted_on >= d->entry->papers_from))
            return true;
    }
    return false;
}

/* The day a review opens; of a half-year the day after it, of one that nothing is to be judged in none. */
static date opening_of(const struct run *run, const struct decision *d)
{
    date from, to;

    if (!filling_half_year(d, &from, &to))
        return d->matter == MATTER_REVIEW ? d->opens : DATE_NONE;
    return to < run->export->as_of && !d->entry->months ? DATE_NONE : to + 1;
}

/* A review that opens before the next run, or one that is open and for which not everything has come. */
static bool wants_reminder(const struct run *run, const struct decision *d)
{
    const struct export *export = run->export;
    date horizon = export->next_as_of != DATE_NONE ? export->next_as_of : date_add_months(export->as_of, 1);

    if (!d->entry || d->is_early || d->has_outcome || d->is_for_violation || d->entry->is_rectification ||
        (d->status != STATUS_NOT_DUE && d->status != STATUS_DUE && d->status != STATUS_OVERDUE))
        return false;
    date opens = opening_of(run, d);
    return opens != DATE_NONE && opens <= horizon && (opens > export->as_of || !is_all_in(run, d)) &&
           !wants_to_leave(d);
}

bool office_is_due(const struct run *run, const struct decision *d, enum office_paper what)
{
    bool is_applicant = d->matter == MATTER_APPLICATION || d->matter == MATTER_TRIAL;

    switch (what) {
    case OFFICE_REMINDER: return wants_reminder(run, d);
    case OFFICE_APPLICATION: return is_applicant && (d->status == STATUS_DUE || d->status == STATUS_AWAITING_AGREEMENT);
    case OFFICE_EXAMINATION: return is_applicant && (d->status == STATUS_DUE || d->status == STATUS_AWAITING_AGREEMENT);
    case OFFICE_CHANGE: return d->matter == MATTER_CHANGE && d->status == STATUS_DUE;
    case OFFICE_AGREEMENT:
        return d->status == STATUS_AWAITING_AGREEMENT || (d->has_outcome && d->outcome_action == ACTION_CERTIFY);
    case OFFICE_REPORT:
    case OFFICE_ISSUED:
    case OFFICE_HANDOVER:
    case OFFICE_ARCHIVE:
    case OFFICE_PAPER_COUNT: break;
    }
    return false;
}

/* --- lists --- */

/* Rows as they are found. */
struct rows {
    const struct paper *paper;
    const struct stationery *stationery;
    const struct filling *filling; /* of the programme */
    LIST_OF(struct wording) list;
};

static const char **new_row(struct rows *rows)
{
    struct wording *row = ARENA_PUSH(rows->paper->arena, &rows->list);

    *row = rows->filling->words;
    row->values[PLACEHOLDER_N] = arena_printf(rows->paper->arena, "%zu", rows->list.count);
    return row->values;
}

/* A certificate as of this unit, number and version. */
static const char **certificate_row(struct rows *rows, const struct decision *d, const char *no, int version, int level)
{
    struct arena *arena = rows->paper->arena;
    const char **values = new_row(rows);

    values[PLACEHOLDER_UNIT] = report_name(rows->paper, d->unit->name, d->unit->id);
    values[PLACEHOLDER_USCC] = d->unit->uscc;
    values[PLACEHOLDER_NUMBER] = report_name(rows->paper, no, "");
    values[PLACEHOLDER_VERSION] = arena_printf(arena, "%d", version);
    values[PLACEHOLDER_LEVEL] = paper_level(d->scheme, level);
    values[PLACEHOLDER_ITEM] = action_chinese(decision_action(d));
    return values;
}

static void add_issues(struct rows *rows, const struct decision *d)
{
    struct arena *arena = rows->paper->arena;

    for (size_t i = 0; i < d->certificate_count; i++) {
        const struct issue *issue = &d->certificates[i];
        const char **values = certificate_row(rows, d, issue->certificate_no, issue->version, issue->level);
        values[PLACEHOLDER_UNIT] = report_name(rows->paper, issue->name, d->unit->id);
        values[PLACEHOLDER_TRACK] = issue->track >= 0 ? scheme_track_name(d->scheme, issue->track)
                                                      : report_name(rows->paper, paper_track(d), "");
        values[PLACEHOLDER_SCOPE] = paper_scope(arena, d->scheme, issue->scope, issue->scope_count);
        values[PLACEHOLDER_TERM] = paper_days(arena, issue->valid_from, issue->valid_to);
        values[PLACEHOLDER_VALID_FROM] = paper_day(arena, issue->valid_from);
        values[PLACEHOLDER_VALID_TO] = paper_day(arena, issue->valid_to);
        values[PLACEHOLDER_ISSUED] = paper_day(arena, issue->issued_on);
        values[PLACEHOLDER_DIGEST] = arena_printf(arena, "%.16s", issue->pdf_digest);
    }
}

/* What an outcome takes the place of, or ends: earlier versions, and the certificate of a standing that is lost
 * or changed. One that is renewed runs to its end. */
static void add_returns(struct rows *rows, const struct decision *d)
{
    const struct certificate *held = d->held_certificate;
    enum action action = d->has_outcome ? d->outcome_action : ACTION_NONE;

    for (size_t i = 0; i < d->certificate_count; i++)
        if (d->certificates[i].replaces)
            certificate_row(rows, d, d->certificates[i].certificate_no, d->certificates[i].replaces,
                            d->certificates[i].level);
    if (held && (action == ACTION_REVOKE || action == ACTION_WITHDRAW ||
                 ((action == ACTION_UPGRADE || action == ACTION_DOWNGRADE) && d->certificate_count)))
        certificate_row(rows, d, held->no, held->version, held->level);
}

/* --- the file's table of contents --- */

static const char **add_paper(struct rows *rows, const struct decision *d, const char *number, const char *by,
                              const char *title)
{
    const struct paper *paper = rows->paper;
    const char **values = new_row(rows);

    values[PLACEHOLDER_NUMBER] = number;
    values[PLACEHOLDER_OPERATOR] = by;
    values[PLACEHOLDER_UNIT] = report_name(paper, d->unit->name, d->unit->id);
    values[PLACEHOLDER_ITEM] = title;
    values[PLACEHOLDER_ISSUED] = paper_day(paper->arena,
                                           d->has_outcome && d->ruling ? d->ruling->on : paper->run->export->as_of);
    return values;
}

/* A notice; one that is not sent yet has no day. */
static void add_notice(struct rows *rows, const struct decision *d, const char *title)
{
    const char **values = add_paper(rows, d, d->proposal_id, d->scheme->words.operator_name, title);

    if (!d->has_outcome) {
        values[PLACEHOLDER_ISSUED] = "";
        values[PLACEHOLDER_VALUE] = "送审稿";
    }
}

/* A form: what the unit handed in is of that day, what is filled in by hand is dated by hand. */
static void add_form(struct rows *rows, const struct decision *d, enum office_paper what, const char *title)
{
    const char *operator_name = d->scheme->words.operator_name,
               *unit = report_name(rows->paper, d->unit->name, d->unit->id);
    struct arena *arena = rows->paper->arena;
    bool is_of_unit = d->submission && what != OFFICE_EXAMINATION && what != OFFICE_AGREEMENT;
    const char **values = add_paper(rows, d, d->submission ? d->submission->id : d->proposal_id,
                                    what == OFFICE_EXAMINATION ? operator_name
                                    : what == OFFICE_AGREEMENT ? arena_printf(arena, "%s、%s", operator_name, unit)
                                                               : unit,
                                    title);

    values[PLACEHOLDER_ISSUED] = is_of_unit ? paper_day(arena, d->submission->submitted_on) : "";
}

/* The papers of a subject that words its titles. */
static void add_worded(struct rows *rows, const struct decision *d)
{
    const struct stationery *stationery = rows->stationery;
    enum action action = decision_action(d);
    struct arena *arena = rows->paper->arena;
    struct filling filling;

    filling_of_decision(&filling, arena, rows->paper->run, d);
    if (action != ACTION_NONE && stationery->notices[action].title)
        add_notice(rows, d, wording_fill(arena, stationery->notices[action].title, &filling.words));
    for (int what = 0; what < OFFICE_PAPER_COUNT; what++)
        if (what != OFFICE_REMINDER && stationery->office[what].title &&
            office_is_due(rows->paper->run, d, (enum office_paper)what))
            add_form(rows, d, (enum office_paper)what,
                     wording_fill(arena, stationery->office[what].title, &filling.words));
}

static void add_papers(struct rows *rows, const struct packet *packet)
{
    const struct decision *first = packet->decisions[0];
    const char *operator_name = first->scheme->words.operator_name;
    struct arena *arena = rows->paper->arena;

    if (!packet->missing_char)
        add_paper(rows, first, first->proposal_id, operator_name, paper_sheet_title(arena, first));
    for (size_t i = 0; i < packet->count; i++) {
        const struct decision *d = packet->decisions[i];
        if (!packet->missing_char)
            add_worded(rows, d);
        for (size_t k = 0; k < d->certificate_count; k++)
            add_paper(rows, d, d->certificates[k].certificate_no, operator_name, d->scheme->words.certificate_title);
    }
}

/* --- a list, or a part of it --- */

size_t office_parts(const struct run *run, const struct scheme *scheme, enum office_paper what)
{
    size_t packets = 0;

    for (size_t i = 0; office_is_list(what) && i < run->plan->packet_count; i++)
        packets += run->plan->packets[i].decisions[0]->scheme == scheme;
    return packets ? (packets + OFFICE_PACKETS_OF_PART - 1) / OFFICE_PACKETS_OF_PART : 1;
}

typedef void add_rows(struct rows *rows, const struct packet *packet);

static void add_handed_out(struct rows *rows, const struct packet *packet)
{
    for (size_t i = 0; i < packet->count; i++)
        add_issues(rows, packet->decisions[i]);
}

static void add_taken_back(struct rows *rows, const struct packet *packet)
{
    for (size_t i = 0; i < packet->count; i++)
        add_returns(rows, packet->decisions[i]);
}

static void fill_list(struct filling *filling, const struct paper *paper, const struct stationery *stationery,
                      size_t part, enum template_list list, add_rows *add)
{
    const struct plan *plan = paper->run->plan;
    struct rows rows = {.paper = paper, .stationery = stationery, .filling = filling};
    size_t n = 0;

    for (size_t i = 0; i < plan->packet_count; i++)
        if (plan->packets[i].decisions[0]->scheme == filling->scheme && n++ / OFFICE_PACKETS_OF_PART == part)
            add(&rows, &plan->packets[i]);
    filling_set_list(filling, paper->arena, list, rows.list.items, rows.list.count);
}

static void add_month(struct filling *filling, const struct paper *paper, const struct stationery *stationery,
                      const struct office_subject *subject)
{
    size_t parts = office_parts(paper->run, subject->scheme, subject->what);

    if (parts > 1)
        filling->words.values[PLACEHOLDER_PART] = arena_printf(paper->arena, "（第%zu册，共%zu册）", subject->part + 1,
                                                               parts);
    if (subject->what == OFFICE_ARCHIVE) {
        fill_list(filling, paper, stationery, subject->part, LIST_PAPERS, add_papers);
        return;
    }
    fill_list(filling, paper, stationery, subject->part, LIST_HANDED_OUT, add_handed_out);
    if (subject->what == OFFICE_HANDOVER)
        fill_list(filling, paper, stationery, subject->part, LIST_TAKEN_BACK, add_taken_back);
}

/* --- drawing --- */

/* Persons: whom to call stands only in the application, where the unit itself wrote it; who evaluated, only in
 * what stays in the office. */
static void leave_out_persons(struct filling *filling, enum office_paper what)
{
    if (what != OFFICE_APPLICATION) {
        filling->words.values[PLACEHOLDER_CONTACT] = NULL;
        filling->words.values[PLACEHOLDER_PHONE] = NULL;
        filling->words.values[PLACEHOLDER_EMAIL] = NULL;
    }
    if (what != OFFICE_EXAMINATION)
        filling->words.values[PLACEHOLDER_EVALUATOR] = NULL;
}

/* What no font has is left to be written by hand. Names that must not be missing were looked at before. */
static void leave_out_undrawable(struct filling *filling, const struct paper *paper)
{
    for (size_t i = 0; i < PLACEHOLDER_COUNT; i++)
        if (filling->words.values[i] && !typesetter_can_draw(paper->typesetter, filling->words.values[i]))
            filling->words.values[i] = NULL;
}

static void fill_for(struct filling *filling, const struct paper *paper, const struct stationery *stationery,
                     const struct office_subject *subject)
{
    if (subject->decision)
        filling_of_decision(filling, paper->arena, paper->run, subject->decision);
    else
        filling_of_scheme(filling, paper->arena, paper->run, subject->scheme);
    leave_out_persons(filling, subject->what);
    leave_out_undrawable(filling, paper);
    if (subject->what == OFFICE_REMINDER || subject->what == OFFICE_AGREEMENT) /* letters of this run's day */
        filling->words.values[PLACEHOLDER_ISSUED] = filling->words.values[PLACEHOLDER_AS_OF];
    if (subject->what == OFFICE_REMINDER && is_all_in(paper->run, subject->decision))
        filling->holding |= 1u << WHEN_RECEIVED;
    if (office_is_list(subject->what))
        add_month(filling, paper, stationery, subject);
    else
        filling_add_lists(filling, paper->arena);
}

static const struct template *attached(const void *context, const char *name)
{
    const struct stationery *stationery = context;
    int what = find_paper(name);

    return what < OFFICE_PAPER_COUNT ? &stationery->office[what] : NULL;
}

RESULT office_draw(const struct paper *paper, const struct stationery *stationery, const struct office_subject *subject)
{
    const struct template *template = &stationery->office[subject->what];
    struct sheet sheet = form_sheet(paper, subject->scheme);
    struct filling filling;

    fill_for(&filling, paper, stationery, subject);
    sheet.foot_right = subject->decision ? arena_printf(paper->arena, "事项编号 %s", subject->decision->proposal_id)
                       : office_is_list(subject->what)
                           ? arena_printf(paper->arena, "数据期 %s", paper->run->export->period)
                           : NULL;
    form_begin(&sheet, template, &filling, NULL);
    form_draw(&sheet, template, &filling, attached, stationery);
    return OK;
}
