# What the program asks of the system: no network, nothing others could read.
. "$(dirname "$0")/home.sh"

printf 'First Name,Last Name\nPat,Ng\n' >people.csv

# Every command once, with the mask that would let everybody read.
everything() {
    umask 000
    "$@" kith add "Ann Okafor" --role client
    "$@" kith note "Ann Okafor" "Her brother Tom Baker opens a shop."
    "$@" kith import people.csv
    "$@" kith today
    "$@" kith who
    "$@" kith show Ann
    "$@" kith search shop
    "$@" kith ask "Ann Okafor" "Tom Baker" --anyway
    "$@" kith insights
    "$@" kith check
    "$@" kith config mouse no
    "$@" kith backup - | cat
    "$@" kith export kith
    EDITOR=true "$@" kith edit Ann
    "$@" kith undo
    "$@" kith redo
    "$@" kith forget "Pat Ng" --yes
} >/dev/null 2>&1 </dev/null

everything env
open=$(find "$HOME" -mindepth 1 ! -name people.csv -perm /077 ! -type l)
for file in $open; do
    case $file in
    "$HOME/.local" | "$HOME/.local/share" | "$HOME/.local/state" | "$HOME/.config") ;;
    *) fail "others may look at $file ($(stat -c %a "$file"))" ;;
    esac
done
[ -s "$book" ] || fail "there is no book"
[ -s "$HOME/.config/kith/config" ] || fail "there is no file of settings"
left=$(find "$HOME" -name 'kith-*' -o -name '*.part-*')
[ -z "$left" ] || fail "left behind: $left"

if ! command -v strace >/dev/null || ! strace -o trace true 2>/dev/null; then
    echo "no strace here: system calls were not looked at"
    done_all
fi
rm -rf "$HOME/.local" "$HOME/.config"
export TRACE="$top/trace"
cat >"$top/traced" <<'END'
#!/bin/sh
exec strace -f -A -o "$TRACE" -e trace=network,openat,open,creat,mkdir,rename,renameat2 "$@"
END
chmod +x "$top/traced"
everything "$top/traced"
calls=$(grep -cE '(openat|open)\(' "$TRACE")
[ "$calls" -gt 100 ] || fail "strace saw next to nothing"
if grep -E '\b(socket|connect|bind|sendto|sendmsg|sendmmsg|recvfrom|listen|accept4?)\(' "$TRACE" >network; then
    fail "a network call was made: $(head -3 network)"
fi
# What is written is in the home (here TMPDIR is there too) or is the terminal's.
grep -E 'O_(WRONLY|RDWR|CREAT)|creat\(' "$TRACE" | grep -v ENOENT | sed -n 's/.*"\([^"]*\)".*/\1/p' | sort -u |
    grep -vE "^$HOME/|^/dev/(null|tty)$|^[^/]" >outside
[ ! -s outside ] || fail "written outside the home: $(cat outside)"
echo "$calls files opened, no network call, nothing written elsewhere"
done_all
