#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# An indexer that is killed: at moments by chance, and after each commit in
# turn.  Each time the index opens, is sound, holds whole articles only, all of
# the commits that were acknowledged, and the next run makes of it what one that
# nobody disturbed makes.  SAIGA_TRIALS is how many moments (make check-long:
# 200); SAIGA_SEED chooses them.
set -u

dir=$(mktemp -d) && dir=$(cd "$dir" && pwd -P) || exit 99
trap 'rm -rf "$dir"' EXIT
failed=0
trials=${SAIGA_TRIALS:-6}
seed=${SAIGA_SEED:-7}
LC_ALL=C TZ=UTC0 HOME=$dir/home
export LC_ALL TZ HOME
unset XDG_DATA_HOME XDG_CONFIG_HOME SAIGA_DB
ASAN_OPTIONS=new_delete_type_mismatch=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}
export ASAN_OPTIONS
mkdir "$HOME" "$dir/a"

# fail WORDS...
fail() {
	echo "$*"
	failed=1
}

# chance MOST: sets $n_chance to a number below it; always the same ones.
chance() {
	seed=$(((seed * 1103515245 + 12345) % 2147483648))
	n_chance=$((seed / 65536 % $1))
}

# ---- the articles --------------------------------------------------------

# articles FROM TO WORD: files of the numbers, that tell of the word.
articles() {
	awk -v from="$1" -v to="$2" -v word="$3" -v dir="$dir/a" 'BEGIN {
		for (i = from; i <= to; i++) {
			file = sprintf("%s/%03d.txt", dir, i)
			printf "Title %d of Kassym Tokayev\n\n", i >file
			for (p = 0; p < 4; p++) {
				for (w = 0; w < 60; w++)
					printf "%s%d ", word, (i * 7 + p * w) % 997 >file
				printf "ends the paragraph %d.\n\n", p >file
			}
			close(file)
		}
	}'
}

# lines FROM TO: a file of many.
lines() {
	awk -v from="$1" -v to="$2" 'BEGIN {
		for (i = from; i <= to; i++)
			printf "{\"id\":\"%d\",\"title\":\"Line %d\"," \
				"\"url\":\"https://example.org/%d\"," \
				"\"text\":\"The text of line %d.\"}\n", i, i, i, i
	}' >"$dir/a/many.jsonl"
}

# first: the folder as it is first, on each call the same, times too.
first() {
	rm -rf "$dir/a"
	mkdir "$dir/a"
	articles 1 40 walrus
	lines 1 20
	find "$dir/a" -type f -exec touch -d 2020-01-01 {} +
}

# second: files are gone, moved, changed, new.
second() {
	first
	rm "$dir"/a/00*.txt
	mkdir "$dir/a/moved"
	mv "$dir"/a/01*.txt "$dir/a/moved"
	articles 20 24 otter
	articles 41 45 beaver
	lines 6 22
}

# ---- what is to be -------------------------------------------------------

# run DB ARGUMENT...: a run that nobody disturbs.
run() {
	db=$1
	shift
	./saiga-index -q --db="$db" "$@" "$dir/a" >"$dir/out" 2>&1 || {
		fail "${what-}: saiga index $*: status $?"
		cat "$dir/out"
	}
}

SAIGA_BATCH=10 # articles
export SAIGA_BATCH
first
begun=$(date +%s%N)
run "$dir/whole"
lasts=$((($(date +%s%N) - begun) / 1000000 + 1)) # milliseconds
./saiga dump --db="$dir/whole" >"$dir/first.dump" || fail 'no dump'
cp -r "$dir/whole" "$dir/base"
second
run "$dir/whole"
./saiga dump --db="$dir/whole" >"$dir/second.dump" || fail 'no dump'
[ "$(wc -l <"$dir/first.dump")" -eq 60 ] || fail 'not 60 articles'
[ "$(wc -l <"$dir/second.dump")" -eq 53 ] || fail 'not 53 articles'

# ---- what is ------------------------------------------------------------

