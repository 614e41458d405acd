#!/usr/bin/env python3
"""Second opinion on programme cntisp.

Reads an export folder and decides cntisp as decision-rules.md §1 and §2 say,
without a register.  It is a separate reading of the two design pages: the
tests compare its lines with those of the program.  Slow and plain on purpose.

    oracle.py [--rejects] [--calendar FILE] EXPORT_FOLDER

Prints decisions.ndjson (or rejects.ndjson) to standard output.
Exit status: 0 done, 2 rejected records or held proposals, 64 usage,
65 the export is refused, 78 no usable calendar.

Where a page can be read in two ways the comment says "reading:".
"""

import argparse
import datetime
import gzip
import hashlib
import json
import os
import re
import sys
import zlib
from fractions import Fraction

FORMAT = "gradepress-export/1"
SCHEMES = ("cntisp", "cncert", "tpso", "ciipa", "tcas375")
LEVELS = {  # lowest to highest
    "cntisp": ("3", "2", "1"),
    "tcas375": ("1", "2", "3", "4"),
    "ciipa": ("pass",),
    "cncert": ("member",),
    "tpso": ("registered",),
}
TRACKS = {
    "ciipa": {"consulting": "9.1", "training": "9.2", "development": "9.3",
              "protection": "9.4", "testing": "9.5", "confrontation": "9.6",
              "emergency": "9.7"},
    "tcas375": {"consulting": "C", "integration": "D", "operations": "E",
                "monitoring": "F", "response": "G", "software": "H",
                "ics": "I", "data": "J"},
}
RECORD_TYPES = ("units", "certificates", "agreements", "submissions", "evidence",
                "assessments", "findings", "staff", "rulings")
ACTIONS = ("maintain", "upgrade", "downgrade", "revoke", "warn", "rectify", "certify",
           "reject", "commend", "reissue", "withdraw", "refer", "none")
ADVERSE = ("downgrade", "revoke", "reject", "warn", "rectify")
APPROVAL_FREE = ("maintain", "refer", "none")
ISSUING = ("maintain", "certify", "upgrade", "downgrade", "reissue")
DECIDABLE = {
    "review": ("maintain", "upgrade", "downgrade", "revoke", "warn", "rectify"),
    "early": ("upgrade", "none"),
    "trial": ("certify", "reject"),
    "change": ("reissue", "reject"),
    "withdrawal": ("withdraw", "none"),
}
GRACE_DAYS = 90
OPENING_WORKING_DAYS = 20
MAX_LINE = 1 << 20
MAX_DEPTH = 64

# Items of the three programmes decided by findings: "clause:letters", "-" is the bare clause.
CIIPA_ITEMS = """
6.2:abcdefg 8.1:abcdefghij 8.2.1:abcd 8.2.2:abc 8.2.3:abc 8.2.4:abc 8.2.5:ab 8.2.6:ab 8.2.7:abcd
8.3:abc 8.4:abcd 8.5:abcde 8.6:ab 8.7:abcde 8.8.1:abc 8.8.2:abc 8.8.3:a 8.9:abcd 8.10:abcd
8.11:abcd 8.12:abc 8.13:abcdef
9.1.1:abcdefg 9.1.2:abcdefg 9.1.3:abcdef 9.1.4:abcdefg 9.1.5:abcdefg 9.1.6:abcdef 9.1.7:abcdef
9.2.1:abcd 9.2.2:abcde 9.2.3:abcde 9.2.4:abcdef 9.3.1:abcdef 9.3.2:abcdefghi
9.4.1:abcdefg 9.4.2:abcdefg 9.4.3:abcdef 9.4.4:abcdefg 9.4.5:abcdef 9.4.6:abcdef 9.4.7:abcdefg
9.4.8:abcdefg 9.4.9:abcdef
9.6.1:abcdefg 9.6.2:abcdefg 9.6.3:abcdefg 9.6.4:abcdefgh 9.6.5:abcdefghi 9.6.6:abcdefg
9.6.7:abcdefgh 9.6.8:abcdef
9.7.1:abcdef 9.7.2:abcdefg 9.7.3:abcdefg 9.7.4:abcdefg
"""
CIIPA_CONDITIONAL = """
8.3:b 8.4:b 8.5:abcde 8.7:c 8.11:abcd 9.3.2:g 9.6.4:g 9.6.5:h 9.6.7:f
"""
TCAS_ITEMS = """
6.2.1:- 6.2.2:- 6.2.3:- 6.2.4:- 6.2.5:abcd 6.2.6:- 6.2.7:abcdefg 6.2.8:abcd 6.2.9:ab
6.3.1:- 6.3.2:- 6.3.3:- 6.3.4:- 6.3.5:abcde 6.3.6:abc 6.3.7:abcdefg 6.3.8:abcd 6.3.9:ab
6.4.1:- 6.4.2:- 6.4.3:- 6.4.4:- 6.4.5:abcde 6.4.6:ab 6.4.7:abc 6.4.8:abcdefg 6.4.9:abcde 6.4.10:abc
6.5.1:- 6.5.2:- 6.5.3:- 6.5.4:- 6.5.5:abcde 6.5.6:ab 6.5.7:abc 6.5.8:abcdefg 6.5.9:abcde 6.5.10:abcd
C.1.1:abcde C.1.2:abcdefgh C.1.3:abc C.2.2:- C.2.3:- C.2.4:- C.3.2:abcdef C.3.3:abcdef C.3.4:ab
C.4.2:ab C.4.3:abcde C.4.4:-
D.1.1:abcde D.1.2:ab D.1.3:abc D.1.4.1:ab D.1.4.2:ab D.1.5:ab D.2.2:- D.2.3:- D.2.4:abc D.2.5.1:ab
D.2.5.2:ab D.3.2:abcd D.3.3:abc D.3.4.1:abcde D.3.4.2:- D.3.5.1:ab D.3.5.2:abc D.4.2:ab D.4.3:abcd
D.4.4.1:abc D.4.4.2:- D.4.5.1:abc D.4.5.2:abcd
E.1.1:ab E.1.2:ab E.1.3:- E.1.4:- E.2.2:ab E.2.3:abcd E.2.4:- E.2.5:ab E.3.2:abcdef E.3.3:abcde
E.3.4:abcd E.3.5:ab E.4.2:abcdefghi E.4.3:abcde E.4.4:ab E.4.5:abc
F.1.1:abcd F.1.2:ab F.1.3:ab F.2.2:ab F.2.3:- F.2.4:- F.3.2:abc F.3.3:abc F.3.4:abc F.4.2:- F.4.3:-
G.1.1:abcd G.1.2:ab G.1.3:abcd G.1.4:- G.1.5:abcd G.1.6:- G.2.2:ab G.2.3:ab G.2.4:abcd G.2.5:ab
G.2.6:- G.2.7:ab G.3.2:abcde G.3.3:abcd G.3.4:ab G.3.5:abc G.3.6:ab G.3.7:ab G.4.2:abcd G.4.3:abc
G.4.4:- G.4.5:- G.4.6:- G.4.7:abc
H.1.1:abcdef H.1.2:ab H.1.3:abc H.1.4:abc H.1.5:ab H.1.6.1:ab H.1.6.2:ab H.1.7:- H.2.2:abcde
H.2.3:abcd H.2.4.1:- H.2.4.2:- H.2.5:- H.2.6.1:ab H.2.6.2:ab H.2.6.3:abc H.2.7.1:- H.2.7.2:- H.2.8:ab
H.3.2:abcd H.3.3:ab H.3.4.1:ab H.3.4.2:- H.3.5:- H.3.6.1:- H.3.6.2:- H.3.6.3:- H.3.7.1:ab H.3.7.2:-
H.3.8:ab H.4.2:- H.4.3:- H.4.4:- H.4.5:- H.4.6:ab H.4.7.1:ab H.4.7.2:- H.4.8:abcd
I.1.1:abcdef I.1.2:ab I.1.3:abcd I.1.4:ab I.2.2:abcde I.2.3:- I.2.4:abcd I.2.5:ab I.3.2:abcdefghij
I.3.3:ab I.3.4:abcdefg I.3.5:abc I.4.2:abcdefghij I.4.3:abcd I.4.4:abcd I.4.5:ab
J.1.1:abcd J.1.2:ab J.1.3:- J.2.2:abcde J.2.3:- J.2.4:abc J.3.2:abcde J.3.3:abc J.3.4:ab J.4.2:abcd
J.4.3:abcd J.4.4:-
"""
# reading: every id of the tpso table is a known item, also those decided by evidence.
TPSO_ITEMS = """
4.2:- 4.3:- 4.4.staff:- 4.4.leads:- 4.5:abdefgi 4.5.c:- 4.5.c.employment:- 4.5.c.business:-
4.5.h.practitioner:- 4.5.h.service:- 4.6:-abcdefg 4.7:-
"""


