#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The search page without a server: requests in the environment, responses
# compared with tests/golden/web-*.txt.  SAIGA_BLESS=1 writes these anew: read
# what git diff says of them.
set -u

srcdir=${srcdir:-.}
golden=$srcdir/tests/golden
dir=$(mktemp -d) && dir=$(cd "$dir" && pwd -P) || exit 99
trap 'rm -rf "$dir"' EXIT
failed=0

LC_ALL=C TZ=UTC0 HOME=$dir/home SAIGA_NOW=1795435200 # noon, 23 November 2026
export LC_ALL TZ HOME SAIGA_NOW
ASAN_OPTIONS=new_delete_type_mismatch=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}
export ASAN_OPTIONS
unset XDG_DATA_HOME XDG_CONFIG_HOME SAIGA_DB
mkdir "$HOME"
: >"$dir/log"

# fail WORDS...
fail() {
	echo "$*"
	failed=1
}

# get QUERY_STRING [NAME=VALUE]...: the response is in $dir/out.
get() {
	string=$1
	shift
	env QUERY_STRING="$string" REQUEST_METHOD=GET HTTP_HOST=news.example \
		REQUEST_URI=/search "$@" ./saiga.cgi >"$dir/out" 2>"$dir/err"
}

# ask QUERY_STRING [NAME=VALUE]...: the same, noted.
ask() {
	get "$@"
	{
		printf '$ %s\n' "$*"
		tr -d '\r' <"$dir/out"
		sed 's/^/! /' "$dir/err"
		echo
	} >>"$dir/log"
}

# What differs from run to run is put aside.
neutral() {
	sed -e "s|$dir|TMP|g" -e 's/[0-9][0-9]* \(ms\|мс\)</N \1</' \
		-e 's/^ETag: .*/ETag: TAG/' \
		-e 's/^Last-Modified: .*/Last-Modified: DATE/' \
		-e 's/^Content-Length: .*/Content-Length: N/' \
		-e 's/[0-9-]* [0-9:]* UTC/TIME UTC/' \
		-e 's|<updated>.*</updated>|<updated>TIME</updated>|'
}

# compare NAME: what was noted so far is tests/golden/web-NAME.txt.
compare() {
	neutral <"$dir/log" >"$dir/neutral"
	: >"$dir/log"
	if [ "${SAIGA_BLESS:-}" = 1 ]; then
		cp "$dir/neutral" "$golden/web-$1.txt"
	elif ! diff -u "$golden/web-$1.txt" "$dir/neutral"; then
		fail "not as in $golden/web-$1.txt"
	fi
}

# status CODE: that of the response in $dir/out.
status() {
	code=$(sed -n '1s/^Status: \([0-9]*\) .*/\1/p' "$dir/out")
	[ "$code" = "$1" ] || fail "status $code, not $1: $string"
}

# header NAME: its value.
header() {
	tr -d '\r' <"$dir/out" | sed -n "1,/^\$/s/^$1: //p"
}

# body: what stands behind the headers.
body() {
	sed '1,/^\r$/d' "$dir/out"
}

# keep: adds the page in $dir/out to those that must be tame.
keep() {
	body >>"$dir/pages"
}

# Only the tags and attributes that the page is made of, and links that lead
# nowhere but to the page itself or by http: whatever was typed or stored, no
# other is in the pages kept.  Attribute values have no < or >, so a tag ends with the
# first one.
are_tame() {
	tr '\n' ' ' <"$dir/pages" | sed 's/</\n</g' | sed 1d |
		sed 's/>.*/>/' >"$dir/tags"
	value='"[^"<>]*"'
	link='"(\?|#|https?://)[^"<>]*"'
	plain="accept|action|aria-[a-z]*|autocapitalize|autocomplete"
	plain="$plain|charset|class|content|datetime|dir|for|height|hreflang"
	plain="$plain|id|lang|maxlength|method|name|preserveAspectRatio|rel"
	plain="$plain|role|scope|spellcheck|start|tabindex|title|type|value"
	plain="$plain|viewBox|width|x|y"
	names="a|article|aside|b|bdi|body|button|code|dd|details|div|dl|dt"
	names="$names|footer|form|h1|h2|h3|head|header|html|i|input|label|li"
	names="$names|link|main|mark|meta|nav|ol|option|p|rect|section|select"
	names="$names|small|span|summary|svg|table|tbody|td|th|thead|time"
	names="$names|title|tr|ul"
	attribute=" (($plain)=$value|href=$link|rel=[a-z]*|autofocus|open"
	attribute="$attribute|selected)"
	if grep -vE "^(<!DOCTYPE html>|</($names)>|<($names)($attribute)*/?>)" \
		"$dir/tags" >"$dir/wild"; then
		fail "live in $1:"
		head -n 10 "$dir/wild"
	fi
	[ -s "$dir/tags" ] || fail "no pages of $1"
	: >"$dir/pages"
}

