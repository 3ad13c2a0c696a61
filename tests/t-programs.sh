#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What saiga prints, says and returns, compared whole with tests/golden/*.txt.
# SAIGA_BLESS=1 writes these anew: read what git diff says of them.
set -u

srcdir=${srcdir:-.}
golden=$srcdir/tests/golden
dir=$(mktemp -d) && dir=$(cd "$dir" && pwd -P) || exit 99
trap 'rm -rf "$dir"' EXIT
failed=0

LC_ALL=C TZ=UTC0 HOME=$dir/home SAIGA_DB=$dir/db
export LC_ALL TZ HOME SAIGA_DB
# libxapian frees an object of its own under another size.
ASAN_OPTIONS=new_delete_type_mismatch=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}
export ASAN_OPTIONS
unset NO_COLOR COLUMNS TERM XDG_DATA_HOME XDG_CONFIG_HOME SAIGA_NOW
mkdir "$HOME"

# run ARGUMENT...: notes what is typed, standard output, standard error ("!")
# and the exit status ("=").
run() {
	code=0
	./saiga "$@" >"$dir/out" 2>"$dir/err" || code=$?
	{
		printf '$ %ssaiga' "${setting:-}"
		printf ' %s' "$@"
		echo
		cat "$dir/out"
		sed 's/^/! /' "$dir/err"
		printf '= %s\n\n' "$code"
	} >>"$dir/log"
}

# with NAME=VALUE ARGUMENT...: the same in another environment.
with() (
	setting="$1 "
	export "${1?}"
	shift
	run "$@"
)

# fail WORDS...
fail() {
	echo "$*"
	failed=1
}

# What differs from run to run and from place to place is put aside; escapes
# and carriage returns are made visible.
neutral() {
	sed -e "s|$dir|TMP|g" \
		-e 's/, [0-9.]* s; the index is/, N s; the index is/' \
		-e 's/^made        .*/made        DATE/' \
		-e 's/^size        .*/size        N MB/' \
		-e 's/[0-9.]* MB before, [0-9.]* MB after/N MB before, N MB after/' \
		-e 's/^\([0-9]* articles*\), [0-9.]* MB$/\1, N MB/' \
		-e 's/"bytes":{[^}]*}/"bytes":{}/' \
		-e 's/"terms_sum":"[^"]*"/"terms_sum":"SUM"/' \
		-e 's/"made":"[^"]*"/"made":"DATE"/' |
		awk '{ gsub(/\033/, "\\e"); gsub(/\r/, "\\r"); print }'
}

# compare NAME: what was noted so far is tests/golden/NAME.txt.
compare() {
	neutral <"$dir/log" >"$dir/neutral"
	: >"$dir/log"
	if [ "${SAIGA_BLESS:-}" = 1 ]; then
		cp "$dir/neutral" "$golden/$1.txt"
	elif ! diff -u "$golden/$1.txt" "$dir/neutral"; then
		fail "not as in $golden/$1.txt"
	fi
}

# No byte may reach a terminal that steers it: controls, C1 controls, marks
# that turn the writing direction.
is_tame() {
	tr -d '\000-\010\013-\037\177' <"$1" >"$dir/tame" &&
		cmp -s "$dir/tame" "$1" &&
		! grep -q "$(printf '\302[\200-\237]')" "$1" &&
		! grep -q "$(printf '\342\200[\252-\256]')" "$1"
}

# run_tame ARGUMENT...
run_tame() {
	run "$@"
	is_tame "$dir/out" || fail "untamed on standard output: saiga $*"
	is_tame "$dir/err" || fail "untamed on standard error: saiga $*"
}

cp -R "$srcdir/corpus" "$dir/corpus"
chmod -R u+w "$dir/corpus"

# ---- help ----------------------------------------------------------------

: >"$dir/log"
run
run help
run --help
run -h
run --version
run -V
for command in index extract search serve show similar complete stats roots \
	forget check compact backup dump; do
	run help $command
	run $command --help
	run $command -h
