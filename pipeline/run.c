/* run.c - a whole run: staged, planned, drawn by worker processes, put in place. */
#include "run.h"

#include "base/stage.h"
#include "base/text.h"
#include "office_papers.h"
#include "packet_papers.h"
#include "page/page.h"
#include "results.h"
#include "session.h"
#include "stats/stats.h"
#include "workbook/workbook.h"
#include "year_papers.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* --- stage timings: the one thing two runs may differ in --- */

struct timings {
    struct bytes json;
    struct timespec last;
};

static void timings_start(struct timings *t, struct arena *arena)
{
    bytes_init(&t->json, arena);
    clock_gettime(CLOCK_MONOTONIC, &t->last);
}

static void timings_note(struct timings *t, const char *stage)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    double seconds = (double)(now.tv_sec - t->last.tv_sec) + (double)(now.tv_nsec - t->last.tv_nsec) / 1e9;
    bytes_printf(&t->json, "%s\"%s\":%.3f", t->json.length ? "," : "{", stage, seconds);
    t->last = now;
}

static void say(const struct run_options *options, const char *what)
{
    if (options->shows_progress && !options->is_quiet)
        fprintf(stderr, "gradepress: %s\n", error_say(what));
}

/* --- a paper --- */

/* A run of some programmes only never writes to the register, nor does one that waits for confirmation. */
static bool writes_register(const struct session *s)
{
    return s->register_file && !s->options->scheme_count && !message_is_set(&s->run.plan->brake);
}

/* A certificate that an earlier run of the period drew comes from the archive: an issued
 * paper keeps its bytes, whatever became of artwork and libraries since. One that is missing
 * or altered there is drawn again. */
static RESULT draw_certificate(struct session *s, struct stage *stage, struct arena *arena, const struct issue *issue)
{
    struct bytes pdf;

    bytes_init(&pdf, arena);
    if (issue->archived) {
        char *bytes;
        size_t length;
        TRY(register_read_archived(&bytes, &length, arena, issue->archived));
        if (bytes)
            bytes_add(&pdf, bytes, length);
    }
    if (!pdf.length)
        TRY(press_certificate(s->press, &pdf, &s->run, issue));
    if (writes_register(s))
        TRY(register_archive(s->register_file, arena, pdf.data, pdf.length));
    return stage_write(stage, issue->file, pdf.data, pdf.length);
}

static RESULT draw_certificates(struct session *s, struct stage *stage, struct arena *arena, const struct decision *d)
{
    for (size_t i = 0; i < d->certificate_count; i++)
        TRY(draw_certificate(s, stage, arena, &d->certificates[i]));
    return OK;
}

/* --- worker processes --- */

/* Work of which a process does every `step`-th piece from `first` on. */
typedef RESULT share(struct session *s, struct stage *stage, size_t first, size_t step);

struct worker {
    pid_t pid;
    int errors; /* read end: the message of a worker that failed */
};

struct workers {
    struct worker *items;
    size_t count;
};

static _Noreturn void work(share *task, struct session *s, struct stage *stage, size_t first, size_t step, int errors,
                           pid_t parent)
{
    /* A worker must not go on writing after the run was killed. */
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
        _exit(ERROR_DEFECT);
    struct result r = task(s, stage, first, step);
    if (r.kind) {
        const char *message = error_message();
        ssize_t written = write(errors, message, strlen(message));
        _exit(written < 0 ? ERROR_DEFECT : (int)r.kind);
    }
    _exit(0);
}

static RESULT start_worker(struct worker *worker, share *task, struct session *s, struct stage *stage, size_t first,
                           size_t step)
{
    int ends[2];
    pid_t parent = getpid();

    if (pipe(ends) != 0)
        return FAIL(OUTPUT, "cannot start a worker: %s", error_reason(errno));
    worker->pid = fork();
    if (worker->pid < 0) {
        close(ends[0]);
        close(ends[1]);
        return FAIL(OUTPUT, "cannot start a worker: %s", error_reason(errno));
    }
    if (worker->pid == 0) {
        close(ends[0]);
        work(task, s, stage, first, step, ends[1], parent);
    }
    close(ends[1]);
    worker->errors = ends[0];
    return OK;
}

/* As many as --jobs says. Those that have started are in *out, on failure too. */
static RESULT start_workers(struct workers *out, share *task, struct session *s, struct stage *stage)
{
    size_t jobs = (size_t)s->options->jobs;

    *out = (struct workers){.items = ARENA_ARRAY(s->arena, struct worker, jobs)};
    while (out->count < jobs) {
        TRY(start_worker(&out->items[out->count], task, s, stage, out->count, jobs));
        out->count++;
    }
    return OK;
}

