#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every example of saiga-query(7) finds in corpus/ what the page says, and
# mandoc has nothing to say about any page.  A page's line
#	.\" finds: A B        the first articles found, in order
#	.\" finds only: A B   all of them
#	.\" finds: nothing
# stands before the line with the command, and before that one any number of
#	.\" says: WORDS       the text output has them
# The lines from
#	.\" aliases:
# to the end of the block are the file of aliases.
set -eu

srcdir=${srcdir:-.}
saiga=${SAIGA:-./saiga}
page=$srcdir/man/saiga-query.7
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
SAIGA_DB=$folder/index
XDG_CONFIG_HOME=$folder/config
SAIGA_NOW=1795435200 # noon on 23 November 2026
TZ=UTC COLUMNS=80
export SAIGA_DB XDG_CONFIG_HOME SAIGA_NOW TZ COLUMNS
ran=0 failed=0

# The files that a search finds, by their paths below corpus/, on one line; or
# that it failed.
found() {
	status=0
	"$saiga" search --json "$@" >"$folder/found" 2>/dev/null || status=$?
	[ "$status" -le 1 ] || echo "failure, exit status $status"
	sed -e 's/^{.*"path":"\([^"]*\)","external_id.*/\1/' \
		-e 's|.*/corpus/||' "$folder/found" | tr '\n' ' '
}

# Whether the text output has the words of every line of $says, wherever its
# lines end.
check_output() {
	[ -s "$says" ] || return 0
	"$saiga" search --color=never "$@" 2>&1 | tr -s '\n ' '  ' \
		>"$folder/output" || true
	while IFS= read -r words; do
		grep -qF -e "$words" "$folder/output" && continue
		echo "saiga search $*"
		echo "    does not say: $words"
		failed=$((failed + 1))
	done <"$says"
}

check() {
	wanted=${1#*: }
	eval "set -- $2"
	shift 2 # saiga search
	check_output "$@"
	got=$(found "$@")
	case $expect in
	'finds: nothing') [ -z "$got" ] && return ;;
	'finds: '*)
		case $got in
		"$wanted "*) return ;;
		esac
		;;
	'finds only: '*) [ "$got" = "$wanted " ] && return ;;
	esac
	echo "saiga search $*"
	echo "    $expect"
	echo "    got: ${got:-nothing}"
	failed=$((failed + 1))
}

"$saiga" index --quiet "$srcdir/corpus"

mkdir -p "$XDG_CONFIG_HOME/saiga"
sed -n '/^\.\\" aliases:$/,/^\.Ed$/{/^\./!p;}' "$page" \
	>"$XDG_CONFIG_HOME/saiga/aliases"

says=$folder/says
sed -n -e 's/^\.\\" \(says: .*\)/\1/p' \
	-e 's/^\.\\" \(finds\( only\)\{0,1\}: .*\)/\1/p' \
	-e "s/\\\\(aq/'/g" -e '/^saiga search /p' "$page" >"$folder/examples"
expect=
: >"$says"
while IFS= read -r line; do
	case $line in
	finds*) expect=$line ;;
	says:*) printf '%s\n' "${line#says: }" >>"$says" ;;
	*)
		if [ -z "$expect" ]; then
			echo "the page does not say what this finds: $line"
			failed=$((failed + 1))
		else
			check "$expect" "$line" </dev/null
		fi
		expect=
		: >"$says"
		ran=$((ran + 1))
		;;
	esac
done <"$folder/examples"

echo "$ran examples, $failed failed"
if [ "$ran" -eq 0 ]; then
	echo "no example was found in $page"
	exit 1
fi
[ "$failed" -eq 0 ] || exit 1

if ! command -v mandoc >/dev/null; then
	echo "no mandoc: the pages' markup was not checked"
	exit 77
fi
mandoc -Tlint -Wwarning "$srcdir"/man/*.[1-9]
