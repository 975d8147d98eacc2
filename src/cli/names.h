/* names.h: the ids of documents that are whole files, from their paths. */
#ifndef WHOSAID_CLI_NAMES_H
#define WHOSAID_CLI_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"

/* Which id went to which path, both by their hash. All zero is ready. */
struct names {
  struct named {
    uint64_t name, path; /* name 0: nothing is here */
  } * items;
  size_t room, count; /* room is a power of two */
};

/* Adds the id of the file and a NUL to `out`: what stands at `within` of its path, without its ending ("news/a.html.gz" and 5 -> "a"), or the
 * whole path where another file has that id. The same path has the same id. 0, or -1 when memory is out. */
int names_give(struct names *names, const char *path, size_t within, struct bytes *out);

void names_free(struct names *names);

#endif
