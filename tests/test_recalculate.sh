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
decide "${SAMPLE:-input-samples/2026-10}" "$out"
status=$?
check "run" "exit status $status: $(tail -n 1 "$WORK/stderr")" done_status "$status"

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
            head = min(row for (row, _), cell in cells.items() if cell.value in ("单位编号", "文件", "计划"))
            titles = {letters: cell.value for (row, letters), cell in cells.items() if row == head}
            for row in range(head + 1, max(row for row, _ in cells) + 1):
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
at = {}
for place, cell in cells.items():
    if isinstance(cell.value, str):
        at.setdefault(cell.value, place)
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


# --- sheets of single programmes ---

def of_sheets(kind):
    return [name for name in book if name.endswith(" " + kind)]


def same_rows(name, found, wanted):
    faults = ["%s is not among the decisions" % (row,) for row in sorted(set(found) - set(wanted), key=repr)]
    faults += ["%s is not in the sheet" % (row,) for row in sorted(set(wanted) - set(found), key=repr)]
    check("%s: %d rows" % (name, len(found)), faults or ([] if len(found) == len(wanted) else ["another number of rows"]))


def requirement(decision, name, key="value"):
    return next(r[key] for r in decision["requirements"] if r["id"] == name)


of_kind = lambda prefix: [d for d in decisions.values() if d["scheme"].upper() == prefix and d["requirements"]
                         and d["matter"] != "change"]
for name in of_sheets("计分"):
    same_rows(name, [(r["单位编号"].value, round(r["总分"].value, 6), r["计分结论"].value) for r in sheets.rows(book, name)],
              [(d["unit_id"], round(d["score"]["total"], 6), "通过" if all(r["met"] for r in d["requirements"]) else "不通过")
               for d in of_kind(name.split()[0]) if d["score"]])
for name in of_sheets("等级"):
    same_rows(name, [(r["单位编号"].value, r["基本能力等级"].value, r["专业能力等级"].value, r["综合等级"].value)
                     for r in sheets.rows(book, name)],
              [(d["unit_id"], requirement(d, "basic"), requirement(d, "professional"), float(d["attained"] or 0))
               for d in of_kind(name.split()[0])])
for name in of_sheets("半年评价"):
    verdicts = {d["unit_id"]: "警告" if not all(r["met"] for r in d["requirements"]) else None for d in of_kind(name.split()[0])}
    faults = []
    for r in sheets.rows(book, name):
        found, unit = r["评价"].value, r["单位编号"].value
        if unit in verdicts and (found == "警告") != (verdicts[unit] == "警告"):
            faults.append("%s: %s" % (unit, found))
        if r["处理"].value in ("通报表扬", "维持") and found != r["处理"].value:
            faults.append("%s: %s, decided %s" % (unit, found, r["处理"].value))
    check("%s: verdicts" % name, faults)
for name in of_sheets("监督审查表"):
    same_rows(name, [(r["单位编号"].value, sum(r[k].value for k in ("严重", "较重", "一般")), r["最重"].value == "无")
                     for r in sheets.rows(book, name) if r["最重"] and r["最重"].value],
              [(d["unit_id"], float(sum(not r["met"] for r in d["requirements"])), all(r["met"] for r in d["requirements"]))
               for d in of_kind(name.split()[0])])
check("every analysis says that it is one",
      [name for name in book if name.startswith("分析 ")
       and "分析，仅供内部参考，不作为评定依据" not in [cell.value for (row, _), cell in book[name].items() if row < 4]])
sys.exit(failed)
PYTHON

# A weight changed in the sheet changes scores and verdicts: five points from the last term to the first.
python3 - "$WORK" "$out" <<'PYTHON'
import re, sys, zipfile
sys.path.insert(0, sys.argv[1])
import sheets
source, target = sys.argv[2] + "/decisions.xlsx", sys.argv[1] + "/changed.xlsx"
book = sheets.read(source)
name = next((name for name in book if name.endswith(" 计分")), None)
if not name:
    sys.exit()
row = next(row for (row, _), cell in book[name].items() if cell.value == "权重（可改）")
order = lambda letters: (len(letters), letters)
weights = sorted((letters for (at, letters), cell in book[name].items()
                  if at == row and isinstance(cell.value, float) and not cell.is_formula), key=order)
sheets.strip(source, sys.argv[1] + "/plain.xlsx")
with zipfile.ZipFile(sys.argv[1] + "/plain.xlsx") as old, zipfile.ZipFile(target, "w") as new:
    part = "xl/worksheets/sheet%d.xml" % (list(book).index(name) + 1)
    for entry in old.namelist():
        data = old.read(entry)
        if entry == part:
            for letters, step in ((weights[0], 5), (weights[-1], -5)):
                changed = b"<v>%g</v>" % (book[name][row, letters].value + step)
                data = re.sub(rb'(<c r="%s%d"[^>]*>)<v>[^<]*</v>' % (letters.encode(), row), rb"\g<1>" + changed, data)
        new.writestr(entry, data)
PYTHON
if [ -f "$WORK/changed.xlsx" ]; then
    soffice "-env:UserInstallation=file://$WORK/profile" --headless --convert-to xlsx --outdir "$WORK/new" "$WORK/changed.xlsx" > "$WORK/stdout" 2>&1
    python3 - "$WORK" "$out" <<'PYTHON' || failures=1
import json, sys
sys.path.insert(0, sys.argv[1])
import sheets
book = sheets.read(sys.argv[1] + "/new/changed.xlsx")
name = next(name for name in book if name.endswith(" 计分"))
wanted = []
with open(sys.argv[2] + "/decisions.ndjson", encoding="utf-8") as file:
    for d in map(json.loads, file):
        if d["score"] and d["scheme"].upper() == name.split()[0]:
            terms = d["score"]["terms"]
            share = [t["met"] / t["total"] if t["total"] else 1 for t in terms]
            total = sum(t["weight"] * s for t, s in zip(terms, share)) + 5 * share[0] - 5 * share[-1]
            necessary = all(r["met"] for r in d["requirements"] if r["id"] == "necessary")
            wanted.append((d["unit_id"], round(total, 6), "通过" if necessary and round(total, 9) >= d["score"]["pass_mark"] else "不通过"))
found = [(r["单位编号"].value, round(r["总分"].value, 6), r["计分结论"].value) for r in sheets.rows(book, name)]
if sorted(found) == sorted(wanted):
    print("ok another weight, other scores: %d" % len(found))
else:
    print("not ok another weight, other scores: %s" % sorted(set(found) ^ set(wanted))[:5])
    sys.exit(1)
PYTHON
fi
finish
