#!/bin/sh
# The folders' layers hold, and the script that says so can say otherwise.
set -eu
srcdir=${srcdir:-.}
"$srcdir/scripts/layers" "$srcdir"

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
for folder in base text article xapian-c store indexer searcher web bench \
  include; do
  mkdir "$dir/$folder"
  echo '#include <stdio.h>' >"$dir/$folder/good.c"
done
"$srcdir/scripts/layers" "$dir"

fails() {
  echo "$2" >"$dir/$1"
  if "$srcdir/scripts/layers" "$dir" >"$dir/out"; then
    echo "layers let through: $2 in $1"
    exit 1
  fi
  rm "$dir/$1"
}
fails text/bad.c '#include <saiga/article.h>'
fails article/bad.c '#include <xapian-c.h>'
fails searcher/bad.c '#include <utf8proc.h>'
fails searcher/bad.c '#include "../indexer/walk.h"'
fails indexer/bad.c '#include <xapian.h>'
fails xapian-c/bad.cc '#include <saiga/status.h>'
fails store/bad.cc ''
