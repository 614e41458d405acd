/* writer.c - files of an export, and the records all exports have. */
#include "writer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { EVIDENCE_BYTES = 288, BUFFER_BYTES = 1 << 16 };

static const char *folder = NULL;
static struct arena *arena = NULL;
static struct bytes entries; /* of export.json */
static uint64_t random_state = 1;

_Noreturn void stop(const char *what)
{
    fprintf(stderr, "generate: %s\n", what);
    exit(1);
}

/* ---- files ---- */

static FILE *create(const char *name)
{
    FILE *f = fopen(arena_printf(arena, "%s/%s", folder, name), "wb");

    if (!f)
        stop(arena_printf(arena, "%s/%s: %s", folder, name, strerror(errno)));
    return f;
}

void writer_open(const char *path)
{
    folder = path;
    arena = arena_new();
    bytes_init(&entries, arena);
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        stop(strerror(errno));
}

void writer_close(void)
{
    FILE *f = create("export.json");

    fprintf(f,
            "{\"format\":\"gradepress-export/1\",\"period\":\"2026-10\",\"as_of\":\"" AS_OF
            "\",\"next_as_of\":\"2026-11-30\","
            "\"coverage\":{\"evidence\":{\"from\":\"2023-01-01\"}},\"files\":[%s]}\n",
            bytes_text(&entries));
    if (fclose(f) != 0)
        stop(strerror(errno));
    arena_free(arena);
}

struct arena *writer_arena(void)
{
    return arena;
}

static void flush(struct records *r)
{
    digest_add(r->digest, r->buffer.data, r->buffer.length);
    if (fwrite(r->buffer.data, 1, r->buffer.length, r->file) != r->buffer.length)
        stop(strerror(errno));
    r->buffer.length = 0;
}

void records_begin(struct records *r, const char *name)
{
    *r = (struct records){.name = name, .file = create(name), .digest = digest_new()};
    bytes_init(&r->buffer, arena);
}

void records_end_line(struct records *r)
{
    bytes_add(&r->buffer, "\n", 1);
    r->count++;
    if (r->buffer.length > BUFFER_BYTES)
        flush(r);
}

void records_end(struct records *r)
{
    char hex[DIGEST_HEX_SIZE];

    if (r->buffer.length)
        flush(r);
    if (fclose(r->file) != 0)
        stop(strerror(errno));
    digest_finish(r->digest, hex);
    bytes_printf(&entries, "%s{\"path\":\"%s\",\"records\":%ld,\"sha256\":\"%s\"}", entries.length ? "," : "", r->name,
                 r->count, hex);
}

/* ---- chance ---- */

void chance_seed(uint64_t seed)
{
    random_state = seed;
}

/* splitmix64 */
static uint64_t random_bits(void)
{
    uint64_t z = random_state += UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

int below(int n)
{
    return (int)(random_bits() % (uint64_t)n);
}

date chance_day(void)
{
    static date start = 0, as_of = 0;

    if (!start && (!date_parse_plain(VALID_FROM, &start) || !date_parse_plain(AS_OF, &as_of)))
        stop("bad constants");
    return start + below(as_of - start + 1);
}

long scattered_unit(long line, long units)
{
    enum { STEP = 7919 }; /* a prime */

    return units % STEP ? line % units * STEP % units : line % units;
}

/* ---- records ---- */

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

void write_units(long units)
{
    static const char *const places[] = {"北京", "上海", "广州", "深圳", "成都", "武汉", "西安", "杭州"};
    static const char *const words[] = {"青松", "白杨", "红枫", "绿竹", "银杏", "海棠", "丹桂", "雪松", "碧桃", "翠柏"};
    struct records r;
    char code[19];

    records_begin(&r, "units.ndjson");
    for (long u = 1; u <= units; u++) {
        const char *place = places[below(8)];
        bytes_printf(&r.buffer,
                     "{\"unit_id\":\"U%06ld\",\"name\":\"%s%s网络安全技术有限公司第%ld分公司\",\"uscc\":\"%s\","
                     "\"registered_address\":\"%s市示范区创新路%d号\",\"region\":\"%s\","
                     "\"contact\":{\"name\":\"联系人%ld\",\"email\":\"u%ld@example.com\",\"phone\":\"010-5555%04ld\"}}",
                     u, place, words[below(10)], u, uscc(u, code), place, 1 + below(999), place, u, u, u % 10000);
        records_end_line(&r);
    }
    records_end(&r);
}

void end_evidence(struct bytes *b, size_t start)
{
    static const char text[] =
        "suspicious beacon towards a sinkholed domain seen at several customers in one week, sample attached, "
        "hosts cleaned, indicators shared with the platform and confirmed by a second source later";

    bytes_add_text(b, ",\"source\":\"platform\",\"summary\":\"");
    size_t used = b->length - start, room = used + 3 < EVIDENCE_BYTES ? EVIDENCE_BYTES - 3 - used : 0;
    bytes_add(b, text, room < sizeof text - 1 ? room : sizeof text - 1);
    bytes_add(b, "\"}", 2);
}
