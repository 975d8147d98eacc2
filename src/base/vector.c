/* vector.c: realloc -> a growing array. */
#include "base/vector.h"

#include <stdlib.h>

int vector_reserve(void **items, uint32_t *room, size_t wanted, size_t size) {
  if (wanted > UINT32_MAX || wanted > SIZE_MAX / size) return -1;
  void *grown = realloc(*items, wanted * size);
  if (!grown) return -1;
  *items = grown;
  *room = (uint32_t)wanted;
  return 0;
}

int vector_grow(void **items, uint32_t *room, size_t size) {
  enum { FIRST_ITEMS = 16, FIRST_BYTES = 1024 };
  size_t first = FIRST_BYTES / size > FIRST_ITEMS ? FIRST_BYTES / size : FIRST_ITEMS;
  return vector_reserve(items, room, *room ? (size_t)*room * 2 : first, size);
}

void vector_free(void **items, uint32_t *count, uint32_t *room) {
  free(*items);
  *items = NULL;
  *count = *room = 0;
}
