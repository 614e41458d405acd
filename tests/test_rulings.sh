#!/usr/bin/env bash
# The office rules in the workbook: LibreOffice fills in the sheet 审批 and saves it, the
# program reads it back, the next run issues. What is not right is refused by cell.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

rulings() { gradepress rulings "$@"; }
# refused NAME FILE TEXT [OPTIONS…]: exit 65, nothing on standard output, TEXT on standard error.
refused() {
    local name=$1 file=$2 text=$3 status
    shift 3
    rulings "$file" "$@"
    status=$?
    if [ "$status" -ne 65 ]; then not_ok "$name" "exit status $status"
    elif [ -s "$WORK/stdout" ]; then not_ok "$name" "wrote $(head -n 1 "$WORK/stdout")"
    elif ! grep -qF "$text" "$WORK/stderr"; then not_ok "$name" "says $(head -n 1 "$WORK/stderr")"
    else ok "$name"; fi
}

# The sample month before anything was ruled.
month=$WORK/month
mkdir "$month"
cp -r input-samples/2026-10/. "$month"
rm "$month/rulings.ndjson" "$month/export.json"
gradepress seal "$month" --as-of 2026-10-31
register=$WORK/register.db first=$WORK/first
decide "$month" "$first" --register "$register"
status=$?
check "run before the rulings" "exit status $status: $(tail -n 1 "$WORK/stderr")" done_status "$status"
book=$first/decisions.xlsx

rulings "$book" --register "$register"
check "an empty sheet has no rulings" "exit status $?: $(cat "$WORK/stderr")" test $? -eq 0 -a ! -s "$WORK/stdout"
decide "$month" "$WORK/again" --register "$register"
check "the same register and workbook again" "differs" test "$(digest "$first")" = "$(digest "$WORK/again")"

# --- files that are no filled-in workbook ---

printf 'a,b\n' > "$WORK/text.csv"
head -c 100000 "$book" > "$WORK/cut.xlsx"
printf '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on' > "$WORK/encrypted.xlsx"
mkfifo "$WORK/pipe.xlsx"
refused "a text file" "$WORK/text.csv" "save the sheet as an Excel workbook (.xlsx)"
refused "an empty file" /dev/null "is no workbook"
refused "a pipe" "$WORK/pipe.xlsx" "is no workbook"
refused "half a workbook" "$WORK/cut.xlsx" "is damaged"
refused "a workbook with a password" "$WORK/encrypted.xlsx" "without a password"
refused "no file" "$WORK/nothing.xlsx" "No such file"
refused "another workbook" "$(find "$first/packets" -name scorecard.xlsx | sort | head -n 1)" "has no sheet 审批"
refused "another period" "$book" "is of period 2026-10, expected 2026-11" --period 2026-11
rulings "$book" --period 2026-10
check "the period that was expected" "$(cat "$WORK/stderr")" test $? -eq 0

generate "$WORK/other" 6 600 --seed 3
decide "$WORK/other" "$WORK/other-out" --register "$WORK/other.db"
refused "a workbook of another register" "$book" "comes from another register" --register "$WORK/other.db"
decide "$WORK/other" "$WORK/plain-out"
python3 - "$book" <<'PYTHON' || failures=1
import re, sys, xml.etree.ElementTree, zipfile
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
with zipfile.ZipFile(sys.argv[1]) as book:
    part = lambda name: xml.etree.ElementTree.fromstring(book.read(name))
    names = [sheet.get("name") for sheet in part("xl/workbook.xml").iter(MAIN + "sheet")]
    sheet, styles = part("xl/worksheets/sheet%d.xml" % (names.index("审批") + 1)), part("xl/styles.xml")
