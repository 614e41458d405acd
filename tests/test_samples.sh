#!/usr/bin/env bash
# The tables of input-samples/README.md against runs of the months, in order and
# with one register: every row is a decision, every decision has its row, and
# nothing a programme can decide is missing.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

for sample in input-samples/20*/; do
    period=$(basename "$sample")
    decide "$sample" "$WORK/$period" --register "$WORK/register.sqlite"
    status=$?
    check "samples: run of $period" "exit status $status: $(tail -n 1 "$WORK/stderr")" done_status "$status"
done

# October alone is what it is after the months before it.
decide_only input-samples/2026-10 "$WORK/alone"
for file in decisions rejects; do
    check "samples: $file of 2026-10 without a register" "they differ" cmp -s "$WORK/alone/$file.ndjson" "$WORK/2026-10/$file.ndjson"
done

python3 - input-samples/README.md "$WORK" <<'PYTHON' || failures=1
import glob, json, os, re, sys

COLUMNS = ("unit", "shows", "proposal", "status", "action", "from → to", "attained", "score", "held", "outcome")
# What each programme has (decision-rules.md) and October can show.
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
# What only a register makes of a month: (field, what is looked for in it), in some line each.
REMEMBERED = {
    "2026-08": (("notes", "barred-next-term"),),
    "2026-11": (("notes", "missing-from-export"), ("notes", "rectify-by: 2026-12-30"), ("cycle", "upgrade-2026-11-20"),
                ("status", "decided"), ("ruling", "approved"), ("ruling", "rejected"), ("ruling", "deferred"), ("ruling", "changed")),
}
REJECTED = {"2026-04": "", "2026-08": "", "2026-11": "register-conflict register-conflict stale-ruling unknown-proposal"}


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


def read_lines(period, name):
    with open(os.path.join(sys.argv[2], period, name + ".ndjson"), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


tables, columns = {}, None      # rows by month
with open(sys.argv[1], encoding="utf-8") as file:
    for line in file:
        heading = re.match(r"## (\d{4}-\d\d)$", line)
        if heading:
            rows = tables.setdefault(heading.group(1), [])
        cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|")) if line.startswith("|") else None
        if columns is None or cells is None:
            columns = cells if cells == COLUMNS else None
        elif set(cells[0]) != {"-"}:
            rows.append(dict(zip(columns, cells)))
months = sorted(os.path.basename(os.path.dirname(path)) for path in glob.glob("input-samples/20*/export.json"))
failed = said("samples: a table for each month", "" if sorted(tables) == months else "tables of " + " ".join(sorted(tables)))

for period in months:
    expected = {row["proposal"]: row for row in map(row_of, read_lines(period, "decisions"))}
    seen = set()
    for row in tables.get(period, ()):
        wanted = expected.get(row["proposal"])
        differing = ["is no decision"] if wanted is None else ["stands twice"] if row["proposal"] in seen else [
            "%s: table %s, decided %s" % (key, row[key], value) for key, value in wanted.items() if row[key] != value]
        seen.add(row["proposal"])
        failed |= said("sample %s %s" % (period, row["proposal"]), "; ".join(differing))
    missing = sorted(set(expected) - seen)
    failed |= said("samples: every decision of %s has a row" % period, "no row for " + " ".join(missing) if missing or not seen else "")

for period, wanted in REMEMBERED.items():
    for field, word in wanted:
        found = any(word in line[field] if field == "notes" else line[field] == word for line in read_lines(period, "decisions"))
        failed |= said("samples of %s: %s %s" % (period, field, word), "" if found else "no line shows it")
for period, wanted in REJECTED.items():
    found = " ".join(sorted(reject["code"] for reject in read_lines(period, "rejects")))
    failed |= said("samples of %s: rejected records" % period, "" if found == wanted else "found " + found)

decisions = read_lines("2026-10", "decisions")
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
