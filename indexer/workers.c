/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Starts workers, hands files to them, and hears what they say. */
#include "workers.h"

#include "message.h"
#include "worker.h"
#include "writer.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHARED_BYTES (1 << 20) /* of a file that all workers read */
#define AHEAD 16u              /* files that a worker has been given */

/* A file that a worker, or all of them, read. */
struct job {
	char *path;
	uint64_t bytes;
	unsigned holds; /* rings that have it, and who hands it over */
	bool shared, whole, is_regular;
	struct saiga_file file;
	uint64_t problems, first_problem;
	char *why;
};

struct worker_process {
	pid_t pid;
	int socket;
	struct job *jobs[AHEAD]; /* a ring */
	unsigned first, n;
	uint64_t bytes;             /* of these */
	struct index_counts counts; /* heard last */
	enum message_kind last;     /* heard */
};

struct workers {
	struct run *run;
	struct messages messages;
	bool told_stop;
	unsigned n;
	struct worker_process items[];
};

/* ---- starting ------------------------------------------------------------ */

/* The child has no socket but its own. */
static void
start_child(struct workers *workers, unsigned number, int socket,
	const char *folder, pid_t parent)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);
	unsigned i;

	/* The next build clears what it writes: it must not outlive us. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	for (i = 0; i <= number; i++)
		close(workers->items[i].socket);
	saiga_strbuf_printf(&path, "%s/%u", folder, number);
	worker_run(workers->run, socket, saiga_strbuf_cstr(&path), number,
		workers->n);
}

static enum saiga_status
start(struct workers *workers, unsigned number, const char *folder,
	struct saiga_error *err)
{
	struct worker_process *worker = &workers->items[number];
	pid_t parent = getpid();
	int sockets[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) != 0)
		return saiga_error_set(
			err, SAIGA_IO, "a worker: %s", strerror(errno));
	worker->socket = sockets[0];
	worker->pid = fork();
	if (worker->pid == 0)
		start_child(workers, number, sockets[1], folder, parent);
	close(sockets[1]);
	if (worker->pid > 0)
		return SAIGA_OK;
	return saiga_error_set(err, SAIGA_IO, "a worker: %s", strerror(errno));
}

enum saiga_status
workers_start(struct workers **out, struct run *run, const char *folder,
	unsigned n, struct saiga_error *err)
{
	struct workers *workers =
		calloc(1, sizeof(*workers) + n * sizeof(*workers->items));
	enum saiga_status status;
	unsigned i;

	*out = workers;
	if (workers == NULL)
		return saiga_error_nomem(err);
	workers->run = run;
	workers->n = n;
	for (i = 0; i < n; i++) {
		workers->items[i].socket = -1;
		workers->items[i].pid = -1;
	}
	status = messages_init(&workers->messages, err);
	for (i = 0; i < n && status == SAIGA_OK; i++)
		status = start(workers, i, folder, err);
	return status;
}

/* ---- hearing ------------------------------------------------------------- */

/* Whether nobody holds the job any more. */
static bool
release(struct job *job)
{
	return --job->holds == 0;
}

static void
free_job(struct job *job)
{
	free(job->path);
	free(job->why);
	free(job);
}

/* Adds what is new in the worker's counts. */
static void
take_counts(struct workers *workers, struct worker_process *worker,
	const struct index_counts *now)
{
	/* All of them are numbers of one type. */
	enum { N = sizeof(*now) / sizeof(uint64_t) };
	const uint64_t *new = (const uint64_t *)now;
	uint64_t *old = (uint64_t *)&worker->counts;
	uint64_t *sum = (uint64_t *)workers->run->counts;
	unsigned i;

	for (i = 0; i < N; i++) {
		sum[i] += new[i] - old[i];
		old[i] = new[i];
	}
}

/* Notes what became of a file, and frees the job. */
static enum saiga_status
end_job(struct workers *workers, struct job *job, struct saiga_error *err)
{
	struct run *run = workers->run;
	enum saiga_status status = SAIGA_OK;

	job->file.path = saiga_slice(job->path);
	if (job->is_regular && !run->stopped)
		status = known_note(run->writer, &job->file,
			job->why != NULL ? job->why : "", job->problems, err);
	if (status == SAIGA_OK && job->whole && run->options->rebuild &&
		saiga_lexicon_add(run->whole, job->file.path) == SAIGA_NO_TERM)
		status = saiga_error_nomem(err);
	free_job(job);
	return status;
}

