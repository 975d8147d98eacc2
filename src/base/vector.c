/* vector.c: realloc -> a growing array. */
#include "base/vector.h"

#include <stdlib.h>

int vector_grow(void **items, uint32_t *room, size_t size) {
  size_t wanted = *room ? (size_t)*room * 2 : 16;
  if (wanted > UINT32_MAX || wanted > SIZE_MAX / size) return -1;
  void *grown = realloc(*items, wanted * size);
  if (!grown) return -1;
  *items = grown;
  *room = (uint32_t)wanted;
  return 0;
}

void vector_free(void **items, uint32_t *count, uint32_t *room) {
  free(*items);
  *items = NULL;
  *count = *room = 0;
}
