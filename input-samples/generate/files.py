"""The files of the export, and the table of the README."""

import gzip
import hashlib
import json
import os
import shutil
import sys

from .cntisp import ATTACHMENT, attachment
from .month import AS_OF, COVERED_FROM, SCHEMES

COLUMNS = ("unit", "shows", "proposal", "status", "action", "from → to", "attained", "score", "held", "outcome")


# --- files -----------------------------------------------------------------------------------

def compact(record):
    return record if isinstance(record, bytes) else \
        json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def lines(records):
    return b"".join(compact(record) + b"\n" for record in records)


def supplement_of(month):
    """Evidence dated in the last weeks reached the office later, in a second file."""
    late = [record for record in month.evidence if record["date"][:10] >= "2026-10-16"]
    month.evidence = [record for record in month.evidence if record not in late]
    month.supplement[:0] = late


def write(month, folder):
    supplement_of(month)
    files = [("units.json", b"[\n" + b",\n".join(compact(unit) for unit in month.units) + b"\n]\n", len(month.units))]
    for name in ("certificates", "agreements", "submissions", "evidence"):
        records = getattr(month, name)
        files.append((name + ".ndjson", lines(records), len(records)))
    files.append(("evidence.supplement.ndjson.gz", gzip.compress(lines(month.supplement), mtime=0), len(month.supplement)))
    for name in ("rulings", "staff", "assessments"):
        records = getattr(month, name)
        files.append((name + ".ndjson", lines(records), len(records)))
    for scheme, records in month.findings.items():
        files.append(("findings.%s.ndjson" % scheme, lines(records), len(records)))
    files.append((ATTACHMENT, attachment(), 0))
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "files"))
    for path, data, _ in files:
        with open(os.path.join(folder, path), "wb") as file:
            file.write(data)
    head = {"format": "gradepress-export/1", "period": "2026-10", "as_of": AS_OF.isoformat(), "next_as_of": "2026-11-30",
            "sample": True, "generated_at": "2026-11-01T01:30:00+08:00", "coverage": {"evidence": {"from": COVERED_FROM}},
            "files": [{"path": path, "records": count, "sha256": hashlib.sha256(data).hexdigest()}
                      for path, data, count in files]}
    with open(os.path.join(folder, "export.json"), "wb") as file:
        file.write(json.dumps(head, ensure_ascii=False, indent=1).encode("utf-8") + b"\n")


# --- the table of the README -----------------------------------------------------------------

def row(case):
    cells = dict(case.cells, unit=case.unit_id, shows=case.shows, proposal="`%s`" % case.proposal_id)
    return "| %s |" % " | ".join(cells[column] for column in COLUMNS)


def table(month):
    """What each unit is meant to show, by programme."""
    text = []
    for scheme in SCHEMES:
        cases = [month.cases[name] for name in sorted(month.cases, key=str.encode) if month.cases[name].scheme == scheme]
        if not cases:
            continue
        text += ["### " + scheme, "", "| %s |" % " | ".join(COLUMNS), "|" + "---|" * len(COLUMNS)]
        text += [row(case) for case in cases] + [""]
    return "\n".join(text)


# --- the table against the rules as tests/oracle reads them ----------------------------------

def shown(level):
    return "-" if level is None else level


def score_of(line):
    return "-" if line["score"] is None else "%.9g" % round(line["score"]["total"], 4)


def cells_of(line):
    outcome = line["outcome"]
    return {"status": line["status"], "action": line["action"], "from → to": "%s → %s" % (shown(line["from"]), shown(line["to"])),
            "attained": shown(line["attained"]), "held": "yes" if line["held"] else "no", "score": score_of(line),
            "outcome": "%s → %s" % (outcome["action"], shown(outcome["to"])) if outcome else "-"}


def differences(month, folder, tests, calendar=None):
    """Where the rules decide otherwise than the cases expect, a line each."""
    sys.path.insert(0, os.path.join(tests, "oracle"))
    import oracle
    decisions, _ = oracle.run(folder, oracle.load_calendar(calendar or oracle.default_calendar()))
    found = {decision.proposal_id: cells_of(decision.line()) for decision in decisions}
    for name in sorted(set(found) - set(month.cases)):
        yield "%s: nothing expected, decided %s" % (name, found[name])
    for name, case in sorted(month.cases.items()):
        if name not in found:
            yield "%s: expected %s, but there is no such line" % (name, case.cells)
            continue
        for column, value in case.cells.items():
            if found[name][column] != value:
                yield "%s: %s: expected %s, decided %s" % (name, column, value, found[name][column])
