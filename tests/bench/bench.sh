#!/usr/bin/env bash
# Speed, memory and sizes, beside a plain Python program that does the same work.
# `make bench`; QUICK=1 for small sizes. CPU time is user and system time of all
# processes of a run; peak memory that of its largest process.
#
# A cost per unit is the difference between runs of two sizes divided by the
# difference of their units, so that start-up does not count. Papers are measured
# one by one in a process that draws them as a run does (papers.c); of the Python
# program they are what a whole run costs above a dry run, certificates what approved
# rulings add.
#
# The export over all programmes takes 4.4 GB of $TMPDIR for as long as it is looked at.
set -euo pipefail
cd "$(dirname "$0")/../.."

GRADEPRESS=${GRADEPRESS:-$PWD/build/gradepress}
GENERATE=$PWD/build/plain/bench/generate
if [ -n "${QUICK:-}" ]; then
    many=1000 few=100 papers=200 python=60 python_start=10 mixed_lines=2000000
else
    many=10000 few=1000 papers=1000 python=200 python_start=20 mixed_lines=20000000
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/gradepress-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT

calc() { awk "BEGIN { printf \"$1\", $2 }"; }
row() { printf '%-52s %12s %s\n' "$1" "$2" "${3:-}"; }

# measure COMMAND…: sets CPU and WALL (seconds) and PEAK (bytes). Exit status 2 is a run that is done.
measure() {
    local status=0 user system
    /usr/bin/time -o "$work/time" -f '%U %S %e %M' "$@" > "$work/log" 2>&1 || status=$?
    if [ "$status" -ne 0 ] && [ "$status" -ne 2 ]; then
        echo "exit status $status: $*" >&2
        tail -n 3 "$work/log" >&2
        exit 1
    fi
    read -r user system WALL PEAK < <(tail -n 1 "$work/time")
    CPU=$(calc %.2f "$user + $system")
    PEAK=$((PEAK * 1024))
}

# decide EXPORT [ARGUMENTS…] into a fresh $work/out
decide() {
    local export=$1
    shift
    rm -rf "$work/out"
    measure "$GRADEPRESS" run --input "$export" --output "$work/out" --templates templates --quiet "$@"
}
plain() {
    local export=$1
    shift
    rm -rf "$work/out"
    measure /usr/bin/python3 tests/bench/plain.py "$export" "$work/out" "$@"
}

# per_unit BIG SMALL SUFFIX ARGUMENTS…: CPU milliseconds of the Python program per further unit.
per_unit() {
    local big=$1 small=$2 suffix=$3 more
    shift 3
    plain "$work/$small-$suffix" "$@"
    more=$CPU
    plain "$work/$big-$suffix" "$@"
    UNIT_MS=$(calc %.3f "($CPU - $more) * 1000 / ($big - $small)")
}

mean_size() { find "$work/out" -path "$1" -printf '%s\n' | awk '{ s += $1 } END { printf "%.1f KB", NR ? s / NR / 1000 : 0 }'; }

