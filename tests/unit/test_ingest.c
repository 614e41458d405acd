/* Exports: forms of files, refusals, every reject code, ids, seal. Not for
 * clang-format: the tables keep several short rows to a line. */
/* clang-format off */
#include "ingest/ids.h"
#include "ingest/ingest.h"
#include "ingest/stream.h"
#include "scheme/rules.h"

#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <zlib.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Valid records; each test varies one of them. */
#define UNIT_OF(id) "{\"unit_id\":\"" id "\",\"name\":\"测试一号\",\"uscc\":\"91110108MA0000001D\",\"registered_address\":\"北京\"}"
#define UNIT UNIT_OF("U1")
#define CERTIFICATE_WITH(more) "{\"certificate_no\":\"C-1\",\"unit_id\":\"U1\",\"scheme\":\"cntisp\",\"level\":\"2\"," \
    "\"valid_from\":\"2025-11-21\",\"valid_to\":\"2026-11-20\",\"status\":\"valid\"" more "}"
#define CIIPA_WITH(more) "{\"certificate_no\":\"C-2\",\"unit_id\":\"U1\",\"scheme\":\"ciipa\",\"level\":\"pass\"," \
    "\"valid_from\":\"2025-11-21\",\"valid_to\":\"2026-11-20\",\"status\":\"valid\"" more "}"
#define SUBMISSION_OF(scheme, kind, content) "{\"submission_id\":\"S1\",\"unit_id\":\"U1\",\"scheme\":\"" scheme \
    "\",\"kind\":\"" kind "\",\"submitted_on\":\"2026-10-01\",\"content\":" content "}"
#define EVIDENCE_OF(id, scheme, kind, data, more) "{\"evidence_id\":\"" id "\",\"unit_id\":\"U1\",\"scheme\":\"" scheme \
    "\",\"kind\":\"" kind "\",\"date\":\"2026-03-01\",\"status\":\"accepted\",\"data\":" data more "}"
#define REPORT(id) EVIDENCE_OF(id, "cntisp", "threat-report", "{\"group_id\":\"G1\",\"original\":true,\"effective\":false}", "")
#define ASSESSMENT_WITH(scheme, tracks, more) "{\"assessment_id\":\"A1\",\"unit_id\":\"U1\",\"scheme\":\"" scheme "\",\"tracks\":" tracks \
    ",\"form\":\"self\",\"from\":\"2026-05-01\",\"to\":\"2026-05-02\",\"evaluator\":{\"name\":\"甲\"},\"experts\":[{\"name\":\"乙\"}]" more "}"
#define FINDING_WITH(item, more) "{\"assessment_id\":\"A1\",\"item\":\"" item "\",\"result\":\"met\",\"expert\":\"乙\",\"date\":\"2026-05-02\"" more "}"
#define PERSON_WITH(hours, more) "{\"person_id\":\"P1\",\"unit_id\":\"U1\",\"name\":\"丙\",\"roles\":[\"service\"],\"experience_years\":2.5," \
    "\"certifications\":[\"CISP\"],\"employment\":\"full-time\",\"training_hours\":" hours more "}"
#define RULING_WITH(word, more) "{\"proposal_id\":\"cntisp/U1/-/2026-11-20\",\"action\":\"downgrade\",\"to\":\"3\",\"ruling\":\"" word \
    "\",\"by\":\"主任\",\"on\":\"2026-10-20\"" more "}"

/* ---- An export under test ----------------------------------------------------------------- */

static const struct rule_set *rules;
static struct arena *rules_arena;

struct trial {
    struct folder folder;
    struct arena *arena;
    struct ingest *ingest;
    struct export *export;
    size_t evidence;       /* handed on */
    struct evidence first; /* the first of it, copied */
};

static int load_rules(void **state)
{
    (void)state;
    rules_arena = arena_new();
    if (rules_load(&rules, rules_arena, "templates").kind)
        fail_msg("%s", error_message());
    return 0;
}

static int drop_rules(void **state)
{
    (void)state;
    arena_free(rules_arena);
    return 0;
}

static void begin(struct trial *t)
{
    *t = (struct trial){.arena = arena_new()};
    folder_make(&t->folder);
    folder_put(&t->folder, "units.ndjson", UNIT "\n");
}

static void end(struct trial *t)
{
    ingest_close(t->ingest);
    arena_free(t->arena);
    folder_remove(&t->folder);
}

static date day(const char *text)
{
    date d = DATE_NONE;

    assert_true(date_parse(text, &d));
    return d;
}

static void seal(struct trial *t)
{
    if (ingest_seal(t->arena, t->folder.path, NULL, day("2026-10-31")).kind)
        fail_msg("%s", error_message());
}

static void take_evidence(void *context, const struct evidence *evidence)
{
    struct trial *t = context;

    if (!t->evidence++)
        t->first = *evidence;
}

static struct result read_with(struct trial *t, const char *const *rulings, size_t count)
{
    TRY(ingest_open(&t->ingest, &t->export, t->arena, t->folder.path, &rules->vocabulary, rulings, count));
    return ingest_stream(t->ingest, take_evidence, t);
}

static void read_all(struct trial *t)
{
    seal(t);
    if (read_with(t, NULL, 0).kind)
        fail_msg("%s", error_message());
}

static const struct source_file *file_named(const struct trial *t, const char *path)
{
    for (size_t i = 0; i < t->export->files.count; i++)
        if (strcmp(t->export->files.items[i].path, path) == 0)
            return &t->export->files.items[i];
    fail_msg("%s is not among the files", path);
    return NULL;
}

static void assert_counts(const struct trial *t, const char *path, size_t used, size_t duplicate, size_t rejected)
{
    const struct source_file *f = file_named(t, path);

    if (f->used != used || f->duplicate != duplicate || f->rejected != rejected || f->read != used + duplicate + rejected)
        fail_msg("%s: %zu read, %zu used, %zu duplicate, %zu rejected; first reject: %s", path, f->read, f->used, f->duplicate,
                 f->rejected, t->export->rejects.count ? t->export->rejects.items[0].message : "none");
}

/* ---- Records -------------------------------------------------------------------------------- */

struct record_case {
    const char *file, *record;
    int code;            /* -1: accepted */
    const char *message; /* part of it */
};

static void try_records(const struct record_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct trial t;
        begin(&t);
        if (strcmp(cases[i].file, "findings.ndjson") == 0)
            folder_put(&t.folder, "assessments.ndjson", ASSESSMENT_WITH("tpso", "[]", "") "\n");
        folder_put(&t.folder, "proof.pdf", "proof");
        folder_put(&t.folder, cases[i].file, cases[i].record);
        read_all(&t);
        const struct reject *reject = t.export->rejects.count ? &t.export->rejects.items[0] : NULL;
        if (cases[i].code < 0) {
            if (reject)
                fail_msg("%s\nrejected: %s", cases[i].record, reject->message);
            assert_counts(&t, cases[i].file, 1, 0, 0);
        } else {
            if (!reject)
                fail_msg("%s\naccepted", cases[i].record);
            if ((int)reject->code != cases[i].code || !strstr(reject->message, cases[i].message))
                fail_msg("%s\n%s: %s", cases[i].record, reject_code_text(reject->code), reject->message);
            assert_counts(&t, cases[i].file, 0, 0, 1);
            assert_int_equal(reject->place.line, 1);
            assert_string_equal(reject->place.file, cases[i].file);
        }
        end(&t);
    }
}

