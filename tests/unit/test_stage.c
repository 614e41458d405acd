/* The staged output folder: whole or not at all, never someone else's files. */
#include "base/stage.h"

#include "base/bytes.h"
#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Each test works in a fresh folder, which is the current one. */
struct place {
    struct arena *arena;
    char folder[64];
    mode_t umask_before;
};

static int set_up(void **state)
{
    struct place *p = heap_alloc(1, sizeof *p);

    p->arena = arena_new();
    p->umask_before = umask(022);
    strncpy(p->folder, "/tmp/test_stage.XXXXXX", sizeof p->folder - 1);
    *state = p;
    return mkdtemp(p->folder) && chdir(p->folder) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
    struct place *p = *state;
    char command[128];

    umask(p->umask_before);
    snprintf(command, sizeof command, "rm -rf %s", p->folder);
    int failed = chdir("/") != 0 || system(command) != 0;
    arena_free(p->arena);
    heap_free(p);
    return failed;
}

static struct arena *arena_of(void **state)
{
    return ((struct place *)*state)->arena;
}

static void put_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static const char *content(struct arena *arena, const char *path)
{
    char *bytes;
    struct result r = file_read(&bytes, NULL, arena, path, 1 << 20, ERROR_INPUT);

    return r.kind ? NULL : bytes;
}

static unsigned mode_of(const char *path)
{
    struct stat st;

    return lstat(path, &st) == 0 ? st.st_mode & 07777 : 0;
}

static void assert_ok(struct result r)
{
    if (r.kind)
        fail_msg("%s (%s)", error_message(), error_origin());
}

static struct result put_in_place(struct stage *stage, const char *outside)
{
    TRY(stage_seal(stage, outside));
    return stage_publish(stage);
}

static void assert_fails(struct result r, enum error_kind kind, const char *part)
{
    assert_int_equal(r.kind, kind);
    if (!strstr(error_message(), part))
        fail_msg("\"%s\" does not say \"%s\"", error_message(), part);
}

/* An output with the file `a` of this text. */
static void make_output(struct arena *arena, const char *target, const char *text)
{
    struct stage *stage;

    assert_ok(stage_open(&stage, arena, target));
    assert_ok(stage_write(stage, "a", text, strlen(text)));
    assert_ok(put_in_place(stage, NULL));
    stage_close(stage);
}

/* Nothing but the names given stands in the current folder, hidden ones included. */
static void assert_only(const char *names)
{
    char found[256] = "";
    FILE *f = popen("LC_ALL=C ls -A | tr '\\n' ' '", "r");

    assert_non_null(f);
    if (!fgets(found, sizeof found, f))
        found[0] = '\0';
    pclose(f);
    assert_string_equal(found, names);
}

static void test_appears_only_at_commit(void **state)
{
    struct stage *stage;

    assert_ok(stage_open(&stage, arena_of(state), "out"));
    assert_ok(stage_write(stage, "x/y/z.txt", "hello", 5));
    assert_false(file_exists("out"));
    assert_ok(put_in_place(stage, NULL));
    assert_string_equal(content(arena_of(state), "out/x/y/z.txt"), "hello");
    stage_close(stage);
    assert_only("out ");
}

static void test_replaces_an_earlier_output_whole(void **state)
{
    struct stage *stage;

    assert_ok(stage_open(&stage, arena_of(state), "out"));
    assert_ok(stage_write(stage, "gone/soon.txt", "1", 1));
    assert_ok(stage_write(stage, "a", "1", 1));
    assert_ok(put_in_place(stage, NULL));
    stage_close(stage);
    make_output(arena_of(state), "out", "2");
    assert_string_equal(content(arena_of(state), "out/a"), "2");
    assert_false(file_exists("out/gone"));
    assert_only("out ");
}

static void test_without_commit_nothing_stays(void **state)
{
    struct stage *stage;

    make_output(arena_of(state), "out", "old");
    assert_ok(stage_open(&stage, arena_of(state), "out"));
    assert_ok(stage_write(stage, "a", "new", 3));
    stage_close(stage);
    assert_string_equal(content(arena_of(state), "out/a"), "old");
    assert_only("out ");
    stage_close(NULL);
}

static void test_spellings_of_the_target(void **state)
{
    static const char *const spellings[] = {"out/", "out//", "./out", "deep/er/out", "deep/er/../out/"};

    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        make_output(arena_of(state), spellings[i], "x");
        assert_true(file_exists(arena_printf(arena_of(state), "%s/a", spellings[i])));
        make_output(arena_of(state), spellings[i], "y");
        assert_string_equal(content(arena_of(state), arena_printf(arena_of(state), "%s/a", spellings[i])), "y");
    }
    make_output(arena_of(state), arena_printf(arena_of(state), "%s/whole", ((struct place *)*state)->folder), "z");
    assert_string_equal(content(arena_of(state), "whole/a"), "z");
    assert_only("deep out whole ");
}

