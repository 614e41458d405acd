/* interrupt.c - runs a command and interferes with what it writes below a folder.
 *
 *   interrupt FOLDER count|kill N|full N COMMAND ARGUMENTS…
 *
 * `count` lists the events in order: writes, renames, syncs, removals and new folders below
 * FOLDER, by the command and all its children; writes to files without a name only for
 * `full`. `kill N` kills them all with SIGKILL in
 * place of event N. `full N` lets the N-th call that takes room on the disk and
 * all later ones fail as on a full one. Prints the event interfered with,
 * nothing when there are fewer; exits as the command did, 137 when killed. 125: this
 * kernel cannot tell us of system calls.
 *
 * The kernel asks us about each of these calls (seccomp user notification). */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum shape { ON_FD, ON_PATH, ON_FOLDER_AND_PATH }; /* where a call names its file */

static const struct call {
    int number;
    const char *name;
    enum shape shape;
    bool fills; /* takes room on the disk */
} calls[] = {
    {SYS_write, "write", ON_FD, true},
    {SYS_pwrite64, "pwrite", ON_FD, true},
    {SYS_writev, "writev", ON_FD, true},
    {SYS_ftruncate, "ftruncate", ON_FD, true},
    {SYS_fsync, "fsync", ON_FD, false},
    {SYS_fdatasync, "fdatasync", ON_FD, false},
    {SYS_syncfs, "syncfs", ON_FD, false},
    {SYS_renameat2, "renameat2", ON_FOLDER_AND_PATH, false},
    {SYS_unlinkat, "unlinkat", ON_FOLDER_AND_PATH, false},
    {SYS_mkdirat, "mkdirat", ON_FOLDER_AND_PATH, true},
#ifdef SYS_rename
    {SYS_rename, "rename", ON_PATH, false},
    {SYS_unlink, "unlink", ON_PATH, false},
    {SYS_rmdir, "rmdir", ON_PATH, false},
    {SYS_mkdir, "mkdir", ON_PATH, true},
#endif
#ifdef SYS_renameat
    {SYS_renameat, "renameat", ON_FOLDER_AND_PATH, false},
#endif
};
enum { CALLS = sizeof calls / sizeof *calls, UNSUPPORTED = 125, KILLED = 137 };

static _Noreturn void stop(const char *what, int status)
{
    fprintf(stderr, "interrupt: %s: %s\n", what, strerror(errno));
    exit(status);
}

/* --- the command --- */

static int install_filter(void)
{
    struct sock_filter filter[2 * CALLS + 2];
    size_t n = 0;

    filter[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < CALLS; i++) {
        filter[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)calls[i].number, 0, 1);
        filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
    }
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog program = {(unsigned short)n, filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return -1;
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
}

/* A file descriptor passed to the other end. */
static void exchange(int socket, int *fd, bool sends)
{
    union { struct cmsghdr head; char room[CMSG_SPACE(sizeof(int))]; } control = {0};
    char byte = 0;
    struct iovec part = {&byte, 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control,
                             .msg_controllen = sizeof control};
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);

    if (sends) {
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(head), fd, sizeof(int));
        sendmsg(socket, &message, 0);
    } else if (recvmsg(socket, &message, 0) == 1 && (head = CMSG_FIRSTHDR(&message))) {
        memcpy(fd, CMSG_DATA(head), sizeof(int));
    }
}

static _Noreturn void become(char **command, int socket)
{
    setpgid(0, 0);
    int listener = install_filter();
    if (listener < 0)
        _exit(UNSUPPORTED);
    exchange(socket, &listener, true);
    close(listener);
    close(socket);
    execvp(command[0], command);
    _exit(127);
}

/* --- what it does --- */

/* Where /proc/PID/WHAT leads to. */
static void read_link(char path[PATH_MAX], pid_t pid, const char *what)
{
    char link[64];

    snprintf(link, sizeof link, "/proc/%d/%s", (int)pid, what);
    ssize_t n = readlink(link, path, PATH_MAX - 1);
    path[n > 0 ? n : 0] = '\0';
}

static void read_fd(char path[PATH_MAX], pid_t pid, int fd)
{
    char what[32];

    snprintf(what, sizeof what, "fd/%d", fd);
    read_link(path, pid, what);
}

static void read_text(char text[PATH_MAX], pid_t pid, uint64_t address)
{
    char name[64];

    snprintf(name, sizeof name, "/proc/%d/mem", (int)pid);
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? pread(fd, text, PATH_MAX - 1, (off_t)address) : 0;
    if (fd >= 0)
        close(fd);
    text[n > 0 ? n : 0] = '\0';
}

