#!/bin/sh
# The search in the README prints what the README shows.
set -eu
srcdir=${srcdir:-.}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# The block of the section is the command, then its output, four spaces in.
sed -n '/^## A search/,/^[^ #]/s/^    //p' "$srcdir/README.md" >"$dir/block"
sed -n '1s/^\$ build\///p' "$dir/block" |
  sed "s|--db=build/demo-index|--db=$dir/index|" >"$dir/command"
# A blank line of the output has no spaces in the README.
sed '1d;/^$/d' "$dir/block" >"$dir/expected"
if [ ! -s "$dir/command" ] || [ ! -s "$dir/expected" ]; then
  echo "README.md: no search was found in it"
  exit 1
fi

./saiga index --quiet --db="$dir/index" "$srcdir/corpus"
COLUMNS=76 sh -c "./$(cat "$dir/command")" | sed '/^$/d' >"$dir/printed"
diff "$dir/expected" "$dir/printed"