static enum saiga_status
on_done(struct workers *workers, struct worker_process *worker,
	const struct message *m, struct saiga_error *err)
{
	uint64_t articles;
	struct job *job;

	if (worker->n == 0)
		return saiga_error_set(err, SAIGA_INTERNAL,
			"a worker: more is done than was "
			"to be");
	job = worker->jobs[worker->first];
	worker->first = (worker->first + 1) % AHEAD;
	worker->n--;
	worker->bytes -= job->bytes;
	articles = job->file.articles + m->file.articles;
	job->whole &= m->whole;
	job->is_regular &= m->is_regular;
	job->file = m->file;
	job->file.articles = articles;
	job->problems += m->problems;
	if (m->problems > 0 &&
		(job->why == NULL || m->first_problem < job->first_problem)) {
		free(job->why);
		job->why = strdup(workers->messages.b);
		job->first_problem = m->first_problem;
	}
	return release(job) ? end_job(workers, job, err) : SAIGA_OK;
}

/* A worker is gone before its end. */
static enum saiga_status
mourn(struct worker_process *worker, struct saiga_error *err)
{
	const char *path =
		worker->n > 0 ? worker->jobs[worker->first]->path : "nothing";
	int how = 0;

	while (waitpid(worker->pid, &how, 0) < 0 && errno == EINTR)
		continue;
	worker->pid = -1;
	if (WIFSIGNALED(how))
		return saiga_error_set(err, SAIGA_INTERNAL,
			"%s: the process that read it was ended by signal %d "
			"(%s): the index is as it was",
			path, WTERMSIG(how), strsignal(WTERMSIG(how)));
	return saiga_error_set(err, SAIGA_INTERNAL,
		"%s: the process that read it has ended: the index is as it "
		"was",
		path);
}

static enum saiga_status
hear(struct workers *workers, struct worker_process *worker,
	struct saiga_error *err)
{
	struct run *run = workers->run;
	struct message m;
	enum saiga_status status =
		message_receive(worker->socket, &m, &workers->messages, err);

	if (status == SAIGA_NOTFOUND)
		return mourn(worker, err);
	if (status != SAIGA_OK)
		return status;
	worker->last = m.kind;
	take_counts(workers, worker, &m.counts);
	switch (m.kind) {
	case MESSAGE_TOLD:
		run->events->message(workers->messages.a, workers->messages.b,
			run->events->ctx);
		break;
	case MESSAGE_COUNTS:
		run->events->progress(run->counts, &run->all, run->events->ctx);
		break;
	case MESSAGE_DONE:
		run->events->progress(run->counts, &run->all, run->events->ctx);
		return on_done(workers, worker, &m, err);
	case MESSAGE_FINISHED:
		if (m.status != SAIGA_OK)
			return saiga_error_set(
				err, m.status, "%s", workers->messages.b);
		break;
	default:
		break;
	}
	return SAIGA_OK;
}

/* They stop as this process does, whoever was told to. */
static void
tell_stop(struct workers *workers)
{
	unsigned i;

	if (workers->told_stop || !run_stops(workers->run))
		return;
	workers->told_stop = true;
	for (i = 0; i < workers->n; i++)
		if (workers->items[i].pid > 0 &&
			workers->items[i].last != MESSAGE_FINISHED)
			kill(workers->items[i].pid, SIGTERM);
}

/* Hears what there is, waiting until there is something. */
static enum saiga_status
hear_all(struct workers *workers, struct saiga_error *err)
{
	struct pollfd polled[workers->n];
	enum saiga_status status = SAIGA_OK;
	unsigned i;

	tell_stop(workers);
	for (i = 0; i < workers->n; i++) {
		polled[i].fd = workers->items[i].last == MESSAGE_FINISHED
			? -1
			: workers->items[i].socket;
		polled[i].events = POLLIN;
		polled[i].revents = 0;
	}
	if (poll(polled, workers->n, -1) < 0)
		return errno == EINTR ? SAIGA_OK
				      : saiga_error_set(err, SAIGA_IO,
						"workers: %s", strerror(errno));
	for (i = 0; i < workers->n && status == SAIGA_OK; i++)
		if (polled[i].revents != 0)
			status = hear(workers, &workers->items[i], err);
	return status;
}

/* ---- handing over -------------------------------------------------------- */

/* Gives the worker, which has room in its ring, the job. */
static enum saiga_status
give(struct workers *workers, struct worker_process *worker, struct job *job,
	const struct walk_file *file, int fd, struct message *message,
	struct saiga_error *err)
{
	enum saiga_status status;

	while ((status = message_send(worker->socket, message, file->path,
			file->key, fd, false, err)) == SAIGA_NOTFOUND) {
		status = hear_all(workers, err);
		if (status != SAIGA_OK)
			break;
	}
	if (status != SAIGA_OK)
		return status;
	worker->jobs[(worker->first + worker->n++) % AHEAD] = job;
	worker->bytes += job->bytes;
	job->holds++;
	return SAIGA_OK;
}

