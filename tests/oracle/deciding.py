"""What all programmes share (decision-rules.md §1), without a register.

A programme is an object with the methods of `Programme`; what it does not say is said here.
Where a page can be read in two ways the comment says "reading:".
"""

from fractions import Fraction

from common import (GRACE_DAYS, LEVELS, ONE_DAY, OPENING_WORKING_DAYS, TRACKS, add_months, level_of_rank, lower_of,
                    rank)

ADVERSE = ("downgrade", "revoke", "reject", "warn", "rectify")
APPROVAL_FREE = ("maintain", "refer", "none")


# --- requirements --------------------------------------------------------------------------

def requirement(name, level, value, required, clause=None):
    return {"id": name, "level": level, "clause": clause, "value": value, "required": required,
            "met": value >= required}


def all_met(rows):
    return all(row["met"] for row in rows)


def mean_attainment(rows):
    if not rows:
        return None
    parts = [Fraction(1) if not row["required"] else min(Fraction(1), Fraction(row["value"]) / row["required"])
             for row in rows]
    return sum(parts) / len(parts)


def plain_number(value):
    """A value for JSON: whole numbers stay whole, others get more than eight digits."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    if isinstance(value, dict):
        return {key: plain_number(item) for key, item in value.items()}
    return [plain_number(item) for item in value] if isinstance(value, list) else value


# --- a line --------------------------------------------------------------------------------

class Subject:
    """A unit in a programme, on one track where the programme has tracks."""

    def __init__(self, unit, scheme, track):
        self.unit, self.scheme, self.track = unit, scheme, track
        self.certificates = [c for c in unit.certificates if c["scheme"] == scheme and c["track"] == track]
        self.submissions = unit.of("submissions", scheme, track)
        self.evidence = unit.of("evidence", scheme, track)
        self.assessments = [a for a in unit.assessments if a["scheme"] == scheme and track in a["tracks"]]


class Decision:
    """One line of decisions.ndjson and what is needed to finish it."""

    def __init__(self, subject, matter, cycle, status, held_level):
        self.subject, self.unit, self.matter = subject, subject.unit, matter
        self.scheme, self.track = subject.scheme, subject.track
        self.early, self.by_violation = False, False
        self.term = None                          # first and last day of the certificate's term that count
        self.first_day = self.last_day = None     # the days whose evidence counts
        self.papers, self.facts, self.scope = [], {}, None
        self.assessment = None                    # the one whose findings count
        self.undecided = False                    # an item it counts is tied or in conflict
        self.certificate = None                   # of a review
        self.attained = self.eligible = self.score = None
        self.requirements, self.notes = [], set()
        self.cycle, self.status = cycle, status
        self.action, self.level, self.to = "none", held_level, held_level
        self.reviewed = held_level                # the level under review
        self.held, self.ruling, self.outcome = False, None, None
        self.issued_on, self.certificates = None, []

    @property
    def proposal_id(self):
        return "%s/%s/%s/%s" % (self.scheme, self.unit.id, self.track or "-", self.cycle)

    def propose(self, action, to):
        self.action, self.to = action, to

    def line(self):
        return {
            "proposal_id": self.proposal_id, "unit_id": self.unit.id, "scheme": self.scheme, "track": self.track,
            "matter": self.matter, "cycle": self.cycle, "status": self.status, "action": self.action,
            "from": self.level, "to": self.to, "attained": self.attained,
            "eligible_upgrade_to": self.eligible, "early": self.early, "held": self.held,
            "needs_approval": self.action not in APPROVAL_FREE, "ruling": self.ruling, "outcome": self.outcome,
            "certificates": self.certificates, "attainment": plain_number(mean_attainment(self.requirements)),
            "score": plain_number(self.score), "requirements": plain_number(self.requirements),
            "notes": sorted(self.notes, key=str.encode),
        }


class Programme:
    """What the programmes may say for themselves."""

    scheme = None
    term_months = 12           # of a new certificate
    issues = ("maintain", "certify", "upgrade", "downgrade")

    def first_of_application(self, decider):
        """The first day whose evidence counts for an application, where evidence counts at all."""
        return None

    def needs_assessment(self, decision):
        return False

    def needs_coverage(self, decision):
        return False

    def only_refers(self, decision):
        """The programme leaves the verdict to others."""
        return False

    def report(self, decider, decision):
        """Sets attained, requirements, score and notes."""

    def early_upgrade(self, decider, decision):
        """The level an early upgrade reaches, or None."""

    def review(self, decider, subject, certificate):
        return decider.review(subject, certificate, self)

    def application(self, decider, subject, paper):
        return decider.application(subject, paper, self)

    def settle(self, decider, decision):
        """Rules 4 to 6."""
        decider.apply_level_rules(decision, self)

    def fall_short(self, decider, decision):
        """Rule 6."""
        decision.propose("revoke", None)


# --- who holds what ------------------------------------------------------------------------

class Decider:
    def __init__(self, records, calendar, programmes):
        self.records, self.calendar, self.programmes = records, calendar, programmes
        self.as_of = records.export.as_of
        self.next_as_of = records.export.next_as_of
        self.covered_from = records.export.covered_from

    def decide(self):
        decisions = []
        for unit in self.records.units.values():
            for scheme, programme in self.programmes.items():
                decisions.extend(self.decide_unit(unit, scheme, programme))
        for decision in decisions:
            decision.held = self.is_held(decision)
        decisions.sort(key=lambda decision: decision.proposal_id.encode())
        return decisions

    def note_future(self, decisions):
        for decision in decisions:
            future = decision.unit.future
            if (decision.scheme, None) in future or (decision.scheme, decision.track) in future:
                decision.notes.add("future")

    def is_expired(self, certificate):
        return self.as_of > certificate["valid_to"] + GRACE_DAYS * ONE_DAY

    def is_good(self, certificate):
        """Makes its unit a holder."""
        return certificate["status"] == "valid" and not self.is_expired(certificate)

    def certificate_held(self, certificates):
        """The certificate the subject holds by, or None."""
        candidates = [c for c in certificates if self.is_good(c)]
        running = [c for c in candidates if c["valid_from"] <= self.as_of <= c["valid_to"]]
        # reading: of several that run on as_of, too, the one ending last, then the greater number
        return max(running or candidates, key=lambda c: (c["valid_to"], c["number"].encode()), default=None)

    def certificate_lapsed(self, certificates):
        """The expired certificate ending last."""
        # reading: a record of status valid whose review is expired; status `expired` in the record is history
        return max((c for c in certificates if c["status"] == "valid" and self.is_expired(c)),
                   key=lambda c: (c["valid_to"], c["number"].encode()), default=None)

    def review_status(self, subject, certificate):
        if any(c["status"] == "valid" and c["valid_from"] > certificate["valid_to"] for c in subject.certificates):
            return "decided"
        if self.as_of < self.calendar.before(certificate["valid_to"], OPENING_WORKING_DAYS):
            return "not-due"
        if self.as_of <= certificate["valid_to"]:
            return "due"
        return "expired" if self.is_expired(certificate) else "overdue"

    # matters

    def decide_unit(self, unit, scheme, programme):
        decisions = []
        for track in TRACKS.get(scheme, (None,)):
            decisions.extend(self.decide_subject(Subject(unit, scheme, track), programme))
        for paper in unit.submissions:
            if paper["scheme"] == scheme and paper["kind"] == "information-change":
                decisions.append(self.change(Subject(unit, scheme, None), paper))
        return decisions

    def decide_subject(self, subject, programme):
        certificate = self.certificate_held(subject.certificates)
        lapsed = self.certificate_lapsed(subject.certificates)
        decisions = []
        if certificate or (lapsed and subject.scheme != "cncert"):
            decisions.append(programme.review(self, subject, certificate or lapsed))
            if certificate and any(paper["kind"] == "application" for paper in subject.submissions):
                decisions[-1].notes.add("already-holder")
        # reading: one line for each submission, since the cycle is its id
        for paper in subject.submissions:
            if paper["kind"] == "application" and certificate is None:
                decisions.append(programme.application(self, subject, paper))
            elif paper["kind"] == "withdrawal" and certificate and paper["date"] >= certificate["counted_from"]:
                decisions.append(self.withdrawal(subject, paper, certificate["level"]))
        return decisions

    def change(self, subject, paper):
        held = {}
        for certificate in subject.unit.certificates:
            if certificate["scheme"] == subject.scheme and self.is_good(certificate):
                held.setdefault(certificate["track"], []).append(certificate)
        levels = [self.certificate_held(certificates)["level"] for certificates in held.values()]
        level = levels[0] if len(levels) == 1 else None
        decision = Decision(subject, "change", paper["id"], "due", level)
        clause = "四（一）5" if subject.scheme == "cntisp" else None
        decision.requirements = [requirement("holds-certificate", None, int(bool(held)), 1, clause),
                                 requirement("uscc-unchanged", None, int(not paper["uscc"]), 1, clause)]
        decision.propose("reissue" if all_met(decision.requirements) else "reject", level)
        return decision

    def withdrawal(self, subject, paper, level):
        decision = Decision(subject, "withdrawal", paper["id"], "due", level)
        decision.propose("withdraw", None)
        return decision

    # what counts

    def begin_review(self, subject, certificate, matter, cycle, status):
        """A line of a holder with the papers and days that count."""
        # reading: the line of an expired certificate names the level it was for
        decision = Decision(subject, matter, cycle, status, certificate["level"])
        decision.certificate = certificate
        decision.term = (certificate["counted_from"], min(certificate["valid_to"], self.as_of))
        decision.first_day, decision.last_day = decision.term
        decision.papers = [paper for paper in subject.submissions if paper["date"] >= decision.first_day]
        decision.scope = certificate["scope"]
        # reading: of several reviews of one day, the greatest id, as with assessments
        reports = [paper for paper in decision.papers if paper["kind"] == "annual-review"]
        if reports:
            decision.facts = max(reports, key=lambda paper: (paper["date"], paper["id"].encode()))["facts"]
        decision.assessment = latest(a for a in subject.assessments if a["date"] >= decision.first_day)
        return decision

    def begin_application(self, subject, paper, programme):
        decision = Decision(subject, "application", paper["id"], "due", None)
        decision.first_day = programme.first_of_application(self)
        decision.last_day = self.as_of
        decision.facts, decision.scope = paper["facts"], paper["scope"]
        decision.reviewed = paper["applied_level"] or LEVELS[subject.scheme][0]
        decision.assessment = latest(a for a in subject.assessments if a["date"] >= paper["date"])
        return decision

    def obstacles(self, decision, programme):
        """Notes of rule 3."""
        notes = set()
        if programme.needs_assessment(decision) and decision.assessment is None:
            notes.add("awaiting-assessment")
        if programme.needs_coverage(decision) and not self.is_covered(decision.first_day):
            notes.add("evidence-not-covered")
        return notes

    def is_covered(self, first_day):
        return self.covered_from is None or first_day >= self.covered_from

    def is_violated(self, decision):
        first, last = decision.term
        return any(item["kind"] == "violation" and item["confirmed"] and item["status"] == "accepted"
                   and first <= item["date"] <= last for item in decision.subject.evidence)

    # the holder's review

    def review(self, subject, certificate, programme):
        status = self.review_status(subject, certificate)
        decision = self.begin_review(subject, certificate, "review", certificate["valid_to"].isoformat(), status)
        obstacles = self.obstacles(decision, programme)
        # reading: "nothing reported" of a decided review means neither figures nor warnings
        if not obstacles and status != "decided":
            programme.report(self, decision)
        if status != "decided" and self.next_as_of and self.as_of <= certificate["valid_to"] < self.next_as_of:
            decision.notes.add("last-run-before-expiry")
        self.apply_rules(decision, programme, obstacles)
        return decision

    def apply_rules(self, decision, programme, obstacles):
        status, level = decision.status, decision.level
        if status != "expired" and self.is_violated(decision):                                                   # 1
            decision.by_violation = True
            # reading: rule 1 comes before rule 3, so no note on what is missing although no figures are given
            decision.propose("revoke", None)
            return
        if status != "decided":
            decision.notes |= obstacles                                                                         # 3
        # reading: an open withdrawal also stops an early upgrade
        if any(paper["kind"] == "withdrawal" for paper in decision.papers):                                     # 2
            decision.notes.add("withdrawal-open")
        elif status in ("not-due", "expired", "decided"):
            reached = programme.early_upgrade(self, decision) if status == "not-due" and not obstacles else None
            if reached:
                decision.early = True
                decision.cycle = "early-" + decision.cycle
                decision.propose("upgrade", reached)
        elif obstacles:
            return
        elif programme.only_refers(decision):
            decision.propose("refer", level)
        else:
            programme.settle(self, decision)

    def apply_level_rules(self, decision, programme):
        scheme, level, attained = decision.scheme, decision.level, decision.attained
        if rank(scheme, attained) > rank(scheme, level):                                                        # 4
            asked = self.highest_asked(decision)
            if asked:
                decision.propose("upgrade", lower_of(scheme, attained, asked))
            else:
                decision.eligible = attained
                decision.propose("maintain", level)
        elif attained == level:                                                                                 # 5
            decision.propose("maintain", level)
        else:                                                                                                   # 6
            programme.fall_short(self, decision)

    def highest_asked(self, decision, early_only=False):
        """The highest level above the held one that a request among the papers names."""
        asked = [rank(decision.scheme, paper["to_level"]) for paper in decision.papers
                 if paper["kind"] == "upgrade-request" and (paper["early"] or not early_only)]
        highest = max(asked, default=0)
        return level_of_rank(decision.scheme, highest) if highest > rank(decision.scheme, decision.level) else None

    # applications

    def application(self, subject, paper, programme):
        decision = self.begin_application(subject, paper, programme)
        obstacles = self.obstacles(decision, programme)
        if programme.only_refers(decision):
            decision.propose("refer", None)
        elif obstacles:
            decision.notes |= obstacles
        else:
            programme.report(self, decision)
            self.admit(decision, paper)
        return decision

    def admit(self, decision, paper):
        """The applicant rule."""
        if decision.attained is None:
            decision.propose("reject", None)
        else:
            applied = paper["applied_level"] or decision.attained
            decision.propose("certify", lower_of(decision.scheme, decision.attained, applied))

    # held

    def is_held(self, decision):
        if decision.action not in ADVERSE:
            return False
        unit, scheme = decision.unit, decision.scheme
        kinds = ["evidence", "submissions"] + ([] if decision.by_violation else ["assessments"])
        if any((scheme, kind) in unit.rejected for kind in kinds) or decision.proposal_id in unit.appealed:
            return True
        if scheme in ("tpso", "ciipa") and (None, "staff") in unit.rejected:
            return True
        if decision.by_violation:
            return False
        if decision.assessment and decision.assessment["id"] in self.records.spoilt:
            return True
        if decision.undecided:
            return True
        return decision.first_day is not None and any(
            item["status"] == "pending" and item["kind"] != "violation"
            and decision.first_day <= item["date"] <= decision.last_day for item in decision.subject.evidence)


def latest(assessments):
    return max(assessments, key=lambda a: (a["date"], a["id"].encode()), default=None)


def year_before(day):
    """The first day of the twelve months that end on `day`."""
    return add_months(day, -12) + ONE_DAY
