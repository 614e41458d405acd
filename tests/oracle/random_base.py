"""What the writers of random exports share: chances, dates, records and the folder."""

import datetime
import gzip
import hashlib
import json
import os
import random
import shutil

from common import FORMAT, LEVELS, OPENING_WORKING_DAYS, RECORD_TYPES, add_months
from reading import USCC_ALPHABET, uscc_check_character

DAY = datetime.timedelta(days=1)
AS_OF = ("2026-10-31", "2026-09-30", "2026-02-28", "2024-02-29", "2025-12-31", "2025-10-31", "2026-05-31",
         "2026-10-09", "2027-01-31")
# the edges of a half-year and of the days a report may take after it
AS_OF_HALF_YEARS = ("2026-06-29", "2026-06-30", "2026-07-29", "2026-07-30", "2026-07-31", "2025-12-31", "2026-01-29",
                    "2026-01-30", "2026-10-31", "2026-03-15")


def compact(record):
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def uscc(number):
    """A valid code made from a serial."""
    first = "91110108MA"
    serial = ""
    for _ in range(7):
        serial = USCC_ALPHABET[number % 31] + serial
        number //= 31
    return first + serial + uscc_check_character(first + serial)


class Base:
    """A random export under construction."""

    def __init__(self, seed, calendar, as_of=AS_OF):
        self.random = random.Random(seed)
        self.calendar = calendar
        self.records = {kind: [] for kind in RECORD_TYPES}   # dicts, or bytes for broken text
        self.unit_ids = []
        self.terms = {}          # (unit, scheme, track) -> (first day counted, last, proposal_id)
        self.serial = 0
        self.attachment = b"proof\n"
        self.has_bad_line = False
        self.as_of = datetime.date.fromisoformat(self.random.choice(as_of))
        self.next_as_of = add_months(self.as_of, 1) if self.chance(0.8) else None
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

    def near(self, first, last):
        """A date of the window, or the day before or after it."""
        return self.pick(first - DAY, first, last, last + DAY if last < self.as_of or self.chance(0.2) else last,
                         self.within(first, last))

    def up_to_now(self):
        """as_of or shortly before; rarely the day after."""
        return self.as_of - self.pick(0, 0, 1, 3, 12, -1 if self.chance(0.3) else 0) * DAY

    def add(self, kind, record):
        self.records[kind].append(record)
        return record

    # records of all programmes

    def new_unit(self):
        number = self.number()
        unit_id = "U%04d" % number
        record = {"unit_id": unit_id, "name": "测试单位%d号有限公司" % number, "uscc": uscc(number * 7919),
                  "registered_address": "北京市海淀区测试路%d号" % number}
        if self.chance(0.5):
            record["name_en"] = "Test Unit %d Co., Ltd." % number
            record["contact"] = {"name": "联系人", "email": "c%d@u.example" % number, "phone": "010-5550%04d" % number}
        self.add("units", record)
        self.unit_ids.append(unit_id)
        return unit_id

    def valid_to(self):
        """The end of a term, at one of the edges of the review's status."""
        opening = self.as_of
        while self.calendar.before(opening, OPENING_WORKING_DAYS) <= self.as_of:
            opening += DAY     # the first end whose review is not open yet
        edges = [self.as_of + shift * DAY for shift in (-91, -90, -89, -30, -1, 0, 1, 5)]
        edges += [opening + shift * DAY for shift in (-2, -1, 0, 1)]
        edges += [self.as_of + self.random.randrange(40, 330) * DAY] * 3
        if self.next_as_of:
            edges += [self.next_as_of + shift * DAY for shift in (-1, 0, 1)]
        return self.random.choice(edges)

    def certificate(self, unit_id, scheme, track, level, start, end, status="valid"):
        number, name = self.number(), scheme.upper()
        text = self.pick("%s-%d-%04d" % (name, start.year, number), "%s-%d-%04d" % (name, start.year, number),
                         "OLD/%d" % number, "%s-%d-%d" % (name, start.year, 10000 + number))
        record = {"certificate_no": text, "unit_id": unit_id, "scheme": scheme, "level": level,
                  "valid_from": self.day(start), "valid_to": self.day(end), "status": status}
        if track:
            record["track"] = track
        return self.add("certificates", record)

    def holding(self, unit_id, scheme, track, months):
        """A certificate that makes a holder; (level, first day counted, last, record)."""
        level = self.random.choice(LEVELS[scheme])
        end = self.valid_to()
        start = add_months(end, -months) + DAY
        record = self.certificate(unit_id, scheme, track, level, start, end)
        counted = start
        if self.chance(0.4):
            counted = start + self.pick(-40, -1, 0, 1, 25, (self.as_of - start).days + self.pick(0, 1, 9)) * DAY
            record["counted_from"] = self.day(counted)
        self.other_certificates(unit_id, scheme, track, level, start, end)
        last = min(end, self.as_of)
        self.terms[unit_id, scheme, track] = (counted, last, "%s/%s/%s/%s" % (scheme, unit_id, track or "-", end))
        return level, counted, last, record

    def other_certificates(self, unit_id, scheme, track, level, start, end):
        if self.chance(0.06):    # the successor
            gap = self.pick(1, 1, 5) * DAY
            self.certificate(unit_id, scheme, track, level, end + gap, add_months(end + gap, 12) - DAY)
        if self.chance(0.06):    # another that runs on as_of as well
            other = end + self.pick(-200, -20, 3, 30) * DAY
            self.certificate(unit_id, scheme, track, self.random.choice(LEVELS[scheme]), other - 364 * DAY, other)
        if self.chance(0.2):     # the term before
            self.certificate(unit_id, scheme, track, level, start - 365 * DAY, start - DAY,
                             self.pick("expired", "replaced", "revoked", "withdrawn", "valid"))

    def evidence(self, unit_id, scheme, kind, date, data, status="accepted"):
        record = {"evidence_id": "E%06d" % self.number(), "unit_id": unit_id, "scheme": scheme, "kind": kind,
                  "date": self.day(date), "status": status, "data": data}
        return self.add("evidence", record)

    def violation(self, unit_id, scheme, first, last):
        self.evidence(unit_id, scheme, "violation", self.near(first, last),
                      {"confirmed": self.chance(0.6), "basis": self.pick("law", "agreement")},
                      self.pick("accepted", "accepted", "accepted", "pending", "rejected"))

    def perhaps_violation(self, unit_id, scheme, track):
        """More often where it must not count: the review has expired."""
        first, last, _ = self.terms[unit_id, scheme, track]
        if self.chance(0.5 if last < self.as_of - 90 * DAY else 0.07):
            self.violation(unit_id, scheme, first, last)

    def submission(self, unit_id, scheme, kind, date, content):
        record = {"submission_id": "S%06d" % self.number(), "unit_id": unit_id, "scheme": scheme, "kind": kind,
                  "submitted_on": self.day(date), "content": content}
        return self.add("submissions", record)

    def tracked(self, track, content):
        if track:
            content["track"] = track
        return content

    def other_papers(self, unit_id, scheme, track, counted):
        """Requests, withdrawals, appeals and changes, some outside the days that count."""
        dates = [self.as_of, self.as_of - 3 * DAY, counted] + ([counted - DAY, self.as_of + DAY] if self.chance(0.3) else [])
        for _ in range(self.pick(0, 0, 1, 1, 2)):
            content = self.tracked(track, {"to_level": self.random.choice(LEVELS[scheme])})
            if self.chance(0.6):
                content["early"] = self.chance(0.7)
            self.submission(unit_id, scheme, "upgrade-request", self.random.choice(dates), content)
        if self.chance(0.08):
            self.submission(unit_id, scheme, "withdrawal", self.random.choice(dates),
                            self.tracked(track, {"reason": "业务调整"}))
        if self.chance(0.12):
            own = self.terms.get((unit_id, scheme, track), ("", "", "%s/%s/-/none" % (scheme, unit_id)))[2]
            self.submission(unit_id, scheme, "appeal", self.as_of - self.pick(0, 1, -1) * DAY,
                            {"proposal_id": self.pick(own, own, own + "0"), "grounds": "计数有误"})

    def sundries(self, unit_id, scheme, track=None):
        if self.chance(0.15):
            self.information_change(unit_id, scheme)
        if self.chance(0.06):
            self.submission(unit_id, scheme, "withdrawal", self.as_of - self.pick(0, 10, 400, -1) * DAY,
                            self.tracked(track, {}))

    def information_change(self, unit_id, scheme):
        content = {self.pick("name", "registered_address"): "新的名称或地址"}
        if self.chance(0.25):
            content["uscc"] = uscc(self.number() * 104729)
        self.submission(unit_id, scheme, "information-change", self.as_of - self.pick(0, 1, 20, -1) * DAY, content)

    # the folder

    def shape(self):
        """How the files are stored; chosen once, so that a second writing differs in the rulings only."""
        evidence = [r for r in self.records["evidence"] if isinstance(r, dict)]
        if evidence and self.chance(0.7):
            self.random.choice(evidence)["file"] = {"path": "files/proof.txt",
                                                    "sha256": hashlib.sha256(self.attachment).hexdigest()}
        for kind in ("submissions", "evidence", "certificates", "findings"):
            self.random.shuffle(self.records[kind])
        self.coverage = self.coverage_from()
        self.respell_hours()
        self.shapes = {kind: self.pick("ndjson", "ndjson", "ndjson.gz", "json") for kind in self.records}
        if self.has_bad_line:
            self.shapes["evidence"] = "ndjson"   # in an array such a record would swallow its neighbours
        self.split = self.chance(0.5)
        self.frills = self.chance(0.3)

    def respell_hours(self):
        """The same number of hours in other digits."""
        for index, record in enumerate(self.records["evidence"]):
            hours = record.get("data") if isinstance(record, dict) and record.get("kind") == "support-hours" else None
            if isinstance(hours, dict) and isinstance(hours.get("hours"), (int, float)) and self.chance(0.05):
                cents = round(hours["hours"] * 100)
                spelling = self.pick("%de-2" % cents, "%d.%02d" % (cents // 100, cents % 100), "%d.%02d00E0" % (cents // 100, cents % 100),
                                     "%dE-4" % (cents * 100), "0.%06de4" % cents)
                if cents / 100 == hours["hours"] and 0 <= cents < 10 ** 6:
                    text = compact(record)
                    self.records["evidence"][index] = text.replace(b'"hours":%s' % json.dumps(hours["hours"]).encode(),
                                                                   b'"hours":%s' % spelling.encode())

    def coverage_from(self):
        if self.chance(0.6) or not self.terms:
            return None
        first = self.terms[self.random.choice(sorted(self.terms, key=str))][0]
        return min(self.as_of, self.pick(first, first + DAY, first - DAY, first - 900 * DAY))

    def encode(self, records, shape):
        texts = [record if isinstance(record, bytes) else compact(record) for record in records]
        if shape == "json":
            return b"[" + b",\n ".join(texts) + b"]\n"
        end, head = b"\n", b""
        if self.frills:
            end, head = b"\r\n", b"\xef\xbb\xbf"
            texts = [b"\r\n" + text if index % 5 == 4 else text for index, text in enumerate(texts)]
        data = head + b"".join(text + end for text in texts)
        return gzip.compress(data, compresslevel=1, mtime=0) if shape == "ndjson.gz" else data

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
        head = {"format": FORMAT, "period": self.as_of.isoformat()[:7], "as_of": self.as_of.isoformat(),
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