#define BAD(file, record, message) {file ".ndjson", record, REJECT_BAD_FIELD, message}
#define GOOD(file, record) {file ".ndjson", record, -1, NULL}
#define TEN "长长长长长长长长长长"
#define FORTY TEN TEN TEN TEN

static void test_units(void **state)
{
    static const struct record_case cases[] = {
        GOOD("units", UNIT), GOOD("units", UNIT_OF("0._-9")),
        GOOD("units", "{\"unit_id\":\"U\",\"name\":\"" FORTY FORTY FORTY "\",\"uscc\":\"91110000100000001W\",\"registered_address\":\"\","
             "\"name_en\":null,\"contact\":null,\"region\":\"北\",\"unknown\":[1]}"),
        BAD("units", "{\"unit_id\":\"U\",\"name\":\"" FORTY FORTY FORTY "长\",\"uscc\":\"91110000100000001W\",\"registered_address\":\"\"}", "1 to 120 characters"),
        BAD("units", "{\"unit_id\":\"U\",\"name\":\"\",\"uscc\":\"91110000100000001W\",\"registered_address\":\"\"}", "name: found \"\", expected"),
        BAD("units", UNIT_OF("-U"), "unit_id: found \"-U\", expected an id"), BAD("units", UNIT_OF(""), "an id"), BAD("units", UNIT_OF("中"), "an id"),
        BAD("units", UNIT_OF("A12345678901234567890123456789012345678901234567890123456789012345"), "an id"),
        BAD("units", "{}", "unit_id: found nothing, expected an id"), BAD("units", "[]", "found an empty list, expected an object"),
        BAD("units", "7", "found 7, expected an object"), BAD("units", "{\"unit_id\":7}", "unit_id: found 7"),
        BAD("units", "{\"unit_id\":\"U\",\"name\":\"n\",\"uscc\":\"91110108MA0000001E\",\"registered_address\":\"\"}", "uscc: found \"91110108MA0000001E\", expected 18"),
        BAD("units", "{\"unit_id\":\"U\",\"name\":\"n\",\"uscc\":\"91110108MA0000001d\",\"registered_address\":\"\"}", "uscc"),
        BAD("units", "{\"unit_id\":\"U\",\"name\":\"n\",\"uscc\":\"91110108MA000000ID\",\"registered_address\":\"\"}", "uscc"),
        BAD("units", "{\"unit_id\":\"U\",\"name\":\"n\",\"uscc\":\"\",\"registered_address\":\"\"}", "uscc"),
        BAD("units", "{\"unit_id\":\"U\",\"name\":\"n\",\"uscc\":\"91110108MA0000001D\",\"registered_address\":null}", "registered_address: found null"),
        BAD("units", "{\"unit_id\":\"U\",\"name\":\"n\",\"uscc\":\"91110108MA0000001D\",\"registered_address\":\"\",\"contact\":{\"name\":1}}", "contact.name: found 1"),
        BAD("units", "{\"unit_id\":\"U\",\"name\":\"n\",\"uscc\":\"91110108MA0000001D\",\"registered_address\":\"\",\"region\":[1]}", "region: found a list"),
    };

    (void)state;
    try_records(cases, COUNT(cases));
}

static void test_certificates(void **state)
{
    static const struct record_case cases[] = {
        GOOD("certificates", CERTIFICATE_WITH("")), GOOD("certificates", CERTIFICATE_WITH(",\"counted_from\":\"2025-12-01T00:00:00Z\"")),
        GOOD("certificates", CERTIFICATE_WITH(",\"track\":null,\"scope\":7")),
        GOOD("certificates", CIIPA_WITH(",\"track\":\"consulting\",\"scope\":[\"9.1.2\",\"9.1.7\"]")),
        BAD("certificates", CIIPA_WITH(""), "track: found nothing"), BAD("certificates", CIIPA_WITH(",\"track\":\"x\""), "track: found \"x\""),
        BAD("certificates", CIIPA_WITH(",\"track\":\"consulting\",\"scope\":[]"), "scope: found an empty list"),
        BAD("certificates", CIIPA_WITH(",\"track\":\"consulting\",\"scope\":[\"9.2.1\"]"), "scope: found \"9.2.1\" in the list"),
        BAD("certificates", CERTIFICATE_WITH(",\"track\":\"consulting\""), "no tracks"),
        BAD("certificates", "{\"certificate_no\":\"\"}", "certificate_no"), BAD("certificates", "{\"certificate_no\":\"a\\u0007\"}", "printable"),
        BAD("certificates", "{\"certificate_no\":\"C\",\"unit_id\":\"U1\",\"scheme\":\"other\"}", "scheme: found \"other\", expected one of: ciipa"),
        BAD("certificates", "{\"certificate_no\":\"C\",\"unit_id\":\"U1\",\"scheme\":\"cntisp\",\"level\":2}", "level: found 2, expected one of: 3 2 1"),
        BAD("certificates", "{\"certificate_no\":\"C\",\"unit_id\":\"U1\",\"scheme\":\"cntisp\",\"level\":\"1\",\"valid_from\":\"2026-01-01\","
            "\"valid_to\":\"2025-12-31\",\"status\":\"valid\"}", "valid_to: found \"2025-12-31\", expected a date not before"),
        BAD("certificates", "{\"certificate_no\":\"C\",\"unit_id\":\"U1\",\"scheme\":\"cntisp\",\"level\":\"1\",\"valid_from\":\"2026-02-29\"}", "valid_from"),
        BAD("certificates", "{\"certificate_no\":\"C\",\"unit_id\":\"U1\",\"scheme\":\"cntisp\",\"level\":\"1\",\"valid_from\":\"2026-01-01\","
            "\"valid_to\":\"2026-12-31\",\"status\":\"gone\"}", "status: found \"gone\", expected one of: valid"),
        {"certificates.ndjson", "{\"certificate_no\":\"C\",\"unit_id\":\"U2\",\"scheme\":\"cntisp\",\"level\":\"1\",\"valid_from\":\"2026-01-01\","
            "\"valid_to\":\"2026-12-31\",\"status\":\"valid\"}", REJECT_UNKNOWN_UNIT, "found U2"},
        GOOD("agreements", "{\"agreement_id\":\"X\",\"unit_id\":\"U1\",\"scheme\":\"tpso\",\"signed_on\":\"2026-01-01\",\"valid_to\":\"2027-01-01\"}"),
        BAD("agreements", "{\"agreement_id\":\"X\",\"unit_id\":\"U1\",\"scheme\":\"tpso\",\"signed_on\":\"2026-01-01\",\"valid_to\":\"2027\"}", "valid_to: found \"2027\""),
    };

    (void)state;
    try_records(cases, COUNT(cases));
}

