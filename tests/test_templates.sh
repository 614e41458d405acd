#!/usr/bin/env bash
# What a designer does: change a copy of a programme's templates, check it, look at a unit's papers.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

copy=$WORK/copy # of one programme; its name need not be the programme's
artwork=$copy/certificate.svg

# fresh: the copy as the templates have it.
fresh() {
    rm -rf "$copy"
    cp -r templates/tcas375 "$copy"
}

# broken NAME PATTERN: check of the copy ends with 78 and says so.
broken() {
    gradepress check --template "$copy" --templates "$TEMPLATES"
    local status=$?
    check "check: $1" "exit status $status: $(cat "$WORK/stderr")" \
        test "$status-$(grep -cE "$2" "$WORK/stderr")" = 78-1
}

# --- check ---

gradepress check --templates "$TEMPLATES"
status=$?
check "check: the templates" "exit status $status: $(cat "$WORK/stderr")" test "$status" -eq 0
for scheme in templates/*/scheme.json; do
    scheme=$(basename "$(dirname "$scheme")")
    check "check: names of 120 characters on the certificate of $scheme" "not tried" \
        test "$(sed -n "/^$scheme:/,/^[a-z0-9]*:/p" "$WORK/stdout" | grep -cE '^  place-unit +120 characters ')" -eq 1
done
fresh
gradepress check --template "$copy" --templates "$TEMPLATES"
status=$?
check "check: a copy of a programme" "exit status $status: $(cat "$WORK/stderr")" test "$status" -eq 0
sed -i '/id="place-unit"/s/ height="[0-9.]*"/ height="14"/' "$artwork"
broken "a name that has no room" "^$artwork: #place-unit: .*120 characters"
fresh
sed -i '/id="place-track"/s/ width="[0-9.]*" height="[0-9.]*"/ width="20" height="4"/' "$artwork"
broken "the longest track of the programme" "^$artwork: #place-track: .*10 characters"
fresh
sed -i 's/{{uscc}}/{{ucss}}/' "$artwork"
broken "a placeholder nobody knows" "$artwork:[0-9]+: .*ucss"
fresh
sed -i '/id="place-qr-label"/s/ y="[0-9.]*"/ y="160"/' "$artwork"
broken "a text over the code" "^$artwork: #place-qr-label: .*place-qr"
fresh
sed -i 's/id="place-seal"/id="seal"/' "$artwork"
broken "no place for the seal" "no #place-seal"
fresh
sed -i 's/<svg /<svg <</' "$artwork"
broken "artwork that is no XML" "$artwork"
fresh
rm "$copy/notice.warn.txt"
broken "a notice that is not there" "$copy/notice.warn.txt"
cp -r templates "$WORK/all"
sed -i 's/"Noto Serif CJK SC"/"No Such Serif"/' "$WORK/all/style.json"
gradepress check --template "$WORK/all"
status=$?
check "check: a font that is not installed" "exit status $status: $(cat "$WORK/stderr")" \
    test "$status-$(grep -c 'No Such Serif' "$WORK/stderr")" = 78-1
gradepress check --templates "$TEMPLATES" --input input-samples/2026-10
check "check: templates and an export" "exit status $?" test $? -eq 2
check "check: both are printed" "one is missing" test "$(grep -cE '^tcas375: |^units.json: ' "$WORK/stdout")" -eq 2

# --- preview ---

# preview NAME UNIT ARGUMENTS…: into $WORK/preview, anew.
preview() {
    local name=$1 unit=$2 status
    shift 2
    rm -rf "$WORK/preview"
    gradepress preview --input input-samples/2026-10 --unit "$unit" --output "$WORK/preview" --templates "$TEMPLATES" "$@"
    status=$?
    check "preview: $name" "exit status $status: $(cat "$WORK/stderr")" test "$status" -eq 0
    check "preview: $name: says what it wrote" "not every file" \
        diff <(sort "$WORK/stdout") <(find "$WORK/preview" -type f ! -name manifest.sha256 | sort)
}

# marked NAME FILE WORDS: a paper says so and is marked 样张. The mark lies across the page, so its characters stand apart.
marked() {
    local word
    pdftotext "$2" "$WORK/paper.txt"
    for word in 样 张 "$3"; do
        tr -d ' \n\f' < "$WORK/paper.txt" | grep -qF "$word" || { not_ok "$1" "without $word"; return; }
    done
    ok "$1"
}

fresh
sed -i 's/{{title-main}}/改过的证书/' "$artwork"
preview "a name of sixty characters" U0022 --templates "$TEMPLATES"
for paper in $(grep '\.pdf$' "$WORK/stdout"); do
    marked "preview: ${paper#"$WORK"/preview/} is marked" "$paper" ""
done
preview "one programme by its own folder" U0080 --template "$copy"
check "preview: nothing of other programmes" "$(cat "$WORK/stdout")" test -z "$(grep -v tcas375 "$WORK/stdout")"
marked "preview: the certificate held, in the new artwork" "$(grep /certificates/ "$WORK/stdout")" 改过的证书

# An applicant: nothing is held, nothing issued.
applicant=$(python3 - <<'PYTHON'
import json
held = {(c["unit_id"], c["scheme"]) for c in map(json.loads, open("input-samples/2026-10/certificates.ndjson"))}
for s in map(json.loads, open("input-samples/2026-10/submissions.ndjson")):
    if s["kind"] == "application" and s["scheme"] == "cntisp" and (s["unit_id"], "cntisp") not in held:
        print(s["unit_id"])
        break
PYTHON
)
preview "an applicant" "$applicant" --scheme cntisp
marked "preview: its number says that it is made up" "$WORK/preview/certificates/cntisp/specimen-$applicant.pdf" 'CNTISP-2026-0000（样张）'

before=$(digest "$WORK/preview")
preview "the same once more" "$applicant" --scheme cntisp
check "preview: the same bytes" "they differ" test "$(digest "$WORK/preview")" = "$before"
gradepress preview --input input-samples/2026-10 --unit U9999 --output "$WORK/preview" --templates "$TEMPLATES"
check "preview: a unit that is not there" "exit status $?" test "$?-$(digest "$WORK/preview")" = "65-$before"
touch "$WORK/preview/run.json"
gradepress preview --input input-samples/2026-10 --unit U0022 --output "$WORK/preview" --templates "$TEMPLATES"
check "preview: never over a month's papers" "exit status $?" test "$?" -eq 64

finish
