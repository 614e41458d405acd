#!/usr/bin/env bash
# The workbooks' formulas as LibreOffice works them out. The values that the
# program put beside them are taken out first, so that nothing is left to show
# but what the formulas give.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

if ! command -v soffice > /dev/null; then
    skip "formulas in LibreOffice" "it is not installed"
    ok "nothing to recalculate with"
    finish
fi
out=$WORK/out
decide input-samples/2026-10 "$out"
check "run" "exit status $?: $(tail -n 1 "$WORK/stderr")" done_status $?

cat > "$WORK/sheets.py" <<'PYTHON'
import re, xml.etree.ElementTree, zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def strip(source, target):
    """A copy of a workbook without the values of its formulas."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
            new.writestr(name, data)


class Cell:
    def __init__(self, element, shared):
        value = element.findtext(MAIN + "v")
        inline = element.find(MAIN + "is")
        self.is_formula = element.find(MAIN + "f") is not None
        self.is_error = element.get("t") == "e"
        if inline is not None:
            self.value = "".join(text.text or "" for text in inline.iter(MAIN + "t"))
        elif value is None:
            self.value = None
        elif element.get("t") == "s":
            self.value = shared[int(value)]
        elif element.get("t") in ("str", "e"):
            self.value = value
        else:
            self.value = float(value)


def read(path):
    """{sheet: {(row, column letters): Cell}}, in the order of the sheets."""
    with zipfile.ZipFile(path) as book:
        part = lambda name: xml.etree.ElementTree.fromstring(book.read(name))
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            shared = ["".join(text.text or "" for text in item.iter(MAIN + "t")) for item in part("xl/sharedStrings.xml")]
        targets = {link.get("Id"): link.get("Target") for link in part("xl/_rels/workbook.xml.rels")}
        sheets = {}
        for sheet in part("xl/workbook.xml").iter(MAIN + "sheet"):
            name = "xl/" + targets[sheet.get(LINK)].replace("/xl/", "")
            sheets[sheet.get("name")] = cells = {}
            for element in part(name).iter(MAIN + "c"):
                letters, row = re.fullmatch(r"([A-Z]+)(\d+)", element.get("r")).groups()
                cells[int(row), letters] = Cell(element, shared)
        return sheets


def rows(sheets, name):
    """The records of a long sheet and its further parts, by the titles of the columns."""
    for sheet, cells in sheets.items():
        if sheet == name or sheet.startswith(name + " ("):
            titles = {letters: cell.value for (row, letters), cell in cells.items() if row == 1}
            for row in range(2, max(row for row, _ in cells) + 1):
                record = {title: cells.get((row, letters)) for letters, title in titles.items()}
                if any(cell and cell.value is not None for cell in record.values()):
                    yield record
PYTHON

# Stripped copies of decisions.xlsx and every scorecard, then one conversion of all.
mkdir "$WORK/stripped" "$WORK/new"
python3 - "$WORK" "$out" <<'PYTHON'
import glob, os, sys
sys.path.insert(0, sys.argv[1])
import sheets
for path in [sys.argv[2] + "/decisions.xlsx"] + sorted(glob.glob(sys.argv[2] + "/packets/**/scorecard.xlsx", recursive=True)):
    flat = os.path.relpath(path, sys.argv[2]).replace("/", "__")
    sheets.strip(path, "%s/stripped/%s" % (sys.argv[1], flat))
PYTHON
soffice "-env:UserInstallation=file://$WORK/profile" --headless --convert-to xlsx --outdir "$WORK/new" "$WORK"/stripped/*.xlsx \
    > "$WORK/stdout" 2>&1
check "every workbook opens" "$(tail -n 1 "$WORK/stdout")" \
    test "$(cd "$WORK/stripped" && ls)" = "$(cd "$WORK/new" && ls)"

python3 - "$WORK" "$out" <<'PYTHON' || failures=1
import collections, json, os, sys
work, out = sys.argv[1:]
sys.path.insert(0, work)
import sheets

failed = False


def check(name, faults):
    global failed
    failed |= bool(faults)
    print("not ok %s: %s" % (name, "; ".join(faults[:5])) if faults else "ok %s" % name)


def same(a, b):
    return abs(a - b) < 1e-9 if isinstance(a, float) and isinstance(b, float) else (a or None) == (b or None)


def compare(old, new):
    """How many formulas there are, and those whose value in the program's file is not what they give."""
    count, faults = 0, []
    for sheet, cells in old.items():
        for place, cell in cells.items():
            if cell.is_formula:
                found = new[sheet].get(place)
                count += 1
                if not found or found.is_error or not same(cell.value, found.value):
                    faults.append("%s!%s%d: written %r, gives %r" % (sheet, place[1], place[0], cell.value, found and found.value))
    return count, faults


