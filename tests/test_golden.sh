#!/usr/bin/env bash
# Whole runs of the samples against tests/golden: decisions and rejects byte by
# byte, PDFs as text with their number of pages, workbooks as their XML parts; of
# most packets the digests of those texts.
# `make golden-update` (--update) rewrites them; the diff is then reviewed.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

# An output as text files that can be compared and read in a diff.
as_text() { # OUTPUT FOLDER
    python3 - "$1" "$2" <<'PYTHON'
import hashlib, os, re, subprocess, sys, zipfile
source, target = sys.argv[1:]
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

for sample in input-samples/20*/; do
    name=$(basename "$sample")
    golden=tests/golden/$name
    decide "$sample" "$WORK/$name"
    check "golden $name: run" "exit status $?: $(tail -n 1 "$WORK/stderr")" done_status $?
    as_text "$WORK/$name" "$WORK/text-$name"
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
