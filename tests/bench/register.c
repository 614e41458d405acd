/* register.c - writes a large register of CNTISP holders for the bench.
 *
 *   register FILE [--units N] [--papers N]
 *
 * Every unit has five certificates, of which the office issued the last three, and a
 * decision line in each of 39 months up to 2026-09: 50 rows of the audit chain in all.
 * The archive beside it holds so many different PDFs of a usual size (default: as many as
 * certificates were issued), which the issued certificates share. One transaction. */
#include "register/recording.h"

#include "base/bytes.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PERIODS = 39, CERTIFICATES = 5, IMPORTED = 2, PDF_BYTES = 37000, FIRST_YEAR = 2022 };

static long units = 20000, papers = 60000;
static struct recording r;
static char (*paper_digests)[DIGEST_HEX_SIZE];

static _Noreturn void stop(const char *what)
{
    fprintf(stderr, "register: %s\n", what);
    exit(1);
}

static void must(struct result result)
{
    if (result.kind)
        stop(error_message());
}

/* Runs a change of one row that must take. */
static void apply(struct sql *q)
{
    bool has_changed;

    must(recording_apply(&r, q, &has_changed));
    if (!has_changed)
        stop("a row was not taken");
}

static const char *text(const char *format, long number)
{
    char out[256];

    snprintf(out, sizeof out, "%s%06ld", format, number);
    return arena_strdup(r.passing, out);
}

static const char *period_of(int month)
{
    int months = 2023 * 12 + 6 + month; /* from 2023-07 on */

    return arena_printf(r.arena, "%04d-%02d-~", months / 12, months % 12 + 1);
}

/* Month in which a certificate was issued: the February before it begins. */
static int month_of_issue(int certificate)
{
    return (FIRST_YEAR + certificate - 2023) * 12 + 2 - 7;
}

static const char *number_of(long unit, int certificate)
{
    return arena_printf(r.passing, "CNTISP-R%d-%06ld", FIRST_YEAR + certificate, unit);
}

static void put(const char *path, const char *bytes)
{
    FILE *f = fopen(path, "wb");

    if (!f || fwrite(bytes, 1, PDF_BYTES, f) != PDF_BYTES || fclose(f) != 0)
        stop(path);
}

static void write_papers(void)
{
    char *bytes = arena_alloc(r.arena, 1, PDF_BYTES);

    paper_digests = arena_alloc(r.arena, (size_t)papers, DIGEST_HEX_SIZE);
    mkdir(r.file->archive, 0700);
    for (long i = 0; i < papers; i++) {
        snprintf(bytes, PDF_BYTES, "paper %ld", i);
        digest_of(bytes, PDF_BYTES, paper_digests[i]);
        mkdir(arena_printf(r.passing, "%s/%.2s", r.file->archive, paper_digests[i]), 0700);
        put(archive_path(r.file, r.passing, paper_digests[i]), bytes);
        arena_reset(r.passing);
    }
}

static void write_units(const char *period)
{
    struct sql q;

    must(recording_open(&r, &q, SEALED_UNITS, "INSERT INTO units VALUES (?1, ?2, ?3, NULL, ?4, ?5)"));
    for (long u = 1; u <= units; u++, arena_reset(r.passing)) {
        const char *id = text("R", u), *name = text("网络安全技术有限公司第", u), *address = text("北京市示范区创新路", u);
        sql_text(&q, 1, id);
        sql_text(&q, 2, period);
        sql_text(&q, 3, name);
        sql_text(&q, 4, "91110108MA0000001D");
        sql_text(&q, 5, address);
        apply(&q);
        must(NOTE(&r, {"kind", "unit"}, {"name", name}, {"period", period}, {"registered_address", address},
                  {"unit_id", id}, {"uscc", "91110108MA0000001D"}));
    }
    sql_close(&q);
}

static void write_agreements(const char *period)
{
    struct sql q;

    must(recording_open(&r, &q, SEALED_AGREEMENTS,
                        "INSERT INTO agreements VALUES (?1, ?2, 'cntisp', ?3, '2020-11-01', '2027-10-31', NULL)"));
    for (long u = 1; u <= units; u++, arena_reset(r.passing)) {
        sql_text(&q, 1, text("A", u));
        sql_text(&q, 2, period);
        sql_text(&q, 3, text("R", u));
        apply(&q);
        must(NOTE(&r, {"agreement_id", text("A", u)}, {"kind", "agreement"}, {"period", period}, {"terminated_on", NULL},
                  {"unit_id", text("R", u)}, {"valid_to", "2027-10-31"}));
    }
    sql_close(&q);
}

