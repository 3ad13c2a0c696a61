#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# An index in parts gives what it gives whole: four folders by a stub file,
# four servers, four programs, four shards that were built as one.  And what is printed when a part does not answer.
set -u

srcdir=${srcdir:-.}
dir=$(mktemp -d) && dir=$(cd "$dir" && pwd -P) || exit 99
servers=
s=
trap 'for s in $servers; do kill -9 "$s" 2>/dev/null; done; rm -rf "$dir"' EXIT
for program in xapian-tcpsrv xapian-progsrv perl; do
	command -v "$program" >/dev/null || {
		echo "$program is missing"
		exit 77
	}
done
failed=0

LC_ALL=C TZ=UTC0 HOME=$dir SAIGA_NOW=1700000000
export LC_ALL TZ HOME SAIGA_NOW
ASAN_OPTIONS=new_delete_type_mismatch=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}
export ASAN_OPTIONS
unset SAIGA_DB XDG_DATA_HOME XDG_CONFIG_HOME

fail() {
	echo "FAIL: $*"
	failed=1
}

# ---- the same articles, whole and in four ------------------------------------

# Two hundred articles of few words: many equals, some without a day.
awk 'function roll(n) { seed = (seed * 16807) % 2147483647; return seed % n }
BEGIN {
	seed = 7
	n = split("sanction sanctions sanctioned drone drones border gas union " \
		"pipeline Tokayev Tokaev Putin Poutine minister ministers talks " \
		"talk river harbour ship ships bank banks vote votes election",
		words, " ")
	for (i = 0; i < 200; i++) {
		text = ""
		for (p = 0; p < 2 + roll(3); p++) {
			text = text "They said"
			for (w = 0; w < 8 + roll(40); w++)
				text = text " " words[1 + roll(1 + roll(n))]
			text = text ".\\n\\n"
		}
		date = roll(7) ? sprintf("\"date\": \"2023-%02d-%02d\", ",
			1 + roll(3), 1 + roll(9)) : ""
		printf "{\"id\": \"a%d\", \"title\": \"%s of %s\", %s\"source\": " \
			"\"Paper %d\", \"url\": \"https://h%d.example/%d\", " \
			"\"lang\": \"%s\", \"text\": \"%s\"}\n", i,
			words[1 + roll(n)], words[1 + roll(n)], date,
			roll(3), i, i, roll(9) ? "en" : "de", text
	}
}' >"$dir/articles.jsonl"

