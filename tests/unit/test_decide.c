/* test_decide.c - docket and plan on records made by hand, with the shipped rules of cntisp. */
#include "decide/docket.h"
#include "decide/plan.h"
#include "scheme/rules.h"
#include "score/fold.h"
#include "score/score.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LEVEL_3, LEVEL_2, LEVEL_1 };

/* An export of one unit, U1, filled by a test and then decided. */
struct desk {
    struct arena *arena;
    const struct rule_set *rules;
    const struct programme *programme;
    struct export export;
    struct docket *docket;
    const struct plan *plan;
    struct plan_findings findings;
};

static date day(const char *text)
{
    date d;

    assert_true(date_parse_plain(text, &d));
    return d;
}

static const char *text_of(date d)
{
    static char texts[4][DATE_TEXT_SIZE];
    static int turn;

    turn = (turn + 1) % 4;
    return date_text(d, texts[turn]);
}

static void begin(struct desk *desk, const char *as_of)
{
    *desk = (struct desk){.arena = arena_new()};
    assert_int_equal(rules_load(&desk->rules, desk->arena, "templates").kind, ERROR_NONE);
    desk->programme = vocabulary_programme(&desk->rules->vocabulary, "cntisp");
    desk->export = (struct export){.folder = "",
                                   .period = "2026-10",
                                   .as_of = day(as_of),
                                   .next_as_of = DATE_NONE,
                                   .coverage_from = DATE_NONE,
                                   .digest = ""};
    *ARENA_PUSH(desk->arena, &desk->export.units) = (struct unit){
        .id = "U1", .name = "北京安信科技有限公司", .uscc = "91110108MA0000001D", .registered_address = "北京"};
}

static void finish(struct desk *desk)
{
    arena_free(desk->arena);
}

static struct certificate *add_certificate(struct desk *desk, const char *no, int level, const char *from,
                                           const char *to)
{
    struct certificate *c = ARENA_PUSH(desk->arena, &desk->export.certificates);

    *c = (struct certificate){.no = no,
                              .version = 1,
                              .unit = desk->export.units.items,
                              .programme = desk->programme,
                              .track = -1,
                              .level = level,
                              .valid_from = day(from),
                              .valid_to = day(to),
                              .counted_from = day(from),
                              .status = CERTIFICATE_VALID};
    return c;
}

static struct submission *add_paper(struct desk *desk, const char *id, const char *kind, const char *on)
{
    struct submission *s = ARENA_PUSH(desk->arena, &desk->export.submissions);

    *s = (struct submission){.id = id,
                             .unit = desk->export.units.items,
                             .programme = desk->programme,
                             .kind = programme_submission_kind(desk->programme, kind),
                             .submitted_on = day(on)};
    assert_true(s->kind >= 0);
    return s;
}

static struct value *value_at(const struct desk *desk, struct submission *paper, const char *field)
{
    int at = record_kind_field(&desk->programme->submission_kinds[paper->kind], field);

    assert_true(at >= 0);
    paper->values[at].given = true;
    return &paper->values[at];
}

static void add_sound_summary(struct desk *desk, const char *on)
{
    struct submission *summary = add_paper(desk, "S9", "annual-summary", on);

    value_at(desk, summary, "complete")->boolean = true;
    value_at(desk, summary, "truthful")->boolean = true;
}

static void add_ruling(struct desk *desk, const struct ruling *ruling)
{
    *ARENA_PUSH(desk->arena, &desk->export.rulings) = *ruling;
}

static void build(struct desk *desk)
{
    desk->docket = docket_build(desk->arena, desk->rules, &desk->export, NULL, NULL);
}

/* Original effective reports and valid feedbacks, so many of each, straight into the tallies. */
static void tally(struct desk *desk, int count)
{
    for (size_t i = 0; i < desk->docket->count; i++)
        for (size_t m = 0; desk->docket->entries[i].tallies && m < 3; m++)
            desk->docket->entries[i].tallies[m].value = EXACT(count);
}

