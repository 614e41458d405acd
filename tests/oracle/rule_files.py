#!/usr/bin/env python3
"""Holds the rule files against the catalogues of the documents.

    python3 tests/oracle/rule_files.py

tests/catalogues/*.json are the documents' items as they were transcribed and
proof-read against the source; templates/NAME/{items,scheme,records}.json are
what the program decides by.  What decision-rules.md states in numbers (counts,
weights, facts, conditional items) is written here a second time.

Prints "ok NAME" or "not ok NAME: why" per test; exit status 1 if any failed.
"""

import json
import os
import re
import sys

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TEMPLATES = os.path.join(os.path.dirname(TESTS), "templates")
CLOSING = "；。，：、;.,:"

counts = {True: 0, False: 0}


def check(name, wrong):
    """A test passes when nothing is wrong; `wrong` lists what is."""
    wrong = list(wrong)
    counts[not wrong] += 1
    more = "; …" if len(wrong) > 5 else ""
    print("not ok rules: %s: %s" % (name, "; ".join(map(str, wrong[:5])) + more) if wrong else "ok rules: " + name)


def same(name, found, expected):
    check(name, [] if found == expected else ["found %r, expected %r" % (found, expected)])


def in_order(name, found, expected):
    """Two lists; the first place where they part is told."""
    at = next((i for i, pair in enumerate(zip(found, expected)) if pair[0] != pair[1]), min(len(found), len(expected)))
    check(name, [] if found == expected else [
        "at %d: found %s, expected %s" % (at, found[at:at + 1] or "nothing", expected[at:at + 1] or "nothing")])


def compare(name, found, expected):
    """Two dictionaries, key by key."""
    check(name, ["%s: found %r, expected %r" % (key, found.get(key), expected.get(key))
                 for key in sorted(set(found) | set(expected)) if found.get(key) != expected.get(key)])


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return json.load(file)


def bare(text):
    """Text as it is compared: no white space, no closing punctuation."""
    return "".join(text.split()).rstrip(CLOSING)


def clause_of(place):
    """"9.1.1.c" is clause "9.1.1 c)", "6.2.2" is itself."""
    head, _, letter = place.rpartition(".")
    return "%s %s)" % (head, letter) if letter.isalpha() and head else place


def facts_of(items):
    """Per item its alternatives, each a set of (fact, comparison, threshold)."""
    result = {}
    for item in items:
        for alternative in item.get("facts", []):
            result.setdefault(item["id"], set()).add(frozenset(
                (condition["fact"], key, condition[key]) for condition in alternative for key in condition if key != "fact"))
    return result


def alternatives(*lists):
    return {frozenset(each) for each in lists}


def check_common(name, items, records, scheme):
    """What holds for every programme that has tracks and items."""
    ids = [item["id"] for item in items]
    check("%s: no id stands twice" % name, sorted(place for place in set(ids) if ids.count(place) > 1))
    named = {fact for each in facts_of(items).values() for alternative in each for fact, _, _ in alternative}
    compare("%s: facts declared and named" % name, records["facts"], dict.fromkeys(named, "number"))
    words = scheme["words"]
    same("%s: words for every track" % name, sorted(words["tracks"]), sorted(t["id"] for t in records["tracks"]))
    same("%s: words for every level" % name, sorted(words["levels"]), sorted(records["levels"]))
    same("%s: words for every service item" % name, sorted(words.get("scope", {})),
         sorted(place for track in records["tracks"] for place in track.get("scope", [])))
    groups = [(item["heading"], item.get("level"), item["id"][0]) for item in items]
    starts = [group for i, group in enumerate(groups) if i == 0 or groups[i - 1] != group]
    check("%s: items of one heading stand together" % name, sorted(str(g) for g in set(starts) if starts.count(g) > 1))


# ---- T/CIIPA -----------------------------------------------------------------------------------

CIIPA_COUNTS = {  # items, necessary
    "6.2": (7, 6), "8": (78, 41), "9.1": (46, 12), "9.2": (20, 5), "9.3": (15, 5), "9.4": (59, 17), "9.6": (59, 17),
    "9.7": (27, 8)}
CIIPA_WEIGHTS = {
    "6.2": 10, "8.1": 5, "8.2": 12, "8.3": 5, "8.4": 5, "8.5": 3, "8.6": 2, "8.7": 5, "8.8": 7, "8.9": 3, "8.10": 3,
    "8.11": 3, "8.12": 2, "8.13": 5, "chapter": 30}