static void test_submissions(void **state)
{
    static const struct record_case cases[] = {
        GOOD("submissions", SUBMISSION_OF("cntisp", "application", "{\"applied_level\":\"2\",\"trial_from\":\"2026-01-01\",\"facts\":{\"team_size\":12,\"x\":null,\"y\":\"t\"}}")),
        GOOD("submissions", SUBMISSION_OF("cntisp", "application", "{}")),
        BAD("submissions", SUBMISSION_OF("cntisp", "application", "{\"facts\":{\"team_size\":true}}"), "facts.team_size: found true, expected a number"),
        BAD("submissions", SUBMISSION_OF("cntisp", "application", "{\"facts\":{\"x\":[]}}"), "facts.x: found an empty list"),
        BAD("submissions", SUBMISSION_OF("cntisp", "application", "{\"facts\":{\"x\":1234567890123456789}}"), "facts.x"),
        BAD("submissions", SUBMISSION_OF("cntisp", "application", "{\"facts\":[]}"), "facts: found an empty list, expected an object"),
        BAD("submissions", SUBMISSION_OF("cntisp", "application", "{\"applied_level\":\"4\"}"), "content.applied_level"),
        BAD("submissions", SUBMISSION_OF("cntisp", "application", "[]"), "content: found an empty list"),
        GOOD("submissions", SUBMISSION_OF("cntisp", "annual-summary", "{\"complete\":true,\"truthful\":false,\"period\":\"2026\"}")),
        BAD("submissions", SUBMISSION_OF("cntisp", "annual-summary", "{\"complete\":true}"), "content.truthful: found nothing"),
        BAD("submissions", SUBMISSION_OF("cntisp", "annual-summary", "{\"complete\":true,\"truthful\":true,\"period\":\"2026H3\"}"), "content.period"),
        GOOD("submissions", SUBMISSION_OF("cncert", "half-year-report", "{\"complete\":true,\"truthful\":true,\"period\":\"2026H1\",\"sections\":[\"cases\",\"bidding\"]}")),
        BAD("submissions", SUBMISSION_OF("cncert", "half-year-report", "{\"complete\":true,\"truthful\":true,\"sections\":[\"cases\",\"other\"]}"), "content.sections"),
        GOOD("submissions", SUBMISSION_OF("cntisp", "information-change", "{\"name\":\"新\"}")),
        BAD("submissions", SUBMISSION_OF("cntisp", "information-change", "{}"), "content"),
        BAD("submissions", SUBMISSION_OF("cntisp", "information-change", "{\"uscc\":\"91110108MA0000001E\"}"), "content.uscc"),
        BAD("submissions", SUBMISSION_OF("cntisp", "information-change", "{\"name\":\"\"}"), "content.name"),
        BAD("submissions", SUBMISSION_OF("cntisp", "upgrade-request", "{\"to_level\":1}"), "content.to_level"),
        GOOD("submissions", SUBMISSION_OF("tcas375", "upgrade-request", "{\"to_level\":\"4\",\"track\":\"data\",\"early\":null}")),
        BAD("submissions", SUBMISSION_OF("tcas375", "upgrade-request", "{\"to_level\":\"4\"}"), "content.track: found nothing"),
        GOOD("submissions", SUBMISSION_OF("ciipa", "application", "{\"scope\":[\"9.3.1\"],\"track\":\"development\"}")),
        BAD("submissions", SUBMISSION_OF("ciipa", "application", "{\"scope\":[\"9.3.1\"],\"track\":\"training\"}"), "content.scope"),
        {"submissions.ndjson", SUBMISSION_OF("cntisp", "half-year-report", "{}"), REJECT_UNKNOWN_KIND, "kind: found \"half-year-report\", expected a kind of submission of cntisp"},
        BAD("submissions", "{\"submission_id\":\"S1\",\"unit_id\":\"U1\",\"scheme\":\"cntisp\",\"kind\":7}", "kind: found 7"),
    };

    (void)state;
    try_records(cases, COUNT(cases));
}

#define PROOF_DIGEST "3ae3d1a6d6a3b0ec9cdb6a0a6e5d5a7a3bd3c2a9b1d7f8e6c5a4b3c2d1e0f9a8"

static void test_evidence(void **state)
{
    static const struct record_case cases[] = {
        GOOD("evidence", REPORT("E1")),
        GOOD("evidence", EVIDENCE_OF("E1", "cncert", "support-hours", "{\"hours\":7.25}", "")), GOOD("evidence", EVIDENCE_OF("E1", "cncert", "support-hours", "{\"hours\":0.50e1}", "")),
        BAD("evidence", EVIDENCE_OF("E1", "cncert", "support-hours", "{\"hours\":7.125}", ""), "data.hours: found 7.125, expected a number not below 0, at most 2 decimals"),
        BAD("evidence", EVIDENCE_OF("E1", "cncert", "support-hours", "{\"hours\":-1}", ""), "data.hours"), BAD("evidence", EVIDENCE_OF("E1", "cncert", "support-hours", "{\"hours\":\"7\"}", ""), "data.hours: found \"7\""),
        GOOD("evidence", EVIDENCE_OF("E1", "cncert", "event-response", "{}", "")), GOOD("evidence", EVIDENCE_OF("E1", "tcas375", "violation", "{\"confirmed\":true,\"basis\":\"law\"}", "")),
        BAD("evidence", EVIDENCE_OF("E1", "cntisp", "violation", "{\"confirmed\":true,\"basis\":\"x\"}", ""), "data.basis: found \"x\", expected one of: law agreement"),
        BAD("evidence", EVIDENCE_OF("E1", "cntisp", "threat-report", "{\"group_id\":\"G 1\",\"original\":true,\"effective\":true}", ""), "data.group_id"),
        BAD("evidence", EVIDENCE_OF("E1", "cntisp", "threat-report", "{\"group_id\":\"G1\",\"original\":1,\"effective\":true}", ""), "data.original: found 1, expected true or false"),
        BAD("evidence", EVIDENCE_OF("E1", "cntisp", "threat-report", "null", ""), "data: found null, expected an object"),
        BAD("evidence", "{\"evidence_id\":\"E1\",\"unit_id\":\"U1\",\"scheme\":\"cntisp\",\"kind\":\"notice-reply\",\"date\":\"2026-13-01\"}", "date"),
        BAD("evidence", "{\"evidence_id\":\"E1\",\"unit_id\":\"U1\",\"scheme\":\"cntisp\",\"kind\":\"notice-reply\",\"date\":\"2026-12-01\",\"status\":\"ok\"}", "status"),
        {"evidence.ndjson", EVIDENCE_OF("E1", "cntisp", "support-hours", "{}", ""), REJECT_UNKNOWN_KIND, "expected a kind of evidence of cntisp"},
        {"evidence.ndjson", "{\"evidence_id\":\"E1\",", REJECT_BAD_JSON, "byte 21: found"}, {"evidence.ndjson", "\xFF", REJECT_BAD_JSON, "UTF-8"},
        {"evidence.ndjson", "{\"a\":1,\"a\":1}", REJECT_BAD_JSON, "key \"a\": found twice"},
        GOOD("evidence", EVIDENCE_OF("E1", "cntisp", "notice-reply", "{\"on_time\":true}",
             ",\"file\":{\"path\":\"proof.pdf\",\"sha256\":\"c1cda26362828b69266512052b97cb3729e3b052e4ade47c0a1e3383defe73c7\"}")),
        {"evidence.ndjson", EVIDENCE_OF("E1", "cntisp", "notice-reply", "{\"on_time\":true}", ",\"file\":{\"path\":\"proof.pdf\",\"sha256\":\"" PROOF_DIGEST "\"}"), REJECT_EVIDENCE_FILE, "file.sha256: found " PROOF_DIGEST},
        {"evidence.ndjson", EVIDENCE_OF("E1", "cntisp", "notice-reply", "{\"on_time\":true}", ",\"file\":{\"path\":\"../proof.pdf\",\"sha256\":\"" PROOF_DIGEST "\"}"), REJECT_EVIDENCE_FILE, "file.path"},
        {"evidence.ndjson", EVIDENCE_OF("E1", "cntisp", "notice-reply", "{\"on_time\":true}", ",\"file\":{\"path\":\"none.pdf\",\"sha256\":\"" PROOF_DIGEST "\"}"), REJECT_EVIDENCE_FILE, "file.path: found \"none.pdf\""},
        BAD("evidence", EVIDENCE_OF("E1", "cntisp", "notice-reply", "{\"on_time\":true}", ",\"file\":{\"path\":\"proof.pdf\",\"sha256\":\"12\"}"), "file.sha256: found \"12\""),
        BAD("evidence", EVIDENCE_OF("E1", "cntisp", "notice-reply", "{\"on_time\":true}", ",\"file\":\"proof.pdf\""), "file: found \"proof.pdf\", expected an object"),
    };

    (void)state;
    try_records(cases, COUNT(cases));
}