def expand_items(table):
    """"8.3:ab 6.2.2:-" -> {"8.3.a", "8.3.b", "6.2.2"}."""
    items = set()
    for entry in table.split():
        clause, letters = entry.split(":")
        for letter in letters:
            items.add(clause if letter == "-" else clause + "." + letter)
    return items


ITEMS = {"ciipa": expand_items(CIIPA_ITEMS), "tcas375": expand_items(TCAS_ITEMS),
         "tpso": expand_items(TPSO_ITEMS)}
NA_ITEMS = expand_items(CIIPA_CONDITIONAL)
SERVICE_ITEMS = {entry.split(":")[0] for entry in CIIPA_ITEMS.split() if entry.startswith("9.")}


class Refused(Exception):
    """The export as a whole cannot be used (exit 65)."""


class Reject(Exception):
    """One record cannot be used; the rest can."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code
        self.message = message


# --- strict JSON -----------------------------------------------------------------------

def bad_json(why):
    return Reject("bad-json", why)


def refuse_constant(text):
    raise bad_json("found %s, expected a JSON number" % text)


def read_integer(text):
    if float(text) in (float("inf"), float("-inf")):
        raise bad_json("found a number that overflows, expected one that fits a double")
    return int(text)


def read_decimal(text):
    """Exact value of a JSON number with a fraction or an exponent."""
    as_double = float(text)
    if as_double in (float("inf"), float("-inf")):
        raise bad_json("found a number that overflows, expected one that fits a double")
    if as_double == 0.0:
        return Fraction(0)  # 1e-999999999 has no use and an enormous denominator
    value = Fraction(text)
    return int(value) if value.denominator == 1 else value


def unique_keys(pairs):
    record = {}
    for key, value in pairs:
        if key in record:
            raise bad_json("found the key %r twice, expected it once" % key)
        record[key] = value
    return record


def check_text(text):
    for char in text:
        if char == "\0":
            raise bad_json("found U+0000, expected text without it")
        if "\ud800" <= char <= "\udfff":
            raise bad_json("found half a surrogate pair, expected whole characters")


def check_tree(value, depth):
    """Strings and nesting of a parsed value; the outermost object is depth 1."""
    if isinstance(value, str):
        check_text(value)
    elif isinstance(value, (dict, list)):
        if depth > MAX_DEPTH:
            raise bad_json("found nesting over %d, expected less" % MAX_DEPTH)
        if isinstance(value, dict):
            for key in value:
                check_text(key)
            value = list(value.values())
        for element in value:
            check_tree(element, depth + 1)


def parse_json(raw):
    """Strict reading of one JSON text given as bytes."""
    if len(raw) > MAX_LINE:
        raise bad_json("found %d bytes, expected at most %d" % (len(raw), MAX_LINE))
    try:
        value = json.loads(raw.decode("utf-8"), parse_constant=refuse_constant,
                           parse_int=read_integer, parse_float=read_decimal,
                           object_pairs_hook=unique_keys)
        check_tree(value, 1)
    except Reject:
        raise
    except (ValueError, RecursionError) as error:
        raise bad_json("found text that is not JSON (%s), expected one JSON value" % error)
    return value


def canonical(value):
    """A hashable form in which key order and the spelling of numbers do not matter."""
    if isinstance(value, dict):
        return ("o", tuple(sorted((key, canonical(item)) for key, item in value.items())))
    if isinstance(value, list):
        return ("a", tuple(canonical(item) for item in value))
    if isinstance(value, bool) or value is None:
        return ("l", str(value))
    if isinstance(value, str):
        return ("s", value)
    return ("n", str(Fraction(value)))


# --- dates -----------------------------------------------------------------------------

DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
TIMESTAMP = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?"
                       r"([Zz]|([+-])([0-9]{2}):([0-9]{2}))")
ONE_DAY = datetime.timedelta(days=1)


def plain_date(text):
    match = DATE.fullmatch(text)
    if not match:
        return None
    try:
        return datetime.date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def read_date(text):
    """A date, or the date at UTC+8 of an RFC 3339 timestamp; None if neither."""
    match = TIMESTAMP.fullmatch(text)
    if not match:
        return plain_date(text)
    day = plain_date(match.group(1))
    hour, minute, second = (int(match.group(part)) for part in (2, 3, 4))
    # second 60 is a leap second; it moves no date
    if day is None or hour > 23 or minute > 59 or second > 60:
        return None
    offset = 0
    if match.group(7):
        if int(match.group(8)) > 23 or int(match.group(9)) > 59:
            return None
        offset = int(match.group(8)) * 60 + int(match.group(9))
        if match.group(7) == "-":
            offset = -offset
    minutes = hour * 60 + minute - offset + 8 * 60
    try:
        return day + datetime.timedelta(days=minutes // (24 * 60))
    except OverflowError:
        return None


def add_months(day, months):
    """The same day so many months later; a day the month lacks becomes its last."""
    month = day.year * 12 + day.month - 1 + months
    first = datetime.date(month // 12, month % 12 + 1, 1)
    following = datetime.date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(first + (day.day - 1) * ONE_DAY, following - ONE_DAY)


class Calendar:
    def __init__(self, years):
        self.years = {int(year) for year in years}
        self.off = {day for entry in years.values() for day in entry["days_off"]}
        self.extra = {day for entry in years.values() for day in entry["make_up_workdays"]}

    def is_working(self, day):
        text = day.isoformat()
        if day.year in self.years and text in self.extra:
            return True
        return day.weekday() < 5 and text not in self.off

    def before(self, day, count):
        """The day on which the count of working days stepped back onto reaches `count`."""
        while count:
            day -= ONE_DAY
            if self.is_working(day):
                count -= 1
        return day


def load_calendar(path):
    with open(path, encoding="utf-8") as file:
        return Calendar(json.load(file)["years"])


# --- fields ----------------------------------------------------------------------------

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
HEX64 = re.compile(r"[0-9a-fA-F]{64}")
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def uscc_check_character(first17):
    """GB 32100—2015: weights 3^i modulo 31."""
    total = sum(USCC_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(first17))
    return USCC_ALPHABET[(31 - total % 31) % 31]


def is_uscc(text):
    return (len(text) == 18 and all(char in USCC_ALPHABET for char in text)
            and uscc_check_character(text[:17]) == text[17])


def is_number(value):
    return isinstance(value, (int, Fraction)) and not isinstance(value, bool)


class Fields:
    """Typed access to the members of a JSON object; every fault is `bad-field`."""

    def __init__(self, members, where=""):
        if not isinstance(members, dict):
            raise Reject("bad-field", "%s: expected an object" % (where or "record"))
        self.members = members
        self.where = where

    def bad(self, key, expected):
        found = json.dumps(self.members[key], ensure_ascii=False, default=str) if key in self.members else "nothing"
        return Reject("bad-field", "%s%s: found %s, expected %s" % (self.where, key, found[:80], expected))

    def has(self, key):
        return key in self.members

    # reading: an optional field may be left out; null is a mistyped value, not an absent one.
    def any(self, key, test, expected, optional=False):
        if key not in self.members:
            if optional:
                return None
            raise self.bad(key, expected)
        if not test(self.members[key]):
            raise self.bad(key, expected)
        return self.members[key]

    def text(self, key, optional=False, least=0, most=None):
        return self.any(key, lambda v: isinstance(v, str) and len(v) >= least and (most is None or len(v) <= most),
                        "text", optional)

    def id(self, key):
        return self.any(key, lambda v: isinstance(v, str) and ID.fullmatch(v), "an id")

    def flag(self, key, optional=False):
        return self.any(key, lambda v: isinstance(v, bool), "true or false", optional)

    def amount(self, key):
        return self.any(key, lambda v: is_number(v) and v >= 0, "a number not below 0")

    def word(self, key, words, optional=False):
        return self.any(key, lambda v: isinstance(v, str) and v in words, "one of " + " ".join(words), optional)

    def day(self, key, optional=False):
        value = self.text(key, optional)
        if value is None:
            return None
        day = read_date(value)
        if day is None:
            raise self.bad(key, "a date")
        return day

    def uscc(self, key, optional=False):
        return self.any(key, lambda v: isinstance(v, str) and is_uscc(v), "a valid USCC", optional)

    def object(self, key, optional=False):
        value = self.any(key, lambda v: isinstance(v, dict), "an object", optional)
        return None if value is None else Fields(value, "%s%s." % (self.where, key))

    def list(self, key, test, expected, optional=False):
        return self.any(key, lambda v: isinstance(v, list) and all(test(item) for item in v), expected, optional)

    def track(self, scheme):
        """`track`: required where the scheme has tracks, forbidden elsewhere."""
        if scheme in TRACKS:
            return self.word("track", tuple(TRACKS[scheme]))
        if self.has("track"):
            raise self.bad("track", "no track in " + scheme)
        return None

    def level(self, key, scheme, optional=False):
        return self.word(key, LEVELS[scheme], optional)

    def level_or_null(self, key, scheme):
        return self.any(key, lambda v: v is None or v in LEVELS[scheme], "a level or null")

    def scope(self, track, optional):
        """Service items of the track's chapter (ciipa)."""
        chapter = TRACKS["ciipa"][track] + "."
        return self.any("scope", lambda v: isinstance(v, list) and v and all(
            isinstance(item, str) and item in SERVICE_ITEMS and item.startswith(chapter) for item in v),
            "service items of chapter " + chapter, optional)