/* The worker that has least to do; NULL when none has room. */
static struct worker_process *
idlest(struct workers *workers)
{
	struct worker_process *best = NULL;
	unsigned i;

	for (i = 0; i < workers->n; i++) {
		struct worker_process *worker = &workers->items[i];

		if (worker->n < AHEAD &&
			(best == NULL || worker->bytes < best->bytes ||
				(worker->bytes == best->bytes &&
					worker->n < best->n)))
			best = worker;
	}
	return best;
}

/* Gives the job to one worker. */
static enum saiga_status
give_one(struct workers *workers, struct job *job, const struct walk_file *file,
	int fd, struct message *message, struct saiga_error *err)
{
	struct worker_process *worker;
	enum saiga_status status = SAIGA_OK;

	while (status == SAIGA_OK && (worker = idlest(workers)) == NULL)
		status = hear_all(workers, err);
	return status == SAIGA_OK
		? give(workers, worker, job, file, fd, message, err)
		: status;
}

static enum saiga_status
give_all(struct workers *workers, struct job *job, const struct walk_file *file,
	int fd, struct message *message, struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	unsigned i;

	for (i = 0; i < workers->n && status == SAIGA_OK; i++) {
		struct worker_process *worker = &workers->items[i];

		while (status == SAIGA_OK && worker->n == AHEAD)
			status = hear_all(workers, err);
		if (status == SAIGA_OK)
			status = give(
				workers, worker, job, file, fd, message, err);
	}
	return status;
}

enum saiga_status
workers_read(struct workers *workers, const struct walk_file *file, int fd,
	uint64_t ordinal, struct saiga_error *err)
{
	struct job *job = calloc(1, sizeof(*job));
	struct message message = { .kind = MESSAGE_JOB,
		.ordinal = ordinal,
		.named = file->named,
		.root = workers->run->place->root };
	enum saiga_status status;

	if (job == NULL || (job->path = strdup(file->path)) == NULL) {
		free(job);
		return saiga_error_nomem(err);
	}
	job->holds = 1;
	job->whole = job->is_regular = true;
	job->bytes = (uint64_t)file->st.st_size;
	job->shared = message.shared =
		workers->n > 1 && file->st.st_size >= SHARED_BYTES;
	status = job->shared ? give_all(workers, job, file, fd, &message, err)
			     : give_one(workers, job, file, fd, &message, err);
	if (!release(job))
		return status;
	if (status == SAIGA_OK)
		return end_job(workers, job, err);
	free_job(job);
	return status;
}

/* Sends all the same, and waits for the answer of each. */
static enum saiga_status
ask_all(struct workers *workers, enum message_kind kind, const char *text,
	enum message_kind answer, struct saiga_error *err)
{
	struct message message = { .kind = kind };
	enum saiga_status status = SAIGA_OK;
	unsigned i;

	for (i = 0; i < workers->n && status == SAIGA_OK; i++) {
		struct worker_process *worker = &workers->items[i];

		while ((status = message_send(worker->socket, &message, text,
				NULL, -1, false, err)) == SAIGA_NOTFOUND) {
			status = hear_all(workers, err);
			if (status != SAIGA_OK)
				break;
		}
	}
	for (i = 0; i < workers->n && status == SAIGA_OK; i++)
		while (status == SAIGA_OK && workers->items[i].last != answer)
			status = hear_all(workers, err);
	return status;
}

enum saiga_status
workers_wait(struct workers *workers, struct saiga_error *err)
{
	return ask_all(workers, MESSAGE_END, NULL, MESSAGE_READ, err);
}

enum saiga_status
workers_build(
	struct workers *workers, const char *terms, struct saiga_error *err)
{
	return ask_all(workers, MESSAGE_BUILD, terms, MESSAGE_FINISHED, err);
}

void
workers_free(struct workers *workers)
{
	unsigned i;

	if (workers == NULL)
		return;
	for (i = 0; i < workers->n; i++) {
		struct worker_process *worker = &workers->items[i];

		for (; worker->n > 0; worker->n--) {
			struct job *job = worker->jobs[worker->first];

			worker->first = (worker->first + 1) % AHEAD;
			if (release(job))
				free_job(job);
		}
		if (worker->socket >= 0)
			close(worker->socket);
		if (worker->pid > 0 && worker->last != MESSAGE_FINISHED)
			kill(worker->pid, SIGKILL);
		while (worker->pid > 0 && waitpid(worker->pid, NULL, 0) < 0 &&
			errno == EINTR)
			continue;
	}
	messages_dispose(&workers->messages);
	free(workers);
}
