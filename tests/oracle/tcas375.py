"""Programme tcas375 (§6)."""

from catalogue import FOR_CONSULTING, FOR_OTHERS, NOT_OF_APPLICANTS, TCAS_APPENDIX, TCAS_BASIC
from common import level_of_rank, rank
from deciding import Programme, requirement
from votes import Panel, by_majority

GRADES = (1, 2, 3, 4)


class Tcas375(Programme):
    scheme = "tcas375"

    def needs_assessment(self, decision):
        return True

    def report(self, decider, decision):
        panel = Panel(decision, by_majority)
        under_review = rank("tcas375", decision.reviewed)
        spared = set(FOR_OTHERS if decision.track == "consulting" else FOR_CONSULTING)
        if decision.matter == "application":
            spared.add(NOT_OF_APPLICANTS)
        basic = self.met_by_level(panel, [entry for entry in TCAS_BASIC if entry.id not in spared], under_review)
        appendix = self.met_by_level(panel, TCAS_APPENDIX[decision.track], under_review)
        grade = max([g for g in GRADES if all(basic[g])], default=0)
        professional = max([g for g in GRADES if all(all(appendix[level]) for level in range(1, g + 1))], default=0)
        decision.requirements = [requirement("basic", decision.reviewed, grade, under_review),
                                 requirement("professional", decision.reviewed, professional, under_review)]
        decision.attained = level_of_rank("tcas375", min(grade, professional))

    def met_by_level(self, panel, requirements, under_review):
        """For each level whether the requirements of its list are met; na counts as not met."""
        met = {level: [] for level in GRADES}
        for entry in requirements:
            counted = min(entry.levels) <= under_review
            found = panel.judge(entry.id, entry.ids, entry.facts, noted=counted)
            if counted and (found.tied or found.conflict):
                panel.decision.undecided = True
            for level in entry.levels:
                met[level].append(found.result == "met")
        return met

    def fall_short(self, decider, decision):
        if decision.attained is None:
            decision.propose("revoke", None)
        else:
            decision.propose("downgrade", decision.attained)