static void test_people_and_assessments(void **state)
{
    static const struct record_case cases[] = {
        GOOD("staff", PERSON_WITH("{\"2025\":24,\"2024\":0}", ",\"counted_in\":[\"training\",\"testing\"]")), GOOD("staff", PERSON_WITH("{}", "")),
        BAD("staff", PERSON_WITH("{\"25\":24}", ""), "training_hours.25"), BAD("staff", PERSON_WITH("{\"2025\":-1}", ""), "training_hours.2025: found -1"),
        BAD("staff", PERSON_WITH("{\"2025\":\"24\"}", ""), "training_hours.2025"), BAD("staff", PERSON_WITH("null", ""), "training_hours: found null"),
        BAD("staff", PERSON_WITH("{}", ",\"counted_in\":[\"ics\"]"), "counted_in: found \"ics\" in the list"),
        BAD("staff", "{\"person_id\":\"P1\",\"unit_id\":\"U1\",\"name\":\"x\",\"roles\":[\"boss\"]}", "roles: found \"boss\" in the list"),
        BAD("staff", "{\"person_id\":\"P1\",\"unit_id\":\"U1\",\"name\":\"x\",\"roles\":[],\"experience_years\":-2}", "experience_years: found -2"),
        GOOD("assessments", ASSESSMENT_WITH("tpso", "[]", "")), GOOD("assessments", ASSESSMENT_WITH("ciipa", "[\"testing\",\"training\"]", ",\"opinion\":\"x\"")),
        BAD("assessments", ASSESSMENT_WITH("tpso", "[\"testing\"]", ""), "tracks"), BAD("assessments", ASSESSMENT_WITH("ciipa", "[]", ""), "tracks: found an empty list"),
        BAD("assessments", ASSESSMENT_WITH("cntisp", "[]", ""), "scheme: found \"cntisp\""),
        BAD("assessments", "{\"assessment_id\":\"A1\",\"unit_id\":\"U1\",\"scheme\":\"tpso\",\"tracks\":[],\"form\":\"self\",\"from\":\"2026-05-03\",\"to\":\"2026-05-02\"}", "to: found \"2026-05-02\""),
        BAD("assessments", "{\"assessment_id\":\"A1\",\"unit_id\":\"U1\",\"scheme\":\"tpso\",\"tracks\":[],\"form\":\"self\",\"from\":\"2026-05-01\",\"to\":\"2026-05-02\","
            "\"evaluator\":{\"name\":\"x\"},\"experts\":[7]}", "expert"),
        GOOD("findings", FINDING_WITH("4.2", "")), GOOD("findings", FINDING_WITH("4.2", ",\"persons\":[],\"remark\":\"\"")),
        BAD("findings", FINDING_WITH("", ""), "item"), BAD("findings", FINDING_WITH("4.2", ",\"persons\":[\"?\"]"), "persons: found \"?\" in the list"),
        BAD("findings", "{\"assessment_id\":\"A1\",\"item\":\"4.2\",\"result\":\"ok\"}", "result: found \"ok\", expected one of: met unmet na"),
        {"findings.ndjson", FINDING_WITH("4.99", ""), REJECT_UNKNOWN_ITEM, "item: found 4.99, expected an item of tpso"},
        {"findings.ndjson", "{\"assessment_id\":\"A2\",\"item\":\"4.2\",\"result\":\"na\",\"expert\":\"x\",\"date\":\"2026-05-02\"}", REJECT_UNKNOWN_ASSESSMENT, "assessment_id: found A2"},
    };

    (void)state;
    try_records(cases, COUNT(cases));
}

static void test_rulings(void **state)
{
    static const struct record_case cases[] = {
        GOOD("rulings", RULING_WITH("approved", "")), GOOD("rulings", RULING_WITH("rejected", ",\"decided\":null,\"remark\":\"x\"")),
        GOOD("rulings", RULING_WITH("changed", ",\"remark\":\"x\",\"decided\":{\"action\":\"maintain\",\"to\":null}")),
        BAD("rulings", RULING_WITH("changed", ",\"remark\":\"x\""), "decided: found nothing"), BAD("rulings", RULING_WITH("maybe", ""), "ruling: found \"maybe\""),
        BAD("rulings", RULING_WITH("approved", ",\"decided\":{\"action\":\"maintain\",\"to\":null}"), "decided: found an object"),
        BAD("rulings", RULING_WITH("changed", ",\"remark\":\"x\",\"decided\":{\"action\":\"maintain\"}"), "decided.to: found nothing"),
        BAD("rulings", "{\"proposal_id\":\"\"}", "proposal_id"), BAD("rulings", "{\"proposal_id\":\"p\",\"action\":\"\"}", "action"),
        BAD("rulings", "{\"proposal_id\":\"p\",\"action\":\"none\"}", "to: found nothing"), BAD("rulings", "{\"proposal_id\":\"p\",\"action\":\"none\",\"to\":3}", "to: found 3"),
    };

    (void)state;
    try_records(cases, COUNT(cases));
}

static void test_values_reach_the_model(void **state)
{
    struct trial t;

    (void)state;
    begin(&t);
    folder_put(&t.folder, "units.ndjson", UNIT_OF("b") "\n" UNIT "\n" UNIT_OF("A") "\n");
    folder_put(&t.folder, "certificates.ndjson", CERTIFICATE_WITH("") "\n" CIIPA_WITH(",\"track\":\"training\",\"scope\":[\"9.2.4\"]") "\n");
    folder_put(&t.folder, "submissions.ndjson", SUBMISSION_OF("cntisp", "application", "{\"facts\":{\"team_size\":12.5,\"no\":null,\"documents_complete\":true}}"));
    folder_put(&t.folder, "staff.ndjson", PERSON_WITH("{\"2025\":24}", ""));
    folder_put(&t.folder, "evidence.ndjson", REPORT("E1"));
    read_all(&t);

    const struct export *e = t.export;
    assert_int_equal(e->units.count, 3);
    assert_string_equal(e->units.items[0].id, "A");
    assert_string_equal(e->units.items[2].id, "b");
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(e->units.items[i].index, i);
    const struct unit *u = export_unit(e, "U1");
    assert_ptr_equal(u, &e->units.items[1]);
    assert_string_equal(u->name, "测试一号");
    assert_null(u->contact.name);
    const struct certificate *c = e->certificates.items;
    assert_ptr_equal(c[0].unit, u);
    assert_int_equal(c[0].counted_from, day("2025-11-21"));
    assert_int_equal(c[0].level, 1);
    assert_int_equal(c[0].track, -1);
    assert_int_equal(c[1].track, 1);
    assert_string_equal(c[1].scope[0], "9.2.4");
    const struct submission *s = e->submissions.items;
    assert_int_equal(s->fact_count, 2);
    assert_int_equal(exact_compare(submission_fact(s, "team_size")->number, exact_make(25, 2)), 0);
    assert_true(submission_fact(s, "documents_complete")->boolean);
    assert_null(submission_fact(s, "no"));
    assert_null(submission_value(s, "applied_level"));
    assert_int_equal(e->staff.items[0].training[0].year, 2025);
    assert_int_equal(t.evidence, 1);
    assert_ptr_equal(t.first.unit, u);
    assert_int_equal(t.first.day, day("2026-03-01"));
    const struct record_kind *kind = &t.first.programme->evidence_kinds[t.first.kind];
    assert_true(t.first.values[record_kind_field(kind, "original")].boolean);
    assert_false(t.first.values[record_kind_field(kind, "effective")].boolean);
    end(&t);
}

