#!/usr/bin/env bash
# Who may include what, and what no file may do. Prints each breach as
# FILE:LINE: what; exits 1 when there is one.
set -euo pipefail
cd "$(dirname "$0")/.."

breaches=$(mktemp)
trap 'rm -f "$breaches"' EXIT

# FILE:LINE:code of C files, comments blanked.
code() {
    awk 'FNR == 1 { inside = 0 }
    {
        out = ""; rest = $0
        while (rest != "") {
            if (inside) {
                end = index(rest, "*/")
                if (!end) break
                rest = substr(rest, end + 2); inside = 0
            } else if (match(rest, /"([^"\\]|\\.)*"|\/\*|\/\//)) {
                found = substr(rest, RSTART, RLENGTH)
                out = out substr(rest, 1, RSTART - 1)
                rest = substr(rest, RSTART + RLENGTH)
                if (found == "//") break
                if (found == "/*") inside = 1; else out = out found
            } else { out = out rest; rest = "" }
        }
        if (out != "") print FILENAME ":" FNR ":" out
    }' "$@" /dev/null
}

# refuse WHAT PATTERN FILES…: no line of these files may match.
refuse() {
    local what=$1 pattern=$2
    shift 2
    [ $# -gt 0 ] || return 0
    code "$@" | { grep -P "^[^:]*:\d+:.*(?:$pattern)" || true; } | cut -d: -f1,2 |
        while read -r place; do echo "$place: $what"; done >> "$breaches"
}

shopt -s nullglob
all=(pipeline/*.[ch] pipeline/*/*.[ch])

# Stages include base/, model/ and themselves; model/ only base/; base/ only itself.
for folder in pipeline/*/; do
    name=$(basename "$folder")
    case $name in
        base) allowed='base' ;;
        model) allowed='base|model' ;;
        *) allowed="base|model|$name" ;;
    esac
    refuse "$name/ includes another stage" "#include \"(?!(?:$allowed)/)" "$folder"*.[ch]
done

# A library's headers appear only behind the door that wraps it.
door() { # NAME HEADERS ALLOWED-PATHS
    local files=() f
    for f in "${all[@]}"; do [[ $f =~ ^pipeline/($3)$ ]] || files+=("$f"); done
    refuse "$1 outside its door ($3)" "#include [<\"](?:$2)" "${files[@]}"
}
door SQLite 'sqlite3' 'register/.*'
door cJSON       'cjson/|cJSON'                               'base/json\.[ch]'
door libxlsxwriter 'xlsxwriter'                               'workbook/.*'
door cairo       'cairo'                                      'document/canvas\.[ch]'
door libzip      'zip\.h'                                      '(sheetread/archive|base/package)\.c'
door libxml2     'libxml'                                     'sheetread/xml\.c'
door 'the text libraries' 'pango|librsvg|hb[-.]|harfbuzz|fontconfig|ft2build|freetype|glib|gio' 'document/.*'
door libqrencode 'qrencode'                                   'document/.*'
door libcrypto   'openssl/'                                   'base/digest\.c'
# workbook/ reads its archives again, because libxlsxwriter does not notice a full disk.
door zlib        'zlib'                                       '(ingest|workbook)/.*'
door GSL         'gsl/'                                      'stats/.*'
door xxHash      'xxh'                                        '(base|ingest)/.*'

# Pure stages: no files, clock, environment, or state that outlives a call.
refuse 'a pure stage does input or output' 'f(?:open|printf|puts|write|read|gets)\(|\bprintf\(|#include <(?:stdio|fcntl|unistd|dirent|errno|locale|pthread|sys/)' \
    pipeline/score/*.[ch] pipeline/decide/*.[ch] pipeline/stats/*.[ch]
refuse 'a pure stage reads clock, environment or chance' '\b(?:time|clock|clock_gettime|localtime|gmtime|getenv|s?rand|random)\(|#include <time' \
    pipeline/score/*.[ch] pipeline/decide/*.[ch] pipeline/stats/*.[ch]
refuse 'a pure stage keeps state' '^\s*static (?!.*\bconst\b)[^(]*[;=]|^\s*static (?:const )?[^(]*\*(?! ?const)[^(]*[;=].*\bNULL;' \
    pipeline/score/*.[ch] pipeline/decide/*.[ch] pipeline/stats/*.[ch]

# Functions that cut, overflow or hide errors; raw memory belongs to base/.
refuse 'unsafe function' '\b(?:strcpy|strcat|sprintf|vsprintf|gets|atoi|atol|atoll|atof|strtok|alloca)\(' "${all[@]}"
outside_base=()
for f in "${all[@]}"; do [[ $f == pipeline/base/* ]] || outside_base+=("$f"); done
refuse 'raw memory outside base/ (use an arena or heap_alloc)' '\b(?:malloc|calloc|realloc|strdup|strndup|asprintf)\(' "${outside_base[@]}"

# The program knows no programme by name: templates/ do.
refuse 'a programme named in the code' '(?i)cntisp|cncert|tpso|ciipa|tcas375' "${all[@]}"

for f in "${all[@]}" tests/*/*.[ch]; do
    lines=$(wc -l < "$f")
    [ "$lines" -le 600 ] || echo "$f:$lines: more than 600 lines" >> "$breaches"
done

if [ -s "$breaches" ]; then
    sort -u "$breaches"
    exit 1
fi
echo "layers: ${#all[@]} files keep the rules"
