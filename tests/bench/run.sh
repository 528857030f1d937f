#!/bin/sh
# sh tests/bench/run.sh [S|M|L]   how Kith does beside other programs, on a book of
#   S a thousand people, ten thousand notes, thirty thousand mentions; M ten times, L a hundred times that
# Prints a table, and writes build/bench/SIZE.jsonl and build/bench/growth.svg.
# Takes about a minute at S, five at M, half an hour and 5 GB of disk at L.
set -eu
size=${1:-M}
case $size in
S) people=1000 ;;
M) people=10000 ;;
L) people=100000 ;;
*)
    echo "usage: sh tests/bench/run.sh [S|M|L]" >&2
    exit 2
    ;;
esac
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${KITH_BENCH_BUILD:-$root/build}
out=$build/bench

missing=
for package in fzf:fzf ripgrep:rg sqlite3:sqlite3 abook:abook; do
    command -v "${package#*:}" >/dev/null || missing="$missing ${package%:*}"
done
if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ]; then
        # shellcheck disable=SC2086
        apt-get install -y -qq $missing >/dev/null
    else
        # shellcheck disable=SC2086
        sudo apt-get install -y -qq $missing >/dev/null
    fi
fi

mkdir -p "$out"
cmake -S "$root" -B "$build" -DCMAKE_BUILD_TYPE=Release >"$out/cmake.log"
cmake --build "$build" --target kith bench_generate bench_measure -j "$(nproc)" >"$out/build.log"

# A book is made once; a change of the generator or of the schema makes it anew.
generate() {
    folder=$out/$1
    made=$(cat "$root"/tests/bench/generate.c "$root"/tests/bench/words.c "$root"/src/model/schema.c | cksum)
    if [ "$(cat "$folder/made" 2>/dev/null)" != "$made" ]; then
        rm -rf "$folder"
        mkdir -p "$folder"
        "$build/tests/bench/bench_generate" "$2" "$folder"
        echo "$made" >"$folder/made"
    fi
}
generate S 1000
[ "$size" = S ] || generate "$size" "$people"

"$build/tests/bench/bench_measure" "$out/$size" "$size" "$build/src/kith" "$out/S" "$out/$size.jsonl"
sh "$root/tests/bench/growth.sh" "$out" >"$out/growth.svg"