# make NAME REST [OPTION]: the articles, or those of which one in four is the
# REST-th, the files of the corpus likewise, all by the same paths.
make() {
	mkdir "$dir/in"
	awk -v r="$2" 'r == "all" || NR % 4 == r' "$dir/articles.jsonl" \
		>"$dir/in/articles.jsonl"
	n=0
	for file in "$srcdir"/corpus/*/*; do
		n=$((n + 1))
		[ "$2" = all ] || [ $((n % 4)) = "$2" ] || continue
		to=$dir/in/$(basename "$(dirname "$file")")
		mkdir -p "$to"
		cp "$file" "$to"
	done
	./saiga index -q ${3:+"$3"} --db="$dir/$1" "$dir/in" || exit 99
	rm -rf "$dir/in"
}
make whole all
make spread all --shards=4
for k in 0 1 2 3; do
	make "part$k" $k
	echo "auto part$k" >>"$dir/local"
	echo "remote :xapian-progsrv $dir/part$k" >>"$dir/program"
done

# serve PART: starts a server of it, on a port that is free; its number goes to
# $port, and the server's to $server.
port=$((20000 + $$ % 20000))
serve() {
	while :; do
		port=$((port + 1))
		xapian-tcpsrv --interface=127.0.0.1 --port=$port "$dir/$1" \
			>"$dir/server" 2>&1 &
		server=$!
		i=0
		while kill -0 $server 2>/dev/null &&
			! grep -q Listening "$dir/server" && [ $i -lt 200 ]; do
			sleep 0.05
			i=$((i + 1))
		done
		kill -0 $server 2>/dev/null && break
	done
	servers="$servers $server"
}
for k in 0 1 2 3; do
	serve part$k
	echo "remote 127.0.0.1:$port" >>"$dir/server-stub"
	eval "port$k=$port server$k=$server"
done

# ---- the same answers --------------------------------------------------------

# How many match is an estimate beyond the first thousand, and no more than that.
# same ARGUMENT...
same() {
	command=$1
	shift
	./saiga "$command" --db="$dir/whole" "$@" >"$dir/one" 2>"$dir/one.err"
	code=$?
	for stub in local server-stub program spread; do
		./saiga "$command" --programs --db="$dir/$stub" "$@" \
			>"$dir/many" 2>"$dir/many.err"
		if [ $? != $code ] || ! cmp -s "$dir/one.err" "$dir/many.err" ||
			! diff "$dir/one" "$dir/many" >"$dir/diff"; then
			fail "$stub: $command $*"
			head -5 "$dir/diff" "$dir/many.err" | cut -c1-300
		fi
	done
	compared=$((compared + 1))
}
compared=0
for query in sanctions 'drone talks' '"gas union"' 'border NEAR/5 ship' \
	'minister*' 'Tokayev Putin' lang:de 'source:"Paper 1" vote' \
	'date:2023-02 bank' 'date:unknown river' '-gas +union' 'electoin' \
	'Vassilenko' 'title:ships OR harbour' 'the talks' 'нефть газ'; do
	same search --json -n 30 "$query"
	same search -n 5 --explain "$query"
	same search --json --passages -n 15 "$query"
	same search --json --sort=date -n 12 "$query"
	same search --json --sort=oldest -n 250 "$query"
	same search --json --facets --timeline "$query"
done
same search --json --deep 'gas union'
same search --json --recent 'gas union'
same search --json --no-feedback -o 10 'gas union'
id=$(./saiga search --db="$dir/whole" --json -n 1 'gas union' |
	sed 's/{"id":"\([^"]*\)".*/\1/')
same similar --json "$id"
same show --json "$id"
same show --query='gas union' "$id"
same show 0000000000000
same complete sanc
same complete title:sh
[ $compared = 105 ] || fail "only $compared comparisons"

# What is told of the whole, but for where it lies.
for stub in whole local server-stub spread; do
	./saiga stats --db="$dir/$stub" >"$dir/out" || fail "stats: $stub"
	grep -v -e ^index -e ^size -e ^made -e ^newest "$dir/out" \
		>"$dir/stats-$stub"
	cmp "$dir/stats-whole" "$dir/stats-$stub" || fail "stats of $stub"
done
./saiga search --db="$dir/part0" --db="$dir/part1" --db="$dir/part2" \
	--db="tcp://127.0.0.1:${port3:?}" --json 'gas union' >"$dir/many" ||
	fail 'several --db'
./saiga search --db="$dir/whole" --json 'gas union' | cmp - "$dir/many" ||
	fail 'several --db give something else'

# ---- stubs that are wrong, or want too much ----------------------------------

# refused WORDS ARGUMENT...: exit status 2 and these words.
refused() {
	words=$1
	shift
	./saiga search "$@" gas >"$dir/out" 2>"$dir/err"
	if [ $? != 2 ] || ! grep -q -e "$words" "$dir/err"; then
		fail "not refused: $*"
		cat "$dir/err"
	fi
}
printf 'remote :touch %s/ran\n' "$dir" >"$dir/stub"
refused 'stub:1: it names a program' --db="$dir/stub"
[ ! -e "$dir/ran" ] || fail 'a program was run'
printf '# two\nauto part0\nrun part1\n' >"$dir/stub"
refused 'stub:3: neither .* auto, glass or remote' --db="$dir/stub"
printf 'remote 127.0.0.1\n' >"$dir/stub"
refused 'stub:1: HOST:PORT' --db="$dir/stub"
: >"$dir/stub"
refused 'names no index' --db="$dir/stub"
printf 'auto \000\n' >"$dir/stub"
refused 'it is no stub file' --db="$dir/stub"
head -c 100000 /dev/zero >"$dir/stub"
refused 'too long for a stub' --db="$dir/stub"
mkfifo "$dir/pipe"
refused pipe --db="$dir/pipe"
refused 'host and port' --db=tcp://127.0.0.1:70000
mkdir "$dir/inside"
echo 'auto ../part0' >"$dir/inside/XAPIANDB"
refused 'only folders beside it' --db="$dir/inside"
echo 'remote 127.0.0.1:1' >"$dir/inside/XAPIANDB"
refused 'only folders beside it' --programs --db="$dir/inside"
cp -R "$dir/part0" "$dir/inside/0"
echo 'auto 0' >"$dir/inside/XAPIANDB"
./saiga search --db="$dir/inside" gas >"$dir/out" || fail 'a stub in a folder'

# ---- a part that does not answer ---------------------------------------------

# partial WORDS ARGUMENT...: the others' articles, a warning, exit status 3; with
# --strict an error.
partial() {
	words=$1
	shift
	timeout 60 ./saiga search --timeout=1 "$@" >"$dir/out" 2>"$dir/err"
	code=$?
	if [ $code != 3 ] || ! grep -q 'articles, 1 to' "$dir/out" ||
		! grep -q 'parts of the index do.* not answer' "$dir/out" ||
		! grep -q "$words does not answer" "$dir/err"; then
		fail "$code: $*"
		cat "$dir/err"
	fi
	timeout 60 ./saiga search --timeout=1 --strict "$@" >"$dir/out" \
		2>"$dir/err"
	code=$?
	if [ $code != 2 ] || [ -s "$dir/out" ]; then
		fail "not strict: $*"
	fi
}

# A server that takes connections and says nothing; or, with a limit, one that
# passes on what the part at the port says, and falls silent after so many bytes.
cat >"$dir/mute.pl" <<'END'
my ($limit, $to, $told) = @ARGV;
my $listen = IO::Socket::INET->new(LocalAddr => "127.0.0.1", Listen => 9) or
	die;
open(my $file, ">", "$told.new") or die;
print $file $listen->sockport;
close $file;
rename("$told.new", $told);
while (my $in = $listen->accept) {
	next if fork;
	my $sent = 0;
	if ($limit) {
		my $out = IO::Socket::INET->new(PeerAddr => "127.0.0.1",
			PeerPort => $to) or die;
		my $both = IO::Select->new($in, $out);
		while ($sent < $limit) {
			for my $from ($both->can_read) {
				sysread($from, my $bytes, 4096) or exit;
				syswrite($from == $in ? $out : $in, $bytes);
				$sent += length $bytes if $from == $out;
			}
		}
	}
	1 while sysread($in, my $bytes, 4096);
	exit;
}
END
# mute LIMIT PORT: its port goes to $port.
mute() {
	rm -f "$dir/told"
	perl -MIO::Socket::INET -MIO::Select "$dir/mute.pl" "$1" "$2" \
		"$dir/told" &
	servers="$servers $!"
	while [ ! -e "$dir/told" ]; do sleep 0.05; done
	port=$(cat "$dir/told")
}

mute 0 0
partial "tcp://127.0.0.1:$port" --db="$dir/part0" --db="tcp://127.0.0.1:$port" \
	gas
mute 3000 "${port2:?}"
partial "tcp://127.0.0.1:$port" --db="tcp://127.0.0.1:${port1:?}" \
	--db="tcp://127.0.0.1:$port" gas
echo 'remote :false' >"$dir/stub"
partial false --programs --db="$dir/part0" --db="$dir/stub" gas
./saiga search --json --db="$dir/server-stub" -n 1 gas | grep -q missing_shards &&
	fail 'shards are missing that are there'
# By SIGTERM it would end its whole process group, and with it this script.
kill -9 "${server1:?}"
wait "$server1" 2>/dev/null
partial "tcp://127.0.0.1:$port1" --db="$dir/server-stub" gas
./saiga search --json --db="$dir/server-stub" -n 1 gas 2>/dev/null |
	grep -q '"missing_shards":1,' || fail 'JSON does not tell what is missing'
./saiga stats --db="$dir/server-stub" >"$dir/out" 2>"$dir/err"
[ $? = 3 ] || fail 'stats without a server'
refused 'refused' --db="tcp://127.0.0.1:$port1"
exit $failed
