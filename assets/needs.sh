# Sourced by quickstart.sh and tests/run.sh: makes sure that the named Debian
# packages are there. As root directly; else by sudo, the command shown first;
# else, or on another system, it says what to install and stops.
needs() {
    missing=
    if command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; then
        for package in "$@"; do
            case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) in
            *"install ok installed") ;;
            *) missing="$missing $package" ;;
            esac
        done
        [ -z "$missing" ] && return 0
        if [ "$(id -u)" = 0 ]; then
            echo "Installing:$missing"
            apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null || {
                echo "These packages could not be installed:$missing" >&2
                exit 1
            }
        elif command -v sudo >/dev/null 2>&1; then
            echo "Kith needs these packages:$missing"
            echo "sudo apt-get install -y$missing"
            sudo sh -c "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing" || {
                echo "These packages could not be installed:$missing" >&2
                exit 1
            }
        else
            echo "Please install these packages, then run this again:$missing" >&2
            exit 1
        fi
        return 0
    fi
    for tool in cmake cc pkg-config; do
        command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
    done
    if [ -z "$missing" ]; then
        for library in sqlite3 libutf8proc ncursesw; do
            pkg-config --exists "$library" || missing="$missing $library"
        done
    fi
    [ -z "$missing" ] && return 0
    echo "This is not Debian or one of its kin. Please install:$missing" >&2
    echo "Kith needs a C compiler, CMake 3.20, pkg-config, ncurses (wide), SQLite 3.40, libcsv and utf8proc;" >&2
    echo "its tests also cmocka, libvterm and scdoc." >&2
    exit 1
}

build_packages="gcc libc6-dev make cmake pkg-config libncurses-dev libsqlite3-dev libcsv-dev libutf8proc-dev"
test_packages="libcmocka-dev libvterm-dev sqlite3 man-db scdoc"

jobs() {
    nproc 2>/dev/null || echo 2
}