done
compare help

# ---- index ---------------------------------------------------------------

run search gas
run index "$dir/corpus"
run index "$dir/corpus"
run index --quiet "$dir/corpus"
printf 'Title: One more\n\nIt has a text of its own.\n' >"$dir/corpus/more.txt"
echo 'And a sentence more.' >>"$dir/corpus/en/gas-union.txt"
run index "$dir/corpus" "$dir/corpus"
rm "$dir/corpus/more.txt"
cp "$srcdir/corpus/en/gas-union.txt" "$dir/corpus/en/gas-union.txt"
printf 'Title: From a pipe\n\nNobody wrote this down.\n' | run index -
printf 'Title: From a pipe\n\nNobody wrote this down.\n' | run index -
run search nobody
printf '' | run index -
run index --db="$dir/a/b/c" "$dir/corpus/ru" "$dir/corpus/en/gas-union.txt"
run search --db="$dir/a/b/c" Uzbekistan -n1
mkdir "$dir/empty"
run index --db="$dir/none" "$dir/empty"
run search --db="$dir/none" word
run stats --db="$dir/none"
run check --db="$dir/none"
compare index

# The rest is on the corpus alone.
rm -rf "$dir/db"
./saiga index -q "$dir/corpus" || fail 'cannot index the corpus'

# ---- search --------------------------------------------------------------

run search gas union
run search '"longest land border"'
run search '"land border"'
run search Узбекистан союз
run search одағы
run search zhumangarin AND NOT bloomberg
run search sanct\* lang:en -n 2
run search title:drones source:saiga
run search date:2026 blinken -n 1
run search gas -union -talks
run search gas -союз -n 1
run search 'gas (union OR "customs' -n 1
run search -n 1 -- -sanctions
echo '"multi-vector"' | run search -
run search nosuchword
run search '?!'
compare search

run search --json tleuberdi lang:en
run search --json --passages -n 2 tleuberdi
run search -j nosuchword
run search --csv tleuberdi
run search -c --passages -n 3 tleuberdi
run search --csv nosuchword
run search --trec tleuberdi
run search -t -p -n 3 -o 1 tleuberdi
run search --trec nosuchword
printf 'q1\tdrones\n\nq2\tnosuchword\r\n3\t"land border"' \
	>"$dir/queries"
run search --trec -n 2 --queries="$dir/queries"
run search -p --trec -n 2 --queries="$dir/queries"
printf '1\tnosuchword\n' >"$dir/queries"
run search --trec --queries="$dir/queries"
printf '1\tdrones\nno tab\n2\tgas\n' >"$dir/queries"
run search --trec --queries="$dir/queries"
run search --queries="$dir/queries"
run search --trec --queries="$dir/queries" gas
printf 'q 1\tgas\n' >"$dir/queries"
run search --trec --queries="$dir/queries"
printf '\033[31mq\tgas\n' >"$dir/queries"
run_tame search --trec --queries="$dir/queries"
run search --trec --queries=/dev/zero
run search --trec --queries="$dir/none"
run search --trec --sort=oldest -n 3 lang:en
run search --trec --sort=oldest -n 3 -o 17 "NOT nosuchword"
run search --sort=sideways gas
compare formats

run search --passages -n 3 zhumangarin
run search -p -n 3 -o 3 zhumangarin
run search -p -o 100 zhumangarin
run search -n 2 --offset=1 sanctions
run search -n 1 -o 100000 sanctions
run search --sort=date -n 3 kazakhstan
run search -s relevance -n 3 --trec kazakhstan
with COLUMNS=40 search -n 2 gas union
with COLUMNS=1 search -n 1 gas union
with COLUMNS=999 search -n 1 gas union
run search --color=always -n 2 gas union
with NO_COLOR=1 search --color=always -p -n 1 gas union
run search --color=never -n 1 gas union
compare options

