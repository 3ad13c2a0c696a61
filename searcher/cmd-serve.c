/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga serve: the search page on this machine, through lighttpd. */
#include "command.h"

#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SERVER "lighttpd"
#define START_TRIES 100u /* of 50 ms each, until the server answers */

static const char usage[] =
	"Usage: saiga serve [OPTION]...\n"
	"Starts the search page on this machine and prints its address; "
	"Ctrl-C\n"
	"ends it.\n"
	"\n"
	"  -d, --db=DIR   the index (default: $SAIGA_DB, or\n"
	"                 $XDG_DATA_HOME/saiga/default)\n"
	"  -p, --port=N   listen there (default: one that is free)\n"
	"  -h, --help     this help\n"
	"\n"
	"For a page that others see, see saiga.conf(5).\n";

static const struct option long_options[] = {
	{ "db", required_argument, NULL, 'd' },
	{ "port", required_argument, NULL, 'p' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

/* The folder of one run, with all that the server is told. */
struct run {
	char folder[64];
	char *index; /* absolute */
	uint32_t port;
	const char *server;
};

/* What is waited for: somebody ends the run, or the server has ended. */
static void
signals_of(sigset_t *set)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP, SIGCHLD };
	size_t i;

	sigemptyset(set);
	for (i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		sigaddset(set, numbers[i]);
}

/* lighttpd lies where a plain user's PATH does not reach. */
static const char *
find_server(void)
{
	static const char *const paths[] = { "/usr/sbin/" SERVER,
		"/usr/local/sbin/" SERVER, "/usr/bin/" SERVER };
	size_t i;

	for (i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		if (access(paths[i], X_OK) == 0)
			return paths[i];
	return NULL;
}

static struct sockaddr_in
address_of(uint32_t port)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr = { htonl(INADDR_LOOPBACK) },
	};

	return address;
}

/* Whether the port can be listened to; one that is free becomes *port where
 * that is 0. */
static bool
take_port(uint32_t *port)
{
	struct sockaddr_in address = address_of(*port);
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
	bool done;

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	done = fd >= 0 && bind(fd, (struct sockaddr *)&address, len) == 0 &&
		getsockname(fd, (struct sockaddr *)&address, &len) == 0;
	if (fd >= 0)
		close(fd);
	*port = ntohs(address.sin_port);
	return done;
}

static bool
is_answering(uint32_t port)
{
	struct sockaddr_in address = address_of(port);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool done = fd >= 0 &&
		connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0;

	if (fd >= 0)
		close(fd);
	return done;
}

static enum saiga_status
write_file(const struct run *run, const char *name,
	const struct saiga_strbuf *text, struct saiga_error *err)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(256);
	FILE *file;
	bool done;

	saiga_strbuf_printf(&path, "%s/%s", run->folder, name);
	file = fopen(saiga_strbuf_cstr(&path), "w");
	done = file != NULL && text->status == SAIGA_OK &&
		fwrite(text->p, 1, text->len, file) == text->len;
	if (file != NULL && fclose(file) != 0)
		done = false;
	if (!done)
		saiga_error_set(err, SAIGA_IO, "%s: %s",
			saiga_strbuf_cstr(&path), strerror(errno));
	saiga_strbuf_dispose(&path);
	return done ? SAIGA_OK : SAIGA_IO;
}

/* What saiga.cgi reads: files' paths are shown, as they are the person's
 * own. */
static enum saiga_status
write_site(const struct run *run, struct saiga_error *err)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(8192);
	const char *name = strrchr(run->index, '/');
	enum saiga_status status;

	if (strpbrk(run->index, "\r\n") != NULL)
		return saiga_error_set(err, SAIGA_INVALID,
			"%s: a line end in the index's path", run->index);
	saiga_strbuf_printf(&text,
		"title = Saiga\nworkers = 2\npaths = yes\n[default]\n"
		"title = %s\nindex = %s\n",
		name != NULL && name[1] != '\0' ? name + 1 : "Saiga",
		run->index);
	status = write_file(run, "saiga.conf", &text, err);
	saiga_strbuf_dispose(&text);
	return status;
}

