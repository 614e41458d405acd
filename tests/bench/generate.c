/* generate.c - writes a large export of CNTISP holders for the bench and the tests.
 *
 *   generate FOLDER [--units N] [--evidence N] [--seed N] [--upgrade waiting|approved]
 *
 * Same arguments, same bytes. Every review is due on the export's day. With at
 * least 100 lines of evidence per unit every unit attains tier 1 and the tiers
 * held are mixed; from 40 on all hold tier 3 and attain it; with fewer they fall
 * short. All are maintained, which renews a certificate each. With --upgrade
 * every unit holds tier 2 or 3 and asks for the next one up: `waiting` leaves
 * the proposals open, so that the run issues no certificate, `approved` adds a
 * ruling on each. */
#include "base/bytes.h"
#include "base/date.h"
#include "base/digest.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LINE_BYTES = 288 };

#define AS_OF "2026-10-31"
#define VALID_FROM "2025-11-15"
#define VALID_TO "2026-11-14"

static const char *folder = NULL;
static long units = 1000, lines = 300000;
static bool asks_upgrade = false, has_rulings = false;
static uint64_t random_state = 1;

static _Noreturn void stop(const char *what)
{
    fprintf(stderr, "generate: %s\n", what);
    exit(1);
}

/* splitmix64 */
static uint64_t random_bits(void)
{
    uint64_t z = random_state += UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static int below(int n)
{
    return (int)(random_bits() % (uint64_t)n);
}

/* ---- one file of records: buffered, digested while it is written ---- */

static struct arena *arena;
static struct bytes entries; /* of export.json */

struct records {
    const char *name;
    FILE *file;
    struct digest *digest;
    struct bytes buffer;
    long count;
};

static FILE *create(const char *name)
{
    FILE *f = fopen(arena_printf(arena, "%s/%s", folder, name), "wb");

    if (!f)
        stop(arena_printf(arena, "%s/%s: %s", folder, name, strerror(errno)));
    return f;
}

static void flush(struct records *r)
{
    digest_add(r->digest, r->buffer.data, r->buffer.length);
    if (fwrite(r->buffer.data, 1, r->buffer.length, r->file) != r->buffer.length)
        stop(strerror(errno));
    r->buffer.length = 0;
}

static void begin(struct records *r, const char *name)
{
    *r = (struct records){.name = name, .file = create(name), .digest = digest_new()};
    bytes_init(&r->buffer, arena);
}

static void end_line(struct records *r)
{
    bytes_add(&r->buffer, "\n", 1);
    r->count++;
    if (r->buffer.length > 1 << 16)
        flush(r);
}

static void end(struct records *r)
{
    char hex[DIGEST_HEX_SIZE];

    flush(r);
    if (fclose(r->file) != 0)
        stop(strerror(errno));
    digest_finish(r->digest, hex);
    bytes_printf(&entries, "%s{\"path\":\"%s\",\"records\":%ld,\"sha256\":\"%s\"}", entries.length ? "," : "", r->name,
                 r->count, hex);
}

/* ---- records ---- */

static int tier_of(long unit)
{
    if (asks_upgrade)
        return 2 + (int)(unit % 2);
    return lines / units >= 100 ? 1 + (int)(unit % 3) : 3;
}

/* A valid code of 18 characters (GB 32100—2015) made from a serial. */
static const char *uscc(long serial, char code[19])
{
    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    int sum = 0, weight = 1;

    snprintf(code, 19, "91110108MA%07u", (unsigned)serial % 10000000);
    for (int i = 0; i < 17; i++, weight = weight * 3 % 31)
        sum += (int)(strchr(alphabet, code[i]) - alphabet) * weight;
    code[17] = alphabet[(31 - sum % 31) % 31];
    code[18] = '\0';
    return code;
}

static void write_units(void)
{
    static const char *const places[] = {"北京", "上海", "广州", "深圳", "成都", "武汉", "西安", "杭州"};
    static const char *const words[] = {"青松", "白杨", "红枫", "绿竹", "银杏", "海棠", "丹桂", "雪松", "碧桃", "翠柏"};
    struct records r;
    char code[19];

    begin(&r, "units.ndjson");
    for (long u = 1; u <= units; u++) {
        const char *place = places[below(8)];
        bytes_printf(&r.buffer,
                     "{\"unit_id\":\"U%06ld\",\"name\":\"%s%s网络安全技术有限公司第%ld分公司\",\"uscc\":\"%s\","
                     "\"registered_address\":\"%s市示范区创新路%d号\",\"region\":\"%s\","
                     "\"contact\":{\"name\":\"联系人%ld\",\"email\":\"u%ld@example.com\",\"phone\":\"010-5555%04ld\"}}",
                     u, place, words[below(10)], u, uscc(u, code), place, 1 + below(999), place, u, u, u % 10000);
        end_line(&r);
    }
    end(&r);
}

static void write_holdings(void)
{
    struct records r;

    begin(&r, "certificates.ndjson");
    for (long u = 1; u <= units; u++) {
        bytes_printf(&r.buffer,
                     "{\"certificate_no\":\"CNTISP-2025-%06ld\",\"unit_id\":\"U%06ld\",\"scheme\":\"cntisp\",\"level\":\"%d\","
                     "\"valid_from\":\"" VALID_FROM "\",\"valid_to\":\"" VALID_TO "\",\"status\":\"valid\"}",
                     u, u, tier_of(u));
        end_line(&r);
    }
    end(&r);
    begin(&r, "agreements.ndjson");
    for (long u = 1; u <= units; u++) {
        bytes_printf(&r.buffer,
                     "{\"agreement_id\":\"A%06ld\",\"unit_id\":\"U%06ld\",\"scheme\":\"cntisp\","
                     "\"signed_on\":\"2024-11-01\",\"valid_to\":\"2027-10-31\"}", u, u);
        end_line(&r);
    }
    end(&r);
    begin(&r, "submissions.ndjson");
    for (long u = 1; u <= units; u++) {
        bytes_printf(&r.buffer,
                     "{\"submission_id\":\"S%06ld\",\"unit_id\":\"U%06ld\",\"scheme\":\"cntisp\",\"kind\":\"annual-summary\","
                     "\"submitted_on\":\"2026-10-15\",\"content\":{\"complete\":true,\"truthful\":true,\"period\":\"2026\"}}",
                     u, u);
        end_line(&r);
        if (!asks_upgrade)
            continue;
        bytes_printf(&r.buffer,
                     "{\"submission_id\":\"R%06ld\",\"unit_id\":\"U%06ld\",\"scheme\":\"cntisp\",\"kind\":\"upgrade-request\","
                     "\"submitted_on\":\"2026-10-20\",\"content\":{\"to_level\":\"%d\"}}", u, u, tier_of(u) - 1);
        end_line(&r);
    }
    end(&r);
}

static void write_rulings(void)
{
    struct records r;

    begin(&r, "rulings.ndjson");
    for (long u = 1; u <= units; u++) {
        bytes_printf(&r.buffer,
                     "{\"proposal_id\":\"cntisp/U%06ld/-/" VALID_TO "\",\"action\":\"upgrade\",\"to\":\"%d\","
                     "\"ruling\":\"approved\",\"by\":\"office\",\"on\":\"" AS_OF "\"}", u, tier_of(u) - 1);
        end_line(&r);
    }
    end(&r);
}

/* The k-th line of a unit. Of ten, four are new groups of threat reports (two
 * of them effective), one repeats a group, three are valid feedback, one is a
 * reply on time, and one does not count for one reason or another. */
static void add_evidence(struct bytes *b, long number, long unit, long k, date term_start, int term_days)
{
    char day[DATE_TEXT_SIZE];
    const char *status = "accepted", *kind = "threat-report";
    char data[96];
    date d = term_start + below(term_days);
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
                 "\"status\":\"%s\",\"data\":%s,\"source\":\"platform\",\"summary\":\"",
                 number, unit, kind, date_text(d, day), status, data);
    /* Free text, which the program ignores, up to the length of a usual line. */
    static const char text[] = "suspicious beacon towards a sinkholed domain seen at several customers in one week, sample attached, "
                               "hosts cleaned, indicators shared with the platform and confirmed by a second source later";
    size_t used = b->length - start, room = used + 3 < LINE_BYTES ? LINE_BYTES - 3 - used : 0;
    bytes_add(b, text, room < sizeof text - 1 ? room : sizeof text - 1);
    bytes_add(b, "\"}", 2);
}

