#!/bin/sh
# Installs what is missing, builds Kith, opens the demo book, and offers to
# install it into ~/.local. Run again, it starts in a second.
set -e
cd "$(dirname "$0")/.."
. assets/needs.sh
needs $build_packages

echo "Building Kith …"
[ -f build/CMakeCache.txt ] || cmake -S . -B build -DCMAKE_BUILD_TYPE=Release -DKITH_TESTS=OFF >build.log 2>&1 || {
    mv build.log build/configure.log 2>/dev/null || true
    echo "The build could not be set up; build/configure.log says why." >&2
    exit 1
}
rm -f build.log
cmake --build build -j "$(jobs)" >build/build.log 2>&1 || {
    tail -n 20 build/build.log >&2
    exit 1
}

if [ -t 0 ] && [ -t 1 ]; then
    build/src/kith demo
    if [ ! -x "$HOME/.local/bin/kith" ] || ! cmp -s build/src/kith "$HOME/.local/bin/kith"; then
        printf 'Install Kith into ~/.local? [y/N] '
        read -r answer || answer=n
        case $answer in
        y | Y | yes)
            cmake --install build --prefix "$HOME/.local" >build/install.log
            case ":$PATH:" in
            *":$HOME/.local/bin:"*) ;;
            *) echo "Add ~/.local/bin to your PATH to start it by name." ;;
            esac
            ;;
        esac
    fi
else
    echo "Built build/src/kith. On a terminal this script opens the demo book: build/src/kith demo"
fi
if [ -x "$HOME/.local/bin/kith" ]; then
    echo "Your own book: kith"
else
    echo "Your own book: build/src/kith"
fi
