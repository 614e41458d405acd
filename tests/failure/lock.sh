# A second run on the same output is turned away (75) and changes nothing.

out=$WORK/locked
cp -a "$OLD_OUT" "$out"
(flock 9 && touch "$WORK/held" && exec sleep 30) 9> "$WORK/.locked.lock" &
holder=$!
until [ -e "$WORK/held" ]; do sleep 0.02; done
decide "$NEW" "$out"
check "second run while locked" "exit status $?" test $? -eq 75
check "second run says where" "$(tail -n 1 "$WORK/stderr")" grep -qF locked "$WORK/stderr"
kill "$holder"
wait "$holder" 2>/dev/null
check "second run changes nothing" "the output changed" test "$(digest "$out")" = "$OLD_DIGEST"

# A run stopped in its middle keeps others out and ends well when it goes on.
"$GRADEPRESS" run --input "$NEW" --output "$out" --templates "$TEMPLATES" > /dev/null 2>&1 &
runner=$!
until [ -d "$WORK/.locked.new" ] || ! kill -0 "$runner" 2>/dev/null; do sleep 0.01; done
kill -STOP "$runner"
decide "$OLD" "$out"
check "second run beside a living one" "exit status $?" test $? -eq 75
kill -CONT "$runner"
wait "$runner"
check "the first run ends well" "exit status $?" done_status $?
check "the first run's output stands" "it does not" test "$(digest "$out")" = "$NEW_DIGEST"
check "the lock file is gone" "it is not" no_leftovers "$out"