static const struct decision *decide(struct desk *desk)
{
    struct plan_input input = {.rules = desk->rules, .export = &desk->export, .docket = desk->docket};

    score_docket(desk->docket, desk->arena, desk->export.as_of);
    desk->plan = plan_make(desk->arena, &input, &desk->findings);
    return desk->plan->count ? desk->plan->decisions : NULL;
}

/* --- months --- */

static void fold_report(struct desk *desk, struct fold *fold, const char *group, const char *on)
{
    int kind = programme_evidence_kind(desk->programme, "threat-report");
    const struct record_kind *fields = &desk->programme->evidence_kinds[kind];
    struct evidence evidence = {.unit = desk->export.units.items, .programme = desk->programme, .kind = kind,
                                .day = day(on), .status = EVIDENCE_ACCEPTED};

    evidence.values[record_kind_field(fields, "group_id")] = (struct value){.given = true, .text = group};
    evidence.values[record_kind_field(fields, "original")] = (struct value){.given = true, .boolean = true};
    evidence.values[record_kind_field(fields, "effective")] = (struct value){.given = true, .boolean = true};
    fold_add(fold, &evidence);
}

static void contributions_stand_in_their_month(void **state)
{
    static const struct {
        const char *group, *on;
    } reports[] = {
        {"A", "2025-11-20"}, /* the day before the term */
        {"B", "2025-11-21"}, {"C", "2025-11-30"}, {"D", "2025-12-01"}, {"B", "2026-01-05"}, /* again: counted once */
        {"E", "2026-10-31"}, {"F", "2026-11-01"}, /* after as_of */
    };
    struct desk desk;

    (void)state;
    begin(&desk, "2026-10-31");
    add_certificate(&desk, "A", LEVEL_2, "2025-11-21", "2026-11-20");
    build(&desk);
    struct fold *fold = fold_new(desk.arena, desk.docket, &desk.rules->calendar, &desk.export, NULL);
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
        fold_report(&desk, fold, reports[i].group, reports[i].on);
    fold_free(fold);
    const struct docket_entry *entry = &desk.docket->entries[0];
    assert_int_equal(entry->by_month.count, 12); /* November to October */
    assert_int_equal(entry->by_month.first, 2025 * 12 + 10);
    for (int m = 0; m < 12; m++) {
        int64_t wanted = m == 0 ? 2 : m == 1 || m == 11 ? 1 : 0;
        assert_int_equal(docket_entry_month(entry, 0, m).num, wanted);
        assert_int_equal(docket_entry_month(entry, 1, m).num, wanted);
    }
    assert_int_equal(entry->tallies[entry->scheme->monthly[0].metric].value.num, 4);
    finish(&desk);
}

/* --- opens --- */

static void reviews_open_20_working_days_before_the_end(void **state)
{
    static const struct {
        const char *ends, *opens;
    } table[] = {
        {"2026-11-20", "2026-10-23"}, /* no day off between */
        {"2026-11-27", "2026-10-30"}, /* a Friday; opens on the Friday four weeks before */
        {"2026-11-28", "2026-11-02"}, /* a Saturday: the Friday before it counts */
        {"2026-11-02", "2026-09-29"}, /* National Day off, Saturday 10 October worked */
        {"2026-03-02", "2026-01-27"}, /* Spring Festival off, 14 and 28 February worked */
        {"2027-03-31", "2027-03-03"}, /* a year not in the calendar: Monday to Friday */
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct desk desk;
        begin(&desk, "2026-01-01");
        add_certificate(&desk, "A", LEVEL_2, "2025-12-01", table[i].ends);
        build(&desk);
        assert_string_equal(text_of(desk.docket->entries[0].opens), table[i].opens);
        desk.export.as_of = day(table[i].opens);
        build(&desk);
        assert_int_equal(desk.docket->entries[0].status, STATUS_DUE);
        desk.export.as_of--;
        build(&desk);
        assert_int_equal(desk.docket->entries[0].status, STATUS_NOT_DUE);
        finish(&desk);
    }
}