./saiga index -q --db="$dir/db" "$srcdir/corpus" || exit 99
# Before SAIGA_NOW, whatever the clock says.
touch -d @1795400000 "$dir/db/iamglass"
cat >"$dir/saiga.conf" <<END
title = Newsroom
[sample]
title = Sample & more
index = $dir/db
END
SAIGA_CONFIG=$dir/saiga.conf
export SAIGA_CONFIG
id=$(./saiga search --db="$dir/db" --json title:gas |
	sed -n '1s/.*"id":"\([a-z0-9]*\)".*/\1/p')

# ---- pages ---------------------------------------------------------------

ask ''
ask 'lang=ru'
ask '' HTTP_ACCEPT_LANGUAGE='kk-KZ,ru;q=0.8'
compare start

ask 'q=%22land+border%22+7500'
ask 'q=gas+union+lang%3Aen&sort=date&n=2&at=2&lang=ru'
ask 'q=Wassilenko&passages=1&n=3&lang=kk'
ask 'q=%3Dgas&exact=1'
ask 'q=%2Bgas+%2Bnosuchword+lang%3Aru'
ask 'q=sanctoins'
ask 'q=%3F%21'
compare results

ask "id=$id"
ask "id=$id&q=gas+contract"
ask "id=$id.2&q=%D0%B3%D0%B0%D0%B7&lang=kk"
compare article

ask 'q=gas&n=2&format=json'
ask 'q=gas&n=2&format=csv'
ask 'q=gas&n=2&format=atom'
ask "id=$id&format=json"
ask 'page=opensearch'
ask 'page=suggest&q=kaz'
ask 'page=suggest&q=%22%3C'
ask 'page=icon'
compare forms

# ---- what is wrong -------------------------------------------------------

ask 'n=0'
ask 'q=%zz&lang=ru'
ask 'q=gas&at=101'
ask 'id=aaaaaaaaaaaaa'
ask 'c=nothing'
ask 'q=gas' REQUEST_METHOD=POST
ask 'q=gas' SAIGA_CONFIG="$dir/none.conf"
printf '[a]\nindex = %s/none\n' "$dir" >"$dir/missing.conf"
ask 'q=gas' SAIGA_CONFIG="$dir/missing.conf"
compare wrong
get 'q=gas' SAIGA_CONFIG="$dir/missing.conf"
body | grep -q "$dir" && fail 'the page of an error tells a path'
grep -q "$dir/none" "$dir/err" || fail 'the log does not tell the path'
for string in 'q=gas' 'q=gas&format=json' 'q=gas&format=csv' "id=$id" \
	"id=$id&format=json" 'q=gas&format=atom' ''; do
	get "$string"
	body | grep -q "corpus/en" && fail "it tells a path: $string"
	get "$string" SAIGA_CONFIG="$dir/none.conf"
	body | grep -q "$dir" && fail "it tells a path: $string"
done
printf 'paths = yes\n[a]\nindex = %s/db\n' "$dir" >"$dir/paths.conf"
get "id=$id" SAIGA_CONFIG="$dir/paths.conf"
body | grep -q "corpus/en" || fail 'no paths where they are asked for'

# What a client sends along is taken, lest the server drop the response.
printf 'q=gas' >"$dir/body"
{
	get 'q=gas' REQUEST_METHOD=POST CONTENT_LENGTH=5
	[ "$(wc -c)" -eq 0 ] || fail 'the body of a request is left unread'
} <"$dir/body"

# ---- counts --------------------------------------------------------------

