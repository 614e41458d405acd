"""Programme ciipa (§5)."""

from fractions import Fraction

from catalogue import CHAPTER_WEIGHT, CIIPA, CIIPA_FACTS, CIIPA_WEIGHTS
from common import TRACKS
from deciding import Programme, all_met, requirement
from votes import Panel, with_na

PASS_MARK = 65
CLASSES_A_PERSON_COUNTS_IN = 3
ITEM = {item.id: item for item in CIIPA}


def items_counted(track, scope):
    """Chapters 6 and 8, and the track's chapter within the scope."""
    chapter = TRACKS["ciipa"][track]
    return [item for item in CIIPA if not item.service
            or (item.term == chapter and (scope is None or item.service in scope))]


class Ciipa(Programme):
    scheme = "ciipa"
    term_months = 36

    def needs_assessment(self, decision):
        return not self.only_refers(decision)

    def only_refers(self, decision):
        return decision.track == "testing"

    def report(self, decider, decision):
        if self.only_refers(decision):
            return
        items = items_counted(decision.track, decision.scope)
        results = self.results(decision, items)
        self.score(decision, items, results)
        necessary = [results[item.id] for item in items if item.necessary and results[item.id] != "na"]
        level = decision.reviewed
        decision.requirements = [requirement("necessary", level, necessary.count("met"), len(necessary)),
                                 requirement("score", level, decision.score["total"], PASS_MARK)]
        decision.attained = "pass" if all_met(decision.requirements) else None

    def results(self, decision, items):
        counted = {item.id for item in items}

        def heed(finding):
            """A met finding on people is unmet when too few of them may be counted here."""
            item = ITEM[finding["item"]]
            if finding["result"] != "met" or finding["persons"] is None or not item.persons or item.id not in counted:
                return finding["result"]
            remain = set()
            for person in finding["persons"]:
                known = decision.unit.staff.get(person)
                if known and decision.track in known["counted_in"][:CLASSES_A_PERSON_COUNTS_IN]:
                    remain.add(person)
                else:
                    decision.notes.add("reuse: " + person)
            return "met" if len(remain) >= item.persons else "unmet"

        panel = Panel(decision, with_na, heed)
        results = {}
        for item in items:
            found = panel.judge(item.id, [item.id], CIIPA_FACTS.get(item.id, ()))
            results[item.id] = found.result
            decision.undecided = decision.undecided or found.tied or found.conflict
        return results

    def score(self, decision, items, results):
        terms, total = [], Fraction(0)
        for clause, weight in CIIPA_WEIGHTS + ((TRACKS["ciipa"][decision.track], CHAPTER_WEIGHT),):
            found = [results[item.id] for item in items if item.term == clause and results[item.id] != "na"]
            met = found.count("met")
            terms.append({"id": clause, "weight": weight, "met": met, "total": len(found)})
            total += Fraction(weight * met, len(found)) if found else weight
        decision.score = {"total": total, "pass_mark": PASS_MARK, "terms": terms}
