/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian's way from text to terms. */
#include "objects.hh"

struct xc_term_generator {
	Xapian::TermGenerator generator;
};

xc_term_generator *
xc_term_generator_new(xc_error *err)
{
	return border::give(err, [] { return new xc_term_generator{}; });
}

void
xc_term_generator_free(xc_term_generator *generator)
{
	delete generator;
}

xc_error_kind
xc_term_generator_set_stemmer(
	xc_term_generator *generator, const xc_stem *stem, xc_error *err)
{
	return border::guard(err, [&] {
		generator->generator.set_stemmer(
			stem != nullptr ? stem->stem : Xapian::Stem());
	});
}

xc_error_kind
xc_term_generator_set_stemming_strategy(
	xc_term_generator *generator, xc_stem_strategy strategy, xc_error *err)
{
	return border::guard(err, [&] {
		generator->generator.set_stemming_strategy(
			static_cast<Xapian::TermGenerator::stem_strategy>(
				strategy));
	});
}

xc_error_kind
xc_term_generator_set_stopper(
	xc_term_generator *generator, const xc_stopper *stopper, xc_error *err)
{
	return border::guard(err, [&] {
		generator->generator.set_stopper(
			stopper != nullptr ? stopper->stopper.get() : nullptr);
	});
}

xc_error_kind
xc_term_generator_set_stopper_strategy(
	xc_term_generator *generator, xc_stop_strategy strategy, xc_error *err)
{
	return border::guard(err, [&] {
		generator->generator.set_stopper_strategy(
			static_cast<Xapian::TermGenerator::stop_strategy>(
				strategy));
	});
}

xc_error_kind
xc_term_generator_set_database(
	xc_term_generator *generator, xc_writable *w, xc_error *err)
{
	return border::guard(
		err, [&] { generator->generator.set_database(w->db); });
}

xc_error_kind
xc_term_generator_set_flags(
	xc_term_generator *generator, unsigned flags, xc_error *err)
{
	return border::guard(err, [&] {
		(void)generator->generator.set_flags(static_cast<int>(flags));
	});
}

xc_error_kind
xc_term_generator_set_max_word_length(
	xc_term_generator *generator, unsigned length, xc_error *err)
{
	return border::guard(
		err, [&] { generator->generator.set_max_word_length(length); });
}

xc_error_kind
xc_term_generator_set_document(
	xc_term_generator *generator, xc_document *doc, xc_error *err)
{
	return border::guard(
		err, [&] { generator->generator.set_document(doc->doc); });
}

xc_error_kind
xc_term_generator_index(xc_term_generator *generator, xc_slice text,
	uint32_t wdf, const char *prefix, xc_error *err)
{
	return border::guard(err, [&] {
		generator->generator.index_text(
			Xapian::Utf8Iterator(text.data, text.len), wdf, prefix);
	});
}

xc_error_kind
xc_term_generator_index_without_positions(xc_term_generator *generator,
	xc_slice text, uint32_t wdf, const char *prefix, xc_error *err)
{
	return border::guard(err, [&] {
		generator->generator.index_text_without_positions(
			Xapian::Utf8Iterator(text.data, text.len), wdf, prefix);
	});
}

uint32_t
xc_term_generator_position(const xc_term_generator *generator)
{
	return generator->generator.get_termpos();
}

void
xc_term_generator_set_position(xc_term_generator *generator, uint32_t position)
{
	generator->generator.set_termpos(position);
}

xc_error_kind
xc_term_generator_describe(
	xc_bytes *out, const xc_term_generator *generator, xc_error *err)
{
	return border::get(out, err,
		[&] { return generator->generator.get_description(); });
}
