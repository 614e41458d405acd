"""Types, ranges and words of the record types (exchange-format.md §1).

Each reader takes the members of a record and returns what the decisions need of it.
Where a page can be read in two ways the comment says "reading:".
"""

import json
import re
from fractions import Fraction

from catalogue import FLAG_FACTS, NUMBER_FACTS, SERVICE_ITEMS
from common import ACTIONS, ASSESSED, LEVELS, SCHEMES, TRACKS, Reject, is_number, read_date

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


def is_id(value):
    return isinstance(value, str) and ID.fullmatch(value) is not None


class Fields:
    """Typed access to the members of a JSON object; every fault is `bad-field`. null is as good as absent."""

    def __init__(self, members, where=""):
        if not isinstance(members, dict):
            raise Reject("bad-field", "%s: expected an object" % (where or "record"))
        self.members = members
        self.where = where

    def bad(self, key, expected):
        found = json.dumps(self.members[key], ensure_ascii=False, default=str) if key in self.members else "nothing"
        return Reject("bad-field", "%s%s: found %s, expected %s" % (self.where, key, found[:80], expected))

    def has(self, key):
        return self.members.get(key) is not None

    def any(self, key, test, expected, optional=False):
        value = self.members.get(key)
        if value is None:
            if optional:
                return None
            raise self.bad(key, expected)
        if not test(value):
            raise self.bad(key, expected)
        return value

    def text(self, key, optional=False, least=0, most=None):
        return self.any(key, lambda v: isinstance(v, str) and len(v) >= least and (most is None or len(v) <= most),
                        "text", optional)

    def id(self, key):
        return self.any(key, is_id, "an id")

    def flag(self, key, optional=False):
        return self.any(key, lambda v: isinstance(v, bool), "true or false", optional)

    def number(self, key, optional=False):
        return self.any(key, is_number, "a number", optional)

    def amount(self, key):
        return self.any(key, lambda v: is_number(v) and v >= 0, "a number not below 0")

    def word(self, key, words, optional=False):
        return self.any(key, lambda v: isinstance(v, str) and v in words, "one of the words", optional)

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
            return self.word("track", TRACKS[scheme])
        if self.has("track"):
            raise self.bad("track", "no track in " + scheme)
        return None

    def level(self, key, scheme, optional=False):
        return self.word(key, LEVELS[scheme], optional)

    def scope(self, track):
        """Service items of the track's chapter (ciipa)."""
        chapter = TRACKS["ciipa"][track] + "."
        return self.any("scope", lambda v: isinstance(v, list) and v and all(
            isinstance(item, str) and item in SERVICE_ITEMS and item.startswith(chapter) for item in v),
            "service items of chapter " + chapter, optional=True)

    def facts(self, scheme):
        """Facts a programme knows have their type; others are free."""
        facts = self.object("facts", optional=True)
        if facts is None:
            return {}
        for name in NUMBER_FACTS.get(scheme, ()):
            facts.number(name, optional=True)
        for name in FLAG_FACTS.get(scheme, ()):
            facts.flag(name, optional=True)
        return facts.members


# --- units, certificates, agreements -----------------------------------------------------

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
    scope = fields.scope(track) if scheme == "ciipa" else None
    counted = fields.day("counted_from", optional=True)
    return {"number": fields.members["certificate_no"], "scheme": scheme, "track": track, "level": level,
            "status": status, "valid_from": start, "valid_to": end, "counted_from": counted or start, "scope": scope}


def read_agreement(fields):
    fields.word("scheme", SCHEMES)
    fields.day("signed_on")
    fields.day("valid_to")
    fields.day("terminated_on", optional=True)
    return {}


# --- submissions -------------------------------------------------------------------------

SUBMISSION_KINDS = {
    "application": SCHEMES, "upgrade-request": SCHEMES, "information-change": SCHEMES,
    "withdrawal": SCHEMES, "appeal": SCHEMES, "annual-summary": ("cntisp",),
    "half-year-report": ("cncert",), "annual-review": ASSESSED,
}
REPORT_SECTIONS = ("bidding", "services", "participation", "cases")


def read_report(scheme, content):
    good = [content.flag("complete"), content.flag("truthful")]
    sections = None
    if scheme == "cncert":
        sections = content.list("sections", lambda v: isinstance(v, str) and v in REPORT_SECTIONS, "sections",
                                optional=True)
    period = content.text("period", optional=True)
    if period is not None and not re.fullmatch(r"[0-9]{4}(H[12])?", period):
        raise content.bad("period", "a year or half-year")
    return {"good": all(good), "sections": set(sections or ()), "period": period, "facts": content.facts(scheme)}


def read_content(kind, scheme, content):
    """The members of a submission's content the decisions need."""
    # reading: information-change and appeal know no track, so one given there is an unknown field
    if kind == "information-change":
        content.text("name", optional=True, least=1, most=120)
        content.text("registered_address", optional=True)
        content.uscc("uscc", optional=True)
        if not any(content.has(key) for key in ("name", "registered_address", "uscc")):
            raise content.bad("name", "any of name, registered_address, uscc")
        return {"track": None, "uscc": content.has("uscc")}
    if kind == "appeal":
        content.text("grounds")
        return {"track": None, "proposal_id": content.text("proposal_id")}
    record = {"track": content.track(scheme)}
    if kind == "application":
        record["applied_level"] = content.level("applied_level", scheme, optional=True)
        record["trial_from"] = content.day("trial_from", optional=True) if scheme == "cntisp" else None
        record["scope"] = content.scope(record["track"]) if scheme == "ciipa" else None
        if scheme == "tpso":
            content.text("direction", optional=True)
        record["facts"] = content.facts(scheme)
    elif kind == "upgrade-request":
        record["to_level"] = content.level("to_level", scheme)
        record["early"] = bool(content.flag("early", optional=True))
    elif kind == "withdrawal":
        content.text("reason", optional=True)
    else:
        record.update(read_report(scheme, content))
    return record