/* Another site's name that leads to this address would make the page that
 * site's own, for its scripts to read: only names of this machine are served
 * (DNS rebinding). */
static enum saiga_status
write_server(const struct run *run, struct saiga_error *err)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(8192);
	enum saiga_status status;

	saiga_strbuf_printf(&text,
		"server.bind = \"127.0.0.1\"\n"
		"server.port = %u\n"
		"server.document-root = \"%s/empty\"\n"
		"server.upload-dirs = ( \"%s\" )\n"
		"server.tag = \"\"\n"
		"server.max-request-size = 1\n"
		"server.modules = ( \"mod_access\", \"mod_fastcgi\" )\n"
		"$HTTP[\"host\"] !~ \"^(127\\.0\\.0\\.1|localhost)"
		"(:[0-9]+)?$\" {\n"
		"\turl.access-deny = ( \"\" )\n}\n"
		"fastcgi.server = ( \"/\" => (( \"bin-path\" => "
		"\"%s/saiga.cgi\",\n"
		"\t\"socket\" => \"%s/socket\", \"max-procs\" => 1,\n"
		"\t\"check-local\" => \"disable\", "
		"\"fix-root-scriptname\" => \"enable\",\n"
		"\t\"bin-environment\" => ( \"SAIGA_CONFIG\" => "
		"\"%s/saiga.conf\" ),\n"
		"\t\"bin-copy-environment\" => ( \"TZ\", \"SAIGA_NOW\", "
		"\"ASAN_OPTIONS\" ) )))\n",
		run->port, run->folder, run->folder, run->folder, run->folder,
		run->folder);
	status = write_file(run, "lighttpd.conf", &text, err);
	saiga_strbuf_dispose(&text);
	return status;
}

/* The server cuts the program's path at spaces: a link has none. */
static enum saiga_status
link_program(const struct run *run, struct saiga_error *err)
{
	struct saiga_strbuf program = SAIGA_STRBUF_INIT(8192);
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(256);
	enum saiga_status status = SAIGA_OK;

	command_program(&program, "saiga.cgi");
	saiga_strbuf_printf(&path, "%s/saiga.cgi", run->folder);
	if (access(saiga_strbuf_cstr(&program), X_OK) != 0 ||
		symlink(saiga_strbuf_cstr(&program),
			saiga_strbuf_cstr(&path)) != 0)
		status = saiga_error_set(err, SAIGA_IO,
			"%s: %s: is Saiga installed whole?",
			saiga_strbuf_cstr(&program), strerror(errno));
	saiga_strbuf_reset(&path);
	saiga_strbuf_printf(&path, "%s/empty", run->folder);
	if (status == SAIGA_OK && mkdir(saiga_strbuf_cstr(&path), 0700) != 0)
		status = saiga_error_set(err, SAIGA_IO, "%s: %s",
			saiga_strbuf_cstr(&path), strerror(errno));
	saiga_strbuf_dispose(&program);
	saiga_strbuf_dispose(&path);
	return status;
}

/* Removes what the run wrote, and what the server left. */
static void
clean_up(const struct run *run)
{
	static const char *const names[] = { "saiga.conf", "lighttpd.conf",
		"saiga.cgi", "socket", "socket-0", "empty", "" };
	char path[128];
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		snprintf(path, sizeof(path), "%s/%s", run->folder, names[i]);
		remove(path);
	}
}

static pid_t
start_server(const struct run *run, const sigset_t *set)
{
	char config[128];
	pid_t child = fork();

	if (child != 0)
		return child;
	snprintf(config, sizeof(config), "%s/lighttpd.conf", run->folder);
	/* Ctrl-C must not reach it: it is ended in order. */
	setpgid(0, 0);
	sigprocmask(SIG_UNBLOCK, set, NULL);
	execl(run->server, SERVER, "-D", "-f", config, (char *)NULL);
	_exit(127);
}

/* Waits until the server answers, which it does within seconds or never; the
 * signal that came instead, or 0. */
