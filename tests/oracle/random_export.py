#!/usr/bin/env python3
"""Writes a random export folder that leans on the edges of the rules.

    random_export.py SEED DIR [--schemes NAME,…] [--calendar FILE]

The same arguments give the same folder; the seed also says which programme most units are in.
Rulings have to name real proposals, so the folder is decided once without rulings and completed.
"""

import argparse
import sys

import oracle
from common import LEVELS, SCHEMES, default_calendar, load_calendar
from random_assessed import CiipaUnits, TcasUnits, TpsoUnits
from random_base import AS_OF, AS_OF_HALF_YEARS, DAY, Base
from random_counted import CncertUnits, CntispUnits
from random_faults import Faults
from rulings import decidable

# units of the programme the seed stands for, and of each other one; a finding is a line, so some are few
LEADING = {"cntisp": 9, "cncert": 9, "tpso": 8, "ciipa": 4, "tcas375": 3, None: 3}
BESIDE = {"cntisp": 0.3, "cncert": 0.4, "tpso": 0.4, "ciipa": 0.15, "tcas375": 0.1}


class Writer(CntispUnits, CncertUnits, TpsoUnits, CiipaUnits, TcasUnits, Faults, Base):
    def __init__(self, seed, calendar, schemes=SCHEMES):
        self.leading = (tuple(schemes) + (None,))[seed % (len(schemes) + 1)]     # None: all alike
        super().__init__(seed, calendar, AS_OF_HALF_YEARS if self.leading == "cncert" else AS_OF)
        self.leading_schemes = (self.leading,) if self.leading else schemes
        self.schemes = schemes

    def build(self):
        for _ in range(LEADING[self.leading]):
            unit_id = self.new_unit()
            for scheme in self.schemes:
                share = 0.55 if self.leading is None else 1 if scheme == self.leading else 0
                if self.chance(share):
                    self.unit_in(unit_id, scheme)
        for scheme in self.schemes:
            if scheme != self.leading and self.chance(BESIDE[scheme]):
                self.unit_in(self.random.choice(self.unit_ids), scheme)
        self.equal_copies()
        self.differing_copies()
        self.broken(self.pick(1, 4, 8))
        self.shape()

    def unit_in(self, unit_id, scheme):
        if not any(key[:2] == (unit_id, scheme) for key in self.terms):
            getattr(self, scheme + "_unit")(unit_id)

    # rulings

    def rulings(self, decisions):
        for decision in decisions:
            line = decision.line()
            for _ in range(self.pick(0, 0, 1, 1, 1, 2)):
                self.add("rulings", self.ruling(line))
        if decisions and self.chance(0.4):
            line = self.random.choice(decisions).line()
            self.add("rulings", dict(self.ruling(line), proposal_id=line["proposal_id"] + "x"))
        if self.records["rulings"] and self.chance(0.4):
            record = self.random.choice(self.records["rulings"])
            self.add("rulings", dict(reversed(list(record.items()))))
        if self.records["rulings"] and self.chance(0.3):
            self.add("rulings", dict(self.random.choice(self.records["rulings"]), by="另一人"))

    def ruling(self, line):
        on = self.as_of - self.pick(0, 0, 1, 5, 40, -1 if self.chance(0.3) else 2) * DAY
        record = {"proposal_id": line["proposal_id"], "action": line["action"], "to": line["to"],
                  "ruling": self.pick("approved", "approved", "approved", "rejected", "deferred", "changed"),
                  "by": "办公室", "on": self.day(on)}
        if record["ruling"] == "changed":
            record["decided"] = self.decided(line)
        if self.chance(0.8):
            record["remark"] = "经复核"
        if self.chance(0.03):     # decided where it has no place, or missing where it has
            record["decided"] = {"action": "none", "to": None}
            if record["ruling"] == "changed":
                del record["decided"]
        if self.chance(0.08):     # stale: another action or level than proposed
            if self.chance(0.5):
                record["to"] = self.pick(*[level for level in LEVELS[line["scheme"]] + (None,) if level != line["to"]])
            else:
                record["action"] = "maintain" if line["action"] != "maintain" else "upgrade"
        return record

    def decided(self, line):
        action = self.random.choice(decidable(line["early"], line["matter"], line["status"]))
        if self.chance(0.08):
            action = "refer"      # no action of any matter
        levels = LEVELS[line["scheme"]]
        to = line["from"] or levels[-1]
        if line["matter"] == "change":
            to = line["from"]
        elif action in ("revoke", "reject", "withdraw"):
            to = None
        elif action in ("upgrade", "certify", "downgrade"):
            to = levels[0] if action == "downgrade" else levels[-1]
        if self.chance(0.04) and line["matter"] != "change" and action != "none":
            to = levels[0] if to is None else None      # a level where there can be none, or none
        return {"action": action, "to": to}


def export(seed, folder, calendar, schemes=SCHEMES):
    """Writes the folder; what it holds is the same for the same seed and schemes."""
    writer = Writer(seed, calendar, schemes)
    writer.build()
    writer.write(folder)
    decisions, _ = oracle.run(folder, calendar, schemes)
    writer.rulings(decisions)
    writer.write(folder)
    return writer


def main(arguments):
    parser = argparse.ArgumentParser(description="Write a random export folder.")
    parser.add_argument("seed", type=int)
    parser.add_argument("folder")
    parser.add_argument("--schemes", type=lambda text: tuple(text.split(",")), default=SCHEMES)
    parser.add_argument("--calendar", default=default_calendar())
    options = parser.parse_args(arguments)
    export(options.seed, options.folder, load_calendar(options.calendar), options.schemes)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
