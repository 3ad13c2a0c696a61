/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The public headers alone, as C11 with -pedantic -Werror. */
#include <xapian-c.h>

int
main(void)
{
	return (int)XC_OK;
}