# with_only EXPORT KIND…: a folder with the same records, of the streamed ones only those of KIND. Prints it.
with_only() {
    local export=$1 kind dropped='s/$//'
    shift
    for kind in evidence findings; do
        [[ " $* " == *" $kind "* ]] || dropped="$dropped;s/,{\"path\":\"${kind}[^}]*}//"
    done
    rm -rf "$work/only"
    mkdir "$work/only"
    ln "$export"/*.ndjson "$work/only"
    sed "$dropped" "$export/export.json" > "$work/only/export.json"
    echo "$work/only"
}

# decided_per_core NAME EXPORT BYTES: a row for a dry run.
decided_per_core() {
    decide "$2" --dry-run
    row "$1" "$(calc '%.0f MB/s' "$3 / $CPU / 1e6")" "($(calc %.0f "$3 / 1e6") MB in $CPU s of CPU)"
}

all_programmes() {
    local export=$work/mixed evidence findings records
    "$GENERATE" "$export" --units "$many" --mixed "$mixed_lines"
    evidence=$(stat -c %s "$export/evidence.ndjson")
    findings=$(stat -c %s "$export/findings.ndjson")
    records=$(grep -o '"records":[0-9]*' "$export/export.json" | awk -F: '{ s += $2 } END { print s }')
    echo "gradepress, all programmes, $many units, $mixed_lines lines of evidence and findings, nothing written (--dry-run)"
    decided_per_core "evidence and findings read and decided, per core" "$export" "$((evidence + findings))"
    row "peak memory" "$(calc '%.0f MB' "$PEAK / 1e6")" "(bound: $(calc '%.0f MB' "200 + 48 * $records / 1e6"))"
    decided_per_core "evidence alone" "$(with_only "$export" evidence)" "$evidence"
    decided_per_core "findings alone" "$(with_only "$export" findings)" "$findings"
    decide "$(with_only "$export")" --dry-run
    row "neither: rules, units, staff, assessments" "" "$CPU s of CPU"
    rm -rf "$export" "$work/only"
}

all_programmes

echo
echo "Preparing exports"
for units in $many $few; do
    "$GENERATE" "$work/$units-national" --units "$units" --evidence $((units * 300))
done
"$GENERATE" "$work/$papers-approved" --units "$papers" --evidence $((papers * 100)) --upgrade approved
for units in $python $python_start; do
    for ruling in waiting approved; do
        "$GENERATE" "$work/$units-$ruling" --units "$units" --evidence $((units * 100)) --upgrade $ruling
    done
done

echo
echo "gradepress, $many units, $((many * 300)) lines of evidence, nothing written (--dry-run)"
evidence=$(stat -c %s "$work/$many-national/evidence.ndjson")
decide "$work/$many-national" --dry-run
row "evidence read and decided, per core" "$(calc '%.0f MB/s' "$evidence / $CPU / 1e6")" "($(calc %.0f "$evidence / 1e6") MB in $CPU s of CPU)"
row "peak memory" "$(calc '%.0f MB' "$PEAK / 1e6")" "(bound: $(calc '%.0f MB' "200 + 48 * $many * 300 / 1e6"))"
large=$CPU
decide "$work/$few-national" --dry-run
row "per unit at $many and at $few units" "$(calc '%.2f ms' "$large * 1000 / $many")" "$(calc '%.2f ms' "$CPU * 1000 / $few")"

echo
echo "gradepress, papers of $papers units, one process"
PAPERS=$PWD/build/plain/bench/papers
"$PAPERS" "$work/$papers-approved" "$work" | tee "$work/papers"
# cost_of NAMES: their mean CPU milliseconds, added up.
cost_of() { awk -v names="$1" '$0 ~ "^(" names ") " { s += $(NF - 5) } END { printf "%.2f", s }' "$work/papers"; }
packet=$(cost_of 'decision sheet|notice|scorecard')
certificate=$(cost_of certificate)
row "packet: sheet, notice, scorecard (bound: 15 ms)" "$packet ms"
decide "$work/$papers-approved" --jobs 1
one_wall=$WALL
row "whole run at $papers units" "$CPU s" "(peak $(calc '%.0f MB' "$PEAK / 1e6"))"
ours=$(calc %.3f "$CPU * 1000 / $papers")
decide "$work/$papers-approved" --jobs 2
row "two processes against one, elapsed" "$(calc 'x %.2f' "$one_wall / $WALL")" "($one_wall s, $WALL s)"

echo
echo "gradepress, whole runs, two processes"
decide "$work/$few-national" --jobs 2
small=$CPU
decide "$work/$many-national" --jobs 2
row "per unit at $many and at $few units" "$(calc '%.2f ms' "$CPU * 1000 / $many")" "$(calc '%.2f ms' "$small * 1000 / $few")"
row "elapsed at $many units" "$WALL s" "(peak $(calc '%.0f MB' "$PEAK / 1e6") in a process)"

echo
echo "Plain Python program, one process (between $python_start and $python units)"
plain "$work/$few-national" --dry-run
evidence=$(stat -c %s "$work/$few-national/evidence.ndjson")
row "evidence read and decided" "$(calc '%.0f MB/s' "$evidence / $CPU / 1e6")" "$(calc '(gradepress: x %.1f)' "$CPU * $many / $few / $large")"
per_unit "$python" "$python_start" waiting --dry-run
dry=$UNIT_MS
per_unit "$python" "$python_start" waiting
python_packet=$(calc %.2f "$UNIT_MS - $dry")
row "packet: sheet, notice, scorecard, workbook row" "$python_packet ms" "$(calc '(gradepress: x %.1f)' "$python_packet / $packet")"
waiting=$UNIT_MS
per_unit "$python" "$python_start" approved
python_certificate=$(calc %.2f "$UNIT_MS - $waiting")
row "certificate" "$python_certificate ms" "$(calc '(gradepress: x %.1f)' "$python_certificate / $certificate")"
theirs=$(calc %.3f "$CPU * 1000 / $python")
row "whole run per unit" "$(calc '%.1f ms' "$theirs")" "$(calc '(gradepress: %.1f ms,' "$ours") $(calc 'x %.1f)' "$theirs / $ours")"
row "certificate, bytes" "$(mean_size '*/certificates/*.pdf')"
row "decision sheet, bytes" "$(mean_size '*/decision.pdf')"
row "notice, bytes" "$(mean_size '*/notice.pdf')"
