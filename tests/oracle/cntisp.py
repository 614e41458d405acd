"""Programme cntisp (§2)."""

from common import LEVELS, ONE_DAY, add_months, is_number, level_of_rank, rank
from deciding import Decision, Programme, all_met, requirement

YEAR_COUNTS = {"1": (30, 10, 30), "2": (20, 5, 20), "3": (10, 1, 10)}
TRIAL_COUNTS = {"1": (20, 5, 20), "2": (10, 3, 10), "3": (5, 1, 5)}
TRIAL_TEAM = {"1": 50, "2": 30, "3": 15}
COUNTED = ("original.total", "original.effective", "feedback.valid")
UNREACHABLE_LIMIT = 3


class Figures:
    """Accepted evidence dated first … last, both included."""

    def __init__(self, subject, first, last):
        original, effective, feedback = set(), set(), set()
        self.cooperative = self.supportive = True
        for item in subject.evidence:
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
        self.counts = (len(original), len(effective), len(feedback))


def year_requirements(level, figures, documents, factor=1):
    """附件2; factor 2 is the policy for an early upgrade."""
    rows = [requirement("documents", level, int(documents), 1, "附件2")]
    for name, value, required in zip(COUNTED, figures.counts, YEAR_COUNTS[level]):
        rows.append(requirement(name, level, value, required * factor, "附件2"))
    rows.append(requirement("cooperation", level, int(figures.cooperative), 1, "附件2"))
    rows.append(requirement("other-support", level, int(figures.supportive), 1, "附件2"))
    return rows


def trial_requirements(level, figures, facts):
    """附件1; a fact that is not given is not met."""
    def yes(fact):
        return int(facts.get(fact) is True)

    size = facts.get("team_size")
    documented = "team_results" if level == "3" else "team_documented"
    rows = [requirement("documents", level, yes("documents_complete"), 1, "附件1"),
            requirement("business", level, yes("security_business"), 1, "附件1"),
            requirement("data-foundation", level, yes("data_foundation"), 1, "附件1"),
            requirement("team.documented", level, yes(documented), 1, "附件1"),
            requirement("team", level, size if is_number(size) else 0, TRIAL_TEAM[level], "附件1")]
    for name, value, required in zip(COUNTED, figures.counts, TRIAL_COUNTS[level]):
        rows.append(requirement(name, level, value, required, "附件1"))
    return rows


def best_level(rows_of):
    """The highest level whose requirements are all met; rows_of gives them for a level."""
    for level in reversed(LEVELS["cntisp"]):
        if all_met(rows_of(level)):
            return level
    return None


class Cntisp(Programme):
    scheme = "cntisp"

    def needs_coverage(self, decision):
        return True

    def year(self, decision):
        """Requirements of a level, by the figures of the year."""
        figures = Figures(decision.subject, decision.first_day, decision.last_day)
        documents = any(paper["kind"] == "annual-summary" and paper["good"] for paper in decision.papers)
        return lambda level, factor=1: year_requirements(level, figures, documents, factor)

    def report(self, decider, decision):
        rows_of = self.year(decision)
        decision.attained = best_level(rows_of)
        decision.requirements = rows_of(decision.level)

    def early_upgrade(self, decider, decision):
        if decision.level == "1" or not decider.highest_asked(decision, early_only=True):
            return None
        above = level_of_rank("cntisp", rank("cntisp", decision.level) + 1)
        return above if all_met(self.year(decision)(above, 2)) else None

    def fall_short(self, decider, decision):
        if decision.level == "3":
            decision.propose("revoke", None)
        else:
            decision.propose("downgrade", level_of_rank("cntisp", rank("cntisp", decision.level) - 1))

    def application(self, decider, subject, paper):
        decision = Decision(subject, "trial", paper["id"], "awaiting-agreement", None)
        start = paper["trial_from"]
        if start is None:
            return decision
        end = add_months(start, 6) - ONE_DAY
        decision.status = "trial" if decider.as_of <= end else "due"
        decision.first_day, decision.last_day = start, min(end, decider.as_of)
        # reading: a trial still running keeps its status when it is not covered
        if not decider.is_covered(start):
            decision.notes.add("evidence-not-covered")
            return decision
        figures = Figures(subject, decision.first_day, decision.last_day)

        def rows_of(level):
            return trial_requirements(level, figures, paper["facts"])

        decision.attained = best_level(rows_of)
        decision.requirements = rows_of(paper["applied_level"] or LEVELS["cntisp"][0])
        if decision.status == "due":
            decider.admit(decision, paper)
        return decision
