#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# bench/quality prints what the runs are worth: a program in Saiga's place
# gives one that is known; and FTS5's, where there is sqlite3, is as it must be.
set -eu

srcdir=$(cd "${srcdir:-.}" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
TMPDIR=$dir/tmp
export TMPDIR
mkdir "$TMPDIR" "$dir/one" "$dir/two"
failed=0

fail() {
	echo "FAIL: $*"
	failed=1
}

cat >"$dir/one/articles.jsonl" <<'EOF'
{"id": "a", "title": "Gas", "text": "Talks on \"pipelines\" went on."}
{"id": "b", "text": "The pipeline's\n\nroute", "tail": "Ankara"}
{"id": "c", "title": "", "text": "Nothing of the kind."}
EOF
printf "1\\tAND pipelines\\n2\\tgas!\\nit's\\tankara (or) \"\\n4\\t..\\n" \
	>"$dir/one/queries.tsv"
printf "1 0 b 1\\n2 0 a 1\\nit's 0 b 1\\n4 0 c 1\\n" >"$dir/one/qrels.txt"
cp "$dir/one"/* "$dir/two"
cat >"$dir/saiga" <<EOF
#!/bin/sh
case " \$* " in
*" index "*" --db="*"articles.jsonl ") ;;
*" search --db="*" --trec -n 1000 --some thing --queries="*)
	printf '2 Q0 c 1 3 x\n2 Q0 a 2 2 x\n' ;;
*) exit 2 ;;
esac
EOF
chmod +x "$dir/saiga"

# quality ARGUMENT...: its output in $dir/out, its errors in $dir/err.
quality() {
	code=0
	SAIGA=$dir/saiga "$srcdir/bench/quality" --build=. "$@" \
		>"$dir/out" 2>"$dir/err" || code=$?
	[ -z "$(ls "$TMPDIR")" ] || fail "left behind: $(ls "$TMPDIR")"
}

# Of four queries one has its document second: nDCG 1/log2 3 = 0.6309, the
# others 1/2, 1 and 1/2; means a quarter of it.
quality --no-lucene --no-fts5 '--saiga-options=--some thing' "$dir/one" \
	"$dir/two/"
cat >"$dir/wanted" <<'EOF'

one, 4 queries              nDCG@10      MAP    R@100    RR@10
saiga                        0.1577   0.1250   0.2500   0.1250

two, 4 queries              nDCG@10      MAP    R@100    RR@10
saiga                        0.1577   0.1250   0.2500   0.1250

mean of 2 folders           nDCG@10      MAP    R@100    RR@10
saiga                        0.1577   0.1250   0.2500   0.1250
EOF
[ "$code" -eq 0 ] || fail "exit status $code: $(cat "$dir/err")"
diff "$dir/wanted" "$dir/out" || fail 'the table'

# refused MESSAGE ARGUMENT...
refused() {
	message=$1
	shift
	quality "$@"
	if [ "$code" -ne 2 ] || ! grep -qF -e "$message" "$dir/err" ||
		[ -s "$dir/out" ]; then
		fail "$*: $code, $(cat "$dir/err")"
	fi
}

refused usage
refused usage --nonsense "$dir/one"
refused 'saiga search failed' --no-lucene --no-fts5 "$dir/one"
refused 'absent/articles.jsonl cannot be read' --no-lucene --no-fts5 \
	"$dir/one" "$dir/absent"
refused 'make bench' --no-lucene --no-fts5 --build="$dir" "$dir/one"

if command -v sqlite3 >/dev/null; then
	# The shorter of the two articles with the stem is first; no sign of the
	# query is an operator, and a query without words finds nothing.
	quality --no-lucene --no-saiga --runs="$dir/runs" "$dir/one"
	cut -d ' ' -f 1,3,4 "$dir/runs/one/fts5" >"$dir/out" ||
		fail "exit status $code: $(cat "$dir/err")"
	printf "1 b 1\\n1 a 2\\n2 a 1\\nit's b 1\\n" | diff - "$dir/out" ||
		fail 'the run of FTS5'
else
	echo 'no sqlite3: FTS5 is not tried'
fi

# Of english, three queries have their documents first: 0.1577 / 0.75, and
# 0.1250 / 0.75; one has nothing.  Two of the 8 signs of three differences
# reach their sum.
if [ -d /usr/share/java ] && command -v javac >/dev/null &&
	[ -n "$(find /usr/share/java -name 'lucene-core-[0-9]*.jar')" ] &&
	[ -n "$(find /usr/share/java -name 'gson*.jar')" ]; then
	quality --no-fts5 '--saiga-options=--some thing' "$dir/one"
	ratio='nDCG@10 0\.210 (p 0\.2[0-9]*), MAP 0\.167 (p 0\.2[0-9]*)$'
	if [ "$(grep -c '^lucene-' "$dir/out")" -ne 4 ] ||
		! grep -q '^lucene-english-1.2-0.75  *0\.7500 ' "$dir/out" ||
		! grep -q "^saiga / lucene-english-.*: $ratio" "$dir/out"; then
		fail "Lucene: $code, $(cat "$dir/err" "$dir/out")"
	fi
else
	echo 'no javac, Lucene or Gson: Lucene is not tried'
fi

exit $failed
