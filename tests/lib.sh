# What the test scripts share; sourced by them.
#
# Each test prints "ok NAME" or "not ok NAME: why"; `finish` ends the script.

cd "$(dirname "${BASH_SOURCE[0]}")/.."
GRADEPRESS=$(realpath "${GRADEPRESS:-build/gradepress}")
BENCH_PROGRAMS=$(realpath "${BENCH_PROGRAMS:-build/plain/bench}")
TOOLS=$(realpath "${TOOLS:-build/plain/tools}")
VARIANT=${VARIANT:-plain}
TEMPLATES=$PWD/templates
WORK=$(mktemp -d "${TMPDIR:-/tmp}/gradepress-test.XXXXXX")
failures=0

undo=()  # commands run at the end, last first
cleanup() {
    local i
    for ((i = ${#undo[@]} - 1; i >= 0; i--)); do eval "${undo[i]}"; done
    rm -rf "$WORK"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

ok() { echo "ok $1"; }
not_ok() { echo "not ok $1: $2"; failures=$((failures + 1)); }
skip() { echo "# skipped $1: $2"; }
finish() { [ "$failures" -eq 0 ]; exit; }

# check NAME WHY COMMAND…: passes when the command does.
check() {
    local name=$1 why=$2
    shift 2
    if "$@"; then ok "$name"; else not_ok "$name" "$why"; fi
}

# One digest over all names and bytes of an output, timings apart; "none" without one.
digest() {
    if [ ! -d "$1" ]; then echo none; return; fi
    (cd "$1" && find . -type f ! -name timings.json -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-64)
}

# gradepress ARGUMENTS…: runs the program; its output goes to $WORK/stdout and $WORK/stderr.
gradepress() {
    "$GRADEPRESS" "$@" > "$WORK/stdout" 2> "$WORK/stderr"
}

# decide INPUT OUTPUT [ARGUMENTS…]: a run with this tree's templates.
decide() {
    local input=$1 output=$2
    shift 2
    if [ $# -eq 0 ] && [ "$input" = input-samples/2026-10 ] && [ -n "${OCTOBER:-}" ] && [ "$TEMPLATES" = "$PWD/templates" ]; then
        mkdir -p "$(dirname "$output")"
        cp -a "$OCTOBER/out" "$output" # tests/run.sh made this very run once for all
        cp "$OCTOBER/stdout" "$OCTOBER/stderr" "$WORK"
        return "$(cat "$OCTOBER/status")"
    fi
    gradepress run --input "$input" --output "$output" --templates "$TEMPLATES" "$@"
}

# decide_only INPUT OUTPUT: decisions.ndjson and rejects.ndjson without any paper, in a fraction of the time.
decide_only() {
    mkdir -p "$2"
    "$TOOLS/decide" "$1" "$2" "$TEMPLATES" > "$WORK/stdout" 2> "$WORK/stderr"
}

# Exit status 2 says that something needs a person: the run is done.
done_status() { [ "$1" -eq 0 ] || [ "$1" -eq 2 ]; }

# Nothing hidden may stay beside an output.
no_leftovers() { [ -z "$(find "$(dirname "$1")" -maxdepth 1 -name ".$(basename "$1").*" -print -quit 2>/dev/null)" ]; }

# generate FOLDER UNITS LINES [OPTIONS…]: an export of cntisp holders.
generate() {
    local folder=$1 units=$2 lines=$3
    shift 3
    "$BENCH_PROGRAMS/generate" "$folder" --units "$units" --evidence "$lines" "$@"
}

# seal FOLDER: rewrites export.json over the record files of a folder edited by a test.
seal() {
    local file records list="" reader
    for file in $(cd "$1" && ls); do
        case $file in
            export.json) continue ;;
            *.gz) reader=zcat ;;
            *) reader=cat ;;
        esac
        records=$($reader "$1/$file" | wc -l)
        # A last line without its end counts too.
        [ -z "$($reader "$1/$file" | tail -c 1 | tr '\n\0' '_x' | grep -v _)" ] || records=$((records + 1))
        list="$list${list:+,}{\"path\":\"$file\",\"records\":$records,\"sha256\":\"$(sha256sum "$1/$file" | cut -c1-64)\"}"
    done
    printf '{"format":"gradepress-export/1","period":"2026-10","as_of":"2026-10-31","files":[%s]}\n' "$list" > "$1/export.json"
}
