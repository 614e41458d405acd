#!/usr/bin/env bash
# Packets of the samples: outline, contents, evidence, history, and what may go out.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

out=$WORK/out
input-samples/run.sh "$GRADEPRESS" "$out" > "$WORK/stdout" 2>&1
check "the sample months run" "$(tail -n 1 "$WORK/stdout")" test -d "$out/2026-11"

# faults NAME COMMAND…: passes when the command prints nothing and succeeds.
faults() {
    local name=$1 said
    shift
    said=$("$@" 2>&1) && [ -z "$said" ] && ok "$name" || not_ok "$name" "$(head -n 3 <<< "${said:-it failed}" | tr '\n' ' ')"
}

without=$(find "$out" -name decision.pdf | while read -r sheet; do
    [ -f "${sheet%decision.pdf}packet.pdf" ] || echo "$sheet"; done)
check "every packet has its whole" "$without" test -z "$without"
broken=$(find "$out" -name packet.pdf | while read -r pdf; do qpdf --check "$pdf" > /dev/null 2>&1 || echo "$pdf"; done)
check "they are well-formed" "$broken" test -z "$broken"
heavy=$(find "$out" -path '*/packets/*' -type f ! -name '*.zip' -size +150k)
check "no file of a packet is heavy" "$heavy" test -z "$heavy"

# The outline, what the contents say, and the pages themselves agree.
cat > "$WORK/outline.py" <<'PYTHON'
import json, re, subprocess, sys

def entries(nodes, depth=0):
    for node in nodes:
        yield depth, node["title"], node["destpageposfrom1"]
        yield from entries(node["kids"], depth + 1)

squeezed = lambda text: re.sub(r"[\s　]", "", text)
for pdf in sys.argv[1:]:
    told = list(entries(json.loads(subprocess.run(["qpdf", "--json", "--json-key=outlines", pdf],
                                                  capture_output=True, check=True).stdout)["outlines"]))
    pages = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True).stdout.split("\f")[:-1]
    parts = [title for depth, title, _ in told if depth == 0]
    if parts[:2] != ["封面", "目录"] or parts[-1] != "签批":
        print(pdf, parts)
    listed = [(squeezed(m[1]), int(m[2])) for page in pages[1:told[2][2] - 1]
              for m in re.finditer(r"^(\S.*?) …+ (\d+)$", page, re.M)]
    if listed != [(squeezed(title), page) for _, title, page in told[2:]]:
        print(pdf, "contents", listed, told[2:])
    for depth, title, page in told[1:]:
        if squeezed(title if depth else title.split("（")[0]) not in squeezed(pages[page - 1]):
            print(pdf, title, "is not on page", page)
    for number, page in enumerate(pages[1:], 2):
        if "—%d—" % number not in squeezed(page) or "内部资料" not in page:
            print(pdf, "foot of page", number)
PYTHON
mapfile -t some < <(find "$out" -name packet.pdf | LC_ALL=C sort | awk 'NR % 6 == 1')
faults "outline, contents and pages agree" python3 "$WORK/outline.py" "${some[@]}"

# Every record of the export that was used stands in the index and in the workbook, with what explain says of it.
cat > "$WORK/evidence.py" <<'PYTHON'
import collections, glob, gzip, json, os, re, subprocess, sys, zipfile

