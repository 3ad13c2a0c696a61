/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Databases to write: documents, transactions, spelling, synonyms, metadata. */
#include "objects.hh"

namespace
{

const xc_remote_options default_remote = { 0, 10000, 0 };

/*
 * Puts w inside a transaction, whatever its state: the only one in which
 * neither closing nor destroying it commits.
 */
void
hold_back(xc_writable *w)
{
	(void)border::guard(nullptr, [&] { w->db.begin_transaction(false); });
}

} // namespace

xc_writable *
xc_writable_open(const char *path, int flags, int block_size, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_writable(
			Xapian::WritableDatabase(path, flags, block_size));
	});
}

xc_writable *
xc_writable_open_tcp(const char *host, unsigned port,
	const xc_remote_options *options, xc_error *err)
{
	const xc_remote_options &o = options ? *options : default_remote;

	return border::give(err, [&] {
		return new xc_writable(Xapian::Remote::open_writable(host, port,
			o.timeout_ms, o.connect_timeout_ms, o.flags));
	});
}

xc_writable *
xc_writable_open_program(const char *program, const char *args,
	const xc_remote_options *options, xc_error *err)
{
	const xc_remote_options &o = options ? *options : default_remote;

	return border::give(err, [&] {
		return new xc_writable(
			Xapian::Remote::open_writable(std::string(program),
				std::string(args), o.timeout_ms, o.flags));
	});
}

xc_database *
xc_writable_database(xc_writable *w)
{
	return &w->view;
}

void
xc_writable_free(xc_writable *w)
{
	if (w == nullptr)
		return;
	hold_back(w);
	(void)border::guard(nullptr, [&] { w->db.close(); });
	delete w;
}

xc_error_kind
xc_writable_commit(xc_writable *w, xc_error *err)
{
	return border::guard(err, [&] { w->db.commit(); });
}

xc_error_kind
xc_writable_discard(xc_writable *w, xc_error *err)
{
	hold_back(w);
	return border::guard(err, [&] { w->db.cancel_transaction(); });
}

xc_error_kind
xc_writable_begin_transaction(xc_writable *w, bool flushed, xc_error *err)
{
	return border::guard(err, [&] { w->db.begin_transaction(flushed); });
}

xc_error_kind
xc_writable_commit_transaction(xc_writable *w, xc_error *err)
{
	return border::guard(err, [&] { w->db.commit_transaction(); });
}

xc_error_kind
xc_writable_cancel_transaction(xc_writable *w, xc_error *err)
{
	return border::guard(err, [&] { w->db.cancel_transaction(); });
}

uint32_t
xc_writable_add_document(xc_writable *w, const xc_document *doc, xc_error *err)
{
	return border::give(err, [&] { return w->db.add_document(doc->doc); });
}

xc_error_kind
xc_writable_replace_document(
	xc_writable *w, uint32_t docid, const xc_document *doc, xc_error *err)
{
	return border::guard(
		err, [&] { w->db.replace_document(docid, doc->doc); });
}

uint32_t
xc_writable_replace_by_term(xc_writable *w, const char *term, size_t len,
	const xc_document *doc, xc_error *err)
{
	return border::give(err, [&] {
		return w->db.replace_document(
			border::bytes(term, len), doc->doc);
	});
}

xc_error_kind
xc_writable_delete_document(xc_writable *w, uint32_t docid, xc_error *err)
{
	return border::guard(err, [&] { w->db.delete_document(docid); });
}

xc_error_kind
xc_writable_delete_by_term(
	xc_writable *w, const char *term, size_t len, xc_error *err)
{
	return border::guard(
		err, [&] { w->db.delete_document(border::bytes(term, len)); });
}

xc_error_kind
xc_writable_add_spelling(xc_writable *w, const char *word, size_t len,
	uint32_t freq, xc_error *err)
{
	return border::guard(err,
		[&] { w->db.add_spelling(border::bytes(word, len), freq); });
}

xc_error_kind
xc_writable_remove_spelling(xc_writable *w, const char *word, size_t len,
	uint32_t freq, xc_error *err)
{
	return border::guard(err,
		[&] { w->db.remove_spelling(border::bytes(word, len), freq); });
}

xc_error_kind
xc_writable_add_synonym(
	xc_writable *w, xc_slice term, xc_slice synonym, xc_error *err)
{
	return border::guard(err, [&] {
		w->db.add_synonym(border::bytes(term), border::bytes(synonym));
	});
}

xc_error_kind
xc_writable_remove_synonym(
	xc_writable *w, xc_slice term, xc_slice synonym, xc_error *err)
{
	return border::guard(err, [&] {
		w->db.remove_synonym(
			border::bytes(term), border::bytes(synonym));
	});
}

xc_error_kind
xc_writable_clear_synonyms(
	xc_writable *w, const char *term, size_t len, xc_error *err)
{
	return border::guard(
		err, [&] { w->db.clear_synonyms(border::bytes(term, len)); });
}

xc_error_kind
xc_writable_set_metadata(
	xc_writable *w, xc_slice key, xc_slice value, xc_error *err)
{
	return border::guard(err, [&] {
		w->db.set_metadata(border::bytes(key), border::bytes(value));
	});
}