static RESULT finish_worker(const struct worker *worker)
{
    char message[1024] = "";
    size_t length = 0;
    ssize_t n;
    int status = 0;

    while (length < sizeof message - 1 && (n = read(worker->errors, message + length, sizeof message - 1 - length)) > 0)
        length += (size_t)n;
    close(worker->errors);
    while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return OK;
    if (WIFEXITED(status) && length && WEXITSTATUS(status) <= ERROR_RULES)
        return error_set((enum error_kind)WEXITSTATUS(status), __FILE__, __LINE__, "%s", message);
    return FAIL(DEFECT, "a worker ended unexpectedly (status %d)", status);
}

/* Waits for all; once something has failed, `so_far` or one of them, the rest are killed. */
static RESULT finish_workers(const struct workers *workers, struct result so_far)
{
    struct result r = so_far;

    for (size_t i = 0; i < workers->count; i++) {
        if (r.kind) {
            kill(workers->items[i].pid, SIGKILL);
            close(workers->items[i].errors);
            waitpid(workers->items[i].pid, NULL, 0);
        } else {
            r = finish_worker(&workers->items[i]);
        }
    }
    return r;
}

/* The same beside work of this process. With --jobs 1 one process works at a time: they have ended on return. */
static RESULT start_beside(struct workers *out, share *task, struct session *s, struct stage *stage)
{
    struct result r = start_workers(out, task, s, stage);

    if (s->options->jobs > 1)
        return r;
    r = finish_workers(out, r);
    out->count = 0;
    return r;
}

/* --- drawing --- */

/* Papers do not depend on each other. */
static RESULT draw_packet_share(struct session *s, struct stage *stage, size_t first, size_t step)
{
    const struct plan *plan = s->run.plan;
    struct arena *arena = arena_new();
    struct result r = OK;

    for (size_t i = first; !r.kind && i < plan->packet_count; i += step) {
        r = packet_papers_draw(s, stage, arena, &plan->packets[i]);
        arena_reset(arena);
    }
    arena_free(arena);
    if (!r.kind)
        r = year_papers_draw(s, stage, first, step);
    return r.kind ? r : office_papers_draw(s, stage, first, step);
}

static RESULT draw_certificate_share(struct session *s, struct stage *stage, size_t first, size_t step)
{
    const struct plan *plan = s->run.plan;
    struct arena *arena = arena_new();
    struct result r = OK;

    for (size_t i = first; !r.kind && i < plan->count; i += step) {
        r = draw_certificates(s, stage, arena, &plan->decisions[i]);
        arena_reset(arena);
    }
    arena_free(arena);
    return r;
}

/* Papers that not every run or packet has. */
static const struct run_files *list_papers(const struct session *s)
{
    struct run_files *papers = ARENA_NEW(s->arena, struct run_files);

    packet_papers_list(papers, s);
    year_papers_list(papers, s);
    office_papers_list(papers, s);
    run_files_sort(papers);
    return papers;
}

static RESULT write_overviews(struct session *s, struct stage *stage)
{
    const char *path;
    struct bytes html;

    s->run.files = list_papers(s);
    TRY(stage_path(&path, stage, s->arena, "decisions.xlsx"));
    TRY(workbook_decisions(path, stage_scratch(stage), &s->run));
    TRY(stage_wrote(stage, "decisions.xlsx"));
    bytes_init(&html, s->arena);
    page_index(&html, &s->run);
    return stage_write(stage, "index.html", html.data, html.length);
}

/* The workbook and the page, which show everything, are written by this process meanwhile. */
static RESULT draw_all(struct session *s, struct stage *stage)
{
    struct workers workers;
    struct result r = start_beside(&workers, draw_packet_share, s, stage);

    if (!r.kind)
        r = write_overviews(s, stage);
    return finish_workers(&workers, r);
}

/* --- deciding --- */

static RESULT prepare_share(struct session *s, struct stage *stage, size_t first, size_t step)
{
    (void)stage;
    return press_prepare(s->press, first, step);
}

/* The fonts of the papers are prepared while this process reads the evidence. */
static RESULT fold_all(struct session *s, struct stage *stage)
{
    struct workers workers;
    struct result r = start_beside(&workers, prepare_share, s, stage);

    if (!r.kind)
        r = session_fold(s, NULL);
    return finish_workers(&workers, r);
}

/* --- results --- */

