"""What the office ruled, what follows from it, and the certificates issued (§1, approval)."""

import hashlib
import re

from common import ONE_DAY, SCHEMES, Reject, add_months
from deciding import APPROVAL_FREE
from reading import Fields, check_key, read_ruling

DECIDABLE = {
    "review": ("maintain", "upgrade", "downgrade", "revoke", "warn", "rectify"),
    "early": ("upgrade", "none"),
    "trial": ("certify", "reject"),
    "application": ("certify", "reject"),
    "half-year": ("commend", "maintain", "warn", "revoke"),
    "half-year not due": ("revoke", "none"),
    "change": ("reissue", "reject"),
    "withdrawal": ("withdraw", "none"),
}


def decidable(early, matter, status):
    """The actions a ruling may decide instead."""
    if early:
        return DECIDABLE["early"]
    if matter == "half-year" and status == "not-due":
        return DECIDABLE["half-year not due"]
    return DECIDABLE[matter]


class Office:
    """Rulings over the decisions of a run, sorted by proposal_id."""

    def __init__(self, decider, decisions):
        self.decider, self.records = decider, decider.records
        self.decisions = decisions
        self.by_id = {decision.proposal_id: decision for decision in decisions}

    def rule(self):
        latest = {}
        for row in self.records.rulings:
            try:
                ruling = self.accept(row)
            except Reject as fault:
                self.records.reject(row, fault)
                continue
            if ruling is None:
                continue
            earlier = latest.get(ruling["proposal_id"])
            if earlier is None or ruling["date"] > earlier["date"]:
                latest[ruling["proposal_id"]] = ruling
        for decision in self.decisions:
            self.carry_out(decision, latest.get(decision.proposal_id))

    def accept(self, row):
        """A ruling that counts; None for a copy or a later date."""
        fields = Fields(row.value)
        key = check_key("rulings", fields)
        ruling = read_ruling(fields)
        decision = self.by_id.get(ruling["proposal_id"])
        scheme = ruling["proposal_id"].split("/")[0]
        if scheme in SCHEMES and scheme not in self.decider.programmes:
            return None     # that programme is not decided here
        # reading: a ruling of a later day is set aside before it is compared with the proposals,
        # and the note goes on every line of the unit in the scheme
        if ruling["date"] > self.decider.as_of:
            if decision:
                decision.unit.future.add((decision.scheme, None))
            return None
        if decision is None:
            raise Reject("unknown-proposal", "found %s, expected a proposal of this run" % ruling["proposal_id"])
        if (ruling["action"], ruling["to"]) != (decision.action, decision.to):
            raise Reject("stale-ruling", "found %s to %s, expected %s to %s"
                         % (ruling["action"], ruling["to"], decision.action, decision.to))
        self.check_decided(ruling, decision)
        return ruling if self.records.occupy(row, key) else None

    def check_decided(self, ruling, decision):
        decided = ruling["decided"]
        if decided:
            allowed = decidable(decision.early, decision.matter, decision.status)
            if decided["action"] not in allowed:
                raise Reject("bad-field", "decided: found %s, expected one of %s"
                             % (decided["action"], " ".join(allowed)))
            # reading: a change keeps a level or none, as it found it; beside none no outcome follows anyway
            if decision.matter != "change" and "none" not in (decision.action, decided["action"]):
                ends = decided["action"] in ("revoke", "withdraw", "reject")
                if ends != (decided["to"] is None):
                    raise Reject("bad-field", "decided: found %s to %s" % (decided["action"], decided["to"]))
        needs_remark = ruling["ruling"] == "changed" or (ruling["ruling"] == "approved" and decision.held)
        if needs_remark and not ruling["remark"]:
            raise Reject("remark-missing", "found no remark, expected one with %s" % ruling["ruling"])

    def carry_out(self, decision, ruling):
        word = ruling["ruling"] if ruling else None
        decision.ruling = word
        decision.issued_on = ruling["date"] if ruling else self.decider.as_of
        proposed = {"action": decision.action, "to": decision.to}
        if decision.action == "none":
            decision.outcome = None
        elif word == "changed":
            decision.outcome = ruling["decided"]
        elif decision.action in APPROVAL_FREE or word == "approved":
            decision.outcome = proposed
        elif word == "rejected" and decision.matter == "review" and decision.action == "upgrade" and not decision.early:
            decision.outcome = {"action": "maintain", "to": decision.level}

    # certificates issued

    def issue(self):
        """Numbers of each scheme in order of proposal_id."""
        serials = {scheme: self.highest_serial(scheme) for scheme in self.decider.programmes}
        versions = {}
        for decision in self.decisions:
            action = decision.outcome["action"] if decision.outcome else None
            if action == "reissue":
                self.reissue(decision, versions)
            elif action in self.decider.programmes[decision.scheme].issues:
                if self.new_term_ends(decision) < self.decider.as_of:
                    decision.notes.add("term-over")
                    continue
                serials[decision.scheme] += 1
                number = "%s-%04d-%04d" % (decision.scheme.upper(), decision.issued_on.year, serials[decision.scheme])
                decision.certificates.append(printed(decision.scheme, number, 1))

    def new_term_ends(self, decision):
        if decision.early:
            return decision.certificate["valid_to"]
        start = self.decider.as_of
        if decision.matter == "review":
            start = decision.certificate["valid_to"] + ONE_DAY
        return add_months(start, self.decider.programmes[decision.scheme].term_months) - ONE_DAY

    def reissue(self, decision, versions):
        # reading: the unit's certificates are those of status valid that are not expired
        mine = [c["number"] for c in decision.unit.certificates
                if c["scheme"] == decision.scheme and self.decider.is_good(c)]
        for number in sorted(mine, key=str.encode):
            versions[number] = versions.get(number, 1) + 1
            decision.certificates.append(printed(decision.scheme, number, versions[number]))

    def highest_serial(self, scheme):
        """Over all records of the scheme, whatever their status or year."""
        pattern = re.compile(scheme.upper() + r"-[0-9]{4}-([0-9]{4}|[1-9][0-9]{4,})")
        found = [pattern.fullmatch(c["number"]) for unit in self.records.units.values()
                 for c in unit.certificates if c["scheme"] == scheme]
        return max([int(match.group(1)) for match in found if match], default=0)


def printed(scheme, number, version):
    safe = number if re.fullmatch(r"[A-Za-z0-9._-]{1,64}", number) else \
        "x" + hashlib.sha256(number.encode()).hexdigest()[:16]
    suffix = "-v%d" % version if version > 1 else ""
    return {"certificate_no": number, "version": version, "file": "certificates/%s/%s%s.pdf" % (scheme, safe, suffix)}
