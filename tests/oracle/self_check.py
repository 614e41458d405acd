#!/usr/bin/env python3
"""Does the oracle do what its pages say? A few cases of each rule, worked out by hand.

    self_check.py

Prints "ok NAME" or "not ok NAME: why" per check; exit status 1 if any failed.
"""

import datetime
import random
import sys
from fractions import Fraction

import catalogue
from ciipa import Ciipa, items_counted
from cncert import half_year_to_judge, whole_months
from common import add_months, default_calendar, load_calendar
from deciding import Decision, mean_attainment, requirement
from random_export import Writer
from tcas375 import Tcas375
from votes import by_majority, verdict, with_na

failed = []


def check(name, found, expected):
    if found == expected:
        print("ok oracle: " + name)
    else:
        failed.append(name)
        print("not ok oracle: %s: found %r, expected %r" % (name, found, expected))


def day(text):
    return datetime.date.fromisoformat(text)


class Nothing:
    """A unit without people, as a subject."""

    def __init__(self, scheme, track, staff=()):
        self.unit, self.scheme, self.track = self, scheme, track
        self.staff = {person["id"]: person for person in staff}


def reviewed(scheme, track, level, findings, facts=(), scope=None, staff=(), matter="review"):
    """A line whose figures are reported from (item, result, expert, persons) alone."""
    decision = Decision(Nothing(scheme, track, staff), matter, "cycle", "due", level)
    decision.facts, decision.scope, decision.reviewed = dict(facts), scope, level
    decision.assessment = {"findings": [
        {"item": item, "result": result, "expert": expert, "persons": persons} for item, result, expert, persons in findings]}
    {"ciipa": Ciipa, "tcas375": Tcas375}[scheme]().report(None, decision)
    return decision


def by_one(items, result="met"):
    return [(item, result, "甲", None) for item in items]


# --- catalogues ----------------------------------------------------------------------------

def check_catalogues():
    items = catalogue.CIIPA
    check("ciipa: 311 items, 111 necessary", (len(items), sum(item.necessary for item in items)), (311, 111))
    counts = {term: (sum(i.term == term for i in items), sum(i.term == term and i.necessary for i in items))
              for term in ("6.2", "9.1", "9.2", "9.3", "9.4", "9.6", "9.7")}
    check("ciipa: items and necessary ones by chapter", counts, {
        "6.2": (7, 6), "9.1": (46, 12), "9.2": (20, 5), "9.3": (15, 5), "9.4": (59, 17), "9.6": (59, 17), "9.7": (27, 8)})
    eighth = [item for item in items if item.term.startswith("8.")]
    check("ciipa: chapter 8", (len(eighth), sum(item.necessary for item in eighth)), (78, 41))
    check("ciipa: weights", sum(weight for _, weight in catalogue.CIIPA_WEIGHTS) + catalogue.CHAPTER_WEIGHT, 100)
    check("ciipa: repeated letters", {"9.6.4.h", "9.7.2.g"} <= catalogue.ITEMS["ciipa"], True)
    check("ciipa: conditional items exist", catalogue.CIIPA_CONDITIONAL <= catalogue.ITEMS["ciipa"], True)
    check("tcas375: 106 basic items, 413 of the appendices",
          (sum(len(entry.ids) for entry in catalogue.TCAS_BASIC),
           [sum(len(entry.ids) for entry in pool) for pool in catalogue.TCAS_APPENDIX.values()]),
          (106, [41, 60, 51, 23, 60, 75, 68, 35]))
    same = {entry.id: entry.ids for entry in catalogue.TCAS_BASIC}
    check("tcas375: copies in chapter 6", same["6.2.2"], ("6.2.2", "6.3.2", "6.4.2", "6.5.2"))
    check("tcas375: every fact of chapter 6 has its item", set(catalogue.TCAS_BASIC_FACTS) <= catalogue.ITEMS["tcas375"], True)


# --- days ----------------------------------------------------------------------------------

