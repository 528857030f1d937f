# The real program killed at random moments, and eight at once on one book.
# KITH_FAULT_KILLS says how often; 24 in the ordinary run.
. "$(dirname "$0")/home.sh"
kills=${KITH_FAULT_KILLS:-24}
seed=${KITH_TEST_SEED:-$$}
echo "seed $seed"

# Whole milliseconds from 0 to $1, from the seed.
chance() {
    seed=$(((seed * 1103515245 + 12345) % 2147483648))
    echo $((seed / 65536 % ($1 + 1)))
}

# A file of 400 people.
awk 'BEGIN { print "First Name,Last Name,Email Address,Company"
    for (i = 0; i < 400; i++) printf "Pat%d,Ng%d,pat%d@mill%d.example,Mill %d\n", i, i, i, i % 9, i % 9 }' >people.csv
kith add "Ann Okafor" --role client >/dev/null
kith add "Bob Reyes" >/dev/null
acknowledged=0 landed=0 killed=0

# How long a command takes here, in milliseconds; it is struck within half as much again.
start=$(date +%s%N)
for i in 1 2 3 4 5; do kith note "Bob Reyes" "Talk about the weather, $i." >/dev/null; done
span=$((($(date +%s%N) - start) / 5000000 * 3 / 2 + 2))

# One command in the background, killed after a while; what it is, and whether it said that it was done.
strike() {
    "$@" >said.out 2>/dev/null &
    victim=$!
    sleep "$(printf '0.%03d' "$(chance $span)")"
    kill -9 $victim 2>/dev/null
    wait $victim 2>/dev/null
    result=$?
    [ $result = 137 ] && killed=$((killed + 1))
    return $result
}

whole() {
    kith check >checked.out 2>&1 && grep -q "all is well" checked.out || fail "$1: $(cat checked.out)"
}

round=0
while [ $round -lt "$kills" ]; do
    round=$((round + 1))
    kith export kith before.json
    case $((round % 4)) in
    0)  what="note $round"
        strike kith note "Ann Okafor" "Talk $round: her brother Tom Baker opens a shop." && said=yes || said=no
        ;;
    1)  what="import $round"
        strike kith import people.csv && said=yes || said=no
        ;;
    2)  what="undo $round"
        strike kith undo && said=yes || said=no
        ;;
    3)  what="merge $round"
        kith add "Pat Copy$round" >/dev/null
        kith export kith before.json
        strike kith merge "Bob Reyes" "Pat Copy$round" && said=yes || said=no
        ;;
    esac
    whole "$what"
    kith export kith after.json
    if cmp -s before.json after.json; then
        # An import of what stands already changes nothing, and says it well.
        [ $said = no ] || [ $((round % 4)) = 1 ] || fail "$what: it was acknowledged and is lost"
    else
        landed=$((landed + 1))
        # What landed is one whole step: taking it back gives the book of before.
        if [ $((round % 4)) = 2 ]; then kith redo >/dev/null; else kith undo >/dev/null; fi
        kith export kith again.json
        cmp -s before.json again.json || fail "$what: a part of it came through"
        if [ $((round % 4)) = 2 ]; then kith undo >/dev/null; else kith redo >/dev/null; fi
    fi
    [ $said = yes ] && acknowledged=$((acknowledged + 1))
done
echo "$round commands, $killed killed before their end, $landed of all changed the book, $acknowledged acknowledged; $failures lost or torn"

# Eight writers, one book: all come through, nothing is lost.
kith export kith before.json
writer=0
while [ $writer -lt 8 ]; do
    writer=$((writer + 1))
    (
        n=0
        while [ $n -lt 6 ]; do
            n=$((n + 1))
            kith note "Ann Okafor" "Writer $writer, talk $n." --keep none >/dev/null || echo "writer $writer, $n"
        done
    ) >"writer$writer" 2>&1 &
done
wait
cat writer? >refused.out
[ ! -s refused.out ] || fail "of eight writers some were refused: $(head -3 refused.out)"
count=$(kith export kith | grep -c '"text": "Writer ')
[ "$count" = 48 ] || fail "of 48 notes of eight writers $count are there"
whole "eight writers"
echo "8 writers, $count notes of 48"

# A book that eight make at once is one book.
mkdir new
for name in A B C D E F G H; do
    kith --book new/book.kith add "Person $name" >/dev/null 2>>new/refused &
done
wait
[ ! -s new/refused ] || fail "of eight who made one book: $(head -3 new/refused)"
[ "$(kith --book new/book.kith export kith | grep -c '"name": "Person ')" = 8 ] || fail "eight made a book, some are lost"
done_all
