#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The programs use memory as they should and give it back: valgrind finds no
# error and no block lost.
set -u

srcdir=${srcdir:-.}
if ! command -v valgrind >/dev/null; then
	echo 'no valgrind here'
	exit 77
fi
if grep -q __asan_init saiga; then
	echo 'AddressSanitizer and valgrind do not go together'
	exit 77
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
SAIGA_DB=$dir/db
export SAIGA_DB
failed=0

# run STATUS PROGRAM ARGUMENT...: the program ends with the status.
run() {
	expected=$1
	shift
	valgrind --quiet --error-exitcode=99 --leak-check=full \
		--show-leak-kinds=definite,indirect \
		--errors-for-leak-kinds=definite,indirect --trace-children=yes \
		"$@" >"$dir/out" 2>"$dir/err"
	code=$?
	if [ "$code" -ne "$expected" ]; then
		echo "exit status $code, not $expected: $*"
		cat "$dir/err"
		failed=1
	fi
}

cp "$srcdir/corpus/en/gas-union.txt" "$srcdir/corpus/en/who-said-what.md" \
	"$dir"
printf '\376\377\004\023\000.' >"$dir/utf16.txt"
printf 'no text \000' >"$dir/nul.txt"
printf '<rss><channel><item><title>Oil</title><description>&lt;p>It is %s' \
	'dear.</description></item><item><guid>1</guid></item></channel></rss>' \
	>"$dir/feed.rss"
printf 'Subject: Oil\nFrom: A <a@b.example>\nContent-Type: %s\n\n--b\n%s' \
	'multipart/alternative; boundary=b' \
	'Content-Type: text/html\n\n<p>It is dear.</p>\n--b--\n' >"$dir/mail.eml"
printf '{"items":[{"id":1,"content":"<p>It is dear.</p>"},{"id":1},3]}' \
	>"$dir/a.json"
tar -C "$dir" -czf "$dir/all.tar.gz" feed.rss mail.eml a.json nul.txt
run 0 ./saiga-index "$dir"
run 2 ./saiga-index --strict "$dir"
run 0 ./saiga-index --failed
run 2 ./saiga-extract --json "$dir/all.tar.gz" "$dir/mail.eml"
run 0 ./saiga-index "$dir/gas-union.txt"
run 0 ./saiga search 'gas "a contract" -oil NEAR/3 union* title:gas'
run 0 ./saiga search --json --passages 'gas OR (union lang:en) source:saiga'
run 1 ./saiga search nosuchword
run 2 ./saiga search --nonsense
id=$(./saiga search --trec title:gas | awk '{ print $3 }')
run 0 ./saiga show --query=gas "$id"
run 1 ./saiga show --json "$id.1" nonsense
run 0 ./saiga stats
run 0 ./saiga stats --json
run 0 ./saiga-care check
run 0 ./saiga-care check --quick
run 0 ./saiga-care dump --all
run 0 ./saiga-care compact
run 0 ./saiga-care backup "$dir/copy"
run 0 ./saiga-care check --repair --db="$dir/copy"

# page CODE QUERY_STRING: the response of the search page has that status.  The
# sandbox of saiga.cgi lets no valgrind in.
page() {
	QUERY_STRING=$2 REQUEST_METHOD=GET run 0 tests/web_answer
	grep -q "^Status: $1 " "$dir/out" || {
		echo "not $1: $2"
		failed=1
	}
}
id=$(./saiga search --json title:gas | sed 's/.*{"id":"\([a-z0-9]*\)".*/\1/')
page 200 ''
page 200 'q=gas+union+lang%3Aen&lang=kk'
page 200 'q=nosuchword'
page 200 'q=gas&passages=1&at=2&n=1'
page 200 "id=$id&q=gas"
page 200 'q=gas&format=atom'
page 200 'q=gas&format=json'
page 200 'page=suggest&q=ga'
page 400 'n=0'
page 404 'id=aaaaaaaaaaaaa'
exit $failed