CIIPA_NA = """8.3.b 8.4.b 8.5.a 8.5.b 8.5.c 8.5.d 8.5.e 8.7.c 8.11.a 8.11.b 8.11.c 8.11.d 9.3.2.g 9.6.4.g 9.6.5.h
              9.6.7.f""".split()
CIIPA_FACTS = {
    "6.2.b": alternatives([("registered_capital_wan", "at_least", 500)]),
    "6.2.d": alternatives([("years_in_service", "at_least", 2)]),
    "6.2.e": alternatives([("technical_staff", "at_least", 15)]),
    "8.1.d": alternatives([("bachelor_percent", "at_least", 70)]),
    "8.1.g": alternatives([("turnover_percent", "at_most", 30)]),
    "8.10.d": alternatives([("training_hours", "at_least", 40), ("confidentiality_hours", "at_least", 8)])}
CIIPA_TRACKS = {"consulting": "9.1", "training": "9.2", "development": "9.3", "protection": "9.4", "testing": "9.5",
                "confrontation": "9.6", "emergency": "9.7"}


def ciipa_expected(catalogue):
    """The labelled items in the order of 附录C; a section is lettered on from a, and a letter
    printed a second time gives way to the next one."""
    expected = []
    for group in catalogue["groups"]:
        if group["body_clause"] == "9.5":
            continue
        printed = [item["label"] for item in group["items"]]
        for i, item in enumerate(group["items"]):
            letter = "abcdefghijklmnopqrstuvwxyz"[i]
            if item["label"] != letter and item["label"] not in printed[:i]:
                raise ValueError("%s %s is out of order" % (group["body_clause"], item["label"]))
            expected.append(dict(item, id="%s.%s" % (group["body_clause"], letter), group=group))
    return expected


def check_ciipa_items(items, expected):
    texts = {item["id"]: item["text"] for item in items}
    in_order("ciipa: ids in the order of 附录C", [i["id"] for i in items], [i["id"] for i in expected])
    check("ciipa: repeated letters take the next one", [place for place in ("9.6.4.h", "9.7.2.g") if place not in texts])
    check("ciipa: 9.5 is no item", [place for place in texts if place.startswith("9.5")])
    compare("ciipa: texts", texts, {i["id"]: i["text"] for i in expected})
    compare("ciipa: clauses", {i["id"]: i["clause"] for i in items}, {i["id"]: clause_of(i["id"]) for i in expected})
    compare("ciipa: headings name class and section", {i["id"]: i["heading"].split("（")[0] for i in items},
            {i["id"]: "：".join(filter(None, (i["group"]["class"], i["group"]["section"]))) for i in expected})
    compare("ciipa: necessary items", {i["id"]: i.get("necessary", False) for i in items},
            {i["id"]: i["necessary_cell"] == "是" for i in expected})
    for chapter, (total, necessary) in CIIPA_COUNTS.items():
        inside = [item for item in items if item["id"].startswith(chapter + ".")]
        same("ciipa: %s has %d items, %d necessary" % (chapter, total, necessary),
             (len(inside), sum(item.get("necessary", False) for item in inside)), (total, necessary))
    same("ciipa: 311 items, 111 necessary", (len(items), sum(i.get("necessary", False) for i in items)), (311, 111))
    same("ciipa: conditional items", sorted(i["id"] for i in items if i.get("na")), sorted(CIIPA_NA))
    compare("ciipa: facts", facts_of(items), CIIPA_FACTS)
    check("ciipa: every threshold stands in its text", [
        "%s %s" % (place, threshold) for place, each in facts_of(items).items() for alternative in each
        for _, _, threshold in alternative if str(threshold) not in re.findall(r"\d+", texts[place])])
    persons = {i["id"]: int(re.match(r"\d+", bare(i["text"]).split("服务人员不少于")[1]).group())
               for i in expected if "服务人员不少于" in bare(i["text"])}
    compare("ciipa: persons", {i["id"]: i["persons"] for i in items if "persons" in i}, persons)
    same("ciipa: 65 items ask for persons, all in chapter 9",
         (len(persons), [place for place in persons if not place.startswith("9.")]), (65, []))
    check("ciipa: no levels, no items of some tracks only",
          [i["id"] for i in items if {"level", "only", "except", "applicants"} & set(i)])


