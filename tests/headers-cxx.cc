/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The public headers alone, as C++11 with -pedantic -Werror. */
#include <xapian-c.h>

int
main()
{
	return static_cast<int>(XC_OK);
}
