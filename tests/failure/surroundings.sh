# Locale, time zone, home, umask, number of workers, place: none of them shows in a byte.

same_bytes() { # NAME COMMAND…: runs the command, which writes $WORK/same
    local name=$1
    shift
    rm -rf "$WORK/same"
    "$@" > "$WORK/stdout" 2> "$WORK/stderr"
    if ! done_status $?; then
        not_ok "same bytes: $name" "$(tail -n 1 "$WORK/stderr")"
    elif [ "$(digest "$WORK/same")" = "$NEW_DIGEST" ]; then
        ok "same bytes: $name"
    else
        not_ok "same bytes: $name" "$(diff -rq -x timings.json "$NEW_OUT" "$WORK/same" | head -n 3 | tr '\n' ';')"
    fi
}
again=("$GRADEPRESS" run --input "$NEW" --output "$WORK/same" --templates "$TEMPLATES")

same_bytes "a second time" "${again[@]}"
same_bytes "--jobs 1" "${again[@]}" --jobs 1
same_bytes "--jobs 2" "${again[@]}" --jobs 2
same_bytes "--jobs 7" "${again[@]}" --jobs 7
same_bytes "--quiet" "${again[@]}" --quiet
same_bytes "empty environment" env -i "${again[@]}"
same_bytes "no home" env -u HOME -u LANG -u TZ "${again[@]}"
same_bytes "home that does not exist" env HOME=/nonexistent XDG_CACHE_HOME=/nonexistent "${again[@]}"
for zone in Pacific/Kiritimati Etc/GMT+12 Nonsense/Zone; do
    same_bytes "TZ=$zone" env TZ="$zone" "${again[@]}"
done
for locale in C POSIX de_DE.UTF-8 tr_TR.UTF-8 zh_CN.GB18030 nonsense; do
    same_bytes "LC_ALL=$locale" env LC_ALL="$locale" LANG="$locale" "${again[@]}"
done
same_bytes "SOURCE_DATE_EPOCH" env SOURCE_DATE_EPOCH=1 "${again[@]}"
for mask in 0000 0777; do
    same_bytes "umask $mask" sh -c "umask $mask; exec \"\$@\"" sh "${again[@]}"
done
check "folders 0700, files 0600" "$(find "$WORK/same" \( -type d ! -perm 0700 -o -type f ! -perm 0600 \) | head -n 1)" \
    test -z "$(find "$WORK/same" \( -type d ! -perm 0700 -o -type f ! -perm 0600 \))"
same_bytes "another current folder" sh -c 'cd / && exec "$@"' sh "${again[@]}"
cp -R "$NEW" "$WORK/elsewhere"
same_bytes "input in another folder" "$GRADEPRESS" run --input "$WORK/elsewhere/" --output "$WORK/same/" --templates "$TEMPLATES"
check "manifest" "sha256sum -c refuses it" sh -c 'cd "$1" && sha256sum --quiet --strict -c manifest.sha256' sh "$WORK/same"
listed=$(cut -c67- "$WORK/same/manifest.sha256")
present=$(cd "$WORK/same" && find . -type f ! -name timings.json ! -name manifest.sha256 | cut -c3- | LC_ALL=C sort)
check "manifest lists every file in order of bytes" "it does not" test "$listed" = "$present"
rm -rf "$WORK/same" "$WORK/elsewhere"
