#!/usr/bin/env bash
# The papers of the samples as other programs read them.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

sample=input-samples/2026-10
out=$WORK/out
decide "$sample" "$out"
status=$?
check "run" "exit status $status: $(tail -n 1 "$WORK/stderr")" done_status "$status"

broken="" unembedded="" unnamed=""
while read -r pdf; do
    qpdf --check "$pdf" > /dev/null 2>&1 || broken="$broken ${pdf#"$out"/}"
    pdffonts "$pdf" | tail -n +3 | awk '{ if ($(NF - 4) != "yes" || $(NF - 2) != "yes") bad = 1 } END { exit bad }' ||
        unembedded="$unembedded ${pdf#"$out"/}"
    pdfinfo "$pdf" | grep -q '^Title: *[^ ]' || unnamed="$unnamed ${pdf#"$out"/}"
done < <(find "$out" -name '*.pdf')
check "every PDF is well-formed" "$broken" test -z "$broken"
check "every font is embedded, and its text can be copied" "$unembedded" test -z "$unembedded"
check "every PDF has a title" "$unnamed" test -z "$unnamed"

# The code on each certificate, as a reader's camera sees it.
python3 - "$out/decisions.ndjson" > "$WORK/certificates" <<'PYTHON'
import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    d = json.loads(line)
    for c in d["certificates"]:
        print(c["file"], "GP1:%s:%s:%d:" % (d["scheme"], c["certificate_no"], c["version"]), sep="\t")
PYTHON
check "the samples issue certificates" "none" test -s "$WORK/certificates"
while IFS=$'\t' read -r file prefix; do
    pdftoppm -r 150 -png -singlefile "$out/$file" "$WORK/page"
    code=$(zbarimg --quiet --raw "$WORK/page.png" 2>/dev/null)
    rest=${code#*"$prefix"}
    check "code of $file" "reads \"$code\", expected ${prefix}…" grep -qxE '[0-9a-f]{16}' <<< "$rest"
done < "$WORK/certificates"
listed=$(cut -f1 "$WORK/certificates" | LC_ALL=C sort)
present=$(cd "$out" && find certificates -name '*.pdf' 2>/dev/null | LC_ALL=C sort)
check "certificates are those that decisions.ndjson names" "they are not" test "$listed" = "$present"

# Workbooks open elsewhere and hold a row per decision.
if ! command -v soffice > /dev/null; then
    skip "workbook in LibreOffice" "it is not installed"
else
    soffice "-env:UserInstallation=file://$WORK/profile" --headless --convert-to "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1" --outdir "$WORK" "$out/decisions.xlsx" > "$WORK/stdout" 2>&1
    missing=$(python3 - "$out/decisions.ndjson" "$WORK"/decisions-*.csv <<'PYTHON'
import json, sys
text = "".join(open(path, encoding="utf-8").read() for path in sys.argv[2:])
units = {json.loads(line)["unit_id"] for line in open(sys.argv[1], encoding="utf-8")}
print(*[u for u in sorted(units) if u not in text][:5])
PYTHON
)
    check "the workbook opens" "LibreOffice made no tables of it" test -n "$(ls "$WORK"/decisions-*.csv 2>/dev/null)"
    check "the workbook names every unit" "missing: $missing" test -z "$missing"
fi

# The papers of the year: of every unit judged, and of every programme.
short="" heavy=""
while read -r pdf; do
    pages=$(pdfinfo "$pdf" | sed -n 's/^Pages: *//p')
    [ "$pages" -ge 2 ] && [ "$pages" -le 4 ] || short="$short ${pdf#"$out"/}:$pages"
done < <(find "$out/summaries" -name '*.pdf')
heavy=$(find "$out/summaries" "$out/annual" -name '*.pdf' -size +150k)
check "summaries have two to four pages" "$short" test -z "$short"
check "papers of the year are light" "$heavy" test -z "$heavy"
judged=$(python3 - "$out/decisions.ndjson" <<'PYTHON'
import json, sys
paths = set()
for line in open(sys.argv[1], encoding="utf-8"):
    d = json.loads(line)
    if d["matter"] in ("review", "half-year", "trial") and d["requirements"]:
        paths.add("/".join(["summaries", d["scheme"], d["unit_id"]] + ([d["track"]] if d["track"] else [])) + ".pdf")
print("\n".join(sorted(paths)))
PYTHON
)
drawn=$(cd "$out" && find summaries -name '*.pdf' | LC_ALL=C sort)
check "every unit with figures has a summary" "$(diff <(echo "$judged") <(echo "$drawn") | head -n 3)" test "$judged" = "$drawn"
# U0007: ten reports in the term, month by month, and none effective.
pdftotext -layout "$out/summaries/cntisp/U0007.pdf" "$WORK/summary.txt"
for words in '2026年1月' '合计 *10 *0 *10' '6项指标达到5项，1项未达到' '距达到“三级”尚缺' '第14名' '要求10'; do
    check "a summary says $words" "it does not" grep -qE "$words" "$WORK/summary.txt"
done
for scheme in cntisp cncert tpso ciipa tcas375; do
    pdftotext -layout "$out/annual/$scheme.pdf" "$WORK/report.txt"
    check "report of $scheme: every part" "one is missing" sh -c 'for part in 总体情况 处理情况 分布 等级变动 表现突出 需要关注 证据质量 附表; do grep -q "$part" "$1" || exit 1; done' sh "$WORK/report.txt"
    pdftotext "$out/annual/$scheme-list.pdf" "$WORK/list.txt"
    secret=$(python3 - "$sample" "$WORK/list.txt" <<'PYTHON'
import glob, json, sys
text = open(sys.argv[2], encoding="utf-8").read()
for path in glob.glob(sys.argv[1] + "/units*"):
    units = json.load(open(path, encoding="utf-8"))
    for u in units:
        for value in [u["unit_id"], u["uscc"], u["registered_address"]] + list((u.get("contact") or {}).values()):
            if value in text:
                print(value)
PYTHON
)
    check "public list of $scheme: names only" "$secret" test -z "$secret"
done
decide "$sample" "$WORK/three" --jobs 3
check "the same bytes by one process and by three" "they differ" test "$(digest "$WORK/three")" = "$(decide "$sample" "$WORK/one" --jobs 1; digest "$WORK/one")"

# Who to call at a unit is nobody else's business.
private=$(grep -rhoE '"(email|phone)": *"[^"]+"' "$sample"/units* | cut -d'"' -f4 | sort -u)
check "index.html holds no personal data" "it does" sh -c '[ -n "$1" ] && ! grep -qF "$1" "$2"' sh "$private" "$out/index.html"
remote=$(grep -oE '(src|href)="?(https?:)?//[^" ]*' "$out/index.html")
check "index.html needs no network" "$remote" test -z "$remote"
finish
