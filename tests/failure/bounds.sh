# Records made to exhaust memory: bounded memory and a clear word on them.
# The bound is that of a normal run: 200 MB and 48 bytes per record.

# bounded NAME MEGABYTES CODE COUNT: a run of $E; so many rejects with this code.
bounded() {
    local name=$1 limit=$2 code=$3 count=$4 status peak found
    rm -rf "$WORK/bounded"
    seal "$E"
    /usr/bin/time -o "$WORK/time" -f %M "$GRADEPRESS" run --input "$E" --output "$WORK/bounded" --templates "$TEMPLATES" \
        > "$WORK/stdout" 2> "$WORK/stderr"
    status=$?
    peak=$(($(tail -n 1 "$WORK/time") / 1024))
    if ! done_status "$status"; then
        not_ok "bounds: $name" "exit status $status: $(tail -n 1 "$WORK/stderr")"
        return
    fi
    found=$(grep -c "\"code\":\"$code\"" "$WORK/bounded/rejects.ndjson")
    check "bounds: $name is rejected" "$found rejects of $count" test "$found" -eq "$count"
    if [ "$VARIANT" = asan ]; then
        skip "memory of $name" "sanitizers need memory of their own"
    else
        check "bounds: $name in $peak MB" "more than $limit MB" test "$peak" -le "$limit"
    fi
}

E=$WORK/bounds
long=1G many=1000000
[ "$VARIANT" != asan ] || long=64M many=50000 # sanitizers are slow, and their memory is not measured
line='"unit_id":"U000001","scheme":"cntisp","kind":"threat-report","date":"2026-03-04","status":"accepted","data":{"group_id":"G1","original":true,"effective":true}}'

# with COMMANDS-THAT-PRINT-EVIDENCE: the old export with this as its evidence.
with() {
    rm -rf "$E"
    cp -R "$OLD" "$E"
    rm "$E/evidence.ndjson"
    eval "$1" > "$E/evidence.ndjson.gz"
}

with '{ head -c $long /dev/zero | tr "\0" a; echo; echo "{\"evidence_id\":\"E1\",$line"; } | gzip -1'
bounded "a line of 1 GiB" 200 bad-json 1
with 'head -c $long /dev/zero | gzip -1'
bounded "1 GiB of zeros without an end of line" 200 bad-json 1
with '{ printf "{\"evidence_id\":\"E1\",\"x\":"; head -c 10000 /dev/zero | tr "\0" "["; head -c 10000 /dev/zero | tr "\0" "]"; echo ",$line"; } | gzip -1'
bounded "10 000 nested arrays" 200 bad-json 1
with 'yes "{\"evidence_id\":\"E1\",$line" | head -n $many | gzip -1'
bounded "a million repeats" 248 duplicate-id 0
read=$(grep -o '"duplicate":'$((many - 1)) "$WORK/bounded/run.json")
check "bounds: the repeats are counted" "run.json does not say $((many - 1))" test -n "$read"
with 'seq $many | sed "s/.*/{\"evidence_id\":\"E1\",\"n\":&,$line/" | gzip -1'
bounded "a million contradictions" 900 duplicate-id $((many - 1))
with 'seq $many | sed "s/.*/{\"evidence_id\":\"E&\",$line/" | gzip -1'
bounded "a million records" 248 duplicate-id 0
rm -rf "$E" "$WORK/bounded"
