"""The items of the programmes decided by findings.

Texts, clauses and necessary flags come from the catalogues in tests/catalogues, transcribed from the
documents; what decision-rules.md adds (weights, conditional items, facts) is written down here.
"""

import json
import os
import re
from collections import namedtuple

from common import TRACKS

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "catalogues")


def load(name):
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return json.load(file)


def expand(table):
    """"8.3:ab 4.2:-" -> {"8.3.a", "8.3.b", "4.2"}."""
    items = set()
    for entry in table.split():
        clause, letters = entry.split(":")
        items.update(clause if letter == "-" else clause + "." + letter for letter in letters)
    return items


# --- facts -----------------------------------------------------------------------------

def at_least(fact, number):
    return (fact, lambda value: value >= number)


def at_most(fact, number):
    return (fact, lambda value: value <= number)


def contradicted(alternatives, facts):
    """Each alternative (a list of conditions) has a given fact that fails."""
    if not alternatives:
        return False
    return all(any(facts.get(fact) is not None and not holds(facts[fact]) for fact, holds in conditions)
               for conditions in alternatives)


# --- ciipa -----------------------------------------------------------------------------

CIIPA_WEIGHTS = (("6.2", 10), ("8.1", 5), ("8.2", 12), ("8.3", 5), ("8.4", 5), ("8.5", 3), ("8.6", 2), ("8.7", 5),
                 ("8.8", 7), ("8.9", 3), ("8.10", 3), ("8.11", 3), ("8.12", 2), ("8.13", 5))
CHAPTER_WEIGHT = 30
CIIPA_CONDITIONAL = expand("""
8.3:b 8.4:b 8.5:abcde 8.7:c 8.11:abcd 9.3.2:g 9.6.4:g 9.6.5:h 9.6.7:f
""")
CIIPA_FACTS = {
    "6.2.b": [[at_least("registered_capital_wan", 500)]],
    "6.2.d": [[at_least("years_in_service", 2)]],
    "6.2.e": [[at_least("technical_staff", 15)]],
    "8.1.d": [[at_least("bachelor_percent", 70)]],
    "8.1.g": [[at_most("turnover_percent", 30)]],
    "8.10.d": [[at_least("training_hours", 40), at_least("confidentiality_hours", 8)]],
}
CiipaItem = namedtuple("CiipaItem", "id term service necessary persons")


def term_of(clause):
    """The clause that carries the weight: 8.2 of 8.2.7, 9.1 of 9.1.2."""
    return ".".join(clause.split(".")[:2])


def ciipa_items():
    items = []
    for group in load("ciipa.json")["groups"]:
        clause, letters = group["body_clause"], set()
        for entry in group["items"]:
            if entry["label"] is None:      # 9.5 refers to another document
                continue
            letter = entry["label"]
            while letter in letters:        # a repeated letter takes the next one
                letter = chr(ord(letter) + 1)
            letters.add(letter)
            staffed = re.search(r"服务人员不少于\s*([0-9]+)\s*人", entry["text"])
            items.append(CiipaItem(clause + "." + letter, term_of(clause), clause if clause.startswith("9.") else None,
                                   entry["necessary"], int(staffed.group(1)) if staffed else None))
    return items


CIIPA = ciipa_items()
SERVICE_ITEMS = {item.service for item in CIIPA if item.service}


# --- tcas375 ---------------------------------------------------------------------------

def either(*alternatives):
    return [[condition] for condition in alternatives]


def both(*conditions):
    return [list(conditions)]


TCAS_BASIC_FACTS = {
    "6.3.1": either(at_least("years_in_service", 1)),
    "6.4.1": either(at_least("years_in_service", 3), at_least("grade3_years", 2)),
    "6.5.1": either(at_least("years_in_service", 5), at_least("grade4_years", 2)),
    "6.5.5.c": [[at_least("finance_title", 3)], [at_least("finance_title", 2), at_least("finance_title_years", 3)]],
}
for fact, thresholds in {
        "registered_capital_wan": {"6.2.3": 100, "6.3.3": 300, "6.4.3": 500, "6.5.3": 1000},
        "office_area_m2": {"6.3.4": 100, "6.4.4": 200, "6.5.4": 500},
        "head_years": {"6.2.5.a": 1, "6.3.5.a": 2, "6.4.5.a": 3, "6.5.5.a": 3},
        "tech_lead_years": {"6.2.5.b": 1, "6.3.5.b": 2, "6.4.5.b": 3, "6.5.5.b": 5},
        "finance_title": {"6.3.5.c": 1, "6.4.5.c": 2},
        "service_staff": {"6.2.5.c": 5, "6.3.5.d": 10, "6.4.5.d": 20, "6.5.5.d": 30},
        "specialist_staff": {"6.2.5.d": 3, "6.3.5.e": 6, "6.4.5.e": 10, "6.5.5.e": 20},
        "projects": {"6.2.6": 1, "6.3.6.a": 3, "6.4.7.a": 6, "6.5.7.a": 10}}.items():
    for item, number in thresholds.items():
        TCAS_BASIC_FACTS[item] = either(at_least(fact, number))
