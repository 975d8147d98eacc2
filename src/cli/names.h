/* names.h: the ids of documents that are whole files, from their paths. */
#ifndef WHOSAID_CLI_NAMES_H
#define WHOSAID_CLI_NAMES_H

#include <stddef.h>

#include "base/bytes.h"
#include "base/hash_map.h"

/* Which id went to which path, both by their hash. All zero is ready. */
struct names {
  struct hash_map owners;
};

/* Adds the id of the file and a NUL to `out`: what stands at `within` of its path, without its ending ("news/a.html.gz" and 5 -> "a"), or the
 * whole path where another file has that id. The same path has the same id. 0, or -1 when memory is out. */
int names_give(struct names *names, const char *path, size_t within, struct bytes *out);

void names_free(struct names *names);

#endif
