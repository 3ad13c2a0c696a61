#!/bin/sh
# An index that several processes build has the same articles, ids and marks
# as one that a single run fills; a build that is killed at any of its steps
# leaves the old index as it was, and the next one ends; a rebuild loses
# nothing.  One that is spread over shards is the same in all that.
set -eu

srcdir=${srcdir:-.}
index=${SAIGA_INDEX:-$PWD/saiga-index}
dump=$PWD/tests/dump_index
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

fail() {
  echo "$*"
  exit 1
}

# Articles of one id: by their address, by their name in two folders, in files
# of many; a paragraph that recurs; a file over a megabyte, which all
# processes read; parts that are no articles.
in=$dir/in
mkdir "$in" "$in/a" "$in/a/b" "$in/c"
awk -v in_="$in" 'BEGIN {
  for (i = 0; i < 120; i++) {
    words = ""
    for (k = 0; k < 60; k++)
      words = words " word" (i * 7 + k * k) % 991
    file = in_ (i % 3 == 0 ? "/a/" : i % 3 == 1 ? "/a/b/" : "/c/") \
      int(i / 3) ".txt"
    printf "Source: The Example Times\nURL: https://example.org/%d\n\n" \
      "Talks in Astana%s.\n\nRead more in our letter.\n", i % 35, words >file
    close(file)
  }
  file = in_ "/a-b.jsonl"
  for (i = 0; i < 1500; i++) {
    words = ""
    for (k = 0; k < 120; k++)
      words = words " name" (i * 11 + k * k * k) % 1999
    if (i == 7)
      print "{ no JSON" >file
    printf "{\"id\": \"%d\", \"title\": \"Story %d\", \"source\": \"B\", " \
      "\"url\": \"https://example.org/%d\", \"text\": \"Tokayev said%s.\"}\n", \
      i % 1450, i, i % 60, words >file
  }
}'
# Its name comes before a/ in the order of bytes, and a second time by itself.
named=$in/a/b/3.txt
# A file that was changed two seconds before it is read is noted as one that
# may change again unseen: all builds must come later than that.
sleep 3

sorted() {
  "$dump" "$1" | LC_ALL=C sort
}
articles() {
  LC_ALL=C sed -n '/^article/p' "$1"
}

printf 'Nothing here.\n\nBut this is the first of all articles.\n' \
  >"$dir/first.txt"
"$index" -q -d "$dir/straight" "$dir/first.txt"
"$index" -q -d "$dir/straight" "$in" "$named" 2>/dev/null
sorted "$dir/straight" | sed '/first\.txt/d' >"$dir/straight.txt"
for jobs in 1 2 3; do
  "$index" -q -j $jobs -d "$dir/$jobs" "$in" "$named" 2>"$dir/$jobs.err"
  sorted "$dir/$jobs" >"$dir/$jobs.txt"
  [ ! -e "$dir/$jobs.saiga-new" ] || fail "--jobs=$jobs leaves a folder behind"
  articles "$dir/straight.txt" >"$dir/want"
  articles "$dir/$jobs.txt" | cmp "$dir/want" - ||
    fail "--jobs=$jobs puts in other articles"
  cmp "$dir/1.txt" "$dir/$jobs.txt" || fail "--jobs=$jobs has another index"
  sort -o "$dir/$jobs.err" "$dir/$jobs.err"
  cmp "$dir/1.err" "$dir/$jobs.err" || fail "--jobs=$jobs tells something else"
done
"$index" -q -j 2 --shards=3 -d "$dir/spread" "$in" "$named" 2>/dev/null
sorted "$dir/spread" | cmp "$dir/1.txt" - || fail "--shards has another index"
[ "$(cat "$dir/spread/XAPIANDB")" = "$(printf 'auto 0\nauto 1\nauto 2')" ] ||
  fail "the stub is wrong"
for k in 0 1 2; do
  n=$(articles "$dir/1.txt" | wc -l)
  "$dump" "$dir/spread/$k" >"$dir/shard"
  [ "$(articles "$dir/shard" | wc -l)" -gt $((n / 6)) ] ||
    fail "shard $k has too little"
  [ $k = 0 ] || ! grep -qv ^article "$dir/shard" || fail "shard $k has tables"
done
grep -q recurs "$dir/1.txt" || fail "nothing recurs"
[ "$(articles "$dir/1.txt" | wc -l)" -gt 1000 ] || fail "too few articles"

# Nothing has changed.
"$index" -d "$dir/2" "$in" 2>/dev/null | grep -q ' 0 new, 0 changed' ||
  fail "a run after a build finds something new"

