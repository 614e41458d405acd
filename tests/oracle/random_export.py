#!/usr/bin/env python3
"""Writes a random export folder that leans on the edges of the CNTISP rules.

    random_export.py SEED DIR [--units N] [--calendar FILE]

The same seed and number of units give the same folder.  Rulings have to name
real proposals, so the folder is decided once without rulings and completed.
"""

import argparse
import datetime
import gzip
import hashlib
import json
import os
import random
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import oracle  # noqa: E402

DAY = datetime.timedelta(days=1)
LEVELS = ("3", "2", "1")
MONTH_ENDS = ("2026-10-31", "2026-09-30", "2026-02-28", "2024-02-29", "2025-12-31", "2025-10-31", "2026-05-31",
              "2026-10-09", "2027-01-31")


def compact(record):
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def uscc(number):
    """A valid code made from a serial."""
    first = "91110108MA"
    serial = ""
    for _ in range(7):
        serial = oracle.USCC_ALPHABET[number % 31] + serial
        number //= 31
    return first + serial + oracle.uscc_check_character(first + serial)


class Writer:
    """A random export under construction."""

    def __init__(self, seed, units, calendar):
        self.random = random.Random(seed)
        self.calendar = calendar
        self.unit_count = units
        self.records = {kind: [] for kind in oracle.RECORD_TYPES}   # dicts, or bytes for broken text
        self.unit_ids, self.terms = [], {}
        self.serial = 0
        self.attachment = b"proof\n"
        self.has_bad_line = False
        self.as_of = datetime.date.fromisoformat(self.random.choice(MONTH_ENDS))
        self.next_as_of = oracle.add_months(self.as_of, 1) if self.chance(0.8) else None
        self.stamps = self.chance(0.5)

    # small tools

    def chance(self, share):
        return self.random.random() < share

    def pick(self, *choices):
        return self.random.choice(choices)

    def number(self):
        self.serial += 1
        return self.serial

    def day(self, date):
        """The date as text; sometimes as a timestamp that falls on it at UTC+8."""
        if not self.stamps or not self.chance(0.15):
            return date.isoformat()
        minute = self.pick(0, 1, 479, 480, 1439, self.random.randrange(1440))
        offset = self.pick(0, 480, -300, 330, 840, -720)
        local = datetime.datetime.combine(date, datetime.time()) + datetime.timedelta(minutes=minute - 480 + offset)
        zone = "Z" if offset == 0 else "%s%02d:%02d" % ("-" if offset < 0 else "+", abs(offset) // 60, abs(offset) % 60)
        second = self.pick("00", "59", "59.999")
        return local.strftime("%Y-%m-%dT%H:%M:") + second + zone

    def within(self, first, last):
        """A date of the window, often its first or last."""
        if last < first:
            return first
        span = (last - first).days
        return self.pick(first, last, first + self.random.randrange(span + 1) * DAY,
                         first + self.random.randrange(span + 1) * DAY)

    def add(self, kind, record):
        self.records[kind].append(record)
        return record

    # CNTISP

    def unit(self):
        number = self.number()
        unit_id = "U%04d" % number
        record = {"unit_id": unit_id, "name": "测试单位%d号有限公司" % number, "uscc": uscc(number * 7919),
                  "registered_address": "北京市海淀区测试路%d号" % number}
        if self.chance(0.5):
            record["name_en"] = "Test Unit %d Co., Ltd." % number
            record["contact"] = {"name": "联系人", "email": "c%d@u.example" % number, "phone": "010-5550%04d" % number}
        self.add("units", record)
        self.unit_ids.append(unit_id)
        role = self.random.random()
        if role < 0.62:
            self.holder(unit_id)
        elif role < 0.86:
            self.applicant(unit_id)
        elif role < 0.94:
            self.lapsed(unit_id)
        if self.chance(0.18):
            self.information_change(unit_id)
        if self.chance(0.08):
            self.withdrawal(unit_id)

    def valid_to(self):
        """The end of a term, at one of the edges of the review's status."""
        opening = self.as_of
        while self.calendar.before(opening, oracle.OPENING_WORKING_DAYS) <= self.as_of:
            opening += DAY     # the first end whose review is not open yet
        edges = [self.as_of + shift * DAY for shift in (-91, -90, -89, -30, -1, 0, 1, 5)]
        edges += [opening + shift * DAY for shift in (-2, -1, 0, 1)]
        edges += [self.as_of + self.random.randrange(40, 330) * DAY] * 3
        if self.next_as_of:
            edges += [self.next_as_of + shift * DAY for shift in (-1, 0, 1)]
        return self.random.choice(edges)

    def certificate(self, unit_id, level, start, end, status="valid"):
        number = self.number()
        text = self.pick("CNTISP-%d-%04d" % (start.year, number), "CNTISP-%d-%04d" % (start.year, number),
                         "OLD/%d" % number, "CNTISP-%d-%d" % (start.year, 10000 + number))
        record = {"certificate_no": text, "unit_id": unit_id, "scheme": "cntisp", "level": level,
                  "valid_from": self.day(start), "valid_to": self.day(end), "status": status}
        return self.add("certificates", record)

    def holder(self, unit_id):
        level = self.random.choice(LEVELS)
        end = self.valid_to()
        start = oracle.add_months(end, -12) + DAY
        record = self.certificate(unit_id, level, start, end)
        counted = start
        if self.chance(0.4):
            counted = start + self.pick(-40, -1, 0, 1, 25) * DAY
            record["counted_from"] = self.day(counted)
        self.other_certificates(unit_id, level, start, end)
        last = min(end, self.as_of)
        self.terms[unit_id] = (counted, last, "cntisp/%s/-/%s" % (unit_id, end.isoformat()))
        if self.chance(0.12):
            self.outstanding(unit_id, level, counted, last)
            return
        factor = self.pick(1, 1, 1, 2)
        self.contribution(unit_id, counted, last, oracle.YEAR_COUNTS[self.random.choice(LEVELS)], factor)
        self.review_papers(unit_id, level, counted)
        self.conduct(unit_id, counted, last)
        if self.chance(0.06):
            self.application(unit_id)

    def outstanding(self, unit_id, level, counted, last):
        """Twice the numbers one level above, or nearly, and a request for it."""
        above = {"3": "2"}.get(level, "1")
        self.contribution(unit_id, counted, last, oracle.YEAR_COUNTS[above], 2)
        self.submission(unit_id, "annual-summary", self.as_of, {"complete": True, "truthful": True})
        self.submission(unit_id, "upgrade-request", self.as_of, {"to_level": self.pick(above, "1"),
                                                                 "early": self.chance(0.8)})

    def other_certificates(self, unit_id, level, start, end):
        if self.chance(0.08):    # the successor
            gap = self.pick(1, 1, 5) * DAY
            self.certificate(unit_id, level, end + gap, oracle.add_months(end + gap, 12) - DAY)
        if self.chance(0.08):    # another that runs on as_of as well
            other = end + self.pick(-200, -20, 3, 30) * DAY
            self.certificate(unit_id, self.random.choice(LEVELS), other - 364 * DAY, other)
        if self.chance(0.2):     # the term before
            self.certificate(unit_id, level, start - 365 * DAY, start - DAY,
                             self.pick("expired", "replaced", "revoked", "withdrawn", "valid"))

    def lapsed(self, unit_id):
        end = self.as_of - self.pick(91, 92, 200) * DAY
        start = end - 364 * DAY
        self.certificate(unit_id, self.random.choice(LEVELS), start, end,
                         self.pick("valid", "valid", "valid", "revoked", "expired"))
        self.contribution(unit_id, start, end, oracle.YEAR_COUNTS["3"], 1)
        self.review_papers(unit_id, "3", start)
        if self.chance(0.3):
            self.application(unit_id)

    def evidence(self, unit_id, kind, date, data, status="accepted", scheme="cntisp"):
        record = {"evidence_id": "E%06d" % self.number(), "unit_id": unit_id, "scheme": scheme, "kind": kind,
                  "date": self.day(date), "status": status, "data": data}
        return self.add("evidence", record)

    def contribution(self, unit_id, first, last, counts, factor):
        """Reports and feedback that meet the three numbers exactly, or miss one by one."""
        total, effective, feedback = (count * factor for count in counts)
        missed = self.pick(None, None, None, "total", "effective", "feedback")
        if missed == "total" and total > effective:
            total -= 1
        if missed == "effective":
            effective -= 1
        if missed == "feedback":
            feedback -= 1
        if last < first:
            last = first
        for index in range(total):
            data = {"group_id": "G%s-%d" % (unit_id, index), "original": True, "effective": index < effective}
            self.evidence(unit_id, "threat-report", self.within(first, last), data)
        for index in range(feedback):
            data = {"target_id": "T%s-%d" % (unit_id, index), "valid": True}
            self.evidence(unit_id, "verification-feedback", self.within(first, last), data)
        self.decoys(unit_id, first, last)

    def decoys(self, unit_id, first, last):
        """Reports that look as if they counted: same group, not original, outside, not accepted."""
        for _ in range(self.pick(0, 0, 1, 2, 3)):
            after = last + DAY if last < self.as_of or self.chance(0.2) else last
            date = self.pick(first - DAY, after, first, last, self.as_of)
            status = self.pick("accepted", "accepted", "accepted", "rejected", "pending") if self.chance(0.6) else "accepted"
            group = self.pick("G%s-0" % unit_id, "G%s-1" % unit_id, "X%s-%d" % (unit_id, self.random.randrange(3)))
            data = {"group_id": group, "original": self.chance(0.5), "effective": self.chance(0.5)}
            if self.chance(0.6):
                self.evidence(unit_id, "threat-report", date, data, status)
            else:
                self.evidence(unit_id, "verification-feedback", date,
                              {"target_id": group, "valid": self.chance(0.5)}, status)

    def conduct(self, unit_id, first, last):
        after = last + DAY if last < self.as_of or self.chance(0.2) else last
        date = self.pick(first - DAY, first, last, after, self.within(first, last))
        if self.chance(0.3):
            self.evidence(unit_id, "contact-check", date, {"unreachable_working_days": self.pick(0, 3, 3, 4, 3.5)},
                          self.pick("accepted", "accepted", "rejected"))
        if self.chance(0.15):
            self.evidence(unit_id, "notice-reply", date, {"on_time": self.chance(0.6)})
        if self.chance(0.15):
            self.evidence(unit_id, "support-request", date, {"responded": self.chance(0.6)})
        if self.chance(0.12):
            self.evidence(unit_id, "violation", date, {"confirmed": self.chance(0.6), "basis": self.pick("law", "agreement")},
                          self.pick("accepted", "accepted", "accepted", "pending", "rejected"))

    def submission(self, unit_id, kind, date, content, scheme="cntisp"):
        record = {"submission_id": "S%06d" % self.number(), "unit_id": unit_id, "scheme": scheme, "kind": kind,
                  "submitted_on": self.day(date), "content": content}
        return self.add("submissions", record)

    def review_papers(self, unit_id, level, counted):
        dates = [self.as_of, self.as_of - 3 * DAY, counted] + ([counted - DAY, self.as_of + DAY] if self.chance(0.3) else [])
        if self.chance(0.9):
            self.submission(unit_id, "annual-summary", self.random.choice(dates),
                            {"complete": self.chance(0.95), "truthful": self.chance(0.95), "period": "2026"})
        for _ in range(self.pick(0, 0, 1, 1, 2)):
            content = {"to_level": self.random.choice(LEVELS)}
            if self.chance(0.6):
                content["early"] = self.chance(0.7)
            self.submission(unit_id, "upgrade-request", self.random.choice(dates), content)
        if self.chance(0.08):
            self.submission(unit_id, "withdrawal", self.random.choice(dates), {"reason": "业务调整"})
        if self.chance(0.1):
            own = self.terms[unit_id][2] if unit_id in self.terms else "cntisp/%s/-/none" % unit_id
            self.submission(unit_id, "appeal", self.as_of - self.pick(0, 1, -1) * DAY,
                            {"proposal_id": self.pick(own, own, own + "0"), "grounds": "计数有误"})

    def application(self, unit_id):
        content = {}
        if self.chance(0.85):
            content["applied_level"] = self.random.choice(LEVELS)
        if self.chance(0.9):
            content["trial_from"] = self.day(self.trial_start())
        level = content.get("applied_level", "3")
        size = oracle.TRIAL_TEAM[level]
        facts = {"documents_complete": True, "security_business": True, "data_foundation": True,
                 "team_documented": True, "team_results": True, "team_size": self.pick(size, size, size - 1, 50, 100)}
        if self.chance(0.3):
            facts.pop(self.random.choice(sorted(facts)))
        if self.chance(0.1):
            facts["team_documented"] = False
        if self.chance(0.95):
            content["facts"] = facts
        return self.submission(unit_id, "application", self.as_of - self.pick(0, 30, 200, 250) * DAY
                               if self.chance(0.95) else self.as_of + DAY, content)

    def trial_start(self):
        """A start whose trial ends about as_of, or one on a day its sixth month lacks."""
        about = oracle.add_months(self.as_of, -6)
        return self.pick(about - DAY, about, about + DAY, about + 2 * DAY, about - 31 * DAY, about - 60 * DAY,
                         datetime.date(self.as_of.year - 1, 8, 31), datetime.date(self.as_of.year - 1, 8, 29),
                         datetime.date(self.as_of.year - 1, 3, 31), self.as_of, self.as_of + DAY)

    def applicant(self, unit_id):
        record = self.application(unit_id)
        start = oracle.read_date(record["content"]["trial_from"]) if "trial_from" in record["content"] else self.as_of
        end = oracle.add_months(start, 6) - DAY
        level = self.random.choice(LEVELS)
        self.contribution(unit_id, start, min(end, self.as_of), oracle.TRIAL_COUNTS[level], 1)
        if self.chance(0.05):
            self.application(unit_id)
        if self.chance(0.1):
            self.submission(unit_id, "appeal", self.as_of, {
                "proposal_id": "cntisp/%s/-/%s" % (unit_id, record["submission_id"]), "grounds": "请复核"})

    def information_change(self, unit_id):
        content = {self.pick("name", "registered_address"): "新的名称或地址"}
        if self.chance(0.25):
            content["uscc"] = uscc(self.number() * 104729)
        self.submission(unit_id, "information-change", self.as_of - self.pick(0, 1, 20, -1) * DAY, content)

    def withdrawal(self, unit_id):
        self.submission(unit_id, "withdrawal", self.as_of - self.pick(0, 10, 400, -1) * DAY, {})

    # the other programmes: valid records that must not disturb anything

    def other_programmes(self):
        for unit_id in self.random.sample(self.unit_ids, min(3, len(self.unit_ids))):
            self.other_holdings(unit_id)
            self.other_evidence(unit_id)
            self.other_assessment(unit_id)

    def other_holdings(self, unit_id):
        start, end = self.as_of - 100 * DAY, self.as_of + 264 * DAY
        for scheme, track, level in (("cncert", None, "member"), ("tpso", None, "registered"),
                                     ("ciipa", "consulting", "pass"), ("tcas375", "response", "2")):
            if self.chance(0.5):
                continue
            record = {"certificate_no": "%s-%d" % (scheme.upper(), self.number()), "unit_id": unit_id, "scheme": scheme,
                      "level": level, "valid_from": self.day(start), "valid_to": self.day(end), "status": "valid"}
            if track:
                record["track"] = track
            if scheme == "ciipa":
                record["scope"] = ["9.1.1", "9.1.2"]
            self.add("certificates", record)
        self.add("agreements", {"agreement_id": "A%04d" % self.number(), "unit_id": unit_id, "scheme": "cntisp",
                                "signed_on": self.day(start), "valid_to": self.day(end)})
        self.submission(unit_id, "half-year-report", self.as_of, {
            "complete": True, "truthful": True, "sections": ["bidding", "services", "participation", "cases"],
            "period": "2026H1"}, "cncert")
        self.submission(unit_id, "annual-review", self.as_of, {"complete": True, "truthful": True, "track": "response"},
                        "tcas375")

    def other_evidence(self, unit_id):
        date = self.as_of - 20 * DAY
        self.evidence(unit_id, "support-hours", date, {"hours": 7.25}, scheme="cncert")
        self.evidence(unit_id, "event-response", date, {}, "pending", "cncert")
        self.evidence(unit_id, "service-project", date, {"filed_on": self.day(date), "started_on": self.day(date)},
                      scheme="tpso")
        self.evidence(unit_id, "violation", date, {"confirmed": True, "basis": "law"}, scheme="ciipa")

    def other_assessment(self, unit_id):
        for scheme, tracks, item, result in (("ciipa", ["consulting"], "8.3.b", "na"),
                                             ("tcas375", ["response"], "6.2.2", "na"), ("tpso", [], "4.6.a", "met")):
            assessment = "AS%04d" % self.number()
            self.add("assessments", {"assessment_id": assessment, "unit_id": unit_id, "scheme": scheme, "tracks": tracks,
                                     "form": "third-party", "from": self.day(self.as_of - 9 * DAY),
                                     "to": self.day(self.as_of - DAY), "evaluator": {"name": "评价机构"},
                                     "experts": [{"name": "专家甲"}]})
            self.add("findings", {"assessment_id": assessment, "item": item, "result": result, "expert": "专家甲",
                                  "date": self.day(self.as_of - DAY)})
        self.add("staff", {"person_id": "P%04d" % self.number(), "unit_id": unit_id, "name": "员工",
                           "roles": ["service", "lead"], "experience_years": 3.5, "certifications": ["CISP"],
                           "employment": "full-time", "training_hours": {"2025": 24}, "counted_in": ["consulting"]})

    # records broken in every way the reject codes name

    def good_evidence(self):
        return {"evidence_id": "B%06d" % self.number(), "unit_id": self.random.choice(self.unit_ids), "scheme": "cntisp",
                "kind": "notice-reply", "date": self.as_of.isoformat(), "status": "accepted", "data": {"on_time": True}}

    def good_submission(self):
        return {"submission_id": "C%06d" % self.number(), "unit_id": self.random.choice(self.unit_ids),
                "scheme": "cntisp", "kind": "upgrade-request", "submitted_on": self.as_of.isoformat(),
                "content": {"to_level": "3"}}

    def broken(self):
        for fault in self.random.sample(BROKEN, self.random.randrange(0, 7)):
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
        self.add(self.pick("evidence", "submissions"), self.random.choice(faults))

    def bad_line(self):
        self.has_bad_line = True
        text = compact(self.good_evidence())
        self.add("evidence", self.pick(text + b" x", text[:-1], b"{", b"plain text",
                                       text[:-1] + b',"pad":"' + b"x" * (1 << 20) + b'"}'))

    def bad_evidence_field(self):
        record = self.good_evidence()
        change = self.pick(("date", "2026-02-30"), ("date", "2026-10-31T25:00:00Z"), ("date", 20261031), ("status", "ok"),
                           ("scheme", "cntsip"), ("data", []), ("data", {}), ("data", {"on_time": "yes"}),
                           ("evidence_id", "-E1"), ("evidence_id", "E" * 65), ("unit_id", "U 1"), ("kind", None),
                           ("file", {"path": "files/proof.txt"}))
        record[change[0]] = change[1]
        self.add("evidence", record)

    def missing_field(self):
        record = self.good_evidence()
        record.pop(self.pick("evidence_id", "unit_id", "scheme", "kind", "date", "status", "data"))
        self.add("evidence", record)

    def bad_submission_field(self):
        record = self.good_submission()
        record["content"] = self.pick({"to_level": "4"}, {"to_level": 3}, {}, {"to_level": "2", "track": "response"},
                                      {"to_level": "2", "early": "yes"})
        self.add("submissions", record)

    def bad_unit(self):
        code = uscc(self.number())
        wrong = oracle.USCC_ALPHABET[(oracle.USCC_ALPHABET.index(code[-1]) + 1) % 31]
        record = {"unit_id": "V%04d" % self.number(), "name": "坏记录有限公司", "uscc": code[:-1] + wrong,
                  "registered_address": "地址"}
        if self.chance(0.3):
            record.update(uscc=code, name="长" * 121)
        self.add("units", record)
        self.submission(record["unit_id"], "information-change", self.as_of, {"name": "名"})   # unknown-unit

    def bad_certificate(self):
        record = {"certificate_no": "CNTISP-2026-%04d" % (9000 + self.number()), "unit_id": self.random.choice(self.unit_ids),
                  "scheme": "cntisp", "level": "2", "valid_from": self.as_of.isoformat(),
                  "valid_to": (self.as_of + 364 * DAY).isoformat(), "status": "valid"}
        change = self.pick(("level", "4"), ("level", 2), ("track", "response"), ("status", "void"), ("certificate_no", ""),
                           ("unit_id", "NOBODY"))
        record[change[0]] = change[1]
        self.add("certificates", record)

    def unknown_kind(self):
        if self.chance(0.5):
            self.add("evidence", dict(self.good_evidence(), kind=self.pick("praise", "event-response")))
        else:
            self.add("submissions", dict(self.good_submission(), kind=self.pick("complaint", "annual-review")))

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
        if not self.records["assessments"]:
            return
        ciipa = [a for a in self.records["assessments"] if isinstance(a, dict) and a["scheme"] == "ciipa"]
        record = {"assessment_id": self.random.choice(ciipa)["assessment_id"], "item": "8.1.b", "result": "met",
                  "expert": "专家乙", "date": self.as_of.isoformat()}
        change = self.pick(("assessment_id", "NONE"), ("item", "8.99.z"), ("result", "na"))
        record[change[0]] = change[1]
        self.add("findings", record)

    def equal_copies(self):
        """The same record again, its members in another order."""
        for kind in ("units", "certificates", "submissions", "evidence", "staff"):
            sources = [record for record in self.records[kind] if isinstance(record, dict)]
            if sources and self.chance(0.4):
                source = self.random.choice(sources)
                keys = list(source)
                self.random.shuffle(keys)
                self.add(kind, {key: source[key] for key in keys})

    def differing_copies(self):
        for kind in ("submissions", "evidence"):
            sources = [record for record in self.records[kind] if isinstance(record, dict)]
            if sources and self.chance(0.3):
                source = dict(self.random.choice(sources))
                key = "date" if kind == "evidence" else "submitted_on"
                source[key] = (self.as_of - 7 * DAY).isoformat()
                self.add(kind, source)

    # rulings

    def rulings(self, decisions):
        for decision in decisions:
            line = decision.line()
            for _ in range(self.pick(0, 0, 1, 1, 1, 2)):
                self.add("rulings", self.ruling(line))
        if decisions and self.chance(0.4):
            line = self.random.choice(decisions).line()
            self.add("rulings", dict(self.ruling(line), proposal_id=line["proposal_id"] + "x"))
        if self.records["rulings"] and self.chance(0.4):
            record = self.random.choice(self.records["rulings"])
            self.add("rulings", dict(reversed(list(record.items()))))
        if self.records["rulings"] and self.chance(0.3):
            self.add("rulings", dict(self.random.choice(self.records["rulings"]), by="另一人"))

    def ruling(self, line):
        on = self.as_of - self.pick(0, 0, 1, 5, 40, -1 if self.chance(0.3) else 2) * DAY
        record = {"proposal_id": line["proposal_id"], "action": line["action"], "to": line["to"],
                  "ruling": self.pick("approved", "approved", "approved", "rejected", "deferred", "changed"),
                  "by": "办公室", "on": self.day(on)}
        if record["ruling"] == "changed":
            record["decided"] = self.decided(line)
        if self.chance(0.8):
            record["remark"] = "经复核"
        if self.chance(0.03):     # decided where it has no place, or missing where it has
            record["decided"] = {"action": "none", "to": None}
            if record["ruling"] == "changed":
                del record["decided"]
        if self.chance(0.08):     # stale: another action or level than proposed
            if self.chance(0.5):
                record["to"] = "1" if line["to"] != "1" else "2"
            else:
                record["action"] = "maintain" if line["action"] != "maintain" else "upgrade"
        return record

    def decided(self, line):
        matter = "early" if line["early"] else line["matter"]
        action = self.random.choice([a for a in oracle.DECIDABLE[matter] if a not in ("warn", "rectify")])
        if self.chance(0.08):
            action = "commend"    # no action of any matter here
        to = line["from"]
        if action in ("revoke", "reject", "withdraw"):
            to = line["from"] if matter == "change" else None
        elif action in ("upgrade", "certify"):
            to = "1"
        elif action == "downgrade":
            to = "3"
        return {"action": action, "to": to}

    # the folder

    def build(self):
        for _ in range(self.unit_count):
            self.unit()
        self.other_programmes()
        evidence = [r for r in self.records["evidence"] if isinstance(r, dict)]
        if evidence and self.chance(0.7):
            self.random.choice(evidence)["file"] = {"path": "files/proof.txt",
                                                    "sha256": hashlib.sha256(self.attachment).hexdigest()}
        self.equal_copies()
        self.differing_copies()
        self.broken()
        for kind in ("submissions", "evidence", "certificates"):
            self.random.shuffle(self.records[kind])
        self.coverage = self.coverage_from()
        self.shapes = {kind: self.pick("ndjson", "ndjson", "ndjson.gz", "json") for kind in self.records}
        if self.has_bad_line:
            self.shapes["evidence"] = "ndjson"   # in an array such a record would swallow its neighbours
        self.split = self.chance(0.5)
        self.frills = self.chance(0.3)

    def coverage_from(self):
        if self.chance(0.5) or not self.terms:
            return None
        first = self.terms[self.random.choice(sorted(self.terms))][0]
        return self.pick(first, first + DAY, first - DAY, first - 900 * DAY)

    def encode(self, records, shape):
        texts = [record if isinstance(record, bytes) else compact(record) for record in records]
        if shape == "json":
            return b"[" + b",\n ".join(texts) + b"]\n"
        end, head = b"\n", b""
        if self.frills:
            end, head = b"\r\n", b"\xef\xbb\xbf"
            texts = [b"\r\n" + text if index % 5 == 4 else text for index, text in enumerate(texts)]
        data = head + b"".join(text + end for text in texts)
        return gzip.compress(data, mtime=0) if shape == "ndjson.gz" else data

    def write(self, folder):
        if os.path.isdir(folder):
            shutil.rmtree(folder)
        os.makedirs(os.path.join(folder, "files"))
        listed = [self.store(folder, "files/proof.txt", self.attachment, 0)]
        for kind, records in self.records.items():
            if not records:
                continue
            shape = self.shapes[kind]
            parts = [(kind, records, shape)]
            if kind == "evidence" and self.split and shape == "ndjson":
                middle = len(records) // 2
                parts = [(kind, records[:middle], shape), (kind + ".supplement", records[middle:], "ndjson.gz")]
            for name, part, part_shape in parts:
                listed.append(self.store(folder, "%s.%s" % (name, part_shape), self.encode(part, part_shape), len(part)))
        head = {"format": oracle.FORMAT, "period": self.as_of.isoformat()[:7], "as_of": self.as_of.isoformat(),
                "generated_at": self.as_of.isoformat() + "T20:00:00+08:00", "sample": True}
        if self.next_as_of:
            head["next_as_of"] = self.next_as_of.isoformat()
        if self.coverage:
            head["coverage"] = {"evidence": {"from": self.coverage.isoformat()}}
        head["files"] = listed
        with open(os.path.join(folder, "export.json"), "wb") as file:
            file.write(json.dumps(head, ensure_ascii=False, indent=1).encode("utf-8") + b"\n")

    @staticmethod
    def store(folder, path, data, records):
        with open(os.path.join(folder, path), "wb") as file:
            file.write(data)
        return {"path": path, "records": records, "sha256": hashlib.sha256(data).hexdigest()}


BROKEN = (Writer.bad_json, Writer.bad_json, Writer.bad_line, Writer.bad_evidence_field, Writer.bad_evidence_field,
          Writer.missing_field, Writer.bad_submission_field, Writer.bad_unit, Writer.bad_certificate,
          Writer.unknown_kind, Writer.unknown_unit, Writer.case_twin, Writer.evidence_file, Writer.bad_finding)


def main(arguments):
    parser = argparse.ArgumentParser(description="Write a random export folder.")
    parser.add_argument("seed", type=int)
    parser.add_argument("folder")
    parser.add_argument("--units", type=int, default=12)
    parser.add_argument("--calendar", default=oracle.default_calendar())
    options = parser.parse_args(arguments)
    calendar = oracle.load_calendar(options.calendar)
    writer = Writer(options.seed, options.units, calendar)
    writer.build()
    writer.write(options.folder)
    decisions, _ = oracle.run(options.folder, calendar)
    writer.rulings(decisions)
    writer.write(options.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