# ---- words as anything else ----------------------------------------------

run search --explain -n 1 'the sanctions of Tleuberdi' lang:en
run search -x -n 1 '"land * border" (7 500 OR drone) NEAR/9 sanct*' =oil
run search --explain -n 1 'what is it'
run search --explain nosuchword
run search --explain --json -n 1 'title:sanctions (gas AND union) OR russia russia'
with SAIGA_NOW=1850000000 search --explain --recent --passages -n 2 'sanctions "land border"'
with SAIGA_NOW=1850000000 search --recent --trec tleuberdi
run search --explain '?!'
run search -x --passages -n 1 'title:(drones OR BRICS) after:2020'
run search -x --color=always -n 1 Zhumangarin lang:en
run search -n 1 Kazakhstan Russia sanctions gas union ministers drones
run search --json -n 1 Zhumangarin lang:kk
run search -j -p -n 1 =Zhumangarin
run search --csv -n 1 Zhumangarin
run search --csv -n 1 --snippet=100 Zhumangarin Bloomberg economy
run search -n 1 --snippet=40 Zhumangarin Bloomberg economy
run search -j -n 1 --snippet=100 Zhumangarin Bloomberg economy
run search -n 1 --snippet=2000 Zhumangarin Bloomberg economy
run search -n 1 org*tion
run search -n 1 ~tlueberdi
run search --exact -n 1 sanction
run search -e -n 1 "$(printf '\320\242\320\276\320\272\320\260\320\265\320\262')"
run search -e -t Zhumangarin
run search -t Zhumangarin
run search -t =Zhumangarin
run show -q Tokaev \
	"$(./saiga search -t title:BRICS lang:en | awk '{ print $3 }').1"
compare words

list=$dir/aliases
printf '# mine\n\nUAV = combat drones = Bayraktar\nNHK = tv # seen\n' >"$list"
run search --aliases="$list" -n 1 UAV lang:en
run search -a "$list" -x -n 1 combat drones lang:en
run search -a "$list" --json -n 1 UAV lang:en
run search -a "$list" --exact -t UAV
run search -a "$list" -t NHK
run search -a "$list" -t =tv
run search -t tv
mkdir -p "$HOME/.config/saiga" "$dir/xdg/saiga"
cp "$list" "$HOME/.config/saiga/aliases"
echo 'tv = drone' >"$dir/xdg/saiga/aliases"
run search -t tv
with "XDG_CONFIG_HOME=$dir/xdg" search -t tv
with "XDG_CONFIG_HOME=$dir/none" search -t tv
run search -a "$dir/xdg/saiga/aliases" -t tv
printf 'a = b\nUAV\n' >"$list"
run search -a "$list" drones
printf 'a = b = \n' >"$list"
run search -a "$list" drones
: >"$list"
run search -a "$list" -t NHK
run search -a "$dir/absent" drones
run search -a "$dir" drones
run search --aliases
cp "$dir/absent" "$HOME/.config/saiga/aliases" 2>/dev/null
printf 'UAV\n' >"$HOME/.config/saiga/aliases"
run search drones
rm -r "$HOME/.config"
compare aliases

run search -n 1 tluberdi
run search sanctoins
run search nosuchword sanctoins '+"gas uinon"'
run search ghbdtn
run search "$(printf '\321\213\321\204\321\202\321\201\320\265\321\210\321\211\321\202\321\213')"
run search '[fqnb'
run search -n 1 -t cfyrwbb
run search cfyrwbb
run search title:sanctoins -drones
run search --json sanctoins
run search --csv sanctoins
run search --passages sanctoins
run search --exact sanctoins
run search --color=always sanctoins
compare suggest

