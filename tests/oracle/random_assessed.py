"""Random units of the programmes decided by assessments: tpso, ciipa and tcas375."""

import bisect
import math

from catalogue import (CHAPTER_WEIGHT, CIIPA_CONDITIONAL, CIIPA_WEIGHTS, CIIPA_FACTS, FOR_CONSULTING, FOR_OTHERS, ITEMS,
                       SERVICE_ITEMS, TCAS_APPENDIX, TCAS_BASIC)
from ciipa import PASS_MARK, items_counted
from common import LEVELS, ONE_DAY, TRACKS, add_months, read_date
from random_base import DAY
from tpso import ABILITIES, BY_FINDINGS

EXPERTS = ("专家甲", "专家乙", "专家丙", "专家丁")
CIIPA_FACT_EDGES = {"registered_capital_wan": (500, 499.99), "years_in_service": (2, 1.5), "technical_staff": (15, 14),
                    "bachelor_percent": (70, 69.9), "turnover_percent": (30, 30.1), "training_hours": (40, 39),
                    "confidentiality_hours": (8, 7.5)}
# what each level asks, lowest first; below by one is too little, for hours one more is too much
TCAS_FACT_EDGES = {
    "years_in_service": (1, 1, 3, 5), "grade3_years": (0, 0, 2, 2), "grade4_years": (0, 0, 0, 2),
    "registered_capital_wan": (100, 300, 500, 1000), "office_area_m2": (50, 100, 200, 500), "head_years": (1, 2, 3, 3),
    "tech_lead_years": (1, 2, 3, 5), "finance_title": (0, 1, 2, 2), "finance_title_years": (0, 0, 1, 3),
    "service_staff": (5, 10, 20, 30), "specialist_staff": (3, 6, 10, 20), "projects": (1, 3, 6, 10)}
TCAS_REVENUE = {True: {"revenue_wan": (0, 20, 50, 100), "largest_project_wan": (0, 5, 10, 20)},
                False: {"revenue_wan": (0, 50, 100, 200), "largest_project_wan": (0, 10, 30, 100)}}
APPENDIX_EDGES = {
    "consulting": {"consulting_team_members": (3, 5, 10, 20), "certified_consultants": (0, 0, 5, 10)},
    "integration": {"implementation_group_members": (3, 5, 5, 5), "trial_run_months": (1, 1, 1, 1),
                    "trial_run_record_months": (0, 0, 1, 3)},
    "operations": {},
    "monitoring": {"self_developed_tools": (0, 0, 1, 1)},
    "response": {"response_hours_local": (8, 6, 4, 2), "response_hours_remote": (12, 8, 8, 4)},
    "software": {"development_team_members": (5, 10, 15, 20), "security_service_staff": (3, 5, 7, 10),
                 "trial_run_record_months": (0, 0, 1, 3)},
    "ics": {"automation_staff": (1, 3, 5, 10), "infosec_staff": (1, 3, 5, 10), "supported_protocols": (3, 10, 15, 20),
            "response_hours_local": (24, 24, 12, 6), "response_hours_remote": (48, 48, 24, 12),
            "trial_run_months": (0, 0, 1, 3)},
    "data": {"service_team_members": (3, 5, 10, 10), "software_team_members": (3, 5, 30, 30),
             "response_hours_local": (12, 12, 6, 6), "response_hours_remote": (24, 24, 12, 12),
             "platform_delivery_cases": (0, 0, 1, 1), "planning_dimensions": (0, 0, 0, 4)},
}


