#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# An index that is kept up to date: files that are new, changed, moved, gone,
# that fail, come back, are taken out.
set -u

dir=$(mktemp -d) && dir=$(cd "$dir" && pwd -P) || exit 99
trap 'rm -rf "$dir"' EXIT
failed=0
LC_ALL=C TZ=UTC0 HOME=$dir/home SAIGA_DB=$dir/db
export LC_ALL TZ HOME SAIGA_DB
unset XDG_DATA_HOME XDG_CONFIG_HOME
ASAN_OPTIONS=new_delete_type_mismatch=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}
export ASAN_OPTIONS
mkdir "$HOME" "$dir/a" "$dir/a/sub"

# fail WORDS...
fail() {
	echo "$*"
	failed=1
}

# gives WANTED ARGUMENT...: the summary of a run begins so, and nothing else
# is told.
gives() {
	wanted=$1
	shift
	./saiga index "$@" >"$dir/out" 2>"$dir/err"
	got=$(sed -n 1p "$dir/out")
	[ "$got" = "$wanted" ] || fail "saiga index $*: $got, not: $wanted"
	sed "s|$dir|TMP|g" "$dir/err" >"$dir/told"
	: >"$dir/expected"
	[ -z "${told-}" ] || echo "$told" >"$dir/expected"
	cmp -s "$dir/told" "$dir/expected" || {
		fail "saiga index $*: tells"
		cat "$dir/told"
	}
	told=
}

# finds WANTED QUERY: so many articles are found.
finds() {
	got=$(./saiga search --exact --trec "$2" 2>/dev/null | wc -l)
	[ "$got" -eq "$1" ] || fail "$2: $got articles, not $1"
}

# article PATH WORD: writes one, of some time ago, so that its times tell.
article() {
	printf 'Title of %s\n\nA paragraph that tells of the %s and more.\n' \
		"$2" "$2" >"$1"
	touch -d "${3:-2020-01-01}" "$1"
}

# until COMMAND...: waits until it succeeds, half a minute at most.
until_() {
	n=0
	until "$@" || [ $n -ge 300 ]; do
		sleep 0.1
		n=$((n + 1))
	done
	[ $n -lt 300 ] || fail "it does not come about: $*"
}

id_of() {
	./saiga search --exact --trec "$1" 2>/dev/null | awk '{ print $3 }'
}

# ---- without a path ------------------------------------------------------

told='saiga: no index at TMP/db yet: make one with '"'saiga index FOLDER'"
gives ''
article "$dir/a/one.txt" walrus
article "$dir/a/two.txt" beaver
article "$dir/a/sub/three.txt" otter
gives '3 articles: 3 new, 0 changed, 0 as before' "$dir/a"
gives '3 articles: 0 new, 0 changed, 3 as before'
walrus=$(id_of walrus)
[ -n "$walrus" ] || fail 'walrus has no id'

# ---- new, changed, touched, moved, gone ----------------------------------

article "$dir/a/four.txt" badger
article "$dir/a/two.txt" ferret 2020-01-02
touch -d 2021-01-01 "$dir/a/sub/three.txt"
mkdir "$dir/a/new"
mv "$dir/a/one.txt" "$dir/a/new/uno.txt"
gives '4 articles: 1 new, 2 changed, 1 as before'
finds 0 beaver
finds 1 ferret
finds 1 otter
finds 1 walrus
[ "$(id_of walrus)" = "$walrus" ] || fail 'a moved file has another id'
rm "$dir/a/four.txt"
gives '3 articles: 0 new, 0 changed, 3 as before' --keep
finds 1 badger
gives '3 articles: 0 new, 0 changed, 3 as before, 1 gone'
finds 0 badger
gives '3 articles: 0 new, 0 changed, 3 as before'

# Of a part of a folder only that is looked through.
rm "$dir/a/new/uno.txt"
article "$dir/a/sub/five.txt" marten
gives '2 articles: 1 new, 0 changed, 1 as before' "$dir/a/sub"
finds 1 walrus
gives '3 articles: 0 new, 0 changed, 3 as before, 1 gone'
finds 0 walrus

# ---- a folder that is not there is a disk that is not --------------------