with SAIGA_NOW=1795435200 search -t date:today title:BRICS
with SAIGA_NOW=1795435200 search -n 1 -t date:yesterday
with SAIGA_NOW=1795521600 search -t date:yesterday title:BRICS
with SAIGA_NOW=1795435200 search -x -n 1 date:last-month..today title:BRICS
with SAIGA_NOW=nonsense search -t after:9998
with SAIGA_NOW=-99999999999999999 search date:today
run search -t -n 2 date:unknown
run search -n 1 -x host:example.com
run search -t added:..2000
run search -n 1 -t added:2000.. title:BRICS
run search -n 1 date:2023-02-30
compare days

# ---- show, stats, check --------------------------------------------------

id=$(./saiga search -t title:drones | awk '{ print $3 }')
other=$(./saiga search -t title:BRICS lang:en | awk '{ print $3 }')
run show "$id"
run show "$id.2"
run show --all "$id"
run show -a "$id.1"
run show --query='drones turkey' "$id"
run show -q '"combat drones"' "$id.1"
run show --color=always -q turkey "$id.1"
run show --json "$id"
run show --json -q turkey "$id.2"
run show "$id.99"
run show "$id.0"
run show aaaaaaaaaaaaa
run show nonsense
run show "$id.2" aaaaaaaaaaaaa "$other.1"
printf '%s.2\n\n%s.1\n' "$id" "$other" | run show -
printf '' | run show -
with COLUMNS=40 show "$(echo "$id.1" | tr "[:lower:]" "[:upper:]")"
compare show

run stats
run stats --json
run check
run check --quick
run check --repair
run compact
run check
run backup "$dir/copy"
run backup "$dir/copy"
run backup --force "$dir/copy"
run check --db="$dir/copy"
run search --db="$dir/copy" -t title:drones
run backup "$dir/corpus"
run backup --force "$dir/db"
run backup
./saiga dump --db="$dir/copy" >"$dir/copied"
./saiga dump >"$dir/dumped"
cmp "$dir/copied" "$dir/dumped" || fail 'the copy is not as the index'
mv "$dir/corpus/en" "$dir/en"
./saiga index -q --db="$dir/again" "$dir/corpus"
mv "$dir/en" "$dir/corpus/en"
./saiga index -q --db="$dir/again" "$dir/corpus"
./saiga dump --db="$dir/again" >"$dir/copied"
cmp "$dir/copied" "$dir/dumped" ||
	fail 'an index made in another order is not the same'
[ "$(wc -l <"$dir/dumped")" -eq 20 ] || fail 'a dump is not a line an article'
compare stats

# ---- wrong use -----------------------------------------------------------

run nonsense
run help nonsense
run index
run index --nonsense
run index --db
run index "$dir/absent"
run index "$dir/corpus" "$dir/absent"
run index --db="$dir/corpus/README.md" "$dir/corpus"
run index --db="$dir/corpus/README.md/db" "$dir/corpus"
run search
run search --
run search --nonsense word
run search -n 0 word
run search -n x word
run search --max=1000001 word
run search --max=100001 word
run search --max= word
run search -o -1 word
run search --offset=1x word
run search --sort=length word
run search --snippet=39 word
run search --snippet=2001 word
run search --snippet word
run search --color=sometimes word
run search --db
run search --db="$dir/absent" word
run search --db="$dir/empty" word
run search --db="$dir/corpus/README.md" word
run show
run show --nonsense
run show --color=sometimes "$id"
run show --db="$dir/absent" "$id"
run stats word
run stats --nonsense
run stats --db="$dir/empty"
for command in check compact dump; do
	run $command word
	run $command --nonsense
	run $command --db="$dir/absent"
done
run check --quick --repair
run backup --nonsense
run backup --db="$dir/absent" "$dir/none-yet"
run backup "$dir/a" "$dir/b"
cp -R "$dir/db" "$dir/damaged"
echo no database >"$dir/damaged/iamglass"
run search --db="$dir/damaged" word
run check --db="$dir/damaged"
run check --repair --db="$dir/damaged"
run dump --db="$dir/damaged"
run backup --db="$dir/damaged" "$dir/none-yet"
run compact --db="$dir/damaged"
run index --db="$dir/damaged" "$dir/corpus"
run index --rebuild --db="$dir/damaged"
run index --rebuild --db="$dir/damaged" "$dir/corpus"
compare wrong