class AssessedUnits:
    """Assessments and votes, as all three programmes have them."""

    def applicant_or_holder(self, unit_id, scheme, track, months):
        """(first day an assessment may end on, level held or applied for, the record that may carry a scope)."""
        role = self.random.random()
        if role < 0.72:
            level, counted, _, record = self.holding(unit_id, scheme, track, months)
            if role < 0.05:     # ignored
                self.submission(unit_id, scheme, "application", self.up_to_now(), self.tracked(track, {}))
            return counted, level, record
        content = self.tracked(track, {})
        if scheme == "tcas375" or self.chance(0.3):
            if self.chance(0.8):
                content["applied_level"] = self.pick(*LEVELS[scheme])
        paper = self.submission(unit_id, scheme, "application", self.as_of - self.pick(0, 20, 60, 200) * DAY, content)
        self.terms[unit_id, scheme, track] = (add_months(self.as_of, -12) + ONE_DAY, self.as_of, "%s/%s/%s/%s" % (
            scheme, unit_id, track or "-", paper["submission_id"]))
        if self.chance(0.1):
            self.submission(unit_id, scheme, "appeal", self.as_of, {
                "proposal_id": self.terms[unit_id, scheme, track][2], "grounds": "请复核"})
        return read_date(paper["submitted_on"]), content.get("applied_level"), content

    def assessment(self, unit_id, scheme, tracks, first):
        """One that ends on an edge of the days a paper counts; (id, experts)."""
        # most are clean, so that a hundred findings still make the result that was meant
        self.noise = self.pick(0, 0, 0, 0.01, 0.05)
        end = self.pick(first, self.as_of, self.as_of, self.as_of, self.within(first, self.as_of),
                        first - DAY if self.chance(0.3) else self.as_of, self.as_of + DAY if self.chance(0.2) else first)
        experts = EXPERTS[:self.pick(1, 1, 1, 2, 2, 3, 4)]
        record = self.assessment_record(unit_id, scheme, tracks, end, experts)
        if self.chance(0.2):      # another with hardly a finding, which may be the one that counts
            other = self.assessment_record(unit_id, scheme, tracks, self.pick(end, end, end - DAY, self.as_of + DAY), experts)
            for item in self.pick(["4.2", "4.7"], []) if scheme == "tpso" else []:
                self.finding(other["assessment_id"], item, "met", experts[0])
        return record["assessment_id"], experts

    def assessment_record(self, unit_id, scheme, tracks, end, experts):
        number = self.number()
        name = self.pick("A%04d", "a%04d", "Z-%d") % number
        return self.add("assessments", {
            "assessment_id": name, "unit_id": unit_id, "scheme": scheme, "tracks": list(tracks),
            "form": self.pick("self", "third-party"), "from": self.day(end - self.pick(0, 9) * DAY), "to": self.day(end),
            "evaluator": {"name": "评价机构"}, "experts": [{"name": expert} for expert in experts]})

    def finding(self, assessment_id, item, result, expert, persons=None):
        date = self.as_of - self.pick(0, 0, 3) * DAY if not self.chance(self.noise) else self.as_of + DAY
        record = {"assessment_id": assessment_id, "item": item, "result": result, "expert": expert,
                  "date": date.isoformat()}
        if persons is not None:
            record["persons"] = persons
        self.add("findings", record)

    def votes(self, assessment_id, item, result, experts, persons=None):
        """Findings of one or several experts that make this result, at times not unanimous."""
        if self.chance(self.noise / 2):
            return
        wrong = "unmet" if result == "met" else "met"
        if result == "tied":
            opinions = ["met", "unmet"] if len(experts) > 1 else ["unmet"]
        elif len(experts) == 1 or self.chance(0.75):
            opinions = [result]
        elif self.chance(0.6):
            opinions = [result] * len(experts)
        elif len(experts) > 2 and self.chance(0.8):
            opinions = [result, wrong, result]
        elif self.chance(self.noise * 5):
            opinions = [result, wrong]      # tied
        else:
            opinions = [result]
        if (item in CIIPA_CONDITIONAL or item not in ITEMS["ciipa"]) and self.chance(self.noise * 4):
            opinions = [self.pick("met", "unmet", "na") for _ in experts]
        if self.chance(self.noise):
            experts = ("不在名单上的专家",) + experts[1:]
        for expert, opinion in zip(experts, opinions):
            self.finding(assessment_id, item, opinion, expert, persons if opinion == "met" else None)

    def annual_review(self, unit_id, scheme, track, counted, facts):
        for _ in range(self.pick(0, 1, 1, 1, 1, 2)):
            content = self.tracked(track, {"complete": self.chance(0.97), "truthful": self.chance(0.97), "period": "2026"})
            if facts and self.chance(0.85):
                content["facts"] = dict(facts)
            date = self.pick(self.as_of, self.as_of - 2 * DAY, counted, counted - DAY if self.chance(0.3) else self.as_of,
                             self.as_of + DAY if self.chance(0.3) else self.as_of)
            self.submission(unit_id, scheme, "annual-review", date, content)
            if facts and self.chance(0.5):
                facts = {name: self.pick(value, 0) for name, value in facts.items()}

    def person(self, unit_id, **members):
        record = {"person_id": "P%05d" % self.number(), "unit_id": unit_id, "name": "员工", "roles": [],
                  "experience_years": self.pick(2, 2, 3.5, 10), "certifications": ["CISP"], "employment": "full-time",
                  "training_hours": {}}
        record.update(members)
        return self.add("staff", record)


