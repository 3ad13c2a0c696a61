/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The border between C++ and C: errors, and bytes that change hands. */
#include "border.hh"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>

namespace
{

struct kind_name {
	xc_error_kind kind;
	const char *name;
};

/* Names of libxapian's classes as Xapian::Error::get_type has them, and ours
 * for the rest; in the order of the kinds. */
constexpr kind_name kinds[] = {
	{ XC_OK, "OK" },
	{ XC_ASSERTION_ERROR, "AssertionError" },
	{ XC_INVALID_ARGUMENT_ERROR, "InvalidArgumentError" },
	{ XC_INVALID_OPERATION_ERROR, "InvalidOperationError" },
	{ XC_UNIMPLEMENTED_ERROR, "UnimplementedError" },
	{ XC_DATABASE_ERROR, "DatabaseError" },
	{ XC_DATABASE_CORRUPT_ERROR, "DatabaseCorruptError" },
	{ XC_DATABASE_CREATE_ERROR, "DatabaseCreateError" },
	{ XC_DATABASE_LOCK_ERROR, "DatabaseLockError" },
	{ XC_DATABASE_MODIFIED_ERROR, "DatabaseModifiedError" },
	{ XC_DATABASE_OPENING_ERROR, "DatabaseOpeningError" },
	{ XC_DATABASE_VERSION_ERROR, "DatabaseVersionError" },
	{ XC_DOC_NOT_FOUND_ERROR, "DocNotFoundError" },
	{ XC_FEATURE_UNAVAILABLE_ERROR, "FeatureUnavailableError" },
	{ XC_INTERNAL_ERROR, "InternalError" },
	{ XC_NETWORK_ERROR, "NetworkError" },
	{ XC_NETWORK_TIMEOUT_ERROR, "NetworkTimeoutError" },
	{ XC_QUERY_PARSER_ERROR, "QueryParserError" },
	{ XC_SERIALISATION_ERROR, "SerialisationError" },
	{ XC_RANGE_ERROR, "RangeError" },
	{ XC_WILDCARD_ERROR, "WildcardError" },
	{ XC_DATABASE_NOT_FOUND_ERROR, "DatabaseNotFoundError" },
	{ XC_DATABASE_CLOSED_ERROR, "DatabaseClosedError" },
	{ XC_NO_MEMORY, "NoMemory" },
	{ XC_CALLBACK_ERROR, "CallbackError" },
	{ XC_STD_EXCEPTION, "StdException" },
	{ XC_UNKNOWN_EXCEPTION, "UnknownException" },
};

constexpr bool
complete()
{
	unsigned n = 0;

	for (const kind_name &k : kinds)
		if (static_cast<unsigned>(k.kind) != n++)
			return false;
	return n == XC_ERROR_KIND_COUNT;
}
static_assert(complete(), "every kind has its name, at its place");

/*
 * A message being written to its fixed room, without memory of its own: the
 * reason for it may be that there is none.
 */
class message
{
	xc_error *err_;
	size_t len_ = 0;
	bool full_ = false;

	/* Takes back the bytes of a character that was cut. */
	void
	end_at_character()
	{
		const char *text = err_->message;
		size_t start = len_;

		while (start > 0 && (text[start - 1] & 0xc0) == 0x80)
			start--;
		if (start > 0 && (text[start - 1] & 0xc0) == 0xc0)
			len_ = start - 1;
	}

public:
	message(xc_error *err, xc_error_kind kind) noexcept : err_(err)
	{
		if (err_ != nullptr) {
			err_->kind = kind;
			err_->message[0] = '\0';
		}
	}

	/* A NUL in the text would hide what follows. */
	message &
	add(const char *text, size_t len) noexcept
	{
		size_t room = XC_ERROR_MESSAGE_MAX - 1 - len_;

		if (err_ == nullptr || full_)
			return *this;
		full_ = len > room;
		for (size_t i = 0; i < (full_ ? room : len); i++)
			err_->message[len_++] = text[i] == '\0' ? ' ' : text[i];
		if (full_)
			end_at_character();
		err_->message[len_] = '\0';
		return *this;
	}

