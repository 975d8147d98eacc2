/* bytes.h: a growing run of bytes. Knows nothing of language. */
#ifndef WHOSAID_BASE_BYTES_H
#define WHOSAID_BASE_BYTES_H

#include <stddef.h>

/* All zero is ready and empty. */
struct bytes {
  char *items;
  size_t length, room;
};

/* Room for `size` more bytes after the length; 0, or -1 when memory is out (what is there stays). */
int bytes_reserve(struct bytes *bytes, size_t size);

/* Adds bytes at the end; 0, or -1 when memory is out. */
int bytes_append(struct bytes *bytes, const char *added, size_t length);

/* Empty again; memory is kept for the next use unless there is more than `keep` of it. */
void bytes_clear(struct bytes *bytes, size_t keep);

void bytes_free(struct bytes *bytes);

#endif