def check_ciipa_score(items, catalogue, scheme):
    weights = {each["term"]: each["weight"] for each in scheme["score"]["weights"]}
    compare("ciipa: weights", weights, CIIPA_WEIGHTS)
    same("ciipa: 15 terms that add up to 100", (len(scheme["score"]["weights"]), sum(weights.values())), (15, 100))
    printed = {}
    for group in catalogue["groups"]:
        if group["weight_percent"] is not None:
            place = "chapter" if group["body_clause"].startswith("9.") else ".".join(group["body_clause"].split(".")[:2])
            printed.setdefault(place, set()).add(group["weight_percent"])
    compare("ciipa: weights of 附录C", {term: {weight} for term, weight in weights.items()}, printed)
    check("ciipa: every item falls under one term", [
        item["id"] for item in items
        if sum(item["id"].startswith(term + ".") for term in list(weights) + list(CIIPA_TRACKS.values())) != 1])
    requirements = scheme["review"]["requirements"]
    same("ciipa: requirements", [r["id"] for r in requirements], ["necessary", "score"])
    same("ciipa: pass mark", [r["at_least"] for r in requirements if r.get("score")],
         [catalogue["evaluation_rules"]["pass_score"]])
    same("ciipa: testing is referred", list(scheme["referred_tracks"]), ["testing"])


def check_ciipa_tracks(catalogue, records, words):
    sections = {}
    for group in catalogue["groups"]:
        if group["body_clause"].startswith("9."):
            sections.setdefault(".".join(group["body_clause"].split(".")[:2]), []).append(group["body_clause"])
    titles = {clause["clause"]: clause["title"] for clause in catalogue["body_clauses"]}
    compare("ciipa: chapters of the tracks", {t["id"]: t["chapter"] for t in records["tracks"]}, CIIPA_TRACKS)
    compare("ciipa: scope of the tracks", {t["chapter"]: t["scope"] for t in records["tracks"]}, sections)
    compare("ciipa: names of the tracks", words["tracks"], {track: titles[place] for track, place in CIIPA_TRACKS.items()})
    compare("ciipa: names of the service items", words["scope"],
            {place: titles[place] for each in sections.values() for place in each})


def check_ciipa():
    catalogue = read(TESTS, "catalogues", "ciipa.json")
    items = read(TEMPLATES, "ciipa", "items.json")["items"]
    records = read(TEMPLATES, "ciipa", "records.json")
    scheme = read(TEMPLATES, "ciipa", "scheme.json")
    check_common("ciipa", items, records, scheme)
    check_ciipa_items(items, ciipa_expected(catalogue))
    check_ciipa_score(items, catalogue, scheme)
    check_ciipa_tracks(catalogue, records, scheme["words"])


# ---- T/CAS 375 ---------------------------------------------------------------------------------

TCAS_BASIC_COUNTS = {"1": 22, "2": 25, "3": 29, "4": 30}
TCAS_COUNTS = {"C": (16, 3, 14, 8), "D": (16, 9, 18, 17), "E": (6, 9, 17, 19), "F": (8, 4, 9, 2), "G": (16, 13, 18, 13),
               "H": (21, 23, 18, 13), "I": (14, 12, 22, 20), "J": (7, 9, 10, 9)}
TCAS_TRACKS = {"consulting": "C", "integration": "D", "operations": "E", "monitoring": "F", "response": "G",
               "software": "H", "ics": "I", "data": "J"}
TCAS_FACTS = {  # metric of the catalogue: fact of the chapter
    "years_in_service": "years_in_service", "registered_capital_wan": "registered_capital_wan",
    "office_area_m2": "office_area_m2", "head_it_management_years": "head_years",
    "technical_lead_security_years": "tech_lead_years", "service_staff": "service_staff",
    "professional_staff": "specialist_staff", "signed_projects": "projects", "completed_projects": "projects",
    "cumulative_revenue_wan": "revenue_wan", "single_contract_wan": "largest_project_wan"}
TCAS_NO_FACT = {"sound_operation_months", "sound_operation_years", "audit_report_years", "financial_statement_months"}
TCAS_FINANCE = {  # titles stand in words: 1 初级, 2 中级, 3 高级
    "6.3.5.c": alternatives([("finance_title", "at_least", 1)]),
    "6.4.5.c": alternatives([("finance_title", "at_least", 2)]),
    "6.5.5.c": alternatives([("finance_title", "at_least", 3)],
                            [("finance_title", "at_least", 2), ("finance_title_years", "at_least", 3)])}