# ---- which index ---------------------------------------------------------

(
	unset SAIGA_DB
	run index -q "$dir/corpus/kk"
	run search одағы -n 1 --trec
	[ -d "$HOME/.local/share/saiga/default" ] || echo 'not below HOME'
	XDG_DATA_HOME=$dir/data && export XDG_DATA_HOME
	run search gas
	run index "$dir/corpus/ru"
	run stats
	with "SAIGA_DB=$dir/db" search gas -n 1 --trec
	with "SAIGA_DB=$dir/db" search --db="$dir/none" gas
	with SAIGA_DB='' search союз -n 1 --trec
	with XDG_DATA_HOME=relative search одағы -n 1 --trec
	unset XDG_DATA_HOME HOME
	run search gas
	run index "$dir/corpus"
) >>"$dir/log"
compare which

# ---- odd articles --------------------------------------------------------

odd=$dir/odd
esc=$(printf '\033')
mkdir "$odd"
printf 'Title: A \033[31mred\033[0m title\302\233m\nSource: Sour\007ce\n' \
	>"$odd/escape.txt"
printf '\nThe \033]0;owned\007 text \342\200\256turns\342\200\254 round.\n' \
	>>"$odd/escape.txt"
printf 'A text beside the others.\n' >"$odd/name${esc}[2J
of two lines.txt"
printf 'A text whose name is no \303\251 of UTF-8.\n' \
	>"$odd/$(printf 'l\351gume').txt"
printf 'Latin\055one: caf\351 ole.\n' >"$odd/latin.txt"
printf 'zero \000 byte\n' >"$odd/zero.txt"
printf 'Title: Only a title\n' >"$odd/bare.txt"
printf 'Date: 31.02.2023\nLanguage: Klingon\n\nIts date is none.\n' \
	>"$odd/dateless.txt"
printf '\376\377\000H\000i\004\037' >"$odd/sixteen.txt"
: >"$odd/nothing.txt"
echo 'A picture of no kind.' >"$odd/picture.png"
echo 'A hidden text.' >"$odd/.hidden.txt"
echo 'Notes about the folder.' >"$odd/README.txt"
ln -s . "$odd/loop"
ln -s /etc/passwd "$odd/link.txt"
mkfifo "$odd/fifo.txt"
SAIGA_DB=$dir/odd-db
run_tame index "$odd"
run_tame index "$odd/fifo.txt" "$odd/picture.png" "$odd/README.txt"
run_tame search text date title picture hidden folder -n 20
run search --csv text date title -n 20
tr -d '\r' <"$dir/out" >"$dir/lines"
is_tame "$dir/lines" || fail 'untamed in CSV'
run_tame search --trec text date title -n 20
run_tame search -p text date title -n 20
run_tame search --json -n 20 title
for id in $(./saiga search -n 20 -t text date title | awk '{ print $3 }'); do
	run_tame show "$id"
done
run_tame stats
run_tame check
run_tame search "${esc}[31m red"
run_tame show "${esc}[31m"
run_tame index "$odd/${esc}[31m"
run_tame "${esc}[31m"
run_tame search --sort="${esc}[31m" red
run_tame search --db="$odd/${esc}[31m" red
compare odd
SAIGA_DB=$dir/db

# ---- files of many articles ----------------------------------------------

