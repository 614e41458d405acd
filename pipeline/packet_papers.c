/* packet_papers.c - each packet is drawn from the plan alone. */
#include "packet_papers.h"

#include "base/file.h"
#include "base/package.h"
#include "workbook/workbook.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_CERTIFICATE = 16 << 20 };

/* --- what may go out --- */

struct parcel {
    LIST_OF(const struct decision *) decisions; /* whose notices may go out */
    size_t drafts;                              /* notices that may not */
};

static struct parcel parcel_of(struct arena *arena, const struct packet *packet)
{
    struct parcel parcel = {0};

    for (size_t i = 0; i < packet->count; i++) {
        const struct decision *d = packet->decisions[i];
        if (d->has_outcome && d->outcome_action != ACTION_NONE)
            *ARENA_PUSH(arena, &parcel.decisions) = d;
        else
            parcel.drafts += !d->has_outcome && d->action != ACTION_NONE;
    }
    return parcel;
}

/* Something has come of it, all of that can be printed, and the run waits for nobody. */
static bool sends(const struct session *s, const struct packet *packet)
{
    bool has_outcome = false;

    for (size_t i = 0; i < packet->count; i++) {
        const struct decision *d = packet->decisions[i];
        if (d->is_unprintable)
            return false;
        has_outcome |= d->has_outcome && d->outcome_action != ACTION_NONE;
    }
    return has_outcome && packet->has_notice && !packet->missing_char && !message_is_set(&s->run.plan->brake);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct package_file *)a)->name, ((const struct package_file *)b)->name);
}

static RESULT read_certificate(struct package_file *out, struct stage *stage, struct arena *arena,
                               const struct issue *issue)
{
    const char *path, *slash = strrchr(issue->file, '/'), *name = slash ? slash + 1 : issue->file;
    char *bytes;

    TRY(stage_path(&path, stage, arena, issue->file));
    TRY(file_read(&bytes, &out->length, arena, path, MAX_CERTIFICATE, ERROR_OUTPUT));
    out->bytes = bytes;
    out->name = package_name(arena, arena_printf(arena, "证书-%.*s", (int)strcspn(name, "."), name), ".pdf");
    return OK;
}

/* The notices as they were drawn, but for drafts among them, which stay here. */
static RESULT read_notice(struct package_file *out, struct session *s, struct arena *arena, const struct packet *packet,
                          const struct parcel *parcel, const struct bytes *notice)
{
    struct packet sent = *packet;
    struct bytes pdf = *notice;

    sent.decisions = parcel->decisions.items;
    sent.count = parcel->decisions.count;
    if (parcel->drafts) {
        bytes_init(&pdf, arena);
        TRY(press_notice(s->press, &pdf, &s->run, &sent));
    }
    *out = (struct package_file){"通知书.pdf", pdf.data, pdf.length};
    return OK;
}

/* Who is certified gets the agreement to sign. */
static bool has_agreement(const struct session *s, const struct decision *d)
{
    return press_has_office(s->press, d->scheme, OFFICE_AGREEMENT) && office_is_due(&s->run, d, OFFICE_AGREEMENT);
}

static RESULT draw_agreement(struct package_file *out, struct session *s, struct arena *arena,
                             const struct decision *decision)
{
    const struct office_subject subject = {.what = OFFICE_AGREEMENT, .scheme = decision->scheme, .decision = decision};
    struct bytes pdf;

    bytes_init(&pdf, arena);
    TRY(press_office(s->press, &pdf, &s->run, &subject));
    *out = (struct package_file){"协议.pdf", pdf.data, pdf.length};
    return OK;
}

static RESULT pack(struct session *s, struct stage *stage, struct arena *arena, const struct packet *packet,
                   const struct bytes *notice)
{
    const struct parcel parcel = parcel_of(arena, packet);
    LIST_OF(struct package_file) files = {0};
    struct bytes zip;

    TRY(read_notice(ARENA_PUSH(arena, &files), s, arena, packet, &parcel, notice));
    for (size_t i = 0; i < parcel.decisions.count; i++) {
        const struct decision *d = parcel.decisions.items[i];
        for (size_t k = 0; k < d->certificate_count; k++)
            TRY(read_certificate(ARENA_PUSH(arena, &files), stage, arena, &d->certificates[k]));
        if (has_agreement(s, d))
            TRY(draw_agreement(ARENA_PUSH(arena, &files), s, arena, d));
    }
    qsort(files.items, files.count, sizeof *files.items, compare_names);
    bytes_init(&zip, arena);
    TRY(package_make(&zip, files.items, files.count, s->export->as_of));
    return stage_write(stage, arena_printf(arena, "%s/outgoing/packet.zip", packet->folder), zip.data, zip.length);
}

/* --- the papers --- */

/* A scorecard passes through ten small temporary files: in memory where there is a
 * place for them, which halves what the kernel does for it. */
static const char *small_scratch(const struct stage *stage)
{
    return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : stage_scratch(stage);
}

typedef RESULT press_of_packet(struct press *press, struct bytes *pdf, const struct run *run,
                               const struct packet *packet);

static RESULT draw(struct bytes *pdf, struct session *s, struct stage *stage, struct arena *arena,
                   const struct packet *packet, press_of_packet *press, const char *name)
{
    bytes_init(pdf, arena);
    TRY(press(s->press, pdf, &s->run, packet));
    return stage_write(stage, arena_printf(arena, "%s/%s", packet->folder, name), pdf->data, pdf->length);
}

RESULT packet_papers_draw(struct session *s, struct stage *stage, struct arena *arena, const struct packet *packet)
{
    struct bytes pdf;
    const char *path, *scorecard = arena_printf(arena, "%s/internal/scorecard.xlsx", packet->folder);

    if (packet->missing_char)
        return OK;
    TRY(draw(&pdf, s, stage, arena, packet, press_decision_sheet, "internal/decision.pdf"));
    TRY(draw(&pdf, s, stage, arena, packet, press_packet, "internal/packet.pdf"));
    TRY(stage_path(&path, stage, arena, scorecard));
    TRY(workbook_scorecard(path, small_scratch(stage), &s->run, packet));
    TRY(stage_wrote(stage, scorecard));
    if (!packet->has_notice)
        return OK;
    TRY(draw(&pdf, s, stage, arena, packet, press_notice, "outgoing/notice.pdf"));
    return sends(s, packet) ? pack(s, stage, arena, packet, &pdf) : OK;
}

void packet_papers_list(struct run_files *out, const struct session *s)
{
    for (size_t i = 0; i < s->run.plan->packet_count; i++) {
        const struct packet *packet = &s->run.plan->packets[i];
        if (packet->missing_char)
            continue;
        *ARENA_PUSH(s->arena,
                    out) = (struct run_file){.path = arena_printf(s->arena, "%s/internal/packet.pdf", packet->folder)};
        if (sends(s, packet))
            *ARENA_PUSH(s->arena, out) = (struct run_file){
                .path = arena_printf(s->arena, "%s/outgoing/packet.zip", packet->folder)};
    }
}