TCAS_TABLE = {  # chapter 6 by grade; None where a grade asks for nothing
    "registered_capital_wan": (100, 300, 500, 1000), "office_area_m2": (None, 100, 200, 500), "head_years": (1, 2, 3, 3),
    "tech_lead_years": (1, 2, 3, 5), "service_staff": (5, 10, 20, 30), "specialist_staff": (3, 6, 10, 20),
    "projects": (1, 3, 6, 10), "years_in_service": (None, 1, 3, 5)}
TCAS_REVENUE = {  # item b, others; item c, consulting: revenue, largest project
    "6.3.6": ((50, 10), (20, 5)), "6.4.7": ((100, 30), (50, 10)), "6.5.7": ((200, 100), (100, 20))}
NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}


def tcas_expected(catalogue):
    """(id, grade, title, item) in the order of the document: the grades' lists, then the appendices."""
    parts = [catalogue["basic"]] + [catalogue["professional"][letter]["levels"] for letter in "CDEFGHIJ"]
    expected = []
    for level, clause in ((level, clause) for part in parts for level in "1234" for clause in part[level]):
        title = "：".join(filter(None, (clause.get("parent_title"), clause["title"])))
        for item in clause["items"]:
            if clause["clause"] != "F.4.4":  # refers to grade 3 and asks for nothing of its own
                place = ".".join(filter(None, (clause["clause"], item["label"])))
                expected.append((place, level, title, item))
    return expected


def tcas_facts(expected):
    """The catalogue's thresholds as alternatives of facts."""
    comparisons = {">=": "at_least", "<=": "at_most", "==": "equals"}
    result = dict(TCAS_FINANCE)
    for place, level, _, item in expected:
        thresholds = [t for t in item["thresholds"] if t["metric"] not in TCAS_NO_FACT]
        if place in TCAS_FINANCE or not thresholds:
            continue
        conditions = []
        for t in thresholds:
            if t["metric"] == "held_grade_years":
                fact = "grade%s_years" % level
            elif place.startswith("6.") or t["metric"] == "technical_lead_security_years":
                fact = TCAS_FACTS[t["metric"]]
            else:
                fact = t["metric"]
            conditions.append((fact, comparisons[t["op"]], t["value"]))
        either = any("or_group" in t for t in thresholds)
        result[place] = alternatives(*([c] for c in conditions)) if either else alternatives(conditions)
    return result


def numbers_in(text):
    return [int(n) for n in re.findall(r"\d+", text)] + [NUMERALS[c] for c in text if c in NUMERALS]


def check_tcas_items(items, expected):
    texts = {item["id"]: item["text"] for item in items}
    in_order("tcas375: ids in the order of the document", [i["id"] for i in items], [e[0] for e in expected])
    compare("tcas375: texts", {place: bare(text) for place, text in texts.items()},
            {place: bare(item["text"] + "".join("%s)%s" % (each["label"], each["text"]) for each in item.get("subitems", [])))
             for place, _, _, item in expected})
    compare("tcas375: clauses", {i["id"]: i["clause"] for i in items}, {e[0]: clause_of(e[0]) for e in expected})
    compare("tcas375: headings", {i["id"]: i["heading"] for i in items}, {e[0]: e[2] for e in expected})
    compare("tcas375: grades", {i["id"]: i["level"] for i in items}, {e[0]: e[1] for e in expected})
    check("tcas375: grade and clause agree", [
        i["id"] for i in items if int(i["id"].split(".")[1]) != int(i["level"]) + (i["id"][0] == "6")])
    for level, count in TCAS_BASIC_COUNTS.items():
        same("tcas375: %d basic items of grade %s" % (count, level),
             sum(i["id"][0] == "6" and i["level"] == level for i in items), count)
    for letter, by_level in TCAS_COUNTS.items():
        same("tcas375: items of appendix %s by grade" % letter,
             tuple(sum(i["id"][0] == letter and i["level"] == level for i in items) for level in "1234"), by_level)
    basic = sum(i["id"][0] == "6" for i in items)
    same("tcas375: 106 basic and 413 professional items", (basic, len(items) - basic), (106, 413))
    check("tcas375: J.4.3.a is one item with its list", ["%d)" % n for n in range(1, 14) if "%d)" % n not in texts["J.4.3.a"]])
    check("tcas375: F.4.4 is no item", [place for place in texts if place.startswith("F.4.4")])
    compare("tcas375: for consulting only", {i["id"]: i["only"] for i in items if "only" in i},
            {place: ["consulting"] for place in ("6.3.6.c", "6.4.7.c", "6.5.7.c")})
    compare("tcas375: for all but consulting", {i["id"]: i["except"] for i in items if "except" in i},
            {place: ["consulting"] for place in ("6.3.6.b", "6.4.7.b", "6.5.7.b")})
    compare("tcas375: not asked of applicants", {i["id"]: i["applicants"] for i in items if "applicants" in i},
            {"6.2.6": False})
    check("tcas375: no item is necessary, counts persons or is exempted by na",
          [i["id"] for i in items if {"necessary", "persons", "na"} & set(i)])