# Of as many as are only guessed at where nothing is counted by.
awk 'BEGIN { for (i = 0; i < 3000; i++)
	printf "{\"id\":\"%d\",\"title\":\"T\",\"text\":\"%s %s.\"}\n", i,
		i % 2 ? "zebra" : "-", i % 3 ? "lion" : "-" }' >"$dir/many.jsonl"
./saiga index -q --db="$dir/many" "$dir/many.jsonl"
./saiga search --db="$dir/many" zebra lion | grep -q '^about' ||
	fail 'it does not guess'
printf '[many]\nindex = %s/many\n' "$dir" >"$dir/many.conf"
get 'q=zebra+lion' SAIGA_CONFIG="$dir/many.conf"
body | grep -q 'Articles: <b>2500</b>' || fail 'not all are counted'

# A mark with its links takes much more than the word: not every one has them.
awk 'BEGIN { for (i = 0; i < 5000; i++) printf "zebra %d. ", i }' \
	>"$dir/stripes.txt"
./saiga index -q --db="$dir/stripes" "$dir/stripes.txt"
printf '[stripes]\nindex = %s/stripes\n' "$dir" >"$dir/many.conf"
stripes=$(./saiga search --db="$dir/stripes" --json zebra |
	sed 's/.*{"id":"\([a-z0-9]*\)".*/\1/')
get "id=$stripes&q=zebra" SAIGA_CONFIG="$dir/many.conf"
status 200
[ "$(body | grep -o '<mark' | wc -l)" -ge 5000 ] || fail 'not all are marked'
[ "$(body | grep -o '<mark id=' | wc -l)" -eq 1000 ] || fail 'hops without end'
body | grep -q '<mark id="h1000">zebra<span class="hops"><a href="#h999"' ||
	fail 'the last hop is not as the others'

# ---- headers -------------------------------------------------------------

get 'q=gas'
length=$(header Content-Length)
[ "$(body | wc -c)" -eq "$length" ] || fail 'Content-Length is not so'
tag=$(header ETag)
get 'q=gas' REQUEST_METHOD=HEAD
status 200
[ -z "$(body)" ] || fail 'HEAD has a body'
for name in Content-Security-Policy X-Content-Type-Options Referrer-Policy \
	Vary; do
	[ -n "$(header $name)" ] || fail "no $name"
done
get 'q=gas' HTTP_IF_NONE_MATCH="\"x\", $tag"
status 304
[ -z "$(body)" ] || fail '304 has a body'
[ "$(header ETag)" = "$tag" ] || fail '304 has another ETag'
get 'q=gas' HTTP_IF_NONE_MATCH='"x"'
status 200
get 'q=gas' HTTP_IF_NONE_MATCH="$tag" HTTP_ACCEPT_LANGUAGE=ru
status 200
get 'q=gas' SAIGA_NOW=1795535200 HTTP_IF_NONE_MATCH="$tag"
status 200
get 'q=gas' SAIGA_NOW=1995435200
since=$(header Last-Modified)
[ -n "$since" ] || fail 'no Last-Modified'
get 'q=gas' SAIGA_NOW=1995435200 HTTP_IF_MODIFIED_SINCE="$since"
status 304
printf 'Title: One more\n\nGas, and more of it.\n' >"$dir/more.txt"
./saiga index -q --db="$dir/db" "$dir/more.txt"
get 'q=gas' HTTP_IF_NONE_MATCH="$tag"
status 200
get 'page=style'
status 200
header Cache-Control | grep -q max-age || fail 'style is not kept'
body | grep -q '^body {' || fail 'no style'

# ---- the site's own ------------------------------------------------------

echo '<p class="own">Header of ours</p>' >"$dir/header.html"
echo '.own { color: red; }' >"$dir/own.css"
cat >"$dir/own.conf" <<END
title = Two of them
url = https://news.example/find
header = $dir/header.html
stylesheet = $dir/own.css
[first]
index = $dir/db
[second]
title = Second
index = $dir/none
END
get 'q=gas&c=first' SAIGA_CONFIG="$dir/own.conf"
status 200
body | grep -q '^<p class="own">' || fail 'no header of the site'
body | grep -q '<option value="second">Second' || fail 'no choice'
get 'page=site-style' SAIGA_CONFIG="$dir/own.conf"
body | grep -q '^\.own' || fail 'no style of the site'
get 'page=opensearch' SAIGA_CONFIG="$dir/own.conf"
body | grep -q 'template="https://news.example/find?q={' ||
	fail 'no address of the site'

