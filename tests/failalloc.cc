/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Makes C++ run out of memory at a chosen moment: the program's operator new
 * stands before the one of libstdc++, for libraries too.  Not under valgrind,
 * which puts its own before both.
 */
#include "failalloc.h"

#include <cstdlib>
#include <new>

namespace
{

long left; /* operator new that still succeed, while armed */
bool armed, all, thrown;

bool
must_fail()
{
	if (!armed || left-- > 1 || (thrown && !all))
		return false;
	thrown = true;
	return true;
}

} // namespace

void
failalloc_begin(long nth, bool sticky)
{
	left = nth;
	all = sticky;
	thrown = false;
	armed = true;
}

bool
failalloc_end(void)
{
	armed = false;
	return thrown;
}

void *
operator new(std::size_t size)
{
	void *p = must_fail() ? nullptr : std::malloc(size);

	if (p == nullptr)
		throw std::bad_alloc();
	return p;
}

void *
operator new[](std::size_t size)
{
	return operator new(size);
}

void
operator delete(void *p) noexcept
{
	std::free(p);
}

void
operator delete[](void *p) noexcept
{
	std::free(p);
}

void
operator delete(void *p, std::size_t) noexcept
{
	std::free(p);
}

void
operator delete[](void *p, std::size_t) noexcept
{
	std::free(p);
}