# Killed at each step: a rebuild, one that spreads the index, one of a spread
# index into fewer shards, and into one database.
mkdir "$dir/old"
cp -R "$dir/2/." "$dir/old"
sorted "$dir/old" >"$dir/old.txt"
for shards in 1 3 2 1; do
  step=1
  killed=0
  while :; do
    rc=0
    (SAIGA_STOP_AFTER_COMMIT=$step exec "$index" -q -j 2 --rebuild \
      --shards=$shards -d "$dir/old" "$in" "$named") >/dev/null 2>&1 || rc=$?
    sorted "$dir/old" | cmp - "$dir/old.txt" ||
      fail "--shards=$shards: killed at step $step it leaves another index"
    [ "$rc" -eq 137 ] || break
    killed=$((killed + 1))
    step=$((step + 1))
  done
  [ "$rc" -eq 0 ] || fail "--shards=$shards: a rebuild ends with $rc"
  [ "$killed" -gt 4 ] || fail "only $killed steps were killed"
  [ ! -e "$dir/old.saiga-new" ] || fail "killed builds leave a folder behind"
done

# Killed from nothing on, it leaves an index without articles, or all of them.
step=1
while :; do
  # What was killed may be dying yet.
  rm -rf "$dir/new" "$dir/new.saiga-new" 2>/dev/null ||
    { sleep 1 && rm -rf "$dir/new.saiga-new"; }
  rc=0
  (SAIGA_STOP_AFTER_COMMIT=$step exec "$index" -q -j 2 --shards=2 \
    -d "$dir/new" "$in" "$named") >/dev/null 2>&1 || rc=$?
  sorted "$dir/new" >"$dir/new.txt"
  articles "$dir/new.txt" >"$dir/got"
  [ ! -s "$dir/got" ] || cmp "$dir/1.txt" "$dir/new.txt" ||
    fail "killed at step $step it leaves a part of an index"
  [ "$rc" -eq 137 ] || break
  step=$((step + 1))
done
if [ "$rc" -ne 0 ] || [ "$step" -le 4 ] || [ ! -s "$dir/got" ]; then
  fail "a build from nothing ends with $rc at step $step"
fi

# What takes one database only says what to do.
# refused ARGUMENT...
refused() {
  rc=0
  "$@" >"$dir/out" 2>&1 || rc=$?
  if [ "$rc" -ne 2 ] ||
    ! grep -q "spread over 2 shards.*--rebuild" "$dir/out"; then
    fail "not refused: $* ($rc)"
  fi
}
refused "$index" -d "$dir/new"
refused "$index" -d "$dir/new" "$in"
refused "$index" --shards=3 -d "$dir/new" "$in"
for command in check compact "backup $dir/copy" "forget $named"; do
  # shellcheck disable=SC2086
  refused "$PWD/saiga-care" $command -d "$dir/new"
done
"$index" --shards=2 -d "$dir/2" "$in" >"$dir/out" 2>&1 || true
grep -q 'articles already' "$dir/out" ||
  fail "an index is spread without --rebuild"

# Files that are gone, or not named.
rm -r "$in/c"
"$index" -q --rebuild -d "$dir/old" "$in/a" 2>/dev/null
articles "$dir/1.txt" >"$dir/want"
sorted "$dir/old" >"$dir/kept.txt"
articles "$dir/kept.txt" | cmp "$dir/want" - ||
  fail "a rebuild loses what it does not read"
"$index" -q --rebuild -d "$dir/spread" "$in/a" 2>/dev/null
[ -e "$dir/spread/2/iamglass" ] || fail "a rebuild spreads the index otherwise"
sorted "$dir/spread" >"$dir/kept.txt"
articles "$dir/kept.txt" | cmp "$dir/want" - ||
  fail "a rebuild of shards loses what it does not read"

# A record that cannot be inflated, and the file is gone: the rest is kept.
printf '{"id": "1", "text": "%s"}\n{"id": "2", "text": "two"}\n' \
  "$(seq 1 2000 | tr '\n' ' ')" >"$dir/two.jsonl"
"$index" -q -d "$dir/cut" "$dir/two.jsonl"
rm "$dir/two.jsonl"
dd if=/dev/zero of="$dir/cut/docdata.glass" bs=1 seek=6000 count=64 \
  conv=notrunc 2>/dev/null
"$index" -q --rebuild -d "$dir/cut" 2>"$dir/told" ||
  fail "a record that cannot be read ends a rebuild: $(cat "$dir/told")"
grep -q ': 1 of the articles that it stores cannot be read' "$dir/told" ||
  fail "a rebuild loses a record and does not tell: $(cat "$dir/told")"
[ "$("$dump" "$dir/cut" | grep -c '^article')" -eq 1 ] ||
  fail "a rebuild keeps other articles than can be read"

# A worker that cannot write says why, whatever was to come to it.
for _ in 1 2 3 4 5 6; do
  (ulimit -f 100 && "$index" -q -j 2 -d "$dir/small" "$in") 2>"$dir/told" &&
    fail "a build is done, and files may have 50 KB only"
  grep -q 'File too large' "$dir/told" ||
    fail "why a build ends is not told: $(cat "$dir/told")"
done