/* --- terms --- */

static void a_renewal_loses_no_day_and_counts_none_twice(void **state)
{
    static const struct {
        const char *as_of, *from, *to, *counted_from;
    } table[] = {
        {"2026-10-31", "2026-11-21", "2027-11-20", "2026-11-01"}, /* due: the rest of the old term counts anew */
        {"2026-11-20", "2026-11-21", "2027-11-20", "2026-11-21"}, /* the last day */
        {"2026-11-21", "2026-11-21", "2027-11-20", "2026-11-21"}, /* the day after */
        {"2027-02-18", "2026-11-21", "2027-11-20", "2026-11-21"}, /* 90 days overdue */
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct desk desk;
        begin(&desk, table[i].as_of);
        add_certificate(&desk, "CNTISP-2025-0001", LEVEL_3, "2025-11-21", "2026-11-20");
        add_sound_summary(&desk, "2026-10-01");
        build(&desk);
        tally(&desk, 10);
        const struct decision *d = decide(&desk);
        assert_int_equal(d->outcome_action, ACTION_MAINTAIN);
        assert_int_equal(d->certificate_count, 1);
        assert_string_equal(text_of(d->certificates->valid_from), table[i].from);
        assert_string_equal(text_of(d->certificates->valid_to), table[i].to);
        assert_string_equal(text_of(d->certificates->counted_from), table[i].counted_from);
        finish(&desk);
    }
}

static void an_early_upgrade_keeps_the_end_and_the_days_counted(void **state)
{
    struct desk desk;
    struct ruling approved = {.proposal_id = "cntisp/U1/-/early-2026-11-20",
                              .action = "upgrade",
                              .to = "2",
                              .word = RULING_APPROVED,
                              .place = {"rulings.ndjson", 1}};

    (void)state;
    begin(&desk, "2026-06-30");
    add_certificate(&desk, "CNTISP-2025-0001", LEVEL_3, "2025-11-21", "2026-11-20")->counted_from = day("2025-11-01");
    add_sound_summary(&desk, "2026-06-01");
    struct submission *request = add_paper(&desk, "S1", "upgrade-request", "2026-06-01");
    value_at(&desk, request, "to_level")->position = LEVEL_2;
    value_at(&desk, request, "early")->boolean = true;
    approved.on = day("2026-06-29");
    add_ruling(&desk, &approved);
    build(&desk);
    tally(&desk, 40);
    const struct decision *d = decide(&desk);
    assert_true(d->is_early);
    assert_int_equal(d->certificate_count, 1);
    assert_int_equal(d->certificates->level, LEVEL_2);
    assert_string_equal(text_of(d->certificates->valid_from), "2026-06-30");
    assert_string_equal(text_of(d->certificates->valid_to), "2026-11-20");
    assert_string_equal(text_of(d->certificates->counted_from), "2025-11-01");
    assert_string_equal(text_of(d->certificates->issued_on), "2026-06-29");
    finish(&desk);
}

/* --- numbers --- */

