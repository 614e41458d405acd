#!/usr/bin/env python3
"""Decides random exports twice, by the program and by the oracle, and compares field by field.

    differential.py --decide PROGRAM --templates DIR --work DIR SEED…

PROGRAM is tests/tools/decide.c. Prints "ok seed N" or "not ok seed N: why"; exit status 1 if any differ.
A clause is compared only where decision-rules.md names one.
"""

import argparse
import json
import multiprocessing
import os
import shutil
import subprocess
import sys

import oracle
import random_export
from common import SCHEMES, Refused, load_calendar

DIGITS = 6e-8      # eight significant digits, the last one rounded


def equal(expected, found):
    if isinstance(expected, dict) and isinstance(found, dict):
        return expected.keys() == found.keys() and all(equal(expected[key], found[key]) for key in expected)
    if isinstance(expected, list) and isinstance(found, list):
        return len(expected) == len(found) and all(map(equal, expected, found))
    if isinstance(expected, float) or isinstance(found, float):
        numbers = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in (expected, found))
        return numbers and abs(expected - found) <= DIGITS * abs(expected)
    return type(expected) is type(found) and expected == found


def without_unsaid(expected, found):
    """Both lines without what the pages leave to the program: sentences, clauses, the order of reissued certificates."""
    for line in (expected, found):
        if "certificates" in line:
            line["certificates"].sort(key=lambda printed: printed["certificate_no"])
    found = {key: value for key, value in found.items() if key != "message"}
    rows = zip(expected.get("requirements", ()), found.get("requirements", ()))
    for row, other in rows:
        if row["clause"] is None:
            other["clause"] = None
    return {key: value for key, value in expected.items() if key != "message"}, found


def short(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 300 else text[:297] + "..."


def first_difference(expected, found, keys):
    """A sentence on the first line that differs, or None."""
    name = lambda line: " ".join(str(line.get(key)) for key in keys)  # noqa: E731
    names = [name(line) for line in found]
    for line in expected:
        if name(line) not in names:
            return "missing: " + short(line)
    for line in found:
        if name(line) not in [name(other) for other in expected]:
            return "not expected: " + short(line)
    for line, other in zip(expected, found):
        if name(line) != name(other):
            return "order: expected %s, found %s" % (name(line), name(other))
        line, other = without_unsaid(line, other)
        if not equal(line, other):
            return "%s: %s" % (name(line), "; ".join(
                "%s: expected %s, found %s" % (key, *differing(line.get(key), other.get(key)))
                for key in sorted(set(line) | set(other)) if not equal(line.get(key), other.get(key))))
    return None if len(expected) == len(found) else "expected %d lines, found %d" % (len(expected), len(found))


def differing(expected, found):
    """Of two lists only what is not in both."""
    if isinstance(expected, list) and isinstance(found, list):
        only = ([x for x in expected if not any(equal(x, y) for y in found)],
                [y for y in found if not any(equal(x, y) for x in expected)])
        if any(only):
            return tuple(map(short, only))
    return short(expected), short(found)


def read_lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


class Trial:
    def __init__(self, options):
        self.options = options
        self.calendar = load_calendar(os.path.join(options.templates, "calendar.json"))
        # a programme without a scheme file is not decided
        self.schemes = tuple(name for name in SCHEMES
                             if os.path.exists(os.path.join(options.templates, name, "scheme.json")))

    def __call__(self, seed):
        """(seed, what differs or None)."""
        export = os.path.join(self.options.work, "export-%d" % seed)
        output = os.path.join(self.options.work, "out-%d" % seed)
        try:
            random_export.export(seed, export, self.calendar, self.schemes)
            os.makedirs(output, exist_ok=True)
            return seed, self.compare(export, output)
        except Exception as fault:  # a fault of the oracle is a failed test, not a traceback in a pool
            return seed, "%s: %s" % (type(fault).__name__, fault)
        finally:
            if not self.options.keep:
                shutil.rmtree(export, ignore_errors=True)
                shutil.rmtree(output, ignore_errors=True)

    def compare(self, export, output):
        try:
            decisions, rejects = oracle.run(export, self.calendar, self.schemes)
            want = oracle.status_of(decisions, rejects)
        except Refused:
            decisions, rejects, want = [], [], 65
        run = subprocess.run([self.options.decide, export, output, self.options.templates],
                             stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if run.returncode not in (0, 2, 65):
            return "exit status %d: %s" % (run.returncode, run.stderr.decode("utf-8", "replace").strip()[-300:])
        if want == 65 or run.returncode == 65:
            return None if want == run.returncode else "exit status: expected %d, found %d" % (want, run.returncode)
        lines = json.loads(json.dumps([decision.line() for decision in decisions]))
        return (first_difference(lines, read_lines(os.path.join(output, "decisions.ndjson")), ["proposal_id"])
                or first_difference(rejects, read_lines(os.path.join(output, "rejects.ndjson")), ["file", "line", "id"])
                or (None if want == run.returncode else "exit status: expected %d, found %d" % (want, run.returncode)))


def main(arguments):
    parser = argparse.ArgumentParser(description="Compare the program with the oracle on random exports.")
    parser.add_argument("--decide", required=True)
    parser.add_argument("--templates", required=True)
    parser.add_argument("--work", required=True, help="folder for the exports")
    parser.add_argument("--keep", action="store_true", help="leave the exports there")
    parser.add_argument("seeds", nargs="+", type=int)
    options = parser.parse_args(arguments)
    wrong = 0
    with multiprocessing.Pool() as pool:
        for seed, difference in pool.imap(Trial(options), options.seeds, chunksize=4):
            wrong += difference is not None
            print("ok seed %d" % seed if difference is None else "not ok seed %d: %s" % (seed, difference[:1500]), flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
