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
#include <string.h>

#define VECTOR(type) \
  struct {           \
    type *items;     \
    uint32_t count;  \
    uint32_t room;   \
  }

/* Makes room for one item more, cleared, and gives its address. */
#define VECTOR_ADD(vector)                                                                                               \
  ((vector)->count == (vector)->room && vector_grow((void **)&(vector)->items, &(vector)->room, sizeof *(vector)->items) \
       ? NULL                                                                                                            \
       : (memset(&(vector)->items[(vector)->count], 0, sizeof *(vector)->items), &(vector)->items[(vector)->count++]))

/* Makes room for so many items in all, where one knows how many there will be: 0, or -1 when memory is out. */
#define VECTOR_RESERVE(vector, wanted) \
  ((wanted) > (vector)->room ? vector_reserve((void **)&(vector)->items, &(vector)->room, wanted, sizeof *(vector)->items) : 0)

#define VECTOR_FREE(vector) vector_free((void **)&(vector)->items, &(vector)->count, &(vector)->room)

/* Twice the room: 0, or -1 when memory is out (the items stay as they were). */
int vector_grow(void **items, uint32_t *room, size_t size);
int vector_reserve(void **items, uint32_t *room, size_t wanted, size_t size);
void vector_free(void **items, uint32_t *count, uint32_t *room);

#endif