formats = [format.find(MAIN + "protection") for format in styles.find(MAIN + "cellXfs")]
is_open = [lock is not None and lock.get("locked") == "0" for lock in formats]
text = lambda cell: "".join(t.text or "" for t in cell.iter(MAIN + "t"))
cells = {tuple(re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r")).groups()): cell for cell in sheet.iter(MAIN + "c")}
head = next(row for (letters, row), cell in cells.items() if text(cell) == "proposal_id")
entries = {letters for (letters, row), cell in cells.items() if row == head and re.match("批复|改定", text(cell))}
faults = [letters + row for (letters, row), cell in cells.items()
          if is_open[int(cell.get("s"))] != (letters in entries and int(row) > int(head))]
protection = sheet.find(MAIN + "sheetProtection")
if protection is None or protection.get("sheet") != "1" or protection.get("password") or len(entries) != 6 or faults:
    print("not ok only the cells to fill are open: %s" % faults[:5])
    sys.exit(1)
print("ok only the cells to fill are open")
PYTHON
refused "a workbook without a register" "$WORK/plain-out/decisions.xlsx" "from a run without a register" --register "$register"
refused "no register" "$book" "there is no register here" --register "$WORK/nothing.db"

# Archives made to harm: parts that unpack without end, entities, what is not there.
python3 - "$book" "$WORK" <<'PYTHON'
import re, sys, zipfile
book, work = sys.argv[1:]
with zipfile.ZipFile(book) as old:
    parts = {name: old.read(name) for name in old.namelist()}
names = re.findall(r'<sheet name="([^"]*)"', parts["xl/workbook.xml"].decode())
sheet = "xl/worksheets/sheet%d.xml" % (names.index("审批") + 1)


def write(name, changed):
    with zipfile.ZipFile(work + "/" + name, "w", zipfile.ZIP_DEFLATED) as new:
        for part, data in {**parts, **changed}.items():
            if data is not None:
                with new.open(part, "w", force_zip64=True) as file:
                    for piece in data if isinstance(data, list) else [data]:
                        file.write(piece)


begin, end = parts[sheet].split(b"<sheetData>")
write("bomb.xlsx", {sheet: [begin + b"<sheetData>"] + [b" " * (1 << 22)] * 140})
write("cells.xlsx", {sheet: [begin + b"<sheetData>"] + [b'<row>' + b"<c><v>1</v></c>" * 16000 + b"</row>"] * 300})
write("deep.xlsx", {sheet: b"<worksheet>" + b"<a>" * 100000})
doctype = b'<!DOCTYPE worksheet [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
write("entity.xlsx", {sheet: parts[sheet].replace(b"<worksheet", doctype + b"<worksheet", 1).replace(b"<t>period</t>", b"<t>&e;</t>")})
write("missing.xlsx", {sheet: None})
write("strings.xlsx", {sheet: end and parts[sheet].replace(b't="inlineStr"><is><t>proposal_id</t></is>', b't="s"><v>4000000000</v>')})
write("facts.xlsx", {sheet: parts[sheet].replace(b"<t>plan</t>", b"<t>plans</t>")})
write("column.xlsx", {sheet: parts[sheet].replace("<t>批复人</t>".encode(), "<t>批复者</t>".encode())})
write("columns.xlsx", {sheet: parts[sheet].replace("<t>已有批复</t>".encode(), "<t>批复人</t>".encode())})
PYTHON
refused "a part that unpacks to 560 MiB" "$WORK/bomb.xlsx" "is larger than any workbook"
refused "a sheet of 4.8 million cells" "$WORK/cells.xlsx" "holds more than any sheet for rulings"
refused "elements without end" "$WORK/deep.xlsx" "is damaged"
refused "an entity of another file" "$WORK/entity.xlsx" "has a document type"
refused "a sheet that is not there" "$WORK/missing.xlsx" "is missing"
refused "a string that is not there" "$WORK/strings.xlsx" "is damaged"
refused "a sheet that does not say what it is of" "$WORK/facts.xlsx" 'does not say its "plan"'
refused "a sheet without a column" "$WORK/column.xlsx" 'has no column "批复人"'
refused "a sheet with a column twice" "$WORK/columns.xlsx" 'has two columns "批复人"'

# --- filled in with LibreOffice ---

if ! command -v soffice > /dev/null; then
    skip "rulings made in LibreOffice" "it is not installed"
    finish
fi
office() { soffice "-env:UserInstallation=file://$WORK/profile" --headless "$@" > "$WORK/office" 2>&1; }
office --convert-to ods --outdir "$WORK" "$book" # makes the profile, too
refused "an OpenDocument file" "$WORK/decisions.ods" "is an OpenDocument file"

cat > "$WORK/sheet.py" <<'PYTHON'
import re, xml.etree.ElementTree, zipfile
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows(book):
    """The proposals of the sheet as the program wrote it: row numbers by proposal_id, letters by title."""
    with zipfile.ZipFile(book) as parts:
        names = [sheet.get("name") for sheet in xml.etree.ElementTree.fromstring(parts.read("xl/workbook.xml")).iter(MAIN + "sheet")]
        part = "xl/worksheets/sheet%d.xml" % (names.index("审批") + 1)
        cells = {}
        for cell in xml.etree.ElementTree.fromstring(parts.read(part)).iter(MAIN + "c"):
            letters, row = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r")).groups()
            cells[int(row), letters] = "".join(text.text or "" for text in cell.iter(MAIN + "t"))
    head, mark = next((row, letters) for (row, letters), text in cells.items() if text == "proposal_id")
    titles = {text: letters for (row, letters), text in cells.items() if row == head}
    return {cells[row, letters]: row for row, letters in cells if letters == mark and row > head}, titles, cells


def macro(work, jobs):
    """A Basic macro that makes each target: a book with edits, which are (place, as typed) or (place, (as it stands,))."""
    quote = lambda text: '"%s"' % text.replace('"', '""')
    lines = ["Sub Fill", "Dim hidden(0) As New com.sun.star.beans.PropertyValue", 'hidden(0).Name = "Hidden"',
             "hidden(0).Value = True", "Dim how(0) As New com.sun.star.beans.PropertyValue", 'how(0).Name = "FilterName"',
             'how(0).Value = "Calc MS Excel 2007 XML"']
    for book, target, edits, options in jobs:
        lines += ['doc = StarDesktop.loadComponentFromURL(%s, "_blank", 0, hidden())' % quote("file://" + book),
                  's = doc.Sheets.getByName("审批")']
        if "unprotect" in options:
            lines.append('s.unprotect("")')
        for place, text in edits:
            lines.append("s.getCellRangeByName(%s).%s = %s" % (quote(place), "String" if isinstance(text, tuple) else "FormulaLocal",
                                                               quote(text[0] if isinstance(text, tuple) else text)))
        for source, row in options.get("rows", []):
            lines.append("s.copyRange(s.getCellByPosition(0, %d).CellAddress, s.getCellRangeByPosition(0, %d, 60, %d).RangeAddress)"
                         % (row - 1, source - 1, source - 1))
        lines += ["doc.storeToURL(%s, how())" % quote("file://" + target), "doc.close(True)"]
    lines.append("End Sub")
    escape = lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    with open(work + "/profile/user/basic/Standard/Module1.xba", "w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" '
                   '"module.dtd">\n<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
                   'script:language="StarBasic">%s\n</script:module>\n' % escape("\n".join(lines)))
    with open(work + "/profile/user/basic/Standard/script.xlb", "w") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument '
                   '1.0//EN" "library.dtd">\n<library:library xmlns:library="http://openoffice.org/2000/library" library:name='
                   '"Standard" library:readonly="false" library:passwordprotected="false">\n <library:element library:name='
                   '"Module1"/>\n</library:library>\n')
PYTHON

# Every proposal is ruled on: one after the other approved, rejected, deferred; some changed. Then
# workbooks with a fault each, whose message is expected to begin with sheet and cell.
python3 - "$WORK" "$first" <<'PYTHON'
import json, sys
work, first = sys.argv[1:]
sys.path.insert(0, work)
import sheet
book = first + "/decisions.xlsx"
row_of, at, cells = sheet.rows(book)
with open(first + "/decisions.ndjson", encoding="utf-8") as file:
    decisions = {d["proposal_id"]: d for d in map(json.loads, file)}
place = lambda title, row: at[title] + str(row)
chinese = {"maintain": "维持", "upgrade": "升级", "downgrade": "降级", "revoke": "取消资格", "warn": "警告", "rectify": "限期整改",
           "certify": "颁发证书", "reject": "不予通过", "commend": "通报表扬", "reissue": "变更换证", "withdraw": "退出", "none": "无需处理"}
labels = {"approved": "同意", "rejected": "不同意", "deferred": "缓议", "changed": "改定"}
level_names = {("cntisp", "1"): "一级", ("cntisp", "2"): "二级", ("cntisp", "3"): "三级"}

waiting = {d["proposal_id"] for d in decisions.values() if d["needs_approval"] and d["action"] != "none"}
print("ok every proposal has a row" if waiting == set(row_of) else "not ok every proposal has a row: %s" % sorted(waiting ^ set(row_of))[:5])
edits, wanted = [], []
for i, (proposal, row) in enumerate(sorted(row_of.items(), key=lambda pair: pair[1])):
    d = decisions[proposal]
    record = {"proposal_id": proposal, "action": d["action"], "to": d["to"], "ruling": ("approved", "approved", "rejected", "deferred")[i % 4],
              "by": "王处长", "on": "2026-10-31"}
    if i % 5 == 0 and d["matter"] == "review" and d["action"] in ("downgrade", "revoke") and "early" not in d["cycle"]:
        record.update(ruling="changed", decided={"action": "maintain", "to": d["from"]})
        edits += [(place("改定为：处理", row), chinese["maintain"])]
        if (d["scheme"], d["from"]) in level_names: # others have only one level to choose
            edits += [(place("改定为：等级", row), level_names[d["scheme"], d["from"]])]
    if record["ruling"] == "changed" or d["held"] or i % 3 == 0:
        record["remark"] = '已核实：“%d”，见会议纪要 <3> & "附件"' % i
        edits.append((place("批复意见", row), record["remark"]))
    edits += [(place("批复", row), labels[record["ruling"]]), (place("批复人", row), " 王处长　"), (place("批复日期", row), "2026-10-31")]
    wanted.append(record)
with open(work + "/wanted.ndjson", "w", encoding="utf-8") as file:
    file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in wanted)