out, sample, program, templates = sys.argv[1:]
def lines(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            if (os.path.basename(path), number) not in rejected:
                yield json.loads(line)
rejected = set()  # by file and line; a line may be no JSON
rejected = {(r["file"], r["line"]) for r in lines(out + "/rejects.ndjson")}
ids = collections.defaultdict(set)
for path in glob.glob(sample + "/evidence*"):
    for e in lines(path):
        ids[e["scheme"], e["unit_id"]].add(e["evidence_id"])

def rows(xlsx):
    book = zipfile.ZipFile(xlsx)
    names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
    if "证据目录" not in names:
        return []
    text = book.read("xl/worksheets/sheet%d.xml" % (names.index("证据目录") + 1)).decode()
    table = [re.findall(r"<t[^>]*>([^<]*)</t>", row) for row in re.findall(r"<row .*?</row>", text)]
    return [row for row in table if len(row) >= 4 and row[2] in "是否"]

checked = 0
for pdf in sorted(glob.glob(out + "/packets/*/*/internal/packet.pdf")):
    scheme, unit = pdf.split("/")[-4:-2]
    text = re.sub(r"\s", "", subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True).stdout)
    table = rows(os.path.dirname(pdf) + "/scorecard.xlsx")
    if not table:
        if "读入的记录" in text:
            print(pdf, "has no sheet 证据目录")
        continue
    checked += 1
    found = {row[1] for row in table}
    if found != ids[scheme, unit]:
        print(pdf, sorted(found ^ ids[scheme, unit])[:5])
    index = text[text.rindex("读入的记录"):]
    if any(i not in index for i in found):
        print(pdf, "index lacks", [i for i in sorted(found) if i not in index][:5])
    if checked % 8 == 1:
        said = subprocess.run([program, "explain", "--input", sample, "--templates", templates, unit],
                              capture_output=True, text=True).stdout
        counted = {m[1] for m in re.finditer(r"evidence\S*:\d+  (\S+)  \S+  \S+  \S+: counted$", said, re.M)}
        told = {row[1] for row in table if row[2] == "是"}
        if told != counted & found:
            print(pdf, "counted otherwise than explained", sorted(told ^ (counted & found))[:5])
if checked < 30:
    print("only", checked, "packets with evidence")
PYTHON
faults "the index of evidence is whole" python3 "$WORK/evidence.py" "$out/2026-10" input-samples/2026-10 "$GRADEPRESS" "$TEMPLATES"

# What goes out: only what came of proposals, as drawn, under names that say what it is.
cat > "$WORK/parcels.py" <<'PYTHON'
import collections, glob, json, os, subprocess, sys, tempfile, zipfile

out, day = sys.argv[1], tuple(map(int, sys.argv[2].split("-"))) + (0, 0, 0)
page = open(out + "/index.html", encoding="utf-8").read()
packets = collections.defaultdict(list)
for line in open(out + "/decisions.ndjson", encoding="utf-8"):
    d = json.loads(line)
    packets["/".join(["packets", d["scheme"], d["unit_id"]] + ([d["track"]] if d["track"] else []))].append(d)
for folder, decisions in packets.items():
    path = "%s/%s/outgoing/packet.zip" % (out, folder)
    done = [d for d in decisions if d["outcome"] and d["outcome"]["action"] != "none"]
    drafts = [d for d in decisions if not d["outcome"] and d["action"] != "none"]
    has_notice = os.path.exists("%s/%s/outgoing/notice.pdf" % (out, folder))
    if os.path.exists(path) != bool(done and has_notice):
        print(path, "is there" if os.path.exists(path) else "is missing")
    if (folder + "/outgoing/packet.zip" in page) != os.path.exists(path):
        print(path, "and the page")
    if not os.path.exists(path):
        continue
    with zipfile.ZipFile(path) as z:
        certificates = {"证书-" + os.path.basename(c["file"]): c["file"] for d in done for c in d["certificates"]}
        agreement = ["协议.pdf"] if os.path.exists("%s/%s/outgoing/agreement.pdf" % (out, folder)) and any(
            d["outcome"]["action"] == "certify" for d in done) else []
        if z.testzip() or z.namelist() != agreement + sorted(certificates) + ["通知书.pdf"]:
            print(path, z.namelist())
        if any(i.date_time != day or not i.flag_bits & 0x800 or i.extra for i in z.infolist()):
            print(path, "flags or times")
        for name, file in certificates.items():
            if z.read(name) != open(out + "/" + file, "rb").read():
                print(path, name, "differs")
        notice = z.read("通知书.pdf")
        if not drafts and notice != open("%s/%s/outgoing/notice.pdf" % (out, folder), "rb").read():
            print(path, "the notice differs")
        with tempfile.NamedTemporaryFile(suffix=".pdf") as f:
            f.write(notice), f.flush()
            if drafts and "送审稿" in subprocess.run(["pdftotext", f.name, "-"], capture_output=True, text=True).stdout:
                print(path, "holds a draft")