/* ---- Forms of files ----------------------------------------------------------------------------- */

static void test_forms_of_lines_and_arrays(void **state)
{
    static const struct { const char *file, *text; size_t used; size_t last_line; } table[] = {
        {"evidence.ndjson", "", 0, 0}, {"evidence.ndjson", "\n \t\r\n\n", 0, 0}, {"evidence.ndjson", REPORT("E1"), 1, 1},
        {"evidence.ndjson", "\xEF\xBB\xBF" REPORT("E1") "\r\n\r\n  " REPORT("E2") " \r\n" REPORT("E3") "\r", 3, 4},
        {"evidence.2026-10.part1.ndjson", REPORT("E1") "\n", 1, 1}, {"evidence.json", "[]", 0, 0}, {"evidence.json", "\xEF\xBB\xBF [ ] \n", 0, 0},
        {"evidence.json", "[" REPORT("E1") "]", 1, 1}, {"evidence.json", "[\n" REPORT("E1") ",\n\n" REPORT("E2") "\n]\n", 2, 2},
        {"below/evidence.json", "[" EVIDENCE_OF("E1", "cntisp", "notice-reply", "{\"on_time\":true,\"x\":[[],{},\"]},\\\"[\"]}", "") "," REPORT("E2") "]", 2, 2},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct trial t;
        begin(&t);
        folder_put(&t.folder, table[i].file, table[i].text);
        read_all(&t);
        assert_counts(&t, table[i].file, table[i].used, 0, 0);
        assert_int_equal(t.evidence, table[i].used);
        if (table[i].last_line == 1)
            assert_int_equal(t.first.place.line, 1);
        end(&t);
    }
}

static void test_bad_records_keep_their_number(void **state)
{
    static const struct { const char *file, *text; size_t used, rejected, line; } table[] = {
        {"evidence.ndjson", "\n" REPORT("E1") "\n\n{\n" REPORT("E2"), 2, 1, 4}, {"evidence.json", "[" REPORT("E1") ",{\"a\":},[1]," REPORT("E2") "]", 2, 2, 2},
        {"evidence.json", "[,]", 0, 2, 1}, {"evidence.json", "[" REPORT("E1") ",]", 1, 1, 2},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct trial t;
        begin(&t);
        folder_put(&t.folder, table[i].file, table[i].text);
        read_all(&t);
        assert_counts(&t, table[i].file, table[i].used, 0, table[i].rejected);
        assert_int_equal(t.export->rejects.items[0].place.line, table[i].line);
        assert_int_equal(t.export->rejects.items[0].code, REJECT_BAD_JSON);
        end(&t);
    }
}

/* A valid record of exactly `size` bytes, to be freed. */
static char *record_of(size_t size)
{
    static const char head[] = "{\"evidence_id\":\"E1\",\"unit_id\":\"U1\",\"scheme\":\"cntisp\",\"kind\":\"notice-reply\","
                               "\"date\":\"2026-03-01\",\"status\":\"accepted\",\"data\":{\"on_time\":true},\"x\":\"";
    char *text = malloc(size + 1);

    memset(text, 'x', size);
    memcpy(text, head, sizeof head - 1);
    memcpy(text + size - 2, "\"}", 3);
    return text;
}

static void test_records_are_bounded(void **state)
{
    static const struct { const char *file, *before, *after; size_t size; bool used; } table[] = {
        {"evidence.ndjson", "", "\n", RECORD_MAX_BYTES, true}, {"evidence.ndjson", "", "\r\n", RECORD_MAX_BYTES, true},
        {"evidence.ndjson", "", "", RECORD_MAX_BYTES, true}, {"evidence.ndjson", "", "\n", RECORD_MAX_BYTES + 1, false},
        {"evidence.ndjson", "", "", RECORD_MAX_BYTES + 1, false}, {"evidence.ndjson", "\n", "\n", RECORD_MAX_BYTES * 5, false},
        {"evidence.json", "[", "]", RECORD_MAX_BYTES, true}, {"evidence.json", " [ ", " ] ", RECORD_MAX_BYTES, true},
        {"evidence.json", "[", "]", RECORD_MAX_BYTES + 1, false}, {"evidence.json", "[", "]", RECORD_MAX_BYTES * 5, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct trial t;
        size_t before = strlen(table[i].before), after = strlen(table[i].after);
        char *record = record_of(table[i].size), *text = calloc(1, table[i].size + before + after + 1);
        memcpy(text, table[i].before, before);
        memcpy(text + before, record, table[i].size);
        memcpy(text + before + table[i].size, table[i].after, after);
        begin(&t);
        folder_put(&t.folder, table[i].file, text);
        read_all(&t);
        assert_counts(&t, table[i].file, table[i].used, 0, !table[i].used);
        if (!table[i].used)
            assert_non_null(strstr(t.export->rejects.items[0].message, "1 MiB"));
        end(&t);
        free(record);
        free(text);
    }
}

static void test_long_blank_line_is_no_record(void **state)
{
    struct trial t;
    char *text = malloc(3 * RECORD_MAX_BYTES + 1);

    (void)state;
    memset(text, ' ', 3 * RECORD_MAX_BYTES);
    strcpy(text + 3 * RECORD_MAX_BYTES - 1, "\n");
    begin(&t);
    folder_put(&t.folder, "evidence.ndjson", text);
    read_all(&t);
    assert_counts(&t, "evidence.ndjson", 0, 0, 0);
    end(&t);
    free(text);
}

/* gzip of a text behind what is there; returns the new length. */
static size_t pack(unsigned char *out, size_t at, size_t room, const char *text)
{
    z_stream z = {0};

    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)(uintptr_t)text;
    z.avail_in = (uInt)strlen(text);
    z.next_out = out + at;
    z.avail_out = (uInt)(room - at);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    at += z.total_out;
    deflateEnd(&z);
    return at;
}

static void test_gzip_members_are_one_text(void **state)
{
    unsigned char packed[4096];
    struct trial t;

    (void)state;
    size_t n = pack(packed, 0, sizeof packed, "\xEF\xBB\xBF" REPORT("E1") "\n{\"evid");
    n = pack(packed, n, sizeof packed, "");
    n = pack(packed, n, sizeof packed, "ence_id\":1}\n" REPORT("E2"));
    begin(&t);
    folder_write(&t.folder, "evidence.ndjson.gz", packed, n);
    read_all(&t);
    assert_counts(&t, "evidence.ndjson.gz", 2, 0, 1);
    end(&t);
}

static void test_much_text_in_little_gzip(void **state)
{
    enum { LINES = 40000 };
    char *text = calloc(LINES, sizeof REPORT("E12345") + 1), *p = text;
    unsigned char *packed = malloc(8 << 20);
    struct trial t;

    (void)state;
    for (int i = 0; i < LINES; i++)
        p += sprintf(p, EVIDENCE_OF("E%d", "cntisp", "notice-reply", "{\"on_time\":true}", "") "\n", i % 1000);
    begin(&t);
    folder_write(&t.folder, "evidence.ndjson.gz", packed, pack(packed, 0, 8 << 20, text));
    read_all(&t);
    assert_counts(&t, "evidence.ndjson.gz", 1000, LINES - 1000, 0);
    end(&t);
    free(text);
    free(packed);
}

