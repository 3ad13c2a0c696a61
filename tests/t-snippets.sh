#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# bench/snippet-score counts as a hand does: words by stems, stop words aside,
# starts of sentences, characters.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat >"$dir/articles.jsonl" <<'EOF'
{"id": "a", "text": "The pipelines are long. \"Gas\" flows.\n\nAnkara said yes, and Dr. X no."}
EOF
printf '1\tThe pipeline in Ankara flowing nowhere\n' >"$dir/queries.tsv"
# Of pipeline, ankara, flowing two, one, none; the first and the second begin a
# sentence, one behind a quote and one behind a line's end.
printf '1\ta\t"Gas" flows. … The pipelines …\n' >"$dir/two"
printf '1\ta\tAnkara said yes,\n' >"$dir/one"
printf '1\ta\t… are long.\n' >"$dir/none"
cat >"$dir/wanted" <<'EOF'
                 snippets    shown      any   begins characters
two                     1   0.6667   0.7500   1.0000       25.0
one                     1   0.3333   0.2500   1.0000       16.0
none                    1   0.0000   0.0000   0.0000        9.0
EOF
bench/snippet-score "$dir/articles.jsonl" "$dir/queries.tsv" "$dir/two" \
	"$dir/one" "$dir/none" >"$dir/out"
diff "$dir/wanted" "$dir/out"
printf '1\tb\tAnkara\n' >"$dir/other"
if bench/snippet-score "$dir/articles.jsonl" "$dir/queries.tsv" "$dir/two" \
	"$dir/other" >"$dir/out" 2>&1; then
	echo 'FAIL: runs of different articles are compared'
	exit 1
fi