notice = subprocess.run(["pdftotext", next(f for f in sorted(glob.glob(out + "/packets/*/*/outgoing/notice.pdf"))
        if not os.path.exists(os.path.dirname(f) + "/packet.zip")), "-"], capture_output=True, text=True).stdout
if "送审稿" not in notice and "本件不发出" not in notice:
    print("a notice without a package is no draft")
PYTHON
faults "what goes out in October" python3 "$WORK/parcels.py" "$out/2026-10" 2026-10-31
faults "what goes out in November" python3 "$WORK/parcels.py" "$out/2026-11" 2026-11-30
zip=$(find "$out/2026-11" -name packet.zip | LC_ALL=C sort | head -n 1)
check "unzip knows the names too" "$(unzip -Z1 "$zip")" grep -qx '通知书.pdf' <(LC_ALL=C.UTF-8 unzip -Z1 "$zip")

# Every matter has its place to sign; the index names all of them.
pdftotext -layout "$out/2026-10/packets/tpso/U0046/internal/packet.pdf" "$WORK/two.txt"
for part in 证据目录 签批; do
    awk -v part="$part" '{ line = $0; gsub(/ /, "", line) } line == part { on = 1 } /— *[0-9]+ *—/ { on = 0 } on' \
        "$WORK/two.txt" > "$WORK/part.txt"
    for matter in tpso/U0046/-/2026-11-20 tpso/U0046/-/S0092; do
        check "$part of two matters has $matter" "it does not" grep -qF "$matter" "$WORK/part.txt"
    done
done
pdftotext -layout "$out/2026-10/packets/tpso/U0046/internal/decision.pdf" "$WORK/two.txt"
pages=$(tr -cd '\f' < "$WORK/two.txt" | wc -c) named=$(grep -c '规则文件摘要.*事项编号 tpso/U0046' "$WORK/two.txt")
check "every page of a decision sheet names its matter" "$named of $pages" test "$named" = "$pages"

# A change says from what to what, and of which certificate; papers are told what became of them.
pdftotext -layout "$out/2026-10/packets/cntisp/U0033/internal/decision.pdf" "$WORK/change.txt"
for text in 'CNTISP-2026-0034' '注册地址 .*240号 .*前海一路9号' '统一社会信用代码 .*91440305MACR7L2F4J .*91440305MA6JYBP422'; do
    check "a change tells $text" "it does not" grep -q "$text" "$WORK/change.txt"
done
for told in 'cncert/U0049 S0061 .*未计入：不符合计数条件' 'cncert/U0050 S0063 .*在办理期间'; do
    check "the index tells $told" "it does not" sh -c 'pdftotext -layout "$1" - | grep -q "$2"' sh \
        "$out/2026-10/packets/${told%% *}/internal/packet.pdf" "${told#* }"
done
check "no paper of another track is told" "there is" sh -c '! pdftotext "$1" - | grep -q S0138' sh \
    "$out/2026-10/packets/tcas375/U0082/operations/internal/packet.pdf"

# November tells of October, as it stood; a first period has nothing to tell.
pdftotext -layout "$out/2026-11/packets/cntisp/U0030/internal/decision.pdf" "$WORK/sheet.txt"
check "a decision sheet tells of the month before" "it does not" grep -qE '2026-10 +年度审核 +取消资格 +未办结' "$WORK/sheet.txt"
for paper in U0056/internal/decision U0056/outgoing/notice U0057/outgoing/notice; do
    pdftotext "$out/2026-11/packets/tpso/$paper.pdf" - | tr -d '\n ' > "$WORK/paper.txt"
    check "$paper tells of the rectification" "it does not" grep -q '责令.*整改期限至2026年11月30日' "$WORK/paper.txt"
done
decide input-samples/2026-10 "$WORK/first"
told=$(find "$WORK/first" -path '*/internal/*.pdf' | while read -r pdf; do pdftotext "$pdf" - | grep -l 历次评定 > /dev/null && echo "$pdf"; done)
check "without a register there is no history" "$told" test -z "$told"
before=$(digest "$out/2026-10")
decide input-samples/2026-10 "$WORK/again" --register "$out/register.sqlite"
check "October run again tells what stood when it began" "its bytes differ" test "$before" = "$(digest "$WORK/again")"
finish
