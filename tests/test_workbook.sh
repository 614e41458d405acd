#!/usr/bin/env bash
# decisions.xlsx as openpyxl reads it: links, print set-up, filters, colours, properties.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

# Debian's own Python has Debian's openpyxl; another one may stand before it.
python=python3
"$python" -c 'import openpyxl' 2> /dev/null || python=/usr/bin/python3
out=$WORK/out
decide "${SAMPLE:-input-samples/2026-10}" "$out"
status=$?
check "run" "exit status $status: $(tail -n 1 "$WORK/stderr")" done_status "$status"

cat > "$WORK/desk.py" <<'PYTHON'
import os, re, sys, urllib.parse, warnings, zipfile
import openpyxl

warnings.simplefilter("error")
path = sys.argv[1]
folder = os.path.dirname(path)
book = openpyxl.load_workbook(path)
parts = zipfile.ZipFile(path).namelist()


def tell(name, faults):
    faults = list(faults)
    print("ok " + name if not faults else "not ok %s: %s" % (name, "; ".join(map(str, faults[:3]))))


def jumps(sheet):
    """(cell, sheet, cell there) of every link within the book."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f" and cell.value.startswith("=HYPERLINK("):
                place = re.match(r"=HYPERLINK\(\"#'([^']+)'!([A-Z]+\d+)\",(?:\"[^\"]*\"|'[^']+'!\2)\)$", cell.value)
                yield cell, place.group(1) if place else None, place.group(2) if place else None


tell("openpyxl reads the workbook", [])
tell("no other workbook is referred to", [p for p in parts if "externalLink" in p])
summary, units, decisions, figures = book.worksheets[0], book.worksheets[1], book.worksheets[2], book.worksheets[4]
tell("every link within leads to a row that is there",
     ["%s!%s" % (s.title, c.coordinate) for s in book for c, name, place in jumps(s)
      if name not in book.sheetnames or book[name][place].row > book[name].max_row])
tell("the summary leads to every sheet", set(book.sheetnames[1:]) - {name for _, name, _ in jumps(summary)})
tasks = [c.value for c, name, place in jumps(summary) if re.search(r',"\d+\. ', c.value)]
tell("the summary says what to do next, in turn",
     [] if len(tasks) > 4 and all(',"%d. ' % n in t for n, t in enumerate(tasks, 1)) else tasks)
wide = sum(units.column_dimensions[openpyxl.utils.get_column_letter(i)].width for i in range(1, units.max_column + 1))
tell("all programmes of a unit are seen side by side", [] if wide < 300 else [wide])
named = {c.coordinate: book[name][place].value for c, name, place in jumps(summary) if name == decisions.title and place[0] == "B"}
tell("the summary leads to decisions", [] if named and all(named.values()) else ["to none"])
led = {c.row: decisions[place].value for c, name, place in jumps(units)}
tell("every unit leads to its first decision",
     ["row %d" % r for r in range(4, units.max_row + 1)
      if r not in led or ',"%s")' % led[r] not in units.cell(r, 1).value or
      next(d.value for d in decisions["A"] if d.value == led[r]) != led[r]])
links = [(s.title, c.hyperlink.target) for s in book for row in s.iter_rows() for c in row if c.hyperlink]
tell("files are linked beside the workbook, and are there",
     [t for _, t in links if re.match(r"[A-Za-z]+:|/|\\", t) or not os.path.isfile(os.path.join(folder, urllib.parse.unquote(t)))])
with_papers = {t for name, t in links if name == decisions.title}
packets = {os.path.relpath(os.path.join(at, f), folder) for at, _, files in os.walk(os.path.join(folder, "packets"))
           for f in files if f == "decision.pdf"}
tell("every packet is linked", packets - with_papers)
certificates = {os.path.join("certificates", d, f) for d in os.listdir(os.path.join(folder, "certificates"))
                for f in os.listdir(os.path.join(folder, "certificates", d))}
tell("certificates and packets are linked", [] if certificates & with_papers and any(t.endswith("/packet.pdf") for t in with_papers)
     else ["none"])
tell("every sheet is printed across one width, with page numbers",
     [s.title for s in book if not s.sheet_properties.pageSetUpPr.fitToPage or "&P" not in str(s.oddFooter.center.text)])
tell("heads are repeated", [s.title for s in book.worksheets[1:] if not s.print_title_rows])
tell("tables have filters and a frozen head",
     [s.title for s in book.worksheets[1:-1] if not s.auto_filter.ref or not s.freeze_panes])
rules = [(r.type, r.formula) for ranges in figures.conditional_formatting for r in ranges.rules]
tell("margins are coloured in three steps", [] if sum(k == "expression" for k, _ in rules) == 3 else rules)
tell("properties have the day of the export", [] if str(book.properties.created)[:10] == "2026-10-31" else [book.properties.created])
PYTHON
"$python" "$WORK/desk.py" "$out/decisions.xlsx" > "$WORK/found" 2> "$WORK/stderr"
status=$?
check "openpyxl" "$(tail -n 1 "$WORK/stderr")" test "$status" -eq 0
cat "$WORK/found"
! grep -q '^not ok' "$WORK/found" || failures=$((failures + 1))
finish
