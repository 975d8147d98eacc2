/* arena.c: blocks from malloc -> pieces, freed together. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SMALLEST_BLOCK = 64 * 1024 };

struct arena_block {
  struct arena_block *older;
  max_align_t bytes[];
};

static int add_block(struct arena *arena, size_t size) {
  size_t room = size > SMALLEST_BLOCK ? size : SMALLEST_BLOCK;
  if (room > SIZE_MAX - sizeof(struct arena_block)) return -1;
  struct arena_block *block = malloc(sizeof *block + room);
  if (!block) return -1;
  block->older = arena->block;
  arena->block = block;
  arena->next = (char *)block->bytes;
  arena->end = arena->next + room;
  return 0;
}

void *arena_allocate(struct arena *arena, size_t size) {
  const size_t step = alignof(max_align_t);
  if (size > SIZE_MAX - step) return NULL;
  size = (size + step - 1) / step * step;
  if (!arena->block || (size_t)(arena->end - arena->next) < size) {
    if (add_block(arena, size)) return NULL;
  }
  void *piece = arena->next;
  arena->next += size;
  return piece;
}

char *arena_copy(struct arena *arena, const char *bytes, size_t length) {
  char *copy = length < SIZE_MAX ? arena_allocate(arena, length + 1) : NULL;
  if (!copy) return NULL;
  if (length) memcpy(copy, bytes, length);
  copy[length] = '\0';
  return copy;
}

void arena_free(struct arena *arena) {
  for (struct arena_block *block = arena->block; block;) {
    struct arena_block *older = block->older;
    free(block);
    block = older;
  }
  *arena = (struct arena){0};
}
