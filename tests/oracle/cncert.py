"""Programme cncert (§3)."""

import datetime
from collections import namedtuple
from fractions import Fraction

from common import ONE_DAY, add_months
from deciding import Programme, all_met, requirement
from reading import REPORT_SECTIONS

REPORT_DAYS = 30
HalfYear = namedtuple("HalfYear", "first last label")


def half_year_of(day):
    first = datetime.date(day.year, 1 if day.month <= 6 else 7, 1)
    return HalfYear(first, add_months(first, 6) - ONE_DAY, "%04dH%d" % (day.year, 1 if day.month <= 6 else 2))


def half_year_to_judge(certificate, as_of):
    """(half-year, is it the running one)."""
    running = half_year_of(as_of)
    found = running if running.last <= as_of else half_year_of(running.first - ONE_DAY)
    while found.last >= certificate["valid_from"]:
        if found.first <= certificate["valid_to"]:
            return found, False
        found = half_year_of(found.first - ONE_DAY)
    return running, True


def whole_months(half_year, certificate):
    """Calendar months in which the unit was a member every day."""
    months = [add_months(half_year.first, number) for number in range(6)]
    return sum(certificate["valid_from"] <= month and add_months(month, 1) - ONE_DAY <= certificate["valid_to"]
               for month in months)


class Cncert(Programme):
    scheme = "cncert"
    issues = ()

    def needs_coverage(self, decision):
        return decision.matter == "half-year"

    def only_refers(self, decision):
        return decision.matter == "application"

    def review(self, decider, subject, certificate):
        half_year, running = half_year_to_judge(certificate, decider.as_of)
        months = whole_months(half_year, certificate)
        early = running or months == 0 or decider.as_of < half_year.last + REPORT_DAYS * ONE_DAY
        decision = decider.begin_review(subject, certificate, "half-year", half_year.label,
                                        "not-due" if early else "due")
        decision.first_day = max(half_year.first, certificate["valid_from"])
        decision.last_day = min(half_year.last, certificate["valid_to"])
        obstacles = decider.obstacles(decision, self)
        self.outstanding = False
        if not running and months and not obstacles:
            self.report_half_year(decision, half_year, months)
        decider.apply_rules(decision, self, obstacles)
        return decision

    def report_half_year(self, decision, half_year, months):
        counted = [item for item in decision.subject.evidence if item["status"] == "accepted"
                   and decision.first_day <= item["date"] <= decision.last_day]

        def none(kind, bad):
            return int(not any(item["kind"] == kind and bad(item) for item in counted))

        events = Fraction(sum(item["kind"] == "event-response" for item in counted), months)
        hours = sum((Fraction(item["hours"]) for item in counted if item["kind"] == "support-hours"), Fraction(0)) / months
        # reading: a report counts whenever it was submitted up to as_of, by the period it names
        reported = any(paper["kind"] == "half-year-report" and paper["period"] == half_year.label and paper["good"]
                       and paper["sections"] == set(REPORT_SECTIONS) for paper in decision.subject.submissions)
        level = decision.level
        decision.requirements = [
            requirement("events.per-month", level, events, 1),
            requirement("hours.per-month", level, hours, 40),
            requirement("liaison", level, none("contact-check", lambda item: item["days"] > 0), 1),
            requirement("half-year-report", level, int(reported), 1),
            requirement("incident-reporting", level, none("incident-report", lambda item: not item["timely"]), 1),
            requirement("mobilisation", level, none("mobilisation", lambda item: not item["responded"]), 1)]
        decision.attained = level if all_met(decision.requirements) else None
        self.outstanding = events >= 2 and hours >= 60

    def settle(self, decider, decision):
        if decision.attained is None:
            decision.propose("warn", decision.level)
        else:
            decision.propose("commend" if self.outstanding else "maintain", decision.level)
