/* stage.c - staging beside the target, one exchange at the end.
 *
 * Beside TARGET stand, while a run lasts, `.NAME.new` (what it writes) and
 * `.NAME.lock`. After the exchange `.NAME.new` is the old output until it is
 * removed. `.NAME.old` exists only on file systems that cannot exchange. */
#include "base/stage.h"

#include "base/bytes.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MANIFEST "manifest.sha256"

struct stage {
    const char *target; /* without trailing slash, no link */
    const char *parent;
    const char *lock;
    const char *fresh; /* the hidden folder */
    const char *old;
    const char *scratch;
    const char *notes; /* in scratch: digests of the files written, as lines of the manifest */
    int notes_fd;      /* only appended to, so that forked workers may write at any time */
    int lock_fd;
    int fresh_fd; /* opened before anything is written: syncfs reports write-back errors since then */
    pid_t owner;  /* forked workers write too, but only the owner cleans up */
    bool is_staged;
};

/* The failure of the last system call on a path. */
#define FAIL_ERRNO(path) FAIL(OUTPUT, "%s: %s", (path), error_reason(errno))

/* mkdir obeys the umask; these folders do not. */
static bool make_folder(const char *path)
{
    return mkdir(path, 0700) == 0 && chmod(path, 0700) == 0;
}

/* As make_folder; content with one that stands there already. */
static bool have_folder(const char *path)
{
    if (make_folder(path))
        return true;
    if (errno == EEXIST) {
        if (file_is_folder(path))
            return true;
        errno = ENOTDIR;
    }
    return false;
}

/* Makes a folder and those above it. The deepest is tried first: in a run nearly
 * every call finds it there. */
static RESULT make_folders(struct arena *arena, const char *path)
{
    if (have_folder(path))
        return OK;
    const char *slash = strrchr(path, '/');
    if (errno != ENOENT || !slash || slash == path)
        return FAIL_ERRNO(path);
    TRY(make_folders(arena, arena_strndup(arena, path, (size_t)(slash - path))));
    return have_folder(path) ? OK : FAIL_ERRNO(path);
}

static int remove_entry(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    return remove(path);
}

