#!/usr/bin/env bash
# The commands on the register: two periods of six units, asked and checked, then
# tampered with in every way that verify must find.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

# October: six units ask for an upgrade, the office approves two. November: unit 3 lost its evidence, unit 1 a name.
october=$WORK/2026-10 november=$WORK/2026-11
generate "$october" 6 600 --upgrade waiting
cat > "$WORK/rulings.ndjson" <<'NDJSON'
{"proposal_id":"cntisp/U000001/-/2026-11-14","action":"upgrade","to":"2","ruling":"approved","by":"王主任","on":"2026-10-31"}
{"proposal_id":"cntisp/U000002/-/2026-11-14","action":"upgrade","to":"1","ruling":"approved","by":"王主任","on":"2026-10-31"}
NDJSON
cp -R "$october" "$november"
sed -i '/"unit_id":"U000003"/d' "$november/evidence.ndjson"
cat >> "$november/submissions.ndjson" <<'NDJSON'
{"submission_id":"CHANGE1","unit_id":"U000001","scheme":"cntisp","kind":"information-change","submitted_on":"2026-11-02","content":{"name":"新名称网络安全有限公司"}}
NDJSON
cat > "$november/rulings.ndjson" <<'NDJSON'
{"proposal_id":"cntisp/U000001/-/CHANGE1","action":"reissue","to":"2","ruling":"approved","by":"王主任","on":"2026-11-03"}
NDJSON
seal "$november"
sed -i 's/"period":"2026-10","as_of":"2026-10-31"/"period":"2026-11","as_of":"2026-11-30"/' "$november/export.json"

register=$WORK/register.db
decide "$october" "$WORK/out-10" --register "$register" --rulings "$WORK/rulings.ndjson"
check "run of October" "$WORK/out-10 has no decisions" test -s "$WORK/out-10/decisions.ndjson"
decide "$november" "$WORK/out-11" --register "$register"
check "run of November" "$WORK/out-11 has no decisions" test -s "$WORK/out-11/decisions.ndjson"