static int
wait_until_up(const struct run *run, const sigset_t *set)
{
	const struct timespec pause = { 0, 50000000 };
	unsigned i;
	int number;

	for (i = 0; i < START_TRIES && !is_answering(run->port); i++) {
		number = sigtimedwait(set, NULL, &pause);
		if (number > 0)
			return number;
	}
	return 0;
}

static int
serve(const struct run *run)
{
	sigset_t set;
	pid_t server;
	int number;

	signals_of(&set);
	sigprocmask(SIG_BLOCK, &set, NULL);
	server = start_server(run, &set);
	if (server < 0)
		return command_error("serve: %s", strerror(errno));
	number = wait_until_up(run, &set);
	if (number == 0) {
		printf("http://127.0.0.1:%u/\n", run->port);
		fflush(stdout);
		fprintf(stderr, "The search page is up; Ctrl-C ends it.\n");
		while ((number = sigwaitinfo(&set, NULL)) < 0)
			;
	}
	if (number == SIGCHLD)
		return command_error("%s has ended by itself", run->server);
	kill(server, SIGTERM);
	waitpid(server, NULL, 0);
	return EXIT_FOUND;
}

/* Below $TMPDIR, unless the server's configuration or the name of a socket
 * would not bear that path. */
static void
make_template(struct run *run)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789/._-";
	const char *tmp = getenv("TMPDIR");

	if (tmp == NULL || tmp[0] != '/' || strlen(tmp) > 40 ||
		tmp[strspn(tmp, plain)] != '\0')
		tmp = "/tmp";
	snprintf(run->folder, sizeof(run->folder), "%s/saiga-XXXXXX", tmp);
}

/* Lays everything out, then serves until it is ended. */
static int
prepare_and_serve(struct run *run)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	enum saiga_status status;
	int code;

	make_template(run);
	if (mkdtemp(run->folder) == NULL)
		return command_error("%s: %s", run->folder, strerror(errno));
	status = write_site(run, &err);
	if (status == SAIGA_OK)
		status = write_server(run, &err);
	if (status == SAIGA_OK)
		status = link_program(run, &err);
	code = status == SAIGA_OK ? serve(run) : command_failed(status, &err);
	clean_up(run);
	return code;
}

static int
find_and_serve(struct run *run, const char *option)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct saiga_shards shards = SAIGA_SHARDS_INIT;
	enum saiga_status status = saiga_store_path(&path, option, &err);
	int code;

	if (status == SAIGA_OK)
		status = saiga_shards_add(
			&shards, saiga_strbuf_cstr(&path), &err);
	if (status == SAIGA_OK)
		status = saiga_shards_open(&shards, &err);
	saiga_shards_dispose(&shards);
	run->index = status == SAIGA_OK
		? realpath(saiga_strbuf_cstr(&path), NULL)
		: NULL;
	run->server = find_server();
	if (status != SAIGA_OK)
		code = command_failed(status, &err);
	else if (run->index == NULL)
		code = command_error(
			"%s: %s", saiga_strbuf_cstr(&path), strerror(errno));
	else if (run->server == NULL)
		code = command_error("there is no " SERVER
				     " here: install it (in Debian 'apt-get "
				     "install " SERVER "')");
	else if (!take_port(&run->port))
		code = command_error(
			"port %u of 127.0.0.1: %s", run->port, strerror(errno));
	else
		code = prepare_and_serve(run);
	free(run->index);
	saiga_strbuf_dispose(&path);
	return code;
}

int
cmd_serve(int argc, char **argv)
{
	struct run run = { .port = 0 };
	const char *db = NULL;
	int c;

	while ((c = getopt_long(argc, argv, "d:p:h", long_options, NULL)) !=
		-1) {
		if (c == 'h') {
			fputs(usage, stdout);
			return EXIT_FOUND;
		}
		if (c == 'd')
			db = optarg;
		else if (c != 'p')
			return command_usage("serve", argv);
		else if (!command_number(optarg, 65535, &run.port) ||
			run.port == 0)
			return command_error(
				"--port=%s: give a number from 1 to 65535",
				optarg);
	}
	if (optind < argc)
		return command_error("serve takes no arguments, only options");
	return find_and_serve(&run, db);
}
