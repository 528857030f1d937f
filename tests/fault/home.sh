# What these scripts share: a home of their own, and words when something fails.
set -u
PATH=$(cd "$(dirname "$1")" && pwd):$PATH
top=$(mktemp -d "${TMPDIR:-/tmp}/kith-fault-XXXXXX")
trap 'cd /; umount "$top/small" 2>/dev/null; chmod -R u+rwx "$top"; rm -rf "$top"' EXIT
unset XDG_DATA_HOME XDG_STATE_HOME XDG_CONFIG_HOME XDG_RUNTIME_DIR KITH_BOOK VISUAL EDITOR
HOME=$top/home TMPDIR=$top/home KITH_NOW=2026-11-21T09:30:00 TZ=UTC LC_ALL=C.UTF-8
export PATH HOME TMPDIR KITH_NOW TZ LC_ALL
mkdir "$HOME"
cd "$HOME" || exit 1
book=$HOME/.local/share/kith/book.kith
failures=0

fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

# refused WORDS COMMAND…: it fails with one sentence that has these words.
refused() {
    words=$1
    shift
    if "$@" >said.out 2>said.err; then
        fail "this went well: $*"
    elif [ "$(wc -l <said.err)" != 1 ] || ! grep -q "^kith: .*$words" said.err; then
        fail "$* said: $(cat said.err)"
    fi
    rm -f said.out said.err
}

sum() { cat "$@" | cksum; }

done_all() {
    [ "$failures" = 0 ] || exit 1
    exit 0
}
