/* bytes.c: realloc -> a growing run of bytes. */
#include "base/bytes.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int bytes_reserve(struct bytes *bytes, size_t size) {
  if (size <= bytes->room - bytes->length) return 0;
  if (size > SIZE_MAX / 2 - bytes->length) return -1;
  size_t wanted = bytes->length + size, doubled = bytes->room * 2;
  size_t room = doubled > wanted ? doubled : wanted;
  char *grown = realloc(bytes->items, room);
  if (!grown) return -1;
  bytes->items = grown;
  bytes->room = room;
  return 0;
}

int bytes_append(struct bytes *bytes, const char *added, size_t length) {
  if (bytes_reserve(bytes, length)) return -1;
  if (length) memcpy(bytes->items + bytes->length, added, length);
  bytes->length += length;
  return 0;
}

void bytes_clear(struct bytes *bytes, size_t keep) {
  bytes->length = 0;
  if (bytes->room > keep) bytes_free(bytes);
}

void bytes_free(struct bytes *bytes) {
  free(bytes->items);
  *bytes = (struct bytes){0};
}
