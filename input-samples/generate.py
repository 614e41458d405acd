#!/usr/bin/env python3
"""Writes input-samples/2026-10: one month of exports, every figure invented.

    generate.py            writes the folder anew, byte for byte the same each time
    generate.py --table    prints the tables of README.md; fails when the rules decide a line otherwise than it says

The modules in generate/ say what each unit shows, a module per programme. What must be decided is written there by hand,
from the rules, next to the records.
"""

import argparse
import os
import sys

sys.dont_write_bytecode = True

from generate import ciipa, cncert, cntisp, tcas375, tpso    # noqa: E402
from generate.files import differences, table, write         # noqa: E402
from generate.month import Month                             # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "2026-10")


def build():
    month = Month()

    def known_elsewhere():
        for programme in (cncert, tpso, ciipa, tcas375):
            programme.first_records(month)

    cntisp.fill(month, known_elsewhere)
    month.rest_of_units()
    for programme in (cncert, tpso, ciipa, tcas375):
        programme.fill(month)
    return month


def main():
    parser = argparse.ArgumentParser(description="Write the sample month 2026-10.")
    parser.add_argument("--table", action="store_true", help="print the tables of README.md instead")
    parser.add_argument("--calendar", help="working days (default: templates/calendar.json)")
    options = parser.parse_args()
    month = build()
    if not options.table:
        write(month, FOLDER)
        return 0
    print(table(month))
    wrong = list(differences(month, FOLDER, os.path.join(HERE, "..", "tests"), options.calendar))
    for line in wrong:
        print("generate: " + line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
