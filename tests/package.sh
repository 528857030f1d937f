#!/bin/sh
# Makes the Debian package twice, in two places, and holds that both are the same bytes, that lintian finds no
# error, and that what is in it runs: sh tests/package.sh
cd "$(dirname "$0")/.." || exit 1
. assets/needs.sh
needs $build_packages dpkg-dev lintian file
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
SOURCE_DATE_EPOCH=$(date -d "$(sed -n 's/^ -- .*>  //p' assets/changelog | head -1)" +%s)
export SOURCE_DATE_EPOCH

# package SOURCE BUILD: leaves BUILD/*.deb
package() {
    cmake -S "$1" -B "$2" -DCMAKE_BUILD_TYPE=Release -DKITH_TESTS=OFF -DKITH_WERROR=ON >"$2.log" 2>&1 &&
        cmake --build "$2" -j "$(jobs)" --target package >>"$2.log" 2>&1 || {
        tail -n 30 "$2.log"
        exit 1
    }
}

mkdir "$work/copy" build 2>/dev/null
git archive HEAD | tar -x -C "$work/copy"
package "$work/copy" "$work/one"
mv "$work/copy" "$work/elsewhere"
package "$work/elsewhere" "$work/two"
cmp "$work"/one/*.deb "$work"/two/*.deb || { echo "built twice, the package differs"; exit 1; }
lintian --allow-root --fail-on error "$work"/one/*.deb || exit 1
dpkg-deb -x "$work"/one/*.deb "$work/unpacked"
"$work/unpacked/usr/bin/kith" --version || exit 1
cp "$work"/one/*.deb build/
ls build/*.deb