for item, revenue, largest in (("6.3.6.b", 50, 10), ("6.3.6.c", 20, 5), ("6.4.7.b", 100, 30), ("6.4.7.c", 50, 10),
                               ("6.5.7.b", 200, 100), ("6.5.7.c", 100, 20)):
    TCAS_BASIC_FACTS[item] = both(at_least("revenue_wan", revenue), at_least("largest_project_wan", largest))

# reading: the technical lead of the appendix on ics is the one of chapter 6; the other facts of the
# appendices have the name the catalogue gives the figure
APPENDIX_NAMES = {"technical_lead_security_years": "tech_lead_years"}


def appendix_facts(thresholds):
    """All numbers of one item must hold; == stands once, for four dimensions of planning."""
    conditions = []
    for entry in thresholds:
        assert "or_group" not in entry
        name, number = APPENDIX_NAMES.get(entry["metric"], entry["metric"]), entry["value"]
        test = {">=": at_least, "<=": at_most, "==": lambda fact, n: (fact, lambda value: value == n)}[entry["op"]]
        conditions.append(test(name, number))
    return [conditions] if conditions else []


# One requirement: all copies of a text within chapter 6 or one appendix. `lists` are the levels whose list has it.
TcasRequirement = namedtuple("TcasRequirement", "id ids levels facts")


def plain_text(text):
    return re.sub(r"\s", "", text).rstrip("；。;.，,、：:")


def merged(levels, facts_of):
    """Requirements of one pool of items, in the order of their first ids."""
    pool = {}
    for level, clauses in sorted(levels.items()):
        for clause in clauses:
            for entry in clause["items"]:
                item = clause["clause"] + ("." + entry["label"] if entry["label"] else "")
                if item != "F.4.4":
                    pool.setdefault(plain_text(entry["text"]), []).append((item, int(level), facts_of(item, entry)))
    requirements = []
    for copies in pool.values():
        facts = [entry[2] for entry in copies if entry[2]]
        requirements.append(TcasRequirement(copies[0][0], tuple(entry[0] for entry in copies),
                                            tuple(sorted({entry[1] for entry in copies})), facts[0] if facts else []))
    return requirements


def tcas_requirements():
    """(those of chapter 6, those of the appendices by track)."""
    document = load("tcas375.json")
    basic = merged(document["basic"], lambda item, entry: TCAS_BASIC_FACTS.get(item, []))
    appendices = {}
    for track, letter in TRACKS["tcas375"].items():
        appendices[track] = merged(document["professional"][letter]["levels"],
                                   lambda item, entry: appendix_facts(entry["thresholds"]))
    return basic, appendices


TCAS_BASIC, TCAS_APPENDIX = tcas_requirements()
FOR_CONSULTING = {"6.3.6.c", "6.4.7.c", "6.5.7.c"}
FOR_OTHERS = {"6.3.6.b", "6.4.7.b", "6.5.7.b"}
NOT_OF_APPLICANTS = "6.2.6"


# --- tpso ------------------------------------------------------------------------------

# reading: every id of the table is a known item, also those decided by evidence
TPSO_ITEMS = expand("""
4.2:- 4.3:- 4.4.staff:- 4.4.leads:- 4.5:abdefgi 4.5.c:- 4.5.c.employment:- 4.5.c.business:-
4.5.h.practitioner:- 4.5.h.service:- 4.6:-abcdefg 4.7:-
""")


# --- together ----------------------------------------------------------------------------

ITEMS = {
    "tpso": TPSO_ITEMS,
    "ciipa": {item.id for item in CIIPA},
    "tcas375": {item for pool in [TCAS_BASIC] + list(TCAS_APPENDIX.values()) for entry in pool for item in entry.ids},
}


def facts_named(tables):
    return {fact for alternatives in tables for conditions in alternatives for fact, _ in conditions}


NUMBER_FACTS = {
    "cntisp": {"team_size"},
    "ciipa": facts_named(CIIPA_FACTS.values()),
    "tcas375": facts_named(entry.facts for pool in [TCAS_BASIC] + list(TCAS_APPENDIX.values()) for entry in pool),
}
FLAG_FACTS = {"cntisp": {"documents_complete", "security_business", "data_foundation", "team_documented",
                         "team_results"}}
