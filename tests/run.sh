#!/usr/bin/env bash
# Runs the unit tests and every tests/test_*.sh, prints what failed and, as the
# last line, "N passed, N failed". Called by `make run-tests`, which sets
# GRADEPRESS (the program), UNIT_TESTS, BENCH_PROGRAMS, TOOLS and VARIANT.
set -uo pipefail
cd "$(dirname "$0")/.."

GRADEPRESS=$(realpath "${GRADEPRESS:-build/gradepress}")
BENCH_PROGRAMS=$(realpath "${BENCH_PROGRAMS:-build/plain/bench}")
TOOLS=$(realpath "${TOOLS:-build/plain/tools}")
export GRADEPRESS BENCH_PROGRAMS TOOLS VARIANT=${VARIANT:-plain}
export CMOCKA_MESSAGE_OUTPUT=TAP
# Font libraries keep caches until the process ends; our own memory is checked.
export LSAN_OPTIONS="suppressions=$PWD/tests/failure/lsan.supp:print_suppressions=0"
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_stack_use_after_return=0:quarantine_size_mb=32}

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
passed=0 failed=0

# October of the samples by itself, which many tests look at (lib.sh: decide).
export OCTOBER=$logs/october
mkdir "$OCTOBER"
"$GRADEPRESS" run --input input-samples/2026-10 --output "$OCTOBER/out" --templates "$PWD/templates" \
    > "$OCTOBER/stdout" 2> "$OCTOBER/stderr" < /dev/null
echo $? > "$OCTOBER/status"

# start TEST: leaves its output, exit status and seconds in $logs.
start() {
    local log=$logs/$(basename "$1") begun=$SECONDS
    timeout 1500 "./${1#./}" > "$log" 2>&1 < /dev/null
    echo "$? $((SECONDS - begun))" > "$log.end"
}

# Counts the "ok" and "not ok" lines of a test program; one that fails without
# naming a test counts as one failure.
report() {
    local log=$logs/$(basename "$1") status seconds good bad
    read -r status seconds < "$log.end"
    good=$(grep -c '^ok ' "$log")
    bad=$(grep -c '^not ok ' "$log")
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
        echo "not ok $1: exit status $status" >> "$log"
        bad=1
    elif [ "$((good + bad))" -eq 0 ]; then
        echo "not ok $1: ran no test" >> "$log"
        bad=1
    fi
    printf '%-40s %4d passed %3d failed  %4d s\n' "$(basename "$1")" "$good" "$bad" "$seconds"
    [ "$bad" -eq 0 ] || grep -v '^ok ' "$log" | tail -n 60 | cut -c1-500 | sed 's/^/    /'
    grep '^# skipped' "$log"
    passed=$((passed + good)) failed=$((failed + bad))
}

# As many at once as there are processors.
scripts=$(ls tests/test_*.sh)
# Those that look at what runs write, as runs of other tests do, are for the plain program alone. So are the rulings
# by LibreOffice: unit tests, the cycle and a fuzz target read sheets and rulings under sanitizers.
[ "$VARIANT" != asan ] || scripts=$(grep -vE 'test_(golden|language|page|papers|recalculate|packets|rulings|workbook)\.sh' <<< "$scripts")
tests="${UNIT_TESTS:-build/plain/unit/*} ${TESTS:-$scripts}"
for test in $tests; do
    while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do wait -n; done
    start "$test" &
done
wait
for test in $tests; do
    report "$test"
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
