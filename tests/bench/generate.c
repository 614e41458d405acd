/* generate.c - writes a large export for the bench and the tests.
 *
 *   generate FOLDER [--units N] [--evidence N] [--seed N] [--upgrade waiting|approved]
 *   generate FOLDER --mixed N [--units N] [--seed N] [--templates DIR]
 *
 * Same arguments, same bytes. The first form writes CNTISP holders, whose reviews
 * are all due on the export's day. With at least 100 lines of evidence per unit
 * every unit attains tier 1 and the tiers held are mixed; from 40 on all hold tier
 * 3 and attain it; with fewer they fall short. All are maintained, which renews a
 * certificate each. With --upgrade every unit holds tier 2 or 3 and asks for the
 * next one up: `waiting` leaves the proposals open, so that the run issues no
 * certificate, `approved` adds a ruling on each.
 *
 * The second form writes units that are in all programmes of the templates: N
 * lines of evidence and findings, and the staff and assessments they need. */
#include "mixed.h"
#include "writer.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char *folder = NULL, *templates = "templates";
static long units = 1000, lines = 300000, mixed_lines = 0;
static bool asks_upgrade = false, has_rulings = false;

static int tier_of(long unit)
{
    if (asks_upgrade)
        return 2 + (int)(unit % 2);
    return lines / units >= 100 ? 1 + (int)(unit % 3) : 3;
}

static void write_holdings(void)
{
    struct records r;

    records_begin(&r, "certificates.ndjson");
    for (long u = 1; u <= units; u++) {
        bytes_printf(&r.buffer,
                     "{\"certificate_no\":\"CNTISP-2025-%06ld\",\"unit_id\":\"U%06ld\",\"scheme\":\"cntisp\",\"level\":\"%d\","
                     "\"valid_from\":\"" VALID_FROM "\",\"valid_to\":\"" VALID_TO "\",\"status\":\"valid\"}",
                     u, u, tier_of(u));
        records_end_line(&r);
    }
    records_end(&r);
    records_begin(&r, "agreements.ndjson");
    for (long u = 1; u <= units; u++) {
        bytes_printf(&r.buffer,
                     "{\"agreement_id\":\"A%06ld\",\"unit_id\":\"U%06ld\",\"scheme\":\"cntisp\","
                     "\"signed_on\":\"2024-11-01\",\"valid_to\":\"2027-10-31\"}", u, u);
        records_end_line(&r);
    }
    records_end(&r);
    records_begin(&r, "submissions.ndjson");
    for (long u = 1; u <= units; u++) {
        bytes_printf(&r.buffer,
                     "{\"submission_id\":\"S%06ld\",\"unit_id\":\"U%06ld\",\"scheme\":\"cntisp\",\"kind\":\"annual-summary\","
                     "\"submitted_on\":\"2026-10-15\",\"content\":{\"complete\":true,\"truthful\":true,\"period\":\"2026\"}}",
                     u, u);
        records_end_line(&r);
        if (!asks_upgrade)
            continue;
        bytes_printf(&r.buffer,
                     "{\"submission_id\":\"R%06ld\",\"unit_id\":\"U%06ld\",\"scheme\":\"cntisp\",\"kind\":\"upgrade-request\","
                     "\"submitted_on\":\"2026-10-20\",\"content\":{\"to_level\":\"%d\"}}", u, u, tier_of(u) - 1);
        records_end_line(&r);
    }
    records_end(&r);
}

static void write_rulings(void)
{
    struct records r;

    records_begin(&r, "rulings.ndjson");
    for (long u = 1; u <= units; u++) {
        bytes_printf(&r.buffer,
                     "{\"proposal_id\":\"cntisp/U%06ld/-/" VALID_TO "\",\"action\":\"upgrade\",\"to\":\"%d\","
                     "\"ruling\":\"approved\",\"by\":\"office\",\"on\":\"" AS_OF "\"}", u, tier_of(u) - 1);
        records_end_line(&r);
    }
    records_end(&r);
}