static void numbers_continue_the_highest_that_fits(void **state)
{
    static const struct {
        const char *held, *next;
    } table[] = {
        {"CNTISP-2025-0041", "CNTISP-2026-0042"},
        {"CNTISP-2025-0000", "CNTISP-2026-0001"},
        {"CNTISP-2025-9999", "CNTISP-2026-10000"},
        {"CNTISP-2025-10000", "CNTISP-2026-10001"},
        {"CNTISP-2025-999999999999999", "CNTISP-2026-1000000000000000"}, /* 15 digits */
        {"CNTISP-2025-1234567890123456", "CNTISP-2026-0001"},            /* 16: no serial of ours */
        {"CNTISP-2025-00041", "CNTISP-2026-0001"},                       /* padded beyond the pattern */
        {"CNTISP-2025-041", "CNTISP-2026-0001"},
        {"CNTISP-25-0041", "CNTISP-2026-0001"},
        {"CNTISP-2025-0041 ", "CNTISP-2026-0001"},
        {"CNTISP-2025-0041a", "CNTISP-2026-0001"},
        {"CNTISP-2025-", "CNTISP-2026-0001"},
        {"CNTISP-2025", "CNTISP-2026-0001"},
        {"C", "CNTISP-2026-0001"},
        {"XCNTISP-2025-0041", "CNTISP-2026-0001"},
        {"CNTISP-20٢5-0041", "CNTISP-2026-0001"}, /* a digit that is not ASCII */
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct desk desk;
        begin(&desk, "2026-10-31");
        add_certificate(&desk, table[i].held, LEVEL_3, "2025-11-21", "2026-11-20");
        add_sound_summary(&desk, "2026-10-01");
        build(&desk);
        tally(&desk, 10);
        const struct decision *d = decide(&desk);
        assert_int_equal(d->certificate_count, 1);
        assert_string_equal(d->certificates->certificate_no, table[i].next);
        finish(&desk);
    }
}

/* Digest by sha256sum, of the facts written by hand. */
static void facts_are_canonical_and_their_digest_is_in_the_code(void **state)
{
    struct desk desk;

    (void)state;
    begin(&desk, "2026-10-31");
    add_certificate(&desk, "CNTISP-2025-0001", LEVEL_3, "2025-11-21", "2026-11-20");
    add_sound_summary(&desk, "2026-10-01");
    desk.export.units.items[0].name = "北京\"安信\"\\科技（A/B）有限公司";
    build(&desk);
    tally(&desk, 10);
    const struct issue *issue = decide(&desk)->certificates;
    assert_string_equal(issue->facts,
                        "{\"certificate_no\":\"CNTISP-2026-0002\",\"issued_on\":\"2026-10-31\",\"level\":\"3\","
                        "\"name\":\"北京\\\"安信\\\"\\\\科技（A/B）有限公司\",\"scheme\":\"cntisp\",\"scope\":null,"
                        "\"track\":null,\"uscc\":\"91110108MA0000001D\",\"valid_from\":\"2026-11-21\","
                        "\"valid_to\":\"2027-11-20\",\"version\":1}");
    assert_string_equal(issue->facts_digest, "5962b65f7ab802ace46ae2989a4013d9b72442d62a2a4c7fd7b3e41dde07dfb3");
    assert_string_equal(issue->qr_text, "GP1:cntisp:CNTISP-2026-0002:1:5962b65f7ab802ac");
    assert_string_equal(issue->file, "certificates/cntisp/CNTISP-2026-0002.pdf");
    finish(&desk);
}

/* --- attainment --- */

static void attainment_is_the_mean_of_what_was_reached(void **state)
{
    static const struct {
        struct {
            int value, required;
        } results[4];
        size_t count;
        int num, den;
    } table[] = {
        {{{15, 30}}, 1, 1, 2},
        {{{60, 30}}, 1, 1, 1}, /* at most 1 */
        {{{0, 0}}, 1, 1, 1},   /* required 0 counts as 1 */
        {{{5, 0}, {0, 10}}, 2, 1, 2},
        {{{0, 30}, {0, 10}}, 2, 0, 1},
        {{{1, 3}, {1, 7}, {1, 11}}, 3, 131, 693}, /* exact, whatever the denominators */
        {{{29, 30}, {1, 1}, {1, 1}, {1, 1}}, 4, 119, 120},
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct requirement_result results[4] = {0};
        for (size_t k = 0; k < table[i].count; k++) {
            results[k].value = EXACT(table[i].results[k].value);
            results[k].required = EXACT(table[i].results[k].required);
        }
        struct exact found = requirements_attainment(results, table[i].count);
        assert_int_equal(found.num, table[i].num);
        assert_int_equal(found.den, table[i].den);
    }
}

/* --- what a ruling may decide instead --- */

