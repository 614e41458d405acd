#!/usr/bin/env bash
# Whole runs of the samples against tests/golden: October without a register, and
# November with the one the months before it leave. Decisions and rejects byte by
# byte, PDFs as text with their number of pages, workbooks as their XML parts; of
# most packets, and of November's papers, the digests of those texts.
# `make golden-update` (--update) rewrites them; the diff is then reviewed.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

# An output as text files that can be compared and read in a diff.
as_text() { # OUTPUT FOLDER papers|digests
    python3 - "$1" "$2" "$3" <<'PYTHON'
import hashlib, os, re, subprocess, sys, zipfile
source, target, kind = sys.argv[1:]
digests = []  # of papers that are not kept in full

def pdf(path):
    pages = re.search(r"Pages: *(\d+)", subprocess.run(["pdfinfo", path], capture_output=True, text=True).stdout)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True).stdout
    return "pages: %s\n%s" % (pages.group(1), text)

def xlsx(path):
    with zipfile.ZipFile(path) as book:
        # A row to a line; parts that are the same in every workbook left out.
        return "".join("== %s\n%s\n" % (name, re.sub(r"><(row|mergeCell|dataValid|cond|cols|si|sheetData|hyperlink|definedName) *", r">\n<\1 ",
                                                     book.read(name).decode("utf-8")))
                       for name in sorted(book.namelist()) if name.startswith("xl/") and not re.search("theme|styles|_rels", name))

def plain(path):
    with open(path, encoding="utf-8") as file:
        return file.read()

def is_kept(path):
    """Every paper outside packets and summaries, and those of every fifth unit; of the others a digest tells a change."""
    if kind == "digests":
        return path.endswith((".ndjson", ".html"))
    return not re.search("/(packets|summaries)/", path) or re.search(r"/U\d*[05][/.]", path)

# run.json and the manifest hold versions and digests of libraries; other tests look at them.
for folder, _, names in os.walk(source):
    for name in names:
        path = os.path.join(folder, name)
        read = {"pdf": pdf, "xlsx": xlsx, "ndjson": plain, "html": plain}.get(name.rsplit(".", 1)[-1])
        if read:
            text = read(path)
            if not is_kept(path):
                digests.append("%s  %s\n" % (hashlib.sha256(text.encode("utf-8")).hexdigest(), os.path.relpath(path, source)))
                continue
            out = os.path.join(target, os.path.relpath(path, source)) + ("" if read is plain else ".txt")
            os.makedirs(os.path.dirname(out), exist_ok=True)
            with open(out, "w", encoding="utf-8") as file:
                file.write(text)
with open(os.path.join(target, "others.sha256"), "w", encoding="utf-8") as file:
    file.writelines(sorted(digests, key=lambda line: line[66:]))
PYTHON
}

# November is decided on what the register remembers of the months before it.
remember() { # SAMPLE
    decide "input-samples/$1" "$WORK/remembered" --register "$WORK/register.sqlite"
    status=$?
    check "golden: $1 into the register" "exit status $status: $(tail -n 1 "$WORK/stderr")" done_status "$status"
}

for name in 2026-10 2026-11; do
    golden=tests/golden/$name
    if [ "$name" = 2026-10 ]; then
        decide "input-samples/$name" "$WORK/$name"
    else
        for before in 2026-04 2026-08 2026-10; do remember "$before"; done
        decide "input-samples/$name" "$WORK/$name" --register "$WORK/register.sqlite"
    fi
    status=$?
    check "golden $name: run" "exit status $status: $(tail -n 1 "$WORK/stderr")" done_status "$status"
    kind=papers
    [ "$name" = 2026-10 ] || kind=digests
    as_text "$WORK/$name" "$WORK/text-$name" "$kind"
    if [ "${1:-}" = --update ]; then
        rm -rf "$golden"
        mkdir -p tests/golden
        cp -R "$WORK/text-$name" "$golden"
        echo "rewrote $golden; review: git diff $golden"
        continue
    fi
    if [ ! -d "$golden" ]; then
        not_ok "golden $name" "$golden does not exist; make golden-update"
        continue
    fi
    { (cd "$golden" && find . -type f); (cd "$WORK/text-$name" && find . -type f); } | LC_ALL=C sort -u | cut -c3- > "$WORK/files"
    while read -r file; do
        if cmp -s "$golden/$file" "$WORK/text-$name/$file"; then
            ok "golden $name: $file"
        else
            not_ok "golden $name: $file" "differs"
            diff -uN "$golden/$file" "$WORK/text-$name/$file" | head -n 20
        fi
    done < "$WORK/files"
done
finish
