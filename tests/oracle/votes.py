"""From the findings of several experts to one result per requirement (§1, assessments)."""

from collections import namedtuple

from catalogue import contradicted

# result: met, unmet or na; tied, conflict: an office person has to look
Verdict = namedtuple("Verdict", "result tied conflict assessed")


def by_majority(met, unmet, na):
    """(result, tied): met when met outnumber the others."""
    return "met" if met > unmet + na else "unmet", met == unmet + na and met > 0


def with_na(met, unmet, na):
    """(result, tied) in ciipa, where an item may not apply."""
    if na > met and na > unmet:
        return "na", False
    return "met" if met > unmet and met >= na else "unmet", met == unmet and met > 0


def verdict(findings, count):
    """The verdict of (expert, result) pairs on one requirement."""
    by_expert = {}
    for expert, result in findings:
        by_expert.setdefault(expert, set()).add(result)
    opinions = ["met" if said == {"met"} else "unmet" if "unmet" in said else "na" for said in by_expert.values()]
    result, tied = count(*(opinions.count(word) for word in ("met", "unmet", "na")))
    conflict = any({"met", "unmet"} <= said for said in by_expert.values())
    return Verdict(result, tied, conflict, bool(by_expert))


class Panel:
    """The findings of the assessment that counts, by item, and what they make of each requirement."""

    def __init__(self, decision, count, heed=lambda finding: finding["result"]):
        self.decision, self.count = decision, count
        self.findings = {}
        for finding in decision.assessment["findings"]:
            pair = (finding["expert"], heed(finding))
            self.findings.setdefault(finding["item"], []).append(pair)

    def judge(self, name, items, alternatives=(), noted=True):
        """The verdict on one requirement, under its first id; a fact may overrule it."""
        found = verdict([pair for item in items for pair in self.findings.get(item, [])], self.count)
        overruled = contradicted(alternatives, self.decision.facts)
        if noted:
            marks = (("not-assessed", not found.assessed), ("tied", found.tied), ("conflict", found.conflict),
                     ("fact-contradicts", overruled))
            self.decision.notes.update("%s: %s" % (word, name) for word, holds in marks if holds)
        return found._replace(result="unmet") if overruled else found