/* The k-th line of a unit. Of ten, four are new groups of threat reports (two
 * of them effective), one repeats a group, three are valid feedback, one is a
 * reply on time, and one does not count for one reason or another. */
static void add_evidence(struct bytes *b, long number, long unit, long k)
{
    char day[DATE_TEXT_SIZE];
    const char *status = "accepted", *kind = "threat-report";
    char data[96];
    date d = chance_day();
    int slot = (int)(k % 10);

    if (slot <= 4) {
        snprintf(data, sizeof data, "{\"group_id\":\"G%06ld-%ld\",\"original\":true,\"effective\":%s}", unit,
                 slot == 4 ? k - 1 : k, slot % 2 ? "false" : "true");
    } else if (slot <= 7) {
        kind = "verification-feedback";
        snprintf(data, sizeof data, "{\"target_id\":\"T%06ld-%ld\",\"valid\":true}", unit, k);
    } else if (slot == 8) {
        kind = "notice-reply";
        snprintf(data, sizeof data, "{\"on_time\":true}");
    } else {
        int reason = below(3);
        snprintf(data, sizeof data, "{\"group_id\":\"G%06ld-%ld\",\"original\":%s,\"effective\":false}", unit, k,
                 reason == 0 ? "false" : "true");
        status = reason == 1 ? "rejected" : "accepted";
        d -= reason == 2 ? 400 : 0;
    }
    size_t start = b->length;
    bytes_printf(b,
                 "{\"evidence_id\":\"E%09ld\",\"unit_id\":\"U%06ld\",\"scheme\":\"cntisp\",\"kind\":\"%s\",\"date\":\"%s\","
                 "\"status\":\"%s\",\"data\":%s",
                 number, unit, kind, date_text(d, day), status, data);
    end_evidence(b, start);
}

static void write_evidence(void)
{
    struct records r;

    records_begin(&r, "evidence.ndjson");
    for (long n = 0; n < lines; n++) {
        add_evidence(&r.buffer, n + 1, scattered_unit(n, units) + 1, n / units);
        records_end_line(&r);
    }
    records_end(&r);
}

static long number(const char *text)
{
    char *rest;
    long value = strtol(text, &rest, 10);

    if (*rest || rest == text || value < 0)
        stop("not a number");
    return value;
}

static void read_arguments(int argc, char **argv)
{
    if (argc < 2)
        stop("no folder given");
    folder = argv[1];
    for (int i = 2; i < argc; i += 2) {
        if (i + 1 == argc)
            stop("an option lacks its value");
        if (strcmp(argv[i], "--units") == 0)
            units = number(argv[i + 1]);
        else if (strcmp(argv[i], "--evidence") == 0)
            lines = number(argv[i + 1]);
        else if (strcmp(argv[i], "--seed") == 0)
            chance_seed((uint64_t)number(argv[i + 1]));
        else if (strcmp(argv[i], "--mixed") == 0)
            mixed_lines = number(argv[i + 1]);
        else if (strcmp(argv[i], "--templates") == 0)
            templates = argv[i + 1];
        else if (strcmp(argv[i], "--upgrade") == 0)
            asks_upgrade = true, has_rulings = strcmp(argv[i + 1], "approved") == 0;
        else
            stop(argv[i]);
    }
    if (units < 1 || units > 999999)
        stop("--units must be 1 to 999999");
    if (asks_upgrade && lines / units < 100)
        stop("--upgrade needs at least 100 lines of evidence per unit");
}

int main(int argc, char **argv)
{
    read_arguments(argc, argv);
    writer_open(folder);
    write_units(units);
    if (mixed_lines) {
        write_mixed(templates, units, mixed_lines);
    } else {
        write_holdings();
        if (has_rulings)
            write_rulings();
        write_evidence();
    }
    writer_close();
    return 0;
}