struct open_proposal {
    const char *name, *proposal_id, *action, *to;
    void (*fill)(struct desk *desk);
    int count;             /* of every figure */
    const char *permitted; /* decision-rules §1 */
};

static void fill_review(struct desk *desk)
{
    add_certificate(desk, "A", LEVEL_2, "2025-11-21", "2026-11-20");
}

static void fill_early(struct desk *desk)
{
    add_certificate(desk, "A", LEVEL_3, "2026-08-01", "2027-07-31");
    add_sound_summary(desk, "2026-10-01");
    struct submission *request = add_paper(desk, "S1", "upgrade-request", "2026-10-01");
    value_at(desk, request, "to_level")->position = LEVEL_2;
    value_at(desk, request, "early")->boolean = true;
}

static void fill_trial(struct desk *desk)
{
    value_at(desk, add_paper(desk, "S1", "application", "2026-03-01"), "trial_from")->day = day("2026-04-01");
}

static void fill_change(struct desk *desk)
{
    add_certificate(desk, "A", LEVEL_2, "2026-08-01", "2027-07-31");
    value_at(desk, add_paper(desk, "S1", "information-change", "2026-10-01"), "name")->text = "新名有限公司";
}

static void fill_withdrawal(struct desk *desk)
{
    add_certificate(desk, "A", LEVEL_2, "2026-08-01", "2027-07-31");
    add_paper(desk, "S1", "withdrawal", "2026-10-01");
}

static const struct open_proposal proposals[] = {
    {"review", "cntisp/U1/-/2026-11-20", "downgrade", "3", fill_review, 0,
     " maintain upgrade downgrade revoke warn rectify "},
    {"early upgrade", "cntisp/U1/-/early-2027-07-31", "upgrade", "2", fill_early, 40, " upgrade none "},
    {"trial", "cntisp/U1/-/S1", "reject", NULL, fill_trial, 0, " certify reject "},
    {"change", "cntisp/U1/-/S1", "reissue", "2", fill_change, 0, " reissue reject "},
    {"withdrawal", "cntisp/U1/-/S1", "withdraw", NULL, fill_withdrawal, 0, " withdraw none "},
};

/* Whether a ruling that decides `decided` and `to` instead is taken. */
static bool takes(const struct open_proposal *proposal, const char *decided, const char *to)
{
    struct desk desk;
    struct ruling ruling = {.proposal_id = proposal->proposal_id,
                            .action = proposal->action,
                            .to = proposal->to,
                            .word = RULING_CHANGED,
                            .remark = "已核实",
                            .has_decided = true,
                            .decided_action = decided,
                            .decided_to = to,
                            .place = {"rulings.ndjson", 1}};
    const struct decision *ruled = NULL;

    begin(&desk, "2026-10-31");
    proposal->fill(&desk);
    ruling.on = desk.export.as_of;
    add_ruling(&desk, &ruling);
    build(&desk);
    tally(&desk, proposal->count);
    decide(&desk);
    for (size_t i = 0; i < desk.plan->count; i++)
        if (strcmp(desk.plan->decisions[i].proposal_id, proposal->proposal_id) == 0)
            ruled = &desk.plan->decisions[i];
    assert_non_null(ruled);
    assert_string_equal(action_word(ruled->action), proposal->action);
    bool is_taken = ruled->ruling != NULL;
    assert_int_equal(ruled->has_outcome, is_taken);
    if (is_taken)
        assert_string_equal(action_word(ruled->outcome_action), decided);
    assert_int_equal(desk.findings.rejects.count, !is_taken);
    if (!is_taken)
        assert_int_equal(desk.findings.rejects.items[0].code, REJECT_BAD_FIELD);
    finish(&desk);
    return is_taken;
}

static const char *fitting_level(enum action action, bool is_change)
{
    bool leaves_none = action == ACTION_REVOKE || action == ACTION_REJECT || action == ACTION_WITHDRAW;

    return leaves_none && !is_change ? NULL : "3";
}

