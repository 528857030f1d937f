# Places where a book cannot be kept: one sentence, and no byte changed.
. "$(dirname "$0")/home.sh"

kith add "Ann Okafor" >/dev/null
kith export kith before.json

# The same book as before, and well.
same() {
    kith export kith after.json || fail "$1: it cannot be read"
    cmp -s before.json after.json || fail "$1: the book is another"
    kith check | grep -q "all is well" || fail "$1: the book is not well"
}

# A quota: files may not grow.
awk 'BEGIN { print "First Name,Last Name"; for (i = 0; i < 3000; i++) printf "Pat%d,Ng%d\n", i, i }' >long.csv
(
    failures=0
    ulimit -f 300
    refused "" kith import long.csv
    done_all
) || fail "a quota"
same "a quota"

# A full disk.
if [ "$(id -u)" = 0 ] && mkdir "$top/small" && mount -t tmpfs -o size=600k,mode=700 tmpfs "$top/small" 2>/dev/null; then
    small=$top/small/book.kith
    kith --book "$small" add "Ann Okafor" >/dev/null
    kith --book "$small" export kith small.json
    refused "the disk is full" kith --book "$small" import long.csv
    kith --book "$small" export kith full.json
    cmp -s small.json full.json || fail "a full disk: the book is another"
    dd if=/dev/zero of="$top/small/rest" bs=1k 2>/dev/null
    refused "" kith --book "$small" add "Bob Reyes"
    refused "" kith --book "$small" backup "$top/small/copy.kith"
    [ "$(ls "$top/small" | grep -c 'copy')" = 0 ] || fail "a full disk: half a copy is left"
    refused "" kith --book "$top/small/new.kith" add "Bob Reyes"
    refused "" kith export kith "$top/small/out.json"
    kith --book "$small" export kith full.json || fail "a full disk: it cannot even be read"
    cmp -s small.json full.json || fail "a full disk: the book is another, later"
    rm "$top/small/rest"
    kith --book "$small" add "Bob Reyes" >/dev/null || fail "with room again it goes on"
    kith --book "$small" check | grep -q "all is well" || fail "a full disk: the book is not well"
    umount "$top/small"
else
    echo "not root: no full disk was made"
fi

# Nothing may be written. Root may always, so somebody else tries.
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then
    chmod 755 "$top"
    chown -R 65534:65534 "$HOME"
    as() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
fi
if as true 2>/dev/null; then
    before=$(sum "$book")
    chmod 444 "$book"
    chmod 555 "$(dirname "$book")"
    refused "read-only\|not allow\|cannot be written" as kith add "Bob Reyes"
    as kith who | grep -q "Ann Okafor" || fail "a book that can only be read is not read"
    [ "$(sum "$book")" = "$before" ] || fail "a book that can only be read was changed"
    [ "$(ls -A "$(dirname "$book")")" = book.kith ] || fail "something was made beside it"
    chmod 700 "$(dirname "$book")"
    chmod 000 "$book"
    refused "Permission denied" as kith who
    chmod 600 "$book"
    mkdir -m 500 closed
    [ "$(id -u)" != 0 ] || chown 65534:65534 closed
    refused "Permission denied" as kith --book closed/book.kith add Bob
    refused "Permission denied" as kith --book closed/deeper/book.kith add Bob
    refused "Permission denied" as kith backup closed/copy.kith
    refused "Permission denied" as kith export kith closed/out.json
    rmdir closed
fi
[ "$(id -u)" != 0 ] || chown -R 0:0 "$HOME"
same "read-only"

# A newer book, and what was put where a file of ours goes.
cp "$book" newer.kith
printf '\0\0\377\377' | dd of=newer.kith bs=1 seek=60 conv=notrunc 2>/dev/null
before=$(sum newer.kith)
refused "newer version of Kith" kith --book newer.kith who
[ "$(sum newer.kith)" = "$before" ] || fail "a newer book was changed"
echo precious >precious
before=$(sum precious)
for name in config.new config; do
    mkdir -p .config/kith
    ln -sf "$HOME/precious" .config/kith/$name
    kith config mouse no >/dev/null 2>&1
    [ "$(sum precious)" = "$before" ] || fail "config wrote through a link at $name"
    rm -f .config/kith/$name
done
ln -s "$HOME/precious" copy.kith
refused "is there already" kith backup copy.kith
ln -sf "$HOME/nowhere" copy.kith
refused "is there already" kith backup copy.kith
[ ! -e nowhere ] || fail "backup wrote through a dangling link"
[ "$(sum precious)" = "$before" ] || fail "backup wrote through a link"
ln -s /dev/zero endless
mkfifo pipe
refused "" kith restore garbage.kith
refused "" kith --book pipe who
refused "" kith restore pipe
refused "" kith restore .

# A folder that vanishes between two commands is made again; while one runs, it is said.
rm -rf new
kith --book new/book.kith add Ann >/dev/null
rm -rf new
kith --book new/book.kith add Bob >/dev/null || fail "a vanished folder was not made again"

# A clock that jumps back: the order of steps stays, undo takes the last.
KITH_NOW=2030-01-01 kith add "Far Ahead" >/dev/null
KITH_NOW=1999-12-31 kith add "Long Ago" >/dev/null
[ "$(KITH_NOW=2010-01-01 kith undo)" = "Undone: add Long Ago." ] || fail "the clock changes what undo takes back"
KITH_NOW=2000-01-01 kith undo >/dev/null
same "a clock that jumps"

# No home.
(unset HOME; failures=0; refused "no home" kith who; done_all) || fail "no home"
done_all
