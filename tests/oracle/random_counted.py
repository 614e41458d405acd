"""Random units of the programmes that count: cntisp and cncert."""

import datetime

from cncert import half_year_of
from cntisp import TRIAL_COUNTS, TRIAL_TEAM, YEAR_COUNTS
from common import add_months, read_date
from random_base import DAY

LEVELS = ("3", "2", "1")


class CntispUnits:
    def cntisp_unit(self, unit_id):
        role = self.random.random()
        if role < 0.62:
            self.cntisp_holder(unit_id)
        elif role < 0.86:
            self.trial_applicant(unit_id)
        elif role < 0.94:
            self.cntisp_lapsed(unit_id)
        self.sundries(unit_id, "cntisp")

    def cntisp_holder(self, unit_id):
        level, counted, last, _ = self.holding(unit_id, "cntisp", None, 12)
        if self.chance(0.12):
            self.outstanding(unit_id, level, counted, last)
            return
        self.contribution(unit_id, counted, last, YEAR_COUNTS[self.random.choice(LEVELS)], self.pick(1, 1, 1, 2))
        self.summary_and_papers(unit_id, counted)
        self.conduct(unit_id, counted, last)
        if self.chance(0.06):
            self.trial_application(unit_id)

    def summary_and_papers(self, unit_id, counted):
        if self.chance(0.9):
            date = self.pick(self.as_of, self.as_of - 3 * DAY, counted, counted - DAY if self.chance(0.3) else counted)
            self.submission(unit_id, "cntisp", "annual-summary", date,
                            {"complete": self.chance(0.95), "truthful": self.chance(0.95), "period": "2026"})
        self.other_papers(unit_id, "cntisp", None, counted)

    def outstanding(self, unit_id, level, counted, last):
        """Twice the numbers one level above, or nearly, and a request for it."""
        above = {"3": "2"}.get(level, "1")
        self.contribution(unit_id, counted, last, YEAR_COUNTS[above], 2)
        self.submission(unit_id, "cntisp", "annual-summary", self.as_of, {"complete": True, "truthful": True})
        self.submission(unit_id, "cntisp", "upgrade-request", self.as_of,
                        {"to_level": self.pick(above, "1"), "early": self.chance(0.8)})

    def cntisp_lapsed(self, unit_id):
        end = self.as_of - self.pick(91, 92, 200) * DAY
        start = end - 364 * DAY
        self.certificate(unit_id, "cntisp", None, self.random.choice(LEVELS), start, end,
                         self.pick("valid", "valid", "valid", "revoked", "expired"))
        self.contribution(unit_id, start, end, YEAR_COUNTS["3"], 1)
        self.summary_and_papers(unit_id, start)
        if self.chance(0.3):
            self.trial_application(unit_id)

    def contribution(self, unit_id, first, last, counts, factor):
        """Reports and feedback that meet the three numbers exactly, or miss one by one."""
        total, effective, feedback = (count * factor for count in counts)
        missed = self.pick(None, None, None, "total", "effective", "feedback")
        if missed == "total" and total > effective:
            total -= 1
        if missed == "effective":
            effective -= 1
        if missed == "feedback":
            feedback -= 1
        if last < first:
            last = first
        for index in range(total):
            data = {"group_id": "G%s-%d" % (unit_id, index), "original": True, "effective": index < effective}
            self.evidence(unit_id, "cntisp", "threat-report", self.within(first, last), data)
        for index in range(feedback):
            data = {"target_id": "T%s-%d" % (unit_id, index), "valid": True}
            self.evidence(unit_id, "cntisp", "verification-feedback", self.within(first, last), data)
        self.decoys(unit_id, first, last)

    def decoys(self, unit_id, first, last):
        """Reports that look as if they counted: same group, not original, outside, not accepted."""
        for _ in range(self.pick(0, 0, 1, 2, 3)):
            date = self.pick(self.near(first, last), self.as_of)
            status = self.pick("accepted", "accepted", "accepted", "rejected", "pending") if self.chance(0.6) else "accepted"
            group = self.pick("G%s-0" % unit_id, "G%s-1" % unit_id, "X%s-%d" % (unit_id, self.random.randrange(3)))
            if self.chance(0.6):
                data = {"group_id": group, "original": self.chance(0.5), "effective": self.chance(0.5)}
                self.evidence(unit_id, "cntisp", "threat-report", date, data, status)
            else:
                data = {"target_id": group, "valid": self.chance(0.5)}
                self.evidence(unit_id, "cntisp", "verification-feedback", date, data, status)

    def conduct(self, unit_id, first, last):
        date = self.near(first, last)
        if self.chance(0.3):
            self.evidence(unit_id, "cntisp", "contact-check", date, {"unreachable_working_days": self.pick(0, 3, 3, 4, 3.5)},
                          self.pick("accepted", "accepted", "rejected"))
        if self.chance(0.15):
            self.evidence(unit_id, "cntisp", "notice-reply", date, {"on_time": self.chance(0.6)})
        if self.chance(0.15):
            self.evidence(unit_id, "cntisp", "support-request", date, {"responded": self.chance(0.6)})
        self.perhaps_violation(unit_id, "cntisp", None)

    def trial_application(self, unit_id):
        content = {}
        if self.chance(0.85):
            content["applied_level"] = self.random.choice(LEVELS)
        if self.chance(0.9):
            content["trial_from"] = self.day(self.trial_start())
        size = TRIAL_TEAM[content.get("applied_level", "3")]
        facts = {"documents_complete": True, "security_business": True, "data_foundation": True,
                 "team_documented": True, "team_results": True, "team_size": self.pick(size, size, size - 1, 50, 100)}
        if self.chance(0.3):
            missing = self.random.choice(sorted(facts))
            if self.chance(0.5):
                facts[missing] = None
            else:
                facts.pop(missing)
        if self.chance(0.1):
            facts["team_documented"] = False
        if self.chance(0.95):
            content["facts"] = facts
        date = self.as_of - self.pick(0, 30, 200, 250) * DAY if self.chance(0.95) else self.as_of + DAY
        return self.submission(unit_id, "cntisp", "application", date, content)

    def trial_start(self):
        """A start whose trial ends about as_of, or one on a day its sixth month lacks."""
        about = add_months(self.as_of, -6)
        return self.pick(about - DAY, about, about + DAY, about + 2 * DAY, about - 31 * DAY, about - 60 * DAY,
                         datetime.date(self.as_of.year - 1, 8, 31), datetime.date(self.as_of.year - 1, 8, 29),
                         datetime.date(self.as_of.year - 1, 3, 31), self.as_of, self.as_of + DAY)

    def trial_applicant(self, unit_id):
        record = self.trial_application(unit_id)
        start = read_date(record["content"]["trial_from"]) if "trial_from" in record["content"] else self.as_of
        end = add_months(start, 6) - DAY
        self.contribution(unit_id, start, min(end, self.as_of), TRIAL_COUNTS[self.random.choice(LEVELS)], 1)
        if self.chance(0.05):
            self.trial_application(unit_id)
        if self.chance(0.1):
            self.submission(unit_id, "cntisp", "appeal", self.as_of, {
                "proposal_id": "cntisp/%s/-/%s" % (unit_id, record["submission_id"]), "grounds": "请复核"})