many=$dir/many
mkdir "$many"
cat >"$many/news.jsonl" <<'END'
{"id": "n-1", "title": "A union of gas", "text": "Three states talk about gas.\n\nThey go on.", "date": "2023-02-28", "source": "The Example Times", "lang": "en", "author": ["A. Reporter", "B. Editor"], "url": "https://example.org/gas-union", "tail": "The talks end in May."}
{"id": 2, "text": "Drones over the border\n\nNobody knows whose they are, says \u001b[31mthe ministry\u0000."}
{"text": "A line that bears no id."}
{"id": "n-5", "title": "A title alone"}
{"id": "n-6"}
END
SAIGA_DB=$dir/many-db
run index "$many"
run index "$many"
printf '{"id": 4, "text": "It is cut off' >>"$many/news.jsonl"
run_tame index "$many"
printf ' no more."}\n{"id": 2}\n{"id": 4, "text": "Again."}\n\033[31m\n' \
	>>"$many/news.jsonl"
run_tame index "$many"
run search may
run_tame dump
run search type:jsonl
for id in $(./saiga search -c type:jsonl | awk -F, 'NR > 1 { print $2 }' |
	sort); do
	run_tame show "$id"
done
run_tame search --json drones
run check
compare jsonl
SAIGA_DB=$dir/db

# ---- formats -------------------------------------------------------------

db=--db=$dir/forms-db
mkdir "$dir/forms"
cat >"$dir/forms/feed.rss" <<'END'
<?xml version="1.0"?>
<rss version="2.0"><channel><title>The Example Times</title>
<item><title>Talks on a gas union go on</title>
<link>https://example.org/gas-union</link><guid>example-1</guid>
<pubDate>Tue, 28 Feb 2023 10:00:00 +0600</pubDate>
<description>&lt;p&gt;The two presidents met in the capital.&lt;/p&gt;
&lt;p&gt;They are to meet again.&lt;/p&gt;</description></item>
<item><title>Nothing</title></item><item></item>
</channel></rss>
END
cat >"$dir/forms/page.html" <<'END'
<!DOCTYPE html><html lang="en"><head><title>A page</title>
<link rel="canonical" href="https://example.org/page"></head><body>
<nav><a href="/">Home</a></nav><article><h1>A page</h1>
<p>The minister said on Tuesday that the page was there to be read.</p>
</article></body></html>
END
printf '{"stories":[]}' >"$dir/forms/broken.xml"
printf '%%PDF-1.4 but no more of it' >"$dir/forms/broken.pdf"
gzip -c "$dir/forms/page.html" >"$dir/forms/packed.html.gz"
printf '{"story":{"head":"Oil","body":"It is dear."}}\n' >"$dir/forms/a.jsonl"

run index --list-formats
run extract "$dir/forms/feed.rss" "$dir/forms/page.html"
run extract --json "$dir/forms/feed.rss" "$dir/forms/page.html"
run extract --text "$dir/forms/page.html"
run extract --text --map=title=story.head --map=text=story.body \
	"$dir/forms/a.jsonl"
printf 'Title: From a pipe\n\nNobody wrote this down.\n' | run extract -
run extract "$dir/forms/broken.pdf"
run extract "$dir/forms/none.html"
run extract
run extract --colour "$dir/forms/page.html"
run extract --map=colour=red "$dir/forms/page.html"
printf 'Title: \033[31mred\n\nIt is \033[31mred, too.\n' >"$dir/red.txt"
run_tame extract "$dir/red.txt"
run_tame extract --text "$dir/red.txt"
run_tame extract --json "$dir/red.txt"
run index "$db" "$dir/forms"
run index "$db" --failed
run index "$db" --map=title=story.head --map=text=story.body "$dir/forms"
run search "$db" --json -n 1 dear
run index "$db" --failed
run index "$db" --strict --quiet "$dir/forms"
rm "$dir/forms/broken.pdf" "$dir/forms/broken.xml"
printf '<rss><channel></channel></rss>' >"$dir/forms/feed.rss"
run index "$db" --strict --map=title=story.head --map=text=story.body "$dir/forms"
run index "$db" --failed
run index "$db" --failed "$dir/forms"
run index --db="$dir/no-such-db" --failed
printf '%%PDF-1.4 whole' >"$dir/a.pdf"
code=0
env PATH="$dir/none" ./saiga index "$db" "$dir/a.pdf" >"$dir/out" \
	2>"$dir/err" || code=$?