def check_tcas_facts(items, expected):
    facts = facts_of(items)
    texts = {item["id"]: item["text"] for item in items}
    compare("tcas375: facts", facts, tcas_facts(expected))
    check("tcas375: every threshold stands in its text", [
        "%s %s" % (place, threshold) for place, each in facts.items() if place not in TCAS_FINANCE
        for alternative in each for _, _, threshold in alternative if threshold not in numbers_in(texts[place])])
    table = {fact: [None] * 4 for fact in TCAS_TABLE}
    for place, each in facts.items():
        for fact, comparison, threshold in (c for alternative in each for c in alternative if place.startswith("6.")):
            if fact in table and comparison == "at_least":
                table[fact][int(place.split(".")[1]) - 2] = threshold
    compare("tcas375: numbers of chapter 6 by grade", {fact: tuple(row) for fact, row in table.items()}, TCAS_TABLE)
    compare("tcas375: revenue and largest project",
            {place: [facts.get(place + letter) for letter in (".b", ".c")] for place in TCAS_REVENUE},
            {place: [alternatives([("revenue_wan", "at_least", revenue), ("largest_project_wan", "at_least", largest)])
                     for revenue, largest in pairs] for place, pairs in TCAS_REVENUE.items()})
    compare("tcas375: years of service or of holding the grade", {place: facts.get(place) for place in ("6.4.1", "6.5.1")}, {
        "6.4.1": alternatives([("years_in_service", "at_least", 3)], [("grade3_years", "at_least", 2)]),
        "6.5.1": alternatives([("years_in_service", "at_least", 5)], [("grade4_years", "at_least", 2)])})


def check_tcas_repeats(catalogue, items):
    """Items with the same text are one requirement: their facts must not differ."""
    groups = {}
    for item in items:
        groups.setdefault((item["id"][0], bare(item["text"])), []).append(item)
    repeated = [group for group in groups.values() if len(group) > 1]
    appendix = [sorted(item["id"] for item in group) for group in repeated if group[0]["id"][0] != "6"]
    same("tcas375: 18 texts repeated in chapter 6, 16 in the appendices",
         (len(repeated) - len(appendix), len(appendix)), (18, 16))
    noted = [sorted(each[key].rstrip(")").replace(" ", ".") for key in ("repeat", "original"))
             for anomaly in catalogue["anomalies"] if anomaly["id"] == "T-REPEATS" for each in anomaly["repeats"]]
    same("tcas375: repeats in the appendices as noted", sorted(appendix), sorted(noted))
    check("tcas375: repeats have the same facts", [
        group[0]["id"] for group in repeated if len({json.dumps(item.get("facts"), sort_keys=True) for item in group}) > 1])


def check_tcas375():
    catalogue = read(TESTS, "catalogues", "tcas375.json")
    items = read(TEMPLATES, "tcas375", "items.json")["items"]
    records = read(TEMPLATES, "tcas375", "records.json")
    scheme = read(TEMPLATES, "tcas375", "scheme.json")
    expected = tcas_expected(catalogue)
    check_common("tcas375", items, records, scheme)
    check_tcas_items(items, expected)
    check_tcas_facts(items, expected)
    check_tcas_repeats(catalogue, items)
    compare("tcas375: appendices of the tracks", {t["id"]: t["chapter"] for t in records["tracks"]}, TCAS_TRACKS)
    compare("tcas375: names of the tracks", scheme["words"]["tracks"],
            {track: catalogue["professional"][letter]["type"] for track, letter in TCAS_TRACKS.items()})
    same("tcas375: requirements", [(r["id"], r["grade"]) for r in scheme["review"]["requirements"]],
         [("basic", "basic"), ("professional", "professional")])


