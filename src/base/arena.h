/* arena.h: memory that is given piece by piece and freed all at once. Knows nothing of language. */
#ifndef WHOSAID_BASE_ARENA_H
#define WHOSAID_BASE_ARENA_H

#include <stddef.h>

struct arena_block;

/* All zero is a ready, empty arena. */
struct arena {
  struct arena_block *block;  /* the newest, which has room */
  char *next, *end;           /* the free bytes of it */
};

/* `size` bytes aligned for any type, not cleared; NULL when memory is out. Size 0 gives a valid pointer. */
void *arena_allocate(struct arena *arena, size_t size);

/* A copy of `length` bytes with a NUL after them; NULL when memory is out. */
char *arena_copy(struct arena *arena, const char *bytes, size_t length);

void arena_free(struct arena *arena);

#endif
