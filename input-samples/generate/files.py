"""The files of the export, and the table of the README."""

import datetime
import gzip
import hashlib
import json
import os
import shutil
import sys

from .month import SCHEMES

COLUMNS = ("unit", "shows", "proposal", "status", "action", "from → to", "attained", "score", "held", "outcome")


# --- files -----------------------------------------------------------------------------------

def compact(record):
    return record if isinstance(record, bytes) else \
        json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def lines(records):
    return b"".join(compact(record) + b"\n" for record in records)


def is_late(month, record):
    return month.late_from is not None and record["date"][:10] >= month.late_from


def files_of(month):
    """Every file but export.json: path, bytes, number of records."""
    files = [("units.json", b"[\n" + b",\n".join(compact(unit) for unit in month.units) + b"\n]\n", len(month.units))]
    # Evidence dated in the last weeks reached the office later, in a second file.
    evidence = [record for record in month.evidence if not is_late(month, record)]
    supplement = [record for record in month.evidence if is_late(month, record)] + month.supplement
    lists = [("certificates", month.certificates), ("agreements", month.agreements), ("submissions", month.submissions),
             ("evidence", evidence), ("evidence.supplement", supplement), ("rulings", month.rulings), ("staff", month.staff),
             ("assessments", month.assessments)]
    lists += [("findings." + scheme, records) for scheme, records in month.findings.items()]
    for name, records in lists:
        if name == "evidence.supplement" and records:
            files.append((name + ".ndjson.gz", gzip.compress(lines(records), mtime=0), len(records)))
        elif records:
            files.append((name + ".ndjson", lines(records), len(records)))
    return files + [(path, data, 0) for path, data in month.attachments.items()]


def write(month, samples):
    folder = os.path.join(samples, month.period)
    files = files_of(month)
    shutil.rmtree(folder, ignore_errors=True)
    for path, data, _ in files:
        os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
        with open(os.path.join(folder, path), "wb") as file:
            file.write(data)
    day_after = datetime.date.fromisoformat(month.as_of) + datetime.timedelta(days=1)
    head = {"format": "gradepress-export/1", "period": month.period, "as_of": month.as_of, "next_as_of": month.next_as_of,
            "sample": True, "generated_at": "%sT01:30:00+08:00" % day_after,
            "coverage": {"evidence": {"from": month.covered_from}},
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
    text = ["## " + month.period, ""]
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


def differences(month, samples, tests, calendar=None):
    """Where the rules without a register decide otherwise than the cases expect, a line each."""
    sys.path.insert(0, os.path.join(tests, "oracle"))
    import oracle
    decisions, _ = oracle.run(os.path.join(samples, month.period), oracle.load_calendar(calendar or oracle.default_calendar()))
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