mv "$dir/a" "$dir/away"
told="saiga: TMP/a: is gone, or empty: what the index has of its 3 files \
stays; 'saiga forget' takes it out"
gives '0 articles: 0 new, 0 changed, 0 as before'
finds 1 otter
mkdir "$dir/a"
told="saiga: TMP/a: is gone, or empty: what the index has of its 3 files \
stays; 'saiga forget' takes it out"
gives '0 articles: 0 new, 0 changed, 0 as before'
rmdir "$dir/a"
mv "$dir/away" "$dir/a"
gives '3 articles: 0 new, 0 changed, 3 as before'

# Nor does what leads to one keep the others from being brought up to date.
mkdir -p "$dir/b/c"
article "$dir/b/c/one.txt" tapir
gives '1 article: 1 new, 0 changed, 0 as before' "$dir/b/c"
mv "$dir/b" "$dir/away"
: >"$dir/b"
told="saiga: TMP/b/c: is gone, or empty: what the index has of its 1 file \
stays; 'saiga forget' takes it out"
gives '3 articles: 0 new, 0 changed, 3 as before'
rm "$dir/b"
ln -s b "$dir/b"
told='saiga: TMP/b/c: Too many levels of symbolic links'
gives '3 articles: 0 new, 0 changed, 3 as before; 1 file not indexed, see above'
finds 1 tapir
rm "$dir/b"
mv "$dir/away" "$dir/b"
gives '4 articles: 0 new, 0 changed, 4 as before'
./saiga forget "$dir/b/c" >"$dir/out"
rm -r "$dir/b"

# ---- files of many articles ----------------------------------------------

jsonl() {
	for word in "$@"; do
		printf '{"id":"%s","title":"%s","text":"The %s is here."}\n' \
			"$word" "$word" "$word"
	done
}
jsonl lion tiger puma >"$dir/a/many.jsonl"
gives '6 articles: 3 new, 0 changed, 3 as before'
jsonl lion puma lynx >"$dir/a/many.jsonl"
gives '6 articles: 1 new, 0 changed, 5 as before, 1 gone'
finds 0 tiger
# What cannot be read now may only be half written.
{
	jsonl lion
	echo '{"id":'
} >"$dir/a/many.jsonl"
./saiga index -q 2>/dev/null
finds 1 puma
jsonl lion puma lynx >"$dir/a/many.jsonl"
gives '6 articles: 0 new, 0 changed, 6 as before'
rm "$dir/a/many.jsonl"
gives '3 articles: 0 new, 0 changed, 3 as before, 3 gone'

# Items leave a feed, and stay in the index, until the feed is gone.
feed() {
	echo '<rss version="2.0"><channel><title>F</title>'
	for word in "$@"; do
		echo "<item><title>$word</title><guid>$word</guid>" \
			"<description>The $word is here.</description></item>"
	done
	echo '</channel></rss>'
}
feed eagle falcon >"$dir/a/feed.xml"
gives '5 articles: 2 new, 0 changed, 3 as before'
feed falcon osprey >"$dir/a/feed.xml"
gives '5 articles: 1 new, 0 changed, 4 as before'
finds 1 eagle
feed >"$dir/a/feed.xml"
gives '3 articles: 0 new, 0 changed, 3 as before'
finds 1 eagle
rm "$dir/a/feed.xml"
gives '3 articles: 0 new, 0 changed, 3 as before, 3 gone'

# The names that were given with a file are kept for it.
echo '{"head":"h","story":"The heron."}' >"$dir/own.json"
gives '1 article: 1 new, 0 changed, 0 as before' \
	--map=text=story --map=title=head "$dir/own.json"
echo '{"head":"h","story":"The stork."}' >"$dir/own.json"
gives '4 articles: 0 new, 1 changed, 3 as before'
finds 1 stork
gives '1 article: 0 new, 1 changed, 0 as before' \
	--map=text=head --map=title=story "$dir/own.json"
rm "$dir/own.json"
gives '3 articles: 0 new, 0 changed, 3 as before, 1 gone'
gives '3 articles: 0 new, 0 changed, 3 as before'

# ---- what failed ---------------------------------------------------------

