/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bench/trec-score QRELS RUN [RUN2]: nDCG@10, average precision (MAP), recall
 * at 100 and reciprocal rank at 10, means over the queries that have a
 * relevant document; a query that the run lacks counts 0.
 *
 * The definitions are those of NIST's trec_eval (ndcg_cut, map, recall,
 * recip_rank): nDCG's gain is the judgement itself (below 0: 0), its discount
 * log2(rank + 1) (Jarvelin and Kekalainen, ACM TOIS 20(4), 2002).  Documents
 * stand in the order of their scores, equal ones by descending id, whatever
 * the run's ranks say; of a document given twice the better score counts, of
 * one judged twice the later judgement; the first 1000 documents do.
 *
 * With RUN2 also the paired randomisation test of nDCG@10 and MAP, two-sided
 * (Smucker, Allan and Carterette, CIKM 2007): 10,000 permutations, always the
 * same; the one seen is counted as one of them, so that p is never 0 (Phipson
 * and Smyth, Stat. Appl. Genet. Mol. Biol. 9(1), 2010).
 */
#include <saiga/strbuf.h>

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MAX ((size_t)1 << 30)
#define DEPTH 1000
#define PERMUTATIONS 10000

enum measure { NDCG, MAP, RECALL, RECIPROCAL, MEASURES };

static const char *const names[] = { "nDCG@10", "MAP", "R@100", "RR@10" };

/* A judgement, or a document of a run; value is its relevance or score. */
struct row {
	const char *query, *doc;
	double value;
	size_t line;
};

struct rows {
	struct saiga_strbuf file;
	struct row *items;
	size_t n, cap;
};

/* The figures of each query that counts, in the order of the queries' ids. */
struct figures {
	double (*of)[MEASURES];
	size_t n, cap;
};

static _Noreturn void
leave(const char *what, const char *why)
{
	fprintf(stderr, "bench/trec-score: %s: %s\n", what, why);
	exit(2);
}

static void
reserve(void *items, size_t *cap, size_t need, size_t size)
{
	if (saiga_array_reserve(items, cap, need, size) != SAIGA_OK)
		leave("trec-score", "out of memory");
}

static void
load(struct saiga_strbuf *b, const char *path)
{
	char buffer[65536];
	size_t n;
	FILE *file = fopen(path, "rb");

	if (file == NULL)
		leave(path, strerror(errno));
	while ((n = fread(buffer, 1, sizeof(buffer), file)) > 0)
		saiga_strbuf_append(b, buffer, n);
	if (ferror(file))
		leave(path, strerror(errno));
	fclose(file);
	if (b->status != SAIGA_OK)
		leave(path, "too big");
	if (b->len > 0 && memchr(b->p, '\0', b->len) != NULL)
		leave(path, "not a text");
}

/*
 * Reads lines of wanted words or more, whose value is word number at: a file
 * of judgements is "query 0 document relevance", one of a run "query Q0
 * document rank score tag".
 */
static void
read_rows(struct rows *rows, const char *path, size_t wanted, size_t at)
{
	char *line, *next, *end, *word[6] = { NULL };
	char place[4352];
	size_t n, number = 0;

	memset(rows, 0, sizeof(*rows));
	rows->file.max = FILE_MAX;
	load(&rows->file, path);
	for (line = rows->file.p; line != NULL; line = next) {
		next = strchr(line, '\n');
		if (next != NULL)
			*next++ = '\0';
		number++;
		n = 0;
		while (n < wanted && *(line += strspn(line, " \t\r")) != '\0') {
			word[n++] = line;
			line += strcspn(line, " \t\r");
			if (*line != '\0')
				*line++ = '\0';
		}
		if (n == 0)
			continue;
		reserve(&rows->items, &rows->cap, rows->n + 1,
			sizeof(*rows->items));
		rows->items[rows->n] = (struct row){ word[0], word[2],
			n == wanted ? strtod(word[at], &end) : 0, number };
		if (n < wanted || end == word[at] || *end != '\0' ||
			!isfinite(rows->items[rows->n].value)) {
			snprintf(place, sizeof(place), "%s:%zu", path, number);
			leave(place, "not a line of such a file");
		}
		rows->n++;
	}
}

/* By query and document, of equal ones the last line first. */
static int
compare_judgements(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int c = strcmp(x->query, y->query);

	if (c == 0)
		c = strcmp(x->doc, y->doc);
	return c != 0 ? c : (x->line < y->line) - (x->line > y->line);
}

/* By query and document, of equal ones the best score first. */
static int
compare_documents(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int c = strcmp(x->query, y->query);

	if (c == 0)
		c = strcmp(x->doc, y->doc);
	return c != 0 ? c : (x->value < y->value) - (x->value > y->value);
}

/* By query, then as a run is scored. */
static int
compare_ranks(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int c = strcmp(x->query, y->query);

	if (c == 0)
		c = (x->value < y->value) - (x->value > y->value);
	return c != 0 ? c : strcmp(y->doc, x->doc);
}

/* Sorts, and keeps the first of each query and document. */
static void
make_unique(struct rows *rows, int (*compare)(const void *, const void *))
{
	struct row *items = rows->items;
	size_t i, n = 0;

	if (rows->n > 0)
		qsort(items, rows->n, sizeof(*items), compare);
	for (i = 0; i < rows->n; i++)
		if (n == 0 || strcmp(items[n - 1].query, items[i].query) != 0 ||
			strcmp(items[n - 1].doc, items[i].doc) != 0)
			items[n++] = items[i];
	rows->n = n;
}

static void
read_run(struct rows *rows, const char *path)
{
	read_rows(rows, path, 6, 4);
	make_unique(rows, compare_documents);
	if (rows->n > 0)
		qsort(rows->items, rows->n, sizeof(*rows->items),
			compare_ranks);
}

