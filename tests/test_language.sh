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
positional = re.compile(r"%(\d+)\$")


def arguments(text):
    """The conversions by argument: Chinese may say them in another order, by their numbers."""
    numbers = positional.findall(text)
    found = conversions.findall(positional.sub("%", text))
    return found if not numbers else [c for _, c in sorted(zip(map(int, numbers), found))] if len(numbers) == len(found) else None


tell("both languages have the same conversions", [h for h in halves if arguments(h[0]) != arguments(h[1])])

known = dict(halves)
said = {english for _, english in halves}
written = set(texts("pipeline/*.[ch]")) | set(texts("pipeline/*/*.[ch]"))
written |= set(re.findall(r'"([^"\n]*)"', open("pipeline/page/page.js", encoding="utf-8").read()))
written |= {t[1:] for t in written if t.startswith("#")}  # columns of figures on the page
for path in glob.glob("pipeline/register/*.c"):  # names of columns, as headings
    written |= {w.replace("_", " ").capitalize() for w in re.findall(r"[a-z][a-z0-9_]*", open(path, encoding="utf-8").read())}
tell("every phrase of the catalogue stands in the code", [h[0] for h in halves if h[0] not in written and h[1] not in written])
asked = []
for path in glob.glob("pipeline/*/*.c") + glob.glob("pipeline/*.c"):
    source = open(path, encoding="utf-8").read()
    for call in re.findall(r"\b(?:book_say|index_say|index_add_phrase|phrase)\([^;\"]*?((?:%s\s*)+)" % LITERAL, source):
        asked.append(text_of(call))
tell("every phrase asked for has English", [t for t in asked if HAN.search(t) and t not in known])

# All texts within a call that makes a message, but for names (no blank in them) and options.
MAKERS = re.compile(r"\b(?:FAIL|error_set|error_say|phrase_of_message|message_of|message_print|reader_fault|record_refuse|"
                    r"field_fault|field_member|member_of|raw_text|field_list|fail_as|fail_gzip|fail_array|refuse|"
                    r"verify_fault|say|require|add_section|print_list)\(")
IS_NAME = re.compile(r"[^ ]*|--[a-z-]+ [A-Z]+|SELECT .*", re.S)


def calls(source):
    for maker in MAKERS.finditer(source):
        depth, at = 1, maker.end()
        while depth:
            quoted = re.compile(LITERAL).match(source, at)
            depth += 0 if quoted else (source[at] == "(") - (source[at] == ")")
            at = quoted.end() if quoted else at + 1
        yield source[maker.start():at]


messages = {}
for path in glob.glob("pipeline/*.c") + glob.glob("pipeline/*/*.c"):
    source = re.sub(r"'\\?.'", "0", re.sub(r"/\*.*?\*/", "", open(path, encoding="utf-8").read(), flags=re.S))
    found = [l for call in calls(source) for l in re.findall(r"%s(?:\s*%s)*" % (LITERAL, LITERAL), call)]
    found += re.findall(r"expected\[\] = (%s)" % LITERAL, source)
    messages.update({text_of(literals): path for literals in found})
tell("every message of the code has Chinese",
     ["%s: %s" % (path, m) for m, path in messages.items() if not IS_NAME.fullmatch(m) and m not in said and not HAN.search(m)])
tell("every message has one Chinese", [m for m in messages if sum(m == h[1] for h in halves) > 1])

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

# Whatever is provoked, --lang zh says it in Chinese and --lang en in English: no two English words beside each other
# outside quotes, no Chinese outside them.
rm -rf "$WORK/said"
mkdir "$WORK/said"
provoke() { # NAME COMMAND…
    local name=$1 language
    shift
    for language in zh en; do
        gradepress "$@" --lang "$language"
        cat "$WORK/stderr" > "$WORK/said/$name.$language"
        [ "$language" = en ] || cat "$WORK/stdout" >> "$WORK/said/$name.$language"
    done
}

# Rules: one change in a copy, PATH of the member and its new value (nothing: removed).
cat > "$WORK/break.py" <<'PYTHON'
import json, sys

path, pointer, value = sys.argv[1], sys.argv[2], sys.argv[3:]
root = json.load(open(path, encoding="utf-8"))
*parents, last = pointer.strip("/").split("/")
node = root
for key in parents:
    node = node[int(key) if isinstance(node, list) else key]
last = int(last) if isinstance(node, list) else last
if value:
    node[last] = json.loads(value[0])
else:
    del node[last]