grep -q 'needs pdftotext: install the package poppler-utils' "$dir/err" ||
	fail 'a program that is missing is not told'
[ "$code" = 1 ] || fail "a program that is missing: exit status $code"
compare forms


# ---- counts, similar articles, completions ---------------------------------

counted=$dir/counted
mkdir "$counted"
cat >"$counted/news.jsonl" <<'END'
{"title": "Gas talks in the capital", "text": "Ministers of Kazakhstan and Uzbekistan met for talks about the gas union, says Wassilenko.", "date": "2023-02-27", "source": "Reuters", "lang": "en", "author": ["A. Reporter", "Smith, John"]}
{"title": "Gas talks in capital", "text": "Ministers of Kazakhstan and of Uzbekistan met for talks about the gas union, says Vassilenko.", "date": "2023-02-28", "source": "REUTERS", "lang": "en", "author": "By A. Reporter and B. Editor"}
{"title": "The gas union and its talks", "text": "The talks of Kazakhstan and Uzbekistan go on, and nobody knows how long.", "date": "2023-03", "source": "Reuters Kazakhstan", "lang": "en"}
{"title": "Газовый союз", "text": "Министры Казахстана и Узбекистана говорили о союзе, сказал Василенко. Gas.", "date": "2022", "source": "Новости \"Степь\"", "lang": "ru"}
{"title": "=cmd|gas", "text": "Of birds and \u001b[31mgas.", "source": "=1+1\u001b[31m", "author": "\u202eevil\u202c", "lang": "en"}
END
printf 'Title: An old text\nDate: 2019-05-06\n\nIt tells of gas lamps.\n' \
	>"$counted/old.txt"
SAIGA_DB=$dir/counted-db
run index -q "$counted"
run_tame search --facets gas
run_tame search --facets=1 --timeline gas
run_tame search --timeline date:2022..2023 gas
with COLUMNS=50 search --timeline=day date:2023
with COLUMNS=1 search --timeline=day date:2023
run search --timeline=century --color=always gas
run search --facets nosuchword
run_tame search --json --facets --timeline=year gas
run search --json --timeline '?!'
run search --json --facets nosuchword
run search --csv --facets --timeline=year gas
tr -d '\r' <"$dir/out" >"$dir/lines"
is_tame "$dir/lines" || fail 'untamed in CSV'
run search -t 'source:="reuters"'
run search -x -n 1 'source:="Reuters Kazakhstan" gas'
run search -c -n 5 -s date 'author:(="smith, john" OR ="b. editor")'
run search -x -n 1 author:unknown source:unknown
run search --facets -p gas
run search --timeline -t gas
run search --facets=0 gas
run search --facets=1001 gas
run search --timeline=week gas
compare counts

id=$(./saiga search -t title:capital wassilenko -n 1 | awk '{ print $3 }')
run similar "$id"
run similar -n 1 --json "$id"
run similar --csv -n 2 "$id.1"
run similar "$(./saiga search -t title:old | awk '{ print $3 }')"
run similar aaaaaaaaaaaaa
run similar nonsense
run similar
run similar "$id" "$id"
run similar -n 0 "$id"
run similar --nonsense "$id"
run similar --color=sometimes "$id"
run_tame similar "$(printf '\033[31m')"
# The word would be taken for a shell's own command.
complete=complete
run "$complete" talks ab
run "$complete" Vas
run "$complete" 'source:"reu'
run "$complete" date:20
run "$complete" 'gas '
run "$complete"
run "$complete" --nonsense
run_tame "$complete" "$(printf '\033[31m g')"
run_tame stats
echo 'Date: 2023-01' >"$counted/old.txt"
echo 'It tells of gas lamps.' >>"$counted/old.txt"
run index -q "$counted"
run stats
compare similar
SAIGA_DB=$dir/db

