#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# bench/trec-score gives the figures that were worked out by hand, and those
# of another scorer where there is one.
set -eu

srcdir=${srcdir:-.}
score=./bench/trec-score
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

fail() {
	echo "FAIL: $*"
	failed=1
}

# ---- means, by hand ------------------------------------------------------

# q1: of c, a, z, b (z before b: equal scores, descending ids; a by its better
#     score) a and b are relevant, d is missing:
#     nDCG (2/log2 3 + 1/log2 5) / (2 + 1/log2 3 + 1/log2 4)
#       = 1.692536 / 3.130930 = 0.540586
#     AP (1/2 + 2/4) / 3 = 0.333333, R 2/3 = 0.666667, RR 1/2
# q2: e, by its later judgement, at rank 11; f's judgement is none:
#     nDCG 0, AP 1/11 = 0.090909, R 1, RR 0
# q3: nothing is relevant, and it does not count
# q4: not in the run: 0, 0, 0, 0
# q5: h at rank 101, i at 1001:
#     nDCG 0, AP (1/101) / 2 = 0.004950, R 0, RR 0
# means: 0.540586 / 4, 0.429193 / 4, 1.666667 / 4, 0.5 / 4
cat >"$dir/qrels" <<EOF
q1 0 a 2
q1 0 b 1
q1 0 c 0
q1 0 d 1
q2 0 e 0
q2 0 e 1
q2 0 f -1
q3 0 a 0
q4	0	g	1
q5 0 h 1
q5 0 i 1
EOF
{
	echo 'q1 Q0 b 1 3 x'
	echo 'q1 Q0 z 2 3.0 x'
	echo 'q1 Q0 a 3 1 x'
	echo 'q1 Q0 a 4 4e0 x'
	echo 'q1 Q0 c 5 5 x'
	echo 'q2 Q0 f 1 99 x'
	for i in 1 2 3 4 5 6 7 8 9; do
		echo "q2 Q0 y$i 1 9$i x"
	done
	echo 'q2 Q0 e 1 1 x'
	echo 'q3 Q0 a 1 1 x'
	awk 'BEGIN { for (i = 1; i <= 1001; i++)
		printf "q5\tQ0\t%s\t0\t%d\tx\n",
			i == 101 ? "h" : i == 1001 ? "i" : "y" i, 2000 - i }'
	echo 'q6 Q0 a 1 1 x'
} >"$dir/run"
wanted='4 queries: nDCG@10 0.1351  MAP 0.1073  R@100 0.4167  RR@10 0.1250'
got=$("$score" "$dir/qrels" "$dir/run")
[ "$got" = "$wanted" ] || fail "got $got, by hand $wanted"
sort -r "$dir/run" >"$dir/mixed"
got=$("$score" "$dir/qrels" "$dir/mixed")
[ "$got" = "$wanted" ] || fail "in another order $got, by hand $wanted"
: >"$dir/empty"
wanted='4 queries: nDCG@10 0.0000  MAP 0.0000  R@100 0.0000  RR@10 0.0000'
got=$("$score" "$dir/qrels" "$dir/empty")
[ "$got" = "$wanted" ] || fail "an empty run: $got"

# ---- the randomisation test, by hand -------------------------------------

# p LOW HIGH RIGHT-OF-1 RIGHT-OF-2: p of both measures when the first run has
# only the queries RIGHT-OF-1 right and the second only RIGHT-OF-2.
p() {
	for q in $3 $4; do
		echo "$q 0 a 1"
	done >"$dir/q"
	for q in $3; do
		echo "$q Q0 a 1 1 x"
	done >"$dir/1"
	for q in $4; do
		echo "$q Q0 a 1 1 x"
	done >"$dir/2"
	"$score" "$dir/q" "$dir/1" "$dir/2" | awk -v low="$1" -v high="$2" '
		END { exit !($1 == "p:" && $3 >= low && $3 <= high &&
			$5 >= low && $5 <= high) }' ||
		fail "p not in $1..$2: $3 | $4: $(
			"$score" "$dir/q" "$dir/1" "$dir/2" | tail -n 1)"
}

# Of 2^n signs two reach n of n; the margins are four deviations of 10,000.
p .2327 .2673 '1 2 3' ''
p .2327 .2673 '' '1 2 3'
p .0002 .0038 '1 2 3 4 5 6 7 8 9 10' ''
# Differences 1, 1, 1, -1: 10 of 16 sums are at least 2 away from 0.
p .6056 .6444 '1 2 3' 4
p 1 1 '1 2' '3'
p 1 1 '1 2' '1 2'

# ---- wrong use -----------------------------------------------------------

# wrong MESSAGE ARGUMENT...
wrong() {
	message=$1
	shift
	code=0
	"$score" "$@" >"$dir/out" 2>"$dir/err" || code=$?
	if [ "$code" -ne 2 ] || ! grep -qF "$message" "$dir/err" ||
		[ -s "$dir/out" ]; then
		fail "$*: $code, $(cat "$dir/err")"
	fi
}

wrong usage "$dir/qrels"
wrong 'No such file' "$dir/qrels" "$dir/absent"
printf 'q1 Q0 a 1 1 x\nq1 Q0 a 1 one x\n' >"$dir/bad"
wrong 'bad:2: not a line' "$dir/qrels" "$dir/bad"
printf 'q1 Q0 a 1 nan x\n' >"$dir/bad"
wrong 'bad:1: not a line' "$dir/qrels" "$dir/bad"
printf 'q1 0 a\n' >"$dir/bad"
wrong 'bad:1: not a line' "$dir/bad" "$dir/run"
wrong 'bad:1: not a line' "$dir/qrels" "$dir/bad"
printf 'q1 Q0 a\0 1 1 x\n' >"$dir/bad"
wrong 'not a text' "$dir/qrels" "$dir/bad"
wrong 'no query has a relevant document' "$dir/empty" "$dir/run"

# ---- another scorer ------------------------------------------------------

other=$srcdir/../shared/tools/trec_score.py
if [ -f "$other" ] && command -v python3 >/dev/null; then
	awk -v qrels="$dir/many" 'BEGIN { srand(7)
		for (q = 1; q <= 60; q++)
			for (d = 1; d <= 300; d++) {
				if (rand() < .1)
					print q, 0, "d" d, int(rand() * 4) \
						>qrels
				if (q % 7 && rand() < .7)
					print q, "Q0", "d" d, 1,
						int(rand() * 50) / 4, "x"
			} }' >"$dir/much"
	for pair in qrels:run many:much; do
		qrels=$dir/${pair%:*} run=$dir/${pair#*:}
		wanted=$(python3 "$other" "$qrels" "$run")
		got=$("$score" "$qrels" "$run")
		[ "$got" = "$wanted" ] || fail "got $got, the other $wanted"
	done
else
	echo "no $other or no python3: not compared with it"
fi

exit $failed