printf 'PK\003\004nothing' >"$dir/a/bad.zip"
touch -d 2020-01-01 "$dir/a/bad.zip"
./saiga index >"$dir/out" 2>&1
grep -q "$dir/a/bad.zip: " "$dir/out" || fail 'bad.zip is not told'
why='; 1 file failed before and has not changed: see '"'saiga index --failed'"
gives "3 articles: 0 new, 0 changed, 3 as before$why"
./saiga index --failed | grep -q '/bad.zip: ' || fail 'bad.zip is not listed'
./saiga index --retry 2>&1 | grep -q "$dir/a/bad.zip: " ||
	fail 'bad.zip is not tried again'
touch "$dir/a/bad.zip"
gives "3 articles: 0 new, 0 changed, 3 as before$why"
rm "$dir/a/bad.zip"
gives '3 articles: 0 new, 0 changed, 3 as before'
./saiga index --failed && fail 'what is gone is listed as failed'

# ---- taken out -----------------------------------------------------------

otter=$(id_of otter)
is() {
	wanted=$1
	shift
	got=$("$@" 2>&1 | sed "s|$dir|TMP|g")
	[ "$got" = "$wanted" ] || fail "$*: $got"
}
is TMP/a ./saiga roots
is '1 article forgotten' ./saiga forget "$otter"
gives '2 articles: 0 new, 0 changed, 2 as before'
touch "$dir/a/sub/three.txt"
gives '2 articles: 0 new, 0 changed, 2 as before'
finds 0 otter
is '1 article forgotten' ./saiga forget "$dir/a/sub"
gives '1 article: 0 new, 0 changed, 1 as before'
finds 0 marten
is "TMP/a
forgotten: TMP/a/sub
forgotten: $otter" ./saiga roots
gives '1 article: 1 new, 0 changed, 0 as before' "$dir/a/sub/five.txt"
is "saiga: TMP/none: the index has no article of that id, and nothing from \
such a file or folder: see 'saiga roots'" ./saiga forget "$dir/none"
is "saiga: name what is to be forgotten: an article's id, a file or a folder" \
	./saiga forget
cp -r "$dir/a" "$dir/b"
./saiga index -q "$dir/b"
rm -r "$dir/b"
./saiga forget "$dir/b" >"$dir/out"
is "TMP/a
forgotten: $otter" ./saiga roots

# Of what is gone, the links on the way to it are followed.
mkdir "$dir/c"
article "$dir/c/one.txt" gannet
ln -s c "$dir/link"
./saiga index -q "$dir/c"
rm "$dir/c/one.txt"
is '1 article forgotten' ./saiga forget "$dir/link/./none/../one.txt"
./saiga forget "$dir/c" >"$dir/out"

# ---- what recurs no more -------------------------------------------------

# The words of a paragraph that all had are in no list, until it is searched.
mkdir "$dir/r"
for word in ant bee cow dog eel fox gnu hen ibis jay kite lark; do
	printf 'Source: Daily\n\nTitle of %s\n\n%s\n\n%s\n' $word \
		"This tells of the $word and no other, at some length." \
		'Photo by Somodevilla.' >"$dir/r/$word.txt"
done
./saiga index -q -j 1 -d "$dir/r.db" "$dir/r"
is '' ./saiga search --exact --trec -d "$dir/r.db" somodevilla
rm "$dir/r/ant.txt" "$dir/r/bee.txt" "$dir/r/cow.txt"
./saiga index -q -d "$dir/r.db"
./saiga check -d "$dir/r.db" >"$dir/out" || fail "unsound: $(cat "$dir/out")"

# ---- two at once ---------------------------------------------------------

mkfifo "$dir/pipe"
./saiga index -q --wait - <"$dir/pipe" &
first=$!
exec 9>"$dir/pipe"
# shellcheck disable=SC2317 # until_ calls it
is_told() {
	! ./saiga index >"$dir/out" 2>&1 9>&- &&
		grep -q "^saiga: $dir/db: process [0-9]* (.*-q --wait -) is writing" \
			"$dir/out"
}
until_ is_told
./saiga index --wait >"$dir/out" 2>&1 9>&- &
second=$!
echo 'The heron waits at the water, and waits for long.' >&9
exec 9>&-
wait $first || fail "the first of two ends with $?"
wait $second || fail "the second of two ends with $?"
grep -q '^2 articles' "$dir/out" || fail "the second: $(cat "$dir/out")"
finds 1 heron