# ask WORDS…: a command on the register, its output in $WORK/stdout.
ask() { gradepress "$@" --register "$register" --templates "$TEMPLATES"; }
# exits NAME EXPECTED FOUND: an exit status.
exits() { check "$1" "exit status $3: $(tail -n 1 "$WORK/stderr")" test "$3" -eq "$2"; }
# json NAME EXPRESSION: of what was printed, as `d`.
json() {
    local found
    found=$(python3 -c 'import json, sys
d = json.load(open(sys.argv[1], encoding="utf-8"))
print(eval(sys.argv[2]))' "$WORK/stdout" "$2" 2>&1)
    check "$1" "$2 gives $found" test "$found" = True
}

# --- asked ---

ask register list --json
json "list: all holdings and issues" 'len(d) == 10 and d[0]["unit_id"] == "U000001" and d[0]["name"] != d[1]["name"]'
ask register list --unit U000002 --json
json "list of a unit" '[c["level"] for c in d] == ["2", "1"]'
ask register list --status replaced --json
json "list of a status" '{(c["unit_id"], c["version"]) for c in d} == {("U000001", 1)}'
ask register list --scheme tpso
check "list of a scheme without certificates" "it prints something" test ! -s "$WORK/stdout"
ask register list
ragged=$(python3 - "$WORK/stdout" <<'PYTHON'
import sys, unicodedata
lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
width = lambda text: sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
starts = {width(line[:line.index("2025-11-15")]) for line in lines[1:] if "2025-11-15" in line}
starts |= {width(line[:line.index("2026-11-15")]) for line in lines[1:] if "2026-11-15" in line}
print("" if starts == {width(lines[0][:lines[0].index("Valid from")])} else starts)
PYTHON
)
check "list: columns stand under their headings" "they start at $ragged" test -z "$ragged"

number=$(python3 -c 'import json, sys
print(next(json.loads(l)["certificates"][0]["certificate_no"] for l in open(sys.argv[1]) if "U000001" in l))' "$WORK/out-10/decisions.ndjson")
ask register show "$number" --json
json "show: both versions" '[v["certificate"]["version"] for v in d["versions"]] == [1, 2]'
json "show: what became of the first" '[(h["period"], h["status"], h["successor_version"]) for h in d["versions"][0]["history"]] == [("2026-11", "replaced", 2)]'
json "show: the decisions behind it" '[x["action"] for x in d["versions"][0]["decisions"]] == ["upgrade", "reissue"] and d["versions"][0]["decisions"][0]["ruling"] == "approved"'
json "show: the runs behind it" '[r["period"] for r in d["runs"]] == ["2026-10", "2026-11"]'
ask register show "$number"
check "show, for people" "no pdf" grep -qE '^Pdf sha256 +[0-9a-f]{64}$' "$WORK/stdout"

ask register history U000001 --json
json "history: names" '[(n["period"], n["name"] == "新名称网络安全有限公司") for n in d["names"]] == [("2026-10", False), ("2026-11", True)]'
json "history: lines" '[(x["period"], x["matter"], x["action"], x["from"], x["to"]) for x in d["decisions"]][:1] == [("2026-10", "review", "upgrade", "3", "2")]'
json "history: certificates" "[x['certificates'] for x in d['decisions']][0] == ['$number']"
json "history: a version reissued" "'$number v2' in next(x['certificates'] for x in d['decisions'] if x['matter'] == 'change')"

gradepress diff 2026-10 2026-11 --json --register "$register"
json "diff: who rose" '[(m["level"], m["action"]["was"]) for m in d if m["unit_id"] == "U000002"] == [({"was": "2", "is": "1"}, "upgrade")]'
json "diff: who fell" '[m["action"] for m in d if m["unit_id"] == "U000003"] == [{"was": "upgrade", "is": "revoke"}]'
json "diff: by which requirements" 'any(r["id"] == "original.total" and r["was"]["met"] and not r["is"]["met"] for m in d if m["unit_id"] == "U000003" for r in m["requirements"])'
json "diff: who did not move" '"U000004" not in [m["unit_id"] for m in d]'
gradepress diff 2026-10 2026-10 --register "$register"
check "diff of a period with itself" "$(head -n 1 "$WORK/stdout")" grep -q 'nobody moved' "$WORK/stdout"

ask status --as-of 2026-10-31 --json
json "status: valid" 'sum(v["certificates"] for v in d["valid"]) == 6'
json "status: ending, and what follows" '[(c["unit_id"], bool(c["followed_by"])) for c in d["ending"]][:3] == [("U000001", True), ("U000002", True), ("U000003", False)]'
json "status: reviews open" '[r["state"] for r in d["reviews"]] == ["open"] * 4 and d["reviews"][0]["opens_on"] == "2026-10-19"'
json "status: nothing else" 'd["rectifications"] == [] and d["agreements"] == []'
ask status --as-of 2026-11-30 --json
json "status later: overdue" '{r["state"] for r in d["reviews"]} == {"overdue"} and sum(v["certificates"] for v in d["valid"]) == 2'
ask status --as-of 2027-09-15 --json
json "status: agreements ending" 'len(d["agreements"]) == 6 and d["agreements"][0]["valid_to"] == "2027-10-31"'
ask status --as-of 2026-10-31
check "status, for people" "no heading" grep -q '^ending within 60 days' "$WORK/stdout"

ask register export
python3 - "$WORK/stdout" "$register" > "$WORK/counts" 2>&1 <<'PYTHON'
import collections, json, sqlite3, sys
rows = collections.Counter(json.loads(line)["table"] for line in open(sys.argv[1], encoding="utf-8"))
db = sqlite3.connect(sys.argv[2])
for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
    (count,) = db.execute("SELECT count(*) FROM " + table).fetchone()
    if rows[table] != count:
        print(table, "has", count, "rows, exported", rows[table])
PYTHON
check "export has every row" "$(head -n 1 "$WORK/counts")" test ! -s "$WORK/counts"

# --- verified ---

# head PERIOD LENGTH|HEAD: of run.json
of_run() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["register"][sys.argv[2]])' "$WORK/out-$1/run.json" "$2"; }
for month in 10 11; do
    ask register verify --head "$(of_run $month head)" --length "$(of_run $month length)"
    exits "verify with the head of 2026-$month" 0 $?
done
ask register verify --json
json "verify" 'd["fault_count"] == 0 and d["faults"] == [] and d["papers"] == 4 and d["rows"] > 40'

whole=$register
# tamper NAME SQL-OR-PYTHON WHERE [VERIFY-OPTIONS…]: verify of a copy must name WHERE.
tamper() {
    local name=$1 code=$2 where=$3
    shift 3
    register=$WORK/tampered.db
    rm -rf "$register" "$register.archive"
    cp -a "$whole" "$register"
    cp -a "$whole.archive" "$register.archive"
    python3 - "$register" "$code" <<'PYTHON' || not_ok "verify: $name" "the test could not tamper"
import glob, os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.executescript("PRAGMA foreign_keys = OFF; DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_cut;")
papers = sorted(glob.glob(sys.argv[1] + ".archive/*/*.pdf"))
exec(sys.argv[2])
PYTHON
    ask register verify "$@"
    exits "verify: $name, exit status" 65 $?
    check "verify: $name, named" "$(head -n 2 "$WORK/stdout" | cut -c1-200)" grep -qE "$where" "$WORK/stdout"
    register=$whole
}
sql() { echo "db.execute(\"$1\")"; }

tamper "a certificate's level changed" "$(sql "UPDATE certificates SET level = '1' WHERE certificate_no = '$number' AND version = 1")" "^certificates, cntisp/$number/1 +was changed"
tamper "a decision's figures changed" "$(sql "UPDATE decisions SET line = replace(line, '30', '31') WHERE unit_id = 'U000002' AND period_key < '2026-11'")" '^decisions, cntisp/U000002/-/2026-11-14 in 2026-10-~ +was changed'
tamper "a unit's name changed" "$(sql "UPDATE units SET name = 'x' WHERE unit_id = 'U000004'")" '^units, U000004 in 2026-10-~ +was changed'
tamper "a status changed" "$(sql "UPDATE certificate_changes SET status = 'revoked' WHERE status = 'replaced'")" '^certificate_changes, cntisp/.* in 2026-11-~ +was changed'
tamper "a decision removed" "$(sql "DELETE FROM decisions WHERE unit_id = 'U000005' AND period_key < '2026-11'")" '^decisions, cntisp/U000005/-/2026-11-14 in 2026-10-~ +is missing: row [0-9]+'
tamper "a certificate added" "$(sql "INSERT INTO certificates (scheme, certificate_no, version, unit_id, level, valid_from, valid_to, counted_from, period_key) SELECT scheme, 'FALSE-1', 1, unit_id, '1', valid_from, valid_to, counted_from, period_key FROM certificates LIMIT 1")" '^certificates, cntisp/FALSE-1/1 +stands in the register, but no row'
tamper "a run's digests changed" "$(sql "UPDATE runs SET export_sha256 = 'x' WHERE id = 1")" '^runs, 2026-10-~ run 1 +was changed'
tamper "a row of the chain changed" "$(sql "UPDATE audit SET entry = replace(entry, 'U000003', 'U000009') WHERE seq = 3")" '^audit chain, row 3 +was changed'
tamper "a row of the chain removed" "$(sql "DELETE FROM audit WHERE seq = 7")" '^audit chain, row 7 +is missing'
tamper "a row of the chain removed, the rest moved up" "$(sql "DELETE FROM audit WHERE seq = 7"); $(sql "UPDATE audit SET seq = -seq WHERE seq > 7"); $(sql "UPDATE audit SET seq = -seq - 1 WHERE seq < 0")" '^audit chain, row 7 +was changed'
tamper "rows of the chain reordered" "$(sql "UPDATE audit SET seq = -5 WHERE seq = 5"); $(sql "UPDATE audit SET seq = 5 WHERE seq = 6"); $(sql "UPDATE audit SET seq = 6 WHERE seq = -5")" '^audit chain, row 5 +was changed, or has not its place'
tamper "a row of the chain doubled" "$(sql "INSERT INTO audit SELECT max(seq) + 1, entry, digest FROM audit")" '^audit chain, row [0-9]+ +was changed'
tamper "the tail cut" "$(sql "DELETE FROM audit WHERE seq > $(of_run 11 length) - 2")" 'its tail was cut'
# Cut back to the end of October, with everything that came later, by someone who knows how: only the head tells.
back="exec('''for table in (\"units\", \"agreements\", \"certificate_changes\", \"decisions\", \"runs\", \"counts\", \"certificates\"):
    db.execute(\"DELETE FROM %s WHERE period_key > '2026-11'\" % table)
db.execute(\"DELETE FROM audit WHERE seq > $(of_run 10 length)\")''')"
tamper "the tail cut with all that it wrote" "$back" 'ends at row [0-9]+, but once had [0-9]+ rows: its tail was cut' --head "$(of_run 11 head)" --length "$(of_run 11 length)"
tamper "the tail cut, its length not given" "$back" 'has no row with the digest' --head "$(of_run 11 head)"
tamper "a PDF changed" "open(papers[0], 'ab').write(b' ')" '^archive, cntisp/.* its PDF was changed'
tamper "PDFs swapped" "os.rename(papers[0], papers[0] + 'x'); os.rename(papers[1], papers[0]); os.rename(papers[0] + 'x', papers[1])" '^archive, cntisp/.* its PDF was changed'
tamper "a PDF missing" "os.remove(papers[1])" '^archive, cntisp/.* its PDF is missing'

# --- corrected ---

register=$WORK/corrected.db
cp -a "$whole" "$register"
cp -a "$whole.archive" "$register.archive"
holding=CNTISP-2025-000005
refused() { # NAME STATUS ARGUMENTS…
    local name=$1 status=$2
    shift 2
    ask register correct "$@"
    exits "correct: $name" "$status" $?
}
refused "an issued certificate" 65 "$number" --reason x --by y --level 1
refused "an unknown number" 65 NO-1 --reason x --by y --level 1
refused "without a reason" 64 $holding --by y --level 1
refused "without a name" 64 $holding --reason x --level 1
refused "nothing" 64 $holding --reason x --by y
refused "a level that does not exist" 64 $holding --reason x --by y --level 9
refused "a unit that does not exist" 64 $holding --reason x --by y --unit U999
refused "a status that does not exist" 64 $holding --reason x --by y --status lost
cmp -s "$whole" "$register"
check "a refused correction changes nothing" "the register changed" test $? -eq 0
ask register correct $holding --reason "抄录错误" --by "王主任" --level 2 --counted-from 2026-01-01
exits "correct" 0 $?
ask register show $holding --json
json "a correction is shown" '[(c["by"], c["reason"]) for c in d["versions"][0]["corrections"]] == [("王主任", "抄录错误")] and d["versions"][0]["certificate"]["level"] == "2"'
ask register verify
exits "a corrected register verifies" 0 $?
check "a correction is audited" "it is not" sh -c '"$1" register export --register "$2" | grep -q "holding-corrected"' sh "$GRADEPRESS" "$register"
decide "$november" "$WORK/out-again" --register "$register"
check "the export that still says otherwise is refused" "$(tail -n 1 "$WORK/stderr")" grep -q "\"id\":\"$holding\".*register-conflict" "$WORK/out-again/rejects.ndjson"
ask register list --unit U000005 --json
json "the corrected level stays" 'd[0]["level"] == "2"'
register=$whole

# --- refused ---

refuses() { # NAME STATUS ARGUMENTS…
    local name=$1 status=$2
    shift 2
    gradepress "$@"
    exits "$name" "$status" $?
    check "$name: nothing printed" "$(head -n 1 "$WORK/stdout")" test ! -s "$WORK/stdout"
}
refuses "no word" 64 register --register "$register"
refuses "an unknown word" 64 register forget --register "$register"
refuses "no register named" 64 register list
refuses "no number" 64 register show --register "$register"
refuses "a word too many" 64 register list all --register "$register"
refuses "one period only" 64 diff 2026-10 --register "$register"
refuses "no day" 64 status --register "$register"
refuses "an unknown number" 65 register show NO-1 --register "$register"
refuses "an unknown unit" 65 register history U9 --register "$register"
refuses "an unknown period" 65 diff 2026-10 2026-12 --register "$register"
refuses "no register" 65 register list --register "$WORK/none.db"
check "asking makes no register" "it does" test ! -e "$WORK/none.db"
: > "$WORK/empty.db"
refuses "an empty file" 65 register list --register "$WORK/empty.db"
head -c 20000 /dev/urandom > "$WORK/noise.db"
refuses "not a database" 65 register verify --register "$WORK/noise.db"
python3 -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript("CREATE TABLE t (x)")' "$WORK/foreign.db"
refuses "somebody else's database" 65 register list --register "$WORK/foreign.db"
cp "$whole" "$WORK/newer.db"
python3 -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript("PRAGMA user_version = 99")' "$WORK/newer.db"
refuses "a newer register" 65 register list --register "$WORK/newer.db"
cp "$whole" "$WORK/damaged.db"
python3 - "$WORK/damaged.db" <<'PYTHON'
import os, sys
size = os.path.getsize(sys.argv[1])
with open(sys.argv[1], "r+b") as file:
    for page in range(2, size // 4096):  # the first two keep the schema
        file.seek(page * 4096)
        file.write(os.urandom(64))
PYTHON
refuses "damaged pages" 65 register verify --register "$WORK/damaged.db"

python3 - "$whole" "$WORK" <<'PYTHON' &
import os, sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN EXCLUSIVE")
open(sys.argv[2] + "/held", "w").close()
while not os.path.exists(sys.argv[2] + "/release"):
    time.sleep(0.02)
PYTHON
holder=$!
until [ -e "$WORK/held" ] || ! kill -0 $holder 2>/dev/null; do sleep 0.02; done
refuses "a held register, asked" 75 register list --register "$whole"
refuses "a held register, corrected" 75 register correct $holding --reason x --by y --level 1 --register "$whole" --templates "$TEMPLATES"
touch "$WORK/release"
wait $holder
cp "$whole" "$WORK/full.db"
(ulimit -f 1 && ask register correct $holding --reason x --by y --level 1 --register "$WORK/full.db")
exits "a register that cannot be written" 73 $?
gradepress register verify --register "$WORK/full.db"
check "and stays as it was, but for its archive" "$(head -n 1 "$WORK/stdout")" sh -c '! grep -q "audit chain, row" "$1" && grep -q "its PDF is missing" "$1"' sh "$WORK/stdout"
finish