	message &
	add(const char *text) noexcept
	{
		return add(text, std::strlen(text));
	}

	message &
	add(const std::string &text) noexcept
	{
		return add(text.data(), text.size());
	}
};

/* The system's own words for the error, or NULL. */
const char *
system_words(const Xapian::Error &e) noexcept
{
	try {
		return e.get_error_string();
	} catch (...) {
		return nullptr;
	}
}

xc_error_kind
translate_xapian(xc_error *err, const Xapian::Error &e) noexcept
{
	const char *type = e.get_type(), *words = system_words(e);
	xc_error_kind kind = xc_error_kind_from_name(type);
	message m(err, kind);

	if (kind == XC_UNKNOWN_EXCEPTION)
		m.add(type).add(": ");
	m.add(e.get_msg());
	if (words != nullptr)
		m.add(": ").add(words);
	if (!e.get_context().empty())
		m.add(" (").add(e.get_context()).add(")");
	return kind;
}

xc_error_kind
translate_callback(xc_error *err, const border::callback_failed &e) noexcept
{
	char result[32];

	std::snprintf(result, sizeof(result), " returned %d", e.result);
	message(err, XC_CALLBACK_ERROR).add(e.what).add(result);
	return XC_CALLBACK_ERROR;
}

} // namespace

xc_error_kind
border::succeed(xc_error *err) noexcept
{
	message(err, XC_OK);
	return XC_OK;
}

xc_error_kind
border::translate(xc_error *err) noexcept
{
	try {
		throw;
	} catch (const Xapian::Error &e) {
		return translate_xapian(err, e);
	} catch (const callback_failed &e) {
		return translate_callback(err, e);
	} catch (const std::bad_alloc &) {
		message(err, XC_NO_MEMORY).add("out of memory");
		return XC_NO_MEMORY;
	} catch (const std::exception &e) {
		message(err, XC_STD_EXCEPTION).add(e.what());
		return XC_STD_EXCEPTION;
	} catch (...) {
		message(err, XC_UNKNOWN_EXCEPTION).add("unknown exception");
		return XC_UNKNOWN_EXCEPTION;
	}
}

void
border::check_callback(int result, const char *what)
{
	if (result != 0)
		throw callback_failed{ what, result };
}

void
border::put(xc_bytes *out, const std::string &bytes)
{
	if (xc_bytes_set(out, bytes.data(), bytes.size()) != XC_OK)
		throw std::bad_alloc();
}

const char *
xc_error_kind_name(xc_error_kind kind)
{
	if (static_cast<unsigned>(kind) >= XC_ERROR_KIND_COUNT)
		kind = XC_UNKNOWN_EXCEPTION;
	return kinds[kind].name;
}

xc_error_kind
xc_error_kind_from_name(const char *name)
{
	for (const kind_name &k : kinds)
		if (std::strcmp(k.name, name) == 0)
			return k.kind;
	return XC_UNKNOWN_EXCEPTION;
}

xc_error_kind
xc_bytes_set(xc_bytes *out, const char *data, size_t len)
{
	char *copy = static_cast<char *>(std::malloc(len + 1));

	if (copy != nullptr) {
		if (len > 0)
			std::memcpy(copy, data, len);
		copy[len] = '\0';
	}
	xc_bytes_dispose(out);
	if (copy == nullptr)
		return XC_NO_MEMORY;
	out->data = copy;
	out->len = len;
	return XC_OK;
}

void
xc_bytes_dispose(xc_bytes *bytes)
{
	std::free(bytes->data);
	*bytes = XC_BYTES_INIT;
}

const char *
xc_xapian_version(void)
{
	return Xapian::version_string();
}

bool
xc_term_fits(const char *term, size_t len)
{
	size_t stored = len;

	if (len == 0 || len > XC_TERM_MAX)
		return false;
	for (size_t i = 0; i < len; i++)
		stored += term[i] == '\0';
	return stored <= XC_TERM_MAX;
}
