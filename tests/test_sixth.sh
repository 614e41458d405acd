#!/usr/bin/env bash
# A programme nobody has heard of: a folder of templates, an export, and no C.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

cp -r templates "$WORK/templates"
TEMPLATES=$WORK/templates
harbour=$TEMPLATES/harbour
mkdir "$harbour" "$WORK/export"
cp templates/tcas375/certificate.svg templates/tcas375/notice.*.txt "$harbour"

cat > "$harbour/records.json" <<'JSON'
{"format": "gradepress-records/1", "programme": "harbour", "levels": ["bronze", "silver", "gold"],
 "takes_assessments": true, "na": "exempts",
 "tracks": [{"id": "pilot", "chapter": "P"}, {"id": "tug", "chapter": "T"}],
 "evidence": {"exercise": {"hours": {"number": {"minimum": 0, "decimals": 1}}}},
 "submissions": {
  "application": {"track": "track", "applied_level": "level?", "facts": "facts?"},
  "annual-review": {"track": "track", "complete": "boolean", "truthful": "boolean", "facts": "facts?"}},
 "facts": {"boats": "number"}}
JSON
cat > "$harbour/items.json" <<'JSON'
{"format": "gradepress-items/1", "programme": "harbour",
 "items": [
  {"id": "1.a", "clause": "1 a)", "heading": "通则", "text": "值守二十四小时。", "necessary": true},
  {"id": "1.b", "clause": "1 b)", "heading": "通则", "text": "船只不少于三艘。", "facts": [[{"fact": "boats", "at_least": 3}]]},
  {"id": "P.a", "clause": "P a)", "heading": "引航", "text": "引航员持证。"},
  {"id": "P.b", "clause": "P b)", "heading": "引航", "text": "夜间引航。", "na": true},
  {"id": "T.a", "clause": "T a)", "heading": "拖带", "text": "拖带演练。"}]}
JSON
cat > "$harbour/scheme.json" <<'JSON'
{"format": "gradepress-scheme/1", "programme": "harbour",
 "words": {"name": "港口支援单位计划", "short_name": "港口支援单位", "document": "《港口支援办法》", "operator": "港务办公室",
  "signatory": "签发人", "certificate_title": "港口支援单位证书", "tracks": {"pilot": "引航", "tug": "拖带"},
  "levels": {"bronze": "铜级", "silver": "银级", "gold": "金级"}},
 "certificate": {"number": "HB-{serial:3}", "verify_url": null, "term_months": {"name": "有效期", "value": 24, "policy": true}},
 "approval": ["upgrade", "downgrade", "revoke", "certify", "reject", "reissue", "withdraw"],
 "objection_days": {"name": "异议期", "value": 5, "policy": true},
 "metrics": [{"id": "hours", "name": "演练", "unit": "小时", "evidence": "exercise", "fold": "sum", "of": "hours"},
  {"id": "violation", "name": "违规", "unit": "次", "evidence": "violation", "where": {"confirmed": true}, "fold": "count"}],
 "score": {"clause": "9", "weights": [{"term": "1", "weight": 40}, {"term": "chapter", "weight": 60}]},
 "review": {"clause": "8", "upgrade_clause": "8", "opens": {"name": "开始", "value": 20, "policy": true},
  "overdue_days": {"name": "逾期", "value": 90, "policy": true}, "violation": {"metric": "violation", "clause": "7"},
  "shortfall": {"rule": "attained", "clause": "8"},
  "requirements": [
   {"id": "necessary", "clause": "9", "name": "必要项", "text": "必要项全部满足。", "necessary_items": true},
   {"id": "score", "clause": "9", "name": "分值", "text": "分值不低于七十。", "score": true, "at_least": 70},
   {"id": "hours", "clause": "6", "name": "演练", "text": {"bronze": "十小时", "silver": "二十小时", "gold": "三十小时"},
    "metric": "hours", "at_least": {"bronze": 10, "silver": 20, "gold": 30}}]},
 "application": {"clause": "5", "requirements": [
   {"id": "score", "clause": "9", "name": "分值", "text": "分值不低于七十。", "score": true, "at_least": 70}]},
 "change": {"policy": true}, "withdrawal": {"policy": true}}
JSON

python3 - "$WORK/export" <<'PYTHON'
import json, os, sys