json.dump(root, open(path, "w", encoding="utf-8"), ensure_ascii=False)
PYTHON
number=0
broken_rules() { # FILE POINTER [VALUE]
    local folder=$WORK/rules
    rm -rf "$folder"
    cp -r "$TEMPLATES" "$folder"
    "$python" "$WORK/break.py" "$folder/$1" "${@:2}" || not_ok "breaking $1 $2" "not possible"
    provoke "rules.$((++number))" schemes --templates "$folder"
    check "broken rules are refused: $1 $2" "$(cat "$WORK/stderr")" test -s "$WORK/stderr"
}
broken_rules cntisp/scheme.json /surprise 1
broken_rules cntisp/scheme.json /words/name
broken_rules cntisp/scheme.json /words/name 7
broken_rules cntisp/scheme.json /format '"other/1"'
broken_rules cntisp/scheme.json /review/requirements '[]'
broken_rules cntisp/scheme.json /review/requirements/1/metric '"none"'
broken_rules cntisp/scheme.json /review/requirements/1/id '"documents"'
broken_rules cntisp/scheme.json /review/requirements/1/at_least '{"1":10,"2":20,"3":30}'
broken_rules cntisp/scheme.json /review/requirements/1/at_least '{"1":"many","2":20,"3":30}'
broken_rules cntisp/scheme.json /review/requirements/1/clause
broken_rules ciipa/scheme.json /score/weights/1/weight 11
broken_rules cntisp/records.json /levels '[]'
broken_rules cntisp/records.json /levels '["1","1"]'
broken_rules style.json /body_points 99
broken_rules brake.json /fewest_due '"x"'
broken_rules calendar.json /format
broken_text() { # FILE TEXT
    rm -rf "$WORK/rules"
    cp -r "$TEMPLATES" "$WORK/rules"
    printf '%s\n' "$2" >> "$WORK/rules/$1"
    provoke "text.$((++number))" check --templates "$WORK/rules"
    check "broken templates are refused: $1 $2" "$(cat "$WORK/stderr")" test -s "$WORK/stderr"
}
broken_text style.json '}'
broken_text cntisp/paper.reminder.txt '[不成对的方括号'
broken_text cntisp/paper.reminder.txt '[不认识的词语及其他许多文字以至于要截断] 文字'
broken_text cntisp/paper.reminder.txt '[head] 单位名称'
broken_text cntisp/paper.reminder.txt '{{没有这个占位符}}'
broken_text cntisp/certificate.svg '<'
cp -r "$TEMPLATES"/. "$WORK/rules"
sed 's/"Noto Serif CJK SC"/"No Such Family"/' "$TEMPLATES/style.json" > "$WORK/rules/style.json"
provoke fonts check --templates "$WORK/rules"
check "the file that names a font that is missing" "$(cat "$WORK/stderr")" grep -q "^gradepress: $WORK/rules/style.json: /serif: " "$WORK/stderr"

# Records: one of every kind of fault, beside those of the samples.
rm -rf "$WORK/export"
cp -r "$sample" "$WORK/export"
"$python" - "$WORK/export" << 'PYTHON'
import json, sys

folder = sys.argv[1]
units = json.load(open(folder + "/units.json", encoding="utf-8"))
good = units[0]
units += [7, "text", {}, dict(good, unit_id="X 1"), dict(good, unit_id="X1", name=""), dict(good, unit_id="X2", uscc=None),
          dict(good, unit_id="X3", contact=[]), dict(good, unit_id=good["unit_id"].lower()), dict(good, name="另一名称")]
json.dump(units, open(folder + "/units.json", "w", encoding="utf-8"), ensure_ascii=False)
lines = ['{"a":01}', '{"a":"\\x"}', '{"a":"\\u0000"}', '{"a" 1}', '{"a":1', '{"a":"', "[" * 70, "{} {}", "nul",
         json.dumps({"certificate_no": "N1", "unit_id": good["unit_id"], "scheme": "none"}),
         json.dumps({"certificate_no": "N2", "unit_id": good["unit_id"], "scheme": "cntisp", "level": "9"}),
         json.dumps({"certificate_no": "N3", "unit_id": good["unit_id"], "scheme": "cntisp", "track": "data", "level": "1"}),
         json.dumps({"certificate_no": "N4", "unit_id": good["unit_id"], "scheme": "cntisp", "level": "1",
                     "valid_from": "2026-01-02", "valid_to": "2026-01-01", "status": "valid"})]
open(folder + "/certificates.broken.ndjson", "w", encoding="utf-8").write("\n".join(lines) + "\n")
ruling = {"proposal_id": "cntisp/U0007/-/2026-11-20", "action": "maintain", "to": None, "ruling": "approved", "by": "x",
          "on": "2026-10-31"}