/* Removes a folder and all below it without following links. True when it is gone. */
static bool remove_tree(const char *path)
{
    enum { OPEN_FOLDERS = 16 };

    return nftw(path, remove_entry, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT;
}

/* Sets target and parent. A link is resolved first, so that the folder it points
 * to is exchanged and the link stays. */
static RESULT locate(struct stage *s, struct arena *arena, const char *path)
{
    size_t length = strlen(path);
    struct stat st;

    while (length > 1 && path[length - 1] == '/')
        length--;
    const char *target = arena_strndup(arena, path, length);
    const char *slash = strrchr(target, '/');
    const char *name = slash ? slash + 1 : target;
    bool is_link = lstat(target, &st) == 0 && S_ISLNK(st.st_mode);
    if (is_link || text_equal(name, ".") || text_equal(name, "..")) {
        char *resolved = realpath(target, NULL);
        if (!resolved)
            return FAIL_ERRNO(target);
        target = arena_strdup(arena, resolved);
        free(resolved);
        slash = strrchr(target, '/');
        name = slash + 1;
    }
    if (!*name)
        return FAIL(OUTPUT, "\"%s\" cannot be an output folder", path);
    s->target = target;
    s->parent = !slash ? "." : slash == target ? "/" : arena_strndup(arena, target, (size_t)(slash - target));
    const char *beside = arena_strndup(arena, target, (size_t)(name - target));
    s->lock = arena_printf(arena, "%s.%s.lock", beside, name);
    s->fresh = arena_printf(arena, "%s.%s.new", beside, name);
    s->old = arena_printf(arena, "%s.%s.old", beside, name);
    s->scratch = arena_printf(arena, "%s/.scratch", s->fresh);
    s->notes = arena_printf(arena, "%s/digests", s->scratch);
    return OK;
}

/* The lock file goes with the run. Between opening and locking it another run may
 * have removed it, and a third made a new one: a lock counts only while the name
 * still leads to the file that is locked. */
static RESULT take_lock(struct stage *s)
{
    struct stat held, named;

    for (;;) {
        s->lock_fd = open(s->lock, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (s->lock_fd < 0)
            return FAIL_ERRNO(s->lock);
        if (flock(s->lock_fd, LOCK_EX | LOCK_NB) == 0) {
            if (fstat(s->lock_fd, &held) == 0 && lstat(s->lock, &named) == 0 && held.st_dev == named.st_dev &&
                held.st_ino == named.st_ino)
                return OK;
        } else if (errno != EINTR) {
            struct result r = errno == EWOULDBLOCK ? FAIL(BUSY, "%s: another run is writing here", s->target)
                                                   : FAIL_ERRNO(s->lock);
            close(s->lock_fd);
            s->lock_fd = -1;
            return r;
        }
        close(s->lock_fd);
        s->lock_fd = -1;
    }
}

static void release_lock(struct stage *s)
{
    if (s->lock_fd < 0)
        return;
    if (s->owner == getpid())
        unlink(s->lock);
    close(s->lock_fd);
    s->lock_fd = -1;
}

/* Only an earlier output or an empty folder may be replaced. */
static RESULT check_target(const struct stage *s, struct arena *arena)
{
    struct stat st;

    if (lstat(s->target, &st) != 0)
        return errno == ENOENT ? OK : FAIL_ERRNO(s->target);
    if (!S_ISDIR(st.st_mode))
        return FAIL(OUTPUT, "%s: is not a folder", s->target);
    if (file_exists(file_join(arena, s->target, MANIFEST)))
        return OK;
    DIR *dir = opendir(s->target);
    if (!dir)
        return FAIL_ERRNO(s->target);
    const char *found = NULL;
    for (struct dirent *entry; !found && (entry = readdir(dir));)
        if (!text_equal(entry->d_name, ".") && !text_equal(entry->d_name, ".."))
            found = arena_strdup(arena, entry->d_name);
    closedir(dir);
    if (found)
        return FAIL(OUTPUT,
                    "%s: holds \"%s\" and no manifest.sha256, so it is no output of gradepress and is left alone; "
                    "name a new or empty folder",
                    s->target, found);
    return OK;
}

/* What a killed run left. Where folders cannot be exchanged it may have been
 * killed between its two renames: then `.NAME.old` is the output. */
static RESULT clear_leftovers(const struct stage *s)
{
    if (!file_exists(s->target) && file_exists(s->old) && rename(s->old, s->target) != 0)
        return FAIL_ERRNO(s->old);
    if (!remove_tree(s->fresh))
        return FAIL_ERRNO(s->fresh);
    if (!remove_tree(s->old))
        return FAIL_ERRNO(s->old);
    return OK;
}

static RESULT prepare(struct stage *s, struct arena *arena)
{
    TRY(make_folders(arena, s->parent));
    TRY(take_lock(s));
    TRY(clear_leftovers(s));
    TRY(check_target(s, arena));
    s->is_staged = true;
    if (!make_folder(s->fresh))
        return FAIL_ERRNO(s->fresh);
    if (!make_folder(s->scratch))
        return FAIL_ERRNO(s->scratch);
    s->notes_fd = open(s->notes, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
    if (s->notes_fd < 0)
        return FAIL_ERRNO(s->notes);
    s->fresh_fd = open(s->fresh, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return s->fresh_fd < 0 ? FAIL_ERRNO(s->fresh) : OK;
}

RESULT stage_open(struct stage **out, struct arena *arena, const char *target)
{
    struct stage *s = ARENA_NEW(arena, struct stage);

    *out = NULL;
    s->lock_fd = s->fresh_fd = s->notes_fd = -1;
    s->owner = getpid();
    TRY(locate(s, arena, target));
    struct result r = prepare(s, arena);
    if (r.kind)
        stage_close(s);
    else
        *out = s;
    return r;
}

RESULT stage_path(const char **path, struct stage *stage, struct arena *arena, const char *name)
{
    const char *slash = strrchr(name, '/');

    *path = NULL;
    if (slash)
        TRY(make_folders(arena, arena_printf(arena, "%s/%.*s", stage->fresh, (int)(slash - name), name)));
    *path = file_join(arena, stage->fresh, name);
    return OK;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = write(fd, bytes, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        bytes += n;
        length -= (size_t)n;
    }
    return true;
}

static RESULT write_file(const char *path, const void *bytes, size_t length)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);

    if (fd < 0)
        return FAIL_ERRNO(path);
    if (!write_all(fd, bytes, length)) {
        struct result r = FAIL_ERRNO(path);
        close(fd);
        return r;
    }
    /* Network file systems report a full disk only here. */
    return close(fd) == 0 ? OK : FAIL_ERRNO(path);
}

static RESULT note_digest(const struct stage *s, struct arena *arena, const char *name, const char *hex)
{
    const char *line = arena_printf(arena, "%s  %s\n", hex, name);

    return write_all(s->notes_fd, line, strlen(line)) ? OK : FAIL_ERRNO(s->notes);
}

/* The failure of a digest, which knows of no output. */
static RESULT digest_of_staged(const struct stage *s, struct arena *arena, const char *name, char hex[DIGEST_HEX_SIZE])
{
    struct result r = digest_of_file(file_join(arena, s->fresh, name), hex);

    return r.kind ? FAIL(OUTPUT, "%s", error_message()) : OK;
}

RESULT stage_wrote(struct stage *stage, const char *name)
{
    struct arena *arena = arena_new();
    char hex[DIGEST_HEX_SIZE];
    struct result r = digest_of_staged(stage, arena, name, hex);

    if (!r.kind)
        r = note_digest(stage, arena, name, hex);
    arena_free(arena);
    return r;
}

RESULT stage_write(struct stage *stage, const char *name, const void *bytes, size_t length)
{
    struct arena *arena = arena_new();
    const char *path;
    char hex[DIGEST_HEX_SIZE];
    struct result r = stage_path(&path, stage, arena, name);

    if (!r.kind)
        r = write_file(path, bytes, length);
    if (!r.kind) {
        digest_of(bytes, length, hex);
        r = note_digest(stage, arena, name, hex);
    }
    arena_free(arena);
    return r;
}

const char *stage_scratch(const struct stage *stage)
{
    return stage->scratch;
}

struct note {
    const char *name, *hex;
};

struct note_list {
    struct note *items;
    size_t count, capacity;
};

struct manifest {
    struct arena *arena;
    struct name_list names; /* relative to the hidden folder */
    struct note_list notes;
};

/* Lists the files below a folder; `prefix` is "" or ends with a slash. Modes are
 * set here because some files are made by libraries, which obey the umask. */
static RESULT list_files(struct manifest *m, const char *root, const char *prefix)
{
    const char *folder = *prefix ? file_join(m->arena, root, prefix) : root;
    DIR *dir = opendir(folder);
    struct result r = OK;

    if (!dir)
        return FAIL_ERRNO(folder);
    for (struct dirent *entry; !r.kind && (entry = readdir(dir));) {
        const char *name = arena_printf(m->arena, "%s%s", prefix, entry->d_name);
        struct stat st;
        if (text_equal(entry->d_name, ".") || text_equal(entry->d_name, ".."))
            continue;
        if (fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            r = FAIL_ERRNO(name);
        else if (strpbrk(name, "\\\n\r") || !(S_ISDIR(st.st_mode) || S_ISREG(st.st_mode)))
            r = FAIL(DEFECT, "%s: does not belong into an output", name);
        else if (fchmodat(dirfd(dir), entry->d_name, S_ISDIR(st.st_mode) ? 0700 : 0600, 0) != 0)
            r = FAIL_ERRNO(name);
        else if (S_ISDIR(st.st_mode))
            r = list_files(m, root, arena_printf(m->arena, "%s/", name));
        else
            *ARENA_PUSH(m->arena, &m->names) = name;
    }
    closedir(dir);
    return r;
}

/* By name; of a file written twice the later note, which stands behind, comes last. */
static int compare_notes(const void *a, const void *b)
{
    const struct note *x = a, *y = b;
    int order = strcmp(x->name, y->name);

    return order ? order : (x->hex > y->hex) - (x->hex < y->hex);
}

static RESULT read_notes(struct manifest *m, const struct stage *s)
{
    char *text;
    size_t length;

    TRY(file_read(&text, &length, m->arena, s->notes, SIZE_MAX, ERROR_OUTPUT));
    for (char *end; (end = strchr(text, '\n')); text = end + 1) {
        char *blanks = strstr(text, "  ");
        *blanks = *end = '\0';
        *ARENA_PUSH(m->arena, &m->notes) = (struct note){.name = blanks + 2, .hex = text};
    }
    if (m->notes.count)
        qsort(m->notes.items, m->notes.count, sizeof *m->notes.items, compare_notes);
    return OK;
}

/* The digest noted of a file, NULL when there is none. Names come in order; *next is
 * the first note not yet passed. */
static const char *noted(const struct manifest *m, const char *name, size_t *next)
{
    const char *hex = NULL;
    int order;

    for (; *next < m->notes.count && (order = strcmp(m->notes.items[*next].name, name)) <= 0; ++*next)
        if (order == 0)
            hex = m->notes.items[*next].hex;
    return hex;
}

static RESULT write_manifest(struct manifest *m, const struct stage *s, const char *outside)
{
    struct bytes text;
    size_t next = 0;

    bytes_init(&text, m->arena);
    TRY(list_files(m, s->fresh, ""));
    if (m->names.count)
        qsort(m->names.items, m->names.count, sizeof *m->names.items, text_compare);
    for (size_t i = 0; i < m->names.count; i++) {
        const char *name = m->names.items[i], *hex = noted(m, name, &next);
        char taken[DIGEST_HEX_SIZE];
        if (text_equal(name, outside))
            continue;
        if (!hex)
            TRY(digest_of_staged(s, m->arena, name, taken));
        bytes_printf(&text, "%s  %s\n", hex ? hex : taken, name);
    }
    const char *path = file_join(m->arena, s->fresh, MANIFEST);
    TRY(write_file(path, text.data, text.length));
    return chmod(path, 0600) == 0 ? OK : FAIL_ERRNO(path);
}

static RESULT sync_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return FAIL_ERRNO(path);
    /* EINVAL: a file system whose folders need no syncing. */
    struct result r = fsync(fd) == 0 || errno == EINVAL ? OK : FAIL_ERRNO(path);
    close(fd);
    return r;
}

static RESULT put_in_place(const struct stage *s)
{
    if (!file_exists(s->target))
        return rename(s->fresh, s->target) == 0 ? OK : FAIL_ERRNO(s->target);
    if (renameat2(AT_FDCWD, s->fresh, AT_FDCWD, s->target, RENAME_EXCHANGE) == 0)
        return OK;
    if (errno != EINVAL && errno != ENOSYS)
        return FAIL_ERRNO(s->target);
    /* The file system cannot exchange. A run killed between these two leaves
     * the output in `.NAME.old`, and the next one puts it back. */
    if (rename(s->target, s->old) != 0)
        return FAIL_ERRNO(s->target);
    if (rename(s->fresh, s->target) == 0)
        return OK;
    struct result r = FAIL_ERRNO(s->target);
    rename(s->old, s->target);
    return r;
}

static RESULT seal(struct stage *s, struct arena *arena, const char *outside)
{
    struct manifest manifest = {.arena = arena};

    TRY(read_notes(&manifest, s));
    if (!remove_tree(s->scratch))
        return FAIL_ERRNO(s->scratch);
    TRY(write_manifest(&manifest, s, outside));
    /* One syncfs instead of an fsync per file and folder: a run writes tens of
     * thousands of small files, and each fsync would wait for the disk. */
    if (syncfs(s->fresh_fd) != 0)
        return FAIL_ERRNO(s->fresh);
    return check_target(s, arena);
}

RESULT stage_seal(struct stage *stage, const char *outside)
{
    struct arena *arena = arena_new();
    struct result r = seal(stage, arena, outside);

    arena_free(arena);
    return r;
}

RESULT stage_publish(struct stage *s)
{
    TRY(put_in_place(s));
    s->is_staged = false;
    struct result r = sync_folder(s->parent);
    /* The new output stands. What cannot be removed of the old one is no failure
     * of this run: the next removes it or says why it cannot. */
    remove_tree(s->fresh);
    remove_tree(s->old);
    return r;
}

void stage_close(struct stage *stage)
{
    if (!stage)
        return;
    if (stage->fresh_fd >= 0)
        close(stage->fresh_fd);
    if (stage->notes_fd >= 0)
        close(stage->notes_fd);
    stage->fresh_fd = stage->notes_fd = -1;
    if (stage->is_staged && stage->owner == getpid())
        remove_tree(stage->fresh);
    stage->is_staged = false;
    release_lock(stage);
}
