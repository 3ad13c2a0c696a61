#!/bin/sh
# Builds Saiga with gcc, plain and with sanitizers, and runs every test on
# both; builds it with clang and runs the fuzz targets.
# See CONTRIBUTING.md.
set -eu
cd "$(dirname "$0")"

scripts/install-packages build page test
passed=0 failed=0 skipped=0

# Runs the tests of a build and adds up what automake counted.
run_tests() {
  echo "== $1: make check"
  # One more than processors: many tests wait.
  make -C "$1" -j"$(($(nproc) + 1))" check >"$1/check.log" 2>&1 || true
  grep -E '^(FAIL|ERROR|SKIP): ' "$1/check.log" || true
  count() {
    sed -n "s/^# $1: *//p" "$dir/check.log" | tail -n 1
  }
  dir=$1
  p=$(count PASS) f=$(count FAIL) e=$(count ERROR) s=$(count SKIP)
  if [ -z "$p" ]; then
    tail -n 40 "$1/check.log"
    f=1
  elif [ "${f:-0}" != 0 ] || [ "${e:-0}" != 0 ]; then
    cat "$1/test-suite.log"
  fi
  passed=$((passed + ${p:-0}))
  failed=$((failed + ${f:-0} + ${e:-0}))
  skipped=$((skipped + ${s:-0}))
}

scripts/build build --enable-werror
run_tests build
scripts/build build-sanitized --enable-werror --enable-sanitizers
run_tests build-sanitized

# A short run of the fuzz targets, always the same one.
scripts/build build-fuzz --enable-werror --enable-fuzz CC=clang CXX=clang++
for target in text query request; do
  echo "== build-fuzz: fuzz_$target"
  found=$(mktemp -d)
  if build-fuzz/tests/fuzz_$target -runs=5000 -max_len=512 -seed=1 \
      -artifact_prefix="$found/" "$found" tests/seeds/$target \
      >build-fuzz/fuzz_$target.log 2>&1; then
    passed=$((passed + 1))
  else
    tail -n 40 build-fuzz/fuzz_$target.log
    failed=$((failed + 1))
  fi
  rm -rf "$found"
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