sys.path.insert(0, "tests/oracle")
import random_base


def write(name, records):
    with open(os.path.join(sys.argv[1], name), "w", encoding="utf-8") as file:
        file.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in records)


def finding(item, result, assessment="A1"):
    return {"assessment_id": assessment, "item": item, "result": result, "expert": "甲", "date": "2026-10-01"}


write("units.ndjson", [{"unit_id": "U%d" % n, "name": "第%d港务有限公司" % n, "uscc": random_base.uscc(n),
                        "registered_address": "海港路%d号" % n} for n in (1, 2)])
write("certificates.ndjson", [{"certificate_no": "HB-007", "unit_id": "U1", "scheme": "harbour", "track": "pilot",
                               "level": "gold", "valid_from": "2024-11-21", "valid_to": "2026-11-20", "status": "valid"}])
write("submissions.ndjson", [
    {"submission_id": "S1", "unit_id": "U1", "scheme": "harbour", "kind": "annual-review", "submitted_on": "2026-10-02",
     "content": {"track": "pilot", "complete": True, "truthful": True, "facts": {"boats": 2}}},
    {"submission_id": "S2", "unit_id": "U2", "scheme": "harbour", "kind": "application", "submitted_on": "2026-09-01",
     "content": {"track": "tug", "applied_level": "silver", "facts": {"boats": 5}}}])
write("evidence.ndjson", [{"evidence_id": "E%d" % n, "unit_id": "U1", "scheme": "harbour", "kind": "exercise",
                           "date": "2026-0%d-01" % n, "status": "accepted", "data": {"hours": 2.5}} for n in range(1, 9)])
write("assessments.ndjson", [{"assessment_id": name, "unit_id": unit, "scheme": "harbour", "tracks": [track],
                              "form": "self", "from": "2026-09-01", "to": "2026-10-01", "evaluator": {"name": "乙"},
                              "experts": [{"name": "甲"}]}
                             for name, unit, track in (("A1", "U1", "pilot"), ("A2", "U2", "tug"))])
write("findings.ndjson", [finding("1.a", "met"), finding("1.b", "met"), finding("P.a", "met"), finding("P.b", "na"),
                          finding("1.a", "met", "A2"), finding("1.b", "met", "A2"), finding("T.a", "unmet", "A2")])
PYTHON

gradepress seal "$WORK/export" --as-of 2026-10-31
check "sixth programme: sealed" "$(cat "$WORK/stderr")" test -e "$WORK/export/export.json"
decide "$WORK/export" "$WORK/out"
status=$?
check "sixth programme: decided" "exit status $status: $(cat "$WORK/stderr")" done_status "$status"

python3 - "$WORK/out" <<'PYTHON' || failures=1
import json, os, sys

failed = False
with open(os.path.join(sys.argv[1], "decisions.ndjson"), encoding="utf-8") as file:
    lines = {d["unit_id"]: d for d in map(json.loads, file)}


def same(name, found, expected):
    global failed
    failed |= found != expected
    print("ok " + name if found == expected else "not ok %s: found %r, expected %r" % (name, found, expected))


# U1: 20 hours reach silver; 1.b contradicted by the fact: 40 x 1/2 + 60 x 1/1 = 80.
same("sixth programme: review", [lines["U1"][k] for k in ("status", "action", "from", "to", "attained", "needs_approval")],
     ["due", "downgrade", "gold", "silver", "silver", True])
same("sixth programme: score", lines["U1"]["score"],
     {"total": 80, "pass_mark": 70, "terms": [{"id": "1", "weight": 40, "met": 1, "total": 2},
                                              {"id": "P", "weight": 60, "met": 1, "total": 1}]})
same("sixth programme: note", lines["U1"]["notes"], ["fact-contradicts: 1.b"])
# U2: 40 points; no level without 70.
same("sixth programme: application", [lines["U2"][k] for k in ("matter", "track", "action", "to", "attained")],
     ["application", "tug", "reject", None, None])
for paper in ("packets/harbour/U1/pilot/internal/decision.pdf", "packets/harbour/U1/pilot/outgoing/notice.pdf"):
    same("sixth programme: " + os.path.basename(paper), os.path.exists(os.path.join(sys.argv[1], paper)), True)
sys.exit(failed)
PYTHON
finish