# --- record types ----------------------------------------------------------------------

def read_unit(fields):
    fields.text("name", least=1, most=120)
    fields.text("name_en", optional=True)
    fields.uscc("uscc")
    fields.text("registered_address")
    contact = fields.object("contact", optional=True)
    if contact:
        for key in ("name", "email", "phone"):
            contact.text(key)
    fields.text("region", optional=True)
    return {}


def read_certificate(fields):
    scheme = fields.word("scheme", SCHEMES)
    track = fields.track(scheme)
    level = fields.level("level", scheme)
    start, end = fields.day("valid_from"), fields.day("valid_to")
    if end < start:
        raise fields.bad("valid_to", "a date not before valid_from")
    status = fields.word("status", ("valid", "revoked", "withdrawn", "expired", "replaced"))
    if scheme == "ciipa":
        fields.scope(track, optional=True)
    counted = fields.day("counted_from", optional=True)
    return {"number": fields.members["certificate_no"], "scheme": scheme, "level": level, "status": status,
            "valid_from": start, "valid_to": end, "counted_from": counted or start}


def read_agreement(fields):
    fields.word("scheme", SCHEMES)
    fields.day("signed_on")
    fields.day("valid_to")
    fields.day("terminated_on", optional=True)
    return {}


SUBMISSION_KINDS = {
    "application": SCHEMES, "upgrade-request": SCHEMES, "information-change": SCHEMES,
    "withdrawal": SCHEMES, "appeal": SCHEMES, "annual-summary": ("cntisp",),
    "half-year-report": ("cncert",), "annual-review": ("tpso", "ciipa", "tcas375"),
}
REPORT_SECTIONS = ("bidding", "services", "participation", "cases")


def read_content(kind, scheme, content):
    """The members of a submission's content the decisions need."""
    track = None
    # reading: information-change and appeal know no track, so one given there is an unknown field.
    if kind not in ("information-change", "appeal"):
        track = content.track(scheme)
    if kind == "application":
        level = content.level("applied_level", scheme, optional=True)
        trial_from = content.day("trial_from", optional=True) if scheme == "cntisp" else None
        if scheme == "ciipa":
            content.scope(track, optional=True)
        if scheme == "tpso":
            content.text("direction", optional=True)
        facts = content.object("facts", optional=True)
        return {"applied_level": level, "trial_from": trial_from, "facts": facts.members if facts else {}}
    if kind in ("annual-summary", "half-year-report", "annual-review"):
        good = [content.flag("complete"), content.flag("truthful")]
        if scheme == "cncert":
            content.list("sections", lambda v: isinstance(v, str) and v in REPORT_SECTIONS, "sections", optional=True)
        period = content.text("period", optional=True)
        if period is not None and not re.fullmatch(r"[0-9]{4}(H[12])?", period):
            raise content.bad("period", "a year or half-year")
        content.object("facts", optional=True)
        return {"good": all(good)}
    if kind == "upgrade-request":
        return {"to_level": content.level("to_level", scheme), "early": bool(content.flag("early", optional=True))}
    if kind == "information-change":
        content.text("name", optional=True, least=1, most=120)
        content.text("registered_address", optional=True)
        content.uscc("uscc", optional=True)
        if not any(content.has(key) for key in ("name", "registered_address", "uscc")):
            raise content.bad("name", "any of name, registered_address, uscc")
        return {"uscc": content.has("uscc")}
    if kind == "withdrawal":
        content.text("reason", optional=True)
        return {}
    content.text("grounds")
    return {"proposal_id": content.text("proposal_id")}


def read_submission(fields):
    scheme = fields.word("scheme", SCHEMES)
    kind = fields.text("kind")
    if scheme not in SUBMISSION_KINDS.get(kind, ()):
        raise Reject("unknown-kind", "kind: found %s, expected a submission kind of %s" % (kind, scheme))
    record = {"id": fields.members["submission_id"], "scheme": scheme, "kind": kind,
              "date": fields.day("submitted_on")}
    record.update(read_content(kind, scheme, fields.object("content")))
    return record