class TpsoUnits(AssessedUnits):
    def tpso_unit(self, unit_id):
        first = self.applicant_or_holder(unit_id, "tpso", None, 12)[0]
        counted, last, _ = self.terms[unit_id, "tpso", None]
        # all is well but this; "anything" leaves it to chance, and None is no flaw
        self.flaw = self.pick("anything", "anything", "anything", None, *BY_FINDINGS, "4.6", "4.5.a", "4.5.f", "4.5.g",
                              "4.5.i", "4.5.c", "4.5.c.business", "trained 10", "trained 20", "people")
        if self.chance(0.95):
            assessment_id, experts = self.assessment(unit_id, "tpso", (), first)
            for item in BY_FINDINGS:
                result = "unmet" if self.flaw == item or (self.anything() and self.chance(0.04)) else "met"
                self.votes(assessment_id, item, result, experts)
            able = self.flaw != "4.6" and not (self.anything() and self.chance(0.1))
            for item in self.random.sample(ABILITIES, self.pick(1, 3, 7, 7)):
                self.votes(assessment_id, item, self.pick("met", "met", "unmet", "tied") if able else
                           self.pick("unmet", "unmet", "na", "tied"), experts)
            if able:
                self.finding(assessment_id, "4.6.c", "met", "另一专家")
            if self.chance(0.1):
                self.finding(assessment_id, "4.5.a", "unmet", experts[0])     # decided by evidence
        if self.flaw != "4.5.c":
            self.annual_review(unit_id, "tpso", None, counted, None)
        self.tpso_staff(unit_id)
        self.business(unit_id, counted, last)
        self.other_papers(unit_id, "tpso", None, counted)
        self.sundries(unit_id, "tpso")

    def anything(self):
        return self.flaw == "anything"

    def tpso_staff(self, unit_id):
        ended = (self.as_of + ONE_DAY).year - 1
        for number in range(self.pick(0, 1, 2, 3, 4) if self.anything() else self.pick(2, 3, 4)):
            roles = ["lead", "service"] if number == 0 else self.pick(["service"], ["practitioner"], [], ["service", "practitioner"])
            hours = {str(ended): self.pick(20, 20.5, 24), str(ended - 1): 0, str(ended + 1): 3}
            members = {"roles": roles, "training_hours": hours}
            short = {"trained 10": 9.5, "trained 20": 19.5}.get(self.flaw)
            if short and number == 1:
                members.update(roles=["practitioner" if short < 10 else "service"], training_hours={str(ended): short})
            if self.flaw == "people" or (self.anything() and self.chance(0.3)):
                members.update(self.pick(
                    {"experience_years": 1.5}, {"experience_years": 1.99, "certifications": []},
                    {"experience_years": 2, "certifications": []}, {"employment": self.pick("part-time", "affiliated")},
                    {"training_hours": {str(ended): self.pick(19.5, 10, 9.9)}}, {"training_hours": {str(ended + 1): 40}},
                    {"roles": ["practitioner"]}))
            self.person(unit_id, **members)

    def business(self, unit_id, first, last):
        year_ago = add_months(self.as_of, -12)
        if self.flaw != "4.5.c.business" and not (self.anything() and self.chance(0.3)):
            date = self.within(max(first, year_ago + DAY), last)
            self.evidence(unit_id, "tpso", "service-project", date, {"started_on": date.isoformat(), "filed_on": date.isoformat()})
        for _ in range(self.pick(0, 1, 1, 2, 3)):
            started = self.pick(year_ago, year_ago + DAY, self.as_of, self.within(first, last), self.within(first, last))
            data = {"started_on": self.day(started)}
            if self.flaw == "4.5.c.business":
                data["started_on"] = self.day(year_ago)
            if self.flaw != "4.5.f" or self.chance(0.5):
                data["filed_on"] = self.day(started - self.pick(*[0] * 9, 5, 5, -1 if self.flaw in ("anything", "4.5.f") else 1) * DAY)
            self.evidence(unit_id, "tpso", "service-project", min(self.near(first, last), self.as_of + DAY), data, self.status())
        for _ in range(self.pick(0, 0, 1, 2)):
            self.evidence(unit_id, "tpso", "report", self.near(first, last), {"sealed": self.good("4.5.a")}, self.status())
        for _ in range(self.pick(0, 0, 1, 2)):
            self.evidence(unit_id, "tpso", "incident", self.near(first, last), {"timely": self.good("4.5.i")}, self.status())
        for _ in range(self.pick(0, 0, 1, 2)):
            self.tpso_change(unit_id, first, last)
        self.perhaps_violation(unit_id, "tpso", None)

    def good(self, flaw):
        return self.flaw != flaw and not (self.anything() and self.chance(0.07))

    def status(self):
        return self.pick(*["accepted"] * 20, "rejected", "pending")

    def tpso_change(self, unit_id, first, last):
        """Reported on the fifth working day or about it; or not yet, that day being about as_of."""
        changed = self.within(first, last)
        data = {}
        if self.chance(0.4):
            changed = self.as_of
            for _ in range(self.pick(4, 5, 5, 6, 7, 8, 9)):
                changed -= DAY
        else:
            fifth = self.calendar.after(changed, 5)
            late = fifth + DAY if self.flaw in ("4.5.g", "anything") else fifth
            reported = self.pick(fifth, fifth, late, fifth - DAY, changed, changed - DAY)
            if reported <= self.as_of or self.chance(0.3):
                data["reported_on"] = self.day(reported)
        data["changed_on"] = self.day(changed)
        self.evidence(unit_id, "tpso", "change", self.pick(changed, self.near(first, last)), data, self.status())