# Faults: a row each, taken from those that can show it.
of_level = [row for proposal, row in row_of.items() if decisions[proposal]["scheme"] == "cntisp" and not decisions[proposal]["held"]
            and decisions[proposal]["matter"] == "review" and decisions[proposal]["action"] == "downgrade"]
held = [row for proposal, row in row_of.items() if decisions[proposal]["held"]]
plain = [row for proposal, row in row_of.items() if row not in of_level and row not in held]


def filled(row, ruling="同意", by="王处长", on="2026-10-31", action=None, level=None, remark=None):
    entries = {"批复": ruling, "批复人": by, "批复日期": on, "改定为：处理": action, "改定为：等级": level, "批复意见": remark}
    return [(place(title, row), text) for title, text in entries.items() if text]


change = lambda row, action=None, level=None: filled(row, "改定", action=action, level=level, remark="另议")
faults = [
    ("no ruling", plain, "批复", "the ruling is missing", lambda row: filled(row, None)),
    ("no name", plain, "批复人", "who ruled is missing", lambda row: filled(row, by=None)),
    ("no date", plain, "批复日期", "a date is missing", lambda row: filled(row, on=None)),
    ("white space for a name", plain, "批复人", "who ruled is missing", lambda row: filled(row, by=" 　")),
    ("an unknown ruling", plain, "批复", 'found "好的", expected 同意, 不同意, 缓议 or 改定', lambda row: filled(row, "好的")),
    ("a date in words", plain, "批复日期", 'found "下周一", expected a date such as 2026-10-31', lambda row: filled(row, on=("下周一",))),
    ("a number that is no date", plain, "批复日期", "expected a date", lambda row: filled(row, on="12345678")),
    ("a date before the month", plain, "批复日期", "found 2026-09-30, expected a date from 2026-10-01 to 2027-11-01",
     lambda row: filled(row, on="2026-09-30")),
    ("a date in the wrong year", plain, "批复日期", "found 2062-10-31", lambda row: filled(row, on="2062-10-31")),
    ("an error for a date", plain, "批复日期", "found the error", lambda row: filled(row, on="=1/0")),
    ("TRUE for a date", plain, "批复日期", "found TRUE or FALSE", lambda row: filled(row, on="=TRUE()")),
    ("changed to nothing", plain, "改定为：处理", "改定 needs what is decided instead", lambda row: change(row)),
    ("changed without a remark", of_level, "批复意见", "a remark is missing", lambda row: filled(row, "改定", action="维持")),
    ("changed to what the matter does not allow", of_level, "改定为：处理", 'found "颁发证书", expected 维持',
     lambda row: change(row, action="颁发证书")),
    ("changed to a level that the action does not leave", of_level, "改定为：等级", 'found "二级", expected 无 with 取消资格',
     lambda row: change(row, action="取消资格", level="二级")),
    ("changed to an unknown level", of_level, "改定为：等级", 'found "九级"', lambda row: change(row, action="维持", level="九级")),
    ("approved but changed", of_level, "改定为：处理", "expected nothing unless the ruling is 改定", lambda row: filled(row, action="维持")),
    ("held, approved without a remark", held, "批复意见", "the proposal is held", lambda row: filled(row)),
    ("no longer held", held, "proposal_id", "a locked cell of its row", lambda row: filled(row) + [(place("held", row), ("",))]),
    ("an edited proposal", plain, "proposal_id", '"cntisp/U9999/-/2026-11-20" is no proposal of this workbook',
     lambda row: filled(row) + [(place("proposal_id", row), ("cntisp/U9999/-/2026-11-20",))]),
    ("no proposal", plain, "proposal_id", "holds no proposal", lambda row: filled(row) + [(place("proposal_id", row), ("",))]),
    ("an edited action", plain, "proposal_id", "a locked cell of its row", lambda row: filled(row) + [(place("action", row), ("maintain",))]),
    ("an edited level", of_level, "proposal_id", "a locked cell of its row", lambda row: filled(row) + [(place("to", row), "1")]),
]
edits_of_faults = filled(plain.pop()) # one row in order
with open(work + "/faults", "w", encoding="utf-8") as file:
    for name, rows, column, text, fill in faults:
        row = rows.pop()
        edits_of_faults += fill(row)
        file.write("%s\t审批!%s: \t%s\n" % (name, place(column, row), text))
