#!/usr/bin/env bash
# Random exports decided by the program and by the separate reading of the rules
# in tests/oracle: every line must be equal. SEEDS="1 2 3" chooses; a seed that
# once differed stays worth naming in a case of its own.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

if [ "$VARIANT" = asan ]; then seeds=${SEEDS:-$(seq 1 8)}; else seeds=${SEEDS:-$(seq 1 30)}; fi

# Prints the first difference of two files of JSON lines; nothing when they say the same.
compare() { # KEYS EXPECTED FOUND
    python3 - "$@" <<'PYTHON'
import json, sys
keys, expected, found = sys.argv[1:]
def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]
def view(line):
    line = dict(line)
    line.pop("message", None)
    for key in ("attainment",):
        if line.get(key) is not None:
            line[key] = round(line[key], 8)
    if "notes" in line:
        line["notes"] = sorted(line["notes"])
    return line
a, b = [view(x) for x in lines(expected)], [view(x) for x in lines(found)]
name = lambda x: " ".join(str(x.get(k)) for k in keys.split(","))
for x, y in zip(a, b):
    if x != y:
        differing = [k for k in sorted(set(x) | set(y)) if x.get(k) != y.get(k)]
        print("%s / %s: " % (name(x), name(y)) + "; ".join("%s: expected %s, found %s" % (
            k, json.dumps(x.get(k), ensure_ascii=False), json.dumps(y.get(k), ensure_ascii=False)) for k in differing)[:600])
        sys.exit()
if len(a) != len(b):
    print("expected %d lines, found %d" % (len(a), len(b)))
PYTHON
}

for seed in $seeds; do
    export=$WORK/export-$seed out=$WORK/out-$seed
    python3 tests/oracle/random_export.py "$seed" "$export" > "$WORK/log" 2>&1 || { not_ok "seed $seed" "$(tail -n 1 "$WORK/log")"; continue; }
    python3 tests/oracle/oracle.py "$export" > "$WORK/decisions" 2> "$WORK/log"
    want=$?
    decide_only "$export" "$out"
    got=$?
    if [ "$want" -ne "$got" ]; then
        not_ok "seed $seed" "exit status: expected $want, found $got ($(tail -n 1 "$WORK/log") / $(tail -n 1 "$WORK/stderr"))"
    elif ! done_status "$got"; then
        ok "seed $seed (refused)"
    else
        python3 tests/oracle/oracle.py --rejects "$export" > "$WORK/rejects"
        difference=$(compare proposal_id "$WORK/decisions" "$out/decisions.ndjson")
        [ -n "$difference" ] || difference=$(compare file,line,id "$WORK/rejects" "$out/rejects.ndjson")
        check "seed $seed" "$difference" test -z "$difference"
    fi
    rm -rf "$export" "$out"
done
finish
