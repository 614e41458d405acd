#!/usr/bin/env bash
# The register at its full size and at half of it: 20 000 units with 100 000
# certificates, 1 000 000 rows of the audit chain, and the PDFs of 60 000 issues. Part of
# `make bench`; QUICK=1 for a tenth. CPU time is user and system time.
#
# A month's register work is what a run costs with the register above what it costs without,
# on an export that holds the units of the register, their certificates and 100 other units:
# reading what is known, comparing, writing everything down. The archive holds 2 000 different
# PDFs, which the 60 000 certificates share: each is read and digested nevertheless.
set -euo pipefail
cd "$(dirname "$0")/../.."

GRADEPRESS=${GRADEPRESS:-$PWD/build/gradepress}
units=20000
[ -z "${QUICK:-}" ] || units=2000
work=$(mktemp -d "${TMPDIR:-/tmp}/gradepress-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT

calc() { awk "BEGIN { printf \"$1\", $2 }"; }
row() { printf '%-52s %12s %12s %s\n' "$1" "$2" "$3" "${4:-}"; }

# measure COMMAND…: sets CPU and WALL (seconds) and PEAK (MB). Exit status 2 is a run that is done.
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
    PEAK=$((PEAK / 1024))
}
month() { measure "$GRADEPRESS" run --input "$work/export" --templates templates --quiet --jobs 1 "$@"; }

# export_of UNITS: the month's export beside a register of so many units.
export_of() {
    rm -rf "$work/export"
    build/plain/bench/generate "$work/export" --units 100 --evidence 1000
    seq "$1" | awk '{ printf "{\"unit_id\":\"R%06d\",\"name\":\"网络安全技术有限公司第%06d\",\"uscc\":\"91110108MA0000001D\"," \
        "\"registered_address\":\"北京市示范区创新路%06d\"}\n", $1, $1, $1 }' >> "$work/export/units.ndjson"
    seq "$1" | awk '{ printf "{\"certificate_no\":\"CNTISP-R2026-%06d\",\"unit_id\":\"R%06d\",\"scheme\":\"cntisp\"," \
        "\"level\":\"3\",\"valid_from\":\"2026-03-15\",\"valid_to\":\"2027-03-14\",\"status\":\"valid\"}\n", $1, $1 }' \
        >> "$work/export/certificates.ndjson"
    rm "$work/export/export.json"
    "$GRADEPRESS" seal "$work/export" --as-of 2026-10-31
    # Evidence of the last days alone: nothing is rated, so that no summaries are drawn, which would hide the difference.
    sed -i 's/"as_of":"2026-10-31"/&,"coverage":{"evidence":{"from":"2026-10-01"}}/' "$work/export/export.json"
}

# of_size UNITS: sets the figures of a register of so many units.
of_size() {
    rm -rf "$work"/register.db*
    export_of "$1"
    month --output "$work/without"
    without=$CPU
    build/plain/bench/register "$work/register.db" --units "$1" --papers 2000
    measure "$GRADEPRESS" register verify --register "$work/register.db"
    measure "$GRADEPRESS" register verify --register "$work/register.db" # from memory, as far as it reaches
    verify=$CPU verify_wall=$WALL verify_peak=$PEAK
    measure "$GRADEPRESS" register history R000500 --register "$work/register.db"
    measure "$GRADEPRESS" register history R000500 --register "$work/register.db"
    history=$(calc %.0f "$WALL * 1000")
    measure "$GRADEPRESS" register list --status valid --register "$work/register.db"
    list=$CPU
    measure "$GRADEPRESS" status --as-of 2026-10-31 --register "$work/register.db" --templates templates
    status=$CPU
    measure "$GRADEPRESS" diff 2026-01 2026-03 --register "$work/register.db"
    diff=$CPU
    rm -rf "$work/with"
    month --output "$work/with" --register "$work/register.db"
    monthly=$(calc %.2f "$CPU - $without")
    bytes=$(stat -c %s "$work/register.db")
}

echo "The register, half and whole: $((units * 50)) rows of the audit chain, $((units * 5)) certificates"
of_size $((units / 2))
half=("$monthly s" "$verify s" "$verify_wall s" "$verify_peak MB" "$history ms" "$list s" "$status s" "$diff s" "$(calc '%.0f MB' "$bytes / 1e6")")
of_size "$units"
row "a month's register work, CPU (bound: 3 s)" "${half[0]}" "$monthly s"
row "verify with $((units * 3)) PDFs, CPU" "${half[1]}" "$verify s"
row "verify, elapsed (bound: 5 s)" "${half[2]}" "$verify_wall s"
row "verify, memory" "${half[3]}" "$verify_peak MB"
row "history of a unit, elapsed (bound: 50 ms)" "${half[4]}" "$history ms"
row "list of those valid, CPU" "${half[5]}" "$list s"
row "status, CPU" "${half[6]}" "$status s"
row "diff of two periods, CPU" "${half[7]}" "$diff s"
row "the file" "${half[8]}" "$(calc '%.0f MB' "$bytes / 1e6")"
