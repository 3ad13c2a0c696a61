#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The library exports exactly what its headers declare, and it has a kind for
# every class of error that the installed libxapian has.
set -eu

srcdir=${srcdir:-.}
library=${1:-.libs/libxapian-c.so}
errors=$(pkg-config --variable=includedir xapian-core)/xapian/error.h

if ! command -v nm >/dev/null || [ ! -e "$library" ]; then
	echo "no nm or no $library: skipped"
	exit 77
fi

# Prototypes of the headers, without comments and inline functions.
declared() {
	cat "$srcdir"/include/xapian-c/*.h |
		sed -e '/^static inline/,/^}/d' -e 's@/\*.*\*/@@' \
			-e '/\/\*/,/\*\//d' |
		grep -o '\<xc_[a-z0-9_]*(' | tr -d '(' | sort -u
}

exported() {
	nm -D --defined-only "$library" | awk '{ print $3 }' |
		sed 's/@.*//' | grep -v '^_\(init\|fini\)$' | sort -u
}

classes() {
	sed -n 's/^class XAPIAN_VISIBILITY_DEFAULT \([A-Za-z]*Error\) : .*/\1/p' \
		"$errors" | grep -v -x -e LogicError -e RuntimeError
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
declared >"$folder/declared"
exported >"$folder/exported"
if ! diff "$folder/declared" "$folder/exported"; then
	echo "< declared but not exported, > exported but not declared"
	exit 1
fi

missing=0
for class in $(classes); do
	kind=XC_$(echo "$class" | sed 's/\([a-z]\)\([A-Z]\)/\1_\2/g' |
		tr '[:lower:]' '[:upper:]')
	if ! grep -q "{ $kind, \"$class\" }" "$srcdir/xapian-c/border.cc"; then
		echo "$class of libxapian has no kind $kind"
		missing=1
	fi
done
[ "$(classes | wc -l)" -ge 22 ] && [ "$missing" -eq 0 ]
