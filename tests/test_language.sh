#!/usr/bin/env bash
# One catalogue of phrases, and what --lang changes: headings, page, messages, and nothing else.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

python=python3
"$python" -c 'import openpyxl' 2> /dev/null || python=/usr/bin/python3
sample=input-samples/2026-10
decide "$sample" "$WORK/plain"
for language in zh en; do
    decide "$sample" "$WORK/$language" --lang "$language"
    status=$?
    check "a run with --lang $language" "exit status $status: $(tail -n 1 "$WORK/stderr")" done_status "$status"
    cp "$WORK/stderr" "$WORK/$language.said"
done
check "--lang zh writes what is written without it" "other bytes" test "$(digest "$WORK/plain")" = "$(digest "$WORK/zh")"
changed=$(diff -rq "$WORK/plain" "$WORK/en" | grep -vE 'decisions\.xlsx|scorecard\.xlsx|index\.html|manifest\.sha256|timings\.json')
check "--lang en changes no paper, decision, reject or run.json" "$changed" test -z "$changed"
changed=$(cd "$WORK/en" && sha256sum --quiet -c manifest.sha256 2>&1)
check "--lang en: the manifest holds" "$changed" test -z "$changed"

cat > "$WORK/language.py" <<'PYTHON'
import glob, re, sys
import openpyxl

work = sys.argv[1]
HAN = re.compile("[\u4e00-\u9fff]")
LITERAL = r'"(?:[^"\\\n]|\\.)*"'


def tell(name, faults):
    faults = list(faults)
    print("ok " + name if not faults else "not ok %s: %s" % (name, " | ".join(map(str, faults[:4]))))


def text_of(literals):
    """Adjacent literals are one text."""
    return "".join(part[1:-1] for part in re.findall(LITERAL, literals)).replace('\\"', '"').replace("\\\\", "\\")


def texts(pattern):
    for path in glob.glob(pattern):
        source = re.sub(r"/\*.*?\*/", "", open(path, encoding="utf-8").read(), flags=re.S)
        source = source.replace("MARGIN_NOTE", note)
        for literals in re.findall(r"%s(?:\s*%s)*" % (LITERAL, LITERAL), source):
            yield text_of(literals)


note = re.search(r'#define MARGIN_NOTE (".*")', open("pipeline/workbook/listing.h", encoding="utf-8").read()).group(1)
lines = open("pipeline/base/phrases.en.txt", encoding="utf-8").read().split("\n")[:-1]
halves = [line.split("\t") for line in lines]
tell("every line of the catalogue has two halves", [l for l, h in zip(lines, halves) if len(h) != 2 or not h[0] or not h[1]])
tell("in byte order, each phrase once", [b[0] for a, b in zip(halves, halves[1:]) if a[0].encode() >= b[0].encode()])
conversions = re.compile(r"%(?!%)[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|ll|[hlzjtL])?[a-zA-Z]")
tell("both languages have the same conversions",
     [h for h in halves if conversions.findall(h[0]) != conversions.findall(h[1])])

known = dict(halves)
said = {english for _, english in halves}
written = set(texts("pipeline/*.[ch]")) | set(texts("pipeline/*/*.[ch]"))
written |= set(re.findall(r'"([^"\n]*)"', open("pipeline/page/page.js", encoding="utf-8").read()))
written |= {t[1:] for t in written if t.startswith("#")}  # columns of figures on the page
tell("every phrase of the catalogue stands in the code", [h[0] for h in halves if h[0] not in written and h[1] not in written])
asked = []
for path in glob.glob("pipeline/*/*.c") + glob.glob("pipeline/*.c"):
    source = open(path, encoding="utf-8").read()
    for call in re.findall(r"\b(?:book_say|index_say|index_add_phrase|phrase)\([^;\"]*?((?:%s\s*)+)" % LITERAL, source):
        asked.append(text_of(call))
tell("every phrase asked for has English", [t for t in asked if HAN.search(t) and t not in known])
messages = []
for path in ("pipeline/main.c", "pipeline/rulings.c", "pipeline/run.c", "pipeline/session.c", "pipeline/sheetread/rulings.c"):
    source = open(path, encoding="utf-8").read()
    messages += [text_of(c) for c in re.findall(r"\b(?:error_say|say\(options,)\(?\s*((?:%s\s*)+)" % LITERAL, source)]
tell("every message asked for has Chinese", [m for m in messages if m not in said])

# Headings are told by their looks: dark, blue or grey cells, and ink of titles.
ours = {t for t in list(texts("pipeline/workbook/*.[ch]")) + list(texts("pipeline/model/*.h")) if HAN.search(t)}
PAPER = ("FF3B5878", "FFDFE7F0", "FFF4F6F9")
INK = ("FF5A6472", "FF1F3552", "FFB3261E", "FF1F5FA8")


def headings(path):
    for sheet in openpyxl.load_workbook(path):
        yield sheet.title
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "s" and (cell.fill.fgColor.rgb in PAPER or cell.font.color and cell.font.color.rgb in INK):
                    yield cell.value