class CncertUnits:
    def cncert_unit(self, unit_id):
        role = self.random.random()
        if role < 0.85:
            self.member(unit_id)
        if role > 0.8:
            content = {"applied_level": "member"} if self.chance(0.5) else {}
            self.submission(unit_id, "cncert", "application", self.as_of - self.pick(0, 30, -1) * DAY, content)
        self.sundries(unit_id, "cncert")

    def ended_half_year(self):
        running = half_year_of(self.as_of)
        return running if running.last == self.as_of else half_year_of(running.first - DAY)

    def membership(self):
        """(first, last): often from or to the edge of a month or of the half-year."""
        judged = self.ended_half_year()
        month = add_months(judged.first, self.random.randrange(0, 6))
        first = self.pick(judged.first - 300 * DAY, judged.first - 300 * DAY, judged.first - DAY, judged.first,
                          judged.first + DAY, month, month + DAY, month + 14 * DAY, judged.last, judged.last + DAY,
                          judged.last - 20 * DAY, self.as_of, self.as_of + DAY)
        last = add_months(first, 24) - DAY
        if self.chance(0.35):
            edge = add_months(judged.first, self.random.randrange(0, 8))
            last = max(first, self.pick(judged.first, edge - DAY, edge, edge + 12 * DAY, edge - 2 * DAY, self.as_of, self.as_of - DAY,
                                        self.as_of - 90 * DAY, self.as_of - 91 * DAY, self.as_of + 20 * DAY))
        return first, last

    def member(self, unit_id):
        first, last = self.membership()
        record = self.certificate(unit_id, "cncert", None, "member", first, last,
                                  "valid" if self.chance(0.93) else "withdrawn")
        counted = first
        if self.chance(0.3):
            counted = first + self.pick(-20, 1, 60) * DAY
            record["counted_from"] = self.day(counted)
        if self.chance(0.08):
            self.certificate(unit_id, "cncert", None, "member", last + DAY, add_months(last, 24))
        if self.chance(0.08):
            other = last + self.pick(-100, -1, 1, 40) * DAY
            self.certificate(unit_id, "cncert", None, "member", min(first, other - 30 * DAY), other)
        half_year = self.ended_half_year()
        if self.chance(0.1):
            half_year = half_year_of(self.as_of)
        begin, end = max(first, half_year.first), min(last, half_year.last)
        self.terms[unit_id, "cncert", None] = (begin, end, "cncert/%s/-/%s" % (unit_id, half_year.label))
        whole = [m for m in (add_months(half_year.first, n) for n in range(6))
                 if first <= m and add_months(m, 1) - DAY <= last]
        self.support(unit_id, begin, min(end, self.as_of), max(1, len(whole)))
        self.half_year_report(unit_id, half_year.label)
        self.member_conduct(unit_id, begin, min(end, self.as_of), counted)
        self.other_papers(unit_id, "cncert", None, counted)

    def support(self, unit_id, first, last, months):
        """Events and hours on the edges of 1 and 40, or 2 and 60, a month."""
        events, cents = self.pick((1, 4000), (1, 4000), (2, 6000), (2, 6000), (2, 4000), (1, 6000))
        events, cents = events * months, cents * months
        if self.chance(0.15):
            events -= 1
        cents += self.pick(0, 0, 0, 0, -1, 1, 25)
        if self.chance(0.02):
            cents = 0
        for _ in range(events):
            self.evidence(unit_id, "cncert", "event-response", self.within(first, last), {})
        for part in self.parts(cents):
            self.evidence(unit_id, "cncert", "support-hours", self.within(first, last),
                          {"hours": part / 100 if part % 100 else part // 100})
        for _ in range(self.pick(0, 0, 0, 1, 2)):    # decoys
            kind, data = self.pick(("support-hours", {"hours": 0.01}), ("event-response", {}))
            self.evidence(unit_id, "cncert", kind, self.near(first, last), data,
                          self.pick("accepted", "accepted", "rejected", "pending"))

    def parts(self, cents):
        """Amounts of at most two decimals that add up to exactly so many hundredths."""
        parts = []
        while cents > 0:
            part = min(cents, self.pick(750, 850, 733, 1, 2575, 3010, 4000, self.random.randrange(1, 6000)))
            parts.append(part)
            cents -= part
        return parts

    def half_year_report(self, unit_id, label):
        if self.chance(0.08):
            return
        sections = ["bidding", "services", "participation", "cases"]
        if self.chance(0.1):
            sections.pop()
        content = {"complete": self.chance(0.95), "truthful": self.chance(0.95), "sections": sections,
                   "period": self.pick(*[label] * 8, label[:4], label[:5] + ("1" if label[5] == "2" else "2"))}
        if self.chance(0.1):
            del content[self.pick("period", "sections")]
        date = self.as_of - self.pick(0, 0, 1, 10, 400, -1 if self.chance(0.5) else 0) * DAY
        self.submission(unit_id, "cncert", "half-year-report", date, content)

    def member_conduct(self, unit_id, first, last, counted):
        if self.chance(0.2):
            self.evidence(unit_id, "cncert", "contact-check", self.near(first, last),
                          {"unreachable_working_days": self.pick(0, 0, 0.5, 1)})
        if self.chance(0.2):
            self.evidence(unit_id, "cncert", "incident-report", self.near(first, last), {"timely": self.chance(0.7)})
        if self.chance(0.2):
            self.evidence(unit_id, "cncert", "mobilisation", self.near(first, last), {"responded": self.chance(0.7)},
                          self.pick("accepted", "accepted", "rejected", "pending"))
        if self.chance(0.1):
            self.violation(unit_id, "cncert", counted, min(last, self.as_of))