def check_days():
    calendar = load_calendar(default_calendar())
    check("months: a day the month lacks", [add_months(day("2025-08-31"), 6), add_months(day("2024-02-29"), -12)],
          [day("2026-02-28"), day("2023-02-28")])
    check("working days: 20 before a Friday", calendar.before(day("2026-11-27"), 20), day("2026-10-30"))
    check("working days: fifth after a Friday", calendar.after(day("2026-10-16"), 5), day("2026-10-23"))
    certificate = {"valid_from": day("2026-02-01"), "valid_to": day("2028-01-31")}
    found = [half_year_to_judge(certificate, day(text)) for text in ("2026-06-29", "2026-06-30", "2026-12-30", "2026-12-31")]
    check("half-years: the last that ended", [(half.label, running) for half, running in found],
          [("2026H1", True), ("2026H1", False), ("2026H1", False), ("2026H2", False)])
    check("half-years: whole months", whole_months(found[1][0], certificate), 5)
    ended = {"valid_from": day("2025-01-01"), "valid_to": day("2026-02-15")}
    half, running = half_year_to_judge(ended, day("2026-10-31"))
    check("half-years: of a member that left", (half.label, running, whole_months(half, ended)), ("2026H1", False, 1))


# --- votes ---------------------------------------------------------------------------------

def check_votes():
    def said(text, count):
        found = verdict([(str(number), {"m": "met", "u": "unmet", "n": "na"}[letter])
                         for number, letter in enumerate(text)], count)
        return found.result, found.tied

    check("votes: strict majority", [said(text, by_majority) for text in ("m", "mu", "mmu", "mun", "mmun", "u", "", "n")],
          [("met", False), ("unmet", True), ("met", False), ("unmet", False), ("unmet", True), ("unmet", False),
           ("unmet", False), ("unmet", False)])
    check("votes: na", [said(text, with_na) for text in ("n", "mn", "mun", "nnm", "munn", "un", "mu", "mmn", "")],
          [("na", False), ("met", False), ("unmet", True), ("na", False), ("na", False), ("unmet", False),
           ("unmet", True), ("met", False), ("unmet", False)])
    twofold = verdict([("甲", "met"), ("甲", "unmet"), ("乙", "met"), ("丙", "met")], by_majority)
    check("votes: one expert both ways", (twofold.result, twofold.conflict), ("met", True))
    check("votes: one expert met and na", verdict([("甲", "met"), ("甲", "na")], by_majority)[:3],
          ("unmet", False, False))
    facts = catalogue.TCAS_BASIC_FACTS
    check("facts: each alternative needs a fact that fails",
          [catalogue.contradicted(facts["6.4.1"], given) for given in (
              {}, {"years_in_service": 2}, {"years_in_service": 2, "grade3_years": 1}, {"years_in_service": 2, "grade3_years": 2})],
          [False, False, True, False])
    check("facts: one of two conditions is enough",
          [catalogue.contradicted(catalogue.CIIPA_FACTS["8.10.d"], given) for given in (
              {"training_hours": 39}, {"training_hours": 40}, {"confidentiality_hours": Fraction("7.5")})], [True, False, True])


# --- ciipa and tcas375 -----------------------------------------------------------------------