static void test_link_keeps_leading_to_the_output(void **state)
{
    assert_int_equal(mkdir("real", 0700), 0);
    assert_int_equal(symlink("real", "link"), 0);
    make_output(arena_of(state), "link", "x");
    assert_string_equal(content(arena_of(state), "real/a"), "x");
    assert_int_equal(chdir("real"), 0);
    make_output(arena_of(state), ".", "y");
    assert_int_equal(chdir(((struct place *)*state)->folder), 0);
    assert_string_equal(content(arena_of(state), "link/a"), "y");
    assert_only("link real ");
}

static void test_impossible_targets(void **state)
{
    static const struct {
        const char *target, *says;
    } cases[] = {
        {"", "cannot be an output folder"},
        {"/", "cannot be an output folder"},
        {"dangling", "No such file"},
        {"file", "is not a folder"},
        {"file/out", "Not a directory"},
        {"foreign", "holds \"letter.txt\""},
    };
    struct stage *stage;

    assert_int_equal(symlink("nowhere", "dangling"), 0);
    put_file("file", "mine");
    assert_int_equal(mkdir("foreign", 0700), 0);
    put_file("foreign/letter.txt", "mine");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_fails(stage_open(&stage, arena_of(state), cases[i].target), ERROR_OUTPUT, cases[i].says);
        assert_null(stage);
    }
    assert_string_equal(content(arena_of(state), "file"), "mine");
    assert_string_equal(content(arena_of(state), "foreign/letter.txt"), "mine");
    assert_only("dangling file foreign ");
}

static void test_files_put_there_meanwhile_are_left_alone(void **state)
{
    struct stage *stage;

    assert_ok(stage_open(&stage, arena_of(state), "out"));
    assert_int_equal(mkdir("out", 0700), 0);
    put_file("out/letter.txt", "mine");
    assert_fails(put_in_place(stage, NULL), ERROR_OUTPUT, "letter.txt");
    stage_close(stage);
    assert_string_equal(content(arena_of(state), "out/letter.txt"), "mine");
    assert_only("out ");
}

static void test_empty_folder_is_taken(void **state)
{
    assert_int_equal(mkdir("out", 0755), 0);
    make_output(arena_of(state), "out", "x");
    assert_int_equal(mode_of("out"), 0700);
}

static void test_second_run_is_kept_out(void **state)
{
    struct stage *first, *second;

    assert_ok(stage_open(&first, arena_of(state), "out"));
    assert_fails(stage_open(&second, arena_of(state), "out/"), ERROR_BUSY, "out: another run");
    assert_null(second);
    assert_ok(stage_write(first, "a", "1", 1));
    assert_ok(put_in_place(first, NULL));
    stage_close(first);
    make_output(arena_of(state), "out", "2");
}

/* A lock file whose name was taken away while it was held protects nothing. */
static void test_lock_counts_only_under_its_name(void **state)
{
    int stale = open(".out.lock", O_RDWR | O_CREAT, 0600);

    assert_true(stale >= 0);
    assert_int_equal(flock(stale, LOCK_EX | LOCK_NB), 0);
    assert_int_equal(unlink(".out.lock"), 0);
    make_output(arena_of(state), "out", "x");
    close(stale);
    assert_only("out ");
}

static void test_clears_what_a_killed_run_left(void **state)
{
    make_output(arena_of(state), "out", "old");
    assert_int_equal(mkdir(".out.new", 0700), 0);
    assert_int_equal(mkdir(".out.new/deep", 0700), 0);
    put_file(".out.new/deep/half", "ha");
    assert_int_equal(symlink("../out", ".out.new/deep/link"), 0);
    assert_int_equal(mkdir(".out.old", 0700), 0);
    put_file(".out.old/manifest.sha256", "");
    put_file(".out.lock", "");
    struct stage *stage;
    assert_ok(stage_open(&stage, arena_of(state), "out"));
    assert_false(file_exists(".out.new/deep"));
    assert_false(file_exists(".out.old"));
    stage_close(stage);
    assert_string_equal(content(arena_of(state), "out/a"), "old");
    assert_only("out ");
}

/* Killed between the two renames of a file system without exchange. */
static void test_puts_back_an_output_set_aside(void **state)
{
    struct stage *stage;

    make_output(arena_of(state), "out", "old");
    assert_int_equal(rename("out", ".out.old"), 0);
    assert_ok(stage_open(&stage, arena_of(state), "out"));
    assert_string_equal(content(arena_of(state), "out/a"), "old");
    stage_close(stage);
    assert_only("out ");
}

static void test_modes_do_not_follow_the_umask(void **state)
{
    static const mode_t masks[] = {0, 022, 077, 0777};
    struct stage *stage;
    const char *path;

    for (size_t i = 0; i < sizeof masks / sizeof *masks; i++) {
        umask(masks[i]);
        assert_ok(stage_open(&stage, arena_of(state), "above/out"));
        assert_ok(stage_write(stage, "f/g/a", "1", 1));
        assert_ok(stage_path(&path, stage, arena_of(state), "f/by-path"));
        put_file(path, "library");
        assert_ok(put_in_place(stage, NULL));
        stage_close(stage);
        umask(022);
        assert_int_equal(mode_of("above"), 0700);
        assert_int_equal(mode_of("above/out"), 0700);
        assert_int_equal(mode_of("above/out/f"), 0700);
        assert_int_equal(mode_of("above/out/f/g"), 0700);
        assert_int_equal(mode_of("above/out/f/g/a"), 0600);
        assert_int_equal(mode_of("above/out/f/by-path"), 0600);
        assert_int_equal(mode_of("above/out/manifest.sha256"), 0600);
    }
}