static size_t
same_query(const struct rows *rows, size_t from)
{
	size_t n = from;

	while (n < rows->n &&
		strcmp(rows->items[n].query, rows->items[from].query) == 0)
		n++;
	return n - from;
}

static int
compare_doc(const void *key, const void *row)
{
	return strcmp(key, ((const struct row *)row)->doc);
}

/* Best judgement first. */
static int
compare_gains(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x < y) - (x > y);
}

/* The nDCG's denominator; gains are sorted. */
static double
ideal_gain(double *gains, size_t n)
{
	double sum = 0;
	size_t i;

	qsort(gains, n, sizeof(*gains), compare_gains);
	for (i = 0; i < n && i < 10; i++)
		sum += gains[i] / log2((double)i + 2);
	return sum;
}

/* One query's judgements and ranked documents; ideal and total are those of
 * its relevant documents. */
static void
score_query(const struct row *judged, size_t n_judged, const struct row *docs,
	size_t n_docs, double ideal, size_t total, double *of)
{
	size_t i, seen = 0;

	memset(of, 0, MEASURES * sizeof(*of));
	for (i = 0; i < n_docs && i < DEPTH; i++) {
		const struct row *found = bsearch(docs[i].doc, judged, n_judged,
			sizeof(*judged), compare_doc);

		if (found == NULL || found->value <= 0)
			continue;
		if (seen++ == 0 && i < 10)
			of[RECIPROCAL] = 1 / ((double)i + 1);
		of[MAP] += (double)seen / ((double)i + 1);
		if (i < 10)
			of[NDCG] += found->value / log2((double)i + 2);
		if (i < 100)
			of[RECALL]++;
	}
	of[NDCG] /= ideal;
	of[MAP] /= (double)total;
	of[RECALL] /= (double)total;
}

static void
score(const struct rows *qrels, const struct rows *run, struct figures *f)
{
	size_t q, d = 0, i, n, n_docs, total, cap = 0;
	double *gains = NULL;

	memset(f, 0, sizeof(*f));
	for (q = 0; q < qrels->n; q += n) {
		const struct row *judged = &qrels->items[q];

		n = same_query(qrels, q);
		reserve(&gains, &cap, n, sizeof(*gains));
		for (i = total = 0; i < n; i++)
			if (judged[i].value > 0)
				gains[total++] = judged[i].value;
		while (d < run->n &&
			strcmp(run->items[d].query, judged->query) < 0)
			d++;
		n_docs = d < run->n &&
				strcmp(run->items[d].query, judged->query) == 0
			? same_query(run, d)
			: 0;
		if (total == 0)
			continue;
		reserve(&f->of, &f->cap, f->n + 1, sizeof(*f->of));
		score_query(judged, n, n_docs > 0 ? &run->items[d] : NULL,
			n_docs, ideal_gain(gains, total), total, f->of[f->n]);
		f->n++;
	}
	free(gains);
}

static void
print_means(const struct figures *f)
{
	double sum;
	size_t i, m;

	printf("%zu queries:", f->n);
	for (m = 0; m < MEASURES; m++) {
		for (i = 0, sum = 0; i < f->n; i++)
			sum += f->of[i][m];
		printf("%s %s %.4f", m == 0 ? "" : " ", names[m],
			sum / (double)f->n);
	}
	printf("\n");
}

/* splitmix64 (Steele, Lea and Flood, OOPSLA 2014). */
static uint64_t
draw(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

/*
 * How often the figures of a and b would differ by as much as they do if it
 * were chance which run each query's figures came from.
 */
static double
randomise(const struct figures *a, const struct figures *b, enum measure m)
{
	uint64_t state = 2007, bits = 0;
	unsigned reached = 1, round;
	double seen = 0, sum;
	size_t i;

	for (i = 0; i < a->n; i++)
		seen += a->of[i][m] - b->of[i][m];
	/* Sums of the same numbers in another order may differ a little. */
	seen = fabs(seen) - 1e-9;
	for (round = 0; round < PERMUTATIONS; round++) {
		for (i = 0, sum = 0; i < a->n; i++) {
			bits = i % 64 == 0 ? draw(&state) : bits >> 1;
			sum += (bits & 1) != 0 ? a->of[i][m] - b->of[i][m]
					       : b->of[i][m] - a->of[i][m];
		}
		reached += fabs(sum) >= seen;
	}
	return (double)reached / (PERMUTATIONS + 1);
}

int
main(int argc, char **argv)
{
	struct rows qrels, run;
	struct figures figures[2] = { { 0 } };
	int i;

	if (argc < 3 || argc > 4) {
		fprintf(stderr, "usage: bench/trec-score QRELS RUN [RUN2]\n");
		return 2;
	}
	read_rows(&qrels, argv[1], 4, 3);
	make_unique(&qrels, compare_judgements);
	for (i = 0; i < argc - 2; i++) {
		read_run(&run, argv[i + 2]);
		score(&qrels, &run, &figures[i]);
		free(run.items);
		saiga_strbuf_dispose(&run.file);
		if (figures[i].n == 0)
			leave(argv[1], "no query has a relevant document");
		print_means(&figures[i]);
	}
	if (argc == 4)
		printf("p: %s %.4f  %s %.4f\n", names[NDCG],
			randomise(&figures[0], &figures[1], NDCG), names[MAP],
			randomise(&figures[0], &figures[1], MAP));
	for (i = 0; i < 2; i++)
		free(figures[i].of);
	free(qrels.items);
	saiga_strbuf_dispose(&qrels.file);
	return ferror(stdout) || fflush(stdout) != 0 ? 2 : 0;
}