# ---- a writer at work ----------------------------------------------------

(
	for n in 1 2 3 4 5 6 7 8; do
		printf 'Title: Gas %s\n\nText %s.\n' $n $n >"$dir/w$n.txt"
		./saiga index -q --db="$dir/db" "$dir/w$n.txt"
	done
	: >"$dir/done"
) &
while [ ! -e "$dir/done" ]; do
	get 'q=gas'
	status 200
done
wait

# ---- hostile input -------------------------------------------------------

# In the stored article: title, text, author, publisher, address, id.
sed -e 's/[\\"]/\\&/g' \
	-e 's|.*|{"id":"&","title":"&","text":"& zebra &\\n\\n&","author":"&","source":"&","url":"&","date":"&","lang":"&"}|' \
	"$srcdir/tests/data/xss.txt" >"$dir/xss.jsonl"
lines=$(wc -l <"$dir/xss.jsonl")
[ "$lines" -ge 300 ] || fail "only $lines hostile strings"
./saiga index -q --db="$dir/xss" "$dir/xss.jsonl" 2>/dev/null ||
	fail 'hostile articles are not indexed'
printf 'paths = yes\n[x]\nindex = %s/xss\n' "$dir" >"$dir/xss.conf"
SAIGA_CONFIG=$dir/xss.conf
get ''
keep
for at in 1 2 3 4; do
	get "q=zebra&n=100&at=$at"
	status 200
	keep
done
get 'q=zebra&n=100&passages=1&lang=kk'
keep
get 'q=zebra&n=100&format=atom'
body >"$dir/atom.xml"
if command -v xmllint >/dev/null; then
	xmllint --noout "$dir/atom.xml" || fail 'the feed is no XML'
fi
./saiga search --db="$dir/xss" --json -n 20 zebra |
	sed 's/.*{"id":"\([a-z0-9]*\)".*/\1/' >"$dir/ids"
while read -r one; do
	get "id=$one&q=zebra+script+alert"
	status 200
	keep
done <"$dir/ids"
are_tame 'what is stored'

# In every parameter.
awk '{
	# Line by line, as an 0a may stand across two bytes.
	out = ""
	for (i = 1; i <= length($0); i++)
		out = out sprintf("%%%02X", ord[substr($0, i, 1)])
	print out
} BEGIN { for (i = 1; i < 256; i++) ord[sprintf("%c", i)] = i }' \
	"$srcdir/tests/data/xss.txt" >"$dir/encoded"
n=0
while read -r one; do
	n=$((n + 1))
	case $((n % 4)) in
	0) others="id=$one" ;;
	1) others="c=$one&sort=$one" ;;
	2) others="format=$one&lang=$one" ;;
	*) others="n=$one&at=$one&page=$one" ;;
	esac
	get "q=$one"
	status 200
	keep
	get "$others&q=$one"
	[ -n "$(sed -n '1s/^Status: [24]//p' "$dir/out")" ] ||
		fail "no answer: $others"
	keep
done <"$dir/encoded"
are_tame 'what is asked'
[ "$n" -eq "$lines" ] || fail "$n of $lines hostile strings were asked"

# ---- valid HTML ----------------------------------------------------------

if command -v tidy >/dev/null; then
	SAIGA_CONFIG=$dir/saiga.conf
	for string in '' 'q=gas+union' 'q=gas&passages=1&lang=ru' \
		'q=nosuchword+lang%3Aru' "id=$id&q=gas" 'n=0'; do
		get "$string"
		body >"$dir/page.html"
		tidy -quiet -errors "$dir/page.html" >"$dir/tidy" 2>&1
		# Of a later HTML than tidy 5.6 knows; lang="" means unknown.
		if grep -vE 'autocapitalize|aria-current|attribute "lang" lacks value' \
			"$dir/tidy" | grep -E 'Error|Warning' >"$dir/faults"
		then
			fail "tidy finds in $string:"
			cat "$dir/faults"
		fi
	done
else
	echo 'no tidy: the pages were not validated'
fi
exit $failed