/* The certificates of one year, of all units. */
static void write_certificates(int certificate, const char *period)
{
    bool is_issued = certificate >= IMPORTED;
    char from[16], to[16];
    struct sql q;

    snprintf(from, sizeof from, "%d-03-15", FIRST_YEAR + certificate);
    snprintf(to, sizeof to, "%d-03-14", FIRST_YEAR + certificate + 1);
    must(recording_open(&r, &q, SEALED_CERTIFICATES,
                        "INSERT INTO certificates (scheme, certificate_no, version, unit_id, level, valid_from, valid_to,"
                        " counted_from, issued_on, name, facts, content_sha256, pdf_sha256, proposal_id, period_key)"
                        " VALUES ('cntisp', ?1, 1, ?2, '3', ?3, ?4, ?3, ?5, ?6, ?7, ?8, ?8, ?9, ?10)"));
    for (long u = 1; u <= units; u++, arena_reset(r.passing)) {
        const char *no = number_of(u, certificate), *name = text("网络安全技术有限公司第", u);
        const char *digest = is_issued ? paper_digests[(u * (CERTIFICATES - IMPORTED) + certificate) % papers] : NULL;
        const char *facts = is_issued ? arena_printf(r.passing, "{\"certificate_no\":\"%s\",\"issued_on\":\"%.7s-30\",\"level\":\"3\","
                                                     "\"name\":\"%s\",\"scheme\":\"cntisp\",\"scope\":null,\"track\":null,\"uscc\":"
                                                     "\"91110108MA0000001D\",\"valid_from\":\"%s\",\"valid_to\":\"%s\",\"version\":1}",
                                                     no, period, name, from, to) : NULL;
        const char *proposal = is_issued ? arena_printf(r.passing, "cntisp/R%06ld/-/%d-03-14", u, FIRST_YEAR + certificate) : NULL;
        sql_text(&q, 1, no);
        sql_text(&q, 2, text("R", u));
        sql_text(&q, 3, from);
        sql_text(&q, 4, to);
        sql_text(&q, 5, is_issued ? arena_printf(r.passing, "%.7s-30", period) : NULL);
        sql_text(&q, 6, is_issued ? name : NULL);
        sql_text(&q, 7, facts);
        sql_text(&q, 8, digest);
        sql_text(&q, 9, proposal);
        sql_text(&q, 10, period);
        apply(&q);
        must(NOTE(&r, {"certificate_no", no}, {"facts", facts}, {"kind", is_issued ? "issue" : "holding"},
                  {"pdf_sha256", digest}, {"period", period}, {"proposal_id", proposal}, {"version", "1"}));
    }
    sql_close(&q);
}

static void write_expiry(int certificate, const char *period)
{
    struct sql q;

    must(recording_open(&r, &q, SEALED_CHANGES,
                        "INSERT INTO certificate_changes (certificate, period_key, status)"
                        " SELECT id, ?2, 'expired' FROM certificates WHERE scheme = 'cntisp' AND certificate_no = ?1"
                        " AND version = 1"));
    for (long u = 1; u <= units; u++, arena_reset(r.passing)) {
        sql_text(&q, 1, number_of(u, certificate));
        sql_text(&q, 2, period);
        apply(&q);
        must(NOTE(&r, {"certificate_no", number_of(u, certificate)}, {"kind", "change"}, {"period", period},
                  {"proposal_id", NULL}, {"scheme", "cntisp"}, {"status", "expired"}, {"successor", NULL}, {"version", "1"}));
    }
    sql_close(&q);
}

static const char *line_of(long unit, const char *cycle, bool renews)
{
    static const char *const requirements[] = {"documents", "original.total", "original.effective", "feedback.valid",
                                               "cooperation", "other-support"};
    struct bytes out;

    bytes_init(&out, r.passing);
    bytes_printf(&out,
                 "{\"proposal_id\":\"cntisp/R%06ld/-/%s\",\"unit_id\":\"R%06ld\",\"scheme\":\"cntisp\",\"track\":null,"
                 "\"matter\":\"review\",\"cycle\":\"%s\",\"status\":\"%s\",\"action\":\"%s\",\"from\":\"3\",\"to\":\"3\","
                 "\"attained\":\"3\",\"eligible_upgrade_to\":null,\"early\":false,\"held\":false,\"needs_approval\":false,"
                 "\"ruling\":null,\"outcome\":null,\"certificates\":[],\"attainment\":1,\"score\":null,\"requirements\":[",
                 unit, cycle, unit, cycle, renews ? "due" : "not-due", renews ? "maintain" : "none");
    for (size_t i = 0; i < sizeof requirements / sizeof *requirements; i++)
        bytes_printf(&out, "%s{\"id\":\"%s\",\"level\":\"3\",\"clause\":\"附件2\",\"value\":%ld,\"required\":1,\"met\":true}",
                     i ? "," : "", requirements[i], 1 + unit % 20);
    bytes_add_text(&out, "],\"notes\":[]}\n");
    return bytes_text(&out);
}

