#!/usr/bin/env bash
# The table of input-samples/README.md against a run: every row is a decision,
# and every decision has its row.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

decide input-samples/2026-10 "$WORK/out"
check "samples: run" "exit status $?: $(tail -n 1 "$WORK/stderr")" done_status $?

python3 - input-samples/README.md "$WORK/out/decisions.ndjson" <<'PYTHON' || failures=1
import json, sys

COLUMNS = ("unit", "shows", "proposal", "status", "action", "from → to", "held", "outcome")


def shown(level):
    return "-" if level is None else level


def row_of(decision):
    """What the table's columns must say of a decision."""
    outcome = decision["outcome"]
    return {"unit": decision["unit_id"], "proposal": "`%s`" % decision["proposal_id"], "status": decision["status"],
            "action": decision["action"], "from → to": "%s → %s" % (shown(decision["from"]), shown(decision["to"])),
            "held": "yes" if decision["held"] else "no",
            "outcome": "%s → %s" % (outcome["action"], shown(outcome["to"])) if outcome else "-"}


with open(sys.argv[1], encoding="utf-8") as file:
    cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in file if line.startswith("|")]
head = next(i for i, row in enumerate(cells) if tuple(row) == COLUMNS)
rows = [dict(zip(COLUMNS, row)) for row in cells[head + 2:]]
with open(sys.argv[2], encoding="utf-8") as file:
    expected = {row["proposal"]: row for row in map(row_of, map(json.loads, file))}

failed = False
seen = set()
for row in rows:
    wanted = expected.get(row["proposal"])
    differing = ["is no decision"] if wanted is None else ["stands twice"] if row["proposal"] in seen else [
        "%s: table %s, decided %s" % (key, row[key], value) for key, value in wanted.items() if row[key] != value]
    seen.add(row["proposal"])
    failed |= bool(differing)
    print("not ok sample %s: %s" % (row["proposal"], "; ".join(differing)) if differing else "ok sample " + row["proposal"])
missing = sorted(set(expected) - seen)
failed |= bool(missing) or not rows
print("not ok samples: no row for %s" % " ".join(missing) if missing else "ok samples: every decision has a row")
sys.exit(failed)
PYTHON
finish
