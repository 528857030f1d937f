#!/bin/sh
# That the help, the usage line and the pages know every command and option.
#   sh tests/layers/commands.sh KITH
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
kith=$1
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME="$home" LC_ALL=C.UTF-8
unset XDG_CONFIG_HOME XDG_DATA_HOME KITH_BOOK KITH_NOW
bad=0
fault() { echo "$*"; bad=1; }

"$kith" help | sed -n 's/^  \([a-z-]*\)  *.*/\1/p' >"$home/commands"
[ "$(sort -u "$home/commands" | wc -l)" = "$(wc -l <"$home/commands")" ] || fault "a command is listed twice"
for command in today note who show circle search path ask answer later thanked reported outcome let-go helped \
    served moment settle need pledge wish task done delete edit match gave got add set merge forget undo redo config keys \
    backup restore check query import export listen sheet insights duplicates history wording demo; do
    grep -qx "$command" "$home/commands" || fault "the help does not list '$command'"
done
while read -r command; do
    "$kith" help "$command" >"$home/help" || fault "no help on '$command'"
    usage=$(head -1 "$home/help")
    case $usage in
    "usage: kith $command" | "usage: kith $command "*) ;;
    *) fault "the usage of '$command' is '$usage'" ;;
    esac
    sed -n 's/^  \(--[a-z-]*\).*/\1/p' "$home/help" >"$home/options"
    echo "$usage" | grep -oE -- '--[a-z-]+' | sort >"$home/used" || :
    sort "$home/options" | cmp -s - "$home/used" || fault "the usage line and the options of '$command' differ"
    while read -r option; do
        grep -q "  $option .*[a-z]" "$home/help" || fault "nothing is said of '$command $option'"
        grep -qF -- "\fB$option\fR" "$root/assets/kith.1" || fault "the manual lacks '$option'"
        status=0
        "$kith" "$command" "$option" "$option" "$option" "$option" "$option" >/dev/null 2>"$home/said" </dev/null || status=$?
        ! grep -q "unknown option" "$home/said" || fault "'$command' does not know '$option'"
    done <"$home/options"
    status=0
    "$kith" "$command" --no-such-option >/dev/null 2>"$home/said" </dev/null || status=$?
    [ "$status" = 2 ] && grep -q "usage: kith $command" "$home/said" || fault "'$command' takes any option"
    [ "$(wc -l <"$home/said")" = 1 ] || fault "'$command' says more than one line"
done <"$home/commands"
for kind in export:kith export:csv export:vcard export:sheet export:ics; do
    "$kith" help "${kind%:*}" | head -1 | grep -q "${kind#*:}" || fault "the usage of '${kind%:*}' lacks '${kind#*:}'"
done

# The page of the book format names every key that a book has.
"$kith" --book "$home/a.kith" import "$root/tests/cli/samples/book.json" >/dev/null
for key in $("$kith" --book "$home/a.kith" export kith | grep -oE '"[a-z_]+":' | tr -d '":' | sort -u); do
    grep -qF "\fB$key\fR" "$root/assets/kith-book.5" || fault "the page of the book format lacks '$key'"
done
exit $bad