static void test_manifest_lists_all_but_the_file_outside(void **state)
{
    struct stage *stage;
    const char *path;

    assert_ok(stage_open(&stage, arena_of(state), "out"));
    assert_ok(stage_write(stage, "b", "written twice", 13));
    assert_ok(stage_write(stage, "b", "abc", 3));
    assert_ok(stage_write(stage, "a/z", "", 0));
    assert_ok(stage_path(&path, stage, arena_of(state), "by-path"));
    put_file(path, "abc");
    assert_ok(stage_wrote(stage, "by-path"));
    assert_fails(stage_wrote(stage, "not-there"), ERROR_OUTPUT, "not-there");
    assert_ok(stage_write(stage, "a.txt", "abc", 3));
    assert_ok(stage_write(stage, "timings.json", "{}", 2));
    assert_ok(put_in_place(stage, "timings.json"));
    stage_close(stage);
    /* '.' sorts before '/': bytes of the whole name, not folder by folder. */
    assert_string_equal(content(arena_of(state), "out/manifest.sha256"),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.txt\n"
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a/z\n"
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b\n"
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  by-path\n");
    assert_true(file_exists("out/timings.json"));
    assert_int_equal(system("cd out && sha256sum --quiet --strict -c manifest.sha256"), 0);
}

static void test_scratch_does_not_come_along(void **state)
{
    struct stage *stage;

    assert_ok(stage_open(&stage, arena_of(state), "out"));
    assert_true(file_is_folder(stage_scratch(stage)));
    put_file(file_join(arena_of(state), stage_scratch(stage), "tmp"), "x");
    assert_ok(stage_write(stage, "a", "1", 1));
    assert_ok(put_in_place(stage, NULL));
    stage_close(stage);
    assert_int_equal(chdir("out"), 0);
    assert_only("a manifest.sha256 ");
}

static void test_strange_entries_are_a_defect(void **state)
{
    struct stage *stage;
    const char *path;

    make_output(arena_of(state), "out", "old");
    assert_ok(stage_open(&stage, arena_of(state), "out"));
    assert_ok(stage_path(&path, stage, arena_of(state), "link"));
    assert_int_equal(symlink("/etc/passwd", path), 0);
    assert_fails(put_in_place(stage, NULL), ERROR_DEFECT, "link");
    stage_close(stage);
    assert_string_equal(content(arena_of(state), "out/a"), "old");
    assert_only("out ");
}

/* A limit on the size of files makes writes fail half-way, as a full disk does. */
static void test_failed_write_leaves_the_old_output(void **state)
{
    struct rlimit before, small;
    struct stage *stage;
    char bytes[5000];

    memset(bytes, 'x', sizeof bytes);
    make_output(arena_of(state), "out", "old");
    assert_ok(stage_open(&stage, arena_of(state), "out"));
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){4096, before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    struct result r = stage_write(stage, "a", bytes, sizeof bytes);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_fails(r, ERROR_OUTPUT, "/a: File too large");
    stage_close(stage);
    assert_string_equal(content(arena_of(state), "out/a"), "old");
    assert_only("out ");
}

/* A worker that ends in an orderly way must not take the run's files with it. */
static void test_workers_write_and_only_the_owner_cleans_up(void **state)
{
    struct stage *stage;
    int status;

    assert_ok(stage_open(&stage, arena_of(state), "out"));
    pid_t child = fork();
    if (child == 0) {
        struct result r = stage_write(stage, "a", "child", 5);
        stage_close(stage);
        _exit(r.kind ? 1 : 0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    struct stage *second;
    assert_fails(stage_open(&second, arena_of(state), "out"), ERROR_BUSY, "out");
    assert_ok(put_in_place(stage, NULL));
    stage_close(stage);
    assert_string_equal(content(arena_of(state), "out/a"), "child");
    assert_only("out ");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_appears_only_at_commit),
        TEST(test_replaces_an_earlier_output_whole),
        TEST(test_without_commit_nothing_stays),
        TEST(test_spellings_of_the_target),
        TEST(test_link_keeps_leading_to_the_output),
        TEST(test_impossible_targets),
        TEST(test_files_put_there_meanwhile_are_left_alone),
        TEST(test_empty_folder_is_taken),
        TEST(test_second_run_is_kept_out),
        TEST(test_lock_counts_only_under_its_name),
        TEST(test_clears_what_a_killed_run_left),
        TEST(test_puts_back_an_output_set_aside),
        TEST(test_modes_do_not_follow_the_umask),
        TEST(test_manifest_lists_all_but_the_file_outside),
        TEST(test_scratch_does_not_come_along),
        TEST(test_strange_entries_are_a_defect),
        TEST(test_failed_write_leaves_the_old_output),
        TEST(test_workers_write_and_only_the_owner_cleans_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