def read_contact_check(data):
    return {"days": data.amount("unreachable_working_days")}


def read_threat_report(data):
    return {"group": data.id("group_id"), "original": data.flag("original"), "effective": data.flag("effective")}


def read_hours(data):
    hours = data.amount("hours")
    if (Fraction(hours) * 100).denominator != 1:
        raise data.bad("hours", "at most two decimals")
    return {}


def read_project(data):
    data.day("filed_on", optional=True)
    data.day("started_on")
    return {}


def read_change(data):
    data.day("changed_on")
    data.day("reported_on", optional=True)
    return {}


def read_violation(data):
    data.word("basis", ("law", "agreement"))
    return {"confirmed": data.flag("confirmed")}


def flag_reader(key):
    return lambda data: {key: data.flag(key)}


EVIDENCE_KINDS = {
    "cntisp": {
        "threat-report": read_threat_report,
        "verification-feedback": lambda data: {"target": data.id("target_id"), "valid": data.flag("valid")},
        "contact-check": read_contact_check,
        "notice-reply": flag_reader("on_time"),
        "support-request": flag_reader("responded"),
    },
    "cncert": {
        "event-response": lambda data: {},
        "support-hours": read_hours,
        "contact-check": read_contact_check,
        "incident-report": flag_reader("timely"),
        "mobilisation": flag_reader("responded"),
    },
    "tpso": {
        "service-project": read_project,
        "report": flag_reader("sealed"),
        "change": read_change,
        "incident": flag_reader("timely"),
    },
    "ciipa": {},
    "tcas375": {},
}


def read_evidence(fields):
    scheme = fields.word("scheme", SCHEMES)
    kind = fields.text("kind")
    reader = read_violation if kind == "violation" else EVIDENCE_KINDS[scheme].get(kind)
    if reader is None:
        raise Reject("unknown-kind", "kind: found %s, expected an evidence kind of %s" % (kind, scheme))
    record = {"scheme": scheme, "kind": kind, "date": fields.day("date"),
              "status": fields.word("status", ("accepted", "pending", "rejected"))}
    record.update(reader(fields.object("data")))
    file = fields.object("file", optional=True)
    if file:
        record["file"] = (file.text("path"), file.any(
            "sha256", lambda v: isinstance(v, str) and HEX64.fullmatch(v), "64 hex digits").lower())
    return record


def read_expert(expert):
    fields = Fields(expert, "experts.")
    fields.text("name")
    fields.text("organisation", optional=True)
    fields.text("opinion", optional=True)


def read_assessment(fields):
    scheme = fields.word("scheme", ("ciipa", "tcas375", "tpso"))
    known = TRACKS.get(scheme, {})
    tracks = fields.list("tracks", lambda v: isinstance(v, str) and v in known, "tracks of " + scheme)
    if bool(tracks) != (scheme in TRACKS):
        raise fields.bad("tracks", "tracks, or none for tpso")
    fields.word("form", ("self", "third-party"))
    if fields.day("to") < fields.day("from"):
        raise fields.bad("to", "a date not before from")
    fields.object("evaluator").text("name")
    for expert in fields.any("experts", lambda v: isinstance(v, list), "a list of experts"):
        read_expert(expert)
    fields.text("opinion", optional=True)
    return {"scheme": scheme}


def read_finding(fields):
    result = fields.word("result", ("met", "unmet", "na"))
    fields.day("date")
    fields.list("persons", lambda v: isinstance(v, str) and ID.fullmatch(v), "person ids", optional=True)
    fields.text("remark", optional=True)
    return {"assessment": fields.members["assessment_id"], "item": fields.members["item"], "result": result}


def read_person(fields):
    fields.text("name")
    fields.list("roles", lambda v: isinstance(v, str) and v in ("service", "practitioner", "lead"), "roles")
    fields.amount("experience_years")
    fields.list("certifications", lambda v: isinstance(v, str), "a list of texts")
    fields.word("employment", ("full-time", "part-time", "affiliated"))
    hours = fields.object("training_hours")
    for year in hours.members:
        if not re.fullmatch(r"[0-9]{4}", year):
            raise hours.bad(year, "years as keys")
        hours.amount(year)
    fields.list("counted_in", lambda v: isinstance(v, str) and v in TRACKS["ciipa"], "ciipa tracks", optional=True)
    return {}


def read_ruling(fields):
    scheme = fields.members["proposal_id"].split("/")[0]
    record = {"proposal_id": fields.members["proposal_id"], "action": fields.word("action", ACTIONS),
              "ruling": fields.word("ruling", ("approved", "rejected", "deferred", "changed")),
              "date": fields.day("on"), "decided": None}
    fields.text("by")
    record["remark"] = (fields.text("remark", optional=True) or "").strip()
    levels = scheme if scheme in LEVELS else "cntisp"
    record["to"] = fields.level_or_null("to", levels)
    decided = fields.object("decided", optional=True)
    if bool(decided is not None) != (record["ruling"] == "changed"):
        raise fields.bad("decided", "decided with changed, and only there")
    if decided is not None:
        record["decided"] = {"action": decided.word("action", ACTIONS), "to": decided.level_or_null("to", levels)}
    return record


READERS = {
    "units": read_unit, "certificates": read_certificate, "agreements": read_agreement,
    "submissions": read_submission, "evidence": read_evidence, "assessments": read_assessment,
    "findings": read_finding, "staff": read_person, "rulings": read_ruling,
}
KEYS = {
    "units": ("unit_id",), "certificates": ("certificate_no",), "agreements": ("agreement_id",),
    "submissions": ("submission_id",), "evidence": ("evidence_id",), "assessments": ("assessment_id",),
    "findings": ("assessment_id", "item", "expert"), "staff": ("person_id",), "rulings": ("proposal_id", "on"),
}
WITH_UNIT = ("certificates", "agreements", "submissions", "evidence", "assessments", "staff")


def check_key(kind, fields):
    """The id fields have their shape; returns the id as text."""
    if kind == "certificates":
        fields.any("certificate_no", lambda v: isinstance(v, str) and 1 <= len(v) <= 64 and v.isprintable(),
                   "1-64 printable characters")
    elif kind == "findings":
        fields.id("assessment_id")
        fields.text("item")
        fields.text("expert", least=1)
    elif kind == "rulings":
        fields.text("proposal_id", least=1)
        return "%s/%s" % (fields.members["proposal_id"], fields.day("on").isoformat())
    else:
        fields.id(KEYS[kind][0])
    return "/".join(fields.members[key] for key in KEYS[kind])


# --- the folder ------------------------------------------------------------------------

class Row:
    """One record as it stands in a file."""

    def __init__(self, order, file, line, kind, raw):
        self.order, self.file, self.line, self.kind = order, file, line, kind
        self.value, self.fault = None, raw if isinstance(raw, Reject) else None
        if self.fault is None:
            try:
                self.value = parse_json(raw)
            except Reject as fault:
                self.fault = fault

    def id_text(self):
        if not isinstance(self.value, dict):
            return None
        parts = [self.value.get(key) for key in KEYS[self.kind]]
        return "/".join(parts) if all(isinstance(part, str) for part in parts) else None


