#!/usr/bin/env python3
"""Second opinion on the decisions of an export.

Reads an export folder and decides it as decision-rules.md says, without a register. It is a
separate reading of the two design pages: the tests compare its lines with those of the program.
Slow and plain on purpose.

    oracle.py [--rejects] [--calendar FILE] [--schemes NAME,…] EXPORT_FOLDER

Prints decisions.ndjson (or rejects.ndjson) to standard output.
Exit status: 0 done, 2 rejected records or held proposals, 64 usage,
65 the export is refused, 78 no usable calendar.
"""

import argparse
import json
import sys

from ciipa import Ciipa
from cncert import Cncert
from cntisp import Cntisp
from common import Refused, Reject, default_calendar, load_calendar
from deciding import Decider
from folder import Export, Records
from rulings import Office
from tcas375 import Tcas375
from tpso import Tpso

PROGRAMMES = {programme.scheme: programme for programme in (Cntisp, Cncert, Tpso, Ciipa, Tcas375)}


def run(folder, calendar, schemes=None):
    """(decisions, rejects) of an export; Refused when it cannot be used."""
    try:
        export = Export(folder)
    except Reject as fault:
        raise Refused("export.json: " + fault.message)
    records = Records(export)
    programmes = {name: PROGRAMMES[name]() for name in schemes or PROGRAMMES}
    decider = Decider(records, calendar, programmes)
    decisions = decider.decide()
    office = Office(decider, decisions)
    office.rule()
    office.issue()
    decider.note_future(decisions)
    # reading: the page names no order of rejects; as the files are listed, then by line
    rejects = [line for _, _, line in sorted(records.rejects, key=lambda entry: entry[:2])]
    return decisions, rejects


def status_of(decisions, rejects):
    """A held proposal counts although it was approved: what it rests on is still at fault."""
    return 2 if rejects or any(decision.held for decision in decisions) else 0


def main(arguments):
    parser = argparse.ArgumentParser(description="Decide an export folder.")
    parser.add_argument("folder")
    parser.add_argument("--rejects", action="store_true", help="print rejects.ndjson instead of decisions.ndjson")
    parser.add_argument("--calendar", default=default_calendar(), help="working days (default: templates/calendar.json)")
    parser.add_argument("--schemes", type=lambda text: text.split(","), help="only these programmes")
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:
        return 64 if stop.code else 0
    try:
        calendar = load_calendar(options.calendar)
    except (OSError, ValueError, KeyError) as error:
        print("oracle: calendar %s: %s" % (options.calendar, error), file=sys.stderr)
        return 78
    try:
        decisions, rejects = run(options.folder, calendar, options.schemes)
    except Refused as refusal:
        print("oracle: refused: %s" % refusal, file=sys.stderr)
        return 65
    lines = rejects if options.rejects else [decision.line() for decision in decisions]
    output = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
    sys.stdout.buffer.write(output.encode("utf-8", "replace"))
    return status_of(decisions, rejects)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
