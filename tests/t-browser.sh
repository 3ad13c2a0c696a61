#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The search page in Chromium, through saiga serve: tests/browser/check.js.
# Two packages of npm are fetched into the folder of the build, once.
set -u

srcdir=${srcdir:-.}
# leave WORDS...: without the test, which test.sh counts.
leave() {
	echo "$*"
	exit 77
}

for program in chromium node npm /usr/sbin/lighttpd; do
	command -v "$program" >/dev/null || leave "no $program here"
done
dir=$(mktemp -d) || exit 99
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$dir"' EXIT
modules=$PWD/tests/browser
if ! cmp -s "$srcdir/tests/browser/package-lock.json" "$modules/installed"; then
	mkdir -p "$modules"
	cp -f "$srcdir/tests/browser/package.json" \
		"$srcdir/tests/browser/package-lock.json" "$modules"
	# No scripts, and no browser but Debian's.
	(cd "$modules" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
		npm ci --ignore-scripts --no-audit --no-fund) >"$dir/npm" 2>&1 || {
		cat "$dir/npm"
		leave 'npm cannot install what tests/browser/package.json names'
	}
	cp "$srcdir/tests/browser/package-lock.json" "$modules/installed"
fi

ASAN_OPTIONS=new_delete_type_mismatch=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}
SAIGA_DB=$dir/db
CHROMIUM=$(command -v chromium)
NODE_PATH=$modules/node_modules
export ASAN_OPTIONS SAIGA_DB CHROMIUM NODE_PATH
./saiga index -q "$srcdir/corpus" || exit 99
./saiga serve >"$dir/out" 2>"$dir/err" &
server=$!
n=0
while [ ! -s "$dir/out" ] && [ $n -lt 100 ] && kill -0 $server; do
	sleep 0.1
	n=$((n + 1))
done
# What Chromium writes goes with the folder.
HOME=$dir TMPDIR=$dir node "$srcdir/tests/browser/check.js" "$(cat "$dir/out")"
code=$?
[ $code -eq 0 ] || cat "$dir/err"
kill $server
wait $server
server=
exit $code