static const char *const *list_of(struct arena *arena, const char *(*item)(const struct press *, size_t),
                                  const struct press *press)
{
    size_t n = 0;

    while (item(press, n))
        n++;
    const char **list = ARENA_ARRAY(arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        list[i] = item(press, i);
    return list;
}

static const char *library(const struct press *press, size_t index)
{
    return index == 0 ? workbook_library() : press_library(press, index - 1);
}

/* --- certificates and the register --- */

static RESULT find_archived(struct session *s)
{
    for (size_t i = 0; i < s->run.plan->count; i++) {
        const struct decision *d = &s->run.plan->decisions[i];
        for (size_t k = 0; k < d->certificate_count; k++)
            TRY(register_archived(&d->certificates[k].archived, s->register_file, s->arena, &d->certificates[k]));
    }
    return OK;
}

static RESULT digest_certificates(struct session *s, struct stage *stage)
{
    const char *path;

    for (size_t i = 0; i < s->run.plan->count; i++) {
        const struct decision *d = &s->run.plan->decisions[i];
        for (size_t k = 0; k < d->certificate_count; k++) {
            TRY(stage_path(&path, stage, s->arena, d->certificates[k].file));
            TRY(digest_of_file(path, d->certificates[k].pdf_digest));
        }
    }
    return OK;
}

static RESULT issue_all(struct session *s, struct stage *stage)
{
    struct workers workers;

    if (s->register_file)
        TRY(find_archived(s));
    struct result r = start_workers(&workers, draw_certificate_share, s, stage);
    r = finish_workers(&workers, r);
    return r.kind ? r : digest_certificates(s, stage);
}

/* What the run decided goes into the register, as yet uncommitted: the papers to come name the end of its chain. */
static RESULT record(struct session *s, const char *const *lines, const char *decisions_digest)
{
    struct register_head head;

    TRY(register_record(s->register_file, s->arena, &s->run, s->ledger, lines, decisions_digest, &head));
    memcpy(s->run.register_head, head.digest, DIGEST_HEX_SIZE);
    s->run.register_length = head.length;
    return OK;
}

static RESULT write_results(struct session *s, struct stage *stage)
{
    const struct plan *plan = s->run.plan;
    const char **lines = ARENA_ARRAY(s->arena, const char *, plan->count);
    char digest[DIGEST_HEX_SIZE];
    struct bytes out, line;

    bytes_init(&out, s->arena);
    for (size_t i = 0; i < plan->count; i++) {
        bytes_init(&line, s->arena);
        results_decision(&line, &plan->decisions[i]);
        lines[i] = bytes_text(&line);
        bytes_add(&out, line.data, line.length);
    }
    TRY(stage_write(stage, "decisions.ndjson", out.data, out.length));
    digest_of(out.data, out.length, digest);
    if (writes_register(s))
        TRY(record(s, lines, digest));
    if (s->register_file)
        TRY(register_identity(s->run.register_identity, s->register_file, s->arena));
    bytes_init(&out, s->arena);
    results_rejects(&out, s->export);
    TRY(stage_write(stage, "rejects.ndjson", out.data, out.length));
    bytes_init(&out, s->arena);
    results_run(&out, &s->run, list_of(s->arena, library, s->press), list_of(s->arena, press_font, s->press),
                s->warnings.items, s->warnings.count);
    return stage_write(stage, "run.json", out.data, out.length);
}

/* The output is whole and synced, then the register is committed, then the output is put in
 * place: whoever is interrupted between runs the period again and gets the same bytes. */
static RESULT finish_run(struct session *s, struct stage *stage)
{
    TRY(stage_seal(stage, "timings.json"));
    if (writes_register(s))
        TRY(register_commit(s->register_file));
    return stage_publish(stage);
}

static RESULT run_staged(struct session *s, struct stage *stage)
{
    const struct run_options *options = s->options;
    struct timings timings;

    timings_start(&timings, s->arena);
    say(options, "reading the evidence");
    TRY(fold_all(s, stage));
    timings_note(&timings, "fold");
    say(options, "deciding");
    TRY(session_plan(s));
    timings_note(&timings, "plan");
    if (s->register_file)
        TRY(register_histories(&s->run.histories, s->register_file, s->arena, s->ledger, s->run.plan));
    s->run.analysis = stats_analyse(s->arena, s->run.rules, s->run.plan);
    timings_note(&timings, "analyse");
    say(options, "drawing certificates");
    TRY(issue_all(s, stage));
    TRY(write_results(s, stage));
    timings_note(&timings, "issue");
    say(options, "drawing papers");
    TRY(draw_all(s, stage));
    timings_note(&timings, "draw");
    bytes_add_text(&timings.json, "}\n");
    TRY(stage_write(stage, "timings.json", timings.json.data, timings.json.length));
    return finish_run(s, stage);
}

RESULT run_whole(struct run_summary *summary, struct arena *arena, const struct run_options *options)
{
    struct session s;
    struct stage *stage = NULL;

    struct result r = session_open(&s, arena, options, true);
    s.notes_evidence = true;
    if (!r.kind)
        r = stage_open(&stage, arena, options->output);
    if (!r.kind)
        r = run_staged(&s, stage);
    if (!r.kind)
        session_summarise(summary, &s);
    for (size_t i = 0; !r.kind && i < s.warnings.count; i++)
        fprintf(stderr, "gradepress: %s\n", s.told.items[i]);
    stage_close(stage);
    session_close(&s);
    return r;
}
