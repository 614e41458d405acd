# Outputs that cannot be written (73), and folders that are someone else's.

# unwritable NAME TARGET MESSAGE-PART
unwritable() {
    decide "$OLD" "$2"
    local status=$?
    if [ "$status" -ne 73 ]; then
        not_ok "not writable: $1" "exit status $status"
    elif ! grep -qF -- "$3" "$WORK/stderr"; then
        not_ok "not writable: $1" "says: $(tail -n 1 "$WORK/stderr")"
    elif ! no_leftovers "$2"; then
        not_ok "not writable: $1" "something was left beside it"
    else
        ok "not writable: $1"
    fi
}

echo mine > "$WORK/file"
unwritable "the target is a file" "$WORK/file" "is not a folder"
unwritable "below a file" "$WORK/file/out" "Not a directory"
unwritable "in a folder of the kernel" /proc/gradepress/out "No such file"
mkdir "$WORK/foreign"
echo mine > "$WORK/foreign/letter.txt"
unwritable "a folder with other files" "$WORK/foreign" "letter.txt"
check "other files stay" "they do not" grep -qx mine "$WORK/foreign/letter.txt" "$WORK/file"

mkdir "$WORK/sealed"
if [ "$(id -u)" -ne 0 ]; then
    chmod 0500 "$WORK/sealed"
    unwritable "no permission" "$WORK/sealed/out" "Permission denied"
elif mount -t tmpfs -o ro,size=64k tmpfs "$WORK/sealed" 2> "$WORK/stderr"; then
    undo+=("umount '$WORK/sealed'")
    unwritable "read-only file system" "$WORK/sealed/out" "Read-only file system"
else
    echo "# skipped read-only file system: $(tail -n 1 "$WORK/stderr")"
fi