/* ---- Ids ------------------------------------------------------------------------------------------ */

static void test_ids_and_repetitions(void **state)
{
    struct trial t;

    (void)state;
    begin(&t);
    folder_put(&t.folder, "units.ndjson", UNIT "\n" UNIT_OF("u1") "\n" UNIT "\n" "{\"unit_id\":\"U1\",\"name\":\"x\",\"uscc\":\"91110108MA0000001D\",\"registered_address\":\"\"}\n" UNIT_OF("U2") "\n" "{\"unit_id\":\"U3\"}\n" UNIT_OF("U3"));
    folder_put(&t.folder, "evidence.ndjson", REPORT("E1") "\n" REPORT("E1") "\n"
               "{\"data\":{\"effective\":false,\"original\":true,\"group_id\":\"\\u00471\"},\"status\":\"accepted\",\"date\":\"2026-03-01\",\"kind\":\"threat-report\",\"scheme\":\"cntisp\",\"unit_id\":\"U1\",\"evidence_id\":\"E1\"}\n"
               EVIDENCE_OF("E1", "cntisp", "notice-reply", "{\"on_time\":true}", "") "\n" REPORT("e1") "\n"
               EVIDENCE_OF("E2", "cntisp", "notice-reply", "{\"on_time\":1}", "") "\n" REPORT("E2") "\n");
    folder_put(&t.folder, "submissions.ndjson", SUBMISSION_OF("cntisp", "withdrawal", "{}"));
    folder_put(&t.folder, "agreements.ndjson", "{\"agreement_id\":\"S1\",\"unit_id\":\"U1\",\"scheme\":\"tpso\",\"signed_on\":\"2026-01-01\",\"valid_to\":\"2027-01-01\"}");
    read_all(&t);
    assert_counts(&t, "units.ndjson", 3, 1, 3);
    assert_counts(&t, "evidence.ndjson", 3, 2, 2);
    assert_counts(&t, "submissions.ndjson", 1, 0, 0);
    assert_counts(&t, "agreements.ndjson", 1, 0, 0);

    const struct reject *r = t.export->rejects.items;
    assert_int_equal(r[0].code, REJECT_DUPLICATE_ID);
    assert_string_equal(r[0].id, "u1");
    assert_non_null(strstr(r[0].message, "letter case"));
    assert_int_equal(r[1].code, REJECT_DUPLICATE_ID);
    assert_ptr_equal(r[1].unit, export_unit(t.export, "U1"));
    assert_int_equal(r[3].code, REJECT_DUPLICATE_ID);
    assert_int_equal(r[3].place.line, 4);
    end(&t);
}

static void test_findings_are_told_apart(void **state)
{
    struct trial t;

    (void)state;
    begin(&t);
    folder_put(&t.folder, "assessments.ndjson", ASSESSMENT_WITH("tpso", "[]", ""));
    folder_put(&t.folder, "findings.json", "[" FINDING_WITH("4.2", "") "," FINDING_WITH("4.3", "") "," FINDING_WITH("4.2", "") "," FINDING_WITH("4.2", ",\"remark\":\"x\"") ","
               FINDING_WITH("4.6.a", "") "]");
    read_all(&t);
    assert_counts(&t, "findings.json", 3, 1, 1);
    const struct reject *r = t.export->rejects.items;
    assert_string_equal(r->id, "A1/4.2/乙");
    assert_string_equal(r->assessment_id, "A1");
    assert_string_equal(r->unit->id, "U1");
    assert_string_equal(r->programme->id, "tpso");
    end(&t);
}

static void test_na_stands_where_an_item_may_not_apply(void **state)
{
    struct trial t;

    (void)state;
    begin(&t);
    folder_put(&t.folder, "assessments.ndjson", ASSESSMENT_WITH("ciipa", "[\"training\"]", ""));
    folder_put(&t.folder, "findings.ndjson",
               "{\"assessment_id\":\"A1\",\"item\":\"8.5.a\",\"result\":\"na\",\"expert\":\"x\",\"date\":\"2026-05-02\"}\n"
               "{\"assessment_id\":\"A1\",\"item\":\"8.1.a\",\"result\":\"na\",\"expert\":\"x\",\"date\":\"2026-05-02\"}\n");
    read_all(&t);
    assert_counts(&t, "findings.ndjson", 1, 0, 1);
    assert_int_equal(t.export->rejects.items[0].code, REJECT_NA_NOT_ALLOWED);
    end(&t);
}

