#!/usr/bin/env bash
# All that a change must pass (`make check`, .ci/run). Each step's output goes to
# build/check/; the last line is "N passed, N failed" over all steps and tests.
set -uo pipefail
cd "$(dirname "$0")/.."
unset MAKEFLAGS MFLAGS MAKELEVEL VARIANT # each make below is a first one

logs=$PWD/build/check
fresh=$PWD/build/fresh
rm -rf "$logs" "$fresh"
mkdir -p "$logs" "$fresh"
passed=0 failed=0

# step NAME COMMAND…: a step that ran tests adds their numbers, another counts as one.
step() {
    local name=$1 log counts status start=$SECONDS
    shift
    log=$logs/${name//[^a-z0-9]/-}.log
    "$@" > "$log" 2>&1 < /dev/null
    status=$?
    counts=$(grep -xE '[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1)
    if [ -n "$counts" ]; then
        passed=$((passed + ${counts%% *}))
        counts=${counts#*, }
        failed=$((failed + ${counts%% *}))
        [ "$status" -eq 0 ] || [ "${counts%% *}" -ne 0 ] || failed=$((failed + 1))
    elif [ "$status" -eq 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
    if [ "$status" -eq 0 ]; then
        echo "ok      $name ($((SECONDS - start)) s)"
    else
        echo "FAILED  $name ($((SECONDS - start)) s), the end of $log:"
        tail -n 80 "$log" | sed 's/^/    /'
    fi
}

# The files that git has or would take, as a clone would hold them.
copy_tree() {
    git ls-files -coz --exclude-standard | while IFS= read -r -d '' f; do [ ! -e "$f" ] || printf '%s\0' "$f"; done |
        tar -cf - --null -T - | tar -xf - -C "$fresh"
}

in_fresh() { (cd "$fresh" && "$@"); }

# README names the commands that are run here.
readme_says() { grep -q 'make run' README.md && grep -q 'make test' README.md; }

# The sample months and their register once more, under other conditions than `make run` in the fresh copy had.
same_bytes() {
    local out=$logs/again
    make VARIANT=gcc all
    (umask 0 && TZ=America/New_York LC_ALL=C HOME=/nonexistent input-samples/run.sh build/gcc/gradepress "$out" --jobs 1) ||
        return 1
    diff -r -x timings.json -x .gitignore "$fresh/output" "$out" && echo "the same bytes twice"
}

step "gcc, warnings are errors" make VARIANT=gcc all test-programs
step "clang, warnings are errors" make VARIANT=clang all test-programs
step "lint" make lint
step "copy of the tracked files" copy_tree
step "readme names the two commands" readme_says
step "make run in the copy" in_fresh make run
step "same bytes twice" same_bytes
step "make test in the copy" in_fresh make test
step "tests under sanitizers" make VARIANT=asan run-tests
step "fuzz targets, a moment each" make FUZZ_SECONDS=5 fuzz

rm -rf "$fresh"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
