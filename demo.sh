#!/bin/sh
# Builds Saiga, indexes the sample articles and searches them.
# With --page, starts the search page on them.  See README.md.
set -eu
cd "$(dirname "$0")"

case ${1:-} in
--page) page=page ;;
'') page= ;;
*)
  echo "Usage: ./demo.sh [--page]" >&2
  exit 2
  ;;
esac

# shellcheck disable=SC2086 # a word or none
scripts/install-packages build $page
echo "Building in build/ ..."
scripts/build build

SAIGA_DB=build/demo-index
export SAIGA_DB

say() {
  printf '\n$ %s\n' "$1"
}

say "saiga index corpus"
build/saiga index corpus
if [ -n "$page" ]; then
  say "saiga serve"
  exec build/saiga serve
fi
say "saiga search -n 2 oil exports"
build/saiga search -n 2 oil exports
say "saiga search '\"land border\"'"
build/saiga search '"land border"'
say "saiga search -n 2 газовый союз"
build/saiga search -n 2 газовый союз

cat <<TXT

Now try, with your own words and articles:
  build/saiga search --db=$SAIGA_DB 'sanctions AND iran'
  build/saiga index ~/articles     # a folder of articles
  build/saiga search WORDS         # build/saiga help tells the rest
  ./demo.sh --page                 # the same in a browser
TXT