def read_submission(fields):
    scheme = fields.word("scheme", SCHEMES)
    kind = fields.text("kind")
    if scheme not in SUBMISSION_KINDS.get(kind, ()):
        raise Reject("unknown-kind", "kind: found %s, expected a submission kind of %s" % (kind, scheme))
    record = {"id": fields.members["submission_id"], "scheme": scheme, "kind": kind,
              "date": fields.day("submitted_on")}
    record.update(read_content(kind, scheme, fields.object("content")))
    return record


# --- evidence ----------------------------------------------------------------------------

def read_contact_check(data):
    return {"days": data.amount("unreachable_working_days")}


def read_threat_report(data):
    return {"group": data.id("group_id"), "original": data.flag("original"), "effective": data.flag("effective")}


def read_hours(data):
    hours = data.amount("hours")
    if (Fraction(hours) * 100).denominator != 1:
        raise data.bad("hours", "at most two decimals")
    return {"hours": hours}


def read_project(data):
    return {"filed_on": data.day("filed_on", optional=True), "started_on": data.day("started_on")}


def read_change(data):
    return {"changed_on": data.day("changed_on"), "reported_on": data.day("reported_on", optional=True)}


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
    record = {"scheme": scheme, "track": None, "kind": kind, "date": fields.day("date"),
              "status": fields.word("status", ("accepted", "pending", "rejected"))}
    record.update(reader(fields.object("data")))
    file = fields.object("file", optional=True)
    if file:
        record["file"] = (file.text("path"), file.any(
            "sha256", lambda v: isinstance(v, str) and HEX64.fullmatch(v), "64 hex digits").lower())
    return record


# --- assessments, findings, staff --------------------------------------------------------

def read_expert(expert):
    fields = Fields(expert, "experts.")
    fields.text("name")
    fields.text("organisation", optional=True)
    fields.text("opinion", optional=True)


def read_assessment(fields):
    scheme = fields.word("scheme", ASSESSED)
    known = TRACKS.get(scheme, {})
    tracks = fields.list("tracks", lambda v: isinstance(v, str) and v in known, "tracks of " + scheme)
    if bool(tracks) != (scheme in TRACKS):
        raise fields.bad("tracks", "tracks, or none for tpso")
    fields.word("form", ("self", "third-party"))
    end = fields.day("to")
    if end < fields.day("from"):
        raise fields.bad("to", "a date not before from")
    fields.object("evaluator").text("name")
    for expert in fields.any("experts", lambda v: isinstance(v, list), "a list of experts"):
        read_expert(expert)
    fields.text("opinion", optional=True)
    return {"id": fields.members["assessment_id"], "scheme": scheme, "tracks": tracks or [None], "date": end,
            "findings": []}


def read_finding(fields):
    result = fields.word("result", ("met", "unmet", "na"))
    day = fields.day("date")
    persons = fields.list("persons", is_id, "person ids", optional=True)
    fields.text("remark", optional=True)
    return {"assessment": fields.members["assessment_id"], "item": fields.members["item"], "result": result,
            "expert": fields.members["expert"], "date": day, "persons": persons}


def read_person(fields):
    fields.text("name")
    roles = fields.list("roles", lambda v: isinstance(v, str) and v in ("service", "practitioner", "lead"), "roles")
    years = fields.amount("experience_years")
    certified = fields.list("certifications", lambda v: isinstance(v, str), "a list of texts")
    employment = fields.word("employment", ("full-time", "part-time", "affiliated"))
    hours = fields.object("training_hours")
    for year in hours.members:
        if not re.fullmatch(r"[0-9]{4}", year):
            raise hours.bad(year, "years as keys")
        if hours.has(year):
            hours.amount(year)
    tracks = fields.list("counted_in", lambda v: isinstance(v, str) and v in TRACKS["ciipa"], "ciipa tracks",
                         optional=True)
    return {"id": fields.members["person_id"], "roles": set(roles), "years": years, "certified": bool(certified),
            "employment": employment, "hours": hours.members, "counted_in": tracks or []}


# --- rulings -----------------------------------------------------------------------------

def read_ruling(fields):
    scheme = fields.members["proposal_id"].split("/")[0]
    record = {"proposal_id": fields.members["proposal_id"], "action": fields.word("action", ACTIONS),
              "ruling": fields.word("ruling", ("approved", "rejected", "deferred", "changed")),
              "date": fields.day("on"), "decided": None}
    fields.text("by")
    record["remark"] = (fields.text("remark", optional=True) or "").strip()
    levels = scheme if scheme in LEVELS else "cntisp"
    record["to"] = fields.level("to", levels, optional=True)
    decided = fields.object("decided", optional=True)
    if bool(decided is not None) != (record["ruling"] == "changed"):
        raise fields.bad("decided", "decided with changed, and only there")
    if decided is not None:
        record["decided"] = {"action": decided.word("action", ACTIONS),
                             "to": decided.level("to", levels, optional=True)}
    return record


# --- all of them -------------------------------------------------------------------------

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
