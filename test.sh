#!/bin/sh
# Builds Saiga plain and with sanitizers, and runs every test on both.
# See CONTRIBUTING.md.
set -eu
cd "$(dirname "$0")"

scripts/install-packages build test
passed=0 failed=0 skipped=0

# Runs the tests of a build and adds up what automake counted.
run_tests() {
  echo "== $1: make check"
  make -C "$1" check >"$1/check.log" 2>&1 || true
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

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
