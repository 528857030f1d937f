#!/bin/sh
# Plays a transcript and compares: sh tests/cli/run.sh KITH FILE.test
#
# Indented by two blanks stand commands ("$ …", going on in "> …"), then what they
# print: standard output, standard error behind "! ", the exit status as "[1]" when
# it is not 0. The other lines are for the reader. Each file has a home of its own;
# its commands run in one shell, with the functions of prelude.sh. A uid that Kith
# makes is shown as #1, #2 … by its first appearance, the home as HOME, the samples as SAMPLES.
#
# KITH_REWRITE=1 writes what is printed back into the file.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
kith=$1
[ -x "$kith" ] || { echo "no program at $kith" >&2; exit 2; }
file=$2
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir "$home/home" "$home/said" "$home/bin"
ln -s "$kith" "$home/bin/kith"
cp -r "$here/samples" "$home/samples"

# The commands as a script that leaves out, err and rc of each in said/.
{
    printf '. %s/prelude.sh\n' "$here"
    awk -v said="$home/said" '
        function close_one() { if (open) printf "\n} >%s/%d.out 2>%s/%d.err </dev/null\necho $? >%s/%d.rc\n", said, n, said, n, said, n; open = 0 }
        /^  \$ / { close_one(); n++; open = 1; printf "{ %s", substr($0, 5); next }
        /^  > / && open { printf "\n%s", substr($0, 5); next }
        /^  / { next }
        END { close_one() }' "$file"
} >"$home/script"

cd "$home/home"
env -i PATH="$home/bin:$PATH" HOME="$home/home" TMPDIR="$home/home" SAMPLES="$home/samples" \
    KITH_NOW=2026-11-21T09:30:00 TZ=UTC LC_ALL=C.UTF-8 ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} \
    sh "$home/script"
cd - >/dev/null

# The transcript again, with what was really printed.
awk -v said="$home/said" -v home="$home/home" -v samples="$home/samples" '
    function plain(line,   at, out, uid) {
        while ((at = index(line, home)) > 0)
            line = substr(line, 1, at - 1) "HOME" substr(line, at + length(home))
        while ((at = index(line, samples)) > 0)
            line = substr(line, 1, at - 1) "SAMPLES" substr(line, at + length(samples))
        out = ""
        while (match(line, uuid)) {
            uid = substr(line, RSTART, RLENGTH)
            if (!(uid in seen)) seen[uid] = ++uids
            out = out substr(line, 1, RSTART - 1) "#" seen[uid]
            line = substr(line, RSTART + RLENGTH)
        }
        return out line
    }
    function copy(path, mark,   line) {
        while ((getline line < path) > 0) print "  " mark plain(line)
        close(path)
    }
    function answer(   rc) {
        if (!waiting) return
        waiting = 0
        copy(said "/" n ".out", "")
        copy(said "/" n ".err", "! ")
        rc = "?"
        getline rc < (said "/" n ".rc")
        if (rc != 0) print "  [" rc "]"
    }
    BEGIN {
        h = "[0-9a-f]"; four = h h h h
        uuid = four four "-" four "-4" h h h "-" four "-" four four four
    }
    /^  \$ / { answer(); n++; waiting = 1; print; next }
    /^  > / && waiting { print; next }
    /^  / { next }
    { answer(); print }
    END { answer() }' "$file" >"$home/actual"

if [ "${KITH_REWRITE:-}" = 1 ]; then
    cat "$home/actual" >"$file"
else
    diff -u --label expected --label actual "$file" "$home/actual"
fi
