# A run with a register, killed at every write, rename, sync and removal (of what is void anyhow, one in five): the same
# command once more ends with the same output and the same register. And with a disk that is full from any write on:
# 73, nothing changed.

interrupted=$WORK/interrupted
rm -rf "$interrupted" "$WORK/kill-templates"
mkdir "$interrupted"
generate "$interrupted/october" 3 300 --seed 3 --upgrade approved
cp -R "$interrupted/october" "$interrupted/september"
rm "$interrupted/september/rulings.ndjson"
"$GRADEPRESS" seal "$interrupted/september" --as-of 2026-09-30
# One programme and few characters beforehand: fonts are most of a small run.
cp -R "$TEMPLATES" "$WORK/kill-templates"
rm -r "$WORK"/kill-templates/{cncert,tpso,ciipa,tcas375}
echo 一 > "$WORK/kill-templates/repertoire.txt"

"$TOOLS/interrupt" "$interrupted" count true
case $? in
    125) skip "register kill" "this kernel does not tell of system calls" ;;
    0) python3 tests/failure/register_kill.py "$GRADEPRESS" "$TOOLS/interrupt" "$WORK/kill-templates" "$interrupted" "$VARIANT" ||
        failures=$((failures + 1)) ;;
    *) not_ok "register kill" "tests/tools/interrupt.c does not work here" ;;
esac
rm -rf "$interrupted" "$WORK/kill-templates"