one, two = plain.pop(), plain.pop()
period = next(chr(ord(letters) + 1) + str(row) for (row, letters), text in cells.items() if text == "period")
sheet.macro(work, [
    (book, work + "/filled.xlsx", edits, {}),
    (book, work + "/faults.xlsx", edits_of_faults, {"unprotect": True}),
    (book, work + "/twice.xlsx", filled(one) + filled(two), {"unprotect": True, "rows": [(one, two)]}),
    (book, work + "/period.xlsx", filled(one) + [(period, ("2026-11",))], {"unprotect": True}),
])
PYTHON
office "macro:///Standard.Module1.Fill"
check "LibreOffice saves the workbooks" "$(tail -n 1 "$WORK/office")" test -s "$WORK/period.xlsx"

rulings "$WORK/filled.xlsx" --register "$register"
check "rulings are read" "exit status $?: $(head -n 3 "$WORK/stderr")" test $? -eq 0
cp "$WORK/stdout" "$WORK/rulings.ndjson"
python3 - "$WORK" <<'PYTHON' || failures=1
import json, sys
read = lambda name: [json.loads(line) for line in open(sys.argv[1] + "/" + name, encoding="utf-8")]
found, wanted = read("rulings.ndjson"), read("wanted.ndjson")
faults = ["%s is not %s" % (a, b) for a, b in zip(found, wanted) if a != b]
if len(found) != len(wanted) or faults:
    print("not ok each ruling as it was made: %d of %d; %s" % (len(found), len(wanted), faults[:2]))
    sys.exit(1)