static void write_evidence(void)
{
    enum { STEP = 7919 }; /* a prime: neighbouring lines belong to different units */
    struct records r;
    date start = 0, as_of = 0;

    if (!date_parse_plain(VALID_FROM, &start) || !date_parse_plain(AS_OF, &as_of))
        stop("bad constants");
    begin(&r, "evidence.ndjson");
    for (long n = 0; n < lines; n++) {
        long unit = units % STEP ? n % units * STEP % units : n % units;
        add_evidence(&r.buffer, n + 1, unit + 1, n / units, start, as_of - start + 1);
        end_line(&r);
    }
    end(&r);
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
            random_state = (uint64_t)number(argv[i + 1]);
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
    arena = arena_new();
    bytes_init(&entries, arena);
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        stop(strerror(errno));
    write_units();
    write_holdings();
    if (has_rulings)
        write_rulings();
    write_evidence();
    FILE *f = create("export.json");
    fprintf(f, "{\"format\":\"gradepress-export/1\",\"period\":\"2026-10\",\"as_of\":\"" AS_OF "\",\"next_as_of\":\"2026-11-30\","
               "\"coverage\":{\"evidence\":{\"from\":\"2023-01-01\"}},\"files\":[%s]}\n", bytes_text(&entries));
    if (fclose(f) != 0)
        stop(strerror(errno));
    arena_free(arena);
    return 0;
}
