/* papers.c - CPU time and size of every kind of paper, drawn in one process as a run draws them.
 *
 *   papers EXPORT SCRATCH
 *
 * A unit's papers are drawn together, so that what one leaves in the caches serves the next as in a run. The
 * first units warm up and do not count. Prints a row for each kind and one for a unit's papers altogether. */
#include "base/bytes.h"
#include "model/analysis.h"
#include "session.h"
#include "stats/stats.h"
#include "workbook/workbook.h"
#include "year_papers.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

enum { WARM_UP = 30 };
enum kind { CERTIFICATE, SHEET, NOTICE, SCORECARD, PACKET, SUMMARY, OFFICE, KIND_COUNT };

static const char *const names[KIND_COUNT] = {"certificate",         "decision sheet", "notice",
                                              "scorecard",           "packet, internal",
                                              "summary of the year", "reminders, forms, agreement"};

static struct figures {
    size_t count, bytes, largest;
    double seconds;
} figures[KIND_COUNT];
static size_t units;
static struct arena *passing; /* one unit's papers */

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(struct result result)
{
    if (result.kind) {
        fprintf(stderr, "papers: %s\n", error_message());
        exit(1);
    }
}

static bool is_counted(size_t packet)
{
    return packet >= WARM_UP;
}

static void note(enum kind kind, double started, size_t bytes, size_t packet)
{
    struct figures *f = &figures[kind];

    if (!is_counted(packet))
        return;
    f->seconds += now() - started;
    f->count++;
    f->bytes += bytes;
    if (bytes > f->largest)
        f->largest = bytes;
}

static void draw_decision(struct session *s, const struct decision *d, size_t packet)
{
    struct bytes pdf;

    for (size_t i = 0; i < d->certificate_count; i++) {
        double started = now();
        bytes_init(&pdf, passing);
        must(press_certificate(s->press, &pdf, &s->run, &d->certificates[i]));
        note(CERTIFICATE, started, pdf.length, packet);
    }
    for (int what = 0; what < OFFICE_PAPER_COUNT; what++) {
        const struct office_subject subject = {.what = (enum office_paper)what, .scheme = d->scheme, .decision = d};
        if (!press_has_office(s->press, d->scheme, subject.what) || !office_is_due(&s->run, d, subject.what))
            continue;
        double started = now();
        bytes_init(&pdf, passing);
        must(press_office(s->press, &pdf, &s->run, &subject));
        note(OFFICE, started, pdf.length, packet);
    }
    const struct standing *standing = &s->run.analysis->standings[d - s->run.plan->decisions];
    if (year_papers_has_summary(s->run.plan, (size_t)(d - s->run.plan->decisions))) {
        double started = now();
        bytes_init(&pdf, passing);
        must(press_summary(s->press, &pdf, &s->run, standing));
        note(SUMMARY, started, pdf.length, packet);
    }
}

typedef RESULT press_of_packet(struct press *press, struct bytes *pdf, const struct run *run,
                               const struct packet *packet);

static void draw(struct session *s, enum kind kind, press_of_packet *press, size_t i)
{
    struct bytes pdf;
    double started = now();

    bytes_init(&pdf, passing);
    must(press(s->press, &pdf, &s->run, &s->run.plan->packets[i]));
    note(kind, started, pdf.length, i);
}

static void draw_scorecard(struct session *s, const char *scratch, size_t i)
{
    const char *path = arena_printf(passing, "%s/scorecard.xlsx", scratch);
    struct stat file;
    double started = now();

    must(workbook_scorecard(path, scratch, &s->run, &s->run.plan->packets[i]));
    if (stat(path, &file) != 0)
        must(FAIL(OUTPUT, "%s: is not there", path));
    note(SCORECARD, started, (size_t)file.st_size, i);
}

static const struct decision *in_plan(const struct plan *plan, const struct decision *decision)
{
    for (size_t i = 0; i < plan->count; i++)
        if (&plan->decisions[i] == decision || plan->decisions[i].proposal_id == decision->proposal_id)
            return &plan->decisions[i];
    return decision;
}

static void draw_packet(struct session *s, const char *scratch, size_t i)
{
    const struct packet *packet = &s->run.plan->packets[i];

    if (packet->missing_char)
        return;
    for (size_t k = 0; k < packet->count; k++)
        draw_decision(s, in_plan(s->run.plan, packet->decisions[k]), i);
    draw(s, SHEET, press_decision_sheet, i);
    draw(s, PACKET, press_packet, i);
    draw_scorecard(s, scratch, i);
    if (packet->has_notice)
        draw(s, NOTICE, press_notice, i);
    units += is_counted(i);
    arena_reset(passing);
}

static void print_figures(void)
{
    double all = 0;

    printf("%-32s %8s %10s %10s %10s\n", "", "papers", "CPU, mean", "size, mean", "largest");
    for (int i = 0; i < KIND_COUNT; i++) {
        const struct figures *f = &figures[i];
        all += f->seconds;
        if (f->count)
            printf("%-32s %8zu %7.2f ms %7.1f KB %7.1f KB\n", names[i], f->count, f->seconds * 1000 / (double)f->count,
                   (double)f->bytes / 1000 / (double)f->count, (double)f->largest / 1000);
    }
    printf("%-32s %8zu %7.2f ms\n", "a unit's papers altogether", units, all * 1000 / (double)units);
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct session s;

    if (argc != 3) {
        fprintf(stderr, "papers EXPORT SCRATCH\n");
        return 64;
    }
    const struct run_options options = {.input = argv[1], .templates = "templates", .as_of = DATE_NONE, .jobs = 1,
                                        .is_quiet = true};
    passing = arena_new();
    must(session_open(&s, arena, &options, true));
    s.notes_evidence = true;
    must(session_fold(&s, NULL));
    must(session_plan(&s));
    s.run.analysis = stats_analyse(arena, s.run.rules, s.run.plan);
    must(press_prepare(s.press, 0, 1));
    for (size_t i = 0; i < s.run.plan->packet_count; i++)
        draw_packet(&s, argv[2], i);
    if (units)
        print_figures();
    session_close(&s);
    arena_free(passing);
    arena_free(arena);
    return 0;
}
