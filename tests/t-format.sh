#!/bin/sh
# The code is laid out as .clang-format says, and no function or file is too
# long to be read at once.
set -eu
cd "${srcdir:-.}"
sources=$(find base text article xapian-c store indexer searcher web bench tests \
  -name '*.c' -o -name '*.cc' -o -name '*.hh')

bad=0
# shellcheck disable=SC2086 # names of sources hold no spaces
for file in $sources; do
  lines=$(wc -l <"$file")
  if [ "$lines" -gt 520 ]; then
    echo "$file: $lines lines: one concept, or several?"
    bad=1
  fi
done
if command -v ctags >/dev/null && ctags --version | grep -q Universal; then
  # shellcheck disable=SC2086
  ctags -x --c-kinds=f --c++-kinds=f --_xformat='%F %N %n %{end}' $sources |
    awk '$2 !~ /^operator/ && $4 - $3 >= 60 {
      printf "%s:%s %s: over 60 lines\n", $1, $3, $2; bad = 1
    } END { exit bad }' || bad=1
else
  echo "ctags is missing: functions were not measured"
fi
if command -v shellcheck >/dev/null; then
  shellcheck -x autogen.sh demo.sh test.sh bench/fts5 bench/index bench/page \
    bench/quality bench/search bench/speed-lib scripts/build \
    scripts/install-packages scripts/layers tests/*.sh || bad=1
else
  echo "shellcheck is missing: scripts were not checked"
fi
[ "$bad" = 0 ] || exit 1

# Another version lays out differently.
if ! clang-format --version 2>/dev/null | grep -q 'version 14\.'; then
  echo "clang-format 14 is missing: the layout was not looked at"
  exit 77
fi
# shellcheck disable=SC2086
clang-format --dry-run -Werror $sources