static void test_rejects_name_their_subject(void **state)
{
    static const struct { const char *file, *record, *id, *unit, *programme; } table[] = {
        {"evidence.ndjson", EVIDENCE_OF("E1", "cntisp", "x", "{}", ""), "E1", "U1", "cntisp"}, {"evidence.ndjson", "{\"scheme\":\"tpso\",\"unit_id\":\"U1\"}", NULL, "U1", "tpso"},
        {"evidence.ndjson", "{\"evidence_id\":\"no id\",\"scheme\":\"x\",\"unit_id\":\"U2\"}", "no id", NULL, NULL}, {"evidence.ndjson", "[1]", NULL, NULL, NULL}, {"evidence.ndjson", "{", NULL, NULL, NULL},
        {"submissions.ndjson", SUBMISSION_OF("ciipa", "application", "{}"), "S1", "U1", "ciipa"}, {"staff.ndjson", "{\"person_id\":\"P\",\"unit_id\":\"U1\"}", "P", "U1", NULL},
        {"rulings.ndjson", "{\"proposal_id\":\"p\",\"on\":\"2026-10-01\"}", "p/2026-10-01", NULL, NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct trial t;
        begin(&t);
        folder_put(&t.folder, table[i].file, table[i].record);
        read_all(&t);
        assert_int_equal(t.export->rejects.count, 1);
        const struct reject *r = t.export->rejects.items;
        const char *unit = r->unit ? r->unit->id : NULL, *programme = r->programme ? r->programme->id : NULL;
        if (!!r->id != !!table[i].id || (r->id && strcmp(r->id, table[i].id) != 0) || !!unit != !!table[i].unit || (unit && strcmp(unit, table[i].unit) != 0) ||
            !!programme != !!table[i].programme || (programme && strcmp(programme, table[i].programme) != 0))
            fail_msg("%s: id %s, unit %s, programme %s", table[i].record, r->id ? r->id : "-", unit ? unit : "-", programme ? programme : "-");
        assert_string_equal(t.export->files.items[r->file_index].path, table[i].file);
        end(&t);
    }
}

static void test_table_of_ids_is_small(void **state)
{
    struct ids *ids = ids_new();
    char id[32];

    (void)state;
    for (size_t i = 0; i < 300000; i++) {
        snprintf(id, sizeof id, "E%zu", i);
        assert_int_equal(ids_claim(ids, ids_key(ids, 1, id), i), ID_NEW);
        if (i > 50000 && i % 1000 == 0)
            assert_true(ids_bytes(ids) < (i + 1) * 40);
    }
    for (size_t i = 0; i < 300000; i += 7) {
        snprintf(id, sizeof id, "E%zu", i);
        assert_int_equal(ids_claim(ids, ids_key(ids, 1, id), i), ID_SAME);
        assert_int_equal(ids_claim(ids, ids_key(ids, 1, id), i + 1), ID_OTHER);
    }
    assert_int_equal(ids_claim(ids, ids_key(ids, 2, "E0"), 5), ID_NEW);
    assert_int_equal(ids_count(ids), 300001);
    ids_free(ids);
}

/* ---- Refusals ---------------------------------------------------------------------------------------- */

static void assert_refused(struct trial *t, const char *message)
{
    struct result r = read_with(t, NULL, 0);

    if (r.kind != ERROR_INPUT || !strstr(error_message(), message))
        fail_msg("expected a refusal with \"%s\", got %d: %s", message, (int)r.kind, error_message());
}

static void test_files_that_refuse_the_export(void **state)
{
    static const struct { const char *file, *text, *message; } table[] = {
        {"evidence.json", "", "found no array"}, {"evidence.json", "{}", "found no array"}, {"evidence.json", "[", "element 1: found the end"},
        {"evidence.json", "[{}", "element 1: found the end"}, {"evidence.json", "[{},", "element 2: found the end"}, {"evidence.json", "[\"a]", "found the end"},
        {"evidence.json", "[{]", "brackets that do not match"}, {"evidence.json", "[{\"a\":[}]", "brackets"}, {"evidence.json", "[}]", "brackets"},
        {"evidence.json", "[{}] x", "text behind the array"}, {"evidence.json", "[][]", "text behind the array"},
        {"evidence.ndjson.gz", "", "found data cut short"}, {"evidence.ndjson.gz", "plain text", "found damaged data"}, {"evidence.ndjson.gz", "\x1f\x8b", "found data cut short"},
        {"unit.ndjson", "", "unknown type"}, {"Evidence.ndjson", "", "unknown type"}, {"below/other.json", "[]", "unknown type"}, {".x/a", "", NULL},
        {"evidence.csv", "", "found evidence in an unknown format"}, {"evidence.json.gz", "", "unknown format"}, {"staff", "", "unknown format"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct trial t;
        begin(&t);
        folder_put(&t.folder, table[i].file, table[i].text);
        struct result r = ingest_seal(t.arena, t.folder.path, NULL, day("2026-10-31"));
        if (!table[i].message)
            assert_int_equal(r.kind, ERROR_NONE);
        else if (r.kind != ERROR_INPUT || !strstr(error_message(), table[i].message) || !strstr(error_message(), table[i].file))
            fail_msg("seal of %s %s: %s", table[i].file, table[i].text, error_message());
        if (table[i].message) {
            char head[512];
            snprintf(head, sizeof head, "{\"format\":\"gradepress-export/1\",\"period\":\"2026-10\",\"as_of\":\"2026-10-31\",\"files\":[{\"path\":\"%s\",\"records\":0,\"sha256\":"
                     "\"0000000000000000000000000000000000000000000000000000000000000000\"}]}", table[i].file);
            folder_put(&t.folder, "export.json", head);
            assert_refused(&t, table[i].message);
        }
        end(&t);
    }
}

static void test_damaged_gzip_is_refused(void **state)
{
    unsigned char packed[4096];
    size_t n = pack(packed, 0, sizeof packed, REPORT("E1") "\n" REPORT("E2") "\n");

    (void)state;
    for (size_t cut = 0; cut <= n; cut += cut < 10 || cut > n - 10 ? 1 : 9) {
        struct trial t;
        begin(&t);
        folder_write(&t.folder, "evidence.ndjson.gz", packed, cut);
        struct result r = ingest_seal(t.arena, t.folder.path, NULL, day("2026-10-31"));
        assert_int_equal(r.kind, cut == n ? ERROR_NONE : ERROR_INPUT);
        end(&t);
    }
    packed[n / 2] ^= 0xFF;
    struct trial t;
    begin(&t);
    folder_write(&t.folder, "evidence.ndjson.gz", packed, n);
    assert_int_equal(ingest_seal(t.arena, t.folder.path, NULL, day("2026-10-31")).kind, ERROR_INPUT);
    packed[n / 2] ^= 0xFF;
    memcpy(packed + n, "tail", 4);
    folder_write(&t.folder, "evidence.ndjson.gz", packed, n + 4);
    assert_int_equal(ingest_seal(t.arena, t.folder.path, NULL, day("2026-10-31")).kind, ERROR_INPUT);
    end(&t);
}

/* An export that promises one file, with `old` in it replaced by `fresh`. */
static void test_promises_that_are_broken(void **state)
{
    static const struct { const char *old, *fresh, *message; } table[] = {
        {"\"records\":1", "\"records\":2", "units.ndjson: found 1 records, expected 2"}, {"\"records\":1", "\"records\":\"1\"", "files[0].records: found \"1\""},
        {"\"records\":1", "\"records\":1.5", "records"}, {"\"records\":1,", "", "records: found nothing"}, {"\"path\":\"units.ndjson\"", "\"path\":\"units.x.ndjson\"", "units.x.ndjson: found no such file"},
        {"\"path\":\"units.ndjson\"", "\"path\":\"../units.ndjson\"", "leaves the folder"}, {"\"path\":\"units.ndjson\"", "\"path\":\"a/../units.ndjson\"", "leaves the folder"},
        {"\"path\":\"units.ndjson\"", "\"path\":\"/etc/units.ndjson\"", "leaves the folder"}, {"\"path\":\"units.ndjson\"", "\"path\":\"..\"", "leaves the folder"},
        {"\"path\":\"units.ndjson\"", "\"path\":\"\"", "expected a file inside it"}, {"\"path\":\"units.ndjson\"", "\"path\":7", "files[0].path"}, {"\"sha256\":\"", "\"sha256\":\"0", "files[0].sha256"},
        {"\"files\":[", "\"files\":[7,", "files[0]: found 7"}, {"\"files\":[", "\"files\":{}}", "text after"}, {"\"files\"", "\"file\"", "files: found nothing"},
        {"gradepress-export/1", "gradepress-export/2", "export.json: format: found \"gradepress-export/2\", expected gradepress-export/1"},
        {"\"2026-10\"", "\"2026-13\"", "period: found \"2026-13\""}, {"\"2026-10\"", "\"2026-1\"", "period"}, {"\"2026-10\"", "\"2026-10-32\"", "period"}, {"\"2026-10\"", "\"2026-10-31T00:00:00Z\"", "period"},
        {"\"2026-10-31\"", "\"31.10.2026\"", "as_of: found"}, {"\"as_of\"", "\"sample\":1,\"as_of\"", "sample: found 1"}, {"\"as_of\"", "\"next_as_of\":\"x\",\"as_of\"", "next_as_of"},
        {"\"as_of\"", "\"coverage\":[],\"as_of\"", "coverage: found an empty list"}, {"\"as_of\"", "\"coverage\":{\"evidence\":{\"from\":\"x\"}},\"as_of\"", "coverage.evidence.from: found \"x\""},
        {"\"as_of\"", "\"as_of\":\"2026-10-31\",\"as_of\"", "key \"as_of\": found twice"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct trial t;
        begin(&t);
        seal(&t);
        char *head = folder_get(&t.folder, "export.json"), *changed = calloc(1, strlen(head) + 200);
        char *place = strstr(head, table[i].old);
        assert_non_null(place);
        sprintf(changed, "%.*s%s%s", (int)(place - head), head, table[i].fresh, place + strlen(table[i].old));
        folder_put(&t.folder, "export.json", changed);
        assert_refused(&t, table[i].message);
        end(&t);
        free(head);
        free(changed);
    }
}

static void test_altered_and_missing_files_are_refused(void **state)
{
    static const char *const files[] = {"units.ndjson", "evidence.ndjson", "proof.pdf"};

    (void)state;
    for (size_t i = 0; i < COUNT(files); i++) {
        struct trial t;
        begin(&t);
        folder_put(&t.folder, "evidence.ndjson", REPORT("E1"));
        folder_put(&t.folder, "proof.pdf", "proof");
        seal(&t);
        FILE *f = fopen(folder_path(&t.folder, files[i]), "a");
        fputs(" ", f);
        fclose(f);
        assert_refused(&t, "SHA-256");
        assert_non_null(strstr(error_message(), files[i]));
        ingest_close(t.ingest);
        t.ingest = NULL;
        remove(folder_path(&t.folder, files[i]));
        assert_refused(&t, "found no such file");
        end(&t);
    }
}

static void test_links_stay_inside(void **state)
{
    struct trial t;

    (void)state;
    begin(&t);
    assert_int_equal(symlink("units.ndjson", folder_path(&t.folder, "proof")), 0);
    assert_int_equal(ingest_seal(t.arena, t.folder.path, NULL, day("2026-10-31")).kind, ERROR_NONE);
    assert_refused(&t, "found listed twice");
    remove(folder_path(&t.folder, "proof"));
    assert_int_equal(symlink("/etc/passwd", folder_path(&t.folder, "proof")), 0);
    assert_int_equal(ingest_seal(t.arena, t.folder.path, NULL, day("2026-10-31")).kind, ERROR_INPUT);
    assert_non_null(strstr(error_message(), "leaves the folder"));
    remove(folder_path(&t.folder, "proof"));
    assert_int_equal(mkfifo(folder_path(&t.folder, "proof"), 0600), 0);
    assert_int_equal(ingest_seal(t.arena, t.folder.path, NULL, day("2026-10-31")).kind, ERROR_INPUT);
    end(&t);
}

static void test_export_without_a_head(void **state)
{
    struct trial t;

    (void)state;
    begin(&t);
    assert_refused(&t, "export.json");
    folder_put(&t.folder, "export.json", "[]");
    assert_refused(&t, "expected an object");
    folder_put(&t.folder, "export.json", "{\"a\":01}");
    assert_refused(&t, "leading zero");
    end(&t);
}

/* ---- Seal and rulings from outside -------------------------------------------------------------------- */

static void test_seal_lists_all_files(void **state)
{
    struct trial t;

    (void)state;
    begin(&t);
    folder_put(&t.folder, "files/b.pdf", "b");
    folder_put(&t.folder, "files/.hidden", "h");
    folder_put(&t.folder, ".dot", "d");
    folder_put(&t.folder, "evidence.json", "[1,2]");
    folder_put(&t.folder, "export.json", "{\"sample\":true,\"coverage\":{\"evidence\":{\"from\":\"2023-01-01\"}},\"next_as_of\":\"2026-11-30\",\"other\":1}");
    assert_int_equal(ingest_seal(t.arena, t.folder.path, "2026-10-31", day("2026-10-31")).kind, ERROR_NONE);
    char *first = folder_get(&t.folder, "export.json");
    assert_int_equal(ingest_seal(t.arena, t.folder.path, "2026-10-31", day("2026-10-31")).kind, ERROR_NONE);
    char *second = folder_get(&t.folder, "export.json");
    assert_string_equal(first, second);
    assert_int_equal(read_with(&t, NULL, 0).kind, ERROR_NONE);
    const struct export *e = t.export;
    assert_string_equal(e->period, "2026-10-31");
    assert_int_equal(e->as_of, day("2026-10-31"));
    assert_int_equal(e->next_as_of, day("2026-11-30"));
    assert_int_equal(e->coverage_from, day("2023-01-01"));
    assert_true(e->is_sample);
    assert_int_equal(e->files.count, 3);
    assert_string_equal(e->files.items[0].path, "evidence.json");
    assert_string_equal(e->files.items[1].path, "files/b.pdf");
    assert_true(e->files.items[1].is_attachment);
    assert_string_equal(e->files.items[1].digest, "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d");
    assert_int_equal(strlen(e->digest), 64);
    assert_int_equal(ingest_seal(t.arena, t.folder.path, "2026-10-1", day("2026-10-31")).kind, ERROR_INPUT);
    folder_put(&t.folder, "export.json", "{");
    assert_int_equal(ingest_seal(t.arena, t.folder.path, NULL, day("2026-10-31")).kind, ERROR_INPUT);
    end(&t);
    free(first);
    free(second);
}

static void test_rulings_from_outside(void **state)
{
    struct folder outside;
    struct trial t;

    (void)state;
    begin(&t);
    folder_make(&outside);
    folder_put(&outside, "october.txt", RULING_WITH("approved", "") "\n{}\n");
    folder_put(&outside, "more.json", "[" RULING_WITH("rejected", ",\"x\":1") "]");
    char *paths[] = {strdup(folder_path(&outside, "october.txt")), strdup(folder_path(&outside, "more.json")), strdup(folder_path(&outside, "none"))};
    seal(&t);
    assert_int_equal(read_with(&t, (const char *const *)paths, 2).kind, ERROR_NONE);
    assert_int_equal(t.export->rulings.count, 2);
    assert_string_equal(t.export->rulings.items[0].id, "cntisp/U1/-/2026-11-20/2026-10-20");
    assert_int_equal(t.export->files.count, 3);
    assert_counts(&t, paths[0], 1, 0, 1);
    assert_int_equal(t.export->rejects.items[0].file_index, 1);
    ingest_close(t.ingest);
    t.ingest = NULL;
    assert_int_equal(read_with(&t, (const char *const *)paths, 3).kind, ERROR_INPUT);
    end(&t);
    folder_remove(&outside);
    for (size_t i = 0; i < COUNT(paths); i++)
        free(paths[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_units),
        cmocka_unit_test(test_certificates),
        cmocka_unit_test(test_submissions),
        cmocka_unit_test(test_evidence),
        cmocka_unit_test(test_people_and_assessments),
        cmocka_unit_test(test_rulings),
        cmocka_unit_test(test_values_reach_the_model),
        cmocka_unit_test(test_forms_of_lines_and_arrays),
        cmocka_unit_test(test_bad_records_keep_their_number),
        cmocka_unit_test(test_records_are_bounded),
        cmocka_unit_test(test_long_blank_line_is_no_record),
        cmocka_unit_test(test_gzip_members_are_one_text),
        cmocka_unit_test(test_much_text_in_little_gzip),
        cmocka_unit_test(test_ids_and_repetitions),
        cmocka_unit_test(test_findings_are_told_apart),
        cmocka_unit_test(test_na_stands_where_an_item_may_not_apply),
        cmocka_unit_test(test_rejects_name_their_subject),
        cmocka_unit_test(test_table_of_ids_is_small),
        cmocka_unit_test(test_files_that_refuse_the_export),
        cmocka_unit_test(test_damaged_gzip_is_refused),
        cmocka_unit_test(test_promises_that_are_broken),
        cmocka_unit_test(test_altered_and_missing_files_are_refused),
        cmocka_unit_test(test_links_stay_inside),
        cmocka_unit_test(test_export_without_a_head),
        cmocka_unit_test(test_seal_lists_all_files),
        cmocka_unit_test(test_rulings_from_outside),
    };
    return cmocka_run_group_tests(tests, load_rules, drop_rules);
}
