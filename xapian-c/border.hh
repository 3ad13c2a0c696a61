/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The border between C++ and C: no exception passes it.  Every entry point
 * that can throw has its whole body in guard, give or get; translate is the
 * one place that knows what can be thrown.  Only this file and border.cc say
 * try or catch.
 */
#ifndef XAPIAN_C_BORDER_HH
#define XAPIAN_C_BORDER_HH

#include <xapian-c.h>

#include <string>
#include <utility>

#include <xapian.h>

namespace border
{

/* Thrown where a function of the caller's returned not 0. */
struct callback_failed {
	const char *what;
	int result;
};

/* Throws callback_failed unless result is 0. */
void check_callback(int result, const char *what);

/* Sets err, unless it is NULL, to no error; returns XC_OK. */
xc_error_kind succeed(xc_error *err) noexcept;

/* Writes what is being handled into err, unless it is NULL; returns its kind.
 * To be called in a handler only. */
xc_error_kind translate(xc_error *err) noexcept;

/* Runs body and says how it went. */
template <typename F>
xc_error_kind
guard(xc_error *err, F &&body) noexcept
{
	try {
		body();
	} catch (...) {
		return translate(err);
	}
	return succeed(err);
}

/* Runs body and returns what it does: a pointer, a document id or a truth,
 * where NULL, 0 or false stands for failure. */
template <typename F>
auto
give(xc_error *err, F &&body) noexcept -> decltype(body())
{
	decltype(body()) result{};

	(void)guard(err, [&] { result = body(); });
	return result;
}

/* Runs body and puts what it returns into out, which is 0 on failure. */
template <typename T, typename F>
xc_error_kind
get(T *out, xc_error *err, F &&body) noexcept
{
	*out = T{};
	return guard(err, [&] { *out = body(); });
}

/* Makes out a copy of bytes; throws std::bad_alloc. */
void put(xc_bytes *out, const std::string &bytes);

/* The same where body returns the bytes. */
template <typename F>
xc_error_kind
get(xc_bytes *out, xc_error *err, F &&body) noexcept
{
	xc_bytes_dispose(out);
	return guard(err, [&] { put(out, body()); });
}

/* Bytes from outside; data may be NULL when len is 0. */
inline std::string
bytes(const char *data, size_t len)
{
	return len == 0 ? std::string() : std::string(data, len);
}

inline std::string
bytes(const xc_slice &slice)
{
	return bytes(slice.data, slice.len);
}

inline xc_slice
slice(const std::string &s)
{
	return { s.data(), s.size() };
}

/* Bytes that a callback fills, freed whatever happens. */
class filled
{
	xc_bytes bytes_ = XC_BYTES_INIT;

public:
	filled() = default;
	filled(const filled &) = delete;
	filled &operator=(const filled &) = delete;
	~filled()
	{
		xc_bytes_dispose(&bytes_);
	}
	xc_bytes *
	out()
	{
		return &bytes_;
	}
	std::string
	str() const
	{
		return bytes(bytes_.data, bytes_.len);
	}
};

/* What libxapian counts references to once release() has been called. */
template <typename T> using counted = Xapian::Internal::opt_intrusive_ptr<T>;

/* A new T, counted; its first owner is what this returns. */
template <typename T, typename... Args>
counted<T>
make_counted(Args &&...args)
{
	T *made = new T(std::forward<Args>(args)...);

	made->release();
	return counted<T>(made);
}

} // namespace border

#endif
