#!/usr/bin/env bash
# Runs the unit tests and every tests/test_*.sh, prints what failed and, as the
# last line, "N passed, N failed". Called by `make run-tests`, which sets
# GRADEPRESS (the program), UNIT_TESTS, BENCH_PROGRAMS and VARIANT.
set -uo pipefail
cd "$(dirname "$0")/.."

GRADEPRESS=$(realpath "${GRADEPRESS:-build/gradepress}")
BENCH_PROGRAMS=$(realpath "${BENCH_PROGRAMS:-build/plain/bench}")
export GRADEPRESS BENCH_PROGRAMS VARIANT=${VARIANT:-plain}
export CMOCKA_MESSAGE_OUTPUT=TAP
# Font libraries keep caches until the process ends; our own memory is checked.
export LSAN_OPTIONS="suppressions=$PWD/tests/failure/lsan.supp:print_suppressions=0"
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_stack_use_after_return=0}

passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# Counts the "ok" and "not ok" lines of a test program; one that fails without
# naming a test counts as one failure.
run() {
    local status good bad start=$SECONDS
    "$@" > "$log" 2>&1
    status=$?
    good=$(grep -c '^ok ' "$log")
    bad=$(grep -c '^not ok ' "$log")
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
        echo "not ok $1: exit status $status" >> "$log"
        bad=1
    elif [ "$((good + bad))" -eq 0 ]; then
        echo "not ok $1: ran no test" >> "$log"
        bad=1
    fi
    printf '%-40s %4d passed %3d failed  %3d s\n' "$(basename "$1")" "$good" "$bad" "$((SECONDS - start))"
    [ "$bad" -eq 0 ] || grep -v '^ok ' "$log" | tail -n 60 | sed 's/^/    /'
    grep '^# skipped' "$log"
    passed=$((passed + good)) failed=$((failed + bad))
}

for test in ${UNIT_TESTS:-build/plain/unit/*} ${TESTS:-tests/test_*.sh}; do
    run "./${test#./}"
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