# What is in the way of the note of who writes is no reason to wait.
rm -f "$dir/db/writer.tmp"
mkfifo "$dir/db/writer.tmp"
timeout 20 ./saiga index -q || fail 'a pipe as writer.tmp stops an index'
rm -f "$dir/db/writer.tmp"

# ---- watched -------------------------------------------------------------

# shellcheck disable=SC2317 # until_ calls it
has() {
	[ "$(./saiga search --exact --trec "$2" 2>/dev/null | wc -l)" -eq "$1" ]
}
./saiga index --watch "$dir/a" >"$dir/out" 2>&1 &
watcher=$!
until_ grep -q 'articles: ' "$dir/out"
article "$dir/a/six.txt" weasel
until_ has 1 weasel
mkdir "$dir/a/later"
article "$dir/a/later/seven.txt" polecat
until_ has 1 polecat
rm -r "$dir/a/later" "$dir/a/six.txt"
until_ has 0 polecat
kill -TERM $watcher
wait $watcher || fail "a watcher that is stopped ends with $?"
grep -q 'gone' "$dir/out" || fail 'what is gone is not told'
finds 0 weasel

# What is to be built anew is so once, not with each change.
: >"$dir/out"
./saiga index --watch --rebuild >"$dir/out" 2>&1 &
watcher=$!
until_ grep -q 'articles: ' "$dir/out"
article "$dir/a/eight.txt" genet
until_ grep -q ': 1 new, ' "$dir/out"
kill -TERM $watcher
wait $watcher || fail "a watcher that is stopped ends with $?"
grep -q ': 1 new, 0 changed, ' "$dir/out" || fail "$(cat "$dir/out")"
rm "$dir/a/eight.txt"
./saiga index -q

# What was named goes and comes back; one that cannot be read ends nothing; an
# interrupt that is sent to it alone ends it.
mkdir "$dir/w"
article "$dir/w/one.txt" badger
article "$dir/lone.txt" plover
: >"$dir/out"
(
	cd "$dir" || exit
	exec env --default-signal=INT "$OLDPWD/saiga" index --watch \
		--strict w lone.txt >"$dir/out" 2>&1
) &
watcher=$!
until_ grep -q '2 articles: ' "$dir/out"
article "$dir/lone.txt" bittern 2021-01-01
until_ has 1 bittern
mv "$dir/w" "$dir/v"
until_ grep -q 'w: is gone, or empty' "$dir/out"
echo '{' >"$dir/v/broken.json"
mv "$dir/v" "$dir/w"
until_ grep -q 'broken.json: ' "$dir/out"
article "$dir/w/two.txt" stoat
until_ has 1 stoat
mv "$dir/w" "$dir/v"
mkdir "$dir/w"
article "$dir/w/three.txt" ermine
until_ has 1 ermine
rm "$dir/lone.txt"
until_ has 0 bittern
article "$dir/lone.txt" crane
until_ has 1 crane
kill -INT $watcher
wait $watcher
./saiga forget "$dir/w" "$dir/lone.txt" >"$dir/out"

# A writer whose caller is killed ends, too.
: >"$dir/out"
./saiga index --watch >"$dir/out" 2>&1 &
watcher=$!
until_ grep -q 'article' "$dir/out"
writer=$(ps -o pid= --ppid $watcher | tr -d ' ')
kill -KILL $watcher
wait $watcher 2>/dev/null
# shellcheck disable=SC2317 # until_ calls it
is_over() {
	[ -n "$writer" ] && [ -z "$(tr -d '\0' 2>/dev/null \
		<"/proc/$writer/cmdline")" ]
}
until_ is_over

# ---- nothing is opened that has not changed ------------------------------

if command -v strace >/dev/null && [ -z "${SANITIZED-}" ]; then
	# The times of what was just written do not tell yet: once more.
	sleep 2.1
	./saiga index -q
	if strace -f -o "$dir/trace" -e trace=openat,open \
		./saiga index -q 2>/dev/null; then
		grep -F .txt "$dir/trace" && fail 'an unchanged file is opened'
	fi
fi
exit $failed