rulings = [ruling, dict(ruling, proposal_id="none"), dict(ruling, ruling="perhaps"), dict(ruling, decided={}), dict(ruling, by="")]
open(folder + "/rulings.broken.ndjson", "w", encoding="utf-8").write("".join(json.dumps(r) + "\n" for r in rulings))
PYTHON
gradepress seal "$WORK/export" --as-of 2026-10-31
provoke records check --input "$WORK/export"
for language in zh en; do
    decide "$WORK/export" "$WORK/rejects.$language" --lang "$language"
done
check "--lang changes no byte of rejects.ndjson" "other bytes" cmp -s "$WORK/rejects.zh/rejects.ndjson" "$WORK/rejects.en/rejects.ndjson"
! grep -P '"message":"[^"]*[\x{4e00}-\x{9fff}][^"\\]*"' "$WORK/rejects.zh/rejects.ndjson" > "$WORK/stdout"
check "rejects.ndjson speaks English" "$(head -n 1 "$WORK/stdout")" test ! -s "$WORK/stdout"
provoke dry run --dry-run --input "$sample" --output "$WORK/x"
provoke unit explain --input "$sample" U0014
provoke items explain --input "$sample" U0036
provoke no-unit explain --input "$sample" NONE
provoke no-papers preview --input "$sample" --unit NONE --output "$WORK/x"
"$python" "$WORK/break.py" "$WORK/export/export.json" /files/0/sha256 '"00"'
provoke sha check --input "$WORK/export"
"$python" "$WORK/break.py" "$WORK/export/export.json" /period '"October"'
provoke period check --input "$WORK/export"
echo '{' > "$WORK/export/export.json"
provoke json check --input "$WORK/export"
rm "$WORK/export/export.json"
provoke no-export check --input "$WORK/export"

# The register, whole and broken.
register=$WORK/office.sqlite
decide "$sample" "$WORK/x" --register "$register"
number=$(gradepress register list --register "$register" && awk 'NR == 2 {print $1}' "$WORK/stdout")
unit=$(awk 'NR == 2 {print $6}' "$WORK/stdout")
for words in "register list" "register show $number" "register history $unit" "register verify" "register show NONE" \
    "register show NONE --scheme cntisp" "register history NONE" "register verify --head 00 --length 9999" "register verify --head 00" \
    "register correct NONE --reason x --by y" "register correct $number --reason x --by y" "register correct $number --by y" \
    "register correct $number --reason x --by y --level 9" "register correct $number --reason x --by y --status x" \
    "register" "register look" "register show" "register list more" "diff 2026-10 2026-10" "diff 2026-10" "diff 2026-01 2026-10" \
    "status --as-of 2026-10-31" "status" "status --as-of today"; do
    # shellcheck disable=SC2086 # words
    provoke "register.${words// /-}" $words --register "$register"
done
gradepress register verify --register "$register" --json --lang zh --head 00
mv "$WORK/stdout" "$WORK/verified"
gradepress register verify --register "$register" --json --head 00
check "--lang changes no JSON of verify" "$(cat "$WORK/verified")" cmp -s "$WORK/verified" "$WORK/stdout"
for tampering in "UPDATE certificates SET level = '1'" "DELETE FROM decisions" "DELETE FROM audit WHERE seq BETWEEN 2 AND 9" \
    "UPDATE audit SET digest = hex(zeroblob(32)) WHERE seq = 20"; do
    cp "$register" "$WORK/tampered.sqlite"
    "$python" -c 'import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); d.executescript("DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_cut;"); d.execute(sys.argv[2]); d.commit()' "$WORK/tampered.sqlite" "$tampering"
    provoke "tampered.${tampering// /-}" register verify --register "$WORK/tampered.sqlite"
done
: > "$WORK/empty.sqlite"
mkdir -p "$WORK/folder.sqlite"
ln -sf "$register" "$WORK/link.sqlite"
head -c 30000 "$register" > "$WORK/cut.sqlite"
for place in none.sqlite empty.sqlite folder.sqlite link.sqlite cut.sqlite en.xlsx; do
    provoke "place.$place" register list --register "$WORK/$place"
done
provoke output run --input "$sample" --output "$WORK"
provoke stands-in run --input "$sample" --output "$WORK/x" --register "$WORK/x/r.sqlite"

