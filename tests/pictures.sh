#!/bin/sh
# Makes the README's pictures from the real program on its demo book, dark and
# light, so that they cannot go stale: sh tests/pictures.sh [BUILD FOLDER]
cd "$(dirname "$0")/.." || exit 1
build=${1:-build/plain}
kith=$build/src/kith
picture=$build/tests/tty/picture
[ -x "$kith" ] && [ -x "$picture" ] || {
    echo "build the tests first: sh tests/run.sh" >&2
    exit 1
}
mkdir -p assets/pictures
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
for shade in dark light; do
    mkdir -p "$home/$shade/kith"
    echo "theme $shade" >"$home/$shade/kith/config"
done

# shot NAME SIZE ARGUMENTS…: one screen in both shades.
shot() {
    name=$1
    size=$2
    shift 2
    for shade in dark light; do
        "$picture" "assets/pictures/$name-$shade.svg" "$size" "SHADE=$shade" KITH_NOW=2026-11-21 HOME="$home" "XDG_CONFIG_HOME=$home/$shade" \
            "$@" -- "$kith" demo || exit 1
    done
}

note='Coffee. She said “you gave me my weekends back”. Her accountant retires in spring. Her brother Tom Baker found a site on Mill Lane. She needs a fit-out firm.'
shot today 80x24
shot note 80x24 -k "2 j j j n" -t "$note"
shot heard 80x24 -k "2 j j j n" -t "$note" -k "Ctrl-S"
shot composer 80x24 -k "a"
shot ledger 80x24 -k "5"
shot insights 80x40 -k "6"
shot tree 80x24 -k "6 Tab"
shot searches 80x24 -k "2 /" -t "role:client in leeds" -k "Enter"
shot wide 120x36 -k "2 j j"
ls assets/pictures
