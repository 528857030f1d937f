#!/bin/sh
# Builds with warnings as errors and runs every test; the last line counts them.
#   sh tests/run.sh              gcc (or $CC)
#   sh tests/run.sh --sanitize   the same under AddressSanitizer and UndefinedBehaviorSanitizer
#   sh tests/run.sh --all        both, then clang, then valgrind for what needs no terminal
cd "$(dirname "$0")/.." || exit 1
. assets/needs.sh
passed=0
failed=0

# run NAME "CMAKE OPTIONS" "CTEST OPTIONS": one build in build/NAME and its tests.
run() {
    name=$1
    cmake -S . -B "build/$name" -DKITH_WERROR=ON $2 >"build/$name.log" 2>&1 &&
        cmake --build "build/$name" -j "$(jobs)" >>"build/$name.log" 2>&1 || {
        tail -n 30 "build/$name.log"
        failed=$((failed + 1))
        return
    }
    (cd "build/$name" && ctest --output-on-failure -j "$(jobs)" --output-junit results.xml $3 >ctest.log 2>&1)
    sed -n 's/^ *[0-9]*\/[0-9]* Test *#[0-9]*: //p' "build/$name/ctest.log" | sed "s/^/$name: /"
    grep -q 'Failed\|Not Run\|Timeout\|Exception' "build/$name/ctest.log" &&
        sed -n '/\[  ERROR   \]\|\[  FAILED  \]\|ERROR: \|runtime error\|==[0-9]*==/p' "build/$name/ctest.log" | head -60
    count=$(sed -n 's/.*<testsuite[^>]*tests="\([0-9]*\)".*/\1/p; s/^\ttests="\([0-9]*\)".*/\1/p' "build/$name/results.xml" | head -1)
    bad=$(sed -n 's/^\tfailures="\([0-9]*\)".*/\1/p' "build/$name/results.xml" | head -1)
    [ "${count:-0}" -gt 0 ] || { count=1; bad=1; } # no test at all is a failure
    passed=$((passed + ${count:-0} - ${bad:-0}))
    failed=$((failed + ${bad:-1}))
}

mkdir -p build
export ASAN_OPTIONS="detect_leaks=1:abort_on_error=0" UBSAN_OPTIONS="print_stacktrace=1"
case ${1:-} in
"")
    needs $build_packages $test_packages
    run plain "-DCMAKE_BUILD_TYPE=RelWithDebInfo" ""
    ;;
--sanitize)
    needs $build_packages $test_packages
    run sanitize "-DCMAKE_BUILD_TYPE=Debug -DKITH_SANITIZE=ON" ""
    ;;
--all)
    needs $build_packages $test_packages clang valgrind
    run plain "-DCMAKE_BUILD_TYPE=RelWithDebInfo" ""
    run sanitize "-DCMAKE_BUILD_TYPE=Debug -DKITH_SANITIZE=ON" ""
    run clang "-DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_C_COMPILER=clang" ""
    run valgrind "-DCMAKE_BUILD_TYPE=Debug -DKITH_VALGRIND=ON" "-L memory"
    ;;
*)
    echo "usage: sh tests/run.sh [--sanitize | --all]" >&2
    exit 2
    ;;
esac
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
