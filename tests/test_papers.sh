#!/usr/bin/env bash
# The papers of the samples as other programs read them.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

sample=input-samples/2026-10
out=$WORK/out
decide "$sample" "$out"
check "run" "exit status $?: $(tail -n 1 "$WORK/stderr")" done_status $?

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

# Who to call at a unit is nobody else's business.
private=$(grep -rhoE '"(email|phone)": *"[^"]+"' "$sample"/units* | cut -d'"' -f4 | sort -u)
check "index.html holds no personal data" "it does" sh -c '[ -n "$1" ] && ! grep -qF "$1" "$2"' sh "$private" "$out/index.html"
remote=$(grep -oE '(src|href)="?(https?:)?//[^" ]*' "$out/index.html")
check "index.html needs no network" "$remote" test -z "$remote"
finish
