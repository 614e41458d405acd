/* verify_archive.c - every PDF the register knows, in the archive with its bytes. */
#include "register/verify.h"

#include "base/file.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Separates the languages of a fault on its way between the processes. */
enum { BETWEEN = 0x1F };

static RESULT list_papers(struct archive_check *check, struct verifying *v)
{
    bool has_row = true;
    struct sql q;

    TRY(sql_open(&q, v->file->db, v->file->path,
                 arena_printf(v->arena, "SELECT %s, pdf_sha256 FROM certificates WHERE pdf_sha256 IS NOT NULL",
                              seal_of(SEALED_CERTIFICATES)->key)));
    struct result r = sql_step(&q, &has_row);
    for (; !r.kind && has_row; r = sql_step(&q, &has_row))
        *ARENA_PUSH(v->arena, check) = (struct archived){sql_get_text(&q, v->arena, 0), sql_get_text(&q, v->arena, 1)};
    sql_close(&q);
    return r;
}

static struct message fault_of(const struct verifying *v, const char *hex)
{
    char found[DIGEST_HEX_SIZE];

    if (strlen(hex) != DIGEST_HEX_SIZE - 1 || strspn(hex, "0123456789abcdef") != DIGEST_HEX_SIZE - 1)
        return message_of("the register has no digest of its PDF");
    const char *path = archive_path(v->file, v->passing, hex);
    struct result r = digest_of_file(path, found);
    if (r.kind && !file_exists(path))
        return message_print(v->passing, "its PDF is missing: %s", path);
    if (r.kind)
        return message_print(v->passing, "its PDF cannot be read: %s", path);
    if (strcmp(found, hex) == 0)
        return (struct message){0};
    return message_print(v->passing, "its PDF was changed: %s has digest %.16s", path, found);
}

/* The process: it touches no database. */
static _Noreturn void look(const struct archive_check *check, const struct verifying *v, int faults, pid_t parent)
{
    FILE *out = fdopen(faults, "w");
    bool is_dead = !out || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent;

    for (size_t i = 0; !is_dead && i < check->count; i++) {
        struct message fault = fault_of(v, check->items[i].hex);
        if (message_is_set(&fault))
            is_dead = fprintf(out, "%zu %s%c%s\n", i, fault.in[LANGUAGE_ENGLISH], BETWEEN, fault.in[LANGUAGE_CHINESE]) <
                      0;
        arena_reset(v->passing);
    }
    _exit(!is_dead && fclose(out) == 0 ? 0 : 1);
}

RESULT archive_check_start(struct archive_check *check, struct verifying *v)
{
    int ends[2];
    pid_t parent = getpid();

    *check = (struct archive_check){.pid = -1};
    TRY(list_papers(check, v));
    if (pipe(ends) != 0)
        return FAIL(OUTPUT, "cannot start a process: %s", error_reason(errno));
    check->pid = fork();
    if (check->pid == 0) {
        close(ends[0]);
        look(check, v, ends[1], parent);
    }
    close(ends[1]);
    check->faults = ends[0];
    if (check->pid > 0)
        return OK;
    close(ends[0]);
    return FAIL(OUTPUT, "cannot start a process: %s", error_reason(errno));
}

static void take_faults(const struct archive_check *check, struct verifying *v, FILE *in)
{
    char *line = NULL;
    size_t size = 0;

    while (getline(&line, &size, in) > 0) {
        char *rest;
        size_t at = strtoul(line, &rest, 10);
        line[strcspn(line, "\n")] = '\0';
        char *chinese = strchr(rest, BETWEEN);
        if (at < check->count && *rest == ' ' && chinese) {
            *chinese++ = '\0';
            verify_fault(v, verify_name(v, "archive", check->items[at].key), (struct message){{chinese, rest + 1}});
        }
        arena_reset(v->passing);
    }
    free(line);
}

RESULT archive_check_finish(struct archive_check *check, struct verifying *v, struct result so_far)
{
    FILE *in = so_far.kind ? NULL : fdopen(check->faults, "r");
    int status = 0;

    if (!in)
        kill(check->pid, SIGKILL);
    else
        take_faults(check, v, in);
    if (in)
        fclose(in);
    else
        close(check->faults);
    while (waitpid(check->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    v->out->papers = (int64_t)check->count;
    if (so_far.kind)
        return so_far;
    return in && WIFEXITED(status) && WEXITSTATUS(status) == 0
               ? OK
               : FAIL(DEFECT, "the archive was not read to its end (status %d)", status);
}
