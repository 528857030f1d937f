#!/bin/sh
# The house rules that a program can see: which folder may include what, who may
# look at the clock and the environment, that headers and what stands behind them
# agree, and that nothing unfinished or of one machine is left in the sources.
#   sh tests/layers/layers.sh BUILD
set -eu
build=$1
cd "$(dirname "$0")/../.."
bad=$(mktemp)
trap 'rm -f "$bad"' EXIT

# say RULE: every line of standard input breaks it.
say() { sed "s|^|$1: |" >>"$bad"; }

# ---- which way the arrows point ----

# arrows FOLDER ROOM…: the rooms whose headers its files may include.
arrows() {
    folder=$1
    shift
    rooms=$(echo "$folder $*" | tr ' ' '|')
    grep -rnE '^#include "' "src/$folder" --include='*.c' --include='*.h' |
        grep -vE "#include \"($rooms)/" | say "src/$folder may not include"
}
arrows base
arrows store base
arrows listen base
arrows model store listen base kith
arrows exchange base kith
arrows cli base kith exchange
arrows tui base kith exchange
grep -rnE '^#include "' include/kith | grep -vE '#include "(base|kith)/' | say "include/kith may not include"
grep -nE '^#include "' src/*.c src/*.h | grep -vE '#include "(base|kith|cli|tui|exchange)/|#include "[a-z_]+\.h"' |
    say "the main program may not include"

# only HEADER ALLOWED: a system header and the files (a pattern) that may include it.
only() {
    grep -rnE "^#include <$1" src include --include='*.c' --include='*.h' | grep -vE "^($2):" | say "<$1> does not belong in"
}
only 'n?curses' 'src/tui/term_curses\.c'
only 'csv\.h' 'src/exchange/csv_read\.c'
only 'sqlite3\.h' 'src/store/[^/]*'
only 'utf8proc\.h' 'src/base/[^/]*'

# ---- clock and environment ----

# calls NAMES ALLOWED
calls() {
    grep -rnE "(^|[^A-Za-z0-9_>.])($1)\(" src include --include='*.c' --include='*.h' | grep -vE "^($2):" |
        say "the clock or the environment is read in"
}
calls 'time|clock_gettime|gettimeofday|localtime|localtime_r|gmtime|gmtime_r|mktime|ctime|strftime' \
    'src/machine\.c|src/backups\.c|src/tui/term_curses\.c|src/tui/tui\.c'
calls 'getenv|secure_getenv|setenv|putenv' \
    'src/main\.c|src/machine\.c|src/cli/editor\.c|src/tui/term_curses\.c|src/tui/tui\.c|src/tui/mail\.c|src/tui/folder\.c'
grep -rnE "'now'|CURRENT_(DATE|TIME)" src --include='*.c' | say "SQL asks the clock in"
calls 'system|popen' 'none'

# ---- headers and what stands behind them ----

# (a sanitizer adds names of its own, which have a dot in them)
functions() { nm "$@" 2>/dev/null | awk '($2 == "T" || $2 == "D" || $2 == "R" || $2 == "B") && $3 !~ /[.]/ { print $3 }' | sort -u; }
archive() { echo "$build/src/$1/lib$1.a"; }

sed 's|//.*||' include/kith/*.h | tr '\n' ' ' | sed 's|/\*[^*]*\*\+\([^/*][^*]*\*\+\)*/||g' |
    grep -oE '\bkith_[a-z_]+ ?\([^()]*(\([^()]*\)[^()]*)*\)( __attribute__\(\([^;]*\)\))?;' |
    grep -oE '^kith_[a-z_]+' | sort -u >"$bad.declared"
if [ -f "$(archive model)" ]; then
    functions "$(archive model)" >"$bad.defined"
    grep -vxFf "$bad.defined" "$bad.declared" | say "declared in include/kith and defined nowhere"
    grep '^kith_' "$bad.defined" | while read -r name; do
        grep -rqw "$name" include/kith || echo "$name"
    done | say "exported by the library and in no public header"
fi
for room in base store listen model exchange cli tui; do
    [ -f "$(archive "$room")" ] || continue
    functions "$(archive "$room")" | grep -v '_assets$' | while read -r name; do
        grep -rqw "$name" include/kith src/"$room" --include='*.h' || echo "$name"
    done | say "exported by src/$room and in no header"
done
rm -f "$bad.declared" "$bad.defined"

# ---- what is left over ----

sources='src include tests assets CMakeLists.txt README.md'
grep -rnIE '\b(TODO|FIXME|XXX|HACK)\b' $sources --exclude=layers.sh --exclude='*.csv' | say "unfinished"
grep -rnIE '(^|[^A-Za-z0-9._~$}])/(home|root|work|Users)/[A-Za-z]' $sources --exclude=layers.sh | say "a path of one machine"
grep -rnE '[[:blank:]]+$' src include --include='*.c' --include='*.h' | say "blanks at the end of"

if [ -s "$bad" ]; then
    cat "$bad"
    exit 1
fi
