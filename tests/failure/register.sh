# Registers that cannot be used (65), written (73) or had (75): a sentence that says why, and nothing touched.

R=$WORK/registers
mkdir "$R"
decide "$NEW" "$R/out" --register "$R/good.db"
status=$?
check "a run with a register" "$(tail -n 1 "$WORK/stderr")" done_status $status

# One digest over the names and bytes in a folder.
everything() { (cd "$1" && find . ! -name timings.json -printf '%p %y %l\n' | LC_ALL=C sort && find . -type f ! -name timings.json -print0 |
    LC_ALL=C sort -z | xargs -0r sha256sum) | sha256sum; }

# Runs as who may not pass over permissions: root without that right.
bound=()
[ "$(id -u)" -ne 0 ] || bound=(setpriv --bounding-set=-dac_override,-dac_read_search,-fowner --inh-caps=-all)

# bad_register NAME STATUS MESSAGE-PART SHELL-COMMANDS: makes "register.db" in the current folder out of good.db.
bad_register() {
    local name=$1 wanted=$2 part=$3 before status
    B=$WORK/bad-register
    rm -rf "$B"
    mkdir -p "$B/place"
    cp -a "$R/out" "$B/out"
    cp "$R/good.db" "$B/place/register.db"
    cp -R "$R/good.db.archive" "$B/place/register.db.archive"
    (cd "$B/place" && eval "$4")
    before=$(everything "$B")
    "${bound[@]}" "$GRADEPRESS" run --input "$NEW" --output "$B/out" --register "$B/place/register.db" --templates "$TEMPLATES" \
        > "$WORK/stdout" 2> "$WORK/stderr"
    status=$?
    if [ "$status" -ne "$wanted" ]; then
        not_ok "register: $name" "exit status $status: $(tail -n 1 "$WORK/stderr")"
    elif ! grep -qF -- "$part" "$WORK/stderr" || grep -qiE 'sql|database|malformed|disk image' "$WORK/stderr"; then
        not_ok "register: $name" "says: $(tail -n 1 "$WORK/stderr")"
    elif [ "$(everything "$B")" != "$before" ]; then
        not_ok "register: $name" "something was touched"
    else
        ok "register: $name"
    fi
    umount "$B/place" 2> /dev/null
    chmod -R u+rwX "$B"
}

sql() { python3 -c 'import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.executescript(sys.argv[2]); db.close()' "$@"; }

bad_register "read-only file"       73 "cannot be written"           'chmod 0400 register.db'
bad_register "read-only folder"     73 "into the folder of the register" 'chmod 0500 .'
bad_register "unreadable file"      65 "cannot be read"              'chmod 0000 register.db'
bad_register "another's file"       65 "is no register of gradepress" 'rm register.db; sql register.db "CREATE TABLE t (a); INSERT INTO t VALUES (1)"'
bad_register "no register at all"   65 "is no register of gradepress" 'echo "units, certificates and decisions, in plain words" > register.db'
bad_register "a large text"         65 "is no register of gradepress" 'yes "no register" | head -c 100000 > register.db'
bad_register "empty file"           65 "is empty"                    ': > register.db'
bad_register "newer version"        65 "newer gradepress"            'sql register.db "PRAGMA user_version = 99"'
bad_register "unknown version"      65 "version 0 is not known"      'sql register.db "PRAGMA user_version = 0"'
bad_register "symbolic link"        65 "symbolic link"               'mv register.db kept.db; ln -s kept.db register.db'
bad_register "dangling link"        65 "symbolic link"               'rm register.db; ln -s nowhere register.db'
bad_register "a folder"             65 "is a folder"                 'rm register.db; mkdir register.db'
bad_register "a pipe"               65 "found no ordinary file"      'rm register.db; mkfifo register.db'
bad_register "first page lost"      65 "is no register of gradepress" 'dd if=/dev/zero of=register.db bs=512 count=1 conv=notrunc status=none'
bad_register "cut in half"          65 "is damaged"                  'truncate -s $(($(stat -c %s register.db) / 2)) register.db'
bad_register "below a file"         73 "Not a directory"             'rm -r register.db*; cd ..; rm -r place; echo > place'
bad_register "below no folder"      73 "No such file or directory"   'rm -r register.db*; cd ..; rmdir place'
if [ "$(id -u)" -eq 0 ]; then
    mkdir -p "$WORK/bad-register"
    if mount -t tmpfs -o size=4m tmpfs "$WORK/bad-register" 2> /dev/null; then
        umount "$WORK/bad-register"
        bad_register "read-only file system" 73 "cannot be written" 'mount --bind . . && mount -o remount,bind,ro .'
    else
        echo "# skipped read-only file system: no right to mount"
    fi
fi

