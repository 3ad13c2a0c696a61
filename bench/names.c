/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How well names join.  bench/names [--verbose] [--alike] FILE...
 *
 * A line of a FILE holds the spellings of one name, tabs between them; in a
 * file named different*, the two names of a line are of different people.
 * Recall: pairs of one line that join.  Precision: of all pairs that join,
 * pairs of different lines included, those that should.
 */
#include <saiga/text.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define FILE_MAX ((size_t)8 << 20)
#define ROUNDS 200

struct name {
	struct saiga_slice text;
	unsigned line;
};

struct names {
	struct saiga_strbuf file;
	struct name *items;
	size_t n, cap;
	unsigned lines;
};

struct counts {
	unsigned long pairs, joined, others, wrong;
};

static bool verbose;
static bool (*same)(struct saiga_slice, struct saiga_slice) = saiga_names_join;

static _Noreturn void
leave(const char *what)
{
	fprintf(stderr, "bench/names: %s\n", what);
	exit(EXIT_FAILURE);
}

static void
add_name(struct names *names, struct saiga_slice text)
{
	struct name name = { text, names->lines };

	if (text.len == 0)
		return;
	if (saiga_array_reserve(&names->items, &names->cap, names->n + 1,
		    sizeof(name)) != SAIGA_OK)
		leave("out of memory");
	names->items[names->n++] = name;
}

static void
read_names(struct names *names, const char *path)
{
	struct saiga_slice rest, line;
	char buffer[4096];
	size_t n, i, from;
	FILE *file = fopen(path, "rb");

	memset(names, 0, sizeof(*names));
	names->file.max = FILE_MAX;
	if (file == NULL)
		leave(path);
	while ((n = fread(buffer, 1, sizeof(buffer), file)) > 0)
		saiga_strbuf_append(&names->file, buffer, n);
	if (ferror(file) || names->file.status != SAIGA_OK)
		leave(path);
	fclose(file);
	for (rest = saiga_strbuf_view(&names->file);
		saiga_slice_line(&rest, &line);) {
		if (line.len == 0 || line.p[0] == '#')
			continue;
		for (i = from = 0; i <= line.len; i++)
			if (i == line.len || line.p[i] == '\t') {
				add_name(names,
					saiga_slice_of(
						line.p + from, i - from));
				from = i + 1;
			}
		names->lines++;
	}
}

static void
tell(const char *what, struct saiga_slice a, struct saiga_slice b)
{
	if (verbose)
		printf("  %s: %.*s %.*s\n", what, (int)a.len, a.p, (int)b.len,
			b.p);
}

/* A name that stands in two lines is no witness against a join of them. */
static bool
is_told_apart(const struct names *names, size_t a, size_t b, bool different)
{
	if (different && names->items[a].line != names->items[b].line)
		return false;
	return !saiga_slice_equal(names->items[a].text, names->items[b].text);
}

static void
count(const struct names *names, bool different, struct counts *counts)
{
	size_t a, b;

	for (a = 0; a < names->n; a++)
		for (b = a + 1; b < names->n; b++) {
			struct saiga_slice x = names->items[a].text;
			struct saiga_slice y = names->items[b].text;
			bool joins = same(x, y);

			if (!different &&
				names->items[a].line == names->items[b].line) {
				counts->pairs++;
				counts->joined += joins;
				if (!joins)
					tell("missed", x, y);
			} else if (is_told_apart(names, a, b, different)) {
				counts->others++;
				counts->wrong += joins;
				if (joins)
					tell("wrong", x, y);
			}
		}
}

static double
share(unsigned long part, unsigned long of)
{
	return of == 0 ? 1 : (double)part / (double)of;
}

/* Microseconds that the keys of one name take, and how many there are. */
static void
measure(const struct names *names)
{
	struct timespec start, end;
	struct saiga_name_keys keys;
	unsigned long strict = 0, all = 0, rounds, k;
	double nanoseconds;
	size_t i;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
	for (rounds = 0; rounds < ROUNDS; rounds++)
		for (i = 0; i < names->n; i++) {
			saiga_name_keys(&keys, names->items[i].text);
			all += keys.n;
			for (k = 0; k < keys.n; k++)
				strict += keys.key[k][0] >= 'a' &&
					keys.key[k][0] <= 'z';
		}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
	nanoseconds = (double)(end.tv_sec - start.tv_sec) * 1e9 +
		(double)(end.tv_nsec - start.tv_nsec);
	printf("  keys of a name: %.2f us, %.2f strict, %.2f in all\n",
		nanoseconds / 1e3 / ROUNDS / (double)names->n,
		share(strict, ROUNDS * names->n),
		share(all, ROUNDS * names->n));
}

static void
run(const char *path, struct counts *all)
{
	const char *base = strrchr(path, '/');
	struct counts counts = { 0 };
	struct names names;
	bool different;

	base = base == NULL ? path : base + 1;
	different = strncmp(base, "different", 9) == 0;
	printf("%s\n", base);
	read_names(&names, path);
	count(&names, different, &counts);
	if (!different)
		printf("  families %u: joined %lu of %lu, recall %.3f\n",
			names.lines, counts.joined, counts.pairs,
			share(counts.joined, counts.pairs));
	printf("  different pairs %lu: joined %lu\n", counts.others,
		counts.wrong);
	if (names.n > 0)
		measure(&names);
	all->pairs += counts.pairs;
	all->joined += counts.joined;
	all->others += counts.others;
	all->wrong += counts.wrong;
	saiga_strbuf_dispose(&names.file);
	free(names.items);
}

static void
show_keys(const char *word)
{
	struct saiga_name_keys keys;
	unsigned i;

	saiga_name_keys(&keys, saiga_slice(word));
	printf("%s:", word);
	for (i = 0; i < keys.n; i++)
		printf(" %s", keys.key[i]);
	printf("\n");
}

static void
print_total(const struct counts *all)
{
	printf("recall %.3f, precision %.3f (%lu wrong of %lu different)\n\n",
		share(all->joined, all->pairs),
		share(all->joined, all->joined + all->wrong), all->wrong,
		all->others);
}

/* The sets of bench/data: those that were tuned on, and those that were not. */
static void
run_own(void)
{
	struct counts tuned = { 0 }, unseen = { 0 };

	run(BENCH_DATA "/families.tsv", &tuned);
	run(BENCH_DATA "/different.tsv", &tuned);
	printf("tuned on: ");
	print_total(&tuned);
	run(BENCH_DATA "/families-unseen.tsv", &unseen);
	run(BENCH_DATA "/different-unseen.tsv", &unseen);
	printf("unseen: ");
	print_total(&unseen);
}

int
main(int argc, char **argv)
{
	struct counts all = { 0 };
	bool keys = false;
	int i, files = 0;

	for (i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--verbose") == 0)
			verbose = true;
		else if (strcmp(argv[i], "--alike") == 0)
			same = saiga_names_alike;
		else if (strcmp(argv[i], "--keys") == 0)
			keys = true;
		else if (keys)
			show_keys(argv[i]);
		else {
			run(argv[i], &all);
			files++;
		}
	}
	if (files > 0)
		print_total(&all);
	else if (!keys)
		run_own();
	return EXIT_SUCCESS;
}
