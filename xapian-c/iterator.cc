/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Iterators over terms, postings, positions and values. */
#include "objects.hh"

namespace
{

/* Runs move, which takes the iterator to its next place, and copies the item
 * it stands on then; false at the end.  Throws. */
template <typename C, typename F>
bool
advance(C *c, F move)
{
	if (c->at_end()) {
		c->started = true;
		return false;
	}
	move();
	c->started = true;
	if (c->at_end())
		return false;
	c->item = *c->it;
	return true;
}

/* The same for callers in C: a failure stays. */
template <typename C, typename F>
bool
step(C *c, xc_error *err, F move) noexcept
{
	bool found = false;

	if (c->failure.kind == XC_OK)
		found = border::give(
			&c->failure, [&] { return advance(c, move); });
	if (c->failure.kind == XC_OK)
		border::succeed(err);
	else if (err != nullptr)
		*err = c->failure;
	return found;
}

/* What takes the iterator to its next item, from before the first too. */
template <typename C>
auto
onward(C *c)
{
	return [c] {
		if (c->started)
			++c->it;
	};
}

/* libxapian's iterator, which has to stand on an item. */
template <typename C>
auto &
place(const C *c)
{
	if (!c->on_item())
		throw Xapian::InvalidOperationError(
			"the iterator is not on an item");
	return c->it;
}

const char *
lend(const std::string &item, bool there, size_t *len)
{
	if (len != nullptr)
		*len = there ? item.size() : 0;
	return there ? item.c_str() : "";
}

} // namespace

bool
xc_term_iter_next(xc_term_iter *it, xc_error *err)
{
	return step(it, err, onward(it));
}

bool
xc_term_iter_skip_to(
	xc_term_iter *it, const char *term, size_t len, xc_error *err)
{
	return step(it, err, [&] { it->it.skip_to(border::bytes(term, len)); });
}

const char *
xc_term_iter_term(const xc_term_iter *it, size_t *len)
{
	return lend(it->item, it->on_item(), len);
}

xc_error_kind
xc_term_iter_wdf(uint32_t *out, const xc_term_iter *it, xc_error *err)
{
	return border::get(out, err, [&] { return place(it).get_wdf(); });
}

xc_error_kind
xc_term_iter_freq(uint32_t *out, const xc_term_iter *it, xc_error *err)
{
	return border::get(out, err, [&] { return place(it).get_termfreq(); });
}

xc_error_kind
xc_term_iter_position_count(
	uint32_t *out, const xc_term_iter *it, xc_error *err)
{
	return border::get(
		out, err, [&] { return place(it).positionlist_count(); });
}

xc_position_iter *
xc_term_iter_positions(const xc_term_iter *it, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_position_iter(place(it).positionlist_begin());
	});
}

void
xc_term_iter_free(xc_term_iter *it)
{
	delete it;
}

bool
xc_posting_iter_next(xc_posting_iter *it, xc_error *err)
{
	return step(it, err, onward(it));
}

bool
xc_posting_iter_skip_to(xc_posting_iter *it, uint32_t docid, xc_error *err)
{
	return step(it, err, [&] { it->it.skip_to(docid); });
}

uint32_t
xc_posting_iter_docid(const xc_posting_iter *it)
{
	return it->on_item() ? it->item : 0;
}

xc_error_kind
xc_posting_iter_wdf(uint32_t *out, const xc_posting_iter *it, xc_error *err)
{
	return border::get(out, err, [&] { return place(it).get_wdf(); });
}

xc_error_kind
xc_posting_iter_doc_length(
	uint32_t *out, const xc_posting_iter *it, xc_error *err)
{
	return border::get(out, err, [&] { return place(it).get_doclength(); });
}

xc_error_kind
xc_posting_iter_unique_terms(
	uint32_t *out, const xc_posting_iter *it, xc_error *err)
{
	return border::get(
		out, err, [&] { return place(it).get_unique_terms(); });
}

xc_position_iter *
xc_posting_iter_positions(const xc_posting_iter *it, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_position_iter(place(it).positionlist_begin());
	});
}

void
xc_posting_iter_free(xc_posting_iter *it)
{
	delete it;
}

bool
xc_position_iter_next(xc_position_iter *it, xc_error *err)
{
	return step(it, err, onward(it));
}

bool
xc_position_iter_skip_to(xc_position_iter *it, uint32_t position, xc_error *err)
{
	return step(it, err, [&] { it->it.skip_to(position); });
}

uint32_t
xc_position_iter_position(const xc_position_iter *it)
{
	return it->on_item() ? it->item : 0;
}

xc_error_kind
xc_position_iter_read(size_t *n, uint32_t *positions, size_t max,
	xc_position_iter *it, xc_error *err)
{
	*n = 0;
	while (*n < max && step(it, err, onward(it)))
		positions[(*n)++] = it->item;
	if (it->failure.kind != XC_OK)
		*n = 0;
	else
		border::succeed(err);
	return it->failure.kind;
}

void
xc_position_iter_free(xc_position_iter *it)
{
	delete it;
}

bool
xc_value_iter_next(xc_value_iter *it, xc_error *err)
{
	return step(it, err, onward(it));
}

bool
xc_value_iter_skip_to(xc_value_iter *it, uint32_t docid_or_slot, xc_error *err)
{
	return step(it, err, [&] { it->it.skip_to(docid_or_slot); });
}

const char *
xc_value_iter_value(const xc_value_iter *it, size_t *len)
{
	return lend(it->item, it->on_item(), len);
}

xc_error_kind
xc_value_iter_docid(uint32_t *out, const xc_value_iter *it, xc_error *err)
{
	return border::get(out, err, [&] { return place(it).get_docid(); });
}

xc_error_kind
xc_value_iter_slot(uint32_t *out, const xc_value_iter *it, xc_error *err)
{
	return border::get(out, err, [&] { return place(it).get_valueno(); });
}

void
xc_value_iter_free(xc_value_iter *it)
{
	delete it;
}
