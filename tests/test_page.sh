#!/usr/bin/env bash
# index.html as a browser shows it: the samples, and ten thousand units.
#
# PICTURES=DIR leaves screenshots and a print there, to be looked at.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

browser=build/browser

# Each tag closed in its turn, each id once, no attribute twice.
well_formed() {
    python3 - "$1" <<'PYTHON'
import html.parser, sys
VOID = {"meta", "input", "br", "col"}
class Reader(html.parser.HTMLParser):
    stack, ids, faults = [], set(), []
    def handle_starttag(self, tag, attributes):
        names = [n for n, _ in attributes]
        if len(set(names)) < len(names):
            self.faults.append("attribute twice: %s %s" % (tag, names))
        id = dict(attributes).get("id")
        if id in self.ids:
            self.faults.append("id twice: " + id)
        self.ids.add(id or id_of_none)
        if tag not in VOID:
            self.stack.append(tag)
    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.faults.append("line %d: </%s>" % (self.getpos()[0], tag))
id_of_none = object()
reader = Reader()
reader.feed(open(sys.argv[1], encoding="utf-8", errors="strict").read())
reader.close()
print(*(reader.faults + ["open: " + t for t in reader.stack])[:3], sep="; ")
PYTHON
}

# in_browser KIND FOLDER DECISIONS
in_browser() {
    if [ ! -d "$browser/node_modules/playwright-core" ] || ! command -v "${CHROMIUM:-chromium}" > /dev/null; then
        skip "index.html in a browser" "chromium or playwright-core is not installed (make packages-test)"
        return
    fi
    # Beside its modules, where node looks for them.
    cp tests/browser/page.mjs "$WORK/page.mjs"
    ln -sfn "$PWD/$browser/node_modules" "$WORK/node_modules"
    timeout 600 node "$WORK/page.mjs" "$@" ${PICTURES:+"$PICTURES"} 2> "$WORK/stderr"
    case $? in
        0) ;;
        2) failures=$((failures + 1)) ;; # said by the tests themselves
        *) not_ok "the browser tests of $1" "$(tail -n 12 "$WORK/stderr" | tr '\n' ' ')" ;;
    esac
}

sample=$WORK/sample
decide input-samples/2026-10 "$sample"
status=$?
check "run" "exit status $status: $(tail -n 1 "$WORK/stderr")" done_status "$status"
faults=$(well_formed "$sample/index.html")
check "the page of the samples is well-formed" "$faults" test -z "$faults"
experts=$(grep -rhoE '"expert": *"[^"]+"' input-samples/2026-10/findings* | cut -d'"' -f4 | sort -u)
check "no expert is named" "some are" sh -c '[ -n "$1" ] && ! grep -qF "$1" "$2"' sh "$experts" "$sample/index.html"
in_browser sample "$sample" "$sample/decisions.ndjson"
if [ -s "$WORK/page.pdf" ]; then
    pdftotext "$WORK/page.pdf" "$WORK/page.txt"
    missing=""
    for unit in $(grep -oE '"unit_id":"[^"]+"' "$sample/decisions.ndjson" | cut -d'"' -f4 | sort -u); do
        grep -qF "$unit" "$WORK/page.txt" || missing="$missing $unit"
    done
    check "the print names every unit" "$missing" test -z "$missing"
    check "the print says where links lead" "it does not" grep -qF "internal/decision.pdf" "$WORK/page.txt"
fi

large=$WORK/large
mkdir -p "$large/export"
python3 tests/browser/large.py "$large/export" 10000
seal "$large/export"
decide_only "$large/export" "$large"
"$TOOLS/page" "$large/export" "$large/index.html" "$TEMPLATES"
check "the page of ten thousand units is written" "exit status $?" test -s "$large/index.html"
faults=$(well_formed "$large/index.html")
check "the page of ten thousand units is well-formed" "$faults" test -z "$faults"
in_browser large "$large" "$large/decisions.ndjson"
[ -z "${PICTURES:-}" ] || cp "$WORK/page.pdf" "$PICTURES/page-sample.pdf"
finish
