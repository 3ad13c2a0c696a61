#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A replica of a living index: Xapian's server and client, while articles come
# in; a search of the replica never fails, and in the end it has all of them.
set -u

dir=$(mktemp -d) && dir=$(cd "$dir" && pwd -P) || exit 99
servers=
s=
trap 'for s in $servers; do kill -9 "$s" 2>/dev/null; done; rm -rf "$dir"' EXIT
for program in xapian-replicate xapian-replicate-server; do
	command -v "$program" >/dev/null || {
		echo "$program is missing"
		exit 77
	}
done
failed=0
LC_ALL=C HOME=$dir
export LC_ALL HOME
ASAN_OPTIONS=new_delete_type_mismatch=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}
export ASAN_OPTIONS
unset SAIGA_DB XDG_DATA_HOME XDG_CONFIG_HOME

fail() {
	echo "FAIL: $*"
	failed=1
}

# add N: one more article, one more commit.
add() {
	echo "A ship came into harbour number $1." >"$dir/in/$1.txt"
	./saiga index -q --changesets=20 --db="$dir/master/db" "$dir/in" ||
		fail "article $1"
}

mkdir "$dir/in" "$dir/master"
add 0
port=$((40000 + $$ % 20000))
for try in 1 2 3 4 5 6 7 8 9; do
	port=$((port + 1))
	xapian-replicate-server --interface=127.0.0.1 --port=$port \
		"$dir/master" >"$dir/server" 2>&1 &
	servers=$!
	sleep 0.3
	kill -0 "$servers" 2>/dev/null && break
	[ $try -lt 9 ] || exit 99
done

# Now and then a run of the client ends late or without all (1.4.22): the next
# one goes on.
replicate() {
	timeout 20 xapian-replicate --host=127.0.0.1 --port=$port --master=db \
		--one-shot --reader-time=0 --timeout=5 --quiet "$dir/replica" \
		>"$dir/out" 2>&1 || cat "$dir/out"
}
replicate
./saiga search --db="$dir/replica" ship >"$dir/out" || fail 'the first copy'
./saiga index -q --db="$dir/plain" "$dir/in" || fail 'without changesets'
for file in "$dir"/plain/changes*; do
	[ ! -e "$file" ] || fail 'changesets that nobody asked for'
done

{
	n=1
	while [ $n -le 15 ]; do
		add $n
		n=$((n + 1))
	done
	: >"$dir/done"
} &
writer=$!
searches=0
while [ ! -e "$dir/done" ]; do
	replicate
	./saiga search --db="$dir/replica" ship >"$dir/out" 2>"$dir/err" || {
		fail 'a search while the replica changes'
		cat "$dir/err"
	}
	searches=$((searches + 1))
done
wait $writer
[ -e "$dir/master/db/changes2" ] || [ -e "$dir/master/db/changes5" ] ||
	fail 'no changesets were kept'
for try in 1 2 3; do
	replicate
	./saiga search --db="$dir/replica" --json -n 100 ship >"$dir/copy"
	./saiga search --db="$dir/master/db" --json -n 100 ship >"$dir/own"
	cmp -s "$dir/copy" "$dir/own" && break
done
cmp "$dir/copy" "$dir/own" || fail 'the replica is not the index'
[ "$(wc -l <"$dir/copy")" = 16 ] || fail 'not all articles'
[ $searches -gt 0 ] || fail 'nothing was tried'

# An index that was made anew comes as a whole copy.
rm -rf "$dir/master/db"
echo 'Another ship.' >"$dir/in/0.txt"
./saiga index -q --db="$dir/master/db" "$dir/in" || fail 'made anew'
for try in 1 2 3; do
	replicate
	./saiga search --db="$dir/replica" --json another >"$dir/copy" && break
done
[ "$(wc -l <"$dir/copy")" = 1 ] || fail 'the new index is not there'
exit $failed