/* The file that the call is about; "" when it cannot be told. */
static void file_of(char path[2 * PATH_MAX], const struct call *call, const struct seccomp_notif *request)
{
    char folder[PATH_MAX] = "", name[PATH_MAX] = "";
    pid_t pid = (pid_t)request->pid;
    bool is_relative = call->shape == ON_FOLDER_AND_PATH;

    if (call->shape == ON_FD) {
        read_fd(folder, pid, (int)request->data.args[0]);
        snprintf(path, 2 * PATH_MAX, "%s", folder);
        return;
    }
    read_text(name, pid, request->data.args[is_relative]);
    if (name[0] != '/' && is_relative && (int)request->data.args[0] != AT_FDCWD)
        read_fd(folder, pid, (int)request->data.args[0]);
    else if (name[0] != '/')
        read_link(folder, pid, "cwd");
    snprintf(path, 2 * PATH_MAX, "%s%s%s", folder, *folder ? "/" : "", name);
}

static const struct call *find_call(int number)
{
    for (size_t i = 0; i < CALLS; i++)
        if (calls[i].number == number)
            return &calls[i];
    return NULL;
}

struct plan {
    const char *folder;
    enum { COUNT, KILL, FULL } mode;
    long at, seen;
};

/* Writing over what a file has already takes no room, nor does cutting it. */
static bool is_in_place(const struct call *call, const struct seccomp_notif *request)
{
    char name[64];
    const __u64 *args = request->data.args;
    struct stat st;

    snprintf(name, sizeof name, "/proc/%d/fd/%d", (int)request->pid, (int)args[0]);
    if (call->number != SYS_pwrite64 && call->number != SYS_ftruncate)
        return false;
    __u64 end = call->number == SYS_pwrite64 ? args[3] + args[2] : args[1];
    return stat(name, &st) == 0 && end <= (__u64)st.st_size;
}

/* What becomes of a call: 0 it goes on, an error number, or -1: everything is to be killed. */
static int judge(struct plan *plan, const struct seccomp_notif *request)
{
    const struct call *call = find_call(request->data.nr);
    char path[2 * PATH_MAX];
    size_t length = strlen(plan->folder);

    file_of(path, call, request);
    if (strncmp(path, plan->folder, length) != 0 || path[length] != '/' ||
        (plan->mode == FULL ? !call->fills || is_in_place(call, request) : strstr(path, " (deleted)") != NULL))
        return 0;
    plan->seen++;
    if (plan->mode == COUNT || plan->seen == plan->at)
        printf("%s %s\n", call->name, path + length + 1);
    if (plan->mode == COUNT || plan->seen < plan->at)
        return 0;
    return plan->mode == KILL ? -1 : ENOSPC;
}

/* Answers until the command ends; its status. */
static int attend(struct plan *plan, int listener, pid_t command)
{
    struct seccomp_notif request;
    int status;

    for (;;) {
        struct pollfd event = {.fd = listener, .events = POLLIN};
        if (waitpid(command, &status, WNOHANG) == command)
            return status;
        if (poll(&event, 1, 20) <= 0 || !(event.revents & POLLIN))
            continue;
        memset(&request, 0, sizeof request);
        if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &request) != 0)
            continue;
        int verdict = judge(plan, &request);
        struct seccomp_notif_resp answer = {.id = request.id, .error = verdict > 0 ? -verdict : 0,
                                            .flags = verdict == 0 ? SECCOMP_USER_NOTIF_FLAG_CONTINUE : 0};
        if (verdict < 0)
            kill(-command, SIGKILL);
        else
            ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
    }
}

int main(int argc, char **argv)
{
    struct plan plan = {0};
    char folder[PATH_MAX];
    int ends[2], listener = -1, skip = argc > 2 && strcmp(argv[2], "count") == 0 ? 3 : 4;

    if (argc <= skip || !realpath(argv[1], folder) || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        stop("interrupt FOLDER count|kill N|full N COMMAND", 64);
    plan.folder = folder;
    plan.mode = skip == 3 ? COUNT : strcmp(argv[2], "kill") == 0 ? KILL : FULL;
    plan.at = skip == 3 ? 0 : strtol(argv[3], NULL, 10);
    pid_t command = fork();
    if (command == 0)
        become(argv + skip, ends[1]);
    close(ends[1]);
    exchange(ends[0], &listener, false);
    if (listener < 0)
        stop("no notification", UNSUPPORTED);
    int status = attend(&plan, listener, command);
    kill(-command, SIGKILL); /* whatever it left running */
    return WIFEXITED(status) ? WEXITSTATUS(status) : KILLED;
}
