#!/bin/sh
# Decides the sample months in order, with one register that begins empty, and says what came of them.
# run.sh PROGRAM OUTPUT [OPTIONS of gradepress run…]
set -eu
here=$(dirname "$0")
program=$1 output=$2
shift 2

mkdir -p "$output"
rm -rf "$output"/register.sqlite*

# fields RESULT: a month's decisions, a line each: proposal, action, action of the outcome, first certificate, its file.
fields() {
    sed 's/^{"proposal_id":"\([^"]*\)".*"action":"\([^"]*\)".*"outcome":\(null\|{"action":"\([^"]*\)"[^}]*}\),"certificates":\[\({"certificate_no":"\([^"]*\)","version":[0-9]*,"file":"\([^"]*\)"\)\{0,1\}.*/\1|\2|\4|\6|\7/' "$1/decisions.ndjson"
}
count() { find "$@" 2>/dev/null | wc -l; }

before=
for sample in "$here"/20*/; do
    period=$(basename "$sample")
    result=$output/$period
    echo "$period into $result"
    # Exit status 2: done, but something needs a person.
    "$program" run --quiet --input "$sample" --output "$result" --register "$output/register.sqlite" \
        --templates "$here/../templates" "$@" 2> "$output/messages" || [ $? = 2 ] || { cat "$output/messages" >&2; exit 1; }
    echo "  $(wc -l < "$result/decisions.ndjson") decisions," \
        "$(count "$result/certificates" -name '*.pdf') certificates," \
        "$(count "$result/packets" -name decision.pdf) packets" \
        "($(count "$result" -name '*.pdf') PDF files)," \
        "$(wc -l < "$result/rejects.ndjson") records rejected"
    sed -n 's/^Needs a person: /  needs a person: /p' "$output/messages"
    previous=$before before=$result
done
rm -f "$output/messages"

[ -z "$previous" ] || {
    echo
    echo "Proposals of $(basename "$previous") that got their certificate in $(basename "$before"):"
    fields "$previous" > "$output/earlier"
    fields "$before" | awk -F'|' '
        NR == FNR { if ($2 != "none" && $3 == "") proposed[$1] = $2; next }
        ($1 in proposed) && $4 != "" { printf "  %-36s proposed %-10s now %-10s %s\n", $1, proposed[$1], $3, $5; n++ }
        END { print "  " n + 0 " certificates" }' "$output/earlier" -
    rm -f "$output/earlier"
    echo
    echo "Look first at $before/index.html, then at $before/decisions.xlsx; the same of $(basename "$previous") shows what was proposed."
}
