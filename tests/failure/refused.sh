# Exports that must be refused whole (65): the message names the file, nothing is written.

# refused NAME MESSAGE-PART SHELL-COMMANDS: edits a copy of the export, which is $E there.
refused() {
    local name=$1 part=$2 status
    E=$WORK/edited
    rm -rf "$E" "$WORK/refused"
    cp -R "$OLD" "$E"
    eval "$3"
    decide "$E" "$WORK/refused"
    status=$?
    if [ "$status" -ne 65 ]; then
        not_ok "refused: $name" "exit status $status"
    elif ! grep -qF -- "$part" "$WORK/stderr"; then
        not_ok "refused: $name" "says: $(tail -n 1 "$WORK/stderr")"
    elif [ -e "$WORK/refused" ] || ! no_leftovers "$WORK/refused"; then
        not_ok "refused: $name" "something was written"
    else
        ok "refused: $name"
    fi
}
edit_export() { sed -i "$1" "$E/export.json"; }

refused "no export.json"          export.json           'rm "$E/export.json"'
refused "folder missing"          edited                'rm -r "$E"'
refused "export.json is empty"    export.json           ': > "$E/export.json"'
refused "export.json cut short"   export.json           'truncate -s 200 "$E/export.json"'
refused "other format"            export.json           'edit_export s/gradepress-export.1/gradepress-export\\/2/'
refused "no such day"             as_of                 'edit_export s/\"as_of\":\"2026-10-31/\"as_of\":\"2026-10-32/'
refused "listed file missing"     submissions.ndjson    'rm "$E/submissions.ndjson"'
refused "a byte altered"          units.ndjson          'sed -i 1s/青/靑/\;1s/分/份/ "$E/units.ndjson"'
refused "a byte appended"         evidence.ndjson       'echo >> "$E/evidence.ndjson"'
refused "last line cut off"       evidence.ndjson       'sed -i \$d "$E/evidence.ndjson"'
refused "one record more listed"  units.ndjson          'edit_export s/\"records\":6,/\"records\":7,/'
refused "one record fewer listed" evidence.ndjson       'edit_export s/\"records\":600,/\"records\":599,/'
refused "path leaves the folder"  ../outside.ndjson     'cp "$E/units.ndjson" "$WORK/outside.ndjson"; edit_export s,units.ndjson,../outside.ndjson,'
refused "absolute path"           units.ndjson          'edit_export "s,\"units.ndjson,\"$E/units.ndjson,"'
refused "link leaves the folder"  units.ndjson          'mv "$E/units.ndjson" "$WORK/outside.ndjson"; ln -s ../outside.ndjson "$E/units.ndjson"'
refused "linked folder leaves it" sub/units.ndjson      'mkdir "$WORK/away"; mv "$E/units.ndjson" "$WORK/away"; ln -s "$WORK/away" "$E/sub"; edit_export s,units.ndjson,sub/units.ndjson,'
refused "a listed file is a folder" units.ndjson        'rm "$E/units.ndjson"; mkdir "$E/units.ndjson"'
refused "a pipe instead of a file"  units.ndjson        'rm "$E/units.ndjson"; mkfifo "$E/units.ndjson"'
refused "gzip that is none"       evidence.ndjson.gz    'mv "$E/evidence.ndjson" "$E/evidence.ndjson.gz"; seal "$E" 2>/dev/null; edit_export "s/\(evidence.ndjson.gz\",\"records\":\)0/\1600/"'
refused "gzip cut short"          evidence.ndjson.gz    'gzip "$E/evidence.ndjson"; truncate -s 5000 "$E/evidence.ndjson.gz"; seal "$E" 2>/dev/null; edit_export "s/\(evidence.ndjson.gz\",\"records\":\)[0-9]*/\1600/"'
rm -rf "$WORK/edited" "$WORK/outside.ndjson" "$WORK/away"