print("ok each ruling as it was made: %d, %d changed" % (len(found), sum(r["ruling"] == "changed" for r in found)))
PYTHON

refused "faults" "$WORK/faults.xlsx" "$(wc -l < "$WORK/faults") cells are to be put right; no ruling was written"
cp "$WORK/stderr" "$WORK/found"
while IFS=$'\t' read -r name place text; do
    check "$name" "$(grep -F "$place" "$WORK/found" || echo "nothing about $place")" grep -qF "$text" <(grep -F "$place" "$WORK/found")
done < "$WORK/faults"
refused "a row copied over another" "$WORK/twice.xlsx" "is ruled on in 审批!"
refused "another period above the head" "$WORK/period.xlsx" "or above the head was changed"

# --- the run that sees the rulings ---

second=$WORK/second
decide "$month" "$second" --register "$register" --rulings "$WORK/rulings.ndjson"
status=$?
check "run with the rulings" "exit status $status: $(tail -n 1 "$WORK/stderr")" done_status "$status"
python3 - "$WORK" <<'PYTHON' || failures=1
import json, os, sys
work = sys.argv[1]
read = lambda name: [json.loads(line) for line in open(work + "/" + name, encoding="utf-8")]
before, decisions = ({d["proposal_id"]: d for d in read(run + "/decisions.ndjson")} for run in ("first", "second"))
faults, certificates = [], 0
for ruling in read("rulings.ndjson"):
    d = decisions[ruling["proposal_id"]]
    wanted = {"approved": {"action": d["action"], "to": d["to"]}, "changed": ruling.get("decided")}.get(ruling["ruling"])
    if d["ruling"] != ruling["ruling"] or (wanted and d["outcome"] != wanted):
        faults.append("%s: ruling %s, outcome %s, expected %s" % (ruling["proposal_id"], d["ruling"], d["outcome"], wanted))
    for c in d["certificates"]:
        certificates += 1
        if not os.path.exists(work + "/second/" + c["file"]):
            faults.append(c["file"] + " is missing")
