"""An office that runs month after month: what it exports, rules and gets back."""

import hashlib
import json
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "oracle"), os.path.join(HERE, "..", "tools")]
import random_base
import register

TYPES = ("units", "certificates", "agreements", "submissions", "assessments", "findings", "staff", "evidence", "rulings")


class Run:
    """What one run gave back."""

    def __init__(self, status, message, output):
        self.status, self.message, self.output = status, message, output
        self.decisions = {line["proposal_id"]: line for line in self.lines("decisions.ndjson")}
        self.rejects = [(line["code"], line["id"]) for line in self.lines("rejects.ndjson")]

    def lines(self, name):
        path = os.path.join(self.output, name)
        if self.status not in (0, 2) or not os.path.exists(path):
            return []
        with open(path, encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def __getitem__(self, proposal_id):
        return self.decisions.get(proposal_id, {})

    def says(self, proposal_id):
        """status action outcome, in short."""
        line = self[proposal_id]
        outcome = line.get("outcome")
        return "%s %s %s" % (line.get("status"), line.get("action"), outcome["action"] if outcome else None)

    def numbers(self, proposal_id):
        return ["%s/%d" % (c["certificate_no"], c["version"]) for c in self[proposal_id].get("certificates", ())]

    def digest(self):
        """One over names and bytes of the output, timings apart."""
        digest = hashlib.sha256()
        for folder, folders, names in os.walk(self.output):
            folders.sort()
            for name in sorted(names):
                if name != "timings.json":
                    path = os.path.join(folder, name)
                    digest.update((os.path.relpath(path, self.output) + "\0").encode("utf-8"))
                    with open(path, "rb") as file:
                        digest.update(hashlib.sha256(file.read()).digest())
        return digest.hexdigest()


class Office:
    def __init__(self, name, gradepress, templates, work):
        self.name, self.gradepress, self.templates = name, gradepress, templates
        self.folder = os.path.join(work, name.replace(" ", "-"))
        os.makedirs(self.folder)
        self.register = os.path.join(self.folder, "register.db")
        self.records = {kind: [] for kind in TYPES}
        self.made = 0
        self.results = []

    # --- what the tests say ---

    def check(self, what, holds, why=""):
        self.results.append("ok %s: %s" % (self.name, what) if holds else
                            "not ok %s: %s: %s" % (self.name, what, str(why)[:600]))

    def equal(self, what, found, wanted):
        self.check(what, found == wanted, "found %s, expected %s" % (found, wanted))

    # --- records ---

    def add(self, kind, /, **record):
        self.records[kind].append(record)
        return record

    def number(self):
        self.made += 1
        return self.made

    def unit(self, unit_id, name=None):
        number = self.number()
        return self.add("units", unit_id=unit_id, name=name or "测试单位%s号有限公司" % unit_id[1:], uscc=random_base.uscc(number),
                        registered_address="北京市海淀区测试路%d号" % number)

    def holding(self, unit_id, number, level, first, last, scheme="cntisp", **more):
        return self.add("certificates", certificate_no=number, unit_id=unit_id, scheme=scheme, level=level, valid_from=first,
                        valid_to=last, status="valid", **more)

    def paper(self, unit_id, paper_id, kind, on, scheme="cntisp", **content):
        return self.add("submissions", submission_id=paper_id, unit_id=unit_id, scheme=scheme, kind=kind, submitted_on=on,
                        content=content)

    def evidence(self, unit_id, kind, on, scheme="cntisp", **data):
        return self.add("evidence", evidence_id="E%d" % self.number(), unit_id=unit_id, scheme=scheme, kind=kind, date=on,
                        status="accepted", data=data)

    def violation(self, unit_id, on, scheme="cntisp"):
        return self.evidence(unit_id, "violation", on, scheme, confirmed=True, basis="law")

    def year(self, unit_id, originals, effective, feedbacks, on="2026-06-01", summary="2026-10-15"):
        """A sound annual summary and figures."""
        self.paper(unit_id, "summary-%d" % self.number(), "annual-summary", summary, complete=True, truthful=True)
        for i in range(originals):
            self.evidence(unit_id, "threat-report", on, group_id="G%d" % self.number(), original=True, effective=i < effective)
        for _ in range(feedbacks):
            self.evidence(unit_id, "verification-feedback", on, target_id="T%d" % self.number(), valid=True)

    def ruling(self, proposal_id, action, to, on, ruling="approved", remark=None, decided=None):
        record = {"proposal_id": proposal_id, "action": action, "to": to, "ruling": ruling, "by": "办公室", "on": on}
        record.update({"remark": remark} if remark else {})
        record.update({"decided": decided} if decided else {})
        return self.add("rulings", **record)

    # --- runs ---

    def export(self, period, as_of):
        folder = os.path.join(self.folder, "export-" + period)
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        files = []
        for kind, records in self.records.items():
            if records:
                data = b"".join(random_base.compact(record) + b"\n" for record in records)
                files.append(random_base.Base.store(folder, kind + ".ndjson", data, len(records)))
        with open(os.path.join(folder, "export.json"), "w", encoding="utf-8") as file:
            json.dump({"format": "gradepress-export/1", "period": period, "as_of": as_of, "files": files}, file)
        return folder

    def again(self, period, *options, output=None, templates=None):
        """The export of the period as it was last written."""
        output = os.path.join(self.folder, output or "out-" + period)
        done = subprocess.run([self.gradepress, "run", "--quiet", "--jobs", "1", "--input",
                               os.path.join(self.folder, "export-" + period), "--output", output, "--register", self.register,
                               "--templates", templates or self.templates, *options],
                              capture_output=True, text=True, check=False)
        return Run(done.returncode, done.stderr.strip(), output)

    def run(self, period, as_of, *options, **more):
        self.export(period, as_of)
        return self.again(period, *options, **more)

    # --- the register ---

    def rows(self, query, *values):
        with register.open_register(self.register) as db:
            return db.execute(query, values).fetchall()

    def status(self, number, version=1):
        """What a certificate is now."""
        found = self.rows("SELECT coalesce((SELECT h.status FROM certificate_changes h WHERE h.certificate = c.id"
                          " ORDER BY h.period_key DESC LIMIT 1), c.status) FROM certificates c"
                          " WHERE c.certificate_no = ? AND c.version = ?", number, version)
        return found[0][0] if found else None

    def dump(self):
        return register.dump(self.register)
