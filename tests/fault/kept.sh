# Backups by themselves, and that nothing is left of a person who is forgotten.
. "$(dirname "$0")/home.sh"
kept=$HOME/.local/state/kith

files() { ls "$kept"/*/ | sort; }

# One a day when the book changed, after a command that changed it.
kith add Ann >/dev/null
[ "$(files)" = 2026-11-21.kith ] || fail "after the first change there is: $(files)"
[ "$(stat -c %a "$kept"/*/*.kith)" = 600 ] || fail "the mode of a backup is $(stat -c %a "$kept"/*/*.kith)"
[ "$(stat -c %a "$kept" "$kept"/* | sort -u)" = 700 ] || fail "the mode of its folder is not 700"
kith add Bob >/dev/null
kith who >/dev/null
KITH_NOW=2026-11-22 kith who >/dev/null
[ "$(files)" = 2026-11-21.kith ] || fail "without a change of the day there is: $(files)"
KITH_NOW=2026-11-23 kith add Cy >/dev/null
[ "$(files | tr '\n' ' ')" = "2026-11-21.kith 2026-11-23.kith " ] || fail "after two days: $(files)"
kith --book "$kept"/*/2026-11-23.kith who | grep -q Cy || fail "the backup is not the book of that day"

# A day whose only change is an undo, or a redo.
KITH_NOW=2026-11-25 kith undo >/dev/null
[ "$(files | tail -1)" = 2026-11-25.kith ] || fail "a day with an undo alone made no backup: $(files)"
kith --book "$kept"/*/2026-11-25.kith who | grep -q Cy && fail "the backup is not the book after the undo"
KITH_NOW=2026-11-26 kith redo >/dev/null
[ "$(files | tail -1)" = 2026-11-26.kith ] || fail "a day with a redo alone made no backup: $(files)"
KITH_NOW=2026-11-27 kith who >/dev/null
[ "$(files | tail -1)" = 2026-11-26.kith ] || fail "a day without a change made a backup: $(files)"
rm "$kept"/*/2026-11-2[56].kith

# A clock that once was wrong does not end them.
folder=$(echo "$kept"/*/)
: >"$folder/2099-01-01.kith"
KITH_NOW=2026-11-24 kith add Dee >/dev/null
[ -s "$folder/2026-11-24.kith" ] || fail "a day ahead of the clock stopped the backups"
rm "$folder"/*.kith

# 400 days: seven, four weeks, twelve months.
day=1
while [ $day -le 400 ]; do
    : >"$folder/$(date -d "2026-11-21 - $day days" +%F).kith"
    day=$((day + 1))
done
: >"$folder/notes.txt"
: >"$folder/2026-11-01.kith.part-abcdef"
kith add Eve >/dev/null
expected="2025-12-31 2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31 2026-06-30 2026-07-31 2026-08-31 \
2026-09-30 2026-10-31 2026-11-01 2026-11-08 2026-11-15 2026-11-16 2026-11-17 2026-11-18 2026-11-19 2026-11-20 2026-11-21 "
found=$(ls "$folder" | sed -n 's/\.kith$//p' | sort | tr '\n' ' ')
[ "$found" = "$expected" ] || fail "of 400 days are kept: $found"
[ -e "$folder/notes.txt" ] || fail "a file that is no backup was removed"
[ ! -e "$folder/2026-11-01.kith.part-abcdef" ] || fail "half a backup from a crash was kept"

# A full state folder, or one that cannot be made, stops no work.
rm -r "$kept"
mkdir -p "$(dirname "$kept")"
: >"$kept"
kith add Fay >/dev/null 2>said.err || fail "a backup that fails failed the command"
[ ! -s said.err ] || fail "a backup that fails was told: $(cat said.err)"
rm "$kept" said.err

# Forgotten: no file that Kith has made holds the name, nor what only they had.
kith add "Zebedee Quillfeather" --role client --email zeb@quill.example >/dev/null 2>&1 ||
    kith add "Zebedee Quillfeather" >/dev/null
kith set "Zebedee Quillfeather" emails zeb@quill.example >/dev/null
kith note Ann "Her brother Zebedee Quillfeather opens a shop. Zebedee is glad." >/dev/null
kith note "Zebedee Quillfeather" "A long call about feathers." >/dev/null
KITH_NOW=2026-11-22 kith add Gus >/dev/null
kith backup copy.kith >/dev/null
kith restore copy.kith >/dev/null
rm copy.kith
kith set "Zebedee Quillfeather" city Leeds >/dev/null
mkdir -p "$HOME/.local/share/kith/drafts"
printf 'kith-draft 1\n\nZebedee rang\n' >"$HOME/.local/share/kith/drafts/with-1"
printf 'kith-draft 1\n\nAnn rang\n' >"$HOME/.local/share/kith/drafts/with-2"
[ "$(grep -rliE 'quill|zebedee' "$HOME" | wc -l)" -ge 4 ] || fail "there was nothing to forget"
refused "automatic backups" kith forget "Zebedee Quillfeather"
kith forget "Zebedee Quillfeather" --yes >/dev/null || fail "it was not forgotten"
left=$(grep -rliE 'quill|zebedee' "$HOME")
[ -z "$left" ] || fail "the name is still in: $left"
[ -e "$HOME/.local/share/kith/drafts/with-2" ] || fail "a draft of somebody else was removed"
kith check | grep -q "all is well" || fail "the book is not well after that"
kith add Hal >/dev/null
[ "$(ls "$folder" | wc -l)" = 1 ] || fail "after that no new backup was made"
left=$(grep -rliE 'quill|zebedee' "$HOME")
[ -z "$left" ] || fail "the name came back in: $left"
done_all
