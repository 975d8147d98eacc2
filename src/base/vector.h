/* vector.h: a growing array of any type. Knows nothing of language.
 *
 *   VECTOR(struct token) tokens = {0};
 *   struct token *token = VECTOR_ADD(&tokens);   // NULL when memory is out; the new item is cleared
 *   for (uint32_t i = 0; i < tokens.count; i++) use(&tokens.items[i]);
 *   VECTOR_FREE(&tokens);
 */
#ifndef WHOSAID_BASE_VECTOR_H
#define WHOSAID_BASE_VECTOR_H

#include <stddef.h>
#include <stdint.h>

#define VECTOR(type) \
  struct {           \
    type *items;     \
    uint32_t count;  \
    uint32_t room;   \
  }

/* Makes room for one item more, cleared, and gives its address. */
#define VECTOR_ADD(vector)                                                                                     \
  (vector_grow((void **)&(vector)->items, &(vector)->room, (vector)->count, sizeof *(vector)->items)           \
       ? NULL                                                                                                  \
       : &(vector)->items[(vector)->count++])

#define VECTOR_FREE(vector) vector_free((void **)&(vector)->items, &(vector)->count, &(vector)->room)

/* Room for item number `count`, which it clears: 0, or -1 when memory is out (the items stay as they were). */
int vector_grow(void **items, uint32_t *room, uint32_t count, size_t size);
void vector_free(void **items, uint32_t *count, uint32_t *room);

#endif
