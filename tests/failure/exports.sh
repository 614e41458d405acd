# Without forms and lists, of which every run draws the same, runs are shorter.
cp -R "$TEMPLATES" "$WORK/lean"
rm "$WORK"/lean/{,*/}paper.*.txt
TEMPLATES=$WORK/lean

# Two exports with different outcomes, and what runs of them look like.
OLD=$WORK/old NEW=$WORK/new
generate "$OLD" 6 600 --seed 1
generate "$NEW" 12 1200 --seed 2 --upgrade approved
OLD_OUT=$WORK/old-out NEW_OUT=$WORK/new-out
decide "$OLD" "$OLD_OUT"
status=$?
check "run of the old export" "$(tail -n 1 "$WORK/stderr")" done_status "$status"
started=$(date +%s%N)
decide "$NEW" "$NEW_OUT"
status=$?
check "run of the new export" "$(tail -n 1 "$WORK/stderr")" done_status "$status"
RUN_MS=$((($(date +%s%N) - started) / 1000000))
OLD_DIGEST=$(digest "$OLD_OUT") NEW_DIGEST=$(digest "$NEW_OUT")
if [ "$failures" -gt 0 ]; then finish; fi
