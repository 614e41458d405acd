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

# As a reader sees them: margins, overlaps, ends of pages. First that the check has eyes.
blind=$(PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests python3 - <<'PYTHON'
from layout import Word, faults_of
line = lambda left, top, right, text: Word(left, top, right, top + 15, text)
A4, text = (595, 842), line(80, 100, 300, "按计入的材料，")
for words, last, fault in [
    ([text, line(280, 100, 400, "达到")], None, "overlapping"),
    ([text, line(294, 100, 400, "达到")], None, None),  # the blank half of a mark
    ([text, line(200, 130, 560, "要求")], None, "outside"),
    ([text, line(80, 775, 200, "要求")], None, "into the foot"),
    ([text, line(80, 130, 90, "。")], None, "begins a line"),
    ([text, line(80, 700, 170, "三、审批意见")], [line(80, 80 + 20 * i, 90, "行") for i in range(5)], "a heading"),
    ([line(280, 80, 330, "目录"), line(80, 700, 170, "三、审批意见")], [line(80, 80 + 20 * i, 90, "行") for i in range(5)], None),
    ([text], [line(80, 100, 170, "特此通知。")], "a last page"),
]:
    pages = [(*A4, words)] + ([(*A4, last)] if last else [])
    found = [f for _, f in faults_of(pages)]
    if [f.startswith(fault) for f in found] != [True] if fault else found:
        print(fault, found)
PYTHON
)
check "the layout check sees what is wrong, and that alone" "$blind" test -z "$blind"
faults=$(find "$out" -name '*.pdf' | LC_ALL=C sort | python3 tests/layout.py | sed "s,^$out/,,")
check "every page is well laid out" "$(head -n 5 <<< "$faults")" test -z "$faults"

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
# What decisions and notices of single units must say, and what they must not.
told() { # unit's packet, paper, words
    pdftotext "$out/packets/$1/$2.pdf" - | tr -d '\n ' | grep -qF "$3"
}
while read -r packet paper words; do
    check "$packet: says $words" "it does not" told "$packet" "$paper" "$words"
done << 'WORDS'
tpso/U0045 internal/decision 期内有已确认的严重违规情况1次
tpso/U0045 internal/decision 《网络安全第三方服务机构管理规范》第5章
tpso/U0048 internal/decision 证书信息变更不包含统一社会信用代码。
tpso/U0063 internal/decision 本期暂不办理
tpso/U0056 internal/decision 整改期限：2026年11月30日
ciipa/U0073/consulting internal/decision 1人满足，1人不满足
ciipa/U0074/consulting internal/decision 期内有已确认的违法违规或违约情况1次
WORDS
check "no certificate is promised where none is proposed" "one is" sh -c "! pdftotext '$out/packets/tpso/U0046/internal/decision.pdf' - | grep -q 获批准后"
two=$(pdfinfo "$out/packets/ciipa/U0021/consulting/outgoing/notice.pdf" | sed -n 's/^Pages: *//p')
check "a notice of a few lines too many is set closer" "it has $two pages" test "$two" = 1
two=$(pdfinfo "$out/packets/ciipa/U0049/training/internal/examination.pdf" | sed -n 's/^Pages: *//p')
check "an examination sheet fits its page" "it has $two pages" test "$two" = 1

# The office's own papers: a list of each kind and an empty form of each template for every programme, and what the
# decisions call for.
python3 - "$out" "$sample" > "$WORK/office" <<'PYTHON'
import glob, json, os, sys
out, sample = sys.argv[1:]
forms = ("report", "application", "examination", "change", "agreement")
has = lambda scheme, name: any(os.path.exists("templates/%spaper.%s.txt" % (d, name)) for d in (scheme + "/", ""))
for scheme in ("cntisp", "cncert", "tpso", "ciipa", "tcas375"):
    for name in ("issued", "handover", "archive"):
        print("office/%s-%s.pdf" % (scheme, name))
    for name in forms:
        if has(scheme, name):
            print("office/forms/%s-%s.pdf" % (scheme, name))