# ---- a device that is full -----------------------------------------------

# run_full ARGUMENT...
run_full() {
	code=0
	./saiga "$@" >/dev/full 2>"$dir/err" || code=$?
	if [ "$code" -ne 2 ] ||
		[ "$(cat "$dir/err")" != \
			'saiga: cannot write: No space left on device' ]; then
		fail "to a full device: saiga $*: $code, $(cat "$dir/err")"
	fi
}

if [ -c /dev/full ]; then
	run_full search gas
	run_full search --json gas
	run_full show "$other"
	run_full stats
	run_full check
	run_full dump
	run_full help
	run_full search --help
	run_full --version
	run_full index "$dir/corpus"
	run_full index --help
else
	echo 'no /dev/full: nothing is tried on it'
fi

# ---- the five articles of issue 2 ----------------------------------------

articles=$srcdir/../shared/articles
five=$dir/five

# finds NAMES QUERY: the articles found, best first, begin so.
finds() {
	names=$(./saiga search --db="$five" --json "$2" |
		sed 's/.*"path":"[^"]*\/\([^"/]*\)\.txt".*/\1/' | tr '\n' ' ')
	case $names in
	"$1"*) ;;
	*) fail "search $2: $1 expected, $names found" ;;
	esac
	[ "${3:-0}" -eq 0 ] || [ "$(echo "$names" | wc -w)" -eq "$3" ] ||
		fail "search $2: $3 articles expected, $names found"
}

# field NAME KEY VALUE: the article of that name has the value in JSON.
field() {
	found=$(for id in $(./saiga search --db="$five" -t kazakhstan |
		awk '{ print $3 }'); do
		./saiga show --db="$five" --json "$id"
	done | grep "\"path\":\"[^\"]*/$1\.txt\"")
	case $found in
	*"\"$2\":$3,"*) ;;
	*) fail "article $1: $2 is not $3" ;;
	esac
}

if [ -d "$articles" ]; then
	./saiga index -q --db="$five" "$articles" || fail 'index the five'
	finds 001 '"longest land border"' 1
	finds 000 'gas union uzbekistan'
	finds 001 'combat drones turkey'
	finds 004 Zhumangarin 2
	finds 001 Tleuberdi 3
	finds 003 'BRICS invitation'
	finds '' "kazakhstan's economy" 5
	./saiga search --db="$five" KAZAKHSTAN >"$dir/upper"
	./saiga search --db="$five" kazakhstan >"$dir/lower"
	cmp "$dir/upper" "$dir/lower" || fail 'KAZAKHSTAN and kazakhstan differ'
	./saiga search --db="$five" "kazakhstan's economy" >"$dir/upper"
	curly=$(printf '\342\200\231')
	./saiga search --db="$five" "Kazakhstan${curly}s economy" \
		>"$dir/lower"
	cmp "$dir/upper" "$dir/lower" || fail 'the two apostrophes differ'
	finds '' Vasilenko 2
	finds '' "$(printf '\320\242\320\276\320\272\320\260\320\265\320\262')" 3
	finds '' '"blindly follow"' 1
	field 000 title null
	risks='“Kazakhstan Currently Sees No Risks or Threats From Russia”'
	field 001 title "\"$risks – Kazakh Foreign Minister\""
	field 001 publisher '"Gazeta"'
	crossfire='Kazakhstan Finds Itself in the Crossfire of Western'
	field 002 title "\"$crossfire Sanctions Against Russia\""
	field 003 title null
	field 004 title null
	./saiga search --db="$five" '"leave a review"' >"$dir/out"
	[ $? -eq 1 ] || fail 'the furniture of an article is searched'
	./saiga search --db="$five" -t '"challenges and new realities"' \
		>"$dir/out" || fail 'a heading of an article is not searched'
else
	echo "no $articles: the acceptance of issue 2 is not tried"
fi

exit $failed
