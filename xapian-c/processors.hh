/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the query parser is given to understand ranges and fields. */
#ifndef XAPIAN_C_PROCESSORS_HH
#define XAPIAN_C_PROCESSORS_HH

#include "objects.hh"

struct xc_range_processor {
	border::counted<Xapian::RangeProcessor> processor;
};

struct xc_field_processor {
	border::counted<Xapian::FieldProcessor> processor;
};

#endif
