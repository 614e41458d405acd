#!/usr/bin/env bash
# The cycle with a register, month after month: cycle/scenarios.py says by table what must come of each.
# SCENARIOS="late_upgrade brake" runs only those.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

# Papers are not the matter here: few characters beforehand and no forms make a run short.
cp -R "$TEMPLATES" "$WORK/templates"
rm "$WORK"/templates/{,*/}paper.*.txt
echo 一 > "$WORK/templates/repertoire.txt"
python3 tests/cycle/scenarios.py "$GRADEPRESS" "$WORK/templates" "$WORK" ${SCENARIOS:-} || failures=1
finish
