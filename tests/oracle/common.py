"""What all parts of the second opinion share: strict JSON, dates, working days, levels and tracks."""

import datetime
import json
import os
import re
from fractions import Fraction

FORMAT = "gradepress-export/1"
SCHEMES = ("cntisp", "cncert", "tpso", "ciipa", "tcas375")
ASSESSED = ("tpso", "ciipa", "tcas375")
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
GRACE_DAYS = 90
OPENING_WORKING_DAYS = 20
MAX_LINE = 1 << 20
MAX_DEPTH = 64


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
    record = dict(pairs)
    if len(record) != len(pairs):
        raise bad_json("found a key twice, expected it once")
    return record


UNWANTED = re.compile("[\0\ud800-\udfff]")


def check_text(text):
    if UNWANTED.search(text):
        raise bad_json("found U+0000 or half a surrogate pair, expected whole characters")


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
            value = value.values()
        for element in value:
            check_tree(element, depth + 1)


DECODER = json.JSONDecoder(parse_constant=refuse_constant, parse_int=read_integer,
                           parse_float=read_decimal, object_pairs_hook=unique_keys)


def parse_json(raw):
    """Strict reading of one JSON text given as bytes."""
    if len(raw) > MAX_LINE:
        raise bad_json("found %d bytes, expected at most %d" % (len(raw), MAX_LINE))
    try:
        text = raw.decode("utf-8")
        if text.startswith("\ufeff"):
            raise ValueError("byte order mark")
        value = DECODER.decode(text)
        check_tree(value, 1)
    except Reject:
        raise
    except (ValueError, RecursionError) as error:
        raise bad_json("found text that is not JSON (%s), expected one JSON value" % error)
    return value


def canonical(value):
    """A hashable form in which key order and the spelling of numbers do not matter."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return ("o", tuple((key, canonical(value[key])) for key in sorted(value)))
    if isinstance(value, list):
        return ("a", tuple(canonical(item) for item in value))
    if isinstance(value, bool) or value is None:
        return ("l", str(value))
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
        return self.step(day, count, -ONE_DAY)

    def after(self, day, count):
        """The working day that is the `count`-th after `day`."""
        return self.step(day, count, ONE_DAY)

    def step(self, day, count, stride):
        while count:
            day += stride
            if self.is_working(day):
                count -= 1
        return day


def load_calendar(path):
    with open(path, encoding="utf-8") as file:
        return Calendar(json.load(file)["years"])


def default_calendar():
    here = os.path.dirname(os.path.abspath(__file__))
    return os.path.join(here, "..", "..", "templates", "calendar.json")


# --- levels ----------------------------------------------------------------------------

def rank(scheme, level):
    """0 for none, then lowest to highest."""
    return 0 if level is None else LEVELS[scheme].index(level) + 1


def level_of_rank(scheme, number):
    return LEVELS[scheme][number - 1] if number else None


def lower_of(scheme, first, second):
    return min(first, second, key=lambda level: rank(scheme, level))


def is_number(value):
    return isinstance(value, (int, Fraction)) and not isinstance(value, bool)