static void write_decisions(int month, const char *period)
{
    int certificate = (month + 4) / 12 + 1; /* the one that runs */
    bool renews = month == month_of_issue(certificate + 1);
    char cycle[16], hex[DIGEST_HEX_SIZE];
    struct sql q;

    snprintf(cycle, sizeof cycle, "%d-03-14", FIRST_YEAR + certificate + 1);
    must(recording_open(&r, &q, SEALED_DECISIONS,
                        "INSERT INTO decisions VALUES (?1, ?2, ?3, 'cntisp', NULL, 'review', ?4, ?5, '3', '3', '1', NULL,"
                        " ?6, ?7, ?8, ?8, NULL, NULL, '', 0, ?9, NULL, ?10)"));
    for (long u = 1; u <= units; u++, arena_reset(r.passing)) {
        const char *proposal = arena_printf(r.passing, "cntisp/R%06ld/-/%s", u, cycle), *line = line_of(u, cycle, renews);
        sql_text(&q, 1, proposal);
        sql_text(&q, 2, period);
        sql_text(&q, 3, text("R", u));
        sql_text(&q, 4, renews ? "due" : "not-due");
        sql_text(&q, 5, renews ? "maintain" : "none");
        sql_text(&q, 6, renews ? "maintain" : NULL);
        sql_text(&q, 7, renews ? "3" : NULL);
        sql_number(&q, 8, renews);
        sql_text(&q, 9, arena_printf(r.passing, "%.7s-28", period));
        sql_text(&q, 10, line);
        apply(&q);
        digest_of(line, strlen(line), hex);
        must(NOTE(&r, {"action", renews ? "maintain" : "none"}, {"kind", "decision"}, {"line_sha256", hex},
                  {"outcome", renews ? "maintain" : NULL}, {"period", period}, {"proposal_id", proposal}, {"ruling", NULL},
                  {"ruling_by", NULL}));
    }
    sql_close(&q);
}

static void write_run(const char *period)
{
    char update[256];
    struct sql q;

    must(recording_open(&r, &q, SEALED_RUNS,
                        "INSERT INTO runs (period, period_key, as_of, version, export_sha256, rules_sha256, plan_sha256, head,"
                        " length) VALUES (substr(?1, 1, 7), ?1, substr(?1, 1, 7) || '-28', 'bench', 'e', 'r', 'p', '', 0)"));
    sql_text(&q, 1, period);
    apply(&q);
    sql_close(&q);
    must(NOTE(&r, {"kind", "run"}, {"period", period}));
    snprintf(update, sizeof update, "UPDATE runs SET head = '%s', length = %lld WHERE length = 0", r.file->head.digest,
             (long long)r.file->head.length);
    must(sql_script(r.file->db, r.file->path, update));
}

static void write_periods(void)
{
    for (int month = 0; month < PERIODS; month++) {
        const char *period = period_of(month);
        if (month == 0) {
            write_units(period);
            write_agreements(period);
            for (int i = 0; i < IMPORTED; i++)
                write_certificates(i, period);
            write_expiry(0, period);
        }
        for (int i = IMPORTED; i < CERTIFICATES; i++) {
            if (month == month_of_issue(i))
                write_certificates(i, period);
            if (month == month_of_issue(i) + 1)
                write_expiry(i - 1, period);
        }
        write_decisions(month, period);
        write_run(period);
    }
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();

    if (argc < 2)
        stop("no file given");
    for (int i = 2; i + 1 < argc; i += 2) {
        long value = strtol(argv[i + 1], NULL, 10);
        if (strcmp(argv[i], "--units") == 0)
            units = value, papers = value * (CERTIFICATES - IMPORTED);
        else if (strcmp(argv[i], "--papers") == 0)
            papers = value;
    }
    if (units < 1 || papers < 1)
        stop("--units and --papers must be 1 at least");
    remove(argv[1]);
    r = (struct recording){.arena = arena, .passing = arena_new()};
    must(register_open(&r.file, arena, argv[1], REGISTER_WRITE));
    write_papers();
    write_periods();
    must(register_commit(r.file));
    register_close(r.file);
    arena_free(r.passing);
    arena_free(arena);
    return 0;
}
