# A book whose file is damaged: said plainly, nothing overwritten, a backup brings it back.
# KITH_FAULT_DAMAGES says how often; 30 in the ordinary run.
. "$(dirname "$0")/home.sh"
damages=${KITH_FAULT_DAMAGES:-30}
seed=${KITH_TEST_SEED:-$$}
echo "seed $seed"

chance() {
    seed=$(((seed * 1103515245 + 12345) % 2147483648))
    echo $((seed / 8 % $1))
}

awk 'BEGIN { print "First Name,Last Name,Company"; for (i = 0; i < 300; i++) printf "Pat%d,Ng%d,Mill %d\n", i, i, i % 9 }' >people.csv
kith import people.csv >/dev/null
for n in 1 2 3 4 5 6 7 8; do kith note "Pat$n Ng$n" "Talk $n: her brother Tom Baker opens a shop." --keep all >/dev/null; done
kith export kith before.json
newest=$(ls "$HOME"/.local/state/kith/*/*.kith)
rm "$newest"
kith backup "$newest" >/dev/null
cp "$book" good.kith
folder=$(dirname "$book")
size=$(stat -c %s good.kith)

# No crash: an answer, or one sentence.
answers() {
    "$@" >said.out 2>said.err
    result=$?
    if [ $result -gt 1 ]; then
        fail "$what: $* ended with $result"
    elif [ $result = 1 ] && { [ "$(wc -l <said.err)" != 1 ] || ! grep -q '^kith: .' said.err; }; then
        fail "$what: $* said: $(cat said.err)"
    fi
    return $result
}

seen=0 unseen=0 salvaged=0 n=0
while [ $n -lt "$damages" ]; do
    n=$((n + 1))
    rm -rf "$folder"
    mkdir -p -m 700 "$folder"
    cp good.kith "$book"
    case $((n % 4)) in
    0)  what="cut at $(chance "$size")"
        truncate -s "${what#cut at }" "$book"
        ;;
    1)  at=$(chance $((size / 4096)))
        what="page $at is noughts"
        dd if=/dev/zero of="$book" bs=4096 seek="$at" count=1 conv=notrunc 2>/dev/null
        ;;
    2)  at=$((100 + $(chance $((size - 700)))))
        what="512 bytes of noise at $at"
        head -c 512 /dev/urandom | dd of="$book" bs=1 seek="$at" conv=notrunc 2>/dev/null
        ;;
    3)  what="forty bytes here and there from $seed"
        i=0
        while [ $i -lt 40 ]; do
            i=$((i + 1))
            printf "\\$(printf %o "$(chance 256)")" |
                dd of="$book" bs=1 seek=$((100 + $(chance $((size - 100))))) conv=notrunc 2>/dev/null
        done
        ;;
    esac
    before=$(sum "$book")
    answers kith who
    answers kith search shop
    answers kith export kith after.json && whole=yes || whole=no
    if answers kith check; then
        # It claims to be well: then at least everything in it can be read, to the end.
        [ $whole = yes ] || fail "$what: check is content with what cannot be read"
        unseen=$((unseen + 1))
        continue
    fi
    seen=$((seen + 1))
    [ ! -e "$book" ] || [ "$(sum "$book")" = "$before" ] || fail "$what: looking at it changed it"
    if [ -s "$book" ] && grep -q "$newest" said.err; then
        :
    elif [ -s "$book" ]; then
        fail "$what: the newest backup is not named: $(cat said.err)"
    fi
    answers kith restore "$newest" || fail "$what: it was not restored: $(cat said.err)"
    [ "$(cat "$folder"/*damaged-* 2>/dev/null | cksum)" = "$before" ] || fail "$what: the damaged book was not kept as it was"
    [ "$(stat -c %a "$book")" = 600 ] || fail "$what: the mode of the restored book is not 600"
    ls "$folder"/*.recovered-* >/dev/null 2>&1 && salvaged=$((salvaged + 1))
    kith export kith after.json
    cmp -s before.json after.json || fail "$what: the restored book is another"
    kith check | grep -q "all is well" || fail "$what: the restored book is not well"
done
echo "$n damaged books: $seen said so, $unseen with nothing to see; $salvaged salvaged; all brought back"

# A file that is not a book, and of which there never was a backup, stays where it is.
echo garbage >letters.txt
before=$(sum letters.txt)
refused "is not a book of Kith" kith --book letters.txt restore good.kith
[ "$(sum letters.txt)" = "$before" ] && [ -z "$(ls letters.txt.* 2>/dev/null)" ] || fail "a file that is no book was moved"

# Nor what took the book's place and is no file.
rm -f "$book" && mkfifo "$book"
refused "not a regular file" kith restore good.kith
[ -p "$book" ] || fail "a pipe in the book's place was moved"
rm "$book"

# A backup that is damaged itself is refused, and the book stays.
cp good.kith "$book"
head -c 20000 good.kith >bad.kith
before=$(sum "$book")
refused "" kith restore bad.kith
[ "$(sum "$book")" = "$before" ] || fail "a damaged backup changed the book"
done_all