# Any page lost or scrambled: refused, or not looked at; never a crash, never half a change.
python3 - "$GRADEPRESS" "$NEW" "$TEMPLATES" "$R" "$VARIANT" <<'PYTHON'
import hashlib, os, shutil, subprocess, sys
program, export, templates, folder, variant = sys.argv[1:]
good, bad = folder + "/good.db", folder + "/page.db"
data = open(good, "rb").read()
size = int.from_bytes(data[16:18], "big")
faults, refused, pages = [], 0, len(data) // size
for page in range(0, pages, 1 if variant != "asan" else 7):
    for filler in (bytes(size), hashlib.shake_256(b"%d" % page).digest(size)):
        spoilt = data[:page * size] + filler + data[(page + 1) * size:]
        open(bad, "wb").write(spoilt)
        run = subprocess.run([program, "run", "--dry-run", "--quiet", "--input", export, "--register", bad, "--templates",
                              templates], capture_output=True, text=True)
        refused += run.returncode == 65
        if run.returncode not in (0, 2, 65) or (run.returncode == 65 and "register" not in run.stderr):
            faults.append("page %d: exit status %d: %s" % (page + 1, run.returncode, run.stderr.strip()[-200:]))
        if open(bad, "rb").read() != spoilt or os.path.exists(bad + "-journal"):
            faults.append("page %d: something was touched" % (page + 1))
name = "register: each of %d pages lost or scrambled, %d times refused" % (pages, refused)
print("not ok %s: %s" % (name, "; ".join(faults[:3])) if faults or not refused else "ok " + name)
sys.exit(bool(faults) or not refused)
PYTHON
[ $? -eq 0 ] || failures=$((failures + 1))

# Held by another run: 75 at once, whichever of the two it holds.
cp "$R/good.db" "$R/held.db"
for kind in IMMEDIATE EXCLUSIVE; do
    rm -f "$R/holds"
    python3 -c 'import sqlite3, sys, time; db = sqlite3.connect(sys.argv[1], isolation_level=None); db.execute("BEGIN " + sys.argv[2])
open(sys.argv[3], "w"); time.sleep(30)' "$R/held.db" $kind "$R/holds" &
    holder=$!
    until [ -e "$R/holds" ]; do sleep 0.02; done
    before=$(everything "$R/out")
    started=$SECONDS
    decide "$NEW" "$R/out" --register "$R/held.db"
    status=$?
    check "register held ($kind)" "exit status $status: $(tail -n 1 "$WORK/stderr")" test $status -eq 75
    check "register held ($kind): at once" "$((SECONDS - started)) s" test $((SECONDS - started)) -lt 10
    check "register held ($kind): says who" "$(tail -n 1 "$WORK/stderr")" grep -q "another run holds the register" "$WORK/stderr"
    check "register held ($kind): the output stands" "it changed" test "$(everything "$R/out")" = "$before"
    check "register held ($kind): no lock stays" "$(ls -A "$R")" no_leftovers "$R/out"
    kill "$holder"
    wait "$holder" 2> /dev/null
done
before=$(sha256sum "$R/held.db")
exec 9> "$R/.out.lock"
flock 9
decide "$NEW" "$R/out" --register "$R/held.db"
status=$?
check "output held" "exit status $status: $(tail -n 1 "$WORK/stderr")" test $status -eq 75
check "output held: the register stands" "it changed" test "$(sha256sum "$R/held.db")" = "$before"
decide "$NEW" "$R/out" --register "$R/made.db"
check "output held: no register is made" "$(ls "$R")" test ! -e "$R/made.db" -a ! -e "$R/.made.db.new"
exec 9>&-
rm -f "$R/.out.lock"

# Two runs with one register and outputs of their own: the first keeps the second out, and ends well.
rm -rf "$R/out-1" "$R/out-2"
"$GRADEPRESS" run --input "$NEW" --output "$R/out-1" --register "$R/first.db" --templates "$TEMPLATES" > /dev/null 2>&1 &
runner=$!
until [ -d "$R/.out-1.new" ] || ! kill -0 "$runner" 2> /dev/null; do sleep 0.01; done
kill -STOP "$runner"
decide "$NEW" "$R/out-2" --register "$R/first.db"
status=$?
check "a register that is being made" "exit status $status: $(tail -n 1 "$WORK/stderr")" test $status -eq 75
decide "$NEW" "$R/dry" --register "$R/first.db" --dry-run
status=$?
check "who only reads may" "exit status $status: $(tail -n 1 "$WORK/stderr")" done_status $status
kill -CONT "$runner"
wait "$runner"
check "the first run ends well" "exit status $?" done_status $?
check "with the same register" "it differs" python3 - "$R" <<'PYTHON'
import sys
sys.path.insert(0, "tests/tools")
import register
sys.exit(register.dump(sys.argv[1] + "/first.db") != register.dump(sys.argv[1] + "/good.db") or bool(list(register.faults(sys.argv[1] + "/first.db"))))
PYTHON

# Where no register can be.
decide "$NEW" "$R/out" --register "$R/out/register.db"
status=$?
check "a register in the output" "exit status $status: $(tail -n 1 "$WORK/stderr")" test $status -eq 64
check "it is not made there" "it is" test ! -e "$R/out/register.db"
decide "$NEW" "$R/dry" --register "$R/none.db" --dry-run
check "a dry run makes no register" "$(ls -A "$R")" test ! -e "$R/none.db" -a ! -e "$R/.none.db.new" -a ! -e "$R/dry"
rm -rf "$R" "$WORK/bad-register"