for line in open(out + "/decisions.ndjson", encoding="utf-8"):
    d = json.loads(line)
    folder = "/".join([d["scheme"], d["unit_id"]] + ([d["track"]] if d["track"] else []))
    if d["matter"] in ("application", "trial") and d["status"] in ("due", "awaiting-agreement"):
        print("packets/%s/outgoing/application.pdf" % folder)
        print("packets/%s/internal/examination.pdf" % folder)
    if d["matter"] == "change" and d["status"] == "due":
        print("packets/%s/outgoing/change.pdf" % folder)
    if has(d["scheme"], "agreement") and (d["status"] == "awaiting-agreement" or (d["outcome"] or {}).get("action") == "certify"):
        print("packets/%s/outgoing/agreement.pdf" % folder)
# Reviews that open before the next run; those that are open and have no assessment, or no report, yet.
print("reminders/cntisp/U0014.pdf\nreminders/tpso/U0064.pdf\nreminders/ciipa/U0061/training.pdf")
print("reminders/tcas375/U0048/consulting.pdf\nreminders/cncert/U0063.pdf")
PYTHON
LC_ALL=C sort -o "$WORK/office" "$WORK/office"
drawn=$(cd "$out" && find office reminders packets \( -path 'office/*' -o -path 'reminders/*' -o -name application.pdf -o -name examination.pdf -o -name change.pdf -o -name agreement.pdf \) -name '*.pdf' | LC_ALL=C sort)
check "the office's papers are those that are due" "$(diff "$WORK/office" <(echo "$drawn") | head -n 3)" test "$drawn" = "$(cat "$WORK/office")"
unlinked="" heavy="" long=""
while read -r file; do
    grep -qF "$file" "$out/index.html" || unlinked="$unlinked $file"
    [ "$(stat -c %s "$out/$file")" -le 153600 ] || heavy="$heavy $file"
    case $file in office/*-archive.pdf | office/*-issued.pdf | office/*-handover.pdf) continue ;; esac
    [ "$(pdfinfo "$out/$file" | sed -n 's/^Pages: *//p')" -le 5 ] || long="$long $file"
done < "$WORK/office"
check "the page links the office's papers" "$unlinked" test -z "$unlinked"
check "the office's papers are light" "$heavy" test -z "$heavy"
check "letters with their forms, and forms, have at most five pages" "$long" test -z "$long"

# says FILE WORDS…: the text of a paper, without blanks and ends of lines, has all of them.
says() {
    local file=$1 words
    shift
    pdftotext -raw "$out/$file" - | tr -d ' \n\f' > "$WORK/paper.txt"
    for words in "$@"; do check "$file says $words" "it does not" grep -qF "$words" "$WORK/paper.txt"; done
}
for letter in cntisp/U0014 tpso/U0064 ciipa/U0061/training tcas375/U0048/consulting; do
    says "reminders/$letter.pdf" '请至迟于2026年' '向' '报送下列材料' '格式见附件' '单位承诺' '签名（盖章）'
