#include "mend.h"
enum saiga_status
mend_index(const char *path, char *const *orders, size_t n,
	struct saiga_error *err)
{
	(void)path;
	(void)orders;
	(void)n;
	(void)err;
	return SAIGA_OK;
}