class CiipaUnits(AssessedUnits):
    def ciipa_unit(self, unit_id):
        tracks = self.random.sample(sorted(TRACKS["ciipa"]), self.pick(1, 1, 2))
        staff = self.ciipa_staff(unit_id)
        for track in tracks:
            self.ciipa_track(unit_id, track, staff)
        self.perhaps_violation(unit_id, "ciipa", tracks[0])
        self.sundries(unit_id, "ciipa", tracks[0])

    def ciipa_staff(self, unit_id):
        """Person ids with the tracks they may count in, and the tracks they are counted in beyond the third."""
        people = []
        for _ in range(self.pick(3, 6)):
            tracks = self.random.sample(sorted(TRACKS["ciipa"]), self.pick(2, 3, 4, 6))
            if self.chance(0.05):
                tracks.insert(0, tracks[0])
            record = self.person(unit_id, counted_in=tracks, roles=["service"])
            if self.chance(0.05):
                del record["counted_in"]
                tracks = []
            people.append((record["person_id"], tracks[:3]))
        return people

    def ciipa_track(self, unit_id, track, staff):
        first, _, carrier = self.applicant_or_holder(unit_id, "ciipa", track, 36)
        counted = self.terms[unit_id, "ciipa", track][0]
        scope = None
        services = sorted(item for item in SERVICE_ITEMS if item.startswith(TRACKS["ciipa"][track] + "."))
        if services and self.chance(0.75):
            scope = self.random.sample(services, self.pick(1, 1, min(2, len(services))))
            carrier["scope"] = scope + scope[:1] if self.chance(0.05) else scope
        facts = {name: self.random.choices(edges, (self.pick(20, 60, 1000), 1))[0]
                 for name, edges in CIIPA_FACT_EDGES.items() if self.chance(0.5)}
        if carrier.get("status"):     # a certificate
            self.annual_review(unit_id, "ciipa", track, counted, facts)
            self.other_papers(unit_id, "ciipa", track, counted)
        elif self.chance(0.8):
            carrier["facts"] = facts
        if track == "testing" or self.chance(0.06):
            return
        tracks = [track] + (["testing"] if self.chance(0.1) else [])
        assessment_id, experts = self.assessment(unit_id, "ciipa", tracks, first)
        results = self.ciipa_results(track, scope)
        if scope and self.chance(0.4):     # outside the scope, perhaps: nothing to do with the verdict
            results.setdefault("%s.%s" % (self.random.choice(services), self.pick("a", "c")), self.pick("met", "unmet", "tied"))
        if self.noise and self.chance(0.3):
            results[self.random.choice(sorted(CIIPA_FACTS))] = "tied"
        counted = {item.id for item in items_counted(track, scope)}
        for item in items_counted(track, None):
            result, persons = results.get(item.id), None
            if result is None:
                continue
            if item.persons and result != "unmet":
                persons = self.persons(track, staff, item.persons) if item.id in counted else ["NOBODY"]
            self.votes(assessment_id, item.id, result, experts, persons)

    def persons(self, track, staff, needed):
        """A list long enough, or at times not; None leaves it out."""
        good = [person for person, tracks in staff if track in tracks]
        other = [person for person, tracks in staff if track not in tracks] + ["NOBODY"]
        if self.chance(self.noise):
            return self.pick([], good[:needed - 1], good[:needed - 1] + other[:1])
        if len(good) < needed or self.chance(0.5):
            return None
        listed = good[:self.pick(needed, len(good))]
        if self.chance(0.15):
            listed = listed + [self.random.choice(other)]
        if self.chance(0.1):      # somebody twice
            listed = listed[:-1] + listed[:1] if self.chance(self.noise * 15) else listed + listed[:1]
        return listed

    def ciipa_results(self, track, scope):
        """item -> result: a score of exactly 65 with all necessary items, just below, or else."""
        items = items_counted(track, scope)
        results = {item.id: "na" for item in items if item.id in CIIPA_CONDITIONAL and self.chance(0.12)}
        if self.chance(0.15):     # a term with nothing left
            whole = self.pick("8.5", "8.11")
            results.update({item.id: "na" for item in items if item.term == whole})
        rest = [item for item in items if item.id not in results]
        aim = self.pick("exact", "exact", "exact", "below", "below", "full", "necessary", "random")
        if aim == "random":
            results.update({item.id: self.pick("met", "met", "met", "unmet") for item in rest})
        elif aim in ("full", "necessary"):
            results.update({item.id: "met" for item in rest})
            if aim == "necessary":
                results[self.random.choice([item.id for item in rest if item.necessary])] = "unmet"
        else:
            results.update(self.scored(track, rest, aim == "exact"))
        return results

    def scored(self, track, items, exact):
        """All necessary items met and so many others that the score is 65, or the most below it."""
        weights = CIIPA_WEIGHTS + ((TRACKS["ciipa"][track], CHAPTER_WEIGHT),)
        terms = []
        for clause, weight in weights:
            of_term = [item for item in items if item.term == clause]
            terms.append((weight, [item for item in of_term if item.necessary], [item for item in of_term if not item.necessary]))
        scale = math.lcm(*[len(a) + len(b) for _, a, b in terms if a or b])

        def share(term, extra):
            weight, necessary, others = terms[term]
            count = len(necessary) + len(others)
            return weight * (len(necessary) + extra) * (scale // count) if count else weight * scale

        chosen = []
        for _ in range(60):
            chosen = [self.random.randrange(len(others) + 1) for _, _, others in terms]
            order = list(range(len(terms)))
            self.random.shuffle(order)
            free, fixed = order[:4], order[4:]
            target = PASS_MARK * scale - sum(share(term, chosen[term]) for term in fixed) - (0 if exact else 1)
            pair = sorted((share(free[0], a) + share(free[1], b), a, b)
                          for a in range(len(terms[free[0]][2]) + 1) for b in range(len(terms[free[1]][2]) + 1))
            best = None
            for c in range(len(terms[free[2]][2]) + 1):
                for d in range(len(terms[free[3]][2]) + 1):
                    left = target - share(free[2], c) - share(free[3], d)
                    place = bisect.bisect_right(pair, (left, 99, 99)) - 1
                    if place >= 0 and (best is None or left - pair[place][0] < best[0]):
                        best = (left - pair[place][0], pair[place][1], pair[place][2], c, d)
            if best:
                for term, extra in zip(free, best[1:]):
                    chosen[term] = extra
                if best[0] == 0 or not exact:
                    break
        results = {}
        for (_, necessary, others), extra in zip(terms, chosen):
            lucky = set(self.random.sample(range(len(others)), extra))
            results.update({item.id: "met" for item in necessary})
            results.update({item.id: "met" if index in lucky else "unmet" for index, item in enumerate(others)})
        return results


class TcasUnits(AssessedUnits):
    def tcas375_unit(self, unit_id):
        tracks = self.random.sample(sorted(TRACKS["tcas375"]), self.pick(1, 1, 1, 2))
        first, asked = self.as_of, 1
        for track in tracks:
            start, level, carrier = self.applicant_or_holder(unit_id, "tcas375", track, 12)
            first, asked = min(first, start), int(level or self.pick(1, 2))
            grade, professional = (min(4, max(0, asked + self.pick(-1, 0, 0, 0, 1))) for _ in range(2))
            facts = self.tcas_facts(track, max(1, grade), max(1, professional))
            if carrier.get("status"):
                counted = self.terms[unit_id, "tcas375", track][0]
                self.annual_review(unit_id, "tcas375", track, counted, facts)
                self.other_papers(unit_id, "tcas375", track, counted)
            elif self.chance(0.8):
                carrier["facts"] = facts
        self.perhaps_violation(unit_id, "tcas375", tracks[0])
        self.sundries(unit_id, "tcas375", tracks[0])
        if self.chance(0.06):
            return
        assessment_id, experts = self.assessment(unit_id, "tcas375", tracks, first)
        self.tcas_votes(assessment_id, experts, self.basic_results(tracks, grade, asked))
        for track in tracks:
            self.tcas_votes(assessment_id, experts, self.appendix_results(track, professional, asked))

    def tcas_facts(self, track, grade, professional):
        facts = {}
        edges = dict(TCAS_FACT_EDGES, **TCAS_REVENUE[track == "consulting"])
        for table, level in ((edges, grade), (APPENDIX_EDGES[track], professional)):
            for name, values in table.items():
                if self.chance(0.5):
                    value = values[level - 1]
                    if self.chance(0.02):
                        value += 1 if "hours" in name else -1
                    elif self.chance(0.1):
                        value = values[self.random.randrange(level - 1, 4)]
                    facts.setdefault(name, max(0, value))
        if self.chance(0.1):      # of two alternatives one or both fail
            facts.update(years_in_service=self.pick(2, 4), grade3_years=self.pick(1, 2), grade4_years=self.pick(1, 2))
        return facts

    def basic_results(self, tracks, grade, asked):
        """The list of the grade met, of each higher list something unmet, or nobody looked."""
        seen = max(grade, asked) + self.pick(0, 0, 1, 4)
        consulting = FOR_OTHERS if tracks == ["consulting"] else FOR_CONSULTING
        failing = {level: self.random.choice([entry for entry in TCAS_BASIC if min(entry.levels) == level]).id
                   for level in (1, 2, 3, 4)}
        results = []
        for entry in TCAS_BASIC:
            if min(entry.levels) > seen or (entry.id in consulting and len(tracks) == 1 and self.chance(0.7)):
                continue
            if grade in entry.levels:
                results.append((entry, "met"))
            else:
                fails = (entry.id in failing.values() and min(entry.levels) > grade) or self.chance(self.noise)
                results.append((entry, self.pick("unmet", "na", "tied") if fails else "met"))
        return results

    def appendix_results(self, track, grade, asked):
        seen = max(grade, asked) + self.pick(0, 0, 1)
        above = [entry for entry in TCAS_APPENDIX[track] if min(entry.levels) == grade + 1]
        failing = self.random.choice(above).id if above else None
        results = []
        for entry in TCAS_APPENDIX[track]:
            if min(entry.levels) <= seen:
                fails = entry.id == failing or (min(entry.levels) > grade and self.chance(0.05))
                results.append((entry, self.pick("unmet", "unmet", "na", "tied") if fails else "met"))
        return results

    def tcas_votes(self, assessment_id, experts, results):
        """On one copy of a requirement or on several; rarely an expert contradicts himself."""
        for entry, result in results:
            copies = list(entry.ids)
            if len(copies) > 1 and self.chance(self.noise):
                self.finding(assessment_id, copies[0], "met", experts[0])
                self.finding(assessment_id, copies[-1], self.pick("unmet", "na"), experts[0])
            elif self.chance(0.3):
                for item in copies:
                    self.votes(assessment_id, item, result, experts[:1])
            else:
                self.votes(assessment_id, self.random.choice(copies), result, experts)