done
says reminders/tpso/U0064.pdf '沈阳棋盘山安全防护有限公司：' '年度审核自2026年11月24日' '至迟于2026年12月22日' '还有37个工作日' '网络安全评价认定机构报送' '网络安全第三方服务机构年度审核表'
says reminders/ciipa/U0061/training.pdf '服务类别：教育培训' '（2026年11月24日）起对你单位进行复评' '评价机构报送' '附录C完成的评价报告' '关键信息基础设施安全服务能力复评申报表'
says reminders/cncert/U0063.pdf '尚未收到你单位2026年上半年的工作报告' '请立即向我中心提交报告（格式见附件）' '四、自主开展的典型应急处理案例' '网络安全应急服务支撑单位半年工作报告'
says reminders/cntisp/U0014.pdf '成都巡天智能安全系统有限公司：' 'CNTISP-2025-0014' '至迟于2026年11月28日' '还有20个工作日' '上述材料已经收到' 'CNTISP技术支撑单位年度工作总结' '不少于10组'
says reminders/tcas375/U0048/consulting.pdf '年度监督和续期评定已自2026年10月23日' '还有15个工作日' '注册资金（万元）'
says packets/cntisp/U0038/outgoing/application.pdf '三级' 'S0043' '029-55501481' '申请须知'
says packets/cntisp/U0038/internal/examination.pdf '形式审查表' '网络威胁信息团队人数（人）' '□一致'
says packets/cntisp/U0038/outgoing/agreement.pdf '乙方：西安雁塔智防科技有限公司' '有效期为叁年' '威胁信息共享合作厂商'
says packets/cntisp/U0033/outgoing/change.pdf '技术支撑单位信息变更申请表' '广东省深圳市前海一路9号'
says packets/cntisp/U0038/outgoing/agreement.pdf '甲方（盖章）' '法定代表人（签字）'
says office/cncert-issued.pdf '批准签发'
says office/tcas375-issued.pdf '4级监测预警服务'
# A form is of the day it was handed in, one to fill in of none; a notice not sent has no day either.
says office/cntisp-archive.pdf '（CNTISP）共享合作计划申请书2026年' '申请形式审查表87cntisp' '等级的通知送审稿'
says office/forms/cntisp-report.pdf '按三级列示'
says office/forms/ciipa-change.pdf '关键信息基础设施安全服务能力评价证书信息变更申请表'
says packets/ciipa/U0001/emergency/internal/examination.pdf '服务项范围本服务类全部服务项'
says annual/cntisp-list.pdf '上海曜石威胁情报科技有限公司（有效期自2026年11月21日起）'
says annual/ciipa-list.pdf '通过（24项，21家）'
says annual/cntisp.pdf '本期处理前持证单位（家）' '多1家，为初次申请或证书已过期的单位' '含已批准的退出'
says office/forms/cntisp-agreement.pdf '乙方：' '中国信息安全测评中心'
for scheme in cntisp tcas375; do
    pdftotext -raw "$out/office/$scheme-issued.pdf" "$WORK/issued.txt"
    pdftotext -raw "$out/office/$scheme-archive.pdf" "$WORK/archive.txt"
    lacking=$(cut -f1 "$WORK/certificates" | sed -n "s,^certificates/$scheme/\(.*\)\.pdf$,\1,p" | sed 's/-v[0-9]*$//' | sort -u |
        while read -r number; do grep -q "$number" "$WORK/issued.txt" && grep -q "$number" "$WORK/archive.txt" || echo "$number"; done)
    check "lists of $scheme name every certificate" "$lacking" test -z "$lacking"
done
# Persons: those of the units only in the application, where they wrote it; those of the office nowhere that goes out.
python3 - "$sample" > "$WORK/persons" <<'PYTHON'
import glob, json, sys
for u in json.load(open(sys.argv[1] + "/units.json", encoding="utf-8")):
    for value in (u.get("contact") or {}).values():
        print(value)
for line in open(sys.argv[1] + "/rulings.ndjson", encoding="utf-8"):
    print(json.loads(line)["by"])
PYTHON
named=""
while read -r file; do
    case $file in */application.pdf | */internal/*) continue ;; esac
    pdftotext "$out/$file" - | grep -qF -f "$WORK/persons" && named="$named $file"
done < "$WORK/office"
check "the office's papers that go out name no person" "$named" test -z "$named"
decide "$sample" "$WORK/three" --jobs 3
check "the same bytes by one process and by three" "they differ" test "$(digest "$WORK/three")" = "$(decide "$sample" "$WORK/one" --jobs 1; digest "$WORK/one")"

# Who to call at a unit is nobody else's business.
private=$(grep -rhoE '"(email|phone)": *"[^"]+"' "$sample"/units* | cut -d'"' -f4 | sort -u)
check "index.html holds no personal data" "it does" sh -c '[ -n "$1" ] && ! grep -qF "$1" "$2"' sh "$private" "$out/index.html"
remote=$(grep -oE '(src|href)="?(https?:)?//[^" ]*' "$out/index.html")
check "index.html needs no network" "$remote" test -z "$remote"
finish
