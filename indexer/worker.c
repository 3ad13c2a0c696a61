/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A process that reads files into its spool. */
#include "worker.h"

#include "message.h"
#include "writer.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#define COUNTS_PAUSE 50000000 /* nanoseconds */

struct worker {
	struct run *run;
	int socket;
	unsigned number, n;
	struct index_counts counts;
	bool counts_file;     /* the file's bytes are counted here */
	struct timespec last; /* when counts were sent */
};

/* When it cannot be sent, whoever started this process is gone. */
static void
send(struct worker *worker, struct message *message, const char *a,
	const char *b)
{
	struct saiga_error err = SAIGA_ERROR_INIT;

	message->counts = worker->counts;
	if (!worker->counts_file)
		message->counts.bytes = worker->run->bytes_before;
	if (message_send(worker->socket, message, a, b, -1, true, &err) !=
		SAIGA_OK)
		_exit(1);
}

static void
on_message(const char *path, const char *text, void *ctx)
{
	struct message message = { .kind = MESSAGE_TOLD };

	send(ctx, &message, path, text);
}

static void
on_progress(const struct index_counts *done, const struct index_counts *all,
	void *ctx)
{
	struct message message = { .kind = MESSAGE_COUNTS };
	struct worker *worker = ctx;
	struct timespec now;

	(void)done;
	(void)all;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (now.tv_sec == worker->last.tv_sec &&
		now.tv_nsec - worker->last.tv_nsec < COUNTS_PAUSE)
		return;
	worker->last = now;
	send(worker, &message, NULL, NULL);
}

/* The name in its folder. */
static const char *
name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

static enum saiga_status
read_file(struct worker *worker, const struct message *job,
	const struct messages *messages)
{
	struct run *run = worker->run;
	struct walk_file file = {
		.dirfd = -1,
		.path = messages->a,
		.name = name_of(messages->a),
		.key = messages->b,
		.named = job->named,
	};
	struct message done = { .kind = MESSAGE_DONE };
	enum saiga_status status;

	run->ordinal = job->ordinal;
	run->reading_options.map = &run->roots.items[job->root].map;
	run->reading.share = job->shared ? worker->number : 0;
	run->reading.shares = job->shared ? worker->n : 1;
	worker->counts_file = run->reading.share == 0;
	status = run_file(run, &file, messages->fd);
	if (!worker->counts_file)
		worker->counts.bytes = run->bytes_before;
	close(messages->fd);
	if (status != SAIGA_OK && !run->stopped)
		return status;
	done.whole = run->is_whole && !run->stopped;
	done.is_regular = run->is_regular && !run->stopped;
	done.file = run->entry;
	done.file.path = done.file.why = saiga_slice(NULL);
	done.problems = run->stopped ? 0 : run->problems;
	done.first_problem = run->first_problem;
	worker->counts_file = true;
	send(worker, &done, NULL,
		done.problems > 0 ? saiga_strbuf_cstr(&run->why) : NULL);
	return SAIGA_OK;
}

static enum saiga_status
end_reading(struct worker *worker, struct saiga_error *err)
{
	struct message message = { .kind = MESSAGE_READ };
	enum saiga_status status = writer_commit(worker->run->writer, err);

	if (status == SAIGA_OK)
		send(worker, &message, NULL, NULL);
	return status;
}

/* Reads what it is given, until it is told to put in what it has read. */
static enum saiga_status
do_jobs(struct worker *worker, struct saiga_error *err)
{
	struct messages messages;
	struct message job;
	enum saiga_status status = messages_init(&messages, err);

	if (status != SAIGA_OK)
		return status;
	for (;;) {
		status = message_receive(worker->socket, &job, &messages, err);
		/* Whoever started it is gone. */
		if (status == SAIGA_NOTFOUND)
			_exit(1);
		if (status == SAIGA_OK)
			status = job.kind == MESSAGE_JOB
				? read_file(worker, &job, &messages)
				: job.kind == MESSAGE_END
				? end_reading(worker, err)
				: writer_build(worker->run->writer, messages.a,
					  run_built, worker->run, err);
		if (status != SAIGA_OK || job.kind == MESSAGE_BUILD)
			break;
	}
	messages_dispose(&messages);
	return status;
}

void
worker_run(struct run *run, int socket, const char *folder, unsigned number,
	unsigned n)
{
	struct worker worker = { .run = run,
		.socket = socket,
		.number = number,
		.n = n,
		.counts_file = true };
	const struct index_events events = { on_message, on_progress, &worker,
		NULL, NULL, NULL };
	struct message finished = { .kind = MESSAGE_FINISHED };
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct writer *writer;

	/* The index that is open belongs to the process that was forked, and
	 * its lock. */
	writer_free(run->writer);
	run->writer = NULL;
	run->counts = &worker.counts;
	run->events = &events;
	run->err = &err;
	finished.status = writer_open_spool(
		&writer, folder, run->options->db, run->shards, &err);
	if (finished.status == SAIGA_OK) {
		run->writer = writer;
		finished.status = do_jobs(&worker, &err);
	}
	send(&worker, &finished, NULL, err.msg);
	_exit(0);
}
