# Broken rules (78): the message names the file and the place; nothing runs on them.

# broken NAME FILE MESSAGE-PART PYTHON: edits `d`, the JSON of a file of a copy of templates/.
broken() {
    local name=$1 file=$2 part=$3 status
    rm -rf "$WORK/templates"
    cp -R "$TEMPLATES" "$WORK/templates"
    python3 - "$WORK/templates/$file" "$4" <<'PYTHON'
import json, sys
path, edit = sys.argv[1:]
names = {"d": json.load(open(path))}
exec(edit, names)
json.dump(names["d"], open(path, "w"), ensure_ascii=False)
PYTHON
    judge_broken "$name" "$file" "$part"
}

# broken_file NAME FILE MESSAGE-PART SHELL-COMMANDS: edits the file $F.
broken_file() {
    rm -rf "$WORK/templates"
    cp -R "$TEMPLATES" "$WORK/templates"
    F=$WORK/templates/$2
    eval "$4"
    judge_broken "$1" "$2" "$3"
}

judge_broken() {
    local status
    rm -rf "$WORK/broken"
    gradepress run --input "$OLD" --output "$WORK/broken" --templates "$WORK/templates"
    status=$?
    if [ "$status" -ne 78 ]; then
        not_ok "broken rules: $1" "exit status $status"
    elif ! grep -qF -- "$2" "$WORK/stderr" || ! grep -qF -- "$3" "$WORK/stderr"; then
        not_ok "broken rules: $1" "says: $(tail -n 1 "$WORK/stderr")"
    elif [ -e "$WORK/broken" ] || ! no_leftovers "$WORK/broken"; then
        not_ok "broken rules: $1" "something was written"
    else
        ok "broken rules: $1"
    fi
}

S=cntisp/scheme.json
broken "unknown key"             $S /surprise                         'd["surprise"] = 1'
broken "unknown key deep down"   $S /review/overdue_days/surprise     'd["review"]["overdue_days"]["surprise"] = 1'
broken "missing key"             $S metrics                           'del d["metrics"]'
broken "other format"            $S /format                           'd["format"] = "gradepress-scheme/2"'
broken "text for a number"       $S /certificate/term_months/value    'd["certificate"]["term_months"]["value"] = "12"'
broken "fraction for a number"   $S /certificate/term_months/value    'd["certificate"]["term_months"]["value"] = 1.5'
broken "negative days"           $S /review/overdue_days/value        'd["review"]["overdue_days"]["value"] = -1'
broken "clause and policy both"  $S /review/overdue_days              'd["review"]["overdue_days"]["clause"] = "四"'
broken "neither clause nor policy" $S /review/overdue_days            'del d["review"]["overdue_days"]["policy"]'
broken "two metrics of one id"   $S /metrics/1                        'd["metrics"][1]["id"] = d["metrics"][0]["id"]'
broken "unknown fold"            $S /metrics/0/fold                   'd["metrics"][0]["fold"] = "median"'
broken "unknown kind of evidence" $S /metrics/0/evidence              'd["metrics"][0]["evidence"] = "rumour"'
broken "unknown field folded"    $S /metrics/0/of                     'd["metrics"][0]["of"] = "colour"'
broken "unknown field in a filter" $S /metrics/0/where                'd["metrics"][0]["where"] = {"colour": True}'
broken "unknown action"          $S /approval                         'd["approval"].append("dance")'
broken "unknown shortfall rule"  $S /review/shortfall/rule            'd["review"]["shortfall"]["rule"] = "shrug"'
broken "violation metric missing" $S /review/violation/metric         'd["review"]["violation"]["metric"] = "nothing"'
broken "level without a name"    $S /words/levels                     'del d["words"]["levels"]["2"]'
broken "level that is none"      $S /words/levels                     'd["words"]["levels"]["9"] = "九级"'
broken "pattern without serial"  $S /certificate/number               'd["certificate"]["number"] = "CNTISP-{year}"'
broken "unknown place in pattern" $S /certificate/number              'd["certificate"]["number"] = "{colour}-{serial:4}"'
broken "two requirements of one id" $S /review/requirements/1         'd["review"]["requirements"][1]["id"] = d["review"]["requirements"][0]["id"]'
broken "programme of another folder" $S /programme                    'd["programme"] = "tpso"'
broken "font not installed"      style.json /serif                    'd["serif"] = "No Such Font"'
broken "brake without a source"  brake.json /adverse_percent          'del d["adverse_percent"]["policy"]'
broken "no calendar day"         calendar.json /years/2026            'd["years"]["2026"]["days_off"][0] = "2026-02-30"'
broken "unknown type of field"   cntisp/records.json /                'list(d["evidence"].values())[0].update(x={"type": "colour"})'
broken_file "trailing comma"     $S ""                                'sed -i "1s/{/{,/" "$F"'
broken_file "duplicate key"      $S ""                                'sed -i "1s/{/{\"format\":\"gradepress-scheme\/1\",/" "$F"'
broken_file "empty file"         $S ""                                ': > "$F"'
broken_file "file missing"       style.json ""                        'rm "$F"'
broken_file "invalid UTF-8"      $S ""                                'printf "\377" >> "$F"'
rm -rf "$WORK/templates"
gradepress run --input "$OLD" --output "$WORK/broken" --templates "$WORK/templates"
check "broken rules: no templates folder" "exit status is not 78" test $? -eq 78
