#!/usr/bin/env bash
# The tables of input-samples/README.md against a run: every row is a decision,
# every decision has its row, and nothing a programme can decide is missing.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

decide input-samples/2026-10 "$WORK/out"
check "samples: run" "exit status $?: $(tail -n 1 "$WORK/stderr")" done_status $?

python3 - input-samples/README.md "$WORK/out/decisions.ndjson" <<'PYTHON' || failures=1
import json, sys

COLUMNS = ("unit", "shows", "proposal", "status", "action", "from → to", "attained", "score", "held", "outcome")
# What each programme has (decision-rules.md) and a run without a register can show.
REVIEWED = "not-due due overdue expired decided"
CLOSED = "certify reject reissue withdraw none"
WANTED = {
    "cntisp": {"matter": "review trial change withdrawal", "status": REVIEWED + " trial awaiting-agreement",
               "action": CLOSED + " maintain upgrade downgrade revoke", "issued": "maintain certify upgrade downgrade reissue"},
    "cncert": {"matter": "half-year application change withdrawal", "status": "not-due due",
               "action": "commend maintain warn revoke refer reissue reject withdraw none", "issued": "reissue"},
    "tpso": {"matter": "review application change withdrawal", "status": REVIEWED,
             "action": CLOSED + " maintain warn rectify revoke", "issued": "maintain certify warn reissue"},
    "ciipa": {"matter": "review application change withdrawal", "status": REVIEWED,
              "action": CLOSED + " maintain revoke refer", "issued": "maintain certify reissue"},
    "tcas375": {"matter": "review application change withdrawal", "status": REVIEWED,
                "action": CLOSED + " maintain upgrade downgrade revoke", "issued": "maintain certify upgrade downgrade reissue",
                "attained": "1 2 3 4"},
}
HOLDABLE = {"cntisp": "downgrade", "cncert": "warn", "tpso": "warn rectify", "ciipa": "revoke", "tcas375": "downgrade"}
UNITS, SEVERAL = 60, 10      # at least: units, and units of three programmes or more


def shown(level):
    return "-" if level is None else level


def row_of(decision):
    """What the tables' columns must say of a decision."""
    outcome, score = decision["outcome"], decision["score"]
    return {"unit": decision["unit_id"], "proposal": "`%s`" % decision["proposal_id"], "status": decision["status"],
            "action": decision["action"], "from → to": "%s → %s" % (shown(decision["from"]), shown(decision["to"])),
            "attained": shown(decision["attained"]), "score": "%.9g" % round(score["total"], 4) if score else "-",
            "held": "yes" if decision["held"] else "no",
            "outcome": "%s → %s" % (outcome["action"], shown(outcome["to"])) if outcome else "-"}


def said(name, why):
    """One line of the test's result; true when something is wrong."""
    print("not ok %s: %s" % (name, why) if why else "ok " + name)
    return bool(why)


rows, columns = [], None
with open(sys.argv[1], encoding="utf-8") as file:
    for line in file:
        cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|")) if line.startswith("|") else None
        if columns is None or cells is None:
            columns = cells if cells == COLUMNS else None
        elif set(cells[0]) != {"-"}:
            rows.append(dict(zip(columns, cells)))
with open(sys.argv[2], encoding="utf-8") as file:
    decisions = [json.loads(line) for line in file]
expected = {row["proposal"]: row for row in map(row_of, decisions)}

failed = False
seen = set()
for row in rows:
    wanted = expected.get(row["proposal"])
    differing = ["is no decision"] if wanted is None else ["stands twice"] if row["proposal"] in seen else [
        "%s: table %s, decided %s" % (key, row[key], value) for key, value in wanted.items() if row[key] != value]
    seen.add(row["proposal"])
    failed |= said("sample " + row["proposal"], "; ".join(differing))
missing = sorted(set(expected) - seen)
failed |= said("samples: every decision has a row", "no row for " + " ".join(missing) if missing or not rows else "")

for scheme, wanted in WANTED.items():
    lines = [decision for decision in decisions if decision["scheme"] == scheme]
    found = {key: {line[key] for line in lines} for key in ("matter", "status", "action", "attained")}
    found["issued"] = {line["outcome"]["action"] for line in lines if line["certificates"]}
    for key, words in wanted.items():
        lacking = set(words.split()) - found[key]
        failed |= said("samples of %s: every %s" % (scheme, key), "nothing shows " + " ".join(sorted(lacking)) if lacking else "")
    lacking = set(HOLDABLE[scheme].split()) - {line["action"] for line in lines if line["held"]}
    failed |= said("samples of %s: held proposals" % scheme, "none of " + " ".join(sorted(lacking)) if lacking else "")

programmes = {}
for decision in decisions:
    programmes.setdefault(decision["unit_id"], set()).add(decision["scheme"])
failed |= said("samples: units", "%d, expected %d" % (len(programmes), UNITS) if len(programmes) < UNITS else "")
several = sum(len(schemes) >= 3 for schemes in programmes.values())
failed |= said("samples: units of several programmes", "%d, expected %d" % (several, SEVERAL) if several < SEVERAL else "")
sys.exit(failed)
PYTHON
finish
