/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga-care: the program behind the commands that look after an index. */
#include "care.h"
#include "setup.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const struct {
	const char *name;
	care_fn run;
} commands[] = {
	{ "backup", care_backup },
	{ "check", care_check },
	{ "compact", care_compact },
	{ "dump", care_dump },
	{ "forget", care_forget },
	{ "roots", care_roots },
};

static int
run(int argc, char **argv)
{
	size_t i;

	for (i = 0; argc > 0 && i < sizeof(commands) / sizeof(*commands); i++)
		if (strcmp(argv[0], commands[i].name) == 0)
			return commands[i].run(argc, argv);
	return care_error("saiga-care is run by 'saiga backup', 'saiga check', "
			  "'saiga compact', 'saiga dump', 'saiga forget' and "
			  "'saiga roots'");
}

/* What was printed is on its way, or the exit status says that it is not. */
int
main(int argc, char **argv)
{
	int code;

	setup_process();
	/* What getopt_long says would show any bytes as they are. */
	opterr = 0;
	code = run(argc - 1, argv + 1);
	if (code != CARE_ERROR && (fflush(stdout) != 0 || ferror(stdout)))
		return care_error("cannot write: %s", strerror(errno));
	return code;
}