def split_lines(data):
    """(line number, bytes) of every line that is not blank."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip(b" \t\r"):
            yield number, line.rstrip(b"\r")


def element_end(data, start):
    """Where the array element that begins at `start` ends: at a comma or bracket outside it."""
    depth, quoted, place = 0, False, start
    while place < len(data):
        char = data[place:place + 1]
        if quoted:
            if char == b"\\":
                place += 1
            elif char == b'"':
                quoted = False
        elif char == b'"':
            quoted = True
        elif char in b"[{":
            depth += 1
        elif char in b"]}" and depth > 0:
            depth -= 1
        elif char in b",]" and depth == 0:
            return place
        place += 1
    return None


def split_array(data):
    """(element number, bytes or Reject) of a JSON array."""
    data = data.strip(b" \t\r\n")
    if not data.startswith(b"["):
        yield 1, bad_json("found no array, expected [")
        return
    if data[1:].lstrip(b" \t\r\n") == b"]":
        return
    start, number = 1, 0
    while True:
        number += 1
        end = element_end(data, start)
        if end is None:
            yield number, bad_json("found the end of the file, expected ]")
            return
        yield number, data[start:end].strip(b" \t\r\n")
        if data[end:end + 1] == b"]":
            break
        start = end + 1
    if data[end + 1:]:
        yield number + 1, bad_json("found text after the array, expected none")


def record_kind(path):
    """Record type and whether the file is an array; (None, False) for an attachment."""
    name = os.path.basename(path)
    stem = name.split(".")[0]
    # reading: a listed file that is no record file is an attachment; only its digest is checked.
    if stem not in RECORD_TYPES:
        return None, False
    if name.endswith((".ndjson", ".ndjson.gz")):
        return stem, False
    return (stem, True) if name.endswith(".json") else (None, False)


def path_inside(folder, path):
    """The real path of `path` if it stays inside the folder, else None."""
    if os.path.isabs(path) or ".." in path.split("/") or "\\" in path or not path:
        return None
    root = os.path.realpath(folder)
    real = os.path.realpath(os.path.join(root, path))
    return real if real.startswith(root + os.sep) else None


class Export:
    def __init__(self, folder):
        self.folder = folder
        self.digests = {}   # path -> digest of every listed file
        self.rows = []
        head = self.read_head()
        for order, entry in enumerate(head.any("files", lambda v: isinstance(v, list), "a list")):
            self.read_listed(order, Fields(entry, "files."))

    def read_head(self):
        try:
            with open(os.path.join(self.folder, "export.json"), "rb") as file:
                head = Fields(parse_json(file.read().removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n")))
        except OSError as error:
            raise Refused("export.json: %s" % error.strerror)
        head.word("format", (FORMAT,))
        head.any("period", lambda v: isinstance(v, str) and (plain_date(v) or plain_date(v + "-01")), "a period")
        self.as_of = head.day("as_of")
        self.next_as_of = head.day("next_as_of", optional=True)
        head.flag("sample", optional=True)
        coverage = head.object("coverage", optional=True)
        evidence = coverage.object("evidence", optional=True) if coverage else None
        self.covered_from = evidence.day("from", optional=True) if evidence else None
        return head

    def read_listed(self, order, entry):
        path = entry.text("path")
        expected = entry.any("sha256", lambda v: isinstance(v, str) and HEX64.fullmatch(v), "64 hex digits").lower()
        records = entry.any("records", lambda v: isinstance(v, int) and not isinstance(v, bool) and v >= 0, "a count")
        real = path_inside(self.folder, path)
        if real is None or path in self.digests:
            raise Refused("%s: found a path that leaves the folder or is listed twice" % path)
        try:
            with open(real, "rb") as file:
                stored = file.read()
        except OSError:
            raise Refused("%s: found nothing, expected a file" % path)
        found = hashlib.sha256(stored).hexdigest()
        if found != expected:
            raise Refused("%s: found digest %s, expected %s" % (path, found, expected))
        self.digests[path] = found
        rows = self.read_rows(order, path, stored)
        if len(rows) != records:
            raise Refused("%s: found %d records, expected %d" % (path, len(rows), records))
        self.rows.extend(rows)

    def read_rows(self, order, path, stored):
        kind, is_array = record_kind(path)
        if kind is None:
            return []
        if path.endswith(".gz"):
            try:
                stored = gzip.decompress(stored)
            except (OSError, EOFError, zlib.error):
                raise Refused("%s: found damaged data, expected gzip" % path)
        stored = stored.removeprefix(b"\xef\xbb\xbf")
        split = split_array if is_array else split_lines
        return [Row(order, path, number, kind, raw) for number, raw in split(stored)]


# --- sorting records into units ----------------------------------------------------------

class Unit:
    """What is known about one unit in programme cntisp."""

    def __init__(self, unit_id):
        self.id = unit_id
        self.certificates, self.submissions, self.evidence = [], [], []
        self.appealed = set()     # proposals an appeal of this unit names, whatever its scheme
        self.rejected = False     # a record of evidence or submissions was rejected
        self.future = False       # something dated after as_of was set aside


class Records:
    """Validates all rows and keeps what cntisp needs."""

    def __init__(self, export):
        self.export = export
        self.units, self.assessments = {}, {}
        self.taken = {}           # (kind, id) -> content
        self.rejects = []
        self.rulings = []
        self.case_folded = set()
        # references may point forward, to another file: those referred to are read first
        ranks = {"units": 0, "assessments": 1}
        for row in sorted(export.rows, key=lambda row: ranks.get(row.kind, 2)):
            if row.kind == "rulings" and row.fault is None:
                self.rulings.append(row)   # judged when the proposals are known
                continue
            try:
                self.accept(row)
            except Reject as fault:
                self.reject(row, fault)

    def reject(self, row, fault):
        self.rejects.append((row.order, row.line, {
            "file": row.file, "line": row.line, "id": row.id_text(), "code": fault.code, "message": fault.message}))
        # reading: a record that is JSON at all marks its subject when unit and scheme are texts in it
        if row.kind in ("evidence", "submissions") and isinstance(row.value, dict):
            unit = row.value.get("unit_id")
            if isinstance(unit, str) and unit in self.units and row.value.get("scheme") == "cntisp":
                self.units[unit].rejected = True

    def accept(self, row):
        if row.fault:
            raise row.fault
        fields = Fields(row.value)
        key = check_key(row.kind, fields)
        if row.kind in WITH_UNIT:
            fields.id("unit_id")
        record = READERS[row.kind](fields)
        self.check_references(row, record)
        if self.occupy(row, key):
            self.keep(row, record)

    def check_references(self, row, record):
        value = row.value
        if row.kind in WITH_UNIT and value["unit_id"] not in self.units:
            raise Reject("unknown-unit", "unit_id: found %s, expected a unit of the export" % value["unit_id"])
        if row.kind == "findings":
            assessment = self.assessments.get(record["assessment"])
            if assessment is None:
                raise Reject("unknown-assessment", "found %s, expected an assessment" % record["assessment"])
            # reading: any item of the scheme is known, also one outside the assessment's tracks
            if record["item"] not in ITEMS[assessment["scheme"]]:
                raise Reject("unknown-item", "found %s, expected an item" % record["item"])
            # reading: only ciipa restricts na (in tcas375 it counts as not met)
            if record["result"] == "na" and assessment["scheme"] == "ciipa" and record["item"] not in NA_ITEMS:
                raise Reject("na-not-allowed", "found na on %s, expected met or unmet" % record["item"])
        if row.kind == "evidence" and "file" in record:
            path, expected = record["file"]
            # reading: a run reads only listed files, so an attachment must be listed
            found = self.export.digests.get(path) if path_inside(self.export.folder, path) else None
            if found != expected:
                raise Reject("evidence-file", "found %s with digest %s, expected %s" % (path, found, expected))

    def occupy(self, row, key):
        """True for a new id, False for an equal copy; another content is a fault."""
        content = canonical(row.value)
        earlier = self.taken.get((row.kind, key))
        # reading: contents are compared whole, unknown fields included
        if earlier == content:
            return False
        if earlier is not None or (row.kind == "units" and key.lower() in self.case_folded):
            raise Reject("duplicate-id", "found %s again with other content, expected one record" % key)
        self.taken[(row.kind, key)] = content
        if row.kind == "units":
            self.case_folded.add(key.lower())
        return True

    def keep(self, row, record):
        if row.kind == "units":
            self.units[row.value["unit_id"]] = Unit(row.value["unit_id"])
        elif row.kind == "assessments":
            self.assessments[row.value["assessment_id"]] = record
        elif row.kind in ("certificates", "submissions", "evidence"):
            self.keep_in_unit(row, record, self.units[row.value["unit_id"]])

    def keep_in_unit(self, row, record, unit):
        ours = record["scheme"] == "cntisp"
        if row.kind == "certificates":
            if ours:
                unit.certificates.append(record)
            return
        if record["date"] > self.export.as_of:
            unit.future = unit.future or ours
            return
        # reading: an appeal counts for the proposal it names, whatever scheme it is filed under
        if record.get("kind") == "appeal":
            unit.appealed.add(record["proposal_id"])
        if ours:
            (unit.submissions if row.kind == "submissions" else unit.evidence).append(record)


# --- figures -----------------------------------------------------------------------------

YEAR_COUNTS = {"1": (30, 10, 30), "2": (20, 5, 20), "3": (10, 1, 10)}
TRIAL_COUNTS = {"1": (20, 5, 20), "2": (10, 3, 10), "3": (5, 1, 5)}
TRIAL_TEAM = {"1": 50, "2": 30, "3": 15}
COUNTED = ("original.total", "original.effective", "feedback.valid")
UNREACHABLE_LIMIT = 3


class Figures:
    """Accepted evidence dated first … last, both included."""

    def __init__(self, unit, first, last):
        original, effective, feedback = set(), set(), set()
        self.cooperative = self.supportive = True
        self.violation = False
        for item in unit.evidence:
            if item["status"] != "accepted" or not first <= item["date"] <= last:
                continue
            kind = item["kind"]
            if kind == "threat-report" and item["original"]:
                original.add(item["group"])
                if item["effective"]:
                    effective.add(item["group"])
            elif kind == "verification-feedback" and item["valid"]:
                feedback.add(item["target"])
            elif kind == "contact-check" and item["days"] > UNREACHABLE_LIMIT:
                self.cooperative = False
            elif kind == "notice-reply" and not item["on_time"]:
                self.cooperative = False
            elif kind == "support-request" and not item["responded"]:
                self.supportive = False
            elif kind == "violation" and item["confirmed"]:
                self.violation = True
        self.counts = (len(original), len(effective), len(feedback))


def requirement(name, level, clause, value, required):
    return {"id": name, "level": level, "clause": clause, "value": value, "required": required,
            "met": value >= required}


def year_requirements(level, figures, documents, factor=1):
    """附件2; factor 2 is the policy for an early upgrade."""
    rows = [requirement("documents", level, "附件2", int(documents), 1)]
    for name, value, required in zip(COUNTED, figures.counts, YEAR_COUNTS[level]):
        rows.append(requirement(name, level, "附件2", value, required * factor))
    rows.append(requirement("cooperation", level, "附件2", int(figures.cooperative), 1))
    rows.append(requirement("other-support", level, "附件2", int(figures.supportive), 1))
    return rows


def trial_requirements(level, figures, facts):
    """附件1; a fact that is not given, or not of its type, is not met."""
    def yes(fact):
        return int(facts.get(fact) is True)

    size = facts.get("team_size")
    documented = "team_results" if level == "3" else "team_documented"
    rows = [requirement("documents", level, "附件1", yes("documents_complete"), 1),
            requirement("business", level, "附件1", yes("security_business"), 1),
            requirement("data-foundation", level, "附件1", yes("data_foundation"), 1),
            requirement("team.documented", level, "附件1", yes(documented), 1),
            requirement("team", level, "附件1", size if is_number(size) else 0, TRIAL_TEAM[level])]
    for name, value, required in zip(COUNTED, figures.counts, TRIAL_COUNTS[level]):
        rows.append(requirement(name, level, "附件1", value, required))
    return rows


def all_met(rows):
    return all(row["met"] for row in rows)


def best_level(rows_of):
    """The highest level whose requirements are all met; rows_of gives them for a level."""
    for level in reversed(LEVELS["cntisp"]):
        if all_met(rows_of(level)):
            return level
    return None


def mean_attainment(rows):
    if not rows:
        return None
    parts = [Fraction(1) if not row["required"] else min(Fraction(1), Fraction(row["value"]) / row["required"])
             for row in rows]
    return sum(parts) / len(parts)


def rank(level):
    """0 for none, then lowest to highest."""
    return 0 if level is None else LEVELS["cntisp"].index(level) + 1


def level_of_rank(number):
    return LEVELS["cntisp"][number - 1] if number else None


def lower_of(first, second):
    return min(first, second, key=rank)


# --- decisions ---------------------------------------------------------------------------

class Decision:
    """One line of decisions.ndjson and what is needed to finish it."""

    def __init__(self, unit, matter, cycle, status, held_level):
        self.unit, self.matter = unit, matter
        self.early, self.by_violation = False, False
        self.first_day = self.last_day = None     # the days that count
        self.attained = self.eligible = None
        self.outstanding = None                   # level an early upgrade would reach
        self.requirements, self.notes = [], set()
        self.cycle, self.status = cycle, status
        self.action, self.level, self.to = "none", held_level, held_level
        self.held, self.ruling, self.outcome = False, None, None
        self.issued_on, self.certificates = None, []

    @property
    def proposal_id(self):
        return "cntisp/%s/-/%s" % (self.unit.id, self.cycle)

    def propose(self, action, to):
        self.action, self.to = action, to

    def line(self):
        attainment = mean_attainment(self.requirements)
        return {
            "proposal_id": self.proposal_id, "unit_id": self.unit.id, "scheme": "cntisp", "track": None,
            "matter": self.matter, "cycle": self.cycle, "status": self.status, "action": self.action,
            "from": self.level, "to": self.to, "attained": self.attained,
            "eligible_upgrade_to": self.eligible, "early": self.early, "held": self.held,
            "needs_approval": self.action not in APPROVAL_FREE, "ruling": self.ruling, "outcome": self.outcome,
            "certificates": self.certificates, "attainment": eight_decimals(attainment), "score": None,
            "requirements": [{key: plain_number(value) for key, value in row.items()} for row in self.requirements],
            # reading: the page names no order of notes; by name
            "notes": sorted(self.notes),
        }


def plain_number(value):
    return float(value) if isinstance(value, Fraction) else value


def eight_decimals(value):
    """A JSON number with at most eight decimals, trailing zeros cut; halves go up."""
    if value is None:
        return None
    scaled = (value * 10**8 + Fraction(1, 2)) // 1
    return scaled // 10**8 if scaled % 10**8 == 0 else float(Fraction(scaled, 10**8))


class Decider:
    def __init__(self, records, calendar):
        self.records, self.calendar = records, calendar
        self.as_of = records.export.as_of
        self.next_as_of = records.export.next_as_of
        self.covered_from = records.export.covered_from

    def decide(self):
        decisions = []
        for unit in self.records.units.values():
            decisions.extend(self.decide_unit(unit))
        for decision in decisions:
            decision.held = self.is_held(decision)
        decisions.sort(key=lambda decision: decision.proposal_id.encode())
        self.rule(decisions)
        self.issue(decisions)
        for decision in decisions:
            if decision.unit.future:
                decision.notes.add("future")
        return decisions

    # certificates

    def is_expired(self, certificate):
        return self.as_of > certificate["valid_to"] + GRACE_DAYS * ONE_DAY

    def certificate_held(self, unit):
        """The certificate the unit holds by, or None."""
        candidates = [c for c in unit.certificates if c["status"] == "valid" and not self.is_expired(c)]
        running = [c for c in candidates if c["valid_from"] <= self.as_of <= c["valid_to"]]
        # reading: of several that run on as_of, too, the one ending last, then the greater number
        return max(running or candidates, key=lambda c: (c["valid_to"], c["number"].encode()), default=None)

    def certificate_lapsed(self, unit):
        """The expired certificate ending last."""
        # reading: a record of status valid whose review is expired; status `expired` in the record is history
        return max((c for c in unit.certificates if c["status"] == "valid" and self.is_expired(c)),
                   key=lambda c: (c["valid_to"], c["number"].encode()), default=None)

    def review_status(self, unit, certificate):
        if any(c["status"] == "valid" and c["valid_from"] > certificate["valid_to"] for c in unit.certificates):
            return "decided"
        if self.as_of < self.calendar.before(certificate["valid_to"], OPENING_WORKING_DAYS):
            return "not-due"
        if self.as_of <= certificate["valid_to"]:
            return "due"
        return "expired" if self.is_expired(certificate) else "overdue"

    # matters

    def decide_unit(self, unit):
        certificate = self.certificate_held(unit)
        level = certificate["level"] if certificate else None
        decisions = []
        if certificate or self.certificate_lapsed(unit):
            decisions.append(self.review(unit, certificate, certificate or self.certificate_lapsed(unit)))
        # reading: one line for each submission, since the cycle is its id
        for paper in unit.submissions:
            if paper["kind"] == "application" and certificate is None:
                decisions.append(self.trial(unit, paper))
            elif paper["kind"] == "information-change":
                decisions.append(self.change(unit, paper, level))
            elif paper["kind"] == "withdrawal" and certificate and paper["date"] >= certificate["counted_from"]:
                decisions.append(self.withdrawal(unit, paper, level))
        return decisions

    def is_covered(self, first_day):
        return self.covered_from is None or first_day >= self.covered_from

    def review(self, unit, held, certificate):
        status = self.review_status(unit, certificate)
        # reading: the line of an expired certificate names the level it was for
        decision = Decision(unit, "review", certificate["valid_to"].isoformat(), status, certificate["level"])
        decision.first_day = certificate["counted_from"]
        decision.last_day = min(certificate["valid_to"], self.as_of)
        figures = Figures(unit, decision.first_day, decision.last_day)
        papers = [paper for paper in unit.submissions if paper["date"] >= decision.first_day]
        covered = self.is_covered(decision.first_day)
        # reading: "nothing reported" of a decided review means neither figures nor warnings
        if covered and status != "decided":
            self.report_year(decision, figures, papers)
        if held and any(paper["kind"] == "application" for paper in unit.submissions):
            decision.notes.add("already-holder")
        if status != "decided" and self.next_as_of and self.as_of <= certificate["valid_to"] < self.next_as_of:
            decision.notes.add("last-run-before-expiry")
        self.apply_review_rules(decision, figures, papers, covered)
        return decision

    def report_year(self, decision, figures, papers):
        documents = any(paper["kind"] == "annual-summary" and paper["good"] for paper in papers)

        def rows_of(level):
            return year_requirements(level, figures, documents)

        decision.attained = best_level(rows_of)
        decision.requirements = rows_of(decision.level or LEVELS["cntisp"][0])
        above = level_of_rank(rank(decision.level) + 1) if decision.level not in (None, "1") else None
        decision.outstanding = above if above and all_met(year_requirements(above, figures, documents, 2)) else None

    def apply_review_rules(self, decision, figures, papers, covered):
        status, level = decision.status, decision.level
        requests = [paper for paper in papers
                    if paper["kind"] == "upgrade-request" and rank(paper["to_level"]) > rank(level)]
        if figures.violation and status != "expired":                                           # rule 1
            decision.by_violation = True
            # reading: rule 1 comes before rule 3, so no note on coverage although no figures are given
            decision.propose("revoke", None)
            return
        if not covered and status != "decided":
            decision.notes.add("evidence-not-covered")                                          # rule 3
        # reading: an open withdrawal also stops an early upgrade; it needs a holder
        if level and any(paper["kind"] == "withdrawal" for paper in papers):                    # rule 2
            decision.notes.add("withdrawal-open")
            return
        if status in ("not-due", "expired", "decided"):
            if status == "not-due" and covered and decision.outstanding and any(p["early"] for p in requests):
                decision.early = True
                decision.cycle = "early-" + decision.cycle
                decision.propose("upgrade", decision.outstanding)
            return
        if covered:
            self.apply_level_rules(decision, requests)

    def apply_level_rules(self, decision, requests):
        level, attained = decision.level, decision.attained
        if rank(attained) > rank(level):                                                        # rule 4
            if requests:
                asked = max((paper["to_level"] for paper in requests), key=rank)
                decision.propose("upgrade", lower_of(attained, asked))
            else:
                decision.eligible = attained
                decision.propose("maintain", level)
        elif attained == level:                                                                 # rule 5
            decision.propose("maintain", level)
        elif level == "3":                                                                      # rule 6
            decision.propose("revoke", None)
        else:
            decision.propose("downgrade", level_of_rank(rank(level) - 1))

    def trial(self, unit, paper):
        decision = Decision(unit, "trial", paper["id"], "awaiting-agreement", None)
        start = paper["trial_from"]
        if start is None:
            return decision
        end = add_months(start, 6) - ONE_DAY
        decision.status = "trial" if self.as_of <= end else "due"
        decision.first_day, decision.last_day = start, min(end, self.as_of)
        # reading: a trial still running keeps its status when it is not covered
        if not self.is_covered(start):
            decision.notes.add("evidence-not-covered")
            return decision
        figures = Figures(unit, decision.first_day, decision.last_day)

        def rows_of(level):
            return trial_requirements(level, figures, paper["facts"])

        applied = paper["applied_level"]
        decision.attained = best_level(rows_of)
        decision.requirements = rows_of(applied or LEVELS["cntisp"][0])
        if decision.status == "trial":
            return decision
        if decision.attained is None:
            decision.propose("reject", None)
        else:
            decision.propose("certify", lower_of(decision.attained, applied) if applied else decision.attained)
        return decision

    def change(self, unit, paper, level):
        decision = Decision(unit, "change", paper["id"], "due", level)
        decision.requirements = [
            requirement("holds-certificate", None, "四（一）5", int(level is not None), 1),
            requirement("uscc-unchanged", None, "四（一）5", int(not paper["uscc"]), 1)]
        decision.propose("reissue" if all_met(decision.requirements) else "reject", level)
        return decision

    def withdrawal(self, unit, paper, level):
        decision = Decision(unit, "withdrawal", paper["id"], "due", level)
        decision.propose("withdraw", None)
        return decision

    # held

    def is_held(self, decision):
        if decision.action not in ADVERSE:
            return False
        unit = decision.unit
        if unit.rejected or decision.proposal_id in unit.appealed:
            return True
        if decision.by_violation or decision.first_day is None:
            return False
        return any(item["status"] == "pending" and item["kind"] != "violation"
                   and decision.first_day <= item["date"] <= decision.last_day for item in unit.evidence)

    # rulings

    def rule(self, decisions):
        by_id = {decision.proposal_id: decision for decision in decisions}
        latest = {}
        for row in self.records.rulings:
            try:
                ruling = self.accept_ruling(row, by_id)
            except Reject as fault:
                self.records.reject(row, fault)
                continue
            if ruling is None:
                continue
            earlier = latest.get(ruling["proposal_id"])
            if earlier is None or ruling["date"] > earlier["date"]:
                latest[ruling["proposal_id"]] = ruling
        for decision in decisions:
            self.carry_out(decision, latest.get(decision.proposal_id))

    def accept_ruling(self, row, by_id):
        """A ruling that counts; None for a copy, a later date or another programme."""
        fields = Fields(row.value)
        key = check_key("rulings", fields)
        ruling = read_ruling(fields)
        parts = ruling["proposal_id"].split("/")
        # other programmes have no proposals here, so their rulings cannot be judged
        if parts[0] in SCHEMES and parts[0] != "cntisp":
            return None
        # reading: a ruling of a later day is set aside before it is compared with the proposals,
        # and the note goes on every line of the subject
        if ruling["date"] > self.as_of:
            if ruling["proposal_id"] in by_id:
                self.records.units[parts[1]].future = True
            return None
        decision = by_id.get(ruling["proposal_id"])
        if decision is None:
            raise Reject("unknown-proposal", "found %s, expected a proposal of this run" % ruling["proposal_id"])
        if (ruling["action"], ruling["to"]) != (decision.action, decision.to):
            raise Reject("stale-ruling", "found %s to %s, expected %s to %s"
                         % (ruling["action"], ruling["to"], decision.action, decision.to))
        self.check_decided(ruling, decision)
        return ruling if self.records.occupy(row, key) else None

    def check_decided(self, ruling, decision):
        allowed = DECIDABLE["early" if decision.early else decision.matter]
        if ruling["decided"] and ruling["decided"]["action"] not in allowed:
            raise Reject("bad-field", "decided: found %s, expected one of %s"
                         % (ruling["decided"]["action"], " ".join(allowed)))
        needs_remark = ruling["ruling"] == "changed" or (ruling["ruling"] == "approved" and decision.held)
        if needs_remark and not ruling["remark"]:
            raise Reject("remark-missing", "found no remark, expected one with %s" % ruling["ruling"])

    def carry_out(self, decision, ruling):
        word = ruling["ruling"] if ruling else None
        decision.ruling = word
        decision.issued_on = ruling["date"] if ruling else self.as_of
        proposed = {"action": decision.action, "to": decision.to}
        if decision.action == "none":
            decision.outcome = None
        elif word == "changed":
            decision.outcome = ruling["decided"]
        elif decision.action in APPROVAL_FREE or word == "approved":
            decision.outcome = proposed
        elif word == "rejected" and decision.matter == "review" and decision.action == "upgrade" and not decision.early:
            decision.outcome = {"action": "maintain", "to": decision.level}

    # certificates issued

    def issue(self, decisions):
        """Numbers in order of proposal_id; a new term of cntisp never ends before as_of
        (at most 90 days overdue, one year long), so nothing is withheld as term-over."""
        serial = self.highest_serial()
        versions = {}
        for decision in decisions:
            action = decision.outcome["action"] if decision.outcome else None
            if action not in ISSUING:
                continue
            if action == "reissue":
                self.reissue(decision, versions)
                continue
            serial += 1
            number = "CNTISP-%04d-%04d" % (decision.issued_on.year, serial)
            decision.certificates.append(printed(number, 1))

    def reissue(self, decision, versions):
        # reading: the unit's certificates are those of status valid that are not expired
        mine = [c["number"] for c in decision.unit.certificates if c["status"] == "valid" and not self.is_expired(c)]
        for number in sorted(mine, key=str.encode):
            versions[number] = versions.get(number, 1) + 1
            decision.certificates.append(printed(number, versions[number]))

    def highest_serial(self):
        """Over all records of the scheme, whatever their status or year."""
        highest = 0
        for unit in self.records.units.values():
            for certificate in unit.certificates:
                match = re.fullmatch(r"CNTISP-[0-9]{4}-([0-9]{4}|[1-9][0-9]{4,})", certificate["number"])
                if match:
                    highest = max(highest, int(match.group(1)))
        return highest


def printed(number, version):
    safe = number if re.fullmatch(r"[A-Za-z0-9._-]{1,64}", number) else \
        "x" + hashlib.sha256(number.encode()).hexdigest()[:16]
    suffix = "-v%d" % version if version > 1 else ""
    return {"certificate_no": number, "version": version, "file": "certificates/cntisp/%s%s.pdf" % (safe, suffix)}


# --- the program -------------------------------------------------------------------------

def run(folder, calendar):
    """(decisions, rejects) of an export; Refused when it cannot be used."""
    try:
        export = Export(folder)
    except Reject as fault:
        raise Refused("export.json: " + fault.message)
    records = Records(export)
    decisions = Decider(records, calendar).decide()
    # reading: the page names no order of rejects; as the files are listed, then by line
    rejects = [line for _, _, line in sorted(records.rejects, key=lambda entry: entry[:2])]
    return decisions, rejects


def compact(line):
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def default_calendar():
    here = os.path.dirname(os.path.abspath(__file__))
    return os.path.join(here, "..", "..", "templates", "calendar.json")


def main(arguments):
    parser = argparse.ArgumentParser(description="Decide programme cntisp from an export folder.")
    parser.add_argument("folder")
    parser.add_argument("--rejects", action="store_true", help="print rejects.ndjson instead of decisions.ndjson")
    parser.add_argument("--calendar", default=default_calendar(), help="working days (default: templates/calendar.json)")
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:
        return 64 if stop.code else 0
    try:
        calendar = load_calendar(options.calendar)
    except (OSError, ValueError, KeyError) as error:
        print("oracle: calendar %s: %s" % (options.calendar, error), file=sys.stderr)
        return 78
    try:
        decisions, rejects = run(options.folder, calendar)
    except Refused as refusal:
        print("oracle: refused: %s" % refusal, file=sys.stderr)
        return 65
    lines = rejects if options.rejects else [decision.line() for decision in decisions]
    output = "".join(compact(line) + "\n" for line in lines)
    sys.stdout.buffer.write(output.encode("utf-8", "replace"))
    return 2 if rejects or any(decision.held for decision in decisions) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
