# A run killed at any moment leaves the old output or the new one, never a mixture.

out=$WORK/killed
cp -a "$OLD_OUT" "$out"
RANDOM=20261031
kills=16
[ "$VARIANT" != asan ] || kills=8
mixtures=0 old=0 new=0
for ((i = 0; i < kills; i++)); do
    # Moments spread over the run and a little beyond, each moved a bit by chance.
    delay=$(((i * RUN_MS * 11 / 10 + RANDOM % (RUN_MS + 1)) / kills))
    # A session of its own: every second time its workers are killed with it.
    setsid "$GRADEPRESS" run --input "$NEW" --output "$out" --templates "$TEMPLATES" > /dev/null 2>&1 &
    runner=$!
    sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
    if [ $((i % 2)) -eq 0 ]; then kill -KILL "$runner" 2>/dev/null; else kill -KILL -- "-$runner" 2>/dev/null; fi
    wait "$runner" 2>/dev/null
    case $(digest "$out") in
        "$OLD_DIGEST") old=$((old + 1)) ;;
        "$NEW_DIGEST")
            new=$((new + 1))
            rm -rf "$out"
            cp -a "$OLD_OUT" "$out"
            ;;
        *)
            mixtures=$((mixtures + 1))
            rm -rf "$out"
            cp -a "$OLD_OUT" "$out"
            ;;
    esac
    # Workers that outlive a killed run hold its lock; they must end by themselves.
    for ((k = 0; k < 100; k++)); do
        flock -n "$WORK/.killed.lock" true 2>/dev/null && break
        sleep 0.05
    done
    [ "$k" -lt 100 ] || not_ok "kill $i" "the lock is still held five seconds later"
done
check "killed $kills times ($old old, $new new)" "$mixtures mixtures" test "$mixtures" -eq 0
check "some runs were killed in time" "none was" test "$old" -gt 3
decide "$NEW" "$out"
status=$?
check "run after the kills" "exit status $status: $(tail -n 1 "$WORK/stderr")" done_status "$status"
check "its output is whole" "it is not" test "$(digest "$out")" = "$NEW_DIGEST"
check "the killed runs left nothing" "$(cd "$WORK" && ls -d .killed.* 2>/dev/null)" no_leftovers "$out"
