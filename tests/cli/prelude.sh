# What the transcripts use besides kith itself.

# The uid of a person.
uid() { kith show "$1" --json | sed 's/^{"uid":"\([^"]*\)".*/\1/'; }

# The uid of the last row of an array of the book.
row() { kith export kith | sed -n "/^ \"$1\"/,/]}*,*\$/s/^  {\"uid\": \"\([^\"]*\)\".*/\1/p" | tail -1; }

# One row of a list to a line.
rows() { sed 's/},{/},\n{/g'; }

# A command that is one step: undo gives the same book to the byte, redo what it made.
undoes() {
    kith export kith before.json
    "$@" || return
    kith export kith after.json
    cmp -s before.json after.json && echo "nothing changed"
    kith undo >/dev/null
    kith export kith | cmp - before.json
    kith redo >/dev/null
    kith export kith | cmp - after.json
}

# A command that must leave the book as it is.
leaves() {
    kith export kith before.json
    "$@"
    set -- $?
    kith export kith | cmp - before.json
    return "$1"
}

# A person's page without the questions, which come from the data files.
page() { kith show "$1" --json | sed 's/,"questions":\[.*\]}$/}/'; }
