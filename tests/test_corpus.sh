#!/usr/bin/env bash
# Every file of tests/fuzz/corpus through its fuzz target, without the fuzzer:
# what once crashed stays fixed. Built with the Makefile's own flags.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

# value NAME: a variable of the Makefile, as it stands for this variant.
value() { env -u MAKEFLAGS -u MAKELEVEL make -s VARIANT="$VARIANT" --eval="show: ; \$(info \$($1))@:" show; }

COMPILE=$(value COMPILE) LINK=$(value LINK) LIBRARY=$(value LIBRARY)
check "library of variant $VARIANT" "$LIBRARY is missing" test -s "$LIBRARY"

for source in tests/fuzz/fuzz_*.c; do
    name=$(basename "$source" .c)
    files=(tests/fuzz/corpus/"$name"/*)
    if [ ! -f "${files[0]}" ]; then
        not_ok "corpus of $name" "has no file"
    elif ! eval "$COMPILE -o '$WORK/$name' '$source' tests/fuzz/replay.c '$LIBRARY' -Wl,--as-needed $LINK" 2> "$WORK/stderr"; then
        not_ok "corpus of $name" "does not build: $(grep -m 1 -E 'error|undefined' "$WORK/stderr")"
    else
        timeout 300 "$WORK/$name" "${files[@]}" > "$WORK/stdout" 2> "$WORK/stderr"
        check "corpus of $name: ${#files[@]} files" "exit status $?: $(tail -n 1 "$WORK/stderr")" test $? -eq 0
    fi
done
finish
