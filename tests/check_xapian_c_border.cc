/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The binding from inside: whatever is thrown, the border names it. */
#include "../xapian-c/border.hh"

#include <cstdlib>
#include <cstring>
#include <stdexcept>

#include <check.h>

namespace
{

xc_error err;

template <typename E>
void
becomes(xc_error_kind kind, const E &thrown, const char *message)
{
	ck_assert_int_eq(border::guard(&err, [&] { throw thrown; }), kind);
	ck_assert_int_eq(err.kind, kind);
	ck_assert_str_eq(err.message, message);
	ck_assert_int_eq(border::guard(nullptr, [&] { throw thrown; }), kind);
}

template <typename E>
void
is(xc_error_kind kind)
{
	becomes(kind, E("words", "place", "reason"), "words: reason (place)");
	becomes(kind, E("words"), "words");
}

/* A class of libxapian's that no table knows. */
struct unheard_of : Xapian::RuntimeError {
	unheard_of() : RuntimeError("words", "", "\0UnheardOfError", nullptr)
	{
	}
};

} // namespace

START_TEST(every_class_of_error_has_its_kind)
{
	is<Xapian::AssertionError>(XC_ASSERTION_ERROR);
	is<Xapian::InvalidArgumentError>(XC_INVALID_ARGUMENT_ERROR);
	is<Xapian::InvalidOperationError>(XC_INVALID_OPERATION_ERROR);
	is<Xapian::UnimplementedError>(XC_UNIMPLEMENTED_ERROR);
	is<Xapian::DatabaseError>(XC_DATABASE_ERROR);
	is<Xapian::DatabaseCorruptError>(XC_DATABASE_CORRUPT_ERROR);
	is<Xapian::DatabaseCreateError>(XC_DATABASE_CREATE_ERROR);
	is<Xapian::DatabaseLockError>(XC_DATABASE_LOCK_ERROR);
	is<Xapian::DatabaseModifiedError>(XC_DATABASE_MODIFIED_ERROR);
	is<Xapian::DatabaseOpeningError>(XC_DATABASE_OPENING_ERROR);
	is<Xapian::DatabaseVersionError>(XC_DATABASE_VERSION_ERROR);
	is<Xapian::DocNotFoundError>(XC_DOC_NOT_FOUND_ERROR);
	is<Xapian::FeatureUnavailableError>(XC_FEATURE_UNAVAILABLE_ERROR);
	is<Xapian::InternalError>(XC_INTERNAL_ERROR);
	is<Xapian::NetworkError>(XC_NETWORK_ERROR);
	is<Xapian::NetworkTimeoutError>(XC_NETWORK_TIMEOUT_ERROR);
	is<Xapian::QueryParserError>(XC_QUERY_PARSER_ERROR);
	is<Xapian::SerialisationError>(XC_SERIALISATION_ERROR);
	is<Xapian::RangeError>(XC_RANGE_ERROR);
	is<Xapian::WildcardError>(XC_WILDCARD_ERROR);
	is<Xapian::DatabaseNotFoundError>(XC_DATABASE_NOT_FOUND_ERROR);
	is<Xapian::DatabaseClosedError>(XC_DATABASE_CLOSED_ERROR);
}
END_TEST

START_TEST(whatever_else_is_thrown_has_one_too)
{
	becomes(XC_UNKNOWN_EXCEPTION, unheard_of(), "UnheardOfError: words");
	becomes(XC_NO_MEMORY, std::bad_alloc(), "out of memory");
	becomes(XC_STD_EXCEPTION, std::runtime_error("words"), "words");
	becomes(XC_UNKNOWN_EXCEPTION, 42, "unknown exception");
	becomes(XC_CALLBACK_ERROR, border::callback_failed{ "f", -3 },
		"f returned -3");
}
END_TEST

START_TEST(the_systems_words_are_added)
{
	becomes(XC_DATABASE_ERROR, Xapian::DatabaseError("words", ENOENT),
		"words: No such file or directory");
}
END_TEST

START_TEST(a_nul_does_not_end_a_message)
{
	becomes(XC_DATABASE_ERROR,
		Xapian::DatabaseError(std::string("a\0b", 3)), "a b");
}
END_TEST

START_TEST(nothing_is_handed_out_on_failure)
{
	uint32_t number = 7;
	xc_bytes bytes = XC_BYTES_INIT;

	ck_assert_int_eq(xc_bytes_set(&bytes, "old", 3), XC_OK);
	(void)border::get(&bytes, &err, []() -> std::string { throw 1; });
	ck_assert_ptr_null(bytes.data);
	(void)border::get(&number, &err, []() -> uint32_t { throw 1; });
	ck_assert_uint_eq(number, 0);
	ck_assert_ptr_null(border::give(&err, []() -> char * { throw 1; }));
	ck_assert_int_eq(border::get(&number, &err, [] { return 8u; }), XC_OK);
	ck_assert_uint_eq(number, 8);
	ck_assert_str_eq(err.message, "");
}
END_TEST

int
main()
{
	Suite *suite = suite_create("xapian-c-border");
	TCase *tc = tcase_create("border");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tc);
	tcase_add_test(tc, every_class_of_error_has_its_kind);
	tcase_add_test(tc, whatever_else_is_thrown_has_one_too);
	tcase_add_test(tc, the_systems_words_are_added);
	tcase_add_test(tc, a_nul_does_not_end_a_message);
	tcase_add_test(tc, nothing_is_handed_out_on_failure);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
