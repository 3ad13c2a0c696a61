/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bench/measure COMMAND [ARGUMENT]...: runs it without its output, and prints
 * seconds of wall time, of user and of system time, of all the processes it
 * waited for, and the most kB of memory that it and all processes below it had
 * at one moment: the sum of what is resident of each (what they share counts
 * for each), looked at every 20 ms, or the highest mark of the largest process
 * where that is more.  Exits as the command does.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PAUSE_NS 20000000
#define BELOW_MAX 1024 /* processes at one moment */

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
time_of(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* kB resident of the process; 0 when it is gone. */
static long
resident(long pid)
{
	char path[64];
	long all = 0, pages = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%ld/statm", pid);
	file = fopen(path, "r");
	if (file == NULL)
		return 0;
	if (fscanf(file, "%ld %ld", &all, &pages) != 2)
		pages = 0;
	fclose(file);
	return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

/* Appends the processes that one has started: their number after that. */
static size_t
add_children(long *pids, size_t n, long pid)
{
	char path[64];
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%ld/task/%ld/children", pid, pid);
	file = fopen(path, "r");
	if (file == NULL)
		return n;
	while (n < BELOW_MAX && fscanf(file, "%ld", &pids[n]) == 1)
		n++;
	fclose(file);
	return n;
}

static long
resident_tree(long pid)
{
	long pids[BELOW_MAX], sum = 0;
	size_t n = 1, i;

	pids[0] = pid;
	for (i = 0; i < n; i++) {
		sum += resident(pids[i]);
		n = add_children(pids, n, pids[i]);
	}
	return sum;
}

static _Noreturn void
become(char **argv)
{
	if (freopen("/dev/null", "w", stdout) == NULL ||
		freopen("/dev/null", "w", stderr) == NULL)
		_exit(126);
	execvp(argv[0], argv);
	_exit(127);
}

int
main(int argc, char **argv)
{
	const struct timespec pause = { 0, PAUSE_NS };
	double start = seconds(), wall;
	struct rusage used;
	long most = 0, now;
	int status = 0;
	pid_t pid;

	if (argc < 2) {
		fputs("Usage: bench/measure COMMAND [ARGUMENT]...\n", stderr);
		return 2;
	}
	pid = fork();
	if (pid == 0)
		become(argv + 1);
	while (pid > 0 && waitpid(pid, &status, WNOHANG) == 0) {
		now = resident_tree(pid);
		most = now > most ? now : most;
		nanosleep(&pause, NULL);
	}
	wall = seconds() - start;
	if (pid < 0 || getrusage(RUSAGE_CHILDREN, &used) != 0) {
		perror("bench/measure");
		return 2;
	}
	printf("%.3f %.3f %.3f %ld\n", wall, time_of(used.ru_utime),
		time_of(used.ru_stime),
		used.ru_maxrss > most ? used.ru_maxrss : most);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