scorecards = sorted(glob.glob(work + "/en/packets/**/scorecard.xlsx", recursive=True))
for name, paths in (("workbook", [work + "/en/decisions.xlsx"]), ("scorecards", scorecards[::10])):
    found = [h for path in paths for h in headings(path)]
    tell("no heading of the English %s is Chinese" % name, sorted({h for h in found if h in ours}))
    tell("there are headings in the %s" % name, [] if len(set(found)) > 20 else [len(set(found))])
lines = openpyxl.load_workbook(work + "/en/decisions.xlsx")["Decisions"]
titles = {c.value: c.column for c in lines[1]}
words = {lines.cell(r, titles[t]).value for t in ("Status", "Action", "Rulings", "On hold", "Why on hold", "Soon")
         for r in range(2, lines.max_row + 1)}
tell("what the English workbook says of a decision is English", sorted(w for w in words if w and HAN.search(w)))
page = open(work + "/en/index.html", encoding="utf-8").read()
of_page = {t for t in texts("pipeline/page/*.c") if HAN.search(t) and "<" not in t}
tell("no heading of the English page is Chinese", sorted(t for t in of_page if ">" + t.lstrip("#") + "<" in page))
tell("its script speaks English", re.findall(r'"[^"\n]*[\u4e00-\u9fff][^"\n]*"', page[page.index("<script>"):]))
for language, wanted in (("zh", True), ("en", False)):
    lines = [l for l in open("%s/%s.said" % (work, language), encoding="utf-8") if bool(HAN.search(l)) != wanted]
    tell("messages with --lang %s" % language, lines)
PYTHON
"$python" "$WORK/language.py" "$WORK" > "$WORK/found" 2> "$WORK/stderr"
status=$?
check "the catalogue and both languages were looked at" "$(tail -n 1 "$WORK/stderr")" test "$status" -eq 0
cat "$WORK/found"
! grep -q '^not ok' "$WORK/found" || failures=$((failures + 1))

# The sheet for rulings is filled in and read in either language: the first proposal whole, the second without a day.
cat > "$WORK/fill.py" <<'PYTHON'
import datetime, sys
import openpyxl

source, target, sheet, titles, rows = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4].split(","), int(sys.argv[5])
book = openpyxl.load_workbook(source)
tab = book[sheet]
head = next(c.row for c in tab["A"] if c.value in ("单位编号", "Unit id"))
at = {c.value: c.column for c in tab[head]}
open_rows = [r for r in range(head + 1, tab.max_row + 1) if not tab.cell(r, at["ruled_on"]).value and not tab.cell(r, at["held"]).value]
for row, day in zip(open_rows[:rows], (datetime.datetime(2026, 11, 3), None)):
    for title, value in zip(titles, ("同意", "主任", day)):
        if value:
            tab.cell(row, at[title]).value = value
book.save(target)
PYTHON
fill() { "$python" "$WORK/fill.py" "$@" 2> "$WORK/stderr" || not_ok "filling in $3" "$(tail -n 1 "$WORK/stderr")"; }
fill "$WORK/zh/decisions.xlsx" "$WORK/zh.xlsx" 审批 批复,批复人,批复日期 1
fill "$WORK/en/decisions.xlsx" "$WORK/en.xlsx" Rulings "Ruling,Ruled by,Day of ruling" 1
for language in zh en; do
    gradepress rulings "$WORK/$language.xlsx"
    check "a ruling in the $language workbook is read" "$(tail -n 1 "$WORK/stderr")" grep -qxE '1 rulings, [0-9]+ proposals left open' "$WORK/stderr"
    cp "$WORK/stdout" "$WORK/$language.rulings"
done
check "it is the same ruling" "$(cat "$WORK/en.rulings")" cmp -s "$WORK/zh.rulings" "$WORK/en.rulings"
fill "$WORK/zh/decisions.xlsx" "$WORK/zh.xlsx" 审批 批复,批复人,批复日期 2
gradepress rulings "$WORK/zh.xlsx" --lang zh
check "a cell that is missing, in Chinese" "$(cat "$WORK/stderr")" grep -qE '^审批![A-Z]+[0-9]+: 缺少日期$' "$WORK/stderr"

# Errors that an office person can meet.
in_chinese() { # NAME WORDS COMMAND…
    local name=$1 words=$2
    shift 2
    gradepress "$@" --lang zh
    check "in Chinese: $name" "$(cat "$WORK/stderr")" grep -qF "$words" "$WORK/stderr"
}
cp -r "$sample" "$WORK/export"
rm "$WORK/export/units.json"
in_chinese "a file that is not there" "没有这个文件" run --input "$WORK/export" --output "$WORK/x" --templates "$TEMPLATES"
in_chinese "a register that is not there" "这里没有登记簿" register list --register "$WORK/none.db"
in_chinese "no workbook" "不是工作簿" rulings README.md
gradepress help --lang zh
check "help in Chinese" "$(head -n 1 "$WORK/stdout")" grep -q '登记簿' "$WORK/stdout"
gradepress --help
check "help in English" "$(head -n 1 "$WORK/stdout")" grep -q 'office.s register' "$WORK/stdout"
gradepress run --lang fr
check "--lang takes zh and en" "exit status $?" test $? -eq 64
finish