for name in sorted(os.listdir(work + "/stripped")):
    count, faults = compare(sheets.read("%s/%s" % (out, name.replace("__", "/"))), sheets.read("%s/new/%s" % (work, name)))
    check("%s: %d formulas" % (name[:-5].replace("__", "/"), count), faults)

with open(out + "/decisions.ndjson", encoding="utf-8") as file:
    decisions = {d["proposal_id"]: d for d in map(json.loads, file)}
with open(out + "/rejects.ndjson", encoding="utf-8") as file:
    rejects = len(file.readlines())
book = sheets.read(work + "/new/decisions.xlsx")

# Every verdict against what was decided.
wanted = {(d["proposal_id"], r["id"]): r["met"] for d in decisions.values() for r in d["requirements"]}
found, faults = {}, []
for row in sheets.rows(book, "指标"):
    key = row["proposal_id"].value, row["要求编号"].value
    if key in found:
        faults.append("%s %s stands twice" % key)
    if not row["结论"].is_formula:
        faults.append("%s %s: the verdict is no formula" % key)
    found[key] = row["结论"].value
    if found[key] != {True: "达标", False: "未达标"}.get(wanted.get(key)):
        faults.append("%s %s: gives %s, decided %s" % (key + (found[key], wanted.get(key))))
faults += ["%s %s has no row" % key for key in sorted(set(wanted) - set(found))]
check("every verdict is the one decided", faults)

# The first sheet's counts.
cells = next(iter(book.values()))
at = {cell.value: place for place, cell in cells.items() if isinstance(cell.value, str)}
below = lambda label: cells[at[label][0] + 1, at[label][1]].value
is_closed = lambda d: d["ruling"] == "rejected" and d["matter"] in ("change", "withdrawal")
is_open = [d for d in decisions.values() if not d["outcome"] and not is_closed(d)]
tiles = {"本期事项": len(decisions), "建议处理": sum(d["action"] != "none" for d in decisions.values()),
         "待批": sum(d["needs_approval"] for d in is_open), "暂缓": sum(d["held"] for d in is_open), "退回记录": rejects}
check("tiles of the first sheet", ["%s: gives %s, expected %d" % (label, below(label), count)
                                   for label, count in tiles.items() if below(label) != count])

chinese, faults = {}, []
for row in sheets.rows(book, "决定"):
    chinese[decisions[row["proposal_id"].value]["action"]] = row["处理"].value
top = next(row for (row, column), cell in cells.items() if cell.value == "处理" and column == "A")
sums = next(column for (row, column), cell in cells.items() if row == top and cell.value == "合计")
labels = {cell.value: row for (row, column), cell in cells.items() if column == "A" and row > top}
counts = collections.Counter(d["action"] for d in decisions.values())
for action, count in counts.items():
    given = cells[labels[chinese[action]], sums].value
    if given != count:
        faults.append("%s: gives %s, decided %d" % (action, given, count))
if cells[labels["合计"], sums].value != len(decisions):
    faults.append("sum: gives %s, decided %d" % (cells[labels["合计"], sums].value, len(decisions)))
check("actions of the first sheet", faults)
sys.exit(failed)
PYTHON
finish
