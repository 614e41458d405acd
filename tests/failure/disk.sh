# A disk that fills up while a run writes: 73, the old output untouched, nothing half-written.

# judge_full NAME TARGET MESSAGE STATUS: judges the run that just ended. A workbook's
# library hides the reason; there the program says that it was not written whole.
judge_full() {
    if [ "$4" -ne 73 ]; then
        not_ok "$1" "exit status $4: $(tail -n 1 "$WORK/stderr")"
    elif ! grep -qE "$3" "$WORK/stderr"; then
        not_ok "$1" "says: $(tail -n 1 "$WORK/stderr")"
    elif [ "$(digest "$2")" != "$OLD_DIGEST" ]; then
        not_ok "$1" "the old output changed"
    elif ! no_leftovers "$2"; then
        not_ok "$1" "something was left beside the output"
    else
        ok "$1"
    fi
}

disk=$WORK/disk
mkdir "$disk"
old_kib=$(du -sk "$OLD_OUT" | cut -f1)
new_kib=$(du -sk "$NEW_OUT" | cut -f1)
for percent in 0 1 3 10 25 50 75 90; do
    size=$((old_kib + 64 + new_kib * percent / 100))
    if ! mount -t tmpfs -o "size=${size}k" tmpfs "$disk" 2> "$WORK/stderr"; then
        echo "# skipped full disk: $(tail -n 1 "$WORK/stderr")"
        break
    fi
    undo+=("umount '$disk' 2>/dev/null")
    if cp -a "$OLD_OUT" "$disk/out" 2>/dev/null; then
        decide "$NEW" "$disk/out"
        judge_full "disk full at $percent % of the output" "$disk/out" "No space left on device|not written whole" $?
    else
        not_ok "disk full at $percent % of the output" "no room for the old output"
    fi
    umount "$disk"
done

# A limit on the size of a file stops the first large one.
cp -a "$OLD_OUT" "$WORK/limited"
for kib in 4 16; do
    (trap '' XFSZ; ulimit -f "$kib"; exec "$GRADEPRESS" run --input "$NEW" --output "$WORK/limited" \
        --templates "$TEMPLATES" --quiet) > "$WORK/stdout" 2> "$WORK/stderr"
    judge_full "files limited to $kib KiB" "$WORK/limited" "File too large" $?
done