rejected = [r for r in read("second/rejects.ndjson") if "rulings" in r["file"]]
print("not ok every ruling acts: %s" % faults[:3] if faults or rejected else "ok every ruling acts: %d certificates" % certificates)
sys.exit(bool(faults or rejected or not certificates))
PYTHON
rulings "$second/decisions.xlsx" --register "$register"
check "the next workbook starts empty" "$(head -n 1 "$WORK/stderr")" test $? -eq 0 -a ! -s "$WORK/stdout"

# A ruling stands until one of a later day.
python3 - "$WORK" "$second" <<'PYTHON'
import sys
work, second = sys.argv[1:]
sys.path.insert(0, work)
import sheet
book = second + "/decisions.xlsx"
row_of, at, cells = sheet.rows(book)
row = min(row_of.values())
sheet.macro(work, [(book, "%s/on-%s.xlsx" % (work, on), [(at["批复"] + str(row), "缓议"), (at["批复人"] + str(row), "李主任"),
                                                        (at["批复日期"] + str(row), on)], {}) for on in ("2026-10-31", "2026-11-02")])
PYTHON
office "macro:///Standard.Module1.Fill"
refused "a second ruling of the same day" "$WORK/on-2026-10-31.xlsx" "expected a date after the ruling that stands, of 2026-10-31"
rulings "$WORK/on-2026-11-02.xlsx" --register "$register"
check "a ruling of a later day" "$(head -n 1 "$WORK/stderr")" grep -q '"ruling":"deferred","by":"李主任","on":"2026-11-02"' "$WORK/stdout"