# ---- CNCERT and the third-party norm -----------------------------------------------------------

TPSO_IDS = """4.2 4.3 4.4.staff 4.4.leads 4.5.a 4.5.b 4.5.c 4.5.c.employment 4.5.c.business 4.5.d 4.5.e 4.5.f 4.5.g
              4.5.h.practitioner 4.5.h.service 4.5.i 4.6 4.7""".split()
TPSO_CAPABILITIES = ["4.6." + letter for letter in "abcdefg"]
CNCERT_DUTIES = {  # requirement: number of the duty
    "events.per-month": "4", "hours.per-month": "5", "liaison": "6", "half-year-report": "8", "incident-reporting": "7",
    "mobilisation": "3"}


def stands_in(text, source):
    """Every sentence or half-sentence of the text stands in the source, in its order."""
    at = 0
    for piece in filter(None, map(bare, re.split(r"[。；：]|[a-g]）", text))):
        at = source.find(piece, at)
        if at < 0:
            return False
    return True


def tpso_sources(norm):
    """Per clause of the norm its text, white space aside; a clause holds its lettered items too."""
    sources = {}
    for clause in norm["clauses"]:
        sources[clause["clause"]] = bare((clause["intro"] or "") + "".join(item["text"] for item in clause["items"]))
        for item in clause["items"]:
            sources.setdefault("%s %s)" % (clause["clause"], item["label"]), bare(item["text"]))
    return sources


def check_tpso(norm):
    items = read(TEMPLATES, "tpso", "items.json")["items"]
    requirements = read(TEMPLATES, "tpso", "scheme.json")["review"]["requirements"]
    sources = tpso_sources(norm)
    in_order("tpso: requirements in the order of the norm", [r["id"] for r in requirements], TPSO_IDS)
    same("tpso: items", sorted(i["id"] for i in items), sorted(TPSO_IDS + TPSO_CAPABILITIES))
    same("tpso: capabilities of 4.6", [r["items"] for r in requirements if r["id"] == "4.6"], [TPSO_CAPABILITIES])
    for what, entries in (("items", items), ("requirements", requirements)):
        check("tpso: clauses of the %s" % what, [
            "%s: %s" % (e["id"], e["clause"]) for e in entries
            if e["clause"] not in sources or not (e["id"] + ".").startswith(e["clause"].replace(" ", ".").rstrip(")") + ".")])
        check("tpso: texts of the %s" % what, [
            e["id"] for e in entries if not stands_in(e["text"], sources.get(e["clause"], ""))])
    check("tpso: capabilities in full", [
        i["id"] for i in items if i["id"] in TPSO_CAPABILITIES and bare(i["text"]) != sources[i["clause"]]])


def check_cncert(plan):
    scheme = read(TEMPLATES, "cncert", "scheme.json")
    duties = {duty["label"]: duty for duty in plan["obligations"]}
    requirements = {r["id"]: r for r in scheme["review"]["requirements"]}
    in_order("cncert: requirements", list(requirements), list(CNCERT_DUTIES))
    compare("cncert: clauses", {r: requirements[r]["clause"].lstrip("四（）() ").rstrip("）)") for r in requirements},
            CNCERT_DUTIES)
    compare("cncert: texts", {r: bare(requirements[r]["text"]) for r in requirements},
            {r: bare(duties[label]["text"]) for r, label in CNCERT_DUTIES.items()})
    compare("cncert: monthly numbers", {r: requirements[r]["at_least"] for r in requirements if "per" in requirements[r]},
            {r: duties[CNCERT_DUTIES[r]]["thresholds"][0]["value"] for r in ("events.per-month", "hours.per-month")})


def main():
    others = read(TESTS, "catalogues", "others.json")
    for name, run in (("ciipa", check_ciipa), ("tcas375", check_tcas375),
                      ("tpso", lambda: check_tpso(others["third_party"])), ("cncert", lambda: check_cncert(others["cncert"]))):
        try:
            run()
        except (AttributeError, LookupError, OSError, TypeError, ValueError) as error:
            check("%s: files can be compared" % name, ["%s: %s" % (type(error).__name__, error)])
    print("%d passed, %d failed" % (counts[True], counts[False]))
    return 1 if counts[False] else 0


if __name__ == "__main__":
    sys.exit(main())
