"""Records that cannot be used, one way or another, and records that come twice."""

import hashlib

from catalogue import CIIPA_CONDITIONAL, ITEMS
from random_base import DAY, compact, uscc
from reading import USCC_ALPHABET

TRACK_OF = {"ciipa": "consulting", "tcas375": "response"}


class Faults:
    def good_evidence(self, scheme="cntisp"):
        kind, data = {"cntisp": ("notice-reply", {"on_time": True}), "cncert": ("support-hours", {"hours": 1}),
                      "tpso": ("report", {"sealed": True})}.get(scheme, ("violation", {"confirmed": False, "basis": "law"}))
        return {"evidence_id": "B%06d" % self.number(), "unit_id": self.random.choice(self.unit_ids), "scheme": scheme,
                "kind": kind, "date": self.as_of.isoformat(), "status": "accepted", "data": data}

    def good_submission(self, scheme="cntisp"):
        content = {"to_level": {"cntisp": "3", "tcas375": "1", "ciipa": "pass", "cncert": "member", "tpso": "registered"}[scheme]}
        return {"submission_id": "C%06d" % self.number(), "unit_id": self.random.choice(self.unit_ids),
                "scheme": scheme, "kind": "upgrade-request", "submitted_on": self.as_of.isoformat(),
                "content": self.tracked(TRACK_OF.get(scheme), content)}

    def any_scheme(self):
        return self.pick(*self.leading_schemes)

    def broken(self, most=7):
        for fault in self.random.sample(BROKEN, self.random.randrange(0, most)):
            fault(self)

    def bad_json(self):
        text = compact(self.good_evidence())
        faults = [
            text.replace(b'"on_time":true', b'"on_time":true,"on_time":true'),
            text.replace(b"accepted", b"accep\xfft"), text.replace(b"accepted", b"\xed\xa0\x80"),
            text.replace(b"accepted", b"\\ud800"), text.replace(b"accepted", b"\\u0000"),
            text.replace(b"true", b"01"), text.replace(b"true", b"NaN"), text.replace(b"true", b"1e999"),
            text.replace(b"true", b"[" * 70 + b"]" * 70),
        ]
        self.add(self.pick("evidence", "submissions", "findings"), self.random.choice(faults))

    def bad_line(self):
        self.has_bad_line = True
        text = compact(self.good_evidence())
        self.add("evidence", self.pick(text + b" x", text[:-1], b"{", b"plain text",
                                       text[:-1] + b',"pad":"' + b"x" * (1 << 20) + b'"}'))

    def bad_evidence_field(self):
        record = self.good_evidence(self.any_scheme())
        change = self.pick(("date", "2026-02-30"), ("date", "2026-10-31T25:00:00Z"), ("date", 20261031), ("status", "ok"),
                           ("scheme", "cntsip"), ("data", []), ("data", {}), ("data", {"on_time": "yes"}),
                           ("evidence_id", "-E1"), ("evidence_id", "E" * 65), ("unit_id", "U 1"), ("kind", None),
                           ("file", {"path": "files/proof.txt"}))
        record[change[0]] = change[1]
        self.add("evidence", record)

    def bad_data(self):
        scheme, kind, data = self.pick(
            ("cncert", "support-hours", {"hours": -0.01}), ("cncert", "support-hours", {"hours": 1.005}),
            ("cncert", "support-hours", {"hours": "8"}), ("cncert", "incident-report", {}),
            ("cncert", "contact-check", {"unreachable_working_days": -1}), ("tpso", "service-project", {"filed_on": "2026-01-05"}),
            ("tpso", "change", {"changed_on": "2026-13-01"}), ("tpso", "report", {"sealed": 1}),
            ("ciipa", "violation", {"confirmed": True, "basis": "rumour"}), ("tcas375", "violation", {"basis": "law"}),
            ("cntisp", "threat-report", {"group_id": "G 1", "original": True, "effective": True}))
        self.add("evidence", dict(self.good_evidence(scheme), kind=kind, data=data))

    def missing_field(self):
        record = self.good_evidence(self.any_scheme())
        missing = self.pick("evidence_id", "unit_id", "scheme", "kind", "date", "status", "data")
        if self.chance(0.5):
            record.pop(missing)
        else:
            record[missing] = None
        self.add("evidence", record)

    def bad_submission_field(self):
        record = self.good_submission()
        record["content"] = self.pick({"to_level": "4"}, {"to_level": 3}, {}, {"to_level": "2", "track": "response"},
                                      {"to_level": "2", "early": "yes"})
        self.add("submissions", record)

    def bad_tracked_submission(self):
        scheme = self.pick("ciipa", "tcas375")
        record = self.good_submission(scheme)
        record["kind"], record["content"] = self.pick(
            ("application", {}), ("application", {"track": "seventh"}), ("withdrawal", {}), ("annual-review", {"track": TRACK_OF[scheme]}),
            ("application", {"track": TRACK_OF[scheme], "applied_level": "member"}),
            ("application", {"track": TRACK_OF[scheme], "facts": {"registered_capital_wan": "500"}}),
            ("annual-review", {"track": TRACK_OF[scheme], "complete": True, "truthful": True, "facts": {"years_in_service": True}}),
            ("upgrade-request", {"to_level": "2" if scheme == "tcas375" else "pass"}))
        self.add("submissions", record)

    def bad_scope(self):
        record = self.good_submission("ciipa")
        record["kind"] = "application"
        record["content"] = {"track": "consulting",
                             "scope": self.pick([], ["9.2.1"], ["9.1.1", "9.1.9"], ["9.1.1.a"], "9.1.1", [9], ["9.1.10"])}
        self.add("submissions", record)

    def bad_unit(self):
        code = uscc(self.number())
        wrong = USCC_ALPHABET[(USCC_ALPHABET.index(code[-1]) + 1) % 31]
        record = {"unit_id": "V%04d" % self.number(), "name": "坏记录有限公司", "uscc": code[:-1] + wrong,
                  "registered_address": "地址"}
        if self.chance(0.3):
            record.update(uscc=code, name="长" * 121)
        self.add("units", record)
        self.submission(record["unit_id"], "cntisp", "information-change", self.as_of, {"name": "名"})   # unknown-unit

    def bad_certificate(self):
        scheme = self.any_scheme()
        level = self.good_submission(scheme)["content"]["to_level"]
        record = {"certificate_no": "%s-2026-%04d" % (scheme.upper(), 9000 + self.number()),
                  "unit_id": self.random.choice(self.unit_ids), "scheme": scheme, "level": level,
                  "valid_from": self.as_of.isoformat(), "valid_to": (self.as_of + 364 * DAY).isoformat(), "status": "valid"}
        if scheme in TRACK_OF:
            record["track"] = TRACK_OF[scheme]
        faults = [("level", "5"), ("level", 2), ("track", "nowhere"), ("status", "void"), ("certificate_no", ""),
                  ("unit_id", "NOBODY"), ("valid_to", (self.as_of - DAY).isoformat())]
        faults += [("track", None)] if scheme in TRACK_OF else []
        faults += [("scope", ["9.7.1"])] if scheme == "ciipa" else []
        change = self.random.choice(faults)
        record[change[0]] = change[1]
        self.add("certificates", record)

    def unknown_kind(self):
        scheme = self.any_scheme()
        if self.chance(0.5):
            self.add("evidence", dict(self.good_evidence(scheme), kind=self.pick("praise", "half-year-report")))
        else:
            self.add("submissions", dict(self.good_submission(scheme), kind=self.pick("complaint", "violation")))

    def unknown_unit(self):
        self.add("evidence", dict(self.good_evidence(), unit_id="NOBODY"))

    def case_twin(self):
        self.add("units", {"unit_id": self.unit_ids[0].lower(), "name": "大小写有限公司", "uscc": uscc(self.number()),
                           "registered_address": "地址"})

    def evidence_file(self):
        record = self.good_evidence()
        record["file"] = {"path": self.pick("files/proof.txt", "files/none.txt", "../proof.txt"), "sha256": "0" * 64}
        if self.chance(0.3):
            record["file"] = {"path": "files/proof.txt", "sha256": hashlib.sha256(self.attachment).hexdigest()}
        self.add("evidence", record)

    def bad_finding(self):
        assessments = [a for a in self.records["assessments"] if isinstance(a, dict)]
        if not assessments:
            return
        assessment = self.random.choice(assessments)
        scheme = assessment.get("scheme")
        item = self.random.choice(sorted(ITEMS.get(scheme, ITEMS["ciipa"])))
        record = {"assessment_id": assessment["assessment_id"], "item": item, "result": "met", "expert": "专家丁",
                  "date": self.as_of.isoformat()}
        change = self.pick(("assessment_id", "NONE"), ("item", "8.99.z"), ("item", "F.4.4"), ("result", "perhaps"),
                           ("result", None), ("expert", None), ("expert", ""), ("date", "2026-02-30"), ("persons", ["P 1"]),
                           ("persons", "P1"), ("item", "8.1.b"))
        record[change[0]] = change[1]
        if change[0] == "item" and scheme == "ciipa" and change[1] not in CIIPA_CONDITIONAL:
            record["result"] = "na"
        self.add("findings", record)

    def bad_assessment(self):
        scheme, unit_id = self.pick("ciipa", "tcas375", "tpso"), self.random.choice(self.unit_ids)
        for record in self.records["evidence"]:     # rather of one that has violated something
            if isinstance(record, dict) and record.get("kind") == "violation" and record.get("scheme") in ("ciipa", "tcas375", "tpso"):
                scheme, unit_id = record["scheme"], record["unit_id"]
        record = {"assessment_id": "X%04d" % self.number(), "unit_id": unit_id, "scheme": scheme,
                  "tracks": [TRACK_OF[scheme]] if scheme in TRACK_OF else [], "form": "self",
                  "from": (self.as_of - 9 * DAY).isoformat(), "to": self.as_of.isoformat(), "evaluator": {"name": "甲"},
                  "experts": [{"name": "专家甲"}]}
        change = self.pick(("form", "both"), ("tracks", ["nowhere"]), ("tracks", None), ("evaluator", {}), ("experts", None),
                           ("to", (self.as_of - 10 * DAY).isoformat()), ("scheme", "cntisp"), ("unit_id", "NOBODY"),
                           ("tracks", [] if scheme in TRACK_OF else ["consulting"]), ("from", "yesterday"))
        record[change[0]] = change[1]
        self.add("assessments", record)

    def bad_person(self):
        record = {"person_id": "Q%04d" % self.number(), "unit_id": self.random.choice(self.unit_ids), "name": "员工",
                  "roles": ["service"], "experience_years": 3, "certifications": [], "employment": "full-time",
                  "training_hours": {"2025": 24}}
        change = self.pick(("roles", ["boss"]), ("roles", None), ("experience_years", -1), ("employment", "seldom"),
                           ("training_hours", {"2025": "24"}), ("training_hours", {"25": 24}), ("counted_in", ["cooking"]),
                           ("certifications", "CISP"), ("unit_id", "NOBODY"), ("training_hours", {"2025": -1}))
        record[change[0]] = change[1]
        self.add("staff", record)

    # the same record again

    def equal_copies(self):
        """Its members in another order."""
        for kind in ("units", "certificates", "submissions", "evidence", "staff", "assessments", "findings"):
            sources = [record for record in self.records[kind] if isinstance(record, dict)]
            if sources and self.chance(0.4):
                source = self.random.choice(sources)
                keys = list(source)
                self.random.shuffle(keys)
                self.add(kind, {key: source[key] for key in keys})

    def differing_copies(self):
        for kind, share in (("submissions", 0.25), ("evidence", 0.25), ("findings", 0.15), ("staff", 0.1), ("assessments", 0.08)):
            sources = [record for record in self.records[kind] if isinstance(record, dict)]
            if sources and self.chance(share):
                source = dict(self.random.choice(sources))
                key = {"evidence": "date", "submissions": "submitted_on", "findings": "result"}.get(kind, "remark")
                if kind == "findings":
                    source[key] = "unmet" if source.get(key) == "met" else "met"
                else:
                    source[key] = (self.as_of - 7 * DAY).isoformat()
                self.add(kind, source)


BROKEN = (Faults.bad_json, Faults.bad_json, Faults.bad_line, Faults.bad_evidence_field, Faults.bad_evidence_field,
          Faults.bad_data, Faults.bad_data, Faults.missing_field, Faults.bad_submission_field, Faults.bad_tracked_submission,
          Faults.bad_tracked_submission, Faults.bad_scope, Faults.bad_unit, Faults.bad_certificate, Faults.unknown_kind,
          Faults.unknown_unit, Faults.case_twin, Faults.evidence_file, Faults.bad_finding, Faults.bad_finding,
          Faults.bad_assessment, Faults.bad_person)