def check_ciipa():
    items = [item.id for item in items_counted("emergency", ["9.7.1"])]
    full = reviewed("ciipa", "emergency", "pass", by_one(items), scope=["9.7.1"])
    check("ciipa: everything met", (full.score["total"], full.attained, sorted(full.notes)), (100, "pass", []))
    check("ciipa: the scope limits the chapter", full.score["terms"][-1], {"id": "9.7", "weight": 30, "met": 6, "total": 6})
    remote = ["8.5." + letter for letter in "abcde"]
    without = by_one([item for item in items if item not in remote]) + by_one(remote, "na")
    aside = reviewed("ciipa", "emergency", "pass", without, scope=["9.7.1"])
    check("ciipa: a term with nothing left counts in full", (aside.score["total"], aside.score["terms"][5]["total"]), (100, 0))
    check("ciipa: na leaves the necessary items", aside.requirements[0]["required"], full.requirements[0]["required"] - 5)
    missed = reviewed("ciipa", "emergency", "pass", by_one(items), {"technical_staff": 14}, ["9.7.1"])
    check("ciipa: a fact overrules findings", (missed.attained, missed.score["total"], sorted(missed.notes)),
          (None, 100 - Fraction(10, 7), ["fact-contradicts: 6.2.e"]))
    staff = [{"id": "P%d" % n, "counted_in": ["training", "protection", "emergency"]} for n in range(5)]
    staff[4]["counted_in"] = ["training", "protection", "development", "emergency"]
    listed = [finding for finding in by_one(items) if finding[0] != "9.7.1.c"]
    for people, met, note in ((5, 5, ["reuse: P4"]), (4, 5, [])):
        found = reviewed("ciipa", "emergency", "pass", listed + [("9.7.1.c", "met", "甲", ["P%d" % n for n in range(people)])],
                         scope=["9.7.1"], staff=staff)
        check("ciipa: %d people listed, 5 needed" % people, (found.score["terms"][-1]["met"], sorted(found.notes)), (met, note))


def check_exact_scores():
    calendar, found = load_calendar(default_calendar()), set()
    writer = Writer(1, calendar)
    for seed in range(40):
        writer.random = random.Random(seed)
        track = writer.pick("consulting", "training", "protection", "emergency")
        results = writer.scored(track, items_counted(track, None), True)
        scored = reviewed("ciipa", track, "pass", [(item, result, "甲", None) for item, result in results.items()])
        found.add((scored.score["total"] == 65, scored.attained))
    check("ciipa: exports with a score of exactly 65 can be made", (True, "pass") in found, True)


def check_tcas375():
    levels = {}
    for entry in catalogue.TCAS_BASIC + catalogue.TCAS_APPENDIX["consulting"]:
        levels[entry.id] = entry.levels
    met = by_one([item for item, at in levels.items() if min(at) <= 2 and item[:1] == "C" or 2 in at and item[:1] == "6"])

    def grades(findings, level="2", **more):
        found = reviewed("tcas375", "consulting", level, findings, **more)
        return [row["value"] for row in found.requirements] + [found.attained]

    check("tcas375: grade 2", grades(met), [2, 2, "2"])
    # 6.2.5.a is in list 1 only: list 2 stands for itself
    check("tcas375: a higher list implies the lower", grades([f for f in met if f[0] != "6.2.5.a"]), [2, 2, "2"])
    check("tcas375: the appendix adds up", grades([f for f in met if f[0] != "C.1.1.a"]), [2, 0, None])
    check("tcas375: the item for others is not asked", grades([f for f in met if f[0] != "6.3.6.b"]), [2, 2, "2"])
    check("tcas375: the item for consulting is", grades([f for f in met if f[0] != "6.3.6.c"]), [0, 2, None])
    first = [f for f in by_one([item for item, at in levels.items() if 1 in at]) if f[0] != "6.2.6"]
    check("tcas375: 6.2.6 is not asked of applicants",
          [grades(first, "1"), grades(first, "1", matter="application")], [[0, 1, None], [1, 1, "1"]])
    found = reviewed("tcas375", "consulting", "1", met + [("6.5.2", "unmet", "甲", None), ("6.4.1", "met", "乙", None)])
    check("tcas375: a copy of a higher list is a finding too", sorted(n for n in found.notes if n.startswith("conflict")),
          ["conflict: 6.2.2"])


def check_attainment():
    rows = [requirement("a", None, 5, 10), requirement("b", None, 0, 0), requirement("c", None, 3, 2)]
    check("attainment: mean of at most one each", mean_attainment(rows), Fraction(5, 6))


def main():
    for part in (check_catalogues, check_days, check_votes, check_ciipa, check_exact_scores, check_tcas375, check_attainment):
        part()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
