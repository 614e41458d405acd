#!/usr/bin/env python3
"""Writes the sample months input-samples/20*: exports of four months, every figure invented.

    generate.py            writes the folders anew, byte for byte the same each time
    generate.py --table    prints the tables of README.md; fails when the rules decide a line otherwise than it says

The modules in generate/ say what each unit shows: october's a module per programme, the other months in earlier.py and
november.py. What must be decided is written there by hand, from the rules, next to the records.
"""

import argparse
import os
import sys

sys.dont_write_bytecode = True

from generate import ciipa, cncert, cntisp, tcas375, tpso    # noqa: E402
from generate.earlier import april, august                   # noqa: E402
from generate.files import differences, table, write         # noqa: E402
from generate.month import Month                             # noqa: E402
from generate.november import november                       # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))


def october():
    month = Month("2026-10-31", "2026-11-30", "2025-08-01", "2026-10-30", "2026-10-16")

    def known_elsewhere():
        for programme in (cncert, tpso, ciipa, tcas375):
            programme.first_records(month)

    cntisp.fill(month, known_elsewhere)
    month.rest_of_units()
    for programme in (cncert, tpso, ciipa, tcas375):
        programme.fill(month)
    return month


def main():
    parser = argparse.ArgumentParser(description="Write the sample months.")
    parser.add_argument("--table", action="store_true", help="print the tables of README.md instead")
    parser.add_argument("--calendar", help="working days (default: templates/calendar.json)")
    options = parser.parse_args()
    first = april()
    tenth = october()
    months = (first, august(first), tenth, november(tenth))
    if not options.table:
        for month in months:
            write(month, HERE)
        return 0
    print("\n".join(map(table, months)))
    # The second reading of the rules knows no register: the other months are held by tests/test_samples.sh.
    wrong = [line for month in (first, tenth)
             for line in differences(month, HERE, os.path.join(HERE, "..", "tests"), options.calendar)]
    for line in wrong:
        print("generate: " + line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