# sound LEAST DUMP...: the index is, and holds articles of these dumps only, so
# many at least.
sound() {
	least=$1
	shift
	if [ ! -e "$dir/db/iamglass" ]; then
		[ "$least" -eq 0 ] || fail "$what: there is no index"
		return
	fi
	./saiga dump --db="$dir/db" >"$dir/dump" 2>"$dir/err" || {
		# It was killed before the first article was committed.
		grep -q 'nothing is in the index' "$dir/err" ||
			fail "$what: $(cat "$dir/err")"
		: >"$dir/dump"
	}
	[ ! -s "$dir/dump" ] ||
		./saiga check --db="$dir/db" >"$dir/out" 2>&1 || {
		fail "$what: saiga check says"
		cat "$dir/out"
	}
	[ "$(wc -l <"$dir/dump")" -ge "$least" ] ||
		fail "$what: articles that were committed are lost"
	sort -u "$@" >"$dir/known"
	sort "$dir/dump" | comm -23 - "$dir/known" >"$dir/torn"
	[ ! -s "$dir/torn" ] || {
		fail "$what: articles that no whole run has"
		cut -c1-200 "$dir/torn"
	}
}

# same DUMP ARGUMENT...: the next run makes the whole.
same() {
	wanted=$1
	shift
	run "$dir/db" "$@"
	./saiga dump --db="$dir/db" >"$dir/dump" || fail "$what: no dump"
	cmp "$wanted" "$dir/dump" || fail "$what: the next run makes another"
	[ ! -e "$dir/db.saiga-new" ] || fail "$what: something is left behind"
}

# killed_at SECONDS ARGUMENT...: begins a run, and kills all of it then.
killed_at() {
	seconds=$1
	shift
	setsid ./saiga-index -q --db="$dir/db" "$@" "$dir/a" >/dev/null 2>&1 &
	pid=$!
	sleep "$seconds"
	kill -KILL -- -$pid 2>/dev/null
	wait $pid 2>/dev/null
}

# ---- after each commit ---------------------------------------------------

# each_commit DUMP ARGUMENT...: from nothing, or from $base where it is set.
each_commit() {
	wanted=$1
	shift
	n=1
	while [ $n -lt 100 ]; do
		what="after commit $n of ${base:-nothing} $*"
		rm -rf "$dir/db" "$dir/db.saiga-new"
		[ -z "$base" ] || cp -r "$base" "$dir/db"
		SAIGA_STOP_AFTER_COMMIT=$n ./saiga-index -q --db="$dir/db" \
			"$@" "$dir/a" >/dev/null 2>&1 && break
		# The first commit is that of a new index; of a build nothing is
		# there before all is.
		least=$(((n - 1) * SAIGA_BATCH))
		[ $least -le 60 ] || least=60
		{ [ -z "$base" ] && [ $# -eq 0 ]; } || least=0
		sound $least "$dir/first.dump" "$dir/second.dump"
		same "$wanted" "$@"
		n=$((n + 1))
	done
	if [ $n -le 2 ] || [ $n -ge 100 ]; then
		fail "$what: $n commits were stopped at"
	fi
}

first
base=
each_commit "$dir/first.dump"
each_commit "$dir/first.dump" --jobs=2
second
base=$dir/base
each_commit "$dir/second.dump"

# ---- at moments ----------------------------------------------------------

n=0
while [ $n -lt "$trials" ]; do
	n=$((n + 1))
	chance "$lasts"
	moment=$(printf %d.%03d $((n_chance / 1000)) $((n_chance % 1000)))
	what="trial $n at $moment s"
	rm -rf "$dir/db" "$dir/db.saiga-new"
	case $((n % 3)) in
	0)
		first
		killed_at "$moment" --jobs=2
		sound 0 "$dir/first.dump"
		same "$dir/first.dump" --jobs=2
		;;
	1)
		first
		killed_at "$moment"
		sound 0 "$dir/first.dump"
		killed_at "$moment"
		sound 0 "$dir/first.dump"
		same "$dir/first.dump"
		;;
	2)
		second
		cp -r "$dir/base" "$dir/db"
		killed_at "$moment"
		sound 50 "$dir/first.dump" "$dir/second.dump"
		same "$dir/second.dump"
		;;
	esac
done
exit $failed
