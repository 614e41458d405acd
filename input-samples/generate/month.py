"""The month under construction, and what all programmes need to fill it."""

import copy
import datetime
import random

from .companies import COMPANIES, company, staff_name

DAY = datetime.timedelta(days=1)
SCHEMES = ("cntisp", "cncert", "tpso", "ciipa", "tcas375")


def date(text):
    return datetime.date.fromisoformat(text)


def years_before(day, years=1):
    return day.replace(year=day.year - years)


def days_between(first, last, count):
    """`count` days from first to last, evenly spread, neither edge among them where that can be."""
    first, last = date(first), date(last)
    return [(first + (last - first) * (2 * index + 1) // (2 * count)).isoformat() for index in range(count)]


class Month:
    """All records, by file, and what the table of the README must say."""

    def __init__(self, as_of, next_as_of, covered_from, ruled_on, late_from=None):
        """Rulings are dated `ruled_on` unless they say otherwise; evidence from `late_from` on is in the supplement."""
        self.as_of, self.next_as_of, self.covered_from = as_of, next_as_of, covered_from
        self.period, self.ruled_on, self.late_from = as_of[:7], ruled_on, late_from
        self.random = random.Random(int(as_of[:4] + as_of[5:7]))     # days of CNTISP evidence only
        self.units, self.certificates, self.agreements, self.submissions = [], [], [], []
        self.evidence, self.supplement, self.rulings, self.staff = [], [], [], []
        self.assessments, self.findings = [], {}        # findings by scheme
        self.attachments = {}                           # path -> bytes
        self.cases = {}                                 # proposal_id -> Case
        self.counters = {}

    def next_month(self, as_of, next_as_of, ruled_on, late_from):
        """The export a month later: the same records, nothing ruled and nothing expected yet."""
        month = Month(as_of, next_as_of, self.covered_from, ruled_on, late_from)
        for name in ("units", "certificates", "agreements", "submissions", "evidence", "supplement", "staff", "assessments",
                     "findings", "attachments", "counters"):
            setattr(month, name, copy.deepcopy(getattr(self, name)))
        return month

    def number(self, name):
        self.counters[name] = self.counters.get(name, 0) + 1
        return self.counters[name]

    def unit(self):
        """The next company becomes a unit."""
        self.units.append(company(len(self.units)))
        return self.units[-1]["unit_id"]

    def rest_of_units(self):
        known = {unit["unit_id"] for unit in self.units}
        self.units.extend(unit for unit in map(company, range(len(COMPANIES))) if unit["unit_id"] not in known)


class Case:
    """A row of the table: what a line shows, and what must be decided."""

    def __init__(self, proposal_id, shows, expected, score):
        self.proposal_id, self.shows = proposal_id, shows
        self.scheme, self.unit_id = proposal_id.split("/")[:2]
        status, action, before, after, held, attained, outcome = expected.split()
        self.cells = {"status": status, "action": action, "from → to": "%s → %s" % (before, after), "attained": attained,
                      "held": held, "score": score or "-", "outcome": outcome.replace(":", " → ")}


class Programme:
    """A programme's records of the unit at hand."""

    scheme = None
    by = "李主任"

    def __init__(self, month):
        self.month, self.unit_id = month, None

    def at(self, unit_id):
        """The records made from here on are this unit's."""
        self.unit_id = unit_id

    def proposal(self, cycle, track=None):
        return "%s/%s/%s/%s" % (self.scheme, self.unit_id, track or "-", cycle)

    def case(self, cycle, shows, expected, track=None, score=None):
        """`expected`: status, action, from, to, held, attained and outcome; - is none."""
        case = Case(self.proposal(cycle, track), shows, expected, score)
        assert case.proposal_id not in self.month.cases, case.proposal_id
        self.month.cases[case.proposal_id] = case

    def certificate(self, level, valid_to, valid_from=None, track=None, status="valid", counted_from=None, scope=None,
                    years=1):
        end = date(valid_to)
        start = date(valid_from) if valid_from else years_before(end, years) + DAY
        serial = self.month.number("certificate" + self.scheme)
        record = {"certificate_no": "%s-%d-%04d" % (self.scheme.upper(), start.year, serial), "unit_id": self.unit_id,
                  "scheme": self.scheme}
        if track:
            record["track"] = track
        record.update({"level": level, "valid_from": start.isoformat(), "valid_to": valid_to, "status": status})
        if counted_from:
            record["counted_from"] = counted_from
        if scope:
            record["scope"] = scope
        self.month.certificates.append(record)
        return date(counted_from) if counted_from else start

    def proof(self, kind, on, data, status="accepted"):
        record = {"evidence_id": "E%05d" % self.month.number("evidence"), "unit_id": self.unit_id, "scheme": self.scheme,
                  "kind": kind, "date": on, "status": status, "data": data}
        self.month.evidence.append(record)
        return record

    def paper(self, kind, on, content):
        record = {"submission_id": "S%04d" % self.month.number("submission"), "unit_id": self.unit_id,
                  "scheme": self.scheme, "kind": kind, "submitted_on": on, "content": content}
        self.month.submissions.append(record)
        return record["submission_id"]

    def rule(self, cycle, action, to, ruling, on=None, remark=None, decided=None, track=None):
        record = {"proposal_id": self.proposal(cycle, track), "action": action, "to": to, "ruling": ruling, "by": self.by,
                  "on": on or self.month.ruled_on}
        if remark:
            record["remark"] = remark
        if decided:
            record["decided"] = decided
        self.month.rulings.append(record)

    def person(self, roles, years=6, certifications=("CISP",), employment="full-time", hours=24, counted_in=None,
               name=None):
        number = self.month.number("person")
        record = {"person_id": "P%04d" % number, "unit_id": self.unit_id, "name": name or staff_name(number), "roles": list(roles),
                  "experience_years": years, "certifications": list(certifications), "employment": employment,
                  "training_hours": {"2025": hours}}
        if counted_in is not None:
            record["counted_in"] = list(counted_in)
        self.month.staff.append(record)
        return record["person_id"]
