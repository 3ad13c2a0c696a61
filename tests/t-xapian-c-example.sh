#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The example of xapian-c(3), which make compiles, prints what the page says.
set -eu

srcdir=${srcdir:-.}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

sed -n '/^It prints:/,/^\.Ed/p' "$srcdir/man/xapian-c.3" |
	grep '^[0-9]' >"$folder/expected"
./tests/xapian-c-example "$folder/db" >"$folder/printed"
diff "$folder/expected" "$folder/printed"
