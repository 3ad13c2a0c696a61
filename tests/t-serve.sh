#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# saiga serve with a real server: the page answers on 127.0.0.1, as FastCGI,
# and ends as it began.
set -u

srcdir=${srcdir:-.}
for program in curl /usr/sbin/lighttpd; do
	if ! command -v "$program" >/dev/null; then
		echo "no $program here"
		exit 77
	fi
done
dir=$(mktemp -d) || exit 99
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$dir"' EXIT
SAIGA_DB=$dir/db
ASAN_OPTIONS=new_delete_type_mismatch=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}
TMPDIR=$dir/tmp
export SAIGA_DB ASAN_OPTIONS TMPDIR
mkdir "$TMPDIR"
failed=0

# fail WORDS...
fail() {
	echo "$*"
	failed=1
}

./saiga serve >"$dir/out" 2>"$dir/err"
[ $? -eq 2 ] || fail 'serve without an index does not fail'
./saiga index -q "$srcdir/corpus" || exit 99
./saiga serve --port=99999 2>/dev/null
[ $? -eq 2 ] || fail 'serve takes any port'

./saiga serve >"$dir/out" 2>"$dir/err" &
server=$!
n=0
while [ ! -s "$dir/out" ] && [ $n -lt 100 ] && kill -0 $server; do
	sleep 0.1
	n=$((n + 1))
done
address=$(cat "$dir/out")
port=$(echo "$address" | sed -n 's|^http://127\.0\.0\.1:\([0-9]*\)/$|\1|p')
if [ -z "$port" ]; then
	fail "no address: $address"
	cat "$dir/err"
	exit 1
fi

# gives CODE CURL-ARGUMENT...: the status of the response, in $dir/page.
gives() {
	wanted=$1
	shift
	got=$(curl -s -o "$dir/page" -w '%{http_code}' --max-time 20 "$@")
	[ "$got" = "$wanted" ] || fail "$got, not $wanted: curl $*"
}

# An index that takes the place of another while all processes wait for their
# first request, and then again: each answers, with the old one if need be.
for n in 1 2; do
	sleep 0.3
	./saiga index -q --rebuild || fail 'no rebuild'
	for _ in 1 2 3 4 5 6 7 8; do
		gives 200 "$address?q=gas"
	done
done

gives 200 "$address"
grep -q '<h1>' "$dir/page" || fail 'no start page'
gives 200 "$address?q=%22land+border%22"
grep -q '<mark>' "$dir/page" || fail 'nothing is marked'
gives 200 "${address}any/path?page=style"
gives 200 -I "$address?q=gas"
gives 400 "$address?n=x"
gives 404 "$address?id=aaaaaaaaaaaaa"
gives 405 -d q=gas "$address"
gives 405 -X DELETE "$address"
head -c 5000 /dev/zero >"$dir/long"
gives 413 --data-binary "@$dir/long" "$address"
gives 200 -H "Host: localhost:$port" "$address"
# By a name of its own, another site could have the browser read the page.
gives 403 -H 'Host: rebound.example' "$address"
gives 403 -H "Host: 127.0.0.1.rebound.example:$port" "$address"
tag=$(curl -sI "$address?q=gas" | tr -d '\r' | sed -n 's/^ETag: //p')
gives 304 -H "If-None-Match: $tag" "$address?q=gas"
gives 200 --compressed -H 'Accept-Language: kk' "$address?q=gas"
grep -q 'lang="kk"' "$dir/page" || fail 'the language is not the browser'\''s'
gives 400 "$address?q=$(head -c 2500 /dev/zero | tr '\0' a)"
gives 200 "$address?page=opensearch"
grep -q "template=\"${address}?q=" "$dir/page" || fail 'no template'

./saiga serve --port="$port" >/dev/null 2>"$dir/err2"
[ $? -eq 2 ] || fail 'a port is served twice'

# Answers while a writer commits, from processes that live on.
(
	for n in 1 2 3 4 5 6; do
		printf 'Title: Gas %s\n\nText %s.\n' $n $n >"$dir/w$n.txt"
		./saiga index -q "$dir/w$n.txt"
	done
	: >"$dir/done"
) &
writer=$!
while [ ! -e "$dir/done" ]; do
	gives 200 "$address?q=gas"
done
wait $writer
gives 200 "$address?q=title:gas"
grep -q 'Gas 6' "$dir/page" || fail 'what was committed is not found'

# An index that was made anew: the processes whose sandbox is for the old
# folder end, others take their place.
rm -rf "$dir/db"
./saiga index -q "$srcdir/corpus/en"
n=0 got=
while [ "$got" != 200 ] && [ $n -lt 50 ]; do
	sleep 0.1
	got=$(curl -s -o "$dir/page" -w '%{http_code}' "$address?q=gas")
	n=$((n + 1))
done
[ "$got" = 200 ] || fail "an index made anew is not served: $got"

kill -INT $server
wait $server
code=$?
server=
[ $code -eq 0 ] || fail "exit status $code after Ctrl-C"
curl -s --max-time 5 "$address" >/dev/null && fail 'the server is still there'
[ -z "$(ls -A "$dir/tmp")" ] || fail 'it leaves files behind'
exit $failed
