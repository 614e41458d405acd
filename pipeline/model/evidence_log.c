/* evidence_log.c - records packed one behind the other: the way back, verdicts, day, kind, id. */
#include "model/evidence_log.h"

#include "base/bytes.h"

#include <assert.h>
#include <string.h>

enum { CHUNK_BYTES = 32 * 1024 };
enum { AT_BEFORE = 0, AT_VERDICTS = 8, AT_DAY = 12, AT_KIND = 16, AT_ID = 17, ID_MOST = 64 };

static const uint32_t nothing_judged = 0x88888888;

_Static_assert(VERDICT_NONE == 8 && MAX_METRICS_OF_KIND <= 8, "a verdict takes four bits of 32");
_Static_assert(sizeof(void *) <= AT_VERDICTS, "the way back is a pointer");

const char *verdict_text(enum verdict verdict)
{
    static const char *const texts[] = {
#define X(id, text, chinese) [VERDICT_##id] = text,
        VERDICT_LIST(X)
#undef X
            [VERDICT_NONE] = "not asked for",
    };

    return texts[verdict];
}

const char *verdict_chinese(enum verdict verdict)
{
    static const char *const texts[] = {
#define X(id, text, chinese) [VERDICT_##id] = chinese,
        VERDICT_LIST(X)
#undef X
            [VERDICT_NONE] = "未列入考核",
    };

    return texts[verdict];
}

/* Packed records are not aligned: they are looked at as bytes only. */
static char *bytes_of(struct noted *noted)
{
    return (char *)noted;
}

struct noted *evidence_log_add(struct evidence_log *log, const struct noted *before, int kind, date day, const char *id)
{
    size_t length = strlen(id), size = AT_ID + length + 1;
    int32_t packed_day = day;

    assert(length <= ID_MOST);
    if (log->left < size) {
        log->room = arena_raw(log->arena, CHUNK_BYTES);
        log->left = CHUNK_BYTES;
    }
    char *record = log->room;
    memcpy(record + AT_BEFORE, &before, sizeof before);
    memcpy(record + AT_VERDICTS, &nothing_judged, sizeof nothing_judged);
    memcpy(record + AT_DAY, &packed_day, sizeof packed_day);
    record[AT_KIND] = (char)kind;
    memcpy(record + AT_ID, id, length + 1);
    log->room += size;
    log->left -= size;
    return (struct noted *)record;
}

void evidence_log_judge(struct noted *noted, size_t position, enum verdict verdict)
{
    uint32_t verdicts;

    memcpy(&verdicts, bytes_of(noted) + AT_VERDICTS, sizeof verdicts);
    verdicts = (verdicts & ~(UINT32_C(15) << 4 * position)) | (uint32_t)verdict << 4 * position;
    memcpy(bytes_of(noted) + AT_VERDICTS, &verdicts, sizeof verdicts);
}

const struct logged *evidence_log_read(struct arena *arena, const struct noted *last, size_t count)
{
    struct logged *out = ARENA_ARRAY(arena, struct logged, count);
    int32_t day;

    for (size_t i = count; i-- > 0;) {
        const char *record = (const char *)last;
        memcpy(&day, record + AT_DAY, sizeof day);
        memcpy(&out[i].verdicts, record + AT_VERDICTS, sizeof out[i].verdicts);
        memcpy(&last, record + AT_BEFORE, sizeof last);
        out[i].day = day;
        out[i].kind = (unsigned char)record[AT_KIND];
        out[i].id = record + AT_ID;
    }
    return out;
}

enum verdict logged_verdict(const struct logged *logged, size_t position)
{
    return (enum verdict)(logged->verdicts >> 4 * position & 15);
}

enum verdict logged_outcome(const struct logged *logged)
{
    enum verdict best = VERDICT_NONE;

    for (size_t i = 0; i < MAX_METRICS_OF_KIND; i++)
        if (logged_verdict(logged, i) < best)
            best = logged_verdict(logged, i);
    return best;
}

const char *logged_counts_for(struct arena *arena, const struct scheme *scheme, const struct logged *logged)
{
    struct bytes out;
    size_t position = 0;

    bytes_init(&out, arena);
    for (size_t m = 0; m < scheme->metric_count; m++)
        if (scheme->metrics[m].source == METRIC_EVIDENCE && scheme->metrics[m].kind == logged->kind &&
            logged_verdict(logged, position++) == VERDICT_COUNTED)
            bytes_printf(&out, "%s%s", out.length ? "、" : "", scheme->metrics[m].name);
    return bytes_text(&out);
}
