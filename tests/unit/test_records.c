/* Records: what each type accepts, every reject code, ids and repetitions. Not for
 * clang-format: the tables keep several short rows to a line. */
/* clang-format off */
#include "ingest/ids.h"

#include "trial.h"

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
                fail_msg("%s\nrejected: %s", cases[i].record, reject->message.in[LANGUAGE_ENGLISH]);
            assert_counts(&t, cases[i].file, 1, 0, 0);
        } else {
            if (!reject)
                fail_msg("%s\naccepted", cases[i].record);
            if ((int)reject->code != cases[i].code || !strstr(reject->message.in[LANGUAGE_ENGLISH], cases[i].message))
                fail_msg("%s\n%s: %s", cases[i].record, reject_code_text(reject->code), reject->message.in[LANGUAGE_ENGLISH]);
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
    assert_non_null(strstr(r[0].message.in[LANGUAGE_ENGLISH], "letter case"));
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
    assert_string_equal(r->assessment->id, "A1");
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
            assert_true(ids_bytes(ids) < (i + 1) * 48); /* what a record may cost altogether */
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
        cmocka_unit_test(test_ids_and_repetitions),
        cmocka_unit_test(test_findings_are_told_apart),
        cmocka_unit_test(test_na_stands_where_an_item_may_not_apply),
        cmocka_unit_test(test_rejects_name_their_subject),
        cmocka_unit_test(test_table_of_ids_is_small),
    };
    return cmocka_run_group_tests(tests, load_rules, drop_rules);
}