static void a_ruling_decides_only_what_the_matter_permits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof proposals / sizeof *proposals; i++)
        for (int action = 0; action < ACTION_COUNT; action++) {
            const char *word = action_word((enum action)action);
            char listed[32];
            snprintf(listed, sizeof listed, " %s ", word);
            bool wanted = strstr(proposals[i].permitted, listed) != NULL;
            const char *to = fitting_level((enum action)action, proposals[i].fill == fill_change);
            if (takes(&proposals[i], word, to) != wanted)
                fail_msg("%s: \"%s\" is %s", proposals[i].name, word, wanted ? "refused" : "taken");
        }
}

static void what_is_decided_leaves_a_level_or_none(void **state)
{
    (void)state;
    assert_false(takes(&proposals[0], "maintain", NULL));
    assert_false(takes(&proposals[0], "revoke", "3"));
    assert_false(takes(&proposals[0], "maintain", "9"));
    assert_true(takes(&proposals[0], "maintain", "2"));
    assert_false(takes(&proposals[2], "certify", NULL));
    assert_false(takes(&proposals[4], "withdraw", "2"));
}

/* --- words --- */

static void every_word_finds_its_action(void **state)
{
    static const char adverse[] = " downgrade revoke reject warn rectify ";

    (void)state;
    for (int action = 0; action < ACTION_COUNT; action++) {
        char listed[32];
        snprintf(listed, sizeof listed, " %s ", action_word((enum action)action));
        assert_int_equal(action_from_word(action_word((enum action)action)), action);
        assert_int_equal(action_is_adverse((enum action)action), strstr(adverse, listed) != NULL);
    }
    assert_int_equal(action_from_word("dance"), ACTION_COUNT);
    assert_int_equal(action_from_word(""), ACTION_COUNT);
}

/* --- what a plan holds --- */

static void decisions_stand_in_order_of_bytes(void **state)
{
    struct desk desk;

    (void)state;
    begin(&desk, "2026-10-31");
    add_certificate(&desk, "A", LEVEL_2, "2026-08-01", "2027-07-31");
    add_paper(&desk, "b", "withdrawal", "2026-10-01");
    add_paper(&desk, "B", "withdrawal", "2026-10-01");
    add_paper(&desk, "A.1", "withdrawal", "2026-10-01");
    build(&desk);
    decide(&desk);
    assert_int_equal(desk.plan->count, 4);
    for (size_t i = 1; i < desk.plan->count; i++)
        assert_true(strcmp(desk.plan->decisions[i - 1].proposal_id, desk.plan->decisions[i].proposal_id) < 0);
    assert_int_equal(desk.plan->packet_count, 1);
    assert_int_equal(desk.plan->packets[0].count, 3); /* nothing to say about a review that is not due */
    finish(&desk);
}

static void nothing_to_decide_is_a_plan(void **state)
{
    struct desk desk;

    (void)state;
    begin(&desk, "2026-10-31");
    build(&desk);
    assert_null(decide(&desk));
    assert_int_equal(desk.plan->packet_count, 0);
    finish(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contributions_stand_in_their_month),
        cmocka_unit_test(reviews_open_20_working_days_before_the_end),
        cmocka_unit_test(a_renewal_loses_no_day_and_counts_none_twice),
        cmocka_unit_test(an_early_upgrade_keeps_the_end_and_the_days_counted),
        cmocka_unit_test(numbers_continue_the_highest_that_fits),
        cmocka_unit_test(facts_are_canonical_and_their_digest_is_in_the_code),
        cmocka_unit_test(attainment_is_the_mean_of_what_was_reached),
        cmocka_unit_test(a_ruling_decides_only_what_the_matter_permits),
        cmocka_unit_test(what_is_decided_leaves_a_level_or_none),
        cmocka_unit_test(every_word_finds_its_action),
        cmocka_unit_test(decisions_stand_in_order_of_bytes),
        cmocka_unit_test(nothing_to_decide_is_a_plan),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