# The rulings workbook, and the command line.
provoke cells rulings "$WORK/zh.xlsx"
provoke no-workbook rulings README.md
provoke no-file rulings "$WORK/none.xlsx"
provoke other-register rulings "$WORK/zh.xlsx" --register "$register"
provoke other-period rulings "$WORK/zh.xlsx" --period 2026-09
for words in "" "nothing" "run" "run --input" "run --input x" "run --surprise" "run x" "run --input x --output y --jobs 0" "check" \
    "check --templates $WORK/none" "check --templates $WORK" "explain" "explain --input x" "rulings" "seal" "seal x" "seal $WORK --as-of x" \
    "schemes none" "preview" "preview --input x" "preview --input x --unit U" "run --input $sample --output $WORK/x --scheme none"; do
    # shellcheck disable=SC2086 # words
    provoke "words.$(tr -c 'a-z0-9\n-' - <<< "$words")" $words
done
cat > "$WORK/said.py" <<'PYTHON'
import glob, re, sys

# What may stand in a Chinese sentence: quotes, paths, commands of the program, names of options and their values, the
# rulings a cell may have with their words.
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|[\[{].*|after a \|: .*|^审批!|^字体 .*|^font .*")
NO_SENTENCE = re.compile(r"\S*/\S*|gradepress (?:help|explain|rulings)|register (?:correct|list|show|history)|--lang zh|"
                         r"--[a-z-]+ [A-Z]+|(?<=下列之一：).*")
faults = {"zh": [], "en": []}
count = 0
for path in sorted(glob.glob(sys.argv[1] + "/*")):
    language = path[-2:]
    for line in open(path, encoding="utf-8", errors="replace"):
        text = NO_SENTENCE.sub("", QUOTED.sub("", line.rstrip("\n")))
        count += 1
        if "\ufffd" in line or re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}" if language == "zh" else "[\u4e00-\u9fff]", text):
            faults[language].append(path.rsplit("/", 1)[1] + ": " + line.strip())
for language, name in (("zh", "no English sentence with --lang zh"), ("en", "no Chinese with --lang en")):
    found = faults[language]
    print("ok " + name if not found else "not ok %s: %d: %s" % (name, len(found), " | ".join(found[:12])))
print("ok much was said" if count > 300 else "not ok much was said: %d lines" % count)
PYTHON
"$python" "$WORK/said.py" "$WORK/said" > "$WORK/found" 2> "$WORK/stderr" || not_ok "what was said" "$(tail -n 1 "$WORK/stderr")"
cat "$WORK/found"
! grep -q '^not ok' "$WORK/found" || failures=$((failures + 1))

gradepress help --lang zh
check "help in Chinese" "$(head -n 1 "$WORK/stdout")" grep -q '登记簿' "$WORK/stdout"
gradepress --help
check "help in English" "$(head -n 1 "$WORK/stdout")" grep -q 'office.s register' "$WORK/stdout"
# Both helps name every option, every command and every exit status of README.md; after any command --help is the same.
options=$(sed -nE 's/^    \{"([a-z-]+)", (no|required)_argument.*/--\1/p' pipeline/options.c)
commands=$(sed -nE 's/.*\{"([a-z]+)", COMMAND_.*/&/p' pipeline/options.c | grep -oE '\{"[a-z]+"' | tr -d '{"')
words=$(grep -oE '\] = \{"[a-z]+"' pipeline/registry.c | grep -oE '[a-z]+')
statuses=$(sed -nE 's/^\| ([0-9]+) \|.*/\1/p' README.md)
for language in zh en; do
    gradepress help --lang "$language"
    cp "$WORK/stdout" "$WORK/help"
    lacking=""
    for option in $options; do grep -qE -- "$option([^a-z-]|$)" "$WORK/help" || lacking="$lacking $option"; done
    for command in $commands; do grep -q "^  gradepress $command " "$WORK/help" || lacking="$lacking $command"; done
    for word in $words; do grep -q "^  gradepress register $word " "$WORK/help" || lacking="$lacking $word"; done
    for status in $statuses; do sed -n '/^Exit status/,$p; /^退出状态/,$p' "$WORK/help" | grep -qwE "$status" || lacking="$lacking $status"; done
    check "the help in $language names all there is" "$lacking" test -z "$lacking"
    check "as the table of options does" "$(wc -w <<< "$options $commands $words $statuses")" test "$(wc -w <<< "$options $commands $words $statuses")" -gt 45
    for command in $commands; do
        gradepress "$command" --help --lang "$language"
        check "$command --help in $language" "exit status $?" cmp -s "$WORK/stdout" "$WORK/help"
    done
done
gradepress run --lang fr
check "--lang takes zh and en" "exit status $?" test $? -eq 64
finish