# --- the next month, ruled in its workbook in turn ---

november=$WORK/november third=$WORK/third fourth=$WORK/fourth
mkdir "$november"
cp -r input-samples/2026-11/. "$november"
cp "$WORK/rulings.ndjson" "$november/rulings.ndjson" # October's, as the office's system has them
rm "$november/export.json"
gradepress seal "$november" --as-of 2026-11-30
decide "$november" "$third" --register "$register"
status=$?
check "run of the next month" "exit status $status: $(tail -n 1 "$WORK/stderr")" done_status "$status"
python3 - "$WORK" "$third" <<'PYTHON'
import json, sys
work, third = sys.argv[1:]
sys.path.insert(0, work)
import sheet
book = third + "/decisions.xlsx"
row_of, at, cells = sheet.rows(book)
with open(third + "/decisions.ndjson", encoding="utf-8") as file:
    waiting = {d["proposal_id"] for d in map(json.loads, file) if d["needs_approval"] and d["action"] != "none" and not d["outcome"]}
print("ok every open proposal has a row: %d" % len(row_of) if waiting <= set(row_of) else
      "not ok every open proposal has a row: %s" % sorted(waiting - set(row_of))[:5])
edits = [(at[title] + str(row_of[proposal]), text) for proposal in sorted(waiting)
         for title, text in (("批复", "同意"), ("批复人", "王处长"), ("批复日期", "2026-11-30"), ("批复意见", "已核实"))]
sheet.macro(work, [(book, work + "/november.xlsx", edits, {})])
PYTHON
office "macro:///Standard.Module1.Fill"
rulings "$WORK/november.xlsx" --register "$register"
check "rulings of the next month are read" "exit status $?: $(head -n 3 "$WORK/stderr")" test $? -eq 0 -a -s "$WORK/stdout"
cp "$WORK/stdout" "$WORK/november.ndjson"
decide "$november" "$fourth" --register "$register" --rulings "$WORK/november.ndjson"
status=$?
check "run with the rulings of the next month" "exit status $status: $(tail -n 1 "$WORK/stderr")" done_status "$status"
python3 - "$WORK" <<'PYTHON' || failures=1
import json, sys
work = sys.argv[1]
read = lambda name: [json.loads(line) for line in open(work + "/" + name, encoding="utf-8")]
decisions = {d["proposal_id"]: d for d in read("fourth/decisions.ndjson")}
idle = [r["proposal_id"] for r in read("november.ndjson") if not decisions[r["proposal_id"]]["outcome"]]
issued = lambda run: {(d["scheme"], c["certificate_no"], c["version"]) for d in read(run + "/decisions.ndjson") for c in d["certificates"]}
faults = ["without an outcome: %s" % idle[:3]] if idle else []
if issued("second") & issued("fourth"):
    faults.append("issued twice: %s" % sorted(issued("second") & issued("fourth"))[:3])
if not issued("fourth"):
    faults.append("no certificate")
print("not ok both months are ruled: %s" % faults if faults else
      "ok both months are ruled: %d and %d certificates" % (len(issued("second")), len(issued("fourth"))))
sys.exit(bool(faults))
PYTHON
digest "$fourth" > "$WORK/digest"
rm -rf "$fourth"
decide "$november" "$fourth" --register "$register" --rulings "$WORK/november.ndjson"
check "the same bytes without the output" "differs" test "$(digest "$fourth")" = "$(cat "$WORK/digest")"
gradepress register verify --register "$register"
check "the register after both months" "$(tail -n 3 "$WORK/stdout" "$WORK/stderr")" test $? -eq 0
finish
